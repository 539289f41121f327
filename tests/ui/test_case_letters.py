"""The letters of a case in the window: listed with what became of each, written as files, their templates shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from pma_assure.views import documents
from ui.deed_services import deeds
from ui.desktop.case_screen import PLACE, CasesScreen
from ui.desktop.deed_form import DeedForm
from ui.desktop.exports import export_entries
from ui.desktop.page_table import PageTable
from ui.desktop.screen import deeds_about
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]


def opened(shell: Shell, window: Window, settled: Settled) -> CasesScreen:
    shell.go("CASE-2026-0001")
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    screen.page.tabs.setCurrentIndex(PLACE["Letters and papers"])
    settled(window)
    return screen


def cells(table: PageTable) -> list[str]:
    model = table.model()
    return [
        str(model.data(model.index(0, column), Qt.ItemDataRole.DisplayRole)) for column in range(model.columnCount())
    ]


def test_a_case_shows_its_letters(shell: Shell, window: Window, settled: Settled) -> None:
    window.resize(1280, 720)
    screen = opened(shell, window, settled)
    table = next(one for one in screen.findChildren(PageTable) if one.accessibleName() == "Letters")
    said = cells(table)
    assert said[0] == "LTR-2026-0001"
    assert said[1:3] == ["Return of a plan", "PLAN-2026-0001"]
    assert said[3] == "Ffion Gwŷn, Head of Compliance"
    assert said[6] == "Sent, 17 Jul 2026 · Secure e-mail"
    assert "Letters and papers" in screen.page.tabs.tabText(PLACE["Letters and papers"])
    names = {one.accessibleName() for one in screen.findChildren(QAbstractButton)}
    assert "Deeds about the chosen line of Letters" in names
    assert {one.deed for one in deeds_about("LTR-2026-0001")} >= {"letter.edit", "letter.send", "letter.withdraw"}


def test_a_letter_that_was_sent_is_exported_byte_for_byte(
    shell: Shell, window: Window, settled: Settled, tmp_path: Path
) -> None:
    screen = opened(shell, window, settled)
    page = screen.page._page
    assert page is not None
    entry = next(one for one in export_entries(page) if one.reference == "LTR-2026-0001")
    assert entry.title == "Letter LTR-2026-0001 as PDF"
    out = tmp_path / "letter.pdf"
    entry.write(screen.guide, screen, out)
    settled(window)
    assert out.read_bytes() == documents.stored(shell.workplace.register, "LTR-2026-0001", "pdf")


def test_the_form_of_a_template_shows_the_words_in_use(
    shell: Shell, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    assert "letter_template.adopt" in deeds()
    form = DeedForm(shell.workplace, "letter_template.adopt", {}, shell.window())
    form.show()
    form.fields["kind"].put("closure")
    settled(window)
    qtbot.waitUntil(lambda: form.about.isVisibleTo(form), timeout=5000)
    said = "\n".join(label.text() for label in form.about.findChildren(QLabel))
    assert "Closure: as it comes with the program" in said
    assert "Dear {addressee.name}" in said
    assert "{closed.on}  the day it was closed" in said
    form._typed = False
    form.close()
