"""Remedies of the year side by side, and how the remediation plans ran: the latter half of the annual report (R71)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from pma_assure.records import comparable_cases
from pma_assure.records.cases import BreachConsideration, Case, PanelOutcome
from pma_assure.records.organisations import Organisation
from pma_assure.records.plans import Extension, Milestone, Plan
from pma_assure.rules.annual_report import MARKED, shown_name
from pma_assure.rules.deadlines import MilestoneClock, plan_health
from pma_assure.rules.vocabulary import Classification, PanelOutcomeKind
from pma_assure.values.annual_report import (
    ExtensionInYear,
    LikeMatter,
    MilestoneMoved,
    PlanInYear,
    RemedyInYear,
)
from pma_assure.values.breaches import Comparable
from pma_assure.views import clocks

LIKE = 4
"""So many like matters stand beside one: the nearest."""


def remedies(session: Session, first: date, until: date) -> tuple[RemedyInYear, ...]:
    """The matters on which the PMA came to a view in the year, each with what became of it and what is like it."""
    rows = session.execute(
        select(
            BreachConsideration.id,
            BreachConsideration.reference,
            BreachConsideration.trigger,
            BreachConsideration.view,
            BreachConsideration.opened_on,
            BreachConsideration.considered_on,
            Organisation.name.label("participant"),
            Case.classification,
        )
        .join(Case, Case.id == BreachConsideration.case_id)
        .join(Organisation, Organisation.id == Case.organisation_id)
        .where(BreachConsideration.view.is_not(None), BreachConsideration.considered_on.between(first, until))
        .order_by(BreachConsideration.reference)
    ).all()
    clauses = comparable_cases.clauses_of(session, [row.id for row in rows])
    marked = _marked(session)
    return tuple(
        _remedy(session, row, clauses[row.id], comparable_cases.like(session, row.id), marked, until) for row in rows
    )


def _marked(session: Session) -> set[str]:
    """The considerations that lie in a case marked for its security: named beside no other either."""
    return set(
        session.scalars(
            select(BreachConsideration.reference)
            .join(Case, Case.id == BreachConsideration.case_id)
            .where(Case.classification.in_(MARKED))
        )
    )


def _remedy(
    session: Session, row: Any, clauses: set[str], alike: tuple[Comparable, ...], marked: set[str], until: date
) -> RemedyInYear:
    panel = _panel(session, row.id, until)
    plan = _plan(session, row.id, until)
    classification: Classification = row.classification
    hidden = classification in MARKED
    known = [one for one in alike if _considered(one, until) and one.reference not in marked]
    return RemedyInYear(
        reference=row.reference,
        participant=shown_name(row.participant, classification),
        trigger=row.trigger.value,
        requirements=() if hidden else tuple(sorted(clauses)),
        view=row.view.value,
        considered_on=row.considered_on,
        days_to_view=(row.considered_on - row.opened_on).days,
        panel_view=None if panel is None or panel.view is None else panel.view.value,
        panel_on=None if panel is None else panel.decided_on,
        days_to_panel=None if panel is None else (panel.decided_on - row.opened_on).days,
        differs_from_advice=panel is not None and panel.differs_from_advice,
        plan=plan,
        alike=()
        if hidden
        else tuple(
            LikeMatter(
                reference=one.reference,
                alike=one.alike,
                view=one.view,
                panel_view=one.panel_view if one.panel_on is not None and one.panel_on <= until else None,
                plan=(one.remedy or "").partition(":")[0],
            )
            for one in known[:LIKE]
        ),
    )


def _considered(one: Comparable, until: date) -> bool:
    return one.days_to_view is not None and (until - one.opened_on).days >= one.days_to_view


def _panel(session: Session, key: UUID, until: date) -> Any:
    """What the Panel last decided on it by the day, one with a view before one without."""
    return session.execute(
        select(PanelOutcome.view, PanelOutcome.decided_on, PanelOutcome.differs_from_advice)
        .where(PanelOutcome.breach_id == key, PanelOutcome.decided_on <= until)
        .order_by(PanelOutcome.view.is_(None), PanelOutcome.decided_on.desc(), PanelOutcome.reference.desc())
        .limit(1)
    ).first()


def _plan(session: Session, key: UUID, until: date) -> str:
    found = session.execute(
        select(Plan.reference)
        .join(PanelOutcome, PanelOutcome.id == Plan.outcome_id)
        .where(PanelOutcome.breach_id == key, Plan.required_on <= until)
        .order_by(Plan.reference.desc())
        .limit(1)
    ).scalar()
    return found or ""


# --- plans ----------------------------------------------------------------------------------------------------------


def plans(session: Session, first: date, until: date) -> tuple[PlanInYear, ...]:
    """The remediation plans that were required by the day and not closed before the year, with their milestones."""
    approved = (
        select(func.min(PanelOutcome.decided_on))
        .where(PanelOutcome.plan_id == Plan.id, PanelOutcome.kind == PanelOutcomeKind.PLAN_APPROVED)
        .correlate(Plan)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Plan.id,
            Plan.reference,
            Plan.state,
            Plan.state_on,
            Plan.required_on,
            approved.label("approved_on"),
            Organisation.name.label("participant"),
            Case.classification,
        )
        .join(Organisation, Organisation.id == Plan.organisation_id)
        .join(Case, Case.id == Plan.case_id)
        .where(Plan.required_on <= until, or_(Plan.closed_on.is_(None), Plan.closed_on >= first))
        .order_by(Plan.reference)
    ).all()
    # What the Panel approved later had no milestones on the day.
    begun = [row.id for row in rows if row.approved_on is None or row.approved_on <= until]
    running = clocks.of_plans(session, until, begun)
    return tuple(_plan_in_year(row, running.get(row.id, []), until) for row in rows)


def _plan_in_year(row: Any, milestones: list[tuple[Any, MilestoneClock]], until: date) -> PlanInYear:
    health = plan_health(clock for _, clock in milestones)
    return PlanInYear(
        reference=row.reference,
        participant=shown_name(row.participant, row.classification),
        state=row.state.value,
        state_since=row.state_on if row.state_on > until else None,
        required_on=row.required_on,
        milestones=len(milestones),
        verified=sum(clock.met_on is not None for _, clock in milestones),
        cancelled=sum(clock.cancelled for _, clock in milestones),
        overdue=health.overdue_count,
        worst_days=health.worst_days,
        moved=tuple(
            MilestoneMoved(
                reference=one.reference,
                baseline=one.baseline_due,
                due=clock.current_due,
                slippage=clock.slippage,
                days_overdue=clock.days_overdue,
                met_late=clock.closed_late_days or 0,
            )
            for one, clock in milestones
            if clock.slippage or clock.days_overdue or clock.closed_late_days
        ),
    )


def extensions(session: Session, first: date, until: date) -> tuple[ExtensionInYear, ...]:
    """The days of milestones that the Panel moved in the year."""
    rows = session.execute(
        select(
            Milestone.reference,
            Extension.from_due,
            Extension.to_due,
            Extension.decided_on,
            Extension.advice_version_id,
        )
        .join(Milestone, Milestone.id == Extension.milestone_id)
        .where(Extension.decided_on.between(first, until))
        .order_by(Extension.decided_on, Milestone.reference, Extension.number)
    )
    return tuple(
        ExtensionInYear(
            reference=row.reference,
            from_due=row.from_due,
            to_due=row.to_due,
            decided_on=row.decided_on,
            advised=row.advice_version_id is not None,
        )
        for row in rows
    )
