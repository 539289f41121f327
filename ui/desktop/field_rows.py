"""Fields of many rows, and of a file: chosen, or dropped from a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields as parts_of
from dataclasses import is_dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from pma_assure.workflows.arguments import LARGEST_FILE
from pma_assure.workflows.deeds import Parameter
from ui.desktop.fields import Field
from ui.desktop.pieces import button, words


class RowsField(Field):
    """A grid: one line of fields for each row, with a button that takes it out and one that adds another."""

    def __init__(self, parameter: Parameter, make: Callable[[Parameter], Field]) -> None:
        super().__init__(parameter)
        self._make = make
        self._rows: list[list[Field]] = []
        self.grid = QGridLayout()
        self.grid.setContentsMargins(8, 8, 8, 8)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(6)
        frame = QFrame()
        frame.setObjectName("card")
        frame.setLayout(self.grid)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(frame)
        self.add_button = button("Add a row", self._add, name=f"Add a row to: {parameter.label}")
        below = QHBoxLayout()
        below.addWidget(self.add_button)
        below.addStretch(1)
        box.addLayout(below)
        self._settle(self.add_button)
        self._lay_out()

    @property
    def rows(self) -> list[list[Field]]:
        return self._rows

    def _add(self) -> None:
        fields = self._new_row()
        self._lay_out()
        fields[0].setFocus()
        self.edited.emit()

    def _new_row(self) -> list[Field]:
        fields = [self._make(column) for column in self.parameter.columns]
        for field in fields:
            field.edited.connect(self.edited)
            field.left.connect(self.left)
        self._rows.append(fields)
        return fields

    def _take_out(self, fields: list[Field]) -> None:
        self._rows.remove(fields)
        for field in fields:
            field.hide()
            field.deleteLater()
        self._lay_out()
        self.edited.emit()

    def _lay_out(self) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and not isinstance(widget, Field):
                widget.hide()
                widget.deleteLater()
        if not self._rows:
            self.grid.addWidget(words("No rows yet.", "soft"), 0, 0)
            return
        columns = self.parameter.columns
        for place, column in enumerate(columns):
            label = column.label if column.required else f"{column.label} (optional)"
            self.grid.addWidget(words(label, "soft", wrap=False), 0, place)
            self.grid.setColumnStretch(
                place, 3 if column.type == "words" else 2 if column.type in ("line", "reference") else 0
            )
        for line, fields in enumerate(self._rows, 1):
            for place, field in enumerate(fields):
                field.editor.setAccessibleName(f"{field.parameter.label}, row {line}")
                self.grid.addWidget(field, line, place)
                field.show()
            out = button("×", partial(self._take_out, fields), name=f"Take out row {line}")
            out.setFixedWidth(34)
            self.grid.addWidget(out, line, len(columns))

    def typed(self) -> object:
        return [{field.parameter.name: field.typed() for field in fields} for fields in self._rows]

    def value(self) -> object:
        return [
            {field.parameter.name: field.value() for field in fields if not field.empty}
            for fields in self._rows
        ]  # fmt: skip

    def put(self, value: object) -> None:
        for fields in list(self._rows):
            self._take_out(fields)
        for given in value if isinstance(value, (list, tuple)) else ():
            cells = given
            if is_dataclass(given):
                cells = {part.name: getattr(given, part.name) for part in parts_of(given)}
            if isinstance(cells, dict):
                for field in self._new_row():
                    field.put(cells.get(field.parameter.name))
        self._lay_out()

    def complaint(self) -> str:
        for number, fields in enumerate(self._rows, 1):
            for field in fields:
                sentence = field.complaint()
                field.mark(bool(sentence))
                if sentence:
                    return f"Row {number}, {field.parameter.label}: {sentence}"
        return ""


class FileField(Field):
    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Choose a file, or drop one here")
        self.line.textEdited.connect(self.edited)
        self.line.editingFinished.connect(self.left)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.line)
        box.addWidget(button("Choose…", self._choose, name=f"Choose the file: {parameter.label}"))
        self._settle(self.line)
        self.line.setAcceptDrops(False)
        self.setAcceptDrops(True)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.parameter.label)
        if name:
            self._take(name)

    def _take(self, name: str) -> None:
        self.line.setText(name)
        self.edited.emit()
        self.left.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self._take(url.toLocalFile())
                event.acceptProposedAction()
                return

    def typed(self) -> object:
        return self.line.text().strip()

    def put(self, value: object) -> None:
        self.line.setText("" if value is None else str(value))

    def complaint(self) -> str:
        """The file is read when the deed is done; here only what can be seen of it."""
        if self.empty:
            return ""
        path = Path(self.line.text().strip())
        if not path.is_file():
            return f"There is no file {path.name or self.line.text()[:60]}. Choose it."
        if path.stat().st_size > LARGEST_FILE:
            return f"{path.name} is larger than {LARGEST_FILE // (1024 * 1024)} MB. Keep it elsewhere and note where."
        return ""
