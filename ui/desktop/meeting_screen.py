"""Meetings: the list of them, and one meeting with its items, the item in hand, and the quorum as it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from pma_assure.register.register import Register
from pma_assure.rules.calendar import UK
from pma_assure.rules.vocabulary import MeetingMode, MeetingState
from pma_assure.rules.wording import count, day, short_day
from pma_assure.values.chasing import ChasedPaper
from pma_assure.values.duties import Duty
from pma_assure.values.meeting_page import ItemView, MeetingPage
from pma_assure.values.screens import ListColumn, MeetingRow
from pma_assure.workflows.deeds import Deed
from ui.desktop import in_view
from ui.desktop.meeting_item import item_parts
from ui.desktop.meeting_items import ItemsList
from ui.desktop.meeting_papers import paper_links, waiting_cards, waits_for_agenda
from ui.desktop.meeting_quorum import quorum_parts, record_arrivals
from ui.desktop.meeting_vote import VoteState
from ui.desktop.pieces import Badge, Scrolled, button, column, held, row, rule, words
from ui.desktop.record_table import RecordTable
from ui.desktop.records_model import Asked, Source
from ui.desktop.screen import Guide, Screen, next_buttons
from ui.desktop.spoken import said, tone_of
from ui.desktop.typed_days import show_instant

OPEN_AGENDA = (MeetingState.SCHEDULED, MeetingState.IN_SESSION)

COLUMNS = (
    ListColumn(key="reference", title="Reference", width=16),
    ListColumn(key="title", title="Meeting", width=40),
    ListColumn(key="starts_at", title="Begins", width=24),
    ListColumn(key="state", title="State", width=20),
    ListColumn(key="items", title="Items", width=8, sortable=False),
)


def _cell(one: MeetingRow, place: int) -> str:
    if place == 2:
        return show_instant(one.starts_at)
    if place == 3:
        return said(MeetingState, one.state)
    return (one.reference, one.title, "", "", str(one.items))[place]


def meeting_source() -> Source[MeetingRow]:
    def ids(register: Register, as_of: date, asked: Asked) -> Sequence[str]:
        from pma_assure.views import meeting_list

        return meeting_list.ids(
            register,
            as_of,
            state=None,
            words=asked.words,
            sort=asked.sort or "starts_at",
            descending=asked.descending if asked.sort else True,
        )

    def rows(register: Register, as_of: date, ids: Sequence[str]) -> Sequence[MeetingRow]:
        from pma_assure.views import meeting_list

        return meeting_list.rows(register, as_of, ids)

    return Source(columns=COLUMNS, ids=ids, rows=rows, cell=_cell)


class MeetingsScreen(Screen):
    def __init__(self, guide: Guide) -> None:
        super().__init__(guide)
        self.table: RecordTable[MeetingRow] = RecordTable(
            guide,
            "meetings",
            "Meetings",
            meeting_source(),
            ("Schedule a meeting…", lambda: guide.form("meeting.schedule", {})),
        )
        self.table.opened.connect(lambda one: self.show_reference(one.reference))
        self.meeting = MeetingView(guide, self._back)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.meeting)
        self.setLayout(column(self.stack))

    def read(self) -> None:
        if self.stack.currentWidget() is self.meeting:
            self.meeting.read()
        else:
            self.table.read()

    def look_changed(self) -> None:
        self.meeting.forget()
        self.read()

    def show_reference(self, reference: str) -> None:
        meeting, _, item = reference.partition("/")
        self.stack.setCurrentWidget(self.meeting)
        self.meeting.show_meeting(meeting, reference if item else "")

    def _back(self) -> None:
        self.stack.setCurrentWidget(self.table)
        self.table.read()
        self.table.view.setFocus()

    def take_keys(self) -> None:
        shown = self.meeting.items if self.stack.currentWidget() is self.meeting else self.table.view
        shown.setFocus()

    def start_filter(self) -> None:
        self._back()
        self.table.filter.setFocus()

    @property
    def reference(self) -> str:
        return self.meeting.reference if self.stack.currentWidget() is self.meeting else ""

    def begun(self, deed: Deed) -> dict[str, object]:
        """With the item in hand, or the meeting."""
        return in_view.begun(deed, in_view.with_its_whole(self.meeting.item if self.reference else ""))

    def move_item(self, by: int) -> None:
        if self.stack.currentWidget() is self.meeting:
            self.meeting.items.step(by)


class MeetingView(QWidget):
    """One meeting. What somebody has begun to enter of a vote outlasts a reading."""

    def __init__(self, guide: Guide, back: Callable[[], object]) -> None:
        super().__init__()
        self.guide, self.workplace = guide, guide.workplace
        self.reference = ""
        self._page: MeetingPage | None = None
        self._chased: tuple[ChasedPaper, ...] = ()
        self._owed: tuple[Duty, ...] = ()
        self._item = ""
        self._drawn: object = None
        self._votes: dict[str, VoteState] = {}
        self.head = QWidget()
        self.items = ItemsList()
        self.items.chosen.connect(self._choose)
        back_button = button("All meetings", back, kind="link")
        self.left_box = column(held(row(back_button, margins=(6, 6, 6, 0))), self.head, rule(), self.items, gap=0)
        self.left_box.setStretch(3, 1)
        left = held(self.left_box)
        self.left = left
        left.setMinimumWidth(210)
        self.middle = Scrolled("The item", margins=(20, 14, 20, 20))
        self.right = Scrolled("Quorum for this item", margins=(16, 14, 16, 20))
        self.right.setMinimumWidth(270)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (left, self.middle, self.right):
            self.splitter.addWidget(part)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes(self.workplace.settings.widths("meeting") or [250, 520, 320])
        self.splitter.splitterMoved.connect(
            lambda *_: self.workplace.settings.keep_widths("meeting", self.splitter.sizes())
        )
        self.setLayout(column(self.splitter))

    @property
    def item(self) -> str:
        """The item in hand, or the meeting while it has none."""
        return self._item or self.reference

    def forget(self) -> None:
        self._page = None
        self._chased = ()
        self._owed = ()
        self._drawn = None

    def show_meeting(self, reference: str, item: str = "") -> None:
        if reference != self.reference:
            self.forget()
        self.reference = reference
        self._item = item or ("" if self._page is None else self._item)
        self.read()

    def read(self) -> None:
        reference = self.reference

        def question(register: Register, as_of: date) -> MeetingPage:
            from pma_assure.views import meetings

            return meetings.page(register, as_of, reference)

        def unready(register: Register, as_of: date) -> tuple[str, tuple[ChasedPaper, ...]]:
            from pma_assure.views import chasing

            return reference, chasing.of(register, as_of, reference)

        def waiting(register: Register, as_of: date) -> tuple[str, tuple[Duty, ...]]:
            from pma_assure.views import duties

            return reference, tuple(duty for duty in duties.owed(register, as_of) if waits_for_agenda(duty))

        if reference:
            self.workplace.ask(question, self._show, owner=self, slot="page")
            self.workplace.ask(waiting, self._show_waiting, owner=self, slot="waiting")
            # After the page: what is missing is looked for in every case on the agenda.
            self.workplace.ask(unready, self._show_chased, owner=self, slot="chased")

    def _show_waiting(self, found: tuple[str, tuple[Duty, ...]]) -> None:
        reference, owed = found
        if reference == self.reference and owed != self._owed:
            self._owed, self._drawn = owed, None if not self._item else self._drawn
            if self._page is not None:
                self._draw_head(self._page)
                self._draw_item()

    def _waiting(self, page: MeetingPage) -> list[Duty]:
        """What could be put on this agenda: nothing once it is over, and nothing that stands on it."""
        there = {item.subject for item in page.items}
        return [duty for duty in self._owed if duty.reference not in there] if page.state in OPEN_AGENDA else []

    def _show_chased(self, found: tuple[str, tuple[ChasedPaper, ...]]) -> None:
        reference, chased = found
        if reference == self.reference and chased != self._chased:
            self._chased = chased
            if self._page is not None:
                self._draw_head(self._page)

    def _show(self, page: MeetingPage) -> None:
        if page.reference != self.reference or page == self._page:
            return
        self._page = page
        self._draw_head(page)
        self.items.show_items(page.items)
        references = [item.reference for item in page.items]
        if self._item not in references:
            under_way = next((item.reference for item in page.items if item.state == "under_discussion"), "")
            self._item = under_way or (references[0] if references else "")
        self.items.choose(self._item)
        self._draw_item()

    def _draw_head(self, page: MeetingPage) -> None:
        local = page.starts_at.astimezone(UK)
        when = f"{day(local.date())}, {local:%H:%M}"
        mode = said(MeetingMode, page.mode)
        how = f"{mode} · {page.place}" if page.place and page.place != mode else mode
        badge = Badge(said(MeetingState, page.state), tone_of(MeetingState, page.state))
        state = row(badge, *([Badge("urgent", "attention")] if page.urgent else []))
        state.addStretch(1)
        parts: list[QWidget] = [words(page.title, "heading"), held(state), words(when, "soft"), words(how, "soft")]
        parts.append(words(f"Papers due {short_day(page.papers_due)}", "soft"))
        lacking = len({one for item in page.items for one in item.missing})
        if lacking:
            parts.append(words(f"Not ready: {count(lacking, 'thing')} missing", "soft"))
        actions = held(row(next_buttons(page.actions, self.guide, most=1)))
        links = paper_links(page, self._chased, self._waiting(page), self.guide, self)
        fresh = held(column(*parts, links, actions, margins=(14, 8, 12, 10), gap=3))
        self.left_box.replaceWidget(self.head, fresh)
        self.head.hide()
        self.head.deleteLater()
        self.head = fresh
        # The deeds of the head are never cut: an explicit least width would win over theirs.
        for one in actions.findChildren(QWidget):
            one.ensurePolished()
        self.left.setMinimumWidth(max(210, actions.minimumSizeHint().width() + 26))

    def arrivals(self) -> None:
        """Record who is there, from the menu or its key."""
        if self._page is not None:
            record_arrivals(self._page, self.guide)

    def _choose(self, reference: str) -> None:
        if reference != self._item:
            self._item = reference
            self._draw_item()

    def _current(self) -> ItemView | None:
        if self._page is None:
            return None
        return next((item for item in self._page.items if item.reference == self._item), None)

    def _draw_item(self) -> None:
        page, item = self._page, self._current()
        if page is None or (page, self._item) == self._drawn:
            return
        self._drawn = (page, self._item)
        if item is None:
            parts: list[QWidget] = [words("Nothing is on the agenda yet.", "soft")]
            if owed := self._waiting(page):
                parts += [words("What waits for an agenda", "heading"), *waiting_cards(page, owed, self.guide)]
            self.middle.fill(*parts)
            self.right.fill()
            return
        votes = self._votes.setdefault(item.reference, VoteState())
        self.middle.fill(*item_parts(page, item, votes, self.guide))
        self.right.fill(*quorum_parts(page, item, self.guide))
