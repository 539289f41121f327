"""The facts of the plans that are not closed, and what they owe."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.cases import PanelOutcome
from pma_assure.records.extracts import Extract
from pma_assure.records.meetings import Decision
from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.records.plans import Plan, PlanVersion
from pma_assure.rules.deadlines import MilestoneClock
from pma_assure.rules.duties_of_plans import MilestoneDuty, PlanDuty
from pma_assure.rules.state_sets import CARRIED, SMKI_VIEWS
from pma_assure.rules.vocabulary import AdviceState, DecisionState, PlanState
from pma_assure.views import clocks
from pma_assure.views.duty_facts import Agenda, Folders, decided_on, draft_versions, open_plans, unanswered

_WITH_EXTRACTS = select(Extract.plan_id).where(Extract.plan_id.in_(open_plans()))


_PLANS = (
    select(
        Plan.id,
        Plan.reference,
        Plan.title,
        Plan.case_id,
        Plan.state,
        Plan.state_on,
        Plan.submit_by,
        Plan.resubmit_by,
        Plan.submitted_version,
        Plan.approved_version,
    )
    .where(Plan.state != PlanState.CLOSED)
    .order_by(Plan.reference)
)


def plans(session: Session, as_of: date, folders: Folders, listed: Agenda) -> list[PlanDuty]:
    """The plans that are not closed, each with its milestones."""
    rows = session.execute(_PLANS).all()
    running = clocks.of_plans(session, as_of)
    answers = unanswered(session)
    drafts = _draft_advice(session)
    advised = _advised(session)
    decided = decided_on(session, "plan", _completions())
    extracts = set(session.scalars(_WITH_EXTRACTS))
    approvals = _approvals(session)
    found = []
    for row in rows:
        version = row.submitted_version or 0
        draft = drafts.get((row.id, version))
        # A completion is decided on the plan itself, a version by the advice on it.
        waits_for = row.id if row.state == PlanState.COMPLETION_REPORTED or draft is None else draft.key
        found.append(
            PlanDuty(
                reference=row.reference,
                title=row.title,
                folder=folders[row.case_id],
                state=row.state,
                state_on=row.state_on,
                submit_by=row.submit_by,
                resubmit_by=row.resubmit_by,
                version=version,
                unanswered=answers.get((row.id, version), ()),
                draft_advice=None if draft is None else draft.reference,
                decided_advice=draft is not None and draft.decided,
                advised=(row.id, version) in advised,
                listed=listed.get(waits_for),
                decided=decided.get(row.id),
                milestones=tuple(_milestone(one, clock) for one, clock in running.get(row.id, [])),
                extracts=1 if row.id in extracts else 0,
                approved_on=approvals.get(row.id),
            )
        )
    return found


def _milestone(milestone: Any, clock: MilestoneClock) -> MilestoneDuty:
    return MilestoneDuty(
        reference=milestone.reference,
        number=milestone.number,
        title=milestone.title,
        owner=milestone.owner,
        state=milestone.state,
        reported_on=milestone.reported_on,
        clock=clock,
    )


_APPROVALS = (
    select(PanelOutcome.plan_id, PanelOutcome.decided_on)
    .where(PanelOutcome.kind == "plan_approved", PanelOutcome.plan_id.in_(open_plans()))
    .order_by(PanelOutcome.decided_on.desc())
)


def _approvals(session: Session) -> dict[UUID | None, date]:
    """Plan -> the day on which the Panel first approved a version of it."""
    return dict(session.execute(_APPROVALS).all())


class _Draft(NamedTuple):
    """``key`` is that of the advice version, ``decided`` whether a valid decision on it is recorded."""

    reference: str
    key: UUID
    decided: bool


_DRAFT_ADVICE = (
    select(Advice.reference, AdviceVersion.id, PlanVersion.plan_id, PlanVersion.number)
    .join(AdviceVersion, AdviceVersion.advice_id == Advice.id)
    .join(PlanVersion, PlanVersion.id == AdviceVersion.plan_version_id)
    .where(AdviceVersion.state == AdviceState.DRAFT, AdviceVersion.view.in_(SMKI_VIEWS))
    .order_by(Advice.reference)
)


_DECIDED_DRAFTS = select(Decision.subject_id).where(
    Decision.state == DecisionState.RECORDED,
    Decision.result.in_(CARRIED),
    Decision.subject_id.in_(draft_versions()),
)


def _draft_advice(session: Session) -> dict[tuple[UUID, int], _Draft]:
    """(plan, version number) -> the draft advice on that version, for the plans that are not closed."""
    decided = set(session.scalars(_DECIDED_DRAFTS))
    rows = session.execute(_DRAFT_ADVICE)
    return {(row.plan_id, row.number): _Draft(row.reference, row.id, row.id in decided) for row in rows}


_ADVISED = (
    select(PlanVersion.plan_id, PlanVersion.number)
    .join(AdviceVersion, AdviceVersion.plan_version_id == PlanVersion.id)
    .where(
        AdviceVersion.state == AdviceState.ISSUED,
        AdviceVersion.view.in_(SMKI_VIEWS),
        PlanVersion.plan_id.in_(select(Plan.id).where(Plan.state == PlanState.VARIATION_PROPOSED)),
    )
)


def _advised(session: Session) -> set[tuple[UUID, int]]:
    """(plan, version number) of the submitted versions that the Panel was advised on."""
    rows = session.execute(_ADVISED)
    return {(row.plan_id, row.number) for row in rows}


def _completions() -> Any:
    return select(Plan.id).where(Plan.state == PlanState.COMPLETION_REPORTED)
