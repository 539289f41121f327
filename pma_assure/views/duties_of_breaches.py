"""The facts of breach considerations, and what they owe."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import breach_contents
from pma_assure.records.breaches import BreachRepresentation
from pma_assure.records.cases import BreachConsideration, PanelOutcome
from pma_assure.records.meetings import AgendaItem, Meeting
from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.records.plans import Plan
from pma_assure.rules.breach import AT_WORK
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.duties_of_breaches import BreachDuty
from pma_assure.rules.vocabulary import AdviceState, BreachState, ItemState, PlanState
from pma_assure.views.duty_facts import Agenda, Folders, decided_on

_ASKED = (BreachState.REPRESENTATIONS_SOUGHT, BreachState.REOPENED)


def breaches(session: Session, folders: Folders, listed: Agenda) -> list[BreachDuty]:
    """Considerations that have not ended, and those that were discontinued and no meeting heard of."""
    told = _told(session)
    owing = [row for row in _rows(session) if row.id not in told]
    keys = [row.id for row in owing]
    at_work = [row.id for row in owing if row.state in AT_WORK]
    advice = _draft_advice(session, keys)
    drafts = [version for _, version in advice.values()]
    ready = [row.id for row in owing if row.state == BreachState.READY]
    decided = decided_on(session, "breach consideration", ready)
    on_advice = decided_on(session, "advice", drafts)
    unsupported: dict[UUID, list[str]] = defaultdict(list)
    for fact in breach_contents.facts_of(session, at_work):
        if not fact.proofs:
            unsupported[fact.breach_id].append(fact.reference)
    said = _representations(session, at_work)
    waiting = _open_plans(session)
    found = []
    for row in owing:
        reference, version = advice.get(row.id, (None, row.id))
        received = said[row.id]
        since = row.state_on or row.considered_on or row.opened_on
        found.append(
            BreachDuty(
                reference=row.reference,
                title=row.title,
                folder=folders[row.case_id],
                state=row.state,
                since=since,
                plan_closed=row.id not in waiting,
                represent_by=row.represent_by,
                return_on=row.return_on,
                unsupported=tuple(unsupported[row.id]),
                heard=any(day >= since or row.state not in _ASKED for day, _ in received),
                unanswered=sum(not answered for _, answered in received),
                proposed=row.proposed_view is not None,
                advice=reference,
                # Considered, it waits for the advice alone, wherever it is listed itself.
                listed=listed.get(version) or (None if row.state == BreachState.CONSIDERED else listed.get(row.id)),
                decided=decided.get(row.id),
                advice_decided=version in on_advice,
            )
        )
    return found


_OPEN = select(
    BreachConsideration.id,
    BreachConsideration.reference,
    BreachConsideration.title,
    BreachConsideration.case_id,
    BreachConsideration.state,
    BreachConsideration.state_on,
    BreachConsideration.opened_on,
    BreachConsideration.considered_on,
    BreachConsideration.represent_by,
    BreachConsideration.return_on,
    BreachConsideration.proposed_view,
).where(BreachConsideration.state != BreachState.CLOSED)


def _rows(session: Session) -> list[Any]:
    return list(session.execute(_OPEN))


_TOLD = (
    select(BreachConsideration.id, BreachConsideration.state_on, Meeting.starts_at)
    .join(AgendaItem, AgendaItem.subject_id == BreachConsideration.id)
    .join(Meeting, Meeting.id == AgendaItem.meeting_id)
    .where(
        BreachConsideration.state == BreachState.DISCONTINUED,
        AgendaItem.state.in_((ItemState.NOTED, ItemState.DECIDED)),
    )
)


def _told(session: Session) -> set[UUID]:
    """Discontinued considerations that a meeting since then has noted, or decided something of."""
    rows = session.execute(_TOLD)
    return {row.id for row in rows if row.state_on is None or uk_day(row.starts_at) >= row.state_on}


def _draft_advice(session: Session, keys: list[UUID]) -> dict[UUID, tuple[str, UUID]]:
    """Consideration -> its advice in draft: what people call it, and the key of the version that is decided on."""
    rows = session.execute(
        select(Advice.breach_id, Advice.reference, AdviceVersion.id)
        .join(AdviceVersion, AdviceVersion.advice_id == Advice.id)
        .where(Advice.breach_id.in_(keys), AdviceVersion.state == AdviceState.DRAFT)
    )
    return {row.breach_id: (row.reference, row.id) for row in rows}


def _representations(session: Session, keys: list[UUID]) -> dict[UUID, list[tuple[date, bool]]]:
    """Consideration -> when each representation came, and whether it is answered."""
    found: dict[UUID, list[tuple[date, bool]]] = defaultdict(list)
    for row in session.execute(
        select(BreachRepresentation.breach_id, BreachRepresentation.received_on, BreachRepresentation.answer).where(
            BreachRepresentation.breach_id.in_(keys)
        )
    ):
        found[row.breach_id].append((row.received_on, bool(row.answer.strip())))
    return found


_OPEN_PLANS = (
    select(PanelOutcome.breach_id)
    .join(Plan, Plan.outcome_id == PanelOutcome.id)
    .where(Plan.state != PlanState.CLOSED, PanelOutcome.breach_id.is_not(None))
)


def _open_plans(session: Session) -> set[UUID | None]:
    """The considerations on which the Panel required a plan that is not closed."""
    return set(session.scalars(_OPEN_PLANS))
