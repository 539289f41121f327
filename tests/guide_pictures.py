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
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTableView, QWidget

from pma_assure.demonstration import DEFAULT_DAY, old_tracker
from pma_assure.demonstration.timetable import Timetable
from pma_assure.rules.refusal import Refused
from pma_assure.values.outcome import Done
from tests import demonstrated
from tests.made_once import keep_in
from ui.desktop.application import Desktop
from ui.desktop.case_screen import PLACE, CasesScreen
from ui.desktop.deed_form import DeedForm
from ui.desktop.fieldwork_screen import FieldworkScreen
from ui.desktop.import_dialog import ImportDialog
from ui.desktop.meeting_screen import MeetingsScreen
from ui.desktop.window import Window

SCREENS = {
    "today": "",
    "case": "CASE-2026-0001",
    "meeting": "MTG-2026-0007/2",
    "extract": "EXT-2026-0001",
}
TABS = {
    "evidence-requests": ("CASE-2026-0003", "Assessments", 0.42),
    "findings": ("CASE-2025-0002", "Findings", 0.0),
    "breach": ("CASE-2025-0003", "Breach", 1.0),
    "letters": ("CASE-2026-0003", "Letters and papers", 0.0),
    "suspension": ("CASE-2026-0007", "Suspension", 0.0),
}
"""Picture -> the case, its tab, and how far down the tab is scrolled."""
KNOWN_AT_NIGHT = {
    "organisation": "ORG-0014",
    "called_at": "2026-11-23T03:05",
    "on_call": ["PERS-0002", "PERS-0004", "PERS-0007"],
    "not_reached": ["PERS-0003"],
    "ground": "compromise",
}
"""What the form of the night says already when its picture is taken: three members are on the call."""
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
    for name in ("programme", "reliance", "seats", "documents"):
        window.shell.show_screen(name)
        rest()
        keep(window, out / f"{name}.png")


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


def tie(window: Window, out: Path) -> None:
    """What became of an item whose votes were tied: its decision stands at the end."""
    assert window.shell is not None
    window.shell.go("MTG-2026-0004/1")
    rest()
    screen = window.shell.screen_shown
    assert isinstance(screen, MeetingsScreen)
    bar = screen.meeting.middle.verticalScrollBar()
    bar.setValue(bar.maximum())
    rest(500)
    keep(window, out / "tie.png")


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


def not_ready(application: QApplication, window: Window, out: Path) -> None:
    """The chasing list, once an item is put on the agenda whose paper nobody has circulated."""
    shell = window.shell
    assert shell is not None
    listed: list[Done] = []
    refused: list[Refused] = []
    given = {"meeting": "MTG-2026-0007", "title": "Next year's routine assessments", "paper_by": "R. Sharma"}
    shell.workplace.do("item.list", given, owner=shell, then=listed.append, failed=refused.append)
    rest()
    assert not refused, refused
    assert listed
    shell.go("MTG-2026-0007")
    rest()
    (link,) = [one for one in window.findChildren(QPushButton) if one.text().endswith("not ready…")]
    link.click()
    rest(1000)
    (sheet,) = dialogs(application)
    keep(sheet, out / "not-ready.png")
    sheet.reject()


def night(application: QApplication, window: Window, out: Path) -> None:
    """The form of the night, as far as it is known when the members are on the call and have decided."""
    assert window.shell is not None
    window.take("night")
    rest(1000)
    (form,) = [one for one in dialogs(application) if isinstance(one, DeedForm)]
    for name, known in KNOWN_AT_NIGHT.items():
        form.fields[name].put(known)
        form.fields[name].edited.emit()
    rest()
    keep(form, out / "night.png")
    form.done(0)  # without asking what becomes of what was typed


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
        tie(window, out)
        sheet(window, out)
        not_ready(application, window, out)
        night(application, window, out)
        importing(application, window, folder, out)
        window.close_register()
        rest(500)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
