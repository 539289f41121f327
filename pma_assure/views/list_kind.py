"""What a kind of list is made of: where its rows come from, the fields of its items, the columns people see.

A kind selects columns, never records, so that a list of an encrypted register reads its covering index and no long
text (performance.md). Fields that hang on the day (an employer, who is in office) are computed for that day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, case, or_, select

from pma_assure.records.cases import Case
from pma_assure.records.organisations import Organisation

WORDS = 20
"""How many typed words a list is filtered by."""
LONGEST_WORD = 1_000
"""Letters of a typed word that are looked for: SQLite compares with no pattern of more than 50,000 bytes."""


def typed(words: str) -> list[str]:
    """The words that somebody typed to filter by, as many and as much of each as can be looked for."""
    return [word[:LONGEST_WORD] for word in words.split()[:WORDS]]


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

    ``spoken`` has the words of fields whose codes are no enum: field -> code -> words. Rows are found and put in order
    by what is read. ``deeds`` is the field that holds names of deeds; their titles come with the question.
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
    spoken: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    deeds: str = ""

    def having(self, word: str) -> Any:
        """``word`` somewhere in one of ``words``. SQLite's LIKE takes capitals for small letters."""
        apart = {name for one in self.through for name in one.fields}
        found = [self._contains(name, word) for name in self.words if name not in apart]
        for one in self.through:
            owners = one.owners.where(or_(*(self._contains(name, word) for name in one.fields)))
            found.append(one.link.in_(owners.correlate(None)))
        for name, said in self.spoken.items():
            if name in self.words:
                meant = [value for value, words in said.items() if word.lower() in words.lower()]
                found.append(self.fields[name].in_(meant))
        return or_(*found)

    def sorted_by(self, name: str) -> Any:
        """What rows are put in order by: the field, or where it is spoken, the place of its words among the others."""
        said = self.spoken.get(name)
        if not said:
            return self.fields[name]
        places = {value: place for place, value in enumerate(sorted(said, key=lambda value: said[value].lower()))}
        return case(places, value=self.fields[name], else_=len(places))

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
