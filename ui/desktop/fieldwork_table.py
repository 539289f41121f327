"""The clauses of a sheet as a table: filtered as one types, gone through with the arrows, marked with one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from pma_assure.rules.vocabulary import FieldResult
from pma_assure.values.fieldwork_page import SheetLine
from ui.desktop.fieldwork_drafts import SheetDrafts, values_of
from ui.desktop.key_grid import ENTER, FilteredModel, Index, KeyGrid, alone
from ui.desktop.page_table import CellDelegate
from ui.desktop.spoken import said, tone_of

TITLES = ("Clause", "In short", "Result", "Initials")
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TONE = int(Qt.ItemDataRole.UserRole) + 2


class SheetModel(FilteredModel[SheetLine]):
    """The lines of one sheet with what is typed and not saved yet laid over them."""

    titles = TITLES

    def __init__(self) -> None:
        super().__init__()
        self.drafts: SheetDrafts | None = None
        self._saved: dict[str, Mapping[str, str]] = {}

    @property
    def lines(self) -> Sequence[SheetLine]:
        return self._rows

    def words_of(self, row: SheetLine) -> str:
        result = said(FieldResult, self.values(row)["result"])
        return f"{row.clause} {row.title} {row.text} {row.requirement} {result} {row.initials}"

    def name_of(self, row: SheetLine) -> str:
        return row.reference

    def show_lines(self, lines: tuple[SheetLine, ...], drafts: SheetDrafts) -> None:
        before, self.drafts = self.drafts, drafts
        self._saved.clear()
        self.show_rows(lines, same=drafts is before)

    def note_saved(self, reference: str, sent: Mapping[str, str]) -> None:
        """Show what was just saved until the sheet is read again."""
        self._saved[reference] = {**self._saved.get(reference, {}), **sent}

    def stored(self, line: SheetLine) -> dict[str, str]:
        """What the register holds of a line, as far as it is known here."""
        return {**values_of(line), **self._saved.get(line.reference, {})}

    def values(self, line: SheetLine) -> dict[str, str]:
        """What a line shows: the register's values under what is typed."""
        draft = None if self.drafts is None else self.drafts.of(line.reference)
        return {**self.stored(line), **(draft.mine if draft is not None else {})}

    def next_untested(self, row: int) -> int:
        """The first row after this one, and round again, whose clause is not tested; -1 when all are."""
        there = len(self._shown)
        for step in range(1, there + 1):
            following = (row + step) % there
            line = self.row_at(following)
            if line is not None and self.values(line)["result"] == FieldResult.NOT_TESTED:
                return following
        return -1

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        line = self.row_at(index.row())
        if line is None:
            return None
        if role in (_DISPLAY, int(Qt.ItemDataRole.ToolTipRole)):
            values = self.values(line)
            unsaved = self.drafts is not None and self.drafts.of(line.reference) is not None
            if role != _DISPLAY and index.column() == 0 and unsaved:
                return f"{line.clause}: not saved yet"
            result = said(FieldResult, values["result"])
            return (f"{line.clause} •" if unsaved else line.clause, line.title, result, values["initials"])[
                index.column()
            ]
        if role == _TONE and index.column() == 2:
            return tone_of(FieldResult, self.values(line)["result"])
        if role == int(Qt.ItemDataRole.AccessibleTextRole) and index.column() == 0:
            return f"{line.clause}, {line.title}, {said(FieldResult, self.values(line)['result'])}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal:
            return TITLES[section]
        return None


class SheetTable(KeyGrid):
    """``chosen`` gives the line the arrows came to. ``keys`` are the letters that do something with it."""

    chosen = Signal(object)
    opened = Signal()
    brought = Signal(object, object)
    """(line, mime data): something was dropped on a line, or pasted."""

    def __init__(self, model: SheetModel, keys: Mapping[Qt.Key, Callable[[], object]]) -> None:
        super().__init__(model, keys, of="the sheet", choose=QAbstractItemView.SelectionMode.SingleSelection, spare=15)
        self._sheet = model
        self.setObjectName("boxed")
        self.setAccessibleName("Clauses of the sheet")
        self.setItemDelegate(CellDelegate(self))
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.selectionModel().currentChanged.connect(lambda index, _: self._say(index.row()))

    def _say(self, row: int) -> None:
        line = self._sheet.row_at(row)
        if line is not None:
            self.chosen.emit(line)

    def choose_row(self, row: int) -> None:
        if row >= 0:
            self.setCurrentIndex(self._sheet.index(row, 0))
            self.scrollTo(self._sheet.index(row, 0))

    @property
    def line(self) -> SheetLine | None:
        return self._sheet.row_at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if alone(event) and key in ENTER and key not in self._keys:
            self.opened.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    def _paste(self) -> None:
        from PySide6.QtWidgets import QApplication

        if self.line is not None:
            self.brought.emit(self.line, QApplication.clipboard().mimeData())

    # --- files dropped on a line ----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_something(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        line = self._sheet.row_at(self.indexAt(event.position().toPoint()).row())
        if line is not None and holds_something(event.mimeData()):
            event.acceptProposedAction()
            self.choose_row(self._sheet.row_of(line.reference))
            self.brought.emit(line, event.mimeData())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        metrics = self.fontMetrics()
        clauses = [line.clause for line in self._sheet.lines[:400]] or [TITLES[0]]
        first = max(metrics.horizontalAdvance(f"{clause} •") for clause in [*clauses, TITLES[0]]) + 20
        result = max(metrics.horizontalAdvance(said(FieldResult, one)) for one in FieldResult) + 36
        initials = metrics.horizontalAdvance(TITLES[3]) + 26
        fixed: Sequence[tuple[int, int]] = ((0, first), (2, result), (3, initials))
        for column, width in fixed:
            self.setColumnWidth(column, width)
        self.setColumnWidth(1, max(80, self.viewport().width() - sum(width for _, width in fixed)))

    def fit(self) -> None:
        """Share the room out anew, when other clauses are shown."""
        self._share_out()


def holds_something(mime: QMimeData) -> bool:
    """Whether it can become evidence: files, a picture, or text."""
    return any(url.isLocalFile() for url in mime.urls()) or mime.hasImage() or bool(mime.text().strip())
