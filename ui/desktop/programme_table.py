"""The grid of a year: participants down, months across, gone through with the arrows and filled in by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from pma_assure.rules.vocabulary import PartyCategory
from pma_assure.values.programme_page import ProgrammePage, ProgrammeRow, YearAssessment
from ui.desktop.key_grid import FilteredModel, Index, KeyGrid
from ui.desktop.programme_bars import MONTHS, NEW, Bar, at_length, bars
from ui.desktop.programme_drafts import YearDrafts
from ui.desktop.spoken import said
from ui.desktop.theme import look

TITLES = ("Participant", *(name[:3] for name in MONTHS), "Assessor", "Criteria")
ASSESSOR, CRITERIA = 13, 14
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ROOM = 7
"""Pixels beside the words of a cell."""


class ProgrammeModel(FilteredModel[ProgrammeRow]):
    """The participants of one year, with what is new laid over what is planned."""

    titles = TITLES

    def __init__(self) -> None:
        super().__init__()
        self.page: ProgrammePage | None = None
        self.drafts: YearDrafts | None = None
        self._bars: dict[str, tuple[Bar, ...]] = {}

    def words_of(self, row: ProgrammeRow) -> str:
        return f"{row.name} {row.reference} {said(PartyCategory, row.category)}"

    def name_of(self, row: ProgrammeRow) -> str:
        return row.reference

    def show_page(self, page: ProgrammePage, drafts: YearDrafts) -> None:
        before, self.page, self.drafts = self.page, page, drafts
        self._bars.clear()
        self.show_rows(page.rows, same=before is not None and before.year == page.year)

    def look_again(self) -> None:
        self._bars.clear()
        super().look_again()

    def bars_at(self, number: int) -> tuple[Bar, ...]:
        row = self.row_at(number)
        if row is None or self.page is None or self.drafts is None:
            return ()
        if row.reference not in self._bars:
            self._bars[row.reference] = bars(row, self.drafts.of(row.reference), self.page.year)
        return self._bars[row.reference]

    def sentences(self, number: int) -> tuple[str, ...]:
        row = self.row_at(number)
        if row is None or self.page is None or self.drafts is None:
            return ()
        return at_length(row, self.drafts.of(row.reference), self.page.year)

    def in_month(self, number: int, month: int) -> tuple[YearAssessment, ...]:
        row = self.row_at(number)
        if row is None or self.page is None:
            return ()
        year = self.page.year
        return tuple(one for one in row.planned if one.months(year)[0] <= month <= one.months(year)[1])

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == _DISPLAY:
            return self._cell(row, index.row(), index.column())
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return "\n".join(self.sentences(index.row()))
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            if index.column() == 0:
                return ". ".join(self.sentences(index.row()))
            title = MONTHS[index.column() - 1] if index.column() < ASSESSOR else TITLES[index.column()]
            return f"{row.name}, {title}: {self._cell(row, index.row(), index.column()) or 'nothing'}"
        return None

    def _cell(self, row: ProgrammeRow, number: int, column: int) -> str:
        new = self.drafts.of(row.reference) if self.drafts is not None else None
        if column == 0:
            return row.name
        if column < ASSESSOR:
            return next((bar.words for bar in self.bars_at(number) if bar.first <= column <= bar.last), "")
        if new is not None:
            return new.assessor_name if column == ASSESSOR else new.criteria
        each = [
            (one.assessor or "") if column == ASSESSOR else "; ".join(one.criteria)
            for one in row.planned
            if one.counts or len(row.planned) == 1
        ]
        return " / ".join(dict.fromkeys(text for text in each if text))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal:
            return f"{TITLES[0]} ({len(self._shown)})" if section == 0 else TITLES[section]
        if role == int(Qt.ItemDataRole.TextAlignmentRole) and 0 < section < ASSESSOR:
            return int(Qt.AlignmentFlag.AlignCenter)
        return None


class MonthDelegate(QStyledItemDelegate):
    """Words in the first column and the last two; in the months, each cell paints its part of the bars of its row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, option.fontMetrics.lineSpacing() + 13)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(look().chosen))
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, QColor(look().line))
        month = index.column()
        model = index.model()
        if 0 < month < ASSESSOR and isinstance(model, ProgrammeModel):
            painter.fillRect(area.x(), area.y(), 1, area.height(), QColor(look().line))
            self._months(painter, area, month, model.bars_at(index.row()))
        else:
            painter.setPen(QColor(look().ink))
            room = area.adjusted(_ROOM, 0, -4, 0)
            text = str(index.data(_DISPLAY) or "")
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -2))
        painter.restore()

    def _months(self, painter: QPainter, area: QRect, month: int, held: tuple[Bar, ...]) -> None:
        """The whole row's bars are laid out each time, and clipped to the cell: words may run into empty months."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(painter.font())
        small.setPointSizeF(small.pointSizeF() - 0.75)
        painter.setFont(small)
        width = area.width()
        january = area.x() - (month - 1) * width
        for number, bar in enumerate(held):
            begin = january + (bar.first - 1) * width
            box = QRect(begin + 2, area.y() + 4, (bar.last - bar.first + 1) * width - 3, area.height() - 9)
            least = january + (held[number - 1].last * width if number else 0) + 3
            most = january + (held[number + 1].first - 1 if number + 1 < len(held) else 12) * width - 3
            needed = painter.fontMetrics().horizontalAdvance(bar.words) + 2
            begins = words_begin(needed, box, least, most)
            words = QRect(begins, area.y(), min(needed, most - begins), area.height() - 1)
            if not area.intersects(box) and not area.intersects(words):
                continue
            tone = look().tone(bar.tone)
            back, ink = (look().accent, look().on_accent) if bar.tone == NEW else (tone.back, tone.ink)
            painter.setClipRect(area)
            painter.setPen(QColor(back if bar.tone == NEW else tone.solid))
            painter.setBrush(QColor(back))
            painter.drawRoundedRect(box, 4, 4)
            text = painter.fontMetrics().elidedText(bar.words, Qt.TextElideMode.ElideRight, words.width())
            for clip, colour in (
                (QRegion(area).intersected(box), ink),
                (QRegion(area).subtracted(QRegion(box)), look().ink),
            ):
                if not clip.isEmpty():
                    painter.setClipRegion(clip)
                    painter.setPen(QColor(colour))
                    painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.setClipping(False)


def words_begin(needed: int, box: QRect, least: int, most: int) -> int:
    """Where the words of a bar begin: in it where they fit, else after it, else before it, else as far in as can be.

    ``least`` and ``most`` are how far to the left and right nothing else stands.
    """
    if box.width() >= needed + 6:
        return box.x() + min(6, (box.width() - needed) // 2)
    if box.right() + 6 + needed <= most:
        return box.right() + 6
    if box.x() - 5 - needed >= least:
        return box.x() - 5 - needed
    return max(least, min(box.x() + 5, most - needed))


class ProgrammeTable(KeyGrid):
    """``keys`` are the keys that do something with the chosen rows."""

    def __init__(self, model: ProgrammeModel, keys: Mapping[Qt.Key, Callable[[], object]]) -> None:
        super().__init__(
            model, keys, of="the programme", choose=QAbstractItemView.SelectionMode.ExtendedSelection, spare=13
        )
        self._grid = model
        self.setAccessibleName("Participants and months")
        self.setItemDelegate(MonthDelegate(self))
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(30)

    @property
    def chosen(self) -> list[ProgrammeRow]:
        """The rows that are selected, from top to bottom; without any, the one where the keyboard is."""
        numbers = sorted({index.row() for index in self.selectionModel().selectedRows()})
        if not numbers and self.currentIndex().isValid():
            numbers = [self.currentIndex().row()]
        return [row for number in numbers if (row := self._grid.row_at(number)) is not None]

    def choose(self, number: int, column: int) -> None:
        if number >= 0:
            only = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            # Not the view's own way: with Ctrl held, as after Ctrl+Return, that would add to what is selected.
            self.selectionModel().setCurrentIndex(self._grid.index(number, column), only)
            self.scrollTo(self._grid.index(number, column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Names need what they need, months a word; assessor and criteria share the rest."""
        room, metrics = self.viewport().width(), self.fontMetrics()
        names = [row.name for row in self._grid.page.rows[:400]] if self._grid.page is not None else []
        widest = max((metrics.horizontalAdvance(name) for name in names), default=100) + _ROOM + 8
        month = max(metrics.horizontalAdvance("May") + 16, room * 47 // 1000)
        first = max(90, min(widest, room * 22 // 100))
        rest = max(160, room - first - 12 * month)
        self.setColumnWidth(0, first)
        for column in range(1, ASSESSOR):
            self.setColumnWidth(column, month)
        self.setColumnWidth(ASSESSOR, rest * 57 // 100)
        self.setColumnWidth(CRITERIA, rest - rest * 57 // 100)
