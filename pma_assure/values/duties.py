"""What must happen next: who owes what, by when, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that is owed.

    ``due`` is a day in UK time, or None when it is owed "as soon as reasonably practicable"; then ``elapsed_days``
    says for how many days it has been owed (domain.md 6.4 k). With a due day ``elapsed_days`` is None.
    ``days_overdue`` is as-of minus due, never below 0 (6.4 c). ``deed`` names the deed that discharges the duty.
    """

    reference: str
    who: str
    what: str
    due: date | None
    elapsed_days: int | None
    days_overdue: int
    rule: str
    paragraph: str
    blocked_by: tuple[str, ...] = ()
    detail: str = ""
    case: str | None = None
    organisation: str | None = None
    deed: str | None = None
    inputs: tuple[tuple[str, str], ...] = field(default=())
