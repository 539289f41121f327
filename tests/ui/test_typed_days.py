"""Days and times as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from ui.desktop.typed_days import changed_clock, read_day, read_instant, show_day, show_instant

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-06-30", date(2026, 6, 30)),
        ("30/6/2026", date(2026, 6, 30)),
        ("30/06/26", date(2026, 6, 30)),
        ("30.6.2026", date(2026, 6, 30)),
        ("30 Jun", date(2026, 6, 30)),
        ("30th June 2027", date(2027, 6, 30)),
        ("30 sept 2026", date(2026, 9, 30)),
        (" today ", TODAY),
        ("tomorrow", date(2026, 11, 24)),
        ("29 Feb 2028", date(2028, 2, 29)),
    ],
)
def test_days_are_understood(typed: str, meant: date) -> None:
    assert read_day(typed, TODAY) == meant
    assert read_day(show_day(meant), TODAY) == meant


@pytest.mark.parametrize(
    "typed", ["", "31 Feb 2026", "29/2/2026", "6-30-2026", "30 J", "next week", "2026-13-01", "1/1/1x"]
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10:15", "2026-11-23T10:15:00+00:00"),
        ("30 Jun 10:15", "2026-06-30T10:15:00+01:00"),
        ("30 Jun 2026, 10:15", "2026-06-30T10:15:00+01:00"),
        ("2026-06-30T10:15", "2026-06-30T10:15:00+01:00"),
        ("2026-06-30T10:15:00+00:00", "2026-06-30T10:15:00+00:00"),
    ],
)
def test_instants_are_uk_time(typed: str, meant: str) -> None:
    found = read_instant(typed, TODAY)
    assert found is not None
    assert found.isoformat() == meant
    assert read_instant(show_instant(found), TODAY) == found


@pytest.mark.parametrize("typed", ["", "25:00", "10:75", "30 Jun", "10.15.30", "31 Feb 10:00"])
def test_what_is_no_instant_is_none(typed: str) -> None:
    assert read_instant(typed, TODAY) is None


def test_an_hour_that_the_clock_change_leaves_out_or_repeats_is_asked_about() -> None:
    assert read_instant("31 Mar 2024 01:30", TODAY) is None
    assert "does not exist" in changed_clock("31 Mar 2024 01:30", TODAY)
    assert read_instant("27 Oct 2024, 01:30", TODAY) is None
    assert "comes twice" in changed_clock("2024-10-27T01:30", TODAY)
    for zone in ("+01:00", "+00:00"):
        found = read_instant(f"2024-10-27T01:30{zone}", TODAY)
        assert found is not None
        assert found.isoformat() == f"2024-10-27T01:30:00{zone}"
        assert read_instant(show_instant(found), TODAY) == found
    assert changed_clock("27 Oct 2024, 02:00", TODAY) == changed_clock("soon", TODAY) == ""
