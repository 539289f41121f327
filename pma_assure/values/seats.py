"""Who sat in which seat when: the picture of the seats over the years, and the same in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTerm:
    """A term in a seat; both days belong to it, and without a last one it is open.

    ``state`` is a code of ``AppointmentState``. ``fixed_until`` is the last day as it was computed where another one
    holds: the term was cut short, or fixed otherwise.
    """

    person: str
    name: str
    first_day: date
    last_day: date | None
    fixed_until: date | None
    state: str
    route: str
    why_ended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """One seat: its terms and its vacancies (first day, last day or None), oldest first, and a sentence of both."""

    seat: str
    name: str
    constituency: str
    terms: tuple[SeatTerm, ...]
    vacancies: tuple[tuple[date, date | None], ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsTogether:
    """Terms that end within a month of each other: from the first of their last days to the last (R43)."""

    first: date
    last: date
    seats: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsOverYears:
    """``first`` and ``last`` are the days the picture reaches from and to; ``together`` holds groups still to come."""

    as_of: date
    first: date
    last: date
    seats: tuple[SeatLine, ...]
    together: tuple[EndsTogether, ...]
    summary: str
