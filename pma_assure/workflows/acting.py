"""Who acts, and the desk they work at while a deed runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from pma_assure.records.house import Counter, IrregularFact
from pma_assure.records.mapping import Record
from pma_assure.records.people import CapacityHeld, Person
from pma_assure.register.register import Register
from pma_assure.register.session import RegisterSession
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.states import step_between
from pma_assure.rules.vocabulary import Capacity
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.values.outcome import Irregularity

R = TypeVar("R", bound=Record)
_COUNTER = select(Counter).where(Counter.prefix == bindparam("prefix"), Counter.year == bindparam("year"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Who acts on ``register``, in what capacity and on which day (the day everything is computed for)."""

    register: Register
    person_id: UUID
    reference: str
    name: str
    capacity: Capacity
    day: date


def act_as(register: Register, who: str, *, capacity: Capacity | None = None, day: date) -> Acting:
    """``who`` is a name or a reference. Without a capacity, the one held that day; the first of several.

    Raises NotFound for nobody of that name, Refused for a capacity not held that day.
    """
    with register.reading() as session:
        person = session.execute(
            select(Person.id, Person.reference, Person.name, Person.withdrawn_on).where(
                (Person.reference == who.strip().upper()) | (Person.name == who.strip())
            )
        ).first()
        if person is None:
            raise NotFound(
                f"Nobody in this register is called {who.strip()[:60]!r}. `list people` shows who is.", field="as"
            )
        held = [
            row.capacity
            for row in session.execute(
                select(CapacityHeld.capacity)
                .where(
                    CapacityHeld.person_id == person.id,
                    CapacityHeld.first_day <= day,
                    (CapacityHeld.last_day.is_(None)) | (CapacityHeld.last_day >= day),
                )
                .order_by(CapacityHeld.first_day, CapacityHeld.id)
            )
        ]
    if person.withdrawn_on is not None and person.withdrawn_on <= day:
        raise Refused(f"{person.name} was taken out of use on {say_day(person.withdrawn_on)}.", field="as")
    if not held:
        raise Refused(
            f"{person.name} holds no capacity to use the program on this day. Let the PKI Specialist add one."
        )
    if capacity is None:
        capacity = min(held, key=list(Capacity).index)
    elif capacity not in held:
        raise Refused(f"{person.name} does not hold the capacity {label(capacity)} on this day.", field="as")
    return Acting(
        register=register, person_id=person.id, reference=person.reference, name=person.name, capacity=capacity, day=day
    )


@dataclass(slots=True)
class Desk:
    """One deed at work: its session, who acts, and what it will have to report."""

    session: RegisterSession
    acting: Acting
    now: datetime
    irregularities: list[Irregularity] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    titles: Mapping[str, str] = field(default_factory=dict)
    """Of the deeds, by name: what a refused step calls those that lead on."""

    @property
    def day(self) -> date:
        return self.acting.day

    def add(self, record: R) -> R:
        self.session.add(record)
        return record

    def allot(self, prefix: str, year: int | None = None, *, digits: int = 4) -> str:
        """The next reference of a kind, never reused: the counter moves in the same transaction."""
        counter = self.session.scalars(_COUNTER, {"prefix": prefix, "year": year or 0}).one_or_none()
        if counter is None:
            counter = self.add(Counter(prefix=prefix, year=year or 0, last=0))
        counter.last += 1
        middle = f"-{year}" if year else ""
        return f"{prefix}{middle}-{counter.last:0{digits}d}"

    def count_up(self, prefix: str) -> int:
        """The next number of a part of a record ("PLAN-2026-0009/P" gives 1, 2, ...)."""
        counter = self.session.scalars(select(Counter).where(Counter.prefix == prefix)).one_or_none()
        if counter is None:
            counter = self.add(Counter(prefix=prefix, year=0, last=0))
        counter.last += 1
        return counter.last

    def find(self, kind: type[R], reference: str, *, field: str) -> R:
        """The record with this reference, or, where the kind has unique names, with this name."""
        asked = reference.strip()
        found = self._found(kind, "reference", asked.upper())
        if found is None and hasattr(kind, "name"):
            found = self._found(kind, "name", asked)
        if found is None:
            found = self._found(kind, "reference", asked)
        if found is None:
            raise NotFound(f"There is no {_noun(kind)} {asked[:60]!r} in this register.", field=field)
        return found

    def _found(self, kind: type[R], column: str, asked: str) -> R | None:
        found: R | None = self.session.scalars(_by(kind, column), {"asked": asked}).one_or_none()
        return found

    def beside(self, kind: type[R], **owner: UUID) -> R:
        """The text row beside a record, e.g. ``beside(CaseText, case_id=case.id)``."""
        return self.session.scalars(select(kind).filter_by(**owner)).one()

    def all(self, kind: type[R], *criteria: Any, order_by: Any = None, **equal: Any) -> list[R]:
        statement = select(kind).filter_by(**equal).where(*criteria)
        return list(self.session.scalars(statement if order_by is None else statement.order_by(order_by)))

    def step(self, record: Any, to: Any, *, kind: str, deed: str, named: str | None = None) -> None:
        """Take a step of ``rules.states``; a step that is not in the table is refused with what is possible."""
        step_between(kind, record.state, to, deed=deed, reference=named or record.reference, titles=self.titles)
        record.state = to

    def keep_irregular(
        self, record: Any, sentence: str, *, rule: str, paragraph: str, case_id: UUID | None = None
    ) -> None:
        """Keep a fact that happened although a rule was not followed, and owe its mending (states.md)."""
        self.irregularities.append(Irregularity(rule=rule, paragraph=paragraph, sentence=sentence))
        self.add(
            IrregularFact(
                record_kind=str(type(record).__tablename__),
                record_id=record.id,
                reference=record.reference,
                case_id=case_id,
                rule=rule,
                paragraph=paragraph,
                sentence=sentence,
                noted_on=self.day,
            )
        )

    def expect_version(
        self,
        record: Any,
        version: int | None,
        given: dict[str, object],
        *,
        beside: tuple[Any, ...] = (),
        named: str | None = None,
    ) -> None:
        """Refuse to save over somebody else's change, with both values shown (design.md 3).

        ``given`` are the new values by column, of the record or of a row ``beside`` it; None leaves a value alone.
        """
        if version is None or version == record.version:
            return
        differing = []
        for name, value in given.items():
            held = next(getattr(row, name) for row in (record, *beside) if hasattr(row, name))
            if value is not None and held != value:
                differing.append(f"{name.replace('_', ' ')}: now “{str(held)[:200]}”, yours “{str(value)[:200]}”")
        raise Refused(
            f"{named or record.reference} was changed by somebody else since you read it (it is at version"
            f" {record.version}, you read {version}). {'; '.join(differing) or 'Its values are as yours.'} Read it"
            " again, then save."
        )

    def change(self, record: Any, given: dict[str, object], *, beside: tuple[Any, ...] = ()) -> None:
        """Set the values that are given. A change in a row beside the record raises the record's version too.

        So the version somebody read stands for the whole form, not only for the columns of one table.
        """
        changed_beside = False
        for name, value in given.items():
            row = next(row for row in (record, *beside) if hasattr(row, name))
            if value is None or getattr(row, name) == value:
                continue
            setattr(row, name, value)
            changed_beside = changed_beside or row is not record
        if changed_beside and not self.session.is_modified(record):
            self.session.raise_version(record)

    def not_ahead(self, day: date, *, field: str) -> None:
        """A fact is recorded once it has happened."""
        if day > self.day:
            raise Refused(f"{say_day(day)} lies ahead of today; record it when it has happened.", field=field)


@cache
def _by(kind: type[Record], column: str) -> Select[Any]:
    """Made once for each kind: SQLAlchemy takes longer to make and to recognise a statement than SQLite to answer."""
    return select(kind).where(getattr(kind, column) == bindparam("asked"))


def _noun(kind: type[Record]) -> str:
    return str(kind.__tablename__).replace("_file", "").replace("set_document", "document").replace("_", " ")
