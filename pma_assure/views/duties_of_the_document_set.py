"""The facts of documents, reviews, modifications and requests for support that owe something."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from pma_assure.records.document_set import SetDocument
from pma_assure.records.governance import DocumentReview, Modification, ModificationReport, SupportRequest
from pma_assure.rules.duties_of_the_document_set import (
    DocumentDuty,
    ModificationDuty,
    PolicyDuty,
    ReviewDuty,
    SupportDuty,
)
from pma_assure.rules.modifications import ENDED_MODIFICATIONS
from pma_assure.rules.vocabulary import DocumentType, ModificationState, ReviewRecommendation, SupportState
from pma_assure.views import document_standing
from pma_assure.views.duty_facts import Agenda, Folders, decided_on

_TAKEN_BACK = (ModificationState.WITHDRAWN, ModificationState.REJECTED)


def documents(session: Session, as_of: date, folders: Folders) -> list[DocumentDuty]:
    """Every document for which an interval or an incorporation is known."""
    wanted = {
        row.id: row.document_type
        for row in session.execute(
            select(SetDocument.id, SetDocument.document_type).where(
                or_(SetDocument.review_months.is_not(None), SetDocument.incorporated_on.is_not(None))
            )
        )
    }
    if not wanted:
        return []
    planned = _documents_of(
        session, DocumentReview, DocumentReview.done_on.is_(None), DocumentReview.withdrawn_on.is_(None)
    )
    raised = _documents_of(session, Modification, Modification.state.not_in(_TAKEN_BACK))
    return [
        DocumentDuty(
            reference=one.reference,
            short_name=one.short_name,
            folder=folders[None],
            is_policy=wanted[one.key] == DocumentType.COMPLIANCE_POLICY,
            next_due=one.next_due,
            planned=one.key in planned,
            reviewed=one.last_done is not None,
            raised=one.key in raised,
            incorporated_on=one.incorporated_on,
        )
        for one in document_standing.of_all(session, as_of, *wanted)
    ]


def _documents_of(session: Session, record: Any, *criteria: Any) -> frozenset[UUID]:
    return frozenset(session.scalars(select(record.document_id).where(record.document_id.is_not(None), *criteria)))


def reviews(session: Session, folders: Folders, listed: Agenda) -> list[ReviewDuty]:
    """Reviews that are not withdrawn, and not concluded without anything to raise."""
    raised = frozenset(
        session.scalars(
            select(Modification.review_id).where(
                Modification.review_id.is_not(None), Modification.state.not_in(_TAKEN_BACK)
            )
        )
    )
    rows = session.execute(
        select(
            DocumentReview.id,
            DocumentReview.reference,
            DocumentReview.due,
            DocumentReview.done_on,
            DocumentReview.concluded_on,
            DocumentReview.recommendation,
            SetDocument.short_name,
        )
        .join(SetDocument, SetDocument.id == DocumentReview.document_id)
        .where(
            DocumentReview.withdrawn_on.is_(None),
            or_(
                DocumentReview.concluded_on.is_(None),
                DocumentReview.recommendation == ReviewRecommendation.MODIFICATION,
            ),
        )
        .order_by(DocumentReview.reference)
    ).all()
    waiting = [row.id for row in rows if row.done_on is not None and row.concluded_on is None]
    decided = decided_on(session, "document review", waiting) if waiting else {}
    return [
        ReviewDuty(
            reference=row.reference,
            short_name=row.short_name,
            folder=folders[None],
            due=row.due,
            done_on=row.done_on,
            concluded_on=row.concluded_on,
            recommendation=row.recommendation,
            raised=row.id in raised,
            listed=listed.get(row.id),
            decided=decided.get(row.id),
        )
        for row in rows
    ]


def policies(session: Session, as_of: date, folders: Folders) -> Iterable[PolicyDuty]:
    """The version of the Compliance Policy in force on the day."""
    for one in document_standing.policies(session):
        if one.in_force(as_of) and one.effective_from is not None:
            yield PolicyDuty(
                reference=one.document,
                version=one.label,
                folder=folders[None],
                since=one.effective_from,
                lacks=one.lacks,
            )


def modifications(session: Session, folders: Folders) -> list[ModificationDuty]:
    """Modifications that have not ended."""
    newest = (
        select(func.max(ModificationReport.reported_on))
        .where(ModificationReport.modification_id == Modification.id)
        .correlate(Modification)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Modification.reference,
            Modification.title,
            Modification.state,
            Modification.raised_on,
            Modification.effective_on,
            newest.label("newest"),
        )
        .where(Modification.state.not_in(ENDED_MODIFICATIONS))
        .order_by(Modification.reference)
    )
    return [
        ModificationDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[None],
            state=row.state,
            last_news=row.newest or row.raised_on,
            effective_on=row.effective_on,
        )
        for row in rows
    ]


def support_requests(session: Session, folders: Folders) -> list[SupportDuty]:
    """Requests that nobody answered or declined."""
    rows = session.execute(
        select(
            SupportRequest.reference,
            SupportRequest.title,
            SupportRequest.case_id,
            SupportRequest.direction,
            SupportRequest.body,
            SupportRequest.state,
            SupportRequest.received_on,
            SupportRequest.due,
        )
        .where(SupportRequest.state == SupportState.RECEIVED)
        .order_by(SupportRequest.reference)
    )
    return [
        SupportDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            direction=row.direction,
            body=row.body,
            state=row.state,
            received_on=row.received_on,
            due=row.due,
        )
        for row in rows
    ]
