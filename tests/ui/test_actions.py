"""Actions and their shortcuts, once each; every one does something."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from ui.desktop.actions import ACTIONS, MENUS
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
