"""Breach considerations: opened, gathered, put off, ended, opened again (R67, paragraph 59)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.assessments import Assessment
from pma_assure.records.breaches import BreachFinding, BreachRequirement
from pma_assure.records.cases import BreachConsideration, BreachText, Case, Finding, PanelOutcome
from pma_assure.records.document_set import Requirement
from pma_assure.records.house import RegisterIdentity
from pma_assure.records.plans import Plan
from pma_assure.rules.breach import AT_WORK
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import BreachState, BreachTrigger, BreachView, FindingState, PlanState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import CaseRef, open_folder, still_open
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, refs, words

BreachRef = Annotated[str, ref("breach", label="Breach consideration")]
KIND = "breach consideration"


def find_breach(desk: Desk, reference: str) -> BreachConsideration:
    return desk.find(BreachConsideration, reference, field="breach")


def at_work(desk: Desk, reference: str) -> BreachConsideration:
    """The consideration, while what it is made of may change. Refused once the PMA has considered it."""
    found = find_breach(desk, reference)
    still_open(desk.session.get_one(Case, found.case_id))
    if found.state not in AT_WORK:
        raise Refused(
            f"{found.reference} is {label(found.state)}: what the PMA considered stands as it was. Keep what is new as"
            " a note; once the consideration has ended, reopen it with the new facts.",
            rule="R67",
            paragraph="59",
            field="breach",
        )
    return found


def move(desk: Desk, breach: BreachConsideration, to: BreachState, deed_name: str, on: date | None = None) -> None:
    """Take a step, and keep the day the new state began."""
    desk.step(breach, to, kind=KIND, deed=deed_name)
    breach.state_on = desk.day if on is None else on


def open_consideration(
    desk: Desk, case: Case, *, title: str, trigger: BreachTrigger, allegation: str, opened_on: date
) -> BreachConsideration:
    """Make a consideration in state Opened; also what a failed plan does (states.md)."""
    breach = desk.add(
        BreachConsideration(
            reference=desk.allot("BRCH", opened_on.year),
            case_id=case.id,
            title=title,
            trigger=trigger,
            state=BreachState.OPENED,
            opened_on=opened_on,
            state_on=opened_on,
        )
    )
    desk.session.flush()
    desk.add(BreachText(breach_id=breach.id, allegation=allegation))
    return breach


@deed(
    "breach.open",
    "Open a breach consideration",
    refuses=(
        "an assessment or a finding of another organisation",
        "a finding that is a draft, discarded or withdrawn (R67, paragraph 59)",
    ),
)
def open_breach(
    desk: Desk,
    *,
    case: CaseRef,
    title: Annotated[str, line("Title")],
    trigger: Annotated[BreachTrigger, plain("What set it off", "An assessment, or anything else (paragraph 59).")],
    allegation: Annotated[str, words("What is alleged")],
    opened_on: Annotated[date | None, plain("Opened on", usually_today=True)] = None,
    assessment: Annotated[str | None, ref("assessment", label="Assessment", help="Where one stands behind it.")] = None,
    requirements: Annotated[tuple[str, ...], refs("requirement", label="Requirements said not to be met")] = (),
    findings: Annotated[tuple[str, ...], refs("finding", label="Findings it comes from")] = (),
) -> str:
    """Begin to consider whether there has been a material breach; no assessment is needed (R67)."""
    folder = open_folder(desk, case)
    desk.not_ahead(opened_on or desk.day, field="opened_on")
    breach = open_consideration(
        desk, folder, title=title, trigger=trigger, allegation=allegation, opened_on=opened_on or desk.day
    )
    if assessment is not None:
        behind = desk.find(Assessment, assessment, field="assessment")
        if behind.organisation_id != folder.organisation_id:
            raise Refused(f"{behind.reference} is of another organisation.", field="assessment")
        breach.assessment_id = behind.id
    for asked in requirements:
        link_requirement(desk, breach, asked, field="requirements")
    for asked in findings:
        escalate(desk, breach, asked, field="findings")
    return breach.reference


def link_requirement(desk: Desk, breach: BreachConsideration, asked: str, *, field: str) -> None:
    """Name a requirement in its version; one that was withdrawn stands again."""
    requirement = desk.find(Requirement, asked, field=field)
    desk.session.flush()
    held = desk.all(BreachRequirement, breach_id=breach.id, requirement_id=requirement.id)
    if held:
        held[0].withdrawn_on = None
        return
    desk.add(BreachRequirement(breach_id=breach.id, requirement_id=requirement.id))


def escalate(desk: Desk, breach: BreachConsideration, asked: str, *, field: str) -> None:
    """Link a finding of the same organisation that is escalated into the consideration; its requirement comes along.

    Raises Refused for a draft and for what fell: nothing can be considered on it (R67, paragraph 59).
    """
    finding = desk.find(Finding, asked, field=field)
    if finding.state in (FindingState.DRAFT, FindingState.DISCARDED, FindingState.WITHDRAWN):
        raise Refused(
            f"{finding.reference} is {label(finding.state)}: nothing can be considered on it.",
            rule="R67",
            paragraph="59",
            field=field,
        )
    theirs, ours = desk.session.get_one(Case, finding.case_id), desk.session.get_one(Case, breach.case_id)
    if theirs.organisation_id != ours.organisation_id:
        raise Refused(f"{finding.reference} is about another organisation.", field=field)
    desk.session.flush()
    held = desk.all(BreachFinding, breach_id=breach.id, finding_id=finding.id)
    if held:
        held[0].withdrawn_on = None
    else:
        desk.add(BreachFinding(breach_id=breach.id, finding_id=finding.id))
    if finding.requirement_id is not None:
        cited = desk.session.get_one(Requirement, finding.requirement_id)
        link_requirement(desk, breach, cited.reference, field=field)


@deed("breach.gather_facts", "Begin to gather facts")
def gather_facts(desk: Desk, *, breach: BreachRef) -> str:
    """The trigger is recorded; the facts are being gathered."""
    found = find_breach(desk, breach)
    move(desk, found, BreachState.GATHERING_FACTS, "breach.gather_facts")
    found.return_on = None
    return found.reference


@deed("breach.defer", "Put the consideration off", refuses=("a day to return that is over",))
def defer(
    desk: Desk,
    *,
    breach: BreachRef,
    reason: Annotated[str, words("Reason")],
    return_on: Annotated[date, plain("To return on")],
) -> str:
    """Put off what was ready for the PMA, with a reason and the day on which it returns."""
    found = find_breach(desk, breach)
    if return_on < desk.day:
        raise Refused("The day to return is over; choose one that lies ahead.", field="return_on")
    move(desk, found, BreachState.DEFERRED, "breach.defer")
    found.return_on = return_on
    desk.beside(BreachText, breach_id=found.id).state_reason = reason
    return found.reference


@deed("breach.discontinue", "Discontinue the consideration")
def discontinue(desk: Desk, *, breach: BreachRef, reason: Annotated[str, words("Reason")]) -> str:
    """Stop considering, with a reason that is reported to the next meeting: nobody buries one alone."""
    found = find_breach(desk, breach)
    move(desk, found, BreachState.DISCONTINUED, "breach.discontinue")
    desk.beside(BreachText, breach_id=found.id).state_reason = reason
    desk.notes.append(f"Report {found.reference} to the next meeting: list it there.")
    return found.reference


@deed("breach.reopen", "Reopen the consideration", refuses=("the case is closed",))
def reopen(desk: Desk, *, breach: BreachRef, reason: Annotated[str, words("The new facts")]) -> str:
    """Open an ended consideration again on new facts. The PMA's view is open again; what it advised stays as it was."""
    found = find_breach(desk, breach)
    still_open(desk.session.get_one(Case, found.case_id))
    move(desk, found, BreachState.REOPENED, "breach.reopen")
    # The decision, the advice and the audit trail keep the first view; the participant is heard anew.
    found.view = found.considered_on = found.decision_id = None
    found.represent_by = found.return_on = None
    text = desk.beside(BreachText, breach_id=found.id)
    text.state_reason, text.why_no_representations = reason, ""
    return found.reference


@deed("breach.record_past", "Record a consideration made earlier")
def record_past(
    desk: Desk,
    *,
    case: CaseRef,
    title: Annotated[str, line("Title")],
    trigger: Annotated[BreachTrigger, plain("What set it off")],
    allegation: Annotated[str, words("What was alleged")],
    view: Annotated[BreachView, plain("The PMA's view")],
    reasons: Annotated[str, words("Reasons, as minuted")],
    opened_on: Annotated[date, plain("Opened on")],
    considered_on: Annotated[date, plain("Considered on")],
    source: Annotated[
        str, words("Where it is kept", "The minutes and the advice that show it: they are not in this register.")
    ],
    requirements: Annotated[
        tuple[str, ...],
        refs("requirement", label="Requirements considered", help="Later considerations are compared by them."),
    ] = (),
) -> str:
    """Keep a consideration that the PMA made and advised on before this register was kept, with where it is shown.

    It stands as Advised, so that the Panel's outcome can rest on it; no decision of this register is claimed for it.
    One considered since the register is kept, its first day included, is irregular: its meeting and its decision
    belong here.
    """
    folder = open_folder(desk, case)
    desk.not_ahead(considered_on, field="considered_on")
    if considered_on < opened_on:
        raise Refused("It cannot have been considered before it was opened.", field="considered_on")
    breach = open_consideration(desk, folder, title=title, trigger=trigger, allegation=allegation, opened_on=opened_on)
    breach.state, breach.view, breach.considered_on = BreachState.ADVISED, view, considered_on
    breach.state_on = considered_on
    text = desk.beside(BreachText, breach_id=breach.id)
    text.reasons, text.source = reasons, source
    for asked in requirements:
        link_requirement(desk, breach, asked, field="requirements")
    (identity,) = desk.all(RegisterIdentity)
    kept_since = uk_day(identity.made_at)
    if considered_on >= kept_since:
        # The way past a quorum must not lie here: what is considered now has its meeting and its decision.
        desk.keep_irregular(
            breach,
            f"{breach.reference} is said to have been considered on {say_day(considered_on)}; this register has been"
            f" kept since {say_day(kept_since)}, and no decision of the PMA in it shows that",
            rule="R67",
            paragraph="59",
            case_id=folder.id,
        )
    return breach.reference


@deed("breach.close", "Close the consideration", refuses=("the plan the Panel required is not closed",))
def close(desk: Desk, *, breach: BreachRef) -> str:
    """Close it once the plan that followed is closed, or none was required."""
    found = find_breach(desk, breach)
    outcomes = [row.id for row in desk.all(PanelOutcome, breach_id=found.id)]
    still_waiting = [
        plan.reference
        for plan in desk.all(Plan, Plan.outcome_id.in_(outcomes), order_by=Plan.reference)
        if plan.state != PlanState.CLOSED
    ]
    if still_waiting:
        raise Refused(f"{found.reference} waits for {', '.join(still_waiting)}, which is not closed.", field="breach")
    move(desk, found, BreachState.CLOSED, "breach.close")
    return found.reference
