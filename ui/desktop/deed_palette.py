"""Do any deed: every deed of the register by its name, found as one types."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QListView, QWidget

from pma_assure.workflows.deeds import Deed
from ui.deed_services import deeds
from ui.desktop.pieces import column, rule, words


class DeedPalette(QDialog):
    """``chosen`` gives the deed's name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Do any deed")
        self.setModal(True)
        self.resize(620, 460)
        self.line = QLineEdit()
        self.line.setPlaceholderText("What do you want to do?")
        self.line.setAccessibleName("What do you want to do")
        self.list = QListView()
        self.list.setAccessibleName("Deeds")
        self.list.setObjectName("lines")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = QStringListModel(self)
        self.list.setModel(self._model)
        self.about = words("", "soft")
        self.about.setMinimumHeight(self.about.fontMetrics().lineSpacing() * 3 + 4)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._all = sorted(deeds().values(), key=lambda deed: (deed.noun, deed.title))
        self.found: list[Deed] = []
        self.setLayout(column(self.line, self.list, rule(), self.about, margins=(14, 14, 14, 12), gap=8))
        self.line.textChanged.connect(self._find)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._say())
        self.list.clicked.connect(lambda _: self._choose())
        self._find("")

    def _find(self, typed: str) -> None:
        wanted = typed.lower().split()
        self.found = [
            deed
            for deed in self._all
            if all(word in f"{deed.title} {deed.name.replace('.', ' ').replace('_', ' ')}".lower() for word in wanted)
        ]
        self._model.setStringList([f"{deed.noun.replace('_', ' ').capitalize()}:  {deed.title}" for deed in self.found])
        if self.found:
            self.list.setCurrentIndex(self._model.index(0))
        self._say()

    def _say(self) -> None:
        number = self.list.currentIndex().row()
        if not 0 <= number < len(self.found):
            self.about.setText("No deed has these words.")
            return
        deed = self.found[number]
        refuses = f" Refused when {'; or '.join(deed.refuses)}." if deed.refuses else ""
        self.about.setText(f"{deed.help}{refuses}")

    def _choose(self) -> None:
        number = self.list.currentIndex().row()
        if 0 <= number < len(self.found):
            name = self.found[number].name
            self.accept()
            self.chosen.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self.list.currentIndex().row()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            number += 1 if event.key() == Qt.Key.Key_Down else -1
            if 0 <= number < len(self.found):
                self.list.setCurrentIndex(self._model.index(number))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)
