"""What a workbook offers to somebody who says which of its columns is which field: headings, an example, odd words.

Nothing is guessed: a column is offered for a field only where its heading is one that the program knows for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from pma_assure.rules.import_cells import read
from pma_assure.rules.import_kinds import CHOICE, ImportField, ImportKind
from pma_assure.rules.import_mapping import FIRST_ROWS, folded
from pma_assure.rules.refusal import Refused
from pma_assure.values.importing import Cell, SheetMapping, SourceSheet

MOST_WORDS = 30
"""Words of one column that are asked about; a column with more is none of choices."""
EXAMPLE = 40


@dataclass(slots=True)
class DraftMapping:
    """What is said of one kind so far; it counts once it has a column."""

    sheet: str
    columns: dict[str, str] = field(default_factory=dict)
    day_order: str | None = None
    fixed: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    def finished(self) -> SheetMapping:
        """As it is kept: a field that has a column needs no fixed value, and one without has no words."""
        return SheetMapping(
            sheet=self.sheet,
            columns=dict(self.columns),
            day_order=self.day_order,
            fixed={name: said for name, said in self.fixed.items() if said and name not in self.columns},
            words={name: dict(held) for name, held in self.words.items() if held and name in self.columns},
        )


def begun(kind: ImportKind, sheet: SourceSheet) -> DraftMapping:
    """A draft in which the columns stand whose headings the program knows for a field of this kind."""
    there = {folded(heading): heading for heading in headings(sheet)}
    columns: dict[str, str] = {}
    for one in kind.fields:
        known = (folded(name) for name in (one.heading, one.name, *one.also))
        found = next((there[name] for name in known if name in there), None)
        if found is not None and found not in columns.values():
            columns[one.name] = found
    return DraftMapping(sheet=sheet.title, columns=columns)


def taken_up(mapping: SheetMapping) -> DraftMapping:
    """A draft of a mapping that is kept already."""
    return DraftMapping(
        sheet=mapping.sheet,
        columns=dict(mapping.columns),
        day_order=mapping.day_order,
        fixed=dict(mapping.fixed),
        words={name: dict(held) for name, held in mapping.words.items()},
    )


def headings(sheet: SourceSheet) -> tuple[str, ...]:
    """The headings in their order: of the first rows, the one with the most texts."""
    return tuple(
        dict.fromkeys(cell.strip() for cell in _heading_cells(sheet)[1] if isinstance(cell, str) and cell.strip())
    )


def example(sheet: SourceSheet, heading: str) -> str:
    """The first value in a column, shortened; "" where there is none."""
    said = next((_shown(cell) for cell in _column(sheet, heading) if cell is not None and _shown(cell)), "")
    return said if len(said) <= EXAMPLE else said[: EXAMPLE - 1] + "…"


def odd_words(kind_field: ImportField, sheet: SourceSheet, heading: str) -> tuple[str, ...]:
    """Of a column of choices: the words that are neither a code nor the label of one, each once, as first written."""
    if kind_field.type != CHOICE:
        return ()
    odd: dict[str, str] = {}
    for cell in _column(sheet, heading):
        if isinstance(cell, str) and cell.strip() and folded(cell) not in odd and not _understood(kind_field, cell):
            odd[folded(cell)] = " ".join(cell.split())
    return tuple(odd.values())[:MOST_WORDS]


def lacking(kind: ImportKind, draft: DraftMapping) -> tuple[str, ...]:
    """The fields that every record of the kind needs and the draft says nothing of, as a heading calls them."""
    said = {*draft.columns, *(name for name, value in draft.fixed.items() if value)}
    return tuple(one.heading for one in kind.fields if one.required and one.name not in said)


def _understood(kind_field: ImportField, cell: str) -> bool:
    try:
        read(kind_field, cell, today=date.max)
    except Refused:
        return False
    return True


def _heading_cells(sheet: SourceSheet) -> tuple[int, Sequence[Cell]]:
    first = [row for row in sheet.rows if row.number <= FIRST_ROWS]
    if not first:
        return 0, ()
    best = max(
        first, key=lambda row: (sum(isinstance(cell, str) and bool(cell.strip()) for cell in row.cells), -row.number)
    )
    return best.number, best.cells


def _column(sheet: SourceSheet, heading: str) -> list[Cell]:
    start, cells = _heading_cells(sheet)
    place = next((n for n, cell in enumerate(cells) if isinstance(cell, str) and folded(cell) == folded(heading)), None)
    if place is None:
        return []
    return [row.cells[place] for row in sheet.rows if row.number > start and place < len(row.cells)]


def _shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return " ".join(str(cell).split()) if isinstance(cell, (str, int, float, date)) else ""
