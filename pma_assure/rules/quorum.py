"""Whether one item of business can be decided, and by whom (R26 to R31, domain.md 6.1).

Everything is a function of one ``QuorumQuestion``; its facts are sets, and no order of entering them changes the
answer. The computation goes in three steps: every presence is a claim to a seat, with an objection or without; every
seat takes one person and every person one seat; what is left over is told why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pma_assure.rules.affiliation import affiliated, affiliated_since, employers_on
from pma_assure.rules.sources import paragraph
from pma_assure.rules.terms import holder, in_force
from pma_assure.rules.vocabulary import SeatCode, Standing
from pma_assure.rules.wording import count, day, instant, seat_name
from pma_assure.values.outcome import Because
from pma_assure.values.quorum import Counted, Presence, Quorum, QuorumQuestion

NEEDED = 4
"""Members who make a quorum, one of them the Chair or the Chair's alternate (R30, paragraph 35)."""

_SEATS = tuple(str(code) for code in SeatCode)
_CHAIR = str(SeatCode.CHAIR)


def decide(question: QuorumQuestion, needed: int = NEEDED) -> Quorum:
    """Compute the quorum of one item, with a reason for every person in the room or expected there."""
    room = _Room(question)
    claims = sorted((room.claim(presence) for presence in question.presences), key=_claim_order)
    seated = _seat(claims)
    people = _people(room, claims, seated)
    counted = len(seated)
    chair_filled = any(claim.seat == _CHAIR for claim in seated.values())
    quorate = counted >= needed and chair_filled
    sentence = _sentence(counted, needed, chair_filled, forecast=question.at is None)
    return Quorum(
        count=counted,
        needed=needed,
        chair_filled=chair_filled,
        quorate=quorate,
        deliberative_votes=sum(person.deliberative for person in people),
        people=people,
        sentence=sentence,
        warnings=_warnings(room, people, quorate=quorate, exact=counted == needed),
        because=_because(question, people, f"{counted} of {needed}, {'quorate' if quorate else 'not quorate'}"),
    )


def who_could_make_quorum(
    question: QuorumQuestion, candidates: Iterable[Presence], needed: int = NEEDED
) -> tuple[str, ...]:
    """References of the persons any of whom would bring the item nearer to a quorum, in the order of the seats.

    ``candidates`` say in what standing and seat each could sit. Empty if the item is quorate already, and if not even
    all of them together would make it so.
    """
    now = decide(question, needed)
    arriving = tuple(replace(each, arrived=question.at, left=None) for each in candidates)
    everyone = replace(question, presences=question.presences | frozenset(arriving))
    if now.quorate or not decide(everyone, needed).quorate:
        return ()
    helping: dict[str, Presence] = {}
    for presence in sorted(arriving, key=_presence_order):
        then = decide(replace(question, presences=question.presences | {presence}), needed)
        fills_chair = then.chair_filled and not now.chair_filled
        if fills_chair or (now.count < needed and then.count > now.count):
            helping.setdefault(presence.person, presence)
    return tuple(helping)


def mending(missing: int, helping: Sequence[str], *, chair_filled: bool) -> str:
    """Who would mend a quorum that lacks so many: "H. Boyd for Networks", and how many of them it takes."""
    if not helping:
        return "Nobody who is known could mend it."
    more, who = max(1, missing), "; ".join(helping)
    if not chair_filled:
        return f"It takes {more} more, one of them in the Chair's seat, of: {who}."
    return f"{'Any of these would mend it' if more == 1 else f'It takes {more} more, of'}: {who}."


# --- claims: what every presence would give, and what stands against it ---------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    person: str
    standing: Standing
    seat: str | None
    rank: int
    """Which claim of a person goes first: the Chair's seat, the own seat, an alternate's seat, none."""
    objection: str
    """Why it does not count, or ""."""
    reason: str
    """Why it counts, if nothing stands against it."""


class _Room:
    """The facts of one question, with the sentences they give."""

    def __init__(self, question: QuorumQuestion) -> None:
        self.question = question
        self.names = {presence.person: presence.name for presence in sorted(question.presences, key=_presence_order)}
        self.names.update(question.names)

    def name(self, reference: str) -> str:
        return self.names.get(reference, reference)

    def employers(self, person: str) -> tuple[str, ...]:
        return tuple(sorted(employers_on(person, self.question.day, self.question.employments)))

    def claim(self, presence: Presence) -> _Claim:
        standing = Standing(presence.standing)
        if standing is Standing.ALTERNATE and presence.seat == _CHAIR:
            # The Chair's alternate is the acting Chair by another name, and rests on the same paragraph (R26).
            standing = Standing.ACTING_CHAIR
        seat = _CHAIR if standing is Standing.ACTING_CHAIR else presence.seat
        if standing is Standing.ATTENDEE:
            return self._claim(presence, standing, None, 5, f"Attends without a vote {_cite('R17')}.", "")
        objection = self._personal(presence.person) or self._absent(presence)
        if seat not in _SEATS:
            return self._claim(presence, standing, seat, 4, f"Sits in no voting seat {_cite('R15')}.", "")
        if standing is Standing.MEMBER:
            rank, against, reason = self._as_member(presence.person, seat)
        elif standing is Standing.ACTING_CHAIR:
            rank, against, reason = self._as_acting_chair(presence.person)
        else:
            rank, against, reason = self._as_alternate(presence.person, seat)
        return self._claim(presence, standing, seat, rank, objection or against, reason)

    def _claim(
        self, presence: Presence, standing: Standing, seat: str | None, rank: int, objection: str, reason: str
    ) -> _Claim:
        return _Claim(
            person=presence.person, standing=standing, seat=seat, rank=rank, objection=objection, reason=reason
        )

    def _personal(self, person: str) -> str:
        """What keeps a person out of this item in whatever seat (R29)."""
        question = self.question
        subject = question.subject
        if subject is not None and question.against_subject:
            for employer in self.employers(person):
                if employer == subject:
                    return (
                        f"Works for {self.name(employer)}, against which action is considered, and is excused "
                        f"{_cite('R29')}."
                    )
                if affiliated(employer, subject, question.day, question.affiliations):
                    return (
                        f"Works for {self.name(employer)}, affiliated{self._since(employer, subject)} to "
                        f"{self.name(subject)}, against which action is considered, and is excused {_cite('R29')}."
                    )
        return f"Excused from this item {_cite('R29')}." if person in question.excused else ""

    def _since(self, a: str, b: str) -> str:
        since = affiliated_since(a, b, self.question.day, self.question.affiliations)
        return f" since {day(since)}" if since else ""

    def _absent(self, presence: Presence) -> str:
        at, arrived, left = self.question.at, presence.arrived, presence.left
        if at is None:
            return "" if left is None else "Has left."
        if arrived is None:
            return "Expected, not in the room."
        if at < arrived:
            return f"Not yet in the room: arrived {instant(arrived)}."
        if left is not None and left <= at:
            return f"Not in the room: left {instant(left)}."
        return ""

    def away(self, person: str) -> bool:
        """Whether the person cannot serve: excused, conflicted, or not in the room in any standing."""
        present = (each for each in self.question.presences if each.person == person and not self._absent(each))
        return bool(self._personal(person)) or next(present, None) is None

    def _as_member(self, person: str, seat: str) -> tuple[int, str, str]:
        rank = 0 if seat == _CHAIR else 3
        reason = "Counts as the Chair, with a casting vote only." if rank == 0 else f"Counts for {seat_name(seat)}."
        sitting = holder(seat, self.question.day, self.question.terms)
        if sitting == person:
            return rank, "", reason
        held = f"{self.name(sitting)} holds it" if sitting else "the seat is vacant"
        return rank, f"Has no term for {seat_name(seat)} in force on {day(self.question.day)}: {held}.", reason

    def _as_acting_chair(self, person: str) -> tuple[int, str, str]:
        question = self.question
        only = "with a casting vote only"
        if person in question.pki_specialists:
            return 1, "", f"Counts once, in the Chair's seat, as the PKI Specialist acting as Chair, {only}."
        reason = f"Counts once, in the Chair's seat, as the member whom the Chair nominated to act, {only}."
        if person not in question.nominated_chairs:
            return 2, f"Is neither the PKI Specialist nor nominated by the Chair to act {_cite('R26')}.", reason
        if not any(term.person == person and in_force(term, question.day) for term in question.terms):
            return 2, f"Is no member of the PMA on {day(question.day)} and cannot act as Chair {_cite('R26')}.", reason
        return 2, "", reason

    def _as_alternate(self, person: str, seat: str) -> tuple[int, str, str]:
        question = self.question
        member = holder(seat, question.day, question.terms)
        if member is None:
            return (
                4,
                f"Nobody holds {seat_name(seat)} on {day(question.day)}, so nobody can stand in {_cite('R27')}.",
                "",
            )
        reason = f"Counts for {seat_name(seat)} as alternate of {self.name(member)}."
        if (seat, person) not in question.nominated_alternates:
            return 4, f"Is not nominated as alternate for {seat_name(seat)} {_cite('R27')}.", reason
        if person == member:
            return 4, f"Holds {seat_name(seat)} and cannot be their own alternate {_cite('R27')}.", reason
        for employer in self.employers(person):
            for own in self.employers(member):
                if employer == own:
                    shared = f"Works for {self.name(own)}, as the member {self.name(member)} does"
                    return 4, f"{shared}, and cannot be the alternate {_cite('R27')}.", reason
                if affiliated(employer, own, question.day, question.affiliations):
                    linked = f"affiliated{self._since(employer, own)} to {self.name(own)}, employer of the member"
                    return (
                        4,
                        f"Works for {self.name(employer)}, {linked} {self.name(member)}, and cannot be the alternate "
                        f"{_cite('R27')}.",
                        reason,
                    )
        return 4, "", reason


# --- seating: one person to a seat, one seat to a person ------------------------------------------------------------


def _seat(claims: list[_Claim]) -> dict[str, _Claim]:
    """Person to the claim that counts: the Chair's seat first, then members in their own seats, then alternates.

    Alternates are placed so that as many count as can: who could sit in two seats leaves the one that another needs.
    """
    good = [claim for claim in claims if not claim.objection]
    seated: dict[str, _Claim] = {}
    taken: set[str | None] = set()
    for claim in good:
        if claim.rank <= 3 and claim.person not in seated and claim.seat not in taken:
            seated[claim.person] = claim
            taken.add(claim.seat)
    offers: dict[str, list[_Claim]] = {}
    for claim in good:
        if claim.rank == 4 and claim.person not in seated and claim.seat not in taken:
            offers.setdefault(claim.person, []).append(claim)
    placed: dict[str | None, _Claim] = {}
    for person in sorted(offers):
        _place(person, offers, placed, set())
    return seated | {claim.person: claim for claim in placed.values()}


def _place(
    person: str, offers: dict[str, list[_Claim]], placed: dict[str | None, _Claim], tried: set[str | None]
) -> bool:
    """Give the person a seat, moving those already placed where they have another (an augmenting path)."""
    for claim in offers[person]:
        if claim.seat in tried:
            continue
        tried.add(claim.seat)
        sitting = placed.get(claim.seat)
        if sitting is None or _place(sitting.person, offers, placed, tried):
            placed[claim.seat] = claim
            return True
    return False


def _people(room: _Room, claims: list[_Claim], seated: dict[str, _Claim]) -> tuple[Counted, ...]:
    occupants = {claim.seat: claim.person for claim in seated.values()}
    people: list[Counted] = []
    for person in sorted({claim.person for claim in claims}):
        own = [claim for claim in claims if claim.person == person]
        counts = seated.get(person)
        shown = counts or min(own, key=lambda claim: (bool(claim.objection), _claim_order(claim)))
        people.append(
            Counted(
                person=person,
                name=room.name(person),
                seat=shown.seat,
                standing=str(shown.standing),
                employer=" and ".join(room.name(each) for each in room.employers(person)) or None,
                counted=counts is not None,
                deliberative=counts is not None and counts.seat != _CHAIR,
                excused=person in room.question.excused,
                reason=_reason(room, shown, own, occupants, counted=counts is not None),
            )
        )
    return tuple(sorted(people, key=lambda each: (_seat_order(each.seat), not each.counted, each.name, each.person)))


def _reason(room: _Room, shown: _Claim, own: list[_Claim], occupants: dict[str | None, str], *, counted: bool) -> str:
    if counted:
        others = sorted(
            {claim.seat for claim in own if claim.seat in _SEATS and claim.seat != shown.seat}, key=_seat_order
        )
        if not others or shown.seat is None:
            return shown.reason
        also = " and ".join(seat_name(seat) for seat in others if seat)
        return f"{shown.reason} Is here for {also} too; one person counts once {_cite('R30')}."
    if shown.objection:
        return shown.objection
    occupant = room.name(occupants[shown.seat]) if shown.seat in occupants else "another"
    return f"{occupant} already counts for {seat_name(shown.seat or '')}; one seat counts once {_cite('R30')}."


# --- what is said about the whole -----------------------------------------------------------------------------------


def _sentence(counted: int, needed: int, chair_filled: bool, *, forecast: bool) -> str:
    members = count(counted, "member")
    if forecast:
        numbers = f"{members} would count and {needed} are needed"
        can, cannot = "The PMA could decide this item", "The PMA could not decide this item"
    else:
        numbers = f"{members} {'counts' if counted == 1 else 'count'} and {needed} are needed"
        can, cannot = "The PMA can decide this item", "The PMA cannot decide this item"
    if chair_filled:
        return f"{can if counted >= needed else cannot}: {numbers}."
    link = "but" if counted >= needed else "and"
    return f"{cannot}: {numbers}, {link} neither the Chair nor the Chair's alternate is among them."


def _warnings(room: _Room, people: tuple[Counted, ...], *, quorate: bool, exact: bool) -> tuple[str, ...]:
    warnings = list(_concentration(room, people))
    for person in people:
        if person.counted and person.standing == Standing.ACTING_CHAIR:
            warnings.append(f"{person.name} acts as Chair and has a casting vote only {_cite('R26')}.")
            warnings.extend(_about_acting_chair(room, person, people))
    warnings.extend(_of_the_subject(room, people))
    if room.question.at is None and quorate and exact:
        warnings.append(f"Nobody can be missed: one person fewer and the item cannot be decided {_cite('R28')}.")
    return tuple(warnings)


def _about_acting_chair(room: _Room, acting: Counted, people: tuple[Counted, ...]) -> Iterable[str]:
    question = room.question
    if acting.person not in question.pki_specialists:
        for person in people:
            if person.person in question.pki_specialists and not room.away(person.person):
                yield f"{person.name}, the PKI Specialist, is the Chair's alternate by default {_cite('R26')}."
    chair = holder(_CHAIR, question.day, question.terms)
    shared = set(room.employers(acting.person)) & set(room.employers(chair)) if chair else set()
    for employer in sorted(shared):
        yield f"{acting.name} works for {room.name(employer)}, as the Chair does."


def _of_the_subject(room: _Room, people: tuple[Counted, ...]) -> Iterable[str]:
    """Whoever counts although working for the organisation concerned, or an affiliate, with the reason given (R29)."""
    question = room.question
    if question.subject is None or question.against_subject or not question.not_against_because:
        return
    because = question.not_against_because.rstrip(". ")
    for person in people:
        for employer in room.employers(person.person) if person.counted else ():
            if affiliated(employer, question.subject, question.day, question.affiliations):
                link = "" if employer == question.subject else f", affiliated to {room.name(question.subject)}"
                yield (
                    f"{person.name} works for {room.name(employer)}{link}; not held to be action against it, because"
                    f" {because} {_cite('R29')}."
                )


def _concentration(room: _Room, people: tuple[Counted, ...]) -> Iterable[str]:
    """One warning for every employer, or group of affiliates, for which two or more of the counted work (R31)."""
    question = room.question
    clusters: list[tuple[set[str], list[Counted]]] = []
    for person in (each for each in people if each.counted):
        employers = set(room.employers(person.person))
        if not employers:
            continue
        members, rest = [person], []
        for known, those in clusters:
            if any(affiliated(a, b, question.day, question.affiliations) for a in known for b in employers):
                employers |= known
                members = those + members
            else:
                rest.append((known, those))
        clusters = [*rest, (employers, members)]
    for employers, members in sorted(clusters, key=lambda cluster: min(cluster[0])):
        if len(members) > 1:
            who = ", ".join(member.name for member in members[:-1]) + f" and {members[-1].name}"
            names = sorted(room.name(each) for each in employers)
            link = names[0] if len(names) == 1 else f"linked organisations, {', '.join(names[:-1])} and {names[-1]}"
            yield f"{who} work for {link} {_cite('R31')}."


def _because(question: QuorumQuestion, people: tuple[Counted, ...], value: str) -> Because:
    chair = next((person.name for person in people if person.counted and person.seat == _CHAIR), "nobody")
    names = dict(question.names)
    matter = names.get(question.subject, question.subject) if question.subject else "no organisation"
    if question.subject and question.against_subject:
        matter = f"action considered against {matter}"
    inputs = [
        ("day", day(question.day)),
        ("moment", instant(question.at) if question.at else "forecast from who is expected"),
        ("matter", matter),
        ("Chair's seat", chair),
    ]
    inputs += [(person.name, person.reason) for person in people]
    return Because(what="Quorum of the item", value=value, rule="R30", paragraph=paragraph("R30"), inputs=tuple(inputs))


def _cite(rule: str) -> str:
    return f"({rule}, paragraph {paragraph(rule)})"


def _seat_order(seat: str | None) -> tuple[int, str]:
    return (_SEATS.index(seat) if seat in _SEATS else len(_SEATS), seat or "")


def _claim_order(claim: _Claim) -> tuple[int, str, str, str]:
    return (claim.rank, claim.seat or "", claim.person, claim.objection)


def _presence_order(presence: Presence) -> tuple[tuple[int, str], str, str, str, str, str]:
    return (
        _seat_order(presence.seat),
        presence.person,
        presence.standing,
        presence.name,
        _instant_order(presence.arrived),
        _instant_order(presence.left),
    )


def _instant_order(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
