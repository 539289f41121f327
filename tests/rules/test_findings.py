"""Whose class counts, which version was in force, what a plan lacks, what recurs."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.rules.findings import (
    ActionFact,
    CauseFact,
    EarlierFinding,
    VersionFact,
    occurred_on,
    plan_lacks,
    recurrence_warning,
    suggested_recurrence,
    version_then,
    weight_of,
)
from pma_assure.rules.vocabulary import FindingClass

MAJOR, MINOR, OBSERVATION = FindingClass.MAJOR, FindingClass.MINOR, FindingClass.OBSERVATION


@pytest.mark.parametrize(
    ("assessors", "pmas", "weight"),
    [
        (MINOR, None, MINOR),
        (OBSERVATION, MINOR, MINOR),
        (MAJOR, MINOR, MAJOR),
        (MINOR, MAJOR, MAJOR),
        (OBSERVATION, OBSERVATION, OBSERVATION),
    ],
)
def test_the_heavier_class_guards(assessors: FindingClass, pmas: FindingClass | None, weight: FindingClass) -> None:
    assert weight_of(assessors, pmas) == weight


RAPP = (
    VersionFact(label="2.0", effective_from=date(2024, 1, 1), effective_to=date(2026, 1, 31), has_clause=False),
    VersionFact(label="2.1", effective_from=date(2026, 2, 1), effective_to=None, has_clause=True),
    VersionFact(label="2.2", effective_from=None, effective_to=None, has_clause=True),
)


def test_scenario_2_the_version_in_force_then_has_no_such_clause() -> None:
    then = version_then("RAPP", "7.4", "2.1", date(2025, 11, 3), RAPP)
    assert then.sentence == "the version in force during the non-compliance was v2.0, which has no clause 7.4"
    assert (then.label, then.has_clause) == ("2.0", False)
    assert (then.because.rule, then.because.paragraph) == ("R02", "15")
    assert ("cited", "v2.1") in then.because.inputs


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 1, 31), "2.0"),
        (date(2026, 2, 1), "2.1"),
        (date(2030, 1, 1), "2.1"),
        (date(2023, 12, 31), None),
    ],
)
def test_the_version_in_force_on_a_day(day: date, label: str | None) -> None:
    then = version_then("RAPP", "7.4", "2.1", day, RAPP)
    assert then.label == label
    assert then.has_clause is (label == "2.1")
    assert label is not None or then.sentence == "no version of RAPP was in force during the non-compliance"


def test_what_began_counts_before_what_was_identified() -> None:
    assert occurred_on(date(2025, 3, 1), date(2026, 4, 1)) == date(2025, 3, 1)
    assert occurred_on(None, date(2026, 4, 1)) == date(2026, 4, 1)


def action(number: int, *causes: str, owner: bool = True, due: bool = True, criterion: bool = True) -> ActionFact:
    return ActionFact(reference=f"CAP-1/A{number}", causes=frozenset(causes), owner=owner, due=due, criterion=criterion)


def test_a_plan_says_everything_that_it_lacks_by_name() -> None:
    causes = [CauseFact(reference="F-1/C1", finding="F-1"), CauseFact(reference="F-1/C2", finding="F-1")]
    whole = [action(1, "F-1/C1"), action(2, "F-1/C2")]
    assert plan_lacks(["F-1"], causes, whole) == ()
    assert plan_lacks(["F-1", "F-2"], causes, [action(1, "F-1/C1", owner=False, criterion=False), action(2)]) == (
        "F-2 has no root cause",
        "root cause F-1/C2 has no action",
        "CAP-1/A1 has no owner and no criterion",
    )
    assert plan_lacks(["F-1"], causes[:1], [action(1, "F-1/C1", due=False)]) == ("CAP-1/A1 has no date",)
    assert plan_lacks([], [], []) == ("it has no action",)


def earlier(reference: str, document: str, clause: str, closed_on: date) -> EarlierFinding:
    return EarlierFinding(reference=reference, document=document, clause=clause, closed_on=closed_on)


def test_the_same_clause_is_suggested_before_the_same_document() -> None:
    held = [
        earlier("F-1", "SA", "3.1", date(2023, 5, 1)),
        earlier("F-2", "SA", "3.1", date(2024, 5, 1)),
        earlier("F-3", "SA", "9.9", date(2025, 5, 1)),
        earlier("F-4", "RAPP", "3.1", date(2025, 6, 1)),
    ]
    found = suggested_recurrence("SA", "3.1", date(2026, 4, 1), held)
    assert found is not None
    assert (found.reference, found.same_clause) == ("F-2", True)
    assert found.sentence == "F-2, closed on 1 May 2024, was about the same participant and SA clause 3.1"
    document = suggested_recurrence("SA", "4.4", date(2026, 4, 1), held)
    assert document is not None
    assert (document.reference, document.same_clause) == ("F-3", False)
    assert "though clause 9.9" in document.sentence
    assert suggested_recurrence("SA", "3.1", date(2023, 4, 1), held) is None
    assert suggested_recurrence("OCP", "3.1", date(2026, 4, 1), held) is None


def test_the_warning_names_both_and_determines_nothing() -> None:
    warning = recurrence_warning("F-9", "F-2", date(2024, 5, 1))
    assert warning.startswith("F-9 is a recurrence of F-2, closed on 1 May 2024:")
    assert "the PMA considers" in warning
