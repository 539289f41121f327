"""What was read from a filled-in workbook of field work, before anybody judged it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

LONGEST_CELL = 16_000
"""Half of what a cell may hold in UTF-16 units, so that any text fits."""


def shown_clause(document: str, clause: str) -> str:
    """What a row of the sheet shows of its clause, and by which it is told that its cells were not moved."""
    return f"{document}, {clause}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLine:
    """One row of the workbook. ``row`` is its number there; ``version`` that of the line when the sheet was made.

    ``given`` holds what was changed in the file: test, sample, seen, initials as text, result as a code, tested_on as
    a day or None. ``wrong`` says why the row cannot be taken, "" when it can.
    """

    row: int
    reference: str
    key: str
    version: int
    clause: str
    given: Mapping[str, str | date | None]
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSheet:
    """The whole workbook: of which assessment, and its rows; ``untouched`` counts those that nobody changed."""

    assessment: str
    lines: tuple[ReadLine, ...]
    untouched: int
