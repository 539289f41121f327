"""Today: what is owed, the coming meetings, what is irregular; and the counts beside the navigation."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from pma_assure.records.assessments import Assessment, EvidenceRequest
from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.extracts import Extract
from pma_assure.records.house import IrregularFact
from pma_assure.records.mapping import Record
from pma_assure.records.meetings import Meeting
from pma_assure.records.plans import Plan
from pma_assure.register.register import Register
from pma_assure.rules.state_sets import ENDED_ASSESSMENTS, ENDED_BREACHES, ENDED_EXTRACTS, ENDED_FINDINGS, OPEN_REQUESTS
from pma_assure.rules.vocabulary import CaseState, MeetingState, PlanState
from pma_assure.values.outcome import Irregularity
from pma_assure.values.screens import Counts, TodayPage
from pma_assure.views import duties, first_steps, meeting_list

COMING = (MeetingState.SCHEDULED, MeetingState.IN_SESSION)
_MEETINGS = (
    select(Meeting.id)
    .where(Meeting.starts_at >= bindparam("since"), Meeting.state.in_(COMING))
    .order_by(Meeting.starts_at)
)
_IRREGULAR = (
    select(IrregularFact.rule, IrregularFact.paragraph, IrregularFact.sentence)
    .where(IrregularFact.settled_on.is_(None))
    .order_by(IrregularFact.noted_on)
)


def page(register: Register, as_of: date) -> TodayPage:
    """Everything owed, late first; meetings from yesterday on; irregular facts that are not settled."""
    with register.reading() as session:
        since = datetime.combine(as_of - timedelta(days=1), time(), tzinfo=UTC)
        keys = list(session.scalars(_MEETINGS, {"since": since}))
        irregular = session.execute(_IRREGULAR)
        return TodayPage(
            as_of=as_of,
            duties=duties.of_session(session, as_of),
            meetings=tuple(meeting_list.of_keys(session, keys)),
            irregular=tuple(
                Irregularity(rule=row.rule, paragraph=row.paragraph, sentence=row.sentence) for row in irregular
            ),
            first_steps=first_steps.of_session(session),
        )


def _how_many(record: type[Record], *which: Any) -> Any:
    return select(func.count()).select_from(record).where(*which).scalar_subquery()


_COUNTS = select(
    _how_many(Case, Case.state == CaseState.OPEN).label("cases"),
    _how_many(Finding, Finding.state.not_in(ENDED_FINDINGS)).label("findings"),
    _how_many(BreachConsideration, BreachConsideration.state.not_in(ENDED_BREACHES)).label("breaches"),
    _how_many(Plan, Plan.state != PlanState.CLOSED).label("plans"),
    _how_many(Extract, Extract.state.not_in(ENDED_EXTRACTS)).label("extracts"),
    _how_many(Assessment, Assessment.state.not_in(ENDED_ASSESSMENTS)).label("assessments"),
    _how_many(
        EvidenceRequest,
        EvidenceRequest.state.in_(OPEN_REQUESTS),
        EvidenceRequest.assessment_id.in_(select(Assessment.id).where(Assessment.state.not_in(ENDED_ASSESSMENTS))),
    ).label("evidence_requests"),
    _how_many(Meeting, Meeting.state.in_(COMING)).label("meetings"),
)


def counts(register: Register, as_of: date) -> Counts:
    """The numbers beside the navigation: late or due today, and what is open of each kind."""
    with register.reading() as session:
        pressing = [duty for duty in duties.of_session(session, as_of) if duty.due is not None and duty.due <= as_of]
        counted = session.execute(_COUNTS).one()
        return Counts(duties=len(pressing), **counted._mapping)
