"""What exactly stands in the records of the document set and in a charge that can be decided on (see ``contents``).

What a deed writes after the decision (a conclusion, a view of fault, a recommendation) is no part of it: the motion
says what is proposed, and these are the facts it was proposed on.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment
from pma_assure.records.charges import Charge
from pma_assure.records.document_set import SetDocument
from pma_assure.records.governance import DocumentReview, Modification, SupportRequest
from pma_assure.records.organisations import Organisation


def review(session: Session, key: UUID) -> dict[str, Any]:
    """The review with what it found and recommends (R04)."""
    row = session.execute(
        select(
            DocumentReview.reference,
            SetDocument.reference.label("document"),
            SetDocument.title,
            DocumentReview.done_on,
            DocumentReview.findings,
            DocumentReview.recommendation,
            DocumentReview.actions,
        )
        .join(SetDocument, SetDocument.id == DocumentReview.document_id)
        .where(DocumentReview.id == key)
    ).one()
    return {"kind": "document review", **row._mapping}


def modification(session: Session, key: UUID) -> dict[str, Any]:
    """What the PMA raises, to what and why; what becomes of it is no matter of the PMA's (R05)."""
    row = session.execute(
        select(
            Modification.reference,
            Modification.title,
            SetDocument.reference.label("document"),
            Modification.concerns,
            Modification.reason,
            Modification.explicit_charge,
            Modification.limited_purpose,
        )
        .outerjoin(SetDocument, SetDocument.id == Modification.document_id)
        .where(Modification.id == key)
    ).one()
    return {"kind": "modification", **row._mapping}


def support_request(session: Session, key: UUID) -> dict[str, Any]:
    """Who asked for what, and by when (R07, R11)."""
    row = session.execute(
        select(
            SupportRequest.reference,
            SupportRequest.title,
            SupportRequest.kind.label("asked_for"),
            SupportRequest.body,
            SupportRequest.received_on,
            SupportRequest.due,
            SupportRequest.what,
        ).where(SupportRequest.id == key)
    ).one()
    return {"kind": "support request", **row._mapping}


def charge(session: Session, key: UUID) -> dict[str, Any]:
    """The assessment, whom it was of, when it was ordered and what it cost (R63, R64)."""
    row = session.execute(
        select(
            Charge.reference,
            Assessment.reference.label("assessment"),
            Assessment.title,
            Organisation.name.label("participant"),
            Charge.ordered_on,
            Charge.cost,
        )
        .join(Assessment, Assessment.id == Charge.assessment_id)
        .join(Organisation, Organisation.id == Assessment.organisation_id)
        .where(Charge.id == key)
    ).one()
    return {"kind": "charge", **row._mapping}
