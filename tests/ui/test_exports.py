"""What the window offers to write as a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from pma_assure.views import cases
from tests import demonstrated
from tests.workflows.conftest import Bench, Stages
from ui.desktop import exports
from ui.desktop.dialogs import YearDialog
from ui.desktop.shell import Shell
from ui.desktop.window import Window

DAY = date(2026, 11, 23)


def test_the_window_offers_issued_advice_and_its_begun_correction(tmp_path: Path) -> None:
    with Bench(Stages(None), tmp_path).at("submitted") as (office, notes):
        advice = office.issued(notes["plan"], date(2026, 7, 14))
        office.do("advice.correct", advice=advice, correction="A typing error.")
        titles = [entry.title for entry in exports.export_entries(cases.page(office.register, DAY, notes["case"]))]
    assert titles == [
        f"Panel advice {advice}/1.0 (as issued) as PDF",
        f"Panel advice {advice}/1.1 (draft) as PDF",
        f"Case file {notes['case']} as PDF",
    ]


def choosing(monkeypatch: pytest.MonkeyPatch, name: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments, **_options: (str(name), ""))


def test_what_is_due_is_written_as_a_calendar(
    window: Window,
    shell: Shell,
    settled: Callable[[Window], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choosing(monkeypatch, tmp_path / "due")
    window.handlers["calendar"]()
    settled(window)
    assert (tmp_path / "due.ics").read_bytes() == (demonstrated.folder() / "due.ics").read_bytes()
    assert "It holds references and no names." in shell.foot.said.text()
    choosing(monkeypatch, "")
    window.handlers["calendar"]()
    settled(window)
    assert not list(tmp_path.glob(".ics"))


def test_the_annual_report_is_asked_for_by_its_year(
    window: Window, settled: Callable[[Window], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choosing(monkeypatch, tmp_path / "annual")
    window.handlers["annual"]()
    (asked,) = window.findChildren(YearDialog)
    assert asked.line.text() == "2026"
    for typed, said in (("2027", "has not begun"), ("26", "four digits"), ("²0²6", "four digits"), ("1999", "from")):
        asked.line.setText(typed)
        asked.do_button.click()
        assert said in asked.wrong.text()
        assert asked.isVisible()
        assert asked.line.height() >= asked.line.sizeHint().height(), "the sentence takes no room from the field"
    asked.line.setText(" 2026 ")
    asked.do_button.click()
    settled(window)
    assert (tmp_path / "annual.pdf").read_bytes() == (demonstrated.folder() / "annual-report.pdf").read_bytes()
