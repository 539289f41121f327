"""What the page of a meeting shows: frozen values made by ``views``. Codes, not labels; days are UK days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pma_assure.values.documents import Changed
from pma_assure.values.quorum import Quorum
from pma_assure.values.readiness import Missing
from pma_assure.values.screens import NextDeed


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceLine:
    """``status``: expected, present, left, apologies, absent (a seat for which nobody is entered)."""

    person: str | None
    name: str
    seat: str | None
    seat_name: str | None
    standing: str
    employer: str | None
    status: str
    arrived_at: datetime | None
    left_at: datetime | None
    stands_for: str | None
    correction: str = ""
    """Why the line was put right afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    reference: str
    state: str
    manner: str
    result: str
    decided_at: datetime
    motion: str
    reasons: str
    dissent: str
    votes: tuple[tuple[str, str, str], ...]
    """(name, seat, cast)"""
    votes_for: int
    votes_against: int
    abstentions: int
    casting: str | None
    quorum_count: int
    quorum_needed: int
    fingerprint: str
    asks: str
    """A code of ``Asked``: what was decided of the subject."""
    reevaluate: bool
    changed_since: tuple[Changed, ...]
    """What is different now from what was decided on; empty when nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    reference: str
    number: int
    title: str
    state: str
    case: str | None
    organisation: str | None
    against_organisation: bool
    not_against_because: str
    asks: str
    """A code of ``Asked``: what is to be decided of the subject."""
    subject: str | None
    subject_title: str
    motion: str
    motion_as_first_put: str
    reasons: str
    circulated_on: date | None
    """The last time; ``late_paper`` is said of that one."""
    circulations: tuple[date, ...]
    late_paper: bool
    changed_since_circulated: bool
    changes: tuple[Changed, ...]
    """What is new since the paper of the version before."""
    quorum: Quorum
    forecast: bool
    mend: tuple[str, ...]
    """Who would bring it nearer to a quorum, and in which place, as long as it can be decided and is not quorate."""
    suggested_recusals: tuple[tuple[str, str], ...]
    """(name, why)"""
    excused: tuple[tuple[str, str], ...]
    """(name, reason)"""
    decision: DecisionView | None
    actions: tuple[NextDeed, ...]
    missing: tuple[Missing, ...] = ()
    """What is missing in its case before the members can be asked, as long as it is not taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    id: str
    reference: str
    number: int
    title: str
    starts_at: datetime
    place: str
    mode: str
    state: str
    urgent: bool
    papers_due: date
    attendance: tuple[AttendanceLine, ...]
    attendees: tuple[AttendanceLine, ...]
    items: tuple[ItemView, ...]
    actions: tuple[NextDeed, ...]
    version: int
