"""What an assessment has to be before it goes on: scope, coverage, independence, overlaps, criteria (R08, R45-R62).

Everything is a function of values; the day is an argument. A guard here raises ``Refused`` with the paragraph it rests
on; what already happened is only described, and the deed keeps it as irregular.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from pma_assure.rules.affiliation import affiliated
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import (
    AssessmentKind,
    AssuranceStatus,
    DocumentVersionState,
    Environment,
    PartyCategory,
    ScopeCoverage,
    ServicePart,
)
from pma_assure.rules.wording import count, label
from pma_assure.rules.wording import day as say_day
from pma_assure.values.quorum import Affiliation

LIVE = (Environment.LIVE, Environment.BOTH)
MUST_BE_LIVE = (ServicePart.SMKI_SERVICE, ServicePart.REPOSITORY)
"""There are two services and two repositories; the first report is on the live ones (R52, paragraph 66)."""
APPROVED_VERSIONS = (DocumentVersionState.APPROVED, DocumentVersionState.IN_FORCE, DocumentVersionState.SUPERSEDED)
"""Versions that were approved: also one of the past, for a period of the past."""


# --- live scope ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One line of a scope or of a report: what part, in which environment; ``covered`` False: it is named, not seen."""

    component: str
    part: ServicePart
    environment: Environment
    covered: bool = True


def missing_live(lines: Iterable[Covered]) -> tuple[str, ...]:
    """Which of the live SMKI service and the live repository these lines do not cover: "the live SMKI service"."""
    there = {line.part for line in lines if line.covered and line.environment in LIVE}
    names = {ServicePart.SMKI_SERVICE: "the live SMKI service", ServicePart.REPOSITORY: "the live repository"}
    return tuple(names[part] for part in MUST_BE_LIVE if part not in there)


def check_live_scope(kind: AssessmentKind, lines: Sequence[Covered], *, of: str, field: str = "") -> None:
    """Refuse a pre-operational assessment or report without the live service and the live repository (R52).

    ``of`` is what lacks them: "The scope of ASMT-2026-0001", "ASMT-2026-0001/P1".
    """
    if kind != AssessmentKind.PRE_OPERATIONAL:
        return
    missing = missing_live(lines)
    if not missing:
        return
    seen = [f"{line.component} ({label(line.environment).lower()})" for line in lines if line.covered]
    names = f"; it has {', '.join(seen)}" if seen else ""
    raise Refused(
        f"{of} does not cover {' and '.join(missing)}{names}. The first assessment is of the live services: a report on"
        " the test services does not stand for it.",
        rule="R52",
        paragraph=paragraph("R52"),
        field=field,
    )


# --- coverage of the scope -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the assertion of scope, as it stands."""

    reference: str
    component: str
    coverage: ScopeCoverage


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeCount:
    """How much of a scope is covered. ``open`` are the references of what nobody has said anything about yet."""

    assessed: int
    other_evidence: int
    not_covered: int
    open: tuple[str, ...]

    @property
    def covered(self) -> int:
        return self.assessed + self.other_evidence

    @property
    def total(self) -> int:
        return self.covered + self.not_covered + len(self.open)

    @property
    def sentence(self) -> str:
        """ "3 of 3", "2 of 3, 1 not covered", "1 of 3, 2 not yet said", "nothing is in scope"."""
        if not self.total:
            return "nothing is in scope"
        rest = [f"{self.not_covered} not covered"] if self.not_covered else []
        rest += [f"{len(self.open)} not yet said"] if self.open else []
        return ", ".join((f"{self.covered} of {self.total}", *rest))


def coverage(items: Iterable[Item]) -> ScopeCount:
    """The count of a scope: each item is in exactly one of the four heaps."""
    held = tuple(items)

    def number(wanted: ScopeCoverage) -> int:
        return sum(1 for item in held if item.coverage == wanted)

    return ScopeCount(
        assessed=number(ScopeCoverage.ASSESSED),
        other_evidence=number(ScopeCoverage.OTHER_EVIDENCE),
        not_covered=number(ScopeCoverage.NOT_COVERED),
        open=tuple(item.reference for item in held if item.coverage == ScopeCoverage.OPEN),
    )


# --- who assesses ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingFact:
    """One admission of an assessor under a scheme (R50)."""

    scheme: str
    first_day: date
    last_day: date | None
    declared_on: date | None
    withdrawn_on: date | None


def in_date(standing: StandingFact, day: date) -> bool:
    """Whether it holds on the day, with a declaration of independence given by then."""
    ended = standing.last_day is not None and standing.last_day < day
    withdrawn = standing.withdrawn_on is not None and standing.withdrawn_on <= day
    declared = standing.declared_on is not None and standing.declared_on <= day
    return standing.first_day <= day and not ended and not withdrawn and declared


def not_in_date(assessor: str, standings: Sequence[StandingFact], day: date) -> str:
    """Why the assessor may not be notified as such on the day, in words after its name; "" where it may (R50)."""
    if any(in_date(one, day) for one in standings):
        return ""
    if not standings:
        return f"{assessor} is not admitted under this scheme"
    current = [one for one in standings if one.first_day <= day and (one.last_day is None or one.last_day >= day)]
    if any(one.withdrawn_on is None or one.withdrawn_on > day for one in current):
        return f"{assessor} has not declared its independence by {say_day(day)}"
    ends = [end for one in standings if (end := one.withdrawn_on or one.last_day) is not None and end <= day]
    if ends:
        return f"{assessor} stood under this scheme until {say_day(max(ends))}, not on {say_day(day)}"
    return f"{assessor} does not stand under this scheme before {say_day(min(one.first_day for one in standings))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """``contractor`` works for ``participant`` on these days."""

    participant: str
    contractor: str
    first_day: date
    last_day: date | None

    def holds(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


def not_independent(
    assessor: str,
    participant: str,
    day: date,
    *,
    affiliations: Iterable[Affiliation],
    contracts: Iterable[Contract],
    names: Mapping[str, str],
) -> str:
    """Why the assessor is not independent of the participant on the day, in a sentence's beginning; "" where it is.

    The organisations are keys of ``names``; the same one, an affiliate, and whoever works for the other are not; nor is
    an assessor whose affiliate works for the participant, or the participant for it (R50).
    """
    affiliations = tuple(affiliations)
    who, whom = names.get(assessor, assessor), names.get(participant, participant)
    if assessor == participant:
        return f"{who} would assess itself"
    if affiliated(assessor, participant, day, affiliations):
        return f"{who} is affiliated to {whom} on {say_day(day)}"
    for contract in contracts:
        sides = (contract.contractor, contract.participant)
        if participant not in sides or not contract.holds(day):
            continue
        other = sides[1] if sides[0] == participant else sides[0]
        if affiliated(other, assessor, day, affiliations):
            works, for_whom = (names.get(one, one) for one in sides)
            through = "" if other == assessor else f", and {names.get(other, other)} is affiliated to {who}"
            return f"{works} works for {for_whom} on {say_day(day)}{through}"
    return ""


# --- overlaps --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An assessment that is to be, on these days, both inclusive; without both days it overlaps nothing."""

    reference: str
    organisation: str
    first_day: date | None
    last_day: date | None


def overlap(one: Planned, other: Planned) -> bool:
    """Whether two assessments are on one participant on one day (R55, paragraph 69)."""
    if one.reference == other.reference or one.organisation != other.organisation:
        return False
    if one.first_day is None or one.last_day is None or other.first_day is None or other.last_day is None:
        return False
    return max(one.first_day, other.first_day) <= min(one.last_day, other.last_day)


def overlaps(planned: Iterable[Planned]) -> tuple[tuple[str, str], ...]:
    """Every pair that overlaps, each once, by reference."""
    by_organisation: dict[str, list[Planned]] = {}
    for one in planned:
        by_organisation.setdefault(one.organisation, []).append(one)
    pairs = {
        (min(one.reference, other.reference), max(one.reference, other.reference))
        for held in by_organisation.values()
        for one, other in combinations(held, 2)
        if overlap(one, other)
    }
    return tuple(sorted(pairs))


# --- criteria, status, conclusion ------------------------------------------------------------------------------------


def unapproved(name: str, version: str, state: DocumentVersionState, reason: str, *, field: str = "") -> str:
    """The warning that a version assessed against is not approved, with the reason; "" for one that is.

    Refused without a reason (R08, paragraph 16).
    """
    if state in APPROVED_VERSIONS:
        return ""
    if not reason.strip():
        raise Refused(
            f"{name} {version} is not approved ({label(state).lower()}): give the reason why it is assessed against all"
            " the same, or choose a version that is approved.",
            rule="R08",
            paragraph=paragraph("R08"),
            field=field,
        )
    return f"{name} {version} is not approved: it is assessed against because {reason.strip().rstrip('.')}."


def carries_status(kind: AssessmentKind, category: PartyCategory) -> bool:
    """Only the DCC's pre-operational assessment ends with a status; the others end in words (states.md)."""
    return kind == AssessmentKind.PRE_OPERATIONAL and category == PartyCategory.DCC


def check_status(
    kind: AssessmentKind, category: PartyCategory, status: AssuranceStatus | None, open_caveats: int
) -> None:
    """Refuse a status where there is none, none where there is one, and one that its caveats contradict (R51)."""
    if not carries_status(kind, category):
        if status is not None:
            raise Refused(
                "Only the DCC's pre-operational assessment ends with a status. Leave the status out and say the PMA's"
                " conclusion on compliance in words.",
                rule="R51",
                paragraph=paragraph("R51"),
                field="status",
            )
        return
    objection = ""
    if status is None:
        objection = "The DCC's pre-operational assessment ends with a status. Choose the one that is proposed."
    elif status == AssuranceStatus.APPROVED_WITH_CAVEATS and not open_caveats:
        objection = "Approved with caveats needs at least one caveat. Add it, or choose another status."
    elif status == AssuranceStatus.APPROVED and open_caveats:
        objection = (
            f"There {'is' if open_caveats == 1 else 'are'} {count(open_caveats, 'caveat')}: choose “approved with"
            " caveats”, or withdraw them."
        )
    if objection:
        raise Refused(objection, rule="R51", paragraph=paragraph("R51"), field="status")


def response_settled(responded_on: date | None, due: date | None, on: date) -> bool:
    """Whether the participant was heard by the day: it answered, or the day it had has passed (states.md)."""
    return (responded_on is not None and responded_on <= on) or (due is not None and due < on)


def live_too_early(live_on: date, concluded_on: date | None) -> bool:
    """Whether live certificates were issued before the assessment was concluded (R51, paragraph 57)."""
    return concluded_on is None or live_on < concluded_on


def months_of(year: int, first: int, last: int) -> tuple[date, date]:
    """The first day of one month and the last day of another of a year. ValueError for no months, or out of order."""
    if not 1 <= first <= last <= 12:
        raise ValueError(f"{first} to {last} are no months of a year in their order")
    after = date(year + 1, 1, 1) if last == 12 else date(year, last + 1, 1)
    return date(year, first, 1), date.fromordinal(after.toordinal() - 1)
