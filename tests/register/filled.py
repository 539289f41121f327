"""One row in every table, made from the mappings, so that a new table is tested without anybody thinking of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, Enum, Integer, LargeBinary, Uuid

from pma_assure.records.contents import plan_version
from pma_assure.records.every import BY_TABLE
from pma_assure.records.mapping import Instant, Money, Record, new_key
from pma_assure.records.plans import PlanVersion
from pma_assure.register.session import RegisterSession
from pma_assure.rules.fingerprint import canonical, fingerprint
from pma_assure.rules.vocabulary import FindingState, PlanVersionState

DAY = date(2026, 1, 30)
CONTENT = b"The signed log of the key ceremony, page 1.\n"
COPY = {"kind": "plan version", "title": "Dual control of the registration desk"}
SEATS = ("CH", "LS-A", "LS-B", "NW")
QUORUM = {
    "count": 4,
    "needed": 4,
    "people": [
        {"person": f"TEST-{seat}", "name": seat, "seat": seat, "standing": "member", "counted": True} for seat in SEATS
    ],
}

# What a value made from the type alone would get wrong.
SPECIAL: dict[tuple[str, str], Callable[[], object]] = {
    ("decision", "votes_for"): lambda: 1,
    ("decision", "votes_against"): lambda: 0,
    ("decision", "casting"): lambda: None,
    ("notice", "sent_at"): lambda: None,
    ("notice_exception", "review_on"): lambda: None,
    ("decision", "quorate"): lambda: True,
    ("decision", "quorum_count"): lambda: 4,
    ("decision", "quorum_needed"): lambda: 4,
    ("decision", "fingerprint"): lambda: fingerprint(COPY),
    ("decision_text", "frozen_copy"): lambda: canonical(COPY),
    ("decision_text", "quorum"): lambda: canonical(QUORUM),
    ("finding", "state"): lambda: FindingState.OPEN,
    ("set_document", "pma_may_modify"): lambda: True,
    ("document_review", "decision_id"): lambda: None,
    ("charge", "fault_decision_id"): lambda: None,
    ("charge", "modification_id"): lambda: None,
    ("vote", "counted"): lambda: True,
    ("vote", "casting"): lambda: False,
    ("irregular_fact", "rule"): lambda: "R30",
    ("irregular_fact", "paragraph"): lambda: "35",
}


def fill(session: RegisterSession) -> dict[str, Record]:
    """Add one row to every mapped table but the audit trail, parents first; table name -> row."""
    rows: dict[str, Record] = {}
    waiting = [name for name in BY_TABLE if name != "audit_entry"]
    while waiting:
        ready = [name for name in waiting if all(parent in rows for parent in parents(name))]
        assert ready, f"these tables point at each other: {waiting}"
        for name in ready:
            rows[name] = BY_TABLE[name](**{column.name: value(name, column, rows) for column in columns(name)})
            session.add(rows[name])
            session.flush()
            waiting.remove(name)
    version = rows["plan_version"]
    assert isinstance(version, PlanVersion)
    version.frozen_fingerprint = fingerprint(plan_version(session, version.id))
    version.state = PlanVersionState.FROZEN
    session.flush()
    return rows


def columns(table: str) -> list[Any]:
    return [column for column in BY_TABLE[table].__table__.columns if column.name not in ("id", "version")]


def parents(table: str) -> set[str]:
    return {key.column.table.name for column in columns(table) for key in column.foreign_keys} - {table}


def value(table: str, column: Any, rows: dict[str, Record]) -> object:
    """A value that fits the column."""
    if (table, column.name) in SPECIAL:
        return SPECIAL[table, column.name]()
    for key in column.foreign_keys:
        # What a row of its own table comes after (a version, a follow-up) has nothing before it.
        return None if key.column.table.name == table else rows[key.column.table.name].id
    plain: tuple[tuple[type[object], Callable[[], object]], ...] = (
        (Enum, lambda: next(iter(column.type.enum_class))),
        (Uuid, lambda: UUID(int=7) if column.nullable else new_key()),
        (Boolean, lambda: False),
        (Integer, lambda: len(CONTENT) if column.name == "size" else 1),
        (Date, lambda: DAY),
        (Money, lambda: Decimal("18400.50")),
        (Instant, lambda: datetime(2026, 1, 30, 9, 30, tzinfo=UTC)),
        (LargeBinary, lambda: CONTENT),
    )
    for type_, make in plain:
        if isinstance(column.type, type_):
            return make()
    if column.name.endswith(("sha256", "fingerprint")):
        return hashlib.sha256(CONTENT).hexdigest()
    return f"{table} {column.name} Ŵyn"[: column.type.length]
