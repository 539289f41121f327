"""The annual report of the demonstration register: it counts what the lists show, as at its day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.plans import Extension
from pma_assure.register.register import Register, open_register
from pma_assure.rules.annual_report import NOT_NAMED
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Classification, FindingClass
from pma_assure.values.annual_report import AnnualReport
from pma_assure.views import annual_report, lists
from pma_assure.workflows.acting import act_as
from pma_assure.workflows.every import DEEDS
from tests import demonstrated

KEEPER = demonstrated.KEEPER

DAY = date.fromisoformat(demonstrated.TODAY)


@pytest.fixture(scope="module")
def report(demo: Register) -> AnnualReport:
    return annual_report.of(demo, DAY.year, DAY)


def test_it_counts_what_the_lists_show(demo: Register, report: AnnualReport) -> None:
    findings = [row for row in lists.items(demo, DAY, "findings") if row["state"] not in ("draft", "discarded")]
    running = [row for row in findings if row["state"] not in ("closed", "noted", "withdrawn")]
    assert sum(one.open for one in report.classes) == len(running) == len(report.open_findings)
    assert sum(one.overdue for one in report.classes) == sum(bool(row["days_overdue"]) for row in running)
    raised = [row for row in findings if row["identified_on"] >= "2026-01-01"]
    assert sum(one.raised for one in report.classes) == len(raised)
    assert [one.finding_class for one in report.classes] == [each.value for each in FindingClass]
    for one in report.classes:
        assert one.closed_on_time + one.closed_late <= one.closed


def test_what_repeats_is_named_with_what_it_repeats(demo: Register, report: AnnualReport) -> None:
    with demo.reading() as session:
        linked = session.scalars(select(Finding.reference).where(Finding.recurrence_of_id.is_not(None))).all()
    assert report.recurrences
    assert {one.reference for one in report.recurrences} <= set(linked)
    assert all(one.repeats != one.reference for one in report.recurrences)


def test_remedies_stand_beside_what_is_like_them(demo: Register, report: AnnualReport) -> None:
    with demo.reading() as session:
        viewed = session.scalars(
            select(BreachConsideration.reference).where(
                BreachConsideration.view.is_not(None), BreachConsideration.considered_on.between(date(2026, 1, 1), DAY)
            )
        ).all()
    assert [one.reference for one in report.remedies] == sorted(viewed)
    assert any(one.alike for one in report.remedies)
    for one in report.remedies:
        assert one.reference not in {like.reference for like in one.alike}
        assert (one.panel_on is None) == (one.days_to_panel is None)


def test_plans_have_the_clocks_of_the_day(demo: Register, report: AnnualReport) -> None:
    late = {row["reference"]: row for row in lists.items(demo, DAY, "plans")}
    assert {one.reference for one in report.plans} == set(late)
    with demo.reading() as session:
        extended = session.scalars(select(Extension.decided_on)).all()
    assert len(report.extensions) == len([day for day in extended if date(2026, 1, 1) <= day <= DAY])
    assert any(moved.slippage > 0 for one in report.plans for moved in one.moved)


def test_it_stands_as_at_its_day(demo: Register) -> None:
    """What is dated later is not in it, whenever it is drawn up."""
    early = date(2026, 3, 31)
    then = annual_report.of(demo, 2026, early)
    assert (then.first, then.until) == (date(2026, 1, 1), early)
    assert all(one.identified_on <= early for one in then.open_findings)
    assert all(one.concluded_on is None or one.concluded_on <= early for one in then.assessments)
    assert all(one.considered_on <= early for one in then.remedies)
    assert all(one.decided_on <= early for one in then.extensions)
    assert all(one.panel_on is None or one.panel_on <= early for one in then.remedies)
    over = annual_report.of(demo, 2025, DAY)
    assert over.until == date(2025, 12, 31)
    assert all(one.identified_on <= over.until for one in over.open_findings)


def test_a_year_that_has_not_begun_is_refused(demo: Register) -> None:
    with pytest.raises(Refused, match="2027 has not begun"):
        annual_report.of(demo, 2027, DAY)


def test_a_case_marked_for_its_security_is_counted_and_not_named(demo: Register, tmp_path: Path) -> None:
    before = annual_report.of(demo, 2026, DAY)
    with demo.reading() as session:
        case = session.scalars(
            select(Case.reference)
            .join(BreachConsideration, BreachConsideration.case_id == Case.id)
            .where(BreachConsideration.reference == before.remedies[0].reference)
        ).one()
    register = open_register(demonstrated.copy_to(tmp_path))
    try:
        keeper = act_as(register, KEEPER, day=DAY)
        DEEDS["case.edit"].run(keeper, case=case, classification=Classification.SENSITIVE)
        after = annual_report.of(register, 2026, DAY)
    finally:
        register.close()
    assert after.marked == before.marked + 1
    assert (after.classes, len(after.remedies), len(after.plans)) == (
        before.classes,
        len(before.remedies),
        len(before.plans),
    )
    hidden = after.remedies[0]
    assert (hidden.participant, hidden.requirements, hidden.alike) == (NOT_NAMED, (), ())
    assert before.remedies[0].participant != NOT_NAMED
    assert hidden.reference not in {like.reference for one in after.remedies[1:] for like in one.alike}
