"""Due, overdue, extended, met (domain.md 6.4). Everything is computed for an as-of day; nothing of it is stored.

A due day is met through 23:59 UK time that day, and overdue from the next (a). No due day is "undated", never "on
time" (l). A due day on a weekend does not move; it is only marked (j).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from pma_assure.rules.calendar import is_weekend
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.wording import count, day
from pma_assure.values.outcome import Because

DueStateCode = Literal["undated", "due", "due_today", "overdue", "met", "met_late"]
ReportResult = Literal["pending", "accepted", "rejected"]
PAPERS_DUE_WORKING_DAYS = 5
"""Papers are due this many Working Days before the meeting, unless the office chose another number."""
MOST_PAPERS_DUE = 60


def papers_due_days(chosen: str | None) -> int:
    """How many Working Days before a meeting its papers are due, as the setting says it; None: it was not chosen.

    Refused for what is no number from 1 to 60: nothing would be late, or everything.
    """
    if chosen is None:
        return PAPERS_DUE_WORKING_DAYS
    value = chosen.strip()
    if not (value.isascii() and value.isdigit()) or not 0 < int(value) <= MOST_PAPERS_DUE:
        raise Refused(
            f"Papers are due a number of Working Days before a meeting, from 1 to {MOST_PAPERS_DUE}: “{value[:20]}” is"
            " none.",
            rule="R12",
            paragraph=paragraph("R12"),
            field="value",
        )
    return int(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueState:
    """How one due day stands on the as-of day.

    ``days_overdue`` is as-of minus due and 0 unless overdue; ``days_left`` is due minus as-of, None unless still due;
    ``days_late`` says by how much it was met late, and stays for ever (g).
    """

    due: date | None
    state: DueStateCode
    days_overdue: int
    days_left: int | None
    days_late: int
    weekend: bool
    sentence: str
    because: Because


def standing(due: date | None, as_of: date, met_on: date | None = None, *, rule: str = "R70") -> DueState:
    """How a due day stands on ``as_of``; ``met_on`` counts only once that day has come.

    ``rule`` is the rule the duty rests on; the answer to *why* cites it.
    """
    met = met_on if met_on is not None and met_on <= as_of else None
    days = 0
    state: DueStateCode
    if due is None:
        state, sentence = "undated", "No due date."
    elif met is not None:
        days = max((met - due).days, 0)
        state = "met_late" if days else "met"
        sentence = f"Met {count(days, 'day')} late, on {day(met)}." if days else f"Met on {day(met)}, on time."
    elif as_of > due:
        state, days = "overdue", (as_of - due).days
        sentence = f"{count(days, 'day')} overdue."
    elif as_of == due:
        state, sentence = "due_today", "Due today."
    else:
        state, sentence = "due", f"Due in {count((due - as_of).days, 'day')}."
    inputs = [("due", day(due) if due else "none"), ("as of", day(as_of))]
    inputs += [("met on", day(met))] if met else []
    return DueState(
        due=due,
        state=state,
        days_overdue=days if state == "overdue" else 0,
        days_left=(due - as_of).days if due and state in ("due", "due_today") else None,
        days_late=days if state == "met_late" else 0,
        weekend=due is not None and is_weekend(due),
        sentence=sentence,
        because=Because(
            what="How the due date stands", value=sentence, rule=rule, paragraph=paragraph(rule), inputs=tuple(inputs)
        ),
    )


def slippage(baseline: date, current: date) -> int:
    """Current due minus baseline due, in days (d); negative when it was brought forward."""
    return (current - baseline).days


# --- the clock of a milestone ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DueChange:
    """An extension, or a bringing forward: in effect from the day it was decided, not before."""

    decided_on: date
    from_due: date
    to_due: date


@dataclass(frozen=True, slots=True)
class Report:
    """Reported complete, and what became of it: pending, accepted or rejected, on ``decided_on``."""

    reported_on: date
    result: ReportResult = "pending"
    decided_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFacts:
    """What happened to a milestone. Facts of later days than the as-of day are not yet known to the clock."""

    baseline_due: date
    changes: tuple[DueChange, ...] = ()
    reports: tuple[Report, ...] = ()
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True)
class OverdueSpell:
    """Days overdue that are over, but stay in the history (e, g); ``until`` is the day that ended them."""

    days: int
    until: date
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneClock:
    """How a milestone stands on the as-of day.

    ``state_of_due`` is measured to the accepted report; while a report waits for verification the clock stands still
    provisionally (``provisional``), and a rejection starts it again as if there had been no report (f).
    ``closed_late_days`` is None unless it was accepted as complete after the due day of that time.
    """

    current_due: date
    state_of_due: DueState
    days_overdue: int
    slippage: int
    overdue_history: tuple[OverdueSpell, ...]
    met_on: date | None
    closed_late_days: int | None
    because: Because
    provisional: bool
    cancelled: bool


def milestone_clock(facts: MilestoneFacts, as_of: date) -> MilestoneClock:
    """Compute the clock of one milestone for ``as_of`` (6.4 a to l)."""
    changes = sorted((change for change in facts.changes if change.decided_on <= as_of), key=_decided)
    current_due = changes[-1].to_due if changes else facts.baseline_due
    met_on = _reported(facts.reports, "accepted", as_of)
    waiting = _reported(facts.reports, "pending", as_of) if met_on is None else None
    cancelled_on = facts.cancelled_on if facts.cancelled_on is not None and facts.cancelled_on <= as_of else None
    cancelled = cancelled_on is not None and met_on is None
    stopped_on = met_on or (cancelled_on if cancelled else waiting)
    # What was done is measured by the due day of the time: an extension decided after the work was reported does not
    # turn late into on time.
    due_then = _due_on(facts, stopped_on, as_of)
    how = "completion" if met_on else "cancellation" if cancelled else "it was reported complete"
    history = _history(facts.baseline_due, changes, stopped_on, how)
    state = standing(None if cancelled else due_then, as_of, stopped_on)
    if waiting is not None and not cancelled:
        state = replace(state, sentence=f"Reported complete on {day(waiting)}, verification awaited.")
    inputs = [("baseline due", day(facts.baseline_due)), ("as of", day(as_of))]
    inputs += [(f"changed on {day(each.decided_on)}", f"due {day(each.to_due)}") for each in changes]
    inputs += [
        (f"reported complete on {day(each.reported_on)}", _fate(each, as_of))
        for each in facts.reports
        if each.reported_on <= as_of
    ]
    inputs += [("cancelled on", day(cancelled_on))] if cancelled_on else []
    return MilestoneClock(
        current_due=current_due,
        state_of_due=state,
        days_overdue=state.days_overdue,
        slippage=slippage(facts.baseline_due, current_due),
        overdue_history=history,
        met_on=met_on,
        closed_late_days=state.days_late if met_on and state.days_late else None,
        because=Because(
            what="How the milestone stands",
            value="Cancelled." if cancelled else state.sentence,
            rule="R70",
            paragraph=paragraph("R70"),
            inputs=tuple(inputs),
        ),
        provisional=waiting is not None and not cancelled,
        cancelled=cancelled,
    )


class PlanHealth(NamedTuple):
    """How many milestones are overdue, by how many days the worst, and both in words."""

    overdue_count: int
    worst_days: int
    sentence: str


def plan_health(clocks: Iterable[MilestoneClock]) -> PlanHealth:
    """The health of a plan: "1 overdue, worst 3 days", or "None overdue"."""
    overdue = [clock.days_overdue for clock in clocks if clock.days_overdue]
    if not overdue:
        return PlanHealth(0, 0, "None overdue")
    return PlanHealth(len(overdue), max(overdue), f"{len(overdue)} overdue, worst {count(max(overdue), 'day')}")


def _decided(change: DueChange) -> tuple[date, date]:
    return (change.decided_on, change.to_due)


def _result(report: Report, as_of: date) -> ReportResult:
    """What had become of the report by that day; a result without its own day counts from the day of the report."""
    return report.result if (report.decided_on or report.reported_on) <= as_of else "pending"


def _fate(report: Report, as_of: date) -> str:
    result = _result(report, as_of)
    return result if result == "pending" else f"{result} on {day(report.decided_on or report.reported_on)}"


def _reported(reports: tuple[Report, ...], result: ReportResult, as_of: date) -> date | None:
    known = (each for each in reports if each.reported_on <= as_of and _result(each, as_of) == result)
    return min((each.reported_on for each in known), default=None)


def _due_on(facts: MilestoneFacts, stopped_on: date | None, as_of: date) -> date:
    until = stopped_on if stopped_on is not None else as_of
    changes = sorted((change for change in facts.changes if change.decided_on <= until), key=_decided)
    return changes[-1].to_due if changes else facts.baseline_due


def _history(baseline: date, changes: list[DueChange], stopped_on: date | None, how: str) -> tuple[OverdueSpell, ...]:
    spells: list[OverdueSpell] = []
    due = baseline
    for change in changes:
        if stopped_on is not None and stopped_on < change.decided_on:
            break
        if change.decided_on > due:
            spells.append(
                _spell(due, change.decided_on, "extension" if change.to_due > due else "the date was changed")
            )
        due = change.to_due
    if stopped_on is not None and stopped_on > due:
        spells.append(_spell(due, stopped_on, how))
    return tuple(spells)


def _spell(due: date, until: date, before: str) -> OverdueSpell:
    days = (until - due).days
    return OverdueSpell(days, until, f"{count(days, 'day')} overdue before {before}")
