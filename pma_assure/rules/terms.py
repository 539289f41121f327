"""Terms of office: last days, successors, overlaps and terms that end together (domain.md 6.3; R33, R39 to R43)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, groupby

from pma_assure.rules.calendar import add_months
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import SeatCode
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import seat_name
from pma_assure.values.quorum import Term

_DAY = timedelta(days=1)
LONGEST_TERM = 120
"""Months. The longest standard term is 36; ten years and more is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class StandardTerm:
    """Months of a seat's first term and of its later ones (None: the Panel fixes them), and the rule for each."""

    first: int | None
    later: int | None
    first_rule: str
    later_rule: str


STANDARD_MONTHS: dict[SeatCode, StandardTerm] = {
    SeatCode.CHAIR: StandardTerm(36, None, "R33", "R33"),
    SeatCode.LARGE_SUPPLIER_A: StandardTerm(12, 24, "R40", "R42"),
    SeatCode.LARGE_SUPPLIER_B: StandardTerm(24, 24, "R40", "R42"),
    SeatCode.SMALL_SUPPLIER: StandardTerm(24, 24, "R40", "R42"),
    SeatCode.NETWORKS: StandardTerm(12, 24, "R40", "R42"),
    SeatCode.SECURITY_SUB_COMMITTEE: StandardTerm(24, 24, "R42", "R42"),
    SeatCode.TECHNICAL_SUB_COMMITTEE: StandardTerm(24, 24, "R42", "R42"),
}
"""Which Large Supplier seat has the 12 months is said by the documents of the first election (R41); here it is LS-A."""


def last_day_of_term(first_day: date, months: int) -> date:
    """The last day in office, inclusive: the day before the same-numbered day ``months`` later.

    If that month has no such day, its last day. A time limit ends one day later: see ``calendar.add_months``.
    """
    if months < 1:
        raise Refused("A term of office lasts at least one month.", field="months")
    if months > LONGEST_TERM:
        raise Refused(
            f"A term of office lasts at most {LONGEST_TERM} months here, and not {months}. Look at the number again.",
            field="months",
        )
    corresponding = add_months(first_day, months)
    return corresponding - _DAY if corresponding.day == first_day.day else corresponding


def successor_starts(last_day: date) -> date:
    """The first day of the next term: no gap, no overlap."""
    return last_day + _DAY


def in_force(term: Term, day: date) -> bool:
    """Whether the term covers the day; both its ends belong to it, and without a last day it is open."""
    return term.first_day <= day and (term.last_day is None or day <= term.last_day)


def overlapping(terms: Iterable[Term]) -> tuple[tuple[Term, Term], ...]:
    """Every pair of terms of one seat that share a day, the earlier first; in the order of seats and first days."""
    ordered = sorted(terms, key=_order)
    pairs: list[tuple[Term, Term]] = []
    for _, of_seat in groupby(ordered, key=lambda term: term.seat):
        pairs.extend((a, b) for a, b in combinations(of_seat, 2) if a.last_day is None or b.first_day <= a.last_day)
    return tuple(pairs)


def holder(seat: str, day: date, terms: Iterable[Term]) -> str | None:
    """Who holds the seat that day, or None for a vacancy. Of overlapping terms the latest begun counts."""
    held = sorted((term for term in terms if term.seat == seat and in_force(term, day)), key=_order)
    return held[-1].person if held else None


def vacancies(terms: Iterable[Term], until: date) -> tuple[tuple[date, date], ...]:
    """The days on which nobody holds the seat of these terms, from its first term to ``until``: (first, last) each.

    Before its first term a seat was not filled for the first time yet: that is no vacancy.
    """
    held = sorted(terms, key=_order)
    found: list[tuple[date, date]] = []
    free = held[0].first_day if held else date.max
    for term in held:
        if term.first_day > free:
            found.append((free, term.first_day - _DAY))
        last = _end(term)
        free = max(free, last if last == date.max else last + _DAY)
    if free < date.max:
        found.append((free, date.max))
    return tuple((first, min(last, until)) for first, last in found if first <= until)


@dataclass(frozen=True, slots=True)
class EndingTogether:
    """Terms that end within a short time of each other, with the first and the last of their last days (R43)."""

    first: date
    last: date
    terms: tuple[Term, ...]
    sentence: str


def ending_together(terms: Iterable[Term], within_days: int = 31, at_least: int = 3) -> tuple[EndingTogether, ...]:
    """Groups of at least ``at_least`` seats whose terms end within ``within_days`` days of the group's first end.

    A group is as large as it can be and is given once: not again as a part of a larger one. Open terms do not end.
    """
    ends = sorted((term for term in terms if term.last_day), key=lambda term: (_end(term), *_order(term)))
    groups: list[EndingTogether] = []
    covered = 0
    for start, term in enumerate(ends):
        begun = _end(term)
        stop = start
        while stop < len(ends) and (_end(ends[stop]) - begun).days <= within_days:
            stop += 1
        together = tuple(ends[start:stop])
        if stop > covered and len({each.seat for each in together}) >= at_least:
            groups.append(_together(together))
            covered = stop
    return tuple(groups)


def _together(terms: tuple[Term, ...]) -> EndingTogether:
    first, last = _end(terms[0]), _end(terms[-1])
    seats = sorted({term.seat for term in terms}, key=_seat_order)
    names = ", ".join(seat_name(seat) for seat in seats[:-1]) + f" and {seat_name(seats[-1])}"
    when = f"on {say_day(first)}" if first == last else f"between {say_day(first)} and {say_day(last)}"
    sentence = f"{len(seats)} seats end together {when}: {names} (R43, paragraph {paragraph('R43')})."
    return EndingTogether(first, last, terms, sentence)


def _end(term: Term) -> date:
    return term.last_day or date.max


def _seat_order(seat: str) -> tuple[int, str]:
    codes = [str(code) for code in SeatCode]
    return (codes.index(seat) if seat in codes else len(codes), seat)


def _order(term: Term) -> tuple[str, date, date, str]:
    return (term.seat, term.first_day, _end(term), term.person)
