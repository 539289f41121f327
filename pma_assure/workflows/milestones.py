"""Milestones of an approved plan: begun, reported complete, verified or rejected, extended, cancelled."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.cases import PanelOutcome
from pma_assure.records.papers import AdviceVersion
from pma_assure.records.people import Person
from pma_assure.records.plans import CompletionReport, Extension, Milestone, MilestoneText, Plan
from pma_assure.rules.refusal import Refused
from pma_assure.rules.state_sets import ENDED_MILESTONES
from pma_assure.rules.vocabulary import (
    AdviceState,
    CompletionResult,
    MilestoneState,
    PanelOutcomeKind,
    PlanState,
    PlanView,
)
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.evidence import link_to, supporting
from pma_assure.workflows.panel_outcomes import PanelDay, PanelSource, PanelWords, report_outcome
from pma_assure.workflows.parameters import plain, ref, refs, words
from pma_assure.workflows.plan_decisions import extend_to
from pma_assure.workflows.verifiers import may_verify, owned_by

MilestoneRef = Annotated[str, ref("milestone", label="Milestone")]
EvidenceRefs = Annotated[tuple[str, ...], refs("evidence", label="Evidence")]


def find(desk: Desk, reference: str) -> tuple[Milestone, Plan]:
    milestone = desk.find(Milestone, reference, field="milestone")
    return milestone, desk.session.get_one(Plan, milestone.plan_id)


def _under_way(milestone: Milestone, plan: Plan) -> None:
    if plan.state not in (PlanState.APPROVED, PlanState.VARIATION_PROPOSED):
        raise Refused(
            f"{plan.reference} is not under way, so {milestone.reference} stands as it is.",
            rule="R70",
            paragraph="60",
            field="milestone",
        )


def _approved_on(desk: Desk, plan: Plan) -> date | None:
    """The day on which the Panel first approved the plan, as reported."""
    approvals = desk.all(PanelOutcome, PanelOutcome.kind == PanelOutcomeKind.PLAN_APPROVED, plan_id=plan.id)
    return min((row.decided_on for row in approvals), default=None)


def _still_runs(milestone: Milestone, plan: Plan) -> None:
    """A plan that ended, or failed, leaves its milestones as they were."""
    if plan.state in (PlanState.VERIFIED, PlanState.CLOSED, PlanState.FAILED):
        raise Refused(
            f"{plan.reference} is {label(plan.state)}, so {milestone.reference} stands as it is.",
            rule="R70",
            paragraph="60",
            field="milestone",
        )


@deed("milestone.start", "Record that work began")
def start(
    desk: Desk, *, milestone: MilestoneRef, started_on: Annotated[date, plain("Begun on", usually_today=True)]
) -> str:
    """Record that the participant began work on a milestone."""
    found, plan = find(desk, milestone)
    _under_way(found, plan)
    desk.not_ahead(started_on, field="started_on")
    approved_on = _approved_on(desk, plan)
    if approved_on is not None and started_on < approved_on:
        desk.notes.append(
            f"Work on {found.reference} began before the Panel approved the plan ({say_day(approved_on)})."
        )
    desk.step(found, MilestoneState.IN_PROGRESS, kind="milestone", deed="milestone.start")
    found.started_on = started_on
    return found.reference


@deed("milestone.assign", "Name the owner as a person", refuses=("the milestone is Verified or Cancelled",))
def assign(desk: Desk, *, milestone: MilestoneRef, owner: Annotated[str, ref("person", label="Owner")]) -> str:
    """Name who owns the milestone, so that the owner cannot verify it."""
    found, plan = find(desk, milestone)
    _still_runs(found, plan)
    if found.state in ENDED_MILESTONES:
        raise Refused(f"{found.reference} is {label(found.state)}; its owner stands.", field="milestone")
    found.owner_person_id = desk.find(Person, owner, field="owner").id
    return found.reference


@deed(
    "milestone.report_complete",
    "Record that it is reported complete",
    refuses=("the day is before the Panel approved the plan (R70, paragraph 60)",),
)
def report_complete(
    desk: Desk,
    *,
    milestone: MilestoneRef,
    reported_on: Annotated[date, plain("Reported on", usually_today=True)],
    statement: Annotated[str, words("In the participant's words")] = "",
    evidence: EvidenceRefs = (),
) -> str:
    """Record that the participant reports a milestone complete; the overdue clock stops provisionally (6.4 f)."""
    found, plan = find(desk, milestone)
    _under_way(found, plan)
    desk.not_ahead(reported_on, field="reported_on")
    approved_on = _approved_on(desk, plan)
    if approved_on is not None and reported_on < approved_on:
        raise Refused(
            f"The Panel approved {plan.reference} on {say_day(approved_on)}; before that day nothing of it could be"
            " reported complete. Enter the day on which the report was made of the approved plan.",
            rule="R70",
            paragraph="60",
            field="reported_on",
        )
    if found.started_on is not None and reported_on < found.started_on:
        raise Refused(f"Work on it began on {say_day(found.started_on)}, later than that.", field="reported_on")
    if found.state == MilestoneState.NOT_STARTED:
        # Reported without a word that it had begun: both steps are taken, on the same day.
        desk.step(found, MilestoneState.IN_PROGRESS, kind="milestone", deed="milestone.report_complete")
        found.started_on = reported_on
    desk.step(found, MilestoneState.REPORTED_COMPLETE, kind="milestone", deed="milestone.report_complete")
    found.reported_on = reported_on
    number = 1 + len(desk.all(CompletionReport, milestone_id=found.id))
    desk.add(
        CompletionReport(
            milestone_id=found.id,
            number=number,
            reported_on=reported_on,
            result=CompletionResult.PENDING,
            statement=statement,
        )
    )
    for reference in evidence:
        link_to(desk, reference, "milestone", found.id, found.reference)
    return found.reference


def _pending(desk: Desk, milestone: Milestone) -> CompletionReport:
    return next(
        row for row in desk.all(CompletionReport, milestone_id=milestone.id) if row.result == CompletionResult.PENDING
    )


@deed(
    "milestone.verify",
    "Verify the milestone",
    refuses=(
        "no evidence is named (R70, paragraph 60)",
        "the verifier holds no capacity that day but, perhaps, that of a reader",
        "the verifier owns the milestone: by name, or as one who works for the participant or an affiliate of it",
        "it is not reported complete",
    ),
)
def verify(
    desk: Desk,
    *,
    milestone: MilestoneRef,
    verified_on: Annotated[date, plain("Verified on", usually_today=True)],
    evidence: EvidenceRefs = (),
    verified_by: Annotated[str | None, ref("person", label="Verified by", help="Empty: you.")] = None,
    reason: Annotated[str, words("How the criterion is met")] = "",
) -> str:
    """Accept a reported completion by named evidence; it counts as of the reported date (6.4 f)."""
    found, plan = find(desk, milestone)
    _still_runs(found, plan)
    desk.not_ahead(verified_on, field="verified_on")
    verifier = desk.acting.person_id if verified_by is None else desk.find(Person, verified_by, field="verified_by").id
    person = desk.session.get_one(Person, verifier)
    owned = owned_by(
        desk,
        person,
        verified_on,
        participant=plan.organisation_id,
        owner=found.owner,
        owner_person=found.owner_person_id,
    )
    if owned is not None:
        raise Refused(
            f"{person.name} owns {found.reference}: {person.name} {owned.because}. Somebody else has to verify it.",
            rule="R70",
            paragraph="60",
            field="verified_by",
        )
    may_verify(desk, person, verified_on, noun="milestone", rule="R70", paragraph="60")
    if found.reported_on is not None and verified_on < found.reported_on:
        raise Refused(
            f"It was reported complete on {say_day(found.reported_on)}, later than that.", field="verified_on"
        )
    for reference in evidence:
        link_to(desk, reference, "milestone", found.id, found.reference)
    if not supporting(desk, found.id, received_by=verified_on):
        raise Refused(
            f"Name the evidence by which {found.reference} meets its criterion: held, verifiable, and received by"
            f" {say_day(verified_on)}.",
            rule="R70",
            paragraph="60",
            field="evidence",
        )
    desk.step(found, MilestoneState.VERIFIED, kind="milestone", deed="milestone.verify")
    found.verified_on, found.verified_by_id = verified_on, verifier
    report = _pending(desk, found)
    report.result, report.decided_on, report.decided_by_id, report.reason = (
        CompletionResult.ACCEPTED,
        verified_on,
        verifier,
        reason,
    )
    return found.reference


@deed("milestone.reject", "Reject the completion", refuses=("it is not reported complete",))
def reject(
    desk: Desk,
    *,
    milestone: MilestoneRef,
    rejected_on: Annotated[date, plain("Rejected on", usually_today=True)],
    reason: Annotated[str, words("Reason", "What is missing for the criterion.")],
) -> str:
    """Reject a reported completion; the clock resumes from the current due date (6.4 f)."""
    found, plan = find(desk, milestone)
    _still_runs(found, plan)
    desk.not_ahead(rejected_on, field="rejected_on")
    desk.step(found, MilestoneState.IN_PROGRESS, kind="milestone", deed="milestone.reject")
    report = _pending(desk, found)
    if rejected_on < report.reported_on:
        raise Refused(
            f"It was reported complete on {say_day(report.reported_on)}, later than that.", field="rejected_on"
        )
    report.result, report.decided_on, report.decided_by_id, report.reason = (
        CompletionResult.REJECTED,
        rejected_on,
        desk.acting.person_id,
        reason,
    )
    found.reported_on = None
    return found.reference


def _advice_for(desk: Desk, milestone: Milestone, view: PlanView, decided_on: date) -> AdviceVersion | None:
    """Issued advice of the PMA on this milestone that the Panel had before it decided, and has not yet acted on.

    One advice carries one decision: a second extension needs advice of its own.
    """
    used = {row.advice_version_id for row in desk.all(Extension, milestone_id=milestone.id)}
    held = [
        row
        for row in desk.all(AdviceVersion, milestone_id=milestone.id, view=view)
        if row.state != AdviceState.DRAFT
        and row.issued_on is not None
        and row.issued_on <= decided_on
        and row.id not in used
    ]
    return max(held, key=lambda row: (row.issued_on, row.label)) if held else None


@deed(
    "milestone.extend",
    "Record an extension",
    refuses=("the milestone is Verified or Cancelled", "the new date is the current one"),
)
def extend(
    desk: Desk,
    *,
    milestone: MilestoneRef,
    to_due: Annotated[date, plain("New due date")],
    decided_on: PanelDay,
    source: PanelSource,
    words_given: PanelWords,
    reason: Annotated[str, words("Reason for the extension")],
) -> str:
    """Record that the Panel changed a due date, on the PMA's advice. The first date is kept for ever (invariant 7)."""
    found, plan = find(desk, milestone)
    _still_runs(found, plan)
    if found.state in ENDED_MILESTONES:
        raise Refused(
            f"{found.reference} is finished: there is nothing to extend.", rule="R70", paragraph="60", field="milestone"
        )
    if to_due == found.current_due:
        raise Refused(f"{found.reference} is due on {say_day(to_due)} already.", field="to_due")
    later = [row for row in desk.all(Extension, milestone_id=found.id) if row.decided_on > decided_on]
    if later:
        raise Refused(
            f"{later[0].reference} was decided on {say_day(later[0].decided_on)}, after that day; extensions are"
            " recorded"
            " in the order in which the Panel decided them.",
            field="decided_on",
        )
    advice = _advice_for(desk, found, PlanView.EXTEND, decided_on)
    outcome = report_outcome(
        desk,
        case_id=plan.case_id,
        prefix=plan.reference,
        kind=PanelOutcomeKind.MILESTONE_EXTENDED,
        decided_on=decided_on,
        source=source,
        words_given=words_given,
        due=to_due,
        plan=plan,
        advice=advice,
    )
    if advice is None:
        desk.keep_irregular(
            found,
            f"the Panel changed the due date of {found.reference} without advice of the PMA on it",
            rule="R70",
            paragraph="60",
            case_id=plan.case_id,
        )
    late = (decided_on - found.current_due).days
    if late > 0:
        desk.notes.append(
            f"{found.reference} was {late} days overdue before this extension; that stays in its history."
        )
    extend_to(desk, found, to_due, outcome, None if advice is None else advice.id, reason)
    return found.reference


@deed("milestone.cancel", "Record a cancellation", refuses=("the milestone is reported complete or Verified",))
def cancel(
    desk: Desk,
    *,
    milestone: MilestoneRef,
    decided_on: PanelDay,
    source: PanelSource,
    words_given: PanelWords,
    reason: Annotated[str, words("Reason")],
) -> str:
    """Record that the Panel cancelled a milestone, on the PMA's advice."""
    found, plan = find(desk, milestone)
    _still_runs(found, plan)
    desk.step(found, MilestoneState.CANCELLED, kind="milestone", deed="milestone.cancel")
    advice = _advice_for(desk, found, PlanView.CANCEL_MILESTONE, decided_on)
    report_outcome(
        desk,
        case_id=plan.case_id,
        prefix=plan.reference,
        kind=PanelOutcomeKind.MILESTONE_CANCELLED,
        decided_on=decided_on,
        source=source,
        words_given=words_given,
        plan=plan,
        advice=advice,
    )
    if advice is None:
        desk.keep_irregular(
            found,
            f"the Panel cancelled {found.reference} without advice of the PMA on it",
            rule="R70",
            paragraph="60",
            case_id=plan.case_id,
        )
    text = desk.beside(MilestoneText, milestone_id=found.id)
    text.state_reason = reason
    found.cancelled_on = decided_on
    return found.reference
