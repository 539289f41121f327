"""What a vote comes to (R16, R24; domain.md 6.2, Q7): a simple majority of the deliberative votes cast.

Abstentions are not votes cast. The Chair, or who acts as Chair, casts only in a tie. A vote by somebody who may not
vote happened all the same: it is kept as irregular and does not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import DecisionResult, SeatCode, Standing, VoteCast
from pma_assure.rules.wording import label
from pma_assure.values.outcome import Because, Irregularity
from pma_assure.values.quorum import Counted, Quorum


@dataclass(frozen=True, slots=True)
class Ballot:
    """How one person voted: ``cast`` is a code of ``VoteCast``; ``casting`` marks the Chair's casting vote."""

    person: str
    cast: str
    casting: bool = False
    name: str = ""
    """What the person is called, for sentences about somebody of whom the quorum knows nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The count and what it means. ``casting`` is the casting vote that decided a tie, "for" or "against", or None."""

    votes_for: int
    votes_against: int
    abstentions: int
    casting: str | None
    result: DecisionResult
    sentence: str
    tied: bool
    """Whether the deliberative votes were equal, whatever the casting vote made of it."""
    irregular: tuple[Irregularity, ...]
    because: Because


def tally(ballots: Iterable[Ballot], *, quorum: Quorum, even_if_none_counts: bool = False) -> Tally:
    """Count the ballots of one item. Refused: one person twice, no vote for or against that counts.

    ``even_if_none_counts`` keeps what happened: votes of which none counts are a tie of none, and carry nothing.
    """
    ballots = sorted(ballots, key=lambda ballot: (ballot.person, ballot.cast, ballot.casting))
    people = {person.person: person for person in quorum.people}
    _one_each(ballots, people)
    irregular: list[Irregularity] = []
    casts: list[VoteCast] = []
    chairs: list[Ballot] = []
    for ballot in ballots:
        person = people.get(ballot.person)
        objection = _objection(ballot, person)
        if objection is not None:
            irregular.append(objection)
        elif person is not None and person.seat == SeatCode.CHAIR:
            chairs.append(ballot)
        else:
            casts.append(VoteCast(ballot.cast))
    votes_for, votes_against = casts.count(VoteCast.FOR), casts.count(VoteCast.AGAINST)
    if not votes_for and not votes_against and not even_if_none_counts:
        raise Refused(
            "Nobody who may vote has voted for or against. Record the votes, or record that the item was agreed "
            "without a vote.",
            rule="R24",
            paragraph=paragraph("R24"),
            field="votes",
        )
    tied = votes_for == votes_against
    casting = next((ballot.cast for ballot in chairs if ballot.cast != VoteCast.ABSTAIN), None)
    if casting is not None and not tied:
        irregular.append(_chair_without_tie(people[chairs[0].person]))
        casting = None
    result = _result(votes_for, votes_against, casting)
    abstentions = casts.count(VoteCast.ABSTAIN)
    return Tally(
        votes_for=votes_for,
        votes_against=votes_against,
        abstentions=abstentions,
        casting=str(casting) if casting is not None else None,
        result=result,
        sentence=_sentence(result, votes_for, votes_against, abstentions, casting),
        tied=tied,
        irregular=tuple(irregular),
        because=Because(
            what="Result of the vote",
            value=str(result),
            rule="R16",
            paragraph=paragraph("R16"),
            inputs=(
                ("votes for", str(votes_for)),
                ("votes against", str(votes_against)),
                ("abstentions, which are not votes cast", str(abstentions)),
                ("casting vote", str(casting) if casting is not None else "none"),
            ),
        ),
    )


def _one_each(ballots: list[Ballot], people: dict[str, Counted]) -> None:
    for first, second in pairwise(ballots):
        if first.person == second.person:
            name = people[first.person].name if first.person in people else first.name or first.person
            raise Refused(
                f"{name} is recorded as voting twice. Keep one vote for each person.",
                rule="R24",
                paragraph=paragraph("R24"),
                field="votes",
            )


def _objection(ballot: Ballot, person: Counted | None) -> Irregularity | None:
    """Why a ballot does not count, or None. Whoever is counted may vote; only who sits as Chair may cast."""
    if person is None:
        return _irregular(
            "R30", f"{ballot.name or ballot.person} voted without being in the room; the vote does not count."
        )
    if not person.counted:
        rule = "R29" if person.excused else "R17" if person.standing == Standing.ATTENDEE else "R30"
        return _irregular(rule, f"{person.name} voted without a vote; the vote does not count. {person.reason}")
    if ballot.casting and person.seat != SeatCode.CHAIR:
        return _irregular("R16", f"{person.name} does not sit as Chair and has no casting vote; it does not count.")
    return None


def _chair_without_tie(chair: Counted) -> Irregularity:
    return _irregular("R16", f"{chair.name} voted as Chair although there was no tie; the vote does not count.")


def _irregular(rule: str, sentence: str) -> Irregularity:
    return Irregularity(rule=rule, paragraph=paragraph(rule), sentence=sentence)


def _result(votes_for: int, votes_against: int, casting: str | None) -> DecisionResult:
    if votes_for != votes_against:
        return DecisionResult.CARRIED if votes_for > votes_against else DecisionResult.LOST
    if casting is None:
        return DecisionResult.TIED
    return DecisionResult.CARRIED_ON_CASTING_VOTE if casting == VoteCast.FOR else DecisionResult.LOST_ON_CASTING_VOTE


def _sentence(result: DecisionResult, votes_for: int, votes_against: int, abstentions: int, casting: str | None) -> str:
    numbers = f"{votes_for} for, {votes_against} against"
    numbers += f", {abstentions} abstained" if abstentions else ""
    if not votes_for and not votes_against:
        return f"No vote that was cast for or against counts (R24, paragraph {paragraph('R24')})."
    if result is DecisionResult.TIED:
        return f"Tied: {numbers}. The Chair has a casting vote (R16, paragraph {paragraph('R16')})."
    by_one = " by one vote" if abs(votes_for - votes_against) == 1 else ""
    chair = f"; the Chair cast {casting}" if casting is not None else ""
    return f"{label(result)}{by_one}: {numbers}{chair}."
