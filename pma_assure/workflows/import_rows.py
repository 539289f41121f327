"""The rows of a planned import as records: references taken over or allotted, links followed, sources kept."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from pma_assure.records.cases import Case, CaseText
from pma_assure.records.document_set import DocumentVersion, SetDocument
from pma_assure.records.house import Counter
from pma_assure.records.import_tables import KEPT, Kept
from pma_assure.records.imports import ImportedRow
from pma_assure.records.mapping import Record
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import Seat
from pma_assure.register.session import owner_reference
from pma_assure.rules.fingerprint import canonical
from pma_assure.rules.import_kinds import KINDS, LINK, ImportKind
from pma_assure.rules.import_possible import FOLDER_KEY
from pma_assure.rules.references import WITHOUT_YEAR, format_reference, format_requirement, parse_reference
from pma_assure.rules.vocabulary import CaseState, Classification
from pma_assure.rules.wording import day as say_day
from pma_assure.values.importing import Folder, ImportPlan, NewRecord, Outcome, PlannedRow, Value
from pma_assure.workflows.acting import Desk

YEAR_OF: dict[str, tuple[str, ...]] = {
    "case": ("opened_on",),
    "assessment": ("concluded_on", "begun_on", "planned_from", "state_on"),
    "finding": ("identified_on",),
}
"""The day whose year a new reference carries; today's where the row has none of them."""
TITLE_LENGTH = 200


class References:
    """Counters in memory for one import: references that a workbook brings are passed before new ones are allotted."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._held = {(one.prefix, one.year): one for one in desk.session.scalars(select(Counter))}

    def _counter(self, prefix: str, year: int | None) -> Counter:
        key = (prefix, year or 0)
        if key not in self._held:
            self._held[key] = self._desk.add(Counter(prefix=prefix, year=year or 0, last=0))
        return self._held[key]

    def take_over(self, reference: str) -> None:
        parsed = parse_reference(reference)
        counter = self._counter(parsed.prefix, parsed.year)
        counter.last = max(counter.last, parsed.number)

    def allot(self, prefix: str, year: int) -> str:
        dated = None if prefix in WITHOUT_YEAR else year
        counter = self._counter(prefix, dated)
        counter.last += 1
        return format_reference(prefix, dated, counter.last)


class RowWriter:
    """Writes what was planned, kind by kind, so that what is named is there before what names it."""

    def __init__(
        self, desk: Desk, planned: ImportPlan, file_name: str, progress: Callable[[int, int, str], None]
    ) -> None:
        self.desk = desk
        self.plan = planned
        self.file_name = file_name
        self.progress = progress
        self._written = 0
        self._in_all = sum(row.outcome in (Outcome.NEW, Outcome.CHANGED) for row in planned.rows)
        self.references = References(desk)
        self.people: set[UUID] = set()
        self.organisations: set[UUID] = set()
        self.since: date | None = None
        """Whose employments and groups were written, and from which day on they hold."""
        self._made: dict[tuple[str, int], UUID] = {
            (row.kind, row.place): UUID(row.record) for row in planned.rows if row.record is not None
        }
        self._seats = {code.value: key for code, key in desk.session.execute(select(Seat.code, Seat.id))}
        self._folders: dict[str, UUID] = {}
        self._short: dict[UUID, tuple[str, str]] = {}
        self._kept: list[tuple[PlannedRow, Record]] = []

    def write(self) -> None:
        for row in self.plan.rows:
            if row.outcome == Outcome.NEW and row.takes_reference:
                self.references.take_over(row.reference)
        for kind in KINDS.values():
            rows = [row for row in self.plan.of_kind(kind.name) if row.outcome in (Outcome.NEW, Outcome.CHANGED)]
            if kind.name in ("assessment", "finding"):
                self._open_folders(kind)
            if rows:
                self._write_kind(kind, rows)
        self._keep_rows()

    def _write_kind(self, kind: ImportKind, rows: list[PlannedRow]) -> None:
        kept = KEPT[kind.name]
        self.progress(self._written, self._in_all, f"Writing {kind.sheet.lower()}")
        self._written += len(rows)
        new = [(row, self._new(kind, kept, row)) for row in rows if row.outcome == Outcome.NEW]
        self.desk.session.flush()
        for row, record in new:
            if kept.beside is not None:
                texts = self._given(kind, kept, row.changes, beside=True)
                self.desk.add(kept.beside(**{kept.owner: record.id}, **texts))
            # A record of the same kind may stand further down: it is linked to once both are there.
            self._set(record, self._own_links(kind, kept, row))
            self._concerns(kind, record)
            self._kept.append((row, record))
        for row in rows:
            if row.outcome == Outcome.CHANGED:
                self._change(kind, kept, row)
        self.desk.session.flush()

    def _new(self, kind: ImportKind, kept: Kept, row: PlannedRow) -> Record:
        own = {each.name for each in kind.fields if each.to == kind.name}
        named = {name: value for name, value in row.changes.items() if name not in own}
        given = self._given(kind, kept, named, beside=False)
        if kind.prefix:
            given["reference"] = row.reference if row.takes_reference else self._allotted(kind, row.changes)
        if kind.name == "appointment":
            given["seat_id"] = self._seats[str(row.changes["seat"])]
        if kind.name == "requirement":
            short, label = self._version(given["document_version_id"])
            given["reference"] = format_requirement(short, label, str(given["clause"]))
            given.setdefault("position", row.place + 1)
        if kind.name in ("assessment", "finding"):
            given.setdefault("imported_on", self.desk.day)
        if kind.name == "assessment":
            given.setdefault("state_on", self._day_of(kind, row.changes))
        if kind.name == "document":
            given["short_name"] = str(given["short_name"]).upper()
        record = self.desk.add(kept.record(**given))
        self._made[(kind.name, row.place)] = record.id
        return record

    def _given(self, kind: ImportKind, kept: Kept, values: Mapping[str, Value], *, beside: bool) -> dict[str, Any]:
        """Attribute -> value, of the record or of the row beside it; what is nothing is left to the defaults."""
        given: dict[str, Any] = {}
        named = kept.texts if beside else {name: kept.attribute(name) for name in values if name not in kept.texts}
        for name, attribute in named.items():
            value = values.get(name)
            if value is None or name == "reference" or not hasattr(kept.beside if beside else kept.record, attribute):
                continue
            given[attribute] = self._resolved(kind, name, value)
        return given

    def _resolved(self, kind: ImportKind, name: str, value: Value) -> Any:
        if isinstance(value, Folder):
            return self._folder(value)
        if isinstance(value, NewRecord):
            return self._made[(value.kind, value.place)]
        described = kind.by_name.get(name)
        if name == "version" or (described is not None and described.type == LINK):
            return None if value is None else UUID(str(value))
        choices = None if described is None else described.choices
        if choices is not None and isinstance(value, str) and "," not in value and name != "applies_to":
            return choices(value)
        return value

    def _own_links(self, kind: ImportKind, kept: Kept, row: PlannedRow) -> dict[str, Any]:
        links = {}
        for each in kind.fields:
            value = row.changes.get(each.name)
            if each.to == kind.name and value is not None:
                links[kept.attribute(each.name)] = self._resolved(kind, each.name, value)
        return links

    def _set(self, record: Record, given: Mapping[str, Any]) -> None:
        for attribute, value in given.items():
            if getattr(record, attribute) != value:
                setattr(record, attribute, value)

    def _change(self, kind: ImportKind, kept: Kept, row: PlannedRow) -> None:
        assert row.record is not None
        record = self.desk.session.get_one(kept.record, UUID(row.record))
        beside = None
        if kept.beside is not None:
            held = select(kept.beside).filter_by(**{kept.owner: record.id})
            beside = self.desk.session.scalars(held).one_or_none()
        for name, value in row.changes.items():
            if kept.beside is not None and name in kept.texts:
                if beside is None:
                    beside = self.desk.add(kept.beside(**{kept.owner: record.id}))
                emptied = "" if value is None and isinstance(getattr(beside, name), str) else value
                self._set(beside, {name: emptied})
            elif hasattr(kept.record, kept.attribute(name)):
                self._set(record, {kept.attribute(name): self._resolved(kind, name, value)})
        if beside is not None and not self.desk.session.is_modified(record):
            self.desk.session.raise_version(record)
        self._concerns(kind, record)
        self._kept.append((row, record))

    def _concerns(self, kind: ImportKind, record: Any) -> None:
        if kind.name in ("employment", "appointment"):
            self.people.add(record.person_id)
        elif kind.name == "group":
            self.organisations.add(record.organisation_id)
        elif kind.name == "contractor":
            self.organisations |= {record.participant_id, record.contractor_id}
        elif kind.name == "person" and record.represents:
            self.people.add(record.id)
        if kind.name in ("employment", "appointment", "group", "contractor"):
            self.since = record.first_day if self.since is None else min(self.since, record.first_day)

    # --- references and cases ---------------------------------------------------------------------------------------

    def _allotted(self, kind: ImportKind, values: Mapping[str, Value]) -> str:
        return self.references.allot(kind.prefix, self._day_of(kind, values).year)

    def _day_of(self, kind: ImportKind, values: Mapping[str, Value]) -> date:
        days = (values.get(name) for name in YEAR_OF.get(kind.name, ()))
        return next((one for one in days if isinstance(one, date)), self.desk.day)

    def _version(self, key: UUID) -> tuple[str, str]:
        """The short name and the label of a version; asked for once."""
        if key not in self._short:
            version = self.desk.session.get_one(DocumentVersion, key)
            document = self.desk.session.get_one(SetDocument, version.document_id)
            self._short[key] = (document.short_name, version.label)
        return self._short[key]

    def _folder_key(self, folder: Folder) -> str:
        organisation = folder.organisation
        if isinstance(organisation, NewRecord):
            return self._made[(organisation.kind, organisation.place)].hex
        return organisation

    def _folder(self, folder: Folder) -> UUID:
        return self._folders[self._folder_key(folder)]

    def _open_folders(self, kind: ImportKind) -> None:
        """One case for each organisation whose rows name none: open, until somebody has looked at what came in."""
        since: dict[str, list[date]] = defaultdict(list)
        for row in self.plan.of_kind(kind.name):
            case = row.changes.get("case")
            if row.outcome == Outcome.NEW and isinstance(case, Folder):
                since[self._folder_key(case)].append(self._day_of(kind, row.changes))
        opened = []
        for key, days in since.items():
            if key not in self._folders:
                opened.append(self._open_folder(UUID(key), min(*days, self.desk.day)))
        self.desk.session.flush()
        for folder in opened:
            summary = f"Came in from {self.file_name} on {say_day(self.desk.day)}."
            self.desk.add(CaseText(case_id=folder.id, summary=summary))
            self._keep("case", f"{FOLDER_KEY} {folder.organisation_id.hex}", folder, {})

    def _open_folder(self, organisation_id: UUID, opened_on: date) -> Case:
        about = self.desk.session.get_one(Organisation, organisation_id)
        case = self.desk.add(
            Case(
                reference=self.references.allot("CASE", opened_on.year),
                title=f"Assurance work of earlier years: {about.name}"[:TITLE_LENGTH],
                organisation_id=organisation_id,
                owner_id=self.desk.acting.person_id,
                opened_on=opened_on,
                classification=Classification.RESTRICTED,
                state=CaseState.OPEN,
            )
        )
        self._folders[organisation_id.hex] = case.id
        return case

    # --- what each row was ------------------------------------------------------------------------------------------

    def _keep_rows(self) -> None:
        self.progress(self._in_all, self._in_all, "Keeping what each row was")
        held = {
            (one.record_kind, one.key): one
            for one in self.desk.session.scalars(select(ImportedRow).where(ImportedRow.source == self.plan.source))
        }
        for row, record in self._kept:
            values = {name: self._plain(value) for name, value in row.values.items()}
            earlier = held.get((row.kind, row.key))
            if earlier is None:
                self._keep(row.kind, row.key, record, values)
                continue
            text, digest = _written(values)
            self._set(earlier, {"values": text, "digest": digest})

    def _keep(self, kind: str, key: str, record: Any, values: Mapping[str, object]) -> None:
        text, digest = _written(values)
        reference = getattr(record, "reference", None) or owner_reference(self.desk.session, record) or ""
        self.desk.add(
            ImportedRow(
                source=self.plan.source,
                record_kind=kind,
                key=key,
                record_id=record.id,
                record_reference=reference,
                digest=digest,
                values=text,
            )
        )

    def _plain(self, value: Value) -> object:
        if isinstance(value, NewRecord):
            return self._made[(value.kind, value.place)].hex
        if isinstance(value, Folder):
            return self._folder(value).hex
        return value


def _written(values: Mapping[str, object]) -> tuple[str, str]:
    """The values of a row in their one writing, and its digest."""
    text = canonical(values)
    return text, hashlib.sha256(text.encode("utf-8")).hexdigest()
