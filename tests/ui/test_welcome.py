"""Making, opening and unlocking registers from the welcome."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pma_assure.register.register import create
from pma_assure.rules.vocabulary import Capacity
from pma_assure.workflows.office import begin
from ui.desktop import registers
from ui.desktop.application import Desktop
from ui.desktop.dialogs import NewRegisterDialog, PassphraseDialog, WhoDialog
from ui.desktop.window import Window

Settled = Callable[[Window], None]
PASSPHRASE = "four words apart together"


def texts(window: Window) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


@pytest.fixture
def bare(desktop: Desktop) -> Window:
    return desktop.open_window()


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_a_new_register_is_made_and_shown(
    bare: Window, settled: Settled, tmp_path: Path, qtbot: QtBot, passphrase: str
) -> None:
    bare.new_register()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewRegisterDialog)
    dialog.place.setText(str(tmp_path / "mine.pma"))
    dialog.do()
    assert "your name" in dialog.wrong.text()
    dialog.keeper.setText("R. Sharma")
    dialog.first.line.setText(passphrase)
    dialog.second.line.setText(passphrase + "x")
    dialog.do()
    assert "not the same" in dialog.wrong.text()
    dialog.second.line.setText(passphrase)
    dialog.do()
    settled(bare)
    assert bare.workplace is not None
    assert bare.workplace.register.encrypted is bool(passphrase)
    assert bare.workplace.who is not None
    assert bare.workplace.who.capacity == Capacity.PKI_SPECIALIST
    assert "SMKI PMA assurance register" in bare.windowTitle()
    assert bare.workplace.drafts.survives is not bool(passphrase)
    bare.close_register()
    assert bare.settings.recent == [tmp_path / "mine.pma"]


def test_return_presses_the_button_the_keyboard_is_on(bare: Window, settled: Settled, tmp_path: Path) -> None:
    """Not the filled one, wherever the keyboard is; that one is done with Ctrl+Return."""
    bare.new_register()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewRegisterDialog)
    dialog.place.setText(str(tmp_path / "mine.pma"))
    dialog.keeper.setText("R. Sharma")
    dialog.first.shown.setFocus()
    QTest.keyClick(dialog.first.shown, Qt.Key.Key_Return)
    assert dialog.first.shown.text() == "Hide"
    assert not (tmp_path / "mine.pma").exists()
    dialog.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(dialog.keeper, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(bare)
    assert (tmp_path / "mine.pma").exists()


def test_a_new_register_overwrites_nothing(bare: Window, settled: Settled, tmp_path: Path) -> None:
    there = tmp_path / "there.pma"
    there.write_bytes(b"something of somebody's")
    bare.new_register()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewRegisterDialog)
    dialog.place.setText(str(there))
    dialog.keeper.setText("R. Sharma")
    dialog.do()
    settled(bare)
    assert "exists already" in dialog.wrong.text()
    assert there.read_bytes() == b"something of somebody's"
    dialog.reject()


def test_a_wrong_passphrase_is_said_and_asked_again(
    bare: Window, settled: Settled, tmp_path: Path, desktop: Desktop
) -> None:
    path = tmp_path / "locked.pma"
    register = create(path, passphrase=PASSPHRASE)
    assert desktop.today is not None
    begin(register, name="Locked", keeper="R. Sharma", day=desktop.today)
    register.close()
    bare.open_path(path)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PassphraseDialog)
    dialog.secret.line.setText("not these words at all")
    dialog.do()
    settled(bare)
    again = QApplication.activeModalWidget()
    assert isinstance(again, PassphraseDialog)
    assert "does not open" in again.wrong.text()
    again.secret.line.setText(PASSPHRASE)
    again.do()
    settled(bare)
    assert bare.workplace is not None
    assert "encrypted" in bare.foot.left.text()


def test_what_is_no_register_is_said_on_the_welcome(bare: Window, settled: Settled, tmp_path: Path) -> None:
    path = tmp_path / "letter.pma"
    path.write_bytes(b"SQLite format 3\x00" + b"\x00" * 2000)
    bare.open_path(path)
    settled(bare)
    assert bare.workplace is None
    assert "letter.pma" in texts(bare)
    bare.open_path(tmp_path / "gone.pma")
    assert "There is no register" in texts(bare)


def test_who_acts_is_asked_and_remembered(bare: Window, settled: Settled, path: Path, desktop: Desktop) -> None:
    bare.open_path(path)
    settled(bare)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, WhoDialog)
    assert bare.workplace is not None
    people = registers.may_act(bare.workplace.register, bare.workplace.as_of)
    assert dialog.people.count() == len(people)
    dialog.people.setCurrentRow(1)
    dialog.do()
    assert bare.workplace.who == people[1]
    settled(bare)
    assert people[1].name in bare.foot.right.text()
    assert desktop.settings.who(path) == (people[1].reference, people[1].capacity.value)


def test_the_demonstration_is_made_once_and_opened_on_its_day(bare: Window, settled: Settled, qtbot: QtBot) -> None:
    bare.demonstration()
    qtbot.waitUntil(lambda: bare.workplace is not None, timeout=60000)
    settled(bare)
    assert bare.workplace is not None
    assert bare.workplace.as_of == bare.program.today  # type: ignore[attr-defined]  # the same fixed day in the tests
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        dialog.close()
