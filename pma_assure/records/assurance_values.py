"""From the records of an assessment to the value its summary is made of (R13, paragraph 53)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from pma_assure.records import coverage_facts, document_values
from pma_assure.records.assessments import (
    Assessment,
    AssessmentCriterion,
    AssessmentReport,
    AssessmentText,
    AssuranceScheme,
    Caveat,
    EvidenceRequest,
    EvidenceRequestText,
    ScopeItem,
)
from pma_assure.records.cases import Case, Finding
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.records.fieldwork import FieldLine
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.rules.coverage import Coverage, Covered, coverage
from pma_assure.rules.fieldwork import progress
from pma_assure.rules.state_sets import ENDED_FINDINGS
from pma_assure.rules.vocabulary import EvidenceRequestState, FindingState, ScopeCoverage
from pma_assure.values.assurance_papers import (
    AssessedFinding,
    AssuranceSummary,
    CaveatLine,
    CoverageLine,
    CriterionLine,
    RequestLine,
    ScopeLine,
)

LIMITING = (
    EvidenceRequestState.REFUSED,
    EvidenceRequestState.PARTLY_PROVIDED,
    EvidenceRequestState.NARROWED,
)
"""Requests that leave something unseen: they limit what an opinion can say."""


def assurance_summary(session: Session, key: UUID, *, as_of: date) -> AssuranceSummary:
    """The summary of one assessment as it stands on the day."""
    row, text = session.execute(
        select(Assessment, AssessmentText)
        .join(AssessmentText, AssessmentText.assessment_id == Assessment.id)
        .where(Assessment.id == key)
    ).one()
    case = session.execute(select(Case.reference, Case.title, Case.classification).where(Case.id == row.case_id)).one()
    scope = _scope(session, key)
    report = _report(session, row.final_report_id)
    sheet = progress(
        session.scalars(
            select(FieldLine.result).where(FieldLine.assessment_id == key, FieldLine.withdrawn_on.is_(None))
        )
    )
    head, entries = document_values.audit_head(session)
    evidence, above = document_values.evidence_within(session, case.classification, case_id=row.case_id)
    return AssuranceSummary(
        reference=row.reference,
        title=row.title,
        kind=row.kind.value,
        state=row.state.value,
        classification=case.classification.value,
        organisation=_name(session, row.organisation_id),
        case=case.reference,
        case_title=case.title,
        assessor=_name(session, row.assessor_id),
        scheme=_value(session, AssuranceScheme.name, AssuranceScheme.id, row.scheme_id),
        policy=_policy(session, row),
        ordered_by=_value(session, Decision.reference, Decision.id, row.ordering_decision_id),
        point_in_time=row.point_in_time,
        period_from=row.period_from,
        period_to=row.period_to,
        criteria=_criteria(session, key),
        scope=scope,
        scope_covered=sum(
            1 for line in scope if line.coverage in (ScopeCoverage.ASSESSED, ScopeCoverage.OTHER_EVIDENCE)
        ),
        report="" if report is None else report.reference,
        report_dated=None if report is None else report.dated,
        report_received=None if report is None else report.received_on,
        opinion=None if row.opinion is None else row.opinion.value,
        scope_limitation=text.scope_limitation,
        recommended=None if row.recommended_status is None else row.recommended_status.value,
        set_status=None if row.set_status is None else row.set_status.value,
        conclusion=text.conclusion,
        concluded_on=row.concluded_on,
        live_certificates_on=row.live_certificates_on,
        response=text.response,
        responded_on=row.responded_on,
        response_due=row.response_due,
        clauses=sheet.clauses,
        met=sheet.met,
        not_met=sheet.not_met,
        caveats=_caveats(session, key, as_of),
        findings=_findings(session, key, as_of),
        requests=_requests(session, key),
        evidence=evidence,
        evidence_above=above,
        coverage=_coverage(session, row.organisation_id, as_of),
        decision=None
        if row.conclusion_decision_id is None
        else document_values.decision_block(session, row.conclusion_decision_id),
        as_of=as_of,
        audit_head=head,
        audit_entries=entries,
    )


def _value(session: Session, column: Any, key_column: Any, key: UUID | None) -> str:
    if key is None:
        return ""
    return str(session.execute(select(column).where(key_column == key)).scalar_one())


def _name(session: Session, key: UUID | None) -> str:
    return _value(session, Organisation.name, Organisation.id, key)


def _policy(session: Session, row: Assessment) -> str:
    if row.policy_version_id is None:
        return ""
    policy = session.execute(
        select(SetDocument.title, DocumentVersion.label)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(DocumentVersion.id == row.policy_version_id)
    ).one()
    return f"{policy.title} {policy.label}" + (f", clause {row.policy_clause}" if row.policy_clause else "")


def _criteria(session: Session, key: UUID) -> tuple[CriterionLine, ...]:
    rows = session.execute(
        select(SetDocument.title, DocumentVersion.label, AssessmentCriterion.reason)
        .join(DocumentVersion, DocumentVersion.id == AssessmentCriterion.document_version_id)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(AssessmentCriterion.assessment_id == key, AssessmentCriterion.withdrawn_on.is_(None))
        .order_by(SetDocument.short_name, DocumentVersion.label)
    )
    return tuple(CriterionLine(document=row.title, version=row.label, reason=row.reason) for row in rows)


def _scope(session: Session, key: UUID) -> tuple[ScopeLine, ...]:
    operator = aliased(Organisation)
    rows = session.execute(
        select(ScopeItem, operator.name)
        .outerjoin(operator, operator.id == ScopeItem.operated_by_id)
        .where(ScopeItem.assessment_id == key, ScopeItem.withdrawn_on.is_(None))
        .order_by(ScopeItem.number)
    )
    return tuple(
        ScopeLine(
            component=item.component,
            part=item.part.value,
            environment=item.environment.value,
            operated_by=name or "",
            coverage=item.coverage.value,
            note=item.coverage_note,
        )
        for item, name in rows
    )


def _report(session: Session, key: UUID | None) -> Any:
    if key is None:
        return None
    return session.execute(
        select(AssessmentReport.reference, AssessmentReport.dated, AssessmentReport.received_on).where(
            AssessmentReport.id == key
        )
    ).one()


def _late(due: date | None, as_of: date) -> int:
    return 0 if due is None else max(0, (as_of - due).days)


def _caveats(session: Session, key: UUID, as_of: date) -> tuple[CaveatLine, ...]:
    rows = session.scalars(
        select(Caveat).where(Caveat.assessment_id == key, Caveat.withdrawn_on.is_(None)).order_by(Caveat.number)
    )
    return tuple(
        CaveatLine(
            reference=row.reference,
            words=row.words,
            owner=row.owner,
            due=row.due,
            met_on=row.met_on,
            days_overdue=0 if row.met_on is not None else _late(row.due, as_of),
        )
        for row in rows
    )


def _findings(session: Session, key: UUID, as_of: date) -> tuple[AssessedFinding, ...]:
    """The assessment's findings but drafts and what was discarded: those are the assessor's own papers."""
    rows = session.execute(
        select(Finding, Requirement.reference)
        .outerjoin(Requirement, Requirement.id == Finding.requirement_id)
        .where(
            Finding.assessment_id == key,
            Finding.state.not_in((FindingState.DRAFT, FindingState.DISCARDED)),
        )
        .order_by(Finding.reference)
    )
    return tuple(
        AssessedFinding(
            reference=row.reference,
            title=row.title,
            requirement=requirement or "",
            finding_class=row.finding_class.value,
            pma_class=None if row.pma_class is None else row.pma_class.value,
            state=row.state.value,
            identified_on=row.identified_on,
            due=_due(row),
            days_overdue=0 if row.state in _CLOCK_STANDS else _late(_due(row), as_of),
        )
        for row, requirement in rows
    )


def _due(finding: Finding) -> date | None:
    """When it is to be put right; of an accepted risk, when that is looked at again (paragraph 73)."""
    return finding.risk_until if finding.state == FindingState.ACCEPTED_RISK else finding.current_due


_CLOCK_STANDS = (*ENDED_FINDINGS, FindingState.SUBMITTED)
"""What is reported done stops the clock until it is verified (6.4 f)."""


def _requests(session: Session, key: UUID) -> tuple[RequestLine, ...]:
    rows = session.execute(
        select(EvidenceRequest, EvidenceRequestText.ground)
        .join(EvidenceRequestText, EvidenceRequestText.evidence_request_id == EvidenceRequest.id)
        .where(EvidenceRequest.assessment_id == key, EvidenceRequest.state.in_(LIMITING))
        .order_by(EvidenceRequest.number)
    )
    return tuple(
        RequestLine(reference=row.reference, title=row.title, kind=row.kind.value, state=row.state.value, ground=ground)
        for row, ground in rows
    )


def _coverage(session: Session, organisation_id: UUID, as_of: date) -> CoverageLine:
    found: Coverage = coverage(coverage_facts.applicable(session, organisation_id, as_of), as_of)
    return CoverageLine(
        applicable=found.applicable,
        covered=found.count(Covered.COVERED),
        in_part=found.count(Covered.IN_PART),
        gaps=found.count(Covered.GAP),
        sentence=found.sentence,
        not_covered=tuple(
            (line.requirement, line.covered.value, line.sentence)
            for line in found.lines
            if line.covered != Covered.COVERED
        ),
    )
