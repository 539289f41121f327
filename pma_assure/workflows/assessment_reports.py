"""Reports taken as draft and as final, the fact check, the participant's response, the review (R50-R52)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.arrived_reports import arrived
from pma_assure.records.assessments import Assessment, AssessmentReport, ReportScope, ScopeItem
from pma_assure.records.cases import Finding
from pma_assure.records.meetings import Decision
from pma_assure.rules.assessment_reports import newest, why_none
from pma_assure.rules.assessments import check_live_scope, response_settled
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import (
    Asked,
    AssessmentState,
    DecisionState,
    FindingClass,
    FindingState,
    ReportKind,
    ScopeCoverage,
)
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.assessment_arrivals import report_lines
from pma_assure.workflows.assessment_scope import say_coverage, standing_items
from pma_assure.workflows.assessments import AssessmentRef, find_assessment, text_of, under_way
from pma_assure.workflows.assessors import keep_doubts
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.evidence import supporting
from pma_assure.workflows.parameters import plain, ref, words
from pma_assure.workflows.time_limits import due_by

NO_NONCONFORMITY = (FindingState.DISCARDED, FindingState.WITHDRAWN)


def _report_of(
    desk: Desk, found: Assessment, report: str | None, kind: ReportKind, *, since: date | None
) -> AssessmentReport:
    """The report that is named, or the newest of a kind that came since the work last went back.

    ``since`` is the day from which one is waited for, where there is one.
    """
    if report is not None:
        named = desk.find(AssessmentReport, report, field="report")
        if named.assessment_id != found.id:
            raise Refused(f"{named.reference} is a report of another assessment.", field="report")
        return named
    reports = arrived(desk.session, found.id)
    meant = newest(reports, kind, since)
    if meant is None:
        raise NotFound(
            why_none(found.reference, reports, kind, since), rule="R50", paragraph=paragraph("R50"), field="report"
        )
    return desk.find(AssessmentReport, meant.reference, field="report")


@deed(
    "assessment.receive_draft",
    "Take a report as the draft",
    refuses=("none is named, and no draft report came since the work went on", "a report of another assessment"),
)
def receive_draft(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    report: Annotated[str | None, ref("report", label="Report", help="Empty: the newest draft report.")] = None,
) -> str:
    """Take a report that arrived as the draft, on which the participant checks the facts.

    One that came as the final report is taken only where it is named.
    """
    found = find_assessment(desk, assessment)
    desk.step(found, AssessmentState.DRAFT_REPORT_RECEIVED, kind="assessment", deed="assessment.receive_draft")
    taken = _report_of(desk, found, report, ReportKind.DRAFT, since=found.state_on)
    found.state_on = taken.received_on
    _in_doubt(desk, found, taken)
    if taken.kind == ReportKind.FINAL:
        desk.notes.append(f"{taken.reference} came as the final report; the participant checks the facts all the same.")
    return found.reference


@deed("assessment.log_fact_check", "Log the fact check", refuses=("no draft report is there", "the day lies ahead"))
def log_fact_check(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    fact_check: Annotated[str, words("What the participant said, and what came of it")],
    checked_on: Annotated[date, plain("Checked on")],
) -> str:
    """Keep what the participant said to the draft report, and what came of it."""
    found = find_assessment(desk, assessment)
    desk.not_ahead(checked_on, field="checked_on")
    if found.state != AssessmentState.DRAFT_REPORT_RECEIVED:
        raise Refused(
            f"{found.reference} is {label(found.state)}; facts are checked on a draft report.", field="assessment"
        )
    _not_before(found.state_on, checked_on, "The facts cannot have been checked", field="checked_on")
    text = text_of(desk, found)
    desk.change(found, {"fact_check": fact_check, "fact_checked_on": checked_on}, beside=(text,))
    return found.reference


@deed("assessment.return_draft", "Return the draft report")
def return_draft(desk: Desk, *, assessment: AssessmentRef, reason: Annotated[str, words("Reason")]) -> str:
    """Send a draft report back to the assessor; the report stays kept, and a new draft is checked again."""
    found = find_assessment(desk, assessment)
    desk.step(found, AssessmentState.IN_PROGRESS, kind="assessment", deed="assessment.return_draft")
    text = text_of(desk, found)
    text.state_reason, text.fact_checked_on, found.state_on = reason, None, desk.day
    return found.reference


@deed(
    "assessment.take_final",
    "Take a report as the final one",
    refuses=(
        "a draft, the report of another assessment, or the one that is the final report already",
        "a pre-operational report without the live SMKI service and the live repository (R52, paragraph 66)",
        "the participant's fact check is not logged",
        "a Major or Minor of this assessment without requirement or evidence (R02, R48)",
    ),
)
def take_final(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    report: Annotated[str | None, ref("report", label="Report", help="Empty: the newest final report.")] = None,
    response_due: Annotated[
        date | None, plain("Response due", "Empty: by the time limit the PMA adopted, if it adopted one.")
    ] = None,
) -> str:
    """Take a report as the final one; what it covers is noted in the scope, and the participant's time begins."""
    found = find_assessment(desk, assessment)
    checked = found.state == AssessmentState.DRAFT_REPORT_RECEIVED
    taken = _report_of(desk, found, report, ReportKind.FINAL, since=found.state_on if checked else None)
    if taken.kind != ReportKind.FINAL:
        raise Refused(f"{taken.reference} is a draft. Take in the final report first.", field="report")
    check_live_scope(found.kind, report_lines(desk, taken), of=taken.reference, field="report")
    if found.state == AssessmentState.FINAL_REPORT_RECEIVED and found.final_report_id is not None:
        _take_the_place(desk, found, taken)
    elif not _came_without_its_report(found):
        desk.step(found, AssessmentState.FINAL_REPORT_RECEIVED, kind="assessment", deed="assessment.take_final")
        _facts_checked(desk, found)
        found.state_on = taken.received_on
    _nonconformities_stand(desk, found)
    found.final_report_id = taken.id
    found.recommended_status, found.opinion = taken.recommended_status, taken.opinion
    _in_doubt(desk, found, taken)
    _note_coverage(desk, taken)
    if response_due is not None:
        _not_before(taken.received_on, response_due, "The participant cannot answer", field="response_due")
    due = response_due or found.response_due or due_by(desk, "finding_response", taken.received_on)
    _response_due(desk, found, due)
    say_coverage(desk, found)
    return found.reference


def _in_doubt(desk: Desk, found: Assessment, report: AssessmentReport) -> None:
    """Keep as irregular a report of an assessor, or a team, that was not independent when it came (R50)."""
    keep_doubts(
        desk, found, f"{report.reference} came on {say_day(report.received_on)} and is relied on", report.received_on
    )


def _take_the_place(desk: Desk, found: Assessment, taken: AssessmentReport) -> None:
    """Another final report before the review: what was said of the one before is no answer to it (R57)."""
    if taken.id == found.final_report_id:
        raise Refused(
            f"{taken.reference} is the final report already. Take in the one that is to take its place.", field="report"
        )
    before = desk.session.get_one(AssessmentReport, found.final_report_id)
    said = f"{taken.reference} is the final report in the place of {before.reference}, which stays kept."
    if found.responded_on is not None:
        said += f" The response of {say_day(found.responded_on)} was to that one: record the response to this one."
    desk.notes.append(said)
    found.response_due = found.responded_on = None
    found.state_on = taken.received_on


def _came_without_its_report(found: Assessment) -> bool:
    """Imported as one whose final report was in: the step is of its past, and the report is handed in afterwards."""
    after = (AssessmentState.FINAL_REPORT_RECEIVED, AssessmentState.UNDER_REVIEW)
    return found.imported_on is not None and found.state in after and found.final_report_id is None


def _facts_checked(desk: Desk, found: Assessment) -> None:
    if text_of(desk, found).fact_checked_on is None:
        raise Refused(
            f"Log first what the participant said to the draft report of {found.reference}.",
            rule="R50",
            paragraph=paragraph("R50"),
            field="assessment",
        )


def _nonconformities_stand(desk: Desk, found: Assessment) -> None:
    for finding in desk.all(Finding, assessment_id=found.id, order_by=Finding.reference):
        if finding.state in NO_NONCONFORMITY or finding.finding_class == FindingClass.OBSERVATION:
            continue
        if finding.imported_on is not None:
            continue  # what it was raised on is of its past
        if finding.requirement_id is None:
            raise Refused(
                f"{finding.reference} is {label(finding.finding_class)}: name the clause, in its version, that was not"
                " met.",
                rule="R02",
                paragraph=paragraph("R02"),
                field="assessment",
            )
        if not supporting(desk, finding.id):
            raise Refused(
                f"{finding.reference} is {label(finding.finding_class)}: link the evidence that establishes it.",
                rule="R48",
                paragraph=paragraph("R48"),
                field="assessment",
            )


def _note_coverage(desk: Desk, report: AssessmentReport) -> None:
    """What the report covers is covered by the assessment; what it says it does not is not. What was said stands."""
    for row in desk.all(ReportScope, report_id=report.id):
        if row.scope_item_id is None:
            continue
        item = desk.session.get_one(ScopeItem, row.scope_item_id)
        if item.coverage != ScopeCoverage.OPEN:
            continue
        if row.covered:
            item.coverage = ScopeCoverage.ASSESSED
        elif row.why_not.strip():
            item.coverage, item.coverage_note = ScopeCoverage.NOT_COVERED, row.why_not


def _response_due(desk: Desk, found: Assessment, due: date | None) -> None:
    found.response_due = due
    if due is None:
        desk.notes.append(
            "No day was set for the participant's response: the PMA has adopted no time limit. Set the day, or wait for"
            " the response."
        )
    else:
        desk.notes.append(f"The participant's response is due on {say_day(due)}.")


@deed(
    "assessment.set_response_due",
    "Set the day for the response",
    refuses=(
        "the final report is not in",
        "a day before it",
        "a day before a decision that the PMA has taken on the assessment (R57, paragraph 76)",
    ),
)
def set_response_due(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    response_due: Annotated[date, plain("Response due")],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Give the participant until a day to answer the final report; the former day stays in the history."""
    found = find_assessment(desk, assessment)
    _with_final_report(found)
    received = _report_came(desk, found)
    _not_before(received, response_due, "The participant cannot answer", field="response_due")
    _not_past_a_decision(desk, found, response_due)
    found.response_due = response_due
    text_of(desk, found).state_reason = reason
    return found.reference


def _not_past_a_decision(desk: Desk, found: Assessment, day: date) -> None:
    """Refuse a day that makes a decision taken before the participant was heard one taken after (R57)."""
    for decision in desk.all(
        Decision,
        subject_id=found.id,
        asks=Asked.CONCLUDE_ASSESSMENT,
        state=DecisionState.RECORDED,
        order_by=Decision.decided_on,
    ):
        if day < decision.decided_on and not response_settled(
            found.responded_on, found.response_due, decision.decided_on
        ):
            raise Refused(
                f"The PMA decided on {found.reference} on {say_day(decision.decided_on)} ({decision.reference}), before"
                " the participant was heard; a day set now does not change that. Record its response, or set a day that"
                " lies after the decision and put it to the PMA again.",
                rule="R57",
                paragraph=paragraph("R57"),
                field="response_due",
            )


def _report_came(desk: Desk, found: Assessment) -> date | None:
    """The day on which the final report was received; None for one that came in without its report."""
    if found.final_report_id is None:
        return None
    return desk.session.get_one(AssessmentReport, found.final_report_id).received_on


def _not_before(came: date | None, day: date, what: str, *, field: str) -> None:
    """Refuse an answer to a report, or a day for one, from before the report: nobody was heard by it (R57)."""
    if came is not None and day < came:
        raise Refused(
            f"{what} before {say_day(came)}, when the report was received; look at the days.",
            rule="R57",
            paragraph=paragraph("R57"),
            field=field,
        )


def _with_final_report(found: Assessment) -> None:
    if found.state not in (AssessmentState.FINAL_REPORT_RECEIVED, AssessmentState.UNDER_REVIEW):
        raise Refused(
            f"{found.reference} is {label(found.state)}; the participant answers the final report.", field="assessment"
        )


@deed(
    "assessment.record_response",
    "Record the response",
    refuses=("the final report is not in", "the day lies ahead, or before the report"),
)
def record_response(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    responded_on: Annotated[date, plain("Received on", usually_today=True)],
    words_given: Annotated[str, words("In the participant's words")],
) -> str:
    """Keep the participant's response to the final report, in its own words."""
    found = find_assessment(desk, assessment)
    _with_final_report(found)
    desk.not_ahead(responded_on, field="responded_on")
    _not_before(_report_came(desk, found), responded_on, "The participant cannot have answered", field="responded_on")
    text = text_of(desk, found)
    desk.change(found, {"responded_on": responded_on, "response": words_given}, beside=(text,))
    if found.response_due is not None and responded_on > found.response_due:
        days = (responded_on - found.response_due).days
        desk.notes.append(f"The response came {days} {'day' if days == 1 else 'days'} after its date.")
    return found.reference


@deed(
    "assessment.review",
    "Put under the PMA's review",
    refuses=(
        "the report does not cover a line of the scope, and nothing says why not",
        "a pre-operational report without the live SMKI service and the live repository (R52, paragraph 66)",
    ),
)
def review(desk: Desk, *, assessment: AssessmentRef) -> str:
    """Begin the PMA's review of a final report that covers the whole scope, or says why not (R52)."""
    found = find_assessment(desk, assessment)
    desk.step(found, AssessmentState.UNDER_REVIEW, kind="assessment", deed="assessment.review")
    _in_doubt(desk, found, check_whole(desk, found))
    found.state_on = desk.day
    say_coverage(desk, found)
    return found.reference


def check_whole(desk: Desk, found: Assessment) -> AssessmentReport:
    """The final report. Refused where it leaves a line of the scope unsaid, or the live services out (R52)."""
    if found.final_report_id is None:
        came = " It was imported without one: take in the report that was received." if found.imported_on else ""
        raise Refused(f"{found.reference} has no final report.{came}", field="assessment")
    report = desk.session.get_one(AssessmentReport, found.final_report_id)
    check_live_scope(found.kind, report_lines(desk, report), of=report.reference, field="assessment")
    by_report = {
        row.scope_item_id for row in desk.all(ReportScope, report_id=report.id) if row.covered or row.why_not.strip()
    }
    unsaid = [
        f"{item.component} ({label(item.environment).lower()}, {item.reference})"
        for item in standing_items(desk, found)
        if item.id not in by_report and item.coverage in (ScopeCoverage.OPEN, ScopeCoverage.ASSESSED)
    ]
    if unsaid:
        raise Refused(
            f"{report.reference} says nothing of {'; '.join(unsaid)}. Take in the report that says it and take it as"
            " the final one, or say what else covers it, or why nothing does.",
            rule="R52",
            paragraph=paragraph("R52"),
            field="assessment",
        )
    return report


@deed("assessment.return_for_work", "Return for work")
def return_for_work(desk: Desk, *, assessment: AssessmentRef, reason: Annotated[str, words("Reason")]) -> str:
    """Send an assessment back from the PMA's review; the final report stays kept, and a new one takes its place."""
    found = under_way(find_assessment(desk, assessment))
    desk.step(found, AssessmentState.IN_PROGRESS, kind="assessment", deed="assessment.return_for_work")
    text = text_of(desk, found)
    text.state_reason, text.fact_checked_on = reason, None
    found.final_report_id = found.recommended_status = found.opinion = found.proposed_status = None
    found.response_due = found.responded_on = None
    found.state_on = desk.day
    return found.reference
