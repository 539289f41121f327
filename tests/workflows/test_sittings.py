"""What happened at a meeting, recorded as it was: afterwards, put right, and also where it was against a rule."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.records.meetings import Attendance, Decision, Vote
from pma_assure.records.people import Person
from pma_assure.rules.vocabulary import DecisionManner, DecisionResult, DecisionState, SeatCode, Standing, VoteCast
from pma_assure.views import meetings as meeting_view
from tests.workflows.desk import EVERYBODY, QUORATE, TODAY, Office, at, render_advice, votes

DAY = date(2026, 7, 14)
Stage = tuple[Office, dict[str, str]]
FIVE = ("E. Harcourt", "D. Reyes", "A. Whitcombe", "J. Pryce", "H. Boyd")
TWO_TO_ONE = {"D. Reyes": VoteCast.FOR, "A. Whitcombe": VoteCast.FOR, "J. Pryce": VoteCast.AGAINST}


def stays(office: Office, name: str) -> list[Attendance]:
    return office.rows(Attendance, person_id=office.row(Person, name=name).id)


def test_nothing_rests_on_a_majority_that_falls_away_when_a_voter_does(submitted: Stage) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    meeting, item = office.sit(DAY, advice, FIVE)
    decision = office.record(item, DAY, manner=DecisionManner.VOTE, votes=votes(TWO_TO_ONE)).reference
    office.do("meeting.close", meeting=meeting, closed_at=at(DAY, 12))
    before = office.row(Decision, reference=decision)
    office.do("item.excuse", item=item, person="D. Reyes", reason="an interest of his own")
    after = office.row(Decision, reference=decision)
    assert (after.result, after.votes_for, after.reevaluate) == (before.result, 2, True)
    refused = office.refuse("advice.issue", advice=advice, decision=decision, issued_on=DAY, renderer=render_advice)
    assert (refused.rule, refused.field) == ("R24", "decision")
    assert "1 for and 1 against" in refused.sentence
    assert "before a meeting again" in refused.sentence
    office.do("item.withdraw_excuse", item=item, person="D. Reyes", reason="it was somebody else")
    office.do("advice.issue", advice=advice, decision=decision, issued_on=DAY, renderer=render_advice)
    office.sound()


def test_a_majority_that_stays_lets_the_advice_go(submitted: Stage) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    _, item = office.sit(DAY, advice, FIVE)
    decision = office.record(item, DAY, manner=DecisionManner.VOTE, votes=votes(TWO_TO_ONE)).reference
    office.do("item.excuse", item=item, person="J. Pryce", reason="an interest of his own")
    office.do("advice.issue", advice=advice, decision=decision, issued_on=DAY, renderer=render_advice)


@pytest.mark.parametrize(
    ("present", "cast"),
    [
        (("A. Whitcombe", "J. Pryce"), {"A. Whitcombe": VoteCast.FOR, "J. Pryce": VoteCast.AGAINST}),
        (("A. Whitcombe", "J. Pryce"), {"T. Okafor": VoteCast.FOR, "H. Boyd": VoteCast.FOR}),
    ],
    ids=["a tie without a Chair", "votes of nobody who counts"],
)
def test_what_was_purported_is_kept_as_it_was(
    office: Office, present: tuple[str, ...], cast: dict[str, VoteCast]
) -> None:
    _, item = office.sit(DAY, None, present)
    given = {"item": item, "manner": DecisionManner.VOTE, "decided_at": at(DAY, 10, 30), "votes": votes(cast)}
    office.refuse("decision.record", **given)
    decision = office.row(Decision, reference=office.do("decision.record", purported=True, **given).reference)
    assert (decision.state, decision.result) == (DecisionState.PURPORTED, DecisionResult.TIED)
    kept = {(row.person_id, row.cast): row.counted for row in office.rows(Vote)}
    assert kept == {(office.row(Person, name=name).id, vote): name in present for name, vote in cast.items()}
    assert office.refuse("setting.choose", key="limit", value="20", adopted_by=decision.reference).rule == "R30"
    office.sound()


def test_a_decision_forgotten_at_closing_is_recorded_afterwards(office: Office) -> None:
    meeting = office.meeting(DAY)
    item = office.item(meeting, None)
    office.do("meeting.open", meeting=meeting, opened_at=at(DAY))
    for name in QUORATE:
        office.do("meeting.arrive", meeting=meeting, person=name, arrived_at=at(DAY))
    office.do("meeting.close", meeting=meeting, closed_at=at(DAY, 12))
    assert office.refuse("item.begin", item=item, begun_at=at(DAY, 12, 1)).field == "begun_at"
    assert office.refuse("item.begin", item=item, begun_at=at(DAY, 9)).field == "begun_at"
    (shown,) = meeting_view.page(office.register, DAY, meeting).items
    assert [one.deed for one in shown.actions] == ["item.begin"]
    office.do("item.begin", item=item, begun_at=at(DAY, 10, 5))
    assert "under discussion" in office.refuse("meeting.draft_minutes", meeting=meeting).sentence
    (shown,) = meeting_view.page(office.register, DAY, meeting).items
    assert shown.quorum.quorate
    late = {"item": item, "manner": DecisionManner.AGREED}
    assert office.refuse("decision.record", decided_at=at(DAY, 12, 1), **late).field == "decided_at"
    done = office.record(item, DAY)
    assert any("after" in note and "was closed" in note for note in done.notes)
    assert office.row(Decision, reference=done.reference).state == DecisionState.RECORDED
    office.do("meeting.draft_minutes", meeting=meeting)
    office.sound()


def test_attendance_is_put_right_after_closing_and_marks_what_rested_on_it(office: Office) -> None:
    decision = office.decide(None, DAY)
    meeting = "MTG-2026-0001"
    named = {"meeting": meeting, "person": "T. Okafor", "reason": "the sign-in sheet"}
    assert office.refuse("meeting.arrive", meeting=meeting, person="D. Reyes", arrived_at=at(DAY))
    office.do("meeting.correct_attendance", arrived_at=at(DAY, 10, 1), **named)
    assert not office.row(Decision, reference=decision).reevaluate
    office.do("meeting.correct_attendance", arrived_at=at(DAY, 11), **named)
    held = office.row(Decision, reference=decision)
    assert (held.reevaluate, held.quorum_count) == (True, 4)
    (row,) = stays(office, "T. Okafor")
    assert (row.arrived_at, row.left_at, row.correction) == (
        at(DAY, 11),
        at(DAY, 12),
        "the sign-in sheet\nthe sign-in sheet",
    )
    line = next(one for one in meeting_view.page(office.register, DAY, meeting).attendance if one.name == "T. Okafor")
    assert line.correction == row.correction
    office.sound()


def test_a_wrong_seat_a_stay_forgotten_and_somebody_who_never_came(office: Office) -> None:
    office.decide(None, DAY, EVERYBODY)
    named = {"meeting": "MTG-2026-0001", "reason": "the minutes"}
    office.do("meeting.correct_attendance", person="D. Reyes", standing=Standing.ATTENDEE, **named)
    (reyes,) = stays(office, "D. Reyes")
    assert (reyes.standing, reyes.seat_id) == (Standing.ATTENDEE, None)
    done = office.do(
        "meeting.correct_attendance",
        person="S. Mistry",
        standing=Standing.ALTERNATE,
        seat=SeatCode.LARGE_SUPPLIER_A,
        **named,
    )
    assert [one.rule for one in done.irregular] == ["R27"]
    boyd = {"person": "H. Boyd"} | named
    again = {"arrived_at": at(DAY, 11), "left_at": at(DAY, 11, 30), "time": 2}
    assert office.refuse("meeting.correct_attendance", **boyd, **again).field == "arrived_at"
    assert office.refuse("meeting.correct_attendance", left_at=at(DAY, 9), **boyd).field == "left_at"
    office.do("meeting.correct_attendance", left_at=at(DAY, 10, 40), **boyd)
    office.do("meeting.correct_attendance", **boyd, **again)
    assert len(stays(office, "H. Boyd")) == 2
    assert office.refuse("meeting.correct_attendance", left_at=at(DAY, 11), **boyd).field == "time"
    office.do("meeting.correct_attendance", person="T. Okafor", was_there=False, **named)
    (okafor,) = stays(office, "T. Okafor")
    assert (okafor.arrived_at, okafor.left_at, okafor.expected) == (None, None, False)
    line = next(
        one for one in meeting_view.page(office.register, DAY, "MTG-2026-0001").attendance if one.name == "T. Okafor"
    )
    assert line.status == "absent"
    visitor = {"person": "C. Vale", "arrived_at": at(DAY)} | named
    assert office.refuse("meeting.correct_attendance", **visitor).field == "standing"
    office.do("meeting.correct_attendance", standing=Standing.ATTENDEE, **visitor)
    office.sound()


def test_nobody_arrives_and_nothing_is_decided_in_the_future(office: Office) -> None:
    meeting = office.meeting(TODAY)
    item = office.item(meeting, None)
    office.do("meeting.open", meeting=meeting, opened_at=at(TODAY, 8))
    named = {"meeting": meeting, "person": "T. Okafor"}
    for moment in (at(date(2027, 1, 5)), at(TODAY, 10)):
        assert office.refuse("meeting.arrive", arrived_at=moment, **named).field == "arrived_at"
        assert (
            office.refuse("meeting.correct_attendance", arrived_at=moment, reason="so", **named).field == "arrived_at"
        )
        assert office.refuse("item.begin", item=item, begun_at=moment).field == "begun_at"
    for name in QUORATE:
        office.do("meeting.arrive", meeting=meeting, person=name, arrived_at=at(TODAY, 8))
    office.do("item.begin", item=item, begun_at=at(TODAY, 8, 5))
    given = {"item": item, "manner": DecisionManner.AGREED}
    assert office.refuse("decision.record", decided_at=at(TODAY, 10), **given).field == "decided_at"
    office.do("decision.record", decided_at=at(TODAY, 8, 30), **given)


def test_nobody_attended_a_meeting_that_was_cancelled(office: Office) -> None:
    meeting = office.meeting(DAY)
    office.do("meeting.cancel", meeting=meeting, reason="snow")
    given = {"meeting": meeting, "person": "T. Okafor", "arrived_at": at(DAY), "reason": "so"}
    assert office.refuse("meeting.correct_attendance", **given).field == "meeting"
