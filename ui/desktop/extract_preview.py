"""What the Parties would receive: the real PDF, made in a job, drawn page by page."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from pma_assure.rules.refusal import Refused
from ui.desktop.jobs import Progress
from ui.desktop.pieces import Combo, Scrolled, column, notice, row, words
from ui.desktop.screen import Guide
from ui.desktop.theme import look

POINTS = 595.0
"""The width of an A4 page in points."""
_reader = Lock()
"""The PDF reader is not made for two threads at once."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pages of a document as images, each as wide as was asked."""

    pages: tuple[QImage, ...]


def draw(content: bytes, pixels: int, progress: Progress) -> Drawn:
    """Every page of a PDF as an image ``pixels`` wide."""
    import pypdfium2 as pdfium

    pages = []
    with _reader:
        document = pdfium.PdfDocument(content)
        try:
            for page in document:
                progress.check()
                bitmap = page.render(scale=pixels / page.get_width(), rev_byteorder=True)
                kind = QImage.Format.Format_RGBA8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
                data = bytes(bitmap.buffer)
                pages.append(QImage(data, bitmap.width, bitmap.height, bitmap.stride, kind).copy())
                bitmap.close()
                page.close()
        finally:
            document.close()
    return Drawn(tuple(pages))


class Preview(QWidget):
    """Made anew when the extract changed; drawn anew when there is another width or zoom."""

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        self._guide, self._workplace = guide, guide.workplace
        self._content: bytes | None = None
        self._reference = ""
        self._drawn_at = (0, 0.0)
        self.said = words("What the Parties receive", "soft")
        self.zoom = Combo()
        self.zoom.setAccessibleName("Zoom")
        for shown, share in (("Fit", 0.0), ("75 %", 0.75), ("100 %", 1.0), ("125 %", 1.25), ("150 %", 1.5)):
            self.zoom.addItem(shown, share)
        self.zoom.currentIndexChanged.connect(lambda _: self._draw())
        self.body = Scrolled("What the Parties receive", margins=(16, 0, 16, 16), gap=14)
        self.body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.verticalScrollBar().valueChanged.connect(lambda _: self._say_page())
        top = row(self.said, self.zoom, margins=(16, 10, 16, 10))
        top.setStretch(0, 1)
        self.setLayout(column(top, self.body, gap=0))
        self.setObjectName("preview")
        self._pages: list[QLabel] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(150)
        self._later.timeout.connect(self._draw)

    def show_extract(self, reference: str) -> None:
        """Make and draw one version of the extract as it stands: a draft correction, never the one that is out."""
        if reference != self._reference:
            self._content = None
            self.body.fill(words("The extract is being made…", "soft"))
        self._reference = reference
        register, as_of = self._workplace.register, self._workplace.as_of

        def made(_: Progress) -> bytes:
            from pma_assure.views import documents
            from reports.plan_extract import render

            kept = documents.stored(register, reference, "pdf")
            return kept if kept is not None else render(documents.extract(register, reference, as_of), "pdf")

        self._workplace.jobs.start(made, self._take, owner=self, slot="make", failed=self._failed)

    def _take(self, content: bytes) -> None:
        if content != self._content:
            self._content = content
            self._drawn_at = (0, 0.0)
            self._draw()

    def _failed(self, refusal: Refused) -> None:
        self.said.setText("What the Parties receive")
        self._pages = []
        self.body.fill(notice("late", [str(refusal)]))

    def _draw(self) -> None:
        content, ratio = self._content, self.devicePixelRatioF()
        if content is None:
            return
        share = self.zoom.currentData()
        width = int(self.body.width() - 46) if not share else int(POINTS * share * 96 / 72)
        if width < 100 or (width, ratio) == self._drawn_at:
            return
        self._drawn_at = (width, ratio)
        self._workplace.jobs.start(
            lambda progress: draw(content, int(width * ratio), progress),
            lambda drawn: self._show(drawn, ratio),
            owner=self,
            slot="draw",
            failed=self._failed,
        )

    def _show(self, drawn: Drawn, ratio: float) -> None:
        self._pages = []
        for number, image in enumerate(drawn.pages, 1):
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(ratio)
            label = QLabel()
            label.setPixmap(picture)
            label.setFixedSize(picture.deviceIndependentSize().toSize())
            label.setStyleSheet(f"border: 1px solid {look().line}")
            label.setAccessibleName(f"Page {number} of {len(drawn.pages)} of the extract")
            self._pages.append(label)
        self.body.fill(*self._pages)
        self._say_page()

    def _say_page(self) -> None:
        if not self._pages:
            return
        middle = self.body.verticalScrollBar().value() + self.body.viewport().height() // 2
        shown = next(
            (n for n, label in enumerate(self._pages, 1) if label.geometry().bottom() >= middle), len(self._pages)
        )
        self.said.setText(f"What the Parties receive — page {shown} of {len(self._pages)}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._later.start()
