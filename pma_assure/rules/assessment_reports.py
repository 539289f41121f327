"""Which of the reports that arrived is meant, as the draft or as the final one, and how each stands (R50, R52).

The draft is what the participant checks the facts on (paragraph 57). A report that was sent back is kept, and is not
meant again unless somebody names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.vocabulary import AssessmentState, ReportKind, ReportStanding
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label

SENT_BACK_BY = ("assessment.return_draft", "assessment.return_for_work")
"""The deeds by which the work goes back: what was in by then is meant again only where it is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A report of an assessment, as it came."""

    reference: str
    kind: ReportKind
    received_on: date
    sent_back: bool
    """Whether it was in when the work last went back, be it on the same day."""


def newest(reports: Sequence[Arrived], kind: ReportKind, since: date | None = None) -> Arrived | None:
    """The newest report of a kind that came on the day ``since`` or later, and since the work last went back.

    ``reports`` stand in the order they came.
    """
    fitting = [
        one for one in reports if one.kind == kind and not one.sent_back and (since is None or one.received_on >= since)
    ]
    return fitting[-1] if fitting else None


def why_none(assessment: str, reports: Sequence[Arrived], kind: ReportKind, since: date | None) -> str:
    """Why :func:`newest` finds none, and what to do about it."""
    last = next((one for one in reversed(reports) if one.kind == kind), None)
    if last is not None and since is not None and last.received_on < since:
        return (
            f"{last.reference} came before {say_day(since)}, and {assessment} waits for what comes from that day"
            f" on: take in the {label(kind).lower()} that came since, or name the one that is meant."
        )
    if last is not None and last.sent_back:
        return (
            f"{last.reference} was in when {assessment} last went back to the assessor: take in the"
            f" {label(kind).lower()} that came since, or name the one that is meant."
        )
    final = newest(reports, ReportKind.FINAL)
    if kind == ReportKind.DRAFT and final is not None:
        return (
            f"{assessment} has no draft report yet: take it in first, or name {final.reference}, which came as the"
            " final report, if the facts are checked on that one."
        )
    return f"{assessment} has no {label(kind).lower()} yet: take it in first."


def standings(
    reports: Sequence[Arrived], *, final: str | None, state: AssessmentState, state_on: date, facts_checked: bool
) -> dict[str, ReportStanding]:
    """How each report stands, by its reference; ``final`` is the one that was taken as the final one.

    While the draft report is received, ``state_on`` is the day on which the one came that was taken as the draft.
    """
    found = {}
    for one in reports:
        if one.reference == final:
            found[one.reference] = ReportStanding.TAKEN_AS_FINAL
        elif one.kind == ReportKind.DRAFT:
            found[one.reference] = ReportStanding.KEPT_AS_DRAFT
        else:
            found[one.reference] = ReportStanding.NOT_TAKEN
    if state == AssessmentState.DRAFT_REPORT_RECEIVED:
        of_the_day = [one for one in reports if one.received_on == state_on]
        drafts = [one for one in of_the_day if one.kind == ReportKind.DRAFT] or of_the_day
        if drafts:
            standing = ReportStanding.FACTS_CHECKED if facts_checked else ReportStanding.FACTS_TO_CHECK
            found[drafts[-1].reference] = standing
    return found
