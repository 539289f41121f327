"""What must happen next, as cards: what, who owes it by when, how late it is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pma_assure.values.duties import Duty
from pma_assure.values.screens import NextDeed
from ui.desktop.pieces import Badge, Card, button, column, row, words
from ui.desktop.screen import Guide, kind_of_reference
from ui.desktop.spoken import due_badge, due_words
from ui.desktop.why import because_of, why

RIGHT = 250


def duty_card(
    duty: Duty, as_of: date, guide: Guide, *, actions: Sequence[NextDeed] = (), show_case: bool = False
) -> Card:
    """One duty, and a button for what discharges it: one of the page's own ``actions``, or the plain deed."""
    text, tone = due_badge(duty, as_of)
    details = [duty.who]
    if show_case:
        details += [one for one in (duty.organisation, duty.case) if one]
    details += [duty.detail] if duty.detail else []
    # Whom it concerns is often who owes it: said once.
    lines = [words(duty.what, "strong"), words(" · ".join(dict.fromkeys(one for one in details if one)), "soft")]
    lines += [words(f"Waits for: {'; '.join(duty.blocked_by)}", "soft")] if duty.blocked_by else []
    due = words(due_words(duty), "soft", wrap=False)
    badge = Badge(text, tone)
    upper = row(due, badge, gap=10)
    lower = row(why([because_of(duty)], duty.what), *([] if duty.deed is None else [_do(duty, actions, guide)]), gap=4)
    for line in (upper, lower):
        line.insertStretch(0, 1)
    right = column(upper, lower, gap=2)
    right.setAlignment(Qt.AlignmentFlag.AlignTop)
    box = row(column(*lines, gap=2), margins=(12, 8, 12, 6), gap=16)
    box.setStretch(0, 1)
    side = QWidget()
    side.setLayout(right)
    side.setFixedWidth(RIGHT)
    box.addWidget(side)
    target = duty.case if show_case and duty.case else duty.reference
    return Card(box, lambda: guide.go(target), f"{duty.what}, {due_words(duty)}, {text}")


def _do(duty: Duty, actions: Sequence[NextDeed], guide: Guide) -> QWidget:
    """The deed itself is looked for once somebody wants it: Today is shown before any deed is imported."""

    def do() -> None:
        deed = deed_for(duty, actions)
        guide.form(deed.deed, dict(deed.given))

    return button("Do it…", do, kind="link", name=f"Do it: {duty.what}")


def deed_for(duty: Duty, actions: Sequence[NextDeed]) -> NextDeed:
    """The deed that discharges a duty: the page's own, with what it knows, or the plain one about the record.

    Raises Refused when the duty names a deed that this program does not know.
    """
    for action in actions:
        if action.deed == duty.deed and any(value == duty.reference for _, value in action.given):
            return action
    # Never the same deed about another record: one would report the wrong milestone.
    from ui.deed_services import deed_named

    found = deed_named(duty.deed or "")
    kind = kind_of_reference(duty.reference)
    given = next(
        (
            (one.name, duty.reference)
            for one in found.parameters
            if one.type == "reference" and kind in one.record_kinds
        ),
        None,
    )
    return NextDeed(deed=found.name, title=found.title, given=(given,) if given else ())
