"""Somebody at the window: sees what is visible, presses keys, clicks, types, chooses, and waits until it is done.

Nothing is called that a mouse or a keyboard would not reach. The file dialogs of the system are the exception.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pma_assure.rules.wording import short_day
from ui.desktop.deed_form import DeedForm
from ui.desktop.deed_palette import DeedPalette
from ui.desktop.dialogs import WhoDialog
from ui.desktop.field_reference import Picker, ReferenceField, ReferencesField
from ui.desktop.field_rows import FileField, RowsField
from ui.desktop.field_ticks import TicksField
from ui.desktop.fields import ChoiceField, DayField, Field, LineField, WordsField, YesNoField
from ui.desktop.letters import without_letter
from ui.desktop.shell import Shell
from ui.desktop.window import Window

W = TypeVar("W", bound=QWidget)
PATIENCE = 60_000
"""Milliseconds: a limit for what never ends, not a speed that is asked for."""
TYPED = 120
"""What is longer is pasted, as people do."""
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


def plain(text: str) -> str:
    """The words of a label, whatever marks it has."""
    return " ".join(re.sub(r"<[^>]+>", "", text).replace("&amp;", "&").replace("&#x27;", "'").split())


class Person:
    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot, self.window = qtbot, window

    # --- waiting --------------------------------------------------------------------------------------------------

    def until(self, so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(so, timeout=PATIENCE)

    def settle(self) -> None:
        """Until the window has done and shown everything it was about to."""

        def quiet() -> bool:
            for _ in range(3):
                if not self.window.jobs.idle:
                    return False
                QApplication.processEvents()
            return self.window.jobs.idle

        self.until(quiet)

    @property
    def shell(self) -> Shell:
        assert self.window.shell is not None
        return self.window.shell

    # --- seeing ---------------------------------------------------------------------------------------------------

    def seen(self, inside: QWidget | None = None) -> list[str]:
        """Everything that can be read on the shown screen, or inside a widget; scrolled out of sight as well."""
        place = inside or self.shell.screen_shown
        found = [plain(label.text()) for label in place.findChildren(QLabel) if label.isVisible()]
        found += [plain(one.text()) for one in place.findChildren(QAbstractButton) if one.isVisible() and one.text()]
        for table in place.findChildren(QAbstractItemView):
            if table.isVisible() and table.model() is not None:
                found += list(rows_of(table))
        return [one for one in found if one]

    def sees(self, *sentences: str, inside: QWidget | None = None) -> None:
        """Each sentence stands in something that can be read."""
        there = self.seen(inside)
        for sentence in sentences:
            assert any(sentence in one for one in there), f"{sentence!r} cannot be read in {there}"

    def does_not_see(self, words: str) -> None:
        assert not [one for one in self.seen() if words in one]

    def visible(self, kind: type[W], inside: QWidget | None = None) -> list[W]:
        place = inside or self.shell.screen_shown
        return [one for one in place.findChildren(kind) if one.isVisible() and one.isEnabled()]

    def button(self, text: str, inside: QWidget | None = None) -> QPushButton | None:
        """The one button with this text, or with this name for a screen reader; None when there is not just one."""
        found = [one for one in self.visible(QPushButton, inside) if text in (plain(one.text()), one.accessibleName())]
        return found[0] if len(found) == 1 else None

    # --- hands ----------------------------------------------------------------------------------------------------

    def _be_at(self, window: QWidget) -> None:
        """A window is the active one again, as a window system makes it when what lay over it has closed."""
        if window.windowType() != Qt.WindowType.Popup and not window.isActiveWindow():
            window.activateWindow()
            self.until(window.isActiveWindow)

    def press(self, widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self._be_at(widget.window())
        self.qtbot.keyClick(widget, key, modifiers)

    def click(self, widget: QWidget) -> None:
        """Scroll to a widget and click it where it can be hit."""
        bring_into_sight(widget)
        centre = widget.rect().center()
        top = widget.window()
        hit = top.childAt(widget.mapTo(top, centre))
        assert hit is widget or (hit is not None and widget.isAncestorOf(hit)), f"{widget} cannot be clicked: {hit}"
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=centre)

    def click_row(self, view: QAbstractItemView, row: int) -> None:
        index = view.model().index(row, 0)
        view.scrollTo(index)
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())

    def choose_from(self, opener: QPushButton, text: str) -> None:
        """Open a button's menu and choose an entry. The menu has its own loop, so the choice is made from a timer."""
        menu = opener.menu()
        assert menu is not None

        def pick() -> None:
            if not menu.isVisible():
                QTimer.singleShot(5, pick)
                return
            self.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry(menu, text)).center())

        QTimer.singleShot(0, pick)
        self.click(opener)

    def choose_in_menu_bar(self, title: str, text: str) -> None:
        bar = self.window.menuBar()
        action = next(one for one in bar.actions() if without_letter(one.text()) == title)
        self.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(action).center())
        menu = action.menu()
        assert isinstance(menu, QMenu)
        self.until(menu.isVisible)
        self.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry(menu, text)).center())

    def type(self, line: QWidget, text: str) -> None:
        """Replace what stands in a line or a text by typing; long text and text of several lines is pasted."""
        bring_into_sight(line)
        self._be_at(line.window())
        line.setFocus()
        self.until(line.hasFocus)
        self.press(line, Qt.Key.Key_A, CTRL)
        if not text:
            self.press(line, Qt.Key.Key_Delete)
        elif len(text) > TYPED or "\n" in text or not text.isascii():  # the test's keyboard has no accents
            QGuiApplication.clipboard().setText(text)
            self.press(line, Qt.Key.Key_V, CTRL)
        else:
            self.qtbot.keyClicks(line, text)

    # --- going ----------------------------------------------------------------------------------------------------

    def search_for(self, reference: str) -> None:
        """Ctrl+K, the reference, Return."""
        self.press(self.window, Qt.Key.Key_K, CTRL)
        line = self.shell.search
        self.until(line.hasFocus)
        self.type(line, reference)
        self.until(lambda: any(hit.reference == reference for hit in line.hits) and line.popup.isVisible())
        place = next(number for number, hit in enumerate(line.hits) if hit.reference == reference)
        for _ in range(place):
            self.press(line, Qt.Key.Key_Down)
        self.press(line, Qt.Key.Key_Return)
        self.settle()

    def modal(self, kind: type[W]) -> W:
        """The dialog that is open, when it is of this kind."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind)
        return found

    def become(self, name: str) -> None:
        """File, Who am I, the name."""
        if self.shell.workplace.who is not None and self.shell.workplace.who.name == name:
            return
        self.choose_in_menu_bar("File", "Who am I…")
        self.choose_who(name)

    def choose_who(self, name: str) -> None:
        dialog = self.modal(WhoDialog)
        offered = [dialog.people.item(number).text() for number in range(dialog.people.count())]
        (place,) = [number for number, text in enumerate(offered) if text.startswith(f"{name} — ")]
        self.click_row(dialog.people, place)
        self.click(dialog.do_button)
        self.settle()
        assert self.shell.workplace.who is not None
        assert self.shell.workplace.who.name == name
        assert name in self.window.foot.right.text()

    # --- forms ----------------------------------------------------------------------------------------------------

    def palette(self, deed: str) -> DeedForm:
        """Ctrl+Shift+P, a few letters of the deed, Return."""
        self.press(self.window, Qt.Key.Key_P, CTRL_SHIFT)
        palette = self.modal(DeedPalette)
        self.qtbot.keyClicks(palette.line, deed.replace(".", " ").replace("_", " "))
        place = [one.name for one in palette.found].index(deed)
        for _ in range(place):
            self.press(palette.line, Qt.Key.Key_Down)
        self.press(palette.line, Qt.Key.Key_Return)
        return self.modal(DeedForm)

    def fill(self, field: Field, value: object) -> None:
        """Fill one field the way its kind is filled."""
        if isinstance(field, TicksField):
            self._tick(field, value)
        elif isinstance(field, RowsField):
            self._fill_rows(field, value)
        elif isinstance(field, ReferencesField):
            assert isinstance(value, list)
            for one in value:
                self._offered(field.picker, str(one))
        elif isinstance(field, ReferenceField):
            self._offered(field.picker, str(value))
        elif isinstance(field, ChoiceField):
            assert field.choice.findData(value) >= 0
            field.choice.setFocus()
            self.press(field.choice, Qt.Key.Key_Home)
            while field.choice.currentData() != value:
                before = field.choice.currentIndex()
                self.press(field.choice, Qt.Key.Key_Down)
                assert field.choice.currentIndex() == before + 1
        elif isinstance(field, YesNoField):
            self._fill_yes_no(field, bool(value))
        elif isinstance(field, DayField):
            self.type(field.line, as_typed(str(value)))
        elif isinstance(field, FileField | LineField):
            self.type(field.line, str(value))
        else:
            assert isinstance(field, WordsField)
            self.type(field.text, str(value))

    def _fill_yes_no(self, field: YesNoField, value: bool) -> None:
        if field.box is not None:
            if field.box.isChecked() != value:
                field.box.setFocus()
                self.press(field.box, Qt.Key.Key_Space)
        else:
            assert field.choice is not None
            field.choice.setFocus()
            self.press(field.choice, Qt.Key.Key_Home)
            while field.choice.currentData() is not value:
                self.press(field.choice, Qt.Key.Key_Down)

    def _tick(self, field: TicksField, value: object) -> None:
        """Tick those who are named, by the names that stand beside the boxes."""
        assert isinstance(value, list)
        named = [str(one["person"]) for one in value]
        boxes = {without_letter(one.box.text()): one.box for one in field.rows}
        assert set(named) <= set(boxes), f"{named} are not all offered: {list(boxes)}"
        for name in named:
            boxes[name].setFocus()
            self.press(boxes[name], Qt.Key.Key_Space)

    def _fill_rows(self, field: RowsField, value: object) -> None:
        assert isinstance(value, list)
        for given in value:
            assert isinstance(given, dict)
            self.click(field.add_button)
            cells = {cell.parameter.name: cell for cell in field.rows[-1]}
            for name, one in given.items():
                if one not in (None, ""):
                    self.fill(cells[name], one)

    def _offered(self, picker: Picker, wanted: str) -> None:
        """Type, wait for what the register offers, and choose it there with the keys."""
        self.type(picker, wanted)
        offered = picker.completer().completionModel()

        def place() -> int:
            lines = [str(offered.index(number, 0).data()) for number in range(offered.rowCount())]
            return next((number for number, line in enumerate(lines) if wanted in line), -1)

        popup = picker.completer().popup()
        self.until(lambda: popup.isVisible() and self.window.jobs.idle and place() >= 0)
        for _ in range(place() + 1):
            self.press(popup, Qt.Key.Key_Down)
        self.press(popup, Qt.Key.Key_Return)
        self.until(lambda: not popup.isVisible())
        self.settle()

    def send(self, form: DeedForm) -> list[str]:
        """Ctrl+Return; the sentences the form says about it: notes and irregularities, or why it was refused."""
        self.press(form, Qt.Key.Key_Return, CTRL)
        self.settle()
        if QApplication.activeModalWidget() is not form:
            return []
        return self.seen(form)

    def leave(self, form: DeedForm) -> None:
        """Esc; what was typed is thrown away when the form asks."""

        def answer() -> None:
            box = QApplication.activeModalWidget()
            if isinstance(box, QMessageBox):
                away = next(one for one in box.buttons() if plain(one.text()) == "Throw it away")
                self.qtbot.mouseClick(away, Qt.MouseButton.LeftButton)
            elif form.isVisible():
                QTimer.singleShot(5, answer)

        QTimer.singleShot(0, answer)
        self.press(form, Qt.Key.Key_Escape)
        self.until(lambda: QApplication.activeModalWidget() is None)


def entry(menu: QMenu, text: str) -> QAction:
    found = [one for one in menu.actions() if without_letter(one.text()) == text]
    assert len(found) == 1, [one.text() for one in menu.actions()]
    assert found[0].isEnabled()
    return found[0]


def rows_of(view: QAbstractItemView) -> Iterator[str]:
    """Each row of a list or table as one line."""
    model = view.model()
    columns = model.columnCount() if isinstance(view, QTableView) else 1
    for row in range(model.rowCount()):
        cells = [model.index(row, column).data() for column in range(columns)]
        yield " | ".join(plain(str(cell)) for cell in cells if cell is not None)


def bring_into_sight(widget: QWidget) -> None:
    place = widget.parentWidget()
    while place is not None:
        if isinstance(place, QScrollArea):
            place.ensureWidgetVisible(widget)
        place = place.parentWidget()


def as_typed(value: str) -> str:
    """A day or an instant as people in the UK write it."""
    if "T" in value:
        moment = datetime.fromisoformat(value)
        return f"{short_day(moment.date())}, {moment:%H:%M}"
    return short_day(date.fromisoformat(value))
