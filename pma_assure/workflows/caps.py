"""Corrective Action Plans: drafted, submitted, returned or accepted, superseded by a newer one (domain.md 4.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pma_assure.records.cases import Case, Finding
from pma_assure.records.corrective import Action, ActionCause, CapFinding, CorrectiveActionPlan, RootCause
from pma_assure.records.lacking_plans import lacking
from pma_assure.rules.refusal import Refused
from pma_assure.rules.state_sets import ENDED_FINDINGS
from pma_assure.rules.vocabulary import ActionKind, ActionState, CapState, FindingState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import CaseRef, open_folder
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.finding_closing import plans_of
from pma_assure.workflows.findings import first_due
from pma_assure.workflows.parameters import line, plain, ref, refs, rows, words

CapRef = Annotated[str, ref("cap", label="Corrective Action Plan")]
ActionRef = Annotated[str, ref("action", label="Action")]
FindingRefs = Annotated[tuple[str, ...], refs("finding", label="Findings it answers")]
CauseRefs = Annotated[tuple[str, ...], refs("root_cause", label="Root causes it answers")]
BEING_WRITTEN = (CapState.DRAFT, CapState.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionGiven:
    """One action as it is entered. What is missing is said when the plan is to be accepted."""

    title: Annotated[str, line("Action")]
    kind: Annotated[ActionKind, plain("Kind", "Prevent, mitigate or detect.")]
    owner: Annotated[str | None, line("Owner")] = None
    due: Annotated[date | None, plain("Due")] = None
    criterion: Annotated[str, words("Criterion", "How one will see that it is done.")] = ""
    root_cause: Annotated[str | None, ref("root_cause", label="Root cause")] = None


def being_written(plan: CorrectiveActionPlan) -> None:
    if plan.state not in BEING_WRITTEN:
        raise Refused(
            f"{plan.reference} is {label(plan.state)}: its text stands as it was submitted. Return it, or enter a new"
            " plan.",
            field="cap",
        )


@deed(
    "cap.draft",
    "Enter a Corrective Action Plan",
    refuses=(
        "a finding of another case, a draft, or one that has ended",
        "a root cause of a finding that it does not answer",
    ),
)
def draft(
    desk: Desk,
    *,
    case: CaseRef,
    title: Annotated[str, line("Title")],
    findings: FindingRefs,
    actions: Annotated[tuple[ActionGiven, ...], rows("Actions")] = (),
) -> str:
    """Enter the participant's plan for its findings: ordinary follow-up, not the Panel's Remediation Plan."""
    folder = open_folder(desk, case)
    plan = desk.add(
        CorrectiveActionPlan(
            reference=desk.allot("CAP", desk.day.year), case_id=folder.id, title=title, state=CapState.DRAFT
        )
    )
    desk.session.flush()
    _answer_findings(desk, plan, findings)
    for one in actions:
        causes = () if one.root_cause is None else (one.root_cause,)
        _add(desk, plan, one.title, one.kind, one.owner, one.due, one.criterion, causes)
    return plan.reference


def _answer_findings(desk: Desk, plan: CorrectiveActionPlan, findings: Iterable[str]) -> None:
    """Say which findings the plan answers: those named, and no others."""
    named = {found.id: found for found in (desk.find(Finding, one, field="findings") for one in findings)}
    if not named:
        raise Refused("Name the findings that the plan answers.", field="findings")
    for found in named.values():
        if found.case_id != plan.case_id:
            raise Refused(f"{found.reference} belongs to another case.", field="findings")
        if found.state == FindingState.DRAFT or found.state in ENDED_FINDINGS:
            raise Refused(f"{found.reference} is {label(found.state)}: no plan answers it.", field="findings")
    held = {row.finding_id: row for row in desk.all(CapFinding, cap_id=plan.id)}
    for key, row in held.items():
        row.withdrawn_on = None if key in named else (row.withdrawn_on or desk.day)
    for key in named:
        if key not in held:
            desk.add(CapFinding(cap_id=plan.id, finding_id=key))
    desk.session.flush()


def findings_of(desk: Desk, plan: CorrectiveActionPlan) -> list[Finding]:
    keys = [row.finding_id for row in desk.all(CapFinding, cap_id=plan.id, withdrawn_on=None)]
    return desk.all(Finding, Finding.id.in_(keys), order_by=Finding.reference)


def _add(
    desk: Desk,
    plan: CorrectiveActionPlan,
    title: str,
    kind: ActionKind,
    owner: str | None,
    due: date | None,
    criterion: str,
    causes: Iterable[str],
) -> Action:
    number = 1 + len(desk.all(Action, cap_id=plan.id))
    action = desk.add(
        Action(
            reference=f"{plan.reference}/A{number}",
            cap_id=plan.id,
            number=number,
            title=title,
            kind=kind,
            owner=owner,
            due=due,
            state=ActionState.TO_DO,
            criterion=criterion,
        )
    )
    desk.session.flush()
    _answer_causes(desk, plan, action, causes)
    return action


def _answer_causes(desk: Desk, plan: CorrectiveActionPlan, action: Action, causes: Iterable[str]) -> None:
    """Say which root causes the action answers: those named, and no others."""
    findings = {found.id for found in findings_of(desk, plan)}
    named = {cause.id: cause for cause in (desk.find(RootCause, one, field="root_causes") for one in causes)}
    for cause in named.values():
        if cause.finding_id not in findings or cause.withdrawn_on is not None:
            raise Refused(
                f"{cause.reference} is no root cause of a finding that {plan.reference} answers.", field="root_causes"
            )
    held = {row.root_cause_id: row for row in desk.all(ActionCause, action_id=action.id)}
    for key, row in held.items():
        row.withdrawn_on = None if key in named else (row.withdrawn_on or desk.day)
    for key in named:
        if key not in held:
            desk.add(ActionCause(action_id=action.id, root_cause_id=key))
    desk.session.flush()


@deed("cap.edit", "Change a Corrective Action Plan", refuses=("it is submitted, accepted or superseded",))
def edit(
    desk: Desk,
    *,
    cap: CapRef,
    title: Annotated[str | None, line("Title")] = None,
    findings: FindingRefs = (),
    version: Annotated[
        int | None, plain("Version", "The version you read; saving over a later one is refused.")
    ] = None,
) -> str:
    """Change what a plan that is being written is called, and which findings it answers: name them all."""
    plan = desk.find(CorrectiveActionPlan, cap, field="cap")
    being_written(plan)
    desk.expect_version(plan, version, {"title": title})
    desk.change(plan, {"title": title})
    if findings:
        _answer_findings(desk, plan, findings)
    return plan.reference


@deed(
    "cap.add_action",
    "Add an action",
    refuses=(
        "the plan is submitted, accepted or superseded",
        "a root cause of a finding that the plan does not answer",
    ),
)
def add_action(
    desk: Desk,
    *,
    cap: CapRef,
    title: Annotated[str, line("Action")],
    kind: Annotated[ActionKind, plain("Kind", "Prevent, mitigate or detect.")],
    root_causes: CauseRefs = (),
    owner: Annotated[str | None, line("Owner")] = None,
    due: Annotated[date | None, plain("Due")] = None,
    criterion: Annotated[str, words("Criterion", "How one will see that it is done.")] = "",
) -> str:
    """Add an action to a plan that is being written."""
    plan = desk.find(CorrectiveActionPlan, cap, field="cap")
    being_written(plan)
    return _add(desk, plan, title, kind, owner, due, criterion, root_causes).reference


@deed(
    "cap.edit_action",
    "Change an action",
    refuses=(
        "the plan is submitted, accepted or superseded",
        "a root cause of a finding that the plan does not answer",
    ),
)
def edit_action(
    desk: Desk,
    *,
    action: ActionRef,
    title: Annotated[str | None, line("Action")] = None,
    kind: Annotated[ActionKind | None, plain("Kind")] = None,
    root_causes: CauseRefs = (),
    owner: Annotated[str | None, line("Owner")] = None,
    due: Annotated[date | None, plain("Due")] = None,
    criterion: Annotated[str | None, words("Criterion")] = None,
    version: Annotated[
        int | None, plain("Version", "The version you read; saving over a later one is refused.")
    ] = None,
) -> str:
    """Change an action of a plan that is being written; root causes replace those it had, if any are named."""
    found = desk.find(Action, action, field="action")
    plan = desk.session.get_one(CorrectiveActionPlan, found.cap_id)
    being_written(plan)
    given: dict[str, object] = {
        "title": title,
        "kind": kind,
        "owner": owner,
        "due": due,
        "criterion": criterion,
    }
    desk.expect_version(found, version, given)
    desk.change(found, given)
    if root_causes:
        _answer_causes(desk, plan, found, root_causes)
    return found.reference


@deed("cap.submit", "Record that the plan was submitted", refuses=("it is submitted, accepted or superseded already",))
def submit(desk: Desk, *, cap: CapRef, submitted_on: Annotated[date, plain("Submitted on")]) -> str:
    """Record that the participant submitted its plan, as it stands; what it lacks for acceptance is said."""
    plan = desk.find(CorrectiveActionPlan, cap, field="cap")
    desk.not_ahead(submitted_on, field="submitted_on")
    desk.step(plan, CapState.SUBMITTED, kind="corrective action plan", deed="cap.submit")
    plan.submitted_on = submitted_on
    desk.notes.extend(f"{plan.reference}: {one}." for one in lacks(desk, plan))
    return plan.reference


@deed("cap.return_plan", "Return the plan", refuses=("it is not submitted",))
def return_plan(desk: Desk, *, cap: CapRef, reason: Annotated[str, words("Reason", "What it lacks.")]) -> str:
    """Return a plan to the participant, with the reason; it can be changed and submitted again."""
    plan = desk.find(CorrectiveActionPlan, cap, field="cap")
    desk.step(plan, CapState.RETURNED, kind="corrective action plan", deed="cap.return_plan")
    plan.state_reason = reason
    return plan.reference


def lacks(desk: Desk, plan: CorrectiveActionPlan) -> tuple[str, ...]:
    """What the plan lacks before it can be accepted, each by name."""
    desk.session.flush()
    return lacking(desk.session, [plan.id])[plan.id]


@deed(
    "cap.accept",
    "Accept the plan",
    refuses=(
        "a root cause has no action, or an action no owner, date or criterion: each is named (R57, paragraph 76)",
        "a finding is not accepted by the participant, reopened or in remediation",
        "an older accepted plan also answers a finding that this one leaves out",
    ),
)
def accept(
    desk: Desk,
    *,
    cap: CapRef,
    accepted_on: Annotated[date | None, plain("Accepted on", "Empty: today.")] = None,
    due: Annotated[
        date | None,
        plain("Findings to be put right by", "For those without a due day; empty: when the last action is due."),
    ] = None,
) -> str:
    """Accept a whole plan: its findings go into remediation, and an older accepted plan is superseded."""
    plan = desk.find(CorrectiveActionPlan, cap, field="cap")
    day = accepted_on or desk.day
    desk.not_ahead(day, field="accepted_on")
    if plan.submitted_on is not None and day < plan.submitted_on:
        raise Refused(f"It was submitted on {say_day(plan.submitted_on)}, later than that.", field="accepted_on")
    desk.step(plan, CapState.ACCEPTED, kind="corrective action plan", deed="cap.accept")
    missing = lacks(desk, plan)
    if missing:
        raise Refused(
            f"{plan.reference} cannot be accepted: {'; '.join(missing)}. Return the plan, add what it lacks (a root"
            " cause to its finding, and to each root cause an action that names it), and record that it was submitted"
            " again.",
            rule="R57",
            paragraph="76",
            field="cap",
        )
    findings = findings_of(desk, plan)
    _supersede(desk, plan, findings)
    last = max(
        (one.due for one in desk.all(Action, Action.state != ActionState.CANCELLED, cap_id=plan.id) if one.due),
        default=None,
    )
    for found in findings:
        if found.state in ENDED_FINDINGS:
            desk.notes.append(f"{found.reference} is {label(found.state)} and stays so.")
        else:
            _into_remediation(desk, found, due, last)
    plan.accepted_on = day
    return plan.reference


def _into_remediation(desk: Desk, found: Finding, due: date | None, last: date | None) -> None:
    if found.state != FindingState.IN_REMEDIATION:
        desk.step(found, FindingState.IN_REMEDIATION, kind="finding", deed="cap.accept")
    if found.current_due is None:
        first_due(desk, found, due or last)
    elif last is not None and last > found.current_due:
        desk.notes.append(
            f"{found.reference} is due on {say_day(found.current_due)}, and the last action on {say_day(last)}: the"
            " finding's day stands until it is extended."
        )


def _supersede(desk: Desk, plan: CorrectiveActionPlan, findings: list[Finding]) -> None:
    """An older accepted plan for any of these findings makes way, if this one answers all that it still has to."""
    mine = {found.id for found in findings}
    older = {one.id: one for found in findings for one in plans_of(desk, found) if one.id != plan.id}
    for one in sorted(older.values(), key=lambda held: held.reference):
        left_out = [
            found.reference
            for found in findings_of(desk, one)
            if found.id not in mine and found.state not in ENDED_FINDINGS
        ]
        if left_out:
            raise Refused(
                f"{one.reference}, accepted before, also answers {', '.join(left_out)}, which {plan.reference} leaves"
                " out. Let the new plan answer that too.",
                rule="R57",
                paragraph="76",
                field="cap",
            )
        desk.step(one, CapState.SUPERSEDED, kind="corrective action plan", deed="cap.accept")
        plan.supersedes_id = one.id
        desk.notes.append(f"{one.reference} is superseded by {plan.reference}.")


def folder_of(desk: Desk, plan: CorrectiveActionPlan) -> Case:
    return desk.session.get_one(Case, plan.case_id)
