"""Short tables on a page, as high as their rows, and how a cell is painted: words, or a badge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent, QWheelEvent
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
        high = size.height() + 8
        if index.data(_TONE) is None and option.rect.width() > 0:
            # The style reckons with more room for words than it then has between the borders it paints.
            room = QRect(0, 0, max(20, option.rect.width() - 24), 100_000)
            text = str(index.data(_DISPLAY) or "")
            lines = option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
            high = max(high, lines.height() + 18)
        return QSize(size.width() + 16, high)


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
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)  # as the style sheet writes headings
        self._least = [
            max(
                QFontMetrics(bold).horizontalAdvance(title) + 18,
                *(self._narrowest(row[place]) for row in rows[:100]),
                0,
            )
            for place, title in enumerate(titles)
        ]
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self._fit()

    def _narrowest(self, cell: Cell) -> int:
        """What a cell needs for no word of it to be cut."""
        metrics = self.fontMetrics()
        if isinstance(cell, Badged):
            return badge_width(metrics, cell.text) + 14
        return max((metrics.horizontalAdvance(word) for word in cell.split()), default=0) + 24

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
        # The first column names the record: it is never cut. The others share what is left by their weights, and none
        # is narrower than its heading, its longest word, its widest badge, as long as there is room for all of these.
        metrics, model = self.fontMetrics(), self.model()
        first = max(
            (metrics.horizontalAdvance(str(model.index(number, 0).data())) for number in range(model.rowCount())),
            default=0,
        )
        first = min(max(first, metrics.horizontalAdvance(self._first_title)) + 24, width * 2 // 5)
        self.setColumnWidth(0, first)
        for place, room in enumerate(shared(width - first, self._weights[1:], self._least[1:]), 1):
            self.setColumnWidth(place, room)
        self.resizeRowsToContents()
        header = max(self.horizontalHeader().sizeHint().height(), 28)
        self.setFixedHeight(header + self.verticalHeader().length() + 4)


def shared(room: int, weights: Sequence[int], least: Sequence[int]) -> list[int]:
    """``room`` among columns by their weights, none with less than its least; without room for all, by the least."""
    if not weights:
        return []
    if sum(least) >= room:
        return [room * one // sum(least) for one in least]
    short: set[int] = set()
    while True:
        left = room - sum(least[place] for place in short)
        total = max(1, sum(weight for place, weight in enumerate(weights) if place not in short))
        found = [least[place] if place in short else left * weight // total for place, weight in enumerate(weights)]
        more = {place for place, width in enumerate(found) if width < least[place]}
        if not more:
            return found
        short |= more


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
