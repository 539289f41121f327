"""How a value of the audit trail stands in the file, so that rows can be compared without reading them as records.

A register that was altered by hand may hold what no mapping can read (a word where a number belongs); the check
therefore compares what SQLite stores, type and all, and never converts a row into a record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from sqlalchemy import Boolean, Date, Integer, LargeBinary, String, Uuid
from sqlalchemy.types import TypeEngine

from pma_assure.records.every import BY_TABLE
from pma_assure.records.mapping import Instant, Money

Stored = str | int | float | bytes | None
"""What SQLite can hold in one place."""

_KINDS: tuple[tuple[type[object], str], ...] = (
    (Uuid, "key"),
    (Instant, "instant"),
    (Money, "money"),
    (Boolean, "flag"),
    (Integer, "number"),
    (Date, "day"),
    (LargeBinary, "bytes"),
    (String, "text"),
)


@cache
def columns_of(table: str) -> Mapping[str, str]:
    """Column name -> kind (key, instant, day, flag, number, bytes, text) of a mapped table, in the table's order."""
    return {column.name: _kind_of(column.type) for column in BY_TABLE[table].__table__.columns}


def _kind_of(type_: TypeEngine[object]) -> str:
    for class_, kind in _KINDS:
        if isinstance(type_, class_):
            return kind
    raise TypeError(f"the check does not know how {type_!r} is stored")


def as_stored(kind: str, value: object) -> Stored:
    """A value of an audit entry's ``changes`` as it must stand in the row; bytes as their SHA-256.

    ValueError for a value that cannot stand in such a column.
    """
    if value is None:
        return None
    if kind == "bytes" and isinstance(value, dict) and isinstance(value.get("sha256"), str):
        return str(value["sha256"])
    if kind == "money" and isinstance(value, str):
        return int(Decimal(value) * 100)
    if kind in ("flag", "number") and isinstance(value, int):
        return int(value)
    if isinstance(value, str) and kind == "key":
        return value.replace("-", "")
    if isinstance(value, str) and kind == "instant" and value.endswith("Z"):
        return f"{value[:10]} {value[11:-1]}"
    if isinstance(value, str) and kind in ("day", "text"):
        return value
    raise ValueError(f"{value!r} cannot stand in a column for a {kind}")


def comparable(kind: str, value: Stored) -> Stored:
    """What a row holds, made comparable to :func:`as_stored`: bytes become their SHA-256."""
    if kind == "bytes" and isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return value


def same(a: Stored, b: Stored) -> bool:
    """The same value of the same type: the text "1" is not the number 1."""
    return type(a) is type(b) and a == b


def as_in_trail(kind: str, value: Stored) -> Stored:
    """A stored value in the writing that an entry's digest covers.

    ValueError where the file holds something the program would not have written.
    """
    if kind == "key" and isinstance(value, str):
        if len(value) != 32:
            raise ValueError("not a key")
        return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"
    if kind == "instant" and isinstance(value, str):
        if len(value) != 26 or value[10] != " ":
            raise ValueError("not an instant")
        return f"{value[:10]}T{value[11:]}Z"
    if value is None or isinstance(value, int if kind in ("flag", "number") else str):
        return value
    raise ValueError(f"not a {kind}")
