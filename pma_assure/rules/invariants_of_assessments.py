"""What must hold of every assessment (domain.md 5.10, invariant 9), as pure functions over small frozen facts."""

from __future__ import annotations

from dataclasses import dataclass

from pma_assure.rules.assessments import Covered, missing_live
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import Asked, AssessmentKind, AssessmentState, DecisionState
from pma_assure.values.soundness import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFact:
    """``report`` is what the final report covers; None where there is none. An imported one is exempt from its past.

    ``decided_status`` is what the frozen copy of the decision says was proposed.
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


def assessment(fact: AssessmentFact) -> list[Problem]:
    """9. A pre-operational status rests on a report on the live service and the live repository, and a decision."""
    if fact.imported:
        return []
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
    if concluded and fact.decision_state not in (DecisionState.RECORDED, DecisionState.SUPERSEDED):
        said.append(("it is concluded without a valid decision of the PMA", "R57"))
    elif concluded and fact.decision_asks != Asked.CONCLUDE_ASSESSMENT:
        said.append(("the decision behind its conclusion was on something else", "R57"))
    elif concluded and fact.set_status != fact.decided_status:
        stands, decided = fact.set_status or "none", fact.decided_status or "none"
        said.append((f"its status is {stands}, and the PMA decided on {decided}", "R51"))
    return [
        Problem(
            code="invariant_9",
            severity="fault",
            reference=fact.reference,
            table="assessment",
            sentence=f"{fact.reference}: {sentence} (invariant 9 and {rule}, paragraph {paragraph(rule)}).",
        )
        for sentence, rule in said
    ]
