"""The search at the top right: type, go through the results with the arrow keys, open one with Return."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pma_assure.register.register import Register
from pma_assure.values.screens import SearchHit
from ui.desktop.pieces import words
from ui.desktop.records_model import ROW_ROLE, Index
from ui.desktop.theme import look
from ui.desktop.workplace import Workplace

PAUSE = 140


class _Hits(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.hits: tuple[SearchHit, ...] = ()

    def take(self, hits: tuple[SearchHit, ...]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        hit = self.hits[index.row()]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return f"{hit.reference} {hit.title}"
        return hit if role == ROW_ROLE else None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, option.fontMetrics.lineSpacing() * 2 + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        hit: SearchHit = index.data(ROW_ROLE)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(look().chosen))
        room = area.adjusted(12, 5, -10, -5)
        line = painter.fontMetrics().lineSpacing()
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(look().ink))
        self._words(painter, f"{hit.title or hit.reference}", QRect(room.x(), room.y(), room.width() - 150, line))
        painter.setFont(option.font)
        painter.setPen(QColor(look().soft))
        painter.drawText(
            QRect(room.right() - 150, room.y(), 150, line), int(Qt.AlignmentFlag.AlignRight), hit.reference
        )
        about = hit.snippet.replace("‹", "").replace("›", "") or hit.kind
        self._words(painter, about, QRect(room.x(), room.y() + line, room.width(), line))
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, text: str, area: QRect) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft), shown)


class SearchLine(QLineEdit):
    """``opened`` gives the reference of the page to show."""

    opened = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.setPlaceholderText("Search the register — Ctrl+K")
        self.setAccessibleName("Search the register")
        self.setClearButtonEnabled(True)
        self.setFixedWidth(270)
        self.popup = QFrame(parent.window(), Qt.WindowType.ToolTip)
        self.popup.setObjectName("card")
        self.popup.setAccessibleName("Search results")
        self._hits = _Hits()
        self.list = QListView()
        self.list.setAccessibleName("Search results")
        self.list.setModel(self._hits)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self._open(index.row()))
        self._nothing = words("Nothing has these words.", "soft")
        self._nothing.setContentsMargins(12, 8, 12, 8)
        box = QVBoxLayout(self.popup)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.list)
        box.addWidget(self._nothing)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(lambda _: self._pause.start())
        self.installEventFilter(self)

    @property
    def hits(self) -> tuple[SearchHit, ...]:
        return self._hits.hits

    def _ask(self) -> None:
        typed = self.text().strip()
        if not typed:
            self.popup.hide()
            return

        def question(register: Register, _: date) -> tuple[SearchHit, ...]:
            from pma_assure.views import search

            return search.find(register, typed)

        self._workplace.ask(question, self._show, owner=self, slot="search")

    def _show(self, hits: tuple[SearchHit, ...]) -> None:
        if not self.text().strip():
            return
        self._hits.take(hits)
        self.list.setVisible(bool(hits))
        self._nothing.setVisible(not hits)
        width = 520
        height = min(len(hits), 9) * (self.fontMetrics().lineSpacing() * 2 + 12) + 4 if hits else 44
        corner = self.mapToGlobal(QPoint(self.width() - width, self.height() + 2))
        self.popup.setGeometry(corner.x(), corner.y(), width, height)
        self.popup.show()
        if hits:
            self.list.setCurrentIndex(self._hits.index(0))

    def _open(self, number: int) -> None:
        if 0 <= number < len(self._hits.hits):
            hit = self._hits.hits[number]
            self.popup.hide()
            self.clear()
            self.opened.emit(hit.opens or hit.reference)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self.list.currentIndex().row()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.popup.isVisible():
            number += 1 if event.key() == Qt.Key.Key_Down else -1
            if 0 <= number < len(self._hits.hits):
                self.list.setCurrentIndex(self._hits.index(number))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.popup.isVisible():
                self._open(number)
            else:
                self._ask()
        elif event.key() == Qt.Key.Key_Escape:
            self.popup.hide()
            self.clear()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.popup.hide()
        return super().eventFilter(watched, event)
