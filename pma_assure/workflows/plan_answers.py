"""For each SMKI requirement, whether a version of a plan meets it, and why (R70, paragraph 60)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pma_assure.records.document_set import Requirement
from pma_assure.records.papers import AdviceVersion
from pma_assure.records.plans import Plan, PlanRequirement, PlanVersion, RequirementReview
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import AdviceState, PlanVersionState, RequirementAnswer
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import plain, ref, rows, words
from pma_assure.workflows.plans import PlanRef, VersionNumber, version_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    """The PMA's answer for one requirement."""

    requirement: Annotated[str, ref("requirement", label="Requirement")]
    answer: Annotated[RequirementAnswer, plain("Answer")]
    reason: Annotated[str, words("Reason")]


@deed("plan.answer", "Answer the requirements", refuses=("a requirement the plan was not required to meet",))
def answer(
    desk: Desk,
    *,
    plan: PlanRef,
    version: VersionNumber,
    answers: Annotated[tuple[AnswerGiven, ...], rows("Answers")],
) -> str:
    """Write down, for each SMKI requirement, whether this version meets it, and why: SMKI matters only (R70)."""
    found = desk.find(Plan, plan, field="plan")
    given = version_of(desk, found, version)
    if given.state == PlanVersionState.DRAFT:
        raise Refused(f"{given.reference} is not submitted yet.", rule="R70", paragraph="60", field="version")
    _not_yet_advised(desk, given)
    for requirement, one in asked_of(desk, found, answers):
        held = desk.all(RequirementReview, plan_version_id=given.id, requirement_id=requirement.id)
        if held:
            held[0].answer, held[0].reason = one.answer, one.reason
        else:
            desk.add(
                RequirementReview(
                    plan_version_id=given.id, requirement_id=requirement.id, answer=one.answer, reason=one.reason
                )
            )
    return given.reference


def asked_of(desk: Desk, plan: Plan, answers: Sequence[AnswerGiven]) -> list[tuple[Requirement, AnswerGiven]]:
    """Each answer with its requirement, which is one the plan has to meet."""
    asked = {row.requirement_id for row in desk.all(PlanRequirement, plan_id=plan.id)}
    found = []
    for one in answers:
        requirement = desk.find(Requirement, one.requirement, field="answers")
        if requirement.id not in asked:
            raise Refused(
                f"{requirement.reference} is not among the requirements {plan.reference} has to meet.",
                rule="R70",
                paragraph="60",
                field="answers",
            )
        found.append((requirement, one))
    return found


def _not_yet_advised(desk: Desk, version: PlanVersion) -> None:
    for advice in desk.all(AdviceVersion, plan_version_id=version.id):
        if advice.state != AdviceState.DRAFT and advice.milestone_id is None:
            raise Refused(
                f"The advice {advice.reference} on {version.reference} is issued and its answers stand. To put a"
                " mistake right, begin a corrected version of the advice and answer there.",
                rule="R68",
                paragraph="59",
                field="version",
            )


def unanswered(desk: Desk, plan: Plan, version: PlanVersion) -> list[str]:
    """References of the requirements that have no answer for this version yet."""
    answered = {row.requirement_id for row in desk.all(RequirementReview, plan_version_id=version.id)}
    missing = [
        row.requirement_id for row in desk.all(PlanRequirement, plan_id=plan.id) if row.requirement_id not in answered
    ]
    return sorted(desk.session.get_one(Requirement, key).reference for key in missing)
