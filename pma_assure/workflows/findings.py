"""Findings, as far as a remediation plan rests on them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.cases import Finding, FindingText
from pma_assure.records.document_set import DocumentVersion, Requirement
from pma_assure.records.house import IrregularFact
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import FindingClass, FindingState, Response
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import CaseRef, add_note, open_folder
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.evidence import supporting
from pma_assure.workflows.parameters import line, plain, ref, words

FindingRef = Annotated[str, ref("finding", label="Finding")]


@deed("finding.draft", "Raise a finding")
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
) -> str:
    """Write a finding down as a draft; when it began, was identified and ended are three days (domain.md 4.3)."""
    folder = open_folder(desk, case)
    desk.not_ahead(identified_on, field="identified_on")
    if began_on is not None and began_on > identified_on:
        raise Refused("It was identified before it began; look at the days.", field="began_on")
    if ended_on is not None and ended_on < (began_on or ended_on):
        raise Refused("It ended before it began; look at the days.", field="ended_on")
    cited = None if requirement is None else desk.find(Requirement, requirement, field="requirement")
    finding = desk.add(
        Finding(
            reference=desk.allot("FIND", identified_on.year),
            case_id=folder.id,
            requirement_id=None if cited is None else cited.id,
            title=title,
            finding_class=finding_class,
            state=FindingState.DRAFT,
            source=source,
            began_on=began_on,
            identified_on=identified_on,
            ended_on=ended_on,
        )
    )
    desk.session.flush()
    desk.add(FindingText(finding_id=finding.id, statement=statement, impact=impact, root_cause=root_cause))
    return finding.reference


@deed(
    "finding.open",
    "Open the finding",
    refuses=("a Major or Minor without a requirement in a version", "a Major or Minor without evidence"),
)
def open_finding(desk: Desk, *, finding: FindingRef) -> str:
    """Put the finding to the participant. Major and Minor need the requirement and evidence (R02, states.md)."""
    found = desk.find(Finding, finding, field="finding")
    if found.finding_class != FindingClass.OBSERVATION:
        if found.requirement_id is None:
            raise Refused(
                f"{found.reference} is {label(found.finding_class)}: name the clause, in its version, that was not"
                " met.",
                rule="R02",
                paragraph="15",
                field="finding",
            )
        if not supporting(desk, found.id):
            raise Refused(
                f"{found.reference} is {label(found.finding_class)}: link the evidence it rests on first; what"
                " cannot be verified cannot support it alone.",
                rule="R48",
                paragraph="56",
                field="finding",
            )
        _check_version_in_force(desk, found)
    elif found.requirement_id is not None:
        requirement = desk.session.get_one(Requirement, found.requirement_id)
        desk.keep_irregular(
            found,
            f"{found.reference} is called an Observation and says that {requirement.reference} was not met; a"
            " requirement not met is a Minor or a Major",
            rule="R02",
            paragraph="15",
            case_id=found.case_id,
        )
    desk.step(found, FindingState.OPEN, kind="finding", deed="finding.open")
    return found.reference


def _check_version_in_force(desk: Desk, found: Finding) -> None:
    """Invariant 11: the requirement's version was in force when the non-compliance occurred."""
    requirement = desk.session.get_one(Requirement, found.requirement_id)
    version = desk.session.get_one(DocumentVersion, requirement.document_version_id)
    occurred = found.began_on or found.identified_on
    in_force = (
        version.effective_from is not None
        and version.effective_from <= occurred
        and (version.effective_to is None or version.effective_to >= occurred)
    )
    if not in_force:
        desk.keep_irregular(
            found,
            f"{found.reference} cites {requirement.reference}, whose version was not in force on"
            f" {occurred.isoformat()}",
            rule="R02",
            paragraph="15",
            case_id=found.case_id,
        )


@deed("finding.discard", "Discard the draft")
def discard(desk: Desk, *, finding: FindingRef, reason: Annotated[str, words("Reason")]) -> str:
    """Drop a draft; it stays in the register as discarded."""
    found = desk.find(Finding, finding, field="finding")
    desk.step(found, FindingState.DISCARDED, kind="finding", deed="finding.discard")
    add_note(desk, found.case_id, f"{found.reference} was discarded as a draft: {reason}")
    return found.reference


@deed("finding.respond", "Record the participant's response")
def respond(
    desk: Desk,
    *,
    finding: FindingRef,
    response: Annotated[Response, plain("Response")],
    responded_on: Annotated[date, plain("Received on", usually_today=True)],
    words_given: Annotated[str, words("In the participant's words")] = "",
) -> str:
    """Record that the participant accepted or disputed the finding, in its own words."""
    found = desk.find(Finding, finding, field="finding")
    if responded_on < found.identified_on:
        raise Refused("A response cannot be older than the finding.", field="responded_on")
    desk.not_ahead(responded_on, field="responded_on")
    desk.step(found, FindingState(response.value), kind="finding", deed="finding.respond")
    text = desk.beside(FindingText, finding_id=found.id)
    if words_given.strip():
        text.response = words_given
    text.responded_on = responded_on
    return found.reference


@deed("finding.note", "Note the observation", refuses=("anything but an Observation",))
def note(desk: Desk, *, finding: FindingRef) -> str:
    """An Observation is noted: nothing is owed on it."""
    found = desk.find(Finding, finding, field="finding")
    if found.finding_class != FindingClass.OBSERVATION:
        raise Refused(
            f"{found.reference} is {label(found.finding_class)}; only an Observation is noted.", field="finding"
        )
    if desk.all(IrregularFact, record_id=found.id, rule="R02", settled_on=None):
        raise Refused(
            f"{found.reference} says that a requirement was not met: settle that with the assessor before it is noted.",
            rule="R02",
            paragraph="15",
            field="finding",
        )
    desk.step(found, FindingState.NOTED, kind="finding", deed="finding.note")
    return found.reference
