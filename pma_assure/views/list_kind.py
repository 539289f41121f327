"""What a kind of list is made of: where its rows come from, the fields of its items, the columns people see.

A kind selects columns, never records, so that a list of an encrypted register reads its covering index and no long
text (performance.md). Fields that hang on the day (an employer, who is in office) are computed for that day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, func, select, type_coerce
from sqlalchemy.orm import Session

from pma_assure.records.cases import Case
from pma_assure.records.organisations import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class ListKind:
    """``key`` identifies a row, ``fields`` are its item, ``shown`` are (field, heading, width in characters).

    ``joined`` adds what the fields come from; ``words`` are the fields that filtering looks in; ``order`` is the field
    a list is sorted by when nobody says, and "reference" breaks ties. Every join is an outer one, also where a row must
    be there: the database leaves out a join of which nothing is asked, so that the keys alone are cheap.
    """

    key: Any
    fields: Mapping[str, Any]
    joined: Callable[[Select[Any]], Select[Any]]
    shown: tuple[tuple[str, str, int], ...]
    words: tuple[str, ...]
    order: str = "reference"
    descending: bool = False
    criteria: tuple[Any, ...] = ()


def of_a_case(chosen: Select[Any], record: Any) -> Select[Any]:
    return (
        chosen.select_from(record)
        .outerjoin(Case, Case.id == record.case_id)
        .outerjoin(Organisation, Organisation.id == Case.organisation_id)
    )


def keys_of(session: Session, statement: Select[Any]) -> list[str]:
    """The keys that ``statement`` selects, in order, as they stand in the file.

    Joined by SQLite to one text: to fetch 100,000 rows one by one takes longer than to find them and put them in order.
    An aggregate that joins takes the rows in the order of what it is given from.
    """
    ordered = statement.subquery()
    (key,) = ordered.c
    joined = session.scalar(select(func.group_concat(type_coerce(key, String), ",")))
    return joined.split(",") if joined else []
