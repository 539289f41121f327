"""The facts of charges that owe something: of assessments whose report is in, or that have ended."""

from __future__ import annotations

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment
from pma_assure.records.charges import Charge
from pma_assure.rules.duties_of_charges import ChargeDuty
from pma_assure.rules.vocabulary import AssessmentState, FaultView
from pma_assure.views.duty_facts import Agenda, Folders, decided_on

_REPORTED = (
    AssessmentState.FINAL_REPORT_RECEIVED,
    AssessmentState.UNDER_REVIEW,
    AssessmentState.CONCLUDED,
    AssessmentState.DISCONTINUED,
)


def charges(session: Session, folders: Folders, listed: Agenda) -> list[ChargeDuty]:
    """Charges without a cost, a view or a recommendation."""
    rows = session.execute(
        select(
            Charge.id,
            Charge.reference,
            Charge.case_id,
            Charge.cost,
            Charge.fault,
            Charge.fault_decision_id,
            Charge.recommended,
            Assessment.reference.label("assessment"),
            Assessment.state_on,
        )
        .join(Assessment, Assessment.id == Charge.assessment_id)
        .where(
            Assessment.state.in_(_REPORTED),
            or_(
                Charge.cost.is_(None),
                Charge.recommended.is_(None),
                Charge.fault == FaultView.NONE_YET,
                and_(Charge.fault == FaultView.AT_FAULT, Charge.fault_decision_id.is_(None)),
            ),
        )
        .order_by(Charge.reference)
    ).all()
    decided = decided_on(session, "charge", [row.id for row in rows]) if rows else {}
    return [
        ChargeDuty(
            reference=row.reference,
            assessment=row.assessment,
            folder=folders[row.case_id],
            since=row.state_on,
            cost_known=row.cost is not None,
            fault=row.fault,
            fault_decided=row.fault_decision_id is not None,
            recommended=row.recommended is not None,
            listed=listed.get(row.id),
            decided=decided.get(row.id),
        )
        for row in rows
    ]
