"""The night through its own action and form, and what is missing before a meeting with the way to what mends it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pma_assure.rules.refusal import Refused
from pma_assure.values.outcome import Done
from ui.desktop.case_screen import PLACE, CasesScreen
from ui.desktop.deed_form import DeedForm
from ui.desktop.field_reference import ReferencesField
from ui.desktop.form_headings import HEADINGS
from ui.desktop.meeting_screen import MeetingsScreen
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]
MEETING, ITEM, CASE = "MTG-2026-0007", "MTG-2026-0007/2", "CASE-2026-0002"


def done(shell: Shell, window: Window, settled: Settled, deed: str, **given: object) -> Done:
    found: list[Done] = []
    refused: list[Refused] = []
    shell.workplace.do(deed, given, owner=shell, then=found.append, failed=refused.append)
    settled(window)
    assert not refused, refused
    return found[0]


def read(place: MeetingsScreen | DeedForm | CasesScreen) -> list[str]:
    return [one.text() for one in place.findChildren(QLabel) if one.isVisible()]


def test_what_is_missing_stands_by_the_item_and_a_click_goes_there(
    shell: Shell, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    finding = done(
        shell,
        window,
        settled,
        "finding.draft",
        case=CASE,
        title="One officer alone",
        finding_class="major",
        statement="One officer held both cards.",
        identified_on="2026-11-20",
    ).reference
    shell.go(ITEM)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, MeetingsScreen)
    assert "Not ready: 1 thing missing" in read(screen)
    assert any(f"Not ready: {finding}" in one and "has no evidence" in one for one in read(screen))
    (there,) = [one for one in screen.findChildren(QPushButton) if one.accessibleName() == f"Go to {finding}"]
    qtbot.mouseClick(there, Qt.MouseButton.LeftButton)
    settled(window)
    assert isinstance(shell.screen_shown, CasesScreen)
    assert shell.screen_shown.reference == CASE
    assert shell.screen_shown.page.tabs.currentIndex() == PLACE["Findings"]
    done(shell, window, settled, "finding.discard", finding=finding, reason="Entered by mistake.")
    shell.go(MEETING)
    settled(window)
    assert not [one for one in read(screen) if one.startswith("Not ready")]


def opened(window: Window, settled: Settled, qtbot: QtBot) -> DeedForm:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    form = QApplication.activeModalWidget()
    assert isinstance(form, DeedForm)
    settled(window)
    return form


def test_a_key_opens_the_night_in_the_order_in_which_it_happens(
    shell: Shell, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    form = opened(window, settled, qtbot)
    assert form.deed.name == "suspension.record_night"
    said = read(form)
    wanted = list(HEADINGS["suspension.record_night"].values())
    assert [one for one in said if one in wanted] == wanted
    form.reject()


def test_beside_the_form_stands_who_counts_and_who_else_could_be_reached(
    shell: Shell, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    form = opened(window, settled, qtbot)
    assert any("0 members count and 4 are needed" in one for one in read(form))
    field = form.fields["on_call"]
    assert isinstance(field, ReferencesField)
    field.put(["PERS-0002", "PERS-0004"])
    form._ask_about()
    settled(window)
    assert any("2 members count and 4 are needed" in one for one in read(form))
    assert any("H. Boyd — Networks" in one for one in read(form))
    form._typed = False
    form.reject()


def test_every_heading_stands_before_a_field_of_its_form() -> None:
    from ui.deed_services import deed_named

    for name, headings in HEADINGS.items():
        assert set(headings) <= {one.name for one in deed_named(name).parameters}


def test_a_night_is_gone_on_with_from_its_tab(shell: Shell, window: Window, settled: Settled, qtbot: QtBot) -> None:
    made = done(
        shell,
        window,
        settled,
        "suspension.record_night",
        organisation="Larkfield Energy Co-op",
        called_at="2026-11-23T03:05",
        on_call=["PERS-0002"],
    ).reference
    assert made is not None
    shell.go(made)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    assert screen.page.tabs.currentIndex() == PLACE["Suspension"]
    (go_on,) = [
        one for one in screen.findChildren(QPushButton) if one.text() == "Go on with the night…" and one.isVisible()
    ]
    qtbot.mouseClick(go_on, Qt.MouseButton.LeftButton)
    form = QApplication.activeModalWidget()
    assert isinstance(form, DeedForm)
    assert (form.deed.name, form.given) == ("suspension.go_on", {"suspension": made})
    form.reject()
