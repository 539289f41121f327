"""Actions and their shortcuts, once each; every one does something."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from ui.desktop.actions import ACTIONS, MENUS
from ui.desktop.letters import letter_places, without_letter
from ui.desktop.shell import Shell
from ui.desktop.window import Window


def test_names_and_shortcuts_are_unique() -> None:
    assert max(Counter(action.name for action in ACTIONS).values()) == 1
    keys = Counter((a.scope, QKeySequence(a.shortcut).toString()) for a in ACTIONS if a.shortcut)
    assert [key for key, number in keys.items() if number > 1] == []
    assert all(QKeySequence(a.shortcut).toString() for a in ACTIONS if a.shortcut)


def test_every_action_of_a_menu_does_something(window: Window, shell: Shell) -> None:
    in_menus = {action.name for action in ACTIONS if action.menu}
    assert in_menus <= set(window.handlers)
    assert set(window.handlers) <= in_menus
    assert {action.menu for action in ACTIONS if action.menu} == set(MENUS)


def test_only_what_can_be_done_can_be_chosen(window: Window, shell: Shell) -> None:
    shell.show_screen("today")
    assert not window.actions_["note"].isEnabled()
    shell.show_screen("cases")
    assert window.actions_["note"].isEnabled()
    window.close_register()
    assert not window.actions_["today"].isEnabled()
    assert window.actions_["open"].isEnabled()


def test_the_sheet_shows_every_shortcut(window: Window) -> None:
    from PySide6.QtWidgets import QLabel

    from ui.desktop.sheets import shortcuts

    sheet = shortcuts(window)
    said = {label.text() for label in sheet.findChildren(QLabel)}
    for action in ACTIONS:
        if action.shortcut:
            assert QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText) in said
            assert action.words.rstrip("…") in said
    sheet.close()


@pytest.mark.parametrize("place", ["today", "CASE-2026-0001", "MTG-2026-0007", "plans"])
def test_every_entry_of_every_menu_has_a_letter_of_its_own(
    window: Window, shell: Shell, settled: Callable[[Window], None], place: str
) -> None:
    shell.show_screen(place) if "-" not in place else shell.go(place)
    settled(window)
    menus: list[QMenu | QMenuBar] = [window.menuBar(), *window.findChildren(QMenu)]
    assert len(menus) > len(MENUS)
    for menu in menus:
        entries = [one.text() for one in menu.actions() if not one.isSeparator()]
        letters = [re.findall("&([A-Za-z0-9])", text.replace("&&", "")) for text in entries]
        assert all(len(one) == 1 for one in letters), entries
        assert max(Counter(one[0].lower() for one in letters).values(), default=1) == 1, entries


def test_a_letter_is_the_first_that_is_free_and_none_is_given_twice() -> None:
    assert letter_places(["Open", "Open anew", "On"]) == [0, 5, 1]
    assert letter_places(["ab", "a"]) == [1, 0]
    assert letter_places(["a", "a", "…"]) == [0, None, None]


def test_a_menu_of_the_bar_has_its_first_letter(window: Window, shell: Shell) -> None:
    entry = next(one for one in window.menuBar().actions() if without_letter(one.text()) == "Meeting")
    assert entry.text() == "&Meeting"
    assert without_letter("S&mith && Co") == "Smith & Co"
