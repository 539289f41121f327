"""The one form for every deed, made from what the deed says it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from pma_assure.register.register import Register
from pma_assure.rules.refusal import Refused
from pma_assure.values.outcome import Done
from pma_assure.values.screens import AboutRecord, Choice
from pma_assure.workflows.deeds import Deed, Parameter
from ui.deed_services import deed_named, usual
from ui.desktop.about_panel import WIDTH, AboutPanel
from ui.desktop.field_kinds import made
from ui.desktop.field_ticks import TicksField
from ui.desktop.fields import Field, Labelled, beside
from ui.desktop.form_headings import HEADINGS
from ui.desktop.pieces import Scrolled, button, notice, row, rule, words
from ui.desktop.rehearsal import Rehearsal, cautions, sentence
from ui.desktop.why import source
from ui.desktop.workplace import Workplace

REST = 400
"""Milliseconds of rest after which what was typed is kept as a draft."""


class DeedForm(QDialog):
    """Fill, do, read what came of it. ``done`` is emitted once, when the deed was done."""

    deed_done = Signal(object)

    def __init__(
        self,
        workplace: Workplace,
        name: str,
        given: Mapping[str, object],
        parent: QWidget | None,
        *,
        begun: Mapping[str, object] | None = None,
        within: str = "",
    ) -> None:
        """``given`` is known and not asked again; ``begun`` stands in the fields and can be changed; ``within`` is the
        case from which the form was opened, whose records are offered."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.workplace = workplace
        self.deed: Deed = deed_named(name)
        self.given, self.begun, self.within = dict(given), dict(begun or {}), within
        meant = [*self.given.values(), *self.begun.values()]
        self._draft_key = "|".join(str(value) for value in meant if isinstance(value, str))
        self._typed = False
        self._result: Done | None = None
        self._busy = False
        self.setWindowTitle(self.deed.title)
        self.setModal(True)
        self.fields: dict[str, Field] = {}
        self.labelled: dict[str, Labelled] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._keep_draft)
        self.rehearsal = Rehearsal(workplace, self.deed, self._ready, self)
        self.rehearsal.came.connect(self._foreseen)
        self._asked: dict[str, object] = {}
        self._lay_out()
        self._take_up_draft()
        self._ask_about()
        self.rehearsal.begin_again()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)  # a key that is held must not close what came of the deed unread
            shortcut.activated.connect(self._do_or_close)

    # --- laying out -----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.body = Scrolled("The form", margins=(20, 4, 20, 12), gap=4)
        parts: list[QWidget] = []
        for parameter in self.deed.parameters:
            if self._is_known(parameter):
                continue
            begins = HEADINGS.get(self.deed.name, {}).get(parameter.name)
            parts += [] if begins is None else [words(begins, "heading")]
            labelled = Labelled(self._field(parameter))
            self.labelled[parameter.name] = labelled
            labelled.field.edited.connect(self._edited)
            labelled.field.left.connect(self._left)
            parts.append(labelled)
        self.body.fill(*parts)
        head = QVBoxLayout()
        head.setContentsMargins(20, 16, 20, 8)
        head.setSpacing(4)
        head.addWidget(words(self.deed.title, "title"))
        about = [str(self.given[p.name]) for p in self.deed.parameters if self._is_known(p) and p.type == "reference"]
        if about:
            head.addWidget(words(" · ".join(about), "soft", select=True))
        head.addWidget(words(self.deed.help, "soft"))
        self.head = head
        self.about = AboutPanel()
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(20, 8, 20, 0)
        self.foot.setSpacing(8)
        self._cautions: list[QWidget] = []
        self._said: QFrame | None = None
        self.do_button = button(self.deed.title, self.do, kind="primary", help="Ctrl+Return")
        self.do_button.installEventFilter(self.rehearsal)
        self.leave_button = button("Cancel", self.reject)
        keys = QHBoxLayout()
        keys.setContentsMargins(20, 10, 20, 16)
        keys.setSpacing(8)
        if not self.workplace.drafts.survives:
            keys.addWidget(words("This register is encrypted: a draft is kept only while the program runs.", "soft"), 1)
        else:
            keys.addStretch(1)
        keys.addWidget(self.leave_button)
        keys.addWidget(self.do_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        middle = row(self.body, self.about, gap=0)
        middle.setStretch(0, 1)
        box.addLayout(middle, 1)
        box.addWidget(rule())
        box.addLayout(self.foot)
        box.addLayout(keys)
        self._fit()

    def _fit(self) -> None:
        wide = any(parameter.type == "rows" for parameter in self.deed.parameters)
        width = 900 if wide else 620
        wanted = self.body.height_of(width - 12) + 190
        self.resize(width, min(wanted, self._room))
        first = next((field for field in self.fields.values() if field.empty and self._shown(field)), None)
        if first is not None:
            first.setFocus()

    @property
    def _room(self) -> int:
        """How high the form may be."""
        return min(self.screen().availableGeometry().height() - 60, 660)

    def _make_room(self) -> None:
        """Grow for what came to be said, as far as there is room, so that the fields stay in sight."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        lacking = self.body.height_of(self.body.viewport().width()) - self.body.viewport().height()
        if lacking > 0 and self.height() < self._room:
            self.resize(self.width(), min(self.height() + lacking, self._room))
            self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        """What grew where it stood may reach past the edge, and its buttons stand at the bottom."""
        area, taken = self.screen().availableGeometry(), self.frameGeometry()
        self.move(
            max(area.left(), min(self.x(), area.right() + 1 - taken.width())),
            max(area.top(), min(self.y(), area.bottom() + 1 - taken.height())),
        )

    def _shown(self, field: Field) -> bool:
        return field.parameter.name in self.labelled

    def _is_known(self, parameter: Parameter) -> bool:
        """What the page already knows is not asked again: the record the deed is about, the version that was read."""
        if parameter.name == "version" and parameter.type == "number" and not parameter.required:
            return True
        return parameter.type == "reference" and parameter.required and bool(self.given.get(parameter.name))

    def _field(self, parameter: Parameter) -> Field:
        given = self.given.get(parameter.name, self.begun.get(parameter.name))
        offers = partial(self._offers, only=parameter is self._subject)
        field = made(parameter, usual(self.deed, parameter), self._today, offers, given)
        if given is not None and not isinstance(field, TicksField):  # what is offered stands in it, and none is ticked
            field.put(given)
        elif parameter.usually_today:
            field.put(self.workplace.now() if parameter.type == "instant" else self._today())
        self.fields[parameter.name] = field
        return field

    def _today(self) -> date:
        return self.workplace.as_of

    @property
    def _subject(self) -> Parameter | None:
        """The record the deed is about; it is one of the case from which the form was opened."""
        return next((one for one in self.deed.parameters if one.type == "reference" and one.required), None)

    def _offers(
        self,
        kinds: tuple[str, ...],
        typed: str,
        then: Callable[[tuple[Choice, ...]], None],
        owner: QObject,
        *,
        only: bool = False,
    ) -> None:
        within = self.within

        def question(register: Register, _: date) -> tuple[Choice, ...]:
            from pma_assure.views import choices

            return choices.offered(register, kinds, typed, case=within, only=only)

        self.workplace.ask(question, then, owner=owner, slot="choices")

    # --- drafts ---------------------------------------------------------------------------------------------------

    def _take_up_draft(self) -> None:
        draft = self.workplace.drafts.of(self.deed.name, self._draft_key)
        if not draft:
            return
        for name, value in draft.items():
            if name in self.labelled:
                self.fields[name].put(value)
        self._typed = True
        self._say("", ["This is your draft, as you left it."], button("Start anew", self._start_anew, kind="link"))

    def _start_anew(self) -> None:
        self.workplace.drafts.forget(self.deed.name, self._draft_key)
        parent = self.parentWidget()
        fresh = DeedForm(self.workplace, self.deed.name, self.given, parent, begun=self.begun, within=self.within)
        fresh.deed_done.connect(self.deed_done)
        self._typed = False
        self.hide()
        fresh.finished.connect(self.done)
        fresh.open()

    def _edited(self) -> None:
        self._typed = True
        self._rest.start()
        for labelled in self.labelled.values():
            labelled.take_back()
        self._caution([])
        self._ask_about()
        self.rehearsal.begin_again()

    def _left(self) -> None:
        self._ask_about()
        if not self.rehearsal.answered:
            self.rehearsal.begin_again()

    def _keep_draft(self) -> None:
        if self._typed and self._result is None:
            typed = {name: self.fields[name].typed() for name in self.labelled}
            self.workplace.drafts.keep(self.deed.name, self._draft_key, typed)

    # --- what it is about, and what would come of it ----------------------------------------------------------------

    def _ask_about(self) -> None:
        """Ask what there is to read of the records the form names; the answer stands beside the fields."""
        meant = {
            parameter.name: self.given.get(parameter.name)
            if parameter.name not in self.labelled
            else self.fields[parameter.name].value()
            for parameter in self.deed.parameters
            if parameter.type in ("reference", "references", "number", "choice")
        }
        if meant == self._asked:
            return
        self._asked = meant

        def question(register: Register, as_of: date) -> tuple[AboutRecord, ...]:
            from pma_assure.views import about

            return about.of(register, meant, as_of)

        self.workplace.ask(question, self._show_about, owner=self, slot="about")

    def _show_about(self, records: tuple[AboutRecord, ...]) -> None:
        was = self.about.isVisibleTo(self)
        self.about.show_records(records)
        is_now = self.about.isVisibleTo(self)
        if was != is_now:
            wider = min(WIDTH, max(0, self.screen().availableGeometry().width() - self.width())) if is_now else -WIDTH
            read = min(self._room, self.about.height_of(WIDTH) + 190) if is_now else 0
            self.resize(self.width() + wider, max(self.height(), read))
            self.move(self.x() - wider // 2, self.y())
            self._stay_on_screen()

    def _ready(self) -> dict[str, object] | None:
        """The arguments, once every field that is needed is filled in and nothing is wrong or half chosen."""
        if self._busy or self._result is not None:
            return None
        for labelled in self.labelled.values():
            field = labelled.field
            if field.unfinished or field.complaint() or (field.parameter.required and field.empty):
                return None
        return self.values()

    def _foreseen(self, foreseen: Done | Refused) -> None:
        """Say what would come of the deed: a refusal beside its field, anything else above the button."""
        if self._busy or self._result is not None:
            return
        labelled = self.labelled.get(foreseen.field) if isinstance(foreseen, Refused) else None
        if labelled is not None and labelled.field.empty and not self._typed and not self.do_button.hasFocus():
            self.rehearsal.answered = False  # nobody has begun yet: what is still to be filled in is no mistake
            return
        if isinstance(foreseen, Refused) and labelled is not None:
            labelled.refuse(self._beside(foreseen, labelled))
            self._make_room()
        else:
            self._caution(cautions(foreseen))

    def _caution(self, notices: list[QWidget]) -> None:
        for one in self._cautions:
            self.foot.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._cautions = notices
        for one in notices:
            self.foot.addWidget(one)
        if notices:
            self._make_room()

    # --- doing ----------------------------------------------------------------------------------------------------

    def values(self) -> dict[str, object]:
        """What the deed is given: what is known and what was typed."""
        known = {
            parameter.name: self.given[parameter.name]
            for parameter in self.deed.parameters
            if self._is_known(parameter) and self.given.get(parameter.name) is not None
        }
        typed = {
            name: self.fields[name].value()
            for name in self.labelled
            if not self.fields[name].empty or self.fields[name].parameter.type in ("rows", "references")
        }
        return {**known, **typed}

    def complaints(self) -> list[str]:
        """Check every field; the sentences, each said beside its field too."""
        said: list[str] = []
        for labelled in self.labelled.values():
            sentence = labelled.check()
            if not sentence and labelled.field.parameter.required and labelled.field.empty:
                sentence = "This is needed."
                labelled.say(sentence)
            if sentence:
                if not said:
                    self.body.ensureWidgetVisible(labelled)
                    labelled.field.setFocus()
                said.append(sentence)
        return said

    def _do_or_close(self) -> None:
        if self._result is not None:
            self.reject()
        else:
            self.do()

    def do(self) -> None:
        if self._busy or self._result is not None or self.complaints():
            return
        self._busy = True
        self.rehearsal.stop()
        self._caution([])
        self.do_button.setEnabled(False)
        self._say("", ["Saving…"])
        self.workplace.do(self.deed.name, self.values(), owner=self, then=self._done, failed=self._refused)

    def _refused(self, refusal: Refused) -> None:
        self._busy = False
        self.do_button.setEnabled(True)
        self._say("", [])
        rests = source(refusal.rule, refusal.paragraph)
        labelled = self.labelled.get(refusal.field)
        if labelled is not None:
            labelled.refuse(self._beside(refusal, labelled))
            self.body.ensureWidgetVisible(labelled)
            labelled.field.setFocus()
        else:
            self._say("late", [refusal.sentence, *([f"By {rests}."] if rests else [])])

    def _beside(self, refusal: Refused, labelled: Labelled) -> str:
        rests = source(refusal.rule, refusal.paragraph)
        said = beside(refusal.sentence, labelled.field.parameter)
        return f"{said} ({rests})" if rests else said

    def _done(self, result: Done) -> None:
        self._busy = False
        self._result = result
        self.about.hide()
        self._rest.stop()
        self.workplace.drafts.forget(self.deed.name, self._draft_key)
        self.deed_done.emit(result)
        if not result.irregular and not result.notes:
            self.accept()
            return
        self._say("", [])
        parts: list[QWidget] = []
        for irregular in result.irregular:
            rests = source(irregular.rule, irregular.paragraph)
            parts.append(notice("attention", [sentence(irregular.sentence), f"Kept, and marked irregular by {rests}."]))
        parts += [notice("", [note]) for note in result.notes]
        self.body.fill(words(f"Done: {self.deed.title}", "heading"), *parts)
        self.do_button.hide()
        self.leave_button.setText("Close")
        self.leave_button.setFocus()

    def _say(self, tone: str, sentences: list[str], *more: QWidget) -> None:
        if self._said is not None:
            self.foot.removeWidget(self._said)
            self._said.hide()
            self._said.deleteLater()
            self._said = None
        if sentences:
            self._said = notice(tone, sentences, *more)
            self.foot.addWidget(self._said)

    # --- leaving --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._result is not None and not event.isAutoRepeat():
                self.reject()  # what came of it has been read
            return  # Return in a line does not do the deed; Ctrl+Return does
        super().keyPressEvent(event)

    def reject(self) -> None:
        if self._busy or not self._may_leave():
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy or not self._may_leave():
            event.ignore()
            return
        super().closeEvent(event)

    def _may_leave(self) -> bool:
        if self._result is not None or not self._typed:
            return True
        box = QMessageBox(self)
        box.setWindowTitle(self.deed.title)
        box.setText("Keep what you typed?")
        box.setInformativeText(
            "The draft comes back when you open this form again."
            if self.workplace.drafts.survives
            else "The draft comes back when you open this form again, until the program ends."
        )
        keep = box.addButton("Keep the draft", QMessageBox.ButtonRole.AcceptRole)
        away = box.addButton("Throw it away", QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("Go on typing", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(stay)
        box.exec()
        if box.clickedButton() is stay:
            return False
        self._rest.stop()
        self.rehearsal.stop()
        if box.clickedButton() is away:
            self.workplace.drafts.forget(self.deed.name, self._draft_key)
        else:
            self._keep_draft()
        self._typed = False
        return True
