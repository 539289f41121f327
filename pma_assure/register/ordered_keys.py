"""The keys of a long list in its order, as quickly as SQLite gives them: with two functions that are its own.

Elsewhere the program speaks SQLAlchemy that any database understands; another one has its own way here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, String, func, select, type_coerce
from sqlalchemy.orm import Session


def keys_of(session: Session, statement: Select[Any]) -> list[str]:
    """The keys that ``statement`` selects, in order, as they stand in the file.

    Joined by SQLite to one text: to fetch 100,000 rows one by one takes longer than to find them and put them in order.
    An aggregate that joins takes the rows in the order of what it is given from.
    """
    ordered = statement.subquery()
    (key,) = ordered.c
    return _apart(session.scalar(select(_joined(key))))


def keys_by(session: Session, statement: Select[Any], column: Any, *, descending: bool) -> list[str]:
    """The keys that ``statement`` selects, by ``column``; those that have the same in the order of ``statement``.

    What has none stands last, whichever way. The order of the statement comes from an index and the column with it, and
    the keys are put by it here: SQLite would copy and compare whole rows, in twice the time. Python compares text as
    SQLite does, letter by letter of Unicode, and keeps what is equal in its order.
    """
    ordered = statement.add_columns(column).subquery()
    key, by = ordered.c
    joined, written = session.execute(select(_joined(key), func.json_group_array(type_coerce(by, String)))).one()
    keys, values = _apart(joined), json.loads(written)
    known = [place for place, value in enumerate(values) if value is not None]
    known.sort(key=values.__getitem__, reverse=descending)
    unknown: Iterable[int] = () if len(known) == len(keys) else (n for n, one in enumerate(values) if one is None)
    return [keys[place] for place in (*known, *unknown)]


def _joined(key: Any) -> Any:
    return func.group_concat(type_coerce(key, String), ",")


def _apart(joined: str | None) -> list[str]:
    return joined.split(",") if joined else []
