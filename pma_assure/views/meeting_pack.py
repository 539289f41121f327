"""The pack of a meeting: everything its members need before it, as things stand on a day (R12, R13, R28, R30).

The same register and the same day give the same pack: nothing here asks the clock.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from pma_assure.records import document_values
from pma_assure.records.cases import Case
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.meetings import AgendaItem, Decision, Meeting
from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.register.register import Register
from pma_assure.rules.classification import highest
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.vocabulary import Classification, ItemState, MeetingState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label, seat_name
from pma_assure.values.documents import DecisionBlock
from pma_assure.values.meeting_pack import LastMeeting, MeetingPack, PackItem, PackQuorum
from pma_assure.values.meeting_page import AttendanceLine, ItemView, MeetingPage
from pma_assure.views import chasing, duties, meeting_pack_changes, meeting_pack_papers, meetings, seats
from pma_assure.views.meeting_items import items_of, who_mends

HELD = (MeetingState.CLOSED, MeetingState.MINUTES_DRAFTED, MeetingState.MINUTES_APPROVED)
PENDING = (ItemState.LISTED, ItemState.UNDER_DISCUSSION)


def of(register: Register, reference: str, as_of: date) -> MeetingPack:
    """The pack of the meeting as things stand on ``as_of``. Raises NotFound."""
    asked = reference.strip().upper().split("/")[0]
    with register.reading() as session:
        row: Any = session.execute(select(Meeting.id, Meeting.starts_at).where(Meeting.reference == asked)).first()
        if row is None:
            raise NotFound(f"There is no meeting {reference.strip()[:40]!r} in this register.", field="reference")
        # A meeting in session is shown as of its own records, not of the hour at which the pack is made.
        return _pack(session, row.id, meetings.page_of(session, asked, row.starts_at), as_of)


def _pack(session: Session, key: UUID, page: MeetingPage, as_of: date) -> MeetingPack:
    last = _last(session, page.starts_at)
    head, entries = document_values.audit_head(session)
    lines = (*page.attendance, *page.attendees)
    return MeetingPack(
        reference=page.reference,
        title=page.title,
        state=page.state,
        place=page.place,
        classification=label(_classification(session, key, last)),
        mode=page.mode,
        urgent=page.urgent,
        starts_at=page.starts_at,
        papers_due=page.papers_due,
        expected=tuple(_person(one) for one in page.attendance if one.status in ("expected", "present", "left")),
        attending=tuple(_person(one) for one in page.attendees if one.status in ("expected", "present", "left")),
        apologies=tuple(_person(one) for one in lines if one.status == "apologies"),
        vacant=tuple(str(one.seat_name) for one in page.attendance if one.person is None),
        items=_items(session, key, page, last),
        last=last,
        changes=() if last is None else meeting_pack_changes.since_closed(session, last.reference, as_of),
        chased=chasing.of_meeting(session, key, as_of),
        duties=duties.of_session(session, as_of),
        seats=seats.of_session(session, as_of),
        as_of=as_of,
        audit_entries=entries,
        audit_head=head,
    )


def _classification(session: Session, key: UUID, last: LastMeeting | None) -> Classification:
    """The highest of what the pack may tell of: the cases of its items, those under way, and those closed meanwhile."""
    told_of = or_(
        Case.closed_on.is_(None),
        Case.id.in_(select(AgendaItem.case_id).where(AgendaItem.meeting_id == key)),
        false() if last is None else Case.closed_on >= last.held_at.date(),
    )
    statements = (
        select(Case.classification).where(told_of),
        select(AdviceVersion.classification)
        .join(Advice, Advice.id == AdviceVersion.advice_id)
        .join(Case, Case.id == Advice.case_id)
        .where(told_of),
        select(ExtractVersion.classification)
        .join(Extract, Extract.id == ExtractVersion.extract_id)
        .join(Case, Case.id == Extract.case_id)
        .where(told_of),
    )
    found = [one for statement in statements for one in session.scalars(statement.distinct())]
    return highest([Classification.RESTRICTED, *found])


def _last(session: Session, before: datetime) -> LastMeeting | None:
    """The newest meeting that was held before; a call in the night took no papers and looked at nothing else."""
    row: Any = session.execute(
        select(Meeting.reference, Meeting.title, Meeting.starts_at, Meeting.state)
        .where(Meeting.starts_at < before, Meeting.state.in_(HELD), Meeting.urgent.is_(False))
        .order_by(Meeting.starts_at.desc(), Meeting.reference.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return LastMeeting(reference=row.reference, title=row.title, held_at=row.starts_at, state=row.state.value)


def _person(one: AttendanceLine) -> str:
    place = one.seat_name or one.employer or ""
    return f"{one.name} ({place})" if place else one.name


def _items(session: Session, key: UUID, page: MeetingPage, last: LastMeeting | None) -> tuple[PackItem, ...]:
    views = {view.reference: view for view in page.items}
    return tuple(_item(session, item, views[item.reference], last) for item in items_of(session, key))


def _item(session: Session, item: Any, view: ItemView, last: LastMeeting | None) -> PackItem:
    paper = meeting_pack_papers.paper_of(session, item)
    comparisons, new = meeting_pack_papers.compared(
        session, item, paper, None if last is None else last.held_at, changed_since=view.changed_since_circulated
    )
    return PackItem(
        number=view.number,
        reference=view.reference,
        title=view.title,
        state=view.state,
        asks=view.asks,
        about=tuple(one for one in (view.organisation, view.subject, view.case) if one),
        against=_against(view),
        paper=_paper(view),
        late=view.late_paper,
        quorum=_quorum(session, item, view),
        motion=paper.motion,
        motion_as_first_put="" if view.motion_as_first_put == paper.motion else view.motion_as_first_put,
        reasons=paper.reasons,
        parts=paper.parts,
        compared=comparisons,
        new=new,
        decision=_decision(session, view),
    )


def _against(view: ItemView) -> str:
    if view.organisation is None:
        return ""
    if view.against_organisation:
        return f"Action against {view.organisation} is considered; its people are excused (R29)."
    if view.not_against_because:
        reason = view.not_against_because.rstrip(". ")
        return f"Not held to be action against {view.organisation}, because {reason}."
    return f"Not held to be action against {view.organisation}."


def _paper(view: ItemView) -> str:
    if view.circulated_on is None:
        return "Not circulated yet"
    late = ", late" if view.late_paper else ""
    changed = ", changed since" if view.changed_since_circulated else ""
    return f"Circulated on {say_day(view.circulated_on)}{late}{changed}"


def _quorum(session: Session, item: Any, view: ItemView) -> PackQuorum:
    """The forecast of an item not taken yet, with the names that would mend it; else the quorum as it was."""
    quorum = view.quorum
    mend: tuple[str, ...] = ()
    if view.decision is None and view.state in PENDING:
        quorum, mend = who_mends(session, item.id, None)
    return PackQuorum(
        forecast=view.decision is None and view.state in PENDING,
        count=quorum.count,
        needed=quorum.needed,
        quorate=quorum.quorate,
        chair_filled=quorum.chair_filled,
        counted=tuple(f"{one.name} ({seat_name(one.seat or '')})" for one in quorum.people if one.counted),
        not_counted=tuple((one.name, one.reason) for one in quorum.people if not one.counted and one.seat),
        mend=mend,
        warnings=quorum.warnings,
        suggested=view.suggested_recusals,
    )


def _decision(session: Session, view: ItemView) -> DecisionBlock | None:
    if view.decision is None:
        return None
    key = session.execute(select(Decision.id).where(Decision.reference == view.decision.reference)).scalar_one()
    return document_values.decision_block(session, key)
