"""``make pictures``: the guide's pictures, taken of the real screens of the demonstration register.

Not a test: it writes docs/guide/pictures, for whoever changed a screen to look at and to commit.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from pma_assure.demonstration import DEFAULT_DAY
from tests import demonstrated
from ui.desktop.application import Desktop

SCREENS = {"today": "", "case": "CASE-2026-0001", "meeting": "MTG-2026-0007", "extract": "EXT-2026-0001"}
SIZE = (1280, 720)


def rest(milliseconds: int = 2500) -> None:
    """Let the window's jobs run; their threads need the interpreter, so an event loop and no plain wait."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main(out: Path) -> None:
    application = QApplication(["pma-assure-pictures"])
    desktop = Desktop(application, today=DEFAULT_DAY)
    desktop.put_on("light")
    window = desktop.open_window()
    window.resize(*SIZE)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        window.open_path(demonstrated.copy_to(Path(folder)))
        rest()
        for dialog in application.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.accept()
        rest()
        assert window.shell is not None
        for name, reference in SCREENS.items():
            if reference:
                window.shell.go(reference)
            else:
                window.shell.show_screen(name)
            rest()
            window.grab().save(str(out / f"{name}.png"))
            print(out / f"{name}.png")
        window.close_register()
        rest(500)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
