"""Meetings: the list, and the page with each item, its live quorum and its decision."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from pma_assure.records import contents, document_values, meeting_facts
from pma_assure.records.cases import Case
from pma_assure.records.meetings import (
    AgendaItem,
    AgendaItemText,
    Attendance,
    Circulation,
    Decision,
    DecisionText,
    Meeting,
    Recusal,
    Vote,
)
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.records.people import InterestDeclared, Person, Seat
from pma_assure.records.plans import PlanVersion
from pma_assure.register.register import Register
from pma_assure.rules.affiliation import affiliated, affiliated_since, employers_on
from pma_assure.rules.calendar import uk_day, working_days_before
from pma_assure.rules.deadlines import PAPERS_DUE_WORKING_DAYS
from pma_assure.rules.fingerprint import fingerprint
from pma_assure.rules.quorum import decide
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.terms import in_force
from pma_assure.rules.vocabulary import ItemState, MeetingState, SeatCode
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import seat_name
from pma_assure.values.documents import Changed
from pma_assure.values.quorum import QuorumQuestion
from pma_assure.values.screens import (
    AttendanceLine,
    DecisionView,
    ItemView,
    MeetingPage,
    MeetingRow,
    NextDeed,
)
from pma_assure.views import plans

SORTS: dict[str, Any] = {
    "starts_at": Meeting.starts_at,
    "reference": Meeting.reference,
    "title": Meeting.title,
    "state": Meeting.state,
}


def ids(
    register: Register,
    as_of: date,
    *,
    state: str | None = None,
    words: str = "",
    sort: str = "starts_at",
    descending: bool = True,
) -> list[str]:
    """The keys of the meetings in order; ``state`` a code or None for all."""
    statement: Select[Any] = select(Meeting.id)
    if state is not None:
        statement = statement.where(Meeting.state == MeetingState(state))
    for word in words.split():
        statement = statement.where(Meeting.title.ilike(f"%{word}%") | Meeting.reference.ilike(f"%{word}%"))
    column = SORTS.get(sort, Meeting.starts_at)
    with register.reading() as session:
        return [
            key.hex
            for key in session.scalars(statement.order_by(column.desc() if descending else column.asc(), Meeting.id))
        ]


def rows(register: Register, as_of: date, ids: Sequence[str]) -> list[MeetingRow]:
    """One page of the list, in the order of ``ids``."""
    with register.reading() as session:
        return of_keys(session, [UUID(key) for key in ids])


def of_keys(session: Session, keys: list[UUID]) -> list[MeetingRow]:
    counted: dict[UUID, int] = dict(
        session.execute(
            select(AgendaItem.meeting_id, func.count())
            .where(AgendaItem.meeting_id.in_(keys))
            .group_by(AgendaItem.meeting_id)
        ).all()
    )
    found = {
        row.id: MeetingRow(
            id=row.id.hex,
            reference=row.reference,
            title=row.title,
            starts_at=row.starts_at,
            state=row.state.value,
            items=counted.get(row.id, 0),
        )
        for row in session.execute(
            select(Meeting.id, Meeting.reference, Meeting.title, Meeting.starts_at, Meeting.state).where(
                Meeting.id.in_(keys)
            )
        )
    }
    return [found[key] for key in keys if key in found]


def page(register: Register, as_of: date, reference: str) -> MeetingPage:
    """One meeting, whole, with every item's quorum: live in session, forecast before. Raises NotFound."""
    asked = reference.strip().upper().split("/")[0]
    with register.reading() as session:
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
        moment = _moment(session, row, register.clock())
        items = tuple(_item(session, row, item, known, moment) for item in _items(session, row.id))
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
            papers_due=working_days_before(day, PAPERS_DUE_WORKING_DAYS),
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
            Person.represents,
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


def _items(session: Session, meeting_id: UUID) -> list[Any]:
    return list(
        session.execute(
            select(
                AgendaItem.id,
                AgendaItem.reference,
                AgendaItem.number,
                AgendaItem.title,
                AgendaItem.state,
                AgendaItem.against_organisation,
                AgendaItem.asks,
                AgendaItem.begun_at,
                AgendaItem.subject_kind,
                AgendaItem.subject_id,
                AgendaItem.subject_reference,
                AgendaItem.circulated_on,
                AgendaItem.circulated_fingerprint,
                AgendaItemText.motion,
                AgendaItemText.motion_as_first_put,
                AgendaItemText.reasons,
                AgendaItemText.not_against_because,
                Case.reference.label("case"),
                Organisation.name.label("organisation"),
            )
            .join(AgendaItemText, AgendaItemText.item_id == AgendaItem.id)
            .outerjoin(Case, Case.id == AgendaItem.case_id)
            .outerjoin(Organisation, Organisation.id == AgendaItem.organisation_id)
            .where(AgendaItem.meeting_id == meeting_id)
            .order_by(AgendaItem.number)
        )
    )


def _item(session: Session, meeting: Any, item: Any, known: meeting_facts.Roster, moment: datetime) -> ItemView:
    decision = _decision(session, item.id)
    live = meeting.state == MeetingState.IN_SESSION
    if decision is not None:
        at: datetime | None = decision.decided_at
    elif live:
        at = moment
    else:
        at = None if meeting.state == MeetingState.SCHEDULED else item.begun_at or meeting.closed_at
    asked = meeting_facts.question(session, item.id, at=at, known=known)
    due = working_days_before(uk_day(meeting.starts_at), PAPERS_DUE_WORKING_DAYS)
    content = contents.content_of(session, item.subject_kind, item.subject_id)
    content = content or {"kind": "motion", "item": item.reference, "motion": item.motion}
    pending = item.state in (ItemState.LISTED, ItemState.UNDER_DISCUSSION)
    return ItemView(
        reference=item.reference,
        number=item.number,
        title=item.title,
        state=item.state.value,
        case=item.case,
        organisation=item.organisation,
        against_organisation=item.against_organisation,
        not_against_because=item.not_against_because,
        asks=item.asks.value,
        subject=item.subject_reference,
        subject_title=_subject_title(session, item),
        motion=item.motion,
        motion_as_first_put=item.motion_as_first_put,
        reasons=item.reasons,
        circulated_on=item.circulated_on,
        circulations=_circulations(session, item.id),
        late_paper=item.circulated_on is not None and item.circulated_on > due,
        changed_since_circulated=pending
        and item.circulated_fingerprint is not None
        and item.circulated_fingerprint != fingerprint(content),
        changes=_changes(session, item),
        quorum=decide(asked),
        forecast=at is None,
        suggested_recusals=_suggested(session, asked) if pending else (),
        excused=_excused(session, item.id),
        decision=decision,
        actions=item_actions(
            item.reference, item.state, meeting.state, circulated=item.circulated_on is not None, motion=item.motion
        ),
    )


def _circulations(session: Session, item_id: UUID) -> tuple[date, ...]:
    """The days on which the paper went out, first to last."""
    return tuple(
        session.scalars(
            select(Circulation.circulated_on).where(Circulation.item_id == item_id).order_by(Circulation.number)
        )
    )


def _subject_title(session: Session, item: Any) -> str:
    if item.subject_kind != "advice":
        return item.title or ""
    return (
        session.execute(
            select(Advice.title)
            .join(AdviceVersion, AdviceVersion.advice_id == Advice.id)
            .where(AdviceVersion.id == item.subject_id)
        ).scalar()
        or ""
    )


def _changes(session: Session, item: Any) -> tuple[Changed, ...]:
    """For advice on a plan: what is new in the version it is about."""
    if item.subject_kind != "advice":
        return ()
    row = session.execute(
        select(PlanVersion.plan_id, PlanVersion.number)
        .join(AdviceVersion, AdviceVersion.plan_version_id == PlanVersion.id)
        .where(AdviceVersion.id == item.subject_id)
    ).first()
    return () if row is None else document_values.version_changes(session, row.plan_id, row.number)


def _suggested(session: Session, asked: QuorumQuestion) -> tuple[tuple[str, str], ...]:
    """(name, why) of those whose employer, or a declared interest, is the organisation concerned (R29)."""
    if asked.subject is None or not asked.against_subject:
        return ()
    names = dict(asked.names)
    found: list[tuple[str, str]] = []
    for presence in sorted(asked.presences, key=lambda one: one.name):
        if presence.person in asked.excused:
            continue
        for employer in sorted(employers_on(presence.person, asked.day, asked.employments)):
            if affiliated(employer, asked.subject, asked.day, asked.affiliations):
                since = affiliated_since(employer, asked.subject, asked.day, asked.affiliations)
                how = f", affiliated since {say_day(since)}" if since is not None else ""
                found.append((presence.name, f"works for {names.get(employer, employer)}{how}"))
    declared = session.execute(
        select(Person.name, InterestDeclared.nature)
        .join(Person, Person.id == InterestDeclared.person_id)
        .join(Organisation, Organisation.id == InterestDeclared.organisation_id)
        .where(Organisation.reference == asked.subject, InterestDeclared.ended_on.is_(None))
    )
    there = {presence.name for presence in asked.presences}
    found.extend((row.name, f"declared an interest: {row.nature}") for row in declared if row.name in there)
    return tuple(dict.fromkeys(found))


def _excused(session: Session, item_id: UUID) -> tuple[tuple[str, str], ...]:
    rows = session.execute(
        select(Person.name, Recusal.reason)
        .join(Person, Person.id == Recusal.person_id)
        .where(Recusal.item_id == item_id, Recusal.withdrawn_on.is_(None))
        .order_by(Person.name)
    )
    return tuple((row.name, row.reason) for row in rows)


def _decision(session: Session, item_id: UUID) -> DecisionView | None:
    row = session.execute(
        select(Decision, DecisionText.motion, DecisionText.reasons, DecisionText.dissent, DecisionText.quorum)
        .join(DecisionText, DecisionText.decision_id == Decision.id)
        .where(Decision.item_id == item_id)
        .order_by(Decision.decided_at.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    decision, motion, reasons, dissent, quorum = row
    seats = {one["name"]: one["seat"] for one in json.loads(quorum)["people"]}
    votes = session.execute(
        select(Person.name, Vote.cast, Vote.casting)
        .join(Person, Person.id == Vote.person_id)
        .where(Vote.decision_id == decision.id)
        .order_by(Person.name)
    ).all()
    changes = plans.decision_changes(session, decision.subject_kind, decision.subject_id)
    still = changes is not None and changes[0] == decision.reference
    return DecisionView(
        reference=decision.reference,
        state=decision.state.value,
        manner=decision.manner.value,
        result=decision.result.value,
        decided_at=decision.decided_at,
        motion=motion,
        reasons=reasons,
        dissent=dissent,
        votes=tuple(
            (vote.name, seat_name(seats[vote.name]) if seats.get(vote.name) else "", vote.cast.value) for vote in votes
        ),
        votes_for=decision.votes_for,
        votes_against=decision.votes_against,
        abstentions=decision.abstentions,
        casting=None if decision.casting is None else decision.casting.value,
        quorum_count=decision.quorum_count,
        quorum_needed=decision.quorum_needed,
        fingerprint=decision.fingerprint,
        asks=decision.asks.value,
        reevaluate=decision.reevaluate,
        changed_since=changes[1] if changes is not None and still else (),
    )


def actions(reference: str, state: MeetingState) -> tuple[NextDeed, ...]:
    """The deeds that can be done now on a meeting, the next one first."""

    def offer(deed: str, title: str, primary: bool = False) -> NextDeed:
        return NextDeed(deed=deed, title=title, given=(("meeting", reference),), primary=primary)

    if state == MeetingState.SCHEDULED:
        return (
            offer("meeting.open", "Open the meeting…", True),
            offer("item.list", "Add an item…"),
            offer("meeting.expect", "Expect somebody…"),
            offer("meeting.apologies", "Apologies…"),
            offer("meeting.edit", "Change…"),
            offer("meeting.cancel", "Cancel…"),
        )
    if state == MeetingState.IN_SESSION:
        return (
            offer("meeting.close", "Close the meeting…", True),
            offer("item.list", "Add an item…"),
            offer("meeting.arrive", "Somebody arrives…"),
            offer("meeting.correct_attendance", "Put attendance right…"),
        )
    if state == MeetingState.CLOSED:
        return (
            offer("meeting.draft_minutes", "Minutes are drafted", True),
            offer("meeting.correct_attendance", "Put attendance right…"),
        )
    if state == MeetingState.MINUTES_DRAFTED:
        return (
            offer("meeting.approve_minutes", "Minutes are approved", True),
            offer("meeting.correct_attendance", "Put attendance right…"),
        )
    if state == MeetingState.MINUTES_APPROVED:
        return (offer("meeting.correct_attendance", "Put attendance right…"),)
    return ()


def item_actions(
    reference: str, state: ItemState, meeting: MeetingState, *, circulated: bool, motion: str
) -> tuple[NextDeed, ...]:
    """The deeds that can be done now on an item; whoever amends the motion begins with the present one."""

    def offer(deed: str, title: str, primary: bool = False) -> NextDeed:
        return NextDeed(deed=deed, title=title, given=(("item", reference),), primary=primary)

    def amend(title: str) -> NextDeed:
        return NextDeed(deed="item.amend_motion", title=title, given=(("item", reference), ("motion", motion)))

    if state == ItemState.LISTED and meeting == MeetingState.SCHEDULED:
        return (
            offer("item.circulate", "Circulate it again…" if circulated else "Circulate the paper…", not circulated),
            amend("Change the motion…"),
            offer("item.excuse", "Excuse somebody…"),
        )
    if state == ItemState.LISTED and meeting == MeetingState.IN_SESSION:
        return (
            offer("item.begin", "Take the item", True),
            amend("Amend the motion…"),
            offer("item.excuse", "Excuse somebody…"),
        )
    if state == ItemState.LISTED and meeting == MeetingState.CLOSED:
        return (offer("item.begin", "Record that it was taken…", True),)
    if state == ItemState.UNDER_DISCUSSION:
        return (
            offer("decision.record", "Record the decision…", True),
            amend("Amend the motion…"),
            offer("item.excuse", "Excuse somebody…"),
            offer("item.note", "Note…"),
            offer("item.defer", "Defer…"),
            offer("item.withdraw", "Withdraw…"),
        )
    return ()
