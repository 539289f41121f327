"""Today: what is owed, the coming meetings, what is irregular; and the counts beside the navigation."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from pma_assure.records.assessments import Assessment, EvidenceRequest
from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.extracts import Extract
from pma_assure.records.house import IrregularFact
from pma_assure.records.meetings import Meeting
from pma_assure.records.plans import Plan
from pma_assure.register.register import Register
from pma_assure.rules.state_sets import ENDED_ASSESSMENTS, ENDED_BREACHES, ENDED_EXTRACTS, ENDED_FINDINGS, OPEN_REQUESTS
from pma_assure.rules.vocabulary import CaseState, MeetingState, PlanState
from pma_assure.values.outcome import Irregularity
from pma_assure.values.screens import Counts, TodayPage
from pma_assure.views import duties, first_steps, meeting_list


def page(register: Register, as_of: date) -> TodayPage:
    """Everything owed, late first; meetings from yesterday on; irregular facts that are not settled."""
    with register.reading() as session:
        since = datetime.combine(as_of - timedelta(days=1), time(), tzinfo=UTC)
        keys = list(
            session.scalars(
                select(Meeting.id)
                .where(
                    Meeting.starts_at >= since,
                    Meeting.state.in_((MeetingState.SCHEDULED, MeetingState.IN_SESSION)),
                )
                .order_by(Meeting.starts_at)
            )
        )
        irregular = session.execute(
            select(IrregularFact.rule, IrregularFact.paragraph, IrregularFact.sentence)
            .where(IrregularFact.settled_on.is_(None))
            .order_by(IrregularFact.noted_on)
        )
        return TodayPage(
            as_of=as_of,
            duties=duties.of_session(session, as_of),
            meetings=tuple(meeting_list.of_keys(session, keys)),
            irregular=tuple(
                Irregularity(rule=row.rule, paragraph=row.paragraph, sentence=row.sentence) for row in irregular
            ),
            first_steps=first_steps.of_session(session),
        )


def counts(register: Register, as_of: date) -> Counts:
    """The numbers beside the navigation: late or due today, and what is open of each kind."""
    with register.reading() as session:
        pressing = [duty for duty in duties.of_session(session, as_of) if duty.due is not None and duty.due <= as_of]
        return Counts(
            duties=len(pressing),
            cases=session.execute(
                select(func.count()).select_from(Case).where(Case.state == CaseState.OPEN)
            ).scalar_one(),
            findings=session.execute(
                select(func.count()).select_from(Finding).where(Finding.state.not_in(ENDED_FINDINGS))
            ).scalar_one(),
            breaches=session.execute(
                select(func.count())
                .select_from(BreachConsideration)
                .where(BreachConsideration.state.not_in(ENDED_BREACHES))
            ).scalar_one(),
            plans=session.execute(
                select(func.count()).select_from(Plan).where(Plan.state != PlanState.CLOSED)
            ).scalar_one(),
            extracts=session.execute(
                select(func.count()).select_from(Extract).where(Extract.state.not_in(ENDED_EXTRACTS))
            ).scalar_one(),
            assessments=session.execute(
                select(func.count()).select_from(Assessment).where(Assessment.state.not_in(ENDED_ASSESSMENTS))
            ).scalar_one(),
            evidence_requests=session.execute(
                select(func.count())
                .select_from(EvidenceRequest)
                .join(Assessment, Assessment.id == EvidenceRequest.assessment_id)
                .where(EvidenceRequest.state.in_(OPEN_REQUESTS), Assessment.state.not_in(ENDED_ASSESSMENTS))
            ).scalar_one(),
            meetings=session.execute(
                select(func.count())
                .select_from(Meeting)
                .where(Meeting.state.in_((MeetingState.SCHEDULED, MeetingState.IN_SESSION)))
            ).scalar_one(),
        )
