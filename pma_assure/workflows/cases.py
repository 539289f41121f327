"""Cases: opened, noted upon, closed, reopened."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pma_assure.records.assessments import Assessment, Caveat
from pma_assure.records.cases import BreachConsideration, Case, CaseNote, CaseText, Finding
from pma_assure.records.emergency import Suspension
from pma_assure.records.extracts import Extract
from pma_assure.records.house import IrregularFact
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import Person
from pma_assure.records.plans import Plan
from pma_assure.rules.refusal import Refused
from pma_assure.rules.state_sets import (
    ENDED_ASSESSMENTS,
    ENDED_BREACHES,
    ENDED_EXTRACTS,
    ENDED_FINDINGS,
    ENDED_SUSPENSIONS,
)
from pma_assure.rules.vocabulary import (
    AssessmentState,
    CaseState,
    Classification,
    DecisionState,
    PlanState,
)
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, words

CaseRef = Annotated[str, ref("case", label="Case")]


def open_folder(desk: Desk, reference: str) -> Case:
    """The case, if it is open: nothing new is begun in a closed folder."""
    folder = desk.find(Case, reference, field="case")
    return still_open(folder)


def still_open(folder: Case) -> Case:
    if folder.state != CaseState.OPEN:
        raise Refused(f"{folder.reference} is closed. Reopen it, with a reason, before something is begun in it.")
    return folder


def add_note(desk: Desk, case_id: UUID, note: str) -> None:
    """Keep a reason where people look for it, for a record that has no place of its own for it."""
    desk.add(CaseNote(case_id=case_id, noted_on=desk.day, noted_by_id=desk.acting.person_id, note=note))


@deed("case.open", "Open a case", refuses=("the organisation was withdrawn",))
def open_case(
    desk: Desk,
    *,
    title: Annotated[str, line("Title", "One matter: “Halden Power plc: ARO key ceremony”.")],
    organisation: Annotated[str, ref("organisation", label="About")],
    summary: Annotated[str, words("What the matter is")] = "",
    opened_on: Annotated[date | None, plain("Opened on", usually_today=True)] = None,
    classification: Annotated[Classification, plain("Classification")] = Classification.RESTRICTED,
    owner: Annotated[str | None, ref("person", label="Kept by")] = None,
    proportionality: Annotated[
        str, words("Proportionality", "How the remedy fits the participant's size (paragraph 31).")
    ] = "",
) -> str:
    """Open the folder for one matter about one organisation; it may begin with anything (R67)."""
    about = desk.find(Organisation, organisation, field="organisation")
    if about.withdrawn_on is not None:
        raise Refused(f"{about.name} was taken out of use: {about.withdrawn_reason}", field="organisation")
    day = opened_on or desk.day
    desk.not_ahead(day, field="opened_on")
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
    text = desk.beside(CaseText, case_id=found.id)
    given: dict[str, object] = {
        "title": title or None,
        "classification": classification,
        "summary": summary,
        "proportionality": proportionality,
    }
    desk.expect_version(found, version, given, beside=(text,))
    if owner is not None:
        found.owner_id = desk.find(Person, owner, field="owner").id
    desk.change(found, given, beside=(text,))
    return found.reference


@deed("case.note", "Add a note")
def note(
    desk: Desk,
    *,
    case: CaseRef,
    note: Annotated[str, words("Note", "A call, a letter, why something waits. A note is never changed.")],
    noted_on: Annotated[date | None, plain("Day", usually_today=True)] = None,
) -> str:
    """Keep a dated note: dialogue, telephone calls, what a thing owed "as soon as practicable" waits for (6.4 k)."""
    found = desk.find(Case, case, field="case")
    desk.add(CaseNote(case_id=found.id, noted_on=noted_on or desk.day, noted_by_id=desk.acting.person_id, note=note))
    return found.reference


@deed(
    "case.close",
    "Close the case",
    refuses=(
        "an assessment is not concluded, cancelled or discontinued",
        "a finding is not closed, noted or withdrawn",
        "a breach consideration, plan, extract or suspension is open",
        "an irregular fact is not settled, or a decision is purported or marked “re-evaluate”",
    ),
)
def close(desk: Desk, *, case: CaseRef, reason: Annotated[str, words("Reason")]) -> str:
    """Close the folder when nothing in it is open any more."""
    found = desk.find(Case, case, field="case")
    open_things = [
        *(row.reference for row in desk.all(Assessment, case_id=found.id) if row.state not in ENDED_ASSESSMENTS),
        *(row.reference for row in desk.all(Finding, case_id=found.id) if row.state not in ENDED_FINDINGS),
        *(row.reference for row in desk.all(BreachConsideration, case_id=found.id) if row.state not in ENDED_BREACHES),
        *(row.reference for row in desk.all(Plan, case_id=found.id) if row.state != PlanState.CLOSED),
        *(row.reference for row in desk.all(Extract, case_id=found.id) if row.state not in ENDED_EXTRACTS),
        *(row.reference for row in desk.all(Suspension, case_id=found.id) if row.state not in ENDED_SUSPENSIONS),
    ]
    said = [f"{', '.join(sorted(open_things))} still open"] if open_things else []
    said += _not_put_right(desk, found)
    if said:
        raise Refused(
            f"{found.reference} cannot be closed: {'; '.join(said)}.", rule="R12", paragraph="18", field="case"
        )
    desk.step(found, CaseState.CLOSED, kind="case", deed="case.close")
    found.closed_on = desk.day
    waiting = _open_caveats(desk, found)
    if waiting:
        verb = "is" if len(waiting) == 1 else "are"
        desk.notes.append(
            f"{', '.join(waiting)} {verb} not met: what the PMA concluded is still owed in a closed case."
        )
    desk.beside(CaseText, case_id=found.id).state_reason = reason
    return found.reference


def _open_caveats(desk: Desk, folder: Case) -> list[str]:
    """The caveats of conclusions that stand, neither met nor withdrawn."""
    concluded = desk.all(Assessment, case_id=folder.id, state=AssessmentState.CONCLUDED, superseded_by_id=None)
    held = desk.all(
        Caveat,
        Caveat.assessment_id.in_([row.id for row in concluded]),
        met_on=None,
        withdrawn_on=None,
        order_by=Caveat.reference,
    )
    return [row.reference for row in held]


def _not_put_right(desk: Desk, folder: Case) -> list[str]:
    """What in the case nothing regular can rest on yet, said for each; a purported decision until it is settled."""
    facts = desk.all(IrregularFact, case_id=folder.id)
    settled = {row.record_id for row in facts if row.settled_on is not None}
    settled -= {row.record_id for row in facts if row.settled_on is None}
    decisions = desk.all(Decision, case_id=folder.id, order_by=Decision.reference)
    purported = [row for row in decisions if row.state == DecisionState.PURPORTED and row.id not in settled]
    listed = {row.id for row in purported}
    irregular = [row for row in facts if row.settled_on is None and row.record_id not in listed]
    return [
        *(f"{row.reference} is purported" for row in purported),
        *(
            f"{row.reference} is marked “re-evaluate”"
            for row in decisions
            if row.reevaluate and row.state == DecisionState.RECORDED
        ),
        *(
            f"{row.reference} is irregular under {row.rule} and not settled"
            for row in sorted(irregular, key=lambda row: (row.reference, row.rule))
        ),
    ]


@deed("case.reopen", "Reopen the case")
def reopen(desk: Desk, *, case: CaseRef, reason: Annotated[str, words("Reason")]) -> str:
    """Open a closed folder again."""
    found = desk.find(Case, case, field="case")
    desk.step(found, CaseState.OPEN, kind="case", deed="case.reopen")
    found.closed_on = None
    desk.beside(CaseText, case_id=found.id).state_reason = reason
    return found.reference
