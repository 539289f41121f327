"""What becomes of each row of a workbook that is taken in: new, changed, the same, a conflict, or refused, and why.

Pure: the rows as they were read and what the register holds go in, one planned row for each comes out; the deed that
takes them in does exactly that. What somebody changed here is never overwritten, what is closed is never opened again,
and a row that names nobody, or two, is asked about. An imported record is exempt from the guards about its past; what
it says of itself must still be possible (states.md, design.md 5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pma_assure.rules import import_cells
from pma_assure.rules.fingerprint import fingerprint
from pma_assure.rules.import_kinds import LINK, ImportField, ImportKind
from pma_assure.rules.import_links import Names, plain
from pma_assure.rules.import_mapping import Columns, Mappings, cell_of, columns_of
from pma_assure.rules.import_together import why_not_together
from pma_assure.rules.references import format_requirement, parse_reference
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import CaseState, DocumentVersionState, FindingState
from pma_assure.rules.wording import day as say_day
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
CLOSED: Mapping[str, str] = {"case": CaseState.CLOSED.value, "finding": FindingState.CLOSED.value}
"""The one state of a kind that has a day of closing."""
NAMES = ("clause", "document", "email", "label", "name", "old_reference", "reference", "short_name", "title")
"""Fields by which rows are named."""
FOLDER_KEY = "folder"
"""The key of the case that is opened for what came in about one organisation, before the organisation's own key."""


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
    planner = _Planner(held=held, names=Names(held), today=today, may_give_capacities=may_give_capacities)
    for columns in asked:
        planner.take(columns, shared=columns.sheet.title in shared)
    taken = {columns.sheet.title for columns in asked}
    left = [f"“{sheet.title[:60]}”" for sheet in workbook.sheets if sheet.title not in taken]
    notes = [f"Not taken in: the sheet{'s' if len(left) > 1 else ''} {', '.join(left)}."] if left else []
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
    today: date
    may_give_capacities: bool
    rows: list[PlannedRow] = field(default_factory=list)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    seen_records: dict[str, int] = field(default_factory=dict)
    seen_references: set[str] = field(default_factory=set)
    spans: dict[tuple[object, ...], list[tuple[date, date | None]]] = field(default_factory=lambda: defaultdict(list))

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
        for number, reason in why_not_together(kind, planned, self.held.records[kind.name]).items():
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
            self._version(values)
        key = self._as_it_came_before(kind, values, self._key(kind, values, reference))
        earlier = self.held.earlier.get((kind.name, key))
        record = self._known(kind, values, reference, earlier)
        planned = replace(planned, key=key, reference=reference, values=values)
        self._once(kind, planned, record)
        self._possible(kind, values, record)
        if record is None:
            return self._new(kind, planned)
        base: Mapping[str, Value] | None = earlier.values if earlier is not None else None
        if self.held.own_workbook and _same_version(columns, row, record):
            base = record.values  # nothing changed here since this program wrote the row
        return self._compared(kind, replace(planned, record=record.key, reference=record.reference), record, base)

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

    def _possible(self, kind: ImportKind, values: dict[str, Value], record: HeldRecord | None) -> None:
        for first, second in kind.in_order:
            one, other = values.get(first), values.get(second)
            if isinstance(one, date) and isinstance(other, date) and one > other:
                raise Refused(
                    f"{kind.field(second).said.capitalize()} ({say_day(other)}) is before"
                    f" {kind.field(first).said} ({say_day(one)})."
                )
        if kind.name == "capacity" and not self.may_give_capacities:
            raise Refused("Who uses the program is for the PKI Specialist to say; let the PKI Specialist take this in.")
        if kind.name in ("employment", "capacity", "group", "appointment"):
            self._no_overlap(kind, values, record)
        if kind.name == "contractor" and values.get("participant") == values.get("contractor"):
            raise Refused("An organisation is not its own contractor.")
        if kind.name == "requirement" and record is None:
            self._still_a_draft(values["version"])
        if kind.name == "document" and not str(values["short_name"]).replace("-", "").isalnum():
            raise Refused("A short name has letters, digits and hyphens, at most 20.")
        closed_on = values.get("closed_on")
        if isinstance(closed_on, date) and values.get("state") not in (None, CLOSED[kind.name]):
            state = self.names.shown(kind.field("state"), values["state"])
            raise Refused(
                f"It was closed on {say_day(closed_on)}, and its state is “{state}”. Mend the one that is wrong."
            )
        if kind.name in ("finding", "assessment"):
            self._folder(kind, values, record)
            self._not_open_in_what_is_closed(kind, values, record)

    def _not_open_in_what_is_closed(
        self, kind: ImportKind, values: Mapping[str, Value], record: HeldRecord | None
    ) -> None:
        """A case is closed when nothing in it is open: no row puts something open into it."""
        case = values.get("case")
        if record is not None or case is None or isinstance(case, Folder) or values.get("state") in kind.ended:
            return
        if self.names.value_of("case", case, "state") == CaseState.CLOSED:
            named = self.names.title_of("case", case)
            raise Refused(
                f"{named} is closed, and the {kind.noun} is not ended. Reopen the case first, with a reason, or name"
                " another."
            )

    def _no_overlap(self, kind: ImportKind, values: Mapping[str, Value], record: HeldRecord | None) -> None:
        """Two spells of the same must not overlap: neither in the register nor in the workbook."""
        whose = tuple(values[name] for name in kind.key[:-1])
        first, last = values["first_day"], values.get("last_day")
        assert isinstance(first, date)
        spans = [
            (one.values["first_day"], one.values["last_day"])
            for one in self.names.alike_before_the_day(kind, values)
            if record is None or one.key != record.key
        ]
        for held_first, held_last in (*spans, *self.spans[(kind.name, *whose)]):
            begins = held_first if isinstance(held_first, date) else first
            ends = held_last if isinstance(held_last, date) else date.max
            if begins <= (last if isinstance(last, date) else date.max) and ends >= first:
                raise Refused(
                    f"The same stands already from {say_day(begins)}"
                    f"{'' if ends == date.max else f' to {say_day(ends)}'}; the days overlap."
                )
        self.spans[(kind.name, *whose)].append((first, last if isinstance(last, date) else None))

    def _version(self, values: dict[str, Value]) -> None:
        """Of a requirement: the version of the document that its row names by its label."""
        label, document = str(values["label"]), values["document"]
        assert isinstance(document, (str, NewRecord))
        version = self.names.version_of(document, label)
        if version is None:
            raise Refused(f"Label: {self.names.title_of('document', document)} has no version “{label[:20]}”.")
        format_requirement(self.names.title_of("document", document), label, str(values["clause"]))
        values["version"] = version

    def _still_a_draft(self, version: Value) -> None:
        """What is approved keeps its text; a version that came in approved may be completed by the rows mended since.

        One that came in as a draft and was approved here is no more the source's to change.
        """
        if not isinstance(version, str):
            return
        held = self.held.records["version"][version]
        draft = DocumentVersionState.DRAFT.value
        if held.values["state"] not in (draft, self.names.came_in_as(version)):
            raise Refused(
                f"{held.reference} is no draft any more: its text is what it is. Enter a new version.",
                rule="R02",
                paragraph="15",
            )

    def _folder(self, kind: ImportKind, values: dict[str, Value], record: HeldRecord | None) -> None:
        """Which case it belongs to: the one it names, its assessment's, or the one for its organisation."""
        case, about, through = values.get("case"), values.get("organisation"), values.get("assessment")
        if case is None and isinstance(through, (str, NewRecord)):
            case = self.names.value_of("assessment", through, "case")
        if case is None and about is None:
            raise Refused(f"Say which case the {kind.noun} belongs to, or which organisation it is about.")
        if case is not None:
            of_case = (
                self.names.value_of("case", case, "organisation") if not isinstance(case, Folder) else case.organisation
            )
            if about is not None and about != of_case:
                raise Refused(
                    f"The case is about {self.names.title_of('organisation', of_case)}, the row about"
                    f" {self.names.title_of('organisation', about)}. Mend the one that is wrong."
                )
            about = of_case
        assert isinstance(about, (str, NewRecord))
        values["organisation"] = about
        if record is not None and "case" not in values:
            return
        values["case"] = case if case is not None else self._case_for(about)

    def _case_for(self, organisation: str | NewRecord) -> Value:
        if isinstance(organisation, str):
            earlier = self.held.earlier.get(("case", f"{FOLDER_KEY} {organisation}"))
            if earlier is not None:
                return earlier.record
        return Folder(organisation)

    # --- comparing --------------------------------------------------------------------------------------------------

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

    def _compared(
        self, kind: ImportKind, planned: PlannedRow, record: HeldRecord, base: Mapping[str, Value] | None
    ) -> PlannedRow:
        """Field by field between what the source said before, what the register holds, and what the source says."""
        changes: dict[str, Value] = {}
        conflicts: list[str] = []
        for name, value in planned.values.items():
            if name == "reference" or name == "old_reference":
                continue
            here = record.values.get(name)
            said_before = here if base is None or name not in base else base[name]
            known = base is not None and name in base
            if (
                _equal(name, value, here, known=known)
                or (value is None and not known)
                or (known and value == said_before)
            ):
                continue
            if name in kind.settled:
                conflicts.append(self._both(kind, name, here, value, "is never changed by an import"))
            elif here == said_before if known else here in (None, ""):
                changes[name] = value
            else:
                conflicts.append(self._both(kind, name, here, value, ""))
        if conflicts:
            return replace(planned, outcome=Outcome.CONFLICT, reason=" ".join(conflicts) + " Nothing was overwritten.")
        if not changes:
            return replace(planned, outcome=Outcome.SAME)
        self._may_change(kind, record, changes)
        said = "; ".join(self._change(kind, name, record.values.get(name), value) for name, value in changes.items())
        return replace(planned, outcome=Outcome.CHANGED, changes=changes, reason=f"{said}.")

    def _may_change(self, kind: ImportKind, record: HeldRecord, changes: Mapping[str, Value]) -> None:
        state = record.values.get("state")
        if "state" in changes and state in kind.ended:
            raise Refused(
                f"{record.reference} is {self.names.spoken(kind.field('state'), state)} here; an import never opens it"
                " again. Reopen it here, with a reason, if that is what happened."
            )
        came_in = record.key in self.names.came_in or record.values.get("imported_on") is not None
        if kind.only_imported and not came_in:
            raise Refused(f"{record.reference} was made here, not imported: it is changed here, by its own deeds.")
        if kind.name == "case" and "state" in changes:
            raise Refused(f"{record.reference} is closed here, with a reason, when nothing in it is open any more.")
        if kind.name == "requirement":
            self._still_a_draft(record.values["version"])

    def _both(self, kind: ImportKind, name: str, here: Value, there: Value, why: str) -> str:
        each = _field(kind, name)
        said = f"“{self.names.shown(each, here)}” here and “{self.names.shown(each, there)}” in the workbook"
        return f"{each.said.capitalize()} is {said}{'; it ' + why if why else ''}."

    def _change(self, kind: ImportKind, name: str, here: Value, there: Value) -> str:
        each = _field(kind, name)
        return f"{each.said.capitalize()}: “{self.names.shown(each, here)}” becomes “{self.names.shown(each, there)}”"


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


def _field(kind: ImportKind, name: str) -> ImportField:
    if name in kind.names:
        return kind.field(name)
    return ImportField(name=name, type=LINK, to=name)


def _equal(name: str, there: Value, here: Value, *, known: bool) -> bool:
    """Whether two values say the same; where nobody knows what was before, writing alone makes no difference.

    How a line ends, and whether blanks or nothing stand there, is never a difference: a workbook keeps neither.
    """
    if there == here or (_blank(there) and _blank(here)):
        return True
    if not isinstance(there, str) or not isinstance(here, str):
        return False
    if known:
        return _line_ends(there) == _line_ends(here)
    return _lines(there) == _lines(here) or (
        name in ("name", "group_name", "short_name") and plain(there) == plain(here)
    )


def _blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(text: str) -> str:
    return _line_ends(text).strip()


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
