"""Full-text search (FTS5) over references, titles and texts, kept in the same transaction as the rows.

``search_words`` is the FTS5 table; ``search_row`` maps a row's key to its rowid there, so that a changed row is
found again without a scan. Both are this room's own: they are no records, and can be rebuilt from the records.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from pma_assure.records.every import BY_TABLE
from pma_assure.records.mapping import Record

CREATE = (
    "CREATE TABLE search_row (number INTEGER PRIMARY KEY, row_id CHAR(32) NOT NULL UNIQUE,"
    " table_name VARCHAR(60) NOT NULL, reference VARCHAR(60))",
    "CREATE VIRTUAL TABLE search_words USING fts5(reference, words, tokenize = 'unicode61 remove_diacritics 2')",
)
TABLES = ("search_row", "search_words")
_FORGET = "DELETE FROM search_words WHERE rowid = ?"
"""The one DELETE of the program: a row's old words, before its new ones are put in."""
_NUMBER_OF = "SELECT number FROM search_row WHERE row_id = ?"
_NUMBER = "INSERT INTO search_row (row_id, table_name, reference) VALUES (?, ?, ?)"
_KEEP = "INSERT INTO search_words (rowid, reference, words) VALUES (?, ?, ?)"
RESULT_LIMIT = 200
"""Ranking a word that is everywhere is dear: of more hits than these only the newest are ranked (performance.md)."""
# FTS5 takes a range of rowids, and ranks nothing outside it; CROSS JOIN because SQLite, left to choose, ranks all.
_FIND = text(
    "SELECT r.reference, r.table_name, snippet(search_words, 1, :open, :close, '…', 16) AS snippet"
    " FROM search_words CROSS JOIN search_row r ON r.number = search_words.rowid"
    " WHERE search_words MATCH :query AND search_words.rowid >= coalesce((SELECT rowid FROM search_words"
    " WHERE search_words MATCH :query ORDER BY rowid DESC LIMIT 1 OFFSET :before), 0)"
    " ORDER BY search_words.rank LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One row that has the words: ``snippet`` shows them in their place, marked with U+2039 and U+203A."""

    reference: str
    table_name: str
    snippet: str


def words_of(record: Record) -> str:
    return "\n".join(str(getattr(record, name)) for name in type(record).__searchable__ if getattr(record, name))


def keep(driver: Any, record: Record, reference: str | None, *, new: bool) -> None:
    """Put the row's words into the index, or replace them; a ``new`` row has none there yet.

    Through the connection of the ``driver``, which the session lets write while it flushes.
    """
    row_id = record.id.hex
    found = None if new else driver.execute(_NUMBER_OF, (row_id,)).fetchone()
    if found is None:
        number = driver.execute(_NUMBER, (row_id, str(type(record).__tablename__), reference)).lastrowid
    else:
        (number,) = found
        driver.execute(_FORGET, (number,))
    driver.execute(_KEEP, (number, reference or "", words_of(record)))


def settle(driver: Any) -> None:
    """Have FTS5 write what it still holds in memory now, while the connection may write, and not at the commit."""
    driver.execute("SAVEPOINT words")
    driver.execute("RELEASE words")


def query_words(asked: str) -> str:
    """What a person typed, as an FTS5 query: each word a prefix, all must be there; quotes keep a phrase together."""
    parts: list[str] = []
    for phrase, word in re.findall(r'"([^"]+)"|(\S+)', unicodedata.normalize("NFC", asked)[:400]):
        cleaned = " ".join(re.findall(r"\w+", phrase or word))
        if cleaned:
            parts.append(f'"{cleaned}"' if phrase else f'"{cleaned}"*')
    return " ".join(parts)


def find(connection: Connection, asked: str, limit: int = 50) -> list[Hit]:
    """The best ``limit`` hits for what was typed; none for nothing."""
    query = query_words(asked)
    if not query:
        return []
    given = {"query": query, "before": RESULT_LIMIT - 1, "limit": limit, "open": "‹", "close": "›"}
    rows = connection.execute(_FIND, given)
    return [Hit(row.reference or "", row.table_name, row.snippet) for row in rows]


def searchable_tables() -> dict[str, tuple[str, ...]]:
    return {name: class_.__searchable__ for name, class_ in BY_TABLE.items() if class_.__searchable__}
