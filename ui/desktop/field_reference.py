"""Fields that name records: type a few letters of a name or reference, and choose from what the register offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QPushButton, QVBoxLayout, QWidget

from pma_assure.values.screens import Choice
from pma_assure.workflows.deeds import Parameter
from ui.desktop.fields import Field
from ui.desktop.pieces import Flow, button

PAUSE = 120
"""Milliseconds after a letter before the register is asked."""
BY_NAME = ("PERS", "ORG")
"""Whose references nobody knows by heart."""
TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
"""Keys that take the first of what is offered when none is chosen."""


class Offers(Protocol):
    """Asks the register which records of these kinds have these words; the answer comes later."""

    def __call__(
        self, kinds: tuple[str, ...], typed: str, then: Callable[[tuple[Choice, ...]], None], owner: QObject
    ) -> None: ...


def in_a_line(choice: Choice) -> str:
    return f"{choice.reference}  {choice.title}" + (f" — {choice.detail}" if choice.detail else "")


class Picker(QLineEdit):
    """A line with offers below. ``reference`` is what was chosen, or the typed words when nothing was."""

    chosen = Signal(str)

    def __init__(self, kinds: tuple[str, ...], offers: Offers) -> None:
        super().__init__()
        self._kinds, self._offers = kinds, offers
        self._offered: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self.known: dict[str, Choice] = {}
        """By reference, what the register has said of a record."""
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(10)
        offered = completer.popup()
        if offered is not None:
            offered.setObjectName("lines")
            offered.setAccessibleName("What the register offers")
        self._popup: QAbstractItemView | None = offered
        completer.activated.connect(self._choose)
        self.setCompleter(completer)
        if offered is not None:
            offered.installEventFilter(self)  # after the completer's own: asked before it
        self.setPlaceholderText("Type a name or a reference; Down shows all")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self._waiting = False
        """Letters were typed to which the register has not answered: what is offered still, was for others."""
        self.textEdited.connect(self._typed)

    @property
    def _offering(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    @property
    def unfinished(self) -> bool:
        """Whether somebody types here and has not chosen yet."""
        return self.hasFocus() and bool(self.text().strip()) and self.text().strip() not in self._shown

    @property
    def reference(self) -> str:
        text = self.text().strip()
        return self._shown.get(text, text)

    def put(self, reference: str) -> None:
        """Show a record by its reference; its title follows when the register has said it."""
        self.setText(reference)
        if reference:
            self._offers(self._kinds, reference, self._name, self)

    def learn(self, reference: str, then: Callable[[], None]) -> None:
        """Ask what the register says of a record."""

        def heard(choices: tuple[Choice, ...]) -> None:
            self._know(choices)
            then()

        self._offers(self._kinds, reference, heard, self)

    def _know(self, choices: tuple[Choice, ...]) -> None:
        self.known |= {choice.reference: choice for choice in choices}

    def _name(self, choices: tuple[Choice, ...]) -> None:
        self._know(choices)
        for choice in choices:
            if choice.reference == self.text().strip():
                self._show(choice.reference, in_a_line(choice))

    def _show(self, reference: str, line: str) -> None:
        self._shown[line.strip()] = reference
        self.setText(line)
        self.setCursorPosition(0)

    def _typed(self) -> None:
        self._waiting = bool(self.text().strip())
        self._pause.start()

    def start_afresh(self) -> None:
        """Empty, with nothing offered: what was offered for one name must not be taken for the next."""
        self._waiting, self._offered = False, {}
        self._model.setStringList([])
        self.clear()

    def _ask(self) -> None:
        self._offers(self._kinds, self.text().strip(), self._offer, self)

    def _offer(self, choices: tuple[Choice, ...]) -> None:
        self._waiting = False
        self._know(choices)
        self._offered = {in_a_line(choice): choice.reference for choice in choices}
        self._model.setStringList(list(self._offered))
        if self.hasFocus() and self._offered:
            self.completer().complete()

    def _choose(self, line: str) -> None:
        reference = self._offered.get(line)
        if reference is not None:
            self._show(reference, line)
            self.chosen.emit(reference)

    def _take(self, choices: tuple[Choice, ...]) -> None:
        """Take the record whose reference was typed, or else the first offered; words that match none stay."""
        self._waiting = False
        self._know(choices)
        typed = self.text().strip()
        if choices and typed and typed not in self._shown:
            found = next((one for one in choices if one.reference == typed), choices[0])
            self._show(found.reference, in_a_line(found))
            self.chosen.emit(found.reference)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and watched is self._popup
            and event.key() in TAKES
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and self._take_first(watched)
        ):
            if event.key() == Qt.Key.Key_Tab:
                self.focusNextChild()
            return True
        return super().eventFilter(watched, event)

    def _take_first(self, popup: QAbstractItemView) -> bool:
        """Whether the first of the list was taken: only when letters were typed and no line of it is chosen."""
        lines = self._model.stringList()
        if popup.currentIndex().isValid() or not lines or not self.text().strip():
            return False
        popup.hide()
        if self._waiting:
            self._take_when_answered()
            return True
        typed = self.text().strip()
        self._choose(next((line for line in lines if self._offered.get(line) == typed), lines[0]))
        return True

    def _take_when_answered(self) -> None:
        """Whoever types fast gets what was typed, not what was offered for the letters before."""
        self._pause.stop()
        self._offers(self._kinds, self.text().strip(), self._take, self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever types and leaves by Tab before the register has answered gets the same as with its list open."""
        if event.reason() == Qt.FocusReason.TabFocusReason and self._pause.isActive():
            self._take_when_answered()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self._waiting:
            self._take_when_answered()
            return
        if event.key() == Qt.Key.Key_Down and not self._offering:
            if self.text().strip() in self._shown:
                self._offers(self._kinds, "", self._offer, self)
            else:
                self._ask()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Choosing in a page's list must not reach the form behind as "do it".
        if event.type() == QEvent.Type.ShortcutOverride and self._offering:
            event.accept()
            return True
        return super().event(event)


class ReferenceField(Field):
    def __init__(self, parameter: Parameter, offers: Offers) -> None:
        super().__init__(parameter)
        self.picker = Picker(parameter.record_kinds, offers)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.picker)
        self.picker.textEdited.connect(lambda _: self.edited.emit())
        self.picker.chosen.connect(lambda _: self.edited.emit())
        self.picker.editingFinished.connect(self.left)
        self._settle(self.picker)

    @property
    def unfinished(self) -> bool:
        return self.picker.unfinished

    def typed(self) -> object:
        return self.picker.reference

    def put(self, value: object) -> None:
        self.picker.put("" if value is None else str(value))


class ReferencesField(Field):
    """Several records: each chosen one stands above the line and can be taken out again."""

    def __init__(self, parameter: Parameter, offers: Offers) -> None:
        super().__init__(parameter)
        self._chosen: list[str] = []
        self._area = QWidget()
        self.picker = Picker(parameter.record_kinds, offers)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self._area)
        box.addWidget(self.picker)
        self._box = box
        self.picker.chosen.connect(self._take)
        self.picker.editingFinished.connect(self.left)
        self._settle(self.picker)
        self._show()

    @property
    def unfinished(self) -> bool:
        return self.picker.unfinished

    def _take(self, reference: str) -> None:
        if reference not in self._chosen:
            self._chosen.append(reference)
        # The completer writes its line after telling; it is wiped when that is over.
        QTimer.singleShot(0, self.picker, self.picker.start_afresh)
        self._show()
        self.edited.emit()

    def _leave_out(self, reference: str) -> None:
        """Take one out; the keyboard goes on to the next, and from the last to the line below."""
        place = self._chosen.index(reference)
        self._chosen.remove(reference)
        self._show()
        chips = self._area.findChildren(QPushButton)
        (chips[min(place, len(chips) - 1)] if chips else self.picker).setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _show(self) -> None:
        area = QWidget()
        flow = Flow()
        chips = [self._chip(reference) for reference in self._chosen]
        for chip in chips:
            flow.addWidget(chip)
        area.setLayout(flow)
        self._box.replaceWidget(self._area, area)
        area.setVisible(bool(self._chosen))
        self._area.hide()
        self._area.deleteLater()
        self._area = area
        if self.isVisible():
            self._order_keys()

    def _order_keys(self) -> None:
        """Tab comes to the chosen ones where they stand: before the line."""
        last: QWidget = self.picker
        for chip in self._area.findChildren(QPushButton):
            QWidget.setTabOrder(last, chip)
            last = chip
        if last is not self.picker:
            QWidget.setTabOrder(last, self.picker)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_keys()

    def _chip(self, reference: str) -> QPushButton:
        """Who a person is stands in the name, and what another record is in its reference."""
        known = self.picker.known.get(reference)
        said = reference if known is None or reference.partition("-")[0] not in BY_NAME else known.title
        made = button(f"{said}  ×", lambda: self._leave_out(reference), name=f"Take out {said}")
        made.setToolTip("" if known is None else in_a_line(known))
        return made

    def typed(self) -> object:
        waiting = self.picker.reference
        return [*self._chosen, *([waiting] if waiting and waiting not in self._chosen else [])]

    def put(self, value: object) -> None:
        given: Sequence[object] = value if isinstance(value, (list, tuple)) else [] if value is None else [value]
        self._chosen = [str(one) for one in given]
        self._show()
        for reference in self._chosen:
            if reference.partition("-")[0] in BY_NAME and reference not in self.picker.known:
                self.picker.learn(reference, self._show)
