"""Today: what is owed, by when, to whom; the coming meetings; facts that are irregular and have to be settled."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QLayout, QWidget

from pma_assure.register.register import Register
from pma_assure.rules.wording import count, day
from pma_assure.values.duties import Duty
from pma_assure.values.screens import MeetingRow, TodayPage
from ui.desktop.duty_cards import duty_card
from ui.desktop.first_steps import first_steps
from ui.desktop.pieces import Badge, Card, Scrolled, button, column, notice, row, words
from ui.desktop.screen import Guide, Screen
from ui.desktop.spoken import said, tone_of
from ui.desktop.typed_days import show_instant
from ui.desktop.why import source


class TodayScreen(Screen):
    def __init__(self, guide: Guide) -> None:
        super().__init__(guide)
        self._page: TodayPage | None = None
        self.body = Scrolled("Today", margins=(28, 20, 28, 28))
        self.setLayout(column(self.body))

    def read(self) -> None:
        def question(register: Register, as_of: date) -> TodayPage:
            from pma_assure.views import today

            return today.page(register, as_of)

        self.workplace.ask(question, self._show, owner=self, slot="page")

    def look_changed(self) -> None:
        self._page = None
        self.read()

    def _show(self, page: TodayPage) -> None:
        if page == self._page:
            return
        self._page = page
        parts: list[QWidget | QLayout] = [
            words(f"{page.as_of:%A}, {day(page.as_of)}", "title"),
            words(_in_short(page.duties), "soft"),
        ]
        if page.first_steps:
            parts += [_gap(), first_steps(page.first_steps, self.guide), _gap()]
        for title, duties in grouped(page.duties, page.as_of):
            parts.append(_gap())
            parts.append(words(f"{title} ({len(duties)})", "heading"))
            parts.append(DutyGroup(duties, page.as_of, self.guide))
        if page.meetings:
            parts += [_gap(), words("Coming meetings", "heading")]
            parts += [self._meeting(meeting) for meeting in page.meetings]
        if page.irregular:
            parts += [_gap(), words("Irregular facts to settle", "heading")]
            for one in page.irregular:
                rests = source(one.rule, one.paragraph)
                settle = button(
                    "Settle…", partial(self.guide.form, "irregular.settle", {"rule": one.rule}), kind="link"
                )
                below = row(words(f"By {rests}.", wrap=False), settle)
                below.addStretch(1)
                frame = notice("attention", [one.sentence])
                inner = frame.layout()
                assert inner is not None
                inner.addItem(below)
                parts.append(frame)
        if not page.duties and not page.irregular:
            parts.append(words("Nothing is owed today. New duties appear here as the register comes to know of them."))
        self.body.fill(*parts)

    def _meeting(self, meeting: MeetingRow) -> QWidget:
        from pma_assure.rules.vocabulary import MeetingState

        badge = Badge(said(MeetingState, meeting.state), tone_of(MeetingState, meeting.state))
        when = f"{show_instant(meeting.starts_at)} · {count(meeting.items, 'item')} · {meeting.reference}"
        box = row(column(words(meeting.title, "strong"), words(when, "soft"), gap=2), badge, margins=(12, 8, 12, 8))
        box.setStretch(0, 1)
        return Card(box, lambda: self.guide.go(meeting.reference), f"{meeting.title}, {when}")


class DutyGroup(QWidget):
    """The cards of one group, so many at a time: hundreds at once cost memory and a second, and nobody reads them."""

    AT_ONCE = 25

    def __init__(self, duties: list[Duty], as_of: date, guide: Guide) -> None:
        super().__init__()
        self._waiting, self._as_of, self._guide = list(duties), as_of, guide
        self._more = button("", self.show_more, kind="link")
        line = row(self._more)
        line.addStretch(1)
        self._cards = column(gap=8)
        self.setLayout(column(self._cards, line, gap=4))
        self.show_more()

    def show_more(self) -> None:
        """Add the next cards in their place; the keyboard goes on at the first of them."""
        asked = self._more.hasFocus()
        cards = [duty_card(duty, self._as_of, self._guide, show_case=True) for duty in self._waiting[: self.AT_ONCE]]
        del self._waiting[: self.AT_ONCE]
        for card in cards:
            self._cards.addWidget(card)
        self._more.setText(f"Show more ({len(self._waiting)} left)")
        self._more.setVisible(bool(self._waiting))
        if asked and cards:
            cards[0].setFocus()


def _gap() -> QWidget:
    space = QWidget()
    space.setFixedHeight(6)
    return space


def _in_short(duties: tuple[Duty, ...]) -> str:
    late = sum(1 for duty in duties if duty.days_overdue)
    return f"{count(len(duties), 'duty', 'duties')} owed, {late} late"


def grouped(duties: tuple[Duty, ...], as_of: date) -> list[tuple[str, list[Duty]]]:
    """Late, due this week (seven days), later, as soon as reasonably practicable; empty groups are left out."""
    groups: dict[str, list[Duty]] = {
        "Late": [],
        "Due this week": [],
        "Later": [],
        "As soon as reasonably practicable": [],
    }
    for duty in duties:
        if duty.due is None:
            groups["As soon as reasonably practicable"].append(duty)
        elif duty.days_overdue:
            groups["Late"].append(duty)
        elif (duty.due - as_of).days <= 7:
            groups["Due this week"].append(duty)
        else:
            groups["Later"].append(duty)
    return [(title, held) for title, held in groups.items() if held]
