"""A list of records as a table: filtered as one types, sorted by a click on a column, opened with Return."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pma_assure.rules.wording import count
from ui.desktop.pieces import button, column, row, rule, words
from ui.desktop.records_model import ROW_ROLE, Asked, Index, RecordsModel, Source
from ui.desktop.screen import Guide
from ui.desktop.theme import look

R = TypeVar("R")
PAUSE = 120
FIRM = 18
"""Characters: a column as narrow as this keeps its width."""
LEAST = 90


class ToneDelegate(QStyledItemDelegate):
    """Words; a narrow bar at the left of a line says its state in colour, beside the words that say it too."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, option.fontMetrics.lineSpacing() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(look().chosen))
        painter.setPen(QColor(look().ink))
        text = str(index.data() or "")
        room = area.adjusted(9, 0, -6, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, QColor(look().line))
        if index.column() == 0:
            tone = getattr(index.data(ROW_ROLE), "tone", "quiet")
            if tone != "quiet":
                painter.fillRect(area.x(), area.y(), 3, area.height() - 1, QColor(look().tone(tone).solid))


def said_within(title: str) -> str:
    """The title of a list within a sentence: "SMKI document set" keeps its capitals, "People" does not."""
    return " ".join(word if word.isupper() else word.lower() for word in title.split())


class RecordTable(QWidget, Generic[R]):
    """``chosen`` and ``opened`` give the row itself."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        guide: Guide,
        name: str,
        title: str,
        source: Source[R],
        add: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__()
        self._guide, self._name, self._source = guide, name, source
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(f"Filter {said_within(title)}…")
        self.filter.setAccessibleName(f"Filter {said_within(title)}")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(320)
        self.counted = words("", "soft", wrap=False)
        self.model: RecordsModel[R] = RecordsModel(guide.workplace, source)
        self._sharing = False
        self._given: list[int] = []
        self.view = QTableView()
        self._prepare(title)
        top = row(words(title, "title", wrap=False), self.counted, margins=(20, 12, 16, 10), gap=12)
        top.addStretch(1)
        top.addWidget(self.filter, 1)
        if add is not None:
            top.addWidget(button(add[0], add[1], kind="primary"))
        self.setLayout(column(top, rule(), self.view, gap=0))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self.filter.textChanged.connect(lambda _: self._pause.start())
        self.filter.returnPressed.connect(self.view.setFocus)
        self.model.counted.connect(lambda number: self.counted.setText(count(number, "record")))
        self.model.filled.connect(self._settle)
        self._first = True
        self._wanted = ""

    def _prepare(self, title: str) -> None:
        view = self.view
        view.setAccessibleName(title)
        view.setModel(self.model)
        view.setItemDelegate(ToneDelegate(view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = view.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(view.fontMetrics().lineSpacing() + 13)
        header = view.horizontalHeader()
        header.setAccessibleName(f"Columns of {title}")
        rows.setAccessibleName(f"Lines of {title}")
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        kept = self._guide.workplace.settings.widths(f"list {self._name}")
        self._given = kept if len(kept) == len(self._source.columns) else []
        for place, width in enumerate(self._given):
            view.setColumnWidth(place, width)
        header.setMinimumSectionSize(50)
        view.installEventFilter(self)
        header.sectionClicked.connect(self._sort)
        header.sectionResized.connect(lambda *_: self._keep_widths())
        view.selectionModel().currentChanged.connect(self._current)
        view.activated.connect(lambda index: self._open(index.row()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self._given:
            self._share_out()
        return super().eventFilter(watched, event)

    def _share_out(self) -> None:
        """Until somebody gives the columns widths of their own, they share what room there is."""
        letter = self.view.fontMetrics().averageCharWidth()
        bold = QFont(self.view.font())
        bold.setWeight(QFont.Weight.DemiBold)  # as the style sheet writes headings
        heading = QFontMetrics(bold).horizontalAdvance
        titles = [heading(one.title) + 18 for one in self._source.columns]
        wished = [
            max(one.width * letter * 7 // 8 + 18, title)
            for one, title in zip(self._source.columns, titles, strict=True)
        ]
        # References, days and numbers need what they need; titles and names share the rest.
        firm = [width if one.width <= FIRM else 0 for one, width in zip(self._source.columns, wished, strict=True)]
        loose = sum(width for width, kept in zip(wished, firm, strict=True) if not kept)
        room = max(0, self.view.width() - 14 - sum(firm))
        self._sharing = True
        for place, (width, kept, title) in enumerate(zip(wished, firm, titles, strict=True)):
            self.view.setColumnWidth(place, kept or max(LEAST, title, width * room // max(1, loose)))
        self._sharing = False

    def _keep_widths(self) -> None:
        if self.isVisible() and not self._sharing:
            self._given = [self.view.columnWidth(place) for place in range(len(self._source.columns))]
            self._guide.workplace.settings.keep_widths(f"list {self._name}", self._given)

    def _sort(self, place: int) -> None:
        chosen = self._source.columns[place]
        if not chosen.sortable:
            return
        asked = self.model.asked
        descending = asked.sort == chosen.key and not asked.descending
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.view.horizontalHeader().setSortIndicatorShown(True)
        self.view.horizontalHeader().setSortIndicator(place, order)
        self.model.ask(Asked(words=self.filter.text(), sort=chosen.key, descending=descending))

    def _ask(self) -> None:
        asked = self.model.asked
        self.model.ask(Asked(words=self.filter.text(), sort=asked.sort, descending=asked.descending))

    def read(self) -> None:
        self.model.read()

    def choose(self, reference: str) -> None:
        """Choose this record's line as soon as it is there."""
        self._wanted = reference
        self._settle()

    def _settle(self) -> None:
        if self._wanted:
            for number in range(self.model.rowCount()):
                if getattr(self.model.row(number), "reference", "") == self._wanted:
                    self._wanted = ""
                    self.view.selectRow(number)
                    return
        if self._first and self.model.rowCount() and not self.view.currentIndex().isValid():
            self._first = False
            self.view.selectRow(0)
            return
        found = self.model.row(self.view.currentIndex().row())
        if found is not None:
            self.chosen.emit(found)

    def _current(self, index: QModelIndex) -> None:
        found = self.model.row(index.row())
        if found is not None:
            self.chosen.emit(found)

    def _open(self, number: int) -> None:
        found = self.model.row(number)
        if found is not None:
            self.opened.emit(found)
