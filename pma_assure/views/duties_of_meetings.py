"""The facts of meetings, their items and decisions, and what they owe."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from pma_assure.records import meeting_facts
from pma_assure.records.house import IrregularFact
from pma_assure.records.meetings import AgendaItem, Decision, Meeting, MeetingAction
from pma_assure.rules.calendar import uk_day, working_days_before
from pma_assure.rules.duties import Listed
from pma_assure.rules.duties_of_meetings import ActionDuty, DecisionDuty, ItemDuty, MeetingDuty
from pma_assure.rules.quorum import decide
from pma_assure.rules.vocabulary import DecisionState, ItemState, MeetingState
from pma_assure.values.quorum import Quorum
from pma_assure.views.duty_facts import Agenda, Folders

_UNTAKEN = exists().where(AgendaItem.meeting_id == Meeting.id, AgendaItem.state == ItemState.LISTED)
"""With approved minutes a meeting owes nothing more but what it did not take."""
_MEETINGS = select(
    Meeting.id,
    Meeting.reference,
    Meeting.title,
    Meeting.starts_at,
    Meeting.state,
).where(
    Meeting.state.not_in((MeetingState.MINUTES_APPROVED, MeetingState.CANCELLED))
    | ((Meeting.state == MeetingState.MINUTES_APPROVED) & _UNTAKEN)
)


def meetings(session: Session, folders: Folders) -> tuple[list[MeetingDuty], Agenda]:
    """Meetings that owe something, and where each subject is listed."""
    rows = session.execute(_MEETINGS).all()
    items = _items(session, [row.id for row in rows])
    coming = {row.id for row in rows if row.state in (MeetingState.SCHEDULED, MeetingState.IN_SESSION)}
    forecasts = _forecasts(session, [item for key in coming for item in items[key]])
    before = meeting_facts.papers_days(session)
    found: list[MeetingDuty] = []
    listed: Agenda = {}
    for row in rows:
        day = uk_day(row.starts_at)
        for item in items[row.id]:
            if item.id in forecasts and item.subject_id is not None:
                quorate = forecasts[item.id].quorate
                listed[item.subject_id] = Listed(item=item.reference, day=day, quorate=quorate)
        found.append(
            MeetingDuty(
                reference=row.reference,
                title=row.title,
                day=day,
                papers_due=working_days_before(day, before),
                state=row.state,
                items=tuple(_item(item, folders, forecasts.get(item.id)) for item in items[row.id]),
            )
        )
    return found, listed


def actions(session: Session) -> list[ActionDuty]:
    """What meetings asked for and nobody has done."""
    rows = session.execute(
        select(
            MeetingAction.reference,
            MeetingAction.what,
            MeetingAction.owner,
            MeetingAction.due,
            Meeting.title,
            Meeting.starts_at,
        )
        .join(Meeting, Meeting.id == MeetingAction.meeting_id)
        .where(MeetingAction.done_on.is_(None), MeetingAction.withdrawn_on.is_(None))
    )
    return [
        ActionDuty(
            reference=row.reference,
            what=row.what,
            owner=row.owner,
            meeting=row.title,
            asked_on=uk_day(row.starts_at),
            due=row.due,
        )
        for row in rows
    ]


def _items(session: Session, keys: list[UUID]) -> dict[UUID, list[Any]]:
    """Meeting -> its items, in the order of the agenda."""
    items: dict[UUID, list[Any]] = defaultdict(list)
    later = aliased(AgendaItem)
    for item in session.execute(
        select(
            AgendaItem.id,
            AgendaItem.meeting_id,
            AgendaItem.reference,
            AgendaItem.title,
            AgendaItem.state,
            AgendaItem.case_id,
            AgendaItem.subject_id,
            AgendaItem.circulated_on,
            AgendaItem.paper_by,
            exists().where(later.carried_from_id == AgendaItem.id).label("carried"),
        )
        .where(AgendaItem.meeting_id.in_(keys))
        .order_by(AgendaItem.number)
    ):
        items[item.meeting_id].append(item)
    return items


def _forecasts(session: Session, items: list[Any]) -> dict[UUID, Quorum]:
    """Item -> the quorum as it is forecast, for those not taken yet."""
    waiting = (ItemState.LISTED, ItemState.UNDER_DISCUSSION)
    undecided = [item.id for item in items if item.state in waiting]
    asked = meeting_facts.questions(session, dict.fromkeys(undecided)) if undecided else {}
    return {key: decide(question) for key, question in asked.items()}


def _item(item: Any, folders: Folders, forecast: Quorum | None) -> ItemDuty:
    return ItemDuty(
        reference=item.reference,
        title=item.title,
        folder=folders[item.case_id],
        state=item.state,
        circulated=item.circulated_on is not None,
        quorate=forecast is None or forecast.quorate,
        forecast="" if forecast is None else forecast.sentence,
        paper_by=item.paper_by,
        carried=item.carried,
    )


# A purported decision stays purported for ever; what it owes ends when its irregular fact is settled.
_SETTLED = exists().where(
    IrregularFact.record_id == Decision.id, IrregularFact.rule == "R30", IrregularFact.settled_on.is_not(None)
)


_DECISIONS = select(
    Decision.reference,
    Decision.title,
    Decision.case_id,
    Decision.decided_on,
    Decision.reevaluate,
    Decision.state,
).where(
    (Decision.reevaluate.is_(True) & (Decision.state == DecisionState.RECORDED))
    | ((Decision.state == DecisionState.PURPORTED) & ~_SETTLED)
)


def decisions(session: Session, folders: Folders) -> list[DecisionDuty]:
    """Decisions that later facts put in question, and purported ones not put right."""
    rows = session.execute(_DECISIONS)
    return [
        DecisionDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            decided_on=row.decided_on,
            reevaluate=row.reevaluate,
            purported=row.state == DecisionState.PURPORTED,
        )
        for row in rows
    ]
