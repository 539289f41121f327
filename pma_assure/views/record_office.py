"""What organisations, people, documents and evidence have beyond their own columns."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.cases import Case, Finding
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.records.governance import IndependenceDeclared
from pma_assure.records.organisations import ContractorLink, GroupAffiliation, OrganisationContact
from pma_assure.records.papers import (
    CustodyEntry,
    EvidenceLink,
)
from pma_assure.records.people import (
    AlternateNomination,
    Appointment,
    AttendsFor,
    CapacityHeld,
    Employed,
    InterestDeclared,
)
from pma_assure.views import coverage, record_document_set
from pma_assure.views.in_words import as_code
from pma_assure.views.record_fields import Shown, rows_of, without_keys
from pma_assure.views.record_parts import link_all


def complete_organisation(session: Session, shown: Shown, as_of: date) -> None:
    held = rows_of(session, GroupAffiliation, GroupAffiliation.first_day, organisation_id=shown.key)
    shown.fields["affiliations"] = without_keys(held)
    shown.fields["contractors"] = without_keys(rows_of(session, ContractorLink, participant_id=shown.key))
    contacts = rows_of(session, OrganisationContact, OrganisationContact.id, organisation_id=shown.key)
    shown.fields["contacts"] = without_keys(contacts)
    shown.fields["works_for"] = without_keys(rows_of(session, ContractorLink, contractor_id=shown.key))
    shown.fields["people"] = without_keys(rows_of(session, Employed, Employed.first_day, organisation_id=shown.key))
    for line in shown.fields["people"]:
        shown.link("person", line["person"])
    for line in shown.fields["contractors"]:
        shown.link("contractor", line["contractor"])
    link_all(session, shown, "case", Case, Case.organisation_id == shown.key)
    shown.fields["coverage"] = coverage.fields(coverage.of_organisation(session, shown.key, as_of))


def complete_person(session: Session, shown: Shown, as_of: date) -> None:
    held = {"person_id": shown.key}
    shown.fields["employments"] = without_keys(rows_of(session, Employed, Employed.first_day, **held))
    shown.fields["attends_for"] = without_keys(rows_of(session, AttendsFor, AttendsFor.id, **held))
    shown.fields["capacities"] = without_keys(rows_of(session, CapacityHeld, CapacityHeld.first_day, **held))
    shown.fields["appointments"] = without_keys(rows_of(session, Appointment, Appointment.first_day, **held))
    shown.fields["interests"] = without_keys(rows_of(session, InterestDeclared, **held))
    declared = rows_of(session, IndependenceDeclared, IndependenceDeclared.declared_on, **held)
    shown.fields["independence"] = without_keys(declared)
    shown.fields["nominations"] = without_keys(rows_of(session, AlternateNomination, alternate_id=shown.key))
    for line in shown.fields["employments"]:
        shown.link("employer", line["organisation"])


def complete_document(session: Session, shown: Shown, as_of: date) -> None:
    versions = rows_of(session, DocumentVersion, document_id=shown.key)
    clauses = {
        line["key"]: link_all(
            session, shown, "requirement", Requirement, Requirement.document_version_id == line["key"]
        )
        for line in versions
    }
    shown.fields["versions"] = [{**line, "requirements": clauses[line["key"]]} for line in versions]
    shown.fields["versions"] = without_keys(shown.fields["versions"])
    record_document_set.complete_document(session, shown, as_of)


def complete_document_version(session: Session, shown: Shown, as_of: date) -> None:
    shown.fields["requirements"] = link_all(
        session, shown, "requirement", Requirement, Requirement.document_version_id == shown.key
    )


def complete_requirement(session: Session, shown: Shown, as_of: date) -> None:
    shown.fields["applies_to"] = [code for code in shown.fields["applies_to"].split(",") if code]
    row: Any = session.execute(
        select(
            SetDocument.reference,
            SetDocument.short_name,
            DocumentVersion.label,
            DocumentVersion.state,
            DocumentVersion.effective_from,
            DocumentVersion.effective_to,
        )
        .join(DocumentVersion, DocumentVersion.document_id == SetDocument.id)
        .join(Requirement, Requirement.document_version_id == DocumentVersion.id)
        .where(Requirement.id == shown.key)
    ).one()
    shown.fields["document"] = row.reference
    shown.fields.update({name: as_code(value) for name, value in row._mapping.items() if name != "reference"})
    shown.link("document", row.reference)
    link_all(session, shown, "finding", Finding, Finding.requirement_id == shown.key)


def complete_evidence(session: Session, shown: Shown, as_of: date) -> None:
    links = rows_of(session, EvidenceLink, EvidenceLink.record_reference, evidence_id=shown.key)
    shown.fields["supports"] = [
        {"reference": line["record_reference"], "kind": line["record_kind"], "withdrawn_on": line["withdrawn_on"]}
        for line in links
    ]
    for line in links:
        if line["withdrawn_on"] is None:
            shown.link("supports", line["record_reference"])
    shown.fields["custody"] = without_keys(rows_of(session, CustodyEntry, CustodyEntry.at, evidence_id=shown.key))
    shown.link("superseded_by", shown.fields.get("superseded_by"))
