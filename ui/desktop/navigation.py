"""The list of screens on the left, with the counts beside them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout

from ui.desktop.pieces import words
from ui.desktop.theme import look

GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("", (("today", "Today"),)),
    (
        "Assurance",
        (
            ("cases", "Cases"),
            ("programme", "Year's programme"),
            ("assessments", "Assessments"),
            ("evidence_requests", "Evidence requests"),
            ("findings", "Findings"),
            ("breaches", "Breaches"),
            ("plans", "Remediation plans"),
            ("extracts", "Extracts"),
            ("letters", "Letters"),
        ),
    ),
    ("Governance", (("meetings", "Meetings"), ("members", "Members & seats"), ("documents", "SMKI document set"))),
    (
        "Reference",
        (("organisations", "Organisations"), ("people", "People"), ("evidence", "Evidence"), ("audit", "Audit trail")),
    ),
)
BESIDE: dict[str, tuple[str, ...]] = {
    "assessments": ("assessments", "fieldwork", "observations", "reliance", "charges"),
    "findings": ("findings", "caps", "actions", "finding_patterns"),
    "documents": ("documents", "reviews", "modifications", "support_requests"),
    "members": ("members", "seats"),
    "breaches": ("breaches", "suspensions", "notices", "appeals", "crl_instructions"),
}
"""Lists that stand behind one entry, as tabs over each other's: what somebody looks for less often than the first."""
ENTRY = {name: entry for entry, names in BESIDE.items() for name in names}
"""List -> the entry of the navigation it stands behind."""


class NavigationButton(QAbstractButton):
    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self.name, self.count, self.pressing = name, 0, False
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int, *, pressing: bool) -> None:
        self.count, self.pressing = count, pressing
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(150, self.fontMetrics().lineSpacing() + 12)

    def room_for_words(self) -> int:
        """How wide the words may be: what is left beside the count."""
        taken = self.fontMetrics().horizontalAdvance(f"{self.count:,}") + 12 if self.count else 4
        return self.width() - 12 - 9 - taken

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect().adjusted(6, 1, -6, -1)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look().chosen if self.isChecked() else look().raised))
            painter.drawRoundedRect(area, 5, 5)
        if self.hasFocus():
            painter.setPen(QColor(look().accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0, 0, -1, -1), 5, 5)
        font = QFont(self.font())
        if self.isChecked():
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(look().chosen_ink if self.isChecked() else look().ink))
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(
            area.adjusted(9, 0, 9 + self.room_for_words() - area.width(), 0),
            flags | int(Qt.AlignmentFlag.AlignLeft),
            self.text(),
        )
        if self.count:
            painter.setFont(self.font())
            painter.setPen(QColor(look().tone("late").ink if self.pressing else look().soft))
            place = QRect(area.right() - 52, area.y(), 44, area.height())
            painter.drawText(place, flags | int(Qt.AlignmentFlag.AlignRight), f"{self.count:,}")
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Navigation(QFrame):
    """``chosen`` gives the name of the screen."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setFixedWidth(186)
        self.setAccessibleName("Screens")
        self.buttons: dict[str, NavigationButton] = {}
        group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 10, 4, 10)
        box.setSpacing(1)
        for title, screens in GROUPS:
            if title:
                heading = words(title.upper(), "soft", wrap=False)
                font = heading.font()
                font.setPointSizeF(font.pointSizeF() - 1.5)
                font.setWeight(QFont.Weight.DemiBold)
                heading.setFont(font)
                heading.setContentsMargins(15, 12, 0, 3)
                box.addWidget(heading)
            for name, text in screens:
                made = NavigationButton(name, text)
                made.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
                group.addButton(made)
                self.buttons[name] = made
                box.addWidget(made)
        box.addStretch(1)

    def show_chosen(self, name: str) -> None:
        if name in self.buttons:
            self.buttons[name].setChecked(True)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for name, count in counts.items():
            if name in self.buttons:
                self.buttons[name].set_count(count, pressing=name == "today")
