"""Which register this is, and how long its audit trail: what stands in a window's title and at its foot."""

from __future__ import annotations

from sqlalchemy import func, select

from pma_assure.records.house import AuditEntry, RegisterIdentity
from pma_assure.register.register import Register


def name(register: Register) -> str:
    """The register's name; the file's, where nobody has begun the register yet."""
    with register.reading() as session:
        found = session.execute(select(RegisterIdentity.name)).scalar()
    return str(found) if found else register.path.stem


def key(register: Register) -> str:
    """What tells this register from every other, copies of it apart; "" where nobody has begun it yet."""
    with register.reading() as session:
        found = session.execute(select(RegisterIdentity.id)).scalar()
    return "" if found is None else str(found)


def entries(register: Register) -> int:
    """How many entries the audit trail has."""
    with register.reading() as session:
        return int(session.execute(select(func.max(AuditEntry.number))).scalar() or 0)
