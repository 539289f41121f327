"""Evidence items: taken in with their bytes, linked to what they support, replaced, withdrawn, handed over."""

from __future__ import annotations

import hashlib
import mimetypes
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pma_assure.records.assessments import Assessment, Caveat
from pma_assure.records.breaches import BreachFact
from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.corrective import Action, CorrectiveActionPlan, Submission
from pma_assure.records.fieldwork import FieldLine
from pma_assure.records.mapping import Record
from pma_assure.records.papers import CustodyEntry, Evidence, EvidenceBytes, EvidenceLink
from pma_assure.records.plans import Milestone, Plan
from pma_assure.rules.breach import CONSIDERED
from pma_assure.rules.ownership import proves
from pma_assure.rules.references import kind_of
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import (
    ActionState,
    Classification,
    CompletionResult,
    EvidenceState,
    FindingClass,
    FindingState,
    MilestoneState,
)
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import CaseRef, open_folder
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import FileGiven, line, plain, ref, refs, words

EvidenceRef = Annotated[str, ref("evidence", label="Evidence")]
SUPPORTABLE: dict[str, type[Record]] = {
    "finding": Finding,
    "milestone": Milestone,
    "breach": BreachConsideration,
    "breach fact": BreachFact,
    "action": Action,
    "submission": Submission,
    "field_line": FieldLine,
}
"""Kind -> record. What a submission rests on is named where it is submitted or closed, and bears the finding's name."""
CHOSEN = tuple(kind for kind in SUPPORTABLE if kind != "submission")
"""What people name; a submission has no reference of its own, and its evidence comes with it."""

_TYPES = mimetypes.MimeTypes()
"""The library's own table, not the machine's: the same file has the same type everywhere."""


def _plain_name(name: str) -> str:
    """The name of the file without folders, whichever system it came from."""
    return name.replace("\\", "/").rsplit("/", 1)[-1].strip()[-200:] or "file"


def take_in(
    desk: Desk,
    case_id: UUID,
    *,
    title: str,
    source: str,
    received_on: date,
    file: FileGiven,
    classification: Classification,
    handling: str | None,
    verifiable: bool,
) -> Evidence:
    """Keep the bytes exactly as received, with their SHA-256; the first custody entry says who received them."""
    if not file.content:
        raise Refused(f"{file.name} is empty. Choose the file again.", field="file")
    if received_on > desk.day:
        raise Refused("Evidence cannot have been received on a day ahead.", field="received_on")
    item = desk.add(
        Evidence(
            reference=desk.allot("EVID", received_on.year),
            case_id=case_id,
            title=title,
            source=source,
            received_on=received_on,
            received_by_id=desk.acting.person_id,
            file_name=_plain_name(file.name),
            media_type=_TYPES.guess_type(file.name)[0] or "application/octet-stream",
            size=len(file.content),
            sha256=hashlib.sha256(file.content).hexdigest(),
            classification=classification,
            handling=handling,
            verifiable=verifiable,
            state=EvidenceState.HELD,
        )
    )
    desk.session.flush()
    desk.add(EvidenceBytes(evidence_id=item.id, content=file.content))
    desk.add(CustodyEntry(evidence_id=item.id, at=desk.now, person=desk.acting.name, what=f"received from {source}"))
    return item


@deed("evidence.add", "Add evidence", refuses=("the file is empty or cannot be read",))
def add(
    desk: Desk,
    *,
    case: CaseRef,
    title: Annotated[str, line("Title")],
    source: Annotated[str, line("From whom")],
    received_on: Annotated[date, plain("Received on", usually_today=True)],
    file: Annotated[FileGiven, plain("File")],
    classification: Annotated[Classification, plain("Classification")] = Classification.RESTRICTED,
    handling: Annotated[str | None, words("Handling")] = None,
    verifiable: Annotated[
        bool, plain("It can be verified", "Only what can be verified can support a finding alone.")
    ] = True,
    supports: Annotated[tuple[str, ...], refs(*CHOSEN, label="It supports")] = (),
) -> str:
    """Take in a piece of evidence; its bytes are kept exactly and never changed (invariant 10)."""
    folder = open_folder(desk, case)
    item = take_in(
        desk,
        folder.id,
        title=title,
        source=source,
        received_on=received_on,
        file=file,
        classification=classification,
        handling=handling,
        verifiable=verifiable,
    )
    for reference in supports:
        _support(desk, item, reference, "supports")
    return item.reference


def _support(desk: Desk, item: Evidence, reference: str, field: str) -> None:
    kind = kind_of(reference.split("/")[0])
    if kind == "assessment" and "/C" in reference.upper():
        raise Refused(
            f"{reference} is a caveat: name the evidence by which it is met when you record it as met.",
            rule="R51",
            paragraph="57",
            field=field,
        )
    if "/" in reference:
        part = {"plan": "milestone", "cap": "action", "breach": "breach fact"}
        if "/L" in reference.upper():
            part["assessment"] = "field_line"
        kind = part.get(kind, kind)
    if kind not in SUPPORTABLE:
        raise Refused(
            "Evidence supports a finding, a milestone, an action, a breach consideration or a fact of one, or a line of"
            f" a sheet of field work, not {reference}.",
            field=field,
        )
    record = desk.find(SUPPORTABLE[kind], reference, field=field)
    link_to(desk, item.reference, kind, record.id, reference.strip().upper())


def link_to(desk: Desk, evidence: str, kind: str, record_id: UUID, record_reference: str) -> None:
    """Link an item to what it supports; linking twice changes nothing, a withdrawn item cannot be linked.

    A link that was withdrawn keeps the day of its withdrawal; linked again, the item has a second one.
    """
    item = desk.find(Evidence, evidence, field="evidence")
    if item.state != EvidenceState.HELD:
        raise Refused(f"{item.reference} is {label(item.state)}; link the item that replaced it.", field="evidence")
    case_id = _case_of(desk, kind, record_id)
    if item.case_id != case_id:
        theirs = desk.session.get_one(Case, item.case_id).reference
        raise Refused(
            f"{item.reference} belongs to {theirs}, {record_reference} to another case. Take it in there as well.",
            field="evidence",
        )
    if desk.all(EvidenceLink, evidence_id=item.id, record_id=record_id, withdrawn_on=None):
        return
    desk.add(
        EvidenceLink(evidence_id=item.id, record_kind=kind, record_id=record_id, record_reference=record_reference)
    )


def _case_of(desk: Desk, kind: str, record_id: UUID) -> UUID:
    if kind == "milestone":
        record_id, kind = desk.session.get_one(Milestone, record_id).plan_id, "plan"
    if kind == "field_line":
        record_id, kind = desk.session.get_one(FieldLine, record_id).assessment_id, "assessment"
    if kind == "breach fact":
        record_id, kind = desk.session.get_one(BreachFact, record_id).breach_id, "breach"
    if kind == "action":
        record_id, kind = desk.session.get_one(Action, record_id).cap_id, "cap"
    if kind == "caveat":
        record_id, kind = desk.session.get_one(Caveat, record_id).assessment_id, "assessment"
    if kind == "submission":
        record_id, kind = desk.session.get_one(Submission, record_id).finding_id, "finding"
    folders: dict[str, type[Record]] = {
        **SUPPORTABLE,
        "plan": Plan,
        "assessment": Assessment,
        "cap": CorrectiveActionPlan,
    }
    record: Any = desk.session.get_one(folders[kind], record_id)
    return UUID(str(record.case_id))


def supporting(desk: Desk, record_id: UUID, *, received_by: date | None = None) -> list[Evidence]:
    """The items a record can rest on: linked, held, verifiable, and received by the day, where one is given."""
    desk.session.flush()
    links = desk.all(EvidenceLink, record_id=record_id, withdrawn_on=None)
    items = [desk.session.get_one(Evidence, row.evidence_id) for row in links]
    return [
        item
        for item in items
        if proves(item.state, verifiable=item.verifiable, received_on=item.received_on, by=received_by)
    ]


def _lost_support(desk: Desk, item: Evidence, links: list[EvidenceLink], why: str) -> None:
    """Mark what was verified or opened on evidence that is there no longer: the fact stays, and is owed its mending."""
    for row in links:
        if supporting(desk, row.record_id):
            continue
        record: Milestone | Finding | BreachFact | Action | Caveat
        if row.record_kind == "milestone":
            record = desk.session.get_one(Milestone, row.record_id)
            rests, rule, paragraph = record.state == MilestoneState.VERIFIED, "R70", "60"
        elif row.record_kind == "finding":
            record = desk.session.get_one(Finding, row.record_id)
            settled = (FindingState.DRAFT, FindingState.DISCARDED, FindingState.NOTED, FindingState.WITHDRAWN)
            rests = record.state not in settled and record.finding_class != FindingClass.OBSERVATION
            rule, paragraph = "R48", "56"
        elif row.record_kind == "breach fact":
            record = desk.session.get_one(BreachFact, row.record_id)
            considered = desk.session.get_one(BreachConsideration, record.breach_id).state in CONSIDERED
            rests, rule, paragraph = considered and record.withdrawn_on is None, "R67", "59"
        elif row.record_kind == "action":
            record = desk.session.get_one(Action, row.record_id)
            rests, rule, paragraph = record.state == ActionState.VERIFIED, "R57", "76"
        elif row.record_kind == "caveat":
            record = desk.session.get_one(Caveat, row.record_id)
            rests, rule, paragraph = record.met_on is not None, "R51", "57"
        elif row.record_kind == "submission":
            submission = desk.session.get_one(Submission, row.record_id)
            record = desk.session.get_one(Finding, submission.finding_id)
            rests = record.state == FindingState.CLOSED and submission.result == CompletionResult.ACCEPTED
            rule, paragraph = "R57", "76"
        else:
            continue
        if rests:
            desk.keep_irregular(
                record,
                f"{record.reference} rested on {item.reference} alone, which {why}",
                rule=rule,
                paragraph=paragraph,
                case_id=item.case_id,
            )


@deed(
    "evidence.link",
    "Link evidence",
    refuses=("the item was replaced or withdrawn", "the item belongs to another case"),
)
def link(
    desk: Desk,
    *,
    evidence: EvidenceRef,
    supports: Annotated[str, ref(*CHOSEN, label="It supports")],
) -> str:
    """Say what an item supports."""
    item = desk.find(Evidence, evidence, field="evidence")
    _support(desk, item, supports, "supports")
    return item.reference


@deed("evidence.unlink", "Withdraw a link to evidence")
def unlink(
    desk: Desk,
    *,
    evidence: EvidenceRef,
    supports: Annotated[str, ref(*CHOSEN, label="It does not support")],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Withdraw a link that was made by mistake; it stays in the history."""
    item = desk.find(Evidence, evidence, field="evidence")
    held = [
        row
        for row in desk.all(EvidenceLink, evidence_id=item.id)
        if row.record_reference == supports.strip().upper() and row.withdrawn_on is None
    ]
    if not held:
        raise Refused(f"{item.reference} is not linked to {supports}.", field="supports")
    held[0].withdrawn_on = desk.day
    desk.add(
        CustodyEntry(
            evidence_id=item.id,
            at=desk.now,
            person=desk.acting.name,
            what=f"no longer linked to {held[0].record_reference}: {reason}",
        )
    )
    _lost_support(desk, item, held, f"was found not to support it ({reason})")
    return item.reference


@deed("evidence.supersede", "Replace evidence")
def supersede(
    desk: Desk,
    *,
    evidence: EvidenceRef,
    file: Annotated[FileGiven, plain("New file")],
    received_on: Annotated[date, plain("Received on", usually_today=True)],
    reason: Annotated[str, words("Reason")],
    title: Annotated[str | None, line("Title", "Empty: as before.")] = None,
) -> str:
    """Replace an item by a new one; the old one stays, points to the new one, and its links stay with it."""
    old = desk.find(Evidence, evidence, field="evidence")
    new = take_in(
        desk,
        old.case_id,
        title=title or old.title,
        source=old.source,
        received_on=received_on,
        file=file,
        classification=old.classification,
        handling=old.handling,
        verifiable=old.verifiable,
    )
    desk.step(old, EvidenceState.SUPERSEDED, kind="evidence", deed="evidence.supersede")
    old.superseded_by, old.state_reason = new.reference, reason
    for row in desk.all(EvidenceLink, evidence_id=old.id):
        if row.withdrawn_on is None:
            link_to(desk, new.reference, row.record_kind, row.record_id, row.record_reference)
    return new.reference


@deed("evidence.withdraw", "Withdraw evidence")
def withdraw(desk: Desk, *, evidence: EvidenceRef, reason: Annotated[str, words("Reason")]) -> str:
    """Withdraw an item: it stays in the register, and nothing rests on it any more."""
    item = desk.find(Evidence, evidence, field="evidence")
    desk.step(item, EvidenceState.WITHDRAWN, kind="evidence", deed="evidence.withdraw")
    item.state_reason = reason
    _lost_support(
        desk, item, desk.all(EvidenceLink, evidence_id=item.id, withdrawn_on=None), f"was withdrawn ({reason})"
    )
    return item.reference


@deed("evidence.hand_over", "Record custody")
def hand_over(
    desk: Desk,
    *,
    evidence: EvidenceRef,
    person: Annotated[str, line("Who holds it now")],
    what: Annotated[str, words("What happened", "Handed over, returned, copied, destroyed at the source.")],
) -> str:
    """Add an entry to the item's custody log."""
    item = desk.find(Evidence, evidence, field="evidence")
    desk.add(CustodyEntry(evidence_id=item.id, at=desk.now, person=person, what=what))
    return item.reference
