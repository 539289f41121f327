"""What the Panel decided on a plan, as reported, and what follows: baseline, variation, completion, failure."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.cases import Case, PanelOutcome
from pma_assure.records.papers import AdviceVersion
from pma_assure.records.plans import Extension, Milestone, MilestoneText, Plan, PlanText, PlanVersion, ProposedMilestone
from pma_assure.rules.calendar import is_weekend
from pma_assure.rules.refusal import Refused
from pma_assure.rules.state_sets import ENDED_MILESTONES, SMKI_VIEWS
from pma_assure.rules.vocabulary import (
    AfterFailure,
    Asked,
    BreachTrigger,
    MilestoneState,
    PanelOutcomeKind,
    PlanState,
    PlanView,
)
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.breaches import open_consideration
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.panel_outcomes import PanelDay, PanelSource, PanelWords, advice_on, report_outcome
from pma_assure.workflows.parameters import plain, ref, words
from pma_assure.workflows.plan_versions import freeze, supersede_earlier
from pma_assure.workflows.plans import PlanRef, VersionNumber, version_of


@deed("plan.record_return", "Record that the Panel returned the plan", refuses=("the plan is not Advised",))
def record_return(
    desk: Desk,
    *,
    plan: PlanRef,
    decided_on: PanelDay,
    resubmit_by: Annotated[date, plain("To be resubmitted by")],
    source: PanelSource,
    words_given: PanelWords,
) -> str:
    """Record that the Panel returned the plan, and by when a new version is due."""
    found = desk.find(Plan, plan, field="plan")
    desk.step(found, PlanState.RETURNED, kind="plan", deed="plan.record_return")
    version = version_of(desk, found, found.submitted_version or 0)
    if resubmit_by < decided_on:
        raise Refused("The new date lies before the Panel's decision; look at the days.", field="resubmit_by")
    advice = _advice_before(desk, found, version, decided_on)
    report_outcome(
        desk,
        case_id=found.case_id,
        prefix=found.reference,
        kind=PanelOutcomeKind.PLAN_RETURNED,
        decided_on=decided_on,
        source=source,
        words_given=words_given,
        due=resubmit_by,
        plan=found,
        version=version,
        advice=advice,
    )
    found.resubmit_by, found.state_on = resubmit_by, decided_on
    return found.reference


@deed("plan.record_approval", "Record that the Panel approved the plan", refuses=("the plan is not Advised",))
def record_approval(
    desk: Desk, *, plan: PlanRef, decided_on: PanelDay, source: PanelSource, words_given: PanelWords
) -> str:
    """Record the Panel's approval; the milestones of the approved version are baselined, once and for ever."""
    found = desk.find(Plan, plan, field="plan")
    desk.step(found, PlanState.APPROVED, kind="plan", deed="plan.record_approval")
    version = version_of(desk, found, found.submitted_version or 0)
    advice = _advice_before(desk, found, version, decided_on)
    outcome = report_outcome(
        desk,
        case_id=found.case_id,
        prefix=found.reference,
        kind=PanelOutcomeKind.PLAN_APPROVED,
        decided_on=decided_on,
        source=source,
        words_given=words_given,
        plan=found,
        version=version,
        advice=advice,
    )
    if outcome.differs_from_advice:
        desk.notes.append("The Panel approved the plan against the PMA's advice; the case shows the difference.")
    found.approved_version, found.state_on = version.number, decided_on
    supersede_earlier(desk, found, version, deed_name="plan.record_approval")
    _carry_over(desk, found, version, outcome, None if advice is None else advice.id, deed_name="plan.record_approval")
    return found.reference


def _advice_before(desk: Desk, plan: Plan, version: PlanVersion, decided_on: date) -> AdviceVersion | None:
    """The PMA's advice that the Panel had when it decided; a decision without it is kept as irregular (R70)."""
    if version.submitted_on is not None and decided_on < version.submitted_on:
        raise Refused(
            f"{version.reference} was submitted on {say_day(version.submitted_on)}, after that day; look at the days.",
            field="decided_on",
        )
    advice = advice_on(desk, plan, *SMKI_VIEWS, version=version.number, by=decided_on)
    if advice is None:
        desk.keep_irregular(
            plan,
            f"the Panel decided on {version.reference} on {say_day(decided_on)} without advice of the PMA on it",
            rule="R70",
            paragraph="60",
            case_id=plan.case_id,
        )
    return advice


def _baseline(desk: Desk, plan: Plan, proposed: ProposedMilestone, number: int) -> None:
    if is_weekend(proposed.due):
        desk.notes.append(f"Milestone {number} is due on a {proposed.due:%A}; the date is not moved.")
    milestone = desk.add(
        Milestone(
            reference=f"{plan.reference}/M{number}",
            plan_id=plan.id,
            number=number,
            title=proposed.title,
            owner=proposed.owner,
            baseline_due=proposed.due,
            current_due=proposed.due,
            state=MilestoneState.NOT_STARTED,
            finding_id=proposed.finding_id,
        )
    )
    desk.session.flush()
    desk.add(MilestoneText(milestone_id=milestone.id, criterion=proposed.criterion))


@deed("plan.propose_variation", "Record a proposed variation", refuses=("the plan is not Approved",))
def propose_variation(
    desk: Desk,
    *,
    plan: PlanRef,
    version: VersionNumber,
    submitted_on: Annotated[date, plain("Submitted on", usually_today=True)],
) -> str:
    """Record that the participant proposes a new version of an approved plan; the baseline is kept."""
    found = desk.find(Plan, plan, field="plan")
    given = version_of(desk, found, version)
    desk.step(found, PlanState.VARIATION_PROPOSED, kind="plan", deed="plan.propose_variation")
    freeze(desk, given, submitted_on, deed_name="plan.propose_variation")
    found.submitted_version, found.state_on = given.number, submitted_on
    return found.reference


@deed("plan.record_variation", "Record the Panel's decision on the variation")
def record_variation(
    desk: Desk,
    *,
    plan: PlanRef,
    approved: Annotated[bool, plain("The Panel approved it")],
    decided_on: PanelDay,
    source: PanelSource,
    words_given: PanelWords,
) -> str:
    """Record what the Panel decided on a variation. Changed dates become extensions; the first dates stay."""
    found = desk.find(Plan, plan, field="plan")
    desk.step(found, PlanState.APPROVED, kind="plan", deed="plan.record_variation")
    number = found.submitted_version or 0
    version = version_of(desk, found, number)
    advice = _advice_before(desk, found, version, decided_on)
    outcome = report_outcome(
        desk,
        case_id=found.case_id,
        prefix=found.reference,
        kind=PanelOutcomeKind.VARIATION_APPROVED if approved else PanelOutcomeKind.PLAN_RETURNED,
        decided_on=decided_on,
        source=source,
        words_given=words_given,
        plan=found,
        version=version,
        advice=advice,
    )
    found.state_on = decided_on
    if not approved:
        return found.reference
    supersede_earlier(desk, found, version, deed_name="plan.record_variation")
    found.approved_version = number
    _carry_over(desk, found, version, outcome, None if advice is None else advice.id, deed_name="plan.record_variation")
    return found.reference


def _carry_over(
    desk: Desk, plan: Plan, version: PlanVersion, outcome: PanelOutcome, advice_id: object, *, deed_name: str
) -> None:
    """Bring the milestones to what the Panel approved: new ones are baselined, once and for ever; a changed date
    becomes an Extension (also where a plan was required anew after a failure); what no row continues is cancelled."""
    standing = {row.id: row for row in desk.all(Milestone, plan_id=plan.id, order_by=Milestone.number)}
    last = max((row.number for row in standing.values()), default=0)
    continued = set()
    for wanted in desk.all(
        ProposedMilestone, plan_version_id=version.id, withdrawn=False, order_by=ProposedMilestone.number
    ):
        if wanted.continues_id is None:
            # The first version's milestones keep their places; what is new later takes the next free number.
            last = last + 1 if standing else wanted.number
            _baseline(desk, plan, wanted, last)
            continue
        milestone = standing[wanted.continues_id]
        continued.add(milestone.id)
        if milestone.state in ENDED_MILESTONES:
            continue
        _reword(desk, milestone, wanted)
        if wanted.due != milestone.current_due:
            extend_to(desk, milestone, wanted.due, outcome, advice_id, f"Version {version.number} of the plan")
    for key, milestone in standing.items():
        if key in continued or milestone.state in ENDED_MILESTONES:
            continue
        if milestone.state == MilestoneState.REPORTED_COMPLETE:
            desk.notes.append(
                f"{milestone.reference} is not in version {version.number} and is reported complete: verify it, or"
                " reject it and cancel it."
            )
            continue
        desk.step(milestone, MilestoneState.CANCELLED, kind="milestone", deed=deed_name)
        milestone.cancelled_on = outcome.decided_on
        text = desk.beside(MilestoneText, milestone_id=milestone.id)
        text.state_reason = f"Not in version {version.number} of the plan"
        desk.notes.append(f"{milestone.reference} ({milestone.title}) is not in the version and is cancelled.")


def _reword(desk: Desk, milestone: Milestone, wanted: ProposedMilestone) -> None:
    """Take over changed words; the audit trail keeps the former ones, and whoever records it is told."""
    text = desk.beside(MilestoneText, milestone_id=milestone.id)
    former = {"title": milestone.title, "owner": milestone.owner, "criterion": text.criterion}
    changed = [name for name, held in former.items() if held != getattr(wanted, name)]
    if not changed:
        return
    if "owner" in changed:
        milestone.owner_person_id = None
    milestone.title, milestone.owner, text.criterion = wanted.title, wanted.owner, wanted.criterion
    desk.notes.append(f"{milestone.reference}: another {' and '.join(changed)}; the former is kept in its history.")


def extend_to(
    desk: Desk, milestone: Milestone, to_due: date, outcome: PanelOutcome, advice_id: object, reason: str
) -> Extension:
    """Change a milestone's due date as an Extension: both dates kept, the baseline untouched."""
    number = 1 + len(desk.all(Extension, milestone_id=milestone.id))
    extension = desk.add(
        Extension(
            reference=f"{milestone.reference}/X{number}",
            milestone_id=milestone.id,
            number=number,
            from_due=milestone.current_due,
            to_due=to_due,
            decided_on=outcome.decided_on,
            outcome_id=outcome.id,
            advice_version_id=advice_id,
            reason=reason,
        )
    )
    milestone.current_due = to_due
    if is_weekend(to_due):
        desk.notes.append(f"{say_day(to_due)} is a {to_due:%A}; the date is not moved.")
    return extension


@deed("plan.report_completion", "Record that the plan is reported complete")
def report_completion(
    desk: Desk, *, plan: PlanRef, reported_on: Annotated[date, plain("Reported on", usually_today=True)]
) -> str:
    """Record that the participant reports the whole plan complete."""
    found = desk.find(Plan, plan, field="plan")
    desk.not_ahead(reported_on, field="reported_on")
    desk.step(found, PlanState.COMPLETION_REPORTED, kind="plan", deed="plan.report_completion")
    found.completion_reported_on = found.state_on = reported_on
    return found.reference


@deed("plan.reject_completion", "Reject the completion")
def reject_completion(desk: Desk, *, plan: PlanRef, reason: Annotated[str, words("Reason")]) -> str:
    """The plan is not complete; it goes on."""
    found = desk.find(Plan, plan, field="plan")
    desk.step(found, PlanState.APPROVED, kind="plan", deed="plan.reject_completion")
    found.state_on = desk.day
    desk.beside(PlanText, plan_id=found.id).state_reason = reason
    return found.reference


@deed(
    "plan.verify",
    "Record the plan as verified",
    refuses=("a milestone is neither Verified nor Cancelled (R70, paragraph 60)", "no valid decision of the PMA on it"),
)
def verify(
    desk: Desk,
    *,
    plan: PlanRef,
    decision: Annotated[str, ref("decision", label="Decision", help="Of the PMA, on the plan as it stands.")],
) -> str:
    """Record that the PMA decided the plan is put into effect; every milestone is Verified or Cancelled."""
    found = desk.find(Plan, plan, field="plan")
    unfinished = [
        row
        for row in desk.all(Milestone, plan_id=found.id, order_by=Milestone.number)
        if row.state not in ENDED_MILESTONES
    ]
    if unfinished:
        names = ", ".join(f"M{row.number} ({row.title})" for row in unfinished)
        raise Refused(
            f"{found.reference} cannot be Verified: {names} {'is' if len(unfinished) == 1 else 'are'} neither"
            " Verified nor"
            " Cancelled. Verify or reject what was reported first.",
            rule="R70",
            paragraph="60",
            field="plan",
        )
    held = valid_decision_on(desk, decision, "plan", found.id, asked=Asked.VERIFY_COMPLETION)
    if found.completion_reported_on is not None and held.decided_on < found.completion_reported_on:
        raise Refused(
            f"{held.reference} was decided before the plan was reported complete on"
            f" {say_day(found.completion_reported_on)}.",
            rule="R70",
            paragraph="60",
            field="decision",
        )
    desk.step(found, PlanState.VERIFIED, kind="plan", deed="plan.verify")
    found.verified_on = found.state_on = held.decided_on
    return found.reference


@deed("plan.close", "Close the plan", refuses=("the plan is not Verified", "it was reported before it was verified"))
def close(
    desk: Desk,
    *,
    plan: PlanRef,
    reported_to_panel_on: Annotated[date, plain("Reported to the Panel on", usually_today=True)],
) -> str:
    """Close a verified plan once that was reported to the Panel."""
    found = desk.find(Plan, plan, field="plan")
    desk.not_ahead(reported_to_panel_on, field="reported_to_panel_on")
    if found.verified_on is not None and reported_to_panel_on < found.verified_on:
        raise Refused(
            f"It was verified on {say_day(found.verified_on)}; it was not reported before.",
            field="reported_to_panel_on",
        )
    desk.step(found, PlanState.CLOSED, kind="plan", deed="plan.close")
    found.closed_on = found.state_on = reported_to_panel_on
    return found.reference


@deed("plan.fail", "Record the plan as failed", refuses=("no issued advice that the plan is failing (R67, R68)",))
def fail(
    desk: Desk,
    *,
    plan: PlanRef,
    failed_on: Annotated[date, plain("On", usually_today=True)],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Record that the plan failed, as the PMA advised; this opens a breach consideration, never a sanction (R67)."""
    found = desk.find(Plan, plan, field="plan")
    desk.not_ahead(failed_on, field="failed_on")
    advice = advice_on(desk, found, PlanView.FAILING, version=found.approved_version, by=failed_on)
    if advice is None:
        raise Refused(
            f"Advise the Panel first that {found.reference} is failing: draft the advice, decide on it, issue it.",
            rule="R68",
            paragraph="59",
            field="plan",
        )
    desk.step(found, PlanState.FAILED, kind="plan", deed="plan.fail")
    folder = desk.session.get_one(Case, found.case_id)
    breach = open_consideration(
        desk,
        folder,
        title=f"Failure of the remediation plan {found.reference}",
        trigger=BreachTrigger.FAILED_PLAN,
        allegation=reason,
        opened_on=failed_on,
    )
    found.failed_breach_id, found.state_on = breach.id, failed_on
    desk.beside(PlanText, plan_id=found.id).state_reason = reason
    return found.reference


@deed("plan.record_failed_outcome", "Record what the Panel decided on the failed plan")
def record_failed_outcome(
    desk: Desk,
    *,
    plan: PlanRef,
    outcome: Annotated[AfterFailure, plain("The Panel", "Closed the matter, or requires the plan anew.")],
    decided_on: PanelDay,
    source: PanelSource,
    words_given: PanelWords,
    submit_by: Annotated[date | None, plain("To be submitted by")] = None,
) -> str:
    """Record the Panel's decision after a failure: closed, or a plan required anew by a date."""
    found = desk.find(Plan, plan, field="plan")
    again = outcome == AfterFailure.REQUIRED
    if decided_on < found.state_on:
        raise Refused(
            f"{found.reference} has been {label(found.state)} since {say_day(found.state_on)}, after that day.",
            field="decided_on",
        )
    if again and submit_by is None:
        raise Refused("Say by when the Panel requires the plan.", rule="R70", paragraph="60", field="submit_by")
    desk.step(found, PlanState.REQUIRED if again else PlanState.CLOSED, kind="plan", deed="plan.record_failed_outcome")
    report_outcome(
        desk,
        case_id=found.case_id,
        prefix=found.reference,
        kind=PanelOutcomeKind.NEW_PLAN_REQUIRED if again else PanelOutcomeKind.FAILED_PLAN_CLOSED,
        decided_on=decided_on,
        source=source,
        words_given=words_given,
        due=submit_by,
        plan=found,
    )
    found.state_on = decided_on
    if again:
        found.submit_by, found.resubmit_by = submit_by, None
    else:
        found.closed_on = decided_on
    return found.reference
