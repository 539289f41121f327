"""What the database itself refuses: to delete anything, to change what was issued, and to add to it (invariant 10).

The triggers are made from the mappings' ``__frozen_when__`` and ``__closed_when__``. A migration drops and restores
them, because Alembic's batch mode rebuilds tables and would lose them silently.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from pma_assure.records.every import CLASSES


def definitions() -> Iterator[tuple[str, str]]:
    """(name, CREATE TRIGGER statement) of every trigger a register has."""
    for class_ in CLASSES:
        table = str(class_.__tablename__)
        name = f"{table}_kept"
        yield (
            name,
            f"CREATE TRIGGER {name} BEFORE DELETE ON {table} BEGIN"
            f" SELECT RAISE(ABORT, 'nothing is deleted from {table}'); END",
        )
        name = f"{table}_keeps_its_key"
        yield (
            name,
            f"CREATE TRIGGER {name} BEFORE UPDATE OF id ON {table} WHEN NEW.id IS NOT OLD.id BEGIN"
            f" SELECT RAISE(ABORT, 'a key of {table} never changes'); END",
        )
        if class_.__frozen_when__ is not None:
            name = f"{table}_frozen"
            condition = "" if class_.__frozen_when__ == "always" else f" WHEN {class_.__frozen_when__}"
            yield (
                name,
                f"CREATE TRIGGER {name} BEFORE UPDATE ON {table}{condition} BEGIN"
                f" SELECT RAISE(ABORT, 'this row of {table} was issued and never changes'); END",
            )
        if class_.__closed_when__ is not None:
            name = f"{table}_closed"
            yield (
                name,
                f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {class_.__closed_when__} BEGIN"
                f" SELECT RAISE(ABORT, 'nothing is added to {table} of what was issued'); END",
            )


def drop_all(connection: Connection) -> None:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    for name in names:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def create_all(connection: Connection) -> None:
    for _, statement in definitions():
        connection.exec_driver_sql(statement)
