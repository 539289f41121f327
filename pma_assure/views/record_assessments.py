"""What an assessment and its parts have beyond their own columns, for ``show``."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.arrived_reports import arrived
from pma_assure.records.assessments import (
    Assessment,
    AssessmentCriterion,
    AssessmentReport,
    AssessorStanding,
    AssuranceScheme,
    Caveat,
    Coordination,
    EvidenceRequest,
    Postponement,
    ReportScope,
    ScopeItem,
    TeamMember,
)
from pma_assure.records.cases import BreachConsideration, Finding
from pma_assure.records.document_set import DocumentVersion, SetDocument
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Evidence, EvidenceLink
from pma_assure.records.people import Person
from pma_assure.rules.assessment_reports import standings
from pma_assure.rules.assessments import Item, ScopeCount, coverage
from pma_assure.rules.state_sets import OPEN_REQUESTS
from pma_assure.rules.vocabulary import AssessmentState
from pma_assure.views import assessment_overlaps, plans, record_document_set
from pma_assure.views.in_words import as_code
from pma_assure.views.record_fields import Shown, rows_of, without_keys


def scope_count(session: Session, key: object) -> ScopeCount:
    """How much of the scope of an assessment is covered."""
    rows = session.execute(
        select(ScopeItem.reference, ScopeItem.component, ScopeItem.coverage)
        .where(ScopeItem.assessment_id == key, ScopeItem.withdrawn_on.is_(None))
        .order_by(ScopeItem.number)
    )
    return coverage(Item(reference=row.reference, component=row.component, coverage=row.coverage) for row in rows)


def complete_assessment(session: Session, shown: Shown, as_of: date) -> None:
    held = {"assessment_id": shown.key}
    fields = shown.fields
    fields["criteria"] = _criteria(session, shown)
    fields["scope"] = without_keys(rows_of(session, ScopeItem, ScopeItem.number, **held))
    count = scope_count(session, shown.key)
    fields["scope_coverage"] = {
        "covered": count.covered,
        "of": count.total,
        "not_covered": count.not_covered,
        "open": list(count.open),
        "sentence": count.sentence,
    }
    fields["team"] = _team(session, shown)
    fields["reports"] = _reports(session, shown)
    fields["evidence_requests"] = without_keys(rows_of(session, EvidenceRequest, EvidenceRequest.number, **held))
    fields["caveats"] = without_keys(rows_of(session, Caveat, Caveat.number, **held))
    fields["postponements"] = without_keys(rows_of(session, Postponement, Postponement.postponed_on, **held))
    fields["coordinations"] = without_keys(
        rows_of(session, Coordination, Coordination.agreed_on, **held)
    ) + without_keys(rows_of(session, Coordination, Coordination.agreed_on, other_id=shown.key))
    fields["overlaps"] = list(assessment_overlaps.of_assessment(session, shown.reference))
    _policy(session, shown)
    record_document_set.complete_assessment(session, shown, as_of)
    for name in ("scope", "reports", "evidence_requests", "caveats"):
        for line in fields[name]:
            shown.link({"scope": "scope_item"}.get(name, name.rstrip("s")), line["reference"])
    for role, record, criterion in (
        ("finding", Finding, Finding.assessment_id == shown.key),
        ("breach", BreachConsideration, BreachConsideration.assessment_id == shown.key),
        ("followed_by", Assessment, Assessment.follows_id == shown.key),
        ("decision", Decision, Decision.subject_id == shown.key),
    ):
        for reference in session.scalars(select(record.reference).where(criterion)):
            shown.link(role, reference)
    changed = plans.decision_changes(session, "assessment", shown.key)
    fields["changed_since_decision"] = None if changed is None else bool(changed[1])
    _due(shown, as_of)


def _due(shown: Shown, as_of: date) -> None:
    """As the list has it: what the state waits for, and how late that is."""
    fields = shown.fields
    name = {
        "planned": "planned_from",
        "notified": "planned_from",
        "in_progress": "report_due",
        "draft_report_received": "report_due",
        "final_report_received": "response_due",
        "under_review": "response_due",
    }.get(fields["state"])
    due = None if name is None else fields[name]
    if name == "response_due" and fields["responded_on"] is not None:
        due = None
    fields["due"] = due
    fields["days_overdue"] = None if due is None else max(0, (as_of - date.fromisoformat(due)).days)


def _criteria(session: Session, shown: Shown) -> list[dict[str, Any]]:
    rows = session.execute(
        select(
            SetDocument.reference,
            SetDocument.short_name,
            DocumentVersion.label,
            DocumentVersion.state,
            AssessmentCriterion.reason,
        )
        .join(DocumentVersion, DocumentVersion.id == AssessmentCriterion.document_version_id)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(AssessmentCriterion.assessment_id == shown.key, AssessmentCriterion.withdrawn_on.is_(None))
        .order_by(SetDocument.short_name, DocumentVersion.label)
    )
    lines = []
    for row in rows:
        shown.link("criterion", f"{row.reference}/{row.label}")
        lines.append(
            {
                "document": row.reference,
                "short_name": row.short_name,
                "label": row.label,
                "state": as_code(row.state),
                "reason": row.reason,
            }
        )
    return lines


def _policy(session: Session, shown: Shown) -> None:
    """Which document the cited version of the Compliance Policy is of."""
    row = session.execute(
        select(SetDocument.reference, DocumentVersion.label)
        .join(DocumentVersion, DocumentVersion.document_id == SetDocument.id)
        .join(Assessment, Assessment.policy_version_id == DocumentVersion.id)
        .where(Assessment.id == shown.key)
    ).first()
    shown.fields["policy"] = None if row is None else f"{row.reference}/{row.label}"
    shown.link("policy", shown.fields["policy"])


def _team(session: Session, shown: Shown) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Person.reference, Person.name, TeamMember.initials, TeamMember.first_day, TeamMember.last_day)
        .join(Person, Person.id == TeamMember.person_id)
        .where(TeamMember.assessment_id == shown.key)
        .order_by(TeamMember.first_day, Person.name)
    )
    return [
        {
            "person": row.reference,
            "name": row.name,
            "initials": row.initials,
            "first_day": as_code(row.first_day),
            "last_day": as_code(row.last_day),
        }
        for row in rows
    ]


def _reports(session: Session, shown: Shown) -> list[dict[str, Any]]:
    lines = rows_of(session, AssessmentReport, AssessmentReport.number, assessment_id=shown.key)
    fields = shown.fields
    stand = standings(
        arrived(session, shown.key),
        final=fields["final_report"],
        state=AssessmentState(fields["state"]),
        state_on=date.fromisoformat(fields["state_on"]),
        facts_checked=fields["fact_checked_on"] is not None,
    )
    for line in lines:
        line["scope"] = _report_scope(session, line["key"])
        line["final"] = line["reference"] == fields["final_report"]
        line["standing"] = stand[line["reference"]].value
    return without_keys(lines)


def _report_scope(session: Session, key: object) -> list[dict[str, Any]]:
    return without_keys(rows_of(session, ReportScope, ReportScope.id, report_id=key))


def complete_part(session: Session, shown: Shown, as_of: date) -> None:
    """The case and the participant, who owns every request (R49); how late it is, where it has a date."""
    row = session.execute(
        select(Assessment.reference, Organisation.reference.label("organisation"))
        .join(Organisation, Organisation.id == Assessment.organisation_id)
        .where(Assessment.reference == shown.reference.split("/")[0])
    ).one()
    shown.fields["organisation"] = row.organisation
    if shown.kind == "evidence_request":
        waits = shown.fields["state"] in [state.value for state in OPEN_REQUESTS]
        late = shown.fields["due"] if waits else None
        shown.fields["days_overdue"] = None if late is None else max(0, (as_of - date.fromisoformat(late)).days)
        for reference in session.scalars(
            select(EvidenceRequest.reference).where(EvidenceRequest.narrows_id == shown.key)
        ):
            shown.link("narrowed_by", reference)


def complete_report(session: Session, shown: Shown, as_of: date) -> None:
    complete_part(session, shown, as_of)
    shown.fields["scope"] = _report_scope(session, shown.key)
    final = session.execute(select(Assessment.id).where(Assessment.final_report_id == shown.key)).scalar()
    shown.fields["final"] = final is not None


def complete_caveat(session: Session, shown: Shown, as_of: date) -> None:
    complete_part(session, shown, as_of)
    fields = shown.fields
    fields["evidence"] = list(
        session.scalars(
            select(Evidence.reference)
            .join(EvidenceLink, EvidenceLink.evidence_id == Evidence.id)
            .where(EvidenceLink.record_id == shown.key, EvidenceLink.withdrawn_on.is_(None))
            .order_by(Evidence.reference)
        )
    )
    for reference in fields["evidence"]:
        shown.link("evidence", reference)
    ended = fields["met_on"] is not None or fields["withdrawn_on"] is not None
    late = None if ended else fields["due"]
    fields["days_overdue"] = None if late is None else max(0, (as_of - date.fromisoformat(late)).days)


def complete_scheme(session: Session, shown: Shown, as_of: date) -> None:
    rows = session.execute(
        select(
            Organisation.reference,
            Organisation.name,
            AssessorStanding.first_day,
            AssessorStanding.last_day,
            AssessorStanding.independence_declared_on,
            AssessorStanding.independence,
            AssessorStanding.withdrawn_on,
            AssessorStanding.withdrawn_reason,
        )
        .join(Organisation, Organisation.id == AssessorStanding.organisation_id)
        .join(AssuranceScheme, AssuranceScheme.id == AssessorStanding.scheme_id)
        .where(AssuranceScheme.id == shown.key)
        .order_by(AssessorStanding.first_day, Organisation.name)
    )
    shown.fields["assessors"] = [{name: as_code(value) for name, value in row._mapping.items()} for row in rows]
    for line in shown.fields["assessors"]:
        shown.link("assessor", line["reference"])
