"""A sheet that was filled in away from the register, read back: line by line, and nothing overwritten (R50)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated
from uuid import UUID

from sqlalchemy import select

from pma_assure.records.assessments import Assessment, TeamMember
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.records.fieldwork import FieldLine, FieldLineText
from pma_assure.rules.fieldwork import check_line, signed_by_nobody
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import AssessmentState, FieldResult
from pma_assure.rules.wording import count, label
from pma_assure.rules.wording import day as say_day
from pma_assure.values.fieldwork_sheet import LONGEST_CELL, ReadLine, ReadSheet, shown_clause
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.assessments import happened_before_import
from pma_assure.workflows.deeds import check_value, deed, row_columns
from pma_assure.workflows.fieldwork import LineGiven, assessment_at_work, own_initials
from pma_assure.workflows.parameters import FileGiven, Service, plain, ref

SheetReader = Callable[[bytes, str], ReadSheet]


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A line of the sheet as the register holds it; ``clause`` is what its row shows: “RAPP 2.1, 7.4”."""

    row: FieldLine
    text: FieldLineText
    requirement: str
    clause: str


Held = dict[str, HeldLine]
"""Reference of a line -> the line."""
NAMES = {
    "test": "test",
    "sample": "sample",
    "seen": "what was seen",
    "result": "result",
    "initials": "initials",
    "tested_on": "day",
}
_COLUMNS = {column.name: column for column in row_columns(LineGiven)}


@deed(
    "fieldwork.read_back",
    "Take in a filled sheet",
    refuses=(
        "the file is no sheet of field work that this program made, or it is damaged",
        "the sheet belongs to another assessment, or to another register",
        "the assessment is over",
        "of a row: initials of nobody in the team (R50, paragraph 57)",
    ),
)
def read_back(
    desk: Desk,
    *,
    file: Annotated[FileGiven, plain("The filled-in workbook")],
    assessment: Annotated[
        str | None, ref("assessment", label="Assessment", help="Empty: the one that the file names.")
    ] = None,
    reader: Annotated[SheetReader, Service()],
) -> str:
    """Take over what was changed in the file, line by line, and say of each what became of it.

    new: taken over; same: the register has it already; conflict: the register has another value since the sheet was
    made, both are said and the register's stays; refused: it cannot stand, with the reason (R50, paragraph 57).
    """
    sheet = reader(file.content, file.name)
    found = assessment_at_work(desk, sheet.assessment)
    if assessment is not None and desk.find(Assessment, assessment, field="assessment").id != found.id:
        raise Refused(f"{file.name} is the sheet of {found.reference}, not of {assessment}.", field="file")
    held = _held(desk, found.id)
    keys = {line.row.id.hex for line in held.values()}
    if sheet.lines and not any(line.key in keys for line in sheet.lines if line.key):
        raise Refused(
            f"{file.name} belongs to another register: none of its lines is on the sheet of {found.reference}.",
            field="file",
        )
    twice = {reference for reference, times in Counter(line.reference for line in sheet.lines).items() if times > 1}
    reading = _Reading(
        assessment=found, own=own_initials(desk, found.id), team=desk.all(TeamMember, assessment_id=found.id)
    )
    counted: Counter[str] = Counter()
    notes = []
    for line in sheet.lines:
        became, why = _became(desk, line, held, reading, twice=bool(line.reference) and line.reference in twice)
        counted[became] += 1
        notes.append(f"Row {line.row}, {line.clause or line.reference or 'no line'}: {became}{why}.")
    desk.notes.append(
        f"{file.name}: {count(counted['new'], 'line')} new, {counted['same']} the same as in the register,"
        f" {counted['conflict']} in conflict, {counted['refused']} refused, {sheet.untouched} untouched."
    )
    desk.notes.extend(notes)
    for what, tested in reading.irregular.items():
        named = ", ".join(tested[:5]) + (f" and {len(tested) - 5} more" if len(tested) > 5 else "")
        sentence = f"{what}: {named}"
        desk.keep_irregular(found, sentence, rule="R50", paragraph=paragraph("R50"), case_id=found.case_id)
    return found.reference


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What every row is held against; ``irregular`` gathers what happened that should not have: why -> the clauses."""

    assessment: Assessment
    own: str | None
    team: list[TeamMember]
    irregular: dict[str, list[str]] = field(default_factory=dict)

    def look_at(self, requirement: str, initials: str, tested_on: date) -> None:
        """Refuse what nobody of the team signed; keep as irregular a test on a day on which it was not to be."""
        nobody = signed_by_nobody(initials, (one.initials for one in self.team))
        if nobody:
            raise Refused(
                f"{requirement}: nobody in the team of {self.assessment.reference} signs as {' or '.join(nobody)};"
                " enter the person in the team, or put the initials right.",
                rule="R50",
                paragraph=paragraph("R50"),
                field="file",
            )
        if happened_before_import(self.assessment, tested_on):
            return
        then = [one.initials for one in self.team if _belongs(one, tested_on)]
        for one in signed_by_nobody(initials, then):
            self._keep(
                f"{self.assessment.reference} was tested by {one} on days out of the team", requirement, tested_on
            )
        notified = self.assessment.notified_on
        if self.assessment.state == AssessmentState.PLANNED or (notified is not None and tested_on < notified):
            self._keep(
                f"{self.assessment.reference} was tested before the participant was notified", requirement, tested_on
            )

    def _keep(self, why: str, requirement: str, tested_on: date) -> None:
        self.irregular.setdefault(why, []).append(f"{requirement} on {say_day(tested_on)}")


def _belongs(member: TeamMember, day: date) -> bool:
    return member.first_day <= day and (member.last_day is None or day <= member.last_day)


def _held(desk: Desk, assessment_id: UUID) -> Held:
    statement = (
        select(FieldLine, FieldLineText, Requirement.reference, Requirement.clause, SetDocument.short_name)
        .add_columns(DocumentVersion.label)
        .join(FieldLineText, FieldLineText.field_line_id == FieldLine.id)
        .join(Requirement, Requirement.id == FieldLine.requirement_id)
        .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(FieldLine.assessment_id == assessment_id, FieldLine.withdrawn_on.is_(None))
    )
    return {
        row.reference: HeldLine(row, text, requirement, shown_clause(f"{short_name} {label_}", clause))
        for row, text, requirement, clause, short_name, label_ in desk.session.execute(statement)
    }


def _became(desk: Desk, line: ReadLine, held: Held, reading: _Reading, *, twice: bool) -> tuple[str, str]:
    """(new, same, conflict or refused; why): what becomes of one row. Writes where it is new."""
    if line.wrong:
        return "refused", f", {line.wrong}"
    if twice:
        return "refused", ", the line stands twice in the file"
    if line.reference not in held or held[line.reference].row.id.hex != line.key:
        return "refused", ", it is not on the sheet in this register"
    known = held[line.reference]
    if " ".join(line.clause.split()) != " ".join(known.clause.split()):
        # Who sorts or moves only what is to be seen leaves the hidden columns behind.
        return (
            "refused",
            f", the row was made for {known.clause}: its cells were moved, and would answer another clause",
        )
    row, text, requirement = known.row, known.text, known.requirement
    now = {"test": text.test, "sample": text.sample, "seen": text.seen, "result": row.result.value,
           "initials": row.initials or "", "tested_on": row.tested_on}  # fmt: skip
    differing = {name: value for name, value in line.given.items() if value != now[name]}
    if not differing:
        return "same", ""
    if any(len(str(now[name])) > LONGEST_CELL for name in differing):
        return "refused", ", its text is longer than a cell holds; write it in the register"
    if row.version != line.version:
        both = "; ".join(
            f"{NAMES[name]}: in the register {_said(name, now[name])}, in the file {_said(name, value)}"
            for name, value in differing.items()
        )
        return "conflict", f", the register changed since the sheet was made. {both}. The register's stays"
    try:
        values = _values(desk, requirement, {**now, **differing}, differing, reading)
    except Refused as refusal:
        return "refused", f", {refusal.sentence.removeprefix(f'{requirement}: ').rstrip('.')}"
    desk.change(row, {name: value for name, value in values.items() if name != "tested_on"}, beside=(text,))
    if row.tested_on != values["tested_on"]:
        row.tested_on = values["tested_on"]  # type: ignore[assignment]  # a day or None, as the column is
    return "new", f": {', '.join(NAMES[name] for name in differing)}"


def _values(
    desk: Desk,
    requirement: str,
    merged: dict[str, str | date | None],
    given: dict[str, str | date | None],
    reading: _Reading,
) -> dict[str, object]:
    """What the line will hold. Refused where it could not stand so, or a cell holds what is no text."""
    for name, value in given.items():
        if value not in (None, ""):
            check_value(_COLUMNS[name], value)
    result = FieldResult(str(merged["result"]))
    initials = str(merged["initials"] or "")
    tested_on = merged["tested_on"]
    if result == FieldResult.NOT_TESTED:
        tested_on = None
    else:
        initials = initials or reading.own or ""
        tested_on = tested_on or desk.day
    if isinstance(tested_on, date):
        desk.not_ahead(tested_on, field="file")
    check_line(requirement, result, seen=str(merged["seen"]), initials=initials)
    if isinstance(tested_on, date) and given.keys() & {"initials", "tested_on", "result"}:
        reading.look_at(requirement, initials, tested_on)
    return {
        "test": merged["test"],
        "sample": merged["sample"],
        "seen": merged["seen"],
        "result": result,
        "initials": initials or None,
        "tested_on": tested_on,
    }


def _said(name: str, value: object) -> str:
    if name == "result":
        return f"“{label(FieldResult(str(value)))}”"
    text = " ".join(str(value or "").split())
    return f"“{text[:200]}{'…' if len(text) > 200 else ''}”" if text else "nothing"
