"""Organisations, the groups they belong to, and the contractors that work for them."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, reference_column
from pma_assure.rules.vocabulary import ContactRole, PartyCategory


class Organisation(Record):
    __tablename__ = "organisation"
    __table_args__ = (Index("ix_organisation_list", "name", "reference", "category"),)
    __searchable__ = ("name",)
    reference: Mapped[str] = reference_column()
    name: Mapped[str] = mapped_column(unique=True)
    category: Mapped[PartyCategory] = mapped_column(code_of(PartyCategory))
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)


class GroupAffiliation(Record):
    """The organisation belongs to ``group_name`` on these days (both inclusive); affiliates share a group (Q6)."""

    __tablename__ = "group_affiliation"
    __owner_column__ = "organisation_id"
    organisation_id: Mapped[UUID] = link("organisation.id")
    group_name: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date | None]


class ContractorLink(Record):
    """``contractor`` does ``service`` for the participant; duties stay the participant's (R49, paragraph 65)."""

    __tablename__ = "contractor_link"
    __owner_column__ = "participant_id"
    participant_id: Mapped[UUID] = link("organisation.id")
    contractor_id: Mapped[UUID] = link("organisation.id")
    service: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date | None]


class OrganisationContact(Record):
    """Whom to reach, and in what role: the responsible officer, or out of hours."""

    __tablename__ = "organisation_contact"
    __owner_column__ = "organisation_id"
    __searchable__ = ("name",)
    organisation_id: Mapped[UUID] = link("organisation.id")
    role: Mapped[ContactRole] = mapped_column(code_of(ContactRole))
    name: Mapped[str]
    email: Mapped[str | None]
    telephone: Mapped[str | None]
    withdrawn_on: Mapped[date | None]
