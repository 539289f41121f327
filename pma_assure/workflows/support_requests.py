"""Support and advice: asked of the PMA, or by the PMA of SECAS; what was said is kept with its day (R07, R11, R66)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pma_assure.records.governance import Modification, SupportRequest
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import Asked, SupportDirection, SupportKind, SupportState
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import open_folder
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.document_set import find_document
from pma_assure.workflows.parameters import line, plain, ref, words

KIND = "support request"
SECAS = "SECAS"
RequestRef = Annotated[str, ref("support_request", label="Request")]
Title = Annotated[str, line("Title")]
What = Annotated[str, words("What is asked")]
Due = Annotated[date | None, plain("Answer by", "Empty: as soon as practicable.")]
OnModification = Annotated[str | None, ref("modification", label="Modification")]
OnDocument = Annotated[str | None, ref("document", label="Document")]
OnCase = Annotated[str | None, ref("case", label="Case")]


@deed(
    "support.receive",
    "Record a request for support",
    refuses=("it is asked of SECAS: that is a request of its own (R66, paragraph 68)", "it is due before it came"),
)
def receive(
    desk: Desk,
    *,
    title: Title,
    kind: Annotated[SupportKind, plain("Kind")],
    body: Annotated[str, line("Asked by", "The Panel, a sub-committee, a Party.")],
    what: What,
    received_on: Annotated[date, plain("Received on", usually_today=True)],
    due: Due = None,
    modification: OnModification = None,
    document: OnDocument = None,
    case: OnCase = None,
) -> str:
    """Record what the Panel, a sub-committee or a Party asks of the PMA: support, or advice (R07, R11)."""
    if kind == SupportKind.SECAS_ASSISTANCE:
        raise Refused(
            "The PMA asks SECAS for assistance, not the other way round: record it as asked of SECAS.",
            rule="R66",
            paragraph=paragraph("R66"),
            field="kind",
        )
    desk.not_ahead(received_on, field="received_on")
    return _keep(
        desk,
        SupportRequest(
            reference=desk.allot("SUPP", received_on.year),
            title=title,
            direction=SupportDirection.ASKED_OF_PMA,
            kind=kind,
            state=SupportState.RECEIVED,
            body=body,
            received_on=received_on,
            due=due,
            what=what,
        ),
        modification,
        document,
        case,
    )


@deed("support.ask_secas", "Ask SECAS for assistance", refuses=("it is due before it was asked",))
def ask_secas(
    desk: Desk,
    *,
    title: Title,
    what: What,
    asked_on: Annotated[date, plain("Asked on", usually_today=True)],
    due: Due = None,
    modification: OnModification = None,
    document: OnDocument = None,
    case: OnCase = None,
) -> str:
    """Record that the PMA asked SECAS for the assistance it needs, on Section K for example (R66)."""
    desk.not_ahead(asked_on, field="asked_on")
    return _keep(
        desk,
        SupportRequest(
            reference=desk.allot("SUPP", asked_on.year),
            title=title,
            direction=SupportDirection.ASKED_OF_SECAS,
            kind=SupportKind.SECAS_ASSISTANCE,
            state=SupportState.RECEIVED,
            body=SECAS,
            received_on=asked_on,
            due=due,
            what=what,
        ),
        modification,
        document,
        case,
    )


def _keep(desk: Desk, request: SupportRequest, modification: str | None, document: str | None, case: str | None) -> str:
    if request.due is not None and request.due < request.received_on:
        raise Refused("It is due before it was asked; look at the days.", field="due")
    if modification is not None:
        request.modification_id = desk.find(Modification, modification, field="modification").id
    request.document_id = None if document is None else find_document(desk, document).id
    request.case_id = _case(desk, case)
    return desk.add(request).reference


def _case(desk: Desk, case: str | None) -> UUID | None:
    return None if case is None else open_folder(desk, case).id


@deed(
    "support.answer",
    "Record the answer",
    refuses=(
        "it was answered or declined already",
        "the decision named is not a valid, carried one on exactly this request (R11, paragraph 16)",
    ),
)
def answer(
    desk: Desk,
    *,
    request: RequestRef,
    response: Annotated[str, words("Answer", "The advice or support given, in its words.")],
    answered_on: Annotated[date, plain("Answered on", usually_today=True)],
    decision: Annotated[str | None, ref("decision", label="Decision", help="Where the PMA took one on it.")] = None,
) -> str:
    """Record what was answered and when, with the decision it rests on where the PMA took one (R07, R11)."""
    found = desk.find(SupportRequest, request, field="request")
    desk.step(found, SupportState.ANSWERED, kind=KIND, deed="support.answer")
    _after(desk, found, answered_on, field="answered_on")
    if decision is not None:
        if found.direction == SupportDirection.ASKED_OF_SECAS:
            raise Refused("SECAS answers, not the PMA: leave the decision out.", field="decision")
        held = valid_decision_on(desk, decision, KIND, found.id, asked=Asked.ANSWER_REQUEST)
        found.decision_id = held.id
    found.response, found.answered_on = response, answered_on
    return found.reference


@deed("support.decline", "Record that it was declined", refuses=("it was answered or declined already",))
def decline(
    desk: Desk,
    *,
    request: RequestRef,
    reason: Annotated[str, words("Reason")],
    declined_on: Annotated[date, plain("Declined on", usually_today=True)],
) -> str:
    """Record that the request was declined, and why."""
    found = desk.find(SupportRequest, request, field="request")
    desk.step(found, SupportState.DECLINED, kind=KIND, deed="support.decline")
    _after(desk, found, declined_on, field="declined_on")
    found.state_reason, found.answered_on = reason, declined_on
    return found.reference


def _after(desk: Desk, found: SupportRequest, day: date, *, field: str) -> None:
    desk.not_ahead(day, field=field)
    if day < found.received_on:
        raise Refused(f"It was asked on {say_day(found.received_on)}; look at the day.", field=field)
