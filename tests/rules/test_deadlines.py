"""Due and overdue: the rows of domain.md 6.4, scenarios 2 and 7, and the properties of the milestone clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules.calendar import add_months, add_working_days
from pma_assure.rules.deadlines import (
    DueChange,
    MilestoneFacts,
    Report,
    milestone_clock,
    plan_health,
    slippage,
    standing,
)

MARCH = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("due", "as_of", "met_on", "state", "overdue", "late", "sentence"),
    [
        (MARCH, date(2026, 3, 30), None, "due", 0, 0, "Due in 1 day."),
        (MARCH, MARCH, None, "due_today", 0, 0, "Due today."),
        (MARCH, date(2026, 4, 1), None, "overdue", 1, 0, "1 day overdue."),
        (None, MARCH, None, "undated", 0, 0, "No due date."),
        (None, MARCH, MARCH, "undated", 0, 0, "No due date."),
        (MARCH, date(2026, 5, 1), MARCH, "met", 0, 0, "Met on 31 March 2026, on time."),
        (MARCH, date(2026, 5, 1), date(2026, 4, 2), "met_late", 0, 2, "Met 2 days late, on 2 April 2026."),
        (MARCH, date(2026, 4, 1), date(2026, 4, 2), "overdue", 1, 0, "1 day overdue."),
    ],
)
def test_standing(
    due: date | None, as_of: date, met_on: date | None, state: str, overdue: int, late: int, sentence: str
) -> None:
    found = standing(due, as_of, met_on)
    assert (found.state, found.days_overdue, found.days_late, found.sentence) == (state, overdue, late, sentence)


def test_limits() -> None:
    assert add_working_days(date(2026, 4, 2), 10) == date(2026, 4, 20)
    assert add_working_days(date(2026, 4, 1), 20) == date(2026, 5, 1)
    medium = add_months(date(2026, 8, 31), 6)
    assert medium == date(2027, 2, 28)
    assert standing(medium, date(2026, 9, 1)).weekend
    assert date(2026, 6, 30) + timedelta(days=92) == date(2026, 9, 30)
    assert add_months(date(2009, 9, 30), 4) == date(2010, 1, 30)


def test_row_8_complete_on_time_though_accepted_later() -> None:
    facts = MilestoneFacts(
        baseline_due=date(2026, 6, 30), reports=(Report(date(2026, 6, 29), "accepted", date(2026, 7, 10)),)
    )
    for as_of in (date(2026, 7, 1), date(2026, 7, 9)):
        clock = milestone_clock(facts, as_of)
        assert (clock.days_overdue, clock.provisional, clock.met_on) == (0, True, None)
        assert clock.state_of_due.sentence == "Reported complete on 29 June 2026, verification awaited."
    clock = milestone_clock(facts, date(2026, 7, 10))
    assert (clock.met_on, clock.closed_late_days, clock.provisional) == (date(2026, 6, 29), None, False)
    assert clock.overdue_history == ()


def test_scenario_2_rejected_then_closed_late() -> None:
    rejected = Report(date(2026, 6, 29), "rejected", date(2026, 7, 6))
    facts = MilestoneFacts(baseline_due=date(2026, 6, 30), reports=(rejected,))
    assert milestone_clock(facts, date(2026, 7, 5)).days_overdue == 0
    assert milestone_clock(facts, date(2026, 7, 6)).days_overdue == 6
    second = Report(date(2026, 7, 20), "accepted", date(2026, 7, 24))
    clock = milestone_clock(replace(facts, reports=(rejected, second)), date(2027, 1, 1))
    assert (clock.met_on, clock.closed_late_days) == (date(2026, 7, 20), 20)
    assert [spell.sentence for spell in clock.overdue_history] == ["20 days overdue before completion"]


EXTENDED = MilestoneFacts(
    baseline_due=date(2026, 10, 31),
    changes=(DueChange(date(2026, 11, 5), date(2026, 10, 31), date(2026, 11, 30)),),
)


def test_scenario_7_late_extension_cures_from_its_day_and_history_stays() -> None:
    before = milestone_clock(EXTENDED, date(2026, 11, 4))
    assert (before.days_overdue, before.current_due, before.slippage) == (4, date(2026, 10, 31), 0)
    assert before.overdue_history == ()
    assert before.state_of_due.weekend
    after = milestone_clock(EXTENDED, date(2026, 11, 6))
    assert (after.days_overdue, after.current_due, after.slippage) == (0, date(2026, 11, 30), 30)
    assert [spell.sentence for spell in after.overdue_history] == ["5 days overdue before extension"]
    done = replace(EXTENDED, reports=(Report(date(2026, 11, 27), "accepted", date(2026, 11, 27)),))
    clock = milestone_clock(done, date(2027, 3, 1))
    assert (clock.closed_late_days, len(clock.overdue_history)) == (None, 1)


def test_scenario_7_plan_health() -> None:
    m1 = MilestoneFacts(
        baseline_due=date(2026, 9, 30), reports=(Report(date(2026, 9, 28), "accepted", date(2026, 10, 2)),)
    )
    m2 = replace(EXTENDED, reports=(Report(date(2026, 11, 27), "accepted", date(2026, 11, 27)),))
    m3 = MilestoneFacts(
        baseline_due=date(2026, 12, 15), reports=(Report(date(2026, 12, 14), "rejected", date(2026, 12, 18)),)
    )
    on_18 = [milestone_clock(facts, date(2026, 12, 18)) for facts in (m1, m2, m3)]
    assert plan_health(on_18) == (1, 3, "1 overdue, worst 3 days")
    on_17 = [milestone_clock(facts, date(2026, 12, 17)) for facts in (m1, m2, m3)]
    assert plan_health(on_17) == (0, 0, "None overdue")


def test_extension_after_the_work_does_not_make_it_on_time() -> None:
    facts = MilestoneFacts(
        baseline_due=date(2026, 9, 30),
        changes=(DueChange(date(2026, 10, 10), date(2026, 9, 30), date(2026, 10, 31)),),
        reports=(Report(date(2026, 10, 5), "accepted", date(2026, 10, 12)),),
    )
    clock = milestone_clock(facts, date(2026, 11, 1))
    assert (clock.closed_late_days, clock.current_due) == (5, date(2026, 10, 31))
    assert [spell.days for spell in clock.overdue_history] == [5]


def test_cancelled_owes_nothing() -> None:
    facts = MilestoneFacts(baseline_due=MARCH, cancelled_on=date(2026, 4, 3))
    clock = milestone_clock(facts, date(2026, 6, 1))
    assert (clock.cancelled, clock.days_overdue, clock.state_of_due.state) == (True, 0, "undated")
    assert [spell.sentence for spell in clock.overdue_history] == ["3 days overdue before cancellation"]
    assert milestone_clock(facts, date(2026, 4, 2)).days_overdue == 2


DAYS = st.integers(0, 120).map(lambda n: date(2026, 1, 1) + timedelta(days=n))


@st.composite
def milestones(draw: st.DrawFn) -> MilestoneFacts:
    due = baseline = draw(DAYS)
    changes = []
    for decided in sorted(draw(st.lists(DAYS, max_size=3, unique=True))):
        to_due = due + timedelta(days=draw(st.integers(1, 40)))
        changes.append(DueChange(decided, due, to_due))
        due = to_due
    reports = []
    for reported in draw(st.lists(DAYS, max_size=3, unique=True)):
        result = draw(st.sampled_from(("pending", "accepted", "rejected")))
        decided_on = None if result == "pending" else reported + timedelta(days=draw(st.integers(0, 20)))
        reports.append(Report(reported, result, decided_on))  # type: ignore[arg-type]  # one of the three
    return MilestoneFacts(baseline_due=baseline, changes=tuple(changes), reports=tuple(reports))


@given(milestones(), DAYS)
def test_clock_properties(facts: MilestoneFacts, as_of: date) -> None:
    clock = milestone_clock(facts, as_of)
    assert clock.days_overdue >= 0
    assert clock.slippage == slippage(facts.baseline_due, clock.current_due) >= 0
    assert all(spell.days > 0 and spell.until <= as_of for spell in clock.overdue_history)
    running = clock.met_on is None and not clock.provisional
    assert clock.days_overdue == (max((as_of - clock.current_due).days, 0) if running else 0)
    if clock.closed_late_days is not None:
        assert clock.met_on is not None
        assert clock.overdue_history[-1].days == clock.closed_late_days


@given(milestones(), DAYS)
def test_what_comes_later_and_in_what_order_does_not_matter(facts: MilestoneFacts, as_of: date) -> None:
    known = MilestoneFacts(
        baseline_due=facts.baseline_due,
        changes=tuple(reversed([each for each in facts.changes if each.decided_on <= as_of])),
        reports=tuple(
            reversed(
                [
                    each if (each.decided_on or each.reported_on) <= as_of else Report(each.reported_on)
                    for each in facts.reports
                    if each.reported_on <= as_of
                ]
            )
        ),
    )
    now, then = milestone_clock(known, as_of), milestone_clock(facts, as_of)
    assert replace(now, because=then.because) == then


@given(milestones(), DAYS)
def test_history_only_grows_while_nothing_is_reported(facts: MilestoneFacts, as_of: date) -> None:
    silent = replace(facts, reports=())
    before = milestone_clock(silent, as_of).overdue_history
    after = milestone_clock(silent, as_of + timedelta(days=30)).overdue_history
    assert after[: len(before)] == before


@given(DAYS, DAYS)
def test_overdue_from_the_next_day(due: date, as_of: date) -> None:
    found = standing(due, as_of)
    assert found.days_overdue == max((as_of - due).days, 0)
    assert (found.state == "overdue") == (as_of > due)
