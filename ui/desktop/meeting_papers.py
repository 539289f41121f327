"""The papers of a meeting from its page: its pack and minutes as files, and the list of what is not ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pma_assure.rules.vocabulary import MeetingState
from pma_assure.rules.wording import count, day
from pma_assure.values.chasing import ChasedPaper
from pma_assure.values.duties import Duty
from pma_assure.values.meeting_page import MeetingPage
from ui.desktop.duty_cards import deed_for, duty_card
from ui.desktop.exports import ExportEntry
from ui.desktop.pieces import Badge, Card, button, column, held, row, words
from ui.desktop.screen import Guide
from ui.desktop.sheets import Sheet
from ui.papers import PACK

WITHOUT_MINUTES = (MeetingState.SCHEDULED, MeetingState.CANCELLED)


def entries(page: MeetingPage) -> list[ExportEntry]:
    """What a meeting can be exported as: its pack, and once it has begun its minutes."""
    found = [ExportEntry(f"Meeting pack {page.reference} as PDF", f"{page.reference}{PACK}", "pdf")]
    if page.state not in WITHOUT_MINUTES:
        found.append(ExportEntry(f"Minutes {page.reference} as PDF", page.reference, "pdf"))
    return found


def paper_links(
    page: MeetingPage, chased: Sequence[ChasedPaper], owed: Sequence[Duty], guide: Guide, parent: QWidget
) -> QWidget:
    """A link for each file, one that says how many papers are not ready, and one for what waits for an agenda."""
    line = row(gap=4)
    for entry in entries(page):
        short = "Pack…" if entry.reference.endswith(PACK) else "Minutes…"
        line.addWidget(button(short, partial(entry.run, guide, parent), kind="link", name=entry.title))
    if chased:
        name = f"{count(len(chased), 'paper')} not ready: show what is missing"
        opener = button(
            f"{len(chased)} not ready…", lambda: sheet(page, chased, guide, parent).open(), kind="link", name=name
        )
        line.addWidget(opener)
    if owed:
        name = f"{count(len(owed), 'matter')} on no agenda yet: show them"
        waiting = partial(_waiting_sheet, page, owed, guide, parent)
        line.addWidget(button(f"{len(owed)} waiting…", lambda: waiting().open(), kind="link", name=name))
    line.addStretch(1)
    return held(line)


def waits_for_agenda(duty: Duty) -> bool:
    """Whether a duty is done by putting its matter on an agenda."""
    return duty.deed in ("item.list", "item.carry_over")


def waiting_cards(page: MeetingPage, owed: Sequence[Duty], guide: Guide) -> list[QWidget]:
    """What cases owe to a meeting, late first; each can be put on the agenda of this one."""
    as_of = guide.workplace.as_of
    cards: list[QWidget] = []
    for duty in owed:
        deed = deed_for(duty, ())
        here = replace(deed, given=(*deed.given, ("meeting", page.reference)))
        cards.append(duty_card(duty, as_of, guide, actions=(here,), show_case=True))
    return cards


class _Leaving:
    """The window, to what stands in a sheet: the sheet goes first."""

    def __init__(self, guide: Guide, made: Sheet) -> None:
        self.workplace, self._guide, self._sheet = guide.workplace, guide, made

    def go(self, reference: str) -> None:
        self._sheet.accept()
        self._guide.go(reference)

    def form(self, deed: str, given: Mapping[str, object]) -> None:
        self._sheet.accept()
        self._guide.form(deed, given)

    def say(self, sentence: str, tone: str = "") -> None:
        self._guide.say(sentence, tone)


def _waiting_sheet(page: MeetingPage, owed: Sequence[Duty], guide: Guide, parent: QWidget) -> Sheet:
    """What waits for an agenda. The sheet goes when somebody does or opens one."""
    made = Sheet("What waits for an agenda", parent)
    made.body.fill(
        words("What waits for an agenda", "title"),
        words(f"On no agenda yet. “Do it…” puts it on that of {page.title}.", "soft"),
        *waiting_cards(page, owed, _Leaving(guide, made)),
    )
    made.resize(720, max(260, min(560, made.body.height_of(700) + 70)))
    return made


def sheet(page: MeetingPage, chased: Sequence[ChasedPaper], guide: Guide, parent: QWidget) -> Sheet:
    """The chasing list: each paper with who owes it and what it lacks; each thing missing can be gone to."""
    made = Sheet("Papers that are not ready", parent)
    due = f"Papers for {page.title} are due on {day(page.papers_due)}."

    def go(reference: str) -> None:
        made.accept()
        guide.go(reference)

    made.body.fill(
        words("Papers that are not ready", "title"),
        words(due, "soft"),
        *(_card(one, go) for one in chased),
    )
    made.resize(620, max(260, min(560, made.body.height_of(600) + 70)))
    return made


def _card(one: ChasedPaper, go: Callable[[str], object]) -> QWidget:
    """One paper. A link goes to the item, and to each record in which something is missing."""
    head = row(words(f"{one.number}  {one.title}", "strong"), gap=8)
    head.setStretch(0, 1)
    head.addWidget(Badge("circulated" if one.circulated else "not circulated", _tone(one)))
    there = button(one.item, partial(go, one.item), kind="link", name=f"Go to item {one.item}")
    owed = row(there, words(f"Owed by {one.who}", "soft"), gap=8)
    owed.setStretch(1, 1)
    parts: list[QWidget] = [held(head), held(owed), words(one.standing)]
    for lack in one.lacks:
        if lack.reference == one.item:
            parts.append(words(lack.sentence, select=True))
            continue
        to = button(lack.reference, partial(go, lack.reference), kind="link", name=f"Go to {lack.reference}")
        line = row(to, words(lack.sentence, select=True), gap=8)
        line.setStretch(1, 1)
        line.setAlignment(to, Qt.AlignmentFlag.AlignTop)
        parts.append(held(line))
    return Card(column(*parts, margins=(12, 10, 12, 10)), name=f"{one.title}: {one.standing}")


def _tone(one: ChasedPaper) -> str:
    if one.circulated:
        return "attention" if one.lacks or "changed since" in one.standing else "good"
    return "late" if one.days_late else "attention"
