"""Which column of a workbook is which field: chosen from what the workbook holds, and kept under a name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from pma_assure.rules import mapping_drafts
from pma_assure.rules.import_kinds import CHOICE, KINDS, ImportField
from pma_assure.rules.import_mapping import as_json
from pma_assure.rules.mapping_drafts import DraftMapping
from pma_assure.rules.refusal import Refused
from pma_assure.rules.wording import count, label
from pma_assure.values.importing import SheetMapping, SourceSheet, SourceWorkbook
from pma_assure.values.outcome import Done
from ui.desktop.pieces import Combo, Scrolled, button, held, row, rule, words
from ui.desktop.workplace import Workplace

NOWHERE = "Not in this workbook"
NO_COLUMN = "—"
DAY_ORDERS = (
    ("Refuse days that can be read in two ways", None),
    ("Day before month: 03/04 is 3 April", "dmy"),
    ("Month before day: 03/04 is 4 March", "mdy"),
    ("Year, month, day", "ymd"),
)


class MappingDialog(QDialog):
    """``saved`` gives the name under which the mapping was kept."""

    saved = Signal(str)

    def __init__(
        self,
        workplace: Workplace,
        workbook: SourceWorkbook,
        name: str,
        kept: Mapping[str, SheetMapping],
        parent: QWidget | None,
    ) -> None:
        """``kept`` is what a mapping of that name says already, empty for a new one."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Which column is what")
        self.setModal(True)
        self.workplace = workplace
        self._sheets = {sheet.title: sheet for sheet in workbook.sheets}
        self.drafts: dict[str, DraftMapping] = {one: mapping_drafts.taken_up(said) for one, said in kept.items()}
        self._lines: list[tuple[Combo, QVBoxLayout]] = []
        self._build(name)
        self.resize(900, 640)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        self._show_kind()
        self.kind.setFocus()

    # --- how it looks -----------------------------------------------------------------------------------------------

    def _build(self, name: str) -> None:
        self.kind = _choice("What the workbook brings", ((one.sheet, one.name) for one in KINDS.values()))
        self.kind.currentIndexChanged.connect(lambda _: self._show_kind())
        self.sheet = _choice("Sheet", [(NOWHERE, None), *((title, title) for title in self._sheets)])
        self.sheet.currentIndexChanged.connect(lambda _: self._sheet_chosen())
        self.order = _choice("Days are written", DAY_ORDERS)
        self.order.currentIndexChanged.connect(lambda _: self._order_chosen())
        self.body = Scrolled("The fields", margins=(18, 4, 18, 8), gap=4)
        self.so_far = words("", "soft")
        self.so_far.setAccessibleName("Mapped so far")
        self.name = QLineEdit(name)
        self.name.setAccessibleName("Name of the mapping")
        self.says = words("", "wrong")
        self.says.setAccessibleName("What is wrong")
        self.save_button = button("Save and use", self.save, kind="primary", help="Ctrl+Return")
        top = row(_named("&Records", self.kind), self.kind, _named("are in &sheet", self.sheet), self.sheet, gap=8)
        top.addStretch(1)
        days = row(_named("&Days", self.order), self.order, gap=8)
        days.addStretch(1)
        foot = row(_named("&Keep it as", self.name), self.name, gap=8)
        foot.setStretch(1, 1)
        foot.addWidget(button("Cancel", self.reject))
        foot.addWidget(self.save_button)
        head = words("Choose for each kind of record the sheet it is in, and for each field its column. * is needed.")
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 14)
        box.setSpacing(8)
        box.addWidget(words("Which column is what", "title"))
        for part in (head, held(top), held(days)):
            box.addWidget(part)
        box.addWidget(self.body, 1)
        box.addWidget(rule())
        for part in (self.so_far, self.says, held(foot)):
            box.addWidget(part)

    def _show_kind(self) -> None:
        """Show what is said of the chosen kind."""
        draft = self.drafts.get(self.kind.currentData())
        for chosen, value in ((self.sheet, None if draft is None else draft.sheet), (self.order, self._order())):
            chosen.blockSignals(True)
            chosen.setCurrentIndex(max(0, chosen.findData(value)))
            chosen.blockSignals(False)
        self._show_fields()

    def _show_fields(self) -> None:
        name = self.kind.currentData()
        draft = self.drafts.get(name)
        sheet = None if draft is None else self._sheets.get(draft.sheet)
        self.order.setEnabled(draft is not None)
        self._lines = []
        if draft is None or sheet is None:
            missing = "" if draft is None else f"The workbook has no sheet “{draft.sheet}”. Choose the one it is in."
            self.body.fill(words(missing or "Choose the sheet, and its columns stand here.", "soft"))
        else:
            self.body.fill(held(self._grid(draft, sheet)))
            self._chain()
        self._say_so_far()

    def _grid(self, draft: DraftMapping, sheet: SourceSheet) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for place, text in enumerate(("Field", "Column of the sheet", "or the same in every row")):
            grid.addWidget(words(text, "soft", wrap=False), 0, place)
        columns = [(NO_COLUMN, None), *((_offered(sheet, one), one) for one in mapping_drafts.headings(sheet))]
        for one in KINDS[self.kind.currentData()].fields:
            line = grid.rowCount()
            name = words(f"{one.heading}{' *' if one.required else ''}", "strong", wrap=False)
            name.setContentsMargins(0, 6, 0, 0)
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            column = _choice(f"Column of {one.heading}", columns)
            column.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            column.setCurrentIndex(max(0, column.findData(draft.columns.get(one.name))))
            beside = QVBoxLayout()
            beside.setContentsMargins(0, 0, 0, 0)
            beside.setSpacing(6)
            column.currentIndexChanged.connect(partial(self._column_chosen, one, column, sheet, beside))
            grid.addWidget(column, line, 1, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(beside, line, 2)
            self._fill_beside(draft, one, sheet, beside)
            self._lines.append((column, beside))
        return grid

    def _chain(self) -> None:
        """Tab goes as the eye does: down the fields, each with what stands beside it, then to the name."""
        before: QWidget = self.order
        for column, beside in self._lines:
            for one in (column, *(each for part in _held_by(beside) for each in _typed_into(part))):
                QWidget.setTabOrder(before, one)
                before = one
        QWidget.setTabOrder(before, self.name)

    def _fill_beside(self, draft: DraftMapping, one: ImportField, sheet: SourceSheet, beside: QVBoxLayout) -> None:
        """Beside a column stand its odd words; where there is none, what every row has."""
        for gone in _held_by(beside):
            beside.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        parts = self._odd_words(draft, one, sheet) if one.name in draft.columns else [self._always(draft, one)]
        for part in parts:
            beside.addWidget(part)

    def _always(self, draft: DraftMapping, one: ImportField) -> QWidget:
        """What every row has of a field that stands in no column."""
        name, now = f"Always, of {one.heading}", draft.fixed.get(one.name, "")

        def keep(said: str | None) -> None:
            draft.fixed[one.name] = (said or "").strip()
            self._say_so_far()

        if one.type == CHOICE:
            made = _choice(name, _codes(one))
            made.setCurrentIndex(max(0, made.findData(now)))
            made.currentIndexChanged.connect(lambda _: keep(made.currentData()))
            return made
        line = QLineEdit(now)
        line.setAccessibleName(name)
        line.textEdited.connect(keep)
        return line

    def _odd_words(self, draft: DraftMapping, one: ImportField, sheet: SourceSheet) -> list[QWidget]:
        """The words of the column that are no code and no label: what each means."""
        asked: list[QWidget] = []
        for word in mapping_drafts.odd_words(one, sheet, draft.columns[one.name]):
            means = _choice(f"What “{word}” means", _codes(one))
            means.setCurrentIndex(max(0, means.findData(draft.words.get(one.name, {}).get(word))))
            means.currentIndexChanged.connect(partial(_mean, draft, one.name, word, means))
            line = row(words(f"“{word}” means", "soft", wrap=False), means, gap=8)
            line.setStretch(1, 1)
            asked.append(held(line))
        return asked

    def _say_so_far(self) -> None:
        said = []
        for name, kind in KINDS.items():
            draft = self.drafts.get(name)
            if draft is not None and draft.columns:
                lacks = mapping_drafts.lacking(kind, draft)
                needs = f", still without {', '.join(lacks)}" if lacks else ""
                said.append(f"{kind.sheet} from “{draft.sheet}” ({count(len(draft.columns), 'column')}{needs})")
        self.so_far.setText("; ".join(said) + "." if said else "Nothing is mapped yet.")
        self.save_button.setEnabled(bool(said))

    # --- choosing ---------------------------------------------------------------------------------------------------

    def _order(self) -> str | None:
        draft = self.drafts.get(self.kind.currentData())
        return None if draft is None else draft.day_order

    def _sheet_chosen(self) -> None:
        name, title = self.kind.currentData(), self.sheet.currentData()
        if title is None:
            self.drafts.pop(name, None)
        else:
            self.drafts[name] = mapping_drafts.begun(KINDS[name], self._sheets[title])
            # One office writes its days in one way: what was said of another kind is offered, and shown.
            said = {one.day_order for one in self.drafts.values() if one.day_order is not None}
            self.drafts[name].day_order = said.pop() if len(said) == 1 else None
        self._show_kind()

    def _order_chosen(self) -> None:
        draft = self.drafts.get(self.kind.currentData())
        if draft is not None:
            draft.day_order = self.order.currentData()

    def _column_chosen(self, one: ImportField, column: Combo, sheet: SourceSheet, beside: QVBoxLayout, _: int) -> None:
        draft = self.drafts[self.kind.currentData()]
        heading = column.currentData()
        if heading is None:
            draft.columns.pop(one.name, None)
        else:
            draft.columns[one.name] = heading
        self._fill_beside(draft, one, sheet, beside)
        self._chain()
        self._say_so_far()

    # --- keeping ----------------------------------------------------------------------------------------------------

    def save(self) -> None:
        name = self.name.text().strip()
        if not name:
            self._wrong(Refused("Say under which name it is kept."))
            self.name.setFocus()
            return
        finished = {one: draft.finished() for one, draft in self.drafts.items() if draft.columns}
        if not finished:
            return
        self.says.setText("")
        self.save_button.setEnabled(False)
        given = {"name": name, "mapping": json.dumps(as_json(finished))}
        self.workplace.do("import_mapping.save", given, owner=self, then=partial(self._kept, name), failed=self._wrong)

    def _kept(self, name: str, _: Done) -> None:
        self.saved.emit(name)
        self.accept()

    def _wrong(self, refusal: Refused) -> None:
        self.save_button.setEnabled(True)
        self.says.setText(refusal.sentence)


def _named(text: str, buddy: QWidget) -> QLabel:
    """A label whose underlined letter, with Alt, goes to its field."""
    made = words(text, "strong", wrap=False)
    made.setBuddy(buddy)
    return made


def _choice(name: str, offered: Iterable[tuple[str, str | None]]) -> Combo:
    made = Combo()
    made.setAccessibleName(name)
    for text, value in offered:
        made.addItem(text, value)
    return made


def _codes(one: ImportField) -> list[tuple[str, str | None]]:
    assert one.choices is not None
    return [(NO_COLUMN, None), *((label(code), code.value) for code in one.choices)]


def _offered(sheet: SourceSheet, heading: str) -> str:
    shown = mapping_drafts.example(sheet, heading)
    return f"{heading}: {shown}" if shown else heading


def _mean(draft: DraftMapping, field: str, word: str, means: Combo, _: int) -> None:
    held = draft.words.setdefault(field, {})
    if means.currentData() is None:
        held.pop(word, None)
    else:
        held[word] = means.currentData()


def _typed_into(part: QWidget) -> list[QWidget]:
    return [part] if isinstance(part, Combo | QLineEdit) else list(part.findChildren(Combo))


def _held_by(layout: QVBoxLayout) -> list[QWidget]:
    items = (layout.itemAt(place) for place in range(layout.count()))
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]
