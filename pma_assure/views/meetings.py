"""Meetings: the list, and the page of one with who is there and its items."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pma_assure.records import meeting_facts
from pma_assure.records.meetings import AgendaItem, Attendance, Meeting
from pma_assure.records.people import Person, Seat
from pma_assure.register.register import Register
from pma_assure.rules.affiliation import employers_on
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.terms import in_force
from pma_assure.rules.vocabulary import ItemState, MeetingState, SeatCode
from pma_assure.rules.wording import seat_name
from pma_assure.values.meeting_page import AttendanceLine, MeetingPage
from pma_assure.views import readiness
from pma_assure.views.meeting_items import item_view, items_of
from pma_assure.views.meeting_steps import actions

BEFORE_IT_IS_OVER = (MeetingState.SCHEDULED, MeetingState.IN_SESSION)
PENDING_ITEMS = (ItemState.LISTED, ItemState.UNDER_DISCUSSION)


def page(register: Register, as_of: date, reference: str) -> MeetingPage:
    """One meeting, whole, with every item's quorum: live in session, forecast before. Raises NotFound."""
    with register.reading() as session:
        found = page_of(session, reference, register.clock())
        return found if found.state not in BEFORE_IT_IS_OVER else _with_what_is_missing(session, found, as_of)


def _with_what_is_missing(session: Session, page: MeetingPage, as_of: date) -> MeetingPage:
    """Beside each item that waits: what its case lacks (peers.md 4.17)."""
    lacking = defaultdict(list)
    for one in readiness.of_meeting(session, as_of, page.reference):
        lacking[one.case_key].append(one)
    cases = session.execute(
        select(AgendaItem.reference, AgendaItem.case_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.reference == page.reference, AgendaItem.state.in_(PENDING_ITEMS))
    )
    of_item = {row.reference: tuple(lacking[row.case_id.hex]) for row in cases if row.case_id is not None}
    return replace(page, items=tuple(replace(item, missing=of_item.get(item.reference, ())) for item in page.items))


def page_of(session: Session, reference: str, now: datetime) -> MeetingPage:
    """The same, within a session that already reads; ``now`` is the instant a meeting in session has reached."""
    asked = reference.strip().upper().split("/")[0]
    row: Any = session.execute(
        select(
            Meeting.id,
            Meeting.reference,
            Meeting.number,
            Meeting.title,
            Meeting.starts_at,
            Meeting.place,
            Meeting.mode,
            Meeting.state,
            Meeting.urgent,
            Meeting.version,
            Meeting.closed_at,
            Meeting.opened_at,
        ).where(Meeting.reference == asked)
    ).first()
    if row is None:
        raise NotFound(f"There is no meeting {reference.strip()[:40]!r} in this register.", field="reference")
    day = uk_day(row.starts_at)
    known = meeting_facts.roster(session)
    seated, attendees = _attendance(session, row.id, day, known)
    moment = _moment(session, row, now)
    items = tuple(item_view(session, row, item, known, moment) for item in items_of(session, row.id))
    return MeetingPage(
        id=row.id.hex,
        reference=row.reference,
        number=row.number,
        title=row.title,
        starts_at=row.starts_at,
        place=row.place,
        mode=row.mode.value,
        state=row.state.value,
        urgent=row.urgent,
        papers_due=meeting_facts.papers_due(session, day),
        attendance=seated,
        attendees=attendees,
        items=items,
        actions=actions(row.reference, row.state),
        version=row.version,
    )


def _moment(session: Session, meeting: Any, now: datetime) -> datetime:
    """The instant a meeting in session has reached: now, or, written up on another day, the last that happened."""
    times = session.execute(
        select(func.max(Attendance.arrived_at), func.max(Attendance.left_at)).where(Attendance.meeting_id == meeting.id)
    ).one()
    begun = session.execute(select(func.max(AgendaItem.begun_at)).where(AgendaItem.meeting_id == meeting.id)).scalar()
    known = [moment for moment in (*times, begun, meeting.opened_at) if moment is not None]
    if uk_day(now) == uk_day(meeting.starts_at):
        known.append(now)
    return max(known, default=now)


def _attendance(
    session: Session, meeting_id: UUID, day: date, known: meeting_facts.Roster
) -> tuple[tuple[AttendanceLine, ...], tuple[AttendanceLine, ...]]:
    """((one or more lines a seat, in the order of seats), the attendees without a vote)."""
    names = dict(known.names)
    holders = {term.seat: term.person for term in known.terms if in_force(term, day)}
    rows = session.execute(
        select(
            Person.reference,
            Person.name,
            meeting_facts.attends_for_on(day).label("represents"),
            Attendance.standing,
            Attendance.apologies,
            Attendance.expected,
            Attendance.correction,
            Attendance.arrived_at,
            Attendance.left_at,
            Seat.code,
        )
        .join(Person, Person.id == Attendance.person_id)
        .outerjoin(Seat, Seat.id == Attendance.seat_id)
        .where(Attendance.meeting_id == meeting_id)
        .order_by(Attendance.arrived_at, Attendance.id)
    ).all()
    lines: list[AttendanceLine] = []
    attendees: list[AttendanceLine] = []
    for row in rows:
        seat = None if row.code is None else row.code.value
        employers = sorted(names.get(one, one) for one in employers_on(row.reference, day, known.employments))
        member = None if seat is None else holders.get(seat)
        line = AttendanceLine(
            person=row.reference,
            name=row.name,
            seat=seat,
            seat_name=None if seat is None else seat_name(seat),
            standing=row.standing.value,
            employer=", ".join(employers) or row.represents,
            status=_status(row),
            arrived_at=row.arrived_at,
            left_at=row.left_at,
            stands_for=names.get(member) if member is not None and member != row.reference else None,
            correction=row.correction,
        )
        (attendees if seat is None else lines).append(line)
    seated: list[AttendanceLine] = []
    for code in SeatCode:
        of_seat = [line for line in lines if line.seat == code.value]
        seated.extend(of_seat or [_absent(code, holders.get(code.value), names)])
    return tuple(seated), tuple(attendees)


def _status(row: Any) -> str:
    if row.apologies:
        return "apologies"
    if row.arrived_at is None:
        return "expected" if row.expected else "absent"
    return "present" if row.left_at is None else "left"


def _absent(code: SeatCode, holder: str | None, names: dict[str, str]) -> AttendanceLine:
    return AttendanceLine(
        person=holder,
        name=names.get(holder, "") if holder is not None else "vacant",
        seat=code.value,
        seat_name=seat_name(code.value),
        standing="member",
        employer=None,
        status="absent",
        arrived_at=None,
        left_at=None,
        stands_for=None,
    )
