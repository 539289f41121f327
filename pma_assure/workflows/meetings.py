"""Meetings and their agenda items: scheduled, attended, in session, closed; items put, amended, deferred."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from sqlalchemy import func, select

from pma_assure.records import contents, meeting_facts
from pma_assure.records.cases import Case
from pma_assure.records.document_set import DocumentVersion, SetDocument
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.meetings import AgendaItem, AgendaItemText, Attendance, Circulation, Decision, Meeting, Recusal
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.records.people import Person, Seat
from pma_assure.records.plans import Plan
from pma_assure.rules.calendar import uk_day, working_days_before
from pma_assure.rules.deadlines import PAPERS_DUE_WORKING_DAYS
from pma_assure.rules.fingerprint import canonical, fingerprint
from pma_assure.rules.quorum import decide
from pma_assure.rules.references import kind_of
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import Asked, ItemState, MeetingMode, MeetingState, SeatCode, Standing
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import instant as say_instant
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, words
from pma_assure.workflows.people import PersonRef
from pma_assure.workflows.reevaluation import flag_those_of
from pma_assure.workflows.seats import holders_on, seat_of

MeetingRef = Annotated[str, ref("meeting", label="Meeting")]
ItemRef = Annotated[str, ref("item", label="Item")]
ABOUT_A_CASE = ("advice", "extract", "plan")
ASKED_OF: dict[str | None, tuple[Asked, ...]] = {
    "advice": (Asked.ISSUE_ADVICE,),
    "extract": (Asked.PUBLISH, Asked.WITHHOLD_ENTIRELY),
    "plan": (Asked.VERIFY_COMPLETION,),
    "document version": (Asked.APPROVE_DOCUMENT,),
}
"""What can be asked of each kind of subject, first what is meant if nothing is said; of each, something else too."""


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


def _still_open(meeting: Meeting) -> None:
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
    _still_open(found)
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
    if for_the_chair and (who.represents == meeting_facts.PKI_SPECIALIST or who.reference in chairs):
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
    _still_open(found)
    who = desk.find(Person, person, field="person")
    held = [row for row in desk.all(Attendance, meeting_id=found.id, person_id=who.id) if row.arrived_at is None]
    if not held:
        raise NotFound(f"{who.name} is not expected at {found.reference}.", field="person")
    for row in held:
        row.apologies, row.expected = True, False
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
    came(desk, found, person, arrived_at, standing, seat)
    _decided_already(desk, found)
    return found.reference


def came(
    desk: Desk, found: Meeting, person: str, arrived_at: datetime, standing: Standing | None, seat: SeatCode | None
) -> None:
    """Enter that one person is there, in the standing that is said or else as expected."""
    _still_open(found)
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


def _decided_already(desk: Desk, meeting: Meeting) -> None:
    """Who came and went, recorded after a decision of the same meeting, may change what the decision rests on."""
    flag_those_of(desk, meeting.id)


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
    _still_open(found)
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
    _decided_already(desk, found)
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


def _subject(desk: Desk, reference: str) -> tuple[str, UUID, str, UUID | None, UUID | None]:
    """(kind, key, reference, case key, organisation key) of what an item is about."""
    asked = reference.strip().upper()
    kind = kind_of(asked.split("/")[0])
    if kind == "advice":
        advice = desk.find(Advice, asked.split("/")[0], field="subject")
        version = desk.all(AdviceVersion, advice_id=advice.id, label=advice.label)[0]
        case = desk.session.get_one(Case, advice.case_id)
        return "advice", version.id, advice.reference, case.id, case.organisation_id
    if kind == "extract":
        extract = desk.find(Extract, asked.split("/")[0], field="subject")
        newest = desk.all(ExtractVersion, extract_id=extract.id, number=extract.number)[0]
        case = desk.session.get_one(Case, extract.case_id)
        return "extract", newest.id, extract.reference, case.id, case.organisation_id
    if kind == "plan":
        plan = desk.find(Plan, asked, field="subject")
        return "plan", plan.id, plan.reference, plan.case_id, plan.organisation_id
    if kind == "document":
        document = desk.find(SetDocument, asked.split("/")[0], field="subject")
        held = desk.all(DocumentVersion, document_id=document.id, order_by=DocumentVersion.id)
        if "/" in asked:
            held = [row for row in held if row.label.upper() == asked.split("/", 1)[1]]
        if not held:
            raise NotFound(f"{document.short_name} has no such version to decide on.", field="subject")
        version_row = held[-1]
        return "document version", version_row.id, f"{document.reference}/{version_row.label}", None, document.owner_id
    raise Refused(
        f"The PMA decides on advice, an extract, a plan or a document version, not on {asked}.", field="subject"
    )


@deed(
    "item.list",
    "Put an item on the agenda",
    refuses=(
        "the meeting is over",
        "the subject belongs to another case, or concerns another organisation",
        "advice, a plan or an extract is said, without a reason, not to be action against whom it concerns (R29)",
        "that cannot be asked of the subject",
    ),
)
def list_item(
    desk: Desk,
    *,
    meeting: MeetingRef,
    title: Annotated[str, line("Title")],
    subject: Annotated[
        str | None,
        ref("advice", "extract", "plan", "document", label="Decides on", help="What exactly is put to the members."),
    ] = None,
    case: Annotated[str | None, ref("case", label="Case")] = None,
    organisation: Annotated[
        str | None, ref("organisation", label="Concerns", help="Empty: the case's organisation.")
    ] = None,
    against_organisation: Annotated[
        bool, plain("Action against it is considered", "Its people are then excused (paragraph 35).")
    ] = True,
    not_against_because: Annotated[
        str, words("Not action against it, because", "Needed where its people stay for advice, a plan or an extract.")
    ] = "",
    motion: Annotated[str, words("Motion")] = "",
    reasons: Annotated[str, words("Reasons, and why this is proportionate")] = "",
    asks: Annotated[
        Asked | None,
        plain(
            "Asks the PMA", "Empty: to issue advice, to publish an extract, to verify a plan, to approve a document."
        ),
    ] = None,
) -> str:
    """Put an item of business on a meeting's agenda, with what is to be decided."""
    found = desk.find(Meeting, meeting, field="meeting")
    _still_open(found)
    kind: str | None = None
    subject_id: UUID | None = None
    subject_reference: str | None = None
    case_id: UUID | None = None
    organisation_id: UUID | None = None
    if subject is not None:
        kind, subject_id, subject_reference, case_id, organisation_id = _subject(desk, subject)
    if case is not None:
        folder = desk.find(Case, case, field="case")
        if case_id is not None and case_id != folder.id:
            raise Refused(f"{subject_reference} belongs to another case than {folder.reference}.", field="case")
        case_id, organisation_id = folder.id, organisation_id or folder.organisation_id
    if organisation is not None:
        concerned = desk.find(Organisation, organisation, field="organisation")
        if organisation_id is not None and organisation_id != concerned.id:
            # Naming somebody else would let the people of whom it concerns stay in the room (R29).
            raise Refused(
                f"{subject_reference or case} concerns {desk.session.get_one(Organisation, organisation_id).name}, not"
                f" {concerned.name}.",
                rule="R29",
                paragraph="26, 35",
                field="organisation",
            )
        organisation_id = concerned.id
    against = against_organisation and organisation_id is not None
    if not against and organisation_id is not None and kind in ABOUT_A_CASE and not not_against_because.strip():
        name = desk.session.get_one(Organisation, organisation_id).name
        raise Refused(
            f"Say why {subject_reference} is not action against {name}: its people would stay and vote.",
            rule="R29",
            paragraph="26, 35",
            field="not_against_because",
        )
    number = 1 + max((row.number for row in desk.all(AgendaItem, meeting_id=found.id)), default=0)
    item = desk.add(
        AgendaItem(
            reference=f"{found.reference}/{number}",
            meeting_id=found.id,
            number=number,
            title=title,
            state=ItemState.LISTED,
            case_id=case_id,
            organisation_id=organisation_id,
            against_organisation=against,
            subject_kind=kind,
            subject_id=subject_id,
            subject_reference=subject_reference,
            asks=_asked(kind, asks),
        )
    )
    desk.session.flush()
    because = "" if against else not_against_because.strip()
    desk.add(AgendaItemText(item_id=item.id, motion=motion, reasons=reasons, not_against_because=because))
    desk.session.flush()
    forecast = decide(meeting_facts.question(desk.session, item.id, at=None))
    if not forecast.quorate:
        desk.notes.append(f"Forecast for {item.reference}: {forecast.sentence}")
    return item.reference


def _asked(kind: str | None, asks: Asked | None) -> Asked:
    """What an item on such a subject asks; Refused where that cannot be asked of it."""
    possible = (*ASKED_OF.get(kind, ()), Asked.OTHER)
    if asks is None:
        return possible[0]
    if asks not in possible:
        can = " or ".join(f"“{label(one)}”" for one in possible)
        raise Refused(f"An item on {kind or 'no record'} cannot ask “{label(asks)}”, only {can}.", field="asks")
    return asks


@deed(
    "item.circulate",
    "Circulate the paper",
    refuses=("there is nothing to circulate", "the item was taken already", "the day is before the last circulation"),
)
def circulate(
    desk: Desk, *, item: ItemRef, circulated_on: Annotated[date, plain("Circulated on", usually_today=True)]
) -> str:
    """Freeze the paper as it goes to the members; later than five Working Days before, it is marked late."""
    found = desk.find(AgendaItem, item, field="item")
    meeting = desk.session.get_one(Meeting, found.meeting_id)
    desk.not_ahead(circulated_on, field="circulated_on")
    if found.state != ItemState.LISTED:
        raise Refused(
            f"{found.reference} is {label(found.state)}: what was circulated stands as it was.",
            rule="R12",
            paragraph="18",
            field="item",
        )
    if found.circulated_on is not None:
        if circulated_on < found.circulated_on:
            raise Refused(
                f"{found.reference} went out on {say_day(found.circulated_on)}; it cannot go again before that.",
                field="circulated_on",
            )
        desk.notes.append(f"The paper circulated on {say_day(found.circulated_on)} is kept beside this one.")
    content = contents.content_of(desk.session, found.subject_kind, found.subject_id)
    text = desk.beside(AgendaItemText, item_id=found.id)
    if not content and not text.motion.strip():
        raise Refused(f"{found.reference} has neither a subject nor a motion yet.", field="item")
    content = content or {"kind": "motion", "item": found.reference, "motion": text.motion}
    found.circulated_on, found.circulated_fingerprint = circulated_on, fingerprint(content)
    desk.add(
        Circulation(
            item_id=found.id,
            number=1 + len(desk.all(Circulation, item_id=found.id)),
            circulated_on=circulated_on,
            motion=text.motion,
            reasons=text.reasons,
            fingerprint=found.circulated_fingerprint,
            copy=canonical(content),
        )
    )
    due = working_days_before(uk_day(meeting.starts_at), PAPERS_DUE_WORKING_DAYS)
    if circulated_on > due:
        desk.notes.append(f"The paper is late: it was due on {say_day(due)}, five Working Days before the meeting.")
    return found.reference


@deed("item.amend_motion", "Amend the motion", refuses=("the item is decided",))
def amend_motion(
    desk: Desk,
    *,
    item: ItemRef,
    motion: Annotated[str, words("Motion as it is put now")],
    reasons: Annotated[str | None, words("Reasons, and why this is proportionate")] = None,
    asks: Annotated[Asked | None, plain("Asks the PMA", "Empty: as before.")] = None,
) -> str:
    """Change the motion before it is put; the text as first put is kept beside it."""
    found = desk.find(AgendaItem, item, field="item")
    if found.state not in (ItemState.LISTED, ItemState.UNDER_DISCUSSION):
        raise Refused(
            f"{found.reference} is {label(found.state)}; its motion stands.", rule="R12", paragraph="18", field="item"
        )
    text = desk.beside(AgendaItemText, item_id=found.id)
    if text.motion and not text.motion_as_first_put and text.motion != motion:
        text.motion_as_first_put = text.motion
    text.motion = motion
    if reasons is not None:
        text.reasons = reasons
    if asks is not None:
        found.asks = _asked(found.subject_kind, asks)
    return found.reference


@deed("item.excuse", "Excuse somebody", refuses=("the person is excused from this item already",))
def excuse(
    desk: Desk,
    *,
    item: ItemRef,
    person: PersonRef,
    reason: Annotated[str, words("Reason")],
    left_at: Annotated[datetime | None, plain("Left at")] = None,
) -> str:
    """Record that a member excuses himself or herself from an item, and does not count for it (R29)."""
    found = desk.find(AgendaItem, item, field="item")
    who = desk.find(Person, person, field="person")
    for held in desk.all(Recusal, item_id=found.id, person_id=who.id):
        if held.withdrawn_on is None:
            raise Refused(f"{who.name} is excused from {found.reference} already.", field="person")
        held.withdrawn_on, held.reason, held.left_at = None, f"{held.reason}; again: {reason}", left_at
        _after(desk, found)
        return found.reference
    desk.add(Recusal(item_id=found.id, person_id=who.id, reason=reason, left_at=left_at))
    _after(desk, found)
    return found.reference


def _after(desk: Desk, item: AgendaItem) -> None:
    """A recusal recorded after the decision flags it; it never changes it."""
    if item.state == ItemState.DECIDED:
        _decided_already(desk, desk.session.get_one(Meeting, item.meeting_id))


@deed("item.withdraw_excuse", "Withdraw an excuse")
def withdraw_excuse(
    desk: Desk,
    *,
    item: ItemRef,
    person: PersonRef,
    reason: Annotated[str, words("Reason", "The Chair ruled otherwise, or it was entered by mistake.")],
) -> str:
    """Withdraw a recusal. A direct link to the organisation concerned keeps a member out all the same (R29)."""
    found = desk.find(AgendaItem, item, field="item")
    who = desk.find(Person, person, field="person")
    held = [row for row in desk.all(Recusal, item_id=found.id, person_id=who.id) if row.withdrawn_on is None]
    if not held:
        raise NotFound(f"{who.name} is not excused from {found.reference}.", field="person")
    held[0].withdrawn_on, held[0].reason = desk.day, f"{held[0].reason} (withdrawn: {reason})"
    _after(desk, found)
    return found.reference


@deed("item.begin", "Take the item", refuses=("the meeting was not in session then",))
def begin(desk: Desk, *, item: ItemRef, begun_at: Annotated[datetime, plain("Taken at", usually_today=True)]) -> str:
    """The meeting takes the item."""
    found = desk.find(AgendaItem, item, field="item")
    meeting = desk.session.get_one(Meeting, found.meeting_id)
    sat_then(desk, meeting, begun_at, field="begun_at")
    desk.step(found, ItemState.UNDER_DISCUSSION, kind="item", deed="item.begin")
    found.begun_at = begun_at
    return found.reference


@deed("item.note", "Note the item")
def note(desk: Desk, *, item: ItemRef, note: Annotated[str, words("What was noted")]) -> str:
    """The members took note; nothing was decided."""
    found = desk.find(AgendaItem, item, field="item")
    desk.step(found, ItemState.NOTED, kind="item", deed="item.note")
    desk.beside(AgendaItemText, item_id=found.id).note = note
    return found.reference


@deed("item.defer", "Defer the item")
def defer(desk: Desk, *, item: ItemRef, reason: Annotated[str, words("Reason")]) -> str:
    """Put the item off to another meeting, with the reason."""
    found = desk.find(AgendaItem, item, field="item")
    desk.step(found, ItemState.DEFERRED, kind="item", deed="item.defer")
    desk.beside(AgendaItemText, item_id=found.id).state_reason = reason
    return found.reference


@deed("item.withdraw", "Withdraw the item")
def withdraw(desk: Desk, *, item: ItemRef, reason: Annotated[str, words("Reason")] = "") -> str:
    """Take the item off."""
    found = desk.find(AgendaItem, item, field="item")
    desk.step(found, ItemState.WITHDRAWN, kind="item", deed="item.withdraw")
    desk.beside(AgendaItemText, item_id=found.id).state_reason = reason
    return found.reference
