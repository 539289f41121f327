"""A decision's record names who took part, and says when a meeting sat on another day than it was called for."""

from __future__ import annotations

import json
from datetime import date

from pma_assure.records.meetings import DecisionText
from tests.workflows.desk import QUORATE, Office, at

DAY = date(2026, 7, 14)


def test_whoever_was_expected_and_never_came_took_no_part(submitted: tuple[Office, dict[str, str]]) -> None:
    office, notes = submitted
    office.answer(notes["plan"], 1)
    advice = office.advice(notes["plan"])
    office.decide(advice, DAY)
    people = {one["name"] for one in json.loads(office.rows(DecisionText)[-1].quorum)["people"]}
    assert people == set(QUORATE)


def test_a_meeting_that_sits_on_another_day_says_so(office: Office) -> None:
    meeting = office.meeting(DAY)
    opened = office.do("meeting.open", meeting=meeting, opened_at=at(date(2026, 7, 13)))
    assert "was called for 14 July 2026 and sits on 13 July 2026" in " ".join(opened.notes)
