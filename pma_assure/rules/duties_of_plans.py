"""What a plan and its milestones owe (R70, paragraph 60), and the Panel and the PMA on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.deadlines import MilestoneClock
from pma_assure.rules.duties import (
    PANEL,
    PMA,
    SPECIALIST,
    Decided,
    Folder,
    Listed,
    by_day,
    decided_by,
    soon,
    stands,
    to_decide,
)
from pma_assure.rules.state_sets import ENDED_MILESTONES
from pma_assure.rules.vocabulary import MilestoneState, PlanState
from pma_assure.rules.wording import count
from pma_assure.rules.wording import day as say_day
from pma_assure.values.duties import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneDuty:
    reference: str
    number: int
    title: str
    owner: str
    state: MilestoneState
    reported_on: date | None
    clock: MilestoneClock


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDuty:
    """``state_on`` is the day the present state began.

    ``draft_advice`` is the draft on the submitted version, ``decided_advice`` whether a decision on it is recorded: the
    advice itself then owes what follows. ``advised``: advice on the submitted version is issued. ``listed`` and
    ``decided`` are of what the state waits for: the draft advice, or the plan whose completion is reported.
    """

    reference: str
    title: str
    folder: Folder
    state: PlanState
    state_on: date
    submit_by: date | None
    resubmit_by: date | None
    version: int
    unanswered: tuple[str, ...]
    draft_advice: str | None
    decided_advice: bool
    advised: bool
    listed: Listed | None
    decided: Decided | None
    milestones: tuple[MilestoneDuty, ...]
    extracts: int
    approved_on: date | None


def of_plan(plan: PlanDuty, as_of: date) -> tuple[Duty, ...]:
    """What a plan owes in its state, and each milestone while it runs (R70, paragraph 60)."""
    return (*_in_its_state(plan, as_of), *_while_it_runs(plan, as_of), *_extract_owed(plan, as_of))


def _in_its_state(plan: PlanDuty, as_of: date) -> Iterable[Duty]:
    if plan.state == PlanState.REQUIRED:
        yield _submission_owed(plan, f"Submit the remediation plan: {plan.title}", plan.submit_by, as_of)
    elif plan.state == PlanState.RETURNED:
        yield _submission_owed(plan, f"Resubmit the remediation plan: {plan.title}", plan.resubmit_by, as_of)
    elif plan.state == PlanState.ADVISED:
        yield _panel_decision_owed(plan, f"Decide on version {plan.version} of the plan", "plan.record_approval", as_of)
    elif plan.state == PlanState.VARIATION_PROPOSED and plan.advised:
        what = f"Decide on version {plan.version} of the plan, a variation"
        yield _panel_decision_owed(plan, what, "plan.record_variation", as_of)
    elif plan.state in (PlanState.SUBMITTED, PlanState.VARIATION_PROPOSED):
        yield from _advice_owed(plan, as_of)
    elif plan.state == PlanState.COMPLETION_REPORTED:
        yield _completion_owed(plan, as_of)
    elif plan.state == PlanState.VERIFIED:
        what = "Report to the Panel that the plan is verified"
        yield soon(plan.reference, SPECIALIST, what, plan.state_on, as_of, "R70", plan.folder, deed="plan.close")
    elif plan.state == PlanState.FAILED:
        yield soon(
            plan.reference,
            PANEL,
            "Decide what follows the failure of the plan",
            plan.state_on,
            as_of,
            "R69",
            plan.folder,
            deed="plan.record_failed_outcome",
        )


def _while_it_runs(plan: PlanDuty, as_of: date) -> Iterable[Duty]:
    """The milestones of an approved plan; once the last is done, the participant reports the plan complete."""
    if plan.state not in (PlanState.APPROVED, PlanState.VARIATION_PROPOSED, PlanState.COMPLETION_REPORTED):
        return
    for milestone in plan.milestones:
        yield from _of_milestone(milestone, plan, as_of)
    if plan.state == PlanState.APPROVED and plan.milestones and not _unfinished(plan):
        reported = (one.reported_on for one in plan.milestones if one.reported_on is not None)
        yield soon(
            plan.reference,
            plan.folder.organisation or "The participant",
            "Report the plan complete",
            max(reported, default=plan.state_on),
            as_of,
            "R70",
            plan.folder,
            detail="every milestone is verified or cancelled",
            deed="plan.report_completion",
        )


def _extract_owed(plan: PlanDuty, as_of: date) -> Iterable[Duty]:
    """What the Panel approved is published, as far as the Parties need it (R73, paragraph 75)."""
    if plan.approved_on is not None and plan.extracts == 0 and plan.state != PlanState.CLOSED:
        yield soon(
            plan.reference,
            SPECIALIST,
            "Prepare the extract for SEC Parties and consult the participant on it",
            plan.approved_on,
            as_of,
            "R73",
            plan.folder,
            detail="only what the Parties need is published",
            deed="extract.prepare",
        )


def _panel_decision_owed(plan: PlanDuty, what: str, deed: str, as_of: date) -> Duty:
    return soon(
        plan.reference,
        PANEL,
        what,
        plan.state_on,
        as_of,
        "R70",
        plan.folder,
        detail="the PMA has advised; record what the Panel decides",
        deed=deed,
    )


def _submission_owed(plan: PlanDuty, what: str, by: date | None, as_of: date) -> Duty:
    who = plan.folder.organisation or "The participant"
    if by is None:
        return soon(
            plan.reference, who, what, plan.state_on, as_of, "R70", plan.folder, detail="no day", deed="plan.submit"
        )
    return by_day(plan.reference, who, what, by, as_of, "R70", plan.folder, deed="plan.submit")


def _advice_owed(plan: PlanDuty, as_of: date) -> Iterable[Duty]:
    if plan.draft_advice is not None and plan.decided_advice:
        return  # said by of_advice: to issue it, or to put the changed text to a meeting
    blocks: list[str] = []
    if plan.unanswered:
        blocks.append(f"{count(len(plan.unanswered), 'requirement')} not answered")
    named = "variation" if plan.state == PlanState.VARIATION_PROPOSED else "plan"
    what = f"Advise the Panel on version {plan.version} of the {named}"
    if plan.draft_advice is None:
        yield soon(
            plan.reference,
            PMA,
            what,
            plan.state_on,
            as_of,
            "R70",
            plan.folder,
            detail="SMKI matters only",
            blocked_by=(*blocks, "advice not drafted"),
            deed="advice.draft",
        )
        return
    yield to_decide(
        plan.reference,
        what,
        plan.state_on,
        as_of,
        "R70",
        plan.folder,
        listed=plan.listed,
        decided=None,
        blocked_by=tuple(blocks),
    )


def _completion_owed(plan: PlanDuty, as_of: date) -> Duty:
    decided = stands(plan.decided)
    if decided is None:
        return to_decide(
            plan.reference,
            "Decide whether the plan is put into effect",
            plan.state_on,
            as_of,
            "R70",
            plan.folder,
            listed=plan.listed,
            decided=plan.decided,
            blocked_by=_unfinished(plan),
        )
    return soon(
        plan.reference,
        SPECIALIST,
        "Record the plan as verified",
        decided.on,
        as_of,
        "R70",
        plan.folder,
        detail=decided_by(decided),
        blocked_by=_unfinished(plan),
        deed="plan.verify",
    )


def _unfinished(plan: PlanDuty) -> tuple[str, ...]:
    return tuple(f"M{one.number} is not verified" for one in plan.milestones if one.state not in ENDED_MILESTONES)


def _of_milestone(milestone: MilestoneDuty, plan: PlanDuty, as_of: date) -> Iterable[Duty]:
    named = f"milestone {milestone.number}: {milestone.title}"
    if milestone.state == MilestoneState.REPORTED_COMPLETE and milestone.reported_on is not None:
        yield soon(
            milestone.reference,
            PMA,
            f"Examine the evidence for {named}",
            milestone.reported_on,
            as_of,
            "R70",
            plan.folder,
            detail=f"reported complete on {say_day(milestone.reported_on)}; the verifier must not be its owner",
            deed="milestone.verify",
        )
    elif milestone.state in (MilestoneState.NOT_STARTED, MilestoneState.IN_PROGRESS):
        slipped = milestone.clock.slippage
        yield by_day(
            milestone.reference,
            plan.folder.organisation or milestone.owner,
            f"Complete {named}",
            milestone.clock.current_due,
            as_of,
            "R70",
            plan.folder,
            detail=f"{count(slipped, 'day')} after the first date" if slipped else f"owner: {milestone.owner}",
            deed="milestone.report_complete",
            overdue=milestone.clock.days_overdue,
            inputs=milestone.clock.because.inputs,
        )
