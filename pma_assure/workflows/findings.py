"""Findings: raised as a draft, opened and put to the participant, discarded. What they become is in ``finding_*``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.assessments import Assessment
from pma_assure.records.cases import Finding, FindingText
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.rules.calendar import is_weekend
from pma_assure.rules.findings import LIMIT_OF_IMPACT, VersionFact, VersionThen, occurred_on, version_then, weight_of
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import FindingClass, FindingState, Impact
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import CaseRef, add_note, open_folder
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.evidence import supporting
from pma_assure.workflows.finding_links import link_recurrence, say_what_recurs
from pma_assure.workflows.parameters import line, plain, ref, words
from pma_assure.workflows.time_limits import due_by

FindingRef = Annotated[str, ref("finding", label="Finding")]
CALLED_OBSERVATION = "is called an Observation"
"""Words by which the irregular fact of a requirement that was not met and called an Observation is known."""


@deed(
    "finding.draft",
    "Raise a finding",
    refuses=("the assessment belongs to another case", "the earlier finding is not closed, or of another participant"),
)
def draft(
    desk: Desk,
    *,
    case: CaseRef,
    title: Annotated[str, line("Finding in short")],
    finding_class: Annotated[FindingClass, plain("Class")],
    statement: Annotated[str, words("What was found", "As the assessor wrote it.")],
    identified_on: Annotated[date, plain("Identified on")],
    requirement: Annotated[
        str | None, ref("requirement", label="Requirement", help="The clause that was not met.")
    ] = None,
    began_on: Annotated[date | None, plain("Non-compliance began on")] = None,
    ended_on: Annotated[date | None, plain("Non-compliance ended on")] = None,
    impact: Annotated[str, words("Impact")] = "",
    root_cause: Annotated[str, words("Root cause")] = "",
    source: Annotated[str, line("Source", "Which assessment or report it comes from.")] = "",
    assessment: Annotated[str | None, ref("assessment", label="Assessment")] = None,
    impact_level: Annotated[
        Impact | None, plain("Impact level", "What it means for the SMKI: the adopted time limit follows from it.")
    ] = None,
    recurrence_of: Annotated[
        str | None, ref("finding", label="Recurrence of", help="An earlier finding, closed, that this one repeats.")
    ] = None,
) -> str:
    """Write a finding down as a draft; when it began, was identified and ended are three days (domain.md 4.3)."""
    folder = open_folder(desk, case)
    desk.not_ahead(identified_on, field="identified_on")
    if began_on is not None and began_on > identified_on:
        raise Refused("It was identified before it began; look at the days.", field="began_on")
    if ended_on is not None and ended_on < (began_on or ended_on):
        raise Refused("It ended before it began; look at the days.", field="ended_on")
    cited = None if requirement is None else desk.find(Requirement, requirement, field="requirement")
    found_by = None if assessment is None else desk.find(Assessment, assessment, field="assessment")
    if found_by is not None and found_by.case_id != folder.id:
        raise Refused(
            f"{found_by.reference} belongs to another case than {folder.reference}: raise the finding there.",
            field="assessment",
        )
    finding = desk.add(
        Finding(
            reference=desk.allot("FIND", identified_on.year),
            case_id=folder.id,
            requirement_id=None if cited is None else cited.id,
            title=title,
            finding_class=finding_class,
            state=FindingState.DRAFT,
            source=source or ("" if found_by is None else found_by.reference),
            began_on=began_on,
            identified_on=identified_on,
            ended_on=ended_on,
            assessment_id=None if found_by is None else found_by.id,
            impact=impact_level,
        )
    )
    desk.session.flush()
    desk.add(FindingText(finding_id=finding.id, statement=statement, impact=impact, root_cause=root_cause))
    if recurrence_of is not None:
        link_recurrence(desk, finding, recurrence_of)
    else:
        say_what_recurs(desk, finding)
    return finding.reference


def needs_requirement_and_evidence(desk: Desk, found: Finding, weight: FindingClass) -> None:
    """Refuse a Major or a Minor that names no requirement in a version, or rests on nothing (R02, R48)."""
    if found.requirement_id is None:
        raise Refused(
            f"{found.reference} is {label(weight)}: name the clause, in its version, that was not met.",
            rule="R02",
            paragraph="15",
            field="finding",
        )
    if not supporting(desk, found.id):
        raise Refused(
            f"{found.reference} is {label(weight)}: link the evidence it rests on first; what cannot be verified"
            " cannot support it alone.",
            rule="R48",
            paragraph="56",
            field="finding",
        )


@deed(
    "finding.open",
    "Open the finding",
    refuses=("a Major or Minor without a requirement in a version", "a Major or Minor without evidence"),
)
def open_finding(
    desk: Desk,
    *,
    finding: FindingRef,
    put_on: Annotated[date | None, plain("Put to the participant on", "Empty: today.")] = None,
    response_due: Annotated[
        date | None, plain("Response due", "Empty: by the time limit the PMA adopted; without one, undated.")
    ] = None,
    due: Annotated[
        date | None,
        plain("To be put right by", "Empty: by the time limit adopted for its impact; without one, undated."),
    ] = None,
) -> str:
    """Put the finding to the participant. Major and Minor need the requirement and evidence (R02, states.md)."""
    found = desk.find(Finding, finding, field="finding")
    put = put_on or desk.day
    desk.not_ahead(put, field="put_on")
    if put < found.identified_on:
        raise Refused("It cannot have been put to the participant before it was identified.", field="put_on")
    weight = weight_of(found.finding_class, found.pma_class)
    if weight != FindingClass.OBSERVATION:
        needs_requirement_and_evidence(desk, found, weight)
        check_version_in_force(desk, found)
    else:
        called_an_observation(desk, found)
    desk.step(found, FindingState.OPEN, kind="finding", deed="finding.open")
    found.response_due = response_due or due_by(desk, "finding_response", put)
    if found.response_due is not None and found.response_due < put:
        raise Refused("The response cannot be due before the finding was put.", field="response_due")
    if weight != FindingClass.OBSERVATION:
        limit = None if found.impact is None else LIMIT_OF_IMPACT.get(found.impact)
        first_due(desk, found, due or (None if limit is None else due_by(desk, limit, found.identified_on)))
    if found.recurrence_of_id is None:
        say_what_recurs(desk, found)
    return found.reference


def first_due(desk: Desk, found: Finding, due: date | None) -> None:
    """Set the day by which a finding is to be put right for the first time; it is kept for ever (invariant 7)."""
    if due is None:
        return
    if due < found.identified_on:
        raise Refused("It cannot be due before it was identified.", field="due")
    found.baseline_due = found.current_due = due
    if is_weekend(due):
        desk.notes.append(f"{found.reference} is due on {say_day(due)}, a weekend; the date is not moved.")


def called_an_observation(desk: Desk, found: Finding) -> None:
    """A requirement that was not met is no Observation: kept as the assessor wrote it, irregular (R02)."""
    if found.requirement_id is None:
        return
    requirement = desk.session.get_one(Requirement, found.requirement_id)
    desk.keep_irregular(
        found,
        f"{found.reference} {CALLED_OBSERVATION} and says that {requirement.reference} was not met; a"
        " requirement not met is a Minor or a Major",
        rule="R02",
        paragraph="15",
        case_id=found.case_id,
    )


def version_of(desk: Desk, found: Finding) -> tuple[Requirement, DocumentVersion, VersionThen]:
    """The clause a finding cites, its version, and which version was in force when the non-compliance occurred."""
    requirement = desk.session.get_one(Requirement, found.requirement_id)
    cited = desk.session.get_one(DocumentVersion, requirement.document_version_id)
    document = desk.session.get_one(SetDocument, cited.document_id)
    versions = desk.all(DocumentVersion, document_id=document.id)
    having = {row.document_version_id for row in desk.all(Requirement, clause=requirement.clause)}
    then = version_then(
        document.short_name,
        requirement.clause,
        cited.label,
        occurred_on(found.began_on, found.identified_on),
        [
            VersionFact(
                label=one.label,
                effective_from=one.effective_from,
                effective_to=one.effective_to,
                has_clause=one.id in having,
            )
            for one in versions
        ],
    )
    return requirement, cited, then


def check_version_in_force(desk: Desk, found: Finding) -> None:
    """Invariant 11: the requirement's version was in force when the non-compliance occurred."""
    requirement, cited, then = version_of(desk, found)
    if then.label == cited.label:
        return
    occurred = occurred_on(found.began_on, found.identified_on)
    desk.keep_irregular(
        found,
        f"{found.reference} cites {requirement.reference}, whose version was not in force on {say_day(occurred)};"
        f" {then.sentence}",
        rule="R02",
        paragraph="15",
        case_id=found.case_id,
    )


@deed("finding.discard", "Discard the draft")
def discard(desk: Desk, *, finding: FindingRef, reason: Annotated[str, words("Reason")]) -> str:
    """Drop a draft; it stays in the register as discarded."""
    found = desk.find(Finding, finding, field="finding")
    desk.step(found, FindingState.DISCARDED, kind="finding", deed="finding.discard")
    desk.beside(FindingText, finding_id=found.id).state_reason = reason
    add_note(desk, found.case_id, f"{found.reference} was discarded as a draft: {reason}")
    return found.reference
