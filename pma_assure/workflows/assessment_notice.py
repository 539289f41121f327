"""The participant is told: notified of the assessment, alone or many at once; reminded; the work begins (R48, R50)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.assessments import Assessment
from pma_assure.records.letters import Letter
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import AssessmentState
from pma_assure.rules.wording import count
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.assessment_scope import say_unapproved
from pma_assure.workflows.assessments import AssessmentRef, find_assessment, happened_before_import, under_way
from pma_assure.workflows.assessors import keep_doubts, may_assess
from pma_assure.workflows.cases import add_note
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, refs, words

LetterDay = Annotated[date, plain("Date of the letter")]


@deed(
    "assessment.notify",
    "Record the notification",
    refuses=(
        "no criterion is fixed, or one that is not approved lacks a reason (R08, R09)",
        "the assessor is not in date under its scheme, or not independent of the participant (R50, paragraph 57)",
        "the day lies ahead",
    ),
)
def notify(desk: Desk, *, assessment: AssessmentRef, notified_on: LetterDay) -> str:
    """Record that the participant was notified; from now on criteria and order stand (R48, R50)."""
    found = find_assessment(desk, assessment)
    _notify(desk, found, notified_on)
    return found.reference


def _notify(desk: Desk, found: Assessment, notified_on: date) -> None:
    desk.not_ahead(notified_on, field="notified_on")
    desk.step(found, AssessmentState.NOTIFIED, kind="assessment", deed="assessment.notify")
    _may_be_notified(desk, found, notified_on)
    found.notified_on = found.state_on = notified_on


def _may_be_notified(desk: Desk, found: Assessment, notified_on: date) -> None:
    if happened_before_import(found, notified_on):
        return
    if not say_unapproved(desk, found):
        raise Refused(
            f"{found.reference} has no criteria yet: fix the document versions that are assessed against.",
            rule="R09",
            paragraph=paragraph("R09"),
            field="assessment",
        )
    may_assess(desk, found, notified_on)


def notify_by_letter(desk: Desk, letter: Letter, sent_on: date) -> None:
    """Record the notification that a letter is, with the day it was sent (R48).

    The letter went in any case: where the notification may not be recorded yet, it is said why. One that was recorded
    of another day stands, and that is said.
    """
    found = desk.session.get_one(Assessment, letter.subject_id)
    if found.state != AssessmentState.PLANNED:
        if found.notified_on is not None and found.notified_on != sent_on:
            desk.notes.append(
                f"{found.reference} is recorded as notified on {say_day(found.notified_on)}, which stands;"
                f" {letter.reference} was sent on {say_day(sent_on)}."
            )
        return
    try:
        _may_be_notified(desk, found, sent_on)
    except Refused as refused:
        desk.notes.append(
            f"The notification of {found.reference} is not recorded yet. {refused.sentence} Then record the"
            f" notification, with {say_day(sent_on)}."
        )
        return
    _notify(desk, found, sent_on)
    desk.notes.append(f"The notification of {found.reference} is recorded with it: sent on {say_day(sent_on)}.")


@deed(
    "assessment.notify_many",
    "Record the notification of several",
    refuses=("one of them cannot be notified: then none is, and it is named",),
)
def notify_many(
    desk: Desk,
    *,
    assessments: Annotated[tuple[str, ...], refs("assessment", label="Assessments")],
    notified_on: LetterDay,
) -> str | None:
    """Record that several participants were notified on one day; all of them, or none."""
    found = _several(desk, assessments)
    for one in found:
        try:
            _notify(desk, one, notified_on)
        except Refused as refused:
            said = refused.sentence if one.reference in refused.sentence else f"{one.reference}: {refused.sentence}"
            raise Refused(
                f"{said.rstrip('.')}. None of the {len(found)} was recorded as notified.",
                rule=refused.rule,
                paragraph=refused.paragraph,
                field="assessments",
            ) from refused
    desk.notes.append(f"{count(len(found), 'participant')} notified on {say_day(notified_on)}.")
    return found[0].reference


def _several(desk: Desk, assessments: tuple[str, ...]) -> list[Assessment]:
    if not assessments:
        raise Refused("Choose at least one assessment.", field="assessments")
    named = list(dict.fromkeys(one.strip().upper() for one in assessments))
    return [desk.find(Assessment, one, field="assessments") for one in named]


@deed("assessment.remind", "Record a reminder", refuses=("one of the assessments has ended",))
def remind(
    desk: Desk,
    *,
    assessments: Annotated[tuple[str, ...], refs("assessment", label="Assessments")],
    what: Annotated[str, words("Reminded of")],
    reminded_on: Annotated[date | None, plain("On", "Empty: today.")] = None,
    channel: Annotated[str, line("By", "Letter, e-mail, telephone.")] = "e-mail",
) -> str | None:
    """Keep that one or several participants were reminded, in the case of each."""
    found = [under_way(one) for one in _several(desk, assessments)]
    day = reminded_on or desk.day
    desk.not_ahead(day, field="reminded_on")
    for one in found:
        add_note(desk, one.case_id, f"{one.reference}: reminded on {say_day(day)} by {channel}: {what}")
    desk.notes.append(f"{count(len(found), 'reminder')} recorded.")
    return found[0].reference


@deed("assessment.begin", "Begin the assessment", refuses=("the participant was not notified", "the day lies ahead"))
def begin(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    begun_on: Annotated[date | None, plain("Begun on", "Empty: today.")] = None,
    report_due: Annotated[date | None, plain("Report due")] = None,
) -> str:
    """Record that the assessor began its work; if it was not independent that day, that is kept as irregular (R50)."""
    found = find_assessment(desk, assessment)
    desk.step(found, AssessmentState.IN_PROGRESS, kind="assessment", deed="assessment.begin")
    day = begun_on or desk.day
    desk.not_ahead(day, field="begun_on")
    if found.notified_on is not None and day < found.notified_on:
        raise Refused(
            f"The participant was notified on {say_day(found.notified_on)}; the work did not begin before.",
            field="begun_on",
        )
    found.begun_on = found.state_on = day
    keep_doubts(desk, found, f"the work of {found.reference} began on {say_day(day)}", day)
    found.report_due = report_due or found.report_due
    return found.reference
