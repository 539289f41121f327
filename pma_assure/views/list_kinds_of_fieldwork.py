"""The lists of field work: the lines of every sheet, what assessors observed, the library of finding texts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select

from pma_assure.records.assessments import Assessment
from pma_assure.records.cases import Case, Finding
from pma_assure.records.document_set import Requirement, SetDocument
from pma_assure.records.fieldwork import FieldLine, FindingPattern, Observation
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import Person
from pma_assure.views.list_kind import ListKind


def _of_an_assessment(chosen: Select[Any], record: Any) -> Select[Any]:
    return (
        chosen.select_from(record)
        .outerjoin(Assessment, Assessment.id == record.assessment_id)
        .outerjoin(Case, Case.id == Assessment.case_id)
        .outerjoin(Organisation, Organisation.id == Assessment.organisation_id)
        .outerjoin(Requirement, Requirement.id == record.requirement_id)
    )


def fieldwork(as_of: date) -> ListKind:
    return ListKind(
        key=FieldLine.id,
        fields={
            "reference": FieldLine.reference,
            "title": Requirement.title,
            "state": FieldLine.result,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "assessment": Assessment.reference,
            "requirement": Requirement.reference,
            "initials": FieldLine.initials,
            "tested_on": FieldLine.tested_on,
            "position": FieldLine.position,
        },
        joined=lambda chosen: _of_an_assessment(chosen, FieldLine),
        shown=(
            ("reference", "Reference", 18),
            ("title", "Clause in short", 44),
            ("state", "Result", 12),
            ("initials", "Initials", 8),
            ("tested_on", "Tested", 12),
            ("requirement", "Requirement", 18),
            ("organisation_name", "Organisation", 26),
        ),
        words=("reference", "title", "requirement", "organisation_name", "case"),
        criteria=(FieldLine.withdrawn_on.is_(None),),
    )


def observations(as_of: date) -> ListKind:
    return ListKind(
        key=Observation.id,
        fields={
            "reference": Observation.reference,
            "title": Observation.words,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "assessment": Assessment.reference,
            "requirement": Requirement.reference,
            "observer": Person.reference,
            "seen_on": Observation.seen_on,
            "finding": Finding.reference,
        },
        joined=lambda chosen: (
            _of_an_assessment(chosen, Observation)
            .outerjoin(Person, Person.id == Observation.observer_id)
            .outerjoin(Finding, Finding.id == Observation.finding_id)
        ),
        shown=(
            ("reference", "Reference", 18),
            ("title", "What was observed", 60),
            ("seen_on", "Seen", 12),
            ("requirement", "Requirement", 18),
            ("finding", "Finding", 15),
            ("organisation_name", "Organisation", 26),
        ),
        words=("reference", "title", "requirement", "organisation_name", "case"),
        criteria=(Observation.withdrawn_on.is_(None),),
    )


def finding_patterns(as_of: date) -> ListKind:
    return ListKind(
        key=FindingPattern.id,
        fields={
            "reference": FindingPattern.reference,
            "title": FindingPattern.title,
            "finding_class": FindingPattern.finding_class,
            "document": SetDocument.reference,
            "clause": FindingPattern.clause,
            "withdrawn_on": FindingPattern.withdrawn_on,
            "statement": FindingPattern.statement,
            "impact": FindingPattern.impact,
            "root_cause": FindingPattern.root_cause,
            "criterion": FindingPattern.criterion,
        },
        joined=lambda chosen: chosen.select_from(FindingPattern).outerjoin(
            SetDocument, SetDocument.id == FindingPattern.document_id
        ),
        shown=(
            ("reference", "Reference", 12),
            ("title", "Title", 50),
            ("finding_class", "Class", 14),
            ("document", "Document", 12),
            ("clause", "Clause", 10),
            ("withdrawn_on", "Taken out", 12),
        ),
        words=("reference", "title", "clause"),
    )
