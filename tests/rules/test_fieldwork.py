"""The sheet of field work: a result says what was seen and who saw it; a sheet has its time (R50, paragraph 57)."""

from __future__ import annotations

import pytest

from pma_assure.rules.fieldwork import AT_WORK, check_line, may_be_filled, progress, signed_by_nobody
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import AssessmentState, FieldResult


@pytest.mark.parametrize("state", AssessmentState)
def test_a_sheet_is_filled_from_the_planning_to_the_final_report(state: AssessmentState) -> None:
    if state in AT_WORK:
        may_be_filled("ASMT-2026-0001", state)
        return
    with pytest.raises(Refused) as refused:
        may_be_filled("ASMT-2026-0001", state)
    assert refused.value.sentence.startswith("ASMT-2026-0001 is ")


@pytest.mark.parametrize("result", [FieldResult.MET, FieldResult.NOT_MET])
@pytest.mark.parametrize(("seen", "initials"), [("", "RS"), (" ", "RS"), ("two cards", None), ("two cards", " ")])
def test_a_result_nobody_stands_for_is_refused(result: FieldResult, seen: str, initials: str | None) -> None:
    with pytest.raises(Refused) as refused:
        check_line("REQ-RAPP-2.1-5.2", result, seen=seen, initials=initials)
    assert (refused.value.rule, refused.value.paragraph) == ("R50", "57")


@pytest.mark.parametrize(("initials", "nobodys"), [
    ("RS", ()), ("rs/mo", ()), ("RS/XY", ("XY",)), ("/", ("/",)), (" ,; ", (",;",)), ("", ()),
])  # fmt: skip
def test_initials_of_nobody_are_told_from_those_of_the_team(initials: str, nobodys: tuple[str, ...]) -> None:
    assert signed_by_nobody(initials, ["RS", "MO"]) == nobodys


def test_what_was_not_tested_needs_nothing() -> None:
    check_line("REQ-RAPP-2.1-5.2", FieldResult.NOT_TESTED, seen="", initials=None)
    check_line("REQ-RAPP-2.1-5.2", FieldResult.MET, seen="both cards", initials="RS")


def test_progress_counts_each_line_once() -> None:
    results = [FieldResult.MET] * 10 + [FieldResult.NOT_MET] * 2 + [FieldResult.NOT_TESTED] * 48
    found = progress(results)
    assert found.sentence == "12 of 60 clauses tested: 10 met, 2 not met"
    assert found.met + found.not_met + found.not_tested == found.clauses == 60
    assert progress([]).sentence == "0 of 0 clauses tested: 0 met, 0 not met"
