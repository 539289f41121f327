"""Every kind of list, once: where its rows come from, the fields of its items, the columns people see.

A kind selects columns, never records, so that a list of an encrypted register reads its covering index and no long
text (performance.md). Fields that hang on the day (an employer, who is in office) are computed for ``as_of``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import aliased

from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.records.extracts import Extract, ExtractVersion, Passage
from pma_assure.records.house import AuditEntry, IrregularFact
from pma_assure.records.meetings import AgendaItem, Decision, Meeting
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceVersion, Evidence
from pma_assure.records.people import Appointment, Employed, Person, Seat
from pma_assure.records.plans import Milestone, Plan, PlanVersion
from pma_assure.rules.vocabulary import (
    AppointmentState,
    CaseState,
    Disposition,
    DocumentVersionState,
    ExtractState,
    FindingState,
    MilestoneState,
    PlanState,
)

RUNNING = (MilestoneState.NOT_STARTED, MilestoneState.IN_PROGRESS)
SETTLED_FINDING = (FindingState.CLOSED, FindingState.WITHDRAWN, FindingState.NOTED, FindingState.DISCARDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListKind:
    """``key`` identifies a row, ``fields`` are its item, ``shown`` are (field, heading, width in characters).

    ``joined`` adds what the fields come from; ``words`` are the fields that filtering looks in; ``order`` is the field
    a list is sorted by when nobody says, and "reference" breaks ties.
    """

    key: Any
    fields: Mapping[str, Any]
    joined: Callable[[Select[Any]], Select[Any]]
    shown: tuple[tuple[str, str, int], ...]
    words: tuple[str, ...]
    order: str = "reference"
    descending: bool = False
    criteria: tuple[Any, ...] = ()


def cases(as_of: date) -> ListKind:
    open_findings = (
        select(func.count())
        .where(Finding.case_id == Case.id, Finding.state.not_in((*SETTLED_FINDING, FindingState.DRAFT)))
        .correlate(Case)
        .scalar_subquery()
    )
    return ListKind(
        key=Case.id,
        fields={
            "reference": Case.reference,
            "title": Case.title,
            "state": Case.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "category": Organisation.category,
            "case": Case.reference,
            "classification": Case.classification,
            "owner": Person.reference,
            "opened_on": Case.opened_on,
            "closed_on": Case.closed_on,
            "open_findings": open_findings,
        },
        joined=lambda chosen: (
            chosen.select_from(Case)
            .join(Organisation, Organisation.id == Case.organisation_id)
            .outerjoin(Person, Person.id == Case.owner_id)
        ),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 44),
            ("organisation_name", "Organisation", 26),
            ("state", "State", 10),
            ("opened_on", "Opened", 12),
            ("open_findings", "Open findings", 8),
        ),
        words=("reference", "title", "organisation_name"),
    )


def findings(as_of: date) -> ListKind:
    return ListKind(
        key=Finding.id,
        fields={
            "reference": Finding.reference,
            "title": Finding.title,
            "state": Finding.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "finding_class": Finding.finding_class,
            "requirement": Requirement.reference,
            "source": Finding.source,
            "began_on": Finding.began_on,
            "identified_on": Finding.identified_on,
            "ended_on": Finding.ended_on,
        },
        joined=lambda chosen: _of_a_case(chosen, Finding).outerjoin(
            Requirement, Requirement.id == Finding.requirement_id
        ),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 44),
            ("finding_class", "Class", 12),
            ("state", "State", 24),
            ("requirement", "Requirement", 18),
            ("case", "Case", 15),
            ("organisation_name", "Organisation", 26),
            ("identified_on", "Identified", 12),
        ),
        words=("reference", "title", "organisation_name", "case", "requirement"),
    )


def breaches(as_of: date) -> ListKind:
    return ListKind(
        key=BreachConsideration.id,
        fields={
            "reference": BreachConsideration.reference,
            "title": BreachConsideration.title,
            "state": BreachConsideration.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "trigger": BreachConsideration.trigger,
            "view": BreachConsideration.view,
            "opened_on": BreachConsideration.opened_on,
            "considered_on": BreachConsideration.considered_on,
        },
        joined=lambda chosen: _of_a_case(chosen, BreachConsideration),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 44),
            ("state", "State", 22),
            ("view", "View of the PMA", 30),
            ("case", "Case", 15),
            ("organisation_name", "Organisation", 26),
            ("opened_on", "Opened", 12),
        ),
        words=("reference", "title", "organisation_name", "case"),
    )


def advice(as_of: date) -> ListKind:
    newest = and_(AdviceVersion.advice_id == Advice.id, AdviceVersion.label == Advice.label)
    return ListKind(
        key=Advice.id,
        fields={
            "reference": Advice.reference,
            "title": Advice.title,
            "state": Advice.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "purpose": Advice.purpose,
            "label": Advice.label,
            "plan": Plan.reference,
            "plan_version": PlanVersion.number,
            "view": AdviceVersion.view,
            "classification": AdviceVersion.classification,
            "decision": Decision.reference,
            "issued_on": AdviceVersion.issued_on,
        },
        joined=lambda chosen: (
            _of_a_case(chosen, Advice)
            .join(AdviceVersion, newest)
            .outerjoin(Plan, Plan.id == Advice.plan_id)
            .outerjoin(PlanVersion, PlanVersion.id == AdviceVersion.plan_version_id)
            .outerjoin(Decision, Decision.id == AdviceVersion.decision_id)
        ),
        shown=(
            ("reference", "Reference", 14),
            ("label", "Version", 7),
            ("title", "Title", 44),
            ("state", "State", 12),
            ("view", "View of the PMA", 26),
            ("plan", "Plan", 15),
            ("case", "Case", 15),
            ("organisation_name", "Organisation", 26),
            ("issued_on", "Issued", 12),
        ),
        words=("reference", "title", "organisation_name", "case", "plan"),
    )


def plans(as_of: date) -> ListKind:
    next_milestone = (
        select(func.min(Milestone.current_due))
        .where(Milestone.plan_id == Plan.id, Milestone.state.in_(RUNNING))
        .correlate(Plan)
        .scalar_subquery()
    )
    due = case(
        (Plan.state == PlanState.REQUIRED, Plan.submit_by),
        (Plan.state == PlanState.RETURNED, Plan.resubmit_by),
        (Plan.state.in_((PlanState.APPROVED, PlanState.VARIATION_PROPOSED)), next_milestone),
        else_=None,
    )
    return ListKind(
        key=Plan.id,
        fields={
            "reference": Plan.reference,
            "title": Plan.title,
            "state": Plan.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": due,
            "required_on": Plan.required_on,
            "submit_by": Plan.submit_by,
            "resubmit_by": Plan.resubmit_by,
            "state_on": Plan.state_on,
            "submitted_version": Plan.submitted_version,
            "approved_version": Plan.approved_version,
            "completion_reported_on": Plan.completion_reported_on,
            "verified_on": Plan.verified_on,
            "closed_on": Plan.closed_on,
        },
        joined=lambda chosen: (
            chosen.select_from(Plan)
            .join(Case, Case.id == Plan.case_id)
            .join(Organisation, Organisation.id == Plan.organisation_id)
        ),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 44),
            ("organisation_name", "Organisation", 26),
            ("state", "State", 22),
            ("due", "Due", 12),
            ("case", "Case", 15),
        ),
        words=("reference", "title", "organisation_name", "case"),
    )


def milestones(as_of: date) -> ListKind:
    return ListKind(
        key=Milestone.id,
        fields={
            "reference": Milestone.reference,
            "title": Milestone.title,
            "state": Milestone.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": Milestone.current_due,
            "plan": Plan.reference,
            "number": Milestone.number,
            "owner": Milestone.owner,
            "baseline_due": Milestone.baseline_due,
            "current_due": Milestone.current_due,
            "started_on": Milestone.started_on,
            "reported_on": Milestone.reported_on,
            "verified_on": Milestone.verified_on,
            "cancelled_on": Milestone.cancelled_on,
            "finding": Finding.reference,
        },
        joined=lambda chosen: (
            chosen.select_from(Milestone)
            .join(Plan, Plan.id == Milestone.plan_id)
            .join(Case, Case.id == Plan.case_id)
            .join(Organisation, Organisation.id == Plan.organisation_id)
            .outerjoin(Finding, Finding.id == Milestone.finding_id)
        ),
        shown=(
            ("reference", "Reference", 18),
            ("title", "Title", 44),
            ("owner", "Owner", 20),
            ("state", "State", 18),
            ("due", "Due", 12),
            ("baseline_due", "First due", 12),
            ("organisation_name", "Organisation", 26),
        ),
        words=("reference", "title", "owner", "organisation_name", "case"),
    )


def extracts(as_of: date) -> ListKind:
    newest = and_(ExtractVersion.extract_id == Extract.id, ExtractVersion.number == Extract.number)

    def passages(disposition: Disposition) -> Any:
        return (
            select(func.count())
            .where(Passage.extract_version_id == ExtractVersion.id, Passage.disposition == disposition)
            .correlate(ExtractVersion)
            .scalar_subquery()
        )

    due = case(
        (Extract.state == ExtractState.PARTICIPANT_CONSULTED, ExtractVersion.respond_by),
        (Extract.state == ExtractState.WITHHELD_ENTIRELY, ExtractVersion.review_date),
        else_=None,
    )
    return ListKind(
        key=Extract.id,
        fields={
            "reference": Extract.reference,
            "title": Extract.title,
            "state": Extract.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": due,
            "number": Extract.number,
            "plan": Plan.reference,
            "plan_version": PlanVersion.number,
            "audience": Extract.audience,
            "classification": ExtractVersion.classification,
            "name_participant": ExtractVersion.name_participant,
            "consulted_on": ExtractVersion.consulted_on,
            "respond_by": ExtractVersion.respond_by,
            "decision": Decision.reference,
            "released_at": ExtractVersion.released_at,
            "published": passages(Disposition.PUBLISH),
            "withheld": passages(Disposition.WITHHOLD),
            "undecided": passages(Disposition.UNDECIDED),
        },
        joined=lambda chosen: (
            _of_a_case(chosen, Extract)
            .join(ExtractVersion, newest)
            .join(PlanVersion, PlanVersion.id == ExtractVersion.plan_version_id)
            .join(Plan, Plan.id == Extract.plan_id)
            .outerjoin(Decision, Decision.id == ExtractVersion.decision_id)
        ),
        shown=(
            ("reference", "Reference", 14),
            ("number", "Version", 7),
            ("title", "Title", 44),
            ("state", "State", 22),
            ("plan", "Plan", 15),
            ("organisation_name", "Organisation", 26),
            ("published", "Published", 9),
            ("withheld", "Withheld", 9),
            ("undecided", "Undecided", 9),
        ),
        words=("reference", "title", "organisation_name", "case", "plan"),
    )


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
            .join(Meeting, Meeting.id == Decision.meeting_id)
            .join(AgendaItem, AgendaItem.id == Decision.item_id)
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
            .join(Person, Person.id == Appointment.person_id)
            .join(Seat, Seat.id == Appointment.seat_id)
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
            "represents": Person.represents,
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
            .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
            .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
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


def evidence(as_of: date) -> ListKind:
    return ListKind(
        key=Evidence.id,
        fields={
            "reference": Evidence.reference,
            "title": Evidence.title,
            "state": Evidence.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "source": Evidence.source,
            "received_on": Evidence.received_on,
            "received_by": Person.reference,
            "file_name": Evidence.file_name,
            "media_type": Evidence.media_type,
            "size": Evidence.size,
            "sha256": Evidence.sha256,
            "classification": Evidence.classification,
            "verifiable": Evidence.verifiable,
            "superseded_by": Evidence.superseded_by,
        },
        joined=lambda chosen: _of_a_case(chosen, Evidence).outerjoin(Person, Person.id == Evidence.received_by_id),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 44),
            ("source", "Source", 26),
            ("received_on", "Received", 12),
            ("state", "State", 14),
            ("verifiable", "Verifiable", 9),
            ("case", "Case", 15),
        ),
        words=("reference", "title", "source", "file_name", "case"),
    )


def irregular(as_of: date) -> ListKind:
    settled = and_(IrregularFact.settled_on.is_not(None), IrregularFact.settled_on <= as_of)
    return ListKind(
        key=IrregularFact.id,
        fields={
            "reference": IrregularFact.reference,
            "title": IrregularFact.sentence,
            "state": case((settled, literal("settled")), else_=literal("open")),
            "case": Case.reference,
            "rule": IrregularFact.rule,
            "paragraph": IrregularFact.paragraph,
            "noted_on": IrregularFact.noted_on,
            "settled_on": IrregularFact.settled_on,
            "settled_reason": IrregularFact.settled_reason,
        },
        joined=lambda chosen: chosen.select_from(IrregularFact).outerjoin(Case, Case.id == IrregularFact.case_id),
        shown=(
            ("reference", "Reference", 18),
            ("title", "What is irregular", 60),
            ("rule", "Rule", 6),
            ("paragraph", "Paragraph", 9),
            ("noted_on", "Noted", 12),
            ("state", "State", 9),
        ),
        words=("reference", "title", "rule", "case"),
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
            ("deed", "Deed", 24),
            ("reference", "Reference", 20),
            ("table", "Table", 22),
            ("operation", "What", 8),
        ),
        words=("reference", "person", "deed", "table"),
        order="number",
    )


def _of_a_case(chosen: Select[Any], record: Any) -> Select[Any]:
    return (
        chosen.select_from(record)
        .join(Case, Case.id == record.case_id)
        .join(Organisation, Organisation.id == Case.organisation_id)
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


KINDS: dict[str, Callable[[date], ListKind]] = {
    "cases": cases,
    "findings": findings,
    "breaches": breaches,
    "advice": advice,
    "plans": plans,
    "milestones": milestones,
    "extracts": extracts,
    "meetings": meetings,
    "decisions": decisions,
    "members": members,
    "organisations": organisations,
    "people": people,
    "documents": documents,
    "requirements": requirements,
    "evidence": evidence,
    "irregular": irregular,
    "audit": audit,
}
"""Every kind whose rows are kept; ``duties`` are computed (``views.lists``)."""
