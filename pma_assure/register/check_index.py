"""The tables in which FTS5 keeps the search index, as far as SQLite's own examination leaves gaps.

FTS5's examination reads the index from its structure record downwards: rows that nothing leads to it does not see, and
the numbers in the structure record that only steer later merges it does not verify. Both are looked at here. The format
is that of SQLite's fts5_index.c: a segment's pages have the key ``segment << 37 | page``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pma_assure.register.findings import Findings

SUMS = 1
"""The row of ``search_words_data`` with the number of rows and of words."""
STRUCTURE = 10
"""The row of ``search_words_data`` with the segments of the index."""
SEGMENT_SHIFT = 37
DOCLIST_BIT = 1 << 36
PAGE_MASK = (1 << 31) - 1


def check_index_tables(driver: Any, found: Findings) -> None:
    """Every row of the two tables belongs to a segment that the structure record names, and none is missing."""
    row = driver.execute("SELECT block FROM search_words_data WHERE id = ?", (STRUCTURE,)).fetchone()
    try:
        segments = _segments(row[0])
    except (TypeError, ValueError, StopIteration):
        _wrong(found, "search_words_data", "search_words_data.block of row 10, the structure of the index, is wrong.")
        return
    leading = _pages(driver, segments, found)
    held: Counter[int] = Counter()
    for segment, page in driver.execute("SELECT segid, pgno FROM search_words_idx"):
        first, last = segments.get(segment, (1, 0)) if isinstance(segment, int) else (1, 0)
        if not isinstance(page, int) or not first <= page >> 1 <= last:
            sentence = f"A row of search_words_idx has segid {segment!r} and pgno {page!r}, which lead nowhere."
            _wrong(found, "search_words_idx", sentence)
        else:
            held[segment] += 1
    for segment in segments:
        if held[segment] != leading[segment]:
            sentence = (
                f"search_words_idx has {held[segment]} rows for segid {segment} and should have {leading[segment]}."
            )
            _wrong(found, "search_words_idx", sentence)


def _pages(driver: Any, segments: dict[int, tuple[int, int]], found: Findings) -> Counter[int]:
    """How many pages of each segment begin a term; a page that no segment has is a finding."""
    leading: Counter[int] = Counter()
    for number, block in driver.execute("SELECT id, block FROM search_words_data WHERE id NOT IN (1, 10)"):
        segment, page = number >> SEGMENT_SHIFT, number & PAGE_MASK
        first, last = segments.get(segment, (1, 0))
        if not first <= page <= last or not isinstance(block, bytes) or len(block) < 4:
            _wrong(found, "search_words_data", f"search_words_data has a row with id {number}, which leads nowhere.")
        elif not number & DOCLIST_BIT and len(block) > int.from_bytes(block[2:4], "big"):
            leading[segment] += 1
    return leading


def _segments(structure: bytes) -> dict[int, tuple[int, int]]:
    """Segment -> (first page, last page). ValueError or StopIteration where the record is none of this program's."""
    if structure[:4] != bytes(4):
        raise ValueError("the index was reconfigured")
    numbers = _numbers(structure[4:])
    levels, total, written = next(numbers), next(numbers), next(numbers)
    pages: dict[int, tuple[int, int]] = {}
    for _ in range(levels):
        _, segments = next(numbers), next(numbers)
        total -= segments
        for _ in range(segments):
            segment, first, last = next(numbers), next(numbers), next(numbers)
            pages[segment] = (first, last)
    if total or written < sum(last - first + 1 for first, last in pages.values()) or next(numbers, None) is not None:
        raise ValueError("the numbers do not fit together")
    return pages


def _numbers(packed: bytes) -> Iterator[int]:
    """SQLite's numbers of variable length, as far as they have up to four bytes."""
    value = 0
    for place, byte in enumerate(packed):
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            yield value
            value = 0
        elif place == len(packed) - 1:
            raise ValueError("cut off")


def _wrong(found: Findings, table: str, sentence: str) -> None:
    found.fault("search_altered", table, sentence)
