"""The PKI Specialist's place is handed on: who held it on a day is still seen on that day (R26, R37)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pma_assure.records.meetings import Decision
from pma_assure.records.people import AttendsFor, Person
from pma_assure.rules.vocabulary import DecisionState, Standing
from pma_assure.views import lists
from pma_assure.views import meetings as meeting_view
from pma_assure.workflows.arguments import arguments_for
from pma_assure.workflows.every import DEEDS
from tests.workflows.desk import KEEPER, Office, at

BEFORE, AFTER = date(2026, 7, 14), date(2026, 10, 6)
HANDED_ON = date(2026, 9, 1)
MEMBERS = ("A. Whitcombe", "J. Pryce", "T. Okafor")
SUCCESSOR = "I. Wren"


def under(office: Office, chair: str, day: date) -> tuple[str, str]:
    """(meeting, decision): three members decide, and somebody acts as Chair."""
    meeting, item = office.sit(day, None, MEMBERS)
    office.do("meeting.arrive", meeting=meeting, person=chair, standing=Standing.ACTING_CHAIR, arrived_at=at(day))
    inquorate = meeting_view.page(office.register, day, meeting).items[0].quorum.count < 4
    done = office.record(item, day, purported=inquorate)
    office.do("meeting.close", meeting=meeting, closed_at=at(day, 12))
    assert done.reference is not None
    return meeting, done.reference


def hand_on(office: Office, **more: Any) -> None:
    office.do("person.add", name=SUCCESSOR, represents="PKI Specialist", attends_from=HANDED_ON, **more)
    office.do("person.edit", person=KEEPER, represents="", attends_from=HANDED_ON)


def days(office: Office, name: str) -> list[tuple[str, date | None, date | None]]:
    held = office.rows(AttendsFor, person_id=office.row(Person, name=name).id)
    said = [(row.represents, row.first_day, row.last_day) for row in held]
    return sorted(said, key=lambda row: (row[1] or date.min, row[2] or date.max))


def test_a_decision_from_before_the_place_was_handed_on_stands(office: Office) -> None:
    meeting, old = under(office, KEEPER, BEFORE)
    hand_on(office)
    assert days(office, KEEPER) == [("PKI Specialist", None, date(2026, 8, 31))]
    assert days(office, SUCCESSOR) == [("PKI Specialist", HANDED_ON, None)]
    decision = office.row(Decision, reference=old)
    assert (decision.state, decision.reevaluate) == (DecisionState.RECORDED, False)
    quorum = meeting_view.page(office.register, AFTER, meeting).items[0].quorum
    assert (quorum.quorate, quorum.count) == (True, 4)
    assert "as the PKI Specialist acting as Chair" in next(one.reason for one in quorum.people if one.name == KEEPER)
    office.sound()


def test_the_successor_acts_as_chair_from_the_first_day_on(office: Office) -> None:
    hand_on(office)
    _, decision = under(office, SUCCESSOR, AFTER)
    assert office.row(Decision, reference=decision).state == DecisionState.RECORDED
    meeting, decision = under(office, KEEPER, date(2026, 10, 7))
    assert office.row(Decision, reference=decision).state == DecisionState.PURPORTED
    assert ("R26", "18, 35") in office.irregular(meeting)
    _, decision = under(office, SUCCESSOR, date(2026, 8, 31))
    assert office.row(Decision, reference=decision).state == DecisionState.PURPORTED


def test_decisions_from_after_the_day_on_which_it_was_handed_on_are_flagged(office: Office) -> None:
    """The handing on is recorded late: it was another who should have acted as Chair."""
    _, on_the_last_day = under(office, KEEPER, date(2026, 8, 31))
    _, on_the_first_day = under(office, KEEPER, HANDED_ON)
    hand_on(office)
    assert not office.row(Decision, reference=on_the_last_day).reevaluate
    assert office.row(Decision, reference=on_the_first_day).reevaluate


def test_without_a_day_it_is_handed_on_today(office: Office) -> None:
    office.do("person.edit", person=KEEPER, represents="")
    assert days(office, KEEPER) == [("PKI Specialist", None, date(2026, 11, 22))]


def test_the_days_of_the_place_are_put_right(office: Office) -> None:
    _, old = under(office, KEEPER, BEFORE)
    office.do(
        "person.edit",
        person=KEEPER,
        represents="PKI Specialist",
        attends_from=date(2014, 1, 1),
        attends_until=date(2026, 12, 31),
    )
    assert days(office, KEEPER) == [("PKI Specialist", date(2014, 1, 1), date(2026, 12, 31))]
    assert not office.row(Decision, reference=old).reevaluate
    office.do("person.edit", person=KEEPER, represents="PKI Specialist", attends_from=date(2026, 8, 1))
    assert days(office, KEEPER) == [("PKI Specialist", date(2026, 8, 1), date(2026, 12, 31))]
    assert office.row(Decision, reference=old).reevaluate
    office.do("person.edit", person=KEEPER, represents="PKI Specialist", attends_from=date(2027, 3, 1))
    assert days(office, KEEPER)[1:] == [("PKI Specialist", date(2027, 3, 1), None)]


def test_what_was_entered_by_mistake_holds_on_no_day(office: Office) -> None:
    office.do("person.add", name=SUCCESSOR, represents="Ofgem", attends_from=HANDED_ON)
    office.do("person.edit", person=SUCCESSOR, represents="PKI Specialist", attends_from=HANDED_ON)
    assert days(office, SUCCESSOR) == [
        ("Ofgem", HANDED_ON, date(2026, 8, 31)),
        ("PKI Specialist", HANDED_ON, None),
    ]
    for day, wanted in ((date(2026, 8, 31), None), (HANDED_ON, "PKI Specialist")):
        assert attends_for(office, SUCCESSOR, day) == wanted


def test_a_first_day_alone_is_refused_so_that_nobody_loses_the_days_before(office: Office) -> None:
    """Through the command line and the window an empty text is none: it meant the opposite of what was asked."""
    _, old = under(office, KEEPER, BEFORE)
    given = arguments_for(
        DEEDS["person.edit"], {"person": KEEPER, "represents": "", "attends_from": HANDED_ON.isoformat()}, {}
    )
    refusal = office.refuse("person.edit", **given)
    assert refusal.field == "represents"
    assert "To end it, give the last day" in refusal.sentence
    office.do("person.edit", person=KEEPER, attends_until=date(2026, 8, 31))
    assert days(office, KEEPER) == [("PKI Specialist", None, date(2026, 8, 31))]
    assert not office.row(Decision, reference=old).reevaluate


@pytest.mark.parametrize("moved_to", [date(2026, 8, 15), date(2026, 10, 1)])
def test_handed_on_on_another_day_leaves_neither_a_gap_nor_two_places_at_once(office: Office, moved_to: date) -> None:
    office.do("person.edit", person=KEEPER, represents="Government", attends_from=HANDED_ON)
    office.do("person.edit", person=KEEPER, represents="Government", attends_from=moved_to)
    last = moved_to - timedelta(days=1)
    assert days(office, KEEPER) == [("PKI Specialist", None, last), ("Government", moved_to, None)]


@pytest.mark.parametrize("moved_to", [date(2026, 8, 15), date(2026, 10, 1)])
def test_given_up_on_another_day_the_place_was_held_until_then(office: Office, moved_to: date) -> None:
    office.do("person.edit", person=KEEPER, represents="", attends_from=HANDED_ON)
    office.do("person.edit", person=KEEPER, represents="", attends_from=moved_to)
    assert days(office, KEEPER) == [("PKI Specialist", None, moved_to - timedelta(days=1))]


def test_what_was_entered_by_mistake_does_not_come_back_with_another_day(office: Office) -> None:
    office.do("person.add", name=SUCCESSOR, represents="Ofgem", attends_from=HANDED_ON)
    for day in (HANDED_ON, date(2026, 10, 1)):
        office.do("person.edit", person=SUCCESSOR, represents="PKI Specialist", attends_from=day)
    assert days(office, SUCCESSOR)[0] == ("Ofgem", HANDED_ON, date(2026, 8, 31))


@pytest.mark.parametrize("spelled", ["PKI Specialist ", "pki specialist", "PKI  Specialist", "PKI-Specialist"])
def test_the_place_is_the_same_however_it_is_spelled(office: Office, spelled: str) -> None:
    office.do("person.add", name=SUCCESSOR, represents=spelled)
    office.do("person.edit", person="T. Okafor", represents=spelled)
    assert [place for name in (SUCCESSOR, "T. Okafor") for place, _, _ in days(office, name)] == ["PKI Specialist"] * 2


def attends_for(office: Office, name: str, day: date) -> object:
    (line,) = [line for line in lists.items(office.register, day, "people") if line["title"] == name]
    return line["represents"]


def test_a_list_and_a_meeting_say_what_somebody_attends_for_on_the_day(office: Office) -> None:
    office.do(
        "person.add",
        name="N. Bright",
        represents="Ofgem",
        attends_from=date(2026, 7, 1),
        attends_until=date(2026, 8, 31),
    )
    said = [attends_for(office, "N. Bright", date(2026, *day)) for day in ((6, 30), (7, 1), (8, 31), (9, 1))]
    assert said == [None, "Ofgem", "Ofgem", None]
    for day, wanted in ((BEFORE, "Ofgem"), (AFTER, None)):
        meeting = office.meeting(day)
        office.do("meeting.expect", meeting=meeting, person="N. Bright", standing=Standing.ATTENDEE)
        (line,) = meeting_view.page(office.register, day, meeting).attendees
        assert line.employer == wanted


def test_who_handed_the_place_on_may_work_for_the_service_provider(office: Office) -> None:
    hand_on(office)
    employed = {"employer": "Meridian Data Communications", "first_day": date(2026, 10, 1)}
    assert not office.do("person.employ", person=KEEPER, **employed).irregular
    done = office.do("person.employ", person=SUCCESSOR, **employed)
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R25", "38")]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"attends_from": HANDED_ON}, "represents"),
        ({"attends_until": HANDED_ON}, "represents"),
        ({"represents": "", "attends_until": HANDED_ON}, "represents"),
        ({"represents": "Ofgem", "attends_from": HANDED_ON, "attends_until": BEFORE}, "attends_until"),
    ],
)
def test_days_of_nothing_are_refused(office: Office, given: dict[str, Any], field: str) -> None:
    assert office.refuse("person.edit", person="T. Okafor", **given).field == field
    assert office.refuse("person.add", name="B. Lowe", **given).field == field
