"""The small parts screens are made of: words, badges, cards, notices. Texts are plain unless one says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from ui.desktop.theme import look

B = TypeVar("B", bound=QBoxLayout)


def words(text: str, kind: str = "", *, wrap: bool = True, select: bool = False) -> QLabel:
    """A label that shows ``text`` as it is. ``kind``: title, large, heading, strong, soft, wrong."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if kind:
        label.setProperty("kind", kind)
    if select:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return label


class Parted(QLabel):
    """Short facts one after the other, a dot between them; a line ends with a fact, never with a dot that hangs."""

    BETWEEN = " · "

    def __init__(self, facts: Iterable[str], kind: str = "soft") -> None:
        self._facts = [fact for fact in facts if fact]
        super().__init__(self.BETWEEN.join(self._facts))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("kind", kind)
        self.setAccessibleName(self.text())
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def lines(self, width: int) -> list[str]:
        """The facts in as many lines as they need in this width."""
        metrics = self.fontMetrics()
        found: list[str] = []
        for fact in self._facts:
            longer = f"{found[-1]}{self.BETWEEN}{fact}" if found else fact
            if found and metrics.horizontalAdvance(longer) <= width:
                found[-1] = longer
            else:
                found.append(fact)
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        text = "\n".join(self.lines(self.contentsRect().width()))
        if text != self.text():
            self.setText(text)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = self.fontMetrics()
        room = QRect(0, 0, max(1, width), 100_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        return sum(metrics.boundingRect(room, flags, line).height() for line in self.lines(width)) or metrics.height()


def rich(html: str, kind: str = "") -> QLabel:
    """A label of rich text that the program made; whatever came from the register must be escaped before."""
    label = QLabel(html)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    if kind:
        label.setProperty("kind", kind)
    return label


def marked(before: str, after: str) -> str:
    """Rich text with word marks: removed words struck through, added ones underlined."""
    from pma_assure.rules.comparison import word_changes

    removed, added = look().tone("late"), look().tone("good")
    pieces = []
    for piece in word_changes(before, after):
        text = escape(piece.text).replace("\n", "<br>")
        if piece.kind == "removed":
            pieces.append(f'<s style="color:{removed.ink}">{text}</s> ')
        elif piece.kind == "added":
            pieces.append(f'<u style="background-color:{added.back};color:{added.ink}">{text}</u>')
        else:
            pieces.append(text)
    return "".join(pieces)


class PushButton(QPushButton):
    """A button that Return presses too when the keyboard is on it; Return elsewhere in a dialog presses none."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and alone:
            if event.isAutoRepeat():
                return  # a key that is held presses once
            if self.menu() is not None:
                self.showMenu()
            else:
                self.click()
            return
        super().keyPressEvent(event)


def button(text: str, act: Callable[[], object], *, kind: str = "", help: str = "", name: str = "") -> QPushButton:
    """A push button. ``kind``: primary, link. ``name`` is what a screen reader says when the text is not enough."""
    made = PushButton(text.replace("&", "&&"))
    if kind:
        made.setProperty("kind", kind)
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAccessibleName(name or text)
    if help:
        made.setToolTip(help)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: act())
    return made


class Badge(QLabel):
    """A state in words on its colour."""

    def __init__(self, text: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 16, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, self.rect(), self.text(), self._tone)
        painter.end()


def paint_badge(painter: QPainter, area: QRect, text: str, tone: str) -> None:
    """A badge that fills ``area``."""
    colours = look().tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.back))
    radius = area.height() / 2
    painter.drawRoundedRect(area, radius, radius)
    painter.setPen(QColor(colours.ink))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def badge_width(metrics: QFontMetrics, text: str) -> int:
    return metrics.horizontalAdvance(text) + 16


def rule() -> QFrame:
    line = QFrame()
    line.setObjectName("rule")
    return line


def column(*parts: QWidget | QLayout, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 4) -> QVBoxLayout:
    return _filled(QVBoxLayout(), parts, margins, gap)


def row(*parts: QWidget | QLayout, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 8) -> QHBoxLayout:
    return _filled(QHBoxLayout(), parts, margins, gap)


def _filled(box: B, parts: Iterable[QWidget | QLayout], margins: tuple[int, int, int, int], gap: int) -> B:
    box.setContentsMargins(*margins)
    box.setSpacing(gap)
    for part in parts:
        if isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)
    return box


def held(layout: QLayout) -> QWidget:
    """A plain widget around a layout."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def notice(tone: str, sentences: Iterable[str], *more: QWidget) -> QFrame:
    """A coloured box with sentences; ``tone`` as a badge's, "" for plain."""
    frame = QFrame()
    frame.setObjectName("notice")
    frame.setProperty("tone", tone)
    parts = [words(sentence, select=True) for sentence in sentences]
    frame.setLayout(column(*parts, *more, margins=(12, 8, 12, 8)))
    frame.setAccessibleName(" ".join(part.text() for part in parts))
    return frame


class Card(QFrame):
    """A box with a border that can be reached with Tab and opened with Return or a click, when ``act`` is given."""

    chosen = Signal()

    def __init__(self, content: QLayout, act: Callable[[], object] | None = None, name: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.setLayout(content)
        self._act = act
        if act is not None:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if name:
            self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._act is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._act()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._act is not None and self.rect().contains(event.position().toPoint()):
            self._act()
        else:
            super().mouseReleaseEvent(event)


class Scrolled(QScrollArea):
    """A column that scrolls up and down, never sideways, and can be filled anew in its place."""

    def __init__(self, name: str, margins: tuple[int, int, int, int] = (20, 16, 20, 20), gap: int = 8) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._margins, self._gap = margins, gap
        self.setWidget(self._framed([]))

    def _framed(self, parts: Iterable[QWidget | QLayout]) -> QWidget:
        body = QWidget()
        body.setObjectName("scrolled")
        box = column(*parts, margins=self._margins, gap=self._gap)
        box.addStretch(1)
        body.setLayout(box)
        return body

    def fill(self, *parts: QWidget | QLayout) -> None:
        """Show other parts; the place that was scrolled to is kept."""
        place = self.verticalScrollBar().value()
        body = self._framed(parts)
        self.setWidget(body)
        body.adjustSize()
        self.verticalScrollBar().setValue(place)

    def height_of(self, width: int) -> int:
        """How high the column is when it is ``width`` pixels wide."""
        body = self.widget()
        return 0 if body is None else max(body.heightForWidth(width), body.sizeHint().height())


class Flow(QLayout):
    """Lays its widgets out in lines, as words are laid out on a page."""

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._lay(area, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, area: QRect, *, move: bool) -> int:
        x, y, line = area.x(), area.y(), 0
        for item in self._items:
            wanted = item.sizeHint()
            if x + wanted.width() > area.right() + 1 and line:
                x, y, line = area.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), wanted))
            x += wanted.width() + self.spacing()
            line = max(line, wanted.height())
        return y + line - area.y()


class Combo(QComboBox):
    """A choice among a few, with its own arrow: the style sheet takes the style's away."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look().soft), 1.4))
        x, y = self.width() - 14.0, self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a choice must not change because a page is scrolled under the mouse


class Tabs(QTabBar):
    """Tabs that show where the keyboard is."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look().accent), 1.5))
            painter.drawRoundedRect(self.tabRect(self.currentIndex()).adjusted(0, 3, -9, -4), 4, 4)
            painter.end()


class Elided(QLabel):
    """One line of plain words, shortened with an ellipsis where there is no room; the whole is in the tooltip."""

    def __init__(self, text: str, kind: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(40)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            full = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
            self.setToolTip(self.text() if full else "")
        return super().event(event)
