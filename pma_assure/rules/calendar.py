"""Days in UK time, Working Days, months (domain.md 6.4 a, h, i)."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from pma_assure.rules import bank_holidays as bank_holidays_by_year

UK = ZoneInfo("Europe/London")

_DAY = timedelta(days=1)


class Nation(StrEnum):
    """Whose bank holidays are used (Q9)."""

    ENGLAND_AND_WALES = "england_and_wales"
    SCOTLAND = "scotland"


_KNOWN = {
    Nation.ENGLAND_AND_WALES: ("ENG", bank_holidays_by_year.ENGLAND_AND_WALES),
    Nation.SCOTLAND: ("SCT", bank_holidays_by_year.SCOTLAND),
}
"""Nation -> its name in the library, and the bank holidays that are written down."""


@lru_cache(maxsize=128)
def bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    """The bank holidays of one year."""
    name, known = _KNOWN[nation]
    if year in known:
        return frozenset(date.fromisoformat(f"{year}-{day}") for day in known[year].split())
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv=name, years=year).keys())


def uk_day(instant: datetime) -> date:
    """The day in UK time on which an aware instant falls. A naive one is refused with ValueError: it has no day."""
    if instant.tzinfo is None:
        raise ValueError("an instant must carry its time zone")
    return instant.astimezone(UK).date()


def clock_change(local: datetime) -> str:
    """Why a time without a zone is no instant in UK time, in words; "" where it is one.

    When the clocks go forward an hour is left out; when they go back an hour comes twice.
    """
    summer, winter = (local.replace(tzinfo=UK, fold=fold) for fold in (0, 1))
    if summer.utcoffset() == winter.utcoffset():
        return ""
    if summer.astimezone(UTC).astimezone(UK).replace(tzinfo=None) == local.replace(tzinfo=None, fold=0):
        return (
            f"{local:%H:%M} comes twice on that day, when the clocks go back: write"
            f" {local:%Y-%m-%dT%H:%M}+01:00 for the first, +00:00 for the second"
        )
    return f"{local:%H:%M} does not exist on that day, when the clocks go forward: look at the time again"


def is_weekend(day: date) -> bool:
    return day.weekday() >= 5


def is_working_day(day: date, nation: Nation = Nation.ENGLAND_AND_WALES, closed: frozenset[date] = frozenset()) -> bool:
    """No weekend, no bank holiday, and not one of the office's own ``closed`` days."""
    return not is_weekend(day) and day not in closed and day not in bank_holidays(nation, day.year)


def add_working_days(
    trigger: date, count: int, nation: Nation = Nation.ENGLAND_AND_WALES, closed: frozenset[date] = frozenset()
) -> date:
    """The ``count``-th Working Day after ``trigger``, which itself is not counted (6.4 i); count 0 is the trigger."""
    return _walk(trigger, count, _DAY, nation, closed)


def working_days_before(
    day: date, count: int, nation: Nation = Nation.ENGLAND_AND_WALES, closed: frozenset[date] = frozenset()
) -> date:
    """The ``count``-th Working Day before ``day``, which itself is not counted; count 0 is the day."""
    return _walk(day, count, -_DAY, nation, closed)


def _walk(start: date, count: int, step: timedelta, nation: Nation, closed: frozenset[date]) -> date:
    if count < 0:
        raise ValueError("a number of Working Days is not negative")
    day = start
    while count:
        day += step
        if is_working_day(day, nation, closed):
            count -= 1
    return day


def working_days_between(
    a: date, b: date, nation: Nation = Nation.ENGLAND_AND_WALES, closed: frozenset[date] = frozenset()
) -> int:
    """How many Working Days lie after ``a`` up to and including ``b``; negative when ``b`` is the earlier.

    So that ``working_days_between(a, add_working_days(a, n)) == n``, and swapping two Working Days changes the sign.
    """
    if b < a:
        return -working_days_between(b, a, nation, closed)
    return sum(is_working_day(a + _DAY * n, nation, closed) for n in range(1, (b - a).days + 1))


def add_months(day: date, months: int) -> date:
    """The corresponding date ``months`` later, or the last day of a month that has no such date (6.4 h).

    For time limits, which end *on* the corresponding date. A term of office ends the day before: see ``terms``.
    """
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month_index + 1, min(day.day, monthrange(year, month_index + 1)[1]))
