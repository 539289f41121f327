"""The end of a finding: reported done, closed by proof, rejected, reopened; or advised as accepted risk."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.cases import Case, Finding, FindingText
from pma_assure.records.corrective import Action, ActionCause, CapFinding, CorrectiveActionPlan, RootCause, Submission
from pma_assure.records.people import Person
from pma_assure.records.plans import Milestone, Plan, PlanRequirement
from pma_assure.rules.findings import weight_of
from pma_assure.rules.refusal import Refused
from pma_assure.rules.state_sets import ENDED_MILESTONES
from pma_assure.rules.vocabulary import (
    ActionState,
    Asked,
    CapState,
    CompletionResult,
    FindingClass,
    FindingState,
)
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import add_note
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.evidence import link_to, supporting
from pma_assure.workflows.finding_dues import change_due
from pma_assure.workflows.findings import FindingRef, first_due
from pma_assure.workflows.parameters import plain, ref, refs, words
from pma_assure.workflows.verifiers import verifier

EvidenceRefs = Annotated[tuple[str, ...], refs("evidence", label="Evidence")]


def plans_of(desk: Desk, found: Finding, state: CapState = CapState.ACCEPTED) -> list[CorrectiveActionPlan]:
    """The Corrective Action Plans in this state that answer the finding."""
    keys = [row.cap_id for row in desk.all(CapFinding, finding_id=found.id, withdrawn_on=None)]
    chosen = desk.all(CorrectiveActionPlan, CorrectiveActionPlan.id.in_(keys), state=state)
    return sorted(chosen, key=lambda plan: plan.reference)


def pending(desk: Desk, found: Finding) -> Submission:
    return next(row for row in desk.all(Submission, finding_id=found.id) if row.result == CompletionResult.PENDING)


@deed(
    "finding.begin_remediation",
    "Take up remediation",
    refuses=("neither an accepted Corrective Action Plan nor a Remediation Plan that the Panel approved answers it",),
)
def begin_remediation(desk: Desk, *, finding: FindingRef) -> str:
    """Take up, under a plan that answers it, a finding that was reopened, or that the Panel's own plan puts right."""
    found = desk.find(Finding, finding, field="finding")
    if not plans_of(desk, found) and not _answered_by_the_panels_plan(desk, found):
        raise Refused(
            f"No accepted Corrective Action Plan, and no Remediation Plan that the Panel approved, answers"
            f" {found.reference}: accept a plan first.",
            rule="R57",
            paragraph="76",
            field="finding",
        )
    desk.step(found, FindingState.IN_REMEDIATION, kind="finding", deed="finding.begin_remediation")
    return found.reference


def _answered_by_the_panels_plan(desk: Desk, found: Finding) -> bool:
    """Whether a Remediation Plan answers it that the Panel approved: its milestones are the actions then (R70)."""
    keys = [row.plan_id for row in desk.all(PlanRequirement, finding_id=found.id)]
    return any(plan.approved_version is not None for plan in desk.all(Plan, Plan.id.in_(keys)))


@deed("finding.submit", "Record that it is reported done", refuses=("it is not in remediation",))
def submit(
    desk: Desk,
    *,
    finding: FindingRef,
    reported_on: Annotated[date, plain("Reported on")],
    words_given: Annotated[str, words("In the participant's words")] = "",
    evidence: EvidenceRefs = (),
) -> str:
    """Record that the participant reports the finding put right; the clock stops provisionally (6.4 f)."""
    found = desk.find(Finding, finding, field="finding")
    desk.not_ahead(reported_on, field="reported_on")
    _not_before(desk, found, reported_on)
    desk.step(found, FindingState.SUBMITTED, kind="finding", deed="finding.submit")
    submission = desk.add(
        Submission(
            finding_id=found.id,
            number=1 + len(desk.all(Submission, finding_id=found.id)),
            reported_on=reported_on,
            result=CompletionResult.PENDING,
            words=words_given,
        )
    )
    desk.session.flush()
    _name_evidence(desk, found, submission, evidence)
    if not evidence:
        desk.keep_irregular(
            found,
            f"{found.reference} was reported done without evidence",
            rule="R48",
            paragraph="56",
            case_id=found.case_id,
        )
    return found.reference


def _not_before(desk: Desk, found: Finding, reported_on: date) -> None:
    """A submission comes after the finding and after the one before it was decided on."""
    decided = [row.decided_on for row in desk.all(Submission, finding_id=found.id) if row.decided_on is not None]
    earliest = max((*decided, found.identified_on))
    if reported_on < earliest:
        raise Refused(
            f"It cannot have been reported done before {say_day(earliest)}: the finding, or the last submission, stood"
            " then.",
            field="reported_on",
        )


def _name_evidence(desk: Desk, found: Finding, submission: Submission, evidence: tuple[str, ...]) -> None:
    """What a submission rests on is linked to it, and shown under the finding."""
    for reference in evidence:
        link_to(desk, reference, "submission", submission.id, found.reference)


@deed(
    "finding.close",
    "Close the finding",
    refuses=(
        "no evidence is named, or received by that day, by which the criterion is met",
        "the verifier owns it: by name, or as one who works for the participant or an affiliate of it",
        "an action of its accepted plan, or a milestone that answers it, is neither verified nor cancelled",
        "a root cause to which no action of its accepted plan answers (R57, paragraph 76)",
        "a Major without words on how the remedy was seen to be effective, not only implemented",
        "it is not reported done",
    ),
)
def close(
    desk: Desk,
    *,
    finding: FindingRef,
    closed_on: Annotated[date, plain("Verified on")],
    verification: Annotated[str, words("How the criterion is met", "What was examined, and what was seen.")],
    effectiveness: Annotated[
        str, words("How it was seen to be effective", "For a Major: effective, not only implemented.")
    ] = "",
    evidence: EvidenceRefs = (),
    verified_by: Annotated[str | None, ref("person", label="Verified by", help="Empty: you.")] = None,
) -> str:
    """Close a finding by proof: named evidence, and a verifier who is not the owner; it counts as of the submission."""
    found = desk.find(Finding, finding, field="finding")
    desk.not_ahead(closed_on, field="closed_on")
    if found.state != FindingState.SUBMITTED:
        desk.step(found, FindingState.CLOSED, kind="finding", deed="finding.close")
    submission = pending(desk, found)
    if closed_on < submission.reported_on:
        raise Refused(f"It was reported done on {say_day(submission.reported_on)}, later than that.", field="closed_on")
    actions = _actions_of(desk, found)
    person = verifier(
        desk,
        verified_by,
        closed_on,
        what=found.reference,
        noun="finding",
        participant=desk.session.get_one(Case, found.case_id).organisation_id,
        owners=[one.owner or "" for one in actions],
    )
    _name_evidence(desk, found, submission, evidence)
    _all_there(desk, found, submission, actions, effectiveness, closed_on)
    desk.step(found, FindingState.CLOSED, kind="finding", deed="finding.close")
    found.closed_on, found.verified_by_id = closed_on, person.id
    submission.result, submission.decided_on, submission.decided_by_id = (
        CompletionResult.ACCEPTED,
        closed_on,
        person.id,
    )
    submission.verification = verification + (f"\n\nEffective: {effectiveness}" if effectiveness.strip() else "")
    return found.reference


def _actions_of(desk: Desk, found: Finding) -> list[Action]:
    keys = [plan.id for plan in plans_of(desk, found)]
    return desk.all(Action, Action.cap_id.in_(keys), order_by=Action.reference)


def _all_there(
    desk: Desk, found: Finding, submission: Submission, actions: list[Action], effectiveness: str, day: date
) -> None:
    """Refuse a closing without proof, naming everything that is missing at once (R57; invariant 8)."""
    missing = [
        f"{one.reference} is neither verified nor cancelled"
        for one in actions
        if one.state not in (ActionState.VERIFIED, ActionState.CANCELLED)
    ]
    missing += [
        f"{one.reference} is neither verified nor cancelled"
        for one in desk.all(Milestone, finding_id=found.id, order_by=Milestone.reference)
        if one.state not in ENDED_MILESTONES
    ]
    missing += [f"the root cause {one} has no action" for one in _causes_without_action(desk, found, actions)]
    if not supporting(desk, submission.id, received_by=day):
        missing.append(
            f"no evidence is named by which the criterion is met: held, verifiable, and received by {say_day(day)}"
        )
    if weight_of(found.finding_class, found.pma_class) == FindingClass.MAJOR and not effectiveness.strip():
        missing.append("it is Major, and nothing says how the remedy was seen to be effective, not only implemented")
    if missing:
        raise Refused(
            f"{found.reference} cannot be closed: {'; '.join(missing)}.", rule="R57", paragraph="76", field="evidence"
        )


def _causes_without_action(desk: Desk, found: Finding, actions: list[Action]) -> list[str]:
    """The root causes, found after its plan was accepted, to which no action answers (domain.md 4.6).

    None where only the Panel's own plan answers the finding: its milestones are the actions then. What was cancelled
    has its reason.
    """
    if not actions:
        return []
    keys = [one.id for one in actions]
    answered = {row.root_cause_id for row in desk.all(ActionCause, ActionCause.action_id.in_(keys), withdrawn_on=None)}
    causes = desk.all(RootCause, finding_id=found.id, withdrawn_on=None, order_by=RootCause.number)
    return [one.reference for one in causes if one.id not in answered]


@deed("finding.reject", "Reject the submission", refuses=("it is not reported done",))
def reject(
    desk: Desk,
    *,
    finding: FindingRef,
    rejected_on: Annotated[date, plain("Rejected on")],
    reason: Annotated[str, words("Reason", "What is missing for the criterion.")],
    rejected_by: Annotated[str | None, ref("person", label="Examined by", help="Empty: you.")] = None,
) -> str:
    """Reject what was reported done; the clock resumes from the current due day (6.4 f)."""
    found = desk.find(Finding, finding, field="finding")
    desk.not_ahead(rejected_on, field="rejected_on")
    desk.step(found, FindingState.IN_REMEDIATION, kind="finding", deed="finding.reject")
    submission = pending(desk, found)
    if rejected_on < submission.reported_on:
        raise Refused(
            f"It was reported done on {say_day(submission.reported_on)}, later than that.", field="rejected_on"
        )
    who = desk.acting.person_id if rejected_by is None else desk.find(Person, rejected_by, field="rejected_by").id
    submission.result, submission.decided_on, submission.decided_by_id = CompletionResult.REJECTED, rejected_on, who
    submission.verification = reason
    desk.beside(FindingText, finding_id=found.id).state_reason = reason
    if found.current_due is not None and rejected_on > found.current_due:
        desk.notes.append(f"The clock of {found.reference} resumes from {say_day(found.current_due)}.")
    return found.reference


@deed(
    "finding.reopen",
    "Reopen the finding",
    refuses=("it is neither closed nor advised as accepted risk", "the day is before it was closed"),
)
def reopen(
    desk: Desk,
    *,
    finding: FindingRef,
    reason: Annotated[str, words("Reason")],
    reopened_on: Annotated[date | None, plain("Reopened on")] = None,
    due: Annotated[date | None, plain("To be put right by", "Empty: the due day it had.")] = None,
) -> str:
    """Open a finding again, with a reason; the old closure stays, and so does the day it was first due."""
    found = desk.find(Finding, finding, field="finding")
    day = reopened_on or desk.day
    desk.not_ahead(day, field="reopened_on")
    if found.closed_on is not None and day < found.closed_on:
        raise Refused(f"It was closed on {say_day(found.closed_on)}, later than that.", field="reopened_on")
    desk.step(found, FindingState.REOPENED, kind="finding", deed="finding.reopen")
    found.reopened_on, found.closed_on, found.verified_by_id, found.risk_until = day, None, None, None
    desk.beside(FindingText, finding_id=found.id).state_reason = reason
    add_note(desk, found.case_id, f"{found.reference} was reopened: {reason}")
    if due is not None and found.current_due is None:
        first_due(desk, found, due)
    elif due is not None and due != found.current_due:
        change_due(desk, found, due, day, f"Reopened: {reason}")
    return found.reference


@deed(
    "finding.advise_accepted_risk",
    "Record it as advised to the Panel as accepted risk",
    refuses=(
        "no valid decision of the PMA, on exactly this finding, to advise the Panel so",
        "the expiry is not after the decision",
    ),
)
def advise_accepted_risk(
    desk: Desk,
    *,
    finding: FindingRef,
    decision: Annotated[str, ref("decision", label="Decision", help="The PMA's, to advise the Panel so.")],
    risk_until: Annotated[date, plain("Until", "Then the finding is looked at again; the obligation stands.")],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Record that the PMA advises the Panel of an accepted risk until a day; the obligation itself stands (R71)."""
    found = desk.find(Finding, finding, field="finding")
    held = valid_decision_on(desk, decision, "finding", found.id, asked=Asked.ADVISE_ACCEPTED_RISK)
    if risk_until <= held.decided_on:
        raise Refused("The risk is accepted until a day after the decision; look at the days.", field="risk_until")
    desk.step(found, FindingState.ACCEPTED_RISK, kind="finding", deed="finding.advise_accepted_risk")
    found.risk_until, found.settling_decision_id = risk_until, held.id
    desk.beside(FindingText, finding_id=found.id).state_reason = reason
    return found.reference
