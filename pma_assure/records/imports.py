"""What came in from spreadsheets: each imported row by its source and its old reference, and mappings kept by name."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, long_text


class ImportRun(Record):
    """One workbook taken in: who, when, from which file, and how many rows became what."""

    __tablename__ = "import_run"
    __frozen_when__ = "always"
    source: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime]
    imported_on: Mapped[date]
    new: Mapped[int]
    changed: Mapped[int]
    same: Mapped[int]
    conflicts: Mapped[int]
    refused: Mapped[int]


class ImportedRow(Record):
    """The record that a row of a source became. The same row again is the same record, and a closed one stays closed.

    ``digest`` is the SHA-256 of the row's values as they were last taken in: what the source said, not what the
    register holds now, so that a change made here since is a conflict and not overwritten.
    """

    __tablename__ = "imported_row"
    __table_args__ = (
        UniqueConstraint("source", "record_kind", "key"),
        Index("ix_imported_row_record", "record_id"),
    )
    source: Mapped[str]
    record_kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str]
    record_id: Mapped[UUID]
    record_reference: Mapped[str] = mapped_column(String(60))
    digest: Mapped[str] = mapped_column(String(64))
    values: Mapped[str] = long_text()
    """The row as canonical JSON, for showing both values in a conflict."""


class ImportMapping(Record):
    """Which column of a strange workbook is which field, kept under a name."""

    __tablename__ = "import_mapping"
    name: Mapped[str] = mapped_column(unique=True)
    mapping: Mapped[str] = long_text()
    """Canonical JSON: kind -> {"sheet": name, "columns": {field: heading}, "day_order": ...}.

    The order is "dmy", "mdy", "ymd" or null.
    """
