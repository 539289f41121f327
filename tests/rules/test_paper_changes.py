"""What changed between two papers: nothing is lost, and a reader sees words, cells and rows, not papers."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules.comparison import word_changes
from pma_assure.rules.paper_changes import aligned, paper_changes
from pma_assure.values.meeting_pack import (
    PaperFacts,
    PaperPart,
    PaperTable,
    PaperText,
    TableChange,
    TextChange,
)

WORD = st.sampled_from(("M1", "M2", "M3", "cards", "issued", "to", "two", "officers", "30 Sep 2026", "Ŵyn", ""))
CELL = st.lists(WORD, max_size=4).map(" ".join)
ROWS = st.lists(st.tuples(CELL, CELL, CELL), max_size=7)
NAME = st.sampled_from(("Title", "Reasons", "Owner", "Milestones"))


@st.composite
def papers(draw: st.DrawFn) -> tuple[PaperPart, ...]:
    facts = PaperFacts(under="", pairs=tuple(draw(st.lists(st.tuples(NAME, CELL.filter(bool)), max_size=4))))
    texts = [
        PaperText(under=draw(st.sampled_from(("", "The plan"))), heading=draw(NAME), text=draw(CELL.filter(bool)))
        for _ in range(draw(st.integers(0, 3)))
    ]
    table = PaperTable(under="", heading="Milestones", heads=("No", "Title", "Due"), rows=tuple(draw(ROWS)))
    return (facts, *texts, table)


@given(ROWS, ROWS)
def test_both_tables_can_be_made_again(before: list[tuple[str, ...]], after: list[tuple[str, ...]]) -> None:
    rows = aligned(before, after)
    now = [tuple(cell for _, cell in row.cells) for row in rows if row.kind != "removed"]
    then = [tuple(cell for cell, _ in row.cells) for row in rows if row.kind != "added"]
    assert now == after
    assert Counter(then) == Counter(before)


@given(ROWS, ROWS)
def test_marks_in_every_cell_give_both_cells(before: list[tuple[str, ...]], after: list[tuple[str, ...]]) -> None:
    for row in aligned(before, after):
        for old, new in row.cells:
            pieces = word_changes(old, new)
            assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
            assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
        assert (row.kind == "same") == all(old == new for old, new in row.cells) or row.kind in ("added", "removed")


@given(ROWS)
def test_the_same_table_has_no_change(rows: list[tuple[str, ...]]) -> None:
    assert all(row.kind == "same" for row in aligned(rows, rows))


@given(papers())
def test_a_paper_does_not_differ_from_itself(paper: tuple[PaperPart, ...]) -> None:
    assert paper_changes(paper, paper) == ()


@given(papers(), papers())
def test_what_came_in_one_way_goes_out_the_other(one: tuple[PaperPart, ...], other: tuple[PaperPart, ...]) -> None:
    there = {(c.where, c.before, c.after) for c in paper_changes(one, other) if isinstance(c, TextChange)}
    back = {(c.where, c.after, c.before) for c in paper_changes(other, one) if isinstance(c, TextChange)}
    assert there == back


def milestones(*rows: tuple[str, str, str]) -> PaperTable:
    return PaperTable(under="The plan", heading="Milestones", heads=("Number", "Title", "Due"), rows=rows)


def test_a_row_put_between_others_is_added_and_they_are_changed_in_their_number_alone() -> None:
    before = milestones(("1", "Cards issued to officers", "30 Sep 2026"), ("2", "Ceremony repeated", "31 Oct 2026"))
    after = milestones(
        ("1", "Cards issued to officers", "30 Sep 2026"),
        ("2", "Roster signed by a witness", "7 Oct 2026"),
        ("3", "Ceremony repeated", "15 Nov 2026"),
    )
    (change,) = paper_changes((before,), (after,))
    assert isinstance(change, TableChange)
    assert change.where == "The plan, Milestones"
    assert [row.kind for row in change.rows] == ["same", "added", "changed"]
    assert change.rows[2].cells == (("2", "3"), ("Ceremony repeated",) * 2, ("31 Oct 2026", "15 Nov 2026"))


def test_a_column_that_is_new_is_empty_before() -> None:
    before = PaperTable(under="", heading="Answers", heads=("Reference",), rows=(("REQ-1",),))
    after = PaperTable(under="", heading="Answers", heads=("Reference", "Answer"), rows=(("REQ-1", "Meets"),))
    (change,) = paper_changes((before,), (after,))
    assert isinstance(change, TableChange)
    assert change.rows[0].cells == (("REQ-1", "REQ-1"), ("", "Meets"))


def test_of_two_parts_with_one_heading_each_is_compared_with_its_own() -> None:
    def part(text: str) -> PaperText:
        return PaperText(under="The plan", heading="Costs", text=text)

    changes = paper_changes((part("One."), part("Two.")), (part("One."), part("Three.")))
    assert changes == (TextChange(where="The plan, Costs (2)", before="Two.", after="Three."),)
