"""Which column of a workbook is which field: a mapping somebody wrote, or the program's own headings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pma_assure.rules.import_cells import ORDERS
from pma_assure.rules.import_kinds import KINDS, ImportKind
from pma_assure.rules.refusal import Refused
from pma_assure.values.importing import Cell, SheetMapping, SourceSheet, SourceWorkbook

Mappings = Mapping[str, SheetMapping]
FIRST_ROWS = 20
"""How far down a sheet its headings are looked for."""
PARTS = ("sheet", "columns", "day_order", "fixed", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the fields of a kind stand in a sheet: field -> the numbers of its columns, more than one where a long text
    goes on; ``start`` is the number of the row of headings."""

    kind: ImportKind
    sheet: SourceSheet
    start: int
    places: Mapping[str, tuple[int, ...]]
    mapping: SheetMapping
    version: int | None = None
    """The column with the version of the record, in a workbook that the program wrote."""


def read_mapping(text: str) -> dict[str, SheetMapping]:
    """A mapping from its JSON: kind -> {"sheet", "columns": {field: heading}, "day_order", "fixed", "words"}.

    Raises Refused with the place and what is wrong there.
    """
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(f"The mapping is not JSON: {str(error)[:120]}.", field="mapping") from None
    if not isinstance(given, dict) or not given:
        raise Refused(
            'A mapping is an object such as {"finding": {"sheet": "NCs", "columns": {"title": "Summary"}}}.',
            field="mapping",
        )
    return {name: _sheet_mapping(name, part) for name, part in given.items()}


def _sheet_mapping(name: str, part: Any) -> SheetMapping:
    if name not in KINDS:
        raise Refused(f"“{name[:40]}” is no kind that can be taken in. There are {', '.join(KINDS)}.", field="mapping")
    if not isinstance(part, dict) or not isinstance(part.get("sheet"), str) or not part["sheet"].strip():
        raise Refused(f"{name}: say in which sheet it is.", field="mapping")
    unknown = [each for each in part if each not in PARTS]
    if unknown:
        raise Refused(
            f"{name}: “{unknown[0][:40]}” is no part of a mapping. There are {', '.join(PARTS)}.", field="mapping"
        )
    columns, fixed = _texts(name, "columns", part), _texts(name, "fixed", part)
    words = part.get("words") or {}
    if not isinstance(words, dict):
        raise Refused(f"{name}: words must be an object of fields.", field="mapping")
    for field in (*columns, *fixed, *words):
        if field not in KINDS[name].names:
            raise Refused(
                f"{name}: “{field[:40]}” is no field. There are {', '.join(KINDS[name].names)}.", field="mapping"
            )
    twice = [field for field in columns if field in fixed]
    if twice:
        raise Refused(f"{name}: {twice[0]} is both a column and fixed.", field="mapping")
    if not columns:
        raise Refused(f"{name}: say which column is which field.", field="mapping")
    order = part.get("day_order")
    if order is not None and order not in ORDERS:
        raise Refused(f"{name}: the order of a day is one of {', '.join(ORDERS)}, or nothing.", field="mapping")
    return SheetMapping(
        sheet=part["sheet"],
        columns=columns,
        day_order=order,
        fixed=fixed,
        words={field: _texts(f"{name}, {field}", field, words) for field in words},
    )


def _texts(name: str, part: str, given: Mapping[str, Any]) -> dict[str, str]:
    held = given.get(part) or {}
    if not isinstance(held, dict) or not all(isinstance(value, str) and value.strip() for value in held.values()):
        raise Refused(f"{name}: {part} must be an object of texts.", field="mapping")
    return {str(key): value.strip() for key, value in held.items()}


def as_json(mappings: Mappings) -> dict[str, object]:
    """The mapping as it is kept."""
    return {
        name: {
            "sheet": one.sheet,
            "columns": dict(one.columns),
            "day_order": one.day_order,
            "fixed": dict(one.fixed),
            "words": {field: dict(words) for field, words in one.words.items()},
        }
        for name, one in mappings.items()
    }


# --- finding the columns --------------------------------------------------------------------------------------------


def folded(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold()


def columns_of(workbook: SourceWorkbook, mappings: Mappings | None) -> list[Columns]:
    """Where each kind stands, in the order in which kinds are taken in.

    Without ``mappings`` the program's own sheets and headings are looked for. Raises Refused where a sheet or a column
    that is needed is not there, or nothing in the workbook is known.
    """
    if mappings is not None:
        return [_mapped(workbook, KINDS[name], mappings[name]) for name in KINDS if name in mappings]
    by_title = {folded(sheet.title): sheet for sheet in workbook.sheets}
    found = [_own(kind, by_title[folded(kind.sheet)]) for kind in KINDS.values() if folded(kind.sheet) in by_title]
    if not found:
        sheets = ", ".join(f"“{sheet.title[:40]}”" for sheet in workbook.sheets[:8]) or "none"
        raise Refused(
            f"No sheet has a title that this program knows (there are {sheets}; it knows"
            f" {', '.join(kind.sheet for kind in KINDS.values())}). Say with a mapping which sheet and column is what.",
            field="file",
        )
    return found


def _mapped(workbook: SourceWorkbook, kind: ImportKind, mapping: SheetMapping) -> Columns:
    sheet = next((one for one in workbook.sheets if folded(one.title) == folded(mapping.sheet)), None)
    if sheet is None:
        there = ", ".join(f"“{one.title[:40]}”" for one in workbook.sheets[:12])
        raise Refused(f"The workbook has no sheet “{mapping.sheet[:60]}”; it has {there}.", field="mapping")
    wanted = {folded(heading): field for field, heading in mapping.columns.items()}
    start, headings = _headings(sheet, set(wanted))
    missing = [heading for heading in mapping.columns.values() if folded(heading) not in headings]
    if missing:
        raise Refused(
            f"Sheet “{sheet.title[:60]}” has no column “{missing[0][:60]}” in its first {FIRST_ROWS} rows.",
            field="mapping",
        )
    places = {field: _places(sheet, headings, heading) for heading, field in wanted.items()}
    _needed(kind, sheet, {*places, *mapping.fixed})
    return Columns(kind=kind, sheet=sheet, start=start, places=places, mapping=mapping)


def _own(kind: ImportKind, sheet: SourceSheet) -> Columns:
    known: dict[str, str] = {}
    for field in kind.fields:
        for heading in (field.heading, field.name, *field.also):
            known.setdefault(folded(heading), field.name)
    start, headings = _headings(sheet, set(known))
    places: dict[str, tuple[int, ...]] = {}
    for field in kind.fields:
        for heading in (field.heading, field.name, *field.also):
            if folded(heading) in headings and field.name not in places and known[folded(heading)] == field.name:
                places[field.name] = _places(sheet, headings, folded(heading))
    _needed(kind, sheet, set(places))
    return Columns(
        kind=kind,
        sheet=sheet,
        start=start,
        places=places,
        mapping=SheetMapping(sheet=sheet.title, columns={}),
        version=headings.get("version of the record", (None,))[0],
    )


def _headings(sheet: SourceSheet, wanted: set[str]) -> tuple[int, dict[str, tuple[int, ...]]]:
    """The row that has most of the headings, and where in it each heading stands."""
    best: tuple[int, int, dict[str, tuple[int, ...]]] = (0, 0, {})
    for row in sheet.rows:
        if row.number > FIRST_ROWS:
            break
        held: dict[str, tuple[int, ...]] = {}
        for place, cell in enumerate(row.cells):
            if isinstance(cell, str) and cell.strip():
                held[folded(cell)] = (*held.get(folded(cell), ()), place)
        score = len(wanted & set(held))
        if score > best[0]:
            best = (score, row.number, held)
    return best[1], best[2]


def _places(sheet: SourceSheet, headings: Mapping[str, tuple[int, ...]], heading: str) -> tuple[int, ...]:
    places = headings[heading]
    if len(places) > 1:
        raise Refused(
            f"Sheet “{sheet.title[:60]}” has more than one column “{heading[:60]}”. Name each column once.",
            field="file",
        )
    further: list[int] = []
    while (more := headings.get(f"{heading} ({len(further) + 2})")) is not None:
        further.append(more[0])
    return (*places, *further)


def _needed(kind: ImportKind, sheet: SourceSheet, given: set[str]) -> None:
    missing = [field for field in kind.fields if field.required and field.name not in given]
    if missing:
        raise Refused(
            f"Sheet “{sheet.title[:60]}” has no column “{missing[0].heading}”, and every {kind.noun} needs it. Add it,"
            " or say with a mapping which column it is.",
            field="file",
        )


def not_taken(asked: list[Columns]) -> list[str]:
    """What a sheet says in columns of which no kind takes anything, in a sentence for each sheet; empty ones say
    nothing and are left out."""
    said = []
    for sheet in dict.fromkeys(columns.sheet.title for columns in asked):
        of_sheet = [columns for columns in asked if columns.sheet.title == sheet]
        known = {place for columns in of_sheet for places in columns.places.values() for place in places}
        known |= {columns.version for columns in of_sheet if columns.version is not None}
        start, rows = of_sheet[0].start, of_sheet[0].sheet.rows
        headings: tuple[Cell, ...] = next((row.cells for row in rows if row.number == start), ())
        left = sorted(
            {
                place
                for row in rows
                if row.number > start
                for place, cell in enumerate(row.cells)
                if place not in known and cell is not None and str(cell).strip()
            }
        )
        if left:
            names = ", ".join(_named(headings, place) for place in left)
            said.append(f"Not taken in from sheet “{sheet[:60]}”: the column{'s' if len(left) > 1 else ''} {names}.")
    return said


def _named(headings: tuple[Cell, ...], place: int) -> str:
    heading = headings[place] if place < len(headings) else None
    text = "" if heading is None else " ".join(str(heading).split())
    return f"“{text[:60]}”" if text else f"number {place + 1} (without a heading)"


def cell_of(columns: Columns, cells: tuple[Cell, ...], field: str) -> Cell:
    """The cell of a field in a row; a long text that goes on in further columns is put together again."""
    if field in columns.mapping.fixed:
        return columns.mapping.fixed[field]
    found: list[Cell] = [cells[place] for place in columns.places[field] if place < len(cells)]
    strange = next((part for part in found if part is not None and not isinstance(part, str)), None)
    if len(found) < 2 or strange is not None:
        # A formula, or a fault, in a further column is no part of the text: it is answered as in the first.
        return strange if strange is not None else found[0] if found else None
    return "".join(part for part in found if isinstance(part, str)) or None
