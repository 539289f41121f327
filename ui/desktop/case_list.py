"""The list of cases: three lines each, a badge for what matters now; filtered as one types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from pma_assure.register.register import Register
from pma_assure.rules.vocabulary import PartyCategory
from pma_assure.rules.wording import count
from pma_assure.values.screens import CaseRow, ListColumn
from ui.desktop.pieces import Combo, badge_width, button, column, paint_badge, row, rule, words
from ui.desktop.records_model import ROW_ROLE, Asked, RecordsModel, Source
from ui.desktop.screen import Guide
from ui.desktop.spoken import said
from ui.desktop.theme import look

FILTER_PAUSE = 120
SORTS = (
    ("Newest first", "reference", True),
    ("Opened last first", "opened_on", True),
    ("By organisation", "organisation", False),
    ("By title", "title", False),
)


def case_source() -> Source[CaseRow]:
    def ids(register: Register, as_of: date, asked: Asked) -> Sequence[str]:
        from pma_assure.views import cases

        return cases.ids(
            register, as_of, state=asked.state, words=asked.words, sort=asked.sort, descending=asked.descending
        )

    def rows(register: Register, as_of: date, ids: Sequence[str]) -> Sequence[CaseRow]:
        from pma_assure.views import cases

        return cases.rows(register, as_of, ids)

    return Source(
        columns=(ListColumn(key="reference", title="Case", width=40),),
        ids=ids,
        rows=rows,
        cell=lambda r, _: in_words(r),
    )


def in_words(case: CaseRow) -> str:
    """What a screen reader says of a line."""
    return f"{case.reference}, {case.title}, {case.organisation}, {case.badge}"


class CaseDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics = option.fontMetrics
        return QSize(200, metrics.lineSpacing() * 3 + 20)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(area, QColor(look().chosen))
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, QColor(look().line))
        case: CaseRow | None = index.data(ROW_ROLE)
        if case is not None:
            self._paint_case(painter, case, area.adjusted(14, 9, -12, -9), font)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(area.x(), area.y(), 3, area.height(), QColor(look().accent))
        painter.restore()

    def _paint_case(self, painter: QPainter, case: CaseRow, area: QRect, font: QFont) -> None:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() - 0.75)
        painter.setFont(small)
        badge = 0
        if case.badge:
            badge = min(badge_width(painter.fontMetrics(), case.badge), area.width() - 120)
            shown = painter.fontMetrics().elidedText(case.badge, Qt.TextElideMode.ElideRight, badge - 10)
            height = painter.fontMetrics().height() + 3
            paint_badge(painter, QRect(area.right() - badge, area.y() - 1, badge, height), shown, case.tone)
        line = painter.fontMetrics().lineSpacing() + 1
        painter.setPen(QColor(look().ink))
        painter.setFont(bold)
        self._words(painter, case.reference, QRect(area.x(), area.y(), area.width() - badge - 8, line))
        painter.setFont(font)
        line = painter.fontMetrics().lineSpacing()
        self._words(painter, case.title, QRect(area.x(), area.y() + line, area.width(), line))
        painter.setPen(QColor(look().soft))
        parts = [] if case.organisation in case.title else [case.organisation]
        parts += [said(PartyCategory, case.category), count(case.findings, "finding")]
        about = " · ".join(parts)
        self._words(painter, about, QRect(area.x(), area.y() + 2 * line, area.width(), line))

    @staticmethod
    def _words(painter: QPainter, text: str, area: QRect) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter), shown)


class CaseList(QFrame):
    """``chosen`` is emitted with a case's reference when another line is chosen; ``opened`` with Return."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        self._guide = guide
        self._wanted = ""
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter cases…")
        self.filter.setAccessibleName("Filter cases")
        self.filter.setClearButtonEnabled(True)
        self.state = Combo()
        self.state.setAccessibleName("Which cases")
        for shown, code in (("Open", "open"), ("Closed", "closed"), ("All", None)):
            self.state.addItem(shown, code)
        self.sort = Combo()
        self.sort.setAccessibleName("Order of the cases")
        for shown, key, descending in SORTS:
            self.sort.addItem(shown, (key, descending))
        add = button("+", lambda: guide.form("case.open", {}), kind="primary", name="Open a case", help="Open a case")
        add.setFixedWidth(34)
        self.model = RecordsModel(guide.workplace, case_source())
        self.view = QListView()
        self.view.setAccessibleName("Cases")
        self.view.setModel(self.model)
        self.view.setItemDelegate(CaseDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.counted = words("", "soft", wrap=False)
        top = row(self.filter, self.state, add, margins=(12, 10, 12, 4), gap=6)
        below = row(self.counted, margins=(12, 0, 12, 6))
        below.addStretch(1)
        below.addWidget(self.sort)
        self.setLayout(column(top, below, rule(), self.view, gap=0))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(FILTER_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.filter.textEdited.connect(lambda _: self._pause.start())
        self.filter.textChanged.connect(lambda text: self._pause.start() if not text else None)
        self.filter.returnPressed.connect(self.view.setFocus)
        self.state.currentIndexChanged.connect(self._ask)
        self.sort.currentIndexChanged.connect(self._ask)
        self.model.counted.connect(self._count)
        self.model.filled.connect(self._choose_wanted)
        self.view.selectionModel().currentChanged.connect(self._current)
        self.view.activated.connect(lambda index: self._open(index))

    def read(self) -> None:
        if not self.model.asked.sort:
            self._ask()
        else:
            self.model.read()

    def _ask(self) -> None:
        key, descending = self.sort.currentData()
        self.model.ask(Asked(words=self.filter.text(), sort=key, descending=descending, state=self.state.currentData()))

    def choose(self, reference: str) -> None:
        """Choose this case's line, when it is in the list."""
        self._wanted = reference
        self._choose_wanted()

    def _count(self, number: int) -> None:
        self.counted.setText(count(number, "case"))
        self._choose_wanted()
        # The rows tell which line is the wanted case; without asking for them nothing would be fetched unseen.
        for first in range(0, min(number, 400), 100):
            self.model.data(self.model.index(first, 0))

    def _choose_wanted(self) -> None:
        fetched = True
        for number in range(self.model.rowCount()):
            case = self.model.row(number)
            if case is None:
                fetched = False
                continue
            if not self._wanted or case.reference == self._wanted:
                self._wanted = case.reference
                index = self.model.index(number, 0)
                if self.view.currentIndex() != index:
                    self.view.setCurrentIndex(index)
                else:
                    self.chosen.emit(case.reference)
                return
        if fetched and self._wanted and self.view.currentIndex().isValid():
            # The case that is shown is not among these, a closed one perhaps: no other line is marked as if it were.
            self.view.setCurrentIndex(QModelIndex())

    def _current(self, index: QModelIndex) -> None:
        case = self.model.row(index.row()) if index.isValid() else None
        if case is not None:
            self._wanted = case.reference
            self.chosen.emit(case.reference)

    def _open(self, index: QModelIndex) -> None:
        case = self.model.row(index.row())
        if case is not None:
            self.opened.emit(case.reference)
