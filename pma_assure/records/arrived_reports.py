"""The reports of an assessment as they came, and which of them were in when the work last went back (R50, R52)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import AssessmentReport
from pma_assure.records.house import AuditEntry
from pma_assure.rules.assessment_reports import SENT_BACK_BY, Arrived


def arrived(session: Session, assessment_id: UUID) -> tuple[Arrived, ...]:
    """In the order in which they were taken in.

    Days do not say whether a report came before the work went back or after it, on one day; the audit trail, whose
    entries are numbered in the order in which things were recorded, does.
    """
    went_back = session.scalar(
        select(func.max(AuditEntry.number)).where(AuditEntry.row_id == assessment_id, AuditEntry.deed.in_(SENT_BACK_BY))
    )
    rows = session.execute(
        select(
            AssessmentReport.reference,
            AssessmentReport.kind,
            AssessmentReport.received_on,
            AuditEntry.number.label("at"),
        )
        .outerjoin(AuditEntry, and_(AuditEntry.row_id == AssessmentReport.id, AuditEntry.operation == "insert"))
        .where(AssessmentReport.assessment_id == assessment_id)
        .order_by(AssessmentReport.number)
    )
    return tuple(
        Arrived(
            reference=row.reference,
            kind=row.kind,
            received_on=row.received_on,
            sent_back=went_back is not None and row.at is not None and row.at < went_back,
        )
        for row in rows
    )
