"""The passages of an extract, part by part: published or withheld by a key, split at the selection, summarised."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Disposition, Ground, PassageKind
from pma_assure.rules.wording import short_day
from pma_assure.values.extract_page import ExtractPage, PassageView
from pma_assure.values.outcome import Done
from ui.desktop.pieces import Badge, Flow, Scrolled, button, column, held, row, words
from ui.desktop.screen import Guide
from ui.desktop.spoken import said
from ui.desktop.theme import look

GROUNDS = (
    (Qt.Key.Key_N, Ground.NOT_NECESSARY, "Not necessary  N"),
    (Qt.Key.Key_C, Ground.COMMERCIAL, "Commercial  C"),
    (Qt.Key.Key_S, Ground.SECURITY, "Security  S"),
    (Qt.Key.Key_E, Ground.PERSONAL, "Personal  E"),
)
SETTLES = ("extract.mark", "extract.summarise")
"""Deeds after whose form the next passage is in hand."""


class PassageFrame(QFrame):
    """One passage. It takes the keys; the keys in short stand below it while it is the chosen one."""

    def __init__(self, passage: PassageView, pane: PassagesPane) -> None:
        super().__init__()
        self.passage, self._pane = passage, pane
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        badge, tone = badge_of(passage)
        self.setAccessibleName(f"{said(PassageKind, passage.kind)} {passage.number}, {badge}: {passage.text[:200]}")
        self.text = QLabel(passage.text if not passage.due else f"{passage.text}  ({short_day(passage.due)})")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.text.setCursor(Qt.CursorShape.IBeamCursor)
        if passage.disposition == Disposition.WITHHOLD:
            self.text.setStyleSheet(f"color: {look().soft}")
        elif passage.kind == PassageKind.HEADING:
            self.text.setProperty("kind", "strong")
        kind = said(PassageKind, passage.kind)
        top = row(words(f"{kind} {passage.number}", "soft", wrap=False), Badge(badge, tone), gap=10)
        top.insertStretch(1, 1)
        lines: list[QWidget] = []
        if passage.summary:
            lines.append(words(f"Summary by the PMA: {passage.summary}"))
        if passage.necessity:
            lines.append(words(f"Needed because: {passage.necessity}", "soft"))
        if passage.needs_consultation and pane.consulted:
            lines.append(words("Changed since the participant was consulted: consult once more.", "wrong"))
        box = column(held(top), self.text, *lines, margins=(11, 7, 11, 8), gap=3)
        self._keys: QWidget | None = None
        self._box = box
        self.setLayout(box)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._pane.choose(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        super().mousePressEvent(event)

    def set_chosen(self, chosen: bool, keys: QWidget | None) -> None:
        self.setProperty("chosen", chosen)
        self.style().unpolish(self)
        self.style().polish(self)
        if self._keys is not None:
            self._box.removeWidget(self._keys)
            self._keys.hide()
            self._keys.deleteLater()
        self._keys = keys
        if keys is not None:
            self._box.addWidget(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pane.key(self, event):
            super().keyPressEvent(event)


def selection_of(label: QLabel) -> tuple[int, str]:
    """The words that are selected, without the blanks around them, and how many characters stand before them."""
    chosen = label.selectedText().replace("\u2029", "\n")
    # Qt counts in units of UTF-16, the register in characters.
    before = label.text().encode("utf-16-le")[: 2 * label.selectionStart()].decode("utf-16-le")
    return len(before) + len(chosen) - len(chosen.lstrip()), chosen.strip()


def badge_of(passage: PassageView) -> tuple[str, str]:
    if passage.summarised:
        return "Summarised", "panel"
    if passage.disposition == Disposition.PUBLISH:
        return "Published", "good"
    if passage.disposition == Disposition.UNDECIDED:
        return "Undecided", "attention"
    ground = said(Ground, passage.ground).removeprefix("Withhold: ") if passage.ground else "withheld"
    return f"Withheld: {ground}", "quiet"


class PassagesPane(Scrolled):
    def __init__(self, guide: Guide) -> None:
        super().__init__("Passages", margins=(14, 12, 14, 20), gap=7)
        self._guide = guide
        self._page: ExtractPage | None = None
        self.frames: list[PassageFrame] = []
        self._chosen = ""

    def show_page(self, page: ExtractPage) -> None:
        self._page = page
        # Asked of the window: while a form is open before it, nothing in it has the keyboard itself.
        wanted = self._had_focus or self.window().focusWidget() in (self, *self.frames)
        self.frames = []
        parts: list[QWidget] = []
        for part, passages in groupby(page.passages, key=lambda one: one.part):
            held_ = list(passages)
            published = sum(1 for one in held_ if one.disposition == Disposition.PUBLISH or one.summarised)
            if part or len(held_) > 1:
                parts.append(words(f"Part {part} · {published} of {len(held_)} published", "soft"))
            for passage in held_:
                frame = PassageFrame(passage, self)
                self.frames.append(frame)
                parts.append(frame)
        self.fill(*parts)
        again = next((frame for frame in self.frames if frame.passage.reference == self._chosen), None)
        if again is None and self.frames and wanted:
            again = self.frames[0]
        if again is not None and wanted:
            again.setFocus()
        self._had_focus = False

    _had_focus = False

    def choose(self, frame: PassageFrame) -> None:
        """Make this passage the chosen one, and show what can be done with it."""
        for other in self.frames:
            if other is not frame and other.property("chosen"):
                other.set_chosen(False, None)
        if self._chosen != frame.passage.reference or not frame.property("chosen"):
            self._chosen = frame.passage.reference
            frame.set_chosen(True, self._keys(frame) if self._may_mark else None)
        self.ensureWidgetVisible(frame, 0, 40)

    def take_up(self, done: Done | None) -> None:
        """Go on at the chosen passage, or at the one after it when a form has just settled the chosen one."""
        place = next((n for n, one in enumerate(self.frames) if one.passage.reference == self._chosen), 0)
        if done is not None and done.deed in SETTLES:
            place += 1
        if self.frames:
            following = self.frames[min(place, len(self.frames) - 1)]
            self._chosen = following.passage.reference
            following.setFocus()
        else:
            self._had_focus = True  # the page is being read

    @property
    def consulted(self) -> bool:
        """Whether the participant was consulted at all."""
        return self._page is not None and self._page.consulted_on is not None

    @property
    def _may_mark(self) -> bool:
        from pma_assure.workflows.extracts import MARKABLE

        return self._page is not None and self._page.state in MARKABLE

    def _keys(self, frame: PassageFrame) -> QWidget:
        holder = QWidget()
        flow = Flow(gap=5)
        deeds: list[tuple[str, Callable[[], None]]] = [("Publish  P", lambda: self._publish(frame))]
        deeds += [(text, partial(self._withhold, frame, ground)) for _, ground, text in GROUNDS]
        if frame.passage.kind != PassageKind.HEADING:
            deeds.append(("Summary  M", lambda: self._summarise(frame)))
        if frame.passage.kind == PassageKind.TEXT:
            deeds.append(("Split at the selection  T", lambda: self._split(frame)))
        for text, act in deeds:
            made = button(text, act, name=f"{text.rsplit('  ', 1)[0]}: passage {frame.passage.number}")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            flow.addWidget(made)
        holder.setLayout(flow)
        return holder

    def key(self, frame: PassageFrame, event: QKeyEvent) -> bool:
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            number = self.frames.index(frame) + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= number < len(self.frames):
                self.frames[number].setFocus()
            return True
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.frames[0 if key == Qt.Key.Key_Home else -1].setFocus()
            return True
        if not self._may_mark:
            return False
        ground = next((ground for k, ground, _ in GROUNDS if k == key), None)
        if ground is not None:
            self._withhold(frame, ground)
        elif key == Qt.Key.Key_P:
            self._publish(frame)
        elif key == Qt.Key.Key_M and frame.passage.kind != PassageKind.HEADING:
            self._summarise(frame)
        elif key == Qt.Key.Key_T and frame.passage.kind == PassageKind.TEXT:
            self._split(frame)
        else:
            return False
        return True

    def _given(self, frame: PassageFrame) -> dict[str, object]:
        assert self._page is not None
        return {"extract": self._page.reference, "passage": frame.passage.reference}

    def _publish(self, frame: PassageFrame) -> None:
        given = self._given(frame)
        self._guide.form(
            "extract.mark",
            {
                "extract": given["extract"],
                "passages": [frame.passage.reference],
                "marking": "publish",
                "necessity": frame.passage.necessity or None,
            },
        )

    def _withhold(self, frame: PassageFrame, ground: Ground) -> None:
        """A ground needs no more words: it is done at once, and the next passage is chosen."""
        values = {
            "extract": self._given(frame)["extract"],
            "passages": [frame.passage.reference],
            "marking": ground.value,
        }
        number = self.frames.index(frame)

        def done(_: Done) -> None:
            following = self.frames[min(number + 1, len(self.frames) - 1)]
            self._chosen = following.passage.reference
            self._had_focus = True
            self._guide.say(f"Passage {frame.passage.number}: {said(Ground, ground).lower()}.")

        def failed(refusal: Refused) -> None:
            self._guide.say(str(refusal), "late")

        self._guide.workplace.do("extract.mark", values, owner=self, then=done, failed=failed)

    def _summarise(self, frame: PassageFrame) -> None:
        given: dict[str, object] = {**self._given(frame), "summary": frame.passage.summary or None}
        given["ground"] = frame.passage.ground
        self._guide.form("extract.summarise", given)

    def _split(self, frame: PassageFrame) -> None:
        chosen = frame.text.selectedText()
        if not chosen.strip():
            self._guide.say("Select the words first that are to stand apart, then split.", "attention")
            return
        place, words_ = selection_of(frame.text)
        values = {**self._given(frame), "before": words_, "after": words_, "place": place}

        def done(_: Done) -> None:
            self._guide.say(f"Passage {frame.passage.number} was split; its pieces are undecided.")

        def failed(refusal: Refused) -> None:
            self._guide.say(str(refusal), "late")

        self._guide.workplace.do("extract.split", values, owner=self, then=done, failed=failed)
