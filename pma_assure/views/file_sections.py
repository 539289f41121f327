"""The parts a section of a case file is made of: a record set out in full, a schedule; what is empty is left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pma_assure.values.assurance_papers import FileEntry, FileSection, FileTable
from pma_assure.views.in_words import as_words


def entry(reference: str, title: str, facts: dict[str, Any], texts: dict[str, str]) -> FileEntry:
    """A record in full; a fact or a text that is empty is not said."""
    return FileEntry(
        reference=reference,
        title=title,
        facts=tuple((name, as_words(value)) for name, value in facts.items() if as_words(value)),
        texts=tuple((name, words) for name, words in texts.items() if words.strip()),
    )


def table(title: str, heads: tuple[str, ...], shares: tuple[int, ...], rows: Iterable[Iterable[Any]]) -> FileTable:
    """A schedule with its rows in words; ``shares`` are the columns' parts of the width, 100 in all."""
    return FileTable(
        title=title,
        heads=heads,
        shares=shares,
        rows=tuple(tuple(as_words(value) or "None" for value in row) for row in rows),
    )


def section(
    title: str, key: str, *, tables: tuple[FileTable, ...] = (), entries: tuple[FileEntry, ...] = ()
) -> FileSection | None:
    """The section; None when there is nothing in it."""
    held = tuple(table for table in tables if table.rows)
    return FileSection(title=title, key=key, tables=held, entries=entries) if held or entries else None
