"""The one session that writes: it raises versions, keeps the audit chain and the search index as it flushes.

No deed can forget its audit entry, because the entry is made from what is about to be flushed. A statement that would
change a row without a flush (a bulk ``update()``, text SQL, ``bulk_insert_mappings``) is refused three times over: at
the cursor by its words; by SQLite, because a connection may write (``query_only`` off) only while the session flushes;
and inside the flush by counting, because every changed row must be one that the session knows.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, event, inspect
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.attributes import get_history

from pma_assure.records.every import BY_TABLE
from pma_assure.records.mapping import Record, new_key
from pma_assure.register import audit_rows, search_index
from pma_assure.rules.fingerprint import canonical

READ_WORDS = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "EXPLAIN")
FLUSH_WORDS = ("INSERT", "UPDATE")
_WRITES_ALL_THE_SAME = re.compile(
    r"\b(INSERT|REPLACE)\s+(OR\s+\w+\s+)?INTO\b|\bUPDATE\s|\bDELETE\s+FROM\b", re.IGNORECASE
)
_ASKING_PRAGMA = re.compile(
    r"PRAGMA\s+((main|temp)\.)?(\w+|(table_x?info|index_list|index_x?info|foreign_key_list)\s*\([^()]*\))\s*;?\s*",
    re.IGNORECASE,
)


class UnauditedStatement(RuntimeError):
    """A statement tried to change a row past the session's flush; a mistake in the program, never a user's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditContext:
    """Who acts, in what capacity, on which day, and by which deed; ``reason`` where the deed asks for one."""

    deed: str
    person_id: UUID | None
    person: str
    capacity: str
    day: date
    at: datetime
    reason: str = ""


class RegisterSession(Session):
    """A session of one deed, ``on`` one connection. ``touched`` collects the references of the records it wrote."""

    context: AuditContext | None = None

    def __init__(self, connection: Connection, context: AuditContext | None) -> None:
        super().__init__(bind=connection, autoflush=True, expire_on_commit=False)
        self.on = connection
        self.context = context
        self.touched: set[str] = set()
        self.entries: list[dict[str, Any]] = []
        self._deed_number: int | None = None
        self._old_versions: dict[UUID, int] = {}
        self._held: list[object] = []

    def raise_version(self, record: Record) -> None:
        """Raise the version of a record of which only a row beside it changes (its long text)."""
        self._old_versions.setdefault(record.id, record.version)
        record.version += 1

    def touch(self, reference: str | None) -> None:
        if reference:
            self.touched.add(reference)


def encoded(value: object) -> object:
    """A column value as it stands in an audit entry: bytes by their SHA-256, all else as canonical JSON has it."""
    if isinstance(value, bytes):
        return {"sha256": hashlib.sha256(value).hexdigest()}
    return value


def digest_of(entry: dict[str, Any]) -> str:
    """SHA-256 over everything in the entry but the digest itself, so over the ``previous`` digest too."""
    covered = {name: value for name, value in entry.items() if name != "digest"}
    return hashlib.sha256(canonical(covered).encode("utf-8")).hexdigest()


def owner_reference(session: Session, record: Record) -> str | None:
    """The reference of the record that people know, to which this row belongs."""
    current: Any = record
    for _ in range(6):
        reference = getattr(current, "reference", None)
        if reference is not None:
            return str(reference)
        column_name = type(current).__owner_column__
        if column_name is None:
            return None
        column = type(current).__table__.c[column_name]
        (foreign_key,) = column.foreign_keys
        current = session.get(BY_TABLE[foreign_key.column.table.name], getattr(current, column_name))
        if current is None:
            return None
    return None


@cache
def _column_names(class_: type[Record]) -> tuple[str, ...]:
    return tuple(attribute.key for attribute in inspect(class_).column_attrs)


def _inserted(record: Record) -> dict[str, list[object]]:
    values = record.__dict__
    return {name: [None, encoded(values.get(name))] for name in _column_names(type(record))}


def _updated(record: Record, old_version: int | None) -> dict[str, list[object]]:
    """What changed. The version's history is gone by now: the mapper settles it while it writes the row."""
    changes: dict[str, list[object]] = {}
    if old_version is not None:
        changes["version"] = [old_version, record.version]
    for name in _column_names(type(record)):
        if name in changes:
            continue
        history = get_history(record, name)
        if not history.has_changes():
            continue
        if not history.deleted:
            raise UnauditedStatement(f"{type(record).__name__}.{name} was set before its old value was read")
        changes[name] = [encoded(history.deleted[0]), encoded(history.added[0] if history.added else None)]
    return changes


def _hold(session: RegisterSession, record: object) -> None:
    """Keep what was read for as long as the deed lasts: the session alone would forget it, and read it again."""
    session._held.append(record)


def _before_flush(session: RegisterSession, _: UOWTransaction, __: object) -> None:
    if session.context is None:
        raise UnauditedStatement("this session only reads")
    if session.deleted:
        raise UnauditedStatement("nothing is deleted: a record is withdrawn or superseded with a reason")
    for record in session.dirty:
        if session.is_modified(record) and not get_history(record, "version").has_changes():
            session._old_versions[record.id] = record.version
            record.version = record.version + 1
    for record in (*session.new, *session.dirty):
        _in_one_writing(record)
    session.on.info["changed_before"] = _driver(session.on).total_changes
    let_write(session.on, True)


def _in_one_writing(record: Record) -> None:
    """Bring text to Unicode form NFC, as the audit entry has it, so that a row can be compared with its entries."""
    other = [
        (name, value)
        for name, value in record.__dict__.items()
        if isinstance(value, str) and not isinstance(value, Enum) and not unicodedata.is_normalized("NFC", value)
    ]
    for name, value in other:
        setattr(record, name, unicodedata.normalize("NFC", value))


def _driver(connection: Connection) -> Any:
    """The driver's own connection; ``total_changes`` is how many rows it has written since it was opened."""
    return connection.connection.driver_connection


def let_write(connection: Connection, allowed: bool) -> None:
    """Open or close the way for writing: at the cursor (:func:`guard_cursor`) and in SQLite itself."""
    connection.info["audited"] = allowed
    _driver(connection).execute(f"PRAGMA query_only = {'OFF' if allowed else 'ON'}")


def _after_flush(session: RegisterSession, _: UOWTransaction) -> None:
    driver = _driver(session.on)
    ordered = _written(session)
    if driver.total_changes - session.on.info["changed_before"] != len(ordered):
        raise UnauditedStatement("rows were written inside the flush that the session knows nothing of")
    entries: list[dict[str, Any]] = []
    indexed: list[tuple[Record, str | None, bool]] = []
    with session.no_autoflush:
        number, previous = audit_rows.head(driver)
        if session._deed_number is None:
            session._deed_number = number + 1
        for operation, record in ordered:
            new = operation == "insert"
            old_version = session._old_versions.pop(record.id, None)
            changes = _inserted(record) if new else _updated(record, old_version)
            reference = owner_reference(session, record)
            session.touch(reference)
            number += 1
            entry = _entry(session, record, operation, reference, changes)
            entry |= {"number": number, "previous": previous}
            entry["digest"] = previous = digest_of(entry)
            entries.append(entry)
            searchable = type(record).__searchable__
            if searchable and (new or not changes.keys().isdisjoint(searchable)):
                indexed.append((record, reference, new))
    audit_rows.keep(driver, entries)
    session.entries.extend(entries)
    for record, reference, new in indexed:
        search_index.keep(driver, record, reference, new=new)
    if indexed:
        search_index.settle(driver)
    let_write(session.on, False)


def _written(session: RegisterSession) -> list[tuple[str, Record]]:
    """What the flush wrote, in the order of its entries: (operation, record)."""
    ordered: list[tuple[str, Record]] = [("insert", record) for record in session.new]
    # The session keeps what was changed in a set: in the order of the keys the same deeds write the same trail.
    changed = sorted(session.dirty, key=lambda record: (type(record).__tablename__, record.id))
    return ordered + [
        # Where only the version was raised, the mapper has settled its history by now.
        ("update", record)
        for record in changed
        if session.is_modified(record) or record.id in session._old_versions
    ]


def _entry(
    session: RegisterSession,
    record: Record,
    operation: str,
    reference: str | None,
    changes: dict[str, list[object]],
) -> dict[str, Any]:
    """The entry for one row, but for its place in the chain."""
    context = session.context
    assert context is not None
    return {
        "id": new_key(),
        "version": 1,
        "deed_number": session._deed_number,
        "at": context.at.astimezone(UTC),
        "day": context.day,
        "deed": context.deed,
        "person_id": context.person_id,
        "person": context.person,
        "capacity": context.capacity,
        "table_name": str(type(record).__tablename__),
        "row_id": record.id,
        "reference": reference,
        "operation": operation,
        "changes": canonical(changes),
        "reason": context.reason,
    }


@lru_cache(maxsize=1024)
def is_write(statement: str) -> bool:
    """Whether the statement may change something; what is not plainly a question is taken for a change."""
    words = statement.split(None, 2)
    first = words[0].upper() if words else ""
    if first == "PRAGMA":
        return _ASKING_PRAGMA.fullmatch(statement.strip()) is None
    if first == "ROLLBACK":
        return len(words) < 2 or words[1].upper() != "TO"
    if first == "WITH":
        return _WRITES_ALL_THE_SAME.search(statement) is not None
    return bool(words) and first not in READ_WORDS


def guard_cursor(connection: Connection, statement: str) -> None:
    """Refuse a write that no flush made (design.md 4: no bulk statements; a test proves that none slips past)."""
    if not is_write(statement):
        return
    of_a_flush = statement.split(None, 1)[0].upper() in FLUSH_WORDS
    if of_a_flush and connection.info.get("audited", False):
        return
    raise UnauditedStatement(f"not written through the register's session: {statement.strip().splitlines()[0][:80]}")


event.listen(RegisterSession, "loaded_as_persistent", _hold)
event.listen(RegisterSession, "before_flush", _before_flush)
event.listen(RegisterSession, "after_flush", _after_flush)
