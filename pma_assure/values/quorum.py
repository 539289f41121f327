"""The facts from which a quorum is computed, and the answer, person by person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from pma_assure.values.outcome import Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """``person`` holds ``seat`` (a seat code: CH, LS-A, ...) from ``first_day`` to ``last_day``, both inclusive."""

    seat: str
    person: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Employment:
    """``person`` works for ``organisation`` from ``first_day`` to ``last_day``, both inclusive."""

    person: str
    organisation: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """``organisation`` belongs to the group ``group`` from ``first_day`` to ``last_day``, both inclusive (Q6)."""

    organisation: str
    group: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """One person in the room (or, for a forecast, expected there).

    ``standing`` is a code of ``rules.vocabulary.Standing``: member, alternate, acting_chair or attendee.
    ``seat`` is the seat sat in, None for an attendee. ``arrived``/``left`` are aware UTC instants; None for
    ``arrived`` means expected, not yet there (a forecast counts it, a decision does not).
    """

    person: str
    name: str
    standing: str
    seat: str | None = None
    arrived: datetime | None = None
    left: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumQuestion:
    """One item of business on one day. ``at`` None asks for a forecast from who is expected.

    ``subject`` is the organisation the item is about, None if it is about none; ``against_subject`` says whether
    action against it is considered (R29). ``excused`` are persons recused from this item. Organisations and
    persons are identified by their references; ``names`` maps a reference to the name people use.
    ``pki_specialists`` are persons who hold the PKI Specialist's place that day (R26). ``nominated_chairs`` are
    members the Chair nominated to act as Chair that day.
    """

    day: date
    at: datetime | None
    subject: str | None
    against_subject: bool
    """Whether action against the subject is considered; if not, ``not_against_because`` says why not."""
    presences: frozenset[Presence]
    terms: frozenset[Term]
    employments: frozenset[Employment]
    affiliations: frozenset[Affiliation]
    excused: frozenset[str] = frozenset()
    pki_specialists: frozenset[str] = frozenset()
    nominated_chairs: frozenset[str] = frozenset()
    nominated_alternates: frozenset[tuple[str, str]] = frozenset()
    """(seat, person) pairs for which an alternate nomination stands that day."""
    names: tuple[tuple[str, str], ...] = ()
    not_against_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One person's part in the answer: counted or not, and the sentence that says why."""

    person: str
    name: str
    seat: str | None
    standing: str
    employer: str | None
    counted: bool
    deliberative: bool
    excused: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Whether an item can be decided (R30, paragraph 35): ``count`` persons of ``needed``, the Chair's seat filled."""

    count: int
    needed: int
    chair_filled: bool
    quorate: bool
    deliberative_votes: int
    people: tuple[Counted, ...]
    sentence: str
    warnings: tuple[str, ...] = ()
    because: Because | None = field(default=None)
