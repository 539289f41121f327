"""Bringing a register to the present schema: one transaction, triggers dropped and restored, a copy kept aside.

Alembic is imported here and nowhere else in the program's running code.
"""

from __future__ import annotations

import logging
from importlib import resources
from pathlib import Path

from sqlalchemy import Connection

from pma_assure.register import triggers
from pma_assure.register.keys import Clock, KeySource


def configuration(connection: Connection | None = None):  # type: ignore[no-untyped-def]  # Alembic is imported only here
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.files("pma_assure.register").joinpath("migrations")))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, *, clock: Clock | None = None, keys: KeySource | None = None) -> None:
    """Run every step up to the present schema inside the caller's transaction, then put the triggers back.

    A step that writes rows keeps an audit entry for each: it needs the ``clock`` and the ``keys`` of the register. An
    empty one has no row to carry over, and needs neither.

    The caller has begun IMMEDIATE and switched foreign keys off beforehand (the pragma does nothing inside a
    transaction); the keys are verified here before the caller commits.
    """
    from alembic import command

    logging.getLogger("alembic").setLevel(logging.WARNING)
    triggers.drop_all(connection)
    config = configuration(connection)
    config.attributes.update(clock=clock, keys=keys)
    command.upgrade(config, "head")
    triggers.create_all(connection)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"a migration left {len(broken)} rows pointing nowhere, first in {broken[0][0]}")


def aside(path: Path, revision: str) -> Path:
    """Where the copy made before a migration goes: beside the register, never over another file."""
    for number in range(1, 1000):
        suffix = "" if number == 1 else f"-{number}"
        candidate = path.with_name(f"{path.stem}.before-{revision}{suffix}{path.suffix}")
        if not candidate.exists():
            return candidate
    raise RuntimeError("too many copies made before migrations beside this register")
