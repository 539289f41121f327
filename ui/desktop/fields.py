"""One field of a deed's form for each type of parameter: what was typed, what it means, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pma_assure.rules.refusal import Refused
from pma_assure.workflows.arguments import converted
from pma_assure.workflows.deeds import Parameter, check_value
from ui.desktop.pieces import Combo, words
from ui.desktop.typed_days import changed_clock, read_day, read_instant, show_day, show_instant

SHORT = 230
"""Pixels that a day, a number or a choice needs."""


class Field(QWidget):
    """A field without its label. ``typed`` is what a draft keeps, ``value`` what the deed is given."""

    edited = Signal()
    left = Signal()
    """The typing is finished: now what is wrong can be said."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__()
        self.parameter = parameter
        self.editor: QWidget = self

    def typed(self) -> object:
        raise NotImplementedError

    def put(self, value: object) -> None:
        """Show a given value, or what a draft kept."""
        raise NotImplementedError

    def value(self) -> object:
        return self.typed()

    @property
    def empty(self) -> bool:
        return self.value() in (None, "", [])

    @property
    def unfinished(self) -> bool:
        """Whether somebody is in the middle of choosing here, so that what stands there is not meant yet."""
        return False

    def complaint(self) -> str:
        """What is wrong with what was typed, in a sentence; "" when nothing is, or nothing was typed."""
        if self.empty:
            return ""
        try:
            check_value(self.parameter, converted(self.parameter, self.value()))
        except Refused as refusal:
            return beside(refusal.sentence, self.parameter)
        return ""

    def mark(self, wrong: bool) -> None:
        """Show that something is wrong here, to the eye; the sentence stands below."""
        if self.editor.property("wrong") != wrong:
            self.editor.setProperty("wrong", wrong)
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def _settle(self, editor: QWidget) -> None:
        self.editor = editor
        self.setFocusProxy(editor)
        editor.setAccessibleName(self.parameter.label)
        editor.setAccessibleDescription(self.parameter.help)


def beside(sentence: str, parameter: Parameter) -> str:
    """A sentence beside its field need not say the field's name again."""
    short = sentence.removeprefix(f"{parameter.label}: ")
    return short[:1].upper() + short[1:]


class LineField(Field):
    """One line of text, a whole number, or an amount of pounds."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self.line = QLineEdit()
        self.line.textEdited.connect(self.edited)
        self.line.editingFinished.connect(self.left)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.line)
        if parameter.type in ("number", "money"):
            self.line.setMaximumWidth(110)
            if parameter.type == "money":
                self.line.setPlaceholderText("18,400.00")
            box.addStretch(1)
        self._settle(self.line)

    def typed(self) -> object:
        return self.line.text()

    def value(self) -> object:
        return self.line.text().strip()

    def put(self, value: object) -> None:
        self.line.setText("" if value is None else str(value))


class WordsEdit(QPlainTextEdit):
    """Text of any number of lines; Tab goes to the next field."""

    left = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        self._grow()

    def _grow(self) -> None:
        """As high as the text, within limits: beyond them it scrolls."""
        lines = max(self._lines, min(self._lines + 8, int(self.document().size().height())))
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 18)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The form does the deed with Ctrl+Return; here it would only make a line.
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)


class WordsField(Field):
    def __init__(self, parameter: Parameter, lines: int = 3) -> None:
        super().__init__(parameter)
        self.text = WordsEdit(lines)
        self.text.textChanged.connect(self.edited)
        self.text.left.connect(self.left)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.text)
        self._settle(self.text)

    def typed(self) -> object:
        return self.text.toPlainText()

    def put(self, value: object) -> None:
        self.text.setPlainText("" if value is None else str(value))


class DayField(Field):
    """A day (or, for an instant, a day and a time) typed as people type it, and shown back in UK words."""

    def __init__(self, parameter: Parameter, today: Callable[[], date]) -> None:
        super().__init__(parameter)
        self._today = today
        self._instant = parameter.type == "instant"
        self.line = QLineEdit()
        self.line.setPlaceholderText("30 Jun 2026, 10:15" if self._instant else "30 Jun 2026")
        self.line.setToolTip(
            "30 Jun 10:15, 30/6/2026 10:15, 2026-06-30T10:15, or 10:15 for today; UK time"
            if self._instant
            else "30 Jun, 30/6/2026, 2026-06-30, today, tomorrow"
        )
        self.line.setFixedWidth(SHORT if self._instant else 150)
        self.weekday = QLabel()
        self.weekday.setProperty("kind", "soft")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.line)
        box.addWidget(self.weekday)
        box.addStretch(1)
        self.line.textEdited.connect(self.edited)
        self.line.textChanged.connect(self._say_weekday)
        self.line.editingFinished.connect(self._finish)
        self._settle(self.line)

    def _read(self) -> date | datetime | None:
        read = read_instant if self._instant else read_day
        return read(self.line.text(), self._today())

    def _say_weekday(self) -> None:
        meant = self._read()
        self.weekday.setText(f"{meant:%A}" if meant is not None else "")

    def _finish(self) -> None:
        meant = self._read()
        if meant is not None:
            self.put(meant)
        self.left.emit()

    def typed(self) -> object:
        return self.line.text()

    def value(self) -> object:
        meant = self._read()
        return self.line.text().strip() if meant is None else meant.isoformat()

    def put(self, value: object) -> None:
        if isinstance(value, datetime):
            self.line.setText(show_instant(value))
        elif isinstance(value, date):
            self.line.setText(show_day(value))
        else:
            self.line.setText("" if value is None else str(value))
            meant = self._read()
            if meant is not None and not isinstance(value, date):
                self.put(meant)

    def complaint(self) -> str:
        if self.line.text().strip() and self._read() is None:
            changed = changed_clock(self.line.text(), self._today()) if self._instant else ""
            if changed:
                return f"{changed}."
            how = "30 Jun 2026, 10:15 or 10:15" if self._instant else "30 Jun 2026, 30/6/2026 or 2026-06-30"
            return (
                f"“{self.line.text().strip()[:40]}” is no {'date and time' if self._instant else 'day'}. Write {how}."
            )
        return super().complaint()


class YesNoField(Field):
    """A box to tick, where there is a usual answer; otherwise yes, no, or not said."""

    def __init__(self, parameter: Parameter, usual: object) -> None:
        super().__init__(parameter)
        self.box: QCheckBox | None = None
        self.choice: Combo | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        if isinstance(usual, bool):
            self.box = QCheckBox(parameter.label.replace("&", "&&"))
            self.box.setChecked(usual)
            self.box.toggled.connect(self.edited)
            layout.addWidget(self.box)
            self._settle(self.box)
        else:
            self.choice = Combo()
            for words_, code in (("", None), ("Yes", True), ("No", False)):
                self.choice.addItem(words_, code)
            self.choice.currentIndexChanged.connect(self.edited)
            self.choice.setFixedWidth(110)
            layout.addWidget(self.choice)
            self._settle(self.choice)
        layout.addStretch(1)

    def typed(self) -> object:
        if self.box is not None:
            return self.box.isChecked()
        assert self.choice is not None
        return self.choice.currentData()

    def put(self, value: object) -> None:
        if self.box is not None:
            self.box.setChecked(bool(value))
        elif self.choice is not None:
            self.choice.setCurrentIndex({None: 0, True: 1, False: 2}.get(value if isinstance(value, bool) else None, 0))


class ChoiceField(Field):
    def __init__(self, parameter: Parameter, usual: object) -> None:
        super().__init__(parameter)
        self.choice = Combo()
        self.choice.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
        if not parameter.required or usual is None:
            self.choice.addItem("", None)
        for code, shown in zip(parameter.choices, parameter.choice_labels, strict=True):
            self.choice.addItem(shown, code)
        if usual is not None:
            self.put(usual)
        self.choice.currentIndexChanged.connect(self.edited)
        self.choice.currentIndexChanged.connect(self.left)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.choice)
        box.addStretch(1)
        self._settle(self.choice)

    def typed(self) -> object:
        return self.choice.currentData()

    def put(self, value: object) -> None:
        code = value.value if isinstance(value, StrEnum) else value
        index = self.choice.findData(code)
        if index >= 0:
            self.choice.setCurrentIndex(index)


class Labelled(QWidget):
    """A field with its label above, its help below, and below that what is wrong with it."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self._refusal = ""
        parameter = field.parameter
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(3)
        ticked = isinstance(field, YesNoField) and field.box is not None
        if not ticked:
            heading = QHBoxLayout()
            heading.setSpacing(6)
            name = words(parameter.label, "strong", wrap=False)
            name.setBuddy(field.editor)
            heading.addWidget(name)
            if not parameter.required:
                heading.addWidget(words("optional", "soft", wrap=False))
            heading.addStretch(1)
            box.addLayout(heading)
        box.addWidget(field)
        if parameter.help:
            box.addWidget(words(parameter.help, "soft"))
        self.wrong = words("", "wrong")
        self.wrong.setAccessibleName(f"What is wrong with: {parameter.label}")
        self.wrong.hide()
        box.addWidget(self.wrong)
        field.left.connect(self.check)
        field.edited.connect(self.calm)

    def say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        self.field.mark(bool(sentence))
        if sentence:
            self.field.editor.setAccessibleDescription(sentence)

    def refuse(self, sentence: str) -> None:
        """Say why the deed is refused on account of this field; it stands until something is typed in the form."""
        self._refusal = sentence
        self.check()

    def take_back(self) -> None:
        """What was refused may not be any more."""
        if self._refusal:
            self.calm()

    def check(self) -> str:
        """Say what is wrong with what was typed, or else the refusal; returns what is wrong with what was typed."""
        sentence = self.field.complaint()
        self.say(sentence or self._refusal)
        return sentence

    def calm(self) -> None:
        """While somebody types again, what was wrong is not held against them."""
        self._refusal = ""
        if not self.wrong.isHidden():
            self.say("")
