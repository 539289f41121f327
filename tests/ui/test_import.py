"""File, Import: the preview says what becomes of each row and why, and only then is anything written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pma_assure.values.importing import Outcome
from pma_assure.views import lists
from tests.exchange import old_office
from ui.desktop.import_dialog import OWN, ImportDialog
from ui.desktop.mapping_dialog import MappingDialog
from ui.desktop.pieces import Combo
from ui.desktop.shell import Shell
from ui.desktop.window import Window


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    organisations, requirements = old_office.organisations(4), old_office.requirements(6)
    findings = old_office.findings(8, organisations, requirements)
    findings[2][7] = "03/04/2025"
    path = tmp_path / "old.xlsx"
    requirement_rows = [["RAPP-OLD", *row[1:]] for row in requirements]
    findings = [[*row[:5], None, *row[6:]] for row in findings]
    path.write_bytes(
        old_office.book(
            (
                ("Organisations", old_office.ORGANISATION_HEADINGS, organisations),
                ("Documents", ("Short name", "Title", "Document type"), [["RAPP-OLD", "The old one", "rapp"]]),
                ("Versions", ("Document", "Label"), [["RAPP-OLD", "2.1"]]),
                ("Requirements", old_office.REQUIREMENT_HEADINGS, requirement_rows),
                ("Findings", old_office.FINDING_HEADINGS, findings),
            )
        )
    )
    return path


@pytest.fixture
def dialog(window: Window, shell: Shell, settled: Callable[[Window], None]) -> ImportDialog:
    window.take("import")
    (found,) = window.findChildren(ImportDialog)
    settled(window)
    return found


def entries(shell: Shell) -> int:
    return len(lists.items(shell.workplace.register, shell.workplace.as_of, "audit"))


def test_the_preview_says_why_and_import_does_it(
    window: Window, shell: Shell, dialog: ImportDialog, workbook: Path, settled: Callable[[Window], None]
) -> None:
    before = entries(shell)
    assert not dialog.do_button.isEnabled()
    assert dialog.mapping.currentText() == OWN
    dialog.take_file(workbook)
    settled(window)
    assert [dialog.filter.itemText(n) for n in range(dialog.filter.count())] == [
        "All rows (20)", "New (19)", "Refused (1)",
    ]  # fmt: skip
    dialog.filter.setCurrentIndex(dialog.filter.findData(Outcome.REFUSED))
    assert dialog.table.model().rowCount() == 1
    assert "can be 3 April 2025 or 4 March 2025" in dialog.why.text()
    assert dialog.why.text().startswith("Findings, row 4")
    assert entries(shell) == before
    assert dialog.do_button.text() == "Import 19 rows"
    dialog.do_button.click()
    settled(window)
    assert not window.findChildren(ImportDialog)
    assert "19 new" in shell.foot.said.text()
    items = lists.items(shell.workplace.register, shell.workplace.as_of, "organisations")
    assert "Invented Energy 0003" in [item["title"] for item in items]


def test_before_a_file_is_chosen_the_dialog_says_what_will_stand_there(
    window: Window, dialog: ImportDialog, workbook: Path, settled: Callable[[Window], None]
) -> None:
    dialog.show()
    assert dialog.nothing.isVisible()
    assert dialog.nothing.text().startswith("Choose a workbook, or drop one here.")
    assert not dialog.table.isVisible()
    assert not dialog.filter.isVisible()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(workbook))])
    where, action, button = QPointF(200, 200), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drop = QDropEvent(where, action, mime, button, Qt.KeyboardModifier.NoModifier)
    dialog.dropEvent(drop)
    settled(window)
    assert drop.isAccepted()
    assert dialog.table.isVisible()
    assert dialog.filter.isVisible()
    assert dialog.table.model().rowCount() > 0
    assert not dialog.nothing.isVisible()
    dialog.reject()


def test_what_is_no_workbook_is_said(
    window: Window, shell: Shell, dialog: ImportDialog, tmp_path: Path, settled: Callable[[Window], None]
) -> None:
    path = tmp_path / "renamed.xlsx"
    path.write_text("Title,Category\nA,b\n", encoding="utf-8")
    dialog.take_file(path)
    settled(window)
    assert "is no workbook" in dialog.says.text()
    assert dialog.says.property("kind") == "wrong"
    assert not dialog.do_button.isEnabled()
    dialog.take_file(tmp_path / "nowhere.xlsx")
    settled(window)
    assert "cannot be read" in dialog.says.text()


def test_what_is_stopped_writes_nothing(
    window: Window, shell: Shell, dialog: ImportDialog, workbook: Path, settled: Callable[[Window], None]
) -> None:
    dialog.take_file(workbook)
    settled(window)
    before = entries(shell)
    dialog.do_button.click()
    dialog.stop.click()
    settled(window)
    assert entries(shell) == before
    assert dialog.says.text() == "Stopped. Nothing was written."
    assert dialog.do_button.isEnabled()
    dialog.reject()
    assert not dialog.isVisible()


@pytest.fixture
def others(tmp_path: Path) -> Path:
    """A workbook with sheets, headings and words of somebody else."""
    path = tmp_path / "Tracker 2025.xlsx"
    rows = [["Aldwych Energy", "Supplier"], ["Dunmore Networks", "Electricity Network Party"]]
    path.write_bytes(old_office.book((("Participants", ("Firm", "Sort of party"), rows),)))
    return path


def chosen(dialog: MappingDialog, name: str) -> Combo:
    return next(one for one in dialog.findChildren(Combo) if one.accessibleName() == name and one.isVisibleTo(dialog))


def pick(combo: Combo, text: str) -> None:
    """As somebody does with the keyboard."""
    combo.setFocus()
    QTest.keyClicks(combo, text)
    QApplication.processEvents()  # what it brings is shown


def test_a_strange_workbook_is_mapped_and_taken_in_without_a_line_of_json(
    window: Window, shell: Shell, dialog: ImportDialog, others: Path, settled: Callable[[Window], None]
) -> None:
    assert not dialog.map_button.isEnabled()
    dialog.take_file(others)
    settled(window)
    assert "No sheet has a title that this program knows" in dialog.says.text()
    dialog.map_button.click()
    settled(window)
    (mapping,) = dialog.findChildren(MappingDialog)
    assert mapping.name.text() == "Tracker 2025"
    assert not mapping.save_button.isEnabled()
    pick(mapping.sheet, "Part")
    assert mapping.so_far.text() == "Nothing is mapped yet."
    pick(chosen(mapping, "Column of Title"), "Firm")
    assert "Firm: Aldwych Energy" in chosen(mapping, "Column of Title").currentText()
    assert "still without Category" in mapping.so_far.text()
    pick(chosen(mapping, "Column of Category"), "Sort")
    pick(chosen(mapping, "What “Supplier” means"), "Large")
    pick(chosen(mapping, "What “Electricity Network Party” means"), "Elec")
    assert mapping.so_far.text() == "Organisations from “Participants” (2 columns)."
    order: list[str] = []
    at: QWidget = mapping.order
    while at is not mapping.save_button:
        order += [at.accessibleName()] if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisibleTo(mapping) else []
        at = at.nextInFocusChain()
    assert order == [
        "Days are written", "Column of Reference", "Always, of Reference", "Column of Title", "Column of Category",
        "What “Supplier” means", "What “Electricity Network Party” means", "Column of Withdrawn on",
        "Always, of Withdrawn on", "Column of Withdrawn reason", "Always, of Withdrawn reason",
        "Name of the mapping", "Cancel",
    ]  # fmt: skip
    QTest.keyClick(mapping, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(window)
    assert dialog.mapping.currentText() == "Tracker 2025"
    assert dialog.do_button.text() == "Import 2 rows"
    dialog.map_button.click()  # what was said is there to be changed
    settled(window)
    again = dialog.findChildren(MappingDialog)[-1]
    assert again.so_far.text() == "Organisations from “Participants” (2 columns)."
    again.reject()
    dialog.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(window)
    items = lists.items(shell.workplace.register, shell.workplace.as_of, "organisations")
    assert {"Aldwych Energy", "Dunmore Networks"} <= {item["title"] for item in items}


def test_a_mapping_without_a_name_is_not_kept(
    window: Window, dialog: ImportDialog, others: Path, settled: Callable[[Window], None]
) -> None:
    dialog.take_file(others)
    settled(window)
    dialog.map_button.click()
    settled(window)
    (mapping,) = dialog.findChildren(MappingDialog)
    pick(mapping.sheet, "Part")
    pick(chosen(mapping, "Column of Title"), "Firm")
    line = next(one for one in mapping.findChildren(QLineEdit) if one.accessibleName() == "Always, of Withdrawn on")
    QTest.keyClicks(line, "2025-01-01")
    assert mapping.drafts["organisation"].finished().fixed == {"withdrawn_on": "2025-01-01"}
    mapping.order.setCurrentIndex(1)
    assert mapping.drafts["organisation"].day_order == "dmy"
    mapping.name.setText(" ")
    mapping.save_button.click()
    assert mapping.says.text() == "Say under which name it is kept."
    QTest.keyClick(mapping.sheet, Qt.Key.Key_Home)
    assert mapping.drafts == {}
    mapping.reject()
    dialog.reject()
