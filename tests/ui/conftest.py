"""What the tests of the window stand on: the demonstration register, copied for each test, and a window on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import demonstrated
from ui.desktop.application import Desktop
from ui.desktop.settings import Settings
from ui.desktop.shell import Shell
from ui.desktop.window import Window

DAY = date.fromisoformat(demonstrated.TODAY)


@pytest.fixture(scope="session")
def demo() -> Path:
    """The demonstration register of ``DAY``, which no test changes."""
    return demonstrated.register()


@pytest.fixture
def path(demo: Path, tmp_path: Path) -> Path:
    """A copy that this test may change."""
    return Path(shutil.copy(demo, tmp_path / "register.pma"))


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(qapp, today=DAY, settings=Settings(tmp_path / "settings.json"))
    yield made
    for window in list(made.windows):
        window.close()
        window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Window], None]:
    """Waits until a window has done and shown everything it was about to."""

    def wait(window: Window) -> None:
        idle = 0

        def quiet() -> bool:
            nonlocal idle
            idle = idle + 1 if window.jobs.idle else 0
            return idle > 3

        qtbot.waitUntil(quiet, timeout=20000)

    return wait


@pytest.fixture
def window(desktop: Desktop, path: Path, settled: Callable[[Window], None]) -> Window:
    """A window on the demonstration register; the PKI Specialist acts."""
    desktop.settings.remember_who(path, "PERS-0001", "pki_specialist")
    made = desktop.open_window()
    made.open_path(path)
    settled(made)
    return made


@pytest.fixture
def shell(window: Window) -> Shell:
    assert window.shell is not None
    return window.shell


@pytest.fixture
def today() -> date:
    return DAY
