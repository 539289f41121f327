"""The sheet of all shortcuts, and what the program says about itself."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from pma_assure import __version__
from ui.desktop.actions import ACTIONS
from ui.desktop.pieces import Scrolled, button, held, row, words


class Sheet(QDialog):
    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.body = Scrolled(title, margins=(22, 18, 22, 10))
        close = button("Close", self.accept)
        close.setDefault(True)
        keys = row(close, margins=(22, 8, 22, 14))
        keys.insertStretch(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.body)
        box.addLayout(keys)


def shortcuts(parent: QWidget) -> Sheet:
    sheet = Sheet("Shortcuts", parent)
    parts: list[QWidget] = [words("Shortcuts", "title")]
    keyed = [action for action in ACTIONS if action.shortcut]
    scopes = list(dict.fromkeys(action.scope for action in keyed))
    keyed.sort(key=lambda action: scopes.index(action.scope))
    for scope, actions in groupby(keyed, key=lambda action: action.scope):
        parts.append(words(scope, "heading"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for line, action in enumerate(actions):
            keys = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            shown = words(keys, "strong", wrap=False)
            shown.setMinimumWidth(110)
            grid.addWidget(shown, line, 0)
            grid.addWidget(words(action.words.rstrip("…")), line, 1)
        parts.append(held(grid))
    sheet.body.fill(*parts)
    sheet.resize(460, 620)
    return sheet


def about(parent: QWidget) -> Sheet:
    sheet = Sheet("About PMA Assure", parent)
    sheet.body.fill(
        words("PMA Assure", "title"),
        words(f"Version {__version__}", "soft"),
        words(
            "The assurance register of the SMKI Policy Management Authority. It works without a network, on one file,"
            " and every deed in it is kept with its doer, its day and its reason."
        ),
        words("Licensed under the Apache License, version 2.0. Text is set in Open Sans.", "soft"),
    )
    sheet.resize(460, 260)
    return sheet
