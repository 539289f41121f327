"""Actions of an accepted Corrective Action Plan: begun, reported done, verified by another than the owner."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.corrective import Action, CorrectiveActionPlan
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import ActionState, CapState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.caps import ActionRef, folder_of
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.evidence import link_to, supporting
from pma_assure.workflows.finding_closing import EvidenceRefs
from pma_assure.workflows.parameters import plain, ref, words
from pma_assure.workflows.verifiers import verifier


def _under_way(desk: Desk, reference: str) -> tuple[Action, CorrectiveActionPlan]:
    """The action and its plan, which has to be accepted: what is only proposed is neither begun nor done."""
    found = desk.find(Action, reference, field="action")
    plan = desk.session.get_one(CorrectiveActionPlan, found.cap_id)
    if plan.state != CapState.ACCEPTED:
        raise Refused(
            f"{plan.reference} is {label(plan.state)}, not accepted, so {found.reference} stands as it is.",
            rule="R57",
            paragraph="76",
            field="action",
        )
    return found, plan


@deed("action.start", "Record that work on the action began", refuses=("its plan is not accepted",))
def start(desk: Desk, *, action: ActionRef) -> str:
    """Record that the participant began work on an action."""
    found, _ = _under_way(desk, action)
    desk.step(found, ActionState.UNDER_WAY, kind="action", deed="action.start")
    return found.reference


@deed("action.report_done", "Record that the action is reported done", refuses=("its plan is not accepted",))
def report_done(
    desk: Desk,
    *,
    action: ActionRef,
    reported_on: Annotated[date, plain("Reported on")],
    words_given: Annotated[str, words("In the participant's words")] = "",
    evidence: EvidenceRefs = (),
) -> str:
    """Record that the participant reports an action done."""
    found, _ = _under_way(desk, action)
    desk.not_ahead(reported_on, field="reported_on")
    if found.state == ActionState.TO_DO:
        # Reported without a word that it had begun: both steps are taken, on the same day.
        desk.step(found, ActionState.UNDER_WAY, kind="action", deed="action.report_done")
    desk.step(found, ActionState.REPORTED_DONE, kind="action", deed="action.report_done")
    found.reported_on, found.words_reported = reported_on, words_given
    for reference in evidence:
        link_to(desk, reference, "action", found.id, found.reference)
    return found.reference


@deed(
    "action.verify",
    "Verify the action",
    refuses=(
        "no evidence is named by which the criterion is met (R57, paragraph 76)",
        "the verifier owns the action: by name, or as one who works for the participant or an affiliate of it",
        "it is not reported done",
    ),
)
def verify(
    desk: Desk,
    *,
    action: ActionRef,
    verified_on: Annotated[date, plain("Verified on")],
    evidence: EvidenceRefs = (),
    verified_by: Annotated[str | None, ref("person", label="Verified by", help="Empty: you.")] = None,
    reason: Annotated[str, words("How the criterion is met")] = "",
) -> str:
    """Accept an action as done by named evidence, examined by another than its owner."""
    found, plan = _under_way(desk, action)
    desk.not_ahead(verified_on, field="verified_on")
    person = verifier(
        desk,
        verified_by,
        verified_on,
        what=found.reference,
        noun="action",
        participant=folder_of(desk, plan).organisation_id,
        owners=(found.owner or "",),
    )
    if found.reported_on is not None and verified_on < found.reported_on:
        raise Refused(f"It was reported done on {say_day(found.reported_on)}, later than that.", field="verified_on")
    for reference in evidence:
        link_to(desk, reference, "action", found.id, found.reference)
    if not supporting(desk, found.id, received_by=verified_on):
        raise Refused(
            f"Name the evidence by which {found.reference} meets its criterion: held, verifiable, and received by"
            f" {say_day(verified_on)}.",
            rule="R57",
            paragraph="76",
            field="evidence",
        )
    desk.step(found, ActionState.VERIFIED, kind="action", deed="action.verify")
    found.verified_on, found.verified_by_id = verified_on, person.id
    found.state_reason = reason
    return found.reference


@deed("action.reject", "Reject the action", refuses=("it is not reported done",))
def reject(
    desk: Desk,
    *,
    action: ActionRef,
    reason: Annotated[str, words("Reason", "What is missing for the criterion.")],
) -> str:
    """Reject an action that was reported done: it is under way again, and due when it was."""
    found, _ = _under_way(desk, action)
    desk.step(found, ActionState.UNDER_WAY, kind="action", deed="action.reject")
    found.reported_on, found.state_reason = None, reason
    return found.reference


@deed("action.cancel", "Cancel the action", refuses=("it is verified or cancelled", "its plan is superseded"))
def cancel(desk: Desk, *, action: ActionRef, reason: Annotated[str, words("Reason")]) -> str:
    """Cancel an action, with a reason; a root cause that is left without one keeps its plan from being accepted."""
    found = desk.find(Action, action, field="action")
    plan = desk.session.get_one(CorrectiveActionPlan, found.cap_id)
    if plan.state == CapState.SUPERSEDED:
        raise Refused(f"{plan.reference} is superseded: its actions stand as they are.", field="action")
    desk.step(found, ActionState.CANCELLED, kind="action", deed="action.cancel")
    found.state_reason = reason
    return found.reference
