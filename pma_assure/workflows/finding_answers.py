"""What becomes of an open finding: the participant's response, a dispute settled, an Observation noted."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.cases import Finding, FindingText
from pma_assure.records.house import IrregularFact
from pma_assure.rules.findings import weight_of
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Asked, FindingClass, FindingState, Response
from pma_assure.rules.wording import count, label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import add_note
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.finding_classes import settle_facts
from pma_assure.workflows.findings import FindingRef, version_of
from pma_assure.workflows.parameters import plain, ref, words
from pma_assure.workflows.time_limits import due_by

DisputeDecision = Annotated[
    str | None,
    ref("decision", label="Decision", help="For a Major: the PMA's decision on this finding that settles the dispute."),
]


@deed("finding.respond", "Record the participant's response", refuses=("the response is older than the finding",))
def respond(
    desk: Desk,
    *,
    finding: FindingRef,
    response: Annotated[Response, plain("Response")],
    responded_on: Annotated[date, plain("Received on", usually_today=True)],
    words_given: Annotated[str, words("In the participant's words")] = "",
) -> str:
    """Record that the participant accepted or disputed the finding, in its own words."""
    found = desk.find(Finding, finding, field="finding")
    if responded_on < found.identified_on:
        raise Refused("A response cannot be older than the finding.", field="responded_on")
    desk.not_ahead(responded_on, field="responded_on")
    desk.step(found, FindingState(response.value), kind="finding", deed="finding.respond")
    text = desk.beside(FindingText, finding_id=found.id)
    if words_given.strip():
        text.response = words_given
    text.responded_on = responded_on
    if found.response_due is not None and responded_on > found.response_due:
        late = (responded_on - found.response_due).days
        desk.notes.append(f"The response to {found.reference} came {count(late, 'day')} late.")
    if response == Response.DISPUTED and found.requirement_id is not None:
        _, cited, then = version_of(desk, found)
        if then.label != cited.label:
            desk.notes.append(f"{found.reference} cites v{cited.label}: {then.sentence}.")
    return found.reference


def _settle(desk: Desk, found: Finding, decision: str | None, settled_on: date | None, to: FindingState) -> date:
    """Rest the settling of a dispute on the PMA's decision, which a Major needs; the day on which it was settled."""
    weight = weight_of(found.finding_class, found.pma_class)
    day = settled_on or desk.day
    desk.not_ahead(day, field="settled_on")
    if decision is None and weight == FindingClass.MAJOR and found.state == FindingState.DISPUTED:
        raise Refused(
            f"{found.reference} is Major: its dispute is settled by a decision of the PMA on it. Put it to a meeting.",
            rule="R57",
            paragraph="76",
            field="decision",
        )
    if decision is not None:
        held = valid_decision_on(desk, decision, "finding", found.id, asked=Asked.SETTLE_DISPUTE)
        if settled_on is not None and settled_on < held.decided_on:
            raise Refused("It was not settled before the PMA decided.", field="settled_on")
        found.settling_decision_id = held.id
    text = desk.beside(FindingText, finding_id=found.id)
    if text.responded_on is not None and day < text.responded_on:
        raise Refused("It was not settled before the participant disputed it.", field="settled_on")
    desk.step(found, to, kind="finding", deed="finding.uphold" if to == FindingState.OPEN else "finding.withdraw")
    return day


@deed(
    "finding.uphold",
    "Uphold the finding",
    refuses=("a Major without a valid decision of the PMA on exactly this finding", "it is not disputed"),
)
def uphold(
    desk: Desk,
    *,
    finding: FindingRef,
    reason: Annotated[str, words("Reason")],
    decision: DisputeDecision = None,
    settled_on: Annotated[date | None, plain("Settled on")] = None,
) -> str:
    """Settle a dispute by upholding the finding: it is open again, and the participant answers it anew."""
    found = desk.find(Finding, finding, field="finding")
    day = _settle(desk, found, decision, settled_on, FindingState.OPEN)
    found.response_due = due_by(desk, "finding_response", day)
    text = desk.beside(FindingText, finding_id=found.id)
    text.state_reason = reason
    add_note(desk, found.case_id, f"{found.reference} was upheld: {reason}")
    return found.reference


@deed(
    "finding.withdraw",
    "Withdraw the finding",
    refuses=("a Major without a valid decision of the PMA on exactly this finding", "it is not disputed"),
)
def withdraw(
    desk: Desk,
    *,
    finding: FindingRef,
    reason: Annotated[str, words("Reason")],
    decision: DisputeDecision = None,
    settled_on: Annotated[date | None, plain("Settled on")] = None,
) -> str:
    """Settle a dispute by withdrawing the finding: it stays in the register, visible as withdrawn."""
    found = desk.find(Finding, finding, field="finding")
    _settle(desk, found, decision, settled_on, FindingState.WITHDRAWN)
    desk.beside(FindingText, finding_id=found.id).state_reason = reason
    settle_facts(desk, found, f"The finding was withdrawn: {reason}")
    return found.reference


@deed("finding.note", "Note the observation", refuses=("anything but an Observation",))
def note(desk: Desk, *, finding: FindingRef) -> str:
    """An Observation is noted: nothing is owed on it."""
    found = desk.find(Finding, finding, field="finding")
    weight = weight_of(found.finding_class, found.pma_class)
    if weight != FindingClass.OBSERVATION:
        raise Refused(f"{found.reference} is {label(weight)}; only an Observation is noted.", field="finding")
    if desk.all(IrregularFact, record_id=found.id, rule="R02", settled_on=None):
        raise Refused(
            f"{found.reference} says that a requirement was not met: settle that with the assessor before it is noted.",
            rule="R02",
            paragraph="15",
            field="finding",
        )
    desk.step(found, FindingState.NOTED, kind="finding", deed="finding.note")
    return found.reference
