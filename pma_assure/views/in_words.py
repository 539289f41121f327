"""One value of a record, for scripts (codes, ISO days, instants in UTC) and for people (labels, days in words)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pma_assure.rules.wording import label, pounds, short_day, short_instant


def as_code(value: Any) -> Any:
    """As JSON has it (design.md 5): codes not labels, days ISO, instants in UTC, pounds "18400.00"; None stays."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, (list, tuple)):
        return [as_code(each) for each in value]
    if isinstance(value, dict):
        return {key: as_code(each) for key, each in value.items()}
    return value


def as_words(value: Any) -> str:
    """As a person reads it in a table; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, StrEnum):
        return label(value)
    if isinstance(value, datetime):
        return short_instant(value)
    if isinstance(value, date):
        return short_day(value)
    if isinstance(value, Decimal):
        return pounds(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(as_words(each) for each in value)
    return str(value)
