"""A thousand assessments for measuring: each in a case of its own, most of them concluded with their field work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from pma_assure.records.assessments import Assessment, AssessmentCriterion, AssessmentText
from pma_assure.records.cases import Case
from pma_assure.records.document_set import DocumentVersion, Requirement, RequirementText, SetDocument
from pma_assure.records.fieldwork import FieldLine
from pma_assure.records.mapping import Record
from pma_assure.rules.vocabulary import (
    Applicability,
    AssessmentKind,
    AssessmentState,
    AssuranceStatus,
    CaseState,
    DocumentType,
    DocumentVersionState,
    FieldResult,
)

REQUIREMENTS = 200
LINES = 25
"""Clauses that one assessment tests, of the two hundred of the document."""
Rows = dict[type[Record], list[dict[str, Any]]]
Texts = Callable[[Random, int], str]


def add(rows: Rows, number: int, day: date, text: Texts) -> None:
    """To the last ``number`` cases of ``rows`` an assessment each: under way in an open case, else concluded."""
    random = Random("assessments")
    version, requirements = _document(rows, random, day, text)
    for place, case in enumerate(rows[Case][-number:]):
        _assessment(rows, random, place, case, version, requirements, text)


def _key(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128))


def _document(rows: Rows, random: Random, day: date, text: Texts) -> tuple[UUID, list[UUID]]:
    document, version = _key(random), _key(random)
    rows[SetDocument].append(
        {
            "id": document,
            "reference": "DOC-0001",
            "short_name": "CPX",
            "title": "An invented policy",
            "document_type": DocumentType.ORGANISATION_CP,
        }
    )
    rows[DocumentVersion].append(
        {
            "id": version,
            "document_id": document,
            "label": "1.0",
            "state": DocumentVersionState.IN_FORCE,
            "effective_from": day - timedelta(days=4000),
        }
    )
    requirements = []
    for position in range(1, REQUIREMENTS + 1):
        requirement, clause = _key(random), f"{position // 20 + 1}.{position % 20 + 1}"
        requirements.append(requirement)
        rows[Requirement].append(
            {
                "id": requirement,
                "reference": f"REQ-CPX-1.0-{clause}",
                "document_version_id": version,
                "clause": clause,
                "position": position,
                "title": text(random, 6),
                "applies_to": f"{Applicability.SUBSCRIBER},{Applicability.RELYING_PARTY}",
            }
        )
        rows[RequirementText].append(
            {"id": _key(random), "requirement_id": requirement, "text": f"{clause} {text(random, 60)}"}
        )
    return version, requirements


def _assessment(
    rows: Rows,
    random: Random,
    place: int,
    case: dict[str, Any],
    version: UUID,
    requirements: list[UUID],
    text: Texts,
) -> None:
    key, begun, reference = _key(random), case["opened_on"], f"ASMT-2026-{place + 1:05d}"
    under_way = case["state"] == CaseState.OPEN
    rows[Assessment].append(
        {
            "id": key,
            "reference": reference,
            "case_id": case["id"],
            "organisation_id": case["organisation_id"],
            "title": text(random, 6),
            "kind": AssessmentKind.ROUTINE,
            "state": AssessmentState.IN_PROGRESS if under_way else AssessmentState.CONCLUDED,
            "state_on": begun,
            "planned_from": begun,
            "planned_to": begun + timedelta(days=60),
            "notified_on": begun,
            "begun_on": begun,
            "report_due": begun + timedelta(days=60),
            "set_status": None if under_way else AssuranceStatus.APPROVED,
            "concluded_on": None if under_way else begun + timedelta(days=60),
        }
    )
    rows[AssessmentText].append({"id": _key(random), "assessment_id": key, "rationale": text(random, 100)})
    rows[AssessmentCriterion].append({"id": _key(random), "assessment_id": key, "document_version_id": version})
    for line in range(LINES):
        rows[FieldLine].append(
            {
                "id": _key(random),
                "reference": f"{reference}/L{line + 1}",
                "assessment_id": key,
                "requirement_id": requirements[(place * 7 + line) % REQUIREMENTS],
                "position": line + 1,
                "result": FieldResult.NOT_TESTED if under_way and line > LINES // 2 else FieldResult.MET,
            }
        )
