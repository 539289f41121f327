"""A workbook that somebody hands in, as plain rows: read only, nothing computed, nothing opened that it does not hold.

What is no workbook, torn, locked, too large unpacked, or brings programs along is answered with a sentence before a
row is looked at. Formulas and faults stay what they are; text that begins with = + - or @ is text.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from pma_assure.rules.refusal import Refused
from pma_assure.values.importing import MERGED, Cell, Fault, Formula, SheetRow, SourceSheet, SourceWorkbook

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_UNPACKED = 512 * 1024 * 1024
MOST_PARTS = 2_000
MOST_ROWS = 200_000
MOST_COLUMNS = 300
MOST_CELLS = 4_000_000
"""Of all sheets together, empty ones too: each takes memory once it is read."""
MOST_MERGED = 2_000
"""Of one sheet, over rows."""
STEP = 1_000
"""How many rows between two words of progress."""
_MERGED_AREA = re.compile(
    rb"<(?:\w{1,20}:)?mergeCell\s[^<>]{0,200}?ref=[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']"
)
FROM_REGISTER = re.compile(r"From the register .{1,400} \(([0-9a-f-]{36})\)")
"""What ``export workbook`` writes above the headings: which register it was."""
_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb"<(?:\w{1,20}:)?(?:c|si|r|rPh)(?=[\s/>])(?:[^<>]{0,200}?\sr=[\"']([A-Z]{3,}))?")
"""A cell, a shared text or a piece of a text as it begins, and its column where that is beyond the 702nd."""
_HOLDS_CELLS = re.compile(r"worksheets/|sheet\d*\.xml$|sharedstrings")
LARGEST_BESIDE = 16 * 1024 * 1024
"""Of a part that holds no cells, such as the styles: spreadsheet programs keep them far below this."""
_CHUNK = 1 << 20
_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_SAVE_AGAIN = "Open it in a spreadsheet program and save it as a workbook (.xlsx)."

Progress = Callable[[int, int, str], None]


def read(content: bytes, name: str, *, progress: Progress | None = None) -> SourceWorkbook:
    """The sheets of a workbook with their rows. ``progress`` is told (rows read, 0, what is read).

    Raises Refused with a sentence for everything that is no plain workbook.
    """
    name = name[:80] or "The file"
    _look_at_parts(content, name)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # whatever openpyxl meets in a file that only looks like a workbook
        raise _unreadable(name, error) from error
    try:
        sheets = []
        for page in book.worksheets:
            rows = _rows(page, name, progress, _merged(book, page, name))
            sheets.append(SourceSheet(title=str(page.title), rows=rows, hidden=page.sheet_state != "visible"))
    except _Stopped as stopped:
        raise stopped.why from None
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise _unreadable(name, error) from error
    finally:
        book.close()
    if not sheets:
        raise _no(f"{name} has no sheet with cells.")
    return SourceWorkbook(sheets=tuple(sheets), register=_register_of(sheets))


class _Stopped(BaseException):
    """Whoever was told of the progress wants no more of it; that is no fault of the file."""

    def __init__(self, why: Exception) -> None:
        super().__init__()
        self.why = why


def _tell(progress: Progress, number: int, words: str) -> None:
    try:
        progress(number, 0, words)
    except Exception as why:
        raise _Stopped(why) from why


def _no(sentence: str) -> Refused:
    return Refused(sentence, field="file")


def _unreadable(name: str, error: Exception) -> Refused:
    said = " ".join(str(error).split())[:120] or type(error).__name__
    return Refused(
        f"{name} cannot be read as a workbook: it is torn or was made wrong ({said}). {_SAVE_AGAIN}", field="file"
    )


# --- before it is opened ----------------------------------------------------------------------------------------------


def _look_at_parts(content: bytes, name: str) -> None:
    if not content:
        raise _no(f"{name} is empty.")
    if len(content) > LARGEST_FILE:
        raise _no(f"{name} is larger than {LARGEST_FILE // 1024 // 1024} MB. Split it.")
    if content.startswith(_LOCKED):
        raise _no(
            f"{name} is locked with a password, or is a workbook of the old kind (.xls). Save it as .xlsx without a"
            " password."
        )
    if not content.startswith(b"PK"):
        raise _no(f"{name} is no workbook, whatever its name says (a CSV or a text perhaps). {_SAVE_AGAIN}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _check(parts, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError, RuntimeError) as error:
        raise _unreadable(name, error) from error


def _check(parts: zipfile.ZipFile, name: str) -> None:
    entries = parts.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise _no(
            f"{name} unpacks to more than {LARGEST_UNPACKED // 1024 // 1024} MB or {MOST_PARTS:,} parts; a workbook of"
            " people does not. Split it."
        )
    names = {entry.filename.lower() for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise _no(f"{name} is locked with a password. Save it without one.")
    if any(part.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in part for part in names):
        raise _no(f"{name} brings macros, which are programs. Save it as a workbook without macros (.xlsx).")
    if "[content_types].xml" not in names or not any(part.startswith("xl/") for part in names):
        raise _no(f"{name} is a packed file, but no workbook. {_SAVE_AGAIN}")
    count_cells(parts, [entry for entry in entries if entry.filename.lower().startswith("xl/")], name)
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            with parts.open(entry) as part:
                begun = part.read(4096)
            if _DECLARED.search(begun) or b"\x00" in begun:
                raise _no(
                    f"{name} holds a part that is not written as workbooks are ({entry.filename[:60]}). {_SAVE_AGAIN}"
                )


def count_cells(parts: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str, *, most: int | None = None) -> None:
    """Refuse what would take the memory of the machine, or hours, before the first row of it is seen."""
    most = MOST_CELLS if most is None else most
    cells = 0
    for entry in entries:
        part_name = entry.filename.lower()
        if not part_name.endswith(".xml"):
            continue
        if entry.file_size > LARGEST_BESIDE and not _HOLDS_CELLS.search(part_name):
            raise _no(
                f"{name} holds a part of {entry.file_size // 1024 // 1024} MB that has no cells"
                f" ({entry.filename[:60]}). {_SAVE_AGAIN}"
            )
        with parts.open(entry) as part:
            rest = b""
            while chunk := part.read(_CHUNK):
                # What begins at the end of a chunk is counted with the next.
                held = rest + chunk
                end = held.rfind(b"<")
                whole, rest = (held[:end], held[end:]) if end >= 0 else (b"", held[-1024:])
                for found in _CELL.finditer(whole):
                    cells += 1
                    if found[1] is not None:
                        raise _no(
                            f"{name} has cells beyond column {MOST_COLUMNS}, in {entry.filename[:60]}. Take them"
                            " out: select the columns after the last one that is needed, and delete them."
                        )
                if cells > most:
                    raise _no(
                        f"{name} has more than {most:,} cells. Split it, or delete the empty rows and"
                        " columns that only carry a format."
                    )


# --- rows and cells ---------------------------------------------------------------------------------------------------


def _merged(book: Any, page: Any, name: str) -> list[tuple[int, int, int, int]]:
    """(first row, last row, first column, last column) of what is merged over rows, by the first row.

    openpyxl does not say it of a sheet that it reads row by row; so the part is searched for it.
    """
    from openpyxl.utils import range_boundaries

    found = []
    with book._archive.open(page._worksheet_path) as part:
        rest = b""
        while chunk := part.read(_CHUNK):
            held = rest + chunk
            end = held.rfind(b"<")
            whole, rest = (held[:end], held[end:]) if end >= 0 else (b"", held[-1024:])
            for area in _MERGED_AREA.finditer(whole):
                first_column, first, last_column, last = range_boundaries(area[1].decode("ascii"))
                if last > first:
                    found.append((first, last, first_column, last_column))
            if len(found) > MOST_MERGED:
                raise _no(
                    f"{name}: sheet “{page.title[:60]}” has more than {MOST_MERGED:,} cells merged over rows. Split"
                    " them, and put the values into each row."
                )
    return sorted(found)


def _covered(areas: list[tuple[int, int, int, int]], number: int, cells: list[Cell]) -> list[Cell]:
    """The cells of a row, those marked that a merged cell above covers."""
    for first, last, first_column, last_column in areas:
        if first < number <= last:
            cells += [None] * (min(last_column, MOST_COLUMNS) - len(cells))
            cells[first_column - 1 : last_column] = [MERGED] * len(cells[first_column - 1 : last_column])
    return cells


def _rows(
    page: Any, name: str, progress: Progress | None, merged: list[tuple[int, int, int, int]]
) -> tuple[SheetRow, ...]:
    rows: list[SheetRow] = []
    open_areas: list[tuple[int, int, int, int]] = []
    later = merged[::-1]
    # What a sheet says of its own size may be wrong; it is read to its end.
    page.reset_dimensions()
    for number, cells in enumerate(page.iter_rows(), 1):
        if number > MOST_ROWS:
            raise _no(f"{name}: sheet “{page.title[:60]}” has more than {MOST_ROWS:,} rows. Split it.")
        if progress is not None and number % STEP == 0:
            _tell(progress, number, f"Reading {page.title}, {number:,} rows")
        read_cells = [_cell(cell) for cell in cells]
        while read_cells and read_cells[-1] is None:
            read_cells.pop()
        while later and later[-1][0] <= number:
            open_areas.append(later.pop())
        open_areas = [area for area in open_areas if area[1] >= number]
        if not read_cells:
            continue
        read_cells = _covered(open_areas, number, read_cells)
        if len(read_cells) > MOST_COLUMNS:
            raise _no(
                f"{name}: sheet “{page.title[:60]}” has more than {MOST_COLUMNS} columns. Keep those that are needed."
            )
        rows.append(SheetRow(number=number, cells=tuple(read_cells)))
    return tuple(rows)


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Formula(str(getattr(value, "text", None) or value))
    if cell.data_type == "e":
        return Fault(str(value))
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, (bool, int, float, datetime, date, time, timedelta)):
        return value
    return str(value)


def _register_of(sheets: list[SourceSheet]) -> str:
    """The key of the register that wrote the workbook, where all its sheets agree."""
    keys = set()
    for sheet in sheets:
        for row in sheet.rows[:4]:
            for cell in row.cells[:1]:
                match = FROM_REGISTER.fullmatch(cell) if isinstance(cell, str) else None
                if match:
                    keys.add(match[1])
    return keys.pop() if len(keys) == 1 else ""
