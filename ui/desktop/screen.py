"""What every screen is, what it may ask of its window, and the buttons for the deeds that can be done from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from pma_assure.rules.open_to import not_before, takes_a_step
from pma_assure.rules.references import KINDS
from pma_assure.values.outcome import Done
from pma_assure.values.screens import NextDeed
from ui.desktop.letters import give_letters
from ui.desktop.pieces import button
from ui.desktop.workplace import Workplace

if TYPE_CHECKING:
    # Today is shown before anybody asks for a deed.
    from pma_assure.workflows.deeds import Deed


class Guide(Protocol):
    """The window, as a screen knows it."""

    workplace: Workplace

    def go(self, reference: str) -> None:
        """Show the page that shows this record."""

    def form(self, deed: str, given: Mapping[str, object]) -> None:
        """Open the form of a deed."""

    def say(self, sentence: str, tone: str = "") -> None:
        """Say something for a while at the foot of the window."""


class Screen(QWidget):
    """One screen of a window. It is read when it is shown, and again when something was saved."""

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        self.guide = guide
        self.workplace = guide.workplace
        self.setObjectName("page")
        self.stale = True

    def read(self) -> None:
        """Ask the register for what stands here now."""
        raise NotImplementedError

    def look_changed(self) -> None:
        """Colours changed: whatever holds them in its text is made anew."""
        self.read()

    def show_reference(self, reference: str) -> None:
        """Show this record, where the screen shows one at a time."""

    def start_filter(self) -> None:
        """Put the cursor where the list is filtered, where there is one."""

    def take_keys(self) -> None:
        """Put the keyboard where somebody who came here by it wants to go on."""

    def take_up(self, done: Done | None) -> None:
        """Put the keyboard where somebody goes on whose form was closed; ``done`` is what came of it, if it was."""
        self.take_keys()

    @property
    def reference(self) -> str:
        """The record that is shown or chosen; "" when none is."""
        return ""

    @property
    def case(self) -> str:
        """The case whose page this is, or to which it belongs; "" when it is no case's."""
        return ""

    def begun(self, deed: Deed) -> dict[str, object]:
        """What the form of a deed begins with when it is opened from here: the record that is shown or chosen."""
        from ui.desktop import in_view

        return in_view.begun(deed, in_view.with_its_whole(self.reference))


def dots(title: str) -> str:
    return title if title.endswith("…") else f"{title}…"


def deed_button(one: NextDeed, guide: Guide) -> QPushButton:
    """A button for a deed with what is known filled in; the usual next one is filled."""
    open_form = partial(guide.form, one.deed, dict(one.given))
    return button(dots(one.title), open_form, kind="primary" if one.primary else "")


def next_buttons(actions: Sequence[NextDeed], guide: Guide, *, most: int = 2, more: str = "More") -> QWidget:
    """The deeds that can be done now: the primary one filled, a few beside it, the others in a menu."""
    held = QWidget()
    box = QHBoxLayout(held)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(6)
    primary = [one for one in actions if one.primary][:1]
    others = [one for one in actions if one not in primary]
    shown = others[: max(0, most - 1)] if len(others) > most else others
    hidden = [one for one in others if one not in shown]
    for one in shown:
        box.addWidget(deed_button(one, guide))
    if hidden:
        menu = QMenu(held)
        for one in hidden:
            act = menu.addAction(dots(one.title))
            act.triggered.connect(lambda _=False, one=one: guide.form(one.deed, dict(one.given)))
        give_letters(menu)
        opener = button(more, lambda: None, name="More that can be done from here")
        opener.setMenu(menu)
        box.addWidget(opener)
    for one in primary:
        box.addWidget(deed_button(one, guide))
    return held


PARTS_OF_ASSESSMENTS = {
    "S": "scope_item",
    "P": "report",
    "R": "evidence_request",
    "C": "caveat",
    "L": "field_line",
    "O": "observation",
}


def kind_of_reference(reference: str) -> str:
    """The kind that a reference names, as deeds name kinds: "milestone" for PLAN-2026-0009/M2; "" when it is none."""
    head, _, part = reference.partition("/")
    kind = KINDS.get(head.split("-")[0], "")
    if kind == "plan" and part.startswith("M"):
        return "milestone"
    if kind == "assessment" and part:
        return PARTS_OF_ASSESSMENTS.get(part[:1], "")
    if kind == "cap" and part:
        return "action"
    if kind == "finding" and part:
        return "root_cause"
    if kind == "breach" and part:
        return "breach fact"
    if kind == "meeting" and part:
        return "item"
    if kind == "suspension" and part:
        return "appeal" if part.startswith("A") else "notice"
    return kind


def deeds_about(reference: str) -> list[NextDeed]:
    """Every deed whose first argument can be this record, with the record filled in."""
    from ui.deed_services import deeds

    kind = kind_of_reference(reference)
    found = []
    for deed in deeds().values():
        first = next((one for one in deed.parameters if one.type == "reference" and one.required), None)
        if kind and first is not None and kind in first.record_kinds and first is deed.parameters[0]:
            found.append(NextDeed(deed=deed.name, title=deed.title, given=((first.name, reference),)))
    return found


BESIDE = (
    ("evidence.link", "supports"),
    ("evidence.add", "supports"),
    ("evidence.unlink", "supports"),
    ("cap.draft", "findings"),
    ("breach.open", "findings"),
    ("plan.require", "breach"),
    ("letter.draft", "about"),
    ("item.list", "subject"),
)
"""Deeds whose first argument is another record, and the argument that a record may be which somebody looks at."""

HAS_ITS_OWN = (("field_line", "evidence.link"),)
"""Kinds for which one of these is a deed of their own already."""


def deeds_beside(reference: str, case: str = "") -> list[NextDeed]:
    """The deeds that name this record in another place: linking evidence to it, a letter about it.

    ``case`` is filled in where they ask for one.
    """
    from ui.deed_services import deeds

    kind, known = kind_of_reference(reference), deeds()
    found = []
    for name, place in BESIDE:
        deed = known[name]
        named = next(one for one in deed.parameters if one.name == place)
        if kind not in named.record_kinds or (kind, name) in HAS_ITS_OWN:
            continue
        given: list[tuple[str, object]] = [(place, (reference,) if named.type == "references" else reference)]
        given += [("case", case) for one in deed.parameters if case and one.name == "case" and one.required]
        found.append(NextDeed(deed=name, title=deed.title, given=tuple(given)))
    return found


def about_menu(reference: str, guide: Guide, parent: QWidget, *, state: str = "", case: str = "") -> QMenu:
    """Every deed about a record. Those its state is not open to stand apart, each with when it may be done."""
    menu = QMenu(parent)
    fill_about(menu, reference, guide, state=state, case=case)
    return menu


def fill_about(menu: QMenu, reference: str, guide: Guide, *, state: str = "", case: str = "") -> None:
    """Fill a menu anew with the deeds about a record: first those that take it on, then the others, then not now."""
    menu.clear()
    for below in menu.findChildren(QMenu):
        below.deleteLater()
    kind = kind_of_reference(reference)
    every = [*deeds_about(reference), *deeds_beside(reference, case)]
    later = [(one, when) for one in every if (when := not_before(kind, state, one.deed))]
    now = [one for one in every if not any(one is waiting for waiting, _ in later)]
    on = [one for one in now if state and takes_a_step(kind, one.deed)]
    for group in (on, [one for one in now if one not in on]):
        if not menu.isEmpty() and group:
            menu.addSeparator()
        for one in group:
            act = menu.addAction(dots(one.title))
            act.triggered.connect(lambda _=False, one=one: guide.form(one.deed, dict(one.given)))
    if menu.isEmpty():
        menu.addAction("Nothing can be done to this record now" if later else "Nothing can be done to this record")
        menu.actions()[0].setEnabled(False)
    if later:
        menu.addSeparator()
        _not_now(menu, reference, later)
    give_letters(menu)


def _not_now(menu: QMenu, reference: str, later: Sequence[tuple[NextDeed, str]]) -> None:
    """What the record's state is not open to, to be read and not done: when it may be stands beside each."""
    below = menu.addMenu("Not now")
    below.setToolTipsVisible(True)
    for one, when in later:
        act = below.addAction(f"{one.title.rstrip('…')}\t{when}".replace("&", "&&"))
        act.setToolTip(f"{one.title.rstrip('…')}: possible {when}. {reference} is not in such a state.")
        act.setEnabled(False)
