"""Who is at a meeting, entered at once; and put right afterwards: times, seat, standing, or that somebody was there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pma_assure.records.meetings import Attendance, Meeting
from pma_assure.records.people import Person
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import MeetingState, SeatCode, Standing
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.meetings import MeetingRef, came, not_later, seat_for, without_nomination
from pma_assure.workflows.parameters import plain, rows, words
from pma_assure.workflows.people import PersonRef
from pma_assure.workflows.reevaluation import flag_those_of


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
            came(desk, found, one.person, moment, one.standing, one.seat)
        except Refused as refusal:
            of_all = refusal.field == "meeting" or (refusal.field == "arrived_at" and moment == arrived_at)
            field = refusal.field if of_all else "arrivals"
            raise Refused(refusal.sentence, rule=refusal.rule, paragraph=refusal.paragraph, field=field) from refusal
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
