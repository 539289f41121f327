"""How an assessment ends: concluded by the PMA, superseded by a later one, or discontinued (R51, R57)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from sqlalchemy import select

from pma_assure.records.assessments import Assessment, AssessmentReport, Caveat, EvidenceRequest
from pma_assure.records.cases import Case, Finding
from pma_assure.records.document_set import Requirement
from pma_assure.records.fieldwork import FieldLine
from pma_assure.records.house import IrregularFact
from pma_assure.records.organisations import Organisation
from pma_assure.rules.assessments import (
    check_live_scope,
    check_status,
    live_too_early,
    response_settled,
)
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import OPEN_REQUESTS
from pma_assure.rules.vocabulary import (
    Asked,
    AssessmentKind,
    AssessmentState,
    AssuranceStatus,
    BreachTrigger,
    FieldResult,
    FindingClass,
    OpinionKind,
)
from pma_assure.rules.wording import count, label
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.assessment_arrivals import report_lines
from pma_assure.workflows.assessment_reports import NO_NONCONFORMITY, check_whole
from pma_assure.workflows.assessment_scope import say_coverage
from pma_assure.workflows.assessments import AssessmentRef, find_assessment, text_of
from pma_assure.workflows.assessors import nothing_in_doubt
from pma_assure.workflows.breaches import open_consideration
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import plain, ref, words

MOST_NAMED = 8
"""So many clauses that were not tested are named; of the rest, how many."""


@deed(
    "assessment.propose_conclusion",
    "Propose the conclusion",
    refuses=(
        "it is not under the PMA's review",
        "a status where there is none, or none where there is one; one its caveats contradict (R51, paragraph 57)",
        "an opinion with a scope limitation that does not say what could not be done",
    ),
)
def propose_conclusion(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    conclusion: Annotated[str, words("Conclusion on compliance", "As it is put to the PMA.")],
    status: Annotated[AssuranceStatus | None, plain("Status", "Only for the DCC's pre-operational assessment.")] = None,
    scope_limitation: Annotated[str, words("Scope limitation", "What work could not be done, and why.")] = "",
) -> str:
    """Write down the conclusion that is put to the PMA, with the status that is proposed where there is one."""
    found = find_assessment(desk, assessment)
    if found.state != AssessmentState.UNDER_REVIEW:
        raise Refused(
            f"{found.reference} is {label(found.state)}; a conclusion is proposed in the PMA's review.",
            field="assessment",
        )
    _status_fits(desk, found, status)
    text = text_of(desk, found)
    if found.opinion == OpinionKind.SCOPE_LIMITATION and not (scope_limitation or text.scope_limitation).strip():
        raise Refused(
            "The assessor's opinion has a scope limitation: say what work could not be done, and why.",
            rule="R48",
            paragraph=paragraph("R48"),
            field="scope_limitation",
        )
    given: dict[str, object] = {"conclusion": conclusion, "scope_limitation": scope_limitation or None}
    desk.change(found, given, beside=(text,))
    found.proposed_status = status
    _say_untested(desk, found)
    if found.recommended_status is not None and status is not None and status != found.recommended_status:
        desk.notes.append(
            f"The assessor recommends “{label(found.recommended_status)}”; what is proposed differs, and both are kept."
        )
    return found.reference


def _status_fits(desk: Desk, found: Assessment, status: AssuranceStatus | None) -> None:
    category = desk.session.get_one(Organisation, found.organisation_id).category
    desk.session.flush()
    caveats = [row for row in desk.all(Caveat, assessment_id=found.id, withdrawn_on=None) if row.met_on is None]
    check_status(found.kind, category, status, len(caveats))


@deed(
    "assessment.conclude",
    "Conclude the assessment",
    refuses=(
        "a pre-operational one on a report on the test services (R52, paragraph 66)",
        "the participant has not answered, and its date has not passed (R57, paragraph 76)",
        "assessor or team were not independent when the work began or the report came, and that is not settled (R50,"
        " paragraph 57)",
        "a caveat without owner or date",
        "a finding called an Observation that says a requirement was not met, until it is settled (R02, paragraph 15)",
        "no valid decision of the PMA on exactly this conclusion",
    ),
)
def conclude(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    decision: Annotated[str, ref("decision", label="Decision", help="Of the PMA, on the conclusion as it stands.")],
) -> str:
    """Record how the PMA concluded an assessment: a status for the DCC's pre-operational one, words for the others."""
    found = find_assessment(desk, assessment)
    _no_test_report(desk, found)
    desk.step(found, AssessmentState.CONCLUDED, kind="assessment", deed="assessment.conclude")
    text = text_of(desk, found)
    nothing_in_doubt(desk, found, check_whole(desk, found).received_on)
    if not text.conclusion.strip():
        raise Refused(f"Propose the conclusion of {found.reference} first.", field="assessment")
    _status_fits(desk, found, found.proposed_status)
    _caveats_complete(desk, found)
    _observations_settled(desk, found)
    held = valid_decision_on(desk, decision, "assessment", found.id, asked=Asked.CONCLUDE_ASSESSMENT)
    if not response_settled(found.responded_on, found.response_due, held.decided_on):
        until = "no day was set" if found.response_due is None else f"it has until {say_day(found.response_due)}"
        raise Refused(
            f"The participant had not answered the report of {found.reference} when the PMA decided on"
            f" {say_day(held.decided_on)}; {until}. Record its response, or put it to the PMA after that.",
            rule="R57",
            paragraph=paragraph("R57"),
            field="assessment",
        )
    found.set_status, found.concluded_on, found.state_on = found.proposed_status, held.decided_on, held.decided_on
    found.conclusion_decision_id = held.id
    _say_untested(desk, found)
    _say_unanswered(desk, found)
    if found.live_certificates_on is not None:
        _compare_live(desk, found, found.live_certificates_on)
    say_coverage(desk, found)
    return found.reference


def _say_untested(desk: Desk, found: Assessment) -> None:
    """Name the clauses of the sheet on which nobody wrote a result: the conclusion rests on the others alone."""
    sheet = desk.session.execute(
        select(FieldLine.result, Requirement.reference)
        .join(Requirement, Requirement.id == FieldLine.requirement_id)
        .where(FieldLine.assessment_id == found.id, FieldLine.withdrawn_on.is_(None))
        .order_by(FieldLine.position)
    ).all()
    left = [row.reference for row in sheet if row.result == FieldResult.NOT_TESTED]
    if left:
        more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
        desk.notes.append(
            f"The field work of {found.reference} is not finished: {len(sheet) - len(left)} of"
            f" {count(len(sheet), 'clause')} on its sheet tested. Not tested: {', '.join(left[:MOST_NAMED])}{more}."
        )


def _say_unanswered(desk: Desk, found: Assessment) -> None:
    waiting = desk.all(
        EvidenceRequest,
        EvidenceRequest.state.in_(OPEN_REQUESTS),
        assessment_id=found.id,
        order_by=EvidenceRequest.number,
    )
    if waiting:
        names = ", ".join(row.reference for row in waiting)
        desk.notes.append(f"Never answered in full: {names}. Withdraw what is not needed any more.")


def _no_test_report(desk: Desk, found: Assessment) -> None:
    """Name the paragraph where somebody concludes on the report that is there, and it is on the wrong services."""
    if found.kind != AssessmentKind.PRE_OPERATIONAL or found.final_report_id is not None:
        return
    reports = desk.all(AssessmentReport, assessment_id=found.id, order_by=AssessmentReport.number)
    if reports:
        check_live_scope(found.kind, report_lines(desk, reports[-1]), of=reports[-1].reference, field="assessment")


def _caveats_complete(desk: Desk, found: Assessment) -> None:
    for row in desk.all(Caveat, assessment_id=found.id, withdrawn_on=None, order_by=Caveat.number):
        missing = [
            name for name, value in (("an owner", row.owner), ("a date", row.due)) if value is None or value == ""
        ]
        if missing:
            raise Refused(
                f"{row.reference} needs {' and '.join(missing)} before {found.reference} is concluded.",
                rule="R51",
                paragraph=paragraph("R51"),
                field="assessment",
            )


def _observations_settled(desk: Desk, found: Assessment) -> None:
    """A requirement not met is no Observation: the assessor's word stays, and the PMA's own class stands beside it."""
    for finding in desk.all(
        Finding, assessment_id=found.id, finding_class=FindingClass.OBSERVATION, order_by=Finding.reference
    ):
        if finding.requirement_id is None or finding.pma_class is not None or finding.state in NO_NONCONFORMITY:
            continue
        raise Refused(
            f"{finding.reference} is called an Observation and says that a requirement was not met: let the assessor"
            " reclassify it, or record the PMA's own class.",
            rule="R02",
            paragraph=paragraph("R02"),
            field="assessment",
        )


@deed(
    "assessment.supersede",
    "Supersede the conclusion",
    refuses=(
        "the later assessment is not concluded, not later, or of another organisation",
        "one of the two is pre-operational and the other is not (R51, paragraph 57)",
    ),
)
def supersede(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    by: Annotated[str, ref("assessment", label="Superseded by")],
) -> str:
    """Record that a later conclusion takes the place of an earlier one, which stays as it was."""
    found = find_assessment(desk, assessment)
    later = desk.find(Assessment, by, field="by")
    if found.concluded_on is None:
        raise Refused(f"{found.reference} is {label(found.state)}: there is no conclusion yet.", field="assessment")
    if found.superseded_by_id is not None:
        raise Refused(f"{found.reference} was superseded already.", field="assessment")
    if later.id == found.id or later.concluded_on is None or later.concluded_on < found.concluded_on:
        raise Refused(f"{later.reference} has no later conclusion.", field="by")
    if later.organisation_id != found.organisation_id:
        raise Refused(f"{later.reference} is of another organisation than {found.reference}.", field="by")
    if (later.kind == AssessmentKind.PRE_OPERATIONAL) != (found.kind == AssessmentKind.PRE_OPERATIONAL):
        raise Refused(
            f"{found.reference} is {label(found.kind).lower()} and {later.reference} {label(later.kind).lower()}: a"
            " conclusion on compliance does not take the place of a pre-operational status, nor the other way about.",
            rule="R51",
            paragraph=paragraph("R51"),
            field="by",
        )
    if later.superseded_by_id is not None:
        raise Refused(f"{later.reference} was superseded itself; name what stands.", field="by")
    found.superseded_by_id = later.id
    return found.reference


@deed(
    "assessment.record_live_certificates",
    "Record when live certificates were first issued",
    refuses=("it is no pre-operational assessment", "the day lies ahead"),
)
def record_live_certificates(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    live_certificates_on: Annotated[date, plain("First issued on")],
) -> str:
    """Record the day live certificates were first issued, and compare it with the conclusion (R51, paragraph 57)."""
    found = find_assessment(desk, assessment)
    desk.not_ahead(live_certificates_on, field="live_certificates_on")
    if found.kind != AssessmentKind.PRE_OPERATIONAL:
        raise Refused(
            f"{found.reference} is no pre-operational assessment.",
            rule="R51",
            paragraph=paragraph("R51"),
            field="assessment",
        )
    found.live_certificates_on = live_certificates_on
    _compare_live(desk, found, live_certificates_on)
    return found.reference


def _compare_live(desk: Desk, found: Assessment, live_on: date) -> None:
    if live_too_early(live_on, found.concluded_on):
        if not desk.all(IrregularFact, record_id=found.id, rule="R51", settled_on=None):
            then = (
                "which is not concluded" if found.concluded_on is None else f"concluded {say_day(found.concluded_on)}"
            )
            desk.keep_irregular(
                found,
                f"live certificates were issued on {say_day(live_on)}, before the pre-operational assessment"
                f" {found.reference}, {then}",
                rule="R51",
                paragraph=paragraph("R51"),
                case_id=found.case_id,
            )
        return
    if found.set_status == AssuranceStatus.NOT_APPROVED:
        desk.notes.append(
            f"Live certificates were issued on {say_day(live_on)} although the status is “{label(found.set_status)}”:"
            " advise the Panel of it."
        )


@deed("assessment.discontinue", "Discontinue the assessment", refuses=("it has not begun, or the final report is in",))
def discontinue(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    reason: Annotated[str, words("Reason")],
    allegation: Annotated[
        str, words("What is alleged", "Only if a breach consideration is to be opened at once (paragraph 59).")
    ] = "",
) -> str:
    """Stop an assessment that has begun, with the reason; a breach consideration is offered, or opened at once."""
    found = find_assessment(desk, assessment)
    desk.step(found, AssessmentState.DISCONTINUED, kind="assessment", deed="assessment.discontinue")
    found.state_on = desk.day
    text_of(desk, found).state_reason = reason
    if not allegation.strip():
        desk.notes.append(
            f"If what kept {found.reference} from its end may be a material breach, open a breach consideration (R67,"
            f" paragraph {paragraph('R67')})."
        )
        return found.reference
    breach = open_consideration(
        desk,
        desk.session.get_one(Case, found.case_id),
        title=f"{found.title}, discontinued"[:200],
        trigger=BreachTrigger.ASSESSMENT,
        allegation=allegation,
        opened_on=desk.day,
    )
    breach.assessment_id = found.id
    desk.notes.append(f"{breach.reference} was opened.")
    return found.reference
