"""Somebody drops the triggers and changes one value with a plain SQLite shell: the check says which (issue 2)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from pma_assure.records.every import BY_TABLE
from pma_assure.register import migrate, triggers
from pma_assure.register.check import check_file
from pma_assure.register.engine import FileKey, raw_connection, salt_of
from pma_assure.values.soundness import Problem, Soundness
from tests.made_once import made_once
from tests.register.conftest import Template

BEHIND_THE_INDEX = "search_words"


def every_place() -> list[tuple[str, str]]:
    """(table, column) of everything a register file has, mapped or not."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        migrate.upgrade(connection)
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        places = [
            (table, column[1])
            for table in sorted(tables)
            for column in connection.exec_driver_sql(f'PRAGMA table_info("{table}")')
        ]
        connection.rollback()
    engine.dispose()
    return places


PLACES = every_place()
SOME = [place for number, place in enumerate(PLACES) if number % 9 == 0]
"""On the encrypted file, where opening costs a key derivation, every ninth place."""


def key_of(template: Template, path: Path) -> FileKey | None:
    return FileKey.derive(template.passphrase, salt_of(path)) if template.passphrase else None


@pytest.fixture(scope="module")
def laid_open(filled_template: Template) -> Template:
    """The register as somebody leaves it who wants to change what was issued: without its triggers."""

    def make(folder: Path) -> None:
        driver = shell(filled_template, filled_template.copy(folder, "open.pma"))
        driver.execute("BEGIN")
        for name, _ in triggers.definitions():
            driver.execute(f"DROP TRIGGER {name}")
        driver.execute("COMMIT")
        driver.close()

    kind = filled_template.kind
    return Template(kind, made_once(f"open-{kind}", make) / "open.pma", filled_template.passphrase)


def shell(template: Template, path: Path) -> Any:
    driver = raw_connection(path, key_of(template, path))
    driver.execute("PRAGMA foreign_keys = OFF")
    return driver


def other(value: object) -> object:
    """A value of the same type, or, for none, a value at all."""
    if isinstance(value, str):
        return f"{value}x"
    if isinstance(value, int | float):
        return value + 1_000_000
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else b"x"
    return "x"


def alter(driver: Any, table: str, column: str) -> None:
    row, value = driver.execute(f'SELECT rowid, "{column}" FROM "{table}" LIMIT 1').fetchone()
    driver.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (other(value), row))


def alter_without_rowid(driver: Any, table: str, column: str) -> None:
    keys = {"search_words_config": "k", "search_words_idx": "hex(term) || segid"}[table]
    mark, value = driver.execute(f'SELECT {keys}, "{column}" FROM "{table}" LIMIT 1').fetchone()
    driver.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {keys} = ?', (other(value), mark))


def named(found: Soundness, table: str, column: str) -> Iterator[Problem]:
    for problem in found.faults:
        if problem.table == table and (column in problem.sentence or column == "id"):
            yield problem


def assert_noticed(template: Template, path: Path, table: str, column: str) -> None:
    found = check_file(path, template.passphrase)
    assert not found.sound
    missing = {problem.sentence for problem in found.faults if problem.code == "schema_missing"}
    assert missing == {f"The trigger {name} is missing." for name, _ in triggers.definitions()}
    others = [problem for problem in found.faults if problem.code != "schema_missing"]
    assert others, f"{table}.{column} was altered unnoticed"
    if table in BY_TABLE and table != "audit_entry":
        assert list(named(found, table, column)), [problem.sentence for problem in others]
    elif table == "audit_entry":
        assert others[0].code in ("chain_broken", "row_without_entry", "entry_astray")
        assert any(problem.code == "chain_broken" for problem in others)
    else:
        assert any(table in f"{problem.table} {problem.sentence}" for problem in others), others


@pytest.mark.parametrize(
    ("empty_template", "table", "column"),
    [("plain", *place) for place in PLACES] + [("encrypted", *place) for place in SOME],
    indirect=["empty_template"],
)
def test_one_value_altered(table: str, column: str, laid_open: Template, tmp_path: Path) -> None:
    path = laid_open.copy(tmp_path)
    driver = shell(laid_open, path)
    if table in ("search_words_config", "search_words_idx"):
        alter_without_rowid(driver, table, column)
    else:
        alter(driver, table, column)
    driver.close()
    assert_noticed(laid_open, path, table, column)


@pytest.mark.parametrize("empty_template", ["plain"], indirect=True)
def test_bits_of_the_search_index(laid_open: Template, tmp_path: Path) -> None:
    """One bit at a time of FTS5's own pages, the same in both kinds of file. A few bits only steer reading."""
    path = laid_open.copy(tmp_path)
    before = len(check_file(path).faults)
    driver = shell(laid_open, path)
    blocks = dict(driver.execute("SELECT id, block FROM search_words_data").fetchall())
    places = [(number, place) for number, block in blocks.items() for place in range(len(block))]
    chance = random.Random("bits")
    change = "UPDATE search_words_data SET block = ? WHERE id = ?"
    noticed = 0
    for number, place in chance.sample(places, 100):
        flipped = bytearray(blocks[number])
        flipped[place] ^= 1 << chance.randrange(8)
        driver.execute(change, (bytes(flipped), number))
        noticed += len(check_file(path).faults) > before
        driver.execute(change, (blocks[number], number))
    driver.close()
    assert noticed >= 95
    assert len(check_file(path).faults) == before
