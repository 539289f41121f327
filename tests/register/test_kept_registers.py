"""Registers as earlier programs left them: each still opens, is brought up to date, and passes the check."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pma_assure.register import schema
from pma_assure.register.check import check_file
from pma_assure.register.register import open_register
from tests.register.conftest import Template
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
    driver = shell(Template(path, None), path)
    for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        driver.execute(f'DROP TRIGGER "{name}"')
    driver.execute("UPDATE finding SET old_reference = 'F-17'")
    driver.execute("UPDATE finding_text SET state_reason = 'because'")
    driver.commit()
    driver.close()
    said = [problem.sentence for problem in check_file(path, None).faults]
    assert any("finding.old_reference" in sentence for sentence in said)
    assert any("finding_text.state_reason" in sentence for sentence in said)
