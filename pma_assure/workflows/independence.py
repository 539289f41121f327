"""Whether the PKI Specialist is independent of the SMKI Service Provider, whichever fact came last (R25)."""

from __future__ import annotations

from pma_assure.records.house import IrregularFact
from pma_assure.records.meeting_facts import PKI_SPECIALIST
from pma_assure.records.organisations import ContractorLink, GroupAffiliation, Organisation
from pma_assure.records.people import AttendsFor, Employed, Person
from pma_assure.rules.affiliation import affiliated
from pma_assure.rules.vocabulary import PartyCategory
from pma_assure.values.quorum import Affiliation
from pma_assure.workflows.acting import Desk


def specialist_stays_independent(desk: Desk) -> None:
    """Mark a PKI Specialist who works for the SMKI Service Provider, an affiliate, or who runs the service (R25).

    Whichever of the facts was recorded last: the place, the employment, the group or the contract. Each is marked
    once; a place handed on, or an employment that ended, before today is no matter any more.
    """
    desk.session.flush()
    holding = {
        row.person_id
        for row in desk.all(AttendsFor, represents=PKI_SPECIALIST)
        if row.last_day is None or row.last_day >= desk.day
    }
    for person in desk.all(Person, Person.id.in_(holding), order_by=Person.reference):
        for employment in desk.all(Employed, person_id=person.id):
            if employment.last_day is not None and employment.last_day < desk.day:
                continue
            organisation = desk.session.get_one(Organisation, employment.organisation_id)
            sentence = (
                f"{person.name} is the PKI Specialist and works for {organisation.name}, which is the SMKI Service"
                " Provider, its affiliate, or runs the service for it; the PKI Specialist should be independent of it"
            )
            marked = desk.all(IrregularFact, record_id=person.id, rule="R25", sentence=sentence, settled_on=None)
            if not marked and _serves_the_dcc(desk, organisation, employment):
                desk.keep_irregular(person, sentence, rule="R25", paragraph="38")


def _serves_the_dcc(desk: Desk, organisation: Organisation, employment: Employed) -> bool:
    """On any day of the employment: a link can begin only with one of the facts it is made of."""
    affiliations = tuple(
        Affiliation(
            organisation=str(row.organisation_id), group=row.group_name, first_day=row.first_day, last_day=row.last_day
        )
        for row in desk.all(GroupAffiliation)
    )
    for provider in desk.all(Organisation, category=PartyCategory.DCC):
        contracts = desk.all(ContractorLink, participant_id=provider.id, contractor_id=organisation.id)
        begun = {employment.first_day, *(row.first_day for row in affiliations), *(row.first_day for row in contracts)}
        for day in sorted(begun):
            if day < employment.first_day or (employment.last_day is not None and day > employment.last_day):
                continue
            if affiliated(str(organisation.id), str(provider.id), day, affiliations):
                return True
            if any(row.first_day <= day and (row.last_day is None or row.last_day >= day) for row in contracts):
                return True
    return False
