"""What documents, their reviews, modifications and charges have beyond their own columns, for ``show``."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment
from pma_assure.records.charges import Charge
from pma_assure.records.governance import DocumentReview, Modification, ModificationReport, SupportRequest
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.rules import charges as charge_rules
from pma_assure.rules.modifications import Followed
from pma_assure.rules.wording import pounds
from pma_assure.values.outcome import Because
from pma_assure.views import document_standing
from pma_assure.views.in_words import as_code
from pma_assure.views.record_fields import Shown, rows_of, without_keys
from pma_assure.views.record_parts import link_all


def complete_document(session: Session, shown: Shown, as_of: date) -> None:
    """When it is next reviewed, days since it was incorporated, the parts of the policy, and what hangs on it."""
    (standing,) = document_standing.of_all(session, as_of, shown.key)
    shown.fields["last_reviewed_on"] = as_code(standing.last_done)
    shown.fields["next_review_due"] = as_code(standing.next_due)
    shown.fields["next_review"] = standing.review_sentence
    shown.fields["days_since_incorporation"] = standing.elapsed
    shown.fields["policy"] = [
        {
            "label": policy.label,
            "parts": document_standing.part_fields(policy),
            "lacks": [lack.sentence for lack in policy.lacks],
        }
        for policy in document_standing.policies(session, shown.key)
    ]
    shown.fields["reviews"] = link_all(
        session, shown, "review", DocumentReview, DocumentReview.document_id == shown.key
    )
    shown.fields["modifications"] = link_all(
        session, shown, "modification", Modification, Modification.document_id == shown.key
    )
    shown.fields["support_requests"] = link_all(
        session, shown, "support_request", SupportRequest, SupportRequest.document_id == shown.key
    )


def complete_review(session: Session, shown: Shown, as_of: date) -> None:
    (standing,) = document_standing.of_all(
        session, as_of, *session.scalars(select(DocumentReview.document_id).where(DocumentReview.id == shown.key))
    )
    shown.fields["next_review"] = standing.review_sentence
    shown.fields["modifications"] = link_all(
        session, shown, "modification", Modification, Modification.review_id == shown.key
    )
    link_all(session, shown, "decision", Decision, Decision.subject_id == shown.key)


def complete_modification(session: Session, shown: Shown, as_of: date) -> None:
    """What was reported of it row by row, what was asked about it, and the charges that rest on it."""
    shown.fields["reports"] = without_keys(
        rows_of(session, ModificationReport, ModificationReport.number, modification_id=shown.key)
    )
    shown.fields["support_requests"] = link_all(
        session, shown, "support_request", SupportRequest, SupportRequest.modification_id == shown.key
    )
    shown.fields["charges"] = link_all(session, shown, "charge", Charge, Charge.modification_id == shown.key)
    link_all(session, shown, "decision", Decision, Decision.subject_id == shown.key)


def complete_request(session: Session, shown: Shown, as_of: date) -> None:
    link_all(session, shown, "decision", Decision, Decision.subject_id == shown.key)


def complete_charge(session: Session, shown: Shown, as_of: date) -> None:
    """Whom the assessment was of, and the limited purpose of an explicit charge, printed where it is shown (R65)."""
    row: Any = session.execute(
        select(Charge.cost, Organisation.reference, Modification.limited_purpose)
        .join(Assessment, Assessment.id == Charge.assessment_id)
        .join(Organisation, Organisation.id == Assessment.organisation_id)
        .outerjoin(Modification, Modification.id == Charge.modification_id)
        .where(Charge.id == shown.key)
    ).one()
    shown.fields["organisation"] = row.reference
    shown.fields["cost_in_words"] = None if row.cost is None else pounds(row.cost)
    shown.fields["limited_purpose"] = row.limited_purpose
    shown.link("organisation", row.reference)
    link_all(session, shown, "decision", Decision, Decision.subject_id == shown.key)


def why_of_charge(session: Session, reference: str) -> list[Because]:
    """Why the cost is borne as it is: the view of fault, the day it was ordered, the modification in effect then."""
    row: Any = session.execute(
        select(
            Charge.reference,
            Charge.ordered_on,
            Charge.fault,
            Charge.fault_decision_id,
            Charge.basis,
            Organisation.name,
        )
        .join(Assessment, Assessment.id == Charge.assessment_id)
        .join(Organisation, Organisation.id == Assessment.organisation_id)
        .where(Charge.reference == reference)
    ).first()
    if row is None:
        return []
    fact = charge_rules.ChargeFact(
        reference=row.reference,
        participant=row.name,
        ordered_on=row.ordered_on,
        fault=row.fault,
        view_decided=row.fault_decision_id is not None,
    )
    return [charge_rules.because(fact, row.basis, followed(session))]


def followed(session: Session) -> list[Followed]:
    """Every modification for an explicit charge."""
    rows = session.execute(
        select(Modification.reference, Modification.state, Modification.raised_on, Modification.effective_on).where(
            Modification.explicit_charge.is_(True)
        )
    )
    return [
        Followed(
            reference=row.reference,
            state=row.state,
            raised_on=row.raised_on,
            effective_on=row.effective_on,
            explicit_charge=True,
        )
        for row in rows
    ]


def complete_assessment(session: Session, shown: Shown, as_of: date) -> None:
    """What the assessment cost, where that is kept."""
    shown.fields["charge"] = next(
        iter(link_all(session, shown, "charge", Charge, Charge.assessment_id == shown.key)), None
    )
