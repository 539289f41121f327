"""The meetings of the PMA in the demonstration: who came, who was excused, how the members voted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pma_assure.demonstration.office import KEEPER, Business, Conduct, Office, Sitting
from pma_assure.demonstration.roster import CHAIR, GOVERNMENT, MERIDIAN_REP, OFGEM, members_on
from pma_assure.demonstration.timetable import Story, at
from pma_assure.rules.vocabulary import DecisionManner, MeetingMode, SeatCode, Standing, VoteCast
from pma_assure.workflows import agenda, attendance, decisions, meetings, minutes

PLACE = "Meeting room 4, Code Administrator's offices, and by video"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """What a meeting asked somebody to do; ``days`` and ``done_after`` are counted from the meeting, None: not."""

    what: str
    owner: str
    days: int | None = None
    done_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A meeting: its day, who sent apologies, who attended, and who sat for whom."""

    day: date
    apologies: tuple[str, ...] = ()
    attendees: tuple[str, ...] = (KEEPER, MERIDIAN_REP, OFGEM)
    alternates: tuple[tuple[str, SeatCode], ...] = ()
    not_nominated: tuple[tuple[str, SeatCode], ...] = ()
    """Who sat in a seat without a nomination: kept as it happened, and does not count."""
    mode: MeetingMode = MeetingMode.IN_PERSON
    minutes_approved: bool = True
    asked: tuple[ToDo, ...] = ()


def held(office: Office) -> tuple[Held, ...]:
    """The meetings of the year, oldest first."""
    work = office.timetable.at_work
    return (
        Held(day=work(2026, 1, 20), attendees=(KEEPER, MERIDIAN_REP, OFGEM, GOVERNMENT)),
        Held(day=work(2026, 3, 17), apologies=("S. Mistry",)),
        Held(day=work(2026, 7, 14), mode=MeetingMode.VIDEO),
        Held(
            day=work(2026, 8, 11),
            apologies=("H. Boyd", "A. Whitcombe"),
            not_nominated=(("T. Lindqvist", SeatCode.NETWORKS),),
            mode=MeetingMode.VIDEO,
        ),
        Held(
            day=work(2026, 9, 15),
            apologies=("Niamh Ní Bhriain",),
            attendees=(KEEPER, MERIDIAN_REP, GOVERNMENT),
            asked=(
                ToDo(
                    what="Ask the Technical Sub-Committee whom it would send in Niamh Ní Bhriain's place.",
                    owner=KEEPER,
                    days=21,
                    done_after=9,
                ),
            ),
        ),
        Held(
            day=work(2026, 11, 3),
            apologies=("D. Reyes",),
            alternates=(("C. Vale", SeatCode.LARGE_SUPPLIER_A),),
            minutes_approved=False,
            asked=(
                ToDo(
                    what="Bring the schedule of next year's routine assessments to the December meeting.",
                    owner=KEEPER,
                    days=35,
                ),
            ),
        ),
    )


def stories(office: Office) -> list[Story]:
    """A story for each meeting held, and one for the meeting to come."""
    meetings_held = held(office)
    following = [one.day for one in meetings_held[1:]] + [office.timetable.today]
    return [_meeting(office, one, after) for one, after in zip(meetings_held, following, strict=True)]


def _schedule(office: Office, day: date, mode: MeetingMode) -> Sitting:
    reference = meetings.schedule(
        office.keeper,
        title=f"PMA meeting of {day:%B %Y}",
        starts_at=at(day, 10),
        place=PLACE if mode == MeetingMode.IN_PERSON else "By video",
        mode=mode,
    ).reference
    assert reference is not None
    office.sittings[day] = Sitting(day, reference)
    return office.sittings[day]


def _meeting(office: Office, meeting: Held, following: date) -> Story:
    yield max(office.timetable.at_work(2025, 12, 8), office.paper_day(meeting.day) - timedelta(days=28))
    sitting = _schedule(office, meeting.day, meeting.mode)
    for name in meeting.attendees:
        attendance.expect(office.keeper, meeting=sitting.reference, person=name, standing=Standing.ATTENDEE)
    yield meeting.day
    for name in meeting.apologies:
        attendance.apologies(office.keeper, meeting=sitting.reference, person=name)
    _hold(office, sitting, meeting)
    yield min(office.paper_day(following), office.after(meeting.day, 10))
    meetings.draft_minutes(office.keeper, meeting=sitting.reference)
    for asked in meeting.asked:
        yield from _ask(office, sitting, asked)
    if meeting.minutes_approved:
        yield following
        meetings.approve_minutes(office.keeper, meeting=sitting.reference)


def _ask(office: Office, sitting: Sitting, asked: ToDo) -> Story:
    action = minutes.ask_action(
        office.keeper,
        meeting=sitting.reference,
        what=asked.what,
        owner=asked.owner,
        due=None if asked.days is None else sitting.day + timedelta(days=asked.days),
    ).reference
    assert action is not None
    if asked.done_after is not None:
        done_on = max(sitting.day + timedelta(days=asked.done_after), office.keeper.day)
        yield done_on
        minutes.action_done(office.keeper, action=action, done_on=done_on, outcome="It will say in October.")


def _hold(office: Office, sitting: Sitting, meeting: Held) -> None:
    opened = at(meeting.day, 10)
    office.clock.wait_until(opened)
    meetings.open_meeting(office.keeper, meeting=sitting.reference, opened_at=opened)
    members = [name for name in members_on(meeting.day, office.timetable) if name not in meeting.apologies]
    for name in (*members, *meeting.attendees):
        attendance.arrive(office.keeper, meeting=sitting.reference, person=name, arrived_at=opened)
    for name, seat in (*meeting.alternates, *meeting.not_nominated):
        attendance.arrive(
            office.keeper,
            meeting=sitting.reference,
            person=name,
            arrived_at=opened + timedelta(minutes=4),
            standing=Standing.ALTERNATE,
            seat=seat,
        )
    voting = [name for name in members if name != CHAIR] + [name for name, _ in meeting.alternates]
    taken_at = opened + timedelta(minutes=10)
    for business in sitting.business:
        _decide(office, business, voting, taken_at)
        taken_at += timedelta(minutes=business.conduct.minutes)
    closed = taken_at + timedelta(minutes=20)
    office.clock.wait_until(closed)
    meetings.close(office.keeper, meeting=sitting.reference, closed_at=closed)


def _decide(office: Office, business: Business, voting: list[str], taken_at: datetime) -> None:
    conduct = business.conduct
    office.clock.wait_until(taken_at)
    for name, reason in conduct.excused:
        agenda.excuse(office.keeper, item=business.item, person=name, reason=reason, left_at=taken_at)
    agenda.begin(office.keeper, item=business.item, begun_at=taken_at)
    if conduct.put_off:
        agenda.defer(office.keeper, item=business.item, reason=conduct.put_off)
        return
    if conduct.amended_motion:
        agenda.amend_motion(office.keeper, item=business.item, motion=conduct.amended_motion)
    decided_at = taken_at + timedelta(minutes=conduct.minutes - 4)
    office.clock.wait_until(decided_at)
    excused = {name for name, _ in conduct.excused}
    votes = tuple(decisions.VoteGiven(person=name, cast=_cast(name, conduct)) for name in voting if name not in excused)
    done = decisions.record(
        office.keeper,
        item=business.item,
        manner=DecisionManner.AGREED if conduct.agreed else DecisionManner.VOTE,
        decided_at=decided_at,
        votes=() if conduct.agreed else votes,
        casting=conduct.casting,
        reasons=conduct.reasons,
        dissent=conduct.dissent,
    )
    assert done.reference is not None
    business.decision = done.reference


def _cast(name: str, conduct: Conduct) -> VoteCast:
    if name in conduct.against:
        return VoteCast.AGAINST
    return VoteCast.ABSTAIN if name in conduct.abstaining else VoteCast.FOR
