"""What meetings, their items and the decisions taken at them owe (R12, R28, R30)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.duties import CHAIR, PMA, SPECIALIST, Folder, by_day, soon
from pma_assure.rules.vocabulary import ItemState, MeetingState
from pma_assure.rules.wording import day as say_day
from pma_assure.values.duties import Duty

OVER = (MeetingState.CLOSED, MeetingState.MINUTES_DRAFTED, MeetingState.MINUTES_APPROVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDuty:
    reference: str
    title: str
    folder: Folder
    state: ItemState
    circulated: bool
    quorate: bool
    forecast: str
    paper_by: str | None = None
    """Who prepares the paper; None: the PKI Specialist."""
    carried: bool = False
    """It is on a later agenda already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDuty:
    reference: str
    title: str
    day: date
    papers_due: date
    state: MeetingState
    items: tuple[ItemDuty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDuty:
    reference: str
    title: str
    folder: Folder
    decided_on: date
    reevaluate: bool
    purported: bool


def of_meeting(meeting: MeetingDuty, as_of: date) -> tuple[Duty, ...]:
    """Papers by the day they are due, items forecast to be inquorate, minutes (R12, R28, R30)."""
    of_items = (duty for item in meeting.items for duty in _of_item(item, meeting, as_of))
    return (*of_items, *_of_the_meeting_itself(meeting, as_of))


def _of_item(item: ItemDuty, meeting: MeetingDuty, as_of: date) -> Iterable[Duty]:
    if item.state != ItemState.LISTED:
        return
    if meeting.state == MeetingState.SCHEDULED and not item.circulated:
        yield by_day(
            item.reference,
            item.paper_by or SPECIALIST,
            f"Circulate the paper “{item.title}”",
            meeting.papers_due,
            as_of,
            "R12",
            item.folder,
            detail=f"{meeting.title}, {say_day(meeting.day)}",
            deed="item.circulate",
        )
    if meeting.state == MeetingState.SCHEDULED and not item.quorate and meeting.day >= as_of:
        yield by_day(
            item.reference,
            CHAIR,
            f"Find an alternate for “{item.title}”, or put it off",
            meeting.day,
            as_of,
            "R28",
            item.folder,
            detail=item.forecast,
            deed="seat.nominate_alternate",
        )
    if meeting.state in OVER and not item.carried:
        yield soon(
            item.reference,
            SPECIALIST,
            f"Put “{item.title}” on a later agenda: the meeting did not take it",
            meeting.day,
            as_of,
            "R12",
            item.folder,
            deed="item.carry_over",
        )


def _of_the_meeting_itself(meeting: MeetingDuty, as_of: date) -> Iterable[Duty]:
    who = SPECIALIST
    if meeting.state == MeetingState.SCHEDULED and meeting.day < as_of:
        what, deed = f"Record what became of {meeting.title}", "meeting.open"
    elif meeting.state == MeetingState.IN_SESSION and meeting.day < as_of:
        what, deed = f"Record the end of {meeting.title}", "meeting.close"
    elif meeting.state == MeetingState.CLOSED:
        what, deed = f"Draft the minutes of {meeting.title}", "meeting.draft_minutes"
    elif meeting.state == MeetingState.MINUTES_DRAFTED:
        who, what, deed = PMA, f"Approve the minutes of {meeting.title}", "meeting.approve_minutes"
    else:
        return
    of_no_case = Folder(case=None, organisation=None)
    yield soon(meeting.reference, who, what, meeting.day, as_of, "R12", of_no_case, deed=deed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDuty:
    """What a meeting asked ``owner`` to do, that is not done."""

    reference: str
    what: str
    owner: str
    meeting: str
    asked_on: date
    due: date | None


def of_meeting_action(action: ActionDuty, as_of: date) -> tuple[Duty, ...]:
    """Somebody owes what a meeting asked for, by its day or as soon as it can be done (R12)."""
    of_no_case = Folder(case=None, organisation=None)
    if action.due is None:
        return (
            soon(
                action.reference,
                action.owner,
                action.what,
                action.asked_on,
                as_of,
                "R12",
                of_no_case,
                detail=f"asked by {action.meeting}",
                deed="meeting.action_done",
            ),
        )
    return (
        by_day(
            action.reference,
            action.owner,
            action.what,
            action.due,
            as_of,
            "R12",
            of_no_case,
            detail=f"asked by {action.meeting}",
            deed="meeting.action_done",
        ),
    )


def of_decision(decision: DecisionDuty, as_of: date) -> tuple[Duty, ...]:
    """A decision that later facts put in question, or that was taken without a quorum (R30, paragraph 35)."""
    if decision.purported:
        return (
            soon(
                decision.reference,
                CHAIR,
                f"Put “{decision.title}” before a quorate meeting",
                decision.decided_on,
                as_of,
                "R30",
                decision.folder,
                detail="purported, inquorate, not valid",
                deed="item.list",
            ),
        )
    if decision.reevaluate:
        return (
            soon(
                decision.reference,
                CHAIR,
                f"Re-evaluate the decision “{decision.title}”",
                decision.decided_on,
                as_of,
                "R30",
                decision.folder,
                detail="facts recorded later would change its quorum",
                deed="item.list",
            ),
        )
    return ()
