"""Every screen shows the demonstration register: from the keyboard, to a screen reader, light and dark, at 1280x720."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pma_assure.values.duties import Duty
from ui.desktop import theme
from ui.desktop.application import Desktop
from ui.desktop.case_screen import PLACE, CasesScreen
from ui.desktop.navigation import GROUPS
from ui.desktop.pieces import Card
from ui.desktop.shell import Shell
from ui.desktop.spoken import due_badge
from ui.desktop.today_screen import DutyGroup, TodayScreen, grouped
from ui.desktop.window import Window
from ui.desktop.workplace import Workplace

Settled = Callable[[Window], None]
SCREENS = [name for _, screens in GROUPS for name, _ in screens]
PLACES = [*SCREENS, "CASE-2025-0001", "CASE-2026-0001", "CASE-2026-0002", "MTG-2026-0007", "EXT-2026-0001"]


def show(shell: Shell, window: Window, place: str, settled: Settled) -> None:
    if place in SCREENS:
        shell.show_screen(place)
    else:
        shell.go(place)
    settled(window)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


@pytest.mark.parametrize("place", PLACES)
def test_a_screen_names_its_controls_and_fits(shell: Shell, window: Window, place: str, settled: Settled) -> None:
    window.resize(1280, 720)
    show(shell, window, place, settled)
    assert (window.width(), window.height()) == (1280, 720)
    controls = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    shown = shell.screen_shown
    nameless = [
        f"{type(one).__name__} {one.objectName()}"
        for kind in controls
        for one in shown.findChildren(kind)
        if one.isVisible() and not one.accessibleName() and not (isinstance(one, QAbstractButton) and one.text())
        and not one.objectName().startswith("qt_") and "Corner" not in type(one).__name__
    ]  # fmt: skip
    assert nameless == []
    sideways = [
        area.accessibleName()
        for area in shown.findChildren(QAbstractScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]
    assert sideways == []


def test_today_groups_what_is_owed(shell: Shell, window: Window, settled: Settled) -> None:
    show(shell, window, "today", settled)
    said = texts(shell.screen_shown)
    assert "Late (2)" in said
    assert "Coming meetings" in said
    assert "Irregular facts to settle" in said


def test_duties_fall_into_their_groups(shell: Shell) -> None:
    as_of = shell.workplace.as_of

    def duty(**more: object) -> Duty:
        plain: dict[str, object] = {"due": None, "elapsed_days": 3, "days_overdue": 0}
        plain.update(more)
        return Duty(reference="X", who="w", what="t", rule="R1", paragraph="1", **plain)  # type: ignore[arg-type]  # a mixed bag

    late = duty(due=as_of.replace(day=1), elapsed_days=None, days_overdue=22)
    soon = duty(due=as_of, elapsed_days=None)
    later = duty(due=as_of.replace(month=12), elapsed_days=None)
    free = duty()
    groups = dict(grouped((free, later, soon, late), as_of))
    assert groups == {
        "Late": [late],
        "Due this week": [soon],
        "Later": [later],
        "As soon as reasonably practicable": [free],
    }
    assert [due_badge(one, as_of) for one in (late, soon, later, free)] == [
        ("22 days late", "late"),
        ("today", "attention"),
        ("in 30 days", "quiet"),
        ("3 days so far", "quiet"),
    ]


def test_today_makes_so_many_cards_at_a_time(shell: Shell, window: Window, settled: Settled, qtbot: QtBot) -> None:
    """An office years in owes hundreds of things: the first stand there, the rest when they are asked for."""
    show(shell, window, "today", settled)
    screen = shell.screen_shown
    assert isinstance(screen, TodayScreen)
    plain: dict[str, object] = {"due": None, "elapsed_days": 3, "days_overdue": 0, "rule": "R01", "paragraph": "14"}
    duties = [Duty(reference="CASE-2025-0001", who="The PMA", what=f"Duty {number}", **plain) for number in range(60)]  # type: ignore[arg-type]  # a mixed bag
    group = DutyGroup(duties, shell.workplace.as_of, screen.guide)
    qtbot.addWidget(group)
    group.show()
    more = next(found for found in group.findChildren(QAbstractButton) if "left" in found.text())
    assert (len(group.findChildren(Card)), more.text()) == (25, "Show more (35 left)")
    more.click()
    assert (len(group.findChildren(Card)), more.text()) == (50, "Show more (10 left)")
    more.click()
    assert len(group.findChildren(Card)) == 60
    assert not more.isVisibleTo(group)
    assert "Duty 59" in texts(group)


@pytest.mark.parametrize("tab", PLACE.values(), ids=PLACE)
def test_every_tab_of_a_case_can_be_shown(shell: Shell, window: Window, settled: Settled, tab: int) -> None:
    show(shell, window, "CASE-2025-0001", settled)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    screen.page.tabs.setCurrentIndex(tab)
    settled(window)
    assert texts(screen.page.bodies[tab]) or screen.page.bodies[tab].findChildren(QAbstractItemView)


def test_the_case_list_filters_as_one_types(shell: Shell, window: Window, settled: Settled, qtbot: QtBot) -> None:
    show(shell, window, "cases", settled)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    screen.list.filter.setText("revocation lists out of date")
    screen.list._ask()
    settled(window)
    assert screen.list.model.rowCount() == 1
    assert screen.list.counted.text() == "1 case"


def test_search_finds_and_opens_from_the_keyboard(shell: Shell, window: Window, settled: Settled, qtbot: QtBot) -> None:
    window.take("search")
    qtbot.keyClicks(shell.search, "EXT-2026-0001")
    shell.search._ask()
    settled(window)
    assert shell.search.hits[0].reference == "EXT-2026-0001"
    qtbot.keyClick(shell.search, Qt.Key.Key_Return)
    settled(window)
    assert shell.name_shown == "extract"
    shell.back()
    assert shell.name_shown == "today"


def test_why_gives_rule_paragraph_and_inputs(shell: Shell, window: Window, settled: Settled, qtbot: QtBot) -> None:
    show(shell, window, "MTG-2026-0007", settled)
    why = next(b for b in shell.screen_shown.findChildren(QAbstractButton) if b.accessibleName() == "Why: the quorum")
    why.click()
    box = QApplication.activePopupWidget()
    assert box is not None
    assert "By R30" in texts(box)
    layout = box.layout()
    assert layout is not None
    assert box.height() == layout.totalHeightForWidth(box.width()), "no more room than its words need"
    box.close()


def test_light_and_dark(desktop: Desktop, shell: Shell, window: Window, settled: Settled) -> None:
    show(shell, window, "CASE-2026-0001", settled)
    for wish, look in (("dark", theme.DARK), ("light", theme.LIGHT)):
        desktop.put_on(wish)
        settled(window)
        assert theme.look() is look
        picture = window.grab().toImage()
        assert picture.pixelColor(picture.width() - 30, picture.height() - 60) == QColor(look.page)
    assert desktop.settings.look == "light"


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_words_can_be_read_on_their_ground(look: theme.Look) -> None:
    def light(name: str) -> float:
        channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(name).getRgbF()[:3]]
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]

    def contrast(a: str, b: str) -> float:
        high, low = sorted((light(a), light(b)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    pairs = [(look.ink, look.page), (look.soft, look.page), (look.soft, look.side), (look.on_accent, look.accent)]
    pairs += [(look.chosen_ink, look.chosen), *((tone.ink, tone.back) for tone in look.tones.values())]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
    assert 3 < contrast(look.dull, look.page) < contrast(look.soft, look.page), "what cannot be done now"
    assert theme.sheet(look).count(f":disabled {{ color: {look.dull};") == 2


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QComboBox])
def test_a_field_that_cannot_be_filled_in_looks_so(desktop: Desktop, qtbot: QtBot, kind: type[QWidget]) -> None:
    field = kind()
    qtbot.addWidget(field)
    field.resize(200, 40)
    for wish, look in (("dark", theme.DARK), ("light", theme.LIGHT)):
        desktop.put_on(wish)
        for able, ground in ((True, look.page), (False, look.side)):
            field.setEnabled(able)
            assert field.grab().toImage().pixelColor(100, 20) == QColor(ground)


def test_type_can_be_made_larger(desktop: Desktop, window: Window, qapp: QApplication) -> None:
    usual = qapp.font().pointSizeF()
    desktop.resize_type(1)
    assert qapp.font().pointSizeF() == usual + 1
    desktop.resize_type(0)
    assert qapp.font().pointSizeF() == usual


def test_what_another_window_saves_is_shown(desktop: Desktop, shell: Shell, window: Window, settled: Settled) -> None:
    show(shell, window, "CASE-2026-0001", settled)
    window.take("new_window")
    other = desktop.windows[-1]
    assert other is not window
    settled(other)
    workplace = other.workplace
    assert isinstance(workplace, Workplace)
    assert workplace.register is shell.workplace.register
    workplace.do(
        "case.note",
        {"case": "CASE-2026-0001", "note": "From the other window"},
        owner=workplace,
        then=lambda _: None,
        failed=lambda refusal: pytest.fail(str(refusal)),
    )
    settled(other)
    shell.workplace.look()
    settled(window)
    assert "From the other window" in texts(shell.screen_shown)
    other.close()
    assert shell.workplace.register.changes_elsewhere()


def test_ones_own_save_is_not_taken_for_another_s(shell: Shell, window: Window, settled: Settled) -> None:
    """A look may fall between the commit, which is not made on the main thread, and its answer."""
    workplace = shell.workplace
    heard: list[object] = []
    workplace.saved.connect(heard.append)
    for note, refused in (("", True), ("My own", False)):
        workplace.do(
            "case.note",
            {"case": "CASE-2026-0001", "note": note},
            owner=workplace,
            then=lambda _: None,
            failed=lambda _: heard.append("refused"),
        )
        window.jobs._pool.waitForDone()
        workplace.look()
        assert heard == []
        settled(window)
        workplace.look()
        assert (heard == ["refused"]) is refused
        assert None not in heard
        heard.clear()
