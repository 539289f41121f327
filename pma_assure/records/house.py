"""The register's own bookkeeping: who it is, its counters, its settings, its audit trail, its irregular facts."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, long_text


class RegisterIdentity(Record):
    """One row: which register this is, and of which body (R01). ``name`` stands in the title bar and on papers."""

    __tablename__ = "register_identity"
    name: Mapped[str]
    body: Mapped[str]
    made_at: Mapped[datetime]


class Counter(Record):
    """The last number allotted to a kind of reference in a year (0 for references without a year)."""

    __tablename__ = "counter"
    __table_args__ = (UniqueConstraint("prefix", "year"),)
    prefix: Mapped[str] = mapped_column(String(60))
    year: Mapped[int]
    last: Mapped[int]


class Setting(Record):
    """A choice of the office. ``adopted_by`` is the decision that adopted it, where one did (Q15)."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(String(80), unique=True)
    value: Mapped[str] = long_text()
    adopted_by: Mapped[str | None] = mapped_column(String(60))


class IrregularFact(Record):
    """A fact kept although a rule was not followed (states.md). Settled with a reason, never removed."""

    __tablename__ = "irregular_fact"
    __table_args__ = (
        Index("ix_irregular_fact_open", "settled_on", "reference"),
        Index("ix_irregular_fact_record", "record_id"),
    )
    __searchable__ = ("sentence",)
    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[UUID]
    reference: Mapped[str] = mapped_column(String(60))
    case_id: Mapped[UUID | None]
    rule: Mapped[str] = mapped_column(String(10))
    paragraph: Mapped[str] = mapped_column(String(20))
    sentence: Mapped[str] = long_text()
    noted_on: Mapped[date]
    settled_on: Mapped[date | None]
    settled_reason: Mapped[str | None] = mapped_column(Text)


class AuditEntry(Record):
    """One changed row. ``digest`` is the SHA-256 of this entry and of the ``previous`` digest (design.md 3).

    ``changes`` is canonical JSON: column -> [before, after]; bytes stand as their SHA-256.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_row", "row_id", "number"),
        Index("ix_audit_entry_reference", "reference", "number"),
        Index("ix_audit_entry_deed", "deed_number"),
    )
    __frozen_when__ = "always"
    number: Mapped[int] = mapped_column(unique=True)
    deed_number: Mapped[int]
    at: Mapped[datetime]
    day: Mapped[date]
    deed: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[UUID | None]
    person: Mapped[str]
    capacity: Mapped[str] = mapped_column(String(40))
    table_name: Mapped[str] = mapped_column(String(60))
    row_id: Mapped[UUID]
    reference: Mapped[str | None] = mapped_column(String(60))
    operation: Mapped[str] = mapped_column(String(10))
    changes: Mapped[str] = long_text()
    reason: Mapped[str] = long_text()
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
