"""A sheet that was filled in away from the register, read back: line by line, and nothing overwritten (R50)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from sqlalchemy import select

from pma_assure.records.assessments import Assessment
from pma_assure.records.document_set import Requirement
from pma_assure.records.fieldwork import FieldLine, FieldLineText
from pma_assure.rules.fieldwork import check_line
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import FieldResult
from pma_assure.rules.wording import count, label
from pma_assure.values.fieldwork_sheet import LONGEST_CELL, ReadLine, ReadSheet
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import check_value, deed, row_columns
from pma_assure.workflows.fieldwork import LineGiven, assessment_at_work, own_initials
from pma_assure.workflows.parameters import FileGiven, Service, plain, ref

SheetReader = Callable[[bytes, str], ReadSheet]
Held = dict[str, tuple[FieldLine, FieldLineText, str]]
"""Reference of a line -> the line, its texts, and the reference of its requirement."""
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
    "Read a filled-in sheet back",
    refuses=(
        "the file is no sheet of field work that this program made, or it is damaged",
        "the sheet belongs to another assessment, or to another register",
        "the assessment is over",
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
    keys = {row.id.hex for row, _, _ in held.values()}
    if sheet.lines and not any(line.key in keys for line in sheet.lines if line.key):
        raise Refused(
            f"{file.name} belongs to another register: none of its lines is on the sheet of {found.reference}.",
            field="file",
        )
    twice = {reference for reference, times in Counter(line.reference for line in sheet.lines).items() if times > 1}
    own = own_initials(desk, found.id)
    counted: Counter[str] = Counter()
    notes = []
    for line in sheet.lines:
        became, why = _became(desk, line, held, own, twice=bool(line.reference) and line.reference in twice)
        counted[became] += 1
        notes.append(f"Row {line.row}, {line.clause or line.reference or 'no line'}: {became}{why}.")
    desk.notes.append(
        f"{file.name}: {count(counted['new'], 'line')} new, {counted['same']} the same as in the register,"
        f" {counted['conflict']} in conflict, {counted['refused']} refused, {sheet.untouched} untouched."
    )
    desk.notes.extend(notes)
    return found.reference


def _held(desk: Desk, assessment_id: UUID) -> Held:
    statement = (
        select(FieldLine, FieldLineText, Requirement.reference)
        .join(FieldLineText, FieldLineText.field_line_id == FieldLine.id)
        .join(Requirement, Requirement.id == FieldLine.requirement_id)
        .where(FieldLine.assessment_id == assessment_id, FieldLine.withdrawn_on.is_(None))
    )
    return {row.reference: (row, text, requirement) for row, text, requirement in desk.session.execute(statement)}


def _became(desk: Desk, line: ReadLine, held: Held, own: str | None, *, twice: bool) -> tuple[str, str]:
    """(new, same, conflict or refused; why): what becomes of one row. Writes where it is new."""
    if line.wrong:
        return "refused", f", {line.wrong}"
    if twice:
        return "refused", ", the line stands twice in the file"
    if line.reference not in held or held[line.reference][0].id.hex != line.key:
        return "refused", ", it is not on the sheet in this register"
    row, text, requirement = held[line.reference]
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
        values = _values(desk, requirement, {**now, **differing}, differing, own)
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
    own: str | None,
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
        initials = initials or own or ""
        tested_on = tested_on or desk.day
    if isinstance(tested_on, date):
        desk.not_ahead(tested_on, field="file")
    check_line(requirement, result, seen=str(merged["seen"]), initials=initials)
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
