"""What stands beside a form about an assessment, or about a line of its sheet: what is known already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment, AssessmentCriterion, AssessmentText
from pma_assure.records.document_set import DocumentVersion, Requirement, RequirementText, SetDocument
from pma_assure.records.fieldwork import FieldLine, FieldLineText
from pma_assure.records.organisations import Organisation
from pma_assure.rules.wording import label, short_day
from pma_assure.values.screens import AboutRecord


def assessment(session: Session, reference: str, _: Mapping[str, object]) -> AboutRecord | None:
    """Its days, criteria and assessor, and what the PMA gave as its reasons: none of it has to be typed again."""
    row = session.execute(
        select(
            Assessment.id,
            Assessment.title,
            Assessment.kind,
            Assessment.state,
            Assessment.planned_from,
            Assessment.planned_to,
            Assessment.assessor_id,
            Assessment.policy_clause,
            Assessment.report_due,
            Assessment.response_due,
            AssessmentText.reason,
            AssessmentText.rationale,
            AssessmentText.response,
        )
        .join(AssessmentText, AssessmentText.assessment_id == Assessment.id)
        .where(Assessment.reference == reference)
    ).first()
    if row is None:
        return None
    criteria = session.execute(
        select(SetDocument.short_name, DocumentVersion.label)
        .join(DocumentVersion, DocumentVersion.document_id == SetDocument.id)
        .join(AssessmentCriterion, AssessmentCriterion.document_version_id == DocumentVersion.id)
        .where(AssessmentCriterion.assessment_id == row.id, AssessmentCriterion.withdrawn_on.is_(None))
        .order_by(SetDocument.short_name, DocumentVersion.label)
    )
    assessor = session.execute(select(Organisation.name).where(Organisation.id == row.assessor_id)).scalar()
    lines = (
        ("Kind and state", f"{label(row.kind)}, {label(row.state)}"),
        ("Proposed for" if row.policy_clause is None else "Planned for", _span(row.planned_from, row.planned_to)),
        ("Assessor", assessor or ""),
        ("Assessed against", "; ".join(f"{one.short_name} {one.label}" for one in criteria)),
        ("Clause of the Compliance Policy", row.policy_clause or ""),
        ("Report due", _day(row.report_due)),
        ("Response due", _day(row.response_due)),
        ("Why it was ordered", row.reason),
        ("Why now, and why this scope", row.rationale),
        ("The participant's response", row.response),
    )
    return AboutRecord(reference=reference, title=row.title, lines=lines)


def line(session: Session, reference: str, _: Mapping[str, object]) -> AboutRecord | None:
    """A line of a sheet: what the clause asks, and what was tested and seen."""
    row = session.execute(
        select(
            FieldLine.result,
            FieldLine.initials,
            FieldLine.tested_on,
            FieldLineText.test,
            FieldLineText.sample,
            FieldLineText.seen,
            Requirement.reference,
            Requirement.title,
            RequirementText.text,
        )
        .join(FieldLineText, FieldLineText.field_line_id == FieldLine.id)
        .join(Requirement, Requirement.id == FieldLine.requirement_id)
        .join(RequirementText, RequirementText.requirement_id == Requirement.id)
        .where(FieldLine.reference == reference)
    ).first()
    if row is None:
        return None
    by = " · ".join(part for part in (label(row.result), row.initials, _day(row.tested_on)) if part)
    lines = (
        ("The clause", row.text),
        ("Result", by),
        ("Test", row.test),
        ("Sample", row.sample),
        ("What was seen", row.seen),
    )
    return AboutRecord(reference=row.reference, title=row.title, lines=lines)


def _span(first: date | None, last: date | None) -> str:
    return " to ".join(short_day(one) for one in (first, last) if one is not None)


def _day(day: date | None) -> str:
    return "" if day is None else short_day(day)
