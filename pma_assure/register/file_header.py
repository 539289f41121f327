"""What the first bytes of a file say, without a database to ask: an encrypted register begins with its salt."""

from __future__ import annotations

from pathlib import Path

SQLITE_HEADER = b"SQLite format 3\x00"


def is_encrypted(path: Path) -> bool:
    """Whether the file does not begin like a plain SQLite file (an encrypted one begins with its salt)."""
    with path.open("rb") as file:
        head = file.read(16)
    return len(head) == 16 and head != SQLITE_HEADER
