"""The window's inside once a register is open: navigation, the screens, the search, and the way between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QMenu, QStackedWidget, QWidget
from shiboken6 import isValid

from pma_assure.register.register import Register
from pma_assure.rules.references import KINDS
from pma_assure.rules.refusal import Refused
from pma_assure.rules.wording import count
from pma_assure.values.outcome import Done
from pma_assure.values.screens import Counts
from ui.deed_services import deed_named
from ui.desktop.letters import give_letters
from ui.desktop.list_tabs import TabbedScreen
from ui.desktop.named_lists import KINDS as LISTS
from ui.desktop.navigation import BESIDE, ENTRY, GROUPS, Navigation
from ui.desktop.pieces import held, row
from ui.desktop.screen import Screen
from ui.desktop.search_line import SearchLine
from ui.desktop.status import Foot
from ui.desktop.workplace import Workplace

PAGES = {"CASE": "cases", "MTG": "meetings", "EXT": "extract"}
OWN_LISTS = {"ORG": "organisations", "PERS": "people", "DOC": "documents", "REQ": "documents", "REV": "reviews"}
NO_LISTS = {"seats": "Seats over the years"}
"""What stands beside lists and is none: its title."""
WIDE = {"extract": "extracts", "sheet": "cases"}
"""Screens that are shown without the navigation, and where they belong in it."""
ON_A_SHEET = re.compile(r"ASMT-[A-Z0-9-]+/(SHEET|[LO]\d+)")
"""The sheet of an assessment, a line or an observation of it."""
OPENS = ("case.open", "meeting.schedule", "extract.prepare", "suspension.record_night")
"""Deeds that make a record with a page of its own; it is shown when they are done."""


def _title(name: str) -> str:
    """What the tab of a screen says that stands behind an entry of the navigation."""
    return LISTS[name].title if name in LISTS else NO_LISTS[name]


class Shell(QWidget):
    """``moved`` says that another screen or record is shown."""

    moved = Signal()

    def __init__(self, workplace: Workplace, foot: Foot) -> None:
        super().__init__()
        self.workplace, self.foot = workplace, foot
        self._screens: dict[str, Screen] = {}
        self._shown = ""
        self._been: list[tuple[str, str]] = []
        self.navigation = Navigation()
        self.navigation.chosen.connect(self.show_screen)
        self.stack = QStackedWidget()
        line = row(self.navigation, self.stack, gap=0)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.search = SearchLine(workplace, self)
        self.search.opened.connect(self.go)
        # A menu bar gives its corner the size that is wished for, not the one that is fixed.
        self.corner = held(row(self.search, margins=(0, 2, 10, 3)))
        workplace.saved.connect(self._saved)
        workplace.who_changed.connect(self.say_where)
        self.read_counts()
        self.say_where()
        self.show_screen("today")

    # --- screens --------------------------------------------------------------------------------------------------

    def _screen(self, name: str) -> Screen:
        if name not in self._screens:
            made = self._make(name)
            self._screens[name] = made
            self.stack.addWidget(made)
        return self._screens[name]

    def _make(self, name: str) -> Screen:
        beside = tuple((one, _title(one)) for one in BESIDE.get(ENTRY.get(name, ""), ()))
        if name in LISTS:
            from ui.desktop.list_screen import ListScreen

            return ListScreen(self, LISTS[name], beside, self._to_list)
        if name == "seats":
            from ui.desktop.seats_screen import SeatsScreen

            return SeatsScreen(self, beside, self._to_list)
        if name == "today":
            from ui.desktop.today_screen import TodayScreen

            return TodayScreen(self)
        if name == "cases":
            from ui.desktop.case_screen import CasesScreen

            return CasesScreen(self)
        if name == "programme":
            from ui.desktop.programme_screen import ProgrammeScreen

            return ProgrammeScreen(self)
        if name == "meetings":
            from ui.desktop.meeting_screen import MeetingsScreen

            return MeetingsScreen(self)
        if name == "sheet":
            from ui.desktop.fieldwork_screen import FieldworkScreen

            return FieldworkScreen(self)
        from ui.desktop.extract_screen import ExtractScreen

        return ExtractScreen(self)

    @property
    def screen_shown(self) -> Screen:
        return self._screens[self._shown]

    @property
    def name_shown(self) -> str:
        return self._shown

    def show_screen(self, name: str, reference: str = "") -> None:
        """Show a screen, and on it a record. What was shown before is kept for Back."""
        if self._shown:
            before = (self._shown, self.screen_shown.reference)
            if before != (name, reference) and (not self._been or self._been[-1] != before):
                self._been.append(before)
        screen = self._screen(name)
        self._shown = name
        self.stack.setCurrentWidget(screen)
        # These need the width: what the Parties receive, or what is filled in, stands beside the passages or clauses.
        self.navigation.setVisible(name not in WIDE)
        self.navigation.show_chosen(WIDE.get(name) or ENTRY.get(name, name))
        if reference:
            screen.show_reference(reference)
        if screen.stale:
            screen.stale = False
            screen.read()
        self.moved.emit()

    def back(self) -> None:
        if self._been:
            name, reference = self._been.pop()
            self._shown = ""
            self.show_screen(name, reference)

    def go(self, reference: str) -> None:
        """Show the page that shows this record; a record without a page is shown in its list."""
        head = reference.split("-")[0]
        if ON_A_SHEET.fullmatch(reference.upper()):
            self.show_screen("sheet", reference)
            return
        if head in PAGES:
            self.show_screen(PAGES[head], reference)
            return
        if head in OWN_LISTS:
            self.show_screen(OWN_LISTS[head], reference)
            return

        def question(register: Register, _: date) -> str | None:
            from pma_assure.views import cases

            return cases.of(register, reference)

        def show(page: str | None) -> None:
            if page is not None and page.split("-")[0] in PAGES:
                self.show_screen(PAGES[page.split("-")[0]], page)
                self._show_part(reference)
            elif KINDS.get(head, "") + "s" in LISTS:
                self.show_screen(KINDS[head] + "s", reference)
            else:
                self.say(f"{reference} has no page of its own.")

        self.workplace.ask(question, show, owner=self, slot="go", failed=lambda refusal: self.say(str(refusal), "late"))

    def _show_part(self, reference: str) -> None:
        """Whoever went to a part of a case stands where that part is."""
        from ui.desktop.case_screen import CasesScreen

        shown = self.screen_shown
        if isinstance(shown, CasesScreen):
            shown.page.show_part(reference)

    # --- deeds ----------------------------------------------------------------------------------------------------

    def form(self, deed: str, given: Mapping[str, object], begun: Mapping[str, object] | None = None) -> None:
        """``begun`` stands in the fields and can be changed; what is ``given`` is not asked again."""
        from ui.desktop.deed_form import DeedForm

        within = next((str(one) for one in given.values() if str(one).startswith("CASE-")), self.screen_shown.case)
        try:
            opened = DeedForm(self.workplace, deed, given, self.window(), begun=begun, within=within)
        except Refused as refusal:
            self.say(str(refusal), "late")
            return
        before = self.window().focusWidget()
        came_of_it: list[Done] = []
        opened.deed_done.connect(came_of_it.append)
        opened.deed_done.connect(self._done)
        # When the form is gone: Qt itself would give the keyboard to whatever comes first in the window.
        opened.finished.connect(
            lambda _: QTimer.singleShot(0, self, lambda: self._take_up(before, came_of_it[0] if came_of_it else None))
        )
        opened.open()

    def _take_up(self, before: QWidget | None, done: Done | None) -> None:
        """After a form: the keyboard goes back to the list it was in, or else to where the screen is gone on with."""
        if QApplication.activeModalWidget() is not None:
            return  # another form was opened from this one
        shown = self.screen_shown
        stays = before is not None and isValid(before) and before.isVisible() and shown.isAncestorOf(before)
        kept = done is None or isinstance(before, QAbstractItemView)
        if before is not None and stays and kept and not isinstance(before, QLineEdit):
            before.setFocus()
        else:
            shown.take_up(done)

    def palette_of_deeds(self) -> None:
        from ui.desktop.deed_palette import DeedPalette

        opened = DeedPalette(self.window())
        opened.chosen.connect(lambda name: self.form(name, {}, self.screen_shown.begun(deed_named(name))))
        opened.open()

    def import_workbook(self) -> None:
        from ui.desktop.import_dialog import ImportDialog

        opened = ImportDialog(self.workplace, self.window())
        opened.taken_in.connect(lambda sentence: self.say(sentence, "good"))
        opened.open()

    def _export(self, what: str) -> None:
        from ui.desktop import exports

        exports.OF_THE_REGISTER[what](self, self.window())

    def _done(self, result: Done) -> None:
        about = f" ({result.reference})" if result.reference else ""
        self.say(f"Done: {deed_named(result.deed).title.rstrip('…')}{about}.", "good")
        if result.deed in OPENS and result.reference:
            self.go(result.reference)

    def say(self, sentence: str, tone: str = "") -> None:
        self.foot.say(sentence, tone)

    # --- reading again --------------------------------------------------------------------------------------------

    def _saved(self, changed: frozenset[str] | None) -> None:
        for screen in self._screens.values():
            screen.stale = True
        self.read_again()
        if changed is None:
            self.say("Read again: another window or program saved.")

    def read_again(self) -> None:
        shown = self.screen_shown
        shown.stale = False
        shown.read()
        self.read_counts()
        self.say_where()

    def look_changed(self) -> None:
        for screen in self._screens.values():
            screen.stale = True
        self.screen_shown.stale = False
        self.screen_shown.look_changed()
        for name, screen in self._screens.items():
            if name != self._shown:
                screen.look_changed()
        self.navigation.update()

    def read_counts(self) -> None:
        def question(register: Register, as_of: date) -> Counts:
            from pma_assure.views import today

            return today.counts(register, as_of)

        self.workplace.ask(question, self._show_counts, owner=self, slot="counts")

    def _show_counts(self, counts: Counts) -> None:
        self.navigation.show_counts(
            {
                "today": counts.duties,
                "cases": counts.cases,
                "assessments": counts.assessments,
                "evidence_requests": counts.evidence_requests,
                "findings": counts.findings,
                "breaches": counts.breaches,
                "plans": counts.plans,
                "extracts": counts.extracts,
                "meetings": counts.meetings,
            }
        )

    def say_where(self) -> None:
        """Say at the foot which register this is, who acts, and how long the audit trail is."""
        workplace = self.workplace
        locked = "encrypted" if workplace.register.encrypted else "not encrypted"
        saved = f" · saved {workplace.saved_at:%H:%M}" if workplace.saved_at else ""
        self.foot.left.setText(f"Register: {workplace.register.path.name} · {locked}{saved}")

        def question(register: Register, _: date) -> int:
            from pma_assure.views import identity

            return identity.entries(register)

        def show(entries: int) -> None:
            who = workplace.who.in_words if workplace.who else "nobody acts yet"
            self.foot.right.setText(f"{who} · audit trail {count(entries, 'entry', 'entries')}")

        workplace.ask(question, show, owner=self, slot="entries")

    def copy_reference(self) -> None:
        reference = self.screen_shown.reference
        if reference:
            QApplication.clipboard().setText(reference)
            self.say(f"Copied: {reference}")
        else:
            self.say("Nothing with a reference is chosen.")

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the window's actions do while a register is open."""
        found: dict[str, Callable[[], object]] = {
            name: partial(self._to_screen, name) for _, screens in GROUPS for name, _ in screens
        }
        found.update(
            {
                "deed": self.palette_of_deeds,
                "import": self.import_workbook,
                **{name: partial(self._export, name) for name in ("export", "calendar", "annual")},
                "copy_reference": self.copy_reference,
                "search": self._start_search,
                "filter": lambda: self.screen_shown.start_filter(),
                "refresh": self.read_again,
                "back": self.back,
                "open_case": lambda: self.form("case.open", {}),
                "night": lambda: self.form("suspension.record_night", {}),
                "note": partial(self._form_about, "case.note", "case"),
                "finding": partial(self._form_about, "finding.draft", "case"),
                "evidence_add": partial(self._form_about, "evidence.add", "case"),
                "sheet": self._sheet,
                "case_next": self._case_next,
                "schedule": lambda: self.form("meeting.schedule", {}),
                "item_list": partial(self._form_about, "item.list", "meeting"),
                "arrivals": self._arrivals,
                "item_next": lambda: self._move_item(1),
                "item_previous": lambda: self._move_item(-1),
            }
        )
        return found

    def allowed(self, needs: str) -> bool:
        """Whether what an action needs is shown: a case, a meeting."""
        if needs in ("", "register"):
            return True
        name = {"case": "cases", "meeting": "meetings"}[needs]
        return self._shown == name

    def _to_screen(self, name: str) -> None:
        self.show_screen(name)
        self.screen_shown.take_keys()

    def _to_list(self, name: str, by_keyboard: bool) -> None:
        """Show a list that stands behind the same entry; whoever went along the tabs by keyboard stays on them."""
        self.show_screen(name)
        shown = self.screen_shown
        if isinstance(shown, TabbedScreen) and by_keyboard:
            shown.take_tabs()
        else:
            shown.take_keys()

    def _start_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _form_about(self, deed: str, parameter: str) -> None:
        """Open the form of a deed about the record that is shown."""
        self.form(deed, {parameter: self.screen_shown.reference})

    def _case_next(self) -> None:
        from ui.desktop.case_screen import CasesScreen

        shown = self.screen_shown
        if isinstance(shown, CasesScreen):
            shown.page.primary()

    def _sheet(self) -> None:
        """Show the sheet of the case's assessment; of several, the one that is chosen."""
        case = self.screen_shown.reference

        def question(register: Register, _: date) -> tuple[tuple[str, str], ...]:
            from pma_assure.views import fieldwork

            return fieldwork.sheets_of_case(register, case)

        def show(found: tuple[tuple[str, str], ...]) -> None:
            if not found:
                self.say("No assessment of this case has a sheet, or may have one now.", "attention")
            elif len(found) == 1:
                self.go(f"{found[0][0]}/sheet")
            else:
                menu = QMenu(self)
                for reference, title in found:
                    menu.addAction(f"{reference}  {title}").triggered.connect(
                        lambda _=False, reference=reference: self.go(f"{reference}/sheet")
                    )
                give_letters(menu)
                menu.aboutToHide.connect(menu.deleteLater)
                menu.popup(self.stack.mapToGlobal(self.stack.rect().center()))

        if case:
            self.workplace.ask(question, show, owner=self, slot="sheet")

    def _arrivals(self) -> None:
        from ui.desktop.meeting_screen import MeetingsScreen

        shown = self.screen_shown
        if isinstance(shown, MeetingsScreen) and shown.reference:
            shown.meeting.arrivals()

    def _move_item(self, by: int) -> None:
        from ui.desktop.meeting_screen import MeetingsScreen

        shown = self.screen_shown
        if isinstance(shown, MeetingsScreen):
            shown.move_item(by)
