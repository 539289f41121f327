"""What a kind of list is made of: where its rows come from, the fields of its items, the columns people see.

A kind selects columns, never records, so that a list of an encrypted register reads its covering index and no long
text (performance.md). Fields that hang on the day (an employer, who is in office) are computed for that day.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import digits
from typing import Any

from sqlalchemy import Select, String, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from pma_assure.records.cases import Case
from pma_assure.records.house import Counter
from pma_assure.records.organisations import Organisation
from pma_assure.rules.references import LAST_OF_FOUR_DIGITS, by_number

_BEHIND_DIGITS = chr(ord("9") + 1)
_IN_PARTS = re.compile(r"[./]")
"""What stands in references that hold more than one number of any length: ASMT-2026-0003/L12, REQ-RAPP-2.1-9.10."""


@dataclass(frozen=True, slots=True)
class Through:
    """Fields that stand in what a row belongs to: ``link`` of the row is a key that ``owners`` selects.

    They are looked through once for all rows, and not once for each row: an office has few cases beside its findings.
    """

    link: Any
    owners: Select[Any]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListKind:
    """``key`` identifies a row, ``fields`` are its item, ``shown`` are (field, heading, width in characters).

    ``joined`` adds what the fields come from; ``words`` are the fields that filtering looks in, some of them
    ``through`` what a row belongs to; ``order`` is the field a list is sorted by when nobody says, and "reference"
    breaks ties. Every join is an outer one, also where a row must be there: the database leaves out a join of which
    nothing is asked, so that the keys alone are cheap.
    """

    key: Any
    fields: Mapping[str, Any]
    joined: Callable[[Select[Any]], Select[Any]]
    shown: tuple[tuple[str, str, int], ...]
    words: tuple[str, ...]
    order: str = "reference"
    descending: bool = False
    criteria: tuple[Any, ...] = ()
    through: tuple[Through, ...] = ()

    def having(self, word: str) -> Any:
        """``word`` somewhere in one of ``words``. SQLite's LIKE takes capitals for small letters."""
        apart = {name for one in self.through for name in one.fields}
        found = [self._contains(name, word) for name in self.words if name not in apart]
        for one in self.through:
            owners = one.owners.where(or_(*(self._contains(name, word) for name in one.fields)))
            found.append(one.link.in_(owners.correlate(None)))
        return or_(*found)

    def _contains(self, name: str, word: str) -> Any:
        return self.fields[name].contains(word, autoescape=True)


def of_a_case(chosen: Select[Any], record: Any) -> Select[Any]:
    return (
        chosen.select_from(record)
        .outerjoin(Case, Case.id == record.case_id)
        .outerjoin(Organisation, Organisation.id == Case.organisation_id)
    )


def through_a_case(record: Any) -> Through:
    """The case of a row and the organisation it is about, for a kind that is joined by :func:`of_a_case`."""
    owners = select(Case.id).outerjoin(Organisation, Organisation.id == Case.organisation_id)
    return Through(record.case_id, owners, ("case", "organisation_name"))


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
