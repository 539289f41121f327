"""An audit entry as the driver takes it: one statement and the writing of each value, made from the mapping once.

A deed costs statements, not bytes (docs/performance.md): what the session adds to each flush by itself goes past
SQLAlchemy's compiler, in the very writing that SQLAlchemy would give it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy.dialects.sqlite import pysqlite

from pma_assure.records.house import AuditEntry

_NEWEST = "SELECT number, digest FROM audit_entry ORDER BY number DESC LIMIT 1"
FIRST_PREVIOUS = "0" * 64


def head(driver: Any) -> tuple[int, str]:
    """Number and digest of the newest entry."""
    row = driver.execute(_NEWEST).fetchone()
    return (0, FIRST_PREVIOUS) if row is None else (row[0], row[1])


def keep(driver: Any, entries: Sequence[Mapping[str, Any]]) -> None:
    """Write the entries, given by column. The session lets the connection write while it flushes."""
    statement, writers = _statement()
    rows = [[entry[name] if write is None else write(entry[name]) for name, write in writers] for entry in entries]
    driver.executemany(statement, rows)


@cache
def _statement() -> tuple[str, tuple[tuple[str, Callable[[Any], Any] | None], ...]]:
    dialect = pysqlite.dialect()
    columns = AuditEntry.__table__.columns
    names = ", ".join(column.name for column in columns)
    places = ", ".join("?" for _ in columns)
    writers = tuple((column.name, column.type.dialect_impl(dialect).bind_processor(dialect)) for column in columns)
    return f"INSERT INTO {AuditEntry.__tablename__} ({names}) VALUES ({places})", writers
