"""What check says of charges, modifications and reviews whose rows no deed could have left so."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.rules.invariants_of_the_document_set import (
    ChargeInvariant,
    ModificationInvariant,
    RestsOn,
    ReviewInvariant,
    charge,
    modification,
    review,
)

ORDERED = date(2026, 10, 5)
SOUND = RestsOn(on_this=True, state="recorded", asks="recommend_charge")


def of_charge(**more: object) -> ChargeInvariant:
    given: dict[str, object] = {
        "reference": "CHG-2026-0001",
        "basis": "explicit_charge",
        "fault": "at_fault",
        "ordered_on": ORDERED,
        "decision": SOUND,
        "names_modification": True,
        "explicit_in_effect": date(2026, 10, 1),
    }
    return ChargeInvariant(**(given | more))  # type: ignore[arg-type]  # the values are named above


def of_modification(**more: object) -> ModificationInvariant:
    given: dict[str, object] = {
        "reference": "MOD-2026-0001",
        "state": "in_effect",
        "raised_on": date(2026, 3, 2),
        "effective_on": date(2026, 10, 1),
        "outside": False,
        "irregular": False,
        "explicit_charge": True,
        "limited_purpose": "For this only.",
        "words": "Approved by the Change Board",
    }
    return ModificationInvariant(**(given | more))  # type: ignore[arg-type]  # the values are named above


def of_review(**more: object) -> ReviewInvariant:
    given: dict[str, object] = {
        "reference": "REV-2026-0001",
        "done_on": ORDERED,
        "concluded_on": ORDERED,
        "decision": RestsOn(on_this=True, state="superseded", asks="conclude_review"),
    }
    return ReviewInvariant(**(given | more))  # type: ignore[arg-type]  # the values are named above


def test_what_the_deeds_leave_is_sound() -> None:
    assert charge(of_charge()) == charge(of_charge(explicit_in_effect=ORDERED)) == []
    fixed = {"basis": "fixed_costs", "names_modification": False, "explicit_in_effect": None}
    assert charge(of_charge(**fixed)) == charge(of_charge(**fixed, fault="none_yet", decision=None)) == []
    assert modification(of_modification()) == []
    assert modification(of_modification(outside=True, irregular=True)) == []
    assert review(of_review()) == review(of_review(done_on=None, concluded_on=None, decision=None)) == []


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"fault": "not_at_fault"}, "not considered at fault"),
        ({"decision": None}, "no decision of the PMA behind the view"),
        ({"explicit_in_effect": None}, "no modification for it was in effect"),
        ({"explicit_in_effect": date(2026, 10, 6)}, "no modification for it was in effect"),
        ({"ordered_on": None}, "no modification for it was in effect"),
        ({"basis": "fixed_costs"}, "the basis is fixed costs"),
        ({"decision": RestsOn(on_this=False, state="recorded", asks="recommend_charge")}, "was on something else"),
        ({"decision": RestsOn(on_this=True, state="purported", asks="recommend_charge")}, "is not valid"),
        ({"decision": RestsOn(on_this=True, state="recorded", asks="other")}, "decided on something else"),
    ],
)
def test_a_charge_that_rests_on_too_little(more: dict[str, object], says: str) -> None:
    (problem,) = charge(of_charge(**more))
    assert says in problem.sentence
    assert (problem.severity, problem.code, problem.table) == ("fault", "charge_rule", "charge")
    assert ", paragraph 67" in problem.sentence


@pytest.mark.parametrize(
    ("more", "says", "rule"),
    [
        ({"words": "Approved by the PMA"}, "says that the PMA decided on it", "R05"),
        ({"effective_on": None}, "no day says since when", "R05"),
        ({"effective_on": date(2026, 3, 1)}, "before it was raised", "R05"),
        ({"outside": True}, "not kept as irregular", "R06"),
        ({"limited_purpose": " "}, "without a limited purpose", "R65"),
    ],
)
def test_a_modification_that_cannot_be(more: dict[str, object], says: str, rule: str) -> None:
    (problem,) = modification(of_modification(**more))
    assert says in problem.sentence
    assert f"({rule}, paragraph" in problem.sentence


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"done_on": None}, "was not done before"),
        ({"concluded_on": date(2026, 10, 4)}, "was not done before"),
        ({"decision": RestsOn(on_this=True, state="recorded", asks="raise_modification")}, "decided on something else"),
    ],
)
def test_a_review_that_cannot_be(more: dict[str, object], says: str) -> None:
    (problem,) = review(of_review(**more))
    assert says in problem.sentence
    assert problem.table == "document_review"
