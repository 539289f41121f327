"""The picture of the seats: every holder by name, a vacancy that says so, and no word in a bar too narrow for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from reportlab.graphics.shapes import Drawing, Group, Rect, String

from pma_assure.values.seats import EndsTogether, SeatLine, SeatsOverYears, SeatTerm
from reports import seats_picture
from reports.paper import WIDTH

TERM = SeatTerm(
    person="PERS-0002",
    name="Siân Prydderch",
    first_day=date(2024, 7, 1),
    last_day=date(2025, 12, 31),
    fixed_until=None,
    state="in_office",
    route="elected",
    why_ended="",
)
LINE = SeatLine(
    seat="SS",
    name="Small Supplier",
    constituency="Small Suppliers",
    terms=(
        TERM,
        replace(TERM, name="J. Pryce", first_day=date(2026, 12, 1), last_day=date(2028, 11, 30), state="identified"),
    ),
    vacancies=((date(2026, 1, 1), date(2026, 11, 30)), (date(2028, 12, 1), None)),
    sentence="",
)
SEATS = SeatsOverYears(
    as_of=date(2026, 11, 23),
    first=date(2024, 1, 1),
    last=date(2029, 12, 31),
    seats=(LINE,),
    together=(),
    summary="",
)


def shapes(inside: Any) -> Iterator[Any]:
    for one in inside.contents:
        if isinstance(one, Group):
            yield from shapes(one)
        else:
            yield one


def words(drawing: Drawing) -> list[str]:
    return [one.text for one in shapes(drawing) if isinstance(one, String)]


def picture(seats: SeatsOverYears) -> Drawing:
    return seats_picture.picture(seats, lambda name: name)


def test_holders_vacancies_and_what_is_not_filled_yet_are_named() -> None:
    said = words(picture(SEATS))
    for word in ("Small Supplier", "Siân Prydderch", "J. Pryce", "vacant", "nobody yet", "identified", "2024", "2029"):
        assert word in said, word
    assert "terms end together" not in said


def test_outlines_say_what_colours_say() -> None:
    bars = [one for one in shapes(picture(SEATS)) if isinstance(one, Rect) and one.height > 10]
    dashes = [one.strokeDashArray for one in bars]
    assert sorted(map(str, dashes)) == sorted(map(str, ([1.5, 1.5], [1.5, 1.5], None, [3, 2])))


def test_what_has_no_room_is_left_to_the_words_beside_it() -> None:
    short = replace(LINE, terms=(replace(TERM, last_day=date(2024, 7, 9)),), vacancies=((date(2024, 7, 10), None),))
    said = words(picture(replace(SEATS, seats=(short,))))
    assert not [word for word in said if word.startswith("Si")]
    brief = replace(LINE, vacancies=((date(2026, 7, 1), date(2026, 7, 20)),))
    assert "vacant" not in words(picture(replace(SEATS, seats=(brief,))))


def test_it_reaches_over_a_thousand_years_and_stays_within_the_page() -> None:
    old = replace(SEATS, first=date(1900, 1, 1), last=date(2999, 12, 31))
    drawing = picture(old)
    assert len([word for word in words(drawing) if word.isdigit()]) < 30
    assert all(one.x + one.width <= WIDTH + 1 for one in shapes(drawing) if isinstance(one, Rect))


def test_a_line_shows_where_terms_end_together() -> None:
    group = EndsTogether(first=date(2026, 6, 30), last=date(2026, 7, 15), seats=("SS",), sentence="Together.")
    assert "terms end together" in words(picture(replace(SEATS, together=(group,))))
