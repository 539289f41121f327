"""Short tables on a page, as high as their rows, and how a cell is painted: words, or a badge."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent, QWheelEvent
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
from ui.desktop.theme import look

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TONE = int(Qt.ItemDataRole.UserRole) + 2
_BELOW = int(Qt.ItemDataRole.UserRole) + 3
_WHOLE = (int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.AccessibleTextRole))
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
_ASIDE, _ABOVE = 8, 7
"""What stays free beside the words of a cell and above them; the last pixel below is its border's."""
_DAY = re.compile(r"(\b\d{1,2}) ([A-Z][a-z]{2,8}) (\d{4}\b)")
LONGEST = 20
"""Letters of a word that no column breaks: a reference with its part has eighteen."""
_NO_WORD = re.compile(rf"[^\s\u00a0]{{{LONGEST + 1},}}")
_MARKS = re.compile(r"(?<=[/\\._@:?&=#-])")
_BREAK = "\u200b"
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Badged:
    """A cell that is a badge; ``below`` are words that stand under it."""

    text: str
    tone: str
    below: str = ""

    @property
    def words(self) -> str:
        return f"{self.text}, {self.below}" if self.below else self.text


@dataclass(frozen=True, slots=True)
class Shortened:
    """A cell of many words that shows how they begin; the whole is in its tooltip, and read to who hears the screen.

    ``after`` is never left out.
    """

    text: str
    after: str = ""
    most: int = 80
    """Characters of the text that are shown, to the end of a word."""

    @property
    def words(self) -> str:
        if len(self.text) <= self.most:
            return self.whole
        begins = self.text[: self.most].rsplit(None, 1)[0]
        return f"{begins.rstrip(' ,;:.')}…{self.after}"

    @property
    def whole(self) -> str:
        return f"{self.text}{self.after}"


Cell = str | Badged | Shortened


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
        if role == _DISPLAY:
            cell = self._rows[index.row()][index.column()]
            return cell if isinstance(cell, str) else cell.words
        if role in _WHOLE:
            cell = self._rows[index.row()][index.column()]
            return cell.whole if isinstance(cell, Shortened) else cell if isinstance(cell, str) else cell.words
        if role == _BELOW:
            cell = self._rows[index.row()][index.column()]
            return cell.below if isinstance(cell, Badged) else None
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


def unbroken(text: str) -> str:
    """The words with each day kept on one line, and with places to break those that no column has room for."""
    kept = _DAY.sub("\\1\u00a0\\2\u00a0\\3", text)
    return _NO_WORD.sub(lambda found: _breakable(found[0]), kept)


def _breakable(word: str) -> str:
    """An address, a digest or a path: it may break behind a mark, and else wherever a line is full."""
    pieces = (piece for part in _MARKS.split(word) for piece in _in_lines(part))
    return _BREAK.join(piece for piece in pieces if piece)


def _in_lines(part: str) -> list[str]:
    return [part[start : start + LONGEST] for start in range(0, len(part), LONGEST)]


def _cell(index: Index) -> Cell:
    """The cell as the model gives it: its words, its tone where it is a badge, and what stands below that."""
    text, tone, below = str(index.data(_DISPLAY) or ""), index.data(_TONE), str(index.data(_BELOW) or "")
    return text if tone is None else Badged(text.removesuffix(f", {below}") if below else text, tone, below)


def _wraps(option: QStyleOptionViewItem) -> bool:
    """Whether the table has its words on as many lines as they need."""
    return bool(option.features & QStyleOptionViewItem.ViewItemFeature.WrapText)


class CellDelegate(QStyledItemDelegate):
    """Words with room around them; badges where the cell has a tone.

    Both are painted here: the style would wrap words in less room than it reckons with for the height of a row.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = _cell(index)
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        view = option.widget
        view.style().drawControl(view.style().ControlElement.CE_ItemViewItem, blank, painter, view)
        area: QRect = option.rect
        said = cell
        if isinstance(cell, Badged):
            said = cell.below
            metrics = option.fontMetrics
            width = min(badge_width(metrics, cell.text), area.width() - _ASIDE)
            shown = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, width - 10)
            badge = QRect(area.x() + 6, area.y() + 5, width, metrics.height() + 4)
            if cell.text:
                paint_badge(painter, badge, shown, cell.tone)
            area = area.adjusted(0, badge.height() + 2, 0, 0)
        if isinstance(said, str) and said:
            painter.save()
            painter.setFont(option.font)
            painter.setPen(QColor(look().ink))
            room = area.adjusted(_ASIDE, _ABOVE, -_ASIDE, 0)
            if _wraps(option):
                painter.drawText(room, _WRAPPED, unbroken(said))
            else:
                line = " ".join(said.split("\n"))
                shown = option.fontMetrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width())
                painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), shown)
            painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = _cell(index)
        metrics = option.fontMetrics
        room = QRect(0, 0, max(20, option.rect.width() - 2 * _ASIDE), 100_000)
        above = 0
        said = cell
        if isinstance(cell, Badged):
            above, said = metrics.height() + 6, cell.below
        lines = metrics.boundingRect(room, _WRAPPED, unbroken(said)) if isinstance(said, str) and said else QRect()
        high = above + lines.height() + 2 * _ABOVE + 1
        return QSize(lines.width() + 2 * _ASIDE, max(high, metrics.height() + 2 * _ABOVE + 1))


class PageTable(QTableView):
    """A table that is as high as it needs to be, so that only the page scrolls. Return or a double click opens.

    ``line_chosen`` says that another line was chosen, or none is.
    """

    line_chosen = Signal()

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
        self.selectionModel().selectionChanged.connect(lambda *_: self.line_chosen.emit())
        self._fit()

    @property
    def chosen(self) -> int | None:
        """The line that was chosen, or the only one there is; None where somebody has to say which."""
        rows = self.selectionModel().selectedRows()
        if rows:
            return rows[0].row()
        return 0 if self.model().rowCount() == 1 else None

    @property
    def chosen_name(self) -> str:
        """What stands in the first column of the line that was chosen; "" where none was."""
        rows = self.selectionModel().selectedRows()
        return str(rows[0].data() or "") if rows else ""

    def choose(self, name: str) -> None:
        """Choose the line with this name in its first column again; without one, none is chosen."""
        model = self.model()
        found = next((n for n in range(model.rowCount()) if name and model.index(n, 0).data() == name), None)
        if found is not None:
            self.selectRow(found)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by Tab sees which line the keyboard is on: it is chosen."""
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and not self.selectionModel().selectedRows() and self.model().rowCount():
            self.selectRow(max(0, self.currentIndex().row()))

    def _narrowest(self, cell: Cell) -> int:
        """What a cell needs for no word of it to be cut."""
        metrics = self.fontMetrics()
        words_ = unbroken(cell.below if isinstance(cell, Badged) else cell if isinstance(cell, str) else cell.words)
        widest = max((metrics.horizontalAdvance(word) for word in re.split(r"[ \n\u200b]+", words_)), default=0)
        badge = badge_width(metrics, cell.text) + 14 if isinstance(cell, Badged) else 0
        return max(badge, widest + 2 * _ASIDE + 2)

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
