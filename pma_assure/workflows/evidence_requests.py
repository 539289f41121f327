"""What a participant is asked for: data, information, access to premises and staff; it owns each (R48, R49)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.assessments import Assessment, EvidenceRequest, EvidenceRequestText
from pma_assure.records.document_set import Requirement
from pma_assure.records.organisations import ContractorLink, Organisation
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import BEFORE_NOTICE
from pma_assure.rules.vocabulary import EvidenceRequestKind, EvidenceRequestState, RequestAnswer
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.assessments import AssessmentRef, find_assessment, under_way
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, words
from pma_assure.workflows.time_limits import due_by

RequestRef = Annotated[str, ref("evidence_request", label="Evidence request", help="ASMT-2026-0001/R1")]
Due = Annotated[date | None, plain("Due", "Empty: by the time limit the PMA adopted, if it adopted one.")]


@deed(
    "evidence_request.issue",
    "Issue an evidence request",
    refuses=("the participant was not notified yet, or the assessment has ended (R48, paragraph 56)", "due before it"),
)
def issue(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    title: Annotated[str, line("Asked for, in short")],
    kind: Annotated[EvidenceRequestKind, plain("Kind")],
    what: Annotated[str, words("What exactly")],
    issued_on: Annotated[date | None, plain("Issued on", "Empty: today.")] = None,
    due: Due = None,
    contractor: Annotated[
        str | None, ref("organisation", label="Held by the contractor", help="The participant owns the request.")
    ] = None,
    requirement: Annotated[str | None, ref("requirement", label="About the requirement")] = None,
    format: Annotated[str, words("In which form", "For access: where and when.")] = "",
) -> str:
    """Ask the participant for something; a contractor may be named, and the duty stays the participant's (R48, R49)."""
    found = under_way(find_assessment(desk, assessment))
    day = issued_on or desk.day
    desk.not_ahead(day, field="issued_on")
    if found.state in BEFORE_NOTICE:
        raise Refused(
            f"{found.reference} is {label(found.state)}: notify the participant before something is asked of it.",
            rule="R48",
            paragraph=paragraph("R48"),
            field="assessment",
        )
    cited = None if requirement is None else desk.find(Requirement, requirement, field="requirement")
    holder = None if contractor is None else desk.find(Organisation, contractor, field="contractor")
    return _make(
        desk, found, title=title, kind=kind, what=what, day=day, due=due, holder=holder, cited=cited, format=format
    ).reference


def _make(
    desk: Desk,
    found: Assessment,
    *,
    title: str,
    kind: EvidenceRequestKind,
    what: str,
    day: date,
    due: date | None,
    holder: Organisation | None,
    cited: Requirement | None,
    format: str,
    narrows: EvidenceRequest | None = None,
) -> EvidenceRequest:
    if due is not None and due < day:
        raise Refused("It would be due before it was issued; look at the days.", field="due")
    due = due or due_by(desk, "evidence_request", day)
    number = 1 + len(desk.all(EvidenceRequest, assessment_id=found.id))
    request = desk.add(
        EvidenceRequest(
            reference=f"{found.reference}/R{number}",
            assessment_id=found.id,
            number=number,
            title=title,
            kind=kind,
            state=EvidenceRequestState.ISSUED,
            contractor_id=None if holder is None else holder.id,
            requirement_id=None if cited is None else cited.id,
            issued_on=day,
            due=due,
            narrows_id=None if narrows is None else narrows.id,
        )
    )
    desk.session.flush()
    desk.add(EvidenceRequestText(evidence_request_id=request.id, what=what, format=format))
    if due is None:
        desk.notes.append(f"{request.reference} has no due date: the PMA has adopted no time limit for it.")
    if holder is not None:
        _contractor_that_day(desk, found, request, holder, day)
    return request


def _contractor_that_day(
    desk: Desk, found: Assessment, request: EvidenceRequest, holder: Organisation, day: date
) -> None:
    """A contractor that is none of the participant's that day: the request went out, and is kept as irregular (R49)."""
    links = desk.all(ContractorLink, participant_id=found.organisation_id, contractor_id=holder.id)
    if any(row.first_day <= day and (row.last_day is None or row.last_day >= day) for row in links):
        return
    participant = desk.session.get_one(Organisation, found.organisation_id).name
    desk.keep_irregular(
        request,
        f"{request.reference} names {holder.name}, which is no contractor of {participant} on {say_day(day)}",
        rule="R49",
        paragraph=paragraph("R49"),
        case_id=found.case_id,
    )


@deed(
    "evidence_request.answer",
    "Record the answer to a request",
    refuses=(
        "provided in part, without saying what is missing; refused, without the participant's ground",
        "a day before it was issued, or ahead",
    ),
)
def answer(
    desk: Desk,
    *,
    evidence_request: RequestRef,
    answer: Annotated[RequestAnswer, plain("Answer")],
    answered_on: Annotated[date, plain("On")],
    words_given: Annotated[str, words("What came", "In part: what is missing.")] = "",
    ground: Annotated[
        str, words("Ground", "Refused, or called unreasonable: why, in the participant's words; or that it gave none.")
    ] = "",
) -> str:
    """Record what the participant provided, provided in part, or refused and on what ground (R48)."""
    found = desk.find(EvidenceRequest, evidence_request, field="evidence_request")
    desk.not_ahead(answered_on, field="answered_on")
    if answered_on < found.issued_on:
        raise Refused(f"It was issued on {say_day(found.issued_on)}, after that day.", field="answered_on")
    if answer == RequestAnswer.REFUSED and not ground.strip():
        raise Refused(
            "Say on what ground the participant refused, or that it gave none.",
            rule="R48",
            paragraph=paragraph("R48"),
            field="ground",
        )
    if answer == RequestAnswer.PARTLY_PROVIDED and not words_given.strip():
        raise Refused("Say what is missing.", rule="R48", paragraph=paragraph("R48"), field="words_given")
    desk.step(found, EvidenceRequestState(answer.value), kind="evidence request", deed="evidence_request.answer")
    text = desk.beside(EvidenceRequestText, evidence_request_id=found.id)
    given: dict[str, object] = {"answer": words_given or None, "ground": ground or None, "answered_on": answered_on}
    desk.change(found, given, beside=(text,))
    if answer == RequestAnswer.REFUSED:
        desk.notes.append(
            f"The duty to co-operate stays (R48, paragraph {paragraph('R48')}): review whether {found.reference} is"
            " reasonable, then narrow it, ask again, or say in the report what could not be seen."
        )
    return found.reference


@deed("evidence_request.review", "Review whether a request is reasonable", refuses=("it was provided or withdrawn",))
def review(
    desk: Desk,
    *,
    evidence_request: RequestRef,
    review: Annotated[str, words("Review", "Whether the request is reasonable, and why.")],
) -> str:
    """Keep the review of whether a request is reasonable; it stands as it is, or is narrowed by the next deed (R48)."""
    found = desk.find(EvidenceRequest, evidence_request, field="evidence_request")
    if found.state in (
        EvidenceRequestState.PROVIDED,
        EvidenceRequestState.WITHDRAWN,
        EvidenceRequestState.NARROWED,
    ):
        raise Refused(
            f"{found.reference} is {label(found.state)}; nothing is left to review.", field="evidence_request"
        )
    text = desk.beside(EvidenceRequestText, evidence_request_id=found.id)
    desk.change(found, {"review": review}, beside=(text,))
    return found.reference


@deed(
    "evidence_request.narrow",
    "Narrow a request",
    refuses=("it was provided, withdrawn or narrowed already", "the assessment has ended"),
)
def narrow(
    desk: Desk,
    *,
    evidence_request: RequestRef,
    what: Annotated[str, words("What is asked for instead")],
    reason: Annotated[str, words("Reasonableness review", "Why the narrower request is the reasonable one.")],
    title: Annotated[str | None, line("Asked for, in short", "Empty: as before.")] = None,
    issued_on: Annotated[date | None, plain("Issued on", "Empty: today.")] = None,
    due: Due = None,
    format: Annotated[str, words("In which form", "Empty: as before.")] = "",
) -> str:
    """Ask for less after a review of what is reasonable: a new request that points back to this one (R48)."""
    found = desk.find(EvidenceRequest, evidence_request, field="evidence_request")
    assessment = under_way(desk.session.get_one(Assessment, found.assessment_id))
    day = issued_on or desk.day
    desk.not_ahead(day, field="issued_on")
    desk.step(found, EvidenceRequestState.NARROWED, kind="evidence request", deed="evidence_request.narrow")
    text = desk.beside(EvidenceRequestText, evidence_request_id=found.id)
    text.review = text.state_reason = reason
    holder = None if found.contractor_id is None else desk.session.get_one(Organisation, found.contractor_id)
    cited = None if found.requirement_id is None else desk.session.get_one(Requirement, found.requirement_id)
    return _make(
        desk,
        assessment,
        title=title or found.title,
        kind=found.kind,
        what=what,
        day=day,
        due=due,
        holder=holder,
        cited=cited,
        format=format or text.format,
        narrows=found,
    ).reference


@deed("evidence_request.withdraw", "Withdraw a request", refuses=("it was provided, narrowed or withdrawn already",))
def withdraw(desk: Desk, *, evidence_request: RequestRef, reason: Annotated[str, words("Reason")]) -> str:
    """Take a request back, with the reason."""
    found = desk.find(EvidenceRequest, evidence_request, field="evidence_request")
    desk.step(found, EvidenceRequestState.WITHDRAWN, kind="evidence request", deed="evidence_request.withdraw")
    desk.beside(EvidenceRequestText, evidence_request_id=found.id).state_reason = reason
    return found.reference
