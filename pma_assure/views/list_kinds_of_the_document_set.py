"""The lists of what is done with the document set, and of charges: reviews, modifications, requests for support."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, case, or_
from sqlalchemy.orm import aliased

from pma_assure.records.assessments import Assessment
from pma_assure.records.cases import Case
from pma_assure.records.charges import Charge
from pma_assure.records.document_set import SetDocument
from pma_assure.records.governance import DocumentReview, Modification, SupportRequest
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.rules.vocabulary import ModificationState, SupportState
from pma_assure.views.list_kind import ListKind, of_a_case

Purpose = aliased(Modification)


def reviews(as_of: date) -> ListKind:
    """Reviews of the documents; ``due`` while one is planned and not done."""
    state = case(
        (DocumentReview.withdrawn_on.is_not(None), "withdrawn"),
        (DocumentReview.concluded_on.is_not(None), "concluded"),
        (DocumentReview.done_on.is_not(None), "recorded"),
        else_="planned",
    )
    planned = and_(DocumentReview.done_on.is_(None), DocumentReview.withdrawn_on.is_(None))
    return ListKind(
        key=DocumentReview.id,
        fields={
            "reference": DocumentReview.reference,
            "title": DocumentReview.title,
            "state": state,
            "due": case((planned, DocumentReview.due), else_=None),
            "planned_for": DocumentReview.due,
            "document": SetDocument.reference,
            "short_name": SetDocument.short_name,
            "done_on": DocumentReview.done_on,
            "recommendation": DocumentReview.recommendation,
            "concluded_on": DocumentReview.concluded_on,
            "decision": Decision.reference,
        },
        joined=lambda chosen: (
            chosen.select_from(DocumentReview)
            .outerjoin(SetDocument, SetDocument.id == DocumentReview.document_id)
            .outerjoin(Decision, Decision.id == DocumentReview.decision_id)
        ),
        shown=(
            ("reference", "Reference", 14),
            ("title", "Review", 30),
            ("short_name", "Document", 14),
            ("state", "Stands", 12),
            ("due", "Due", 12),
            ("done_on", "Done", 12),
            ("recommendation", "Recommends", 20),
        ),
        words=("reference", "title", "short_name"),
    )


def modifications(as_of: date) -> ListKind:
    """Modifications as they are known: what is said of one after it was raised is as reported from outside (R05)."""
    open_ = Modification.state.in_((ModificationState.RAISED, ModificationState.REPORTED))
    commenting = and_(open_, or_(Modification.comments_from.is_(None), Modification.comments_from <= as_of))
    return ListKind(
        key=Modification.id,
        fields={
            "reference": Modification.reference,
            "title": Modification.title,
            "state": Modification.state,
            "due": case((and_(commenting, Modification.comments_to >= as_of), Modification.comments_to), else_=None),
            "document": SetDocument.reference,
            "short_name": SetDocument.short_name,
            "concerns": Modification.concerns,
            "raised_on": Modification.raised_on,
            "decision": Decision.reference,
            "review": DocumentReview.reference,
            "external_reference": Modification.external_reference,
            "reported_status": Modification.reported_status,
            "comments_from": Modification.comments_from,
            "comments_to": Modification.comments_to,
            "effective_on": Modification.effective_on,
            "explicit_charge": Modification.explicit_charge,
        },
        joined=lambda chosen: (
            chosen.select_from(Modification)
            .outerjoin(SetDocument, SetDocument.id == Modification.document_id)
            .outerjoin(Decision, Decision.id == Modification.decision_id)
            .outerjoin(DocumentReview, DocumentReview.id == Modification.review_id)
        ),
        shown=(
            ("reference", "Reference", 14),
            ("title", "Title", 40),
            ("short_name", "Document", 12),
            ("concerns", "Concerns", 16),
            ("raised_on", "Raised", 12),
            ("reported_status", "As reported", 36),
            ("effective_on", "Effective", 12),
            ("state", "State", 24),
        ),
        words=("reference", "title", "short_name", "concerns", "external_reference", "reported_status"),
    )


def support_requests(as_of: date) -> ListKind:
    """``due`` while nobody answered."""
    return ListKind(
        key=SupportRequest.id,
        fields={
            "reference": SupportRequest.reference,
            "title": SupportRequest.title,
            "state": SupportRequest.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": case((SupportRequest.state == SupportState.RECEIVED, SupportRequest.due), else_=None),
            "answer_by": SupportRequest.due,
            "direction": SupportRequest.direction,
            "kind": SupportRequest.kind,
            "body": SupportRequest.body,
            "received_on": SupportRequest.received_on,
            "answered_on": SupportRequest.answered_on,
            "modification": Modification.reference,
            "document": SetDocument.reference,
            "decision": Decision.reference,
        },
        joined=lambda chosen: (
            of_a_case(chosen, SupportRequest)
            .outerjoin(Modification, Modification.id == SupportRequest.modification_id)
            .outerjoin(SetDocument, SetDocument.id == SupportRequest.document_id)
            .outerjoin(Decision, Decision.id == SupportRequest.decision_id)
        ),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 40),
            ("direction", "Asked", 24),
            ("body", "By, or of", 22),
            ("received_on", "Asked on", 12),
            ("state", "State", 12),
            ("due", "Due", 12),
        ),
        words=("reference", "title", "body", "modification"),
    )


def charges(as_of: date) -> ListKind:
    """What assessments cost and on which basis that is borne, with the limited purpose of an explicit charge (R65)."""
    return ListKind(
        key=Charge.id,
        fields={
            "reference": Charge.reference,
            "title": Charge.title,
            "state": Charge.basis,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "assessment": Assessment.reference,
            "ordered_on": Charge.ordered_on,
            "cost": Charge.cost,
            "basis": Charge.basis,
            "fault": Charge.fault,
            "fault_on": Charge.fault_on,
            "fault_decision": Decision.reference,
            "recommended": Charge.recommended,
            "recommended_on": Charge.recommended_on,
            "modification": Purpose.reference,
            "limited_purpose": Purpose.limited_purpose,
        },
        joined=lambda chosen: (
            of_a_case(chosen, Charge)
            .outerjoin(Assessment, Assessment.id == Charge.assessment_id)
            .outerjoin(Decision, Decision.id == Charge.fault_decision_id)
            .outerjoin(Purpose, Purpose.id == Charge.modification_id)
        ),
        shown=(
            ("reference", "Reference", 14),
            ("title", "Title", 36),
            ("organisation_name", "Organisation", 24),
            ("ordered_on", "Ordered", 12),
            ("cost", "Cost", 12),
            ("fault", "Fault", 26),
            ("basis", "Basis", 24),
            ("limited_purpose", "For this purpose only", 40),
        ),
        words=("reference", "title", "organisation_name", "assessment", "case"),
    )
