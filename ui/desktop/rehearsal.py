"""What would come of a deed is said in its form before it is done: the refusal, or what is irregular."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from pma_assure.register.register import Occupied
from pma_assure.rules.refusal import Refused
from pma_assure.values.outcome import Done
from pma_assure.workflows.arguments import WrongUsage
from pma_assure.workflows.deeds import Deed
from ui.desktop.jobs import Job
from ui.desktop.pieces import notice
from ui.desktop.why import source
from ui.desktop.workplace import Workplace

PAUSE = 600
"""Milliseconds of rest after which a form that is filled in is rehearsed."""
MOST = 4
"""Sentences that are said before; a form must keep room for itself. All are said when it is done."""


class Rehearsal(QObject):
    """Rehearses a form's deed while somebody rests. ``came`` says what would come of it: Done, or the Refused."""

    came = Signal(object)

    def __init__(
        self,
        workplace: Workplace,
        deed: Deed,
        values: Callable[[], Mapping[str, object] | None],
        parent: QObject,
    ) -> None:
        """``values`` gives the arguments, None while the form is not filled in."""
        super().__init__(parent)
        self.workplace, self.deed, self.values = workplace, deed, values
        self.answered = False
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.now)

    def begin_again(self) -> None:
        """Something was typed: what was foreseen does not hold any more."""
        self.stop()
        if self.deed.can_be_rehearsed:
            self._pause.start()

    def stop(self) -> None:
        self._pause.stop()
        self.answered = False
        if self._job is not None:
            self._job.dropped = True
            self._job = None

    def now(self) -> None:
        self._pause.stop()
        values = self.values() if self.deed.can_be_rehearsed and not self.answered and self._job is None else None
        if values is not None:
            self._job = self.workplace.rehearse(
                self.deed.name, values, owner=self, then=self._came, failed=self._refused
            )

    def _came(self, result: Done | Refused) -> None:
        self._job, self.answered = None, True
        self.came.emit(result)

    def _refused(self, refusal: Refused) -> None:
        if isinstance(refusal, Occupied | WrongUsage):
            # Somebody saves just now, or a row is half typed: there is nothing to foresee yet.
            self._job = None
        else:
            self._came(refusal)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who moves to the button is told at once."""
        if event.type() == QEvent.Type.FocusIn:
            self.now()
        return super().eventFilter(watched, event)


def cautions(foreseen: Done | Refused) -> list[QWidget]:
    """What stands above the button: a refusal that is about no field, irregular facts, and what is to be noted."""
    if isinstance(foreseen, Refused):
        rests = source(foreseen.rule, foreseen.paragraph)
        by = [f"As it stands this is refused by {rests}."] if rests else ["As it stands this is refused."]
        return [notice("attention", [foreseen.sentence, *by])]
    said: list[QWidget] = []
    for one in foreseen.irregular[:MOST]:
        rests = source(one.rule, one.paragraph)
        said.append(notice("attention", [sentence(one.sentence), f"Would be kept, and marked irregular by {rests}."]))
    notes = list(foreseen.notes[: max(0, MOST - len(said))])
    if notes:
        said.append(notice("", notes))
    more = len(foreseen.irregular) + len(foreseen.notes) - min(len(foreseen.irregular), MOST) - len(notes)
    if more:
        said.append(notice("", [f"And {more} more, said when it is done."]))
    return said


def sentence(text: str) -> str:
    """A fact as it is kept in the register, as a sentence of its own."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
