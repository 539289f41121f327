"""Rows that are offered, each with a box to tick: who is there of those who were expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from pma_assure.workflows.deeds import Parameter
from ui.desktop.fields import Field
from ui.desktop.pieces import button, column, held, row, rule, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A row that a screen offers: the cells it knows, what it is called, and what is soft beside the name."""

    cells: Mapping[str, str]
    name: str
    detail: str


class TickedRow(QWidget):
    """One offered row: its box, and behind a button the cells that are not known, for who is an exception."""

    def __init__(self, offered: Offered, cells: Sequence[Field]) -> None:
        super().__init__()
        self.offered, self.cells = offered, cells
        self.box = QCheckBox(offered.name.replace("&", "&&"))
        self.box.setAccessibleName(f"{offered.name}, {offered.detail}")
        labelled = []
        for cell in cells:
            cell.editor.setAccessibleName(f"{cell.parameter.label}: {offered.name}")
            cell.edited.connect(self._excepted)
            labelled.append(held(column(words(cell.parameter.label, "soft", wrap=False), cell, gap=1)))
        self.exception = held(row(*labelled, margins=(26, 0, 0, 4), gap=12))
        self.exception.hide()
        self.opener = button("Otherwise…", self._open, kind="link", name=f"Another time or standing for {offered.name}")
        top = row(self.box, words(offered.detail, "soft", wrap=False), gap=10)
        top.addStretch(1)
        top.addWidget(self.opener)
        self.setLayout(column(top, self.exception, margins=(10, 3, 6, 3), gap=2))

    def _open(self) -> None:
        self.exception.setVisible(self.exception.isHidden())
        if not self.exception.isHidden():
            self.cells[0].setFocus()

    def _excepted(self) -> None:
        """Whoever has a time of his or her own is there."""
        self.box.setChecked(True)

    def show_exception(self) -> None:
        if any(not cell.empty for cell in self.cells):
            self.exception.show()


class TicksField(Field):
    """The offered rows; the deed is given those that are ticked. The box above ticks all, and the arrows go along."""

    def __init__(self, parameter: Parameter, offered: Sequence[Offered], make: Callable[[Parameter], Field]) -> None:
        super().__init__(parameter)
        self.everybody = QCheckBox("Everybody")
        self.everybody.clicked.connect(self._tick_all)
        self.rows: list[TickedRow] = []
        lines: list[QWidget] = [held(row(self.everybody, margins=(10, 5, 6, 5)))]
        for one in offered:
            cells = [make(part) for part in parameter.columns if part.name not in one.cells]
            made = TickedRow(one, cells)
            made.box.toggled.connect(self._ticked)
            for cell in cells:
                cell.edited.connect(self.edited)
                cell.left.connect(self.left)
            self.rows.append(made)
            lines += [rule(), made]
        for box in self._boxes:
            box.installEventFilter(self)
        frame = QFrame()
        frame.setObjectName("card")
        frame.setLayout(column(*lines, margins=(1, 1, 1, 1), gap=0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self._settle(self.everybody)
        self.everybody.setAccessibleName(f"{parameter.label}: everybody who was expected")

    @property
    def _boxes(self) -> list[QCheckBox]:
        return [self.everybody, *(one.box for one in self.rows)]

    def _tick_all(self, ticked: bool) -> None:
        for one in self.rows:
            one.box.setChecked(ticked)

    def _ticked(self) -> None:
        self.everybody.setChecked(all(one.box.isChecked() for one in self.rows))
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QCheckBox):
            steps = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}
            if event.key() in steps:
                place = self._boxes.index(watched) + steps[event.key()]
                if 0 <= place < len(self._boxes):
                    self._boxes[place].setFocus()
                return True
        return super().eventFilter(watched, event)

    def typed(self) -> object:
        return [
            {**one.offered.cells, **{cell.parameter.name: cell.typed() for cell in one.cells}}
            for one in self.rows
            if one.box.isChecked()
        ]

    def value(self) -> object:
        return [
            {**one.offered.cells, **{cell.parameter.name: cell.value() for cell in one.cells if not cell.empty}}
            for one in self.rows
            if one.box.isChecked()
        ]

    def put(self, value: object) -> None:
        """Tick the rows a draft kept; whoever is not offered any more is there already, or not expected."""
        kept = [one for one in value if isinstance(one, dict)] if isinstance(value, (list, tuple)) else []
        for one in self.rows:
            again = next((given for given in kept if one.offered.cells.items() <= given.items()), None)
            one.box.setChecked(again is not None)
            for cell in one.cells:
                cell.put(None if again is None else again.get(cell.parameter.name))
            one.show_exception()

    def complaint(self) -> str:
        for one in self.rows:
            for cell in one.cells if one.box.isChecked() else ():
                sentence = cell.complaint()
                cell.mark(bool(sentence))
                if sentence:
                    return f"{one.offered.name}, {cell.parameter.label}: {sentence}"
        return ""
