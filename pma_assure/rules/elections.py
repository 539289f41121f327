"""Nominations and elections as SECAS reports them: contested or not, and what a result has to say (R34-R36, R44)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import AppointmentRoute, SeatCode
from pma_assure.rules.wording import day as say_day

ELECTED_SEATS: dict[str, tuple[SeatCode, ...]] = {
    "Large Suppliers": (SeatCode.LARGE_SUPPLIER_A, SeatCode.LARGE_SUPPLIER_B),
    "Small Suppliers": (SeatCode.SMALL_SUPPLIER,),
    "Electricity distributors and gas transporters": (SeatCode.NETWORKS,),
}
"""Each constituency and the seats it votes for; the Network seat has both kinds of network (R35, paragraphs 42, 49)."""
SELECTED_SEATS = (SeatCode.SECURITY_SUB_COMMITTEE, SeatCode.TECHNICAL_SUB_COMMITTEE)
"""Filled by a sub-committee from its number (R22, R36; paragraphs 32 and 43)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One nominee of a result: the votes where there was an election, and the seat where the nominee got one."""

    nominee: str
    votes: int | None
    seat: SeatCode | None


def constituency_of(seats: Sequence[SeatCode]) -> str:
    """The constituency that votes for all of these seats. Refused where none does, or where none is named."""
    for name, voted_for in ELECTED_SEATS.items():
        if seats and set(seats) <= set(voted_for):
            return name
    if any(seat in SELECTED_SEATS for seat in seats):
        raise Refused(
            "A sub-committee's seat is not elected: it chooses from its number. Appoint with the route “selected”.",
            rule="R36",
            paragraph=paragraph("R36"),
            field="seats",
        )
    if SeatCode.CHAIR in seats:
        raise Refused(
            "The Chair is not elected: the Panel and SECAS identify the Chair.",
            rule="R33",
            paragraph=paragraph("R33"),
            field="seats",
        )
    raise Refused(
        "Name the seats of one constituency: each constituency votes for its own.",
        rule="R35",
        paragraph=paragraph("R35"),
        field="seats",
    )


def contested(nominations: int, seats: int) -> bool:
    """An election is held only if there are more nominations than seats (R35)."""
    return nominations > seats


def check_result(lines: Sequence[ResultLine], seats: Sequence[SeatCode]) -> tuple[str, ...]:
    """What is odd about a result as reported; it is kept all the same. Refused: one seat for two, another's seat.

    ``lines`` are all who stood, ``seats`` what they stood for.
    """
    given = [line.seat for line in lines if line.seat is not None]
    for seat in given:
        if seat not in seats:
            raise Refused(f"{seat.value} was not to be filled by this election.", field="results")
        if given.count(seat) > 1:
            raise Refused(f"{seat.value} is given to two nominees; look at the result again.", field="results")
    odd: list[str] = []
    if contested(len(lines), len(seats)):
        odd.extend(_counted(lines))
    elif any(line.votes is not None for line in lines):
        odd.append("votes are reported although there were no more nominations than seats")
    return tuple(odd)


def _counted(lines: Sequence[ResultLine]) -> list[str]:
    """Somebody without a seat has more votes than somebody with one."""
    if any(line.votes is None for line in lines):
        return ["there were more nominations than seats, and not everybody's votes are reported"]
    least = min((line.votes or 0 for line in lines if line.seat is not None), default=None)
    if least is None:
        return []
    return [
        f"{line.nominee} has {line.votes} votes and no seat, more than somebody who got one"
        for line in lines
        if line.seat is None and (line.votes or 0) > least
    ]


def route_irregularity(route: AppointmentRoute, seat: SeatCode) -> str:
    """Why a seat is not filled by this route, or "" (R33, R35, R36). It may have happened: it is kept, irregular."""
    if seat == SeatCode.CHAIR and route != AppointmentRoute.PANEL_IDENTIFIED:
        return "the Chair is identified by the Panel and SECAS"
    if seat in SELECTED_SEATS and route not in (AppointmentRoute.SELECTED, AppointmentRoute.PANEL_IDENTIFIED):
        return "the seat is filled by the sub-committee from its number, at first by the Panel"
    if seat not in SELECTED_SEATS and route == AppointmentRoute.SELECTED:
        return "only the seats of the sub-committees are filled by selection"
    return ""


def contradiction(route: AppointmentRoute, *, was_contested: bool) -> str:
    """What of the route contradicts the result of the election that the appointment rests on, or "" (R35)."""
    if was_contested and route == AppointmentRoute.UNCONTESTED:
        return "there were more nominations than seats, so it was contested"
    if not was_contested and route == AppointmentRoute.ELECTED:
        return "there were no more nominations than seats, so there was no election"
    return ""


def notice_irregularity(route: AppointmentRoute, notice_on: date | None, first_day: date) -> str:
    """Why a selection is irregular: SECAS is told before it takes effect (R36, paragraph 43); "" if it is not."""
    if route != AppointmentRoute.SELECTED:
        return ""
    if notice_on is None:
        return f"takes effect on {say_day(first_day)} and no notice to SECAS is on record"
    if notice_on >= first_day:
        return f"takes effect on {say_day(first_day)} and SECAS was told on {say_day(notice_on)}, not before"
    return ""
