"""What must hold of every assessment, as pure functions over small frozen facts.

Number 9 of domain.md 5.10 is the pre-operational status, number 8 that whoever owns a caveat does not verify it; the
rest are the guards of states.md: an order, a policy, caveats with owner and date, an independent assessor, and no
assessment left open in a closed case. What was imported is exempt from what is said of its past.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.assessments import Contract, Covered, missing_live, not_independent
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import ENDED_ASSESSMENTS
from pma_assure.rules.vocabulary import Asked, AssessmentKind, AssessmentState, CaseState, DecisionState
from pma_assure.rules.wording import day as say_day
from pma_assure.values.quorum import Affiliation
from pma_assure.values.soundness import Problem

VALID = (DecisionState.RECORDED, DecisionState.SUPERSEDED)
NEVER_PLANNED = (AssessmentState.PROPOSED, AssessmentState.POSTPONED, AssessmentState.CANCELLED)
"""States in which it need not have been planned: put off and called off may be what was only proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaveatFact:
    """A caveat that was not withdrawn; ``verified``: somebody is named who verified that it is met."""

    reference: str
    owner: str | None
    due: date | None
    met: bool
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFact:
    """``report`` is what the final report covers; None where there is none.

    ``decided_status`` is what the frozen copy of the decision says was proposed, ``decided_on`` the day of the
    decision it was concluded by. ``ordered``: a valid decision of the PMA orders it; ``under_policy``: a version of
    the Compliance Policy is cited. ``notified_on`` and the organisations are None where there are none.
    ``reached`` are, of an imported one, the states it came into by deeds of this register: of those the past is no
    excuse.
    """

    reference: str
    kind: str
    state: str
    set_status: str | None
    report: tuple[Covered, ...] | None
    decision_state: str | None
    decision_asks: str | None
    decided_status: str | None
    imported: bool
    reached: frozenset[str] = frozenset()
    ordered: bool = True
    under_policy: bool = True
    concluded_on: date | None = None
    decided_on: date | None = None
    notified_on: date | None = None
    assessor: str | None = None
    participant: str = ""
    caveats: tuple[CaveatFact, ...] = ()
    irregular: bool = False

    def done_here(self, state: AssessmentState) -> bool:
        """Whether it came into the state by a deed of this register, and not before it was imported."""
        return not self.imported or state in self.reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Which organisations belong together and who works for whom, in every period on record; names by reference."""

    affiliations: tuple[Affiliation, ...]
    contracts: tuple[Contract, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact:
    """A case and the assessments that have not ended in it; ``closed_here``: by a deed, not by an import."""

    reference: str
    state: str
    closed_here: bool
    open_assessments: tuple[str, ...]


def assessment(fact: AssessmentFact, around: Surroundings | None = None) -> list[Problem]:
    """9. A pre-operational status rests on a report on the live service and the live repository, and a decision.

    And what states.md asks besides: order and policy, the day of the conclusion, caveats, independence.
    """
    problems = [*_planned(fact), *_caveats(fact)]
    if fact.done_here(AssessmentState.CONCLUDED):
        problems += _concluded(fact)
    if around is not None and fact.done_here(AssessmentState.NOTIFIED):
        problems += _independent(fact, around)
    return problems


def _concluded(fact: AssessmentFact) -> list[Problem]:
    said: list[tuple[str, str]] = []
    concluded = fact.state == AssessmentState.CONCLUDED
    if fact.kind == AssessmentKind.PRE_OPERATIONAL and (concluded or fact.set_status is not None):
        if fact.report is None:
            said.append(("it has a conclusion and no final report", "R52"))
        else:
            missing = missing_live(fact.report)
            if missing:
                said.append((f"its conclusion rests on a report that does not cover {' and '.join(missing)}", "R52"))
    if fact.set_status is not None and not concluded:
        said.append(("it has a status and is not concluded", "R51"))
    if concluded and fact.decision_state not in VALID:
        said.append(("it is concluded without a valid decision of the PMA", "R57"))
    elif concluded and fact.decision_asks != Asked.CONCLUDE_ASSESSMENT:
        said.append(("the decision behind its conclusion was on something else", "R57"))
    elif concluded and fact.set_status != fact.decided_status:
        stands, decided = fact.set_status or "none", fact.decided_status or "none"
        said.append((f"its status is {stands}, and the PMA decided on {decided}", "R51"))
    problems = [_problem(fact.reference, each, rule, number=9) for each, rule in said]
    if concluded and fact.decision_state in VALID and fact.concluded_on != fact.decided_on:
        stands, decided = _said(fact.concluded_on), _said(fact.decided_on)
        sentence = f"concluded_on is {stands}, and the PMA decided on {decided}"
        problems.append(_problem(fact.reference, sentence, "R57"))
    return problems


def _planned(fact: AssessmentFact) -> list[Problem]:
    """What was planned rests on a policy, and an ad hoc one on an order of the PMA (R09, R56)."""
    if fact.state in NEVER_PLANNED or not fact.done_here(AssessmentState.PLANNED):
        return []
    problems = []
    if not fact.under_policy:
        sentence = "it was planned, and no version of the Compliance Policy is cited"
        problems.append(_problem(fact.reference, sentence, "R09"))
    if fact.kind == AssessmentKind.AD_HOC and not fact.ordered:
        sentence = "it is ad hoc, and no valid decision of the PMA orders it"
        problems.append(_problem(fact.reference, sentence, "R56"))
    return problems


def _caveats(fact: AssessmentFact) -> list[Problem]:
    """Each caveat of what was concluded has owner and date (R51); what is met was verified by somebody (8)."""
    problems = []
    concluded = fact.state == AssessmentState.CONCLUDED and fact.done_here(AssessmentState.CONCLUDED)
    for caveat in fact.caveats:
        wanting = [
            name for name, held in (("an owner", caveat.owner), ("a date", caveat.due)) if held is None or held == ""
        ]
        if concluded and wanting:
            sentence = f"{fact.reference} is concluded, and the caveat lacks {' and '.join(wanting)}"
            problems.append(_problem(caveat.reference, sentence, "R51", table="caveat"))
        if caveat.met and not caveat.verified:
            sentence = "it is met, and nobody is named who verified it"
            problems.append(_problem(caveat.reference, sentence, "R51", table="caveat", number=8))
    return problems


def _independent(fact: AssessmentFact, around: Surroundings) -> list[Problem]:
    """The assessor is not the participant (R50); of an affiliate or a contractor on the day of the notice it warns.

    That may have become known after the notice, and nothing in the register was wrong then.
    """
    if fact.assessor is None or fact.state in NEVER_PLANNED or fact.notified_on is None:
        return []
    objection = not_independent(
        fact.assessor,
        fact.participant,
        fact.notified_on,
        affiliations=around.affiliations,
        contracts=around.contracts,
        names=around.names,
    )
    if not objection:
        return []
    warn = fact.irregular or fact.assessor != fact.participant
    return [_problem(fact.reference, f"its assessor is not independent: {objection}", "R50", warn=warn)]


def case(fact: CaseFact) -> list[Problem]:
    """Nothing is open in a case that was closed here (states.md, *Case*)."""
    if fact.state != CaseState.CLOSED or not fact.closed_here or not fact.open_assessments:
        return []
    named = ", ".join(fact.open_assessments)
    return [
        Problem(
            code="case_closed",
            severity="fault",
            reference=fact.reference,
            table="case_file",
            sentence=f"{fact.reference}: it is closed, and still open in it: {named}.",
        )
    ]


def open_ones(states: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The references, of (reference, state), of assessments that have not ended."""
    return tuple(reference for reference, state in states if state not in ENDED_ASSESSMENTS)


def _said(day: date | None) -> str:
    return "no day" if day is None else say_day(day)


def _problem(
    reference: str, sentence: str, rule: str, *, table: str = "assessment", number: int = 0, warn: bool = False
) -> Problem:
    resting = f"invariant {number} and {rule}" if number else rule
    return Problem(
        code=f"invariant_{number}" if number else "assessment_guard",
        severity="warning" if warn else "fault",
        reference=reference,
        table=table,
        sentence=f"{reference}: {sentence} ({resting}, paragraph {paragraph(rule)}).",
    )
