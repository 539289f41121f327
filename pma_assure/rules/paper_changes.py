"""What is different between two papers: text by text, fact by fact, and inside tables row by row and cell by cell.

A change holds what stood there and what stands there now; ``comparison.word_changes`` marks its words. Nothing is lost:
from the changes of a table both tables can be made again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from pma_assure.values.meeting_pack import (
    PaperFacts,
    PaperPart,
    PaperTable,
    PaperText,
    PartChange,
    RowChange,
    TableChange,
    TextChange,
)

ALIKE = 0.4
"""Rows that share less of their words than this are two rows, not one that was changed."""

_Place = tuple[str, str, int]
"""Part of the paper, name, and which of several of that name."""


def paper_changes(before: Iterable[PaperPart], after: Iterable[PaperPart]) -> tuple[PartChange, ...]:
    """The differences in the order of the paper as it is now; what is no longer there stands at the end."""
    texts_before, tables_before = _sorted_out(before)
    texts_after, tables_after = _sorted_out(after)
    found: list[PartChange] = []
    for place in dict.fromkeys((*texts_after, *texts_before)):
        old, new = texts_before.get(place, ""), texts_after.get(place, "")
        if old != new:
            found.append(TextChange(where=_where(place), before=old, after=new))
    for place in dict.fromkeys((*tables_after, *tables_before)):
        changed = _table(_where(place), tables_before.get(place), tables_after.get(place))
        if any(row.kind != "same" for row in changed.rows):
            found.append(changed)
    return tuple(found)


def aligned(before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]]) -> tuple[RowChange, ...]:
    """The rows of two tables with the same heads beside each other: in the order of ``after``, removed ones in place.

    Rows between two that are the same belong together when their first cells are equal, or else most of their words.
    """
    found: list[RowChange] = []
    steps = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    for tag, a, b, c, d in steps:
        if tag == "equal":
            found += [RowChange(kind="same", cells=tuple(zip(row, row, strict=True))) for row in before[a:b]]
        else:
            found += _paired(before[a:b], after[c:d])
    return tuple(found)


def _paired(before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]]) -> list[RowChange]:
    partner = _partners(before, after)
    found: list[RowChange] = []
    said: set[int] = set()
    for place, row in enumerate(after):
        old = partner.get(place)
        if old is None:
            found.append(RowChange(kind="added", cells=tuple(("", cell) for cell in row)))
            continue
        # What was taken out just before the row that stays is said before it.
        found += [_removed(before[gone]) for gone in _gone(old, partner, said)]
        said.add(old)
        found.append(RowChange(kind="changed", cells=tuple(zip(before[old], row, strict=True))))
    found += [_removed(before[gone]) for gone in _gone(len(before), partner, said)]
    return found


def _gone(until: int, partner: dict[int, int], said: set[int]) -> list[int]:
    """Rows of before up to ``until`` that no row of after goes on, each once."""
    kept = set(partner.values())
    gone = [place for place in range(until) if place not in kept and place not in said]
    said.update(gone)
    return gone


def _removed(row: tuple[str, ...]) -> RowChange:
    return RowChange(kind="removed", cells=tuple((cell, "") for cell in row))


def _partners(before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]]) -> dict[int, int]:
    """Row of after -> the row of before that it goes on: the nearest in words, of equal ones that with the same key."""
    words_before = [_words(row) for row in before]
    pairs = []
    for place, row in enumerate(after):
        words = _words(row)
        for old, others in enumerate(words_before):
            same_key = bool(row) and row[0] == before[old][0]
            alike = _alike(others, words)
            if alike >= ALIKE or (same_key and alike > 0):
                pairs.append((-alike, not same_key, abs(place - old), place, old))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, _, place, old in sorted(pairs):
        if place not in found and old not in taken:
            found[place] = old
            taken.add(old)
    return found


def _words(row: tuple[str, ...]) -> Counter[str]:
    return Counter(word for cell in row for word in cell.split())


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of their words that two rows have in common, 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _table(where: str, before: PaperTable | None, after: PaperTable | None) -> TableChange:
    """Both tables under the heads of both: a column only one of them has is empty in the other."""
    heads = tuple(dict.fromkeys((*(after.heads if after else ()), *(before.heads if before else ()))))
    return TableChange(where=where, heads=heads, rows=aligned(_under(heads, before), _under(heads, after)))


def _under(heads: tuple[str, ...], table: PaperTable | None) -> list[tuple[str, ...]]:
    if table is None:
        return []
    rows = [dict(zip(table.heads, row, strict=True)) for row in table.rows]
    return [tuple(row.get(head, "") for head in heads) for row in rows]


def _sorted_out(parts: Iterable[PaperPart]) -> tuple[dict[_Place, str], dict[_Place, PaperTable]]:
    """Every fact and text, and every table, by its place; of several of one name, each by its number."""
    texts: dict[_Place, str] = {}
    tables: dict[_Place, PaperTable] = {}
    seen: Counter[tuple[str, str]] = Counter()

    def place(under: str, name: str) -> _Place:
        seen[under, name] += 1
        return under, name, seen[under, name]

    for part in parts:
        if isinstance(part, PaperFacts):
            for name, words in part.pairs:
                texts[place(part.under, name)] = words
        elif isinstance(part, PaperText):
            texts[place(part.under, part.heading)] = part.text
        else:
            tables[place(part.under, part.heading)] = part
    return texts, tables


def _where(place: _Place) -> str:
    under, name, number = place
    said = f"{under}, {name}" if under and name != under else name or under
    return said if number == 1 else f"{said} ({number})"
