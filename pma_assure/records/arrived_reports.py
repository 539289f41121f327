"""The reports of an assessment as they came, and which of them were in when the work last went back (R50, R52)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment, AssessmentReport
from pma_assure.records.house import AuditEntry
from pma_assure.rules.assessment_reports import SENT_BACK_BY, Arrived


def arrived(session: Session, assessment_id: UUID) -> tuple[Arrived, ...]:
    """In the order in which they were taken in."""
    return tuple(arrived_of(session, Assessment.id == assessment_id).get(assessment_id, ()))


def arrived_of(session: Session, *which: Any) -> dict[UUID, list[Arrived]]:
    """Assessment -> its reports, in the order in which they were taken in; ``which`` are criteria on assessments.

    Days do not say whether a report came before the work went back or after it, on one day; the audit trail, whose
    entries are numbered in the order in which things were recorded, does.
    """
    sent_back = session.execute(
        select(AuditEntry.row_id, func.max(AuditEntry.number).label("at"))
        .join(Assessment, Assessment.id == AuditEntry.row_id)
        .where(AuditEntry.deed.in_(SENT_BACK_BY), *which)
        .group_by(AuditEntry.row_id)
    )
    went_back = {row.row_id: row.at for row in sent_back}
    rows = session.execute(
        select(
            AssessmentReport.assessment_id,
            AssessmentReport.reference,
            AssessmentReport.kind,
            AssessmentReport.received_on,
            AuditEntry.number.label("at"),
        )
        .join(Assessment, Assessment.id == AssessmentReport.assessment_id)
        .outerjoin(AuditEntry, and_(AuditEntry.row_id == AssessmentReport.id, AuditEntry.operation == "insert"))
        .where(*which)
        .order_by(AssessmentReport.assessment_id, AssessmentReport.number)
    )
    found: dict[UUID, list[Arrived]] = defaultdict(list)
    for row in rows:
        back = went_back.get(row.assessment_id)
        found[row.assessment_id].append(
            Arrived(
                reference=row.reference,
                kind=row.kind,
                received_on=row.received_on,
                sent_back=back is not None and row.at is not None and row.at < back,
            )
        )
    return found
