"""Alembic's entry: runs on the connection it is given, inside that connection's transaction."""

from __future__ import annotations

from typing import Literal

from alembic import context

from pma_assure.records.every import CLASSES
from pma_assure.records.mapping import Instant, Record
from pma_assure.register import search_index


def include_name(name: str | None, kind: str, _: object) -> bool:
    """The search index is this room's own, not a record."""
    return not (kind == "table" and name is not None and name.startswith(search_index.TABLES))


def render_item(kind: str, item: object, _: object) -> str | Literal[False]:
    """An instant is kept as the database's own date-time: a step must not lean on code that moves."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, Instant) else False


assert CLASSES  # every record is imported, so that the metadata is whole
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Record.metadata,
    include_name=include_name,
    compare_type=True,
    render_item=render_item,
    render_as_batch=context.config.attributes.get("batch", True),
)
with context.begin_transaction():
    context.run_migrations()
