"""Milestones with their clocks, read together (domain.md 6.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.plans import CompletionReport, Extension, Milestone, Plan
from pma_assure.rules.deadlines import DueChange, MilestoneClock, MilestoneFacts, Report, milestone_clock
from pma_assure.rules.vocabulary import MilestoneState, PlanState


def of_plans(
    session: Session, as_of: date, plan_ids: Sequence[UUID] | None = None
) -> dict[UUID, list[tuple[Any, MilestoneClock]]]:
    """plan key -> (milestone columns, clock) in order, for these plans or (None) for every plan that is not closed."""
    milestones = select(
        Milestone.id,
        Milestone.plan_id,
        Milestone.reference,
        Milestone.number,
        Milestone.title,
        Milestone.owner,
        Milestone.state,
        Milestone.baseline_due,
        Milestone.current_due,
        Milestone.reported_on,
        Milestone.verified_on,
        Milestone.verified_by_id,
        Milestone.cancelled_on,
        Milestone.finding_id,
        Milestone.version,
    ).order_by(Milestone.plan_id, Milestone.number)
    if plan_ids is not None:
        milestones = milestones.where(Milestone.plan_id.in_(plan_ids))
    else:
        milestones = milestones.where(Milestone.plan_id.in_(select(Plan.id).where(Plan.state != PlanState.CLOSED)))
    rows = session.execute(milestones).all()
    keys = [row.id for row in rows] if plan_ids is not None else None
    changes = _changes(session, keys)
    reports = _reports(session, keys)
    clocks: dict[UUID, list[tuple[Any, MilestoneClock]]] = defaultdict(list)
    for row in rows:
        facts = MilestoneFacts(
            baseline_due=row.baseline_due,
            changes=tuple(changes[row.id]),
            reports=tuple(reports[row.id]),
            cancelled_on=row.cancelled_on if row.state == MilestoneState.CANCELLED else None,
        )
        clocks[row.plan_id].append((row, milestone_clock(facts, as_of)))
    return clocks


def _running() -> Any:
    """The keys of the milestones of every plan that is not closed."""
    return select(Milestone.id).join(Plan, Plan.id == Milestone.plan_id).where(Plan.state != PlanState.CLOSED)


def _changes(session: Session, keys: list[UUID] | None) -> dict[UUID, list[DueChange]]:
    statement = select(Extension.milestone_id, Extension.decided_on, Extension.from_due, Extension.to_due)
    statement = statement.where(Extension.milestone_id.in_(_running() if keys is None else keys))
    found: dict[UUID, list[DueChange]] = defaultdict(list)
    for row in session.execute(statement.order_by(Extension.milestone_id, Extension.number)):
        found[row.milestone_id].append(DueChange(row.decided_on, row.from_due, row.to_due))
    return found


def _reports(session: Session, keys: list[UUID] | None) -> dict[UUID, list[Report]]:
    statement = select(
        CompletionReport.milestone_id,
        CompletionReport.reported_on,
        CompletionReport.result,
        CompletionReport.decided_on,
    )
    statement = statement.where(CompletionReport.milestone_id.in_(_running() if keys is None else keys))
    found: dict[UUID, list[Report]] = defaultdict(list)
    for row in session.execute(statement.order_by(CompletionReport.milestone_id, CompletionReport.number)):
        found[row.milestone_id].append(Report(row.reported_on, row.result.value, row.decided_on))
    return found
