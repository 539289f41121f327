"""Modifications: raised by the PMA, decided on by others, in effect from a day (R05, R06, R58, R65)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules import modifications as rules
from pma_assure.rules import vocabulary, wording
from pma_assure.rules.modifications import Followed
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import ModificationState

RAISED = date(2026, 3, 2)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def known(number: int = 1, **more: object) -> Followed:
    given: dict[str, object] = {
        "reference": f"MOD-2026-{number:04d}",
        "state": ModificationState.IN_EFFECT,
        "raised_on": RAISED,
        "effective_on": date(2026, 10, 1),
        "explicit_charge": True,
    }
    return Followed(**(given | more))  # type: ignore[arg-type]  # the values are named above


FOLLOWED = st.builds(
    known,
    st.integers(1, 9),
    state=st.sampled_from(ModificationState),
    effective_on=st.none() | DAYS,
    explicit_charge=st.booleans(),
)


@pytest.mark.parametrize(
    "words",
    [
        "Approved by the PMA",
        "approved by PMA on 3 June",
        "Approved  by the SMKI PMA",
        "The PMA has approved it",
        "PMA-approved",
        "Awaits PMA approval",
        "Awaits the PMA's approval",
        "Authorised by the PMA",
        "rejected by the PMA",
    ],
)
def test_words_by_which_the_pma_would_decide_are_refused(words: str) -> None:
    with pytest.raises(Refused, match="does not decide") as refused:
        rules.check_reported(words, field="status")
    assert (refused.value.rule, refused.value.paragraph) == ("R05", "16, 36")


@pytest.mark.parametrize(
    "words",
    [
        "Approved by the Change Board",
        "Raised by the PMA; approved by the Secretary of State",
        "Sent to the Authority for approval, as the PMA was told",
        "In effect, as reported",
    ],
)
def test_what_others_decided_may_be_said(words: str) -> None:
    rules.check_reported(words, field="status")


def test_no_label_of_a_modification_says_that_the_pma_decided() -> None:
    for kind in (ModificationState, vocabulary.SupportKind, vocabulary.SupportState, vocabulary.Asked):
        for code in kind:
            assert not rules.attributed_to_the_pma(wording.label(code)), code


def test_scope() -> None:
    assert rules.outside_scope("RAPP", True) == ""
    assert rules.outside_scope("RPA", False).startswith("RPA is not among the documents")


def test_comment_period() -> None:
    rules.check_comment_period(RAISED, RAISED, raised_on=RAISED)
    with pytest.raises(Refused, match="ends before it begins") as refused:
        rules.check_comment_period(RAISED, RAISED - timedelta(days=1), raised_on=date(2026, 1, 1))
    assert refused.value.field == "comments_to"
    with pytest.raises(Refused, match="raised on 2 March 2026") as refused:
        rules.check_comment_period(date(2026, 3, 1), date(2026, 4, 1), raised_on=RAISED)
    assert (refused.value.field, refused.value.rule) == ("comments_from", "R58")


@given(st.lists(FOLLOWED, max_size=5), DAYS)
def test_an_explicit_charge_needs_one_in_effect_that_day(held: list[Followed], day: date) -> None:
    found = rules.explicit_charge_on(held, day)
    there = [
        one
        for one in held
        if one.explicit_charge
        and one.state == ModificationState.IN_EFFECT
        and one.effective_on is not None
        and one.effective_on <= day
    ]
    assert (found is None) == (not there)
    assert found is None or found in there
    if found is not None:
        assert rules.explicit_charge_on(held, day + timedelta(days=400)) is not None, "once in effect, it stays so"


def test_the_day_itself_counts() -> None:
    assert rules.explicit_charge_on([known()], date(2026, 10, 1)) is not None
    assert rules.explicit_charge_on([known()], date(2026, 9, 30)) is None
    announced = known(state=ModificationState.REPORTED)
    assert rules.explicit_charge_on([announced], date(2026, 11, 1)) is None, "announced is not in effect"


def test_what_is_known_of_its_time() -> None:
    assert rules.says_when(known()) == "raised on 2 March 2026, effective on 1 October 2026"
    assert rules.says_when(known(effective_on=None)).endswith("with no day known on which it takes effect")
    assert rules.says_when(known(state=ModificationState.REJECTED)).endswith("rejected, as reported")
    assert rules.says_when(known(state=ModificationState.WITHDRAWN)).endswith("withdrawn")


def test_news_is_owed_after_a_quarter() -> None:
    assert not rules.news_owed_since(RAISED, RAISED + timedelta(days=89))
    assert rules.news_owed_since(RAISED, RAISED + timedelta(days=90))
