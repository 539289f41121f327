"""The tables, indexes and triggers of a file against those this program lays out, each difference named."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sqlalchemy import create_engine

from pma_assure.register import schema
from pma_assure.register.findings import Findings

MASTER = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
HEADER = ("application_id", "user_version", "encoding", "auto_vacuum")
"""What a file says of itself beside its tables; this program leaves it as SQLite makes it."""


@cache
def laid_out() -> dict[tuple[str, str], tuple[str, str | None]]:
    """(type, name) -> (table, SQL) of everything in a freshly laid-out register of this program's schema."""
    from pma_assure.register import migrate

    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        migrate.upgrade(connection)
        rows = connection.exec_driver_sql(MASTER).fetchall()
        connection.rollback()
    engine.dispose()
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def check_revision(driver: Any, found: Findings) -> None:
    """The one row of ``alembic_version`` says which schema the file has."""
    rows = [row[0] for row in driver.execute("SELECT version_num FROM alembic_version")]
    if rows == [schema.HEAD]:
        return
    if len(rows) != 1:
        sentence = f"alembic_version should hold one row, version_num {schema.HEAD}; it holds {len(rows)}."
    elif rows[0] in schema.KNOWN:
        sentence = (
            f"alembic_version.version_num is {rows[0]}: the register has an older schema. Open it once with this"
            " program, which keeps a copy aside and brings it up to date; then check again."
        )
    else:
        sentence = (
            f"alembic_version.version_num is {str(rows[0])[:40]!r}; this program knows up to {schema.HEAD}."
            " Either a newer program made the register, or the value was altered."
        )
    found.fault("schema_version", "alembic_version", sentence)


def is_older(driver: Any) -> bool:
    """Whether the file has an earlier schema of this program: it lacks what came since, and that is no fault."""
    if not driver.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return False
    rows = [row[0] for row in driver.execute("SELECT version_num FROM alembic_version")]
    return len(rows) == 1 and rows[0] in schema.KNOWN and rows[0] != schema.HEAD


def check_schema(driver: Any, found: Findings) -> None:
    expected = laid_out()
    present = {(row[0], row[1]): (row[2], row[3]) for row in driver.execute(MASTER)}
    for kind, name in sorted(expected.keys() | present.keys(), key=str):
        table = str((expected.get((kind, name)) or present[kind, name])[0])
        if (kind, name) not in present:
            found.fault("schema_missing", table, f"The {kind} {name} is missing.")
        elif (kind, name) not in expected:
            found.fault("schema_extra", table, f"The {kind} {name} is none of this program's.")
        elif present[kind, name] != expected[kind, name] and _words(present[kind, name]) != _words(
            expected[kind, name]
        ):
            found.fault("schema_altered", table, f"The {kind} {name} is not as this program makes it.")
    for name in HEADER:
        (value,) = driver.execute(f"PRAGMA {name}").fetchone()
        if value != {"encoding": "UTF-8"}.get(name, 0):
            found.fault("schema_altered", "", f"The file's {name} is {value}, which this program does not set.")


def _words(made: tuple[Any, Any]) -> tuple[str, ...]:
    """(table, SQL up to the constraints, each constraint): a rebuilt table has them in any order."""
    sql = re.sub(r"\s+", " ", str(made[1])).removesuffix(")")
    begun, *constraints = re.split(r"\s*,\s*(?=CONSTRAINT )", sql)
    return (str(made[0]), begun.strip(), *sorted(constraint.strip() for constraint in constraints))
