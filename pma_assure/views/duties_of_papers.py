"""The facts of the papers of the PMA, and what they owe."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.records.plans import PlanVersion
from pma_assure.rules.duties_of_papers import AdviceDuty
from pma_assure.rules.state_sets import SMKI_VIEWS
from pma_assure.views.duty_facts import Agenda, Folders, decided_on, draft_versions, unanswered


def draft_advice(session: Session, folders: Folders, listed: Agenda) -> list[AdviceDuty]:
    """Draft advice a decision on which is recorded; without one, the plan owes what comes next."""
    decided = decided_on(session, "advice", draft_versions())
    answers = unanswered(session)
    rows = session.execute(
        select(
            Advice.reference,
            Advice.title,
            Advice.case_id,
            AdviceVersion.id,
            AdviceVersion.state,
            AdviceVersion.view,
            PlanVersion.plan_id,
            PlanVersion.number,
        )
        .join(AdviceVersion, AdviceVersion.advice_id == Advice.id)
        .outerjoin(PlanVersion, PlanVersion.id == AdviceVersion.plan_version_id)
        .where(AdviceVersion.id.in_(list(decided)))
        .order_by(Advice.reference)
    )
    return [
        AdviceDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            decided=decided[row.id],
            listed=listed.get(row.id),
            unanswered=len(answers.get((row.plan_id, row.number), ())) if row.view in SMKI_VIEWS else 0,
        )
        for row in rows
    ]
