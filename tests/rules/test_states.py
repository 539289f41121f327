"""The table of steps against states.md, and every pair of states tried."""

from __future__ import annotations

import itertools
from enum import StrEnum

import pytest

from pma_assure.rules.refusal import Refused
from pma_assure.rules.states import FIRST, RECORDS, STEPS, step_between, steps_from
from pma_assure.rules.vocabulary import (
    AssessmentState,
    CaseState,
    EvidenceState,
    ExtractState,
    FindingState,
    MeetingState,
    PlanState,
)
from pma_assure.rules.wording import label
from tests.rules.states_md import ROWS, WITH_REASON

PAIRS = [
    (record, source, target)
    for record, states in RECORDS.items()
    for source, target in itertools.product(states, states)
]


SAID = {
    "ready": "ready for the pma",
    "accepted_risk": "advised as accepted risk",
    "under_review": "under pma review",
}
"""Codes that are shorter than the words of the table."""


def words(state: StrEnum) -> str:
    return SAID.get(state.value, state.value.replace("_", " "))


def test_every_record_of_the_table_is_transcribed() -> None:
    assert set(ROWS) == set(RECORDS)


@pytest.mark.parametrize("record", ROWS)
def test_the_steps_are_those_of_states_md_and_no_others(record: str) -> None:
    built = {(words(step.source), words(step.target)) for step in STEPS if step.record == record}
    assert built == {(source.casefold(), target.casefold()) for source, target in ROWS[record]}


def test_no_row_stands_twice() -> None:
    rows = [(step.record, step.source, step.target) for step in STEPS]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(("record", "source", "target"), PAIRS, ids=lambda value: str(value))
def test_every_pair(record: str, source: StrEnum, target: StrEnum) -> None:
    allowed = (words(source), words(target)) in {(one.casefold(), two.casefold()) for one, two in ROWS[record]}
    if allowed:
        step = step_between(record, source, target)
        assert (step.record, step.source, step.target) == (record, source, target)
        assert step.deeds
        return
    with pytest.raises(Refused) as refused:
        step_between(record, source, target, reference="PLAN-2026-0001")
    assert refused.value.sentence.startswith("PLAN-2026-0001 is ")
    for possible in steps_from(record, source):
        assert label(possible.target) in refused.value.sentence


def test_another_deed_does_not_take_a_step() -> None:
    for step in STEPS:
        for deed in step.deeds:
            assert step_between(step.record, step.source, step.target, deed=deed) is step
        with pytest.raises(Refused):
            step_between(step.record, step.source, step.target, deed="person.add")


def test_a_refusal_says_what_it_is_already_and_which_deeds_lead_on() -> None:
    """It said: is Final report received and cannot become Final report received this way."""
    titles = {"assessment.review": "Begin the review"}
    final = AssessmentState.FINAL_REPORT_RECEIVED
    with pytest.raises(Refused) as refused:
        step_between("assessment", final, final, reference="ASMT-2026-0001", titles=titles)
    assert refused.value.sentence.startswith("ASMT-2026-0001 is Final report received already; from there it can only")
    assert "Under PMA review (“Begin the review”)" in refused.value.sentence
    with pytest.raises(Refused, match="is Closed already; nothing follows from there"):
        step_between("plan", PlanState.CLOSED, PlanState.CLOSED, titles=titles)


def test_reasons_are_asked_for_where_the_table_says_so() -> None:
    marked = {(step.record, words(step.source), words(step.target)) for step in STEPS if step.reason}
    for record, source, target in WITH_REASON:
        assert (record, source.casefold(), target.casefold()) in marked


def test_every_state_is_the_first_or_can_be_reached() -> None:
    for record, states in RECORDS.items():
        reached = {step.target for step in STEPS if step.record == record} | {FIRST.get(record)}
        for state in states:
            assert state in reached or record == "decision", (record, state)


@pytest.mark.parametrize(
    ("record", "source", "target", "cited"),
    [
        ("plan", PlanState.REQUIRED, PlanState.APPROVED, ("R70", "60")),
        ("plan", PlanState.REQUIRED, PlanState.CLOSED, ("", "")),
        ("plan", PlanState.REQUIRED, PlanState.ADVISED, ("R70", "60")),
        ("extract", ExtractState.DRAFTING, ExtractState.RELEASED, ("R73", "75")),
        ("finding", FindingState.OPEN, FindingState.DISCARDED, ("", "")),
        ("case", CaseState.CLOSED, CaseState.CLOSED, ("", "")),
        ("meeting", MeetingState.SCHEDULED, MeetingState.CLOSED, ("R12", "18")),
        ("evidence", EvidenceState.WITHDRAWN, EvidenceState.HELD, ("", "")),
    ],
)
def test_a_refusal_cites_what_the_rows_rest_on_and_nothing_else(
    record: str, source: StrEnum, target: StrEnum, cited: tuple[str, str]
) -> None:
    with pytest.raises(Refused) as refused:
        step_between(record, source, target)
    assert (refused.value.rule, refused.value.paragraph) == cited


@pytest.mark.parametrize(("record", "source", "target"), PAIRS, ids=lambda value: str(value))
def test_no_refusal_cites_a_rule_that_no_row_of_its_record_has(record: str, source: StrEnum, target: StrEnum) -> None:
    with pytest.raises(Refused) as refused:
        step_between(record, source, target, deed="person.add")
    sources = {(step.rule, step.paragraph) for step in STEPS if step.record == record}
    assert (refused.value.rule, refused.value.paragraph) in sources | {("", "")}
