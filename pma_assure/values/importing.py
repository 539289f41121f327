"""What crosses rooms when a workbook is taken in: its rows as read, what the register holds, and what becomes of each.

A cell is text, a whole number, a number, yes or no, a day, an instant or nothing as the workbook types it; a formula
and a fault (#REF!) are kept as such, so that nobody takes the result a workbook remembers for a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that computes; ``text`` is the formula as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that says that it could not compute: #REF!, #N/A."""

    code: str


MERGED = Fault("merged")
"""A cell that a merged one above covers: it holds nothing of its own, and looks as if it did."""

Cell = str | int | float | bool | date | datetime | time | timedelta | Formula | Fault | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row that is not empty: its number as the workbook shows it, and its cells from the first column on."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSheet:
    title: str
    rows: tuple[SheetRow, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWorkbook:
    """A workbook as read. ``register`` is the key of the register that wrote it, "" for any other workbook."""

    sheets: tuple[SourceSheet, ...]
    register: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMapping:
    """Where a kind of record is found in a workbook.

    ``columns`` is field -> heading; ``fixed`` is field -> what every row has; ``words`` is field -> word -> code, for a
    workbook with words of its own. ``day_order`` is "dmy", "mdy", "ymd" or None: then an ambiguous day is asked about.
    """

    sheet: str
    columns: Mapping[str, str]
    day_order: str | None = None
    fixed: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that a row of this workbook will become: the kind and the place of the row among those of its kind."""

    kind: str
    place: int


@dataclass(frozen=True, slots=True)
class Folder:
    """The case for what came in about one organisation without a case of its own."""

    organisation: str | NewRecord


Value = str | int | bool | date | NewRecord | Folder | None
"""A value of a field: a link is the key of a held record (32 hexadecimal digits), or what a row will become."""


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRecord:
    """A record of the register as far as an import can touch it; ``values`` by field, links as keys."""

    kind: str
    key: str
    reference: str
    version: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRow:
    """What a row of this source was when it was last taken in, and the record that it became."""

    record: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What the register holds: kind -> key -> record; and (kind, key of the row) -> what this source said before."""

    records: Mapping[str, Mapping[str, HeldRecord]]
    earlier: Mapping[tuple[str, str], EarlierRow]
    own_workbook: bool = False
    """The workbook was written by this very register: its references and versions are this register's."""
    foreign_workbook: bool = False
    """It was written by another register: its references are that register's, and may mean something else here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """What becomes of one row, and why in a sentence.

    ``values`` are all fields the row gives; ``changes`` those that differ and are to be set. ``record`` is the key of
    the held record, None for a new one; ``place`` is the row's place among the rows of its kind. ``reference`` is the
    record's, or for a new one the reference it brings, "" for none.
    """

    kind: str
    sheet: str
    number: int
    place: int
    outcome: Outcome
    title: str
    reason: str = ""
    key: str = ""
    record: str | None = None
    reference: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    changes: Mapping[str, Value] = field(default_factory=dict)
    takes_reference: bool = False
    """Whether a new record keeps the reference it brings: nothing in the register has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do, row by row, in the order of the workbook; ``notes`` say what was passed over."""

    source: str
    rows: tuple[PlannedRow, ...]
    notes: tuple[str, ...] = ()

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome == outcome for row in self.rows)

    def of_kind(self, kind: str) -> Iterator[PlannedRow]:
        return (row for row in self.rows if row.kind == kind)
