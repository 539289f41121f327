"""The seats over the years: who sat in each, from when to when, when it was vacant, which terms end together (R39-R43).

The picture on the screen, its words and the page of the meeting pack are made of this one value.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.people import Appointment, Person, Seat
from pma_assure.register.register import Register
from pma_assure.rules.terms import ending_together, in_force, vacancies
from pma_assure.rules.vocabulary import AppointmentState
from pma_assure.rules.wording import count, label, seat_name
from pma_assure.rules.wording import day as say_day
from pma_assure.values.quorum import Term
from pma_assure.values.seats import EndsTogether, SeatLine, SeatsOverYears, SeatTerm

AHEAD = timedelta(days=183)
"""So far beyond today, and beyond the last day of any term, the picture reaches, to the end of that year."""


def over_years(register: Register, as_of: date) -> SeatsOverYears:
    """Every term of every seat as it is known on the day."""
    with register.reading() as session:
        return of_session(session, as_of)


def of_session(session: Session, as_of: date) -> SeatsOverYears:
    """The same, within a session that already reads."""
    rows = session.execute(
        select(
            Seat.code,
            Seat.constituency,
            Person.reference,
            Person.name,
            Appointment.first_day,
            Appointment.last_day,
            Appointment.computed_last_day,
            Appointment.state,
            Appointment.route,
            Appointment.end_reason,
        )
        .select_from(Seat)
        .outerjoin(Appointment, Appointment.seat_id == Seat.id)
        .outerjoin(Person, Person.id == Appointment.person_id)
        .order_by(Seat.position, Appointment.first_day, Appointment.id)
    ).all()
    days = [day for row in rows for day in (row.first_day, row.last_day) if day is not None]
    first = date(min([*days, as_of]).year, 1, 1)
    last = date((min(max([*days, as_of]), date(9998, 1, 1)) + AHEAD).year, 12, 31)
    seats: dict[Any, list[Any]] = {}
    for row in rows:
        seats.setdefault(row.code, []).append(row)
    lines = tuple(_line(code, of_seat, as_of, last) for code, of_seat in seats.items())
    together = _together(rows, as_of)
    return SeatsOverYears(
        as_of=as_of, first=first, last=last, seats=lines, together=together, summary=_summary(lines, as_of)
    )


def _line(code: Any, rows: Sequence[Any], as_of: date, last: date) -> SeatLine:
    held = [row for row in rows if row.reference is not None]
    free = vacancies([_term(row) for row in held], last)
    # What is vacant up to the end of the picture is vacant until somebody is found.
    open_ended = tuple((begun, None if ends == last else ends) for begun, ends in free)
    terms = tuple(
        SeatTerm(
            person=row.reference,
            name=row.name,
            first_day=row.first_day,
            last_day=row.last_day,
            fixed_until=row.computed_last_day if row.computed_last_day != row.last_day else None,
            state=row.state.value,
            route=row.route.value,
            why_ended="" if row.end_reason is None else label(row.end_reason),
        )
        for row in held
    )
    name = seat_name(code.value)
    return SeatLine(
        seat=code.value,
        name=name,
        constituency=rows[0].constituency,
        terms=terms,
        vacancies=open_ended,
        sentence=_sentence(name, terms, open_ended, as_of),
    )


def _term(row: Any) -> Term:
    return Term(seat=row.code.value, person=row.reference, first_day=row.first_day, last_day=row.last_day)


def _sentence(name: str, terms: Sequence[SeatTerm], free: Sequence[tuple[date, date | None]], as_of: date) -> str:
    if not terms:
        return f"{name}: nobody has been appointed."
    said = [(one.first_day, _said(one, as_of)) for one in terms]
    said += [(begun, f"{'vacant' if begun <= as_of else 'nobody yet'} {_days(begun, ends)}") for begun, ends in free]
    return f"{name}: {'; '.join(words for _, words in sorted(said))}."


def _said(one: SeatTerm, as_of: date) -> str:
    words = f"{one.name} {_days(one.first_day, one.last_day)}"
    if one.state == AppointmentState.IDENTIFIED:
        return f"{words} (identified, the office is not taken)"
    if one.why_ended and one.state == AppointmentState.ENDED:
        until = f", the term ran to {say_day(one.fixed_until)}" if one.fixed_until else ""
        return f"{words} ({one.why_ended.lower()}{until})"
    now = one.first_day <= as_of and (one.last_day is None or as_of <= one.last_day)
    return f"{words} (in office)" if now else words


def _days(first: date, last: date | None) -> str:
    return f"from {say_day(first)}" if last is None else f"{say_day(first)} to {say_day(last)}"


def _together(rows: Sequence[Any], as_of: date) -> tuple[EndsTogether, ...]:
    """Groups of terms that end together and whose end is still to come."""
    terms = [_term(row) for row in rows if row.reference is not None]
    return tuple(
        EndsTogether(
            first=group.first,
            last=group.last,
            seats=tuple(sorted({term.seat for term in group.terms})),
            sentence=group.sentence,
        )
        for group in ending_together(terms)
        if group.last >= as_of
    )


def _summary(lines: Sequence[SeatLine], as_of: date) -> str:
    """How many seats are filled, which is vacant, and which term ends next."""
    filled = {line.name for line in lines if any(_holds(one, as_of) for one in line.terms)}
    vacant = [line.name for line in lines if line.name not in filled]
    said = f"{len(filled)} of {count(len(lines), 'seat')} filled on {say_day(as_of)}"
    said += f"; vacant: {', '.join(vacant)}." if vacant else "."
    ends = sorted(
        (one.last_day, line.name, one.name)
        for line in lines
        for one in line.terms
        if one.last_day is not None and _holds(one, as_of)
    )
    if ends:
        day, seat, name = ends[0]
        said += f" The next term to end is that of {name} ({seat}), on {say_day(day)}."
    return said


def _holds(one: SeatTerm, day: date) -> bool:
    held = Term(seat="", person=one.person, first_day=one.first_day, last_day=one.last_day)
    return one.state != AppointmentState.IDENTIFIED and in_force(held, day)
