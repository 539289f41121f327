"""Organisations, their groups and contractors."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from sqlalchemy import select

from pma_assure.records.organisations import ContractorLink, GroupAffiliation, Organisation
from pma_assure.records.people import Person
from pma_assure.rules.look_alikes import folded_words
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import PartyCategory
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.independence import specialist_stays_independent
from pma_assure.workflows.parameters import line, plain, ref, words
from pma_assure.workflows.reevaluation import flag_those_with

OrganisationRef = Annotated[str, ref("organisation", label="Organisation")]
From = Annotated[date, plain("From", "The first day, included.")]
Until = Annotated[date | None, plain("Until", "The last day, included. Leave empty while it lasts.")]


def in_order(first_day: date, last_day: date | None, *, field: str = "last_day") -> None:
    if last_day is not None and last_day < first_day:
        raise Refused(
            f"The last day ({last_day.isoformat()}) is before the first ({first_day.isoformat()}).", field=field
        )


@deed("organisation.add", "Add an organisation", refuses=("the name is already in the register",))
def add(
    desk: Desk,
    *,
    name: Annotated[str, line("Name")],
    category: Annotated[PartyCategory, plain("Party category", "As the Code knows it (paragraph 5).")],
) -> str:
    """Enter an organisation: a party, an assessor, a contractor, a regulator (R87)."""
    name_is_free(desk, Organisation, name)
    organisation = desk.add(Organisation(reference=desk.allot("ORG"), name=name.strip(), category=category))
    return organisation.reference


def name_is_free(desk: Desk, kind: type[Organisation] | type[Person], name: str, *, but: UUID | None = None) -> None:
    """Refuse a name that the register has already; case, spaces, dots and accents make no other name of it.

    ``but`` is the record that is being renamed: it may be written otherwise.
    """
    folded = folded_words(name)
    for row in desk.session.execute(select(kind.id, kind.reference, kind.name)):
        if row.id != but and (row.name == name.strip() or (folded and folded_words(row.name) == folded)):
            written = "" if row.name == name.strip() else f", written {row.name}"
            raise Refused(f"{name.strip()} is already in the register as {row.reference}{written}.", field="name")


@deed("organisation.edit", "Change an organisation", refuses=("somebody else changed it since it was read",))
def edit(
    desk: Desk,
    *,
    organisation: OrganisationRef,
    name: Annotated[str | None, line("Name")] = None,
    category: Annotated[PartyCategory | None, plain("Party category")] = None,
    version: Annotated[
        int | None, plain("Version", "The version you read; saving over a later one is refused.")
    ] = None,
) -> str:
    """Change the name or the category of an organisation."""
    found = desk.find(Organisation, organisation, field="organisation")
    desk.expect_version(found, version, {"name": name, "category": category})
    if name and name.strip() != found.name:
        name_is_free(desk, Organisation, name, but=found.id)
        found.name = name.strip()
    if category is not None:
        found.category = category
    specialist_stays_independent(desk)
    return found.reference


@deed("organisation.withdraw", "Withdraw an organisation")
def withdraw(desk: Desk, *, organisation: OrganisationRef, reason: Annotated[str, words("Reason")]) -> str:
    """Take an organisation out of use: entered twice, or by mistake. Nothing is deleted."""
    found = desk.find(Organisation, organisation, field="organisation")
    if found.withdrawn_on is not None:
        raise Refused(f"{found.name} was already withdrawn on {found.withdrawn_on.isoformat()}.", field="organisation")
    found.withdrawn_on, found.withdrawn_reason = desk.day, reason
    return found.reference


@deed("organisation.affiliate", "Record a group", refuses=("the organisation already belongs to this group then",))
def affiliate(
    desk: Desk,
    *,
    organisation: OrganisationRef,
    group: Annotated[
        str, line("Group", "Organisations that share a group are affiliates (Companies Act 2006, s.1159).")
    ],
    first_day: From,
    last_day: Until = None,
) -> str:
    """Record that an organisation belongs to a group of companies, from a day (Q6)."""
    found = desk.find(Organisation, organisation, field="organisation")
    in_order(first_day, last_day)
    for held in desk.all(GroupAffiliation, organisation_id=found.id, group_name=group.strip()):
        if (held.last_day is None or held.last_day >= first_day) and (last_day is None or held.first_day <= last_day):
            raise Refused(f"{found.name} already belongs to {group.strip()} in those days.", field="group")
    desk.add(
        GroupAffiliation(organisation_id=found.id, group_name=group.strip(), first_day=first_day, last_day=last_day)
    )
    flag_those_with(desk, since=first_day, organisations=(found.id,))
    specialist_stays_independent(desk)
    return found.reference


@deed("organisation.leave_group", "Record the end of a group")
def leave_group(
    desk: Desk,
    *,
    organisation: OrganisationRef,
    group: Annotated[str, line("Group")],
    last_day: Annotated[date, plain("Last day", "The last day it belonged to the group.")],
) -> str:
    """Record that an organisation left a group of companies."""
    found = desk.find(Organisation, organisation, field="organisation")
    held = [
        row
        for row in desk.all(GroupAffiliation, organisation_id=found.id, group_name=group.strip())
        if row.last_day is None
    ]
    if not held:
        raise Refused(f"{found.name} does not belong to {group.strip()} without an end.", field="group")
    in_order(held[0].first_day, last_day)
    held[0].last_day = last_day
    flag_those_with(desk, since=last_day, organisations=(found.id,))
    return found.reference


@deed("organisation.contract", "Record a contractor")
def contract(
    desk: Desk,
    *,
    participant: Annotated[str, ref("organisation", label="Participant")],
    contractor: Annotated[str, ref("organisation", label="Contractor")],
    service: Annotated[str, line("Service", "What the contractor does for the participant.")],
    first_day: From,
    last_day: Until = None,
) -> str:
    """Record that a contractor works for a participant; the duty to co-operate stays the participant's (R49)."""
    for_whom = desk.find(Organisation, participant, field="participant")
    who = desk.find(Organisation, contractor, field="contractor")
    if who.id == for_whom.id:
        raise Refused("An organisation is not its own contractor.", field="contractor")
    in_order(first_day, last_day)
    desk.add(
        ContractorLink(
            participant_id=for_whom.id, contractor_id=who.id, service=service, first_day=first_day, last_day=last_day
        )
    )
    specialist_stays_independent(desk)
    return for_whom.reference
