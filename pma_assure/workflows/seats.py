"""Seats, appointments, and alternates (R15-R44 as far as quorum rests on them)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records import meeting_facts
from pma_assure.records.governance import Nomination, SeatElection
from pma_assure.records.people import AlternateNomination, Appointment, Person, Seat
from pma_assure.rules.affiliation import check_alternate
from pma_assure.rules.elections import contested, contradiction, notice_irregularity, route_irregularity
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.terms import STANDARD_MONTHS, ending_together, holder, in_force, last_day_of_term
from pma_assure.rules.vocabulary import AppointmentRoute, AppointmentState, EndReason, SeatCode
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label, seat_name
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.organisations import in_order
from pma_assure.workflows.parameters import plain, ref, words
from pma_assure.workflows.people import PersonRef
from pma_assure.workflows.reevaluation import flag_those_with

SeatCodeGiven = Annotated[SeatCode, plain("Seat")]


def seat_of(desk: Desk, code: SeatCode) -> Seat:
    (seat,) = desk.all(Seat, code=code)
    return seat


def holders_on(desk: Desk, day: date) -> dict[SeatCode, str]:
    """The reference of the member who holds each seat that day; a vacant seat is not there."""
    terms = meeting_facts.terms(desk.session)
    held = {code: holder(code.value, day, terms) for code in SeatCode}
    return {code: person for code, person in held.items() if person is not None}


def holder_on(desk: Desk, code: SeatCode, day: date) -> str | None:
    """The reference of the member who holds the seat that day."""
    return holders_on(desk, day).get(code)


@deed(
    "seat.appoint",
    "Appoint a member",
    refuses=(
        "the seat is held in those days: terms do not overlap (R15, paragraph 29)",
        "a term that is not the standard one without its authority (R39, paragraph 48)",
        "the election it rests on did not fill the seat, has no result, or contradicts the route (R35)",
    ),
)
def appoint(
    desk: Desk,
    *,
    seat: SeatCodeGiven,
    person: PersonRef,
    first_day: Annotated[date, plain("First day in office")],
    route: Annotated[AppointmentRoute, plain("Route", "Identified by the Panel, uncontested, elected, or selected.")],
    months: Annotated[int | None, plain("Months", "Empty: the standard term of the seat.")] = None,
    last_day: Annotated[
        date | None, plain("Last day", "Only where it is fixed otherwise; the computed one is kept.")
    ] = None,
    identified_on: Annotated[date | None, plain("Identified on")] = None,
    authority: Annotated[
        str | None, words("Authority", "Who fixed a term that is not the standard one, and why.")
    ] = None,
    election: Annotated[str | None, ref("election", label="Election", help="The one that filled the seat.")] = None,
    notice_to_secas_on: Annotated[
        date | None, plain("SECAS told on", "For a sub-committee's seat: before it takes effect.")
    ] = None,
    takes_office: Annotated[
        bool, plain("In office from the first day", "No: identified only, until the office is taken.")
    ] = True,
) -> str:
    """Record that a person holds a seat; the last day in office is computed (6.3) and kept beside an explicit one."""
    held_seat = seat_of(desk, seat)
    found = desk.find(Person, person, field="person")
    table = STANDARD_MONTHS[seat]
    standard = table.later if desk.all(Appointment, seat_id=held_seat.id) else table.first
    term_months = months if months is not None else standard
    fixed_otherwise = last_day is not None or standard is None or (months is not None and months != standard)
    if fixed_otherwise and not (authority or "").strip():
        usual = "the Panel fixes this term" if standard is None else f"the standard term is {standard} months"
        raise Refused(
            f"{seat_name(seat.value)}: {usual}. Say who fixed it, and why.",
            rule="R39",
            paragraph="48",
            field="authority",
        )
    computed = None if term_months is None else last_day_of_term(first_day, term_months)
    ends = last_day or computed
    in_order(first_day, ends)
    for other in desk.all(Appointment, seat_id=held_seat.id):
        if (other.last_day is None or other.last_day >= first_day) and (ends is None or other.first_day <= ends):
            raise Refused(
                f"{seat_name(seat.value)} is held until"
                f" {say_day(other.last_day) if other.last_day else 'further notice'};"
                " terms in one seat do not overlap.",
                rule="R15",
                paragraph="29",
                field="first_day",
            )
    rests_on = None if election is None else desk.find(SeatElection, election, field="election")
    if rests_on is not None:
        _fits_result(desk, seat, route, rests_on)
    appointment = desk.add(
        Appointment(
            seat_id=held_seat.id,
            person_id=found.id,
            state=AppointmentState.IN_OFFICE if takes_office else AppointmentState.IDENTIFIED,
            route=route,
            identified_on=identified_on,
            first_day=first_day,
            months=term_months,
            computed_last_day=computed,
            last_day=ends,
            authority=authority,
            election_id=None if rests_on is None else rests_on.id,
            notice_to_secas_on=notice_to_secas_on,
        )
    )
    _mark_irregular(desk, seat, found, appointment)
    if appointment.state == AppointmentState.IN_OFFICE:
        flag_those_with(desk, since=first_day, people=(found.id,), seats=(held_seat.id,))
        _ending_together(desk, seat, found, ends)
    return found.reference


def _fits_result(desk: Desk, seat: SeatCode, route: AppointmentRoute, election: SeatElection) -> None:
    """Refuse an appointment that the election it names contradicts."""
    seats = election.seats.split(",")
    stood = [row for row in desk.all(Nomination, election_id=election.id) if row.withdrawn_on is None]
    field, objection = "election", ""
    if seat.value not in seats:
        objection = f"{election.reference} did not fill {seat_name(seat.value)}"
    elif election.reported_on is None:
        objection = f"The result of {election.reference} was not reported yet: record it first"
    else:
        field, objection = "route", contradiction(route, was_contested=contested(len(stood), len(seats)))
        objection = objection and f"In {election.reference} {objection}"
    if objection:
        raise Refused(f"{objection}.", rule="R35", paragraph="42, 49", field=field)


def _mark_irregular(desk: Desk, seat: SeatCode, person: Person, appointment: Appointment) -> None:
    """Keep it as irregular when the seat is not filled by this route, or SECAS was not told before (R33, R35, R36)."""
    wrong = route_irregularity(appointment.route, seat)
    if wrong:
        rule, paragraph = ("R33", "41") if seat == SeatCode.CHAIR else ("R35", "42, 49")
        desk.keep_irregular(
            person,
            f"{person.name} holds {seat_name(seat.value)} by “{label(appointment.route)}”; {wrong}",
            rule=rule,
            paragraph=paragraph,
        )
    late = notice_irregularity(appointment.route, appointment.notice_to_secas_on, appointment.first_day)
    if late:
        desk.keep_irregular(
            person, f"The selection of {person.name} for {seat_name(seat.value)} {late}", rule="R36", paragraph="43"
        )


@deed("seat.take_office", "Record that the office is taken", refuses=("the first day has not come",))
def take_office(desk: Desk, *, seat: SeatCodeGiven, person: PersonRef) -> str:
    """Somebody identified for a seat holds it from the first day of the term (R44)."""
    held_seat = seat_of(desk, seat)
    found = desk.find(Person, person, field="person")
    identified = desk.all(Appointment, seat_id=held_seat.id, person_id=found.id, state=AppointmentState.IDENTIFIED)
    if not identified:
        raise Refused(f"{found.name} is not identified for {seat_name(seat.value)}.", field="person")
    desk.not_ahead(identified[0].first_day, field="person")
    desk.step(
        identified[0],
        AppointmentState.IN_OFFICE,
        kind="appointment",
        named=f"The appointment of {found.name}",
        deed="seat.take_office",
    )
    flag_those_with(desk, since=identified[0].first_day, people=(found.id,), seats=(held_seat.id,))
    _ending_together(desk, seat, found, identified[0].last_day)
    return found.reference


def _ending_together(desk: Desk, seat: SeatCode, person: Person, ends: date | None) -> None:
    """Say it when this term ends together with others: the PMA would lose many members at once (R43)."""
    desk.session.flush()
    for group in ending_together(meeting_facts.terms(desk.session)):
        if any((one.seat, one.person, one.last_day) == (seat.value, person.reference, ends) for one in group.terms):
            desk.notes.append(group.sentence)


@deed("seat.end_appointment", "End an appointment")
def end_appointment(
    desk: Desk,
    *,
    seat: SeatCodeGiven,
    person: PersonRef,
    last_day: Annotated[date, plain("Last day in office")],
    end_reason: Annotated[EndReason, plain("Why it ends")],
    reason: Annotated[str, words("In words")],
) -> str:
    """End an appointment before its computed last day, which stays in the record beside the explicit one."""
    held_seat = seat_of(desk, seat)
    found = desk.find(Person, person, field="person")
    held = [
        row
        for row in desk.all(Appointment, seat_id=held_seat.id, person_id=found.id)
        if row.state == AppointmentState.IN_OFFICE and (row.last_day is None or row.last_day >= last_day)
    ]
    if not held:
        raise Refused(f"{found.name} does not hold {seat_name(seat.value)} on {say_day(last_day)}.", field="person")
    in_order(held[0].first_day, last_day)
    desk.step(
        held[0],
        AppointmentState.ENDED,
        kind="appointment",
        named=f"The appointment of {found.name}",
        deed="seat.end_appointment",
    )
    held[0].last_day, held[0].end_reason, held[0].end_note = last_day, end_reason, reason
    flag_those_with(desk, since=last_day, people=(found.id,), seats=(held_seat.id,))
    return found.reference


@deed(
    "seat.nominate_alternate",
    "Nominate an alternate",
    refuses=(
        "the alternate works for the member's organisation or an affiliate (R27, paragraph 35)",
        "nobody holds the seat on the first day",
    ),
)
def nominate_alternate(
    desk: Desk,
    *,
    seat: SeatCodeGiven,
    alternate: Annotated[str, ref("person", label="Alternate")],
    first_day: Annotated[date, plain("From", "The first day; for a single meeting, its day.")],
    last_day: Annotated[date | None, plain("Until")] = None,
    acting_chair: Annotated[
        bool, plain("Acts as Chair", "The Chair nominates a member in the PKI Specialist's absence.")
    ] = False,
) -> str:
    """A member names who may sit in the seat; checked now and again on each meeting's day (R26, R27)."""
    held_seat = seat_of(desk, seat)
    person = desk.find(Person, alternate, field="alternate")
    in_order(first_day, last_day)
    member = holder_on(desk, seat, first_day)
    if member is None:
        raise Refused(
            f"Nobody holds {seat_name(seat.value)} on {say_day(first_day)}.", rule="R27", paragraph="35", field="seat"
        )
    result = "nominated by the Chair from among the members"
    if acting_chair:
        if seat != SeatCode.CHAIR:
            raise Refused(
                "Only the Chair's place can be acted in as Chair.", rule="R26", paragraph="18, 35", field="acting_chair"
            )
        members = {term.person for term in meeting_facts.terms(desk.session) if in_force(term, first_day)}
        if person.reference not in members or person.reference == member:
            raise Refused(
                f"{person.name} is not another member of the PMA on {say_day(first_day)}.",
                rule="R26",
                paragraph="18, 35",
                field="alternate",
            )
    else:
        others = tuple(
            term.person
            for term in sorted(meeting_facts.terms(desk.session), key=lambda term: term.seat)
            if in_force(term, first_day) and term.person != member
        )
        check = check_alternate(
            member=member,
            alternate=person.reference,
            day=first_day,
            employments=meeting_facts.employments(desk.session),
            affiliations=meeting_facts.affiliations(desk.session),
            other_members=others,
            names=dict(meeting_facts.names(desk.session)),
        )
        if not check.allowed:
            raise Refused(check.sentence, rule="R27", paragraph="35", field="alternate")
        result = check.sentence
        desk.notes.extend(check.warnings)
    desk.add(
        AlternateNomination(
            seat_id=held_seat.id,
            member_id=desk.find(Person, member, field="seat").id,
            alternate_id=person.id,
            acting_chair=acting_chair,
            first_day=first_day,
            last_day=last_day,
            checked_on=desk.day,
            check_result=result,
        )
    )
    flag_those_with(desk, since=first_day, people=(person.id,), seats=(held_seat.id,))
    return person.reference


@deed("seat.withdraw_alternate", "Withdraw an alternate")
def withdraw_alternate(
    desk: Desk,
    *,
    seat: SeatCodeGiven,
    alternate: Annotated[str, ref("person", label="Alternate")],
    reason: Annotated[str, words("Reason")],
) -> str:
    """End an alternate's nomination from today."""
    held_seat = seat_of(desk, seat)
    person = desk.find(Person, alternate, field="alternate")
    standing = [
        row
        for row in desk.all(AlternateNomination, seat_id=held_seat.id, alternate_id=person.id)
        if row.withdrawn_on is None and (row.last_day is None or row.last_day >= desk.day)
    ]
    if not standing:
        raise NotFound(f"{person.name} is no alternate for {seat_name(seat.value)}.", field="alternate")
    for row in standing:
        row.withdrawn_on, row.withdrawn_reason = desk.day, reason
    flag_those_with(desk, since=desk.day, people=(person.id,), seats=(held_seat.id,))
    return person.reference
