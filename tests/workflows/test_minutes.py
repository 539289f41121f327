"""What the minutes say beyond the items, and what a meeting asked for (R12)."""

from __future__ import annotations

from datetime import date

from pma_assure.records.meetings import MeetingAction, MeetingText
from pma_assure.rules.vocabulary import DecisionManner, VoteCast
from pma_assure.views import duties, minutes
from pma_assure.workflows.decisions import VoteGiven
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


def test_what_was_asked_is_a_duty_of_whoever_does_it(office: Office) -> None:
    meeting, _ = held(office)
    undated = office.ref("meeting.ask_action", meeting=meeting, what="Ask Ofgem", owner="E. Harcourt")
    dated = office.ref(
        "meeting.ask_action", meeting=meeting, what="Write to SECAS", owner="R. Sharma", due=date(2026, 9, 30)
    )
    owed = {duty.reference: duty for duty in duties.owed(office.register, date(2026, 10, 2))}
    assert (owed[dated].who, owed[dated].what, owed[dated].due) == ("R. Sharma", "Write to SECAS", date(2026, 9, 30))
    assert (owed[undated].due, owed[undated].elapsed_days) == (None, 17)
    office.do("meeting.action_done", action=dated, done_on=date(2026, 10, 2))
    assert dated not in {duty.reference for duty in duties.owed(office.register, date(2026, 10, 2))}


def test_the_minutes_are_what_was_recorded(office: Office) -> None:
    meeting, item = held(office)
    office.do("meeting.apologies", meeting=meeting, person="D. Reyes")
    decision = office.record(item, DAY).reference
    office.do("meeting.ask_action", meeting=meeting, what="Write to SECAS", owner="R. Sharma", item=item)
    said = minutes.of(office.register, meeting, DAY)
    assert [one.name for one in said.seated] == ["E. Harcourt", "A. Whitcombe", "J. Pryce", "T. Okafor"]
    assert said.apologies == ("D. Reyes (Large Supplier A)",)
    assert "H. Boyd (Networks)" in said.absent
    (taken,) = said.items
    assert taken.decision is not None
    assert (taken.decision.reference, taken.decision.motion) == (decision, "That the programme of the year be noted.")
    assert [one.reference for one in said.actions] == [f"{meeting}/A1"]


def test_the_next_meeting_is_one_that_was_foreseen(office: Office) -> None:
    meeting, _ = held(office)
    called = {"title": "A call", "starts_at": at(date(2026, 9, 20)), "place": "By telephone", "urgent": True}
    office.do("meeting.schedule", **called)
    assert minutes.of(office.register, meeting, DAY).next_meeting == ""
    foreseen = office.meeting(date(2026, 10, 20))
    assert foreseen in minutes.of(office.register, meeting, DAY).next_meeting


def test_a_setting_keeps_the_votes_out_of_the_minutes(office: Office) -> None:
    meeting, item = held(office)
    cast = {"A. Whitcombe": VoteCast.FOR, "J. Pryce": VoteCast.FOR, "T. Okafor": VoteCast.AGAINST}
    votes = tuple(VoteGiven(person=name, cast=vote) for name, vote in cast.items())
    office.record(item, DAY, manner=DecisionManner.VOTE, votes=votes)
    assert len(minutes.of(office.register, meeting, DAY).items[0].votes) == 3
    office.do("setting.choose", key=minutes.VOTES_SHOWN, value="no")
    assert minutes.of(office.register, meeting, DAY).items[0].votes == ()
