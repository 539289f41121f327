"""A suspension at three in the morning through the window, by the keyboard alone: its keystrokes are counted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pma_assure.register.check import check_file
from tests.journeys import story_9
from tests.journeys.person import CTRL, CTRL_SHIFT, NONE, Person
from tests.journeys.played_once import with_the_roster
from tests.journeys.through_do import ThroughDo
from ui.desktop.application import Desktop
from ui.desktop.case_screen import PLACE, CasesScreen
from ui.desktop.deed_form import DeedForm
from ui.desktop.deed_palette import DeedPalette
from ui.desktop.field_reference import ReferenceField, ReferencesField
from ui.desktop.fields import ChoiceField, WordsField
from ui.desktop.settings import Settings

MOST = 480
"""Keystrokes: two minutes for somebody who types four in a second."""
TYPED = (
    ("organisation", "Wren"),
    ("called_at", "03:05"),
    ("on_call", "Harcourt|Whitcombe|Boyd|Niamh"),
    ("not_reached", "Reyes"),
    ("ground", "C"),
    ("likelihood", "I"),
    ("services", f"{story_9.ELECTRICITY}\n{story_9.GAS}"),
    ("decided_at", "03:10"),
    ("instructed_at", "03:15"),
    ("effective_at", "03:25"),
    ("review_on", "19 Oct"),
    ("panel_told_at", "03:40"),
    ("authority_told_at", "03:50"),
)


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(qapp, today=date.fromisoformat(story_9.NIGHT), settings=Settings(tmp_path / "settings.json"))
    yield made
    for window in list(made.windows):
        window.close()
        window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def made(tmp_path_factory: pytest.TempPathFactory) -> ThroughDo:
    """A register with the roster of domain.md 6.1; setting it up is not the night."""
    return with_the_roster(tmp_path_factory)


class Typist:
    """Somebody who has a keyboard and no mouse; ``struck`` counts every key."""

    form: DeedForm

    def __init__(self, person: Person) -> None:
        self.person, self.struck = person, 0

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.person.press(self.holder(), key, modifiers)
        self.struck += 1

    def keys(self, letters: str) -> None:
        self.person.qtbot.keyClicks(self.holder(), letters)
        self.struck += len(letters)

    def holder(self) -> QWidget:
        """What the next key goes to: an open list, else the field that has the focus."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        form = self.form
        if not form.isActiveWindow():  # a window system does this when a list over it closes
            form.activateWindow()
            self.person.until(form.isActiveWindow)
        found = form.focusWidget()
        assert found is not None
        return found

    def tab_to(self, form: DeedForm, name: str) -> None:
        field = form.fields[name]
        for _ in range(40):
            held = self.holder()
            if held is field.editor or field.editor.isAncestorOf(held):
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"{name} is not reached by Tab")

    def pick(self, words: str) -> None:
        """A few letters of a name, and Return at once: nobody waits for what is offered."""
        self.keys(words)
        self.key(Qt.Key.Key_Return)
        self.person.settle()

    def fill(self, form: DeedForm, name: str, typed: str) -> None:
        self.tab_to(form, name)
        field = form.fields[name]
        if isinstance(field, ReferencesField | ReferenceField):
            for one in typed.split("|"):
                self.pick(one)
        elif isinstance(field, ChoiceField):
            self.keys(typed)
        elif isinstance(field, WordsField):
            first, *rest = typed.split("\n")
            self.keys(first)
            for line in rest:
                self.key(Qt.Key.Key_Return)
                self.keys(line)
        else:
            self.key(Qt.Key.Key_A, CTRL)
            self.keys(typed)


def test_a_night_is_recorded_by_keyboard_in_less_than_two_minutes(
    qtbot: QtBot, desktop: Desktop, made: ThroughDo, tmp_path: Path
) -> None:
    path = Path(shutil.copy2(made.path, tmp_path / "night.pma"))
    desktop.settings.remember_who(path, "PERS-0001", "pki_specialist")
    window = desktop.open_window()
    window.open_path(path)
    person = Person(qtbot, window)
    window.activateWindow()
    person.until(window.isActiveWindow)
    person.settle()
    typist = Typist(person)
    person.press(window, Qt.Key.Key_P, CTRL_SHIFT)
    palette = person.modal(DeedPalette)
    typist.struck += 1
    qtbot.keyClicks(palette.line, "emergency susp")
    typist.struck += len("emergency susp")
    assert "suspension.record_night" in [one.name for one in palette.found]
    for _ in range([one.name for one in palette.found].index("suspension.record_night")):
        person.press(palette.line, Qt.Key.Key_Down)
        typist.struck += 1
    person.press(palette.line, Qt.Key.Key_Return)
    typist.struck += 1
    form = typist.form = person.modal(DeedForm)
    person.settle()
    for name, typed in TYPED:
        typist.fill(form, name, typed)
    typist.key(Qt.Key.Key_Return, CTRL)
    person.settle()
    assert typist.struck < MOST, typist.struck
    person.sees("SUSP-2026-0001/N1: After: 15 min", inside=form)
    typist.key(Qt.Key.Key_Return, CTRL)
    person.settle()
    person.search_for("SUSP-2026-0001")
    screen = person.shell.screen_shown
    assert isinstance(screen, CasesScreen)
    screen.page.tabs.setCurrentIndex(PLACE["Suspension"])
    person.settle()
    person.sees("In effect", "An immediate compromise that is likely to occur", "−15 min", "−25 min", "not reached")
    person.sees("Still to be written down")
    assert [one for one in check_file(path, None).problems if one.severity != "warning"] == []
    made.path = path
    seen = made.show("SUSP-2026-0001", story_9.NIGHT)["fields"]
    assert (seen["state"], seen["valid"], seen["quorum_count"]) == ("in_effect", True, 4)
    assert [one["margin_minutes"] for one in seen["notices"]] == [-15, -25, None]
