"""Emergency suspension: its grounds, its scope, what may follow, and how long it lasts (R72, R75-R78, R81).

Instants are aware and compared in UTC, so that a length of time is right across a clock change; it is counted in whole
minutes, as a notice is timed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pma_assure.rules.terms import holder, in_force
from pma_assure.rules.vocabulary import GroundKind, GroundLikelihood, ScopeChange, SeatCode, Standing
from pma_assure.rules.wording import label
from pma_assure.values.quorum import Presence, QuorumQuestion

# --- grounds and scope ----------------------------------------------------------------------------------------------


def grounds_lack(ground: GroundKind | None, likelihood: GroundLikelihood | None, immediate: bool | None) -> list[str]:
    """What the test of paragraph 20 still lacks: an immediate threat or compromise, occurred or likely (R77)."""
    lacking = []
    if ground is None:
        lacking.append("whether it is a threat or a compromise")
    if likelihood is None:
        lacking.append("whether it has occurred or is likely to occur")
    if immediate is None:
        lacking.append("whether it is immediate")
    return lacking


def grounds_in_words(ground: GroundKind | None, likelihood: GroundLikelihood | None, immediate: bool | None) -> str:
    """The grounds as a sentence says them: "an immediate compromise that is likely to occur"; "" while one is open."""
    if ground is None or likelihood is None:
        return ""
    kind = label(ground).lower()
    article = "an immediate" if immediate else "a"
    return f"{article} {kind} that {label(likelihood).lower()}"


def services_of(text: str) -> tuple[str, ...]:
    """The services of a scope, one to a line, each once, as they were written (R78)."""
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def is_part_of(services: Sequence[str], before: Sequence[str]) -> bool:
    """Whether every service of a scope was in the one before it, and at least one was not kept."""
    held = {one.casefold() for one in before}
    left = {one.casefold() for one in services}
    return bool(left) and left < held


MAY_FOLLOW = {
    "effect_on_service": ("how the security or integrity of the SMKI Service is threatened", "R77"),
    "reasons": ("the reasons of the order", "R76"),
    "dialogue": ("the dialogue with the participant, or why there was none", "R81"),
    "proportionality": ("why it is proportionate", "R72"),
    "impact": ("which obligations of the participant it touches", "R75"),
}
"""What may be given after the order, and is owed until it is: what it is called, and the rule that asks for it."""


def still_owed(given: dict[str, str], *, dialogue: bool) -> tuple[str, ...]:
    """The names of ``MAY_FOLLOW`` that are missing. ``dialogue``: an exchange with the participant is recorded."""
    missing = []
    for name in MAY_FOLLOW:
        if name == "dialogue":
            if not dialogue and not given.get("no_dialogue_because", "").strip():
                missing.append(name)
        elif not given.get(name, "").strip():
            missing.append(name)
    return tuple(missing)


# --- times ----------------------------------------------------------------------------------------------------------


def minute_of(moment: datetime) -> datetime:
    """The minute of an aware instant, in UTC. ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("an instant must carry its time zone")
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Whole minutes from one aware instant to another, below 0 when the later comes first (6.5)."""
    return (minute_of(later) - minute_of(earlier)) // timedelta(minutes=1)


def span_in_words(minutes: int) -> str:
    """ "22 d 14 h 35 min", "45 min", "1 h 0 min": a length of time in days, hours and minutes."""
    days, rest = divmod(abs(minutes), 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [f"{days} d"] if days else []
    if days or hours:
        parts.append(f"{hours} h")
    parts.append(f"{left} min")
    return " ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeFact:
    """A scope in the order of its numbers. ``from_at`` None for the order: from when the suspension took effect."""

    number: int
    change: ScopeChange
    from_at: datetime | None
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """Minutes in full (as ordered or varied), and after a part was lifted. None: it never took effect, or never was.

    ``running`` says that the last of them goes on, and was counted up to ``until``.
    """

    full: int | None
    partial: int | None
    running: bool

    @property
    def full_in_words(self) -> str:
        return "" if self.full is None else span_in_words(self.full)

    @property
    def partial_in_words(self) -> str:
        return "" if self.partial is None else span_in_words(self.partial)


def duration(
    effective_at: datetime | None, lifted_at: datetime | None, scopes: Iterable[ScopeFact], until: datetime
) -> Duration:
    """How long it was in effect in full and in part, in elapsed time: the clock change adds and takes nothing."""
    if effective_at is None:
        return Duration(full=None, partial=None, running=False)
    end = lifted_at or max(until, effective_at)
    parts = [one.from_at for one in scopes if one.change == ScopeChange.LIFTED_IN_PART and one.from_at is not None]
    reduced = min((at for at in parts if at < end), default=None)
    return Duration(
        full=minutes_between(effective_at, reduced or end),
        partial=None if reduced is None else minutes_between(reduced, end),
        running=lifted_at is None,
    )


# --- who else could make the quorum ---------------------------------------------------------------------------------


def candidates(question: QuorumQuestion) -> tuple[Presence, ...]:
    """Everybody who could sit that day and is not there: members, alternates, who may act as Chair (R26, R27, R30)."""
    there = {
        one.person
        for one in question.presences
        if question.at is not None and one.arrived is not None and one.arrived <= question.at
    }
    names = dict(question.names)
    places: list[tuple[str, Standing, str]] = []
    for seat in SeatCode:
        member = holder(seat.value, question.day, question.terms)
        if member is not None:
            places.append((member, Standing.MEMBER, seat.value))
    members = {term.person for term in question.terms if in_force(term, question.day)}
    chairs = {*question.pki_specialists, *(question.nominated_chairs & members)}
    places += [(person, Standing.ACTING_CHAIR, SeatCode.CHAIR.value) for person in sorted(chairs)]
    places += [(person, Standing.ALTERNATE, seat) for seat, person in sorted(question.nominated_alternates)]
    return tuple(
        Presence(person=person, name=names.get(person, person), standing=standing.value, seat=seat)
        for person, standing, seat in places
        if person not in there
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOnCall:
    """Where somebody on the call sits: ``seat`` is a seat code, None for who attends without a vote."""

    person: str
    standing: Standing
    seat: str | None


def places_on_call(
    people: Sequence[str],
    *,
    holders: Mapping[str, str],
    specialists: Collection[str],
    nominated_chairs: Collection[str],
    nominated_alternates: Collection[tuple[str, str]],
) -> tuple[PlaceOnCall, ...]:
    """Each person on a call in the place he or she can have: the Chair's alternate only without the Chair (R26, R27).

    ``holders`` is seat code to the member who holds it that day; ``nominated_alternates`` are (seat, person) pairs.
    """
    seats = {person: seat for seat, person in holders.items()}
    chair = SeatCode.CHAIR.value
    acting = ""
    if holders.get(chair) not in people:
        acting = next((one for group in (specialists, nominated_chairs) for one in people if one in group), "")
    found = []
    for one in people:
        standing, seat = Standing.ATTENDEE, None
        stands_in = next((place for place, who in sorted(nominated_alternates) if who == one), None)
        if one == acting:
            standing, seat = Standing.ACTING_CHAIR, chair
        elif one in seats:
            standing, seat = Standing.MEMBER, seats[one]
        elif stands_in is not None and holders.get(stands_in) not in people:
            standing, seat = Standing.ALTERNATE, stands_in
        found.append(PlaceOnCall(person=one, standing=standing, seat=seat))
    return tuple(found)
