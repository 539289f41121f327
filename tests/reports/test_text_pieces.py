"""Dividing long texts: nothing is lost, and no part is longer than it may be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.text_pieces import MOST_LINES, parts_of_lines


@given(
    st.lists(st.text(alphabet="ab ", max_size=40), min_size=1, max_size=200), st.integers(min_value=1, max_value=120)
)
def test_a_block_is_cut_between_its_lines(lines: list[str], longest: int) -> None:
    parts = parts_of_lines("\n".join(lines), longest)
    assert "\n".join(parts).split("\n") == lines
    for part in parts:
        assert len(part) <= longest or "\n" not in part
        assert part.count("\n") < MOST_LINES
