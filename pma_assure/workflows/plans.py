"""Remediation plans: required by the Panel, with the SMKI requirements each has to meet (R69, R70)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.cases import BreachConsideration, Finding
from pma_assure.records.document_set import Requirement
from pma_assure.records.plans import Plan, PlanRequirement, PlanText, PlanVersion
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import BreachState, FindingState, PanelOutcomeKind, PlanState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import CaseRef, open_folder
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.panel_outcomes import PanelDay, PanelSource, PanelWords, report_outcome
from pma_assure.workflows.parameters import line, plain, ref, refs

PlanRef = Annotated[str, ref("plan", label="Plan")]
VersionNumber = Annotated[int, plain("Version", "Its number: 1, 2, ...")]


@deed("plan.require", "Record that the Panel requires a plan", refuses=("a date that lies ahead",))
def require(
    desk: Desk,
    *,
    case: CaseRef,
    title: Annotated[str, line("Title of the plan")],
    decided_on: PanelDay,
    source: PanelSource,
    words_given: PanelWords,
    submit_by: Annotated[date, plain("To be submitted by")],
    requirements: Annotated[tuple[str, ...], refs("requirement", label="Requirements it must meet")],
    findings: Annotated[tuple[str, ...], refs("finding", label="Findings it answers")] = (),
    breach: Annotated[
        str | None, ref("breach", label="Breach consideration", help="The one the Panel decided on.")
    ] = None,
) -> str:
    """Record the Panel's requirement of a remediation plan, with the SMKI requirements it has to meet (R69, R70)."""
    folder = open_folder(desk, case)
    considered = None if breach is None else desk.find(BreachConsideration, breach, field="breach")
    if considered is not None and considered.case_id != folder.id:
        raise Refused(f"{considered.reference} belongs to another case.", field="breach")
    reference = desk.allot("PLAN", decided_on.year)
    outcome = report_outcome(
        desk,
        case_id=folder.id,
        prefix=reference if considered is None else considered.reference,
        kind=PanelOutcomeKind.PLAN_REQUIRED,
        decided_on=decided_on,
        source=source,
        words_given=words_given,
        due=submit_by,
        breach=considered,
    )
    plan = desk.add(
        Plan(
            reference=reference,
            case_id=folder.id,
            organisation_id=folder.organisation_id,
            title=title,
            state=PlanState.REQUIRED,
            outcome_id=outcome.id,
            required_on=decided_on,
            submit_by=submit_by,
            state_on=decided_on,
        )
    )
    desk.session.flush()
    desk.add(PlanText(plan_id=plan.id))
    _require_each(desk, plan, requirements, findings)
    if considered is not None:
        if considered.state == BreachState.ADVISED:
            desk.step(considered, BreachState.PANEL_DECIDED, kind="breach consideration", deed="plan.require")
        elif considered.state != BreachState.PANEL_DECIDED:
            desk.keep_irregular(
                plan,
                f"the Panel required {reference} before the PMA had advised on {considered.reference}",
                rule="R68",
                paragraph="59",
                case_id=folder.id,
            )
    if submit_by < decided_on:
        desk.notes.append(f"The plan was due on {say_day(submit_by)}, before the Panel required it.")
    return reference


def _require_each(desk: Desk, plan: Plan, requirements: tuple[str, ...], findings: tuple[str, ...]) -> None:
    by_requirement: dict[object, object] = {}
    for asked in findings:
        finding = desk.find(Finding, asked, field="findings")
        if finding.case_id != plan.case_id:
            raise Refused(f"{finding.reference} belongs to another case.", field="findings")
        if finding.state in (FindingState.DISCARDED, FindingState.WITHDRAWN):
            raise Refused(f"{finding.reference} is {label(finding.state)}: no plan answers it.", field="findings")
        if finding.requirement_id is None:
            raise Refused(
                f"{finding.reference} names no requirement, so a plan cannot be measured against it.",
                rule="R70",
                paragraph="60",
                field="findings",
            )
        if finding.requirement_id in by_requirement:
            desk.notes.append(
                f"{finding.reference} is on a requirement that an earlier finding of this plan is on already; the plan"
                " answers the requirement once."
            )
        by_requirement.setdefault(finding.requirement_id, finding.id)
    wanted = {desk.find(Requirement, asked, field="requirements").id: None for asked in requirements}
    for requirement_id in dict.fromkeys((*wanted, *by_requirement)):
        desk.add(
            PlanRequirement(
                plan_id=plan.id, requirement_id=requirement_id, finding_id=by_requirement.get(requirement_id)
            )
        )
    if not wanted and not by_requirement:
        raise Refused(
            "Name the SMKI requirements the plan has to meet: the PMA advises on each of them.",
            rule="R70",
            paragraph="60",
            field="requirements",
        )


def version_of(desk: Desk, plan: Plan, number: int) -> PlanVersion:
    held = desk.all(PlanVersion, plan_id=plan.id, number=number)
    if not held:
        raise NotFound(f"{plan.reference} has no version {number}.", field="version")
    return held[0]
