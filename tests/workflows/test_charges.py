"""What an assessment cost and who bears it: each deed, and each way it says no (R63-R65; Q14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pma_assure.records.charges import Charge
from pma_assure.records.governance import Modification
from pma_assure.register.check import check
from pma_assure.rules.vocabulary import Asked, AssessmentState, ChargeBasis, FaultView
from pma_assure.values.duties import Duty
from pma_assure.views import duties, lists, search
from pma_assure.views.records import show
from tests.workflows.conftest import Bench
from tests.workflows.desk import TODAY, Office

ORDERED = date(2026, 8, 3)
DAY = date(2026, 11, 10)
BASIS = "It let one officer approve, and knew of it."
PURPOSE = "The user's own fault, and nothing else."
EXPLICIT: dict[str, Any] = {
    "basis": ChargeBasis.EXPLICIT_CHARGE,
    "recommendation": "The user should bear it.",
    "recommended_on": DAY,
}
FIXED = EXPLICIT | {"basis": ChargeBasis.FIXED_COSTS, "recommendation": "Nobody is at fault."}


@pytest.fixture
def charged(bench: Bench) -> Iterator[tuple[Office, str, str]]:
    """(office, charge, assessment): a charge of an assessment ordered on 3 August, which cost 18,400 pounds."""
    with bench.at("reviewed") as (office, notes):
        charge = office.ref("charge.open", assessment=notes["assessment"], ordered_on=ORDERED, cost=Decimal("18400.00"))
        yield office, charge, notes["assessment"]


def in_effect(office: Office, effective_on: date, **more: Any) -> str:
    given: dict[str, Any] = {
        "title": "Section K",
        "reason": "Who is at fault pays.",
        "raised_on": date(2026, 3, 2),
        "concerns": "Section K",
        "explicit_charge": True,
        "limited_purpose": PURPOSE,
    }
    reference = office.ref("modification.raise_one", **(given | more))
    news = {"reported_by": "The Code Administrator", "reported_on": DAY}
    office.do("modification.report", modification=reference, status="With the Change Board", **news)
    office.do("modification.take_effect", modification=reference, effective_on=effective_on, **news)
    return reference


def at_fault(office: Office, charge: str, day: date = DAY) -> str:
    decision = office.decide(charge, day)
    office.do("charge.take_view", charge=charge, fault=FaultView.AT_FAULT, fault_basis=BASIS, decision=decision)
    return decision


def owed(office: Office, charge: str) -> list[Duty]:
    return [duty for duty in duties.owed(office.register, TODAY) if duty.reference == charge]


def test_one_for_each_assessment_and_fixed_costs_by_default(charged: tuple[Office, str, str]) -> None:
    office, charge, assessment = charged
    row = office.row(Charge, reference=charge)
    assert (row.cost, row.basis, row.fault) == (Decimal(18400), ChargeBasis.FIXED_COSTS, FaultView.NONE_YET)
    again = office.refuse("charge.open", assessment=assessment, ordered_on=ORDERED)
    assert f"{charge} keeps what" in again.sentence
    office.sound()


@pytest.mark.parametrize("day", [None, date(2026, 11, 24)])
def test_without_a_decision_that_ordered_it_the_day_is_said(bench: Bench, day: date | None) -> None:
    with bench.at("reviewed") as (office, notes):
        refused = office.refuse("charge.open", assessment=notes["assessment"], ordered_on=day)
        assert refused.field == "ordered_on"


@pytest.mark.parametrize("cost", ["-1", "0.001", "NaN", "Infinity", "1000000000"])
def test_an_amount_that_is_none_is_refused(charged: tuple[Office, str, str], cost: str) -> None:
    office, charge, _ = charged
    refused = office.refuse("charge.set_cost", charge=charge, cost=Decimal(cost))
    assert refused.field == "cost"


def test_pence_are_kept(charged: tuple[Office, str, str]) -> None:
    office, charge, _ = charged
    office.do("charge.set_cost", charge=charge, cost=Decimal("18400.07"))
    assert office.row(Charge, reference=charge).cost == Decimal("18400.07")
    (item,) = lists.items(office.register, TODAY, "charges")
    assert item["cost"] == "18400.07"
    office.sound()


@pytest.mark.parametrize(
    "given",
    [
        {"fault": FaultView.NONE_YET},
        {"fault_basis": " "},
        {"taken_on": date(2026, 11, 24)},
        {"taken_on": date(2026, 8, 2)},
    ],
)
def test_a_view_that_says_too_little_is_refused(charged: tuple[Office, str, str], given: dict[str, Any]) -> None:
    office, charge, _ = charged
    office.refuse("charge.take_view", charge=charge, **({"fault": FaultView.AT_FAULT, "fault_basis": BASIS} | given))


def test_a_view_rests_on_a_decision_on_exactly_the_charge(charged: tuple[Office, str, str]) -> None:
    office, charge, _ = charged
    given = {"charge": charge, "fault": FaultView.AT_FAULT, "fault_basis": BASIS}
    other = office.decide(charge, date(2026, 11, 3), asks=Asked.OTHER)
    office.refuse("charge.take_view", **given, decision=other)
    decision = office.decide(charge, DAY)
    office.do("charge.set_cost", charge=charge, cost=Decimal(20000))
    assert "was changed since" in office.refuse("charge.take_view", **given, decision=decision).sentence
    assert at_fault(office, charge, date(2026, 11, 17)) != decision
    assert office.row(Charge, reference=charge).fault_on == date(2026, 11, 17)


def test_a_view_without_a_decision_is_kept_and_carries_no_charge(charged: tuple[Office, str, str]) -> None:
    office, charge, _ = charged
    in_effect(office, date(2026, 7, 1))
    done = office.do("charge.take_view", charge=charge, fault=FaultView.AT_FAULT, fault_basis=BASIS)
    assert "No decision of the PMA is named" in done.notes[0]
    refused = office.refuse("charge.recommend", charge=charge, **EXPLICIT)
    assert (refused.rule, refused.paragraph) == ("R64", "67")


@pytest.mark.parametrize("fault", [None, FaultView.NOT_AT_FAULT])
def test_who_is_not_at_fault_is_not_charged(charged: tuple[Office, str, str], fault: FaultView | None) -> None:
    office, charge, _ = charged
    in_effect(office, date(2026, 7, 1))
    if fault is not None:
        office.do("charge.take_view", charge=charge, fault=fault, fault_basis="Its agent was known.")
    for only_noted in (False, True):
        assert office.refuse("charge.recommend", charge=charge, **EXPLICIT, only_noted=only_noted).rule == "R64"
    office.do("charge.recommend", charge=charge, **FIXED)
    assert office.row(Charge, reference=charge).recommended == ChargeBasis.FIXED_COSTS


def test_a_modification_that_came_later_lets_a_recommendation_only_be_noted(charged: tuple[Office, str, str]) -> None:
    office, charge, _ = charged
    at_fault(office, charge)
    in_effect(office, date(2026, 8, 4))
    refused = office.refuse("charge.recommend", charge=charge, **EXPLICIT)
    assert (refused.rule, refused.paragraph, refused.field) == ("R65", "67, 68", "basis")
    office.do("charge.recommend", charge=charge, **EXPLICIT, only_noted=True)
    row = office.row(Charge, reference=charge)
    assert (row.basis, row.recommended) == (ChargeBasis.FIXED_COSTS, ChargeBasis.EXPLICIT_CHARGE)
    assert row.modification_id is None
    assert not owed(office, charge)
    office.sound()


def test_a_modification_of_something_else_allows_no_charge(charged: tuple[Office, str, str]) -> None:
    office, charge, _ = charged
    at_fault(office, charge)
    in_effect(office, date(2026, 7, 1), explicit_charge=False, limited_purpose="")
    assert office.refuse("charge.recommend", charge=charge, **EXPLICIT).rule == "R65"


def test_an_explicit_charge_prints_its_limited_purpose_wherever_it_is_shown(charged: tuple[Office, str, str]) -> None:
    office, charge, assessment = charged
    at_fault(office, charge)
    modification = in_effect(office, ORDERED)
    done = office.do("charge.recommend", charge=charge, **EXPLICIT)
    assert any(PURPOSE in note and modification in note for note in done.notes)
    (item,) = lists.items(office.register, TODAY, "charges")
    shown: Any = show(office.register, TODAY, charge)
    for seen in (item, shown["fields"]):
        assert (seen["basis"], seen["modification"], seen["limited_purpose"]) == (
            "explicit_charge",
            modification,
            PURPOSE,
        )
    assert shown["fields"]["cost_in_words"] == "£18,400"
    assert {"role": "charge", "reference": charge} in show(office.register, TODAY, assessment)["links"]  # type: ignore[operator]  # a list
    assert [hit.reference for hit in search.find(office.register, "knew officer")] == [charge]
    office.sound()


def test_the_view_an_explicit_charge_rests_on_is_not_turned(charged: tuple[Office, str, str]) -> None:
    office, charge, _ = charged
    at_fault(office, charge)
    in_effect(office, ORDERED)
    office.do("charge.recommend", charge=charge, **EXPLICIT)
    given = {"charge": charge, "fault": FaultView.NOT_AT_FAULT, "fault_basis": "On second thoughts."}
    assert "Recommend fixed costs first" in office.refuse("charge.take_view", **given).sentence
    office.do("charge.recommend", charge=charge, **FIXED)
    assert office.row(Charge, reference=charge).modification_id is None
    office.do("charge.take_view", **given)


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 8, 2)])
def test_a_recommendation_has_a_day_that_can_be(charged: tuple[Office, str, str], day: date) -> None:
    office, charge, _ = charged
    given = FIXED | {"recommended_on": day}
    assert office.refuse("charge.recommend", charge=charge, **given).field == "recommended_on"


def test_what_a_charge_owes_once_the_report_is_in(bench: Bench) -> None:
    with bench.at("reviewed") as (office, notes):
        charge = office.ref("charge.open", assessment=notes["assessment"], ordered_on=ORDERED)
        assert [one.deed for one in owed(office, charge)] == ["charge.set_cost"]
        office.do("charge.set_cost", charge=charge, cost=Decimal(100))
        (duty,) = owed(office, charge)
        assert (duty.deed, duty.blocked_by, duty.rule) == ("item.list", ("not on an agenda",), "R64")
        decision = office.decide(charge, DAY)
        (duty,) = owed(office, charge)
        assert duty.deed == "charge.take_view"
        assert decision in duty.detail
        office.do("charge.take_view", charge=charge, fault=FaultView.AT_FAULT, fault_basis=BASIS, decision=decision)
        assert [one.deed for one in owed(office, charge)] == ["charge.recommend"]
        office.do("charge.recommend", charge=charge, **EXPLICIT, only_noted=True)
        assert not owed(office, charge)


def test_before_the_report_is_in_nothing_is_owed(bench: Bench) -> None:
    with bench.at("planned") as (office, notes):
        charge = office.ref("charge.open", assessment=notes["assessment"], ordered_on=ORDERED)
        assert not owed(office, charge)


def test_check_names_a_charge_that_rests_on_nothing(charged: tuple[Office, str, str]) -> None:
    office, charge, _ = charged
    row = office.row(Charge, reference=charge)
    office.force(Charge, row.id, basis=ChargeBasis.EXPLICIT_CHARGE)
    said = [one.sentence for one in check(office.register).problems if one.reference == charge]
    assert len(said) == 3
    assert any(
        "no modification for it was in effect when it was ordered (R65, paragraph 67, 68)" in one for one in said
    )
    assert any("the user is not considered at fault (R64, paragraph 67)" in one for one in said)


def test_check_names_a_modification_that_the_pma_is_said_to_have_decided_on(office: Office) -> None:
    reference = in_effect(office, DAY)
    row = office.row(Modification, reference=reference)
    office.force(Modification, row.id, reported_status="Approved by the PMA", effective_on=None, limited_purpose="")
    said = " ".join(one.sentence for one in check(office.register).problems if one.reference == reference)
    for words in ("says that the PMA decided on it", "no day says since when", "without a limited purpose"):
        assert words in said


def test_assessments_that_are_only_planned_can_have_a_charge(bench: Bench) -> None:
    with bench.at("planned") as (office, notes):
        office.ref("charge.open", assessment=notes["assessment"], ordered_on=ORDERED)
        shown: Any = show(office.register, TODAY, notes["assessment"])
        assert shown["fields"]["state"] == AssessmentState.PLANNED
        assert shown["fields"]["charge"] is not None
