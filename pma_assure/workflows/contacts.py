"""Whom to reach at an organisation: its responsible officer, and who answers out of hours."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.organisations import Organisation, OrganisationContact
from pma_assure.rules.look_alikes import folded_words
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import ContactRole
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.organisations import OrganisationRef
from pma_assure.workflows.parameters import line, plain


@deed(
    "organisation.add_contact",
    "Add a contact",
    refuses=("neither an e-mail nor a telephone number", "the same person already in this role"),
)
def add_contact(
    desk: Desk,
    *,
    organisation: OrganisationRef,
    role: Annotated[ContactRole, plain("Role")],
    name: Annotated[str, line("Name")],
    email: Annotated[str | None, line("E-mail")] = None,
    telephone: Annotated[str | None, line("Telephone")] = None,
) -> str:
    """Keep whom to reach at an organisation, and in what role: the responsible officer, or out of hours."""
    found = desk.find(Organisation, organisation, field="organisation")
    if not (email or "").strip() and not (telephone or "").strip():
        raise Refused(f"Give an e-mail or a telephone number at which {name.strip()} is reached.", field="telephone")
    if _standing(desk, found, role, name):
        raise Refused(f"{name.strip()} is already {label(role)} of {found.name}.", field="name")
    desk.add(
        OrganisationContact(
            organisation_id=found.id,
            role=role,
            name=name.strip(),
            email=None if email is None else email.strip(),
            telephone=None if telephone is None else telephone.strip(),
        )
    )
    return found.reference


@deed("organisation.end_contact", "End a contact", refuses=("nobody of this name stands in this role",))
def end_contact(
    desk: Desk,
    *,
    organisation: OrganisationRef,
    role: Annotated[ContactRole, plain("Role")],
    name: Annotated[str, line("Name")],
    ended_on: Annotated[date | None, plain("Ended on", "The day it was told; today where nothing is said.")] = None,
) -> str:
    """Record that somebody is no longer whom to reach in this role. The contact stays in the register."""
    found = desk.find(Organisation, organisation, field="organisation")
    standing = _standing(desk, found, role, name)
    if not standing:
        raise NotFound(f"{name.strip()[:60]} is not {label(role)} of {found.name}.", field="name")
    desk.not_ahead(ended_on or desk.day, field="ended_on")
    standing[0].withdrawn_on = ended_on or desk.day
    return found.reference


def _standing(desk: Desk, organisation: Organisation, role: ContactRole, name: str) -> list[OrganisationContact]:
    held = desk.all(OrganisationContact, organisation_id=organisation.id, role=role, withdrawn_on=None)
    return [one for one in held if folded_words(one.name) == folded_words(name)]
