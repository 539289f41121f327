"""What the first bytes of a file say, without a database to ask: an encrypted register begins with its salt."""

from __future__ import annotations

import codecs
from pathlib import Path

from pma_assure.rules.refusal import Refused

SQLITE_HEADER = b"SQLite format 3\x00"
DOCUMENT_HEADERS = (b"%PDF-", b"PK\x03\x04")
"""A PDF and a workbook, as the program writes them."""
LOOKED_AT = 512
"""Bytes. So many random ones, as an encrypted register has them, are never text by chance."""


def is_encrypted(path: Path) -> bool:
    """Whether the file begins neither like a plain SQLite file nor as text (an encrypted one begins with its salt)."""
    head = _head(path)
    return len(head) >= 16 and not head.startswith(SQLITE_HEADER) and not _is_text(head)


def refuse_text(path: Path) -> None:
    """Raises Refused for a file that begins as plain text: no passphrase opens it."""
    if _is_text(_head(path)):
        raise Refused(f"{path.name} is a text file and no register. Nothing was changed; look at the name again.")


def may_be_a_register(path: Path) -> bool:
    """Whether the file is a register or may be an encrypted one: it begins like neither text nor a document."""
    head = _head(path)
    if head.startswith(SQLITE_HEADER):
        return True
    return len(head) == LOOKED_AT and not head.startswith(DOCUMENT_HEADERS) and not _is_text(head)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LOOKED_AT)


def _is_text(head: bytes) -> bool:
    try:
        # A letter may be cut in two at the end.
        words = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return False
    return len(head) >= 16 and all(character.isprintable() or character in "\t\r\n\f" for character in words)
