"""Who may verify that something was done: somebody in the office, and never its owner (invariant 8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from pma_assure.records.organisations import GroupAffiliation, Organisation
from pma_assure.records.people import CapacityHeld, Employed, Person
from pma_assure.rules.ownership import OF_A_PLAN, Owned, Ownership, ownership
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Capacity
from pma_assure.rules.wording import day as say_day
from pma_assure.values.quorum import Affiliation, Employment
from pma_assure.workflows.acting import Desk


def owned_by(
    desk: Desk,
    person: Person,
    day: date,
    *,
    participant: UUID,
    owner: str,
    owner_person: UUID | None = None,
    of: Owned = OF_A_PLAN,
) -> Ownership | None:
    """How the person owns what ``owner`` says in words, of the participant, on the day; None: not at all."""
    employed = desk.all(Employed, person_id=person.id)
    organisations = {participant, *(row.organisation_id for row in employed)}
    named = desk.all(Organisation, Organisation.id.in_(organisations))
    return ownership(
        str(person.id),
        day=day,
        owner=owner,
        owner_person=None if owner_person is None else str(owner_person),
        participant=str(participant),
        employments=[
            Employment(
                person=str(person.id),
                organisation=str(row.organisation_id),
                first_day=row.first_day,
                last_day=row.last_day,
            )
            for row in employed
        ],
        affiliations=[
            Affiliation(
                organisation=str(row.organisation_id),
                group=row.group_name,
                first_day=row.first_day,
                last_day=row.last_day,
            )
            for row in desk.all(GroupAffiliation, GroupAffiliation.organisation_id.in_(organisations))
        ],
        names={str(person.id): person.name} | {str(row.id): row.name for row in named},
        of=of,
    )


def verifier(
    desk: Desk,
    verified_by: str | None,
    day: date,
    *,
    what: str,
    noun: str,
    participant: UUID,
    owners: Iterable[str],
    rule: str = "R57",
    paragraph: str = "76",
) -> Person:
    """The person who verified ``what`` (a reference), or whoever acts; Refused for one of its owners, or a reader."""
    person = (
        desk.session.get_one(Person, desk.acting.person_id)
        if verified_by is None
        else desk.find(Person, verified_by, field="verified_by")
    )
    for owner in (*owners, ""):
        owned = owned_by(desk, person, day, participant=participant, owner=owner)
        if owned is not None:
            raise Refused(
                f"{person.name} owns {what}: {person.name} {owned.because}. Somebody else has to verify it.",
                rule=rule,
                paragraph=paragraph,
                field="verified_by",
            )
    may_verify(desk, person, day, noun=noun, rule=rule, paragraph=paragraph)
    return person


def may_verify(desk: Desk, person: Person, day: date, *, noun: str, rule: str, paragraph: str) -> None:
    """Whoever verifies answers for it in the office, in any capacity but that of a reader."""
    for held in desk.all(CapacityHeld, person_id=person.id):
        lasts = held.last_day is None or held.last_day >= day
        if held.capacity != Capacity.READER and held.first_day <= day and lasts:
            return
    if person.id == desk.acting.person_id:
        # The keeper enters it today; that the capacity was given later than the work was done takes nothing from it.
        return
    raise Refused(
        f"{person.name} holds no capacity on {say_day(day)} in which a {noun} may be verified: PKI Specialist,"
        " Assessor, Second reviewer or Chair. Name who verified it, or let the PKI Specialist add the capacity.",
        rule=rule,
        paragraph=paragraph,
        field="verified_by",
    )
