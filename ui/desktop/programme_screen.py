"""The year's programme: participants down, months across; what is new is planned in one deed, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from pma_assure.register.register import Register
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import AssessmentState, LetterKind
from pma_assure.rules.wording import count
from pma_assure.values.outcome import Done
from pma_assure.values.programme_page import ProgrammePage, ProgrammeRow, YearAssessment
from pma_assure.values.screens import Choice
from pma_assure.workflows.deeds import Deed, Parameter
from ui.deed_services import deed_named
from ui.desktop.field_reference import Picker
from ui.desktop.pieces import Scrolled, button, column, held, notice, row, rule, words
from ui.desktop.programme_drafts import NewRow, YearDrafts
from ui.desktop.programme_table import ASSESSOR, ProgrammeModel, ProgrammeTable
from ui.desktop.screen import Guide, Screen
from ui.desktop.why import source

DEED = "assessment.plan_year"
OF_ROW = re.compile(r"Row (\d+), [^:]*: ")
NOTES = 4
"""More than these of what came of a deed are counted, not shown."""


def _parameter(name: str) -> Parameter:
    return next(one for one in deed_named(DEED).parameters if one.name == name)


class ProgrammeScreen(Screen):
    def __init__(self, guide: Guide) -> None:
        super().__init__(guide)
        self.year = self.workplace.as_of.year
        self._page: ProgrammePage | None = None
        self._wanted = ""
        self._busy = False
        self.model = ProgrammeModel()
        key = Qt.Key
        self.table = ProgrammeTable(
            self.model,
            {
                key.Key_Space: self.mark,
                key.Key_X: self.mark,
                key.Key_A: self._to_assessor,
                key.Key_C: self._to_criteria,
                key.Key_N: self.notify,
                key.Key_R: self.remind,
                key.Key_P: self.plan_chosen,
                key.Key_Delete: self.take_out,
                key.Key_Backspace: self.take_out,
                key.Key_Return: self.open_chosen,
                key.Key_Enter: self.open_chosen,
                key.Key_Plus: partial(self.show_year, 1),
                key.Key_Equal: partial(self.show_year, 1),
                key.Key_Minus: partial(self.show_year, -1),
            },
        )
        self._lay_out()
        self.table.selectionModel().currentChanged.connect(lambda *_: self._say_row())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._say_chosen())
        self.model.modelReset.connect(self._say_row)
        self._shortcut("Ctrl+Return", self.plan)
        self._shortcut("Ctrl+Enter", self.plan)
        self._shortcut("Esc", self.take_keys)

    def _shortcut(self, keys: str, does: Callable[[], object]) -> None:
        made = QShortcut(QKeySequence(keys), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.setAutoRepeat(False)
        made.activated.connect(does)

    def _lay_out(self) -> None:
        self.title = words("Year's programme", "title", wrap=False)
        before = button("‹", partial(self.show_year, -1), name="The year before", help="-")
        after = button("›", partial(self.show_year, 1), name="The year after", help="+")
        for one in (before, after):
            one.setFixedWidth(34)
        self.year_shown = words(str(self.year), "heading", wrap=False)
        self.counted = words("", "soft", wrap=False)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter participants…")
        self.filter.setAccessibleName("Filter participants")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(170)
        self.filter.textChanged.connect(self._filter)
        self.filter.returnPressed.connect(self.take_keys)
        self.notify_button = button("Notify…  N", self.notify, name="Notify the chosen participants")
        self.remind_button = button("Remind…  R", self.remind, name="Remind the chosen participants")
        self.chosen_button = button(
            "Plan…  P", self.plan_chosen, name="Plan what is proposed for the chosen participants"
        )
        self.plan_button = button("Plan", self.plan, kind="primary", help="Ctrl+Return")
        top = row(self.title, before, self.year_shown, after, self.counted, margins=(20, 12, 16, 10), gap=8)
        top.addStretch(1)
        top.addWidget(self.filter)
        for one in (self.chosen_button, self.notify_button, self.remind_button, self.plan_button):
            top.addWidget(one)
        self.about = Scrolled("The chosen participant", margins=(20, 8, 20, 4), gap=2)
        self.about.setFixedHeight(self.fontMetrics().lineSpacing() * 5 + 16)
        self._said: QFrame | None = None
        self.foot = column(margins=(20, 0, 16, 0))
        self.whole = column(top, rule(), self.table, rule(), self.about, self.foot, rule(), self._lines(), gap=0)
        self.whole.setStretch(2, 1)
        self.setLayout(self.whole)

    def _lines(self) -> QWidget:
        """What the chosen rows get, and what all that is new rests on."""
        self.assessor = Picker(("organisation",), self._assessors)
        self.assessor.setAccessibleName("Assessor of the chosen rows")
        self.assessor.setPlaceholderText("Return sets it on the chosen rows")
        self.assessor.chosen.connect(self._take_assessor)
        self.assessor.returnPressed.connect(self._assessor_typed)
        self.criteria = QLineEdit()
        self.criteria.setAccessibleName("Criteria of the chosen rows")
        self.criteria.setPlaceholderText("RAPP 2.1; CP 1.0 — Return sets them on the chosen rows")
        self.criteria.returnPressed.connect(self._take_criteria)
        self.clause = QLineEdit()
        clause = _parameter("policy_clause")
        self.clause.setAccessibleName(clause.label)
        self.clause.setPlaceholderText("Empty: only proposed")
        self.clause.setToolTip(clause.help)
        self.clause.textChanged.connect(lambda _: self._say_all())
        self.rationale = QLineEdit()
        self.rationale.setAccessibleName(_parameter("rationale").label)
        self.rationale.setPlaceholderText("The PMA's judgement, for all that are new; needed with a clause (R57)")
        self.chosen_words = words("", "soft", wrap=False)
        first = row(words("Assessor", "soft", wrap=False), self.assessor, gap=8)
        first.addWidget(words("Criteria", "soft", wrap=False))
        first.addWidget(self.criteria, 1)
        first.addWidget(self.chosen_words)
        self.assessor.setFixedWidth(260)
        second = row(words(clause.label, "soft", wrap=False), self.clause, gap=8)
        second.addWidget(words(_parameter("rationale").label, "soft", wrap=False))
        second.addWidget(self.rationale, 1)
        self.clause.setFixedWidth(210)
        hint = words(
            "Space chooses a month on every chosen row · A assessor · C criteria · Delete takes out what is new"
            " · Return opens · P plans what is proposed · Ctrl+Return makes what is new",
            "soft",
            wrap=False,
        )
        return held(column(first, second, hint, margins=(20, 8, 16, 8), gap=6))

    # --- reading --------------------------------------------------------------------------------------------------

    @property
    def reference(self) -> str:
        found = self._current()
        return found.reference if found is not None else ""

    def _current(self) -> ProgrammeRow | None:
        return self.model.row_at(self.table.currentIndex().row())

    def begun(self, deed: Deed) -> dict[str, object]:
        """Letters about several records are about those of the chosen rows: before the notice, they give it."""
        chosen = self.table.chosen
        planned = self._planned(chosen, self._may_be_notified)
        about = planned or self._planned(chosen, lambda one: one.counts)
        if deed.name != "letter.draft_many" or not about:
            return super().begun(deed)
        return {"about": about, **({"kind": LetterKind.NOTIFICATION.value} if planned else {})}

    def show_reference(self, reference: str) -> None:
        self._wanted = reference
        self._choose_wanted()

    def read(self) -> None:
        year = self.year

        def question(register: Register, _: date) -> ProgrammePage:
            from pma_assure.views import programme

            return programme.page(register, year)

        self.workplace.ask(
            question,
            self._show,
            owner=self,
            slot="page",
            failed=lambda refusal: self.guide.say(str(refusal), "late"),
        )

    def look_changed(self) -> None:
        self.model.look_again()
        self._clear_said()

    def _show(self, page: ProgrammePage) -> None:
        if page.year != self.year:
            return
        drafts = self.model.drafts
        if self._page is None or self._page.year != page.year or drafts is None:
            drafts = YearDrafts(self.workplace.drafts, page.year)
            if drafts.rows:
                self.guide.say("What was chosen and not planned is here, as it was left.", "attention")
        before = self.table.currentIndex()
        number, month = before.row(), max(1, before.column())
        self._page = page
        self.model.show_page(page, drafts)
        self.table.fit()
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.choose(min(max(0, number), self.model.rowCount() - 1), month)
        self._choose_wanted()
        self._say_all()

    def _choose_wanted(self) -> None:
        number = self.model.row_of(self._wanted) if self._wanted else -1
        if number >= 0:
            self.table.choose(number, max(1, self.table.currentIndex().column()))
            self._wanted = ""

    def show_year(self, by: int) -> None:
        self.year = min(2199, max(1991, self.year + by))
        self.year_shown.setText(str(self.year))
        self._clear_said()
        self.read()

    def take_keys(self) -> None:
        self.table.setFocus()

    def start_filter(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    def _filter(self, typed: str) -> None:
        reference, month = self.reference, max(1, self.table.currentIndex().column())
        self.model.filter(typed)
        if self.model.rowCount():
            self.table.choose(max(0, self.model.row_of(reference)), month)

    # --- what stands beside the grid ------------------------------------------------------------------------------

    def _say_all(self) -> None:
        page, new = self._page, self._new()
        if page is None:
            return
        overlapping = sum(1 for one in page.rows if any(not pair.agreed for pair in one.overlaps))
        parts = [f"{sum(len(one.planned) for one in page.rows)} planned"]
        parts += [f"{len(new)} new"] if new else []
        parts += [f"{overlapping} overlapping"] if overlapping else []
        self.counted.setText(" · ".join(parts))
        does = "Plan" if self.clause.text().strip() else "Propose"
        self.plan_button.setText(f"{does} {len(new)} new" if new else does)
        self.plan_button.setAccessibleName(f"{does} {len(new)} new of {page.year}" if new else f"{does} what is new")
        self.plan_button.setToolTip(
            "Ctrl+Return" if does == "Plan" else "Ctrl+Return. They are planned once the clause of the policy is named."
        )
        self.plan_button.setEnabled(bool(new) and not self._busy)
        self._say_row()
        self._say_chosen()

    def _say_row(self) -> None:
        sentences = self.model.sentences(self.table.currentIndex().row())
        if not sentences:
            nobody = "No participant is in the register yet: add an organisation, or import a workbook (Ctrl+Shift+I)."
            none = "" if self._page is None else nobody if not self._page.rows else "No participant has these words."
            self.about.fill(words(none, "soft"))
            return
        self.about.fill(words(sentences[0], "heading"), *(words(one, select=True) for one in sentences[1:]))

    def _say_chosen(self) -> None:
        chosen = self.table.chosen
        self.chosen_words.setText(f"{count(len(chosen), 'row')} chosen")
        self.chosen_button.setEnabled(bool(self._planned(chosen, self._may_be_planned)))
        self.notify_button.setEnabled(bool(self._planned(chosen, self._may_be_notified)))
        self.remind_button.setEnabled(bool(self._planned(chosen, lambda one: one.counts)))

    def _say(self, tone: str, sentences: Iterable[str]) -> None:
        self._clear_said()
        self._said = notice(tone, sentences)
        self.foot.addWidget(self._said)
        self.foot.setContentsMargins(20, 0, 16, 8)

    def _clear_said(self) -> None:
        if self._said is not None:
            self.foot.removeWidget(self._said)
            self.foot.setContentsMargins(20, 0, 16, 0)
            self._said.hide()
            self._said.deleteLater()
            self._said = None

    # --- choosing months, assessors, criteria ---------------------------------------------------------------------

    def _change(self, does: Callable[[NewRow], NewRow]) -> None:
        """Change what is new on every chosen row."""
        drafts = self.model.drafts
        if drafts is None or self._busy:
            return
        self._clear_said()
        for one in self.table.chosen:
            drafts.put(one.reference, does(drafts.of(one.reference) or NewRow()))
        self.model.look_again()
        self._say_all()

    def mark(self) -> None:
        """Choose the month where the keyboard is, on every chosen row; or leave it out where this row has it."""
        month, current, drafts = self.table.currentIndex().column(), self._current(), self.model.drafts
        if current is None or drafts is None:
            return
        if not 0 < month < ASSESSOR:
            self.guide.say("Go to a month with the arrows: Space chooses it.")
            return
        has = (drafts.of(current.reference) or NewRow()).has(month)
        self._change(lambda row_: row_.without_month(month) if has else row_.with_month(month))

    def take_out(self) -> None:
        self._change(lambda _: NewRow())

    def _to_assessor(self) -> None:
        self.assessor.setFocus()
        self.assessor.selectAll()

    def _to_criteria(self) -> None:
        current, drafts = self._current(), self.model.drafts
        new = drafts.of(current.reference) if current is not None and drafts is not None else None
        if new is not None and new.criteria:
            self.criteria.setText(new.criteria)
        self.criteria.setFocus()
        self.criteria.selectAll()

    def _assessors(
        self, kinds: tuple[str, ...], typed: str, then: Callable[[tuple[Choice, ...]], None], owner: QObject
    ) -> None:
        then(self._named(typed))

    def _named(self, typed: str) -> tuple[Choice, ...]:
        asked = typed.casefold().split()
        offered = self._page.assessors if self._page is not None else ()
        return tuple(one for one in offered if all(word in f"{one.reference} {one.title}".casefold() for word in asked))

    def _assessor_typed(self) -> None:
        """Return in the line: what is typed names one assessor; an empty line takes the assessor away."""
        typed = self.assessor.reference
        if not typed:
            self._change(lambda row_: replace(row_, assessor="", assessor_name=""))
            self.take_keys()
            return
        found = self._named(typed)
        if len(found) == 1:
            self._take_assessor(found[0].reference)
        elif found:
            self.guide.say(f"{len(found)} assessors have these words: choose one with Down.", "attention")
        else:
            self.guide.say(f"No assessor in use is called “{typed[:40]}”.", "late")

    def _take_assessor(self, reference: str) -> None:
        found = next((one for one in self._named(reference) if one.reference == reference), None)
        if found is not None:
            self._change(lambda row_: replace(row_, assessor=found.reference, assessor_name=found.title))
            # The completer writes its line after telling; the keyboard goes back when that is over.
            QTimer.singleShot(0, self, self._after_assessor)

    def _after_assessor(self) -> None:
        self.assessor.clear()
        self.take_keys()

    def _take_criteria(self) -> None:
        typed = self.criteria.text().strip()
        self._change(lambda row_: replace(row_, criteria=typed))
        self.take_keys()

    # --- deeds ----------------------------------------------------------------------------------------------------

    def _new(self) -> list[tuple[ProgrammeRow, NewRow]]:
        page, drafts = self._page, self.model.drafts
        if page is None or drafts is None:
            return []
        return [(one, new) for one in page.rows if (new := drafts.of(one.reference)) is not None]

    def plan(self) -> None:
        """Every new row, in one deed: all of them are made, or none, and the row that cannot be is named."""
        new, drafts = self._new(), self.model.drafts
        if self._busy or drafts is None:
            return
        if not new:
            self.guide.say("Nothing new is in the grid: choose months with Space.", "attention")
            return
        for one, given in new:
            if not given.first:
                self._refuse_row(
                    one.reference,
                    f"{one.name} has an assessor or criteria, and no month: choose one with Space, or take the row out"
                    " with Delete.",
                )
                return
        self._busy = True
        self.plan_button.setEnabled(False)
        programme = [
            {
                "organisation": one.reference,
                "month_from": given.first,
                "month_to": given.last,
                "assessor": given.assessor or None,
                "criteria": given.criteria,
            }
            for one, given in new
        ]
        references = [one.reference for one, _ in new]
        self.workplace.do(
            DEED,
            {
                "year": self.year,
                "programme": programme,
                "policy_clause": self.clause.text().strip() or None,
                "rationale": self.rationale.text().strip(),
            },
            owner=self,
            then=partial(self._planned_now, drafts, references, bool(self.clause.text().strip())),
            failed=partial(self._refused, references),
        )

    def _planned_now(self, drafts: YearDrafts, references: list[str], under: bool, done: Done) -> None:
        """``under`` says whether a clause was named: without one there is still something to do."""
        self._busy = False
        drafts.forget(*references)
        self.model.look_again()
        summary, *rest = reversed(done.notes)
        told = [summary, *reversed(rest)]
        left = len(told) - NOTES
        shown = told if left <= 1 else [*told[:NOTES], f"… and {left} more, each at its assessment."]
        self._say("good" if under and not rest else "attention", shown)
        self.guide.say(summary, "good")
        self._say_all()
        self.take_keys()

    def _refused(self, references: list[str], refusal: Refused) -> None:
        self._busy = False
        self._say_all()
        said = refusal.sentence
        if refusal.rule:
            said = f"{said} By {source(refusal.rule, refusal.paragraph)}."
        found = OF_ROW.match(said)
        number = int(found.group(1)) - 1 if found is not None else -1
        if found is not None and 0 <= number < len(references):
            page = self._page
            name = next((one.name for one in page.rows if one.reference == references[number]), "") if page else ""
            said = f"{name or references[number]}: {said[found.end() :]}"
            self._refuse_row(references[number], said)
        else:
            self._say("late", [said])

    def _refuse_row(self, reference: str, sentence: str) -> None:
        self._say("late", [sentence])
        if self.model.row_of(reference) < 0:
            self.filter.clear()
        self.table.choose(self.model.row_of(reference), max(1, self.table.currentIndex().column()))
        self.take_keys()

    @staticmethod
    def _may_be_notified(one: YearAssessment) -> bool:
        return one.state == AssessmentState.PLANNED

    @staticmethod
    def _may_be_planned(one: YearAssessment) -> bool:
        return one.state in (AssessmentState.PROPOSED, AssessmentState.POSTPONED)

    @staticmethod
    def _planned(rows: Iterable[ProgrammeRow], wanted: Callable[[YearAssessment], bool]) -> list[str]:
        return [one.reference for row_ in rows for one in row_.planned if wanted(one)]

    def notify(self) -> None:
        """Record the letter to the chosen participants whose assessment is planned."""
        self._form("assessment.notify_many", self._may_be_notified, "that is planned and not yet notified")

    def remind(self) -> None:
        self._form("assessment.remind", lambda one: one.counts, "that has not ended")

    def plan_chosen(self) -> None:
        """Plan what is proposed or put off in the chosen rows; what is typed below the grid is filled in."""
        typed = {
            "policy_clause": self.clause.text().strip(),
            "rationale": self.rationale.text().strip(),
            "criteria": self.criteria.text().strip(),
        }
        given = {name: text for name, text in typed.items() if text}
        self._form("assessment.plan_many", self._may_be_planned, "that is proposed or put off", given)

    def _form(
        self,
        deed: str,
        wanted: Callable[[YearAssessment], bool],
        which: str,
        given: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        chosen = self.table.chosen
        references = self._planned(chosen, wanted)
        without = [one.name for one in chosen if not self._planned([one], wanted)]
        if not references:
            names = ", ".join(without[:3]) + (f" and {len(without) - 3} more" if len(without) > 3 else "")
            self.guide.say(f"No assessment {which} in {self.year}: {names or 'no row is chosen'}.", "attention")
            return
        if without:
            self.guide.say(f"{len(without)} of {len(chosen)} chosen have no assessment {which}: they are left out.")
        self.guide.form(deed, {"assessments": references, **given})

    def open_chosen(self) -> None:
        """The case of the assessment where the keyboard is, or of the row's first."""
        index = self.table.currentIndex()
        current = self._current()
        if current is None:
            return
        month = index.column()
        there = self.model.in_month(index.row(), month) if 0 < month < ASSESSOR else ()
        found = there or current.planned
        if found:
            self.guide.go(found[0].reference)
        else:
            self.guide.say(f"Nothing is planned for {current.name} in {self.year}.")
