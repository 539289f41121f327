"""The day by which a finding is to be put right: set once, kept for ever, extended with both days and a reason."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.cases import Finding
from pma_assure.records.corrective import FindingExtension
from pma_assure.records.meetings import Decision
from pma_assure.rules.calendar import is_weekend
from pma_assure.rules.findings import LIMIT_OF_IMPACT, weight_of
from pma_assure.rules.refusal import Refused
from pma_assure.rules.state_sets import ENDED_FINDINGS
from pma_assure.rules.vocabulary import Asked, FindingClass, FindingState, Impact
from pma_assure.rules.wording import count, label
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.decisions import carried_decision
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.findings import FindingRef, first_due
from pma_assure.workflows.parameters import plain, ref, words
from pma_assure.workflows.time_limits import due_by


def _running(found: Finding) -> None:
    if found.state in ENDED_FINDINGS:
        raise Refused(f"{found.reference} is {label(found.state)}: nothing is due on it any more.", field="finding")


@deed(
    "finding.set_due",
    "Set the day it is due",
    refuses=("it has a first due day: that is kept for ever, and extended", "the finding has ended"),
)
def set_due(
    desk: Desk,
    *,
    finding: FindingRef,
    due: Annotated[
        date | None, plain("To be put right by", "Empty: by the time limit the PMA adopted for the impact.")
    ] = None,
    impact_level: Annotated[Impact | None, plain("Impact level")] = None,
) -> str:
    """Set the first day by which a finding is to be put right, or its impact, from which an adopted limit follows."""
    found = desk.find(Finding, finding, field="finding")
    _running(found)
    if found.baseline_due is not None:
        raise Refused(
            f"{found.reference} was first due on {say_day(found.baseline_due)}; that day is kept for ever. Record an"
            " extension.",
            rule="R57",
            paragraph="76",
            field="due",
        )
    if impact_level is not None:
        found.impact = impact_level
    limit = None if found.impact is None else LIMIT_OF_IMPACT.get(found.impact)
    day = due or (None if limit is None else due_by(desk, limit, found.identified_on))
    if day is None and impact_level is None:
        raise Refused(
            f"No time limit adopted by the PMA gives {found.reference} a due day: enter one, or the impact level.",
            field="due",
        )
    first_due(desk, found, day)
    if day is None:
        desk.notes.append(f"{found.reference} stays undated: no time limit that the PMA adopted gives it a due day.")
    return found.reference


def _is_on(held: Decision, found: Finding) -> None:
    """A decision carries what it was asked for, of what it was on, and nothing else."""
    on_it = held.subject_id == found.id or (held.subject_id is None and held.case_id == found.case_id)
    if not on_it or held.asks != Asked.OTHER:
        raise Refused(
            f"{held.reference} did not extend {found.reference}: it was on"
            f" {held.subject_reference or 'another matter'} and asked “{label(held.asks)}”. Put the extension to a"
            " meeting.",
            rule="R30",
            paragraph="35",
            field="decision",
        )


@deed(
    "finding.extend",
    "Extend the due day",
    refuses=(
        "a Major without a carried decision of the PMA on it (R57, paragraph 76)",
        "it has no due day, or that one already",
        "an earlier extension was decided later",
        "it is reported done or has ended",
    ),
)
def extend(
    desk: Desk,
    *,
    finding: FindingRef,
    to_due: Annotated[date, plain("New due date")],
    reason: Annotated[str, words("Reason for the extension")],
    decided_on: Annotated[date | None, plain("Decided on", "Empty: the decision's day, or today.")] = None,
    decision: Annotated[str | None, ref("decision", label="Decision", help="Needed for a Major.")] = None,
) -> str:
    """Change the day by which a finding is due; both days, the reason and days overdue before it stay (6.4 e)."""
    found = desk.find(Finding, finding, field="finding")
    _running(found)
    if found.current_due is None:
        raise Refused(f"{found.reference} has no due day yet: set one first.", field="finding")
    if found.state == FindingState.SUBMITTED:
        raise Refused(
            f"{found.reference} is reported done: close or reject that first; its clock stands still.", field="finding"
        )
    if to_due == found.current_due:
        raise Refused(f"{found.reference} is due on {say_day(to_due)} already.", field="to_due")
    if decision is None and weight_of(found.finding_class, found.pma_class) == FindingClass.MAJOR:
        raise Refused(
            f"{found.reference} is Major: its due day is changed by a decision of the PMA. Name it.",
            rule="R57",
            paragraph="76",
            field="decision",
        )
    held = None if decision is None else carried_decision(desk, decision)
    if held is not None:
        _is_on(held, found)
    day = decided_on or (desk.day if held is None else held.decided_on)
    desk.not_ahead(day, field="decided_on")
    if held is not None and day < held.decided_on:
        raise Refused(f"The PMA decided on {say_day(held.decided_on)}, not before.", field="decided_on")
    later = [row for row in desk.all(FindingExtension, finding_id=found.id) if row.decided_on > day]
    if later:
        raise Refused(
            f"An extension of {found.reference} was decided on {say_day(later[0].decided_on)}, after that day; they are"
            " recorded in the order in which they were decided.",
            field="decided_on",
        )
    change_due(desk, found, to_due, day, reason, None if held is None else held.id)
    return found.reference


def change_due(desk: Desk, found: Finding, to_due: date, day: date, reason: str, decision_id: object = None) -> None:
    """Keep both days; an extension decided after the due day cures from its own day, and what was late stays late."""
    assert found.current_due is not None
    late = (day - found.current_due).days
    if late > 0:
        desk.notes.append(
            f"{found.reference} was {count(late, 'day')} overdue before this extension; that stays in its history."
        )
    desk.add(
        FindingExtension(
            finding_id=found.id,
            decided_on=day,
            from_due=found.current_due,
            to_due=to_due,
            decision_id=decision_id,
            reason=reason,
        )
    )
    found.current_due = to_due
    if is_weekend(to_due):
        desk.notes.append(f"{found.reference} is due on {say_day(to_due)}, a weekend; the date is not moved.")
