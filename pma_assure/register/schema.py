"""Which schema this program speaks, read without Alembic (whose import would cost every start a quarter second)."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

HEAD = "0002"
KNOWN = ("0001", "0002")
"""Every schema this program can open, oldest first; a test holds it to the migrations."""


def stored_revision(connection: Connection) -> str | None:
    """The schema of the file, None where the file is no register."""
    try:
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    except DatabaseError:
        return None
    return None if revision is None else str(revision)
