"""What the minutes say beyond the items, and what a meeting asked for (R12)."""

from __future__ import annotations

from datetime import date

from pma_assure.records.meetings import MeetingAction, MeetingText
from tests.workflows.desk import Office, at

DAY = date(2026, 9, 15)


def held(office: Office) -> tuple[str, str]:
    """A meeting that sat, and its item."""
    return office.sit(DAY, None, motion="That the programme of the year be noted.")


def test_words_are_written_and_written_anew_until_they_are_agreed(office: Office) -> None:
    meeting, item = held(office)
    office.do("meeting.write_minutes", meeting=meeting, opening="The Chair welcomed everybody.")
    office.do("meeting.write_minutes", meeting=meeting, other_business="None.")
    text = office.row(MeetingText)
    assert (text.opening, text.other_business) == ("The Chair welcomed everybody.", "None.")
    office.do("item.withdraw", item=item, reason="Taken in writing")
    office.do("meeting.close", meeting=meeting, closed_at=at(DAY, 12))
    office.do("meeting.draft_minutes", meeting=meeting)
    office.do("meeting.write_minutes", meeting=meeting, corrections="H. Boyd's name was spelled wrongly.")
    office.do("meeting.approve_minutes", meeting=meeting)
    assert office.refuse("meeting.write_minutes", meeting=meeting, opening="Otherwise").rule == "R12"


def test_a_meeting_that_has_not_begun_says_nothing(office: Office) -> None:
    meeting = office.meeting(DAY)
    assert "nothing to minute" in office.refuse("meeting.write_minutes", meeting=meeting, opening="Welcome").sentence
    refused = office.refuse("meeting.ask_action", meeting=meeting, what="Write to SECAS", owner="R. Sharma")
    assert "asked nothing yet" in refused.sentence


def test_what_was_asked_is_owed_until_it_is_done_or_withdrawn(office: Office) -> None:
    meeting, item = held(office)
    first = office.ref("meeting.ask_action", meeting=meeting, what="Write to SECAS", owner="R. Sharma", item=item)
    second = office.ref("meeting.ask_action", meeting=meeting, what="Ask Ofgem", owner="E. Harcourt")
    assert (first, second) == (f"{meeting}/A1", f"{meeting}/A2")
    office.do("meeting.action_done", action=first, done_on=date(2026, 9, 20), outcome="Sent.")
    office.do("meeting.withdraw_action", action=second, reason="Answered at the meeting")
    done, dropped = office.rows(MeetingAction)
    assert (done.done_on, done.outcome) == (date(2026, 9, 20), "Sent.")
    assert dropped.withdrawn_on is not None
    for action in (first, second):
        refused = office.refuse("meeting.action_done", action=action, done_on=date(2026, 9, 21))
        assert "already" in refused.sentence


def test_an_action_comes_out_of_an_item_of_its_own_meeting(office: Office) -> None:
    meeting, _ = held(office)
    _, other = office.sit(date(2026, 10, 13), None, motion="Another.")
    refused = office.refuse("meeting.ask_action", meeting=meeting, what="Write", owner="R. Sharma", item=other)
    assert refused.field == "item"
