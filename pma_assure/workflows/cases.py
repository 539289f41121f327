"""Cases: opened, noted upon, closed, reopened."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.cases import BreachConsideration, Case, CaseNote, CaseText, Finding
from pma_assure.records.extracts import Extract
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import Person
from pma_assure.records.plans import Plan
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import (
    BreachState,
    CaseState,
    Classification,
    ExtractState,
    FindingState,
    PlanState,
)
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, words

CaseRef = Annotated[str, ref("case", label="Case")]
ENDED_FINDINGS = {FindingState.CLOSED, FindingState.NOTED, FindingState.WITHDRAWN, FindingState.DISCARDED}
ENDED_EXTRACTS = {ExtractState.RELEASED, ExtractState.CORRECTED, ExtractState.RECALLED, ExtractState.WITHHELD_ENTIRELY}


@deed("case.open", "Open a case")
def open_case(
    desk: Desk,
    *,
    title: Annotated[str, line("Title", "One matter: “Halden Power plc: ARO key ceremony”.")],
    organisation: Annotated[str, ref("organisation", label="About")],
    summary: Annotated[str, words("What the matter is")] = "",
    opened_on: Annotated[date | None, plain("Opened on")] = None,
    classification: Annotated[Classification, plain("Classification")] = Classification.RESTRICTED,
    owner: Annotated[str | None, ref("person", label="Kept by")] = None,
    proportionality: Annotated[
        str, words("Proportionality", "How the remedy fits the participant's size (paragraph 31).")
    ] = "",
) -> str:
    """Open the folder for one matter about one organisation; it may begin with anything (R67)."""
    about = desk.find(Organisation, organisation, field="organisation")
    day = opened_on or desk.day
    case = desk.add(
        Case(
            reference=desk.allot("CASE", day.year),
            title=title,
            organisation_id=about.id,
            owner_id=desk.acting.person_id if owner is None else desk.find(Person, owner, field="owner").id,
            opened_on=day,
            classification=classification,
            state=CaseState.OPEN,
        )
    )
    desk.session.flush()
    desk.add(CaseText(case_id=case.id, summary=summary, proportionality=proportionality))
    return case.reference


@deed("case.edit", "Change a case", refuses=("somebody else changed it since it was read",))
def edit(
    desk: Desk,
    *,
    case: CaseRef,
    title: Annotated[str | None, line("Title")] = None,
    summary: Annotated[str | None, words("What the matter is")] = None,
    proportionality: Annotated[str | None, words("Proportionality")] = None,
    classification: Annotated[Classification | None, plain("Classification")] = None,
    owner: Annotated[str | None, ref("person", label="Kept by")] = None,
    version: Annotated[
        int | None, plain("Version", "The version you read; saving over a later one is refused.")
    ] = None,
) -> str:
    """Change what is written on the folder."""
    found = desk.find(Case, case, field="case")
    desk.expect_version(found, version, {"title": title, "classification": classification})
    found.title = title if title is not None else found.title
    found.classification = classification if classification is not None else found.classification
    if owner is not None:
        found.owner_id = desk.find(Person, owner, field="owner").id
    text = desk.beside(CaseText, case_id=found.id)
    text.summary = summary if summary is not None else text.summary
    text.proportionality = proportionality if proportionality is not None else text.proportionality
    return found.reference


@deed("case.note", "Add a note")
def note(
    desk: Desk,
    *,
    case: CaseRef,
    note: Annotated[str, words("Note", "A call, a letter, why something waits. A note is never changed.")],
    noted_on: Annotated[date | None, plain("Day")] = None,
) -> str:
    """Keep a dated note: dialogue, telephone calls, what a thing owed "as soon as practicable" waits for (6.4 k)."""
    found = desk.find(Case, case, field="case")
    desk.add(CaseNote(case_id=found.id, noted_on=noted_on or desk.day, noted_by_id=desk.acting.person_id, note=note))
    return found.reference


@deed(
    "case.close",
    "Close the case",
    refuses=("a finding is not closed, noted or withdrawn", "a breach consideration, plan or extract is open"),
)
def close(desk: Desk, *, case: CaseRef, reason: Annotated[str, words("Reason")]) -> str:
    """Close the folder when nothing in it is open any more."""
    found = desk.find(Case, case, field="case")
    still_open = [
        *(row.reference for row in desk.all(Finding, case_id=found.id) if row.state not in ENDED_FINDINGS),
        *(
            row.reference
            for row in desk.all(BreachConsideration, case_id=found.id)
            if row.state not in (BreachState.CLOSED, BreachState.DISCONTINUED)
        ),
        *(row.reference for row in desk.all(Plan, case_id=found.id) if row.state != PlanState.CLOSED),
        *(row.reference for row in desk.all(Extract, case_id=found.id) if row.state not in ENDED_EXTRACTS),
    ]
    if still_open:
        raise Refused(f"{found.reference} cannot be closed: {', '.join(sorted(still_open))} still open.")
    desk.step(found, CaseState.CLOSED, kind="case", deed="case.close")
    found.closed_on = desk.day
    desk.beside(CaseText, case_id=found.id).state_reason = reason
    return found.reference


@deed("case.reopen", "Reopen the case")
def reopen(desk: Desk, *, case: CaseRef, reason: Annotated[str, words("Reason")]) -> str:
    """Open a closed folder again."""
    found = desk.find(Case, case, field="case")
    desk.step(found, CaseState.OPEN, kind="case", deed="case.reopen")
    found.closed_on = None
    desk.beside(CaseText, case_id=found.id).state_reason = reason
    return found.reference
