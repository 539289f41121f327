"""People, their employers, the capacities in which they use the program, their interests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from sqlalchemy import select

from pma_assure.records.meeting_facts import PKI_SPECIALIST
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import AttendsFor, CapacityHeld, Employed, InterestDeclared, Person
from pma_assure.rules.look_alikes import folded_words
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Capacity
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.independence import specialist_stays_independent
from pma_assure.workflows.organisations import From, Until, in_order, name_is_free
from pma_assure.workflows.parameters import line, plain, ref, words
from pma_assure.workflows.reevaluation import flag_those_with

PersonRef = Annotated[str, ref("person", label="Person")]
AppointedBy = Annotated[
    str | None,
    line("Appointed by", "For who attends without a vote: the Panel (R37), or the person's own organisation (R38)."),
]
AttendsUntil = Annotated[date | None, plain("Attends until", "The last day, included. Leave empty while it lasts.")]


@deed(
    "person.add",
    "Add a person",
    refuses=("somebody of this name is already in the register", "a capacity, unless the PKI Specialist gives it"),
)
def add(
    desk: Desk,
    *,
    name: Annotated[str, line("Name")],
    email: Annotated[str | None, line("E-mail")] = None,
    represents: Annotated[
        str | None, line("Attends for", "PKI Specialist, DCC, Ofgem, Government: for people who attend without a vote.")
    ] = None,
    attends_from: Annotated[date | None, plain("Attends from", "Empty: as long as the register can tell.")] = None,
    attends_until: AttendsUntil = None,
    appointed_by: AppointedBy = None,
    employer: Annotated[str | None, ref("organisation", label="Employer")] = None,
    post: Annotated[str | None, line("Post")] = None,
    first_day: Annotated[date | None, plain("Employed from")] = None,
    capacity: Annotated[Capacity | None, plain("Uses the program as")] = None,
) -> str:
    """Enter a person, and at once, if known, the employer and the capacity in which the person uses the program."""
    if capacity is not None and desk.acting.capacity != Capacity.PKI_SPECIALIST:
        raise Refused(
            f"Who uses the program is for the PKI Specialist to say: enter {name.strip()} without a capacity.",
            field="capacity",
        )
    name_is_free(desk, Person, name)
    _say_who_is_alike(desk, name)
    represents = _as_known(represents)
    person = desk.add(Person(reference=desk.allot("PERS"), name=name.strip(), email=email, represents=represents))
    desk.session.flush()
    _days_of_something(person, represents, attends_from, attends_until)
    if represents:
        _add_attending(desk, person, represents, attends_from, attends_until)
    _appointed(desk, person, represents, appointed_by)
    if employer is not None:
        _employ(desk, person, employer, post, first_day or desk.day, None, field="employer")
    if capacity is not None:
        desk.add(CapacityHeld(person_id=person.id, capacity=capacity, first_day=first_day or desk.day))
    return person.reference


def _say_who_is_alike(desk: Desk, name: str, *, but: UUID | None = None) -> None:
    """Say it when somebody of the same surname and initial is there: one person entered twice is two to every guard."""
    given = folded_words(name)
    if len(given) < 2:
        return
    for row in desk.session.execute(select(Person.id, Person.reference, Person.name).order_by(Person.reference)):
        held = folded_words(row.name)
        if row.id != but and len(held) > 1 and (held[-1], held[0][0]) == (given[-1], given[0][0]):
            desk.notes.append(f"{row.name} ({row.reference}) has the same surname and initial: is it another?")


@deed(
    "person.edit",
    "Change a person",
    refuses=(
        "somebody else changed it since it was read",
        "a first day without what the person attends for from then on, or the last day before the first",
    ),
)
def edit(
    desk: Desk,
    *,
    person: PersonRef,
    name: Annotated[str | None, line("Name")] = None,
    email: Annotated[str | None, line("E-mail")] = None,
    represents: Annotated[str | None, line("Attends for", "Empty: as it is. To end it, give the last day.")] = None,
    attends_from: Annotated[
        date | None,
        plain("Attends from", "From this day on for what is said, and not for what it was before. Empty: today."),
    ] = None,
    attends_until: AttendsUntil = None,
    appointed_by: AppointedBy = None,
    version: Annotated[
        int | None, plain("Version", "The version you read; saving over a later one is refused.")
    ] = None,
) -> str:
    """Change a person's name, address or, from a day on, what the person attends for; the days before stay."""
    found = desk.find(Person, person, field="person")
    desk.expect_version(found, version, {"name": name, "email": email, "represents": represents})
    if name and name.strip() != found.name:
        name_is_free(desk, Person, name, but=found.id)
        _say_who_is_alike(desk, name, but=found.id)
        found.name = name.strip()
    found.email = email if email is not None else found.email
    represents = _as_known(represents)
    said = found.represents if represents is None else represents
    if attends_from is not None and represents is None:
        # Whoever means "for nobody from then on" must not move the beginning of what lasts.
        raise Refused(
            f"Say what {found.name} attends for from that day. To end it, give the last day instead.",
            field="represents",
        )
    _days_of_something(found, said, attends_from, attends_until)
    if said != found.represents or attends_from is not None or attends_until is not None:
        # Who attends for whom decides who acts as Chair by default (R26), and who has to be independent (R25).
        _attend(desk, found, said or "", attends_from, attends_until)
        specialist_stays_independent(desk)
        flag_those_with(desk, since=None, people=(found.id,))
    _appointed(desk, found, said, appointed_by)
    return found.reference


def _appointed(desk: Desk, person: Person, represents: str | None, by: str | None) -> None:
    """Keep with the place that a person attends for who appointed to it (R37, R38)."""
    if by is None:
        return
    if not represents:
        raise Refused(f"Say what {person.name} attends for: nobody is appointed to no place.", field="represents")
    desk.session.flush()
    held = [row for row in desk.all(AttendsFor, person_id=person.id, order_by=AttendsFor.id) if _holds_on_a_day(row)]
    if not held:
        raise Refused(f"{person.name} attends for nothing in the register.", field="represents")
    max(held, key=lambda row: row.first_day or date.min).appointed_by = by.strip() or None


def _as_known(represents: str | None) -> str | None:
    """Without blanks around it, and the PKI Specialist's place, on which R26 rests, however it is spelled."""
    if represents is not None and folded_words(represents) == folded_words(PKI_SPECIALIST):
        return PKI_SPECIALIST
    return represents and represents.strip()


def _days_of_something(person: Person, represents: str | None, first_day: date | None, last_day: date | None) -> None:
    if (last_day is not None and not represents) or (first_day is not None and represents is None):
        raise Refused(f"Say what {person.name} attends for in those days.", field="represents")
    if first_day is not None:
        in_order(first_day, last_day, field="attends_until")


def _attend(desk: Desk, person: Person, represents: str, first_day: date | None, last_day: date | None) -> None:
    """From a day on the person attends for this and for nothing else; what was before ends the day before.

    Of what the person attends for already, the days are put right, unless it begins again after it had ended. Then
    what was before ends on another day too.
    """
    held = [row for row in desk.all(AttendsFor, person_id=person.id, order_by=AttendsFor.id) if _holds_on_a_day(row)]
    held.sort(key=lambda row: row.first_day or date.min)
    newest = held[-1] if held else None
    ended = None if newest is None else newest.last_day
    again = ended is not None and first_day is not None and first_day > ended
    if newest is not None and not represents and not person.represents:
        newest.last_day = (first_day or desk.day) - timedelta(days=1)
        return
    if newest is not None and represents == person.represents and not again:
        if first_day is not None:
            _give_way(held[:-1], newest.first_day, first_day)
        newest.first_day = first_day or newest.first_day
        newest.last_day = last_day or newest.last_day
        if newest.first_day is not None:
            in_order(newest.first_day, newest.last_day, field="attends_until")
        return
    begins = first_day or desk.day
    before = begins - timedelta(days=1)
    for row in held:
        if row.last_day is None or row.last_day > before:
            row.last_day = before
    person.represents = represents
    if represents:
        _add_attending(desk, person, represents, begins, last_day)


def _give_way(earlier: list[AttendsFor], old: date | None, new: date) -> None:
    """What lasted until the ``old`` first day of what follows lasts until the ``new`` one; nothing lasts beyond it."""
    for row in earlier:
        up_to_it = old is not None and row.last_day == old - timedelta(days=1)
        if up_to_it or row.last_day is None or row.last_day >= new:
            row.last_day = new - timedelta(days=1)


def _holds_on_a_day(row: AttendsFor) -> bool:
    """Not one that was entered by mistake and ends before it begins."""
    return row.first_day is None or row.last_day is None or row.first_day <= row.last_day


def _add_attending(desk: Desk, person: Person, represents: str, first_day: date | None, last_day: date | None) -> None:
    desk.add(AttendsFor(person_id=person.id, represents=represents, first_day=first_day, last_day=last_day))


@deed("person.employ", "Record an employer", refuses=("the days overlap an employment with the same organisation",))
def employ(
    desk: Desk,
    *,
    person: PersonRef,
    employer: Annotated[str, ref("organisation", label="Employer")],
    first_day: From,
    last_day: Until = None,
    post: Annotated[str | None, line("Post")] = None,
) -> str:
    """Record for whom a person works, from a day: it decides who is excused and who may be an alternate (R27, R29)."""
    found = desk.find(Person, person, field="person")
    _employ(desk, found, employer, post, first_day, last_day, field="employer")
    flag_those_with(desk, since=first_day, people=(found.id,))
    return found.reference


@deed("person.leave_employer", "Record the end of an employment")
def leave_employer(
    desk: Desk,
    *,
    person: PersonRef,
    employer: Annotated[str, ref("organisation", label="Employer")],
    last_day: Annotated[date, plain("Last day", "The last day of the employment.")],
) -> str:
    """Record the last day of an employment."""
    found = desk.find(Person, person, field="person")
    organisation = desk.find(Organisation, employer, field="employer")
    held = [
        row for row in desk.all(Employed, person_id=found.id, organisation_id=organisation.id) if row.last_day is None
    ]
    if not held:
        raise Refused(f"{found.name} has no open employment with {organisation.name}.", field="employer")
    in_order(held[0].first_day, last_day)
    held[0].last_day = last_day
    flag_those_with(desk, since=last_day, people=(found.id,))
    return found.reference


def _employ(
    desk: Desk, person: Person, employer: str, post: str | None, first_day: date, last_day: date | None, *, field: str
) -> None:
    organisation = desk.find(Organisation, employer, field=field)
    in_order(first_day, last_day)
    for held in desk.all(Employed, person_id=person.id, organisation_id=organisation.id):
        if (held.last_day is None or held.last_day >= first_day) and (last_day is None or held.first_day <= last_day):
            raise Refused(f"{person.name} already works for {organisation.name} in those days.", field=field)
    desk.add(
        Employed(
            person_id=person.id, organisation_id=organisation.id, post=post, first_day=first_day, last_day=last_day
        )
    )
    specialist_stays_independent(desk)


@deed("person.grant", "Let a person use the program", capacities=(Capacity.PKI_SPECIALIST,))
def grant(
    desk: Desk,
    *,
    person: PersonRef,
    capacity: Annotated[Capacity, plain("Capacity")],
    first_day: From,
    last_day: Until = None,
) -> str:
    """Give a person a capacity in which to use the program."""
    found = desk.find(Person, person, field="person")
    if found.withdrawn_on is not None:
        raise Refused(f"{found.name} was taken out of use: {found.withdrawn_reason}", field="person")
    in_order(first_day, last_day)
    desk.add(CapacityHeld(person_id=found.id, capacity=capacity, first_day=first_day, last_day=last_day))
    return found.reference


@deed("person.revoke", "End a person's capacity", capacities=(Capacity.PKI_SPECIALIST,))
def revoke(
    desk: Desk,
    *,
    person: PersonRef,
    capacity: Annotated[Capacity, plain("Capacity")],
    last_day: Annotated[date, plain("Last day")],
) -> str:
    """End a capacity; refused when nobody else would be left who keeps the register."""
    found = desk.find(Person, person, field="person")
    held = [row for row in desk.all(CapacityHeld, person_id=found.id, capacity=capacity) if row.last_day is None]
    if not held:
        raise Refused(f"{found.name} does not hold this capacity without an end.", field="capacity")
    if capacity == Capacity.PKI_SPECIALIST:
        _somebody_keeps_it(desk, without=found)
    for row in held:
        in_order(row.first_day, last_day)
        row.last_day = last_day
    return found.reference


def _somebody_keeps_it(desk: Desk, *, without: Person) -> None:
    others = [
        row
        for row in desk.all(CapacityHeld, capacity=Capacity.PKI_SPECIALIST)
        if row.person_id != without.id and row.first_day <= desk.day and row.last_day is None
    ]
    if not others:
        raise Refused(
            "Nobody would be left to keep the register. Give somebody else the capacity first.", field="person"
        )


@deed(
    "person.withdraw",
    "Take a person out of use",
    refuses=("nobody else would be left who keeps the register", "the day lies ahead"),
    capacities=(Capacity.PKI_SPECIALIST,),
)
def withdraw(
    desk: Desk,
    *,
    person: PersonRef,
    reason: Annotated[str, words("Reason")],
    withdrawn_on: Annotated[date | None, plain("From", "Empty: today.", usually_today=True)] = None,
) -> str:
    """Take a person out of use from a day: the capacities end before it; what the person did stays as it is."""
    found = desk.find(Person, person, field="person")
    day = withdrawn_on or desk.day
    desk.not_ahead(day, field="withdrawn_on")
    if found.withdrawn_on is not None:
        raise Refused(f"{found.name} was taken out of use on {say_day(found.withdrawn_on)} already.", field="person")
    held = [row for row in desk.all(CapacityHeld, person_id=found.id) if row.last_day is None or row.last_day >= day]
    if any(row.capacity == Capacity.PKI_SPECIALIST for row in held):
        _somebody_keeps_it(desk, without=found)
    for row in held:
        row.last_day = day - timedelta(days=1)
    found.withdrawn_on, found.withdrawn_reason = day, reason
    return found.reference


@deed("person.declare_interest", "Declare an interest")
def declare_interest(
    desk: Desk,
    *,
    person: PersonRef,
    organisation: Annotated[str, ref("organisation", label="Organisation")],
    nature: Annotated[str, words("Nature of the interest")],
    declared_on: Annotated[date, plain("Declared on", usually_today=True)],
) -> str:
    """Keep an interest somebody declared; it suggests a recusal, and the Chair rules on it (R29)."""
    found = desk.find(Person, person, field="person")
    about = desk.find(Organisation, organisation, field="organisation")
    desk.not_ahead(declared_on, field="declared_on")
    desk.add(InterestDeclared(person_id=found.id, organisation_id=about.id, nature=nature, declared_on=declared_on))
    return found.reference
