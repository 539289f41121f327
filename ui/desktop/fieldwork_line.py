"""One clause of a sheet, to read and to fill in: what it asks, and the fields of what was tested and seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QMimeData, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QVBoxLayout, QWidget

from pma_assure.rules.vocabulary import FieldResult
from pma_assure.rules.wording import count, label
from pma_assure.values.fieldwork_page import SheetLine, SheetObservation
from pma_assure.workflows.deeds import Parameter
from ui.desktop.fields import DayField, Field, LineField, WordsField
from ui.desktop.fieldwork_drafts import FIELDS
from ui.desktop.fieldwork_table import holds_something
from ui.desktop.pieces import Scrolled, button, column, held, notice, row, words
from ui.desktop.spoken import said
from ui.desktop.typed_days import read_day, show_day

RESULTS = ((FieldResult.MET, "M"), (FieldResult.NOT_MET, "N"), (FieldResult.NOT_TESTED, "T"))


class LineEditor(Scrolled):
    """``edited`` says that something was typed or chosen; ``brought`` gives what was dropped on the page."""

    edited = Signal()
    brought = Signal(object)

    def __init__(self, columns: tuple[Parameter, ...], today: Callable[[], date]) -> None:
        super().__init__("The clause", margins=(20, 14, 20, 16), gap=6)
        self._today = today
        by_name = {one.name: one for one in columns}
        self.names = {name: by_name[name].label for name in FIELDS}
        self.head = words("", "title", select=True)
        self.about = words("", "soft", select=True)
        self.asks = words("", select=True)
        self.notices = QVBoxLayout()
        self.below = QVBoxLayout()
        self.fields: dict[str, Field] = {
            "test": WordsField(by_name["test"], lines=2),
            "sample": WordsField(by_name["sample"], lines=2),
            "seen": WordsField(by_name["seen"], lines=3),
            "initials": LineField(by_name["initials"]),
            "tested_on": DayField(by_name["tested_on"], today),
        }
        self.fields["initials"].setFixedWidth(110)
        self.results: dict[str, QPushButton] = {}
        self.wrong = words("", "wrong")
        self.wrong.setAccessibleName("What is wrong with the day")
        self.wrong.hide()
        self.fill(self.head, self.about, self.asks, self.notices, self._grid(), self.below)
        for field in self.fields.values():
            field.edited.connect(self.edited)
        day = self.fields["tested_on"]
        day.left.connect(self._check_day)
        self.setAcceptDrops(True)

    def _grid(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        group = QButtonGroup(self)
        keys = row(gap=6)
        for result, key in RESULTS:
            made = button(f"{label(result)}  {key}", lambda: None, name=f"Result: {label(result)}")
            made.setCheckable(True)
            group.addButton(made)
            made.clicked.connect(self.edited)
            self.results[result.value] = made
            keys.addWidget(made)
        keys.addStretch(1)
        signed = row(self.fields["initials"], words("Tested on", "soft", wrap=False), self.fields["tested_on"], gap=8)
        signed.addStretch(1)
        for line, (text, what, buddy) in enumerate(
            (
                ("Result", held(keys), None),
                ("Test", self.fields["test"], self.fields["test"].editor),
                ("Sample", self.fields["sample"], self.fields["sample"].editor),
                ("What was seen", self.fields["seen"], self.fields["seen"].editor),
                ("Initials", held(signed), self.fields["initials"].editor),
            )
        ):
            name = words(text, "soft", wrap=False)
            name.setContentsMargins(0, 5, 0, 0)
            if buddy is not None:
                name.setBuddy(buddy)
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(what, line, 1)
        grid.addWidget(self.wrong, 5, 1)
        return held(grid)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_line(self, line: SheetLine, values: Mapping[str, str], *, open_: bool) -> None:
        """Show a clause; a field that holds its value already keeps its cursor."""
        self.head.setText(f"{line.clause}  {line.title}")
        self.about.setText(f"{line.requirement} · {line.document} · {line.reference}")
        self.asks.setText(line.text)
        self.asks.setVisible(bool(line.text))
        for name, field in self.fields.items():
            if _value(field) != values[name]:
                with QSignalBlocker(field):
                    field.put(values[name])
            field.setEnabled(open_)
        for made in self.results.values():
            made.setEnabled(open_)
        self.choose(values["result"])
        self._check_day()

    def choose(self, result: str) -> None:
        if result in self.results:
            self.results[result].setChecked(True)

    def typed(self) -> dict[str, str]:
        """What stands in the fields: codes, texts, an ISO day (or what was typed instead of one)."""
        chosen = next((code for code, made in self.results.items() if made.isChecked()), FieldResult.NOT_TESTED.value)
        return {"result": chosen, **{name: _value(field) for name, field in self.fields.items()}}

    def _check_day(self) -> None:
        sentence = self.fields["tested_on"].complaint()
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        self.fields["tested_on"].mark(bool(sentence))

    def say(self, *parts: QWidget) -> None:
        """Put these notices above the fields, in the place of those that were there."""
        _refill(self.notices, parts)

    def show_about(
        self,
        line: SheetLine,
        observations: tuple[SheetObservation, ...],
        go: Callable[[str], None],
    ) -> None:
        """What hangs on the clause: its evidence, the findings raised from it, what was observed on it."""
        counted = count(len(line.evidence), "item of evidence", "items of evidence")
        parts: list[QWidget] = [words(counted if line.evidence else "No evidence yet", "heading")]
        parts += [words(f"{reference}  {title}", select=True) for reference, title in line.evidence]
        if not line.evidence:
            parts.append(words("Drop files here, or paste a picture or text while the clause is chosen.", "soft"))
        if line.findings:
            parts.append(words("Findings raised from this clause", "heading"))
        for reference, title in line.findings:
            parts.append(_link(f"{reference}  {title}", reference, go))
        for heading, requirement in (("Observed on this clause", line.requirement), ("Observed on no clause", None)):
            there = [one for one in observations if one.requirement == requirement]
            parts += [words(heading, "heading")] if there else []
            parts += [_observed(one) for one in there]
        _refill(self.below, parts)

    def show_nothing(self) -> None:
        self.head.setText("")
        self.about.setText("No clause has these words.")
        self.asks.setText("")
        self.say()
        _refill(self.below, ())

    def conflict(
        self, both: Mapping[str, tuple[str, str]], keep: Callable[[], object], take: Callable[[], object]
    ) -> None:
        """Somebody saved the same line meanwhile: both values of each field, and which of them is to stay."""
        sentences = ["Somebody else saved this clause while you were typing. Both values are here; choose."]
        sentences += [
            f"{self.names[name]}: saved “{self._shown(name, theirs)}”, yours “{self._shown(name, mine)}”"
            for name, (theirs, mine) in both.items()
        ]
        choices = row(button("Keep mine", keep), button("Take what was saved", take))
        choices.addStretch(1)
        self.say(notice("attention", sentences, held(choices)))

    @staticmethod
    def _shown(name: str, value: str) -> str:
        if name == "result":
            return said(FieldResult, value)
        meant = read_day(value, date.min) if name == "tested_on" else None
        return show_day(meant) if meant is not None else value

    # --- files dropped on the page --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime: QMimeData = event.mimeData()
        if holds_something(mime):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.brought.emit(event.mimeData())


def _value(field: Field) -> str:
    value = field.value()
    return "" if value is None else str(value)


def _observed(one: SheetObservation) -> QWidget:
    became = f" · in {one.finding}" if one.finding else ""
    about = f"{one.reference.rpartition('/')[2]} · {one.observer} · {show_day(one.seen_on)}{became}"
    return held(column(words(about, "soft"), words(one.words, select=True), gap=1))


def _link(text: str, reference: str, go: Callable[[str], None]) -> QWidget:
    line = row(button(text, lambda: go(reference), kind="link"))
    line.addStretch(1)
    return held(line)


def _refill(box: QVBoxLayout, parts: tuple[QWidget, ...] | list[QWidget]) -> None:
    while (item := box.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    for part in parts:
        box.addWidget(part)
