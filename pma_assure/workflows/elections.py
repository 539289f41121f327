"""Nominations, and the results of elections as SECAS reports them (R34, R35, R41, R44)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pma_assure.records.governance import Nomination, SeatElection
from pma_assure.records.people import Person
from pma_assure.rules.elections import ResultLine, check_result, constituency_of, contested
from pma_assure.rules.look_alikes import folded_words
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import SeatCode
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, rows, words
from pma_assure.workflows.seats import seat_of

ElectionRef = Annotated[str, ref("election", label="Election")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultGiven:
    """One nominee as the result reports it."""

    nominee: Annotated[str, line("Nominee")]
    votes: Annotated[int | None, plain("Votes", "Empty where nobody voted.")] = None
    seat: Annotated[SeatCode | None, plain("Got the seat", "Empty: none.")] = None


def seats_of(election: SeatElection) -> tuple[SeatCode, ...]:
    """The seats that the election is to fill."""
    return tuple(SeatCode(code) for code in election.seats.split(","))


def standing(desk: Desk, election: SeatElection) -> list[Nomination]:
    """The nominations that were not withdrawn, by name."""
    return [
        row
        for row in desk.all(Nomination, election_id=election.id, order_by=Nomination.nominee)
        if row.withdrawn_on is None
    ]


def was_contested(desk: Desk, election: SeatElection) -> bool | None:
    """Whether there were more nominations than seats; None until the result was reported (R35)."""
    if election.reported_on is None:
        return None
    return contested(len(standing(desk, election)), len(seats_of(election)))


@deed(
    "election.begin",
    "Begin nominations",
    refuses=(
        "the seats belong to different constituencies: each votes for its own (R35, paragraphs 42, 49)",
        "a seat that is not elected: the Chair's, or a sub-committee's (R33, R36)",
    ),
)
def begin(
    desk: Desk,
    *,
    title: Annotated[str, line("Title", "“First election, Large Suppliers”.")],
    seats: Annotated[str, line("Seats", "Their codes, commas between: LS-A, LS-B.")],
    nominations_closed_on: Annotated[date | None, plain("Nominations close on")] = None,
    note: Annotated[
        str, words("Note", "The documents of the election; for the first one, why which seat has 12 months (R41).")
    ] = "",
) -> str:
    """Open the nominations for the seats of one constituency; anybody may nominate anybody (R34)."""
    codes = _codes(seats)
    election = desk.add(
        SeatElection(
            reference=desk.allot("ELEC", desk.day.year),
            title=title,
            constituency=constituency_of(codes),
            seats=",".join(code.value for code in codes),
            nominations_closed_on=nominations_closed_on,
            note=note,
        )
    )
    return election.reference


def _codes(seats: str) -> tuple[SeatCode, ...]:
    codes: list[SeatCode] = []
    for each in (part.strip().upper() for part in seats.split(",")):
        if not each:
            continue
        if each not in list(SeatCode):
            raise Refused(f"{each[:20]!r} is no seat; the seats are {', '.join(SeatCode)}.", field="seats")
        if SeatCode(each) not in codes:
            codes.append(SeatCode(each))
    return tuple(sorted(codes, key=list(SeatCode).index))


def _not_reported(election: SeatElection) -> None:
    if election.reported_on is not None:
        raise Refused(
            f"The result of {election.reference} was reported: who stood is what it was.",
            rule="R35",
            paragraph="42, 49",
            field="election",
        )


@deed("election.nominate", "Record a nomination", refuses=("the result was reported", "the nominee stands already"))
def nominate(
    desk: Desk,
    *,
    election: ElectionRef,
    nominee: Annotated[str, line("Nominee", "Any individual.")],
    nominator: Annotated[str, line("Nominated by", "Anybody may.")],
    nominated_on: Annotated[date | None, plain("Nominated on", usually_today=True)] = None,
) -> str:
    """Record that somebody was nominated; any individual may be, for any seat, by anyone (R34, paragraph 42)."""
    found = desk.find(SeatElection, election, field="election")
    _not_reported(found)
    desk.not_ahead(nominated_on or desk.day, field="nominated_on")
    if any(folded_words(row.nominee) == folded_words(nominee) for row in standing(desk, found)):
        raise Refused(f"{nominee.strip()} stands in {found.reference} already.", field="nominee")
    person = desk.all(Person, name=nominee.strip())
    desk.add(
        Nomination(
            election_id=found.id,
            nominee=nominee.strip(),
            person_id=person[0].id if person else None,
            nominator=nominator,
            nominated_on=nominated_on or desk.day,
        )
    )
    if found.nominations_closed_on is not None and (nominated_on or desk.day) > found.nominations_closed_on:
        desk.notes.append("Nominations had closed by then; whether it counts is for SECAS to say.")
    return found.reference


@deed("election.withdraw_nomination", "Withdraw a nomination", refuses=("the result was reported",))
def withdraw_nomination(
    desk: Desk,
    *,
    election: ElectionRef,
    nominee: Annotated[str, line("Nominee")],
    withdrawn_on: Annotated[date | None, plain("Withdrawn on", usually_today=True)] = None,
) -> str:
    """Record that a nominee stands no more."""
    found = desk.find(SeatElection, election, field="election")
    _not_reported(found)
    _stands(desk, found, nominee).withdrawn_on = withdrawn_on or desk.day
    return found.reference


def _stands(desk: Desk, election: SeatElection, nominee: str) -> Nomination:
    for row in standing(desk, election):
        if folded_words(row.nominee) == folded_words(nominee):
            return row
    raise NotFound(f"{nominee.strip()[:60]} does not stand in {election.reference}.", field="nominee")


@deed(
    "election.report",
    "Record the result",
    refuses=("one seat given to two nominees", "a seat that this election was not to fill"),
)
def report(
    desk: Desk,
    *,
    election: ElectionRef,
    reported_on: Annotated[date, plain("Reported on", "The day SECAS reported it.", usually_today=True)],
    results: Annotated[tuple[ResultGiven, ...], rows("Results")],
) -> str:
    """Record the result as SECAS reported it; whether it was contested follows from who stood (R35)."""
    found = desk.find(SeatElection, election, field="election")
    _not_reported(found)
    desk.not_ahead(reported_on, field="reported_on")
    by_name = {row.nominee: row for row in standing(desk, found)}
    for given in results:
        row = _stands(desk, found, given.nominee)
        row.votes = given.votes
        row.seat_id = None if given.seat is None else seat_of(desk, given.seat).id
    named = {_stands(desk, found, given.nominee).nominee: given for given in results}
    lines = [
        ResultLine(
            nominee=name,
            votes=named[name].votes if name in named else None,
            seat=named[name].seat if name in named else None,
        )
        for name in by_name
    ]
    for sentence in check_result(lines, seats_of(found)):
        desk.keep_irregular(found, f"In the result of {found.reference}, {sentence}", rule="R35", paragraph="42, 49")
    found.reported_on = reported_on
    for line_ in lines:
        if line_.seat is not None:
            desk.notes.append(f"{line_.nominee} got {line_.seat.value}: record the appointment when the term is known.")
    return found.reference
