"""The plain lists: findings, breaches, plans, extracts, members, organisations and the others, all in one way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from pma_assure.register.register import Register
from pma_assure.values.outcome import Because
from pma_assure.values.screens import NOWHERE, Detail, HistoryLine, ListRow, Standing
from ui.deed_services import titles
from ui.desktop.exports import save_evidence
from ui.desktop.history import SENTENCES, history_lines
from ui.desktop.list_tabs import Switch, TabbedScreen
from ui.desktop.named_lists import Kind
from ui.desktop.page_table import facts
from ui.desktop.pieces import Scrolled, button, column, held, row, words
from ui.desktop.record_table import RecordTable
from ui.desktop.records_model import Asked, Source
from ui.desktop.screen import Guide, about_menu
from ui.desktop.why import WhyBox

Beside = tuple[ListRow, tuple[HistoryLine, ...], tuple[Because, ...], tuple[Detail, ...], Standing]
"""The chosen line, its history, why it stands as it does, what else there is to read of it, and how it stands."""
WITHOUT_A_PAGE = ("members", "documents", "reviews", "modifications", "support_requests", "organisations", "people")


def list_source(kind: str) -> Source[ListRow]:
    from pma_assure.views import lists

    def said() -> dict[str, str]:
        return titles() if kind == "audit" else {}

    def ids(register: Register, as_of: date, asked: Asked) -> Sequence[str]:
        return lists.ids(
            register,
            as_of,
            kind,
            words=asked.words,
            sort=asked.sort,
            descending=asked.descending,
            titles=said(),
        )

    def rows(register: Register, as_of: date, ids: Sequence[str]) -> Sequence[ListRow]:
        return lists.rows(register, as_of, kind, ids, titles=said())

    return Source(columns=lists.columns(kind), ids=ids, rows=rows, cell=lambda one, place: one.cells[place])


class ListScreen(TabbedScreen):
    """``beside`` are the names and titles of what stands behind the same entry; ``switch`` shows one of them."""

    def __init__(
        self,
        guide: Guide,
        kind: Kind,
        beside: Sequence[tuple[str, str]] = (),
        switch: Switch = lambda *_: None,
    ) -> None:
        super().__init__(guide)
        self.kind = kind
        self._row: ListRow | None = None
        self._shown: object = None
        self.source = list_source(kind.name)
        add = None
        if kind.add is not None:
            deed, says = kind.add
            add = (says, lambda: guide.form(deed, {}))
        self.table: RecordTable[ListRow] = RecordTable(guide, kind.name, kind.title, self.source, add)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._open)
        self.detail = Scrolled("The chosen record", margins=(20, 12, 20, 16))
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.detail)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setStretchFactor(0, 1)
        self.detail.setMinimumHeight(120)
        self.splitter.setSizes(self.workplace.settings.widths("lists") or [390, 250])
        self.splitter.splitterMoved.connect(
            lambda *_: self.workplace.settings.keep_widths("lists", self.splitter.sizes())
        )
        self.lay_out(self.splitter, kind.name, beside, switch)

    def read(self) -> None:
        self.table.read()

    def look_changed(self) -> None:
        self._shown = None
        self.read()

    def show_reference(self, reference: str) -> None:
        self.table.choose(reference)

    def take_keys(self) -> None:
        self.table.view.setFocus()

    def start_filter(self) -> None:
        self.table.filter.setFocus()
        self.table.filter.selectAll()

    @property
    def reference(self) -> str:
        return self._row.reference if self._row is not None else ""

    def _open(self, chosen: ListRow) -> None:
        if chosen.reference:
            self.guide.go(chosen.reference)

    def _choose(self, chosen: ListRow) -> None:
        self._row = chosen
        if not chosen.reference or self.kind.name == "audit":
            self._show(chosen, (), ())
            return

        def question(register: Register, as_of: date) -> Beside:
            from pma_assure.views import history, record_details, standing, why

            lines = history.of(register, chosen.reference, limit=20, sentences=SENTENCES)
            stands = standing.of(register, chosen.reference)
            details = record_details.of(register, as_of, self.kind.name, chosen.reference)
            return chosen, lines, why.of(register, as_of, chosen.reference), details, stands

        self.workplace.ask(question, lambda found: self._show(*found), owner=self, slot="detail")

    def _show(
        self,
        chosen: ListRow,
        lines: tuple[HistoryLine, ...],
        reasons: tuple[Because, ...],
        details: tuple[Detail, ...] = (),
        stands: Standing = NOWHERE,
    ) -> None:
        if (chosen, lines, details, stands) == self._shown:
            return
        self._shown = (chosen, lines, details, stands)
        pairs = [(column_.title, cell) for column_, cell in zip(self.source.columns, chosen.cells, strict=True) if cell]
        head = row(words(chosen.reference or self.kind.title, "title", wrap=False, select=True), gap=14)
        if chosen.reference and self.kind.name != "audit":
            head.addWidget(self._buttons(chosen, reasons, stands))
        head.addStretch(1)
        left = held(column(held(head), facts(pairs), *self._details(details), gap=8))
        beside = row(left, gap=32)
        beside.setAlignment(left, Qt.AlignmentFlag.AlignTop)
        if lines:
            right = held(column(words("History", "heading"), *history_lines(lines), gap=6))
            beside.addWidget(right)
            beside.setAlignment(right, Qt.AlignmentFlag.AlignTop)
            beside.setStretch(0, 1)
            beside.setStretch(1, 1)
        self.detail.fill(held(beside))

    def _details(self, details: tuple[Detail, ...]) -> list[QWidget]:
        """What the columns have no room for; a record that is named can be gone to."""
        found: list[QWidget] = [facts([(one.name, one.text)]) for one in details if one.reference is None]
        for one in details:
            if one.reference is None:
                continue
            there = button(
                one.reference,
                partial(self.guide.go, one.reference),
                kind="link",
                name=f"{one.name}: go to {one.reference}",
            )
            line = row(words(one.name, "soft", wrap=False), there, words(one.text, select=True), gap=8)
            line.setStretch(2, 1)
            found.append(held(line))
        return found

    def _buttons(self, chosen: ListRow, reasons: tuple[Because, ...], stands: Standing) -> QWidget:
        open_it = button("Open", lambda: self._open(chosen), name=f"Open the page that shows {chosen.reference}")
        more = button("Do", lambda: None, name=f"What can be done to {chosen.reference}")
        more.setMenu(about_menu(chosen.reference, self.guide, more, state=stands.state, case=stands.case))
        parts: list[QWidget] = [open_it] if self.kind.name not in WITHOUT_A_PAGE else []
        parts.append(more)
        if self.kind.name == "evidence":
            save = button("Save a copy…", lambda: save_evidence(self.guide, self.window(), chosen.reference))
            parts.append(save)
        if reasons:
            asked = button(
                "Why?", lambda: WhyBox(reasons, asked).show_at(asked), kind="link", name=f"Why: {chosen.reference}"
            )
            parts.append(asked)
        line = row(*parts, gap=6)
        line.addStretch(1)
        return held(line)
