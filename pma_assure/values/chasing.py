"""A paper of a coming meeting that is not ready: who owes it, by when, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.values.readiness import Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class ChasedPaper:
    """One item whose paper did not go out, changed since it did, or lacks something the members will ask for.

    ``days_late`` counts from the day papers are due, 0 until then; a paper that went out is not late for it.
    """

    item: str
    number: int
    title: str
    who: str
    due: date
    days_late: int
    standing: str
    """A sentence: not circulated yet, or when and that it changed since."""
    circulated: bool
    lacks: tuple[Missing, ...]
