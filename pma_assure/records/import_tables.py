"""Where each kind that a workbook may bring is kept: its tables, and which column is which field.

One table of it for three uses: what the register holds is read by it, a row is written by it, and the workbook that the
program exports has by it what it needs to be taken in again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment, AssessmentText
from pma_assure.records.cases import Case, CaseText, Finding, FindingText
from pma_assure.records.document_set import DocumentVersion, Requirement, RequirementText, SetDocument
from pma_assure.records.house import RegisterIdentity
from pma_assure.records.imports import ImportedRow, ImportMapping
from pma_assure.records.mapping import Record
from pma_assure.records.organisations import ContractorLink, GroupAffiliation, Organisation, OrganisationContact
from pma_assure.records.people import Appointment, CapacityHeld, Employed, Person, Seat
from pma_assure.rules.import_kinds import DAY, KINDS, LINK
from pma_assure.rules.import_mapping import read_mapping
from pma_assure.rules.refusal import NotFound
from pma_assure.values.importing import EarlierRow, HeldRecord, Holdings, SheetMapping, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """``columns`` are field -> attribute where they differ; ``texts`` the fields that stand in the row ``beside``."""

    record: type[Record]
    columns: Mapping[str, str] = field(default_factory=dict)
    beside: type[Record] | None = None
    owner: str = ""
    """The column of the row beside that holds the record's key."""
    texts: Mapping[str, str] = field(default_factory=dict)

    def attribute(self, name: str) -> str:
        return self.columns.get(name, name)


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


KEPT: dict[str, Kept] = {
    "organisation": Kept(record=Organisation),
    "group": Kept(record=GroupAffiliation, columns={"organisation": "organisation_id"}),
    "contact": Kept(record=OrganisationContact, columns={"organisation": "organisation_id"}),
    "contractor": Kept(record=ContractorLink, columns={"participant": "participant_id", "contractor": "contractor_id"}),
    "person": Kept(record=Person),
    "employment": Kept(record=Employed, columns={"person": "person_id", "organisation": "organisation_id"}),
    "capacity": Kept(record=CapacityHeld, columns={"person": "person_id"}),
    "appointment": Kept(record=Appointment, columns={"person": "person_id", "seat_key": "seat_id"}),
    "document": Kept(record=SetDocument, columns={"owner": "owner_id"}),
    "version": Kept(record=DocumentVersion, columns={"document": "document_id"}),
    "requirement": Kept(
        record=Requirement,
        columns={"version": "document_version_id"},
        beside=RequirementText,
        owner="requirement_id",
        texts=_same("text"),
    ),
    "case": Kept(
        record=Case,
        columns={"organisation": "organisation_id", "owner": "owner_id"},
        beside=CaseText,
        owner="case_id",
        texts=_same("summary", "proportionality", "state_reason"),
    ),
    "assessment": Kept(
        record=Assessment,
        columns={
            "case": "case_id",
            "organisation": "organisation_id",
            "follows": "follows_id",
            "policy_version": "policy_version_id",
            "assessor": "assessor_id",
        },
        beside=AssessmentText,
        owner="assessment_id",
        texts=_same(
            "reason",
            "rationale",
            "proportionality",
            "fact_check",
            "fact_checked_on",
            "response",
            "scope_limitation",
            "conclusion",
            "state_reason",
        ),
    ),
    "finding": Kept(
        record=Finding,
        columns={
            "case": "case_id",
            "requirement": "requirement_id",
            "assessment": "assessment_id",
            "recurrence_of": "recurrence_of_id",
            "verified_by": "verified_by_id",
            "impact_level": "impact",
        },
        beside=FindingText,
        owner="finding_id",
        texts=_same(
            "statement", "impact", "root_cause", "response", "responded_on", "pma_class_reason", "state_reason"
        ),
    ),
}
ELSEWHERE = {
    ("appointment", "seat"),
    ("requirement", "document"),
    ("requirement", "label"),
    ("finding", "organisation"),
}
"""Fields that say where a record belongs and are kept with what it belongs to."""
EXTRA = {"appointment": ("seat_key",), "requirement": ("version",)}
"""Fields of a record that no column of a workbook holds as such."""


def fields_of(kind: str) -> tuple[str, ...]:
    """The fields of a kind that its own rows keep."""
    own = [name for name in KINDS[kind].names if (kind, name) not in ELSEWHERE]
    return (*own, *EXTRA.get(kind, ()))


def holdings(session: Session, source: str, workbook_of: str) -> Holdings:
    """All that an import is held against.

    ``source`` names where the rows come from; ``workbook_of`` is the register that wrote the workbook, "" for none.
    """
    records = _every_record(session)
    earlier = {}
    for row in session.execute(
        select(ImportedRow.record_kind, ImportedRow.key, ImportedRow.record_id, ImportedRow.values).where(
            ImportedRow.source == source
        )
    ):
        earlier[(row.record_kind, row.key)] = EarlierRow(
            record=row.record_id.hex, values=_values_from(row.record_kind, json.loads(row.values))
        )
    own = register_key(session)
    return Holdings(
        records=records,
        earlier=earlier,
        own_workbook=workbook_of == own,
        foreign_workbook=workbook_of not in ("", own),
    )


def source_of(register: str, mapping: str | None) -> str:
    """By what the rows of a workbook are told from those of another: the mapping, or the register that wrote it."""
    if mapping is not None:
        return f"mapping {mapping.strip()}"
    return f"register {register}" if register else "workbook"


def mapping_names(session: Session) -> list[str]:
    """The names under which mappings are kept."""
    return sorted(session.scalars(select(ImportMapping.name)))


def mapping_named(session: Session, name: str) -> dict[str, SheetMapping]:
    """The mapping kept under this name. Raises NotFound with the names that there are."""
    kept = session.execute(select(ImportMapping.mapping).where(ImportMapping.name == name.strip())).scalar_one_or_none()
    if kept is None:
        there = ", ".join(f"“{one}”" for one in mapping_names(session)) or "none yet; import_mapping.save keeps one"
        raise NotFound(f"No mapping is kept as “{name.strip()[:60]}”. There are: {there}.", field="mapping")
    return read_mapping(kept)


def register_key(session: Session) -> str:
    """Which register this is, as the workbooks that it writes say."""
    return str(session.execute(select(RegisterIdentity.id)).scalar_one())


def _records(session: Session, kind: str) -> Iterable[HeldRecord]:
    kept = KEPT[kind]
    names = fields_of(kind)
    record: Any = kept.record
    chosen = [record.id, record.version]
    for name in names:
        held = kept.beside if name in kept.texts else kept.record
        chosen.append(getattr(held, kept.texts.get(name) or kept.attribute(name)).label(f"field_{name}"))
    referenced = hasattr(record, "reference") and "reference" not in names
    if referenced:
        chosen.append(record.reference.label("field_reference"))
    statement = select(*chosen).select_from(record)
    if kept.beside is not None:
        statement = statement.outerjoin(kept.beside, getattr(kept.beside, kept.owner) == record.id)
    for row in session.execute(statement.order_by(record.id)):
        values = {name: plain(getattr(row, f"field_{name}")) for name in names}
        reference = str(row.field_reference) if referenced or "reference" in names else ""
        yield HeldRecord(kind=kind, key=row.id.hex, reference=reference, version=row.version, values=values)


def plain(value: Any) -> Value:
    """A column as a value of a field: a code as its text, a key as 32 hexadecimal digits."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, StrEnum):
        return value.value
    return value  # type: ignore[no-any-return]  # text, a number, yes or no, a day, or nothing


def _every_record(session: Session) -> dict[str, dict[str, HeldRecord]]:
    records = {kind: {one.key: one for one in _records(session, kind)} for kind in KINDS}
    _belonging(records)
    seats = {seat.id.hex: seat.code.value for seat in session.execute(select(Seat.id, Seat.code))}
    for key, one in records["appointment"].items():
        values = {**one.values, "seat": seats[str(one.values["seat_key"])]}
        records["appointment"][key] = replace(one, values=values)
    return records


def _belonging(records: dict[str, dict[str, HeldRecord]]) -> None:
    """Add to each record what is kept with the record it belongs to, and by what it is called."""
    documents, versions, cases = records["document"], records["version"], records["case"]
    for key, version in versions.items():
        short = documents[str(version.values["document"])].values["short_name"]
        versions[key] = replace(version, reference=f"{short} {version.values['label']}")
    for key, one in records["requirement"].items():
        of = versions[str(one.values["version"])].values
        values = {**one.values, "document": of["document"], "label": of["label"]}
        records["requirement"][key] = replace(one, values=values)
    for key, one in records["finding"].items():
        values = {**one.values, "organisation": cases[str(one.values["case"])].values["organisation"]}
        records["finding"][key] = replace(one, values=values)
    for kind, owner, of_kind in (
        ("group", "organisation", "organisation"),
        ("contact", "organisation", "organisation"),
        ("contractor", "participant", "organisation"),
        ("employment", "person", "person"),
        ("capacity", "person", "person"),
        ("appointment", "person", "person"),
    ):
        for key, one in records[kind].items():
            records[kind][key] = replace(one, reference=records[of_kind][str(one.values[owner])].reference)


def _values_from(kind: str, kept: Mapping[str, Any]) -> dict[str, Value]:
    """The values of a row as they were kept, days as days."""
    days = {each.name for each in KINDS[kind].fields if each.type == DAY}
    return {
        name: date.fromisoformat(value) if name in days and value is not None else value for name, value in kept.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedRow:
    """One row of a kind as a workbook has it; ``reference`` is the record's, or of what it belongs to."""

    reference: str
    version: int
    fields: Mapping[str, object]


def origin(session: Session) -> str:
    """What stands above the headings of a workbook of this register (``exchange.workbook_reading`` reads it)."""
    name = session.execute(select(RegisterIdentity.name)).scalar_one()
    return f"From the register {' '.join(name.split())} ({register_key(session)})"


def exported(session: Session) -> dict[str, list[ExportedRow]]:
    """Kind -> its rows as a workbook has them: codes, days, and links by reference or name; and the version of each."""
    records = _every_record(session)
    rows: dict[str, list[ExportedRow]] = {}
    for kind, held in records.items():
        fields = KINDS[kind].fields
        rows[kind] = []
        for one in held.values():
            row: dict[str, object] = {}
            for each in fields:
                value = one.reference if each.name == "reference" else one.values[each.name]
                if each.type == LINK and value is not None:
                    value = records[each.to][str(value)].reference
                row[each.name] = value
            rows[kind].append(ExportedRow(reference=one.reference, version=one.version, fields=row))
        rows[kind].sort(key=lambda row: row.reference)  # rows of one record stand in the order they were made
    return rows
