"""Days and times as people type them, and as the program shows them back: "30 Jun 2026", "30 Jun 2026, 10:15"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from pma_assure.rules.calendar import UK, clock_change
from pma_assure.rules.wording import short_day

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?")
_WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?,?(?:\s+(\d{4}))?")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})")


def read_day(typed: str, today: date) -> date | None:
    """The day that was typed, None when it is none: 2026-06-30, 30/6/2026, 30 Jun, today, tomorrow.

    A day without a year is in the year of ``today``.
    """
    words = typed.strip().lower()
    if words in ("today", "yesterday", "tomorrow"):
        return today + timedelta(days=("yesterday", "today", "tomorrow").index(words) - 1)
    try:
        if found := _ISO.fullmatch(words):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _SLASHED.fullmatch(words):
            year = int(found[3] or today.year)
            return date(year + 2000 if year < 100 else year, int(found[2]), int(found[1]))
        if (found := _WORDED.fullmatch(words)) and len(found[2]) >= 3 and found[2][:3] in _MONTHS:
            return date(int(found[3] or today.year), _MONTHS.index(found[2][:3]) + 1, int(found[1]))
    except ValueError:
        return None
    return None


def read_instant(typed: str, today: date) -> datetime | None:
    """The UK time that was typed, None when it is none: "30 Jun 10:15", "2026-06-30T10:15"; "10:15" is today's.

    None also for an hour that the clock change leaves out or repeats, unless it is written with its zone.
    """
    moment = _as_written(typed, today)
    if moment is None or moment.tzinfo is not None:
        return moment
    return None if clock_change(moment) else moment.replace(tzinfo=UK)


def changed_clock(typed: str, today: date) -> str:
    """Why a time that is written well is no instant, or two: the clocks change. "" where that is not the reason."""
    moment = _as_written(typed, today)
    return "" if moment is None or moment.tzinfo is not None else clock_change(moment)


def _as_written(typed: str, today: date) -> datetime | None:
    """What was typed, with a zone only where one was typed."""
    words = typed.strip().lower()
    if "t" in words and (found := re.fullmatch(r"(\d{4}-\d{2}-\d{2})t(\S+)", words)):
        try:
            return datetime.fromisoformat(f"{found[1]}T{found[2].upper()}")
        except ValueError:
            return None
    day_words, _, time_words = words.rpartition(" ")
    found_time = _TIME.fullmatch(time_words)
    day = read_day(day_words.rstrip(","), today) if day_words else today
    if found_time is None or day is None:
        return None
    hour, minute = int(found_time[1]), int(found_time[2])
    if hour > 23 or minute > 59:
        return None
    return datetime.combine(day, time(hour, minute))


def show_day(day: date) -> str:
    return short_day(day)


def show_instant(moment: datetime) -> str:
    """As it is typed; in the hour that comes twice as an instant with its zone, so that it can be read again."""
    local = moment.astimezone(UK)
    if clock_change(local.replace(tzinfo=None)):
        return local.isoformat(timespec="minutes")
    return f"{short_day(local.date())}, {local:%H:%M}"


def show_time(moment: datetime) -> str:
    return f"{moment.astimezone(UK):%H:%M}"
