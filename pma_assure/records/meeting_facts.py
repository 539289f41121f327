"""The facts from which the quorum of an item is computed, as ``rules.quorum`` takes them.

Both the deed that records a decision and the screen that shows the quorum live ask here, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pma_assure.records.house import Setting
from pma_assure.records.meetings import AgendaItem, AgendaItemText, Attendance, Meeting, Recusal
from pma_assure.records.organisations import GroupAffiliation, Organisation
from pma_assure.records.people import AlternateNomination, Appointment, AttendsFor, Employed, Person, Seat
from pma_assure.rules.calendar import uk_day, working_days_before
from pma_assure.rules.deadlines import papers_due_days
from pma_assure.rules.terms import in_force
from pma_assure.rules.vocabulary import AppointmentState
from pma_assure.values.quorum import Affiliation, Employment, Presence, QuorumQuestion, Term

PKI_SPECIALIST = "PKI Specialist"
"""What ``AttendsFor.represents`` says of the PKI Specialist, the Chair's alternate by default (R26)."""


PAPERS_DUE = "papers.working_days"
"""The setting: how many Working Days before a meeting its papers are due (states.md, *Meeting*)."""


def papers_days(session: Session) -> int:
    """How many Working Days before a meeting papers are due in this office."""
    return papers_due_days(session.execute(select(Setting.value).where(Setting.key == PAPERS_DUE)).scalar())


def papers_due(session: Session, day: date) -> date:
    """The day by which the papers of a meeting on ``day`` are due."""
    return working_days_before(day, papers_days(session))


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


def specialists(session: Session) -> frozenset[Term]:
    """Who holds the PKI Specialist's place when (R37); handed on, it stays as it was on the days before."""
    rows = session.execute(
        select(Person.reference, AttendsFor.first_day, AttendsFor.last_day)
        .join(Person, Person.id == AttendsFor.person_id)
        .where(AttendsFor.represents == PKI_SPECIALIST)
    )
    return frozenset(
        Term(seat=PKI_SPECIALIST, person=row.reference, first_day=row.first_day or date.min, last_day=row.last_day)
        for row in rows
    )


def specialists_on(session: Session, day: date, *, every: frozenset[Term] | None = None) -> frozenset[str]:
    """References of those who hold the PKI Specialist's place on ``day``."""
    terms_of_it = specialists(session) if every is None else every
    return frozenset(term.person for term in terms_of_it if in_force(term, day))


def attends_for_on(day: date) -> Any:
    """Of the person of the row, as a subquery: what they attend for on ``day``; NULL for nothing."""
    return (
        select(AttendsFor.represents)
        .where(
            AttendsFor.person_id == Person.id,
            or_(AttendsFor.first_day.is_(None), AttendsFor.first_day <= day),
            or_(AttendsFor.last_day.is_(None), AttendsFor.last_day >= day),
        )
        .order_by(AttendsFor.first_day.desc(), AttendsFor.id.desc())
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
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


def presences(session: Session, meetings: Collection[UUID]) -> dict[UUID, frozenset[Presence]]:
    """By meeting, everybody expected or there; who sent apologies is neither."""
    found: dict[UUID, set[Presence]] = {key: set() for key in meetings}
    rows = session.execute(
        select(
            Attendance.meeting_id,
            Person.reference,
            Person.name,
            Attendance.standing,
            Attendance.arrived_at,
            Attendance.left_at,
            Seat.code,
        )
        .join(Person, Person.id == Attendance.person_id)
        .outerjoin(Seat, Seat.id == Attendance.seat_id)
        .where(
            Attendance.meeting_id.in_(list(found)),
            Attendance.apologies.is_(False),
            Attendance.expected | Attendance.arrived_at.is_not(None),
        )
    )
    for row in rows:
        found[row.meeting_id].add(
            Presence(
                person=row.reference,
                name=row.name,
                standing=row.standing.value,
                seat=None if row.code is None else row.code.value,
                arrived=row.arrived_at,
                left=row.left_at,
            )
        )
    return {key: frozenset(those) for key, those in found.items()}


@dataclass(frozen=True, slots=True)
class Nominated:
    """``person`` may sit in ``seat`` (or act as Chair) from ``first_day`` to ``last_day``, both inclusive."""

    seat: str
    person: str
    acting_chair: bool
    first_day: date
    last_day: date | None
    withdrawn_on: date | None

    def stands_on(self, day: date) -> bool:
        return (
            self.first_day <= day
            and (self.last_day is None or day <= self.last_day)
            and (self.withdrawn_on is None or day < self.withdrawn_on)
        )


def all_nominations(session: Session) -> frozenset[Nominated]:
    """Each nomination within each term of the member who made it.

    A nomination is a member's: it lapses with the member's term and does not stand in for the successor.
    """
    rows = session.execute(
        select(
            Seat.code,
            Person.reference,
            AlternateNomination.acting_chair,
            AlternateNomination.first_day,
            AlternateNomination.last_day,
            AlternateNomination.withdrawn_on,
            Appointment.first_day.label("term_first"),
            Appointment.last_day.label("term_last"),
        )
        .join(Seat, Seat.id == AlternateNomination.seat_id)
        .join(Person, Person.id == AlternateNomination.alternate_id)
        .join(
            Appointment,
            (Appointment.seat_id == AlternateNomination.seat_id)
            & (Appointment.person_id == AlternateNomination.member_id),
        )
        .where(Appointment.state != AppointmentState.IDENTIFIED)
    )
    return frozenset(
        Nominated(
            seat=row.code.value,
            person=row.reference,
            acting_chair=row.acting_chair,
            first_day=max(row.first_day, row.term_first),
            last_day=min((last for last in (row.last_day, row.term_last) if last is not None), default=None),
            withdrawn_on=row.withdrawn_on,
        )
        for row in rows
    )


def nominations(
    session: Session, day: date, *, every: frozenset[Nominated] | None = None
) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    """((seat, alternate) pairs, members nominated to act as Chair) that stand on ``day``."""
    standing = [one for one in (all_nominations(session) if every is None else every) if one.stands_on(day)]
    pairs = frozenset((one.seat, one.person) for one in standing if not one.acting_chair)
    return pairs, frozenset(one.person for one in standing if one.acting_chair)


def excused(session: Session, items: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """By item, who is recused from it."""
    found: dict[UUID, set[str]] = {key: set() for key in items}
    rows = session.execute(
        select(Recusal.item_id, Person.reference)
        .join(Person, Person.id == Recusal.person_id)
        .where(Recusal.item_id.in_(list(found)), Recusal.withdrawn_on.is_(None))
    )
    for row in rows:
        found[row.item_id].add(row.reference)
    return {key: frozenset(those) for key, those in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """What does not depend on the item: read once, asked for many items."""

    terms: frozenset[Term]
    employments: frozenset[Employment]
    affiliations: frozenset[Affiliation]
    specialists: frozenset[Term]
    nominations: frozenset[Nominated]
    names: tuple[tuple[str, str], ...]


def roster(session: Session) -> Roster:
    return Roster(
        terms=terms(session),
        employments=employments(session),
        affiliations=affiliations(session),
        specialists=specialists(session),
        nominations=all_nominations(session),
        names=names(session),
    )


def question(session: Session, item_id: UUID, *, at: datetime | None, known: Roster | None = None) -> QuorumQuestion:
    """The quorum question of one item: at an instant, or (None) as a forecast from who is expected."""
    return questions(session, {item_id: at}, known=known)[item_id]


def questions(
    session: Session, moments: Mapping[UUID, datetime | None], *, known: Roster | None = None
) -> dict[UUID, QuorumQuestion]:
    """The quorum questions of many items, each at its own instant, in as many statements as for one."""
    known = known or roster(session)
    items: list[Any] = list(
        session.execute(
            select(
                AgendaItem.id,
                AgendaItem.meeting_id,
                AgendaItem.against_organisation,
                AgendaItemText.not_against_because,
                Organisation.reference.label("organisation"),
                Meeting.starts_at,
            )
            .join(Meeting, Meeting.id == AgendaItem.meeting_id)
            .join(AgendaItemText, AgendaItemText.item_id == AgendaItem.id)
            .outerjoin(Organisation, Organisation.id == AgendaItem.organisation_id)
            .where(AgendaItem.id.in_(list(moments)))
        )
    )
    there = presences(session, {item.meeting_id for item in items})
    recused = excused(session, list(moments))
    asked: dict[UUID, QuorumQuestion] = {}
    for item in items:
        at = moments[item.id]
        day = uk_day(at or item.starts_at)
        pairs, acting_chairs = nominations(session, day, every=known.nominations)
        asked[item.id] = QuorumQuestion(
            day=day,
            at=at,
            subject=item.organisation,
            against_subject=item.against_organisation,
            presences=there[item.meeting_id],
            terms=known.terms,
            employments=known.employments,
            affiliations=known.affiliations,
            excused=recused[item.id],
            pki_specialists=specialists_on(session, day, every=known.specialists),
            nominated_chairs=acting_chairs,
            nominated_alternates=pairs,
            names=known.names,
            not_against_because=item.not_against_because,
        )
    return asked
