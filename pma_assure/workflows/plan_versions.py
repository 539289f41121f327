"""The versions of a plan as the participant writes them: parts, milestones, frozen when submitted (R70)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from pma_assure.records import contents
from pma_assure.records.cases import Finding
from pma_assure.records.plans import Milestone, MilestoneText, Plan, PlanPart, PlanVersion, ProposedMilestone
from pma_assure.rules.calendar import is_weekend
from pma_assure.rules.fingerprint import fingerprint
from pma_assure.rules.refusal import Refused
from pma_assure.rules.state_sets import ENDED_MILESTONES
from pma_assure.rules.vocabulary import PlanState, PlanVersionState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, rows, words
from pma_assure.workflows.plans import PlanRef, VersionNumber, version_of

VersionRead = Annotated[
    int | None,
    plain("Version read", "Of the row you read; 0 where there was none. Saving over a later one is refused."),
]


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
