"""Registers as earlier programs left them: each still opens, is brought up to date, and passes the check."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from pma_assure.records.house import AuditEntry
from pma_assure.records.people import AttendsFor, Person
from pma_assure.register import engine, schema
from pma_assure.register.check import check_file
from pma_assure.register.register import Occupied, open_register
from tests.register.conftest import Template, context, running_clock
from tests.register.test_alterations import shell

KEPT = sorted((Path(__file__).parent / "kept").glob("schema-*.register.gz"))
BEFORE = schema.KNOWN[:-1]


def unpacked(kept: Path, folder: Path) -> Path:
    path = folder / "office.pma"
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    return path


def test_one_is_kept_of_every_schema_before_this() -> None:
    assert [path.name.split(".")[0] for path in KEPT] == [f"schema-{revision}" for revision in BEFORE]


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name.split(".")[0])
def test_it_opens_and_is_sound(kept: Path, tmp_path: Path) -> None:
    path = unpacked(kept, tmp_path)
    register = open_register(path, passphrase=None)
    with register.reading() as session:
        assert schema.stored_revision(session.connection()) == schema.HEAD
    register.close()
    assert check_file(path, None).faults == ()


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name.split(".")[0])
def test_what_a_later_schema_added_is_watched_too(kept: Path, tmp_path: Path) -> None:
    """A value put into a column that the row's entries do not know is named like any other."""
    path = unpacked(kept, tmp_path)
    open_register(path, passphrase=None).close()
    driver = shell(Template("plain", path, None), path)
    for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        driver.execute(f'DROP TRIGGER "{name}"')
    driver.execute("UPDATE finding SET old_reference = 'F-17'")
    driver.execute("UPDATE finding_text SET state_reason = 'because'")
    driver.commit()
    driver.close()
    said = [problem.sentence for problem in check_file(path, None).faults]
    assert any("finding.old_reference" in sentence for sentence in said)
    assert any("finding_text.state_reason" in sentence for sentence in said)


def test_what_people_attended_for_counts_for_all_days_as_before(tmp_path: Path) -> None:
    """Schema 0001 knew no days of it; each goes on to with an audit entry of its own, as any row has (R37)."""
    path = unpacked(KEPT[0], tmp_path)
    register = open_register(path, passphrase=None, clock=running_clock())
    with register.reading() as session:
        held = session.execute(
            select(Person.represents, AttendsFor.represents, AttendsFor.first_day, AttendsFor.last_day).join(
                Person, Person.id == AttendsFor.person_id
            )
        ).all()
        entries = session.execute(
            select(AuditEntry.deed, AuditEntry.person, AuditEntry.day).where(AuditEntry.table_name == "attends_for")
        ).all()
    assert [(row[0], None, None) for row in held] == [tuple(row[1:]) for row in held]
    assert [tuple(row) for row in entries] == [("register.bring_up_to_date", "PMA Assure", date(2026, 6, 16))]
    with register.writing(context(register)) as session:
        session.scalars(select(AttendsFor)).one().last_day = date(2026, 12, 31)
    register.close()
    assert check_file(path, None).faults == ()
    assert path.with_name("office.before-0001.pma").exists()


def test_no_copy_is_made_without_what_was_saved_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program reads, so what a third one saves stays in the file beside: a copy would be without it."""
    path = unpacked(KEPT[0], tmp_path)
    template = Template("plain", path, None)
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    reader, writer = shell(template, path), shell(template, path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM person").fetchone()
    writer.execute("CREATE TABLE saved_last (words)")
    writer.commit()
    with pytest.raises(Occupied, match="Close it there"):
        open_register(path, passphrase=None)
    assert list(tmp_path.glob("*.before-*")) == []
    reader.rollback()
    open_register(path, passphrase=None).close()
    writer.close()
    reader.close()
    copy = shell(template, path.with_name("office.before-0001.pma"))
    assert copy.execute("SELECT count(*) FROM saved_last").fetchone() == (0,)
    copy.close()
