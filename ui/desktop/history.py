"""History in words: what somebody did, when, and what became different by it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pma_assure.rules.wording import day
from pma_assure.values.screens import HistoryLine
from ui.deed_services import deeds
from ui.desktop.pieces import column, held, words
from ui.desktop.typed_days import show_instant

SENTENCES = 6
"""Of more sentences than these of one deed, a screen asks for the number only."""


def history_lines(lines: Sequence[HistoryLine]) -> list[QWidget]:
    """The newest day first, as the register gives them."""
    if not lines:
        return [words("Nothing has been recorded yet.", "soft")]
    parts: list[QWidget] = []
    for on, done in groupby(lines, key=lambda line: line.day):
        parts.append(words(day(on), "heading"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, line in enumerate(done):
            grid.addWidget(_number(line), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_line(line), number, 1)
        parts.append(held(grid))
    return parts


def _number(line: HistoryLine) -> QWidget:
    label = words(f"{line.number}", "soft", wrap=False)
    label.setMinimumWidth(44)
    label.setToolTip(f"Entry {line.number} of the audit trail, written {show_instant(line.at)}")
    return label


def _line(line: HistoryLine) -> QWidget:
    by = f"{line.who}, {line.capacity}"
    about = f" · {line.reference}" if line.reference else ""
    known = deeds().get(line.deed)
    title = known.title if known is not None else line.title
    parts = [words(f"{title}{about}", "strong", select=True), words(f"{by} · {show_instant(line.at)}", "soft")]
    parts += [words(sentence, select=True) for sentence in line.sentences]
    return held(column(*parts, gap=1))
