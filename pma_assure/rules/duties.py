"""What must happen next: every duty derived from facts, with who, by when, and the rule it rests on.

Here is what the duties of every kind share. What one kind of record owes is in ``duties_of_*``, one module for each
module of records: a frozen value of its facts, and a function of them and the as-of day. The facts are read in the
module of the same name in ``views``. "As soon as reasonably practicable" has no due day: elapsed days are shown
instead (domain.md 6.4 k). Nothing here is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.sources import paragraph
from pma_assure.rules.wording import day as say_day
from pma_assure.values.duties import Duty

PMA = "The PMA"
PANEL = "The SEC Panel"
SPECIALIST = "The PKI Specialist"
REVIEWER = "A second reviewer"
CHAIR = "The Chair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Where a record belongs: its case and the organisation it concerns."""

    case: str | None
    organisation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The item of a coming meeting that a record is on; ``quorate`` is the forecast for it."""

    item: str
    day: date
    quorate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The newest valid, carried decision on a record; ``changed``: what stands there now is not what it was on."""

    reference: str
    on: date
    changed: bool


def by_day(
    reference: str,
    who: str,
    what: str,
    due: date,
    as_of: date,
    rule: str,
    folder: Folder,
    *,
    detail: str = "",
    deed: str | None = None,
    blocked_by: tuple[str, ...] = (),
    inputs: tuple[tuple[str, str], ...] = (),
    overdue: int | None = None,
) -> Duty:
    """A duty with a day: met through 23:59 UK time of it, overdue from the next (6.4 a)."""
    return Duty(
        reference=reference,
        who=who,
        what=what,
        due=due,
        elapsed_days=None,
        days_overdue=max(0, (as_of - due).days) if overdue is None else overdue,
        rule=rule,
        paragraph=paragraph(rule),
        blocked_by=blocked_by,
        detail=detail,
        case=folder.case,
        organisation=folder.organisation,
        deed=deed,
        inputs=(("due", say_day(due)), ("as of", say_day(as_of)), *inputs),
    )


def soon(
    reference: str,
    who: str,
    what: str,
    since: date,
    as_of: date,
    rule: str,
    folder: Folder,
    *,
    detail: str = "",
    deed: str | None = None,
    blocked_by: tuple[str, ...] = (),
    cited: str | None = None,
) -> Duty:
    """A duty owed as soon as reasonably practicable: elapsed days, no due day (6.4 k)."""
    return Duty(
        reference=reference,
        who=who,
        what=what,
        due=None,
        elapsed_days=max(0, (as_of - since).days),
        days_overdue=0,
        rule=rule,
        paragraph=paragraph(rule) if cited is None else cited,
        blocked_by=blocked_by,
        detail=detail,
        case=folder.case,
        organisation=folder.organisation,
        deed=deed,
        inputs=(("owed since", say_day(since)), ("as of", say_day(as_of))),
    )


def to_decide(
    reference: str,
    what: str,
    since: date,
    as_of: date,
    rule: str,
    folder: Folder,
    *,
    listed: Listed | None,
    decided: Decided | None,
    blocked_by: tuple[str, ...] = (),
) -> Duty:
    """What waits for a decision of the PMA: first an agenda, then the decision; a changed text waits anew."""
    detail = [] if decided is None else [f"changed since {decided.reference}"]
    blocks = list(blocked_by)
    if listed is None:
        blocks.append("not on an agenda")
    else:
        detail.append(f"listed as {listed.item} on {say_day(listed.day)}")
        if not listed.quorate:
            blocks.append(f"{listed.item} is forecast to be inquorate")
    return soon(
        reference,
        PMA,
        what,
        since,
        as_of,
        rule,
        folder,
        detail="; ".join(detail),
        blocked_by=tuple(blocks),
        deed="item.list" if listed is None else "decision.record",
    )


def decided_by(decided: Decided) -> str:
    """The detail that says which decision, and when."""
    return f"decided by {decided.reference} on {say_day(decided.on)}"


def stands(decided: Decided | None) -> Decided | None:
    """The decision, if what it was on still stands."""
    return None if decided is None or decided.changed else decided


def in_order(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """Late first, the worst first; then by due day; then what is owed as soon as practicable, the oldest first."""
    return tuple(
        sorted(
            duties,
            key=lambda duty: (
                duty.due is None,
                -duty.days_overdue,
                duty.due or date.max,
                -(duty.elapsed_days or 0),
                duty.reference,
                duty.what,
            ),
        )
    )
