"""Every computed thing can be asked why: a small button, and a box with the rule, the paragraph and the inputs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from pma_assure.values.duties import Duty
from pma_assure.values.outcome import Because
from ui.desktop.pieces import button, rule, words
from ui.desktop.typed_days import show_day

WIDTH = 440


def source(rule_number: str, paragraph: str) -> str:
    """ "R30, paragraph 35", as far as it is known."""
    parts = [rule_number] if rule_number else []
    if paragraph:
        parts.append(f"paragraph{'s' if ',' in paragraph or ' and ' in paragraph else ''} {paragraph}")
    return ", ".join(parts)


def because_of(duty: Duty) -> Because:
    if duty.due is not None:
        value = f"due {show_day(duty.due)}"
    else:
        value = "as soon as reasonably practicable"
    return Because(what=duty.what, value=value, rule=duty.rule, paragraph=duty.paragraph, inputs=duty.inputs)


class WhyBox(QFrame):
    """Shows reasons; Esc or a click elsewhere closes it."""

    def __init__(self, reasons: Sequence[Because], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Why")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 14)
        box.setSpacing(6)
        if not reasons:
            box.addWidget(words("Nothing about this is computed: it stands as it was entered."))
        for number, because in enumerate(reasons):
            if number:
                box.addWidget(rule())
            box.addWidget(words(f"{because.what}: {because.value}" if because.value else because.what, "strong"))
            rests = source(because.rule, because.paragraph)
            if rests:
                box.addWidget(words(f"By {rests}.", "soft"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(3)
            grid.setColumnStretch(1, 1)
            for line, (name, value) in enumerate(because.inputs):
                grid.addWidget(words(name, "soft", wrap=False), line, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(words(value, select=True), line, 1)
            box.addLayout(grid)
        self._box = box

    def show_at(self, widget: QWidget) -> None:
        # Qt would take the height that the words need in the width they wish for, which is narrower.
        self.setFixedSize(WIDTH, self._box.totalHeightForWidth(WIDTH))
        corner = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        area = widget.screen().availableGeometry()
        corner.setX(max(area.left(), min(corner.x(), area.right() - self.width())))
        if corner.y() + self.height() > area.bottom():
            corner.setY(max(area.top(), widget.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2))
        self.move(corner)
        self.show()


def why(reasons: Callable[[], Sequence[Because]] | Sequence[Because], about: str) -> QPushButton:
    """The "Why?" button for something computed."""

    def show() -> None:
        found = reasons() if callable(reasons) else reasons
        WhyBox(found, made).show_at(made)

    made = button(
        "Why?", show, kind="link", name=f"Why: {about}", help="The rule, the paragraph and what it was worked out from"
    )
    return made
