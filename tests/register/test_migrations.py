"""Bringing a register up to date: a copy aside, one transaction, triggers restored, and the mappings' very schema."""

from __future__ import annotations

import shutil
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, select

from pma_assure.records import meeting_facts
from pma_assure.records.every import BY_TABLE
from pma_assure.records.house import AuditEntry, Counter
from pma_assure.records.mapping import Record
from pma_assure.records.people import AttendsFor, Person
from pma_assure.register import engine, migrate, schema, search_index, triggers
from pma_assure.register.check import check_file
from pma_assure.register.register import Occupied, Register, open_register
from tests.register.conftest import Template, context, running_clock
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
    return Template(filled_template.copy(folder, "register.pma"), filled_template.passphrase)


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


def as_of_the_foundation(template: Template, path: Path, people: dict[str, str | None]) -> None:
    """A register as schema 0001 kept it: what people attend for is known without days."""
    register = open_register(template.copy(path.parent, path.name), passphrase=template.passphrase)
    with register.writing(context(register)) as session:
        session.add(Counter(prefix="PERS", year=0, last=len(people)))
        for number, (name, represents) in enumerate(people.items(), 1):
            session.add(Person(reference=f"PERS-{number:04}", name=name, represents=represents))
    register.close()
    driver = shell(template, path)
    driver.execute("DROP TABLE attends_for")  # and its triggers with it: 0002 added nothing else
    driver.execute("UPDATE alembic_version SET version_num = '0001'")
    driver.commit()
    driver.close()


def test_what_people_attended_for_counts_for_all_days_as_before(empty_template: Template, tmp_path: Path) -> None:
    path = tmp_path / "register.pma"
    people = {"R. Sharma": "PKI Specialist", "N. Bright": "Ofgem", "E. Harcourt": None, "I. Wren": ""}
    as_of_the_foundation(empty_template, path, people)
    assert [one.code for one in check_file(path, empty_template.passphrase).problems] == ["schema_version"]
    register = open_register(path, passphrase=empty_template.passphrase, clock=running_clock())
    with register.reading() as session:
        held = session.execute(
            select(Person.name, AttendsFor.represents, AttendsFor.first_day, AttendsFor.last_day)
            .join(Person, Person.id == AttendsFor.person_id)
            .order_by(AttendsFor.id)
        ).all()
        entries = session.execute(
            select(AuditEntry.deed, AuditEntry.person, AuditEntry.reference, AuditEntry.day)
            .where(AuditEntry.table_name == "attends_for")
            .order_by(AuditEntry.number)
        ).all()
        specialists = [meeting_facts.specialists_on(session, day) for day in (date(2014, 1, 1), date(2040, 1, 1))]
    assert [tuple(row) for row in held] == [
        ("R. Sharma", "PKI Specialist", None, None),
        ("N. Bright", "Ofgem", None, None),
    ]
    assert [tuple(row) for row in entries] == [
        ("register.bring_up_to_date", "PMA Assure", reference, date(2026, 6, 16))
        for reference in ("PERS-0001", "PERS-0002")
    ]
    assert specialists == [{"PERS-0001"}, {"PERS-0001"}]
    with register.writing(context(register)) as session:
        session.scalars(select(AttendsFor)).first().last_day = date(2026, 12, 31)
    register.close()
    assert check_file(path, empty_template.passphrase).problems == ()
    assert path.with_name("register.before-0001.pma").exists()


def test_no_copy_is_made_without_what_was_saved_last(
    empty_template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program reads, so what a third one saves stays in the file beside: a copy would be without it."""
    path = tmp_path / "register.pma"
    as_of_the_foundation(empty_template, path, {"R. Sharma": "PKI Specialist"})
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    reader, writer = shell(empty_template, path), shell(empty_template, path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM person").fetchone()
    writer.execute("CREATE TABLE saved_last (words)")
    writer.commit()
    with pytest.raises(Occupied, match="Close it there"):
        open_register(path, passphrase=empty_template.passphrase)
    assert list(tmp_path.glob("*.before-*")) == []
    reader.rollback()
    open_register(path, passphrase=empty_template.passphrase).close()
    writer.close()
    reader.close()
    copy = shell(empty_template, path.with_name("register.before-0001.pma"))
    assert copy.execute("SELECT count(*) FROM saved_last").fetchone() == (0,)
    copy.close()


def test_a_register_without_people_is_brought_up_to_date(empty_template: Template, tmp_path: Path) -> None:
    path = tmp_path / "register.pma"
    as_of_the_foundation(empty_template, path, {})
    open_register(path, passphrase=empty_template.passphrase).close()
    assert check_file(path, empty_template.passphrase).problems == ()
