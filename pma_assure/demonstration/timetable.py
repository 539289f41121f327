"""When things happened in the demonstration: days that move with the chosen day, a clock that keeps office hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from pma_assure.rules.calendar import UK, is_working_day, uk_day
from pma_assure.rules.wording import day as say_day

DEFAULT_DAY = date(2026, 11, 23)
"""The day the demonstration is made for when nobody says otherwise; all its dates are written as of this day."""

Story = Iterator[date]
"""What one case, or the PMA itself, does: it yields the day of its next steps and takes them when it is asked on."""

_WEEK = 7
_WRITTEN = re.compile(r"\{(\d{4})-(\d\d)-(\d\d)\}")


@dataclass(frozen=True, slots=True)
class Timetable:
    """Days of the demonstration, written as they are for ``DEFAULT_DAY`` and moved by whole weeks for another day.

    Whole weeks keep every weekday: a meeting stays a Tuesday, and the milestone that is due on a Saturday stays so.
    The past stays past: the move is rounded down, by six days at the most.
    """

    today: date

    def day(self, year: int, month: int, day: int) -> date:
        """A calendar date, such as a due date; it may fall on a bank holiday."""
        weeks = (self.today - DEFAULT_DAY).days // _WEEK
        return date(year, month, day) + timedelta(weeks=weeks)

    def at_work(self, year: int, month: int, day: int) -> date:
        """A Working Day: the date itself, or the next one where it falls on a bank holiday."""
        moved = self.day(year, month, day)
        while not is_working_day(moved):
            moved += timedelta(days=1)
        return min(moved, self.today) if date(year, month, day) <= DEFAULT_DAY else moved

    def tell(self, text: str) -> str:
        """The text with each day in braces, such as {2026-09-30}, moved and said in words."""
        return _WRITTEN.sub(lambda found: say_day(self.day(*map(int, found.groups()))), text)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in the United Kingdom, as an instant."""
    return datetime.combine(day, time(hour, minute), UK).astimezone(UTC)


class OfficeClock:
    """Goes on by a minute or so with every deed, and jumps to the morning of a day when work begins on it."""

    def __init__(self, first_day: date, random: Random) -> None:
        self._random = random
        self._instant = at(first_day, 9)

    def __call__(self) -> datetime:
        """The instant of the next deed."""
        self._instant += timedelta(seconds=self._random.randrange(25, 110))
        return self._instant

    def look(self) -> datetime:
        """The instant now, without the clock going on."""
        return self._instant

    def turn_to(self, day: date) -> None:
        """Begin work on ``day``; on a day that has begun the clock just goes on."""
        today = uk_day(self._instant)
        if day < today:
            raise ValueError(f"{day} is over: it is {today}")
        if day > today:
            self._instant = at(day, 9) + timedelta(seconds=self._random.randrange(120, 2400))

    def wait_until(self, instant: datetime) -> None:
        """Let time pass until ``instant``, if it has not come yet."""
        self._instant = max(self._instant, instant)
