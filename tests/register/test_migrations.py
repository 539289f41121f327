"""Bringing a register up to date: a copy aside, one transaction, triggers restored, and the mappings' very schema."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect

from pma_assure.records.every import BY_TABLE
from pma_assure.records.mapping import Record
from pma_assure.register import migrate, schema, search_index, triggers
from pma_assure.register.check import check_file
from pma_assure.register.register import Register, open_register
from tests.register.conftest import Template
from tests.register.test_alterations import shell
from tests.register.test_opening import bytes_of

HEAD = schema.HEAD
NEXT = f"{int(HEAD) + 1:04}"
STEP = '''"""a step of the tests"""
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("organisation", recreate="always") as batch:
        batch.add_column(sa.Column("note", sa.Text(), nullable=True))
    op.execute("UPDATE organisation SET name = upper(name)")
{failing}
'''


def next_step(monkeypatch: pytest.MonkeyPatch, folder: Path, failing: str = "") -> None:
    """A program one schema newer than this one."""
    steps = folder / "steps"
    shutil.copytree(str(resources.files("pma_assure.register").joinpath("migrations")), steps)
    (steps / "versions" / f"{NEXT}_a_step.py").write_text(
        STEP.format(next=NEXT, head=HEAD, failing=failing), encoding="utf-8"
    )
    present = migrate.configuration

    def configuration(connection: Connection | None = None) -> Config:
        config: Config = present(connection)
        config.set_main_option("script_location", str(steps))
        return config

    monkeypatch.setattr(migrate, "configuration", configuration)
    monkeypatch.setattr(schema, "KNOWN", (*schema.KNOWN, NEXT))
    monkeypatch.setattr(schema, "HEAD", NEXT)


@pytest.fixture
def older(filled_template: Template, tmp_path: Path) -> Template:
    folder = tmp_path / "office"
    folder.mkdir()
    return Template(filled_template.kind, filled_template.copy(folder, "register.pma"), filled_template.passphrase)


def trigger_names(register: Register) -> set[str]:
    with register.reading() as session:
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        return set(session.connection().exec_driver_sql(names).scalars())


def test_an_older_register_is_copied_aside_and_brought_up_to_date(
    older: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = older.path.read_bytes()
    next_step(monkeypatch, tmp_path)
    register = open_register(older.path, passphrase=older.passphrase)
    with register.reading() as session:
        connection = session.connection()
        assert schema.stored_revision(connection) == NEXT
        assert "note" in {column["name"] for column in inspect(connection).get_columns("organisation")}
        name = connection.exec_driver_sql("SELECT name FROM organisation").scalar()
        assert name == str(name).upper()
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert trigger_names(register) == {name for name, _ in triggers.definitions()}
    register.close()
    copy = older.path.with_name(f"register.before-{HEAD}.pma")
    assert copy.read_bytes() == before


def test_the_copy_opens_with_the_older_program(
    older: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        next_step(newer, tmp_path)
        open_register(older.path, passphrase=older.passphrase).close()
    found = check_file(older.path.with_name(f"register.before-{HEAD}.pma"), older.passphrase)
    assert found.problems == ()


@pytest.mark.parametrize(
    "failing",
    ["    raise RuntimeError('half way')", "    op.execute('DELETE FROM person')\n", "    op.execute('NO SQL')"],
)
def test_a_step_that_fails_leaves_the_file_as_it_was(
    older: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    before = older.path.read_bytes()
    with monkeypatch.context() as newer:
        next_step(newer, tmp_path, failing)
        with pytest.raises(Exception, match=r"half way|pointing nowhere|syntax error"):
            open_register(older.path, passphrase=older.passphrase)
    assert older.path.read_bytes() == before
    assert check_file(older.path, older.passphrase).problems == ()


def test_a_second_copy_does_not_overwrite_the_first(tmp_path: Path) -> None:
    path = tmp_path / "register.pma"
    assert migrate.aside(path, "0001").name == "register.before-0001.pma"
    migrate.aside(path, "0001").write_bytes(b"the first")
    assert migrate.aside(path, "0001").name == "register.before-0001-2.pma"


def test_an_older_register_is_checked_without_being_changed(
    older: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(older.path.parent)
    monkeypatch.setattr(schema, "KNOWN", (*schema.KNOWN, NEXT))
    monkeypatch.setattr(schema, "HEAD", NEXT)
    (problem,) = check_file(older.path, older.passphrase).faults
    assert problem.code == "schema_version"
    assert "older schema. Open it once" in problem.sentence
    assert bytes_of(older.path.parent) == before


def test_the_register_is_what_the_mappings_say(empty_template: Template, tmp_path: Path) -> None:
    register = open_register(empty_template.copy(tmp_path), passphrase=empty_template.passphrase)
    own = search_index.TABLES
    with register.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _: not (kind == "table" and str(name).startswith(own)),
            },
        )
        assert compare_metadata(context, Record.metadata) == []
    register.close()


def test_every_column_and_index_is_as_mapped(empty_template: Template, tmp_path: Path) -> None:
    """Column by column: name, order, type as SQLite keeps it, whether it may be empty; and every index."""
    register = open_register(empty_template.copy(tmp_path), passphrase=empty_template.passphrase)
    mapped = create_engine("sqlite://")
    Record.metadata.create_all(mapped)
    with register.engine.connect() as kept, mapped.connect() as made:
        for table in BY_TABLE:
            for pragma in ("table_info", "index_list", "foreign_key_list"):
                rows = [
                    sorted(tuple(row)[1:] for row in connection.exec_driver_sql(f'PRAGMA {pragma}("{table}")'))
                    for connection in (kept, made)
                ]
                assert rows[0] == rows[1], (table, pragma)
            columns = [
                [row[:3] for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")')]
                for connection in (kept, made)
            ]
            assert columns[0] == columns[1], table
    mapped.dispose()
    register.close()


def test_what_is_known_without_alembic_is_what_alembic_knows() -> None:
    script = ScriptDirectory.from_config(migrate.configuration())
    assert script.get_current_head() == schema.HEAD
    assert tuple(step.revision for step in script.walk_revisions())[::-1] == schema.KNOWN
    assert script.get_heads() == [schema.HEAD]
    assert script.get_bases() == [schema.KNOWN[0]]


def test_every_step_up(tmp_path: Path) -> None:
    """From each schema this program knows to the present one."""
    for revision in schema.KNOWN:
        engine = create_engine(f"sqlite:///{tmp_path / revision}")
        with engine.begin() as connection:
            command.upgrade(migrate.configuration(connection), revision)
        with engine.begin() as connection:
            migrate.upgrade(connection)
            assert schema.stored_revision(connection) == schema.HEAD
            assert compare_tables(connection) == set(BY_TABLE)
        engine.dispose()


def compare_tables(connection: Connection) -> set[str]:
    names = set(inspect(connection).get_table_names())
    return {name for name in names if not name.startswith((*search_index.TABLES, "alembic_version"))}


def test_a_migration_leaves_no_trigger_out(filled_template: Template, tmp_path: Path) -> None:
    path = filled_template.copy(tmp_path)
    driver = shell(filled_template, path)
    before = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name").fetchall()
    driver.close()
    assert dict(before) == dict(triggers.definitions())
