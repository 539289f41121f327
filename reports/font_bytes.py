"""What an embedded typeface holds that does not stand in the program's own files of it.

The outlines of the letters, and the tables that are copied as they are, were made before any plan was written: nothing
of a plan can be in them. Whatever differs by one byte from the program's own is left to be searched.
"""

from __future__ import annotations

import struct
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from reports.typeface import FOLDER

_TABLE = struct.Struct(">4sLLL")


class _Own(NamedTuple):
    outlines: frozenset[bytes]
    tables: frozenset[tuple[bytes, bytes]]


@cache
def _own() -> _Own:
    outlines: set[bytes] = set()
    tables: set[tuple[bytes, bytes]] = set()
    for path in sorted(FOLDER.glob("*.ttf")):
        content = path.read_bytes()
        found = _tables(content)
        tables.update((tag, content[start:end]) for tag, (start, end) in found.items() if tag != b"glyf")
        for start, end in _outlines(content, found):
            # In an embedded typeface each outline is filled up to a multiple of four bytes.
            outlines |= {content[start:end], content[start:end] + bytes((start - end) % 4)}
    return _Own(frozenset(outlines), frozenset(tables))


def foreign(content: bytes) -> bytes:
    """Every byte of an embedded typeface that is not the program's own; all of them where it cannot be taken apart."""
    try:
        found = _tables(content)
        outlines = _outlines(content, found)
    except struct.error:
        return content
    own = _own()
    known = [(start, end) for tag, (start, end) in found.items() if (tag, content[start:end]) in own.tables]
    known += [(start, end) for start, end in outlines if content[start:end] in own.outlines]
    left: list[bytes] = []
    at = 0
    for start, end in sorted(known):
        left.append(content[at:start])
        at = max(at, end)
    return b"".join([*left, content[at:]])


def _tables(content: bytes) -> dict[bytes, tuple[int, int]]:
    """(start, end) of each table, by its tag (OpenType, "Table Directory")."""
    number: int
    (number,) = struct.unpack_from(">H", content, 4)
    found: dict[bytes, tuple[int, int]] = {}
    for index in range(number):
        tag, _sum, start, length = _TABLE.unpack_from(content, 12 + 16 * index)
        found[tag] = (start, start + length)
    return found


def _outlines(content: bytes, tables: dict[bytes, tuple[int, int]]) -> list[tuple[int, int]]:
    """(start, end) of the outline of each letter ("glyf" and "loca"); where a table is missing, none."""
    if not {b"glyf", b"loca", b"head"} <= tables.keys():
        return []
    (wide,) = struct.unpack_from(">h", content, tables[b"head"][0] + 50)
    first, last = tables[b"loca"]
    size = 4 if wide else 2
    places = struct.unpack_from(f">{(last - first) // size}{'L' if wide else 'H'}", content, first)
    start = tables[b"glyf"][0]
    steps = [start + place * (1 if wide else 2) for place in places]
    return [(here, there) for here, there in pairwise(steps) if here < there]
