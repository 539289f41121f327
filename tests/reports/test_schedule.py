"""Schedules and facts: no word, reference or day is broken, and short facts stay on one page with their heading."""

from __future__ import annotations

from datetime import date

import pytest
from reportlab.platypus import Flowable

from reports.paper import WIDTH, Contents, Furniture, Writer, build, heading
from reports.schedule import facts, schedule, section
from tests.reports.reading import pages

FURNITURE = Furniture(title="A", subject="B", dated=date(2026, 11, 23), head_left="C", head_right="D", foot_left="E")


def printed(*story: Flowable) -> list[str]:
    def same(_: Contents) -> list[Flowable]:
        return list(story)

    return pages(build(FURNITURE, same, contents_over=100_000))


def test_no_word_reference_or_day_in_a_narrow_column_is_broken() -> None:
    heads = ("Reference", "Item", "Received", "Classification", "SHA-256")
    row = ("PLAN-2025-0001/M1", "A thing " * 30, "18 Dec 2025", "Restricted", "0f" * 32)
    table = schedule(Writer(), heads, (row,), (5, 60, 5, 5, 25), strong=frozenset({0}))
    assert sum(table._colWidths) == pytest.approx(WIDTH)
    (page,) = printed(table)
    lines = page.splitlines()
    for whole in ("PLAN-2025-0001/M1", "18 Dec 2025", "Restricted", "Classification"):
        assert any(whole in line for line in lines), whole


def test_a_column_that_is_wide_enough_keeps_its_share() -> None:
    table = schedule(Writer(), ("A", "B"), (("a", "b"),), (30, 70))
    assert table._colWidths == pytest.approx([WIDTH * 0.3, WIDTH * 0.7])


def test_what_needs_more_than_there_is_is_shared_out() -> None:
    words = tuple("abcdefghijklmnopq" for _ in range(9))
    table = schedule(Writer(), words, (words,), (1,) * 9)
    assert sum(table._colWidths) == pytest.approx(WIDTH)


@pytest.mark.parametrize("lines", [30, 34, 36, 38, 40, 42, 44, 46])
def test_short_facts_stay_with_their_heading(lines: int) -> None:
    writer = Writer()
    before = [writer.text(f"Line {number}.") for number in range(lines)]
    pairs = [(f"Name {number}", f"Value {number}") for number in range(8)]
    found = section(heading("Of this finding", "Of this finding", "h1", 0, "key"), facts(writer, pairs))
    where = [
        number
        for number, page in enumerate(printed(*before, *found))
        for said in ("Of this finding", "Name 0", "Value 7")
        if said in page
    ]
    assert len(where) == 3
    assert len(set(where)) == 1
