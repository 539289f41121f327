"""The keys of a long list in its order, as quickly as SQLite gives them: with two functions that are its own.

Elsewhere the program speaks SQLAlchemy that any database understands; another one has its own way here.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Sequence
from string import digits
from typing import Any

from sqlalchemy import Select, String, func, select, type_coerce
from sqlalchemy.orm import Session

from pma_assure.records.house import Counter
from pma_assure.rules.references import LAST_OF_FOUR_DIGITS, by_number

_BEHIND_DIGITS = chr(ord("9") + 1)
_IN_PARTS = re.compile(r"/|^REQ-")
"""What stands in references that hold more than one number of any length: ASMT-2026-0003/L12, REQ-RAPP-2.1-9.10.

Of requirements the prefix is asked: REQ-RAPP-2-9 has no point, and others beside it may.
"""


def keys_of(session: Session, statement: Select[Any]) -> list[str]:
    """The keys that ``statement`` selects, in order, as they stand in the file.

    Joined by SQLite to one text: to fetch 100,000 rows one by one takes longer than to find them and put them in order.
    An aggregate that joins takes the rows in the order of what it is given from.
    """
    ordered = statement.subquery()
    (key,) = ordered.c
    return _apart(session.scalar(select(_joined(key))))


def keys_by_reference(
    session: Session, statement: Select[Any], reference: Any, *, descending: bool = False
) -> list[str]:
    """The keys that ``statement`` selects, by ``reference``, whose numbers count as numbers: L2 before L10.

    The statement is in the order of ``reference`` as text, which comes from an index, and mostly that is it.
    """
    keys = keys_of(session, statement)
    if not _as_text(session, reference):
        keys = [keys[place] for place in _places(session, statement, reference)]
    return keys[::-1] if descending else keys


def keys_by(
    session: Session, statement: Select[Any], column: Any, reference: Any | None, *, descending: bool
) -> list[str]:
    """The keys that ``statement`` selects, by ``column``; those that have the same by ``reference``.

    What has none stands last, whichever way. The statement is in the order of ``reference`` as text, or in the one that
    what is equal keeps where None is given: that comes from an index and the column with it, and the keys are put by it
    here, because SQLite would copy and compare whole rows, in twice the time. Python compares text as SQLite does,
    letter by letter of Unicode; only that numbers in it count as numbers.
    """
    ordered = statement.add_columns(column).subquery()
    key, by = ordered.c
    joined, written = session.execute(select(_joined(key), func.json_group_array(type_coerce(by, String)))).one()
    keys, ranks = _apart(joined), _ranks(written)
    places: Sequence[int] = range(len(keys))
    if reference is not None and not _as_text(session, reference):
        places = _places(session, statement, reference)
    known = [place for place in places if ranks[place] is not None]
    unknown = [place for place in places if ranks[place] is None] if len(known) < len(keys) else []
    known.sort(key=ranks.__getitem__, reverse=descending)
    return [keys[place] for place in (*known, *unknown)]


def _as_text(session: Session, reference: Any) -> bool:
    """Whether the references of a kind are in order as text: until one has more than four digits, if it has no parts.

    Asked of the counters that they are allotted from: to look at the references themselves takes a third of the time
    that 100,000 keys take.
    """
    first = session.scalar(select(reference).where(reference.is_not(None)).order_by(reference).limit(1))
    if first is None:
        return True
    prefix = str(first).partition("-")[0]
    highest = session.scalar(select(func.max(Counter.last)).where(Counter.prefix == prefix))
    return _IN_PARTS.search(str(first)) is None and (highest or 0) <= LAST_OF_FOUR_DIGITS


def _places(session: Session, statement: Select[Any], reference: Any) -> list[int]:
    """The places of references that are in order as text, in the order of their numbers."""
    _, named = statement.add_columns(reference).subquery().c
    joined = session.scalar(select(func.group_concat(named, "\n")))
    references: list[str] = joined.split("\n") if joined else []
    if not references:
        return []
    if any(_IN_PARTS.search(one) for one in (references[0], references[-1])):
        return sorted(range(len(references)), key=[by_number(one) for one in references].__getitem__)
    lengths = [len(one) for one in references]
    places: list[int] = []
    while len(places) < len(references):
        begin = len(places)
        words = references[begin].rstrip(digits)
        end = bisect_left(references, f"{words}{_BEHIND_DIGITS}", begin + 1)
        # The same words before the number, and so the shorter number is the lesser one.
        places += sorted(range(begin, end), key=lengths.__getitem__)
    return places


def _ranks(written: str | None) -> list[Any]:
    """What the values of a column compare by."""
    values = json.loads(written or "[]")
    ranks = {value: by_number(value) if isinstance(value, str) else value for value in set(values)}
    return [ranks[value] for value in values]


def _joined(key: Any) -> Any:
    return func.group_concat(type_coerce(key, String), ",")


def _apart(joined: str | None) -> list[str]:
    return joined.split(",") if joined else []
