"""Evidence for a clause of a sheet: chosen files, dropped ones, a pasted picture or text; what it is, asked once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Classification
from pma_assure.rules.wording import count, label
from pma_assure.values.outcome import Done
from pma_assure.workflows.parameters import FileGiven
from ui.desktop.dialogs import Asking
from ui.desktop.pieces import Combo, words
from ui.desktop.screen import Guide

GivenFile = str | FileGiven


@dataclass(frozen=True, slots=True)
class Terms:
    """What is true of everything that is taken in at one sitting."""

    classification: str
    source: str
    verifiable: bool


def files_in(mime: QMimeData, now: datetime) -> list[GivenFile]:
    """What can become evidence: the files; else the picture, else the text, each named by the time it was pasted."""
    paths: list[GivenFile] = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
    if paths:
        return paths
    name = f"Pasted {now:%Y-%m-%d %H.%M}"
    if mime.hasImage():
        image = mime.imageData()
        content = _png(image) if isinstance(image, QImage) else b""
        return [FileGiven(name=f"{name}.png", content=content)] if content else []
    text = mime.text()
    return [FileGiven(name=f"{name}.txt", content=text.encode())] if text.strip() else []


def _png(image: QImage) -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only names of files
    return bytes(kept.data())


class TermsDialog(Asking):
    """Asked once in a sitting; what is answered holds for every item after it."""

    def __init__(self, participant: str, parent: QWidget | None) -> None:
        super().__init__("What is true of this evidence", "Take it in", parent)
        self.terms: Terms | None = None
        self.fields.addWidget(words("Asked once: it holds for all evidence of this sitting.", "soft"))
        self.classification = Combo()
        self.classification.setAccessibleName("Classification")
        for one in Classification:
            self.classification.addItem(label(one), one.value)
        self.classification.setCurrentIndex(list(Classification).index(Classification.RESTRICTED))
        self.source = QLineEdit(participant)
        self.source.setAccessibleName("From whom")
        self.verifiable = QCheckBox("It can be verified")
        self.verifiable.setChecked(True)
        for name, field in (("Classification", self.classification), ("From whom", self.source)):
            heading = words(name, "strong", wrap=False)
            heading.setBuddy(field)
            self.fields.addWidget(heading)
            self.fields.addWidget(field)
        self.fields.addWidget(self.verifiable)
        self.resize(440, self.sizeHint().height())

    def do(self) -> None:
        if not self.source.text().strip():
            self.say("Say from whom it came: a person or an organisation.")
            self.source.setFocus()
            return
        self.terms = Terms(
            str(self.classification.currentData()), self.source.text().strip(), self.verifiable.isChecked()
        )
        self.accept()


class EvidenceTaker:
    """Takes files in for a line, one deed each: what fails leaves the others taken in, and is said."""

    def __init__(self, guide: Guide, parent: QWidget, back: Callable[[], object]) -> None:
        """``back`` puts the keyboard where it was when a dialog is gone."""
        self._guide, self._parent, self._back = guide, parent, back
        self.terms: Terms | None = None

    def choose(self, *, case: str, participant: str, line: str, clause: str) -> None:
        names, _ = QFileDialog.getOpenFileNames(self._parent, f"Evidence for clause {clause}")
        self.take(list(names), case=case, participant=participant, line=line, clause=clause)

    def take(self, files: Sequence[GivenFile], *, case: str, participant: str, line: str, clause: str) -> None:
        if not files:
            return

        def go_on() -> None:
            self._each(list(files), case, line, clause, [])

        if self.terms is not None:
            go_on()
            return
        dialog = TermsDialog(participant, self._parent.window())

        def answered() -> None:
            self.terms = dialog.terms
            go_on()

        dialog.accepted.connect(answered)
        # When the dialog is gone: Qt itself would give the keyboard to whatever comes first in the window.
        dialog.finished.connect(lambda _: QTimer.singleShot(0, self._parent, self._back))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def _each(self, files: list[GivenFile], case: str, line: str, clause: str, taken: list[str]) -> None:
        if not files:
            self._guide.say(f"Clause {clause}: {count(len(taken), 'item')} taken in ({', '.join(taken)}).", "good")
            return
        first, others = files[0], files[1:]
        terms = self.terms
        assert terms is not None
        given = _given(first, case, line, self._guide.workplace.as_of, terms)

        def done(result: Done) -> None:
            self._each(others, case, line, clause, [*taken, result.reference or ""])

        def failed(refusal: Refused) -> None:
            left = f" {count(len(files), 'file')} of {len(files) + len(taken)} not taken in." if others or taken else ""
            self._guide.say(f"{refusal}{left}", "late")

        self._guide.workplace.do("evidence.add", given, owner=self._parent, then=done, failed=failed)


def _given(file: GivenFile, case: str, line: str, day: date, terms: Terms) -> dict[str, object]:
    name = file.name if isinstance(file, FileGiven) else Path(file).name
    return {
        "case": case,
        "title": Path(name).stem.replace("_", " ").strip()[:200] or name,
        "source": terms.source,
        "received_on": day.isoformat(),
        "file": file,
        "classification": terms.classification,
        "verifiable": terms.verifiable,
        "supports": [line],
    }
