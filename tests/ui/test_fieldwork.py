"""A sheet of sixty clauses, filled in through the window: by keyboard alone, and with what is dropped and pasted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from pma_assure.records.assessments import Assessment
from pma_assure.register.register import Register, open_register
from pma_assure.register.session import AuditContext
from pma_assure.rules.vocabulary import AssessmentState, FieldResult, FindingClass
from pma_assure.values.fieldwork_page import FieldSheet, SheetLine
from pma_assure.views import fieldwork, records
from pma_assure.workflows.every import DEEDS
from pma_assure.workflows.fieldwork import LineGiven
from tests import sheets
from ui.desktop.application import Desktop
from ui.desktop.deed_form import DeedForm
from ui.desktop.fieldwork_evidence import TermsDialog
from ui.desktop.fieldwork_screen import FieldworkScreen
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]
CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


@pytest.fixture(scope="session")
def with_sheet(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(demo, tmp_path_factory.mktemp("sheet") / "sheet.pma"))
    register = open_register(path)
    try:
        sheets.prepared(register)
    finally:
        register.close()
    return path


@pytest.fixture
def path(with_sheet: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(with_sheet, tmp_path / "register.pma"))


@pytest.fixture
def screen(window: Window, shell: Shell, settled: Settled) -> FieldworkScreen:
    return on_the_sheet(window, settled)


def on_the_sheet(window: Window, settled: Settled) -> FieldworkScreen:
    shell = window.shell
    assert shell is not None
    window.show()
    window.activateWindow()
    shell.go(f"{sheets.REFERENCE}/sheet")
    settled(window)
    found = shell.screen_shown
    assert isinstance(found, FieldworkScreen)
    return found


def register_of(window: Window) -> Register:
    assert window.workplace is not None
    return window.workplace.register


def sheet_of(window: Window) -> FieldSheet:
    return fieldwork.sheet(register_of(window), sheets.REFERENCE)


def line_of(window: Window, clause: str) -> SheetLine:
    return next(line for line in sheet_of(window).lines if line.clause == clause)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "the keyboard is nowhere"
    return found


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(focus(), key, modifier)


def type_in(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(focus(), text)


def notice(screen: FieldworkScreen) -> str:
    shown = [one.accessibleName() for one in screen.editor.findChildren(QFrame, "notice") if not one.isHidden()]
    return " ".join(shown)


def form(window: Window) -> DeedForm:
    (found,) = [one for one in window.findChildren(DeedForm) if one.isVisible()]
    return found


def finish(opened: DeedForm, window: Window, screen: FieldworkScreen, settled: Settled, qtbot: QtBot) -> None:
    """Do the deed of a form; the keyboard is with the clauses again."""
    opened.do()
    settled(window)
    for left in window.findChildren(DeedForm):
        if left.isVisible():
            left.accept()
    settled(window)
    back_again(window, screen, qtbot)


def back_again(window: Window, screen: FieldworkScreen, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is screen.table)


def test_sixty_clauses_are_filled_in_by_keyboard_alone(
    window: Window, screen: FieldworkScreen, settled: Settled, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: focus() is screen.table)
    for number in range(60):
        not_met = number % 7 == 3
        press(qtbot, KEY.Key_N if not_met else KEY.Key_M)
        press(qtbot, KEY.Key_Return)
        assert focus() is screen.editor.fields["test"].editor
        type_in(qtbot, f"Draw {number + 1} requests.")
        press(qtbot, KEY.Key_Tab)
        type_in(qtbot, f"{number + 1} of 412")
        press(qtbot, KEY.Key_Tab)
        type_in(qtbot, "Three carry one signature." if not_met else "All carry two signatures.")
        press(qtbot, KEY.Key_Return, CTRL)
        assert focus() is screen.table
    settled(window)
    held = sheet_of(window)
    assert held.sentence == "60 of 60 clauses tested: 51 met, 9 not met"
    assert screen.sentence.text() == held.sentence
    for number, line in enumerate(held.lines):
        result, seen = (
            (FieldResult.NOT_MET, "Three carry one signature.")
            if number % 7 == 3
            else (FieldResult.MET, "All carry two signatures.")
        )
        assert (line.test, line.sample) == (f"Draw {number + 1} requests.", f"{number + 1} of 412")
        assert (line.result, line.seen, line.initials, line.tested_on) == (result, seen, "RS", sheets.DAY)
    assert screen.model.drafts is not None
    assert screen.model.drafts.references == ()


def test_the_sheet_is_reached_from_the_case_and_left_again(
    window: Window, shell: Shell, settled: Settled, qtbot: QtBot
) -> None:
    shell.go("CASE-2026-0001")
    settled(window)
    window.take("sheet")
    settled(window)
    assert isinstance(shell.screen_shown, FieldworkScreen)
    assert shell.screen_shown.reference == f"{sheets.REFERENCE}/L1"
    assert not shell.navigation.isVisible()
    shell.back()
    settled(window)
    assert shell.name_shown == "cases"
    shell.go("CASE-2026-0002")
    settled(window)
    window.take("sheet")
    settled(window)
    assert shell.name_shown == "cases"


def test_what_cannot_stand_is_said_at_its_clause_and_stays_typed(
    window: Window, screen: FieldworkScreen, settled: Settled, qtbot: QtBot
) -> None:
    press(qtbot, KEY.Key_N)
    press(qtbot, KEY.Key_Return, CTRL)
    settled(window)
    assert screen.reference == f"{sheets.REFERENCE}/L1"
    assert "say what was seen" in notice(screen)
    assert focus() is screen.editor.fields["seen"].editor
    type_in(qtbot, "One signature.")
    press(qtbot, KEY.Key_Return, CTRL)
    settled(window)
    line = line_of(window, "1.1")
    assert (line.result, line.seen) == (FieldResult.NOT_MET, "One signature.")
    assert screen.reference == f"{sheets.REFERENCE}/L2"


def test_initials_of_nobody_in_the_team_are_said_when_they_are_saved_and_at_their_clause(
    window: Window, screen: FieldworkScreen, settled: Settled, qtbot: QtBot
) -> None:
    press(qtbot, KEY.Key_M)
    screen.editor.fields["seen"].put("Two signatures.")
    screen.editor.fields["initials"].put("QQ")
    screen._edited()
    press(qtbot, KEY.Key_Return, CTRL)
    settled(window)
    assert "signs as QQ, and nobody in its team does. Correct the initials" in window.foot.said.text()
    assert screen.reference == f"{sheets.REFERENCE}/L2"
    assert "signs as" not in notice(screen)
    press(qtbot, KEY.Key_Up)
    settled(window)
    assert "Nobody in the team signs as QQ" in notice(screen)


def test_the_enter_of_the_number_pad_goes_to_the_line_too(screen: FieldworkScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: focus() is screen.table)
    press(qtbot, KEY.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert focus() is screen.editor.fields["test"].editor


def test_clauses_are_filtered_as_one_types(
    window: Window, screen: FieldworkScreen, settled: Settled, qtbot: QtBot
) -> None:
    window.take("filter")
    assert focus() is screen.filter
    type_in(qtbot, "revocation 3.")
    assert screen.model.rowCount() == 2
    press(qtbot, KEY.Key_Return)
    assert focus() is screen.table
    press(qtbot, KEY.Key_Down)
    assert screen.reference == f"{sheets.REFERENCE}/L30"
    press(qtbot, KEY.Key_M)
    assert line_of(window, "3.10").result == FieldResult.NOT_TESTED, "a draft until it is saved"
    screen.filter.setText("nothing has this")
    assert screen.model.rowCount() == 0
    screen.filter.setText("")
    assert screen.model.rowCount() == 60


def test_what_is_typed_survives_a_crash(
    desktop: Desktop, path: Path, window: Window, screen: FieldworkScreen, settled: Settled, qtbot: QtBot
) -> None:
    screen.table.choose_row(4)
    press(qtbot, KEY.Key_M)
    screen.editor.fields["seen"].setFocus()
    type_in(qtbot, "Twenty of twenty.")
    workplace = window.workplace
    assert workplace is not None
    qtbot.waitUntil(lambda: workplace.drafts.of("fieldwork.fill", f"{sheets.REFERENCE}/sheet") is not None)
    again = desktop.open_window()
    again.open_path(path)
    settled(again)
    anew = on_the_sheet(again, settled)
    assert anew.reference == f"{sheets.REFERENCE}/L5"
    typed = anew.editor.typed()
    assert (typed["result"], typed["seen"]) == (FieldResult.MET, "Twenty of twenty.")
    assert line_of(again, "1.5").seen == ""
    anew.save_and_next()
    settled(again)
    assert line_of(again, "1.5").seen == "Twenty of twenty."
    assert workplace.drafts.of("fieldwork.fill", f"{sheets.REFERENCE}/sheet") is None


def saved_elsewhere(window: Window, clause: str, **given: Any) -> None:
    line = line_of(window, clause)
    DEEDS["fieldwork.fill"].run(
        sheets.acting(register_of(window)),
        assessment=sheets.REFERENCE,
        lines=(LineGiven(requirement=line.requirement, **given),),
    )
    assert window.workplace is not None
    window.workplace.saved.emit(None)


def test_what_another_window_saved_stands_beside_what_is_typed(
    window: Window, screen: FieldworkScreen, settled: Settled, qtbot: QtBot
) -> None:
    screen.editor.fields["seen"].setFocus()
    type_in(qtbot, "Mine.")
    saved_elsewhere(window, "1.1", test="Theirs.")
    settled(window)
    assert notice(screen) == "", "another field stands against nobody"
    assert screen.editor.typed()["test"] == "Theirs."
    assert screen.editor.typed()["seen"] == "Mine."
    saved_elsewhere(window, "1.1", seen="Theirs too.")
    settled(window)
    assert "saved “Theirs too.”, yours “Mine.”" in notice(screen)
    screen.save_and_next()
    settled(window)
    assert line_of(window, "1.1").seen == "Theirs too.", "nothing is overwritten unasked"
    screen.table.choose_row(0)
    assert screen.editor.typed()["seen"] == "Mine.", "nothing typed is lost"
    keep = next(one for one in screen.editor.findChildren(QPushButton) if one.text() == "Keep mine")
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    screen.save_and_next()
    settled(window)
    assert (line_of(window, "1.1").seen, line_of(window, "1.1").test) == ("Mine.", "Theirs.")


def test_what_was_saved_can_be_taken_instead(
    window: Window, screen: FieldworkScreen, settled: Settled, qtbot: QtBot
) -> None:
    screen.editor.fields["seen"].setFocus()
    type_in(qtbot, "Mine.")
    saved_elsewhere(window, "1.1", seen="Theirs.")
    settled(window)
    take = next(one for one in screen.editor.findChildren(QPushButton) if one.text() == "Take what was saved")
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    assert screen.editor.typed()["seen"] == "Theirs."
    assert screen.model.drafts is not None
    assert screen.model.drafts.references == ()


def test_a_text_can_be_emptied_again(window: Window, screen: FieldworkScreen, settled: Settled) -> None:
    saved_elsewhere(window, "1.1", test="Draw 20.")
    settled(window)
    screen.editor.fields["test"].put("")
    screen.save_and_next()
    settled(window)
    assert line_of(window, "1.1").test == ""


def test_a_finding_is_raised_with_a_text_of_the_library(
    window: Window, screen: FieldworkScreen, settled: Settled, qtbot: QtBot
) -> None:
    pattern = (
        DEEDS["finding_pattern.add"]
        .run(
            sheets.acting(register_of(window)),
            title="One signature where two are required",
            finding_class=FindingClass.MAJOR,
            statement="Requests were approved by one officer.",
        )
        .reference
    )
    press(qtbot, KEY.Key_N)
    screen.editor.fields["seen"].put("Three of twenty.")
    press(qtbot, KEY.Key_Escape)
    press(qtbot, KEY.Key_F)
    settled(window)
    assert line_of(window, "1.1").result == FieldResult.NOT_MET, "the finding says what was seen: it is saved first"
    opened = form(window)
    assert opened.deed.name == "fieldwork.raise_finding"
    opened.fields["pattern"].put(pattern)
    finish(opened, window, screen, settled, qtbot)
    ((reference, title),) = line_of(window, "1.1").findings
    assert title == "One signature where two are required"
    statement = records.show(register_of(window), sheets.DAY, reference)["fields"]
    assert isinstance(statement, dict)
    assert statement["statement"] == "Requests were approved by one officer.\n\nThree of twenty."
    assert any(reference in one.text() for one in screen.editor.findChildren(QPushButton))


def test_two_observations_become_one_finding(
    window: Window, screen: FieldworkScreen, settled: Settled, qtbot: QtBot
) -> None:
    for said in ("One card lies in the drawer.", "The list of cards is a year old."):
        press(qtbot, KEY.Key_O)
        opened = form(window)
        assert opened.deed.name == "observation.record"
        opened.fields["what"].put(said)
        finish(opened, window, screen, settled, qtbot)
    screen.table.choose_row(1)
    press(qtbot, KEY.Key_O)
    opened = form(window)
    opened.fields["what"].put("The door stood open.")
    finish(opened, window, screen, settled, qtbot)
    consolidate = next(one for one in screen.head.findChildren(QPushButton) if "observation" in one.text())
    assert consolidate.text() == "One finding of 1 observation…"
    screen.table.choose_row(2)
    assert not consolidate.isEnabled()
    assert "choose another clause" in consolidate.toolTip()
    screen.table.choose_row(0)
    assert consolidate.text() == "One finding of 2 observations…", "of the clause that is shown, and of no other"
    qtbot.mouseClick(consolidate, Qt.MouseButton.LeftButton)
    opened = form(window)
    opened.fields["title"].put("Cards are not accounted for")
    opened.fields["finding_class"].put(FindingClass.MINOR)
    finish(opened, window, screen, settled, qtbot)
    first, second, third = sheet_of(window).observations
    assert first.finding == second.finding is not None
    assert third.finding is None
    assert not next(one for one in screen.head.findChildren(QPushButton) if "observation" in one.text()).isEnabled()


def answer_terms(window: Window, classification: str = "sensitive") -> None:
    (dialog,) = [one for one in window.findChildren(TermsDialog) if one.isVisible()]
    dialog.classification.setCurrentIndex(dialog.classification.findData(classification))
    dialog.do_button.click()


def test_files_a_picture_and_a_text_become_evidence_and_what_they_are_is_asked_once(
    window: Window,
    screen: FieldworkScreen,
    settled: Settled,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = tmp_path / "access_list.csv", tmp_path / "photo.jpg"
    first.write_bytes(b"name;card\nA. Tester;14\n")
    second.write_bytes(b"\xff\xd8\xff\xe0 picture")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(first)], ""))
    press(qtbot, KEY.Key_E)
    answer_terms(window)
    settled(window)
    back_again(window, screen, qtbot)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(second))])
    middle = screen.table.visualRect(screen.model.index(2, 1)).center()
    dropped = QDropEvent(
        QPointF(middle), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    screen.table.dropEvent(dropped)
    settled(window)
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    press(qtbot, KEY.Key_V, CTRL)
    settled(window)
    QApplication.clipboard().setText("The officer says that colleagues are away.")
    press(qtbot, KEY.Key_V, CTRL)
    settled(window)
    assert [title for _, title in line_of(window, "1.1").evidence] == ["access list"]
    titles = [title for _, title in line_of(window, "1.3").evidence]
    assert titles[0] == "photo"
    assert [title[:18] for title in titles[1:]] == ["Pasted 2026-11-23 "] * 2
    for reference, _ in line_of(window, "1.3").evidence:
        held = records.show(register_of(window), sheets.DAY, reference)["fields"]
        assert isinstance(held, dict)
        assert held["classification"] == "sensitive"


def test_an_assessment_that_is_over_is_read_and_not_written(
    window: Window, screen: FieldworkScreen, settled: Settled, qtbot: QtBot
) -> None:
    register = register_of(window)
    context = AuditContext(
        deed="tests.force", person_id=None, person="A. Tester", capacity="tests", day=sheets.DAY,
        at=register.clock(),
    )  # fmt: skip
    with register.writing(context) as session:
        session.scalars(
            select(Assessment).where(Assessment.reference == sheets.REFERENCE)
        ).one().state = AssessmentState.CONCLUDED
    assert window.workplace is not None
    window.workplace.saved.emit(None)
    settled(window)
    press(qtbot, KEY.Key_M)
    assert screen.model.drafts is not None
    assert screen.model.drafts.references == ()
    assert not screen.save_button.isEnabled()
    assert not screen.editor.fields["seen"].isEnabled()
