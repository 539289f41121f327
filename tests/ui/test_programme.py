"""The programme of a year, planned through the window by keyboard alone: months, an assessor for several, one deed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pma_assure.register.register import Register
from pma_assure.rules.vocabulary import PartyCategory
from pma_assure.values.programme_page import ProgrammePage
from pma_assure.views import lists, programme
from pma_assure.workflows.every import DEEDS
from tests.workflows import assurance
from tests.workflows.assurance import ASSESSOR
from tests.workflows.desk import PARTICIPANT, found_office
from ui.desktop import registers
from ui.desktop.application import Desktop
from ui.desktop.deed_form import DeedForm
from ui.desktop.list_screen import ListScreen
from ui.desktop.named_lists import KINDS as LISTS
from ui.desktop.navigation import BESIDE
from ui.desktop.programme_drafts import NewRow, YearDrafts
from ui.desktop.programme_screen import ProgrammeScreen
from ui.desktop.programme_table import words_begin
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]
KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NAMES = tuple(f"Alder Supply {number:02d}" for number in range(1, 55))
"""First by name, so that the first rows of the grid are these; with the office's own there are sixty or more."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("programme") / "office.pma"
    office = found_office(path)
    assurance.lay(office)
    for name in NAMES:
        office.do("organisation.add", name=name, category=PartyCategory.SMALL_SUPPLIER)
    notes = assurance.planned(office)
    for title, first, last in (("Second", date(2026, 9, 30), date(2026, 10, 9)), ("Third", date(2026, 2, 1), None)):
        office.do(
            "assessment.propose",
            case=notes["case"],
            title=title,
            kind="ad_hoc",
            planned_from=first,
            planned_to=last or date(2026, 2, 28),
        )
    office.register.close()
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "register.pma"))


@pytest.fixture
def screen(window: Window, shell: Shell, settled: Settled) -> ProgrammeScreen:
    return on_the_grid(window, settled)


def on_the_grid(window: Window, settled: Settled) -> ProgrammeScreen:
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    window.take("programme")
    settled(window)
    assert window.shell is not None
    found = window.shell.screen_shown
    assert isinstance(found, ProgrammeScreen)
    return found


def register_of(window: Window) -> Register:
    assert window.workplace is not None
    return window.workplace.register


def page_of(window: Window, year: int) -> ProgrammePage:
    return programme.page(register_of(window), year)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "the keyboard is nowhere"
    return found


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(focus(), key, modifier)


def next_year(window: Window, screen: ProgrammeScreen, settled: Settled, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: focus() is screen.table)
    press(qtbot, KEY.Key_Plus)
    settled(window)


def notices(screen: ProgrammeScreen) -> str:
    return " ".join(one.accessibleName() for one in screen.findChildren(QFrame, "notice") if not one.isHidden())


def beside(screen: ProgrammeScreen) -> str:
    return "\n".join(one.text() for one in screen.about.findChildren(QLabel))


def form(window: Window) -> DeedForm:
    (found,) = [one for one in window.findChildren(DeedForm) if one.isVisible()]
    return found


def test_six_participants_are_planned_by_keyboard_alone(
    window: Window, screen: ProgrammeScreen, settled: Settled, qtbot: QtBot
) -> None:
    next_year(window, screen, settled, qtbot)
    for month in range(3):  # three rows, each with a month of its own and the one after
        press(qtbot, KEY.Key_X)
        press(qtbot, KEY.Key_Right)
        press(qtbot, KEY.Key_Space)
        press(qtbot, KEY.Key_Down)
        assert screen.table.currentIndex().column() == month + 2
    for _ in range(2):
        press(qtbot, KEY.Key_Down, SHIFT)
    press(qtbot, KEY.Key_Space)  # three rows at once
    assert screen.plan_button.text() == "Propose 6 new", "without a clause of the policy they are only proposed"
    for _ in range(5):
        press(qtbot, KEY.Key_Up, SHIFT)
    press(qtbot, KEY.Key_Home, CTRL)
    for _ in range(5):
        press(qtbot, KEY.Key_Down, SHIFT)
    assert screen.chosen_words.text() == "6 rows chosen"
    press(qtbot, KEY.Key_A)
    qtbot.keyClicks(focus(), "tarn")
    press(qtbot, KEY.Key_Return)
    qtbot.waitUntil(lambda: focus() is screen.table)
    press(qtbot, KEY.Key_C)
    qtbot.keyClicks(focus(), "RAPP 2.1; CP 1.0")
    press(qtbot, KEY.Key_Return)
    assert focus() is screen.table
    press(qtbot, KEY.Key_Return, CTRL)
    settled(window)
    assert "6 assessments proposed for 2027, each in a case of its own." in notices(screen)
    assert "They are proposed and not planned: no clause of the Compliance Policy was named." in notices(screen)
    assert screen.model.drafts is not None
    assert screen.model.drafts.rows == {}
    found = lists.items(register_of(window), screen.workplace.as_of, "assessments")
    six = [one for one in found if str(one["planned_from"]).startswith("2027")]
    assert len(six) == 6
    assert {one["assessor_name"] for one in six} == {ASSESSOR}
    planned = {one.name: one.planned[0] for one in page_of(window, 2027).rows if one.planned}
    assert [planned[name].months(2027) for name in NAMES[:6]] == [(1, 2), (2, 3), (3, 4), (4, 4), (4, 4), (4, 4)]
    assert {one.criteria for one in planned.values()} == {("RAPP 2.1", "CP 1.0")}
    assert screen.model.data(screen.model.index(0, 2)) == "Proposed"


def test_a_year_can_be_planned_under_the_policy_and_then_notified_and_reminded(
    window: Window, screen: ProgrammeScreen, settled: Settled, qtbot: QtBot
) -> None:
    next_year(window, screen, settled, qtbot)
    assert not screen.notify_button.isEnabled()
    press(qtbot, KEY.Key_Down, SHIFT)
    press(qtbot, KEY.Key_Space)
    screen.criteria.setText("RAPP 2.1")
    screen._take_criteria()
    screen._take_assessor(screen._named("tarn")[0].reference)
    assert screen.plan_button.text() == "Propose 2 new"
    screen.clause.setText("3.1")
    assert screen.plan_button.text() == "Plan 2 new"
    screen.rationale.setText("Each participant once a year.")
    press(qtbot, KEY.Key_Return, CTRL)
    settled(window)
    assert "2 assessments planned for 2027" in notices(screen)
    references = [one.planned[0].reference for one in page_of(window, 2027).rows if one.planned]
    screen.table.selectAll()
    assert screen.begun(DEEDS["letter.draft_many"]) == {"about": references, "kind": "notification"}
    for letter, deed in ((KEY.Key_N, "assessment.notify_many"), (KEY.Key_R, "assessment.remind")):
        press(qtbot, letter)
        settled(window)
        opened = form(window)
        assert opened.deed.name == deed
        assert opened.fields["assessments"].typed() == references
        if deed == "assessment.notify_many":
            opened.fields["notified_on"].put("2026-11-20")
        else:
            opened.fields["what"].put("The papers are due.")
        opened.do()
        settled(window)
        for left in window.findChildren(DeedForm):
            if left.isVisible():
                left.accept()
        settled(window)
        window.activateWindow()
        qtbot.waitUntil(lambda: focus() is screen.table)
    assert {one.planned[0].state for one in page_of(window, 2027).rows if one.planned} == {"notified"}
    assert screen.remind_button.isEnabled()
    assert not screen.notify_button.isEnabled()


def test_what_was_only_proposed_is_planned_for_the_chosen_rows(
    window: Window, screen: ProgrammeScreen, settled: Settled, qtbot: QtBot
) -> None:
    next_year(window, screen, settled, qtbot)
    assert not screen.chosen_button.isEnabled()
    press(qtbot, KEY.Key_Down, SHIFT)
    press(qtbot, KEY.Key_Space)
    press(qtbot, KEY.Key_Return, CTRL)
    settled(window)
    references = [one.planned[0].reference for one in page_of(window, 2027).rows if one.planned]
    screen.table.selectAll()
    assert screen.chosen_button.isEnabled()
    screen.clause.setText("3.1")
    screen.rationale.setText("Each participant once a year.")
    screen.criteria.setText("RAPP 2.1")
    press(qtbot, KEY.Key_P)
    settled(window)
    opened = form(window)
    assert opened.deed.name == "assessment.plan_many"
    assert opened.fields["assessments"].typed() == references
    assert [opened.fields[name].value() for name in ("policy_clause", "criteria")] == ["3.1", "RAPP 2.1"]
    assert opened.fields["rationale"].value() == "Each participant once a year."
    opened.fields["assessor"].put(screen._named("tarn")[0].reference)
    opened.do()
    settled(window)
    planned = [one.planned[0] for one in page_of(window, 2027).rows if one.planned]
    assert {(one.state, one.assessor, one.criteria) for one in planned} == {("planned", ASSESSOR, ("RAPP 2.1",))}
    assert not screen.chosen_button.isEnabled()


def test_a_refusal_names_the_row_and_nothing_is_lost(
    window: Window, screen: ProgrammeScreen, settled: Settled, qtbot: QtBot
) -> None:
    next_year(window, screen, settled, qtbot)
    press(qtbot, KEY.Key_Space)
    press(qtbot, KEY.Key_Down)
    screen.criteria.setText("RAPP 9.9")
    screen._take_criteria()
    press(qtbot, KEY.Key_Return, CTRL)
    settled(window)
    assert notices(screen).startswith(f"{NAMES[1]} has an assessor or criteria, and no month")
    press(qtbot, KEY.Key_Space)
    press(qtbot, KEY.Key_Up)
    press(qtbot, KEY.Key_Return, CTRL)
    settled(window)
    assert notices(screen).startswith(f"{NAMES[1]}: ")
    assert "Nothing was made" in notices(screen)
    assert screen.reference == page_of(window, 2027).rows[1].reference
    assert screen.chosen_words.text() == "1 row chosen", "also while Ctrl is held"
    assert screen.plan_button.text() == "Propose 2 new"
    assert screen.plan_button.isEnabled()
    press(qtbot, KEY.Key_Delete)
    press(qtbot, KEY.Key_Return, CTRL)
    settled(window)
    assert "1 assessment proposed for 2027" in notices(screen)


def test_what_is_planned_stands_in_its_months_and_overlaps_are_said(
    window: Window, screen: ProgrammeScreen, settled: Settled, qtbot: QtBot
) -> None:
    screen.filter.setText("wren")
    assert screen.model.rowCount() == 1
    bars = screen.model.bars_at(0)
    assert [(bar.first, bar.last, bar.words, bar.tone) for bar in bars] == [
        (2, 2, "Proposed", "quiet"),
        (9, 10, "Overlap: Planned, Proposed", "late"),
    ]
    assert "overlaps with ASMT-2026-0002: agree how they are co-ordinated (R55)." in beside(screen)
    assert "1 overlapping" in screen.counted.text()
    screen.table.choose(0, 2)
    press(qtbot, KEY.Key_Tab)
    screen.take_keys()
    press(qtbot, KEY.Key_Space)
    assert screen.model.bars_at(0)[0].words == "Overlap: Proposed, New"
    assert "What is new overlaps with ASMT-2026-0003 (R55)." in beside(screen)
    register = register_of(window)
    assert window.workplace is not None
    who = window.workplace.who
    assert who is not None
    from pma_assure.workflows.acting import act_as

    DEEDS["assessment.coordinate"].run(
        act_as(register, who.reference, day=window.workplace.as_of),
        assessment="ASMT-2026-0001",
        other="ASMT-2026-0002",
        agreed_on=date(2026, 9, 1),
        note="One visit for both.",
    )
    window.workplace.saved.emit(None)
    settled(window)
    assert screen.model.bars_at(0)[1].words == "Overlap, agreed: Planned, Proposed"
    screen.table.choose(0, 9)
    press(qtbot, KEY.Key_Return)
    settled(window)
    assert window.shell is not None
    assert window.shell.name_shown == "cases"


def test_what_was_chosen_survives_a_crash(
    desktop: Desktop, path: Path, window: Window, screen: ProgrammeScreen, settled: Settled, qtbot: QtBot
) -> None:
    press(qtbot, KEY.Key_End)
    press(qtbot, KEY.Key_Home)
    press(qtbot, KEY.Key_Right)
    press(qtbot, KEY.Key_Space)
    again = desktop.open_window()
    again.open_path(path)
    settled(again)
    anew = on_the_grid(again, settled)
    assert anew.model.drafts is not None
    assert list(anew.model.drafts.rows.values()) == [NewRow(first=1, last=1)]
    anew.workplace.drafts.keep("assessment.plan_year", "programme of 2030", {"ORG-0001": {"first": 3}, "ORG-0002": 7})
    assert YearDrafts(anew.workplace.drafts, 2030).rows == {}, "what another program wrote is not believed"


def test_the_words_of_a_bar_stand_in_it_or_beside_it() -> None:
    box = QRect(100, 0, 40, 20)
    assert words_begin(30, box, 0, 500) == 105, "in it, in the middle"
    assert words_begin(60, box, 0, 500) == box.right() + 6, "after it"
    assert words_begin(60, box, 0, 150) == 35, "before it, at the end of the year"
    assert words_begin(60, box, 90, 150) == 90, "between two others: as far as there is room"


def test_months_are_one_stretch() -> None:
    march = NewRow().with_month(3)
    assert (march.first, march.last) == (3, 3)
    assert march.without_month(3) == NewRow()
    half = march.with_month(8)
    assert (half.first, half.last) == (3, 8)
    assert (half.without_month(4).first, half.without_month(4).last) == (5, 8)
    assert (half.without_month(8).first, half.without_month(8).last) == (3, 7)
    assert half.without_month(12) is half


def test_only_whom_requirements_apply_to_stands_in_the_grid(window: Window) -> None:
    page = page_of(window, 2027)
    names = {one.name for one in page.rows}
    assert len(names) >= 60
    assert PARTICIPANT in names
    assert ASSESSOR not in names
    assert "Coldharbour Key Services" not in names
    assert [one.title for one in page.assessors] == sorted([ASSESSOR, assurance.SECOND_ASSESSOR])


@pytest.mark.parametrize(
    "name",
    [name for names in BESIDE.values() for name in names if name in LISTS]
    + ["letters", "breaches", "evidence_requests"],
)
def test_a_list_cuts_no_heading(shell: Shell, window: Window, settled: Settled, name: str) -> None:
    window.resize(1280, 720)
    window.show()
    shell.show_screen(name)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, ListScreen)
    assert screen.table.view.horizontalScrollBar().maximum() == 0
    widths = [screen.table.view.columnWidth(place) for place in range(len(screen.source.columns))]
    bold = QFont(screen.table.view.font())
    bold.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(bold)
    cut = [
        one.title
        for one, width in zip(screen.source.columns, widths, strict=True)
        if metrics.horizontalAdvance(one.title) + 16 > width
    ]
    assert cut == []


def test_lists_behind_one_entry_are_gone_through_by_keyboard(
    shell: Shell, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    window.show()
    window.activateWindow()
    shell.show_screen("findings")
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, ListScreen)
    screen.take_tabs()
    for wanted in ("caps", "actions"):
        press(qtbot, KEY.Key_Right)
        settled(window)
        assert shell.name_shown == wanted
        assert shell.navigation.buttons["findings"].isChecked()
        shown = shell.screen_shown
        assert isinstance(shown, ListScreen)
        assert focus() is shown.tabs


def test_a_grid_without_participants_says_what_to_do(
    desktop: Desktop, tmp_path: Path, settled: Settled, today: date
) -> None:
    empty = tmp_path / "empty.pma"
    register, _ = registers.made(empty, name="Empty", keeper="A. Keeper", passphrase=None, day=today)
    register.close()
    window = desktop.open_window()
    window.open_path(empty)
    settled(window)
    screen = on_the_grid(window, settled)
    assert "No participant is in the register yet: add an organisation" in beside(screen)
