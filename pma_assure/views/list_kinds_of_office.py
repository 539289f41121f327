"""The lists of the office itself: meetings, decisions, members, organisations, people, the document set, the trail."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.orm import aliased

from pma_assure.records.cases import Case
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.records.every import BY_TABLE
from pma_assure.records.governance import DocumentReview
from pma_assure.records.house import AuditEntry
from pma_assure.records.meeting_facts import attends_for_on
from pma_assure.records.meetings import AgendaItem, Decision, Meeting
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import Appointment, Employed, Person, Seat
from pma_assure.rules.trail_words import CHANGES, row_noun
from pma_assure.rules.vocabulary import (
    AppointmentState,
    CaseState,
    DocumentVersionState,
)
from pma_assure.views.list_kind import ListKind


def meetings(as_of: date) -> ListKind:
    items = select(func.count()).where(AgendaItem.meeting_id == Meeting.id).correlate(Meeting).scalar_subquery()
    return ListKind(
        key=Meeting.id,
        fields={
            "reference": Meeting.reference,
            "title": Meeting.title,
            "state": Meeting.state,
            "number": Meeting.number,
            "starts_at": Meeting.starts_at,
            "place": Meeting.place,
            "mode": Meeting.mode,
            "urgent": Meeting.urgent,
            "opened_at": Meeting.opened_at,
            "closed_at": Meeting.closed_at,
            "items": items,
        },
        joined=lambda chosen: chosen.select_from(Meeting),
        shown=(
            ("reference", "Reference", 14),
            ("title", "Title", 36),
            ("starts_at", "Begins", 26),
            ("place", "Place", 24),
            ("state", "State", 18),
            ("items", "Items", 6),
        ),
        words=("reference", "title", "place"),
    )


def decisions(as_of: date) -> ListKind:
    return ListKind(
        key=Decision.id,
        fields={
            "reference": Decision.reference,
            "title": Decision.title,
            "state": Decision.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "meeting": Meeting.reference,
            "item": AgendaItem.reference,
            "subject": Decision.subject_reference,
            "decided_on": Decision.decided_on,
            "decided_at": Decision.decided_at,
            "asks": Decision.asks,
            "manner": Decision.manner,
            "result": Decision.result,
            "quorate": Decision.quorate,
            "quorum_count": Decision.quorum_count,
            "quorum_needed": Decision.quorum_needed,
            "votes_for": Decision.votes_for,
            "votes_against": Decision.votes_against,
            "abstentions": Decision.abstentions,
            "casting": Decision.casting,
            "reevaluate": Decision.reevaluate,
            "superseded_by": Decision.superseded_by,
            "fingerprint": Decision.fingerprint,
        },
        joined=lambda chosen: (
            chosen.select_from(Decision)
            .outerjoin(Meeting, Meeting.id == Decision.meeting_id)
            .outerjoin(AgendaItem, AgendaItem.id == Decision.item_id)
            .outerjoin(Case, Case.id == Decision.case_id)
            .outerjoin(Organisation, Organisation.id == AgendaItem.organisation_id)
        ),
        shown=(
            ("reference", "Reference", 14),
            ("title", "Title", 44),
            ("result", "Result", 22),
            ("state", "State", 22),
            ("decided_on", "Decided", 12),
            ("subject", "On", 16),
            ("meeting", "Meeting", 14),
        ),
        words=("reference", "title", "subject", "meeting", "case"),
    )


def members(as_of: date) -> ListKind:
    """Who holds a seat on the day, and who was identified to hold one later."""
    return ListKind(
        key=Appointment.id,
        fields={
            "reference": Person.reference,
            "title": Person.name,
            "state": case(
                (
                    and_(Appointment.first_day <= as_of, Appointment.state != AppointmentState.IDENTIFIED),
                    literal(AppointmentState.IN_OFFICE.value),
                ),
                else_=literal(AppointmentState.IDENTIFIED.value),
            ),
            "organisation": _employer(as_of, Organisation.reference),
            "organisation_name": _employer(as_of, Organisation.name),
            "seat": Seat.code,
            "seat_name": Seat.name,
            "constituency": Seat.constituency,
            "vote": Seat.vote,
            "route": Appointment.route,
            "first_day": Appointment.first_day,
            "last_day": Appointment.last_day,
            "computed_last_day": Appointment.computed_last_day,
            "months": Appointment.months,
            "authority": Appointment.authority,
        },
        joined=lambda chosen: (
            chosen.select_from(Appointment)
            .outerjoin(Person, Person.id == Appointment.person_id)
            .outerjoin(Seat, Seat.id == Appointment.seat_id)
        ),
        shown=(
            ("reference", "Reference", 10),
            ("title", "Name", 24),
            ("seat", "Seat", 24),
            ("vote", "Vote", 18),
            ("organisation_name", "Employer", 28),
            ("first_day", "From", 12),
            ("last_day", "Until", 12),
        ),
        words=("reference", "title", "seat_name", "organisation_name"),
        criteria=(or_(Appointment.last_day.is_(None), Appointment.last_day >= as_of),),
    )


def organisations(as_of: date) -> ListKind:
    open_cases = (
        select(func.count())
        .where(Case.organisation_id == Organisation.id, Case.state == CaseState.OPEN)
        .correlate(Organisation)
        .scalar_subquery()
    )
    return ListKind(
        key=Organisation.id,
        fields={
            "reference": Organisation.reference,
            "title": Organisation.name,
            "state": _withdrawn(Organisation.withdrawn_on, as_of),
            "organisation": Organisation.reference,
            "category": Organisation.category,
            "withdrawn_on": Organisation.withdrawn_on,
            "open_cases": open_cases,
        },
        joined=lambda chosen: chosen.select_from(Organisation),
        shown=(
            ("reference", "Reference", 10),
            ("title", "Name", 36),
            ("category", "Party category", 20),
            ("open_cases", "Open cases", 8),
        ),
        words=("reference", "title"),
    )


def people(as_of: date) -> ListKind:
    seat = (
        select(Seat.code)
        .join(Appointment, Appointment.seat_id == Seat.id)
        .where(
            Appointment.person_id == Person.id,
            Appointment.first_day <= as_of,
            or_(Appointment.last_day.is_(None), Appointment.last_day >= as_of),
        )
        .order_by(Seat.position)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
    return ListKind(
        key=Person.id,
        fields={
            "reference": Person.reference,
            "title": Person.name,
            "state": _withdrawn(Person.withdrawn_on, as_of),
            "organisation": _employer(as_of, Organisation.reference),
            "organisation_name": _employer(as_of, Organisation.name),
            "represents": attends_for_on(as_of),
            "email": Person.email,
            "seat": seat,
            "withdrawn_on": Person.withdrawn_on,
        },
        joined=lambda chosen: chosen.select_from(Person),
        shown=(
            ("reference", "Reference", 10),
            ("title", "Name", 28),
            ("organisation_name", "Employer", 30),
            ("seat", "Seat", 22),
            ("represents", "Attends for", 20),
        ),
        words=("reference", "title", "organisation_name", "represents"),
    )


def documents(as_of: date) -> ListKind:
    """The document set, each document with the version in force on the day, or else its newest."""
    shown_version = (
        select(DocumentVersion.id)
        .where(DocumentVersion.document_id == SetDocument.id)
        .order_by(
            case((_in_force(as_of), 0), else_=1),
            DocumentVersion.effective_from.desc(),
            DocumentVersion.id.desc(),
        )
        .limit(1)
        .correlate(SetDocument)
        .scalar_subquery()
    )
    requirements_held = (
        select(func.count())
        .where(Requirement.document_version_id == DocumentVersion.id)
        .correlate(DocumentVersion)
        .scalar_subquery()
    )
    last_reviewed = (
        select(func.max(DocumentReview.done_on))
        .where(DocumentReview.document_id == SetDocument.id, DocumentReview.withdrawn_on.is_(None))
        .correlate(SetDocument)
        .scalar_subquery()
    )
    return ListKind(
        key=SetDocument.id,
        fields={
            "reference": SetDocument.reference,
            "title": SetDocument.title,
            "state": DocumentVersion.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "short_name": SetDocument.short_name,
            "document_type": SetDocument.document_type,
            "label": DocumentVersion.label,
            "effective_from": DocumentVersion.effective_from,
            "effective_to": DocumentVersion.effective_to,
            "pma_may_modify": SetDocument.pma_may_modify,
            "incorporated_on": SetDocument.incorporated_on,
            "review_months": SetDocument.review_months,
            "last_reviewed_on": last_reviewed,
            "requirements": requirements_held,
        },
        joined=lambda chosen: (
            chosen.select_from(SetDocument)
            .outerjoin(DocumentVersion, DocumentVersion.id == shown_version)
            .outerjoin(Organisation, Organisation.id == SetDocument.owner_id)
        ),
        shown=(
            ("reference", "Reference", 10),
            ("short_name", "Known as", 14),
            ("title", "Title", 44),
            ("label", "Version", 8),
            ("state", "State", 22),
            ("effective_from", "In force from", 13),
            ("last_reviewed_on", "Reviewed", 12),
            ("requirements", "Requirements", 8),
        ),
        words=("reference", "short_name", "title"),
    )


def requirements(as_of: date) -> ListKind:
    return ListKind(
        key=Requirement.id,
        fields={
            "reference": Requirement.reference,
            "title": Requirement.title,
            "state": DocumentVersion.state,
            "document": SetDocument.reference,
            "short_name": SetDocument.short_name,
            "label": DocumentVersion.label,
            "clause": Requirement.clause,
            "applies_to": Requirement.applies_to,
            "effective_from": DocumentVersion.effective_from,
            "effective_to": DocumentVersion.effective_to,
        },
        joined=lambda chosen: (
            chosen.select_from(Requirement)
            .outerjoin(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
            .outerjoin(SetDocument, SetDocument.id == DocumentVersion.document_id)
        ),
        shown=(
            ("reference", "Reference", 20),
            ("title", "Title", 52),
            ("short_name", "Document", 14),
            ("label", "Version", 8),
            ("clause", "Clause", 8),
            ("state", "State", 20),
        ),
        words=("reference", "title", "short_name", "clause"),
    )


def audit(as_of: date) -> ListKind:
    return ListKind(
        key=AuditEntry.id,
        fields={
            "reference": AuditEntry.reference,
            "number": AuditEntry.number,
            "deed_number": AuditEntry.deed_number,
            "at": AuditEntry.at,
            "day": AuditEntry.day,
            "deed": AuditEntry.deed,
            "person": AuditEntry.person,
            "capacity": AuditEntry.capacity,
            "table": AuditEntry.table_name,
            "operation": AuditEntry.operation,
            "reason": AuditEntry.reason,
            "previous": AuditEntry.previous,
            "digest": AuditEntry.digest,
        },
        joined=lambda chosen: chosen.select_from(AuditEntry),
        shown=(
            ("number", "Number", 8),
            ("at", "When", 26),
            ("person", "Who", 22),
            ("deed", "Deed", 34),
            ("reference", "Reference", 20),
            ("table", "Row", 30),
            ("operation", "Change", 9),
        ),
        words=("reference", "person", "deed", "table"),
        order="number",
        spoken={"table": {table: row_noun(table) for table in BY_TABLE}, "operation": CHANGES},
        deeds="deed",
    )


def _employer(as_of: date, column: Any) -> Any:
    """Of the person of the row: who employs them on the day."""
    employer = aliased(Organisation)
    return (
        select(getattr(employer, column.key))
        .select_from(Employed)
        .join(employer, employer.id == Employed.organisation_id)
        .where(
            Employed.person_id == Person.id,
            Employed.first_day <= as_of,
            or_(Employed.last_day.is_(None), Employed.last_day >= as_of),
        )
        .order_by(Employed.first_day.desc(), Employed.id)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )


def _withdrawn(column: Any, as_of: date) -> ColumnElement[str]:
    gone = and_(column.is_not(None), column <= as_of)
    return case((gone, literal("withdrawn")), else_=literal("active"))


def _in_force(as_of: date) -> ColumnElement[bool]:
    return and_(
        DocumentVersion.state.in_((DocumentVersionState.IN_FORCE, DocumentVersionState.SUPERSEDED)),
        DocumentVersion.effective_from <= as_of,
        or_(DocumentVersion.effective_to.is_(None), DocumentVersion.effective_to >= as_of),
    )
