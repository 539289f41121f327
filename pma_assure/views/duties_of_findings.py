"""The facts of findings that have not ended, of Corrective Action Plans and their actions, and what they owe."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from pma_assure.records.breaches import BreachFinding
from pma_assure.records.cases import Finding, FindingText
from pma_assure.records.corrective import Action, CapFinding, CorrectiveActionPlan, Submission
from pma_assure.records.lacking_plans import lacking
from pma_assure.records.plans import Plan, PlanRequirement
from pma_assure.rules.duties import Decided
from pma_assure.rules.duties_of_findings import ActionDuty, CapDuty, FindingDuty
from pma_assure.rules.findings import weight_of
from pma_assure.rules.state_sets import ENDED_FINDINGS
from pma_assure.rules.vocabulary import ActionState, CapState, CompletionResult, FindingState, PlanState
from pma_assure.views import finding_clocks
from pma_assure.views.duty_facts import Agenda, Folders, decided_on

_ESCALATED = select(BreachFinding.finding_id).where(BreachFinding.withdrawn_on.is_(None))


Earlier = aliased(Finding)


_FINDINGS = (
    select(
        Finding.id,
        Finding.reference,
        Finding.title,
        Finding.case_id,
        Finding.state,
        Finding.finding_class,
        Finding.pma_class,
        Finding.identified_on,
        Finding.reopened_on,
        Finding.response_due,
        Finding.risk_until,
        Earlier.reference.label("repeats"),
    )
    .outerjoin(Earlier, Earlier.id == Finding.recurrence_of_id)
    .where(Finding.state.not_in(ENDED_FINDINGS))
)


def findings(session: Session, as_of: date, folders: Folders, listed: Agenda) -> list[FindingDuty]:
    """Findings that have not ended, each with what its state owes."""
    rows = session.execute(_FINDINGS).all()
    clocks = finding_clocks.of(session, as_of, [row.id for row in rows])
    answered = _answered(session)
    plans, panel_plans = _plans(session), _panel_plans(session)
    escalated = set(session.scalars(_ESCALATED))
    pending = _pending(session)
    decided = _disputes(session)
    return [
        FindingDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            since=_since(row, answered),
            weight=weight_of(row.finding_class, row.pma_class),
            response_due=row.response_due,
            due=clocks[row.id].current_due,
            days_overdue=clocks[row.id].days_overdue,
            reported_on=pending.get(row.id),
            plan=plans.get(row.id),
            panel_plan=panel_plans.get(row.id),
            risk_until=row.risk_until,
            repeats=row.repeats,
            escalated=row.id in escalated,
            listed=listed.get(row.id),
            decided=decided.get(row.id),
        )
        for row in rows
    ]


def _since(row: Any, answered: dict[UUID, date]) -> date:
    """The day from which what its state owes is owed."""
    since: date = row.identified_on
    if row.state == FindingState.REOPENED and row.reopened_on is not None:
        since = row.reopened_on
    elif row.state in (FindingState.ACCEPTED, FindingState.DISPUTED):
        since = answered.get(row.id, since)
    return since


_ANSWERED = (
    select(FindingText.finding_id, FindingText.responded_on)
    .join(Finding, Finding.id == FindingText.finding_id)
    .where(Finding.state.in_((FindingState.ACCEPTED, FindingState.DISPUTED)), FindingText.responded_on.is_not(None))
)


def _answered(session: Session) -> dict[UUID, date]:
    """Finding -> the day of the participant's response, for what was answered and not yet taken further."""
    rows = session.execute(_ANSWERED)
    return {row.finding_id: row.responded_on for row in rows}


_PLANS = (
    select(CapFinding.finding_id, CorrectiveActionPlan.reference, CorrectiveActionPlan.state)
    .join(CorrectiveActionPlan, CorrectiveActionPlan.id == CapFinding.cap_id)
    .join(Finding, Finding.id == CapFinding.finding_id)
    .where(
        CapFinding.withdrawn_on.is_(None),
        CorrectiveActionPlan.state != CapState.SUPERSEDED,
        Finding.state.not_in(ENDED_FINDINGS),
    )
    .order_by(CorrectiveActionPlan.reference)
)


def _plans(session: Session) -> dict[UUID, tuple[str, CapState]]:
    """Finding -> the newest plan that answers it, superseded ones aside."""
    rows = session.execute(_PLANS)
    return {row.finding_id: (row.reference, row.state) for row in rows}


_PANEL_PLANS = (
    select(PlanRequirement.finding_id, Plan.state)
    .join(Plan, Plan.id == PlanRequirement.plan_id)
    .join(Finding, Finding.id == PlanRequirement.finding_id)
    .where(Finding.state.not_in(ENDED_FINDINGS))
    .order_by(Plan.reference)
)


def _panel_plans(session: Session) -> dict[UUID, PlanState]:
    """Finding -> the state of the newest Remediation Plan, required by the Panel, that answers it."""
    rows = session.execute(_PANEL_PLANS)
    return {row.finding_id: row.state for row in rows}


_PENDING = select(Submission.finding_id, Submission.reported_on).where(Submission.result == CompletionResult.PENDING)


def _pending(session: Session) -> dict[UUID, date]:
    rows = session.execute(_PENDING)
    return {row.finding_id: row.reported_on for row in rows}


def _disputes(session: Session) -> dict[UUID, Decided]:
    return decided_on(session, "finding", select(Finding.id).where(Finding.state == FindingState.DISPUTED))


_CAPS = select(
    CorrectiveActionPlan.id,
    CorrectiveActionPlan.reference,
    CorrectiveActionPlan.title,
    CorrectiveActionPlan.case_id,
    CorrectiveActionPlan.state,
    CorrectiveActionPlan.submitted_on,
).where(CorrectiveActionPlan.state.in_((CapState.SUBMITTED, CapState.RETURNED)))


def caps(session: Session, folders: Folders) -> list[CapDuty]:
    """Corrective Action Plans that wait for an answer, or to come back."""
    rows = session.execute(_CAPS).all()
    lacks = lacking(session, [row.id for row in rows if row.state == CapState.SUBMITTED])
    return [
        CapDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            since=row.submitted_on,
            lacks=lacks.get(row.id, ()),
        )
        for row in rows
    ]


_ACTIONS = (
    select(
        Action.reference,
        Action.title,
        Action.state,
        Action.owner,
        Action.due,
        Action.reported_on,
        CorrectiveActionPlan.case_id,
        CorrectiveActionPlan.accepted_on,
    )
    .join(CorrectiveActionPlan, CorrectiveActionPlan.id == Action.cap_id)
    .where(
        CorrectiveActionPlan.state == CapState.ACCEPTED,
        Action.state.not_in((ActionState.VERIFIED, ActionState.CANCELLED)),
    )
)


def actions(session: Session, folders: Folders) -> list[ActionDuty]:
    """Open actions of accepted plans."""
    rows = session.execute(_ACTIONS)
    return [
        ActionDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            owner=row.owner or "",
            due=row.due,
            since=row.accepted_on,
            reported_on=row.reported_on,
        )
        for row in rows
    ]
