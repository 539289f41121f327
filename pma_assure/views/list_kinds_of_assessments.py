"""The lists of assessments and of what participants were asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from pma_assure.records.assessments import (
    Assessment,
    AssessmentReport,
    AssuranceScheme,
    Caveat,
    EvidenceRequest,
    ScopeItem,
)
from pma_assure.records.cases import Case, Finding
from pma_assure.records.document_set import Requirement
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.rules.state_sets import ENDED_FINDINGS, OPEN_REQUESTS
from pma_assure.rules.vocabulary import AssessmentState, FindingState, ScopeCoverage
from pma_assure.views.list_kind import ListKind

Assessor = aliased(Organisation)
Contractor = aliased(Organisation)
Narrowed = aliased(EvidenceRequest)
Later = aliased(Assessment)


def _number(*criteria: Any) -> Any:
    return select(func.count()).where(*criteria).correlate(Assessment).scalar_subquery()


def assessments(as_of: date) -> ListKind:
    """``due`` is what its state waits for: to be notified, to begin, the report, the participant's response."""
    waits_for_answer = and_(
        Assessment.state.in_((AssessmentState.FINAL_REPORT_RECEIVED, AssessmentState.UNDER_REVIEW)),
        Assessment.responded_on.is_(None),
    )
    due = case(
        (Assessment.state.in_((AssessmentState.PLANNED, AssessmentState.NOTIFIED)), Assessment.planned_from),
        (
            Assessment.state.in_((AssessmentState.IN_PROGRESS, AssessmentState.DRAFT_REPORT_RECEIVED)),
            Assessment.report_due,
        ),
        (waits_for_answer, Assessment.response_due),
        else_=None,
    )
    in_scope = and_(ScopeItem.assessment_id == Assessment.id, ScopeItem.withdrawn_on.is_(None))
    open_caveat = and_(Caveat.assessment_id == Assessment.id, Caveat.met_on.is_(None), Caveat.withdrawn_on.is_(None))
    return ListKind(
        key=Assessment.id,
        fields={
            "reference": Assessment.reference,
            "title": Assessment.title,
            "state": Assessment.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": due,
            "kind": Assessment.kind,
            "assessor": Assessor.reference,
            "assessor_name": Assessor.name,
            "scheme": AssuranceScheme.reference,
            "policy_clause": Assessment.policy_clause,
            "planned_from": Assessment.planned_from,
            "planned_to": Assessment.planned_to,
            "notified_on": Assessment.notified_on,
            "begun_on": Assessment.begun_on,
            "report_due": Assessment.report_due,
            "final_report": AssessmentReport.reference,
            "response_due": Assessment.response_due,
            "responded_on": Assessment.responded_on,
            "recommended_status": Assessment.recommended_status,
            "opinion": Assessment.opinion,
            "set_status": Assessment.set_status,
            "concluded_on": Assessment.concluded_on,
            "conclusion_decision": Decision.reference,
            "superseded_by": Later.reference,
            "scope_items": _number(in_scope),
            "scope_covered": _number(
                in_scope, ScopeItem.coverage.in_((ScopeCoverage.ASSESSED, ScopeCoverage.OTHER_EVIDENCE))
            ),
            "open_findings": _number(
                Finding.assessment_id == Assessment.id, Finding.state.not_in((*ENDED_FINDINGS, FindingState.DRAFT))
            ),
            "open_requests": _number(
                EvidenceRequest.assessment_id == Assessment.id, EvidenceRequest.state.in_(OPEN_REQUESTS)
            ),
            "open_caveats": _number(open_caveat),
            "old_reference": Assessment.old_reference,
            "imported_on": Assessment.imported_on,
        },
        joined=lambda chosen: (
            chosen.select_from(Assessment)
            .outerjoin(Case, Case.id == Assessment.case_id)
            .outerjoin(Organisation, Organisation.id == Assessment.organisation_id)
            .outerjoin(Assessor, Assessor.id == Assessment.assessor_id)
            .outerjoin(AssuranceScheme, AssuranceScheme.id == Assessment.scheme_id)
            .outerjoin(AssessmentReport, AssessmentReport.id == Assessment.final_report_id)
            .outerjoin(Decision, Decision.id == Assessment.conclusion_decision_id)
            .outerjoin(Later, Later.id == Assessment.superseded_by_id)
        ),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 40),
            ("organisation_name", "Organisation", 26),
            ("kind", "Kind", 24),
            ("state", "State", 20),
            ("planned_from", "Planned from", 12),
            ("planned_to", "Planned to", 12),
            ("due", "Due", 12),
        ),
        words=("reference", "title", "organisation_name", "case"),
    )


def evidence_requests(as_of: date) -> ListKind:
    return ListKind(
        key=EvidenceRequest.id,
        fields={
            "reference": EvidenceRequest.reference,
            "title": EvidenceRequest.title,
            "state": EvidenceRequest.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": case((EvidenceRequest.state.in_(OPEN_REQUESTS), EvidenceRequest.due), else_=None),
            "assessment": Assessment.reference,
            "kind": EvidenceRequest.kind,
            "contractor": Contractor.reference,
            "contractor_name": Contractor.name,
            "requirement": Requirement.reference,
            "issued_on": EvidenceRequest.issued_on,
            "asked_by": EvidenceRequest.due,
            "answered_on": EvidenceRequest.answered_on,
            "narrows": Narrowed.reference,
        },
        joined=lambda chosen: (
            chosen.select_from(EvidenceRequest)
            .outerjoin(Assessment, Assessment.id == EvidenceRequest.assessment_id)
            .outerjoin(Case, Case.id == Assessment.case_id)
            .outerjoin(Organisation, Organisation.id == Assessment.organisation_id)
            .outerjoin(Contractor, Contractor.id == EvidenceRequest.contractor_id)
            .outerjoin(Requirement, Requirement.id == EvidenceRequest.requirement_id)
            .outerjoin(Narrowed, Narrowed.id == EvidenceRequest.narrows_id)
        ),
        shown=(
            ("reference", "Reference", 18),
            ("title", "Asked for", 40),
            ("kind", "Kind", 18),
            ("organisation_name", "Organisation", 26),
            ("contractor_name", "Contractor", 22),
            ("state", "State", 16),
            ("due", "Due", 12),
            ("assessment", "Assessment", 15),
        ),
        words=("reference", "title", "organisation_name", "contractor_name", "assessment"),
    )
