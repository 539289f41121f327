"""What is painted: the strip of a case's steps, a plan's progress, and the timeline of its milestones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen, QTextLayout
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from pma_assure.rules.vocabulary import MilestoneState
from pma_assure.values.case_page import MilestoneView, StripStep
from ui.desktop.theme import look
from ui.desktop.typed_days import show_day


class StepTile(QAbstractButton):
    """One step of the strip: done, now or owed."""

    def __init__(self, step: StripStep, first: bool, last: bool) -> None:
        super().__init__()
        self._step, self._first, self._last = step, first, last
        self.setAccessibleName(f"{step.title}: {step.detail} ({step.status})")
        self.setToolTip(f"{step.title}: {step.detail}" + (f", {show_day(step.on)}" if step.on else ""))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if step.reference else Qt.FocusPolicy.NoFocus)
        if step.reference:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(90, self.fontMetrics().lineSpacing() * 4 + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        back, ink = self._colours()
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        area = QRectF(self.rect())
        path.addRoundedRect(area, 6, 6)
        if not self._first:
            path.addRect(QRectF(0, 0, 8, area.height()))
        if not self._last:
            path.addRect(QRectF(area.width() - 8, 0, 8, area.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawPath(path)
        painter.setPen(ink)
        room = self.rect().adjusted(7, 7, -1, -5)
        bold = QFont(self.font())
        bold.setPointSizeF(bold.pointSizeF() - 0.75)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        height = painter.fontMetrics().lineSpacing()
        title = painter.fontMetrics().elidedText(self._step.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(room.x(), room.y(), room.width(), height), Qt.AlignmentFlag.AlignLeft, title)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() - 0.75)
        painter.setFont(small)
        below = QRect(room.x(), room.y() + height, room.width(), room.height() - height)
        _paragraph(painter, below, self._step.detail)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look().ink), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(2, 2, -2, -2), 5, 5)
        painter.end()

    def _colours(self) -> tuple[QColor, QColor]:
        if self._step.status == "now":
            return QColor(look().accent), QColor(look().on_accent)
        tone = look().tone("good" if self._step.status == "done" else "quiet")
        return QColor(tone.back), QColor(tone.ink)


def _paragraph(painter: QPainter, area: QRect, text: str) -> None:
    """Words in lines as far as there is room; what there is no room for is an ellipsis."""
    metrics = painter.fontMetrics()
    most = max(1, area.height() // metrics.lineSpacing())
    layout = QTextLayout(text, painter.font(), painter.device())
    layout.beginLayout()
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        rest = text[line.textStart() :] if number == most - 1 else text[line.textStart() :][: line.textLength()]
        shown = metrics.elidedText(rest.strip(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area.x(), area.y() + number * metrics.lineSpacing() + metrics.ascent(), shown)
    layout.endLayout()


def strip(steps: Sequence[StripStep], go: Callable[[str], object]) -> QWidget:
    """The steps a case has taken and those it owes, side by side."""
    held = QWidget()
    held.setAccessibleName("Where the case stands")
    box = QHBoxLayout(held)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    for number, step in enumerate(steps):
        tile = StepTile(step, number == 0, number == len(steps) - 1)
        if step.reference is not None:
            tile.clicked.connect(lambda _=False, reference=step.reference: go(reference))
        box.addWidget(tile, 1)
    return held


def progress_words(milestones: Sequence[MilestoneView]) -> str:
    states = [milestone.state for milestone in milestones]
    verified, reported = states.count(MilestoneState.VERIFIED), states.count(MilestoneState.REPORTED_COMPLETE)
    cancelled = states.count(MilestoneState.CANCELLED)
    parts = [f"{verified} of {len(states)} milestones verified"]
    parts += [f"{reported} reported complete"] if reported else []
    parts += [f"{cancelled} cancelled"] if cancelled else []
    to_do = len(states) - verified - reported - cancelled
    parts += [f"{to_do} to do"] if to_do else []
    return " · ".join(parts)


class ProgressBar(QWidget):
    """How much of a plan is verified, reported, and to do."""

    def __init__(self, milestones: Sequence[MilestoneView]) -> None:
        super().__init__()
        order = (MilestoneState.VERIFIED, MilestoneState.REPORTED_COMPLETE)
        states = [milestone.state for milestone in milestones if milestone.state != MilestoneState.CANCELLED]
        self._shares = [states.count(state) / max(1, len(states)) for state in order]
        self.setFixedHeight(12)
        self.setAccessibleName(progress_words(milestones))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        whole = QPainterPath()
        whole.addRoundedRect(area, 6, 6)
        painter.setClipPath(whole)
        painter.fillRect(area, QColor(look().tone("quiet").back))
        x = 0.0
        for share, tone in zip(self._shares, ("good", "attention"), strict=True):
            width = area.width() * share
            painter.fillRect(QRectF(x, 0, width, area.height()), QColor(look().tone(tone).solid))
            x += width
        painter.end()


class Timeline(QWidget):
    """Each milestone on a line of days: hollow where it was first due, filled where it is due now, and today."""

    LINE = 24

    def __init__(self, milestones: Sequence[MilestoneView], as_of: date) -> None:
        super().__init__()
        self._milestones, self._as_of = milestones, as_of
        days = [as_of]
        for one in milestones:
            days += [one.baseline_due, one.current_due, *(d for d in (one.verified_on, one.reported_on) if d)]
        self._first, self._last = min(days), max(days)
        self.setFixedHeight(self.LINE * len(milestones) + 30)
        said = [f"Milestone {one.number}: {one.due_state}, due {show_day(one.current_due)}" for one in milestones]
        self.setAccessibleName("Timeline. " + ". ".join(said))

    def _x(self, day: date) -> float:
        span = max(1, (self._last - self._first).days)
        return 48 + (self.width() - 130) * (day - self._first).days / span

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = self.LINE * len(self._milestones) + 4
        today = self._x(self._as_of)
        painter.setPen(QPen(QColor(look().accent), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(today, 0), QPointF(today, bottom))
        painter.drawText(QRectF(today - 60, bottom, 120, 20), Qt.AlignmentFlag.AlignCenter, "today")
        for number, one in enumerate(self._milestones):
            self._paint_one(painter, one, number * self.LINE + self.LINE / 2)
        painter.end()

    def _paint_one(self, painter: QPainter, one: MilestoneView, y: float) -> None:
        tone = look().tone(_tone_of(one))
        painter.setPen(QColor(look().ink))
        painter.drawText(QRectF(0, y - 10, 40, 20), Qt.AlignmentFlag.AlignVCenter, f"M{one.number}")
        painter.setPen(QPen(QColor(look().line), 1))
        painter.drawLine(QPointF(40, y), QPointF(self.width() - 70.0, y))
        first, now = self._x(one.baseline_due), self._x(one.current_due)
        if one.baseline_due != one.current_due:
            painter.setPen(QPen(QColor(tone.solid), 2))
            painter.drawLine(QPointF(first, y), QPointF(now, y))
            painter.setBrush(QColor(look().page))
            painter.drawEllipse(QPointF(first, y), 4.5, 4.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.solid))
        painter.drawEllipse(QPointF(now, y), 5.5, 5.5)
        if one.verified_on is not None:
            painter.setPen(QPen(QColor(look().tone("good").solid), 2))
            x = self._x(one.verified_on)
            painter.drawPolyline([QPointF(x - 5, y), QPointF(x - 1, y + 4), QPointF(x + 6, y - 5)])
        painter.setPen(QColor(look().soft))
        words = show_day(one.current_due)
        painter.drawText(QRectF(now + 10, y - 10, 120, 20), Qt.AlignmentFlag.AlignVCenter, words)


def _tone_of(one: MilestoneView) -> str:
    if one.days_overdue:
        return "late"
    if one.state == MilestoneState.VERIFIED:
        return "good"
    if one.state == MilestoneState.REPORTED_COMPLETE:
        return "attention"
    return "quiet" if one.state == MilestoneState.CANCELLED else "accent"
