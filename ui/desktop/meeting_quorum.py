"""The quorum of the item in hand, seat by seat, with what happens at the door."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from pma_assure.rules.quorum import mending
from pma_assure.rules.vocabulary import MeetingState, Standing
from pma_assure.values.meeting_page import AttendanceLine, ItemView, MeetingPage
from pma_assure.values.quorum import Counted
from ui.desktop.field_ticks import Offered
from ui.desktop.pieces import Badge, Card, button, column, held, notice, row, rule, words
from ui.desktop.screen import Guide
from ui.desktop.spoken import said
from ui.desktop.theme import look
from ui.desktop.typed_days import show_time
from ui.desktop.why import why

_BADGES = {
    "present": ("present", "good"),
    "expected": ("expected", "quiet"),
    "left": ("left", "attention"),
    "apologies": ("apologies", "quiet"),
    "absent": ("absent", "quiet"),
}


def quorum_parts(page: MeetingPage, item: ItemView, guide: Guide) -> list[QWidget]:
    quorum = item.quorum
    counting = "would count" if item.forecast else "counted" if item.decision else "count"
    number = words(f"{quorum.count} {counting}, {quorum.needed} needed", "large")
    tone = look().tone("good" if quorum.quorate else "late")
    number.setStyleSheet(f"color: {tone.solid if look().dark else tone.ink}")
    parts: list[QWidget] = [words("Quorum for this item", "heading"), number, words(quorum.sentence, "soft")]
    if quorum.because is not None:
        line = row(why([quorum.because], "the quorum"))
        line.addStretch(1)
        parts.append(held(line))
    # In the room it is said once those who are expected are there: before that everybody would mend it.
    if not quorum.quorate and (item.forecast or (item.mend and not expected(page))):
        lacking = quorum.needed - quorum.count
        parts.append(notice("attention", [mending(lacking, item.mend, chair_filled=quorum.chair_filled)]))
    parts += [notice("attention", [warning]) for warning in quorum.warnings]
    for name, reason in item.suggested_recusals:
        excuse = button("Excuse…", partial(_excuse, item, name, reason, guide), kind="link")
        parts.append(notice("attention", [f"{name} may have to be excused: {reason}"], excuse))
    if expected(page):
        there = button("Record who is there…", partial(record_arrivals, page, guide), help="Ctrl+Shift+R")
        line = row(there)
        line.addStretch(1)
        parts.append(held(line))
    parts.append(_seats(page, item, guide))
    outside = [one for one in page.attendees if one.status in ("present", "expected")]
    if outside:
        names = ", ".join(f"{one.name} ({one.employer})" if one.employer else one.name for one in outside)
        parts.append(words(f"Attending without a vote: {names}.", "soft"))
    apologies = [one.name for one in page.attendees if one.status == "apologies"]
    if apologies:
        parts.append(words(f"Apologies: {', '.join(apologies)}.", "soft"))
    if page.state in (MeetingState.SCHEDULED, MeetingState.IN_SESSION):
        expect = button("Expect somebody else…", lambda: guide.form("meeting.expect", {"meeting": page.reference}))
        line = row(expect)
        line.addStretch(1)
        parts.append(held(line))
    return parts


def expected(page: MeetingPage) -> list[AttendanceLine]:
    """Who is expected at a meeting in session and not there yet, seat by seat, then those who attend without a vote."""
    if page.state != MeetingState.IN_SESSION:
        return []
    return [one for one in (*page.attendance, *page.attendees) if one.status == "expected" and one.person]


def record_arrivals(page: MeetingPage, guide: Guide) -> None:
    """One form for all who are expected, each with a box to tick."""
    offered = []
    for one in expected(page):
        about = [said(Standing, one.standing), one.seat_name or "", one.employer or ""]
        about += [f"for {one.stands_for}"] if one.stands_for else []
        detail = " · ".join(dict.fromkeys(text for text in about if text))
        offered.append(Offered(cells={"person": str(one.person)}, name=one.name, detail=detail))
    if not offered:
        guide.say("Nobody is expected who is not there already.", "attention")
        return
    given: dict[str, object] = {"meeting": page.reference, "arrived_at": guide.workplace.now()}
    guide.form("meeting.record_arrivals", {**given, "arrivals": tuple(offered)})


def _excuse(item: ItemView, name: str, reason: str, guide: Guide) -> None:
    person = next((one.person for one in item.quorum.people if one.name == name), name)
    guide.form("item.excuse", {"item": item.reference, "person": person, "reason": reason})


def _seats(page: MeetingPage, item: ItemView, guide: Guide) -> QWidget:
    counted: Mapping[str, Counted] = {one.person: one for one in item.quorum.people}
    excused = dict(item.excused)
    lines: list[QWidget] = []
    for number, one in enumerate(page.attendance):
        if number:
            lines.append(rule())
        lines.append(_seat(page, item, one, counted.get(one.person or ""), excused.get(one.name), guide))
    return Card(column(*lines, margins=(1, 2, 1, 2), gap=0), name="The seats")


def _seat(
    page: MeetingPage, item: ItemView, one: AttendanceLine, counts: Counted | None, excused: str | None, guide: Guide
) -> QWidget:
    badge, tone = _BADGES.get(one.status, (one.status, "quiet"))
    if excused is not None or (counts is not None and counts.excused):
        badge, tone = "excused", "attention"
    elif one.status == "left" and page.state not in (MeetingState.SCHEDULED, MeetingState.IN_SESSION):
        badge, tone = "was present", "good"  # everybody leaves when the meeting is over
    elif one.stands_for and one.status == "present":
        badge, tone = "alternate", "accent"
    times = [f"from {show_time(one.arrived_at)}"] if one.arrived_at and one.status in ("present", "left") else []
    times += [f"to {show_time(one.left_at)}"] if one.left_at else []
    about = [one.employer or "", f"for {one.stands_for}" if one.stands_for else "", " ".join(times)]
    lines = [words(one.seat_name or one.standing, "soft"), words(one.name or "—", "strong")]
    beside = " · ".join(text for text in about if text)
    lines += [words(beside, "soft")] if beside else []
    if excused:
        lines.append(words(f"Excused: {excused}", "soft"))
    elif counts is not None and not counts.counted and one.status in ("present", "expected"):
        lines.append(words(counts.reason, "soft"))
    right = column(held(row(Badge(badge, tone))), gap=0)
    for does in _door(page, item, one, excused, guide):
        right.addWidget(does)
    right.addStretch(1)
    box = row(column(*lines, gap=0), right, margins=(10, 6, 8, 6))
    box.setStretch(0, 1)
    widget = held(box)
    if counts is not None:
        widget.setToolTip(counts.reason)
    widget.setAccessibleName(f"{one.seat_name or one.standing}: {one.name or 'nobody'}, {badge}")
    return widget


def _door(page: MeetingPage, item: ItemView, one: AttendanceLine, excused: str | None, guide: Guide) -> list[QWidget]:
    """What can be done about somebody at the door, with the time filled in."""
    if one.person is None or page.state != MeetingState.IN_SESSION:
        return []
    given: dict[str, object] = {"meeting": page.reference, "person": one.person}
    now = guide.workplace.now
    if one.status != "present":
        return [
            button(
                "Arrived…",
                lambda: guide.form("meeting.arrive", {**given, "arrived_at": now()}),
                kind="link",
                name=f"{one.name} arrived",
            )
        ]
    found: list[QWidget] = [
        button(
            "Left…",
            lambda: guide.form("meeting.leave", {**given, "left_at": now()}),
            kind="link",
            name=f"{one.name} left",
        )
    ]
    if excused is None and item.decision is None:
        found.append(
            button(
                "Excuse…",
                lambda: guide.form("item.excuse", {"item": item.reference, "person": one.person}),
                kind="link",
                name=f"Excuse {one.name} from this item",
            )
        )
    return found
