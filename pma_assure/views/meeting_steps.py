"""What can be done now with a meeting and with each of its items."""

from __future__ import annotations

from pma_assure.rules.vocabulary import ItemState, MeetingState
from pma_assure.values.screens import NextDeed


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
    reference: str,
    state: ItemState,
    meeting: MeetingState,
    *,
    circulated: bool,
    motion: str,
    quorate: bool,
    carried: bool,
) -> tuple[NextDeed, ...]:
    """The deeds that can be done now on an item; whoever amends the motion begins with the present one.

    What cannot be decided for want of a quorum is put off first of all (R30), and what was put off is put on again.
    """

    def offer(deed: str, title: str, primary: bool = False) -> NextDeed:
        return NextDeed(deed=deed, title=title, given=(("item", reference),), primary=primary)

    def amend(title: str) -> NextDeed:
        return NextDeed(deed="item.amend_motion", title=title, given=(("item", reference), ("motion", motion)))

    if state == ItemState.LISTED and meeting == MeetingState.SCHEDULED:
        return (
            offer("item.circulate", "Circulate it again…" if circulated else "Circulate the paper…", not circulated),
            amend("Change the motion…"),
            offer("item.assign_paper", "Say who prepares it…"),
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
            offer("decision.record", "Record the decision…", quorate),
            *(() if quorate else (offer("item.defer", "Defer…", True),)),
            amend("Amend the motion…"),
            offer("item.excuse", "Excuse somebody…"),
            offer("item.note", "Note…"),
            *((offer("item.defer", "Defer…"),) if quorate else ()),
            offer("item.withdraw", "Withdraw…"),
        )
    if state == ItemState.DEFERRED and not carried:
        return (offer("item.carry_over", "Put it on a later agenda…"),)
    return ()
