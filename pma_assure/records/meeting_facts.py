"""The facts from which the quorum of an item is computed, as ``rules.quorum`` takes them.

Both the deed that records a decision and the screen that shows the quorum live ask here, so they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.meetings import AgendaItem, Attendance, Meeting, Recusal
from pma_assure.records.organisations import GroupAffiliation, Organisation
from pma_assure.records.people import AlternateNomination, Appointment, Employed, Person, Seat
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.vocabulary import AppointmentState
from pma_assure.values.quorum import Affiliation, Employment, Presence, QuorumQuestion, Term

PKI_SPECIALIST = "PKI Specialist"


def names(session: Session) -> tuple[tuple[str, str], ...]:
    """(reference, name) of every person and organisation."""
    rows = [
        *session.execute(select(Person.reference, Person.name)),
        *session.execute(select(Organisation.reference, Organisation.name)),
    ]
    return tuple(sorted((row.reference, row.name) for row in rows))


def terms(session: Session) -> frozenset[Term]:
    """Who holds which seat when; an ended appointment ends on its explicit last day."""
    rows = session.execute(
        select(Seat.code, Person.reference, Appointment.first_day, Appointment.last_day)
        .join(Seat, Seat.id == Appointment.seat_id)
        .join(Person, Person.id == Appointment.person_id)
        .where(Appointment.state != AppointmentState.IDENTIFIED)
    )
    return frozenset(
        Term(seat=row.code.value, person=row.reference, first_day=row.first_day, last_day=row.last_day) for row in rows
    )


def employments(session: Session) -> frozenset[Employment]:
    rows = session.execute(
        select(Person.reference.label("person"), Organisation.reference, Employed.first_day, Employed.last_day)
        .join(Person, Person.id == Employed.person_id)
        .join(Organisation, Organisation.id == Employed.organisation_id)
    )
    return frozenset(
        Employment(person=row.person, organisation=row.reference, first_day=row.first_day, last_day=row.last_day)
        for row in rows
    )


def affiliations(session: Session) -> frozenset[Affiliation]:
    rows = session.execute(
        select(
            Organisation.reference, GroupAffiliation.group_name, GroupAffiliation.first_day, GroupAffiliation.last_day
        ).join(Organisation, Organisation.id == GroupAffiliation.organisation_id)
    )
    return frozenset(
        Affiliation(organisation=row.reference, group=row.group_name, first_day=row.first_day, last_day=row.last_day)
        for row in rows
    )


def presences(session: Session, meeting_id: UUID) -> frozenset[Presence]:
    """Everybody expected or there; who sent apologies is neither."""
    rows = session.execute(
        select(
            Person.reference,
            Person.name,
            Attendance.standing,
            Attendance.arrived_at,
            Attendance.left_at,
            Seat.code,
        )
        .join(Person, Person.id == Attendance.person_id)
        .outerjoin(Seat, Seat.id == Attendance.seat_id)
        .where(Attendance.meeting_id == meeting_id, Attendance.apologies.is_(False))
    )
    return frozenset(
        Presence(
            person=row.reference,
            name=row.name,
            standing=row.standing.value,
            seat=None if row.code is None else row.code.value,
            arrived=row.arrived_at,
            left=row.left_at,
        )
        for row in rows
    )


def nominations(session: Session, day: date) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    """((seat, alternate) pairs, members nominated to act as Chair) that stand on ``day``.

    A nomination is a member's: it lapses with the member's term and does not stand in for the successor.
    """
    rows = session.execute(
        select(Seat.code, Person.reference, AlternateNomination.acting_chair)
        .join(Seat, Seat.id == AlternateNomination.seat_id)
        .join(Person, Person.id == AlternateNomination.alternate_id)
        .join(
            Appointment,
            (Appointment.seat_id == AlternateNomination.seat_id)
            & (Appointment.person_id == AlternateNomination.member_id),
        )
        .where(
            Appointment.state != AppointmentState.IDENTIFIED,
            Appointment.first_day <= day,
            (Appointment.last_day.is_(None)) | (Appointment.last_day >= day),
            AlternateNomination.first_day <= day,
            (AlternateNomination.last_day.is_(None)) | (AlternateNomination.last_day >= day),
            (AlternateNomination.withdrawn_on.is_(None)) | (AlternateNomination.withdrawn_on > day),
        )
    ).all()
    pairs = frozenset((row.code.value, row.reference) for row in rows if not row.acting_chair)
    return pairs, frozenset(row.reference for row in rows if row.acting_chair)


def excused(session: Session, item_id: UUID) -> frozenset[str]:
    return frozenset(
        session.scalars(
            select(Person.reference)
            .join(Recusal, Recusal.person_id == Person.id)
            .where(Recusal.item_id == item_id, Recusal.withdrawn_on.is_(None))
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """What does not depend on the item: read once, asked for many items."""

    terms: frozenset[Term]
    employments: frozenset[Employment]
    affiliations: frozenset[Affiliation]
    pki_specialists: frozenset[str]
    names: tuple[tuple[str, str], ...]


def roster(session: Session) -> Roster:
    return Roster(
        terms=terms(session),
        employments=employments(session),
        affiliations=affiliations(session),
        pki_specialists=frozenset(session.scalars(select(Person.reference).where(Person.represents == PKI_SPECIALIST))),
        names=names(session),
    )


def question(session: Session, item_id: UUID, *, at: datetime | None, known: Roster | None = None) -> QuorumQuestion:
    """The quorum question of one item: at an instant, or (None) as a forecast from who is expected."""
    known = known or roster(session)
    item: Any = session.execute(
        select(
            AgendaItem.meeting_id,
            AgendaItem.against_organisation,
            Organisation.reference.label("organisation"),
            Meeting.starts_at,
        )
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .outerjoin(Organisation, Organisation.id == AgendaItem.organisation_id)
        .where(AgendaItem.id == item_id)
    ).one()
    day = uk_day(at or item.starts_at)
    pairs, acting_chairs = nominations(session, day)
    return QuorumQuestion(
        day=day,
        at=at,
        subject=item.organisation,
        against_subject=item.against_organisation,
        presences=presences(session, item.meeting_id),
        terms=known.terms,
        employments=known.employments,
        affiliations=known.affiliations,
        excused=excused(session, item_id),
        pki_specialists=known.pki_specialists,
        nominated_chairs=acting_chairs,
        nominated_alternates=pairs,
        names=known.names,
    )
