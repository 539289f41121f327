"""The programme of a year as its screen shows it: codes, not labels; days are UK days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.values.screens import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAssessment:
    """An assessment with days in the year; ``first_day`` and ``last_day`` are the planned ones, also before and after
    the year. ``counts`` says that it has not ended: only those can overlap, be notified or be reminded of."""

    reference: str
    kind: str
    state: str
    first_day: date
    last_day: date
    assessor: str | None
    criteria: tuple[str, ...]
    counts: bool

    def months(self, year: int) -> tuple[int, int]:
        """The first and the last month of the year that it touches, 1 to 12."""
        first = 1 if self.first_day.year < year else self.first_day.month
        last = 12 if self.last_day.year > year else self.last_day.month
        return first, last


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOverlap:
    """Two assessments of one participant that share a day; ``agreed``: how they are co-ordinated is recorded (R55)."""

    first: str
    second: str
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow:
    """One participant: what is planned on it in the year, by its days."""

    reference: str
    name: str
    category: str
    planned: tuple[YearAssessment, ...] = ()
    overlaps: tuple[YearOverlap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePage:
    """``assessors`` are the organisations that assess, by name."""

    year: int
    rows: tuple[ProgrammeRow, ...]
    assessors: tuple[Choice, ...]
