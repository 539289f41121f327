"""Beside a form: what it is about, in the register's own words, to be read and copied and not to be changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from pma_assure.values.screens import AboutRecord
from ui.desktop.pieces import Scrolled, column, held, words

WIDTH = 340


class AboutPanel(Scrolled):
    def __init__(self) -> None:
        super().__init__("What this is about", margins=(16, 14, 16, 16), gap=12)
        self.setObjectName("beside")
        self.setFixedWidth(WIDTH)
        self.hide()

    def show_records(self, records: Sequence[AboutRecord]) -> None:
        """Show these records, or nothing at all where there are none."""
        parts: list[QWidget] = []
        for record in records:
            lines = [words(record.reference, "soft", select=True), words(record.title, "strong", select=True)]
            parts.append(held(column(*lines, gap=1)))
            for label, said in record.lines:
                parts.append(held(column(words(label, "soft"), words(said, select=True), gap=1)))
        self.fill(*parts)
        self.setVisible(bool(parts))
