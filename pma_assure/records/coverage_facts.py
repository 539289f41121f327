"""What applies to a participant and what may cover it, as ``rules.coverage`` takes it.

Both the deed that prepares a reduced scope and the screen that shows the coverage ask here, so they cannot differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Date, String, Uuid, and_, bindparam, or_, select, type_coerce
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment, AssessmentCriterion
from pma_assure.records.document_set import DocumentVersion, Requirement, RequirementText, SetDocument
from pma_assure.records.fieldwork import FieldLine
from pma_assure.records.organisations import Organisation
from pma_assure.records.reliance import RelianceCoverage, RelianceDecision
from pma_assure.rules.coverage import Applicable, ByAssessment, ByReliance, applies
from pma_assure.rules.vocabulary import AssessmentState, FieldResult

_DOCUMENT = type_coerce(DocumentVersion.document_id, String).label("document_id")
_Clause = tuple[str, str, str]
"""(document, clause, text): a later version that says the same of a clause asks nothing new."""
AT_ONCE = 500
"""How many keys one statement names."""


_PARTICIPANT: BindParameter[UUID] = bindparam("participant", type_=Uuid())
_DAY = bindparam("day", type_=Date())
_CATEGORY = select(Organisation.category).where(Organisation.id == _PARTICIPANT)
_IN_FORCE = (
    select(
        Requirement.reference,
        Requirement.title,
        Requirement.applies_to,
        Requirement.clause,
        _DOCUMENT,
        RequirementText.text,
    )
    .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
    .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
    .join(RequirementText, RequirementText.requirement_id == Requirement.id)
    .where(
        DocumentVersion.effective_from <= _DAY,
        or_(DocumentVersion.effective_to.is_(None), DocumentVersion.effective_to >= _DAY),
    )
    .order_by(SetDocument.short_name, Requirement.position)
)


def applicable(session: Session, organisation_id: UUID, as_of: date) -> tuple[Applicable, ...]:
    """Every requirement in a version in force on the day that applies to the participant, with what may cover it."""
    category = session.execute(_CATEGORY, {"participant": organisation_id}).scalar_one()
    chosen = [row for row in session.execute(_IN_FORCE, {"day": as_of}) if applies(category, row.applies_to)]
    tested = _tested(session, organisation_id)
    relied = _relied(session, organisation_id)
    return tuple(
        Applicable(
            requirement=row.reference,
            title=row.title,
            tested=tuple(tested.get((row.document_id, row.clause, row.text), ())),
            relied=tuple(relied.get((row.document_id, row.clause, row.text), ())),
        )
        for row in chosen
    )


_CONCLUDED = and_(
    Assessment.organisation_id == _PARTICIPANT,
    Assessment.state == AssessmentState.CONCLUDED,
    Assessment.concluded_on.is_not(None),
)
_OF_SHEETS: Any = (
    select(
        Assessment.reference,
        Assessment.concluded_on,
        type_coerce(FieldLine.requirement_id, String).label("requirement"),
    )
    .join(FieldLine, FieldLine.assessment_id == Assessment.id)
    .where(_CONCLUDED, FieldLine.withdrawn_on.is_(None), FieldLine.result != FieldResult.NOT_TESTED)
)
_OF_CRITERIA: Any = (
    select(Assessment.reference, Assessment.concluded_on, type_coerce(Requirement.id, String).label("requirement"))
    .join(AssessmentCriterion, AssessmentCriterion.assessment_id == Assessment.id)
    .join(Requirement, Requirement.document_version_id == AssessmentCriterion.document_version_id)
    .where(
        _CONCLUDED,
        AssessmentCriterion.withdrawn_on.is_(None),
        ~select(FieldLine.id).where(FieldLine.assessment_id == Assessment.id).exists(),
    )
)


def _tested(session: Session, organisation_id: UUID) -> dict[_Clause, list[ByAssessment]]:
    """Concluded assessments by the clauses they tested: of the sheet, or, where none was kept, of their criteria."""
    by_requirement: dict[str, list[ByAssessment]] = defaultdict(list)
    met: dict[str, ByAssessment] = {}
    for statement in (_OF_SHEETS, _OF_CRITERIA):
        for reference, concluded_on, requirement in session.execute(statement, {"participant": organisation_id}):
            if reference not in met:  # an assessment tests many clauses
                met[reference] = ByAssessment(assessment=reference, concluded_on=concluded_on)
            by_requirement[requirement].append(met[reference])
    found: dict[_Clause, list[ByAssessment]] = defaultdict(list)
    for requirement, clause in _clauses(session, by_requirement).items():
        found[clause] += by_requirement[requirement]
    return found


_KEY = type_coerce(Requirement.id, String)
_CLAUSES = (
    select(_KEY.label("key"), _DOCUMENT, Requirement.clause, RequirementText.text)
    .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
    .join(RequirementText, RequirementText.requirement_id == Requirement.id)
    .where(_KEY.in_(bindparam("keys", expanding=True)))
)


def _clauses(session: Session, requirements: Collection[str]) -> dict[str, _Clause]:
    """The clause that each requirement is, by its key as it stands in the file.

    Many assessments test the same few hundred clauses: their texts are read once, and not once for each assessment.
    """
    keys = sorted(requirements)
    found = {}
    for start in range(0, len(keys), AT_ONCE):
        for key, document, clause, text in session.execute(_CLAUSES, {"keys": keys[start : start + AT_ONCE]}):
            found[key] = (document, clause, text)
    return found


_RELIED = (
    select(
        RelianceDecision.reference,
        RelianceDecision.valid_from,
        RelianceDecision.valid_to,
        RelianceDecision.invalid_from,
        RelianceDecision.decision_id,
        RelianceCoverage.covers,
        RelianceCoverage.gap,
        RelianceCoverage.residual,
        _DOCUMENT,
        Requirement.clause,
        RequirementText.text,
    )
    .join(RelianceCoverage, RelianceCoverage.reliance_id == RelianceDecision.id)
    .join(Requirement, Requirement.id == RelianceCoverage.requirement_id)
    .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
    .join(RequirementText, RequirementText.requirement_id == Requirement.id)
    .where(RelianceDecision.organisation_id == _PARTICIPANT)
    .order_by(RelianceDecision.reference)
)


def _relied(session: Session, organisation_id: UUID) -> dict[_Clause, list[ByReliance]]:
    rows = session.execute(_RELIED, {"participant": organisation_id})
    found: dict[_Clause, list[ByReliance]] = defaultdict(list)
    for row in rows:
        found[row.document_id, row.clause, row.text].append(
            ByReliance(
                reliance=row.reference,
                covers=row.covers,
                decided=row.decision_id is not None,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                invalid_from=row.invalid_from,
                gap=row.gap,
                residual=row.residual,
            )
        )
    return found
