"""What the annual report to the Panel is about, and what it may name (R13, paragraph 53).

The report goes beyond the PMA, so it is made of references, codes, days and numbers, and of the names of participants,
assessors, documents and clauses: no words that somebody wrote into a record stand in it, and so nothing that is
withheld from an extract can. What lies in a case that is marked for its security is counted, and not named.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import Classification
from pma_assure.rules.wording import day

RULE = "R13"
MARKED = (Classification.SENSITIVE,)
"""A case marked so is counted in the report, and nothing of it is named."""
NOT_NAMED = "Not named here"
FIRST_YEAR = 2014
"""No assurance of the SMKI is older than the response that set it up."""


def reported_days(year: int, as_of: date) -> tuple[date, date]:
    """The first and the last day that the report of ``year`` speaks of, drawn up on ``as_of``.

    Of a year that is over it speaks as at its last day, of one that runs as at ``as_of``. Refused for one that has not
    begun.
    """
    if year < FIRST_YEAR:
        raise Refused(
            f"There is no annual report of {year}: name a year from {FIRST_YEAR} on.",
            rule=RULE,
            paragraph=paragraph(RULE),
            field="year",
        )
    if year > as_of.year:
        raise Refused(
            f"{year} has not begun on {day(as_of)}: name the present year or one before.",
            rule=RULE,
            paragraph=paragraph(RULE),
            field="year",
        )
    return date(year, 1, 1), min(date(year, 12, 31), as_of)


def shown_name(name: str, classification: Classification) -> str:
    """``name`` as the report gives it: not at all, where the case is marked for its security."""
    return NOT_NAMED if classification in MARKED else name


def middle(days: Sequence[int]) -> int | None:
    """The middle one of these numbers of days, the lower of two; None of none."""
    return sorted(days)[(len(days) - 1) // 2] if days else None
