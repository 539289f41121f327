"""The seats over the years: the picture, what it says in sentences, and which terms end together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pma_assure.register.register import Register
from pma_assure.values.seats import SeatLine, SeatsOverYears
from ui.desktop.list_tabs import Switch, TabbedScreen
from ui.desktop.pieces import Card, Scrolled, button, column, held, notice, row, words
from ui.desktop.screen import Guide
from ui.desktop.seats_timeline import SeatsTimeline

TITLE = "Seats over the years"


class SeatsScreen(TabbedScreen):
    def __init__(self, guide: Guide, beside: Sequence[tuple[str, str]], switch: Switch) -> None:
        super().__init__(guide)
        self._shown: SeatsOverYears | None = None
        self.body = Scrolled(TITLE)
        # Whoever came by keyboard scrolls with it.
        self.body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lay_out(self.body, "seats", beside, switch)

    def read(self) -> None:
        def question(register: Register, as_of: date) -> SeatsOverYears:
            from pma_assure.views import seats

            return seats.over_years(register, as_of)

        self.workplace.ask(question, self._show, owner=self, slot="seats")

    def look_changed(self) -> None:
        self._shown = None
        self.read()

    def take_keys(self) -> None:
        self.body.setFocus()

    def _show(self, seats: SeatsOverYears) -> None:
        if seats == self._shown:
            return
        self._shown = seats
        appoint = button("Appoint…", lambda: self.guide.form("seat.appoint", {}), kind="primary")
        head = row(words(TITLE, "title", wrap=False))
        head.addStretch(1)
        head.addWidget(appoint)
        parts: list[QWidget] = [held(head), words(seats.summary, "soft", select=True)]
        parts += [notice("attention", [group.sentence]) for group in seats.together]
        parts.append(Card(column(SeatsTimeline(seats), margins=(14, 10, 14, 8)), name="The picture of the seats"))
        parts.append(words("In words", "heading"))
        parts += [self._line(line) for line in seats.seats]
        self.body.fill(*parts)

    def _line(self, line: SeatLine) -> QWidget:
        """One seat: its name and constituency, and everybody who held it."""
        name, _, told = line.sentence.partition(": ")
        left = column(words(name, "strong"), words(line.constituency, "soft"), gap=0)
        about = held(left)
        about.setFixedWidth(230)
        told_words = words(told[:1].upper() + told[1:], select=True)
        box = row(about, told_words, gap=12)
        box.setAlignment(about, Qt.AlignmentFlag.AlignTop)
        box.setAlignment(told_words, Qt.AlignmentFlag.AlignTop)
        box.setStretch(1, 1)
        return held(box)
