"""What findings and Corrective Action Plans owe, from the draft to the verified end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pma_assure.rules.duties import (
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
from pma_assure.rules.finding_clock import RULE
from pma_assure.rules.vocabulary import ActionState, CapState, FindingClass, FindingState, PlanState
from pma_assure.rules.wording import day as say_day
from pma_assure.values.duties import Duty

ASSESSOR = "The assessor"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDuty:
    """A finding that has not ended. ``weight``: the heavier of the two classes; ``plan``: (reference, state) of the
    newest Corrective Action Plan that answers it; ``panel_plan`` the state of the Remediation Plan that does;
    ``repeats`` the earlier finding.
    """

    reference: str
    title: str
    folder: Folder
    state: FindingState
    since: date
    weight: FindingClass = FindingClass.OBSERVATION
    response_due: date | None = None
    due: date | None = None
    days_overdue: int = 0
    reported_on: date | None = None
    plan: tuple[str, CapState] | None = None
    panel_plan: PlanState | None = None
    risk_until: date | None = None
    repeats: str | None = None
    escalated: bool = False
    listed: Listed | None = None
    decided: Decided | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDuty:
    """An open action of an accepted plan."""

    reference: str
    title: str
    folder: Folder
    state: ActionState
    owner: str
    due: date | None
    since: date
    reported_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CapDuty:
    """A Corrective Action Plan that waits for the PMA, or for the participant; ``lacks`` what it cannot be accepted
    without."""

    reference: str
    title: str
    folder: Folder
    state: CapState
    since: date
    lacks: tuple[str, ...] = ()


def of_finding(finding: FindingDuty, as_of: date) -> tuple[Duty, ...]:
    """What a finding owes in its state, and that its recurrence is to be weighed (R48, R57)."""
    return (*_in_its_state(finding, as_of), *_recurrence(finding, as_of))


def _in_its_state(finding: FindingDuty, as_of: date) -> tuple[Duty, ...]:
    if finding.state == FindingState.DRAFT:
        what = f"Open or discard the draft finding “{finding.title}”"
        return (_soon(finding, ASSESSOR, what, as_of, "R48", "finding.open"),)
    if finding.state == FindingState.OPEN:
        return (_response(finding, as_of),)
    if finding.state == FindingState.DISPUTED:
        return (_dispute(finding, as_of),)
    if finding.state in (FindingState.ACCEPTED, FindingState.REOPENED):
        return _plan_owed(finding, as_of)
    if finding.state == FindingState.IN_REMEDIATION:
        return (_to_put_right(finding, as_of),)
    if finding.state == FindingState.SUBMITTED:
        what = f"Verify that “{finding.title}” was put right"
        since = finding.reported_on or finding.since
        owed = _soon(replace(finding, since=since), SPECIALIST, what, as_of, RULE, "finding.close")
        return (replace(owed, detail=f"reported done on {say_day(since)}; by another than its owner"),)
    if finding.state == FindingState.ACCEPTED_RISK and finding.risk_until is not None:
        return (
            by_day(
                finding.reference,
                PMA,
                f"Look again at the accepted risk of “{finding.title}”",
                finding.risk_until,
                as_of,
                "R71",
                finding.folder,
                detail="the obligation stands",
                deed="finding.reopen",
            ),
        )
    return ()


def _who(finding: FindingDuty) -> str:
    return finding.folder.organisation or "The participant"


def _soon(finding: FindingDuty, who: str, what: str, as_of: date, rule: str, deed: str | None) -> Duty:
    return soon(finding.reference, who, what, finding.since, as_of, rule, finding.folder, deed=deed)


def _response(finding: FindingDuty, as_of: date) -> Duty:
    what = f"Respond to the finding “{finding.title}”"
    if finding.response_due is None:
        return _soon(finding, _who(finding), what, as_of, "R48", "finding.respond")
    return by_day(
        finding.reference,
        _who(finding),
        what,
        finding.response_due,
        as_of,
        "R48",
        finding.folder,
        deed="finding.respond",
    )


def _dispute(finding: FindingDuty, as_of: date) -> Duty:
    what = f"Settle the dispute on “{finding.title}”"
    decided = stands(finding.decided)
    if finding.weight == FindingClass.MAJOR and decided is None:
        return to_decide(
            finding.reference,
            what,
            finding.since,
            as_of,
            RULE,
            finding.folder,
            listed=finding.listed,
            decided=finding.decided,
        )
    owed = _soon(finding, PMA if decided is None else SPECIALIST, what, as_of, RULE, "finding.uphold")
    return owed if decided is None else replace(owed, detail=decided_by(decided))


def _plan_owed(finding: FindingDuty, as_of: date) -> tuple[Duty, ...]:
    """A Corrective Action Plan, until one is submitted: what is submitted waits for the PMA by its own duty."""
    if finding.weight == FindingClass.OBSERVATION:
        return ()
    if finding.panel_plan is not None and finding.panel_plan != PlanState.CLOSED:
        return ()  # it is put right by the milestones that the Panel approved
    if finding.panel_plan is not None or (finding.plan is not None and finding.plan[1] == CapState.ACCEPTED):
        what = f"Take up remediation of “{finding.title}” again"
        return (_soon(finding, _who(finding), what, as_of, RULE, "finding.begin_remediation"),)
    if finding.plan is not None and finding.plan[1] in (CapState.SUBMITTED, CapState.RETURNED):
        return ()
    drafted = finding.plan is not None
    what = f"Submit a Corrective Action Plan for “{finding.title}”"
    deed = "cap.submit" if drafted else "cap.draft"
    if finding.due is None:
        return (_soon(finding, _who(finding), what, as_of, RULE, deed),)
    return (
        by_day(
            finding.reference,
            _who(finding),
            what,
            finding.due,
            as_of,
            RULE,
            finding.folder,
            detail="by then it is to be put right",
            deed=deed,
            overdue=finding.days_overdue,
        ),
    )


def _to_put_right(finding: FindingDuty, as_of: date) -> Duty:
    what = f"Put “{finding.title}” right"
    if finding.due is None:
        return _soon(finding, _who(finding), what, as_of, RULE, "finding.submit")
    return by_day(
        finding.reference,
        _who(finding),
        what,
        finding.due,
        as_of,
        RULE,
        finding.folder,
        deed="finding.submit",
        overdue=finding.days_overdue,
    )


def _recurrence(finding: FindingDuty, as_of: date) -> tuple[Duty, ...]:
    """Until a plan against it is accepted, or it is escalated, a recurrence waits to be weighed (4.6)."""
    weighed = finding.state in (FindingState.IN_REMEDIATION, FindingState.SUBMITTED, FindingState.ACCEPTED_RISK)
    if finding.repeats is None or finding.escalated or weighed:
        return ()
    owed = _soon(finding, PMA, f"Weigh that “{finding.title}” is a recurrence of {finding.repeats}", as_of, "R67", None)
    return (replace(owed, detail="in the plan that is accepted, or by escalating it", deed="finding.escalate"),)


def of_cap(cap: CapDuty, as_of: date) -> tuple[Duty, ...]:
    """A submitted plan is owed an answer, while it lacks something its return; a returned one to come again (R57)."""
    if cap.state == CapState.SUBMITTED and cap.lacks:
        what = f"Return the Corrective Action Plan “{cap.title}”"
        owed = soon(cap.reference, PMA, what, cap.since, as_of, RULE, cap.folder, deed="cap.return_plan")
        return (replace(owed, detail=f"it cannot be accepted: {'; '.join(cap.lacks)}"),)
    if cap.state == CapState.SUBMITTED:
        who, what, deed = PMA, f"Accept or return the Corrective Action Plan “{cap.title}”", "cap.accept"
    elif cap.state == CapState.RETURNED:
        who = cap.folder.organisation or "The participant"
        what, deed = f"Submit the Corrective Action Plan “{cap.title}” again", "cap.submit"
    else:
        return ()
    return (soon(cap.reference, who, what, cap.since, as_of, RULE, cap.folder, deed=deed),)


def of_action(action: ActionDuty, as_of: date) -> tuple[Duty, ...]:
    """An action is owed by its owner, then its verification by another (R57)."""
    if action.state == ActionState.REPORTED_DONE:
        since = action.reported_on or action.since
        return (
            soon(
                action.reference,
                SPECIALIST,
                f"Verify the action “{action.title}”",
                since,
                as_of,
                RULE,
                action.folder,
                detail=f"reported done on {say_day(since)}; by another than its owner",
                deed="action.verify",
            ),
        )
    who = action.folder.organisation or "The participant"
    if action.due is None:
        return ()
    return (
        by_day(
            action.reference,
            who,
            f"Do the action “{action.title}”",
            action.due,
            as_of,
            RULE,
            action.folder,
            detail=f"owner: {action.owner}" if action.owner else "",
            deed="action.report_done",
        ),
    )
