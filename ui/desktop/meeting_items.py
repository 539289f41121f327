"""The items of a meeting, on the left: number, title, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pma_assure.rules.vocabulary import ItemState
from pma_assure.values.meeting_page import ItemView
from ui.desktop.pieces import badge_width, paint_badge
from ui.desktop.records_model import ROW_ROLE, Index
from ui.desktop.spoken import said, tone_of
from ui.desktop.theme import look

_ASIDE, _BETWEEN = 7, 5
"""What stays free above and below the words of an item, and between its title and its badge."""


def item_badge(item: ItemView) -> tuple[str, str]:
    """(words, tone): the state, or that the item is at risk of a quorum, or how its paper stands."""
    if item.decision is None and item.forecast and not item.quorum.quorate:
        return f"at risk: {item.quorum.count}", "attention"
    if item.state == ItemState.LISTED and item.forecast:
        if item.circulated_on is None:
            return "no paper yet", "quiet"
        if item.changed_since_circulated:
            return "paper changed", "attention"
        if item.late_paper:
            return "paper late", "attention"
    if item.state == ItemState.LISTED:
        return "", "quiet"
    return said(ItemState, item.state).lower(), tone_of(ItemState, item.state)


class _Items(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.items: Sequence[ItemView] = ()

    def take(self, items: Sequence[ItemView]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        item = self.items[index.row()]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return f"{item.number} {item.title} {item_badge(item)[0]}"
        return item if role == ROW_ROLE else None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, option.fontMetrics.lineSpacing() * 3 + 2 * _ASIDE + _BETWEEN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        item: ItemView = index.data(ROW_ROLE)
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, QColor(look().chosen))
            if state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(area.x(), area.y(), 3, area.height(), QColor(look().accent))
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, QColor(look().line))
        room = area.adjusted(14, _ASIDE, -10, -_ASIDE)
        line = painter.fontMetrics().lineSpacing()
        badge, tone = item_badge(item)
        if badge:
            width = badge_width(painter.fontMetrics(), badge)
            place = QRect(room.right() - width, room.bottom() - line - 1, width, line + 2)
            paint_badge(painter, place, badge, tone)
        font = QFont(option.font)
        painter.setPen(QColor(look().ink))
        if chosen:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        text = f"{item.number}  {item.title}"
        flags = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(QRect(room.x(), room.y(), room.width(), line * 2), flags, text)
        painter.setPen(QColor(look().soft))
        below = QRect(
            room.x(),
            room.bottom() - line,
            room.width() - (badge_width(painter.fontMetrics(), badge) + 6 if badge else 0),
            line + 1,
        )
        about = item.case or item.subject or ""
        painter.drawText(
            below,
            int(Qt.AlignmentFlag.AlignLeft),
            painter.fontMetrics().elidedText(about, Qt.TextElideMode.ElideRight, below.width()),
        )
        painter.restore()


class ItemsList(QListView):
    """``chosen`` gives the reference of the item that was chosen."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Items of the meeting")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._items = _Items()
        self.setModel(self._items)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.selectionModel().currentChanged.connect(self._current)

    def show_items(self, items: Sequence[ItemView]) -> None:
        blocked = self.selectionModel().blockSignals(True)
        self._items.take(items)
        self.selectionModel().blockSignals(blocked)

    def choose(self, reference: str) -> None:
        for number, item in enumerate(self._items.items):
            if item.reference == reference:
                self.setCurrentIndex(self._items.index(number))

    def step(self, by: int) -> None:
        number = self.currentIndex().row() + by
        if 0 <= number < self._items.rowCount():
            self.setCurrentIndex(self._items.index(number))

    def _current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._items.items[index.row()].reference)
