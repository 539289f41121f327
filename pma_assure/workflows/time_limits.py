"""The time limits that the PMA adopted by a decision (Q15; domain.md 6.4): one place that reads them.

A limit is a setting, ``limit.<name>``; one that no decision adopted is no limit. What is due after it is computed here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from pma_assure.records.house import Setting
from pma_assure.rules.calendar import add_months, add_working_days
from pma_assure.rules.refusal import Refused
from pma_assure.workflows.acting import Desk

LONGEST = 3660
COUNTED: dict[str, Callable[[date, int], date]] = {
    "finding_response": add_working_days,
    "evidence_request": add_working_days,
    "representations": add_working_days,
    "impact_medium": add_months,
    "impact_low": add_months,
    "report_days": lambda after, number: after + timedelta(days=number),
    "emergency_review": lambda after, number: after + timedelta(days=number),
}
"""Limit -> how its number is counted: Working Days, months (the corresponding date) or days."""


def due_by(desk: Desk, limit: str, after: date) -> date | None:
    """The day by which something is due after a day; None while no decision has adopted the limit: undated, never
    "on time" (6.4 l). Refused where what was adopted is no number. KeyError for a limit there is not."""
    counted = COUNTED[limit]
    held = desk.all(Setting, key=f"limit.{limit}")
    if not held or held[0].adopted_by is None:
        return None
    value = held[0].value.strip()
    if not (value.isascii() and value.isdigit()) or not 0 < int(value) <= LONGEST:
        raise Refused(f"The setting limit.{limit} is “{value[:40]}”, which is no number. Choose it again.", field="due")
    return counted(after, int(value))
