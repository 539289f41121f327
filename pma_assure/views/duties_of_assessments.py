"""The facts of assessments, requests and caveats, and what they owe."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from pma_assure.records.arrived_reports import arrived_of
from pma_assure.records.assessments import (
    Assessment,
    AssessmentText,
    AssessorStanding,
    AssuranceScheme,
    Caveat,
    EvidenceRequest,
    EvidenceRequestText,
)
from pma_assure.records.organisations import Organisation
from pma_assure.rules.assessment_reports import newest
from pma_assure.rules.assessments import StandingFact, not_in_date
from pma_assure.rules.duties_of_assessments import WITH_ASSESSOR, AssessmentDuty, CaveatDuty, RequestDuty
from pma_assure.rules.state_sets import ENDED_ASSESSMENTS, OPEN_REQUESTS
from pma_assure.rules.vocabulary import (
    AssessmentKind,
    AssessmentState,
    EvidenceRequestState,
    ReportKind,
)
from pma_assure.views import assessment_overlaps
from pma_assure.views.duty_facts import Agenda, Folders, decided_on

Assessor = aliased(Organisation)
AWAITED = {
    AssessmentState.IN_PROGRESS: ReportKind.DRAFT,
    AssessmentState.DRAFT_REPORT_RECEIVED: ReportKind.FINAL,
}
"""State -> the report that it waits for."""


def _open() -> Any:
    return select(Assessment.id).where(Assessment.state.not_in(ENDED_ASSESSMENTS))


_ASSESSMENTS = (
    select(
        Assessment.id,
        Assessment.reference,
        Assessment.title,
        Assessment.case_id,
        Assessment.kind,
        Assessment.state,
        Assessment.state_on,
        Assessment.planned_from,
        Assessment.planned_to,
        Assessment.report_due,
        Assessment.response_due,
        Assessment.responded_on,
        Assessment.assessor_id,
        Assessment.scheme_id,
        Assessor.name.label("assessor"),
        AssessmentText.fact_checked_on,
        (AssessmentText.conclusion != "").label("proposed"),
    )
    .join(AssessmentText, AssessmentText.assessment_id == Assessment.id)
    .outerjoin(Assessor, Assessor.id == Assessment.assessor_id)
    .where(Assessment.state.not_in(ENDED_ASSESSMENTS))
)


def assessments(session: Session, as_of: date, folders: Folders, listed: Agenda) -> list[AssessmentDuty]:
    """Assessments that have not ended."""
    rows = session.execute(_ASSESSMENTS).all()
    if not rows:
        return []
    standings = _standings(session)
    overlapping = assessment_overlaps.not_coordinated(session)
    incomplete = _incomplete_caveats(session)
    ordered = decided_on(
        session,
        "assessment order",
        [
            row.id
            for row in rows
            if row.kind == AssessmentKind.AD_HOC and row.state in (AssessmentState.PROPOSED, AssessmentState.POSTPONED)
        ],
    )
    concluding = decided_on(
        session, "assessment", [row.id for row in rows if row.state == AssessmentState.UNDER_REVIEW]
    )
    arrived = arrived_of(session, Assessment.state.in_(AWAITED))
    return [
        AssessmentDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            kind=row.kind,
            state=row.state,
            state_on=row.state_on,
            planned_from=row.planned_from,
            planned_to=row.planned_to,
            report_due=row.report_due,
            fact_checked=row.fact_checked_on is not None,
            response_due=row.response_due,
            responded_on=row.responded_on,
            proposed=bool(row.proposed),
            assessor=row.assessor,
            lapsed=_lapsed(row, standings, as_of),
            overlapping=overlapping.get(row.reference, ()),
            incomplete_caveats=tuple(incomplete[row.id]),
            listed=listed.get(row.id),
            ordered=ordered.get(row.id),
            decided=concluding.get(row.id),
            arrived=newest(arrived[row.id], AWAITED[row.state], row.state_on) is not None
            if row.state in AWAITED
            else False,
        )
        for row in rows
    ]


_STANDINGS = select(
    AssessorStanding.organisation_id,
    AssessorStanding.scheme_id,
    AssessorStanding.first_day,
    AssessorStanding.last_day,
    AssessorStanding.independence_declared_on,
    AssessorStanding.withdrawn_on,
    AssuranceScheme.name,
    AssuranceScheme.withdrawn_on.label("scheme_withdrawn_on"),
).join(AssuranceScheme, AssuranceScheme.id == AssessorStanding.scheme_id)


def _standings(session: Session) -> dict[tuple[UUID, UUID], list[StandingFact]]:
    """(assessor, scheme) -> its admissions; a scheme that was withdrawn ends them."""
    found: dict[tuple[UUID, UUID], list[StandingFact]] = defaultdict(list)
    for row in session.execute(_STANDINGS):
        ends = [one for one in (row.withdrawn_on, row.scheme_withdrawn_on) if one is not None]
        found[row.organisation_id, row.scheme_id].append(
            StandingFact(
                scheme=row.name,
                first_day=row.first_day,
                last_day=row.last_day,
                declared_on=row.independence_declared_on,
                withdrawn_on=min(ends, default=None),
            )
        )
    return found


def _lapsed(row: Any, standings: dict[tuple[UUID, UUID], list[StandingFact]], as_of: date) -> str:
    if row.state not in WITH_ASSESSOR:
        return ""
    if row.assessor_id is None:
        return "no assessor is named"
    if row.scheme_id is None:
        return f"{row.assessor} is named under no scheme"
    return not_in_date(row.assessor, standings.get((row.assessor_id, row.scheme_id), []), as_of)


_INCOMPLETE_CAVEATS = (
    select(Caveat.assessment_id, Caveat.reference)
    .where(
        Caveat.met_on.is_(None),
        Caveat.withdrawn_on.is_(None),
        Caveat.owner.is_(None) | Caveat.due.is_(None),
        Caveat.assessment_id.in_(_open()),
    )
    .order_by(Caveat.number)
)


def _incomplete_caveats(session: Session) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in session.execute(_INCOMPLETE_CAVEATS):
        found[row.assessment_id].append(row.reference)
    return found


Contractor = aliased(Organisation)


_REQUESTS = (
    select(
        EvidenceRequest.reference,
        EvidenceRequest.title,
        EvidenceRequest.state,
        EvidenceRequest.issued_on,
        EvidenceRequest.due,
        Assessment.case_id,
        Contractor.name.label("contractor"),
        (func.trim(EvidenceRequestText.review) != "").label("reviewed"),
    )
    .join(Assessment, Assessment.id == EvidenceRequest.assessment_id)
    .join(EvidenceRequestText, EvidenceRequestText.evidence_request_id == EvidenceRequest.id)
    .outerjoin(Contractor, Contractor.id == EvidenceRequest.contractor_id)
    .where(EvidenceRequest.state.in_(OPEN_REQUESTS), Assessment.state.not_in(ENDED_ASSESSMENTS))
)


def requests(session: Session, folders: Folders) -> list[RequestDuty]:
    """Requests of open assessments that the participant has not answered in full; without a holder that is a party."""
    rows = session.execute(_REQUESTS)
    return [
        RequestDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            issued_on=row.issued_on,
            due=row.due,
            refused=row.state == EvidenceRequestState.REFUSED,
            contractor=row.contractor,
            reviewed=bool(row.reviewed),
        )
        for row in rows
    ]


_CAVEATS = (
    select(
        Caveat.reference,
        Caveat.words,
        Caveat.owner,
        Caveat.due,
        Assessment.case_id,
        Assessment.state_on,
    )
    .join(Assessment, Assessment.id == Caveat.assessment_id)
    .where(
        Caveat.met_on.is_(None),
        Caveat.withdrawn_on.is_(None),
        Assessment.superseded_by_id.is_(None),
        Assessment.state.not_in((AssessmentState.CANCELLED, AssessmentState.DISCONTINUED)),
    )
)


def caveats(session: Session, folders: Folders) -> list[CaveatDuty]:
    """Caveats that are neither met nor withdrawn, of assessments that stand."""
    rows = session.execute(_CAVEATS)
    return [
        CaveatDuty(
            reference=row.reference,
            words=row.words,
            folder=folders[row.case_id],
            owner=row.owner,
            due=row.due,
            since=row.state_on,
        )
        for row in rows
    ]
