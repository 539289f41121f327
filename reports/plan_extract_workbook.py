"""The extract as a workbook: sheet "Extract" to read and print, sheet "About" for what it is. No links, no macros."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from pma_assure.exchange.workbook_package import normalised
from pma_assure.values.documents import ExtractDocument, MilestoneTable, Summary
from reports import plan_extract_words as words
from reports.workbook_bytes import LONGEST_CELL, OWN_PARTS, cell_text, header_text

SHEET = "Extract"
ABOUT = "About"
COLUMNS = ("Part", "Text", "Due")
KIND_HEADING = "Heading"
KIND_TEXT = "Text of the plan"
KIND_ACTION = "Action"

_FONT = "Calibri"
_QUIET = "586174"
_ACCENT = "1D4F9E"
_WRAP = Alignment(wrap_text=True, vertical="top")
_RULE = Border(bottom=Side(style="thin", color="D4D9E1"))

# A character fills about one unit of width; the text column is as wide as a portrait page lets it be.
_WIDTHS = (20, 78, 18)
_LINE = 15.0


def render(document: ExtractDocument) -> bytes:
    """The finished workbook. The same value gives the same bytes: no clock, no order that changes, no maker's name."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = SHEET
    _fill_extract(sheet, document)
    _fill_about(workbook.create_sheet(ABOUT), document)
    properties = workbook.properties
    properties.creator = words.BODY
    properties.lastModifiedBy = words.BODY
    properties.title = words.file_title(document)
    properties.language = "en-GB"
    target = io.BytesIO()
    workbook.save(target)
    workbook.close()
    return normalised(target.getvalue(), document.dated, instead=OWN_PARTS)


def rows_of(document: ExtractDocument) -> Iterator[tuple[str, str, date | None]]:
    """(part, text, due) of each row under the head, in the document's order; nothing is numbered."""
    for section in document.sections:
        if section.heading:
            yield KIND_HEADING, section.heading, None
        for block in section.blocks:
            if isinstance(block, MilestoneTable):
                yield from ((KIND_ACTION, row.action, row.due) for row in block.rows)
            elif isinstance(block, Summary):
                yield words.SUMMARY_LABEL, block.text, None
            else:
                yield KIND_TEXT, block.text, None
    yield "", document.general_sentence, None


def _fill_extract(sheet: Worksheet, document: ExtractDocument) -> None:
    opening = [document.title, words.standing_line(document), _identity(document), words.participant_line(document)]
    if document.corrects:
        opening.append(document.corrects)
    for number, text in enumerate(opening, start=1):
        cell = _write(sheet, number, 1, text)
        cell.font = Font(
            name=_FONT, size=16 if number == 1 else 11, bold=number == 1, color=None if number == 1 else _QUIET
        )
        cell.alignment = Alignment(vertical="top")
    if words.state_line(document):
        sheet.cell(3, 1).font = Font(name=_FONT, size=11, bold=True, color="8A5200")
    sheet.row_dimensions[1].height = 24
    head = len(opening) + 2
    for column, text in enumerate(COLUMNS, start=1):
        cell = _write(sheet, head, column, text)
        cell.font = Font(name=_FONT, size=11, bold=True, color=_ACCENT)
        cell.border = Border(bottom=Side(style="medium", color=_ACCENT))
    row = head
    for kind, text, due in rows_of(document):
        for part in cell_parts(text):
            row += 1
            _fill_row(sheet, row, kind, part, due)
            kind, due = "", None
    _set_up(sheet, document, head)


def cell_parts(text: str) -> list[str]:
    """A text in parts that a cell can hold (Excel stops at 32,767 characters)."""
    shown = cell_text(text)
    parts: list[str] = []
    while len(shown) > LONGEST_CELL:
        cut = shown.rfind(" ", 0, LONGEST_CELL) + 1 or LONGEST_CELL
        parts.append(shown[:cut])
        shown = shown[cut:]
    return [*parts, shown]


def _fill_row(sheet: Worksheet, row: int, kind: str, text: str, due: date | None) -> None:
    heading = kind == KIND_HEADING
    label = _write(sheet, row, 1, "" if heading else kind)
    label.font = Font(name=_FONT, size=10, color=_QUIET, italic=kind == words.SUMMARY_LABEL)
    body = _write(sheet, row, 2, text)
    body.font = Font(name=_FONT, size=12 if heading else 11, bold=heading, color=None if kind else _QUIET)
    cell = sheet.cell(row, 3)
    if due is not None:
        cell.value = due
        cell.number_format = "d mmm yyyy"
    for styled in (label, body, cell):
        styled.alignment = _WRAP
        styled.border = _RULE
    if kind == words.SUMMARY_LABEL:
        body.fill = PatternFill("solid", fgColor="F6F7F9")
    lines = sum(1 + len(line) // (_WIDTHS[1] - 4) for line in text.split("\n"))
    # Excel draws no row higher than 409 points.
    sheet.row_dimensions[row].height = min(409.0, _LINE * lines + (12 if heading else 5))


def _identity(document: ExtractDocument) -> str:
    parts = [words.name_line(document), words.dated_line(document), words.classification_line(document)]
    if words.state_line(document):
        parts.append(words.state_line(document))
    return " · ".join(parts)


def _fill_about(sheet: Worksheet, document: ExtractDocument) -> None:
    lines: list[tuple[str, str | date | int]] = [
        ("Reference", document.reference),
        ("Version", document.version),
        ("Title", document.title),
        ("State", words.state_line(document) or "Released"),
        ("Dated", document.dated),
        ("From", words.BODY),
        ("For", document.audience),
        ("Classification", words.classification_line(document)),
        ("Participant", document.participant if document.participant is not None else words.NOT_NAMED),
        ("Decision", document.decision_line),
    ]
    if document.corrects:
        lines.append(("Corrects", document.corrects))
    lines.append(("Parts reproduced", document.general_sentence))
    for row, (name, value) in enumerate(lines, start=1):
        label = _write(sheet, row, 1, name)
        label.font = Font(name=_FONT, size=11, color=_QUIET)
        label.alignment = _WRAP
        cell = _write(sheet, row, 2, value) if isinstance(value, str) else sheet.cell(row, 2, value)
        cell.font = Font(name=_FONT, size=11)
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        if isinstance(value, date):
            cell.number_format = "d mmm yyyy"
    sheet.column_dimensions["A"].width = 20
    sheet.column_dimensions["B"].width = 90
    _print_set_up(sheet, document)


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Text stays text: what begins like a formula is marked as text, so that no program calculates it."""
    cell: Cell = sheet.cell(row, column)
    shown = cell_text(text)[:LONGEST_CELL]
    if shown:
        cell.value = shown
        cell.data_type = "s"
        if shown[0] in "=+-@\t\r":
            cell.quotePrefix = True
    return cell


def _set_up(sheet: Worksheet, document: ExtractDocument, head: int) -> None:
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.sheet_view.showGridLines = False
    _print_set_up(sheet, document)


def _print_set_up(sheet: Worksheet, document: ExtractDocument) -> None:
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.oddHeader.left.text = header_text(words.name_line(document))
    sheet.oddHeader.center.text = header_text(words.state_line(document)) or None
    sheet.oddHeader.right.text = header_text(words.classification_line(document))
    sheet.oddFooter.left.text = header_text(words.standing_line(document))
    sheet.oddFooter.right.text = "page &P of &N"
