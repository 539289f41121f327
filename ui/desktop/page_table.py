"""Short tables on a page, as high as their rows, and how a cell is painted: words, or a badge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.desktop.pieces import badge_width, paint_badge, words

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TONE = int(Qt.ItemDataRole.UserRole) + 2
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Badged:
    """A cell that is a badge."""

    text: str
    tone: str


Cell = str | Badged


class TupleModel(QAbstractTableModel):
    """Rows that are all there: for the short tables of a page."""

    def __init__(self, titles: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        super().__init__()
        self._titles, self._rows = titles, rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY or role == int(Qt.ItemDataRole.ToolTipRole):
            cell = self._rows[index.row()][index.column()]
            return cell.text if isinstance(cell, Badged) else cell
        if role == _TONE:
            cell = self._rows[index.row()][index.column()]
            return cell.tone if isinstance(cell, Badged) else None
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None


class CellDelegate(QStyledItemDelegate):
    """Words with room around them; badges where the cell has a tone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tone = index.data(_TONE)
        if tone is None:
            super().paint(painter, option, index)
            return
        text = str(index.data(_DISPLAY) or "")
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        view = option.widget
        view.style().drawControl(view.style().ControlElement.CE_ItemViewItem, blank, painter, view)
        if text:
            area: QRect = option.rect
            metrics = option.fontMetrics
            width = min(badge_width(metrics, text), area.width() - 8)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - 10)
            paint_badge(painter, QRect(area.x() + 6, area.y() + 5, width, metrics.height() + 4), shown, tone)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + 16, size.height() + 8)


class PageTable(QTableView):
    """A table that is as high as it needs to be, so that only the page scrolls. Return or a double click opens."""

    def __init__(
        self,
        name: str,
        titles: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        weights: Sequence[int],
        opened: Callable[[int], object] | None = None,
    ) -> None:
        super().__init__()
        self._weights = weights
        self._opened = opened
        self._first_title = titles[0]
        self.setObjectName("boxed")
        self.setAccessibleName(name)
        self.setModel(TupleModel(titles, rows))
        self.setItemDelegate(CellDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setAccessibleName(f"Columns of {name}")
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self._fit()

    def _open(self, row: int) -> None:
        if self._opened is not None:
            self._opened(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, not the table

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        width = self.width() - 2
        # The first column names the record: it is never cut. The others share what is left by their weights.
        metrics, model = self.fontMetrics(), self.model()
        first = max(
            (metrics.horizontalAdvance(str(model.index(number, 0).data())) for number in range(model.rowCount())),
            default=0,
        )
        first = min(max(first, metrics.horizontalAdvance(self._first_title)) + 24, width * 2 // 5)
        self.setColumnWidth(0, first)
        total = max(1, sum(self._weights[1:]))
        for column, weight in enumerate(self._weights[1:], 1):
            self.setColumnWidth(column, (width - first) * weight // total)
        self.resizeRowsToContents()
        header = max(self.horizontalHeader().sizeHint().height(), 28)
        self.setFixedHeight(header + self.verticalHeader().length() + 4)


def facts(pairs: Sequence[tuple[str, str]]) -> QWidget:
    """Pairs of name and value under each other."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for line, (name, value) in enumerate(pairs):
        grid.addWidget(words(name, "soft", wrap=False), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words(value, select=True), line, 1)
    held = QWidget()
    held.setLayout(grid)
    return held
