"""What the papers of a meeting are made of. A report is a function of one of these and looks nothing up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pma_assure.values.documents import DecisionBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentLine:
    """Somebody who was there. ``seat`` is its name, "" for who had no vote; ``times`` in and out, in order."""

    name: str
    seat: str
    standing: str
    """A code of ``Standing``."""
    employer: str
    stands_for: str
    invited_for: str
    times: tuple[tuple[datetime, datetime | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    reference: str
    what: str
    owner: str
    due: date | None
    done_on: date | None
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutedItem:
    """One item as it was taken. ``decision`` is the frozen one, printed word for word."""

    number: int
    reference: str
    title: str
    state: str
    about: str
    """Whom it concerns, and the record it is on; "" where neither."""
    paper: str
    """When its paper was circulated, and whether late; "" without one."""
    interests: tuple[str, ...]
    excused: tuple[str, ...]
    note: str
    reason: str
    """Why it was deferred or withdrawn."""
    decision: DecisionBlock | None
    votes: tuple[tuple[str, str, str], ...]
    """(name, seat, how each voted in words); empty where the setting keeps it out of the minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """The minutes of one meeting, as they stand on ``as_of``."""

    reference: str
    number: int
    title: str
    state: str
    """A code of ``MeetingState``."""
    place: str
    mode: str
    urgent: bool
    starts_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    seated: tuple[PresentLine, ...]
    attending: tuple[PresentLine, ...]
    apologies: tuple[str, ...]
    absent: tuple[str, ...]
    """Seats that nobody sat in and no apology was sent for, vacant ones said as such."""
    opening: str
    other_business: str
    corrections: str
    items: tuple[MinutedItem, ...]
    actions: tuple[ActionLine, ...]
    votes_shown: bool
    next_meeting: str
    as_of: date
    audit_entries: int
    audit_head: str
