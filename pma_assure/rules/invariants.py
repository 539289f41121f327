"""What must hold in every register (domain.md 5.10), as pure functions over small frozen facts.

Numbers are those of domain.md 5.10. Number 9 (pre-operational status) is in ``rules.invariants_of_assessments``, what
holds of findings in ``invariants_of_findings``. Number 12 (nothing is deleted) is what the replay of the audit trail
shows, besides :func:`nothing_deleted`.
Number 14 (no digest of withheld text on what is released) holds by construction: ``values.documents.ExtractDocument``
has no field for a digest. Number 5 holds because no vocabulary has a word for a sanction (:func:`sanctions_among`) and
no decision is about a Panel outcome (:func:`no_sanction`), and by :mod:`invariants_of_breaches`.

A fact that a person recorded as irregular gives a warning and no fault: the register is sound if what it produced is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.affiliation import check_alternate
from pma_assure.rules.ownership import Ownership, ownership
from pma_assure.rules.sources import CATALOGUE, paragraph
from pma_assure.rules.state_sets import RELEASED_EXTRACTS
from pma_assure.rules.vocabulary import (
    AdviceState,
    Asked,
    DecisionManner,
    DecisionState,
    Disposition,
    MilestoneState,
    PlanVersionState,
    SeatCode,
    Standing,
    VoteCast,
)
from pma_assure.values.quorum import Affiliation, Employment, Term
from pma_assure.values.soundness import Problem

SANCTION_WORDS = ("sanction", "penalt", "fine", "expel", "expulsion", "suspend_vote", "reprimand")
"""Beginnings of words for what only the Panel may do (R69, paragraph 60)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InQuorum:
    """One person of a frozen quorum."""

    person: str
    name: str
    seat: str | None
    standing: str
    counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteFact:
    """One recorded vote; ``counted`` False is an irregular one that was kept and did not count."""

    person: str
    cast: str
    casting: bool
    counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFact:
    """A decision as recorded. ``people`` is None where the frozen quorum cannot be read."""

    reference: str
    state: str
    manner: str
    decided_on: date | None
    quorate: bool
    quorum_count: int
    quorum_needed: int
    votes_for: int
    votes_against: int
    casting: str | None
    reevaluate: bool
    subject_kind: str | None
    fingerprint: str
    copy_fingerprint: str
    """SHA-256 of the frozen copy's text, worked out now."""
    people: tuple[InQuorum, ...] | None
    votes: tuple[VoteFact, ...]
    irregular: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Who works for whom and who holds which seat, in every period on record."""

    employments: tuple[Employment, ...]
    affiliations: tuple[Affiliation, ...]
    terms: tuple[Term, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageFact:
    """``number`` is how the preparer knows the passage; its text is not here."""

    number: int
    disposition: str
    ground: str | None
    necessity: bool
    summarised: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFact:
    pdf_sha256: str
    workbook_sha256: str
    withheld_texts: int
    places: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractFact:
    """An extract version, its passages and its releases; ``issued`` are the digests of its issued documents."""

    reference: str
    state: str
    decision_state: str | None
    decision_asks: str | None
    passages: tuple[PassageFact, ...]
    releases: tuple[ReleaseFact, ...]
    issued: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFact:
    """``first_baseline`` is what the first audit entry says; ``evidence`` counts the items that prove it.

    ``owner`` and ``verifier`` are people, ``participant`` the organisation of the plan, as in the company;
    ``owner_words`` is what the plan says.
    """

    reference: str
    state: str
    baseline_due: str
    first_baseline: str | None
    owner: str | None
    owner_words: str
    participant: str
    verifier: str | None
    verified_on: date | None
    evidence: int
    irregular: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceFact:
    """``issued_documents`` counts issued documents of this version that have their bytes."""

    reference: str
    state: str
    decision_state: str | None
    issued_on: bool
    issued_documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersionFact:
    """``content`` is the fingerprint of the content as it stands now; None where it cannot be read."""

    reference: str
    state: str
    frozen: str | None
    content: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IrregularityFact:
    reference: str
    table: str
    rule: str
    paragraph: str
    sentence: str
    settled: bool


def decision(fact: DecisionFact, company: Company) -> list[Problem]:
    """Invariants 1 to 5 and 10 for one decision."""
    problems = [*quorate(fact), *one_person_once(fact), *alternates_apart(fact, company), *casting_only_in_a_tie(fact)]
    problems += no_sanction(fact)
    if fact.fingerprint != fact.copy_fingerprint:
        sentence = "fingerprint is not that of the frozen copy beside the decision"
        problems.append(_fault(10, fact.reference, "decision", sentence, ""))
    return problems


def quorate(fact: DecisionFact) -> list[Problem]:
    """1. No decision stands as valid on an inquorate item (R30)."""
    if fact.state != DecisionState.RECORDED:
        return []
    said: list[str] = []
    if not fact.quorate:
        said.append("it stands as valid, and its quorum was recorded as not there")
    if fact.quorum_count < fact.quorum_needed:
        said.append(f"it stands as valid with {fact.quorum_count} counted where {fact.quorum_needed} are needed")
    if fact.people is None:
        said.append("its frozen quorum cannot be read")
    else:
        counted = [each for each in fact.people if each.counted]
        if len({each.person for each in counted}) != fact.quorum_count:
            said.append(f"its frozen quorum counts {len(counted)} where quorum_count says {fact.quorum_count}")
        if not any(each.seat == SeatCode.CHAIR for each in counted):
            said.append("nobody of its frozen quorum sat in the Chair's seat")
    return [_fault(1, fact.reference, "decision", each, "R30") for each in said]


def one_person_once(fact: DecisionFact) -> list[Problem]:
    """2. No person counts twice in one quorum (R26, R30)."""
    counted = [each.person for each in fact.people or () if each.counted]
    twice = sorted({each for each in counted if counted.count(each) > 1})
    return [
        _fault(2, fact.reference, "decision_text", f"{each} is counted twice in its quorum", "R30") for each in twice
    ]


def alternates_apart(fact: DecisionFact, company: Company) -> list[Problem]:
    """3. No alternate counts who shares the member's employer or an affiliate of it on the meeting's day (R27).

    Where the decision is flagged for re-evaluation, because the fact became known later, this is a warning.
    """
    if fact.decided_on is None:
        return []
    problems: list[Problem] = []
    for person in fact.people or ():
        if not person.counted or person.standing != Standing.ALTERNATE:
            continue
        for term in company.terms:
            if term.seat != person.seat or not _covers(term, fact.decided_on):
                continue
            checked = check_alternate(
                member=term.person,
                alternate=person.person,
                day=fact.decided_on,
                employments=company.employments,
                affiliations=company.affiliations,
                other_members=(),
                names=company.names,
            )
            if not checked.allowed:
                warn = fact.reevaluate or fact.irregular or fact.state == DecisionState.PURPORTED
                sentence = f"an alternate counted who may not: {checked.sentence.rstrip('.')}"
                problems.append(_fault(3, fact.reference, "decision_text", sentence, "R27", warn=warn))
    return problems


def casting_only_in_a_tie(fact: DecisionFact) -> list[Problem]:
    """4. The Chair does not vote without a tie (R16); and the votes are those the decision says."""
    if fact.manner != DecisionManner.VOTE:
        return []
    said: list[str] = []
    tied = fact.votes_for == fact.votes_against
    counted = [each for each in fact.votes if each.counted]
    if fact.casting is not None and not tied:
        said.append(f"a casting vote stands although {fact.votes_for} were for and {fact.votes_against} against")
    chairs = {each.person for each in fact.people or () if each.counted and each.seat == SeatCode.CHAIR}
    of_the_chair = [each for each in counted if each.casting or each.person in chairs]
    if not tied and any(each.cast != VoteCast.ABSTAIN for each in of_the_chair):
        said.append("the Chair's vote is counted although the votes were not equal")
    for cast, number in ((VoteCast.FOR, fact.votes_for), (VoteCast.AGAINST, fact.votes_against)):
        recorded = sum(each.cast == cast for each in counted if each not in of_the_chair)
        if recorded != number:
            said.append(f"it says {number} voted {cast}, and {recorded} such votes are kept")
    return [_fault(4, fact.reference, "decision", each, "R16") for each in said]


def no_sanction(fact: DecisionFact) -> list[Problem]:
    """5. No sanction is stored as a decision of the PMA (R69): what the Panel decided is no subject of ours."""
    if fact.subject_kind is None or not sanctions_among({"subject": (fact.subject_kind,)}):
        return []
    sentence = f"its subject is {fact.subject_kind}, which is the Panel's to decide"
    return [_fault(5, fact.reference, "decision", sentence, "R69")]


def sanctions_among(vocabulary: Mapping[str, Iterable[str]]) -> list[str]:
    """The codes that name a sanction, as "vocabulary.code"; the vocabularies of the PMA's own decisions have none."""
    return [
        f"{name}.{code}"
        for name, codes in vocabulary.items()
        for code in codes
        if code == "panel_outcome" or any(part.startswith(SANCTION_WORDS) for part in code.split("_"))
    ]


def released_extract(fact: ExtractFact) -> list[Problem]:
    """6. What is out was decided, cleared passage by passage, checked for leaks, and is the very bytes (R73, R74)."""
    if fact.state not in RELEASED_EXTRACTS:
        return []
    said: list[str] = []
    for passage in fact.passages:
        named = f"passage {passage.number}"
        if passage.disposition == Disposition.PUBLISH and not passage.necessity:
            said.append(f"{named} is published without a reason why that is necessary")
        elif passage.disposition == Disposition.WITHHOLD and passage.ground is None:
            said.append(f"{named} is withheld without a ground")
        elif passage.disposition not in (Disposition.PUBLISH, Disposition.WITHHOLD):
            said.append(f"{named} is undecided")
    if fact.decision_state not in (DecisionState.RECORDED, DecisionState.SUPERSEDED):
        said.append("no valid decision of the PMA stands behind it")
    if fact.decision_asks not in (Asked.PUBLISH, None):
        said.append("the decision of the PMA behind it was not one to publish")
    if not fact.releases:
        said.append("it is out, and no release with a leak check is recorded")
    withheld = any(each.disposition == Disposition.WITHHOLD for each in fact.passages)
    for release in fact.releases:
        if not {release.pdf_sha256, release.workbook_sha256} <= fact.issued:
            said.append("the leak check was of other bytes than the documents that were issued")
        if not release.places or (withheld and not release.withheld_texts):
            said.append("the leak check did not look for what is withheld")
    return [_fault(6, fact.reference, "extract_version", each, "R73") for each in said]


def milestone(fact: MilestoneFact, company: Company) -> list[Problem]:
    """7. A baseline never changes. 8. A verified milestone has evidence, and a verifier who is not its owner.

    That the verifier works for the participant is a warning: it may have become known after the verification.
    """
    problems: list[Problem] = []
    if fact.baseline_due != fact.first_baseline:
        sentence = f"baseline_due is {fact.baseline_due}, and was {fact.first_baseline or 'never'} when it was made"
        problems.append(_fault(7, fact.reference, "milestone", sentence, "R70"))
    if fact.state != MilestoneState.VERIFIED:
        return problems
    said: list[str] = []
    if not fact.evidence:
        said.append("it is verified without evidence")
    if fact.verifier is None:
        said.append("it is verified, and nobody is named who verified it")
    problems += [_fault(8, fact.reference, "milestone", each, "R70", warn=fact.irregular) for each in said]
    owned = _verified_by_owner(fact, company)
    if owned is not None:
        sentence = f"{company.names.get(fact.verifier or '', fact.verifier)} verified it, who {owned.because}"
        warn = fact.irregular or owned.by_employer
        problems.append(_fault(8, fact.reference, "milestone", sentence, "R70", warn=warn))
    return problems


def _verified_by_owner(fact: MilestoneFact, company: Company) -> Ownership | None:
    if fact.verifier is None:
        return None
    return ownership(
        fact.verifier,
        day=fact.verified_on or date.min,
        owner=fact.owner_words,
        owner_person=fact.owner,
        participant=fact.participant,
        employments=company.employments,
        affiliations=company.affiliations,
        names=company.names,
    )


def advice(fact: AdviceFact) -> list[Problem]:
    """10. Issued advice rests on a valid decision, and its very bytes are kept (R68)."""
    if fact.state == AdviceState.DRAFT:
        return []
    said: list[str] = []
    if fact.decision_state not in (DecisionState.RECORDED, DecisionState.SUPERSEDED):
        said.append("it is issued without a valid decision of the PMA")
    if not fact.issued_on:
        said.append("it is issued without a date")
    if not fact.issued_documents:
        said.append("it is issued, and the document that was sent is not kept")
    return [_fault(10, fact.reference, "advice_version", each, "R68") for each in said]


def plan_version(fact: PlanVersionFact) -> list[Problem]:
    """10. A frozen plan version is what it was when it was submitted (R70)."""
    if fact.state == PlanVersionState.DRAFT or (fact.frozen is not None and fact.frozen == fact.content):
        return []
    sentence = "its text is not what frozen_fingerprint says was submitted"
    return [_fault(10, fact.reference, "plan_version", sentence, "R70")]


def nothing_deleted(operations: Iterable[str]) -> list[Problem]:
    """12. A record is withdrawn or superseded with a reason; the audit trail knows no other operation."""
    others = sorted(set(operations) - {"insert", "update"})
    return [_fault(12, None, "audit_entry", f"the audit trail has the operation {each[:20]!r}", "") for each in others]


def irregularity(fact: IrregularityFact) -> list[Problem]:
    """13. An irregular fact says which rule it did not follow. While it is open it is listed as a warning."""
    if fact.rule and fact.rule not in CATALOGUE:
        return [_fault(13, fact.reference, "irregular_fact", f"it names the rule {fact.rule}, which there is not", "")]
    if fact.settled:
        return []
    source = f" ({fact.rule}, paragraph {fact.paragraph})" if fact.rule and fact.paragraph else ""
    said = fact.sentence.rstrip(".")
    sentence = f"{fact.reference}: kept as irregular: {said if source in said else said + source}."
    return [
        Problem(code="irregular", severity="warning", reference=fact.reference, table=fact.table, sentence=sentence)
    ]


def _covers(term: Term, day: date) -> bool:
    return term.first_day <= day and (term.last_day is None or day <= term.last_day)


def _fault(number: int, reference: str | None, table: str, sentence: str, rule: str, *, warn: bool = False) -> Problem:
    resting = f" and {rule}, paragraph {paragraph(rule)}" if rule else ""
    begun = f"{reference}: " if reference else ""
    return Problem(
        code=f"invariant_{number}",
        severity="warning" if warn else "fault",
        reference=reference,
        table=table,
        sentence=f"{begun}{sentence} (invariant {number}{resting}).",
    )
