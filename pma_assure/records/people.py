"""People, whom they work for, in what capacity they use the program; seats, appointments and alternates."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import (
    AppointmentRoute,
    AppointmentState,
    Capacity,
    EndReason,
    SeatCode,
    SeatVote,
)


class Person(Record):
    __tablename__ = "person"
    __table_args__ = (Index("ix_person_list", "name", "reference"),)
    __searchable__ = ("name",)
    reference: Mapped[str] = reference_column()
    name: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str | None]
    represents: Mapped[str | None] = mapped_column(String(80))
    """What the person attends for as last recorded, for lists to offer; on a day, :class:`AttendsFor` says it."""
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)


class Employed(Record):
    __tablename__ = "employed"
    __owner_column__ = "person_id"
    person_id: Mapped[UUID] = link("person.id")
    organisation_id: Mapped[UUID] = link("organisation.id")
    post: Mapped[str | None]
    first_day: Mapped[date]
    last_day: Mapped[date | None]


class AttendsFor(Record):
    """What a standing attendee attends for, from day to day: "PKI Specialist", "DCC", "Ofgem", "Government" (R17, R37).

    Both days are included. No first day: as long as the register can tell. A last day before the first: entered by
    mistake, so that it holds on no day.
    """

    __tablename__ = "attends_for"
    __owner_column__ = "person_id"
    person_id: Mapped[UUID] = link("person.id")
    represents: Mapped[str] = mapped_column(String(80))
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    appointed_by: Mapped[str | None]
    """Who appointed the attendee: the Panel for the PKI Specialist, else the attendee's own organisation (R37, R38)."""


class CapacityHeld(Record):
    """In this capacity the person may use the program on these days."""

    __tablename__ = "capacity_held"
    __owner_column__ = "person_id"
    person_id: Mapped[UUID] = link("person.id")
    capacity: Mapped[Capacity] = mapped_column(code_of(Capacity))
    first_day: Mapped[date]
    last_day: Mapped[date | None]


class Seat(Record):
    """One of the seven voting seats (R15, R19). Made with the register; none can be added without a rule change."""

    __tablename__ = "seat"
    code: Mapped[SeatCode] = mapped_column(code_of(SeatCode), unique=True)
    name: Mapped[str]
    constituency: Mapped[str]
    vote: Mapped[SeatVote] = mapped_column(code_of(SeatVote))
    position: Mapped[int]


class Appointment(Record):
    """``computed_last_day`` (6.3) is always kept beside an explicit ``last_day``."""

    __tablename__ = "appointment"
    __table_args__ = (Index("ix_appointment_days", "seat_id", "first_day", "last_day"),)
    __owner_column__ = "person_id"
    seat_id: Mapped[UUID] = link("seat.id")
    person_id: Mapped[UUID] = link("person.id")
    state: Mapped[AppointmentState] = mapped_column(code_of(AppointmentState))
    route: Mapped[AppointmentRoute] = mapped_column(code_of(AppointmentRoute))
    identified_on: Mapped[date | None]
    first_day: Mapped[date]
    months: Mapped[int | None]
    computed_last_day: Mapped[date | None]
    last_day: Mapped[date | None]
    authority: Mapped[str | None] = mapped_column(Text)
    """Who fixed a term that is not the standard one, and why."""
    end_reason: Mapped[EndReason | None] = mapped_column(code_of(EndReason))
    end_note: Mapped[str | None] = mapped_column(Text)
    election_id: Mapped[UUID | None] = link("seat_election.id")
    """The election that filled the seat, where one did (R35)."""
    notice_to_secas_on: Mapped[date | None]
    """For a seat a sub-committee fills: when SECAS was told, which is before it takes effect (R36)."""


class AlternateNomination(Record):
    """``alternate`` may sit for ``member`` in the seat; checked at nomination and again on the day (R27)."""

    __tablename__ = "alternate_nomination"
    __owner_column__ = "alternate_id"
    seat_id: Mapped[UUID] = link("seat.id")
    member_id: Mapped[UUID] = link("person.id")
    alternate_id: Mapped[UUID] = link("person.id")
    acting_chair: Mapped[bool] = mapped_column(default=False)
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    checked_on: Mapped[date]
    check_result: Mapped[str] = long_text()
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)


class InterestDeclared(Record):
    """A standing interest somebody declared; it feeds the suggestion of recusals, the Chair rules on it."""

    __tablename__ = "interest_declared"
    __owner_column__ = "person_id"
    person_id: Mapped[UUID] = link("person.id")
    organisation_id: Mapped[UUID] = link("organisation.id")
    nature: Mapped[str] = long_text()
    declared_on: Mapped[date]
    ended_on: Mapped[date | None]
