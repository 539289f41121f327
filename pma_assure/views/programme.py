"""The programme of a year: each participant, and the assessments that have days in the year (R55, R57)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from pma_assure.records.assessments import Assessment, AssessmentCriterion
from pma_assure.records.document_set import DocumentVersion, SetDocument
from pma_assure.records.organisations import Organisation
from pma_assure.register.register import Register
from pma_assure.rules.assessments import Planned, overlaps
from pma_assure.rules.coverage import PARTICIPANTS
from pma_assure.rules.state_sets import ENDED_ASSESSMENTS
from pma_assure.rules.vocabulary import AssessmentState, PartyCategory
from pma_assure.values.programme_page import ProgrammePage, ProgrammeRow, YearAssessment, YearOverlap
from pma_assure.values.screens import Choice
from pma_assure.views import assessment_overlaps

Assessor = aliased(Organisation)


def page(register: Register, year: int) -> ProgrammePage:
    """Every participant by name, with what is planned in the year; nothing of what was cancelled.

    A participant is whom requirements apply to and who is not out of use, and whoever has an assessment in the year.
    """
    in_year = and_(
        Assessment.planned_from <= date(year, 12, 31),
        Assessment.planned_to >= date(year, 1, 1),
        Assessment.state != AssessmentState.CANCELLED,
    )
    with register.reading() as session:
        planned = _planned(session, in_year)
        agreed = assessment_overlaps.agreed(session)
        rows = session.execute(
            select(Organisation.id, Organisation.reference, Organisation.name, Organisation.category)
            .where(
                or_(
                    and_(Organisation.category.in_(PARTICIPANTS), Organisation.withdrawn_on.is_(None)),
                    Organisation.id.in_(select(Assessment.organisation_id).where(in_year)),
                )
            )
            .order_by(Organisation.name)
        )
        return ProgrammePage(
            year=year,
            rows=tuple(
                ProgrammeRow(
                    reference=row.reference,
                    name=row.name,
                    category=row.category.value,
                    planned=tuple(planned[row.id]),
                    overlaps=_overlaps(planned[row.id], agreed),
                )
                for row in rows
            ),
            assessors=_assessors(session),
        )


def _planned(session: Session, in_year: ColumnElement[bool]) -> dict[UUID, list[YearAssessment]]:
    criteria = _criteria(session, in_year)
    found: dict[UUID, list[YearAssessment]] = defaultdict(list)
    statement = (
        select(
            Assessment.id,
            Assessment.organisation_id,
            Assessment.reference,
            Assessment.kind,
            Assessment.state,
            Assessment.planned_from,
            Assessment.planned_to,
            Assessor.name.label("assessor"),
        )
        .outerjoin(Assessor, Assessor.id == Assessment.assessor_id)
        .where(in_year)
        .order_by(Assessment.planned_from, Assessment.reference)
    )
    for row in session.execute(statement):
        found[row.organisation_id].append(
            YearAssessment(
                reference=row.reference,
                kind=row.kind.value,
                state=row.state.value,
                first_day=row.planned_from,
                last_day=row.planned_to,
                assessor=row.assessor,
                criteria=tuple(criteria[row.id]),
                counts=row.state not in ENDED_ASSESSMENTS,
            )
        )
    return found


def _criteria(session: Session, in_year: ColumnElement[bool]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    statement = (
        select(AssessmentCriterion.assessment_id, SetDocument.short_name, DocumentVersion.label)
        .join(DocumentVersion, DocumentVersion.id == AssessmentCriterion.document_version_id)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .join(Assessment, Assessment.id == AssessmentCriterion.assessment_id)
        .where(in_year, AssessmentCriterion.withdrawn_on.is_(None))
        .order_by(AssessmentCriterion.id)
    )
    for row in session.execute(statement):
        found[row.assessment_id].append(f"{row.short_name} {row.label}")
    return found


def _overlaps(planned: list[YearAssessment], agreed: frozenset[tuple[str, str]]) -> tuple[YearOverlap, ...]:
    pairs = overlaps(
        Planned(reference=one.reference, organisation="", first_day=one.first_day, last_day=one.last_day)
        for one in planned
        if one.counts
    )
    return tuple(YearOverlap(first=pair[0], second=pair[1], agreed=pair in agreed) for pair in pairs)


def _assessors(session: Session) -> tuple[Choice, ...]:
    rows: Any = session.execute(
        select(Organisation.reference, Organisation.name)
        .where(Organisation.category == PartyCategory.ASSESSOR, Organisation.withdrawn_on.is_(None))
        .order_by(Organisation.name)
    )
    return tuple(Choice(reference=row.reference, title=row.name) for row in rows)
