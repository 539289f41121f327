"""What to enter first in a new register: a quiet list that goes away once all of it is there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pma_assure.values.screens import FirstStep
from ui.desktop.pieces import Card, button, column, held, row, rule, words
from ui.desktop.screen import Guide, dots


def first_steps(steps: Sequence[FirstStep], guide: Guide) -> QWidget:
    """The steps in order with a tick where they are taken; the next one's button is the filled one."""
    following = next(number for number, step in enumerate(steps) if not step.done)
    lines: list[QWidget] = []
    for number, step in enumerate(steps):
        if number:
            lines.append(rule())
        lines.append(_line(number, step, guide, kind="primary" if number == following else ""))
    card = Card(column(*lines, margins=(1, 1, 1, 1), gap=0), name="First steps")
    kept = words("What is kept in spreadsheets need not be typed: File, Import a workbook (Ctrl+Shift+I).", "soft")
    return held(column(words("First steps in this register", "heading"), card, kept, gap=6))


def _line(number: int, step: FirstStep, guide: Guide, *, kind: str) -> QWidget:
    mark = words("✓" if step.done else str(number + 1), "strong" if step.done else "soft", wrap=False)
    mark.setFixedWidth(18)
    mark.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    title = words(step.title, "soft" if step.done else "strong")
    parts = [title] if step.done else [title, words(step.why, "soft")]
    enter = button(
        dots(step.deed_title),
        partial(guide.form, step.deed, {}),
        kind="link" if step.done else kind,
        name=f"{step.title}: {step.deed_title}",
    )
    line = row(mark, column(*parts, gap=1), enter, margins=(12, 8, 12, 8), gap=10)
    line.setStretch(1, 1)
    line.setAlignment(enter, Qt.AlignmentFlag.AlignVCenter)
    made = held(line)
    made.setAccessibleName(f"{step.title}: {'there' if step.done else 'not yet'}")
    return made
