"""The clock of a finding: the worked examples of domain.md 6.4 and of scenario 2; roll-ups."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules.calendar import add_months, add_working_days, is_weekend
from pma_assure.rules.deadlines import DueChange, Report
from pma_assure.rules.finding_clock import Counted, FindingFacts, finding_clock, roll_up
from pma_assure.rules.vocabulary import FindingClass, FindingState

DUE = date(2026, 6, 30)


def test_row_6_a_medium_impact_is_due_on_the_corresponding_date_and_only_marked() -> None:
    due = add_months(date(2026, 8, 31), 6)
    assert due == date(2027, 2, 28)
    assert is_weekend(due)
    clock = finding_clock(FindingFacts(baseline_due=due), date(2027, 2, 28))
    assert (clock.current_due, clock.state_of_due.state, clock.state_of_due.weekend) == (due, "due_today", True)


def test_row_8_what_was_reported_in_time_is_in_time() -> None:
    accepted = Report(date(2026, 6, 29), "accepted", date(2026, 7, 10))
    before = finding_clock(FindingFacts(baseline_due=DUE, reports=(accepted,)), date(2026, 7, 5))
    assert (before.days_overdue, before.provisional, before.met_on) == (0, True, None)
    clock = finding_clock(FindingFacts(baseline_due=DUE, reports=(accepted,)), date(2026, 7, 10))
    assert (clock.met_on, clock.closed_late_days, clock.sentence) == (
        date(2026, 6, 29),
        None,
        "Put right on 29 June 2026, on time.",
    )


def test_a_response_within_20_working_days() -> None:
    assert add_working_days(date(2026, 4, 1), 20) == date(2026, 5, 1)


def test_scenario_2_a_rejection_resumes_the_clock_and_a_late_closing_is_said_for_ever() -> None:
    first = Report(date(2026, 6, 29), "rejected", date(2026, 7, 6))
    rejected = FindingFacts(baseline_due=DUE, reports=(first,))
    assert finding_clock(rejected, date(2026, 7, 5)).days_overdue == 0
    assert finding_clock(rejected, date(2026, 7, 6)).days_overdue == 6
    second = Report(date(2026, 7, 20), "accepted", date(2026, 7, 24))
    closed = FindingFacts(baseline_due=DUE, reports=(first, second))
    clock = finding_clock(closed, date(2026, 7, 24))
    assert (clock.closed_late_days, clock.met_on, clock.days_overdue) == (20, date(2026, 7, 20), 0)
    assert clock.sentence == "Closed late, 20 days."
    assert finding_clock(closed, date(2030, 1, 1)).sentence == "Closed late, 20 days."
    assert clock.because.rule == "R57"
    assert ("reported complete on 29 June 2026", "rejected on 6 July 2026") in clock.because.inputs


def test_an_accepted_risk_is_due_to_be_looked_at_again_and_not_overdue() -> None:
    """Past its own day it stood as overdue for as long as the risk was accepted."""
    until = date(2027, 6, 30)
    facts = FindingFacts(baseline_due=DUE, accepted_risk=True, risk_until=until)
    clock = finding_clock(facts, date(2026, 11, 23))
    assert (clock.current_due, clock.state_of_due.state, clock.days_overdue) == (until, "due", 0)
    assert clock.sentence == clock.because.value == "Accepted risk; looked at again in 219 days."
    assert (clock.because.rule, clock.because.paragraph) == ("R71", "73")
    late = finding_clock(facts, date(2027, 7, 2))
    assert late.days_overdue == 2
    assert late.sentence == "Accepted risk; 2 days overdue to be looked at again."
    assert finding_clock(facts, until).sentence == "Accepted risk; looked at again today."
    never = finding_clock(FindingFacts(baseline_due=DUE, accepted_risk=True), date(2026, 11, 23))
    assert (never.current_due, never.state_of_due.state, never.days_overdue) == (None, "undated", 0)


def test_an_extension_decided_late_cures_from_its_day_and_leaves_a_trace() -> None:
    facts = FindingFacts(baseline_due=DUE, changes=(DueChange(date(2026, 7, 5), DUE, date(2026, 9, 30)),))
    assert finding_clock(facts, date(2026, 7, 4)).days_overdue == 4
    clock = finding_clock(facts, date(2026, 7, 6))
    assert (clock.days_overdue, clock.slippage, clock.current_due) == (0, 92, date(2026, 9, 30))
    assert [one.sentence for one in clock.history] == ["5 days overdue before extension"]


def test_a_reopened_finding_runs_again_and_keeps_its_late_closing() -> None:
    facts = FindingFacts(
        baseline_due=DUE,
        reports=(Report(date(2026, 7, 20), "accepted", date(2026, 7, 24)),),
        reopened_on=date(2026, 9, 1),
    )
    assert finding_clock(facts, date(2026, 8, 31)).sentence == "Closed late, 20 days."
    clock = finding_clock(facts, date(2026, 9, 2))
    assert (clock.days_overdue, clock.met_on, clock.closed_late_days) == (64, None, None)
    assert [one.sentence for one in clock.history] == ["closed late, 20 days"]
    again = FindingFacts(
        baseline_due=DUE,
        reports=(*facts.reports, Report(date(2026, 10, 1), "accepted", date(2026, 10, 5))),
        reopened_on=date(2026, 9, 1),
    )
    assert finding_clock(again, date(2026, 10, 5)).closed_late_days == 93


def test_without_a_due_day_it_is_undated_and_never_on_time() -> None:
    clock = finding_clock(
        FindingFacts(baseline_due=None, reports=(Report(date(2026, 7, 1), "accepted", date(2026, 7, 2)),)),
        date(2026, 8, 1),
    )
    assert (clock.state_of_due.state, clock.sentence, clock.met_on) == ("undated", "No due date.", date(2026, 7, 1))


def test_nothing_is_due_on_what_was_withdrawn() -> None:
    clock = finding_clock(FindingFacts(baseline_due=DUE, ended=True), date(2026, 8, 1))
    assert (clock.days_overdue, clock.state_of_due.state) == (0, "undated")


@given(
    st.lists(st.integers(0, 400), min_size=0, max_size=4),
    st.integers(-100, 600),
)
def test_it_is_never_both_overdue_and_met(gaps: list[int], asked: int) -> None:
    day = DUE - timedelta(days=60)
    reports: list[Report] = []
    for number, gap in enumerate(gaps):
        reported = day + timedelta(days=gap)
        day = reported + timedelta(days=1)
        reports.append(Report(reported, "accepted" if number == len(gaps) - 1 else "rejected", day))
    clock = finding_clock(FindingFacts(baseline_due=DUE, reports=tuple(reports)), DUE + timedelta(days=asked))
    assert not (clock.days_overdue and clock.met_on)
    assert clock.closed_late_days is None or clock.closed_late_days > 0
    assert clock.current_due == DUE


def test_roll_up_counts_open_ones_by_class_and_age_and_says_what_is_late() -> None:
    as_of = date(2026, 7, 6)

    def one(weight: str, state: str, days: int, late: int = 0, recurs: bool = False) -> Counted:
        return Counted(FindingClass(weight), FindingState(state), as_of - timedelta(days=days), late, recurs)

    rolled = roll_up(
        [
            one("major", "in_remediation", 30, 6),
            one("minor", "accepted", 31, recurs=True),
            one("minor", "open", 366, 2),
            one("minor", "withdrawn", 40),
            one("major", "closed", 200, recurs=True),
            one("minor", "discarded", 3),
            one("minor", "open", -1),
        ],
        as_of,
    )
    assert (rolled.total, rolled.open, rolled.overdue, rolled.worst_days, rolled.recurring) == (5, 3, 2, 6, 2)
    assert dict(rolled.by_class) == {FindingClass.MAJOR: 1, FindingClass.MINOR: 2, FindingClass.OBSERVATION: 0}
    assert dict(rolled.by_age) == {
        "up to 30 days": 1,
        "31 to 90 days": 1,
        "91 to 180 days": 0,
        "181 to 365 days": 0,
        "over a year": 1,
    }
    assert rolled.sentence == "3 open · 1 Major · 2 Minor · 2 overdue, worst 6 days · 2 recurrences"
    assert roll_up([], as_of).sentence == "0 open · none overdue"
