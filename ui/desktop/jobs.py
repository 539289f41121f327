"""The one way off the main thread: a job with progress and cancel, its result handed back on the main thread.

A request that was overtaken by a later one of the same owner and slot is dropped when it comes back, so that a screen
never shows the answer to a question that nobody asks any more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance, Slot
from shiboken6 import isValid

from pma_assure.rules.refusal import Refused


class Cancelled(Exception):
    """Raised inside the work when somebody cancelled it."""


class Progress:
    """Given to the work: it says how far it is, and learns that it was cancelled."""

    def __init__(self, report: SignalInstance, number: int) -> None:
        self._report = report
        self._number = number
        self.cancelled = False

    def say(self, done: int, total: int, words: str) -> None:
        self.check()
        self._report.emit(self._number, done, total, words)

    def check(self) -> None:
        if self.cancelled:
            raise Cancelled


class _Signals(QObject):
    finished = Signal(int, object, object)
    progressed = Signal(int, int, int, str)


@dataclass(slots=True, eq=False)
class Job:
    """One piece of work, from its start until its result was handed back."""

    number: int
    owner: QObject
    slot: str
    title: str
    progress: Progress
    then: Callable[[Any], None]
    failed: Callable[[Refused], None] | None
    dropped: bool = field(default=False)

    def cancel(self) -> None:
        self.progress.cancelled = True


class _Run(QRunnable):
    def __init__(self, number: int, work: Callable[[], object], signals: _Signals) -> None:
        super().__init__()
        self.setAutoDelete(False)  # Python keeps it; Qt deleting it as well would be once too often
        self._number = number
        self._work = work
        self._signals = signals

    def run(self) -> None:
        result: object = None
        error: BaseException | None = None
        try:
            result = self._work()
        except BaseException as raised:  # whatever it was, the main thread says it in a sentence
            error = raised
        self._signals.finished.emit(self._number, result, error)


class Jobs(QObject):
    """All jobs of the program. ``busy`` says (title, done, total) of the job people wait for; ("", 0, 0) when none."""

    busy = Signal(str, int, int)
    refused = Signal(object)
    """A Refused that no one took."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(3)
        self._signals = _Signals(self)
        self._signals.finished.connect(self._finished)
        self._signals.progressed.connect(self._progressed)
        self._jobs: dict[int, Job] = {}
        self._runs: dict[int, _Run] = {}
        self._last = 0

    def start(
        self,
        work: Callable[[Progress], Any],
        then: Callable[[Any], None],
        *,
        owner: QObject,
        slot: str = "",
        title: str = "",
        failed: Callable[[Refused], None] | None = None,
    ) -> Job:
        """Run ``work`` off the main thread, then ``then`` with its result on it.

        ``slot`` names the question: an earlier one of the same owner is dropped. ``title`` makes the job one that is
        shown with progress and cancel. ``failed`` is given the refusal; without it the window says the sentence.
        """
        if slot:
            for earlier in self._jobs.values():
                if earlier.owner is owner and earlier.slot == slot:
                    earlier.dropped = True
                    earlier.cancel()
        self._last += 1
        progress = Progress(self._signals.progressed, self._last)
        job = Job(self._last, owner, slot, title, progress, then, failed)
        run = _Run(job.number, lambda: work(progress), self._signals)
        self._jobs[job.number], self._runs[job.number] = job, run
        if title:
            self.busy.emit(title, 0, 0)
        self._pool.start(run)
        return job

    @Slot(int, int, int, str)
    def _progressed(self, number: int, done: int, total: int, words: str) -> None:
        job = self._jobs.get(number)
        if job is not None and not job.dropped and job.title:
            self.busy.emit(words or job.title, done, total)

    @Slot(int, object, object)
    def _finished(self, number: int, result: object, error: BaseException | None) -> None:
        job = self._jobs.pop(number, None)
        self._runs.pop(number, None)
        if job is None:
            return
        if job.title:
            self.busy.emit("", 0, 0)
        if job.dropped or not isValid(job.owner) or isinstance(error, Cancelled):
            return
        if error is None:
            job.then(result)
            return
        refusal = as_refusal(error)
        if job.failed is not None:
            job.failed(refusal)
        else:
            self.refused.emit(refusal)

    def cancel_shown(self) -> None:
        """Cancel what is shown with progress."""
        for job in self._jobs.values():
            if job.title:
                job.cancel()

    @property
    def idle(self) -> bool:
        return not self._jobs

    def finish(self) -> None:
        """Wait for what runs, and drop what it brings: before a register is closed."""
        for job in self._jobs.values():
            job.dropped = True
            job.cancel()
        self._pool.waitForDone()


def as_refusal(error: BaseException) -> Refused:
    """Any error as a sentence. One that the program does not know is written to the log with its place."""
    if isinstance(error, Refused):
        return error
    from ui.desktop import log

    log.keep(error)
    words = str(error).strip().splitlines()
    return Refused(
        f"This did not work: {type(error).__name__}{': ' + words[0][:200] if words else ''}. Nothing was saved by it."
        " The program's log says where it happened (Help, Show the log)."
    )
