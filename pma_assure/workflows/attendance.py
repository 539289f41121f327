"""Who is expected at a meeting, comes, sends apologies and leaves; put right afterwards, or entered at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pma_assure.records import meeting_facts
from pma_assure.records.meetings import Attendance, Meeting
from pma_assure.records.people import Person, Seat
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import MeetingState, SeatCode, Standing
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.meetings import MeetingRef, not_later, not_over
from pma_assure.workflows.parameters import plain, rows, words
from pma_assure.workflows.people import PersonRef
from pma_assure.workflows.reevaluation import flag_those_of
from pma_assure.workflows.seats import holders_on, seat_of


@deed(
    "meeting.expect",
    "Expect somebody",
    refuses=("the meeting is over", "no seat is named for somebody who sits in one (R15, paragraph 29)"),
)
def expect(
    desk: Desk,
    *,
    meeting: MeetingRef,
    person: PersonRef,
    standing: Annotated[Standing, plain("As")],
    seat: Annotated[SeatCode | None, plain("Seat", "For a member, an alternate, or whoever acts as Chair.")] = None,
    invited_for: Annotated[str | None, words("Invited by the Chair, because")] = None,
) -> str:
    """Enter who is expected, in what standing: the quorum is forecast from it (R18, R28)."""
    found = desk.find(Meeting, meeting, field="meeting")
    not_over(found)
    who = desk.find(Person, person, field="person")
    row = _place(desk, found, who, standing, seat, invited_for)
    doubt = without_nomination(desk, found, who, row)
    if doubt is not None:
        desk.notes.append(f"{doubt[0].capitalize() if not doubt[0][0].isupper() else doubt[0]}. Nominate first.")
    return found.reference


def seat_for(desk: Desk, meeting: Meeting, who: Person, standing: Standing, seat: SeatCode | None) -> UUID | None:
    """The key of the seat a person sits in: the one said, else the Chair's or the person's own; an attendee's none."""
    if standing == Standing.ATTENDEE:
        return None
    if seat is None and standing == Standing.ACTING_CHAIR:
        seat = SeatCode.CHAIR
    elif seat is None and standing == Standing.MEMBER:
        holders = holders_on(desk, uk_day(meeting.starts_at))
        seat = next((code for code in SeatCode if holders.get(code) == who.reference), None)
    if seat is None:
        raise Refused(f"Say in which seat {who.name} sits.", rule="R15", paragraph="29", field="seat")
    return seat_of(desk, seat).id


def _place(
    desk: Desk, meeting: Meeting, who: Person, standing: Standing, seat: SeatCode | None, invited_for: str | None
) -> Attendance:
    """Find or make the row for a person in a standing."""
    seat_id = seat_for(desk, meeting, who, standing, seat)
    for held in desk.all(Attendance, meeting_id=meeting.id, person_id=who.id):
        if held.standing == standing and held.seat_id == seat_id and held.left_at is None:
            held.apologies = False
            held.expected = True
            return held
    row = desk.add(
        Attendance(meeting_id=meeting.id, person_id=who.id, seat_id=seat_id, standing=standing, invited_for=invited_for)
    )
    desk.session.flush()
    return row


def without_nomination(desk: Desk, meeting: Meeting, who: Person, row: Attendance) -> tuple[str, str, str] | None:
    """(sentence, rule, paragraph) when somebody sits in a member's or the Chair's place without being nominated."""
    day = uk_day(row.arrived_at or meeting.opened_at or meeting.starts_at)
    if row.standing not in (Standing.ALTERNATE, Standing.ACTING_CHAIR) or row.seat_id is None:
        return None
    seat = desk.session.get_one(Seat, row.seat_id)
    pairs, chairs = meeting_facts.nominations(desk.session, day)
    for_the_chair = row.standing == Standing.ACTING_CHAIR or seat.code == SeatCode.CHAIR
    if for_the_chair and (who.reference in (chairs | meeting_facts.specialists_on(desk.session, day))):
        return None
    if row.standing == Standing.ALTERNATE and (seat.code.value, who.reference) in pairs:
        return None
    place = "acts as Chair" if for_the_chair else f"sits as alternate in {seat.name}"
    rule, paragraph = ("R26", "18, 35") if for_the_chair else ("R27", "35")
    return f"{who.name} {place} on {say_day(day)} without a nomination, and does not count", rule, paragraph


@deed("meeting.apologies", "Record apologies")
def apologies(desk: Desk, *, meeting: MeetingRef, person: PersonRef) -> str:
    """Record that somebody will not come."""
    found = desk.find(Meeting, meeting, field="meeting")
    not_over(found)
    who = desk.find(Person, person, field="person")
    held = [row for row in desk.all(Attendance, meeting_id=found.id, person_id=who.id) if row.arrived_at is None]
    if not held:
        raise NotFound(f"{who.name} is not expected at {found.reference}.", field="person")
    for row in held:
        row.apologies, row.expected = True, False
    return found.reference


@deed("meeting.arrive", "Record an arrival")
def arrive(
    desk: Desk,
    *,
    meeting: MeetingRef,
    person: PersonRef,
    arrived_at: Annotated[datetime, plain("Arrived at", usually_today=True)],
    standing: Annotated[Standing | None, plain("As", "Empty: as expected.")] = None,
    seat: Annotated[SeatCode | None, plain("Seat")] = None,
) -> str:
    """Record that somebody is there, from a time. Who sits in a place without a nomination is kept as irregular."""
    found = desk.find(Meeting, meeting, field="meeting")
    _came(desk, found, person, arrived_at, standing, seat)
    _say_another_day(desk, found, (arrived_at,))
    flag_those_of(desk, found.id)
    return found.reference


def _say_another_day(desk: Desk, meeting: Meeting, moments: Iterable[datetime]) -> None:
    """Say where somebody came on another day than the meeting was called for: it is kept, and it counts as it is."""
    called_for = uk_day(meeting.starts_at)
    for day in sorted({uk_day(moment) for moment in moments} - {called_for}):
        desk.notes.append(
            f"{meeting.reference} is called for {say_day(called_for)}, and the arrival is on {say_day(day)}: if that is"
            " not so, put right who was there, or when the meeting begins."
        )


def _came(
    desk: Desk, found: Meeting, person: str, arrived_at: datetime, standing: Standing | None, seat: SeatCode | None
) -> None:
    """Enter that one person is there, in the standing that is said or else as expected."""
    not_over(found)
    not_later(desk, arrived_at, field="arrived_at")
    who = desk.find(Person, person, field="person")
    held = desk.all(Attendance, meeting_id=found.id, person_id=who.id, order_by=Attendance.id)
    if any(row.arrived_at is not None and row.left_at is None for row in held):
        raise Refused(f"{who.name} is already there.", field="person")
    if standing is None and not held:
        raise Refused(f"{who.name} was not expected: say in what standing.", field="standing")
    if standing is None:
        row = next((row for row in held if row.arrived_at is None), held[-1])
        if row.arrived_at is not None:
            row = desk.add(
                Attendance(meeting_id=found.id, person_id=who.id, seat_id=row.seat_id, standing=row.standing)
            )
    else:
        row = _place(desk, found, who, standing, seat, None)
    if any(earlier.left_at is not None and earlier.left_at > arrived_at for earlier in held):
        raise Refused(f"{who.name} left later than that; look at the time.", field="arrived_at")
    row.apologies, row.arrived_at = False, arrived_at
    irregular = without_nomination(desk, found, who, row)
    if irregular is not None:
        sentence, rule, paragraph = irregular
        desk.keep_irregular(found, sentence, rule=rule, paragraph=paragraph)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalGiven:
    """One person who is there; what is left out is as for all, or as expected."""

    person: PersonRef
    arrived_at: Annotated[datetime | None, plain("Arrived at", "Empty: as for all.")] = None
    standing: Annotated[Standing | None, plain("As", "Empty: as expected.")] = None
    seat: Annotated[SeatCode | None, plain("Seat")] = None


@deed(
    "meeting.record_arrivals",
    "Record who is there",
    refuses=(
        "nobody is named",
        "the meeting is over, or the time lies ahead",
        "somebody is there already, or was not expected and it is not said in what standing he or she came",
    ),
)
def record_arrivals(
    desk: Desk,
    *,
    meeting: MeetingRef,
    arrived_at: Annotated[
        datetime, plain("Arrived at", "For all of them, where nothing else is said.", usually_today=True)
    ],
    arrivals: Annotated[tuple[ArrivalGiven, ...], rows("Who is there")],
) -> str:
    """Record who is there, all at once. Who sits in a place without a nomination is kept as irregular."""
    found = desk.find(Meeting, meeting, field="meeting")
    if not arrivals:
        raise Refused("Say who is there.", field="arrivals")
    for one in arrivals:
        moment = one.arrived_at or arrived_at
        try:
            _came(desk, found, one.person, moment, one.standing, one.seat)
        except Refused as refusal:
            of_all = refusal.field == "meeting" or (refusal.field == "arrived_at" and moment == arrived_at)
            field = refusal.field if of_all else "arrivals"
            raise Refused(refusal.sentence, rule=refusal.rule, paragraph=refusal.paragraph, field=field) from refusal
    _say_another_day(desk, found, (one.arrived_at or arrived_at for one in arrivals))
    flag_those_of(desk, found.id)
    return found.reference


@deed("meeting.leave", "Record a departure")
def leave(
    desk: Desk,
    *,
    meeting: MeetingRef,
    person: PersonRef,
    left_at: Annotated[datetime, plain("Left at", usually_today=True)],
) -> str:
    """Record that somebody left, at a time; coming back is a new arrival."""
    found = desk.find(Meeting, meeting, field="meeting")
    not_over(found)
    not_later(desk, left_at, field="left_at")
    who = desk.find(Person, person, field="person")
    there = [
        row
        for row in desk.all(Attendance, meeting_id=found.id, person_id=who.id)
        if row.arrived_at is not None and row.left_at is None
    ]
    if not there:
        raise Refused(f"{who.name} is not there.", field="person")
    for row in there:
        if row.arrived_at is not None and left_at < row.arrived_at:
            raise Refused(f"{who.name} arrived later than that; look at the time.", field="left_at")
        row.left_at = left_at
    flag_those_of(desk, found.id)
    return found.reference


@deed(
    "meeting.correct_attendance",
    "Put right who was there",
    refuses=(
        "the meeting was cancelled",
        "the person came more than once and it is not said which time is meant",
        "the times are not in order, or lie ahead",
    ),
)
def correct_attendance(
    desk: Desk,
    *,
    meeting: MeetingRef,
    person: PersonRef,
    reason: Annotated[str, words("Reason", "How it is known: the minutes, the sign-in sheet, the person's own word.")],
    was_there: Annotated[bool, plain("Was there", "No: entered by mistake.")] = True,
    arrived_at: Annotated[datetime | None, plain("Arrived at", "Empty: as recorded.")] = None,
    left_at: Annotated[
        datetime | None, plain("Left at", "Empty: as recorded; once the meeting is closed, when it closed.")
    ] = None,
    standing: Annotated[Standing | None, plain("As", "Empty: as recorded.")] = None,
    seat: Annotated[SeatCode | None, plain("Seat", "Empty: as recorded.")] = None,
    time: Annotated[
        int | None, plain("Which time", "1 for the first arrival; one more than there are for one that was forgotten.")
    ] = None,
) -> str:
    """Put right what is recorded of somebody's attendance; decisions for which others count then are marked."""
    found = desk.find(Meeting, meeting, field="meeting")
    if found.state == MeetingState.CANCELLED:
        raise Refused(f"{found.reference} was cancelled: nobody attended it.", field="meeting")
    who = desk.find(Person, person, field="person")
    held = desk.all(Attendance, meeting_id=found.id, person_id=who.id, order_by=Attendance.id)
    row = _meant(desk, found, who, held, standing, time)
    if standing is not None or seat is not None:
        row.standing = standing or row.standing
        row.seat_id = seat_for(desk, found, who, row.standing, seat)
    if was_there:
        _set_times(desk, found, who, row, arrived_at, left_at)
        _apart(who, row, held)
    else:
        row.arrived_at = row.left_at = None
    row.expected, row.apologies = row.expected and was_there, False
    row.correction = f"{row.correction}\n{reason}".strip()
    desk.session.flush()
    doubt = without_nomination(desk, found, who, row) if was_there else None
    if doubt is not None:
        sentence, rule, paragraph = doubt
        desk.keep_irregular(found, sentence, rule=rule, paragraph=paragraph)
    flag_those_of(desk, found.id)
    return found.reference


def _meant(
    desk: Desk, meeting: Meeting, who: Person, held: list[Attendance], standing: Standing | None, time: int | None
) -> Attendance:
    """The row that is put right: that of the arrival meant, else the one by which the person was expected, or new."""
    came = sorted((row for row in held if row.arrived_at is not None), key=lambda row: (str(row.arrived_at), row.id))
    if time is None and len(came) > 1:
        raise Refused(f"{who.name} came {len(came)} times: say which time is meant.", field="time")
    number = 1 if time is None else time
    if not 1 <= number <= len(came) + 1:
        raise Refused(f"{who.name} came {len(came)} times; there is no time {number}.", field="time")
    if number <= len(came):
        return came[number - 1]
    waiting = [row for row in held if row.arrived_at is None]
    if waiting:
        return waiting[-1]
    standing = standing or (held[-1].standing if held else None)
    if standing is None:
        raise Refused(f"{who.name} was not expected: say in what standing.", field="standing")
    seat_id = held[-1].seat_id if held and held[-1].standing == standing else None
    return desk.add(
        Attendance(meeting_id=meeting.id, person_id=who.id, seat_id=seat_id, standing=standing, expected=False)
    )


def _set_times(
    desk: Desk, meeting: Meeting, who: Person, row: Attendance, arrived_at: datetime | None, left_at: datetime | None
) -> None:
    arrived = arrived_at or row.arrived_at
    if arrived is None:
        raise Refused(f"Say when {who.name} arrived.", field="arrived_at")
    left = left_at or row.left_at or meeting.closed_at
    not_later(desk, arrived, field="arrived_at")
    if left is not None:
        not_later(desk, left, field="left_at")
        if left < arrived:
            raise Refused(f"{who.name} cannot leave before arriving; look at the times.", field="left_at")
    row.arrived_at, row.left_at = arrived, left


def _apart(who: Person, row: Attendance, held: list[Attendance]) -> None:
    """Nobody is in the room twice at once."""
    for other in held:
        if other is row or other.arrived_at is None or row.arrived_at is None:
            continue
        before = other.left_at is not None and other.left_at <= row.arrived_at
        after = row.left_at is not None and row.left_at <= other.arrived_at
        if not before and not after:
            raise Refused(f"{who.name} was there then already, by another arrival.", field="arrived_at")
