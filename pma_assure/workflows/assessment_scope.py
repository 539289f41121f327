"""What an assessment is against and of: criteria in their versions, and the assertion of scope (R08, R52, R60)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pma_assure.records.assessments import Assessment, AssessmentCriterion, ScopeItem
from pma_assure.records.document_set import DocumentVersion, SetDocument
from pma_assure.records.organisations import Organisation
from pma_assure.records.reliance import RelianceDecision
from pma_assure.rules.assessments import Covered, Item, check_live_scope, coverage, unapproved
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import BEFORE_NOTICE
from pma_assure.rules.vocabulary import AssessmentState, Environment, ScopeCoverage, ServicePart
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.assessments import AssessmentRef, find_assessment, scope_lines, under_way
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.document_set import find_document, find_version
from pma_assure.workflows.parameters import line, plain, ref, rows, words

ScopeItemRef = Annotated[str, ref("scope_item", label="Scope item", help="ASMT-2026-0001/S1")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionGiven:
    """A document in one version to assess against."""

    document: Annotated[str, ref("document", label="Document")]
    version_label: Annotated[str, line("Version")]
    reason: Annotated[str, words("Reason", "Why one that is not approved is used.")] = ""


@deed(
    "assessment.set_criteria",
    "Set what is assessed against",
    refuses=(
        "a version that is not approved, without a reason (R08, paragraph 16)",
        "the participant was notified: the criteria are fixed",
        "a version is named twice, or none at all",
    ),
)
def set_criteria(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    criteria: Annotated[tuple[CriterionGiven, ...], rows("Criteria")],
) -> str:
    """Fix the document versions that are assessed against; one that is not approved only with a reason."""
    found = find_assessment(desk, assessment)
    put_criteria(desk, found, criteria)
    return found.reference


def put_criteria(desk: Desk, found: Assessment, criteria: tuple[CriterionGiven, ...]) -> None:
    """Make these the criteria; what is not among them any more stays as withdrawn."""
    if found.state not in BEFORE_NOTICE:
        raise Refused(
            f"{found.reference} is {label(found.state)}: its criteria were fixed when the participant was notified.",
            rule="R09",
            paragraph=paragraph("R09"),
            field="criteria",
        )
    if not criteria:
        raise Refused("Name at least one document in its version.", field="criteria")
    held = {row.document_version_id: row for row in desk.all(AssessmentCriterion, assessment_id=found.id)}
    wanted = set()
    for given in criteria:
        document = find_document(desk, given.document)
        version = find_version(desk, document, given.version_label)
        if version.id in wanted:
            raise Refused(f"{document.short_name} {version.label} is named twice.", field="criteria")
        wanted.add(version.id)
        warning = unapproved(document.short_name, version.label, version.state, given.reason, field="criteria")
        if warning:
            desk.notes.append(warning)
        row = held.get(version.id)
        if row is None:
            desk.add(AssessmentCriterion(assessment_id=found.id, document_version_id=version.id, reason=given.reason))
        else:
            row.withdrawn_on, row.reason = None, given.reason
    for key, row in held.items():
        if key not in wanted and row.withdrawn_on is None:
            row.withdrawn_on = desk.day


def say_unapproved(desk: Desk, found: Assessment) -> int:
    """Say again which criteria are not approved; refused where one lacks a reason. Gives how many there are."""
    desk.session.flush()
    standing = desk.all(AssessmentCriterion, assessment_id=found.id, withdrawn_on=None)
    for row in standing:
        version = desk.session.get_one(DocumentVersion, row.document_version_id)
        document = desk.session.get_one(SetDocument, version.document_id)
        warning = unapproved(document.short_name, version.label, version.state, row.reason, field="assessment")
        if warning:
            desk.notes.append(warning)
    return len(standing)


# --- scope -----------------------------------------------------------------------------------------------------------


@deed("assessment.add_scope_item", "Add to the scope", refuses=("the final report is in, or it has ended",))
def add_scope_item(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    component: Annotated[str, line("Component")],
    part: Annotated[ServicePart, plain("Part")],
    environment: Annotated[Environment, plain("Environment", "There are two services: test and live.")],
    operated_by: Annotated[str | None, ref("organisation", label="Operated by")] = None,
) -> str:
    """Add a line to the assertion of scope: which component, in which environment, operated by whom (R52)."""
    found = _open_scope(find_assessment(desk, assessment))
    operator = None if operated_by is None else desk.find(Organisation, operated_by, field="operated_by").id
    held = desk.all(ScopeItem, assessment_id=found.id)
    if any(
        row.withdrawn_on is None and row.component.casefold() == component.casefold() and row.environment == environment
        for row in held
    ):
        raise Refused(f"{component} ({label(environment).lower()}) is in the scope already.", field="component")
    number = 1 + len(held)
    item = desk.add(
        ScopeItem(
            reference=f"{found.reference}/S{number}",
            assessment_id=found.id,
            number=number,
            component=component,
            part=part,
            environment=environment,
            operated_by_id=operator,
            coverage=ScopeCoverage.OPEN,
        )
    )
    return item.reference


def _open_scope(found: Assessment) -> Assessment:
    return under_way(found, until=(AssessmentState.FINAL_REPORT_RECEIVED, AssessmentState.UNDER_REVIEW))


@deed(
    "assessment.drop_scope_item",
    "Take out of the scope",
    refuses=(
        "the final report is in, or it has ended",
        "the live SMKI service or the live repository of a planned pre-operational assessment (R52, paragraph 66)",
    ),
)
def drop_scope_item(desk: Desk, *, item: ScopeItemRef, reason: Annotated[str, words("Reason")]) -> str:
    """Take a line out of the assertion of scope, with the reason; it stays in the history."""
    row = desk.find(ScopeItem, item, field="item")
    found = _open_scope(desk.session.get_one(Assessment, row.assessment_id))
    if row.withdrawn_on is not None:
        raise Refused(f"{row.reference} was taken out of the scope already.", field="item")
    row.withdrawn_on, row.coverage_note = desk.day, reason
    if found.state not in (AssessmentState.PROPOSED, AssessmentState.POSTPONED):
        left: list[Covered] = scope_lines(desk, found)
        check_live_scope(found.kind, left, of=f"What is left of the scope of {found.reference}", field="item")
    return row.reference


@deed(
    "assessment.cover",
    "Say what covers it",
    refuses=(
        "not covered, without saying why; other evidence, without saying which",
        "a reliance of another organisation, or one that is not valid on the day (R60, paragraph 70)",
        "the assessment has ended, or was put to the PMA",
    ),
)
def cover(
    desk: Desk,
    *,
    item: ScopeItemRef,
    coverage: Annotated[ScopeCoverage, plain("Covered by")],
    note: Annotated[str, words("Why not, or by which evidence")] = "",
    reliance: Annotated[str | None, ref("reliance", label="Reliance", help="The decision to rely on it.")] = None,
) -> str:
    """Say of a line of the scope what covers it: the assessment, other evidence, or nothing and why (R60)."""
    row = desk.find(ScopeItem, item, field="item")
    under_way(desk.session.get_one(Assessment, row.assessment_id), until=(AssessmentState.UNDER_REVIEW,))
    if row.withdrawn_on is not None:
        raise Refused(f"{row.reference} was taken out of the scope.", field="item")
    if coverage == ScopeCoverage.NOT_COVERED and not note.strip():
        raise Refused(f"Say why {row.component} is not covered.", field="note")
    if reliance is not None and coverage != ScopeCoverage.OTHER_EVIDENCE:
        raise Refused("A reliance is other evidence: choose that, or leave the reliance out.", field="reliance")
    if coverage == ScopeCoverage.OTHER_EVIDENCE and reliance is None and not note.strip():
        raise Refused(
            f"Name the reliance decision that covers {row.component}, or say which other evidence does.",
            rule="R60",
            paragraph=paragraph("R60"),
            field="reliance",
        )
    relied = None if reliance is None else _reliance(desk, row, reliance)
    row.coverage, row.coverage_note = coverage, note
    row.reliance_id = None if relied is None else relied.id
    return row.reference


def _reliance(desk: Desk, row: ScopeItem, reliance: str) -> RelianceDecision:
    found = desk.find(RelianceDecision, reliance, field="reliance")
    assessment = desk.session.get_one(Assessment, row.assessment_id)
    about = {assessment.organisation_id, row.operated_by_id}
    objection = ""
    if found.organisation_id not in about:
        objection = f"{found.reference} is about another organisation"
    elif found.decision_id is None:
        objection = f"the PMA has not decided to rely on {found.reference}"
    elif not _valid(found, desk.day):
        objection = f"{found.reference} is not valid on {say_day(desk.day)}"
    if objection:
        raise Refused(
            f"{objection[0].upper()}{objection[1:]}: choose another, or assess the item.",
            rule="R60",
            paragraph=paragraph("R60"),
            field="reliance",
        )
    return found


def _valid(found: RelianceDecision, day: date) -> bool:
    ended = found.valid_to is not None and found.valid_to < day
    invalid = found.invalid_from is not None and found.invalid_from <= day
    return found.valid_from <= day and not ended and not invalid


def standing_items(desk: Desk, found: Assessment) -> list[ScopeItem]:
    desk.session.flush()
    return desk.all(ScopeItem, assessment_id=found.id, withdrawn_on=None, order_by=ScopeItem.number)


def say_coverage(desk: Desk, found: Assessment) -> None:
    """Say how much of the scope is covered: "Scope coverage 3 of 3"; or that there is nothing to cover."""
    count = coverage(
        Item(reference=row.reference, component=row.component, coverage=row.coverage)
        for row in standing_items(desk, found)
    )
    desk.notes.append(f"Scope coverage {count.sentence}." if count.total else "Nothing is in scope.")
