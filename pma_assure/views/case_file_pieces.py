"""What every part of a case file is made of: entries with facts and texts, tables, and what is left out when empty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pma_assure.values.assurance_papers import FileEntry, FileSection, FileTable
from pma_assure.views.in_words import as_words


def entry(reference: str, title: str, facts: dict[str, Any], texts: dict[str, str]) -> FileEntry:
    """A record with its facts and its long texts; what is empty is left out."""
    return FileEntry(
        reference=reference,
        title=title,
        facts=tuple((name, as_words(value)) for name, value in facts.items() if as_words(value)),
        texts=tuple((name, words) for name, words in texts.items() if words.strip()),
    )


def table(title: str, heads: tuple[str, ...], shares: tuple[int, ...], rows: Iterable[Iterable[Any]]) -> FileTable:
    """A schedule, in words; ``shares`` are the columns' parts of the width in hundredths."""
    return FileTable(
        title=title,
        heads=heads,
        shares=shares,
        rows=tuple(tuple(as_words(value) or "None" for value in row) for row in rows),
    )


def section(
    title: str, key: str, *, tables: tuple[FileTable, ...] = (), entries: tuple[FileEntry, ...] = ()
) -> FileSection | None:
    """A part of the file with the tables that have rows; None where it would say nothing."""
    held = tuple(table for table in tables if table.rows)
    return FileSection(title=title, key=key, tables=held, entries=entries) if held or entries else None
