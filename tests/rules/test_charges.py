"""Who bears a cost: fixed costs, or an explicit charge on fault and a modification in effect when it was ordered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules import charges as rules
from pma_assure.rules.charges import ChargeFact
from pma_assure.rules.modifications import Followed, explicit_charge_on
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import ChargeBasis, FaultView, ModificationState
from tests.rules.test_modifications import DAYS, FOLLOWED, known

EXPLICIT, FIXED = ChargeBasis.EXPLICIT_CHARGE, ChargeBasis.FIXED_COSTS


def fact(**more: object) -> ChargeFact:
    given: dict[str, object] = {
        "reference": "CHG-2026-0001",
        "participant": "Halden Power",
        "ordered_on": date(2026, 5, 20),
        "fault": FaultView.AT_FAULT,
        "view_decided": True,
    }
    return ChargeFact(**(given | more))  # type: ignore[arg-type]  # the values are named above


FACTS = st.builds(fact, ordered_on=DAYS, fault=st.sampled_from(FaultView), view_decided=st.booleans())


@pytest.mark.parametrize(
    ("charge", "held", "rule", "says"),
    [
        (fact(fault=FaultView.NONE_YET), [known()], "R64", "has taken no view yet"),
        (fact(fault=FaultView.NOT_AT_FAULT), [known()], "R64", "considers that it is not at fault"),
        (fact(view_decided=False), [known()], "R64", "No decision of the PMA stands behind"),
        (fact(), [], "R65", "none has been raised"),
        (
            fact(),
            [known()],
            "R65",
            "MOD-2026-0001 (raised on 2 March 2026, effective on 1 October 2026), was not in effect when the assessment"
            " was ordered, on 20 May 2026",
        ),
        (fact(), [known(state=ModificationState.REJECTED, effective_on=None)], "R65", "rejected, as reported"),
    ],
)
def test_an_explicit_charge_is_refused(charge: ChargeFact, held: list[Followed], rule: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_recommendation(charge, EXPLICIT, held, only_noted=False)
    assert refused.value.rule == rule
    assert says in refused.value.sentence
    assert refused.value.field == "basis"


def test_it_is_allowed_on_fault_and_a_modification_in_effect_when_ordered() -> None:
    found = rules.check_recommendation(fact(ordered_on=date(2026, 10, 5)), EXPLICIT, [known()], only_noted=False)
    assert found == known()
    assert rules.basis_after(EXPLICIT, found) == EXPLICIT


def test_what_cannot_be_charged_can_be_noted_only_where_the_user_is_at_fault() -> None:
    assert rules.check_recommendation(fact(), EXPLICIT, [known()], only_noted=True) is None
    assert rules.basis_after(EXPLICIT, None) == FIXED
    for charge in (fact(fault=FaultView.NOT_AT_FAULT), fact(view_decided=False)):
        with pytest.raises(Refused):
            rules.check_recommendation(charge, EXPLICIT, [known()], only_noted=True)
    with pytest.raises(Refused, match="need not only be noted"):
        rules.check_recommendation(fact(ordered_on=date(2026, 10, 5)), EXPLICIT, [known()], only_noted=True)


@given(FACTS, st.lists(FOLLOWED, max_size=4), st.sampled_from(ChargeBasis), st.booleans())
def test_nobody_is_charged_without_fault_a_decision_and_a_rule_of_that_day(
    charge: ChargeFact, held: list[Followed], basis: ChargeBasis, noted: bool
) -> None:
    try:
        resting = rules.check_recommendation(charge, basis, held, only_noted=noted)
    except Refused:
        assert basis == EXPLICIT
        return
    after = rules.basis_after(basis, resting)
    if after == EXPLICIT:
        assert charge.fault == FaultView.AT_FAULT
        assert charge.view_decided
        assert resting == explicit_charge_on(held, charge.ordered_on)
        assert resting is not None
        assert resting.effective_on is not None
        assert resting.effective_on <= charge.ordered_on


@given(FACTS, st.lists(FOLLOWED, max_size=4), st.integers(0, 2000))
def test_what_takes_effect_later_changes_nothing(charge: ChargeFact, held: list[Followed], days: int) -> None:
    later = known(99, effective_on=charge.ordered_on + timedelta(days=1 + days))
    before, after = rules.obstacle(charge, held), rules.obstacle(charge, [*held, later])
    assert (before is None) == (after is None)


def test_why_says_every_input() -> None:
    because = rules.because(fact(), FIXED, [known()])
    assert (because.value, because.rule, because.paragraph) == ("In the DCC's fixed costs", "R65", "67, 68")
    inputs = dict(because.inputs)
    assert inputs["ordered on"] == "20 May 2026"
    assert inputs["modification in effect that day"] == "none"
    assert "was not in effect" in inputs["an explicit charge"]
    allowed = rules.because(fact(ordered_on=date(2026, 10, 5)), EXPLICIT, [known()])
    assert dict(allowed.inputs)["an explicit charge"] == "can be recommended"
    assert rules.because(fact(fault=FaultView.NONE_YET), FIXED, []).rule == "R64"
