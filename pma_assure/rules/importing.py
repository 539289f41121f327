"""What becomes of each row of a workbook that is taken in: new, changed, the same, a conflict, or refused, and why.

Pure: the rows as they were read and what the register holds go in, one planned row for each comes out; the deed that
takes them in does exactly that. What somebody changed here is never overwritten, what is closed is never opened again,
and a row that names nobody, or two, is asked about. An imported record is exempt from the guards about its past; what
it says of itself must still be possible (states.md, design.md 5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pma_assure.rules import import_cells
from pma_assure.rules.fingerprint import fingerprint
from pma_assure.rules.import_comparing import compared
from pma_assure.rules.import_kinds import LINK, ImportKind
from pma_assure.rules.import_links import Names
from pma_assure.rules.import_mapping import Columns, Mappings, cell_of, columns_of, not_taken
from pma_assure.rules.import_possible import Possible, name_version
from pma_assure.rules.import_together import why_not_together
from pma_assure.rules.references import parse_reference
from pma_assure.rules.refusal import Refused
from pma_assure.values.importing import (
    EarlierRow,
    Folder,
    HeldRecord,
    Holdings,
    ImportPlan,
    NewRecord,
    Outcome,
    PlannedRow,
    SheetRow,
    SourceWorkbook,
    Value,
)

MOST_NUMBER = 999_999
"""The highest number of a reference that is taken over: the next new record is numbered after it."""
NAMES = ("clause", "document", "email", "label", "name", "old_reference", "reference", "short_name", "title")
"""Fields by which rows are named."""


def plan(
    workbook: SourceWorkbook,
    held: Holdings,
    *,
    mappings: Mappings | None,
    source: str,
    today: date,
    may_give_capacities: bool,
) -> ImportPlan:
    """What taking the workbook in would do.

    Raises Refused where the workbook as a whole cannot be read by this mapping.
    """
    asked = columns_of(workbook, mappings)
    shared = _shared_sheets(asked)
    names = Names(held)
    planner = _Planner(held=held, names=names, possible=Possible(names, may_give_capacities), today=today)
    for columns in asked:
        planner.take(columns, shared=columns.sheet.title in shared)
    taken = {columns.sheet.title for columns in asked}
    left = [f"“{sheet.title[:60]}”" for sheet in workbook.sheets if sheet.title not in taken]
    notes = [f"Not taken in: the sheet{'s' if len(left) > 1 else ''} {', '.join(left)}."] if left else []
    notes += not_taken(asked)
    hidden = [f"“{sheet.title[:60]}”" for sheet in workbook.sheets if sheet.hidden and sheet.title in taken]
    if hidden:
        notes.append(f"Hidden in the workbook, and taken in all the same: {', '.join(hidden)}.")
    order = {sheet.title: place for place, sheet in enumerate(workbook.sheets)}
    rows = sorted(planner.rows, key=lambda row: (order[row.sheet], row.number))
    return ImportPlan(source=source, rows=tuple(rows), notes=tuple(notes))


def _shared_sheets(asked: list[Columns]) -> set[str]:
    titles = [columns.sheet.title for columns in asked]
    return {title for title in titles if titles.count(title) > 1}


@dataclass(slots=True)
class _Planner:
    held: Holdings
    names: Names
    possible: Possible
    today: date
    rows: list[PlannedRow] = field(default_factory=list)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    seen_records: dict[str, int] = field(default_factory=dict)
    seen_references: set[str] = field(default_factory=set)

    def take(self, columns: Columns, *, shared: bool) -> None:
        """Plan every row of one kind. What a row becomes can be named by the rows after it."""
        kind = columns.kind
        rows = [row for row in columns.sheet.rows if row.number > columns.start]
        mine = [row for row in rows if not (shared and kind.defining and _says_nothing(columns, row))]
        said = [_given_text(columns, row) for row in mine]
        for place, texts in enumerate(said):
            self.names.announce(kind, place, texts)
        planned = []
        for place, row in enumerate(mine):
            planned.append(self._row(columns, row, place, title=said[place].get(kind.title, "")))
            self.names.settle(planned[-1])
        self.rows += self._without_the_refused(kind, planned)

    def _without_the_refused(self, kind: ImportKind, planned: list[PlannedRow]) -> list[PlannedRow]:
        """Refuse what cannot stand together, what names a refused row of its own kind further down, what names that."""
        own = [each for each in kind.fields if each.to == kind.name]
        for number, reason in why_not_together(kind, planned, self.held.records[kind.name], self.today).items():
            planned[number] = replace(planned[number], outcome=Outcome.REFUSED, reason=reason)
            self.names.settle(planned[number])
        again = bool(own)
        while again:
            again = False
            for number, row in enumerate(planned):
                for each in own:
                    named = row.values.get(each.name)
                    if row.outcome == Outcome.REFUSED or not isinstance(named, NewRecord):
                        continue
                    other = planned[named.place]
                    if other.outcome == Outcome.REFUSED:
                        reason = f"{each.said.capitalize()}: row {other.number} is refused. Mend that row first."
                        planned[number] = replace(row, outcome=Outcome.REFUSED, reason=reason)
                        self.names.settle(planned[number])
                        again = True
        return planned

    def _row(self, columns: Columns, row: SheetRow, place: int, *, title: str) -> PlannedRow:
        kind = columns.kind
        begun = PlannedRow(
            kind=kind.name,
            sheet=columns.sheet.title,
            number=row.number,
            place=place,
            outcome=Outcome.REFUSED,
            title=title,
        )
        try:
            values = self._values(columns, row)
            return self._judged(columns, row, replace(begun, values=values))
        except Refused as refusal:
            return replace(begun, outcome=Outcome.REFUSED, reason=refusal.sentence)

    # --- reading ----------------------------------------------------------------------------------------------------

    def _values(self, columns: Columns, row: SheetRow) -> dict[str, Value]:
        """The fields that the row gives; every cell is looked at, so that no fault hides behind another."""
        mapping = columns.mapping
        values: dict[str, Value] = {}
        wrong: list[str] = []
        for each in columns.kind.fields:
            if each.name not in columns.places and each.name not in mapping.fixed:
                continue
            try:
                value = import_cells.read(
                    each,
                    cell_of(columns, row.cells, each.name),
                    today=self.today,
                    order=mapping.day_order,
                    words=mapping.words.get(each.name),
                )
            except Refused as refusal:
                wrong.append(refusal.sentence)
                continue
            if value is None and each.required:
                wrong.append(f"{each.said.capitalize()}: every {columns.kind.noun} needs it, and the cell is empty.")
            values[each.name] = value
        if wrong:
            raise Refused(" ".join(wrong))
        self._link(columns.kind, values)
        return values

    def _link(self, kind: ImportKind, values: dict[str, Value]) -> None:
        wrong: list[str] = []
        for each in kind.fields:
            said = values.get(each.name)
            if each.type != LINK or said is None:
                continue
            try:
                values[each.name] = self.names.found(each, str(said))
            except Refused as refusal:
                wrong.append(refusal.sentence)
        if wrong:
            raise Refused(" ".join(wrong))

    # --- judging ----------------------------------------------------------------------------------------------------

    def _judged(self, columns: Columns, row: SheetRow, planned: PlannedRow) -> PlannedRow:
        kind, values = columns.kind, dict(planned.values)
        reference = _reference_of(kind, values)
        if kind.name == "requirement":
            name_version(self.names, values)
        key = self._as_it_came_before(kind, values, self._key(kind, values, reference))
        earlier = self.held.earlier.get((kind.name, key))
        record = self._known(kind, values, reference, earlier)
        planned = replace(planned, key=key, reference=reference, values=values)
        self._once(kind, planned, record)
        self.possible.check(kind, values, record)
        if record is None:
            return self._new(kind, planned)
        base: Mapping[str, Value] | None = earlier.values if earlier is not None else None
        if self.held.own_workbook and _same_version(columns, row, record):
            base = record.values  # nothing changed here since this program wrote the row
        found = replace(planned, record=record.key, reference=record.reference)
        return compared(self.names, kind, found, record, base)

    def _key(self, kind: ImportKind, values: Mapping[str, Value], reference: str) -> str:
        """By what the row is known when it comes again: its reference, its old one, or what makes it what it is."""
        if kind.prefix and reference:
            return reference
        if kind.key and any(values.get(name) is not None for name in kind.key):
            return "|".join(self.names.spoken(kind.field(name), values.get(name)) for name in kind.key)[:200]
        raise Refused(
            f"Give each {kind.noun} its reference{' or its old one' if kind.key else ''}, so that it is known again."
        )

    def _as_it_came_before(self, kind: ImportKind, values: dict[str, Value], key: str) -> str:
        """The key under which the row came before: an old reference in other capitals, n1 for N1, is the same one."""
        if kind.key != ("old_reference",) or (kind.name, key) in self.held.earlier:
            return key
        alike = [
            (held, earlier)
            for (of, held), earlier in self.held.earlier.items()
            if of == kind.name and held.casefold() == key.casefold()
        ]
        if len(alike) > 1:
            raise Refused(f"It can be {' or '.join(sorted(held for held, _ in alike))}. Write it as it stood there.")
        if not alike:
            return key
        values["old_reference"] = alike[0][1].values.get("old_reference")
        return alike[0][0]

    def _known(
        self, kind: ImportKind, values: Mapping[str, Value], reference: str, earlier: EarlierRow | None
    ) -> HeldRecord | None:
        """The record the row is about, if the register has it."""
        held = self.held.records[kind.name]
        if earlier is not None:
            return held[earlier.record]
        if reference and self.names.trusts_references:
            record = self.names.by_reference(kind.name, reference)
            if record is not None:
                return record
        return self.names.alike(kind, values)

    def _once(self, kind: ImportKind, planned: PlannedRow, record: HeldRecord | None) -> None:
        known_by = (kind.name, planned.key.casefold() if kind.key == ("old_reference",) else planned.key)
        number = self.seen.get(known_by)
        if number is None and record is not None:
            number = self.seen_records.get(record.key)
        if number is None and kind.name in ("organisation", "person", "document"):
            number = self.names.earlier_namesake(planned)
        if number is not None:
            raise Refused(f"Row {number} of this workbook is the same {kind.noun}. Keep one of the two.")
        self.seen[known_by] = planned.number
        if record is not None:
            self.seen_records[record.key] = planned.number

    # --- what is new --------------------------------------------------------------------------------------------------

    def _new(self, kind: ImportKind, planned: PlannedRow) -> PlannedRow:
        values = dict(planned.values)  # what the source says stays as it says it; a default is ours
        for each in kind.fields:
            if values.get(each.name) is None and each.usual is not None:
                values[each.name] = each.usual
        takes = bool(kind.prefix and planned.reference) and self._takes(kind, planned.reference)
        if planned.reference and kind.prefix and not takes and "old_reference" in kind.names:
            values["old_reference"] = values.get("old_reference") or planned.reference
        alike = self.names.namesakes(planned.title) if kind.name == "person" else ""
        return replace(
            planned,
            outcome=Outcome.NEW,
            changes=values,
            takes_reference=takes,
            reason=alike,
        )

    def _takes(self, kind: ImportKind, reference: str) -> bool:
        if reference in self.seen_references or self.names.by_reference(kind.name, reference) is not None:
            return False
        self.seen_references.add(reference)
        return True


def fingerprint_of(planned: ImportPlan) -> str:
    """What a preview said, in one number: a deed that is given it does that and nothing else."""
    return fingerprint(
        [
            [row.sheet, row.number, row.kind, row.outcome, row.reference, row.reason, row.record, _written(row.changes)]
            for row in planned.rows
        ]
    )


def _written(values: Mapping[str, Value]) -> dict[str, object]:
    return {name: repr(value) if isinstance(value, (NewRecord, Folder)) else value for name, value in values.items()}


def _says_nothing(columns: Columns, row: SheetRow) -> bool:
    """A row of a sheet that two kinds share, without what makes it one of this kind: somebody without an employer."""
    if columns.kind.defining in columns.mapping.fixed or columns.kind.defining not in columns.places:
        return False
    cell = cell_of(columns, row.cells, columns.kind.defining)
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _given_text(columns: Columns, row: SheetRow) -> dict[str, str]:
    """What the row says in text of the fields by which rows are named, before anything is judged."""
    found = {}
    for name in (*(name for name in NAMES if name in columns.kind.by_name), columns.kind.title):
        if name in columns.places or name in columns.mapping.fixed:
            cell = cell_of(columns, row.cells, name)
            if isinstance(cell, (str, int)) and not isinstance(cell, bool):
                found[name] = " ".join(str(cell).split())[:200]
    return found


def _reference_of(kind: ImportKind, values: dict[str, Value]) -> str:
    given = values.pop("reference", None)
    if given is None:
        return ""
    reference = parse_reference(str(given))
    if reference.prefix != kind.prefix or reference.suffix or reference.laptop:
        raise Refused(f"Reference: “{str(given)[:40]}” is not the reference of this kind of record ({kind.noun}).")
    year = import_cells.FIRST_YEAR if reference.year is None else reference.year
    if reference.number > MOST_NUMBER or not import_cells.FIRST_YEAR <= year <= import_cells.LAST_YEAR:
        raise Refused(
            f"Reference: “{str(given)[:40]}” has a number or a year that no register reached. Put it among the old"
            " references."
        )
    return str(reference)


def _same_version(columns: Columns, row: SheetRow, record: HeldRecord) -> bool:
    """Whether the register still holds the very version that the program wrote into the workbook."""
    if columns.version is None or columns.version >= len(row.cells):
        return False
    return row.cells[columns.version] == record.version
