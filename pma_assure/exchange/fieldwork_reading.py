"""A filled-in workbook of field work, read: what somebody changed in it, row by row, and what of it cannot be taken."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime
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
    plain,
)
from pma_assure.exchange.workbook_reading import count_cells
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import FieldResult
from pma_assure.rules.wording import label
from pma_assure.values.fieldwork_sheet import LONGEST_CELL, ReadLine, ReadSheet

LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_ROWS = 5_000
MOST_CELLS = 200_000
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    SyntaxError,
    TypeError,
    AttributeError,
    IndexError,
    NotImplementedError,
    RuntimeError,
)
"""What openpyxl raises for a file that is no workbook, or half of one."""
_NAMES = dict(zip(FILLED, HEADINGS[len(HIDDEN) + len(SHOWN) :], strict=False))
_DIGESTS = re.compile(r"[0-9a-f]{8}( [0-9a-f]{8}){5}")


def read(content: bytes, name: str) -> ReadSheet:
    """What was changed in a sheet since it was written. Refused for what is no sheet of this program, or torn."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise Refused(f"{name} is too large to be a sheet of field work. Nothing was read.", field="file")
            # A row of millions of empty cells is small as a file, and takes gigabytes once it is read.
            count_cells(package, entries, name, most=MOST_CELLS)
        book = load_workbook(io.BytesIO(content), read_only=True)
        try:
            return _read_book(book, name)
        finally:
            book.close()
    except _UNREADABLE as error:
        raise Refused(
            f"{name} cannot be opened as a workbook: it is none, or it is damaged. Nothing was read.", field="file"
        ) from error


def _read_book(book: Any, name: str) -> ReadSheet:
    missing = [sheet for sheet in (SHEET, KEY_SHEET) if sheet not in book.sheetnames]
    key = [] if missing else [row[:2] for row in book[KEY_SHEET].iter_rows(max_row=3, max_col=2, values_only=True)]
    if missing or len(key) < 3 or key[0][0] != MARK or not isinstance(key[1][1], str):
        raise Refused(
            f"{name} is no sheet of field work that this program made: export the form, and fill that in.",
            field="file",
        )
    if key[0][1] != FORMAT:
        raise Refused(f"{name} was made by another version of the program: export the form anew.", field="file")
    page = book[SHEET]
    page.reset_dimensions()
    rows = list(page.iter_rows(max_row=HEAD_ROW + MOST_ROWS, max_col=len(HEADINGS)))
    if len(rows) < HEAD_ROW or tuple(plain(cell.value) for cell in rows[HEAD_ROW - 1]) != HEADINGS:
        raise Refused(
            f"{name}: the columns are not those of the form any more. Fill in the form as it was exported.",
            field="file",
        )
    lines: list[ReadLine] = []
    untouched = 0
    for number, cells in enumerate(rows[HEAD_ROW:], HEAD_ROW + 1):
        line = _read_row(number, cells)
        if line is None:
            untouched += any(plain(cell.value) for cell in cells[: len(HIDDEN)])
        else:
            lines.append(line)
    return ReadSheet(assessment=key[1][1].strip().upper(), lines=tuple(lines), untouched=untouched)


def _read_row(number: int, cells: Sequence[Any]) -> ReadLine | None:
    """One row; None where nothing was changed in it."""
    texts = [plain(cell.value) for cell in cells] + [""] * (len(HEADINGS) - len(cells))
    if not any(texts):
        return None
    reference, key, version, digests = texts[: len(HIDDEN)]

    def wrong(sentence: str) -> ReadLine:
        return ReadLine(row=number, reference=reference, key=key, version=0, clause=texts[4], given={}, wrong=sentence)

    if not reference and not key:
        return wrong("it belongs to no line; a clause is put on the sheet in the register")
    if not reference or not key or not version.isdecimal() or not _DIGESTS.fullmatch(digests):
        return wrong("its hidden columns were changed, so that nobody can tell which line it is")
    first = len(HIDDEN) + len(SHOWN)
    given: dict[str, str | date | None] = {}
    for place, (name, before) in enumerate(zip(FILLED, digests.split(), strict=True)):
        cell = cells[first + place] if first + place < len(cells) else None
        value = None if cell is None else cell.value
        if digest(value) == before:
            continue
        if cell is not None and cell.data_type in ("f", "e"):
            return wrong(f"{_NAMES[name]} holds a formula or its error; write text (an apostrophe before it helps)")
        try:
            given[name] = _meant(name, value)
        except ValueError as error:
            return wrong(str(error))
    if not given:
        return None
    return ReadLine(row=number, reference=reference, key=key, version=int(version), clause=texts[4], given=given)


def _meant(name: str, value: object) -> str | date | None:
    """What a changed cell says. ValueError with the sentence."""
    text = plain(value)
    if name == "result":
        if not text:
            return FieldResult.NOT_TESTED.value
        for result in FieldResult:
            if " ".join(text.casefold().split()) in (label(result).casefold(), result.value):
                return result.value
        raise ValueError(f"the result “{text[:40]}” is none of {', '.join(label(one) for one in FieldResult)}")
    if name == "tested_on":
        return _day(value, text)
    if len(text) > LONGEST_CELL:
        raise ValueError(f"{_NAMES[name]} is longer than a cell can say safely; write it in the register")
    if name == "initials" and len(text) > 8:
        raise ValueError(f"the initials “{text[:20]}” are longer than eight characters")
    return text


def _day(value: object, text: str) -> date | None:
    if not text:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ValueError(f"“{text[:40]}” is no day that has one meaning; write it as 2026-11-24")
