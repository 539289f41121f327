"""The organisations, people and seats of the demonstration, all invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.demonstration.office import ASSESSOR, REVIEWER, Office
from pma_assure.demonstration.timetable import Story, Timetable
from pma_assure.rules.terms import last_day_of_term, successor_starts
from pma_assure.rules.vocabulary import AppointmentRoute, Capacity, PartyCategory, SeatCode
from pma_assure.workflows import elections, organisations, people, seats
from pma_assure.workflows.elections import ResultGiven

CHAIR = "Prof. E. Harcourt"
MERIDIAN_REP = "G. Adeyemi"
OFGEM = "F. MacAskill"
GOVERNMENT = "Eilidh NicDhòmhnaill"

ORGANISATIONS = (
    ("Meridian Data Communications", PartyCategory.DCC),
    ("Tarn & Holt Assurance", PartyCategory.ASSESSOR),
    ("Brightwater Energy", PartyCategory.LARGE_SUPPLIER),
    ("Brightwater Business Supply", PartyCategory.SMALL_SUPPLIER),
    ("Halden Power", PartyCategory.LARGE_SUPPLIER),
    ("Larkfield Energy Co-op", PartyCategory.SMALL_SUPPLIER),
    ("Wren Valley Power", PartyCategory.SMALL_SUPPLIER),
    ("Bryn Ŵyn Energy", PartyCategory.SMALL_SUPPLIER),
    ("Marrick Networks", PartyCategory.ELECTRICITY_NETWORK),
    ("Kestrel Gas Transport", PartyCategory.GAS_NETWORK),
    ("Ondine Metering", PartyCategory.OTHER_SEC_PARTY),
    ("Coldharbour Key Services", PartyCategory.CONTRACTOR),
    ("Corvane Consulting", PartyCategory.NONE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody the register knows."""

    name: str
    employer: str | None = None
    post: str | None = None
    since: tuple[int, int, int] = (2023, 4, 3)
    represents: str | None = None
    capacity: Capacity | None = None


PEOPLE = (
    Known(name=CHAIR, capacity=Capacity.CHAIR),
    Known(name="D. Reyes", employer="Brightwater Energy", post="Head of Smart Operations", capacity=Capacity.READER),
    Known(name="A. Whitcombe", employer="Halden Power", post="Security Architect", capacity=Capacity.READER),
    Known(name="J. Pryce", employer="Larkfield Energy Co-op", post="Regulation Manager", capacity=Capacity.READER),
    Known(name="Siân Prydderch", employer="Wren Valley Power", post="Operations Director", capacity=Capacity.READER),
    Known(name="H. Boyd", employer="Marrick Networks", post="Telecoms Security Manager", capacity=Capacity.READER),
    Known(name="S. Mistry", employer="Brightwater Energy", post="Cryptographic Services Lead"),
    Known(name="Niamh Ní Bhriain", employer="Ondine Metering", post="Principal Engineer", capacity=Capacity.READER),
    Known(name="C. Vale", employer="Corvane Consulting", post="Partner"),
    Known(name="T. Lindqvist", employer="Kestrel Gas Transport", post="Metering Systems Manager"),
    Known(name=ASSESSOR, employer="Tarn & Holt Assurance", post="Lead Assessor", capacity=Capacity.ASSESSOR),
    Known(name=REVIEWER, capacity=Capacity.SECOND_REVIEWER),
    Known(name=MERIDIAN_REP, employer="Meridian Data Communications", post="SMKI Service Manager", represents="DCC"),
    Known(name=OFGEM, represents="Ofgem"),
    Known(name=GOVERNMENT, represents="Government"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A term in a seat; ``first`` None begins it on the day after the term before.

    ``renewed_on`` is the day a second term was recorded, None for what stood at the beginning.
    """

    seat: SeatCode
    person: str
    months: int
    route: AppointmentRoute
    first: tuple[int, int, int] | None = None
    authority: str | None = None
    renewed_on: tuple[int, int, int] | None = None
    secas_told: tuple[int, int, int] | None = None
    election: str | None = None


_FIRST = (2024, 7, 1)
_RECORDED = (2026, 6, 2)
TERMS = (
    Held(
        seat=SeatCode.CHAIR,
        person=CHAIR,
        first=_FIRST,
        months=36,
        route=AppointmentRoute.PANEL_IDENTIFIED,
    ),
    Held(seat=SeatCode.LARGE_SUPPLIER_A, person="D. Reyes", first=_FIRST, months=12, route=AppointmentRoute.ELECTED),
    Held(seat=SeatCode.LARGE_SUPPLIER_A, person="D. Reyes", months=24, route=AppointmentRoute.ELECTED),
    Held(
        seat=SeatCode.LARGE_SUPPLIER_B, person="A. Whitcombe", first=_FIRST, months=24, route=AppointmentRoute.ELECTED
    ),
    Held(
        seat=SeatCode.LARGE_SUPPLIER_B,
        person="A. Whitcombe",
        months=24,
        route=AppointmentRoute.UNCONTESTED,
        renewed_on=_RECORDED,
        election="LS-B",
    ),
    Held(seat=SeatCode.SMALL_SUPPLIER, person="J. Pryce", first=_FIRST, months=24, route=AppointmentRoute.UNCONTESTED),
    Held(
        seat=SeatCode.SMALL_SUPPLIER,
        person="Siân Prydderch",
        months=24,
        route=AppointmentRoute.ELECTED,
        renewed_on=_RECORDED,
        election="SS",
    ),
    Held(seat=SeatCode.NETWORKS, person="H. Boyd", first=_FIRST, months=12, route=AppointmentRoute.UNCONTESTED),
    Held(seat=SeatCode.NETWORKS, person="H. Boyd", months=24, route=AppointmentRoute.ELECTED),
    Held(
        seat=SeatCode.SECURITY_SUB_COMMITTEE,
        person="S. Mistry",
        first=(2025, 2, 1),
        months=24,
        route=AppointmentRoute.SELECTED,
        secas_told=(2025, 1, 15),
    ),
    Held(
        seat=SeatCode.TECHNICAL_SUB_COMMITTEE,
        person="Niamh Ní Bhriain",
        first=(2025, 2, 1),
        months=29,
        route=AppointmentRoute.SELECTED,
        secas_told=(2025, 1, 15),
        authority="The Technical Sub-Committee, 14 January 2025: the term ends with the next annual review of seats",
    ),
)


ELECTIONS = (
    (
        "LS-B",
        "Election 2026, the second Large Supplier seat",
        (("A. Whitcombe", "Halden Power", None, SeatCode.LARGE_SUPPLIER_B),),
    ),
    (
        "SS",
        "Election 2026, the Small Supplier seat",
        (
            ("J. Pryce", "Larkfield Energy Co-op", 3, None),
            ("Siân Prydderch", "Bryn Ŵyn Energy", 5, SeatCode.SMALL_SUPPLIER),
        ),
    ),
)
"""Seats, title, and who stood: nominee, nominator, votes as reported, the seat that the nominee got."""


def terms_of(timetable: Timetable) -> list[tuple[Held, date]]:
    """Each term with its first day. A month is no number of weeks, so a later term follows from the one before."""
    following: dict[SeatCode, date] = {}
    found = []
    for term in TERMS:
        first = following[term.seat] if term.first is None else timetable.day(*term.first)
        following[term.seat] = successor_starts(last_day_of_term(first, term.months))
        found.append((term, first))
    return found


def members_on(day: date, timetable: Timetable) -> list[str]:
    """Everybody in office that day, in the order of the seats."""
    return [term.person for term, first in terms_of(timetable) if first <= day <= last_day_of_term(first, term.months)]


def enter_organisations(office: Office) -> None:
    """Organisations, the group that existed from the first day, and who works for whom under contract."""
    day = office.timetable.day
    for name, category in ORGANISATIONS:
        organisations.add(office.keeper, name=name, category=category)
    organisations.affiliate(
        office.keeper, organisation="Brightwater Energy", group="Brightwater Group", first_day=day(2018, 4, 2)
    )
    for participant, service, first in (
        ("Bryn Ŵyn Energy", "Custody of the HSM and of the key shares at Wrexham", (2024, 9, 2)),
        ("Halden Power", "Registration desk cover out of hours", (2023, 10, 2)),
    ):
        organisations.contract(
            office.keeper,
            participant=participant,
            contractor="Coldharbour Key Services",
            service=service,
            first_day=day(*first),
        )


def enter_people(office: Office) -> None:
    """People with their employers, and the capacities in which they use the program."""
    day = office.timetable.day
    for known in PEOPLE:
        people.add(
            office.keeper,
            name=known.name,
            represents=known.represents,
            employer=known.employer,
            post=known.post,
            first_day=day(*known.since),
            capacity=known.capacity,
        )
    people.declare_interest(
        office.keeper,
        person="Niamh Ní Bhriain",
        organisation="Coldharbour Key Services",
        nature="Holds shares of small value in the contractor's parent company; declared at the first meeting.",
        declared_on=day(2025, 2, 4),
    )


def hold_elections(office: Office) -> dict[str, str]:
    """The summer's two elections, one with a nominee for each seat and one with two for one; seat -> reference."""
    day = office.timetable.day
    held = {}
    for seats_, title, nominees in ELECTIONS:
        begun = elections.begin(office.keeper, title=title, seats=seats_, nominations_closed_on=day(2026, 5, 15))
        election = str(begun.reference)
        for nominee, nominator, _, _ in nominees:
            elections.nominate(
                office.keeper,
                election=election,
                nominee=nominee,
                nominator=nominator,
                nominated_on=day(2026, 5, 8),
            )
        elections.report(
            office.keeper,
            election=election,
            reported_on=day(2026, 5, 29),
            results=tuple(ResultGiven(nominee=name, votes=votes, seat=seat) for name, _, votes, seat in nominees),
        )
        held[seats_] = election
    return held


def enter_seats(office: Office, *, renewed: bool) -> None:
    """The terms that stood at the beginning, or (``renewed``) those that were recorded in the summer."""
    held = hold_elections(office) if renewed else {}
    for term, first in terms_of(office.timetable):
        if (term.renewed_on is not None) != renewed:
            continue
        seats.appoint(
            office.keeper,
            seat=term.seat,
            person=term.person,
            first_day=first,
            route=term.route,
            months=term.months,
            authority=term.authority,
            election=None if term.election is None else held[term.election],
            notice_to_secas_on=None if term.secas_told is None else office.timetable.day(*term.secas_told),
        )


def story(office: Office) -> Story:
    """The roster: entered when the register was begun, renewed in summer, alternates when members named them."""
    work, day = office.timetable.at_work, office.timetable.day
    yield work(2025, 12, 1)
    enter_organisations(office)
    enter_people(office)
    enter_seats(office, renewed=False)
    yield work(*_RECORDED)
    enter_seats(office, renewed=True)
    yield work(2026, 10, 1)
    seats.nominate_alternate(
        office.keeper, seat=SeatCode.NETWORKS, alternate="T. Lindqvist", first_day=work(2026, 10, 1)
    )
    yield work(2026, 10, 19)
    seats.nominate_alternate(
        office.keeper,
        seat=SeatCode.LARGE_SUPPLIER_A,
        alternate="C. Vale",
        first_day=work(2026, 10, 19),
        last_day=day(2027, 6, 30),
    )
