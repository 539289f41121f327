"""The lists of suspensions, of their notices and appeals, and of CRL instructions."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select

from pma_assure.records.cases import Case
from pma_assure.records.emergency import Appeal, CrlCertificate, CrlInstruction, Notice, Suspension
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.rules.vocabulary import NoticeState, SuspensionState
from pma_assure.views.list_kind import ListKind, of_a_case


def _joined(chosen: Select[Any]) -> Select[Any]:
    return (
        chosen.select_from(Suspension)
        .outerjoin(Case, Case.id == Suspension.case_id)
        .outerjoin(Organisation, Organisation.id == Suspension.organisation_id)
        .outerjoin(Decision, Decision.id == Suspension.decision_id)
    )


def suspensions(as_of: date) -> ListKind:
    def counted(state: NoticeState) -> Any:
        return (
            select(func.count())
            .select_from(Notice)
            .where(Notice.suspension_id == Suspension.id, Notice.state == state)
            .correlate(Suspension)
            .scalar_subquery()
        )

    due = case((Suspension.state == SuspensionState.IN_EFFECT, Suspension.review_on), else_=None)
    return ListKind(
        key=Suspension.id,
        fields={
            "reference": Suspension.reference,
            "title": Suspension.title,
            "state": Suspension.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": due,
            "target": Suspension.target,
            "ordered_at": Suspension.ordered_at,
            "effective_at": Suspension.effective_at,
            "review_on": Suspension.review_on,
            "lifted_at": Suspension.lifted_at,
            "decision": Decision.reference,
            "decision_state": Decision.state,
            "notices_owed": counted(NoticeState.OWED),
            "notices_withheld": counted(NoticeState.EXCEPTED),
        },
        joined=_joined,
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 44),
            ("state", "State", 20),
            ("effective_at", "Effective", 20),
            ("due", "Review", 12),
            ("lifted_at", "Lifted", 20),
            ("notices_owed", "Notices owed", 12),
            ("organisation_name", "Organisation", 26),
        ),
        words=("reference", "title", "organisation_name", "case"),
    )


def notices(as_of: date) -> ListKind:
    return ListKind(
        key=Notice.id,
        fields={
            "reference": Notice.reference,
            "title": Suspension.title,
            "state": Notice.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": Notice.review_on,
            "suspension": Suspension.reference,
            "addressee": Notice.addressee,
            "about_scope": Notice.about_scope,
            "sent_at": Notice.sent_at,
            "channel": Notice.channel,
        },
        joined=lambda chosen: (
            chosen.select_from(Notice)
            .outerjoin(Suspension, Suspension.id == Notice.suspension_id)
            .outerjoin(Case, Case.id == Suspension.case_id)
            .outerjoin(Organisation, Organisation.id == Suspension.organisation_id)
        ),
        shown=(
            ("reference", "Reference", 18),
            ("addressee", "To", 18),
            ("state", "State", 26),
            ("sent_at", "Sent", 20),
            ("due", "Looked at again", 14),
            ("title", "Suspension", 44),
        ),
        words=("reference", "title", "organisation_name", "case"),
    )


def appeals(as_of: date) -> ListKind:
    return ListKind(
        key=Appeal.id,
        fields={
            "reference": Appeal.reference,
            "title": Suspension.title,
            "state": Appeal.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "suspension": Suspension.reference,
            "lodged_on": Appeal.lodged_on,
            "heard_on": Appeal.heard_on,
            "outcome_on": Appeal.outcome_on,
        },
        joined=lambda chosen: (
            chosen.select_from(Appeal)
            .outerjoin(Suspension, Suspension.id == Appeal.suspension_id)
            .outerjoin(Case, Case.id == Suspension.case_id)
            .outerjoin(Organisation, Organisation.id == Suspension.organisation_id)
        ),
        shown=(
            ("reference", "Reference", 18),
            ("title", "Suspension", 44),
            ("state", "State", 26),
            ("lodged_on", "Lodged", 12),
            ("outcome_on", "Outcome", 12),
            ("organisation_name", "Organisation", 26),
        ),
        words=("reference", "title", "organisation_name", "case"),
    )


def crl_instructions(as_of: date) -> ListKind:
    certificates = (
        select(func.count())
        .select_from(CrlCertificate)
        .where(CrlCertificate.crl_instruction_id == CrlInstruction.id, CrlCertificate.withdrawn_on.is_(None))
        .correlate(CrlInstruction)
        .scalar_subquery()
    )
    return ListKind(
        key=CrlInstruction.id,
        fields={
            "reference": CrlInstruction.reference,
            "title": CrlInstruction.title,
            "state": CrlInstruction.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "suspension": Suspension.reference,
            "decision": Decision.reference,
            "certificates": certificates,
            "decided_at": CrlInstruction.decided_at,
            "issued_at": CrlInstruction.issued_at,
            "confirmed_at": CrlInstruction.confirmed_at,
        },
        joined=lambda chosen: (
            of_a_case(chosen, CrlInstruction)
            .outerjoin(Suspension, Suspension.id == CrlInstruction.suspension_id)
            .outerjoin(Decision, Decision.id == CrlInstruction.decision_id)
        ),
        shown=(
            ("reference", "Reference", 14),
            ("title", "Title", 44),
            ("state", "State", 20),
            ("certificates", "Certificates", 12),
            ("issued_at", "Issued", 20),
            ("confirmed_at", "Confirmed", 20),
            ("organisation_name", "Organisation", 26),
        ),
        words=("reference", "title", "organisation_name", "case"),
    )
