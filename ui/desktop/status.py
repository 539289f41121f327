"""The foot of the window: the register and when it was saved on the left, who acts on the right, work between."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar

from ui.desktop.jobs import Jobs
from ui.desktop.pieces import Elided, button
from ui.desktop.theme import look

SAID_FOR = 9000
"""Milliseconds for which a sentence stands at the foot."""
PATIENCE = 400
"""Milliseconds before work is shown with its progress: what is faster need not be announced."""


class Foot(QStatusBar):
    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setAccessibleName("Status")
        self.left = QLabel()
        self.said = Elided("")
        self.right = QLabel()
        self.work = QLabel()
        self.progress = QProgressBar()
        self.progress.setFixedWidth(120)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.cancel = button("Cancel", jobs.cancel_shown, kind="link", name="Cancel what is running")
        for label in (self.left, self.right, self.work):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.addWidget(self.left)
        self.addWidget(self.said, 1)
        for part in (self.work, self.progress, self.cancel, self.right):
            self.addPermanentWidget(part)
        self._work = ("", 0, 0)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._show_work)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(SAID_FOR)
        self._silence.timeout.connect(lambda: self.say("", ""))
        self._hide_work()
        jobs.busy.connect(self._busy)

    def say(self, sentence: str, tone: str) -> None:
        self.said.setText(sentence)
        self.said.setAccessibleName(sentence)
        self.said.setToolTip(sentence)
        ink = look().tone(tone).ink if tone else look().ink
        self.said.setStyleSheet(f"color: {ink}; font-weight: {600 if tone else 400}")
        if sentence:
            self._silence.start()

    def _busy(self, words: str, done: int, total: int) -> None:
        self._work = (words, done, total)
        if not words:
            self._patience.stop()
            self._hide_work()
        elif self.work.isVisible():
            self._show_work()
        elif not self._patience.isActive():
            self._patience.start()

    def _show_work(self) -> None:
        words, done, total = self._work
        if not words:
            return
        self.work.setText(f"{words}…")
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        for part in (self.work, self.progress, self.cancel):
            part.show()

    def _hide_work(self) -> None:
        for part in (self.work, self.progress, self.cancel):
            part.hide()
