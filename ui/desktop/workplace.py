"""One register in one window: who acts, for which day, and the only ways to ask it and to change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from pma_assure.rules.calendar import UK
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Capacity
from pma_assure.rules.wording import label
from pma_assure.values.outcome import Done
from ui.desktop.drafts import Drafts
from ui.desktop.jobs import Job, Jobs, Progress
from ui.desktop.settings import Settings

if TYPE_CHECKING:
    # The welcome needs no register, and so no SQLAlchemy.
    from pma_assure.register.register import Register

T = TypeVar("T")
LOOK_EVERY = 1000
"""Milliseconds between two looks whether another window or program saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who acts in this window."""

    reference: str
    name: str
    capacity: Capacity

    @property
    def in_words(self) -> str:
        return f"{self.name} — {label(self.capacity)}"


class Workplace(QObject):
    """``saved`` says which references changed; None when another window or program saved and any may have."""

    saved = Signal(object)
    who_changed = Signal()

    def __init__(
        self,
        register: Register,
        jobs: Jobs,
        settings: Settings,
        *,
        today: date | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.register = register
        self.jobs = jobs
        self.settings = settings
        self.drafts = Drafts(register.path, encrypted=register.encrypted)
        self.who: Who | None = None
        self.saved_at: datetime | None = None
        self._today = today
        self._seen = register.changes_elsewhere()
        self._saving = 0
        self._day = self.as_of
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def as_of(self) -> date:
        """The day everything is computed for: the one the program was started for, or today in the UK."""
        return self._today or datetime.now(UK).date()

    def now(self) -> datetime:
        """The present instant in UK time; on the day the program was started for, if it was started for one."""
        moment = datetime.now(UK)
        if self._today is not None:
            moment = moment.replace(year=self._today.year, month=self._today.month, day=self._today.day)
        return moment.replace(second=0, microsecond=0)

    def act(self, who: Who) -> None:
        self.who = who
        self.settings.remember_who(self.register.path, who.reference, who.capacity.value)
        self.who_changed.emit()

    def look(self) -> None:
        """See whether another connection saved; say so if it did.

        While a deed of this window is being saved nothing is looked for: what it has committed would be taken for
        another's until its answer is here.
        """
        if self._saving:
            return
        try:
            seen = self.register.changes_elsewhere()
        except Exception as error:
            self._timer.stop()
            self.jobs.refused.emit(
                Refused(f"The register can no longer be read: {error}. What was saved is kept; open it again.")
            )
            return
        if self.as_of != self._day:
            self._day = self.as_of  # midnight has passed: everything computed is computed anew
            self.saved.emit(None)
        if seen != self._seen:
            self._seen = seen
            self.saved_at = self.now()
            self.saved.emit(None)

    def ask(
        self,
        question: Callable[[Register, date], T],
        then: Callable[[T], None],
        *,
        owner: QObject,
        slot: str,
        failed: Callable[[Refused], None] | None = None,
    ) -> Job:
        """Ask the register off the main thread; ``then`` gets the answer on it, unless it was asked anew meanwhile."""
        register, as_of = self.register, self.as_of
        return self.jobs.start(lambda _: question(register, as_of), then, owner=owner, slot=slot, failed=failed)

    def do(
        self,
        name: str,
        given: Mapping[str, object],
        *,
        owner: QObject,
        then: Callable[[Done], None],
        failed: Callable[[Refused], None],
        services: Callable[[Progress], Mapping[str, object]] | None = None,
    ) -> Job | None:
        """Do a deed off the main thread as who acts here; everything on the screen that it changed is read again.

        ``services`` gives the deed services that tell the progress, instead of the usual ones.
        """
        who = self.who
        if who is None:
            failed(Refused("Say first who you are: File, Who am I. Every deed is kept with its doer."))
            return None
        work = self._at_work(name, given, who, rehearsed=False, services=services)

        def done(result: Done) -> None:
            self._seen = self.register.changes_elsewhere()
            self._saving -= 1
            then(result)
            self.saved_at = self.now()
            self.saved.emit(frozenset(result.changed))

        def refused(refusal: Refused) -> None:
            self._saving -= 1
            failed(refusal)

        self._saving += 1
        return self.jobs.start(work, done, owner=self, title="Saving", failed=refused)

    def rehearse(
        self,
        name: str,
        given: Mapping[str, object],
        *,
        owner: QObject,
        then: Callable[[Done], None],
        failed: Callable[[Refused], None],
    ) -> Job | None:
        """Learn off the main thread what would come of a deed; nothing of it is kept. None while nobody acts here."""
        if self.who is None:
            return None
        work = self._at_work(name, given, self.who, rehearsed=True)
        return self.jobs.start(work, then, owner=owner, slot="rehearsal", failed=failed)

    def _at_work(
        self,
        name: str,
        given: Mapping[str, object],
        who: Who,
        *,
        rehearsed: bool,
        services: Callable[[Progress], Mapping[str, object]] | None = None,
    ) -> Callable[[Progress], Done]:
        register, day, values = self.register, self.as_of, dict(given)

        def work(progress: Progress) -> Done:
            from pma_assure.workflows.acting import act_as
            from pma_assure.workflows.arguments import arguments_for
            from ui.deed_services import deeds, services_for

            deed = deeds()[name]
            given = deed.stand_ins if rehearsed else services_for(deed)
            arguments: dict[str, Any] = arguments_for(
                deed, values, {**given, **(services(progress) if services else {})}
            )
            acting = act_as(register, who.reference, capacity=who.capacity, day=day)
            return (deed.rehearse if rehearsed else deed.run)(acting, **arguments)

        return work

    def close(self) -> None:
        self._timer.stop()
