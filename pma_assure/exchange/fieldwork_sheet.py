"""The sheet of an assessment as a workbook: filled in on a laptop without the register, and read back line by line.

Hidden columns say which line a row is, in which version it was written, and a digest of each cell as it was written:
so that only what somebody changed in the file is read back, and what changed in the register meanwhile is seen.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from pma_assure.exchange.fieldwork_cells import (
    FILLED,
    FORMAT,
    HEAD_ROW,
    HEADINGS,
    HIDDEN,
    KEY_SHEET,
    MARK,
    SHEET,
    SHOWN,
    digest,
)
from pma_assure.exchange.fieldwork_reading import read
from pma_assure.exchange.workbook_package import as_written, normalised
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import AssessmentKind, FieldResult
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.values.documents import FieldworkForm, FormLine
from pma_assure.values.fieldwork_sheet import LONGEST_CELL, shown_clause

WIDTHS = (10, 10, 8, 20, 14, 44, 30, 20, 44, 12, 9, 12, 22)
RESULTS = tuple(label(result) for result in (FieldResult.NOT_TESTED, FieldResult.MET, FieldResult.NOT_MET))
_HOW = (
    "Fill in the white cells and leave the rest as it is. A result needs what was seen, and initials. "
    "Evidence is taken in at the register."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMade:
    """The finished file, and (sheet, how many rows it has with its head)."""

    content: bytes
    rows: tuple[tuple[str, int], ...]


def make(form: FieldworkForm) -> SheetMade:
    """The workbook of a sheet. The same value gives the same bytes. It is read back before it is given away."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = SHEET
    _head(page, form)
    for number, line in enumerate(form.lines, HEAD_ROW + 1):
        _fill_row(page, number, line)
    _set_up(page, form)
    key = book.create_sheet(KEY_SHEET)
    key.sheet_state = "hidden"
    for row in ((MARK, FORMAT), ("Assessment", form.reference), ("Lines", len(form.lines))):
        key.append(row)
    properties = book.properties
    properties.title = f"Field work {form.reference}"
    properties.creator = properties.lastModifiedBy = "SMKI Policy Management Authority"
    properties.language = "en-GB"
    target = io.BytesIO()
    book.save(target)
    book.close()
    content = normalised(target.getvalue(), form.dated)
    _read_again(content, form)
    return SheetMade(content=content, rows=((SHEET, HEAD_ROW + len(form.lines)), (KEY_SHEET, 3)))


def _read_again(content: bytes, form: FieldworkForm) -> None:
    found = read(content, "The workbook")
    if found.lines or found.untouched != len(form.lines):
        raise Refused("The workbook does not hold what the sheet holds. Make it again; nothing was written.")


def written(line: FormLine, name: str) -> object:
    """What stands in the cell of ``name`` in the row of ``line``."""
    value = getattr(line, name)
    if name == "result":
        return label(FieldResult(value))
    return cell_text(value) if isinstance(value, str) else value


def cell_text(text: str) -> str:
    """Text as a cell can hold it; what is longer is cut, and the cut cell is never read back as the whole."""
    shown = as_written(text)
    return shown if len(shown) <= LONGEST_CELL else shown[:LONGEST_CELL] + " …"


# --- how it looks ---------------------------------------------------------------------------------------------------


def _head(page: Any, form: FieldworkForm) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    team = ", ".join(f"{name} ({initials})" for initials, name in form.team) or "nobody is in the team yet"
    kind = label(AssessmentKind(form.kind))
    for row, text in (
        (1, f"{form.reference}: {form.title}"),
        (2, f"{form.participant} · {kind} · {'; '.join(form.criteria) or 'no criteria'}"),
        (3, f"Team: {team} · {form.progress} · as of {say_day(form.dated)}"),
        (4, _HOW),
    ):
        cell = _write(page, row, len(HIDDEN) + 1, cell_text(text))
        cell.font = Font(bold=row == 1, size=14 if row == 1 else 10, color=None if row == 1 else "586174")
    for column, heading in enumerate(HEADINGS, 1):
        cell = _write(page, HEAD_ROW, column, heading)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79")
        cell.alignment = Alignment(vertical="center", wrap_text=True)


def _fill_row(page: Any, row: int, line: FormLine) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

    digests = " ".join(digest(written(line, name)) for name in FILLED)
    values: list[object] = [line.reference, line.key, line.version, digests]
    values += [shown_clause(line.document, line.clause), cell_text("\n".join(filter(None, (line.title, line.text))))]
    values += [written(line, name) for name in FILLED]
    values += [", ".join(line.evidence)]
    side = Side(style="thin", color="D4D9E1")
    first_filled = len(HIDDEN) + len(SHOWN) + 1
    for column, value in enumerate(values, 1):
        cell = _write(page, row, column, value)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.border = Border(bottom=side, left=side, right=side)
        if first_filled <= column < first_filled + len(FILLED):
            cell.protection = Protection(locked=False)
        else:
            cell.fill = PatternFill("solid", fgColor="F6F7F9")
    page.cell(row, first_filled + FILLED.index("tested_on")).number_format = "yyyy-mm-dd"
    lines = max(
        sum(1 + len(part) // (WIDTHS[column] - 2) for part in str(value).split("\n"))
        for column, value in enumerate(values)
        if column >= len(HIDDEN) and value is not None
    )
    page.row_dimensions[row].height = min(409.0, 15.0 * max(lines, 2) + 4)


def _write(page: Any, row: int, column: int, value: object) -> Any:
    """Text stays text: what begins like a formula is marked as text, so that no program calculates it."""
    cell = page.cell(row, column)
    if value is None or value == "":
        return cell
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if value[0] in "=+-@\t\r":
            cell.quotePrefix = True
    return cell


def _set_up(page: Any, form: FieldworkForm) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    last = max(HEAD_ROW + 1, HEAD_ROW + len(form.lines))
    letters = {heading: get_column_letter(column) for column, heading in enumerate(HEADINGS, 1)}
    for column, width in enumerate(WIDTHS, 1):
        dimension = page.column_dimensions[get_column_letter(column)]
        dimension.width = width
        dimension.hidden = column <= len(HIDDEN)
    result = DataValidation(type="list", formula1=f'"{",".join(RESULTS)}"', allow_blank=True, showErrorMessage=True)
    result.error, result.errorTitle = f"Choose {', '.join(RESULTS[:-1])} or {RESULTS[-1]}.", "Result"
    result.add(f"{letters['Result']}{HEAD_ROW + 1}:{letters['Result']}{last}")
    initials = DataValidation(type="textLength", operator="lessThanOrEqual", formula1="8", allow_blank=True)
    initials.add(f"{letters['Initials']}{HEAD_ROW + 1}:{letters['Initials']}{last}")
    page.add_data_validation(result)
    page.add_data_validation(initials)
    page.freeze_panes = f"{letters['Test']}{HEAD_ROW + 1}"
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = page.protection.formatCells = False
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddHeader.left.text = form.reference
    page.oddHeader.right.text = "Restricted: internal to the PMA and its assessors"
    page.oddFooter.right.text = "page &P of &N"
