"""``make pictures``: the guide's pictures, taken of the real screens of the demonstration register.

Not a test: it writes docs/guide/pictures, for whoever changed a screen to look at and to commit. The pictures have a
palette of 256 colours, which is enough for screens that have few and a quarter of the size.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from openpyxl import load_workbook

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QTableView, QWidget

from pma_assure.demonstration import DEFAULT_DAY, old_tracker
from pma_assure.demonstration.timetable import Timetable
from tests import demonstrated
from tests.made_once import keep_in
from ui.desktop.application import Desktop
from ui.desktop.case_screen import PLACE, CasesScreen
from ui.desktop.fieldwork_screen import FieldworkScreen
from ui.desktop.import_dialog import ImportDialog
from ui.desktop.window import Window

SCREENS = {"today": "", "case": "CASE-2026-0001", "meeting": "MTG-2026-0007", "extract": "EXT-2026-0001"}
TABS = {
    "evidence-requests": ("CASE-2026-0003", "Assessments", 0.42),
    "findings": ("CASE-2025-0002", "Findings", 0.0),
    "breach": ("CASE-2025-0003", "Breach", 1.0),
    "letters": ("CASE-2026-0003", "Letters and papers", 0.0),
}
"""Picture -> the case, its tab, and how far down the tab is scrolled."""
SIZE = (1280, 720)


def rest(milliseconds: int = 2500) -> None:
    """Let the window's jobs run; their threads need the interpreter, so an event loop and no plain wait."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def keep(shown: QWidget, path: Path) -> None:
    """Save the widget as it looks, each point in the nearest of its 256 most frequent colours."""
    image = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    points = Counter(memoryview(image.constBits()).cast("I"))
    palette = [colour for colour, _ in points.most_common(256)]
    flags = Qt.ImageConversionFlag.ThresholdDither
    image.convertToFormat(QImage.Format.Format_Indexed8, palette, flags).save(str(path))
    print(path)


def dialogs(application: QApplication) -> list[QDialog]:
    return [one for one in application.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def screens(window: Window, out: Path) -> None:
    assert window.shell is not None
    for name, reference in SCREENS.items():
        if reference:
            window.shell.go(reference)
        else:
            window.shell.show_screen(name)
        rest()
        keep(window, out / f"{name}.png")
    window.shell.show_screen("programme")
    rest()
    keep(window, out / "programme.png")
    window.shell.show_screen("reliance")
    rest()
    keep(window, out / "reliance.png")


def tabs(window: Window, out: Path) -> None:
    assert window.shell is not None
    for name, (case, tab, down) in TABS.items():
        window.shell.go(case)
        rest()
        screen = window.shell.screen_shown
        assert isinstance(screen, CasesScreen)
        screen.page.tabs.setCurrentIndex(PLACE[tab])
        rest(1500)
        bar = screen.page.bodies[PLACE[tab]].verticalScrollBar()
        bar.setValue(round(bar.maximum() * down))
        rest(500)
        keep(window, out / f"{name}.png")
        screen.page.tabs.setCurrentIndex(0)


def sheet(window: Window, out: Path) -> None:
    assert window.shell is not None
    window.shell.show_screen("sheet", "ASMT-2026-0001")
    rest()
    screen = window.shell.screen_shown
    assert isinstance(screen, FieldworkScreen)
    table = screen.findChild(QTableView)
    assert table is not None
    table.selectRow(9)
    rest(1500)
    keep(window, out / "field-work.png")


def importing(application: QApplication, window: Window, folder: Path, out: Path) -> None:
    """The old tracker as it came in last December, grown by three rows, with one changed that was changed here too."""
    assert window.shell is not None
    given = old_tracker.workbook(Timetable(DEFAULT_DAY))
    file = folder / given.name
    book = load_workbook(io.BytesIO(given.content))
    rows = book["NCs"]
    rows["J2"] = "29/01/2027"
    known = [cell.value for cell in rows[3]]
    for old, title, grade, found in (
        ("NC-25-01", "Officers told by telephone", "Min", "09/12/2024"),
        ("NC-25-02", "A card without a number", "Maj", "31/31/2024"),
        ("NC-25-03", "Logs kept for one month", "Severe", "10/12/2024"),
    ):
        rows.append([old, *known[1:3], title, grade, *known[5:7], found, *known[8:12], ""])
    book.save(file)
    window.shell.import_workbook()
    rest(1500)
    (dialog,) = [one for one in dialogs(application) if isinstance(one, ImportDialog)]
    dialog.mapping.setCurrentText(old_tracker.MAPPING_NAME)
    dialog.take_file(file)
    rest()
    dialog.place.setText(given.name)
    keep(dialog, out / "import.png")
    dialog.reject()


def main(out: Path) -> None:
    application = QApplication(["pma-assure-pictures"])
    desktop = Desktop(application, today=DEFAULT_DAY)
    desktop.put_on("light")
    window = desktop.open_window()
    window.resize(*SIZE)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as given:
        folder = Path(given)
        keep_in(folder)
        window.open_path(demonstrated.copy_to(folder))
        rest()
        for dialog in dialogs(application):
            dialog.accept()
        rest()
        screens(window, out)
        tabs(window, out)
        sheet(window, out)
        importing(application, window, folder, out)
        window.close_register()
        rest(500)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
