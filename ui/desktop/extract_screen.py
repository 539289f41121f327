"""The extract: passages on the left, what the Parties would receive in the middle, what is left to do on the right."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from pma_assure.register.register import Register
from pma_assure.rules.vocabulary import ExtractState, Ground
from pma_assure.rules.wording import short_day
from pma_assure.values.extract_page import ExtractPage, ToDo
from pma_assure.values.outcome import Done
from pma_assure.values.screens import NextDeed
from ui.desktop.exports import ExportEntry
from ui.desktop.extract_passages import PassagesPane
from ui.desktop.extract_preview import Preview
from ui.desktop.page_table import facts
from ui.desktop.pieces import Badge, Card, Scrolled, button, column, held, notice, row, rule, words
from ui.desktop.screen import Guide, Screen, dots
from ui.desktop.spoken import said, tone_of
from ui.desktop.theme import look
from ui.desktop.why import source

SIGNS = {"done": ("✓", "good"), "open": ("○", "attention"), "stopped": ("×", "late")}


class ExtractScreen(Screen):
    def __init__(self, guide: Guide) -> None:
        super().__init__(guide)
        self._reference = ""
        self._page: ExtractPage | None = None
        self.head = QWidget()
        self.passages = PassagesPane(guide)
        self.left_box = column(self.head, rule(), self.passages, gap=0)
        self.left_box.setStretch(2, 1)
        left = held(self.left_box)
        left.setMinimumWidth(330)
        self.preview = Preview(guide)
        self.preview.setMinimumWidth(300)
        self.right = Scrolled("Before release", margins=(16, 14, 16, 20))
        self.right.setMinimumWidth(250)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (left, self.preview, self.right):
            self.splitter.addWidget(part)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes(self.workplace.settings.widths("extract") or [450, 540, 290])
        self.splitter.splitterMoved.connect(
            lambda *_: self.workplace.settings.keep_widths("extract", self.splitter.sizes())
        )
        self.setLayout(column(self.splitter))

    @property
    def reference(self) -> str:
        return self._reference

    @property
    def case(self) -> str:
        return self._page.case if self._page is not None else ""

    def show_reference(self, reference: str) -> None:
        whole = reference.partition("/")[0]
        if whole != self._reference:
            self._reference, self._page = whole, None
            self.read()

    def take_keys(self) -> None:
        self.passages.take_up(None)

    def take_up(self, done: Done | None) -> None:
        self.passages.take_up(done)

    def look_changed(self) -> None:
        self._page = None
        self.read()

    def read(self) -> None:
        reference = self._reference

        def question(register: Register, as_of: date) -> ExtractPage:
            from pma_assure.views import extracts

            return extracts.page(register, as_of, reference)

        if reference:
            self.workplace.ask(question, self._show, owner=self, slot="page")

    def _show(self, page: ExtractPage) -> None:
        if page.reference != self._reference or page == self._page:
            return
        self._page = page
        self._draw_head(page)
        self.passages.show_page(page)
        self.preview.show_extract(page.version_reference)
        self.right.fill(*self._before_release(page))

    def _draw_head(self, page: ExtractPage) -> None:
        badge = Badge(said(ExtractState, page.state), tone_of(ExtractState, page.state))
        back = button("Back to the case", lambda: self.guide.go(page.case))
        named = {
            True: f"{page.organisation} is named",
            False: "the participant is not named",
            None: "naming not decided",
        }
        versions = f"{page.reference} version {page.number} · plan version {page.plan_version}"
        about = f"{versions} · {page.case} · {named[page.name_participant]}"
        top = row(back, badge, gap=10)
        top.insertStretch(1, 1)
        names = column(words(page.title, "title"), words(about, "soft", select=True), gap=2)
        hint = words(
            "Every passage starts withheld; publish only what the Parties need for the integrity of the SMKI"
            " arrangements.",
            "soft",
        )
        fresh = held(column(top, names, hint, margins=(18, 12, 14, 8), gap=4))
        self.left_box.replaceWidget(self.head, fresh)
        self.head.hide()
        self.head.deleteLater()
        self.head = fresh

    def _before_release(self, page: ExtractPage) -> list[QWidget]:
        parts: list[QWidget] = [words("Before release", "heading")]
        parts += [_todo(one) for one in page.before_release]
        if page.changed_since_decision:
            parts.append(notice("attention", [page.changed_since_decision]))
        parts.append(self._actions(page.actions))
        if page.withheld_counts:
            parts.append(words("Withheld so far", "heading"))
            pairs = [
                (said(Ground, ground).removeprefix("Withhold: ").capitalize(), str(n))
                for ground, n in page.withheld_counts
            ]
            parts.append(facts(pairs))
        if page.also_open:
            parts.append(words("The same words stand open elsewhere", "heading"))
            for withheld, published in page.also_open:
                parts.append(words(f"{withheld} is withheld, {published} is published"))
        if page.representations:
            parts.append(words("Representations", "heading"))
            parts += [self._representation(page, number) for number in range(len(page.representations))]
        if page.recipients:
            parts.append(words("Recipients", "heading"))
            for name, channel, recall in page.recipients:
                parts.append(words(f"{name}, {channel}{' — to be told' if recall else ''}"))
        if page.state in (ExtractState.APPROVED, ExtractState.RELEASED, ExtractState.CORRECTED, ExtractState.RECALLED):
            entries = [
                ExportEntry("As PDF…", page.reference, "pdf"),
                ExportEntry("As workbook…", page.reference, "xlsx"),
            ]
            line = row(*(button(one.title, partial(one.run, self.guide, self)) for one in entries), gap=6)
            line.addStretch(1)
            parts += [words("Export", "heading"), held(line)]
        facts_ = [("Prepared by", page.prepared_by), ("For", page.audience)]
        by_letter = f", by {', '.join(page.letters)}" if page.letters else ""
        facts_ += [("Consulted", f"{short_day(page.consulted_on)}{by_letter}")] if page.consulted_on else []
        facts_ += [("Answers by", short_day(page.respond_by))] if page.respond_by else []
        facts_ += [("Reviewed by", page.reviewed_by)] if page.reviewed_by else []
        facts_ += [("Decision", page.decision)] if page.decision else []
        parts += [rule(), facts(facts_)]
        return parts

    def _actions(self, actions: tuple[NextDeed, ...]) -> QWidget:
        lines = []
        for one in sorted(actions, key=lambda one: not one.primary):
            kind = "primary" if one.primary else ""
            lines.append(button(dots(one.title), partial(self.guide.form, one.deed, dict(one.given)), kind=kind))
        return held(column(*lines, gap=6, margins=(0, 4, 0, 8)))

    def _representation(self, page: ExtractPage, place: int) -> QWidget:
        one = page.representations[place]
        head = f"{one.number} · {short_day(one.received_on)}" + (
            f" · {one.passage}" if one.passage else " · on the whole"
        )
        lines: list[QWidget] = [words(head, "soft"), words(f"“{one.words}”", select=True)]
        if one.answer:
            lines.append(words(f"Answer: {one.answer}", select=True))
        else:
            given = {"extract": page.reference, "number": one.number}
            lines.append(
                button(
                    "Answer…",
                    lambda: self.guide.form("extract.answer_representation", given),
                    kind="link",
                    name=f"Answer representation {one.number}",
                )
            )
        return Card(column(*lines, margins=(10, 8, 10, 8), gap=2), name=f"Representation {one.number}")


def _todo(one: ToDo) -> QWidget:
    sign, tone = SIGNS.get(one.status, ("○", "quiet"))
    colours = look().tone(tone)
    label = words(f"{sign}  {one.what}")
    if one.status != "done":
        label.setStyleSheet(f"color: {colours.ink}")
    rests = source(one.rule, one.paragraph)
    label.setToolTip(f"By {rests}" if rests else "")
    label.setAccessibleName(f"{one.status}: {one.what}" + (f", by {rests}" if rests else ""))
    return label
