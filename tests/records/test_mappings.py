"""What every mapping must have so that the register room can keep it without new code."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Enum, Index, String, Text, create_engine
from sqlalchemy.orm import DeclarativeBase

from pma_assure.records import every, mapping
from pma_assure.records.every import BY_TABLE, CLASSES
from pma_assure.records.house import AuditEntry
from pma_assure.records.mapping import Record
from pma_assure.register.stored import columns_of

TABLES = list(BY_TABLE)
# Rows of these stand alone: people know them by a name or a key, not by a reference.
NAMELESS = {
    "register_identity",
    "counter",
    "setting",
    "seat",
    "letter_template",
    "import_run",
    "imported_row",
    "import_mapping",
}


def columns(table: str) -> dict[str, Any]:
    return {column.name: column for column in BY_TABLE[table].__table__.columns}


def test_every_class_is_mapped_in_one_of_the_modules() -> None:
    modules = {module.__name__ for module in every.MODULES}
    assert {class_.__module__ for class_ in CLASSES} == modules
    assert all(issubclass(class_, Record) and issubclass(class_, DeclarativeBase) for class_ in CLASSES)


@pytest.mark.parametrize("table", TABLES)
def test_a_key_and_a_version_come_first(table: str) -> None:
    names = list(columns(table))
    assert names[:2] == ["id", "version"]
    assert [column.name for column in BY_TABLE[table].__table__.primary_key] == ["id"]


@pytest.mark.parametrize("table", TABLES)
def test_every_attribute_is_called_as_its_column(table: str) -> None:
    class_ = BY_TABLE[table]
    assert [attribute.key for attribute in class_.__mapper__.column_attrs] == list(columns(table))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_finds_the_record_people_know(table: str) -> None:
    """A table has references, or says through which column its rows belong to one that has."""
    seen = [table]
    while "reference" not in columns(seen[-1]) and seen[-1] not in NAMELESS:
        owner = BY_TABLE[seen[-1]].__owner_column__
        assert owner is not None, f"{seen[-1]} has neither a reference nor an owner"
        (key,) = columns(seen[-1])[owner].foreign_keys
        seen.append(key.column.table.name)
        assert len(seen) <= 6


@pytest.mark.parametrize("table", TABLES)
def test_searchable_columns_are_text(table: str) -> None:
    for name in BY_TABLE[table].__searchable__:
        assert isinstance(columns(table)[name].type, String)
        assert not isinstance(columns(table)[name].type, Enum)


@pytest.mark.parametrize("table", TABLES)
def test_every_foreign_key_has_an_index(table: str) -> None:
    leading = {next(iter(index.columns)).name for index in BY_TABLE[table].__table__.indexes}
    for name, column in columns(table).items():
        if column.foreign_keys:
            assert name in leading, f"{table}.{name}"


@pytest.mark.parametrize("table", TABLES)
def test_codes_have_no_check(table: str) -> None:
    """A new code must not need its table rebuilt."""
    assert not [each for each in BY_TABLE[table].__table__.constraints if isinstance(each, CheckConstraint)]


@pytest.mark.parametrize("table", TABLES)
def test_the_check_knows_how_every_column_is_stored(table: str) -> None:
    assert list(columns_of(table)) == list(columns(table))


LISTS = [index for class_ in CLASSES for index in class_.__table__.indexes if str(index.name).endswith("_list")]


@pytest.mark.parametrize("index", LISTS, ids=lambda index: index.name)
def test_a_list_is_read_from_its_index_alone(index: Index) -> None:
    """Covering: what the list shows stands in the index, so no row is fetched, and no long text decrypted."""
    names = [column.name for column in index.columns]
    assert not [column for column in index.columns if isinstance(column.type, Text)]
    engine = create_engine("sqlite://")
    Record.metadata.create_all(engine)
    with engine.connect() as connection:
        statement = f'SELECT {", ".join(names)} FROM "{index.table.name}" ORDER BY {", ".join(names)}'
        plan = " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}"))
    engine.dispose()
    assert f"COVERING INDEX {index.name}" in plan


def test_the_audit_trail_points_at_rows_without_a_foreign_key() -> None:
    """An entry must stay readable whatever happened to its row."""
    assert not AuditEntry.__table__.foreign_keys


@pytest.mark.parametrize("module", [*every.MODULES, mapping], ids=lambda module: module.__name__)
def test_annotations_of_columns_are_no_text(module: ModuleType) -> None:
    """SQLAlchemy evaluates each one that is text: the start until Today is shown waits for a thousand of them."""
    assert not hasattr(module, "annotations")
