"""Invariants 7, 8 and 11 over findings and actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, strategies

from pma_assure.rules.invariants_of_findings import ActionFact, FindingFact, Staff, action, finding
from pma_assure.values.quorum import Employment
from pma_assure.values.soundness import Problem

STAFF = Staff(
    employments=(
        Employment(person="PERS-1", organisation="ORG-1", first_day=date(2020, 1, 1), last_day=None),
        Employment(person="PERS-2", organisation="ORG-2", first_day=date(2020, 1, 1), last_day=None),
    ),
    affiliations=(),
    names={"PERS-1": "T. Reed", "PERS-2": "M. Okafor", "ORG-1": "Halden Power", "ORG-2": "Tarn & Holt"},
)
FINDING = FindingFact(
    reference="FIND-2026-0187",
    state="accepted",
    occurred_on=date(2025, 11, 3),
    requirement="REQ-RAPP-2.0-5.2",
    effective_from=date(2024, 1, 1),
    effective_to=date(2026, 1, 31),
    baseline_due="2026-06-30",
    first_baseline="2026-06-30",
    participant="ORG-1",
    verifier=None,
    closed_on=None,
    owners=("Head of Registration",),
    evidence=0,
)
CLOSED = replace(FINDING, state="closed", verifier="PERS-2", closed_on=date(2026, 7, 24), evidence=1)
LATER = replace(FINDING, requirement="REQ-RAPP-2.1-7.4", effective_from=date(2026, 2, 1), effective_to=None)


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(one.code, one.severity) for one in problems]


def test_a_requirement_not_yet_in_force() -> None:
    """Scenario 2: RAPP 2.1 took effect after the period that was assessed."""
    (problem,) = finding(LATER, STAFF)
    assert (problem.code, problem.severity, problem.table) == ("invariant_11", "fault", "finding")
    assert "REQ-RAPP-2.1-7.4" in problem.sentence
    assert codes(finding(replace(LATER, irregular=True), STAFF)) == [("invariant_11", "warning")]
    for state in ("draft", "disputed", "withdrawn", "discarded"):
        assert finding(replace(LATER, state=state), STAFF) == []
    assert finding(replace(LATER, requirement=None), STAFF) == []
    assert finding(replace(LATER, imported=True), STAFF) == []


@given(
    began=strategies.dates(),
    first=strategies.dates(),
    last=strategies.one_of(strategies.none(), strategies.dates()),
)
def test_in_force_means_between_both_days(began: date, first: date, last: date | None) -> None:
    fact = replace(FINDING, occurred_on=began, effective_from=first, effective_to=last)
    assert (finding(fact, STAFF) == []) == (first <= began <= (last or date.max))


def test_the_first_due_day_never_changes() -> None:
    assert finding(FINDING, STAFF) == []
    for altered in (replace(FINDING, baseline_due="2026-09-30"), replace(FINDING, baseline_due=None)):
        assert codes(finding(altered, STAFF)) == [("invariant_7", "fault")]


def test_a_closed_finding_was_proven_to_somebody_else() -> None:
    assert finding(CLOSED, STAFF) == []
    assert codes(finding(replace(CLOSED, evidence=0), STAFF)) == [("invariant_8", "fault")]
    assert codes(finding(replace(CLOSED, verifier=None), STAFF)) == [("invariant_8", "fault")]
    assert codes(finding(replace(CLOSED, owners=("M. Okafor",)), STAFF)) == [("invariant_8", "fault")]
    assert codes(finding(replace(CLOSED, verifier="PERS-1"), STAFF)) == [("invariant_8", "warning")]
    assert finding(replace(CLOSED, evidence=0, verifier=None, imported=True), STAFF) == []


def test_a_verified_action_was_proven_to_somebody_else() -> None:
    fact = ActionFact(
        reference="CAP-2026-0001/A1",
        state="verified",
        owner="Head of Registration",
        participant="ORG-1",
        verifier="PERS-2",
        verified_on=date(2026, 7, 1),
        evidence=1,
    )
    assert action(fact, STAFF) == []
    assert codes(action(replace(fact, evidence=0), STAFF)) == [("invariant_8", "fault")]
    assert codes(action(replace(fact, owner="M. Okafor"), STAFF)) == [("invariant_8", "fault")]
    assert action(replace(fact, evidence=0, state="under_way"), STAFF) == []
