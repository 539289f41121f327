"""The welcome: make a register, open one, take up a recent one, or look at the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.desktop.pieces import Card, Elided, Scrolled, button, column, held, notice, row, words
from ui.desktop.settings import Settings


class Welcome(QWidget):
    def __init__(
        self,
        settings: Settings,
        *,
        new: Callable[[], object],
        choose: Callable[[], object],
        take_up: Callable[[Path], object],
        demonstration: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._settings, self._take_up = settings, take_up
        self._new, self._choose, self._demonstration = new, choose, demonstration
        self.body = Scrolled("Welcome", margins=(0, 0, 0, 0))
        self.setLayout(column(self.body))
        self._said = ""
        self.show_recent()

    def say(self, sentence: str) -> None:
        """Show why a register was not opened."""
        self._said = sentence
        self.show_recent()

    def show_recent(self) -> None:
        first = button("New register…", self._new, kind="primary", help="Ctrl+Shift+N")
        buttons = row(
            first,
            button("Open a register…", self._choose, help="Ctrl+O"),
            button("Look at the demonstration", self._demonstration),
        )
        buttons.addStretch(1)
        parts: list[QWidget] = [
            words("PMA Assure", "large"),
            words(
                "The assurance register of the SMKI Policy Management Authority: what was assessed, found, advised,"
                " put right, and what the Parties may read of it.",
                "soft",
            ),
            held(column(buttons, margins=(0, 14, 0, 14))),
        ]
        if self._said:
            parts.append(notice("late", [self._said]))
        recent = self._settings.recent
        if recent:
            parts.append(words("Recent registers", "heading"))
            parts += [self._recent(path) for path in recent]
        else:
            parts.append(
                words(
                    "A register is one file. The demonstration shows invented cases from beginning to end.",
                    "soft",
                )
            )
        middle = held(column(*parts, gap=8))
        middle.setMaximumWidth(640)
        middle.setMinimumWidth(560)
        line = row(middle)
        line.insertStretch(0, 1)
        line.addStretch(1)
        self.body.fill(held(column(line, margins=(24, 90, 24, 24))))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _recent(self, path: Path) -> QWidget:
        text = column(words(path.stem, "strong"), Elided(str(path.parent), "soft"), margins=(12, 8, 12, 8), gap=1)
        return Card(text, lambda: self._take_up(path), f"Open {path.name}")
