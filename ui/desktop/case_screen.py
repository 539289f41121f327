"""Cases: the list on the left, the chosen case on the right. The case is the home."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from pma_assure.register.register import Register
from pma_assure.rules.vocabulary import Classification, PartyCategory
from pma_assure.rules.wording import short_day
from pma_assure.values.case_page import CasePage
from pma_assure.values.outcome import Done
from pma_assure.values.screens import FirstStep, HistoryLine, NextDeed
from pma_assure.workflows.deeds import Deed
from ui.desktop import case_assessments, case_breaches, case_findings, case_suspensions, case_tabs, in_view
from ui.desktop.case_list import CaseList
from ui.desktop.case_plan import PlanTab
from ui.desktop.exports import ExportEntry, export_entries
from ui.desktop.first_steps import first_steps
from ui.desktop.history import SENTENCES, history_lines
from ui.desktop.letters import give_letters
from ui.desktop.page_table import PageTable
from ui.desktop.painted import strip
from ui.desktop.pieces import Parted, Scrolled, Tabs, button, column, held, row, rule, words
from ui.desktop.screen import Guide, Screen, deeds_about, dots
from ui.desktop.spoken import said

TABS = (
    "Overview",
    "Assessments",
    "Findings",
    "Breach",
    "Suspension",
    "Remediation plan",
    "Extracts",
    "Letters and papers",
    "Evidence",
    "History",
)
PLACE = {name: place for place, name in enumerate(TABS)}
SHORT = {"Remediation plan": "Plan", "Letters and papers": "Papers"}
"""What tabs are called where there is no room for all of them."""


class CasesScreen(Screen):
    def __init__(self, guide: Guide) -> None:
        super().__init__(guide)
        self.list = CaseList(guide)
        self.page = CaseView(guide)
        self.list.chosen.connect(self.page.show_case)
        self.list.opened.connect(lambda _: self.page.tabs.setFocus())
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.page)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.list.setMinimumWidth(250)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes(self.workplace.settings.widths("cases") or [290, 804])
        self.splitter.splitterMoved.connect(
            lambda *_: self.workplace.settings.keep_widths("cases", self.splitter.sizes())
        )
        self.setLayout(column(self.splitter))

    def read(self) -> None:
        def question(register: Register, _: date) -> tuple[FirstStep, ...]:
            from pma_assure.views import first_steps

            return first_steps.of(register)

        self.list.read()
        self.page.read()
        self.workplace.ask(question, self.page.show_first_steps, owner=self, slot="first steps")

    def look_changed(self) -> None:
        self.page.forget()
        self.read()

    def show_reference(self, reference: str) -> None:
        self.list.choose(reference)
        self.page.show_case(reference)

    def take_keys(self) -> None:
        self.list.view.setFocus()

    def take_up(self, done: Done | None) -> None:
        shown = self.page.tabs if self.page.whole.isVisible() else self.list.view
        shown.setFocus()

    def start_filter(self) -> None:
        self.list.filter.setFocus()
        self.list.filter.selectAll()

    @property
    def reference(self) -> str:
        return self.page.reference

    @property
    def case(self) -> str:
        return self.page.reference

    def begun(self, deed: Deed) -> dict[str, object]:
        return self.page.begun(deed)


class CaseView(QWidget):
    """One case: header, strip, tabs. What did not change is not drawn again."""

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        self.guide, self.workplace = guide, guide.workplace
        self.reference = ""
        self._page: CasePage | None = None
        self._another = False
        """Whether another case was chosen than the one whose tabs were scrolled."""
        self._history: tuple[HistoryLine, ...] | None = None
        self._drawn: dict[int, object] = {}
        self._more: dict[str, str] = {}
        """Tab -> what stands after its name: how many there are, which version."""
        self.head = QWidget()
        self._head_box = column(self.head)
        self.tabs = Tabs()
        self.tabs.setAccessibleName("Parts of the case")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        for name in TABS:
            self.tabs.addTab(name)
        self.bodies = [Scrolled(name, margins=(20, 14, 20, 20)) for name in TABS]
        self.stack = QStackedWidget()
        for body in self.bodies:
            self.stack.addWidget(body)
        self.plan = PlanTab(guide, self.bodies[PLACE["Remediation plan"]])
        self.tabs.currentChanged.connect(self._show_tab)
        self.whole = held(column(self._head_box, row(self.tabs, margins=(20, 4, 20, 0)), rule(), self.stack, gap=0))
        self._head_box.setContentsMargins(20, 14, 20, 4)
        self.nothing = Scrolled("No case is chosen", margins=(20, 16, 20, 20))
        self.show_first_steps(())
        self.setLayout(column(self.nothing, self.whole))
        self.whole.hide()

    def show_first_steps(self, steps: tuple[FirstStep, ...]) -> None:
        """What stands here while no case is chosen: in a new register, what to enter first."""
        if steps:
            self.nothing.fill(first_steps(steps, self.guide))
        else:
            choose = words("Choose a case on the left, or open one with Ctrl+N.", "soft")
            choose.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.nothing.fill(choose)

    def show_case(self, reference: str) -> None:
        if reference != self.reference:
            self.reference = reference
            self._history = None
            self._another = True
            self.read()

    def forget(self) -> None:
        self._page = None
        self._history = None
        self._drawn.clear()

    def read(self) -> None:
        reference = self.reference
        if not reference:
            return

        def question(register: Register, as_of: date) -> CasePage:
            from pma_assure.views import cases

            return cases.page(register, as_of, reference)

        self.workplace.ask(question, self._show, owner=self, slot="page")

    def _show(self, page: CasePage) -> None:
        if page.reference == self.reference and page != self._page:
            self._page = page
            self._drawn.clear()
            self._history = None
            if self._another:
                self._another = False
                for body in self.bodies:
                    body.verticalScrollBar().setValue(0)
            self._draw_head(page)
            self._name_tabs(page)
            self._show_tab(self.tabs.currentIndex())
        self.nothing.hide()
        self.whole.show()

    def _draw_head(self, page: CasePage) -> None:
        about = [
            page.reference,
            f"opened {short_day(page.opened_on)}",
            said(PartyCategory, page.category),
            said(Classification, page.classification),
        ]
        about += [f"kept by {page.owner}"] if page.owner else []
        about += ["closed"] if page.state == "closed" else []
        title = f"{page.organisation} — {page.title}" if page.organisation not in page.title else page.title
        buttons = self._buttons(page)
        names = column(words(title, "title", select=True), Parted(about), gap=2)
        top = row(names, buttons, gap=16)
        top.setStretch(0, 1)
        top.setAlignment(buttons, Qt.AlignmentFlag.AlignTop)
        fresh = held(column(top, strip(page.strip, self._go), gap=10))
        self._head_box.replaceWidget(self.head, fresh)
        self.head.hide()
        self.head.deleteLater()
        self.head = fresh

    def _buttons(self, page: CasePage) -> QWidget:
        primary = next((one for one in page.actions if one.primary), None)
        offered = [one for one in page.actions if one is not primary]
        known = {one.deed for one in page.actions}
        others = [one for one in deeds_about(page.reference) if one.deed not in known]
        menu = QMenu(self)
        for group in (offered, others):
            for one in group:
                self._entry(menu, one)
            menu.addSeparator()
        give_letters(menu)
        more = button("Do", lambda: None, name="What can be done in this case")
        more.setMenu(menu)
        parts: list[QWidget] = [more]
        exports = export_entries(page)
        if exports:
            files = QMenu(self)
            for entry in exports:
                files.addAction(f"{entry.title}…").triggered.connect(partial(self._export, entry))
            give_letters(files)
            export = button("Export", lambda: None, name="Export a document of this case")
            export.setMenu(files)
            parts.append(export)
        if primary is not None:
            parts.append(
                button(dots(primary.title), lambda: self.guide.form(primary.deed, dict(primary.given)), kind="primary")
            )
        return held(row(*parts, gap=6))

    def _export(self, entry: ExportEntry, _: bool = False) -> None:
        entry.run(self.guide, self)

    def _entry(self, menu: QMenu, one: NextDeed) -> None:
        menu.addAction(dots(one.title)).triggered.connect(lambda _=False: self.guide.form(one.deed, dict(one.given)))

    def begun(self, deed: Deed) -> dict[str, object]:
        """What the form of a deed begins with: the chosen line of a table, or what the case makes plain."""
        focused = self.window().focusWidget()
        chosen: tuple[str, ...] = ()
        if isinstance(focused, PageTable) and self.isAncestorOf(focused) and focused.currentIndex().isValid():
            line = focused.currentIndex().siblingAtColumn(0)
            chosen = in_view.with_its_whole(str(line.data()))
        return in_view.begun(deed, chosen, self._page)

    def primary(self) -> None:
        """Do what is next, from the keyboard."""
        if self._page is not None:
            found = next((one for one in self._page.actions if one.primary), None)
            if found is not None:
                self.guide.form(found.deed, dict(found.given))

    def _name_tabs(self, page: CasePage) -> None:
        written = len(page.letters) + len(page.papers)
        newest = max((v.number for p in page.plans for v in p.versions), default=0)
        self._more = {
            name: more
            for name, more in (
                ("Assessments", str(len(page.assessments))),
                ("Findings", str(len(page.findings))),
                ("Breach", str(len(page.breaches)) if len(page.breaches) > 1 else "0"),
                ("Remediation plan", f"v{newest}" if newest else "0"),
                ("Extracts", str(len(page.extracts))),
                ("Letters and papers", str(written)),
                ("Evidence", str(len(page.evidence))),
            )
            if more != "0"
        }
        for name, there in (
            ("Assessments", page.assessments or page.reliances),
            ("Breach", page.breaches),
            ("Suspension", (*page.suspensions, *page.crl)),
            ("Remediation plan", page.plans),
            ("Extracts", page.extracts),
        ):
            place = PLACE[name]
            # A call that changes nothing would make Qt forget to lay out what the call before it changed.
            if self.tabs.isTabVisible(place) != bool(there):
                self.tabs.setTabVisible(place, bool(there))
        self._write_tabs()

    def _write_tabs(self) -> None:
        """The names of the tabs with their numbers: short ones where the long would not fit, then without numbers."""
        room = self.width() - 40
        for short, numbered in ((False, True), (True, True), (True, False)):
            for name, place in PLACE.items():
                more = self._more.get(name) if numbered else None
                said_ = " ".join(part for part in (SHORT.get(name, name) if short else name, more) if part)
                if self.tabs.tabText(place) != said_:
                    self.tabs.setTabText(place, said_)
                    self.tabs.setTabToolTip(place, name if short and name in SHORT else "")
            if self.tabs.sizeHint().width() <= room:
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._page is not None:
            self._write_tabs()

    def _go(self, reference: str) -> None:
        """A step of the strip: most records stand on a tab of this very page."""
        if not self.show_part(reference):
            self.guide.go(reference)

    def show_part(self, reference: str) -> bool:
        """Turn to the tab on which a record of the case stands; whether there is one."""
        for prefix, tab in (
            ("ASMT", "Assessments"),
            ("RELY", "Assessments"),
            ("FIND", "Findings"),
            ("CAP", "Findings"),
            ("BRCH", "Breach"),
            ("SUSP", "Suspension"),
            ("CRL", "Suspension"),
            ("PLAN", "Remediation plan"),
            ("EVID", "Evidence"),
        ):
            if reference.startswith(prefix):
                self.tabs.setCurrentIndex(PLACE[tab])
                return True
        return False

    def _show_tab(self, tab: int) -> None:
        self.stack.setCurrentIndex(tab)
        page = self._page
        if page is None or self._drawn.get(tab) is page:
            return
        if tab == PLACE["History"]:
            self._read_history(page)
            return
        self._drawn[tab] = page
        if tab == PLACE["Remediation plan"]:
            self.plan.show_page(page, self.workplace.as_of)
            return
        make = {
            "Overview": case_tabs.overview,
            "Assessments": case_assessments.assessments,
            "Findings": case_findings.findings,
            "Breach": case_breaches.breaches,
            "Suspension": case_suspensions.suspensions,
            "Extracts": case_tabs.extracts,
            "Letters and papers": case_tabs.papers,
            "Evidence": case_tabs.evidence,
        }[TABS[tab]]
        body = self.bodies[tab]
        chosen = {table.accessibleName(): table.chosen_name for table in body.findChildren(PageTable)}
        body.fill(*make(page, self.workplace.as_of, self.guide))
        for table in body.findChildren(PageTable):
            table.choose(chosen.get(table.accessibleName(), ""))

    def _read_history(self, page: CasePage) -> None:
        def question(register: Register, _: date) -> tuple[HistoryLine, ...]:
            from pma_assure.views import history

            return history.of(register, page.reference, sentences=SENTENCES)

        def show(lines: tuple[HistoryLine, ...]) -> None:
            if self._page is page:
                self._drawn[PLACE["History"]] = page
                self.bodies[PLACE["History"]].fill(*history_lines(lines))

        self.workplace.ask(question, show, owner=self, slot="history")
