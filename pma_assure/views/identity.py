"""Which register this is, who may act in it, and how long its audit trail: a window's title and its foot."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, bindparam, func, or_, select

from pma_assure.records.house import AuditEntry, RegisterIdentity
from pma_assure.records.people import CapacityHeld, Person
from pma_assure.register.register import Register
from pma_assure.rules.vocabulary import Capacity

_NAME = select(RegisterIdentity.name)
_ENTRIES = select(func.max(AuditEntry.number))
_DAY = bindparam("as_of", type_=Date)
_ACTING = (
    select(Person.reference, Person.name, CapacityHeld.capacity)
    .join(CapacityHeld, CapacityHeld.person_id == Person.id)
    .where(CapacityHeld.first_day <= _DAY, or_(CapacityHeld.last_day.is_(None), CapacityHeld.last_day >= _DAY))
    .distinct()
)


def name(register: Register) -> str:
    """The register's name; the file's, where nobody has begun the register yet."""
    with register.reading() as session:
        found = session.execute(_NAME).scalar()
    return str(found) if found else register.path.stem


def key(register: Register) -> str:
    """What tells this register from every other, copies of it apart; "" where nobody has begun it yet."""
    with register.reading() as session:
        found = session.execute(select(RegisterIdentity.id)).scalar()
    return "" if found is None else str(found)


def entries(register: Register) -> int:
    """How many entries the audit trail has."""
    with register.reading() as session:
        return int(session.execute(_ENTRIES).scalar() or 0)


def acting(register: Register, as_of: date) -> list[tuple[str, str, Capacity]]:
    """Everybody who holds a capacity to use the program on a day, once for each: reference, name, capacity."""
    with register.reading() as session:
        found = [(row.reference, row.name, row.capacity) for row in session.execute(_ACTING, {"as_of": as_of})]
    order = list(Capacity)
    return sorted(found, key=lambda one: (order.index(one[2]), one[1], one[0]))
