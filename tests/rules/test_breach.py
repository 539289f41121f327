"""What a consideration needs before the PMA considers it, which cases are like it, and invariant 5 (R67-R72)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules import invariants_of_breaches as invariants
from pma_assure.rules.breach import (
    AT_WORK,
    CONSIDERED,
    Matter,
    heard,
    likenesses,
    paper_gaps,
    supported,
    unsupported,
    weight,
)
from pma_assure.rules.outcomes import differs_on_breach
from pma_assure.rules.vocabulary import BreachState, BreachView

DAY = date(2026, 4, 10)
SOUGHT = date(2026, 3, 17)
PAPER = {"reasons": "Late.", "proportionality": "Fair.", "facts": 1, "requirements": 1, "unanswered": 0}
MATTER = Matter(
    clauses=frozenset({"RAPP 7.4"}),
    documents=frozenset({"RAPP"}),
    trigger="self_report",
    view="material_breach",
    category="gas_network",
)


def test_what_cannot_be_verified_is_no_sole_support() -> None:
    assert not supported([])
    assert not supported([False, False])
    assert supported([False, True])
    assert unsupported([]) is None
    gap = unsupported(["BRCH-2026-0006/F2"])
    assert gap is not None
    assert (gap.rule, gap.paragraph) == ("R67", "59")
    assert gap.sentence.startswith("BRCH-2026-0006/F2 has no evidence that can be verified.")
    two = unsupported(["F1", "F2"])
    assert two is not None
    assert two.sentence.startswith("F1, F2 have no evidence")


@pytest.mark.parametrize(
    ("state", "represent_by", "received", "as_of", "missing"),
    [
        (BreachState.GATHERING_FACTS, None, [], DAY, "No representations were sought"),
        (BreachState.GATHERING_FACTS, None, [date(2026, 3, 1)], DAY, None),
        (BreachState.REPRESENTATIONS_SOUGHT, DAY, [], DAY, "The participant has until 10 April 2026"),
        (BreachState.REPRESENTATIONS_SOUGHT, DAY, [], date(2026, 4, 11), None),
        (BreachState.REPRESENTATIONS_SOUGHT, DAY, [SOUGHT], SOUGHT, None),
        (BreachState.REPRESENTATIONS_SOUGHT, DAY, [date(2026, 3, 16)], DAY, "The participant has until"),
        (BreachState.REPRESENTATIONS_SOUGHT, None, [], date(2027, 1, 1), "Representations were sought without a day"),
        (BreachState.REOPENED, None, [date(2026, 3, 16)], DAY, "No representations were sought"),
        (BreachState.REOPENED, None, [SOUGHT], DAY, None),
        (BreachState.DEFERRED, None, [], DAY, None),
    ],
)
def test_the_participant_is_heard(
    state: BreachState, represent_by: date | None, received: list[date], as_of: date, missing: str | None
) -> None:
    gap = heard(state, since=SOUGHT, represent_by=represent_by, received=received, as_of=as_of)
    if missing is None:
        assert gap is None
        return
    assert gap is not None
    assert gap.sentence.startswith(missing)
    assert (gap.rule, gap.paragraph, gap.field) == ("R72", "71", "why_no_representations")


@pytest.mark.parametrize(
    ("view", "more", "begins"),
    [
        (BreachView.MATERIAL, {}, ()),
        (None, {}, ("No view is proposed",)),
        (BreachView.MATERIAL, {"reasons": " "}, ("No view is proposed",)),
        (BreachView.NO_NON_COMPLIANCE, {"proportionality": ""}, ("Say why this is proportionate",)),
        (BreachView.NO_NON_COMPLIANCE, {"facts": 0, "requirements": 0}, ()),
        (BreachView.NOT_MATERIAL, {"facts": 0, "requirements": 0}, ("Name the requirement", "Add the facts")),
        (BreachView.MATERIAL, {"unanswered": 2}, ("Answer 2 representations",)),
    ],
)
def test_what_a_paper_lacks(view: BreachView | None, more: dict[str, object], begins: tuple[str, ...]) -> None:
    gaps = paper_gaps(view, **(PAPER | more))  # type: ignore[arg-type]  # names and types are those of PAPER
    assert len(gaps) == len(begins)
    for gap, said in zip(gaps, begins, strict=True):
        assert gap.sentence.startswith(said)
        assert (gap.rule, gap.paragraph) in (("R67", "59"), ("R72", "71"))


def test_like_cases_share_a_requirement_a_document_or_the_view() -> None:
    assert likenesses(MATTER, MATTER) == (
        "same requirement (RAPP 7.4)",
        "same view",
        "same trigger",
        "same participant category",
    )
    clause = replace(MATTER, clauses=frozenset({"RAPP 5.2"}), view="not_material", trigger="complaint")
    assert likenesses(MATTER, clause) == ("same document (RAPP)", "same participant category")
    other = replace(MATTER, clauses=frozenset(), documents=frozenset(), view=None)
    # The same requirements apply whatever the size: a category or a trigger alone makes nothing comparable.
    assert likenesses(MATTER, other) == ()
    assert likenesses(replace(MATTER, view=None), replace(other, view=None)) == ()


matters = st.builds(
    Matter,
    clauses=st.frozensets(st.sampled_from(["RAPP 5.2", "RAPP 7.4", "CPS 1.1"])),
    documents=st.frozensets(st.sampled_from(["RAPP", "CPS"])),
    trigger=st.sampled_from(["complaint", "self_report"]),
    view=st.sampled_from([None, "material_breach", "not_material"]),
    category=st.sampled_from(["gas_network", "small_supplier"]),
)


@given(matters, matters)
def test_likeness_goes_both_ways_and_a_requirement_outweighs_all_else(one: Matter, other: Matter) -> None:
    assert likenesses(one, other) == likenesses(other, one)
    if one.clauses & other.clauses:
        apart = replace(other, clauses=frozenset())
        assert weight(likenesses(one, other)) > weight(likenesses(one, apart))


def test_every_state_is_open_or_ended_for_the_pma() -> None:
    assert set(AT_WORK) | set(CONSIDERED) | {BreachState.DISCONTINUED} == set(BreachState)
    assert not set(AT_WORK) & set(CONSIDERED)


@pytest.mark.parametrize("advised", [None, *BreachView])
@pytest.mark.parametrize("reported", [None, *BreachView])
def test_the_panel_differs_where_it_took_another_view(advised: BreachView | None, reported: BreachView | None) -> None:
    wanted = advised is not None and reported is not None and advised != reported
    assert differs_on_breach(advised, reported) is wanted


FACT = invariants.BreachFact(
    reference="BRCH-2026-0006",
    state="advised",
    view="material_breach",
    decision_state="recorded",
    decision_asks="consider_breach",
    decided_view="material_breach",
    elsewhere=False,
)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, ""),
        ({"decision_asks": "issue_advice", "decision_state": "superseded"}, ""),
        ({"state": "ready", "view": None, "decision_state": None, "decision_asks": None, "decided_view": None}, ""),
        ({"decision_state": None, "decision_asks": None, "decided_view": None, "elsewhere": True}, ""),
        ({"view": None, "decided_view": None}, "no view of the PMA is kept"),
        ({"decision_state": None, "decision_asks": None}, "rests on no valid decision"),
        ({"decision_state": "purported"}, "rests on no valid decision"),
        ({"decision_asks": "publish"}, "the decision behind its view was on publish"),
        ({"view": "not_material"}, "the PMA's view is not_material, and the PMA decided on material_breach"),
    ],
)
def test_the_view_of_the_pma_is_the_one_it_decided_on(changed: dict[str, object], said: str) -> None:
    problems = invariants.consideration(replace(FACT, **changed))  # type: ignore[arg-type]  # names are the fact's own
    assert [said in one.sentence for one in problems] == ([True] if said else [])
    assert all((one.code, one.severity) == ("invariant_5", "fault") for one in problems)


def test_what_was_advised_is_what_was_decided() -> None:
    fact = invariants.BreachAdviceFact(
        reference="ADV-2026-0007/1.0", state="issued", view="material_breach", decided_view="material_breach"
    )
    assert invariants.advice(fact) == []
    (problem,) = invariants.advice(replace(fact, view="not_material"))
    assert problem.sentence.startswith("ADV-2026-0007/1.0: it advises not_material")
    assert invariants.advice(replace(fact, state="draft", view=None)) == []
