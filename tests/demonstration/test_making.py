"""The demonstration is made the same twice, for any day, and never in the place of somebody's register."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pma_assure.demonstration import DEFAULT_DAY, DemonstrationMade, is_demonstration, make
from pma_assure.register.check import check_file
from pma_assure.register.register import create
from pma_assure.rules.refusal import Refused
from pma_assure.workflows.office import begin, choose, rename
from tests.demonstration.conftest import RENDERERS

PASSPHRASE = "a heron stands in the weir"


def test_another_day_makes_a_sound_register_of_the_same_content(tmp_path: Path) -> None:
    christmas = date(2028, 12, 27)
    made = make(tmp_path / "demo.pma", today=christmas, renderers=RENDERERS)
    found = check_file(made.path)
    assert found.sound
    assert {problem.code for problem in found.problems} == {"irregular"}
    with sqlite3.connect(made.path) as driver:
        (last,) = driver.execute("SELECT max(day) FROM audit_entry").fetchone()
        states = {row[0] for row in driver.execute("SELECT state FROM plan")}
    driver.close()
    assert last <= christmas.isoformat()
    assert states == {"completion_reported", "approved", "submitted"}


def test_second_run_replaces_the_first_and_makes_the_same_file(made: DemonstrationMade, tmp_path: Path) -> None:
    path = Path(shutil.copy2(made.path, tmp_path / "demo.pma"))
    with sqlite3.connect(path) as driver:
        driver.execute("PRAGMA user_version = 7")
    driver.close()
    assert path.read_bytes() != made.path.read_bytes()
    again = make(path, renderers=RENDERERS)
    assert path.read_bytes() == made.path.read_bytes()
    assert replace(again, path=made.path) == made
    assert [one.name for one in tmp_path.iterdir()] == ["demo.pma"]


def test_register_of_somebody_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ours.pma"
    register = create(path)
    keeper = begin(register, name="Our register", keeper="R. Sharma", day=DEFAULT_DAY)
    register.close()
    before = path.read_bytes()
    assert not is_demonstration(path)
    with pytest.raises(Refused, match="is no demonstration register"):
        make(path, renderers=RENDERERS)
    assert path.read_bytes() == before
    assert keeper.name == "R. Sharma"


@pytest.mark.parametrize("content", [b"", b"notes of a meeting\n" * 100, b"SQLite format 3\x00" + b"\x00" * 4096])
def test_file_that_is_no_register_is_left_alone(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "notes.pma"
    path.write_bytes(content)
    with pytest.raises(Refused, match="is no demonstration register"):
        make(path, renderers=RENDERERS)
    assert path.read_bytes() == content


def test_marker_needs_both_name_and_setting(tmp_path: Path) -> None:
    path = tmp_path / "ours.pma"
    register = create(path)
    keeper = begin(register, name="Our register", keeper="R. Sharma", day=DEFAULT_DAY)
    choose(keeper, key="demonstration", value="yes")
    assert not is_demonstration(path)
    rename(keeper, name="Demonstration register of the SMKI PMA")
    register.close()
    assert is_demonstration(path)


def test_encrypted_demonstration(tmp_path: Path) -> None:
    path = tmp_path / "demo.pma"
    make(path, renderers=RENDERERS, passphrase=PASSPHRASE)
    assert check_file(path, PASSPHRASE).sound
    assert is_demonstration(path, PASSPHRASE)
    assert not is_demonstration(path), "what is not known to be a demonstration belongs to somebody"
    assert not is_demonstration(path, "another long passphrase")
    with pytest.raises(Refused):
        make(path, renderers=RENDERERS)


def test_nothing_is_left_behind_when_a_document_cannot_be_made(tmp_path: Path) -> None:
    def fails(*_: object) -> bytes:
        raise OSError("no space left")

    broken = replace(RENDERERS, advice=fails)
    with pytest.raises(OSError, match="no space left"):
        make(tmp_path / "demo.pma", renderers=broken)
    assert list(tmp_path.iterdir()) == []
