"""Remediation plans: required by the Panel, submitted, answered requirement by requirement, decided on (R70)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from pma_assure.records import contents
from pma_assure.records.cases import BreachConsideration, Finding, PanelOutcome
from pma_assure.records.document_set import Requirement
from pma_assure.records.papers import AdviceVersion
from pma_assure.records.plans import (
    Milestone,
    MilestoneText,
    Plan,
    PlanPart,
    PlanRequirement,
    PlanText,
    PlanVersion,
    ProposedMilestone,
    RequirementReview,
)
from pma_assure.rules.calendar import is_weekend
from pma_assure.rules.fingerprint import fingerprint
from pma_assure.rules.outcomes import differs
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.state_sets import ENDED_MILESTONES
from pma_assure.rules.vocabulary import (
    AdviceState,
    BreachState,
    FindingState,
    PanelOutcomeKind,
    PlanState,
    PlanVersionState,
    PlanView,
    RequirementAnswer,
)
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import CaseRef, open_folder
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, refs, rows, words

PlanRef = Annotated[str, ref("plan", label="Plan")]
VersionRead = Annotated[
    int | None,
    plain("Version read", "Of the row you read; 0 where there was none. Saving over a later one is refused."),
]
VersionNumber = Annotated[int, plain("Version", "Its number: 1, 2, ...")]
PanelDay = Annotated[date, plain("Decided by the Panel on")]
PanelSource = Annotated[str, line("As reported in", "Panel minutes 62, item 7; a letter of a day.")]
PanelWords = Annotated[str, words("In the Panel's words")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartGiven:
    """A part of the plan: paragraphs parted by an empty line."""

    heading: Annotated[str, line("Heading")]
    text: Annotated[str, words("Text")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneGiven:
    """A milestone as the participant proposes it."""

    title: Annotated[str, line("Action")]
    owner: Annotated[str, line("Owner")]
    due: Annotated[date, plain("Due")]
    criterion: Annotated[str, words("Judged complete when")] = ""
    finding: Annotated[str | None, ref("finding", label="Finding")] = None
    continues: Annotated[
        str | None, ref("milestone", label="Continues", help="The milestone of the approved plan it goes on with.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    """The PMA's answer for one requirement."""

    requirement: Annotated[str, ref("requirement", label="Requirement")]
    answer: Annotated[RequirementAnswer, plain("Answer")]
    reason: Annotated[str, words("Reason")]


def report_outcome(
    desk: Desk,
    *,
    case_id: object,
    prefix: str,
    kind: PanelOutcomeKind,
    decided_on: date,
    source: str,
    words_given: str,
    due: date | None = None,
    plan: Plan | None = None,
    breach: BreachConsideration | None = None,
    version: PlanVersion | None = None,
    advice: AdviceVersion | None = None,
) -> PanelOutcome:
    """Keep what the Panel decided, as reported. Never computed, never in the PMA's name (R69)."""
    desk.not_ahead(decided_on, field="decided_on")
    outcome = desk.add(
        PanelOutcome(
            reference=f"{prefix}/P{desk.count_up(f'{prefix}/P')}",
            case_id=case_id,
            breach_id=None if breach is None else breach.id,
            plan_id=None if plan is None else plan.id,
            plan_version_id=None if version is None else version.id,
            kind=kind,
            decided_on=decided_on,
            reported_on=desk.day,
            source=source,
            due=due,
            advice_version_id=None if advice is None else advice.id,
            differs_from_advice=advice is not None
            and differs(advice.view, kind, advised_due=advice.proposed_due, decided_due=due),
            words=words_given,
        )
    )
    desk.session.flush()
    return outcome


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


@deed("plan.draft_version", "Enter a version of the plan")
def draft_version(
    desk: Desk,
    *,
    plan: PlanRef,
    title: Annotated[str, line("Title on the document")],
    parts: Annotated[tuple[PartGiven, ...], rows("Parts")],
    milestones: Annotated[tuple[MilestoneGiven, ...], rows("Milestones")] = (),
) -> str:
    """Enter the text of a plan as the participant wrote it: its parts in order, and its milestones."""
    found = desk.find(Plan, plan, field="plan")
    if found.state in (PlanState.CLOSED, PlanState.VERIFIED):
        raise Refused(f"{found.reference} is {label(found.state)}: there is nothing left to plan.", field="plan")
    drafts = [row for row in desk.all(PlanVersion, plan_id=found.id) if row.state == PlanVersionState.DRAFT]
    if drafts:
        raise Refused(f"{drafts[0].reference} is still a draft: change that one, or submit it first.", field="plan")
    number = 1 + max((row.number for row in desk.all(PlanVersion, plan_id=found.id)), default=0)
    version = desk.add(
        PlanVersion(
            reference=f"{found.reference}/V{number}",
            plan_id=found.id,
            number=number,
            title=title,
            state=PlanVersionState.DRAFT,
        )
    )
    desk.session.flush()
    for position, part in enumerate(parts, 1):
        desk.add(PlanPart(plan_version_id=version.id, position=position, heading=part.heading, text=part.text))
    for milestone_number, milestone in enumerate(milestones, 1):
        _propose(desk, version, milestone_number, milestone)
    return version.reference


def _propose(desk: Desk, version: PlanVersion, number: int, given: MilestoneGiven) -> None:
    finding_id = _finding_of(desk, version, given.finding)
    continues_id = _continued(desk, version, number, given.continues)
    if is_weekend(given.due):
        desk.notes.append(
            f"Milestone {number} is due on a {given.due:%A}, {say_day(given.due)}; the date is not moved."
        )
    desk.add(
        ProposedMilestone(
            plan_version_id=version.id,
            number=number,
            title=given.title,
            owner=given.owner,
            due=given.due,
            criterion=given.criterion,
            finding_id=finding_id,
            continues_id=continues_id,
        )
    )


def _continued(desk: Desk, version: PlanVersion, number: int, reference: str | None) -> UUID | None:
    """The running milestone that the one in place ``number`` goes on with: of this plan, and continued only once."""
    if reference is None:
        return None
    milestone = desk.find(Milestone, reference, field="continues")
    if milestone.plan_id != version.plan_id:
        raise Refused(f"{milestone.reference} belongs to another plan.", field="continues")
    for other in desk.all(ProposedMilestone, plan_version_id=version.id, continues_id=milestone.id, withdrawn=False):
        if other.number != number:
            raise Refused(
                f"Milestone {other.number} of {version.reference} continues {milestone.reference} already.",
                field="continues",
            )
    return milestone.id


def _finding_of(desk: Desk, version: PlanVersion, reference: str | None) -> UUID | None:
    """The finding a milestone puts right: of the plan's own case."""
    if reference is None:
        return None
    finding = desk.find(Finding, reference, field="finding")
    if finding.case_id != desk.session.get_one(Plan, version.plan_id).case_id:
        raise Refused(f"{finding.reference} belongs to another case.", field="finding")
    return finding.id


def _draft(desk: Desk, plan: str, number: int) -> PlanVersion:
    found = desk.find(Plan, plan, field="plan")
    version = version_of(desk, found, number)
    if version.state != PlanVersionState.DRAFT:
        raise Refused(
            f"{version.reference} was submitted and stands as it is. A change is a new version.",
            rule="R70",
            paragraph="60",
            field="version",
        )
    return version


@deed(
    "plan.edit_part",
    "Change a part of a draft",
    refuses=("the version was submitted: it is frozen", "somebody else changed it since"),
)
def edit_part(
    desk: Desk,
    *,
    plan: PlanRef,
    version: VersionNumber,
    position: Annotated[int, plain("Part", "Its place: 1, 2, ...; the next number adds one.")],
    heading: Annotated[str, line("Heading")],
    text: Annotated[str, words("Text")],
    withdrawn: Annotated[bool, plain("Leave it out")] = False,
    version_read: VersionRead = None,
) -> str:
    """Change, add or leave out a part while the version is a draft."""
    draft = _draft(desk, plan, version)
    held = desk.all(PlanPart, plan_version_id=draft.id, position=position)
    if held:
        given: dict[str, object] = {"heading": heading, "text": text, "withdrawn": withdrawn}
        desk.expect_version(held[0], version_read, given, named=f"Part {position} of {draft.reference}")
        desk.change(held[0], given)
    else:
        count = len(desk.all(PlanPart, plan_version_id=draft.id))
        if position != count + 1:
            raise Refused(f"There are {count} parts; the next is {count + 1}.", field="position")
        desk.add(PlanPart(plan_version_id=draft.id, position=position, heading=heading, text=text, withdrawn=withdrawn))
    return draft.reference


@deed(
    "plan.edit_milestone",
    "Change a milestone of a draft",
    refuses=("the version was submitted: it is frozen", "somebody else changed it since"),
)
def edit_milestone(
    desk: Desk,
    *,
    plan: PlanRef,
    version: VersionNumber,
    number: Annotated[int, plain("Milestone", "Its number; the next number adds one.")],
    title: Annotated[str, line("Action")],
    owner: Annotated[str, line("Owner")],
    due: Annotated[date, plain("Due")],
    criterion: Annotated[str, words("Judged complete when")] = "",
    finding: Annotated[str | None, ref("finding", label="Finding")] = None,
    continues: Annotated[
        str | None, ref("milestone", label="Continues", help="Empty: as it was; of a new one, that it is new.")
    ] = None,
    withdrawn: Annotated[bool, plain("Leave it out")] = False,
    version_read: VersionRead = None,
) -> str:
    """Change, add or leave out a milestone while the version is a draft."""
    draft = _draft(desk, plan, version)
    given = MilestoneGiven(title=title, owner=owner, due=due, criterion=criterion, finding=finding, continues=continues)
    held = desk.all(ProposedMilestone, plan_version_id=draft.id, number=number)
    if not held:
        count = len(desk.all(ProposedMilestone, plan_version_id=draft.id))
        if number != count + 1:
            raise Refused(f"There are {count} milestones; the next is {count + 1}.", field="number")
        _propose(desk, draft, number, given)
        return draft.reference
    row = held[0]
    values: dict[str, object] = {
        "title": title,
        "owner": owner,
        "due": due,
        "criterion": criterion,
        "withdrawn": withdrawn,
    }
    desk.expect_version(row, version_read, values, named=f"Milestone {number} of {draft.reference}")
    continued = row.continues_id
    if continues is not None:
        continued = _continued(desk, draft, number, continues)
    elif continued is not None and not withdrawn:
        continued = _continued(desk, draft, number, desk.session.get_one(Milestone, continued).reference)
    desk.change(row, values)
    row.continues_id = continued
    row.finding_id = _finding_of(desk, draft, finding)
    return draft.reference


def freeze(desk: Desk, version: PlanVersion, submitted_on: date, *, deed_name: str) -> None:
    """Freeze a draft: from now on nothing in it changes, and its fingerprint is kept."""
    desk.session.flush()
    desk.not_ahead(submitted_on, field="submitted_on")
    _finished_stand(desk, version)
    if not [part for part in desk.all(PlanPart, plan_version_id=version.id) if not part.withdrawn]:
        raise Refused(f"{version.reference} has no part. Enter what the participant submitted.", field="version")
    version.frozen_fingerprint = fingerprint(contents.plan_version(desk.session, version.id))
    version.submitted_on = submitted_on
    desk.step(version, PlanVersionState.FROZEN, kind="plan version", deed=deed_name)


def _finished_stand(desk: Desk, version: PlanVersion) -> None:
    """What is Verified or Cancelled stands: continued, it is entered as it is, or its history would be lost."""
    proposed = desk.all(
        ProposedMilestone, plan_version_id=version.id, withdrawn=False, order_by=ProposedMilestone.number
    )
    continued = {row.continues_id: row for row in proposed if row.continues_id is not None}
    for held in desk.all(Milestone, plan_id=version.plan_id, order_by=Milestone.number):
        wanted = continued.get(held.id)
        if wanted is None:
            if held.state not in ENDED_MILESTONES:
                desk.notes.append(f"{held.reference} ({held.title}) is not in version {version.number}.")
            continue
        if held.state not in ENDED_MILESTONES:
            continue
        criterion = desk.beside(MilestoneText, milestone_id=held.id).criterion
        same_day = wanted.due in (held.baseline_due, held.current_due)
        if wanted.title != held.title or wanted.criterion != criterion or not same_day:
            raise Refused(
                f"{held.reference} is {label(held.state)} and stands as it is. Enter it unchanged, and what is new as a"
                " milestone that continues none.",
                rule="R70",
                paragraph="60",
                field="version",
            )


@deed(
    "plan.submit",
    "Record the submission",
    refuses=("the plan is not Required or Returned (R70, paragraph 60)", "the version is no draft, or has no part"),
)
def submit(
    desk: Desk,
    *,
    plan: PlanRef,
    version: VersionNumber,
    submitted_on: Annotated[date, plain("Submitted on", usually_today=True)],
) -> str:
    """Record that the participant submitted a version; it is frozen from then on. A late one is recorded as late."""
    found = desk.find(Plan, plan, field="plan")
    given = version_of(desk, found, version)
    returned = found.state == PlanState.RETURNED
    desk.step(found, PlanState.SUBMITTED, kind="plan", deed="plan.submit")
    freeze(desk, given, submitted_on, deed_name="plan.submit")
    supersede_earlier(desk, found, given, deed_name="plan.submit")
    found.submitted_version, found.state_on = given.number, submitted_on
    due = found.resubmit_by if returned else found.submit_by
    if due is not None and submitted_on > due:
        desk.notes.append(f"Submitted {(submitted_on - due).days} days late: it was due on {say_day(due)}.")
    return found.reference


def supersede_earlier(desk: Desk, plan: Plan, newest: PlanVersion, *, deed_name: str) -> None:
    for earlier in desk.all(PlanVersion, plan_id=plan.id, state=PlanVersionState.FROZEN):
        if earlier.number < newest.number:
            desk.step(earlier, PlanVersionState.SUPERSEDED, kind="plan version", deed=deed_name)


@deed("plan.answer", "Answer the requirements", refuses=("a requirement the plan was not required to meet",))
def answer(
    desk: Desk,
    *,
    plan: PlanRef,
    version: VersionNumber,
    answers: Annotated[tuple[AnswerGiven, ...], rows("Answers")],
) -> str:
    """Write down, for each SMKI requirement, whether this version meets it, and why: SMKI matters only (R70)."""
    found = desk.find(Plan, plan, field="plan")
    given = version_of(desk, found, version)
    if given.state == PlanVersionState.DRAFT:
        raise Refused(f"{given.reference} is not submitted yet.", rule="R70", paragraph="60", field="version")
    _not_yet_advised(desk, given)
    for requirement, one in asked_of(desk, found, answers):
        held = desk.all(RequirementReview, plan_version_id=given.id, requirement_id=requirement.id)
        if held:
            held[0].answer, held[0].reason = one.answer, one.reason
        else:
            desk.add(
                RequirementReview(
                    plan_version_id=given.id, requirement_id=requirement.id, answer=one.answer, reason=one.reason
                )
            )
    return given.reference


def asked_of(desk: Desk, plan: Plan, answers: Sequence[AnswerGiven]) -> list[tuple[Requirement, AnswerGiven]]:
    """Each answer with its requirement, which is one the plan has to meet."""
    asked = {row.requirement_id for row in desk.all(PlanRequirement, plan_id=plan.id)}
    found = []
    for one in answers:
        requirement = desk.find(Requirement, one.requirement, field="answers")
        if requirement.id not in asked:
            raise Refused(
                f"{requirement.reference} is not among the requirements {plan.reference} has to meet.",
                rule="R70",
                paragraph="60",
                field="answers",
            )
        found.append((requirement, one))
    return found


def _not_yet_advised(desk: Desk, version: PlanVersion) -> None:
    for advice in desk.all(AdviceVersion, plan_version_id=version.id):
        if advice.state != AdviceState.DRAFT and advice.milestone_id is None:
            raise Refused(
                f"The advice {advice.reference} on {version.reference} is issued and its answers stand. To put a"
                " mistake right, begin a corrected version of the advice and answer there.",
                rule="R68",
                paragraph="59",
                field="version",
            )


def unanswered(desk: Desk, plan: Plan, version: PlanVersion) -> list[str]:
    """References of the requirements that have no answer for this version yet."""
    answered = {row.requirement_id for row in desk.all(RequirementReview, plan_version_id=version.id)}
    missing = [
        row.requirement_id for row in desk.all(PlanRequirement, plan_id=plan.id) if row.requirement_id not in answered
    ]
    return sorted(desk.session.get_one(Requirement, key).reference for key in missing)


def advice_on(
    desk: Desk, plan: Plan, *views: PlanView, version: int | None = None, by: date | None = None
) -> AdviceVersion | None:
    """The newest issued advice on the plan with one of these views (any, where none is named).

    ``by`` asks for what the Panel had before it on that day: a version corrected since counts as it was.
    """
    found: AdviceVersion | None = None
    versions = {row.id: row.number for row in desk.all(PlanVersion, plan_id=plan.id)}
    stood = (AdviceState.ISSUED,) if by is None else (AdviceState.ISSUED, AdviceState.SUPERSEDED)
    for row in desk.all(
        AdviceVersion,
        AdviceVersion.plan_version_id.in_(versions),
        AdviceVersion.state.in_(stood),
        order_by=AdviceVersion.reference,
    ):
        if by is not None and (row.issued_on or date.max) > by:
            continue
        if views and row.view not in views:
            continue
        if version is not None and versions.get(row.plan_version_id) != version:  # type: ignore[arg-type]  # filtered above
            continue
        if found is None or (row.issued_on or date.min) >= (found.issued_on or date.min):
            found = row
    return found
