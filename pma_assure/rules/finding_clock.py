"""The clock of a finding (domain.md 6.4): the machinery of milestones, and what a closing and a reopening do to it.

Roll-ups count findings by class, by age and by repetition from the same clocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from pma_assure.rules.deadlines import (
    DueChange,
    DueState,
    MilestoneFacts,
    OverdueSpell,
    Report,
    milestone_clock,
    slippage,
    standing,
)
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import ENDED_FINDINGS
from pma_assure.rules.vocabulary import FindingClass, FindingState
from pma_assure.rules.wording import count, day, label
from pma_assure.values.outcome import Because

RULE = "R57"
AGES = ((30, "up to 30 days"), (90, "31 to 90 days"), (180, "91 to 180 days"), (365, "181 to 365 days"))
OLDEST = "over a year"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """What happened to a finding. ``ended_on``: withdrawn, noted or discarded, so that nothing is due any more.

    ``reopened_on`` is the last day on which it was reopened: what was accepted before is an old closure.
    """

    baseline_due: date | None
    changes: tuple[DueChange, ...] = ()
    reports: tuple[Report, ...] = ()
    reopened_on: date | None = None
    ended: bool = False
    accepted_risk: bool = False
    risk_until: date | None = None
    """While it is advised as an accepted risk: the day on which that is looked at again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingClock:
    """How a finding stands on the as-of day; ``met_on`` is the day of the submission that was accepted (f).

    ``current_due`` is the day by which it is to be put right; of an accepted risk the day it is looked at again.

    ``closed_late_days`` stays for ever (g), also after a reopening, in ``history``.
    """

    current_due: date | None
    state_of_due: DueState
    days_overdue: int
    slippage: int
    history: tuple[OverdueSpell, ...]
    met_on: date | None
    closed_late_days: int | None
    provisional: bool
    sentence: str
    because: Because


def finding_clock(facts: FindingFacts, as_of: date) -> FindingClock:
    """The clock of one finding for ``as_of`` (6.4 a to l); without a due day it is undated, never "on time".

    While a risk is accepted nobody owes that the finding is put right by its day; owed is that the risk is looked at
    again when it was said (R71, paragraph 73).
    """
    clock = _put_right(facts, as_of)
    return _of_accepted_risk(clock, facts.risk_until, as_of) if facts.accepted_risk else clock


def _of_accepted_risk(clock: FindingClock, until: date | None, as_of: date) -> FindingClock:
    state = standing(until, as_of, rule="R71")
    if until is None:
        sentence = "Accepted risk; no day is set to look at it again."
    elif state.days_overdue:
        sentence = f"Accepted risk; {count(state.days_overdue, 'day')} overdue to be looked at again."
    elif state.days_left:
        sentence = f"Accepted risk; looked at again in {count(state.days_left, 'day')}."
    else:
        sentence = "Accepted risk; looked at again today."
    return replace(
        clock,
        current_due=until,
        state_of_due=state,
        days_overdue=state.days_overdue,
        provisional=False,
        sentence=sentence,
        because=replace(state.because, what="How the finding stands", value=sentence),
    )


def _put_right(facts: FindingFacts, as_of: date) -> FindingClock:
    if facts.baseline_due is None:
        return _undated(facts, as_of)
    reopened = facts.reopened_on is not None and facts.reopened_on <= as_of
    counted = facts.reports
    before: tuple[Report, ...] = ()
    if reopened and facts.reopened_on is not None:
        before = tuple(one for one in facts.reports if _decided(one) <= facts.reopened_on and one.result == "accepted")
        counted = tuple(one for one in facts.reports if one not in before)
    run = milestone_clock(_as_milestone(facts, counted), as_of)
    history = run.overdue_history
    if before:
        closure = milestone_clock(_as_milestone(facts, before), max(_decided(one) for one in before))
        spells = (
            replace(one, sentence=f"closed late, {count(one.days, 'day')}") if one.until == closure.met_on else one
            for one in closure.overdue_history
        )
        history = (*spells, *(one for one in history if one not in closure.overdue_history))
    state = standing(None, as_of, rule=RULE) if facts.ended else replace(run.state_of_due, because=_why(run.because))
    sentence = _sentence(state, run.provisional, run.met_on)
    inputs = run.because.inputs + ((("reopened on", day(facts.reopened_on)),) if reopened and facts.reopened_on else ())
    return FindingClock(
        current_due=run.current_due,
        state_of_due=state,
        days_overdue=0 if facts.ended else run.days_overdue,
        slippage=slippage(facts.baseline_due, run.current_due),
        history=history,
        met_on=run.met_on,
        closed_late_days=run.closed_late_days,
        provisional=run.provisional,
        sentence=sentence,
        because=replace(_why(run.because), value=sentence, inputs=inputs),
    )


def _as_milestone(facts: FindingFacts, reports: tuple[Report, ...]) -> MilestoneFacts:
    assert facts.baseline_due is not None
    return MilestoneFacts(baseline_due=facts.baseline_due, changes=facts.changes, reports=reports)


def _undated(facts: FindingFacts, as_of: date) -> FindingClock:
    accepted = [one for one in facts.reports if one.result == "accepted" and _decided(one) <= as_of]
    state = standing(None, as_of, rule=RULE)
    return FindingClock(
        current_due=None,
        state_of_due=state,
        days_overdue=0,
        slippage=0,
        history=(),
        met_on=max((one.reported_on for one in accepted), default=None),
        closed_late_days=None,
        provisional=any(one.result == "pending" and one.reported_on <= as_of for one in facts.reports),
        sentence=state.sentence,
        because=replace(_why(state.because), value=state.sentence),
    )


def _decided(report: Report) -> date:
    return report.decided_on or report.reported_on


def _why(because: Because) -> Because:
    return replace(because, what="How the finding stands", rule=RULE, paragraph=paragraph(RULE))


def _sentence(state: DueState, provisional: bool, met_on: date | None) -> str:
    if met_on is not None and state.days_late:
        return f"Closed late, {count(state.days_late, 'day')}."
    if met_on is not None:
        return f"Put right on {day(met_on)}, on time."
    return state.sentence if not provisional else state.sentence.replace("Reported complete", "Reported done")


# --- roll-ups -------------------------------------------------------------------------------------------------------


class Counted(NamedTuple):
    """One finding as a roll-up counts it; ``weight`` is the heavier of the two classes."""

    weight: FindingClass
    state: FindingState
    identified_on: date
    days_overdue: int
    recurs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """Findings counted: all and open; the open ones by class and by age; those overdue, and those that recur."""

    total: int
    open: int
    by_class: tuple[tuple[FindingClass, int], ...]
    by_age: tuple[tuple[str, int], ...]
    overdue: int
    worst_days: int
    recurring: int
    sentence: str


def roll_up(findings: Iterable[Counted], as_of: date) -> RollUp:
    """Count findings for an as-of day; those identified later are not known yet."""
    known = [one for one in findings if one.identified_on <= as_of and one.state != FindingState.DISCARDED]
    running = [one for one in known if one.state not in ENDED_FINDINGS]
    by_class = tuple((weight, sum(one.weight == weight for one in running)) for weight in FindingClass)
    ages = [_age((as_of - one.identified_on).days) for one in running]
    by_age = tuple((name, ages.count(name)) for name in (*(name for _, name in AGES), OLDEST))
    overdue = [one.days_overdue for one in running if one.days_overdue]
    recurring = sum(one.recurs for one in known)
    return RollUp(
        total=len(known),
        open=len(running),
        by_class=by_class,
        by_age=by_age,
        overdue=len(overdue),
        worst_days=max(overdue, default=0),
        recurring=recurring,
        sentence=_in_a_line(len(running), by_class, overdue, recurring),
    )


def _age(days: int) -> str:
    return next((name for most, name in AGES if days <= most), OLDEST)


def _in_a_line(
    running: int, by_class: Sequence[tuple[FindingClass, int]], overdue: Sequence[int], recurring: int
) -> str:
    parts = [f"{running} open"]
    parts += [f"{number} {label(weight)}" for weight, number in by_class if number]
    parts.append(f"{len(overdue)} overdue, worst {count(max(overdue), 'day')}" if overdue else "none overdue")
    parts += [count(recurring, "recurrence")] if recurring else []
    return " · ".join(parts)
