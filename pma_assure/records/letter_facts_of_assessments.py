"""The values of letters about assessments and evidence requests (R48-R50, R57)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import (
    Assessment,
    AssessmentCriterion,
    AssessmentReport,
    AssuranceScheme,
    EvidenceRequest,
    EvidenceRequestText,
    ScopeItem,
    TeamMember,
)
from pma_assure.records.cases import Finding
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import Person
from pma_assure.rules.letter_templates import Value
from pma_assure.rules.vocabulary import FindingState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label

NOT_RAISED = (FindingState.DRAFT, FindingState.DISCARDED, FindingState.WITHDRAWN)
"""These are no findings that anybody is told of."""


def in_a_sentence(words: str) -> str:
    """A label within a sentence: its first letter small, unless it begins an abbreviation."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def assessment(session: Session, key: UUID) -> dict[str, Value]:
    """What a notification says of an assessment."""
    found = session.get_one(Assessment, key)
    scheme = None if found.scheme_id is None else session.get_one(AssuranceScheme, found.scheme_id)
    return {
        "assessment.reference": found.reference,
        "assessment.title": found.title,
        "assessment.kind": in_a_sentence(label(found.kind)),
        "assessment.from": found.planned_from,
        "assessment.to": found.planned_to,
        "assessment.speaks_of": _speaks_of(found),
        "assessment.assessor": name_of(session, found.assessor_id),
        "assessment.scheme": None if scheme is None else scheme.name,
        "assessment.recognised_by": None if scheme is None else scheme.recognised_by,
        "criteria": _criteria(session, key),
        "scope": _scope(session, key),
        "team": _team(session, key),
    }


def report(session: Session, key: UUID) -> dict[str, Value]:
    """The newest report on an assessment, in the assessor's words, and the findings that are raised."""
    found = session.scalars(
        select(AssessmentReport)
        .where(AssessmentReport.assessment_id == key)
        .order_by(AssessmentReport.number.desc())
        .limit(1)
    ).first()
    status = None if found is None else found.recommended_status
    opinion = None if found is None else found.opinion
    return assessment(session, key) | {
        "report.reference": None if found is None else found.reference,
        "report.kind": None if found is None else found.kind.value,
        "report.dated": None if found is None else found.dated,
        "report.received_on": None if found is None else found.received_on,
        "report.recommended_status": None if status is None else label(status),
        "report.opinion": None if opinion is None else label(opinion),
        "findings": _findings(session, key),
    }


def evidence_request(session: Session, key: UUID) -> dict[str, Value]:
    """What is asked for; the participant owns the request, also where a contractor holds the thing (R49)."""
    found = session.get_one(EvidenceRequest, key)
    text = session.scalars(select(EvidenceRequestText).where(EvidenceRequestText.evidence_request_id == key)).first()
    of = session.get_one(Assessment, found.assessment_id)
    cited = clauses(session, Requirement.id == found.requirement_id)
    return {
        "assessment.reference": of.reference,
        "assessment.title": of.title,
        "assessment.assessor": name_of(session, of.assessor_id),
        "request.reference": found.reference,
        "request.title": found.title,
        "request.kind": in_a_sentence(label(found.kind)),
        "request.what": None if text is None else text.what,
        "request.format": None if text is None else text.format,
        "request.requirement": cited[0] if cited else None,
        "request.contractor": name_of(session, found.contractor_id),
        "request.issued_on": found.issued_on,
    }


def clauses(session: Session, *criteria: Any) -> tuple[str, ...]:
    """Requirements as people cite them: "RAPP 2.1, clause 5.2: Two officers"."""
    rows = session.execute(
        select(SetDocument.short_name, DocumentVersion.label, Requirement.clause, Requirement.title)
        .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(*criteria)
        .order_by(SetDocument.short_name, DocumentVersion.label, Requirement.position)
    )
    return tuple(f"{row.short_name} {row.label}, clause {row.clause}: {row.title}" for row in rows)


def name_of(session: Session, organisation_id: UUID | None) -> str | None:
    if organisation_id is None:
        return None
    return session.execute(select(Organisation.name).where(Organisation.id == organisation_id)).scalar_one()


def _speaks_of(found: Assessment) -> str | None:
    if found.point_in_time is not None:
        return say_day(found.point_in_time)
    if found.period_from is None or found.period_to is None:
        return None
    return f"the period from {say_day(found.period_from)} to {say_day(found.period_to)}"


def _criteria(session: Session, key: UUID) -> tuple[str, ...]:
    rows = session.execute(
        select(SetDocument.title, DocumentVersion.label)
        .join(DocumentVersion, DocumentVersion.document_id == SetDocument.id)
        .join(AssessmentCriterion, AssessmentCriterion.document_version_id == DocumentVersion.id)
        .where(AssessmentCriterion.assessment_id == key, AssessmentCriterion.withdrawn_on.is_(None))
        .order_by(SetDocument.title, DocumentVersion.label)
    )
    return tuple(f"{row.title}, version {row.label}" for row in rows)


def _scope(session: Session, key: UUID) -> tuple[str, ...]:
    rows = session.execute(
        select(ScopeItem.component, ScopeItem.environment, Organisation.name)
        .outerjoin(Organisation, Organisation.id == ScopeItem.operated_by_id)
        .where(ScopeItem.assessment_id == key, ScopeItem.withdrawn_on.is_(None))
        .order_by(ScopeItem.number)
    )
    return tuple(
        f"{row.component} ({in_a_sentence(label(row.environment))})" + (f", operated by {row.name}" if row.name else "")
        for row in rows
    )


def _team(session: Session, key: UUID) -> tuple[str, ...]:
    rows = session.execute(
        select(Person.name)
        .join(TeamMember, TeamMember.person_id == Person.id)
        .where(TeamMember.assessment_id == key, TeamMember.last_day.is_(None))
        .order_by(Person.name)
    )
    return tuple(dict.fromkeys(row.name for row in rows))


def _findings(session: Session, key: UUID) -> tuple[str, ...]:
    rows = session.execute(
        select(Finding.reference, Finding.title, Finding.finding_class, Finding.pma_class)
        .where(Finding.assessment_id == key, Finding.state.not_in(NOT_RAISED))
        .order_by(Finding.reference)
    )
    said = []
    for row in rows:
        classed = f"{label(row.finding_class)}, as the assessor classed it"
        if row.pma_class is not None and row.pma_class != row.finding_class:
            classed += f"; {label(row.pma_class)}, as the PMA classes it"
        said.append(f"{row.reference}: {row.title} ({classed})")
    return tuple(said)
