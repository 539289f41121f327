"""The minutes of a meeting from what was recorded as it went on: nothing is written twice (R12, R24, R29, R30)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import document_values
from pma_assure.records.house import AuditEntry, Setting
from pma_assure.records.meetings import (
    AgendaItem,
    AgendaItemText,
    Attendance,
    Decision,
    ItemInterest,
    Meeting,
    MeetingAction,
    MeetingText,
)
from pma_assure.records.people import Person
from pma_assure.register.register import Register
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.vocabulary import MeetingState, VoteCast
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import instant as say_instant
from pma_assure.rules.wording import label
from pma_assure.values.meeting_page import AttendanceLine, DecisionView, ItemView, MeetingPage
from pma_assure.values.meeting_papers import ActionLine, MinutedItem, Minutes, PresentLine
from pma_assure.views import meetings

VOTES_SHOWN = "minutes.votes"
"""The setting: whether each member's vote stands in the minutes; "no" keeps to the count (states.md)."""


def of(register: Register, reference: str, as_of: date) -> Minutes:
    """The minutes as they stand on ``as_of``. Raises NotFound."""
    asked = reference.strip().upper()
    with register.reading() as session:
        key = session.execute(select(Meeting.id).where(Meeting.reference == asked)).scalar()
        if key is None:
            raise NotFound(f"There is no meeting {reference.strip()[:40]!r} in this register.", field="reference")
        page = meetings.page_of(session, asked, register.clock())
        return _minutes(session, key, page, as_of)


def _minutes(session: Session, key: UUID, page: MeetingPage, as_of: date) -> Minutes:
    times: Any = session.execute(select(Meeting.opened_at, Meeting.closed_at).where(Meeting.id == key)).one()
    words = session.execute(
        select(MeetingText.opening, MeetingText.other_business, MeetingText.corrections).where(
            MeetingText.meeting_id == key
        )
    ).first()
    shown = _votes_shown(session)
    head: Any = session.execute(
        select(AuditEntry.number, AuditEntry.digest).order_by(AuditEntry.number.desc()).limit(1)
    ).first()
    invited = _invited(session, key)
    return Minutes(
        reference=page.reference,
        number=page.number,
        title=page.title,
        state=page.state,
        place=page.place,
        mode=page.mode,
        urgent=page.urgent,
        starts_at=page.starts_at,
        opened_at=times.opened_at,
        closed_at=times.closed_at,
        seated=_present(page.attendance, invited),
        attending=_present(page.attendees, invited),
        apologies=_apologies(page),
        absent=_absent(page),
        opening="" if words is None else words.opening,
        other_business="" if words is None else words.other_business,
        corrections="" if words is None else words.corrections,
        items=_items(session, key, page.items, shown=shown),
        actions=actions_of(session, key),
        votes_shown=shown,
        next_meeting=_next(session, page),
        as_of=as_of,
        audit_entries=0 if head is None else head.number,
        audit_head="" if head is None else head.digest,
    )


def _votes_shown(session: Session) -> bool:
    chosen = session.execute(select(Setting.value).where(Setting.key == VOTES_SHOWN)).scalar()
    return (chosen or "yes").strip().casefold() != "no"


def _invited(session: Session, key: UUID) -> dict[tuple[str, str], str]:
    """(person, standing) -> why invited, for those the Chair invited."""
    rows = session.execute(
        select(Person.reference, Attendance.standing, Attendance.invited_for)
        .join(Person, Person.id == Attendance.person_id)
        .where(Attendance.meeting_id == key, Attendance.invited_for.is_not(None))
    )
    return {(row.reference, row.standing.value): row.invited_for for row in rows}


def _present(lines: tuple[AttendanceLine, ...], invited: dict[tuple[str, str], str]) -> tuple[PresentLine, ...]:
    """Everybody who came, once for each place sat in, with every coming and going."""
    came: dict[tuple[str, str | None, str], list[AttendanceLine]] = defaultdict(list)
    for line in lines:
        if line.person is not None and line.arrived_at is not None:
            came[line.person, line.seat, line.standing].append(line)
    return tuple(
        PresentLine(
            name=of_one[0].name,
            seat=of_one[0].seat_name or "",
            standing=standing,
            employer=of_one[0].employer or "",
            stands_for=of_one[0].stands_for or "",
            invited_for=invited.get((person, standing)) or "",
            times=tuple((line.arrived_at, line.left_at) for line in of_one if line.arrived_at is not None),
        )
        for (person, _, standing), of_one in came.items()
    )


def _apologies(page: MeetingPage) -> tuple[str, ...]:
    lines = [line for line in (*page.attendance, *page.attendees) if line.status == "apologies"]
    return tuple(f"{line.name} ({line.seat_name})" if line.seat_name else line.name for line in lines)


def _absent(page: MeetingPage) -> tuple[str, ...]:
    """The seats nobody sat in and nobody apologised for."""
    sat = {line.seat for line in page.attendance if line.arrived_at is not None or line.status == "apologies"}
    found = []
    for line in page.attendance:
        if line.seat not in sat:
            sat.add(line.seat)
            found.append(f"{line.name} ({line.seat_name})" if line.person else f"{line.seat_name}: vacant")
    return tuple(found)


def _items(session: Session, key: UUID, views: tuple[ItemView, ...], *, shown: bool) -> tuple[MinutedItem, ...]:
    rows: dict[str, Any] = {
        row.reference: row
        for row in session.execute(
            select(AgendaItem.reference, AgendaItem.id, AgendaItemText.note, AgendaItemText.state_reason)
            .join(AgendaItemText, AgendaItemText.item_id == AgendaItem.id)
            .where(AgendaItem.meeting_id == key)
        )
    }
    return tuple(
        MinutedItem(
            number=view.number,
            reference=view.reference,
            title=view.title,
            state=view.state,
            about=", ".join(part for part in (view.organisation, view.subject) if part),
            paper=_paper(view),
            interests=_interests(session, rows[view.reference].id),
            excused=tuple(f"{name}: {reason}" for name, reason in view.excused),
            note=rows[view.reference].note,
            reason=rows[view.reference].state_reason,
            decision=_decision(session, view.decision),
            votes=_votes(view.decision) if shown else (),
        )
        for view in views
    )


def _paper(view: ItemView) -> str:
    if view.circulated_on is None:
        return ""
    late = ", after the day papers were due" if view.late_paper else ""
    return f"circulated on {say_day(view.circulated_on)}{late}"


def _interests(session: Session, item_id: UUID) -> tuple[str, ...]:
    rows = session.execute(
        select(Person.name, ItemInterest.nature, ItemInterest.ruling, ItemInterest.ruling_reason)
        .join(Person, Person.id == ItemInterest.person_id)
        .where(ItemInterest.item_id == item_id)
        .order_by(ItemInterest.declared_at, Person.name)
    )
    return tuple(
        f"{row.name}: {row.nature}"
        + (f" ({label(row.ruling)}{': ' + row.ruling_reason if row.ruling_reason else ''})" if row.ruling else "")
        for row in rows
    )


def _decision(session: Session, view: DecisionView | None) -> Any:
    if view is None:
        return None
    key = session.execute(select(Decision.id).where(Decision.reference == view.reference)).scalar_one()
    return document_values.decision_block(session, key)


def _votes(view: DecisionView | None) -> tuple[tuple[str, str, str], ...]:
    if view is None:
        return ()
    return tuple((name, seat, label(VoteCast(cast))) for name, seat, cast in view.votes)


def actions_of(session: Session, key: UUID) -> tuple[ActionLine, ...]:
    """What the meeting asked somebody to do, in order; withdrawn ones are left out."""
    rows = session.execute(
        select(
            MeetingAction.reference,
            MeetingAction.what,
            MeetingAction.owner,
            MeetingAction.due,
            MeetingAction.done_on,
            AgendaItem.reference.label("item"),
        )
        .outerjoin(AgendaItem, AgendaItem.id == MeetingAction.item_id)
        .where(MeetingAction.meeting_id == key, MeetingAction.withdrawn_on.is_(None))
        .order_by(MeetingAction.number)
    )
    return tuple(
        ActionLine(
            reference=row.reference,
            what=row.what,
            owner=row.owner,
            due=row.due,
            done_on=row.done_on,
            item=row.item or "",
        )
        for row in rows
    )


def _next(session: Session, page: MeetingPage) -> str:
    """The next meeting that was foreseen: an urgent one is called, and no meeting parts until then."""
    row: Any = session.execute(
        select(Meeting.reference, Meeting.title, Meeting.starts_at)
        .where(Meeting.starts_at > page.starts_at, Meeting.state != MeetingState.CANCELLED, Meeting.urgent.is_(False))
        .order_by(Meeting.starts_at)
        .limit(1)
    ).first()
    return "" if row is None else f"{row.title} ({row.reference}), {say_instant(row.starts_at)}"
