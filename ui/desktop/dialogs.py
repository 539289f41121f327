"""Small dialogs: the passphrase of an encrypted register, who acts, and a new register."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pma_assure.rules.annual_report import reported_days
from pma_assure.rules.refusal import Refused
from pma_assure.rules.wording import label
from ui.desktop.pieces import button, column, held, row, words
from ui.desktop.workplace import Who


class SecretLine(QWidget):
    """A passphrase that can be shown while it is typed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(name)
        self.shown = button("Show", self._turn, name=f"Show {name.lower()}")
        self.shown.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.line)
        box.addWidget(self.shown)
        self.setFocusProxy(self.line)

    def _turn(self) -> None:
        hidden = self.line.echoMode() == QLineEdit.EchoMode.Password
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.shown.setText("Hide" if hidden else "Show")


class Asking(QDialog):
    """A dialog with fields, a sentence when something is wrong, and one thing to do."""

    def __init__(self, title: str, does: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(22, 18, 22, 18)
        self.box.setSpacing(6)
        self.box.addWidget(words(title, "title"))
        self.fields = QVBoxLayout()
        self.fields.setSpacing(4)
        self.box.addLayout(self.fields)
        self.wrong = words("", "wrong")
        self.wrong.setAccessibleName("What is wrong")
        self.wrong.hide()
        self.box.addWidget(self.wrong)
        self.box.addSpacing(8)
        self.do_button = button(does, self.do, kind="primary")
        self.do_button.setDefault(True)
        for shortcut in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(shortcut), self).activated.connect(self._do_by_key)
        keys = row(button("Cancel", self.reject), self.do_button)
        keys.insertStretch(0, 1)
        self.box.addLayout(keys)
        self.setMinimumWidth(460)

    def _do_by_key(self) -> None:
        if self.do_button.isEnabled():
            self.do_button.click()

    def field(self, name: str, widget: QWidget, help: str = "") -> None:
        title = words(name, "strong")
        title.setBuddy(widget)
        parts: list[QWidget] = [title, widget]
        if help:
            parts.append(words(help, "soft"))
        self.fields.addWidget(held(column(*parts, gap=3, margins=(0, 4, 0, 4))))

    def say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    def make_room(self, width: int) -> None:
        """Be as tall as the fields are at this width: words over several lines are not counted by a size hint."""
        self.setMinimumWidth(width)
        self.ensurePolished()
        for one in self.findChildren(QWidget):
            one.ensurePolished()
        self.box.activate()
        self.setMinimumHeight(self.box.totalHeightForWidth(width))

    def do(self) -> None:
        self.accept()


class PassphraseDialog(Asking):
    def __init__(self, path: Path, sentence: str, parent: QWidget | None) -> None:
        super().__init__(f"Open {path.name}", "Open", parent)
        self.secret = SecretLine("Passphrase")
        self.field("Passphrase", self.secret, "This register is encrypted.")
        self.remember = QCheckBox("Remember on this computer, in the system's key store")
        self.fields.addWidget(self.remember)
        self.say(sentence)
        self.secret.setFocus()

    @property
    def passphrase(self) -> str:
        return self.secret.line.text()


class WhoDialog(Asking):
    """Pick a person and the capacity held that day."""

    def __init__(self, people: Sequence[Who], now: Who | None, parent: QWidget | None) -> None:
        super().__init__("Who am I", "That is me", parent)
        self.fields.addWidget(words("Every deed is kept with its doer and the capacity held that day.", "soft"))
        self.people = QListWidget()
        self.people.setObjectName("lines")
        self.people.ensurePolished()  # it reckons how high a line is when one is chosen, before it is shown
        self.people.setAccessibleName("People who may use the program")
        for who in people:
            item = QListWidgetItem(f"{who.name} — {label(who.capacity)}")
            item.setData(Qt.ItemDataRole.UserRole, who)
            self.people.addItem(item)
            if who == now:
                self.people.setCurrentItem(item)
        if self.people.currentRow() < 0:
            self.people.setCurrentRow(0)
        self.people.itemActivated.connect(lambda _: self.do())
        self.people.setMinimumHeight(180)
        self.fields.addWidget(self.people)
        self.people.setFocus()

    @property
    def chosen(self) -> Who | None:
        item = self.people.currentItem()
        found: Who | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found


class YearDialog(Asking):
    """Of which year the annual report to the Panel is made: the present one so far, or one that is over."""

    def __init__(self, as_of: date, parent: QWidget | None) -> None:
        super().__init__("Annual report to the Panel", "Choose the file…", parent)
        self._as_of = as_of
        self.line = QLineEdit(str(as_of.year))
        self.line.setAccessibleName("Year")
        self.line.selectAll()
        self.field("Year", self.line, "The present year so far, as at today; an earlier one, as at its last day.")
        self.make_room(460)
        self.line.setFocus()

    @property
    def year(self) -> int:
        return int(self.line.text())

    def do(self) -> None:
        text = self.line.text().strip()
        if not re.fullmatch("[0-9]{4}", text):
            self._wrong(f"Write the year in four digits, such as {self._as_of.year}.")
            return
        try:
            reported_days(int(text), self._as_of)
        except Refused as refusal:
            self._wrong(refusal.sentence)
        else:
            self.accept()

    def _wrong(self, sentence: str) -> None:
        self.say(sentence)
        self.make_room(460)
        self.line.setFocus()
        self.line.selectAll()


class NewRegisterDialog(Asking):
    """``make`` is given (place, name, keeper, passphrase) and what to call with a refusal; done, it closes this."""

    def __init__(
        self,
        make: Callable[[Path, str, str, str | None, Callable[[Refused], None]], None],
        parent: QWidget | None,
    ) -> None:
        super().__init__("New register", "Make the register", parent)
        self._make = make
        self.name = QLineEdit("SMKI PMA assurance register")
        self.name.setAccessibleName("Name of the register")
        self.keeper = QLineEdit()
        self.keeper.setAccessibleName("Your name")
        self.place = QLineEdit(str(Path.home() / "register.pma"))
        self.place.setAccessibleName("Place")
        self.first = SecretLine("Passphrase")
        self.second = SecretLine("Passphrase again")
        self.field("Name of the register", self.name, "It stands in the title bar and on papers.")
        self.field("Your name", self.keeper, "You keep this register, as PKI Specialist.")
        place = row(self.place, button("Choose…", self._choose, name="Choose the place"), gap=6)
        self.field("Place", held(place))
        self.field(
            "Passphrase",
            self.first,
            "At least 12 characters, or empty for a register without encryption. A lost one cannot be recovered.",
        )
        self.field("Passphrase again", self.second)
        self.make_room(600)
        self.keeper.setFocus()

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Place of the register", self.place.text(), "Register (*.pma)")
        if name:
            self.place.setText(name if name.endswith(".pma") else f"{name}.pma")

    def do(self) -> None:
        passphrase = self.first.line.text()
        if not self.keeper.text().strip():
            self.say("Say your name: every deed is kept with its doer.")
            self.keeper.setFocus()
        elif passphrase != self.second.line.text():
            self.say("The two passphrases are not the same. Type them again.")
            self.second.setFocus()
        else:
            self.do_button.setEnabled(False)
            self.say("")
            place = Path(self.place.text()).expanduser()
            self._make(place, self.name.text(), self.keeper.text(), passphrase or None, self._refused)

    def _refused(self, refusal: Refused) -> None:
        self.do_button.setEnabled(True)
        self.say(refusal.sentence)
