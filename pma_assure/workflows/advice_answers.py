"""The answers to the requirements that a version of an advice holds: kept at its issue, put right in a new version."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from pma_assure.records import contents
from pma_assure.records.document_set import Requirement
from pma_assure.records.papers import AdviceAnswer, AdviceVersion
from pma_assure.records.plans import Plan
from pma_assure.rules.refusal import Refused
from pma_assure.rules.state_sets import SMKI_VIEWS
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.plan_answers import AnswerGiven, asked_of


def keep(desk: Desk, version: AdviceVersion) -> None:
    """Hold with the version every answer it is issued with; a corrected version that holds its own has them already."""
    if version.plan_version_id is None or desk.all(AdviceAnswer, advice_version_id=version.id):
        return
    for row in contents.requirement_answers(desk.session, version.plan_version_id, version.id):
        asked = select(Requirement.id).where(Requirement.reference == row["reference"])
        desk.add(
            AdviceAnswer(
                advice_version_id=version.id,
                requirement_id=desk.session.scalars(asked).one(),
                answer=row["answer"],
                reason=row["reason"],
            )
        )
    desk.session.flush()


def carry_over(desk: Desk, issued: AdviceVersion, draft: AdviceVersion) -> None:
    """Begin a correction with the answers it corrects.

    Advice on a milestone, or that a plan is failing, answers no requirement itself: it takes up what stands.
    """
    if issued.view not in SMKI_VIEWS:
        return
    for row in desk.all(AdviceAnswer, advice_version_id=issued.id):
        desk.add(
            AdviceAnswer(
                advice_version_id=draft.id, requirement_id=row.requirement_id, answer=row.answer, reason=row.reason
            )
        )
    desk.session.flush()


def change(desk: Desk, version: AdviceVersion, plan: Plan, answers: Sequence[AnswerGiven]) -> None:
    """Put answers right in a draft correction. Raises Refused where the answers do not stand with the advice."""
    if version.view is not None and version.view not in SMKI_VIEWS:
        raise Refused(
            f"“{label(version.view)}” answers no requirement: correct the advice on whether the version meets them.",
            rule="R70",
            paragraph="60",
            field="advice",
        )
    held = {row.requirement_id: row for row in desk.all(AdviceAnswer, advice_version_id=version.id)}
    if not held:
        raise Refused(
            f"{version.reference} is the first version of its advice: until it is issued, the requirements are answered"
            " on the version of the plan.",
            rule="R70",
            paragraph="60",
            field="advice",
        )
    for requirement, one in asked_of(desk, plan, answers):
        row = held.get(requirement.id)
        if row is not None:
            row.answer, row.reason = one.answer, one.reason
        else:
            held[requirement.id] = desk.add(
                AdviceAnswer(
                    advice_version_id=version.id, requirement_id=requirement.id, answer=one.answer, reason=one.reason
                )
            )
