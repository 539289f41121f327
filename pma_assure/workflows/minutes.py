"""What the minutes say beyond the items, and what a meeting asked somebody to do (R12)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.meetings import AgendaItem, Meeting, MeetingAction, MeetingText
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import MeetingState
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.meetings import MeetingRef
from pma_assure.workflows.parameters import line, plain, ref, words

ActionRef = Annotated[str, ref("meeting action", label="Action", help="MTG-2026-0007/A1.")]


def _text_of(desk: Desk, meeting: Meeting) -> MeetingText:
    held = desk.all(MeetingText, meeting_id=meeting.id)
    return held[0] if held else desk.add(MeetingText(meeting_id=meeting.id))


@deed(
    "meeting.write_minutes",
    "Write what the minutes say",
    refuses=("the meeting has not begun", "the minutes were agreed: they stand as they are (R12, paragraph 18)"),
)
def write_minutes(
    desk: Desk,
    *,
    meeting: MeetingRef,
    opening: Annotated[str | None, words("Opening", "Welcome, matters arising. Empty: as it is.")] = None,
    other_business: Annotated[str | None, words("Any other business", "Empty: as it is.")] = None,
    corrections: Annotated[
        str | None, words("Corrections agreed", "What the members put right in the draft. Empty: as it is.")
    ] = None,
) -> str:
    """Write the words around the items; who was there and what was decided come from what was recorded."""
    found = desk.find(Meeting, meeting, field="meeting")
    if found.state in (MeetingState.SCHEDULED, MeetingState.CANCELLED):
        raise Refused(f"{found.reference} is {label(found.state)}: there is nothing to minute.", field="meeting")
    if found.state == MeetingState.MINUTES_APPROVED:
        raise Refused(
            f"The members agreed the minutes of {found.reference}; they stand as they are.",
            rule="R12",
            paragraph="18",
            field="meeting",
        )
    given = {"opening": opening, "other_business": other_business, "corrections": corrections}
    desk.change(_text_of(desk, found), {name: value for name, value in given.items() if value is not None})
    return found.reference


@deed("meeting.ask_action", "Ask somebody to do something", refuses=("the item is of another meeting",))
def ask_action(
    desk: Desk,
    *,
    meeting: MeetingRef,
    what: Annotated[str, words("What is to be done")],
    owner: Annotated[str, line("Who does it")],
    due: Annotated[date | None, plain("By")] = None,
    item: Annotated[str | None, ref("item", label="Out of item")] = None,
) -> str:
    """Record what the meeting asked somebody to do; it is owed until it is done."""
    found = desk.find(Meeting, meeting, field="meeting")
    if found.state in (MeetingState.SCHEDULED, MeetingState.CANCELLED):
        raise Refused(f"{found.reference} is {label(found.state)}: it has asked nothing yet.", field="meeting")
    of_item = None if item is None else desk.find(AgendaItem, item, field="item")
    if of_item is not None and of_item.meeting_id != found.id:
        raise Refused(f"{of_item.reference} is no item of {found.reference}.", field="item")
    number = 1 + len(desk.all(MeetingAction, meeting_id=found.id))
    action = desk.add(
        MeetingAction(
            reference=f"{found.reference}/A{number}",
            meeting_id=found.id,
            item_id=None if of_item is None else of_item.id,
            number=number,
            owner=owner,
            due=due,
            what=what,
        )
    )
    return action.reference


@deed("meeting.action_done", "Record that it was done", refuses=("it was done, or withdrawn, already",))
def action_done(
    desk: Desk,
    *,
    action: ActionRef,
    done_on: Annotated[date, plain("Done on", usually_today=True)],
    outcome: Annotated[str, words("What came of it")] = "",
) -> str:
    """Record that what a meeting asked for was done."""
    found = _open(desk, action)
    desk.not_ahead(done_on, field="done_on")
    found.done_on, found.outcome = done_on, outcome
    return found.reference


@deed("meeting.withdraw_action", "Withdraw what was asked", refuses=("it was done, or withdrawn, already",))
def withdraw_action(desk: Desk, *, action: ActionRef, reason: Annotated[str, words("Reason")]) -> str:
    """Record that what a meeting asked for is asked no more, and why."""
    found = _open(desk, action)
    found.withdrawn_on, found.outcome = desk.day, reason
    return found.reference


def _open(desk: Desk, reference: str) -> MeetingAction:
    found = desk.find(MeetingAction, reference, field="action")
    if found.done_on is not None or found.withdrawn_on is not None:
        raise Refused(f"{found.reference} is done or withdrawn already.", field="action")
    return found
