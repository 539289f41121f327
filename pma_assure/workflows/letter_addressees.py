"""For whom a letter is, and whom it names: one participant's matter is not another's (R74)."""

from __future__ import annotations

from datetime import date

from pma_assure.records.letter_facts import Subject
from pma_assure.records.organisations import GroupAffiliation, Organisation
from pma_assure.records.people import Employed, Person
from pma_assure.rules.affiliation import affiliated
from pma_assure.rules.look_alikes import folded_words
from pma_assure.rules.refusal import Refused
from pma_assure.rules.wording import day as say_day
from pma_assure.values.quorum import Affiliation
from pma_assure.workflows.acting import Desk


def to_nobody_else(desk: Desk, subject: Subject, addressee: str) -> None:
    """A matter is told to the organisation that it is about, and to no other (R74)."""
    given, own = folded_words(addressee), folded_words(subject.organisation)
    for other in desk.all(Organisation):
        named = folded_words(other.name)
        if other.id != subject.organisation_id and within(named, given) and not within(named, own):
            raise Refused(
                f"{subject.reference} is about {subject.organisation}; a letter about it does not go to {other.name}.",
                rule="R74",
                paragraph="64, 75",
                field="addressee",
            )


def say_who_employs(desk: Desk, subject: Subject, addressee: str, day: date) -> None:
    """Say where the person a letter is for works for somebody else on its day (R74); a namesake may be meant."""
    given = folded_words(addressee)
    for person in desk.all(Person, order_by=Person.reference):
        if not within(folded_words(person.name), given):
            continue
        employers = [
            desk.session.get_one(Organisation, row.organisation_id)
            for row in desk.all(Employed, person_id=person.id, order_by=Employed.first_day)
            if row.first_day <= day and (row.last_day is None or day <= row.last_day)
        ]
        if employers and not any(_belongs(desk, one, subject, day) for one in employers):
            names = " and ".join(one.name for one in employers)
            desk.notes.append(
                f"{person.name} works for {names} on {say_day(day)}, and the letter is about {subject.organisation}:"
                " see that it goes to the right person (R74, paragraphs 64 and 75)."
            )


def _belongs(desk: Desk, employer: Organisation, subject: Subject, day: date) -> bool:
    affiliations = [
        Affiliation(
            organisation=str(row.organisation_id),
            group=row.group_name,
            first_day=row.first_day,
            last_day=row.last_day,
        )
        for row in desk.all(
            GroupAffiliation, GroupAffiliation.organisation_id.in_((employer.id, subject.organisation_id))
        )
    ]
    return affiliated(str(employer.id), str(subject.organisation_id), day, affiliations)


def within(named: list[str], words: list[str]) -> bool:
    """The name stands among the words as a whole."""
    return bool(named) and f" {' '.join(named)} " in f" {' '.join(words)} "
