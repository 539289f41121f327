"""The seats over the years, painted: a row for each seat, a bar for each term, the vacancies between them, and today.

Outlines and words say what colour says. The same stands in sentences beside the picture, and in its accessible words.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from pma_assure.rules.vocabulary import AppointmentRoute, AppointmentState
from pma_assure.values.seats import SeatLine, SeatsOverYears, SeatTerm
from ui.desktop.spoken import said
from ui.desktop.theme import look
from ui.desktop.typed_days import show_day

NARROWEST = 26
"""Pixels of a bar that still has words in it."""


class SeatsTimeline(QWidget):
    def __init__(self, seats: SeatsOverYears) -> None:
        super().__init__()
        self.seats = seats
        self._bars: list[tuple[QRectF, str]] = []
        self._inside: list[tuple[QRectF, str, str]] = []
        self.setAccessibleName("The seats over the years")
        self.setAccessibleDescription(" ".join((seats.summary, *self._sentences())))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def _sentences(self) -> list[str]:
        together = [group.sentence for group in self.seats.together]
        return together + [line.sentence for line in self.seats.seats]

    @property
    def row_height(self) -> int:
        return self.fontMetrics().lineSpacing() + 13

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(640, line + 8 + self.row_height * len(self.seats.seats) + line + 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(360, self.sizeHint().height())

    def _left(self) -> float:
        widest = max((self.fontMetrics().horizontalAdvance(line.name) for line in self.seats.seats), default=0)
        return min(float(widest) + 14, self.width() * 0.34)

    def _x(self, day: date) -> float:
        days = max(1, (self.seats.last - self.seats.first).days)
        share = min(max((day - self.seats.first).days, 0), days) / days
        return self._left() + (self.width() - 1 - self._left()) * share

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.words_at(event.pos())
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def words_at(self, place: QPoint) -> str:
        """What the bar under the pointer stands for; "" where there is none."""
        return next((words for area, words in self._bars if area.contains(QPointF(place))), "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._bars, self._inside = [], []
        top = self.fontMetrics().lineSpacing() + 8.0
        bottom = top + self.row_height * len(self.seats.seats)
        self._paint_years(painter, top, bottom)
        for number, line in enumerate(self.seats.seats):
            self._paint_seat(painter, line, top + number * self.row_height)
        for group in self.seats.together:
            painter.setPen(QPen(QColor(look().tone("attention").solid), 2.5))
            first, last = self._x(group.first), self._x(group.last)
            for x in {first, last}:
                painter.drawLine(QPointF(x, top - 6), QPointF(x, bottom))
            # Above the rows, so that what is under a bar still says whose it is.
            self._bars.append((QRectF(first - 4, top - 10, last - first + 8, 12), group.sentence))
        self._paint_today(painter, top, bottom)
        for area, words, ink in self._inside:
            self._paint_words(painter, area, words, ink)
        painter.end()

    def _paint_years(self, painter: QPainter, top: float, bottom: float) -> None:
        years = range(self.seats.first.year, self.seats.last.year + 1)
        room = (self.width() - self._left()) / max(1, len(years))
        needed = self.fontMetrics().horizontalAdvance("2026") + 8
        step = next((each for each in (1, 2, 5, 10, 25, 50, 100) if room * each >= needed), 1000)
        for year in years[::step]:
            x = self._x(date(year, 1, 1))
            painter.setPen(QPen(QColor(look().line), 1))
            painter.drawLine(QPointF(x, top - 4), QPointF(x, bottom))
            painter.setPen(QColor(look().soft))
            painter.drawText(QRectF(x + 3, 0, needed, top - 6), Qt.AlignmentFlag.AlignVCenter, str(year))

    def _paint_seat(self, painter: QPainter, line: SeatLine, y: float) -> None:
        painter.setPen(QColor(look().ink))
        left = self._left()
        name = self.fontMetrics().elidedText(line.name, Qt.TextElideMode.ElideRight, int(left - 10))
        painter.drawText(QRectF(0, y, left - 8, self.row_height), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QPen(QColor(look().line), 1))
        painter.drawLine(QPointF(0, y + self.row_height), QPointF(self.width(), y + self.row_height))
        for first, last in line.vacancies:
            vacant = first <= self.seats.as_of
            tone = look().tone("attention" if vacant else "quiet")
            area = self._bar(first, last, y)
            pen = QPen(QColor(tone.solid), 1, Qt.PenStyle.DotLine)
            until = f" to {show_day(last)}" if last is not None else ""
            words = "vacant" if vacant else "nobody yet"
            self._paint_bar(painter, area, pen, look().page, words, tone.ink)
            self._bars.append((area, f"{line.name}: {words} from {show_day(first)}{until}"))
        for term in line.terms:
            area = self._bar(term.first_day, term.last_day, y)
            pen, back, ink = self._colours(term)
            self._paint_bar(painter, area, pen, back, term.name, ink)
            self._bars.append((area, _at_length(line, term)))

    def _bar(self, first: date, last: date | None, y: float) -> QRectF:
        x = self._x(first)
        width = max(2.0, self._x(last or self.seats.last) - x - 1.5)
        return QRectF(x, y + 4.5, width, self.row_height - 9.0)

    def _paint_bar(self, painter: QPainter, area: QRectF, pen: QPen, back: str, words: str, ink: str) -> None:
        painter.setPen(pen)
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # Its words come last: no line goes through a name.
        if area.width() >= NARROWEST:
            self._inside.append((area, words, ink))

    def _paint_words(self, painter: QPainter, area: QRectF, words: str, ink: str) -> None:
        painter.setPen(QColor(ink))
        room = area.adjusted(6, 0, -4, 0)
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

    def _colours(self, term: SeatTerm) -> tuple[QPen, str, str]:
        """(outline, ground, words) of a term: over, running, to come, or of somebody identified only."""
        accent, quiet = look().tone("accent"), look().tone("quiet")
        if term.state == AppointmentState.IDENTIFIED:
            return QPen(QColor(accent.solid), 1, Qt.PenStyle.DashLine), look().page, look().ink
        if term.last_day is not None and term.last_day < self.seats.as_of:
            return QPen(QColor(quiet.solid), 1), quiet.back, quiet.ink
        if term.first_day > self.seats.as_of:
            return QPen(QColor(accent.solid), 1), look().page, look().ink
        return QPen(QColor(accent.solid), 1), accent.back, accent.ink

    def _paint_today(self, painter: QPainter, top: float, bottom: float) -> None:
        x = self._x(self.seats.as_of)
        painter.setPen(QPen(QColor(look().accent), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, top - 4), QPointF(x, bottom + 3))
        words = f"today, {show_day(self.seats.as_of)}"
        width = self.fontMetrics().horizontalAdvance(words) + 4
        place = min(max(x - width / 2, 0.0), self.width() - width)
        painter.setPen(QColor(look().soft))
        area = QRectF(place, bottom + 3, width, self.fontMetrics().lineSpacing())
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)


def _at_length(line: SeatLine, term: SeatTerm) -> str:
    until = show_day(term.last_day) if term.last_day is not None else "further notice"
    parts = [f"{line.name}: {term.name}", f"{show_day(term.first_day)} to {until}"]
    parts.append(said(AppointmentRoute, term.route))
    if term.state != AppointmentState.IN_OFFICE:
        parts.append(said(AppointmentState, term.state))
    if term.fixed_until is not None:
        parts.append(f"{term.why_ended or 'fixed otherwise'}; as computed, to {show_day(term.fixed_until)}")
    return " · ".join(parts)
