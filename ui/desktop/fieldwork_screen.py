"""Field work: the clauses of an assessment on the left, the chosen one to fill in on the right, by keyboard alone."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu, QProgressBar, QPushButton, QSplitter, QWidget
from shiboken6 import isValid

from pma_assure.register.register import Register
from pma_assure.rules.fieldwork import signed_by_nobody
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import AssessmentState, FieldResult
from pma_assure.rules.wording import count
from pma_assure.values.fieldwork_page import FieldSheet, SheetLine
from pma_assure.values.outcome import Done
from ui.deed_services import deed_named
from ui.desktop.exports import ExportEntry
from ui.desktop.fieldwork_drafts import SheetDrafts
from ui.desktop.fieldwork_evidence import EvidenceTaker, files_in
from ui.desktop.fieldwork_line import LineEditor
from ui.desktop.fieldwork_table import SheetModel, SheetTable
from ui.desktop.letters import give_letters
from ui.desktop.pieces import Badge, Parted, button, column, held, notice, row, rule, words
from ui.desktop.screen import Guide, Screen
from ui.desktop.spoken import said, tone_of

REST = 400
"""Milliseconds of rest after which what was typed is kept as a draft."""
PUT_RIGHT = "Correct the initials, or enter the person in the team."


def _signed_by_nobody(line: SheetLine, sheet: FieldSheet) -> str:
    """What is wrong with the initials of a tested clause; "" where somebody in the team signs with them (R50)."""
    if line.result == FieldResult.NOT_TESTED:
        return ""
    nobody = signed_by_nobody(line.initials, [initials for initials, _ in sheet.team])
    said = f"Nobody in the team signs as {' or '.join(nobody)}; the conclusion waits (R50, paragraph 57). {PUT_RIGHT}"
    return said if nobody else ""


class FieldworkScreen(Screen):
    def __init__(self, guide: Guide) -> None:
        super().__init__(guide)
        self._assessment = ""
        self._wanted = ""
        self._sheet: FieldSheet | None = None
        self._showing = ""
        self._refused: dict[str, str] = {}
        """Line -> why it could not be saved as it is typed."""
        self.consolidate_button: QPushButton | None = None
        self.evidence = EvidenceTaker(guide, self, self.take_keys)
        self.model = SheetModel()
        key = Qt.Key
        self.table = SheetTable(
            self.model,
            {
                key.Key_M: partial(self._mark, FieldResult.MET),
                key.Key_N: partial(self._mark, FieldResult.NOT_MET),
                key.Key_T: partial(self._mark, FieldResult.NOT_TESTED),
                key.Key_F: self.raise_finding,
                key.Key_O: self.observe,
                key.Key_E: self.add_evidence,
            },
        )
        (lines,) = [one for one in deed_named("fieldwork.fill").parameters if one.name == "lines"]
        self.editor = LineEditor(lines.columns, lambda: self.workplace.as_of)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._keep)
        self._lay_out()
        self.table.chosen.connect(self._show_line)
        self.table.opened.connect(self._enter)
        self.table.brought.connect(lambda line, mime: self._bring(mime, line))
        self.editor.brought.connect(lambda mime: self._bring(mime, self._line))
        self.editor.edited.connect(self._edited)
        for keys, does in (
            ("Ctrl+Return", self.save_and_next),
            ("Ctrl+Enter", self.save_and_next),
            ("Esc", self.take_keys),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(does)

    def _lay_out(self) -> None:
        self.head = QWidget()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter clauses…")
        self.filter.setAccessibleName("Filter clauses")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._filter)
        self.filter.returnPressed.connect(self.take_keys)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("How many clauses are tested")
        self.sentence = words("", "soft", wrap=False)
        bar = row(self.progress, self.sentence, self.filter, margins=(20, 0, 16, 10), gap=14)
        bar.setStretch(0, 1)
        self.filter.setFixedWidth(220)
        self.save_button = button(
            "Save, and go on", self.save_and_next, kind="primary", help="Ctrl+Return", name="Save, and go to the next"
        )
        self.finding_button = button("Raise a finding…  F", self.raise_finding)
        self.observe_button = button("Note an observation…  O", self.observe)
        add = button("Add evidence…  E", self.add_evidence, name="Add evidence to this clause")
        deeds = row(add, self.finding_button, self.observe_button, self.save_button, gap=6, margins=(20, 8, 16, 10))
        deeds.insertStretch(0, 1)
        right = held(column(self.editor, rule(), deeds, gap=0))
        right.setMinimumWidth(430)
        self.table.setMinimumWidth(330)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(right)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes(self.workplace.settings.widths("fieldwork") or [540, 740])
        self.splitter.splitterMoved.connect(
            lambda *_: self.workplace.settings.keep_widths("fieldwork", self.splitter.sizes())
        )
        self.nothing = held(column(margins=(20, 16, 20, 20)))
        inside = column(held(bar), rule(), self.splitter, gap=0)
        inside.setStretch(2, 1)
        self.whole = held(inside)
        box = column(self.head, self.whole, self.nothing, gap=0)
        box.setStretch(1, 1)
        box.setStretch(2, 1)
        self._box = box
        self.setLayout(box)
        self.nothing.hide()

    # --- reading --------------------------------------------------------------------------------------------------

    @property
    def reference(self) -> str:
        line = self._line
        return line.reference if line is not None else f"{self._assessment}/sheet" if self._assessment else ""

    @property
    def _line(self) -> SheetLine | None:
        return next((one for one in self.model.lines if one.reference == self._showing), None)

    def show_reference(self, reference: str) -> None:
        """``ASMT-2026-0001/sheet``, or a line of it, or an observation."""
        assessment, _, part = reference.upper().partition("/")
        if part.startswith("L"):
            self._wanted = f"{assessment}/{part}"
        if assessment != self._assessment:
            self._keep()
            self._assessment, self._sheet, self._showing = assessment, None, ""
            self.read()
        elif self._sheet is not None and self._wanted:
            self._choose_wanted()

    def read(self) -> None:
        reference = self._assessment

        def question(register: Register, _: date) -> FieldSheet:
            from pma_assure.views import fieldwork

            return fieldwork.sheet(register, reference)

        if reference:
            self.workplace.ask(
                question,
                self._show,
                owner=self,
                slot="sheet",
                failed=lambda refusal: self.guide.say(str(refusal), "late"),
            )

    def look_changed(self) -> None:
        if self._sheet is not None:
            self._draw_head(self._sheet)
            self.model.look_again()

    def _show(self, sheet: FieldSheet) -> None:
        if sheet.reference != self._assessment:
            return
        fresh = self._sheet is None
        drafts = self.model.drafts
        if fresh or drafts is None:
            drafts = SheetDrafts(self.workplace.drafts, sheet.reference)
        self._sheet = sheet
        self._draw_head(sheet)
        self.whole.setVisible(bool(sheet.lines))
        self.nothing.setVisible(not sheet.lines)
        self.model.show_lines(sheet.lines, drafts)
        self.table.fit()
        self.sentence.setText(sheet.sentence)
        self.progress.setRange(0, max(1, len(sheet.lines)))
        self.progress.setValue(sheet.tested)
        for one in (self.save_button, self.finding_button, self.observe_button):
            one.setEnabled(sheet.may_be_filled)
        if fresh:
            self._wanted = self._wanted or (drafts.references[0] if drafts.references else "")
            self._choose_wanted()
            self.take_keys()
            if drafts.references:
                self.guide.say("What was typed and not saved is here, as it was left.", "attention")
        elif (line := self._line) is not None:
            self._show_line(line)
        else:
            self.table.choose_row(0)

    def _choose_wanted(self) -> None:
        row_ = self.model.row_of(self._wanted) if self._wanted else -1
        self._wanted = ""
        self.table.choose_row(row_ if row_ >= 0 else max(0, self.model.next_untested(-1)))

    def _draw_head(self, sheet: FieldSheet) -> None:
        back = button("Back to the case", lambda: self.guide.go(sheet.case))
        files = QMenu(self)
        for ending, title in (("pdf", "The form as PDF…"), ("xlsx", "The sheet as workbook…")):
            entry = ExportEntry(title, f"{sheet.reference}/sheet", ending)
            files.addAction(title).triggered.connect(lambda _=False, entry=entry: entry.run(self.guide, self))
        give_letters(files)
        export = button("Export", lambda: None, name="Export the sheet")
        export.setMenu(files)
        parts: list[QWidget] = [back]
        if sheet.may_be_filled:
            if any(one.finding is None for one in sheet.observations):
                parts.append(self._consolidate_button())
            more = {"assessment": sheet.reference}
            parts.append(button("Add clauses…", partial(self.guide.form, "fieldwork.prepare", more)))
            parts.append(button("Take in a filled sheet…", partial(self.guide.form, "fieldwork.read_back", more)))
        parts.append(export)
        badge = Badge(said(AssessmentState, sheet.state), tone_of(AssessmentState, sheet.state))
        about = Parted((sheet.reference, sheet.participant, "; ".join(sheet.criteria) or "no criteria yet"))
        names = column(words(f"Field work: {sheet.title}", "title"), about, gap=2)
        top = row(names, badge, *parts, margins=(20, 12, 16, 8), gap=8)
        top.setStretch(0, 1)
        fresh = held(top)
        self._box.replaceWidget(self.head, fresh)
        self.head.hide()
        self.head.deleteLater()
        self.head = fresh
        if not sheet.lines:
            self._draw_nothing(sheet)

    def _consolidate_button(self) -> QPushButton:
        self.consolidate_button = button("One finding of observations…", self.consolidate)
        self._offer_observations()
        return self.consolidate_button

    def _unsettled(self) -> list[str]:
        """The observations on the clause that is shown which no finding rests on yet."""
        line, sheet = self._line, self._sheet
        if line is None or sheet is None:
            return []
        mine = [one for one in sheet.observations if one.requirement == line.requirement]
        return [one.reference for one in mine if one.finding is None]

    def _offer_observations(self) -> None:
        """Say on the button how many observations of the shown clause would become one finding."""
        made = self.consolidate_button
        if made is None or not isValid(made):
            return
        there = len(self._unsettled())
        made.setText(f"One finding of {count(there, 'observation')}…" if there else "One finding of observations…")
        made.setEnabled(there > 0)
        made.setToolTip("" if there else "Nothing observed on this clause waits for a finding: choose another clause.")
        made.setAccessibleDescription(made.toolTip())

    def consolidate(self) -> None:
        """Make one finding of what was observed on the clause that is shown."""
        found = self._unsettled()
        if found:
            self._keep()
            self.guide.form("observation.consolidate", {"observations": found})

    def _draw_nothing(self, sheet: FieldSheet) -> None:
        parts: list[QWidget] = [words("No clause is on the sheet yet.", "soft")]
        if sheet.may_be_filled:
            prepare = partial(self.guide.form, "fieldwork.prepare", {"assessment": sheet.reference})
            line = row(button("Prepare the sheet…", prepare, kind="primary"))
            line.addStretch(1)
            parts.append(held(line))
        box = column(*parts, margins=(20, 16, 20, 20), gap=10)
        box.addStretch(1)
        fresh = held(box)
        self._box.replaceWidget(self.nothing, fresh)
        self.nothing.hide()
        self.nothing.deleteLater()
        self.nothing = fresh

    def _show_line(self, line: SheetLine) -> None:
        sheet, drafts = self._sheet, self.model.drafts
        if sheet is None or drafts is None:
            return
        if line.reference != self._showing:
            self._keep()
        self._showing = line.reference
        both = drafts.against(line)
        self.editor.show_line(line, self.model.values(line), open_=sheet.may_be_filled)
        if both:
            self.editor.conflict(both, self._keep_mine, self._take_theirs)
        else:
            refused = self._refused.get(line.reference)
            nobody = _signed_by_nobody(line, sheet)
            said_ = [notice("late", [refused])] if refused else []
            self.editor.say(*said_, *([notice("attention", [nobody])] if nobody else []))
        self.editor.show_about(line, sheet.observations, self.guide.go)
        self._offer_observations()

    # --- filling in -----------------------------------------------------------------------------------------------

    def take_keys(self) -> None:
        self.table.setFocus()

    def take_up(self, done: Done | None) -> None:
        self.take_keys()

    def start_filter(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    def _filter(self, typed: str) -> None:
        showing = self._showing
        self.model.filter(typed)
        if self.model.rowCount():
            self.table.choose_row(max(0, self.model.row_of(showing)))
        else:
            self._keep()
            self._showing = ""
            self.editor.show_nothing()
            self._offer_observations()

    def _enter(self) -> None:
        """Into the fields: the first that is empty, else what was seen."""
        fields = self.editor.fields
        first = next((fields[name] for name in ("test", "sample", "seen") if fields[name].empty), fields["seen"])
        first.setFocus()

    def _mark(self, result: FieldResult) -> None:
        if self._sheet is not None and self._sheet.may_be_filled and self._line is not None:
            self.editor.choose(result.value)
            self._edited()

    def _edited(self) -> None:
        line, drafts = self._line, self.model.drafts
        if line is None or drafts is None:
            return
        if self._refused.pop(line.reference, None):
            self.editor.say()
        drafts.put(line, self.model.stored(line), self.editor.typed())
        self.model.look_again()
        self._rest.start()

    def _keep(self) -> None:
        """Write down what is typed and not saved."""
        self._rest.stop()
        if self.model.drafts is not None:
            self.model.drafts.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        self._keep()
        super().hideEvent(event)

    def save_and_next(self) -> None:
        """Save the clause that is shown and go on to the next that is not tested."""
        self._save()
        following = self.model.next_untested(self.table.currentIndex().row())
        if following >= 0:
            self.table.choose_row(following)
        elif self.model.rowCount():
            self.guide.say("Every clause that is shown is tested.", "good")
        self.take_keys()

    def _save(self, then: object = None) -> None:
        """Send what is typed of the shown line; ``then`` is called once it is saved, at once where nothing is typed."""
        line, drafts, sheet = self._line, self.model.drafts, self._sheet
        if line is None or drafts is None or sheet is None:
            return
        draft = drafts.of(line.reference)
        if draft is None:
            if callable(then):
                then()
            return
        self._keep()
        sent = dict(draft.mine)
        given = {"requirement": line.requirement, "version": draft.version, **sent}

        def done(came: Done) -> None:
            if came.irregular:
                self.guide.say(f"{came.irregular[0].sentence}. {PUT_RIGHT}", "attention")
            self.model.note_saved(line.reference, sent)
            drafts.saved(line.reference, sent)
            self.model.look_again()
            if callable(then):
                then()

        def failed(refusal: Refused) -> None:
            """Back to the line that cannot be saved so: what was typed is still there."""
            self._refused[line.reference] = str(refusal)
            self.table.choose_row(self.model.row_of(line.reference))
            self._show_line(line)
            self.guide.say(str(refusal), "late")
            if refusal.rule == "R50":
                self.editor.fields["seen" if self.editor.fields["seen"].empty else "initials"].setFocus()
            self.read()

        self.workplace.do(
            "fieldwork.fill", {"assessment": sheet.reference, "lines": [given]}, owner=self, then=done, failed=failed
        )

    def _keep_mine(self) -> None:
        line, drafts = self._line, self.model.drafts
        if line is not None and drafts is not None:
            drafts.against(line, mine_stays=True)
            self._keep()
            self._show_line(line)

    def _take_theirs(self) -> None:
        line, drafts = self._line, self.model.drafts
        if line is not None and drafts is not None:
            drafts.forget(line.reference)
            self.model.look_again()
            self._show_line(line)

    # --- what hangs on a clause -----------------------------------------------------------------------------------

    def raise_finding(self) -> None:
        """Save the line, for the finding says what was seen; then the form, with the library's texts to choose from."""
        line = self._line
        if line is not None and self._sheet is not None and self._sheet.may_be_filled:
            self._save(then=partial(self.guide.form, "fieldwork.raise_finding", {"line": line.reference}))

    def observe(self) -> None:
        line, sheet = self._line, self._sheet
        if line is not None and sheet is not None and sheet.may_be_filled:
            self._keep()
            given = {"assessment": sheet.reference, "requirement": line.requirement}
            self.guide.form("observation.record", given)

    def add_evidence(self) -> None:
        line, sheet = self._line, self._sheet
        if line is not None and sheet is not None:
            self.evidence.choose(
                case=sheet.case, participant=sheet.participant, line=line.reference, clause=line.clause
            )

    def _bring(self, mime: QMimeData, line: SheetLine | None) -> None:
        sheet = self._sheet
        if line is None or sheet is None:
            return
        files = files_in(mime, self.workplace.now())
        if not files:
            self.guide.say("Nothing that was brought can become evidence: files, a picture or text can.", "attention")
            return
        self.evidence.take(
            files, case=sheet.case, participant=sheet.participant, line=line.reference, clause=line.clause
        )
