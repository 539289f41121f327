"""Evidence comes out as it went in: by the command line and in the window, and over nothing that is there."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from tests import demonstrated
from ui import evidence_copies
from ui.command_line import main
from ui.desktop.case_screen import PLACE, CasesScreen
from ui.desktop.exports import save_evidence
from ui.desktop.page_table import PageTable
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]
ITEM = "EVID-2025-0001"


def kept(register: Path, reference: str = ITEM) -> tuple[str, bytes]:
    """Name and bytes as the file of the register holds them."""
    driver = sqlite3.connect(register)
    row = driver.execute(
        "SELECT e.file_name, b.content, e.sha256 FROM evidence e JOIN evidence_bytes b ON b.evidence_id = e.id"
        " WHERE e.reference = ?",
        (reference,),
    ).fetchone()
    driver.close()
    assert hashlib.sha256(row[1]).hexdigest() == row[2]
    return str(row[0]), bytes(row[1])


def copied(register: Path, out: Path, reference: str = ITEM) -> int:
    return main(["evidence", reference, "--register", str(register), "--out", str(out)])


def test_a_copy_is_the_evidence_byte_for_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, content = kept(demonstrated.register())
    assert copied(demonstrated.register(), tmp_path / "a.csv", ITEM.lower()) == 0
    said = capsys.readouterr().out
    assert ITEM in said
    assert "a.csv" in said
    assert f"{len(content):,} bytes" in said
    assert "SHA-256" in said
    assert copied(demonstrated.register(), tmp_path) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["a.csv", name])
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / name).read_bytes() == content


@pytest.mark.parametrize("links", [True, False])
def test_a_copy_overwrites_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """Neither what was there before nor what came while the copy was written, with hard links and without."""
    out = tmp_path / "a.csv"
    out.write_bytes(b"another")
    assert copied(demonstrated.register(), out) == 1
    assert "exists already" in capsys.readouterr().err
    real = evidence_copies._put_in_place

    def late(beside: Path, path: Path) -> None:
        path.write_bytes(b"came meanwhile")
        real(beside, path)

    def none(*_: object) -> None:
        raise PermissionError("no hard links here")

    monkeypatch.setattr(evidence_copies, "_put_in_place", late)
    if not links:
        monkeypatch.setattr(os, "link", none)
    assert copied(demonstrated.register(), tmp_path / "b.csv") == 1
    assert "exists already" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.csv": b"another",
        "b.csv": b"came meanwhile",
    }


def test_a_copy_is_made_where_there_are_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise PermissionError("no hard links here")

    monkeypatch.setattr(os, "link", none)
    out = tmp_path / "a.csv"
    assert copied(demonstrated.register(), out) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert out.read_bytes() == kept(demonstrated.register())[1]


@pytest.mark.parametrize("reference", ["EVID-2026-9999", "CASE-2025-0001", "nonsense"])
def test_what_is_no_evidence_is_not_found(tmp_path: Path, capsys: pytest.CaptureFixture[str], reference: str) -> None:
    assert copied(demonstrated.register(), tmp_path, reference) == 1
    assert "There is no evidence" in capsys.readouterr().err
    assert copied(demonstrated.register(), tmp_path / "missing" / "a.csv") == 1
    assert "could not be written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE evidence_bytes SET content = zeroblob(length(content))",
        "UPDATE evidence_bytes SET content = content || 'text'",
        "DELETE FROM evidence_bytes",
    ],
)
def test_bytes_that_are_not_the_ones_received_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    register = demonstrated.copy_to(tmp_path)
    driver = sqlite3.connect(register)
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'evidence_bytes'"
    for (name,) in driver.execute(triggers).fetchall():
        driver.execute(f'DROP TRIGGER "{name}"')
    driver.execute(change)
    driver.commit()
    driver.close()
    assert copied(register, tmp_path / "a.csv") == 1
    assert "no copy was made" in capsys.readouterr().err
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("key ceremony.pdf", "key ceremony.pdf"),
        ("../../up.txt", ".._.._up.txt"),
        ("..", ITEM),
        ("NUL.txt", ITEM),
        ("exe\u202etxt.pdf", "exe_txt.pdf"),
        ("a:b?.csv. ", "a_b_.csv"),
        (f"{'é' * 190}.pdf", f"{ITEM}.pdf"),
    ],
)
def test_a_name_from_outside_is_only_a_name(name: str, plain: str) -> None:
    assert evidence_copies.plain_file_name(name, ITEM) == plain


def test_the_window_saves_a_copy(
    shell: Shell, window: Window, path: Path, settled: Settled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, content = kept(path)
    out = tmp_path / "saved.csv"
    asked: list[str] = []

    def choose(_parent: object, title: str, place: str, **_: object) -> tuple[str, str]:
        asked.extend((title, Path(place).name))
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    save_evidence(shell, shell, ITEM)
    settled(window)
    assert asked == [f"Save a copy of {ITEM}", name]
    assert out.read_bytes() == content
    assert f"{len(content):,} bytes" in shell.foot.said.text()
    out.write_bytes(b"another")
    save_evidence(shell, shell, ITEM)
    settled(window)
    assert "exists already" in shell.foot.said.text()
    assert out.read_bytes() == b"another"


def test_both_places_that_show_evidence_offer_a_copy(
    shell: Shell,
    window: Window,
    path: Path,
    settled: Settled,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = [tmp_path / f"{number}" for number in range(3)]
    places = iter(out)
    titles: list[str] = []

    def choose(_parent: object, title: str, *_: object, **__: object) -> tuple[str, str]:
        titles.append(title.removeprefix("Save a copy of "))
        return str(next(places)), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    shell.go("CASE-2025-0001")
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    screen.page.tabs.setCurrentIndex(PLACE["Evidence"])
    settled(window)
    table = next(one for one in screen.findChildren(PageTable) if one.accessibleName() == "Evidence")
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settled(window)
    save_button(screen).click()
    settled(window)
    shell.show_screen("evidence")
    settled(window)
    save_button(shell.screen_shown).click()
    settled(window)
    assert titles[0] == titles[1] == table.model().index(1, 0).data()
    assert [place.read_bytes() for place in out] == [kept(path, title)[1] for title in titles]


def save_button(screen: QWidget) -> QPushButton:
    return next(one for one in screen.findChildren(QPushButton) if one.text() == "Save a copy…")
