"""The sheet of an assessment, its lines and observations as records, and the form that is taken along (R48, R50)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment, AssessmentCriterion, TeamMember
from pma_assure.records.cases import Case, Finding
from pma_assure.records.document_set import DocumentVersion, Requirement, RequirementText, SetDocument
from pma_assure.records.fieldwork import FieldLine, FieldLineText, Observation
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Evidence, EvidenceLink
from pma_assure.records.people import Person
from pma_assure.register.register import Register
from pma_assure.rules.fieldwork import AT_WORK, progress, raised_from
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.vocabulary import FieldResult
from pma_assure.values.documents import FieldworkForm, FormLine
from pma_assure.values.fieldwork_page import FieldSheet, SheetLine, SheetObservation
from pma_assure.views.record_fields import Shown


def sheet(register: Register, reference: str) -> FieldSheet:
    """The sheet of ``ASMT-2026-0001``, or of a part of it, in the order of its clauses. Raises NotFound."""
    asked = reference.strip().upper().partition("/")[0]
    with register.reading() as session:
        row = session.execute(
            select(
                Assessment.id,
                Assessment.reference,
                Assessment.title,
                Assessment.kind,
                Assessment.state,
                Case.reference.label("case"),
                Organisation.name,
            )
            .join(Case, Case.id == Assessment.case_id)
            .join(Organisation, Organisation.id == Assessment.organisation_id)
            .where(Assessment.reference == asked)
        ).first()
        if row is None:
            raise NotFound(f"There is no assessment {asked[:40]} in this register.", field="assessment")
        lines = _lines(session, row.id)
        how_far = progress(FieldResult(line.result) for line in lines)
        return FieldSheet(
            reference=row.reference,
            title=row.title,
            kind=row.kind.value,
            state=row.state.value,
            case=row.case,
            participant=row.name,
            criteria=_criteria(session, row.id),
            team=_team(session, row.id),
            lines=lines,
            observations=_observations(session, row.id),
            sentence=how_far.sentence,
            tested=how_far.met + how_far.not_met,
            may_be_filled=row.state in AT_WORK,
        )


def sheets_of_case(register: Register, case: str) -> tuple[tuple[str, str], ...]:
    """(reference, title) of each assessment of a case that has a sheet or may get one, newest first."""
    statement = (
        select(Assessment.reference, Assessment.title)
        .join(Case, Case.id == Assessment.case_id)
        .where(
            Case.reference == case.strip().upper(),
            Assessment.state.in_(AT_WORK)
            | select(FieldLine.id).where(FieldLine.assessment_id == Assessment.id).exists(),
        )
        .order_by(Assessment.reference.desc())
    )
    with register.reading() as session:
        return tuple((row.reference, row.title) for row in session.execute(statement))


def form(register: Register, reference: str, as_of: date) -> FieldworkForm:
    """The sheet as a paper or a workbook that is taken along, as it stands on the day. Raises NotFound."""
    found = sheet(register, reference)
    return FieldworkForm(
        reference=found.reference,
        title=found.title,
        kind=found.kind,
        participant=found.participant,
        criteria=found.criteria,
        team=found.team,
        dated=as_of,
        progress=found.sentence,
        lines=tuple(
            FormLine(
                reference=line.reference,
                key=line.key,
                version=line.version,
                document=line.document,
                clause=line.clause,
                title=line.title,
                text=line.text,
                test=line.test,
                sample=line.sample,
                seen=line.seen,
                result=line.result,
                initials=line.initials,
                tested_on=line.tested_on,
                evidence=tuple(item for item, _ in line.evidence),
            )
            for line in found.lines
        ),
    )


# --- what stands on the sheet ---------------------------------------------------------------------------------------


def _lines(session: Session, assessment_id: UUID) -> tuple[SheetLine, ...]:
    held = session.execute(
        select(
            FieldLine.id,
            FieldLine.reference,
            FieldLine.version,
            FieldLine.result,
            FieldLine.initials,
            FieldLine.tested_on,
            FieldLineText.test,
            FieldLineText.sample,
            FieldLineText.seen,
            Requirement.reference.label("requirement"),
            Requirement.clause,
            Requirement.title,
            RequirementText.text,
            SetDocument.short_name,
            DocumentVersion.label,
        )
        .join(FieldLineText, FieldLineText.field_line_id == FieldLine.id)
        .join(Requirement, Requirement.id == FieldLine.requirement_id)
        .join(RequirementText, RequirementText.requirement_id == Requirement.id)
        .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(FieldLine.assessment_id == assessment_id, FieldLine.withdrawn_on.is_(None))
        .order_by(FieldLine.position)
    ).all()
    evidence = _evidence(session, select(FieldLine.id).where(FieldLine.assessment_id == assessment_id))
    findings = _findings(session, assessment_id)
    return tuple(
        SheetLine(
            reference=row.reference,
            key=row.id.hex,
            version=row.version,
            requirement=row.requirement,
            document=f"{row.short_name} {row.label}",
            clause=row.clause,
            title=row.title,
            text=row.text,
            test=row.test,
            sample=row.sample,
            seen=row.seen,
            result=row.result.value,
            initials=row.initials or "",
            tested_on=row.tested_on,
            evidence=tuple(evidence[row.id]),
            findings=tuple(findings[raised_from(row.reference)]),
        )
        for row in held
    )


def _evidence(session: Session, lines: Any) -> dict[UUID, list[tuple[str, str]]]:
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    statement = (
        select(EvidenceLink.record_id, Evidence.reference, Evidence.title)
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .where(EvidenceLink.record_id.in_(lines), EvidenceLink.withdrawn_on.is_(None))
        .order_by(Evidence.reference)
    )
    for row in session.execute(statement):
        found[row.record_id].append((row.reference, row.title))
    return found


def _findings(session: Session, assessment_id: UUID) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    statement = (
        select(Finding.reference, Finding.title, Finding.source)
        .where(Finding.assessment_id == assessment_id)
        .order_by(Finding.reference)
    )
    for row in session.execute(statement):
        found[row.source].append((row.reference, row.title))
    return found


def _criteria(session: Session, assessment_id: UUID) -> tuple[str, ...]:
    statement = (
        select(SetDocument.title, DocumentVersion.label)
        .join(DocumentVersion, DocumentVersion.document_id == SetDocument.id)
        .join(AssessmentCriterion, AssessmentCriterion.document_version_id == DocumentVersion.id)
        .where(AssessmentCriterion.assessment_id == assessment_id, AssessmentCriterion.withdrawn_on.is_(None))
        .order_by(AssessmentCriterion.id)
    )
    return tuple(f"{row.title}, version {row.label}" for row in session.execute(statement))


def _team(session: Session, assessment_id: UUID) -> tuple[tuple[str, str], ...]:
    statement = (
        select(TeamMember.initials, Person.name)
        .join(Person, Person.id == TeamMember.person_id)
        .where(TeamMember.assessment_id == assessment_id)
        .order_by(TeamMember.id)
    )
    return tuple(dict.fromkeys((row.initials, row.name) for row in session.execute(statement)))


def _observations(session: Session, assessment_id: UUID) -> tuple[SheetObservation, ...]:
    statement = (
        select(
            Observation.reference,
            Requirement.reference.label("requirement"),
            Person.name,
            Observation.seen_on,
            Observation.words,
            Finding.reference.label("finding"),
        )
        .join(Person, Person.id == Observation.observer_id)
        .outerjoin(Requirement, Requirement.id == Observation.requirement_id)
        .outerjoin(Finding, Finding.id == Observation.finding_id)
        .where(Observation.assessment_id == assessment_id, Observation.withdrawn_on.is_(None))
        .order_by(Observation.number)
    )
    return tuple(
        SheetObservation(
            reference=row.reference,
            requirement=row.requirement,
            observer=row.name,
            seen_on=row.seen_on,
            words=row.words,
            finding=row.finding,
        )
        for row in session.execute(statement)
    )


# --- one line, one observation --------------------------------------------------------------------------------------


def complete_line(session: Session, shown: Shown, as_of: date) -> None:
    """The evidence of a line, and the findings that were raised from it."""
    evidence = [reference for reference, _ in _evidence(session, [shown.key])[shown.key]]
    shown.fields["evidence"] = evidence
    raised = select(Finding.reference).where(Finding.source == raised_from(shown.reference)).order_by(Finding.reference)
    shown.fields["findings"] = list(session.scalars(raised))
    for role in ("evidence", "findings"):
        for reference in shown.fields[role]:
            shown.link(role.removesuffix("s"), reference)


def complete_observation(session: Session, shown: Shown, as_of: date) -> None:
    """The other observations that the same finding rests on."""
    finding = shown.fields["finding"]
    shown.fields["together_with"] = []
    if finding is None:
        return
    statement = (
        select(Observation.reference)
        .join(Finding, Finding.id == Observation.finding_id)
        .where(Finding.reference == finding, Observation.reference != shown.reference)
        .order_by(Observation.number)
    )
    shown.fields["together_with"] = list(session.scalars(statement))
    for reference in shown.fields["together_with"]:
        shown.link("observation", reference)
