"""What of an assessment is decided on: that it is ordered, or how it is concluded. Days and states stand outside.

Two contents, because an order is decided on before there is a scope, a report or a caveat: what is added later does
not make it another order.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import (
    Assessment,
    AssessmentCriterion,
    AssessmentReport,
    AssessmentText,
    Caveat,
    ReportScope,
    ScopeItem,
)
from pma_assure.records.cases import Finding
from pma_assure.records.document_set import DocumentVersion, SetDocument
from pma_assure.records.organisations import Organisation
from pma_assure.records.reliance import RelianceDecision
from pma_assure.rules.vocabulary import FindingState

Content = dict[str, Any]


def _head(session: Session, key: UUID) -> Any:
    return session.execute(
        select(
            Assessment.reference,
            Assessment.title,
            Assessment.kind,
            Assessment.period_from,
            Assessment.period_to,
            Assessment.point_in_time,
            Assessment.proposed_status,
            Assessment.final_report_id,
            Organisation.name.label("participant"),
            AssessmentText.reason,
            AssessmentText.proportionality,
            AssessmentText.rationale,
            AssessmentText.scope_limitation,
            AssessmentText.conclusion,
            AssessmentText.response,
        )
        .join(Organisation, Organisation.id == Assessment.organisation_id)
        .join(AssessmentText, AssessmentText.assessment_id == Assessment.id)
        .where(Assessment.id == key)
    ).one()


def assessment_order(session: Session, key: UUID) -> Content:
    """Who is to be assessed, why, and why that is proportionate (R56, R57, R72)."""
    row = _head(session, key)
    return {
        "kind": "assessment order",
        "reference": row.reference,
        "title": row.title,
        "assessment": row.kind,
        "participant": row.participant,
        "reason": row.reason,
        "proportionality": row.proportionality,
        "rationale": row.rationale,
    }


def assessment(session: Session, key: UUID) -> Content:
    """What was assessed against what, the report, the proposed conclusion, its caveats, the findings (R51, R57)."""
    row = _head(session, key)
    return {
        "kind": "assessment",
        "reference": row.reference,
        "title": row.title,
        "assessment": row.kind,
        "participant": row.participant,
        "period_from": row.period_from,
        "period_to": row.period_to,
        "point_in_time": row.point_in_time,
        "criteria": _criteria(session, key),
        "scope": _scope(session, key),
        "report": _report(session, row.final_report_id),
        "response": row.response,
        "status": row.proposed_status,
        "conclusion": row.conclusion,
        "scope_limitation": row.scope_limitation,
        "caveats": _caveats(session, key),
        "findings": _findings(session, key),
    }


def as_first_written(content: Content) -> Content:
    """The content as decisions froze it before the findings belonged to it: they were on that, and stay so."""
    return {name: value for name, value in content.items() if name != "findings"}


def _findings(session: Session, key: UUID) -> list[Content]:
    """Which findings stood, and in which class: the assessor's, and the PMA's own beside it."""
    rows = session.execute(
        select(Finding.reference, Finding.finding_class, Finding.pma_class)
        .where(Finding.assessment_id == key, Finding.state.not_in((FindingState.DISCARDED, FindingState.WITHDRAWN)))
        .order_by(Finding.reference)
    )
    return [dict(row._mapping) for row in rows]


def _criteria(session: Session, key: UUID) -> list[Content]:
    rows = session.execute(
        select(SetDocument.short_name, DocumentVersion.label, AssessmentCriterion.reason)
        .join(DocumentVersion, DocumentVersion.id == AssessmentCriterion.document_version_id)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(AssessmentCriterion.assessment_id == key, AssessmentCriterion.withdrawn_on.is_(None))
        .order_by(SetDocument.short_name, DocumentVersion.label)
    )
    return [{"document": row.short_name, "label": row.label, "reason": row.reason} for row in rows]


def _scope(session: Session, key: UUID) -> list[Content]:
    rows = session.execute(
        select(
            ScopeItem.number,
            ScopeItem.component,
            ScopeItem.part,
            ScopeItem.environment,
            ScopeItem.coverage,
            ScopeItem.coverage_note,
            RelianceDecision.reference.label("reliance"),
        )
        .outerjoin(RelianceDecision, RelianceDecision.id == ScopeItem.reliance_id)
        .where(ScopeItem.assessment_id == key, ScopeItem.withdrawn_on.is_(None))
        .order_by(ScopeItem.number)
    )
    return [dict(row._mapping) for row in rows]


def _report(session: Session, key: UUID | None) -> Content | None:
    if key is None:
        return None
    row = session.execute(
        select(
            AssessmentReport.reference,
            AssessmentReport.dated,
            AssessmentReport.recommended_status,
            AssessmentReport.opinion,
            AssessmentReport.words,
        ).where(AssessmentReport.id == key)
    ).one()
    scope = session.execute(
        select(
            ReportScope.component,
            ReportScope.part,
            ReportScope.environment,
            ReportScope.covered,
            ReportScope.why_not,
        )
        .where(ReportScope.report_id == key)
        .order_by(ReportScope.id)
    )
    return {**row._mapping, "scope": [dict(line._mapping) for line in scope]}


def _caveats(session: Session, key: UUID) -> list[Content]:
    """As the PMA decides on them: that one was met later does not change what was decided."""
    rows = session.execute(
        select(Caveat.number, Caveat.words, Caveat.owner, Caveat.due)
        .where(Caveat.assessment_id == key, Caveat.withdrawn_on.is_(None))
        .order_by(Caveat.number)
    )
    return [dict(row._mapping) for row in rows]
