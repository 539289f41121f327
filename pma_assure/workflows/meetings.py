"""Meetings: scheduled, in session, closed, cancelled, and their minutes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from sqlalchemy import func, select

from pma_assure.records.meetings import AgendaItem, Attendance, Decision, Meeting
from pma_assure.records.people import Person
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import ItemState, MeetingMode, MeetingState, SeatCode, Standing
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import instant as say_instant
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, words
from pma_assure.workflows.seats import holders_on, seat_of

MeetingRef = Annotated[str, ref("meeting", label="Meeting")]


@deed("meeting.schedule", "Schedule a meeting")
def schedule(
    desk: Desk,
    *,
    title: Annotated[str, line("Title", "PMA meeting 31.")],
    starts_at: Annotated[datetime, plain("Begins at", "UK time unless a zone is given.")],
    place: Annotated[str, line("Place")],
    mode: Annotated[MeetingMode, plain("Held")] = MeetingMode.IN_PERSON,
    urgent: Annotated[bool, plain("Urgent")] = False,
    invite_members: Annotated[bool, plain("Expect every member")] = True,
) -> str:
    """Schedule a meeting; an urgent one by telephone is a meeting. Every seat's holder is expected, if not said."""
    day = uk_day(starts_at)
    number = 1 + (desk.session.scalar(select(func.max(Meeting.number))) or 0)
    meeting = desk.add(
        Meeting(
            reference=desk.allot("MTG", day.year),
            number=number,
            title=title,
            starts_at=starts_at,
            place=place,
            mode=mode,
            urgent=urgent,
            state=MeetingState.SCHEDULED,
        )
    )
    desk.session.flush()
    if invite_members:
        holders = holders_on(desk, day)
        for code in SeatCode:
            if code not in holders:
                desk.notes.append(f"{seat_of(desk, code).name} is vacant on {say_day(day)}.")
                continue
            person = desk.find(Person, holders[code], field="starts_at")
            desk.add(
                Attendance(
                    meeting_id=meeting.id, person_id=person.id, seat_id=seat_of(desk, code).id, standing=Standing.MEMBER
                )
            )
    return meeting.reference


def not_over(meeting: Meeting) -> None:
    """Refuse where the meeting is closed or cancelled."""
    if meeting.state not in (MeetingState.SCHEDULED, MeetingState.IN_SESSION):
        raise Refused(f"{meeting.reference} is {label(meeting.state)}.", rule="R12", paragraph="18", field="meeting")


def not_later(desk: Desk, moment: datetime, *, field: str) -> None:
    """A fact is recorded once it has happened: not for a later day, nor, today, for an hour still to come."""
    desk.not_ahead(uk_day(moment), field=field)
    if uk_day(moment) == uk_day(desk.now) and moment > desk.now:
        raise Refused(f"{say_instant(moment)} lies ahead; record it when it has happened.", field=field)


def sat_then(desk: Desk, meeting: Meeting, moment: datetime, *, field: str) -> None:
    """An item is taken and decided while the meeting sits; what was forgotten may be recorded once it is closed."""
    if meeting.state not in (MeetingState.IN_SESSION, MeetingState.CLOSED):
        raise Refused(f"{meeting.reference} is not in session.", rule="R12", paragraph="18", field="item")
    if meeting.opened_at is not None and moment < meeting.opened_at:
        raise Refused("The meeting was opened after that; look at the time.", field=field)
    if meeting.closed_at is not None and moment > meeting.closed_at:
        raise Refused("The meeting was closed before that; look at the time.", field=field)
    not_later(desk, moment, field=field)
    if meeting.state == MeetingState.CLOSED:
        desk.notes.append(f"Recorded after {meeting.reference} was closed.")


@deed("meeting.edit", "Change a meeting", refuses=("somebody else changed it since it was read",))
def edit(
    desk: Desk,
    *,
    meeting: MeetingRef,
    title: Annotated[str | None, line("Title")] = None,
    starts_at: Annotated[datetime | None, plain("Begins at")] = None,
    place: Annotated[str | None, line("Place")] = None,
    version: Annotated[
        int | None, plain("Version", "The version you read; saving over a later one is refused.")
    ] = None,
) -> str:
    """Change the title, the time or the place of a meeting that has not begun."""
    found = desk.find(Meeting, meeting, field="meeting")
    if found.state != MeetingState.SCHEDULED:
        raise Refused(f"{found.reference} is {label(found.state)} and stands as it was held.", field="meeting")
    given: dict[str, object] = {"title": title or None, "starts_at": starts_at, "place": place or None}
    desk.expect_version(found, version, given)
    desk.change(found, given)
    return found.reference


@deed("meeting.open", "Open the meeting", refuses=("the meeting is not Scheduled",))
def open_meeting(
    desk: Desk, *, meeting: MeetingRef, opened_at: Annotated[datetime, plain("Opened at", usually_today=True)]
) -> str:
    """Record that the meeting began. Whether an item can be decided is tested item by item, not here (R30)."""
    found = desk.find(Meeting, meeting, field="meeting")
    desk.not_ahead(uk_day(opened_at), field="opened_at")
    desk.step(found, MeetingState.IN_SESSION, kind="meeting", deed="meeting.open")
    found.opened_at = opened_at
    scheduled, sat = uk_day(found.starts_at), uk_day(opened_at)
    if scheduled != sat:
        desk.notes.append(
            f"{found.reference} was called for {say_day(scheduled)} and sits on {say_day(sat)}. Terms, employers,"
            " groups and alternates count as they stand on the day it sits."
        )
    return found.reference


def _nothing_under_discussion(desk: Desk, meeting: Meeting) -> None:
    busy = desk.all(AgendaItem, meeting_id=meeting.id, state=ItemState.UNDER_DISCUSSION, order_by=AgendaItem.number)
    if busy:
        raise Refused(
            f"{busy[0].reference} is under discussion: decide, note, defer or withdraw it first.", field="meeting"
        )


@deed("meeting.close", "Close the meeting", refuses=("an item is under discussion",))
def close(
    desk: Desk, *, meeting: MeetingRef, closed_at: Annotated[datetime, plain("Closed at", usually_today=True)]
) -> str:
    """Record the end of the meeting; whoever was there left with it."""
    found = desk.find(Meeting, meeting, field="meeting")
    _nothing_under_discussion(desk, found)
    if found.opened_at is not None and closed_at < found.opened_at:
        raise Refused("A meeting does not close before it opens; look at the time.", field="closed_at")
    desk.not_ahead(uk_day(closed_at), field="closed_at")
    last = desk.session.scalar(select(func.max(Decision.decided_at)).where(Decision.meeting_id == found.id))
    if last is not None and closed_at < last:
        raise Refused("Something was decided after that; look at the time.", field="closed_at")
    desk.step(found, MeetingState.CLOSED, kind="meeting", deed="meeting.close")
    found.closed_at = closed_at
    for row in desk.all(Attendance, meeting_id=found.id):
        if row.arrived_at is not None and row.left_at is None:
            row.left_at = max(closed_at, row.arrived_at)
    return found.reference


@deed("meeting.cancel", "Cancel the meeting")
def cancel(desk: Desk, *, meeting: MeetingRef, reason: Annotated[str, words("Reason")]) -> str:
    """Cancel a meeting that has not begun."""
    found = desk.find(Meeting, meeting, field="meeting")
    desk.step(found, MeetingState.CANCELLED, kind="meeting", deed="meeting.cancel")
    found.state_reason = reason
    return found.reference


@deed("meeting.draft_minutes", "Record that minutes are drafted")
def draft_minutes(desk: Desk, *, meeting: MeetingRef) -> str:
    """The minutes of a closed meeting are drafted."""
    found = desk.find(Meeting, meeting, field="meeting")
    _nothing_under_discussion(desk, found)
    desk.step(found, MeetingState.MINUTES_DRAFTED, kind="meeting", deed="meeting.draft_minutes")
    return found.reference


@deed("meeting.approve_minutes", "Record that minutes are approved")
def approve_minutes(desk: Desk, *, meeting: MeetingRef) -> str:
    """The members agreed the minutes as a true record."""
    found = desk.find(Meeting, meeting, field="meeting")
    desk.step(found, MeetingState.MINUTES_APPROVED, kind="meeting", deed="meeting.approve_minutes")
    return found.reference
