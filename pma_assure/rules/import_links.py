"""Whom and what the rows of a workbook name: records of the register, or other rows of the same workbook.

A row names a record by its reference in the workbook, by its reference in the register, or by its name (a person also
by e-mail). Case, dots, spaces and accents make no other name. Two that could be meant are asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pma_assure.rules.import_kinds import CHOICE, KINDS, ImportField, ImportKind
from pma_assure.rules.look_alikes import folded_words
from pma_assure.rules.references import format_requirement
from pma_assure.rules.refusal import Refused
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.values.importing import Folder, HeldRecord, Holdings, NewRecord, Outcome, PlannedRow, Value

Target = str | NewRecord
NAMES: dict[str, tuple[str, ...]] = {
    "organisation": ("name",),
    "person": ("name", "email"),
    "document": ("short_name",),
}
"""By which fields a record is named, beside its reference."""
NATURAL: dict[str, tuple[str, ...]] = {
    "organisation": ("name",),
    "group": ("organisation", "group_name", "first_day"),
    "contact": ("organisation", "role", "name"),
    "contractor": ("participant", "contractor", "service", "first_day"),
    "person": ("name",),
    "employment": ("person", "organisation", "first_day"),
    "capacity": ("person", "capacity", "first_day"),
    "appointment": ("seat", "first_day"),
    "document": ("short_name",),
    "version": ("document", "label"),
    "requirement": ("version", "clause"),
    "assessment": ("old_reference", "title", "organisation"),
    "finding": ("old_reference", "title", "organisation"),
}
"""The fields that together make a record the same one, whatever its source."""


def plain(text: str) -> tuple[str, ...]:
    """What is left of a name when writing is left aside."""
    return tuple(folded_words(text)) or (text.strip(),)


@dataclass(slots=True)
class _Row:
    """A row of the workbook that others may name: its texts, and once it is judged what it became."""

    kind: str
    place: int
    texts: Mapping[str, str]
    likely: str | None
    planned: PlannedRow | None = None


@dataclass(slots=True)
class Names:
    """Everything that can be named, kept up as the rows are judged."""

    held: Holdings
    rows: dict[tuple[str, int], _Row] = field(default_factory=dict)
    _in_workbook: dict[str, dict[str, list[_Row]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    _named: dict[str, dict[tuple[str, ...], set[Target]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    _references: dict[str, dict[str, HeldRecord]] = field(default_factory=dict)
    _natural: dict[str, dict[tuple[object, ...], list[HeldRecord]]] = field(default_factory=dict)
    _before_the_day: dict[str, dict[tuple[object, ...], list[HeldRecord]]] = field(default_factory=dict)
    _namesakes: dict[tuple[str, tuple[str, ...]], int] = field(default_factory=dict)
    _versions: dict[tuple[Value, Value], _Row] = field(default_factory=dict)
    came_in: set[str] = field(default_factory=set)
    """The keys of all records that came in from this source."""

    _states_said: dict[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.came_in = {row.record for row in self.held.earlier.values()}
        self._states_said = {
            row.record: row.values.get("state") for (kind, _), row in self.held.earlier.items() if kind == "version"
        }
        for kind, records in self.held.records.items():
            self._references[kind] = {record.reference.casefold(): record for record in records.values()}
            natural: dict[tuple[object, ...], list[HeldRecord]] = defaultdict(list)
            before: dict[tuple[object, ...], list[HeldRecord]] = defaultdict(list)
            for record in records.values():
                for name in NAMES.get(kind, ()):
                    said = record.values.get(name)
                    if said:
                        self._named[kind][plain(str(said))].add(record.key)
                made = _natural_of(kind, record.values)
                if made is not None:
                    natural[made].append(record)
                    before[made[:-1]].append(record)
            self._natural[kind], self._before_the_day[kind] = natural, before

    def came_in_as(self, version: str) -> Value:
        """The state that the source last said of a version; None for one that is not from it."""
        return self._states_said.get(version)

    @property
    def trusts_references(self) -> bool:
        """Whether a reference in the workbook is one of this register: not when another register wrote it."""
        return not self.held.foreign_workbook

    # --- the rows of the workbook -----------------------------------------------------------------------------------

    def announce(self, kind: ImportKind, place: int, texts: Mapping[str, str]) -> None:
        """Let a row be named by others, also by rows of its own kind that stand before it."""
        reference, old = texts.get("reference", ""), texts.get("old_reference", "")
        likely = next(
            (
                found.record
                for said in (reference.upper(), old)
                if said and (found := self.held.earlier.get((kind.name, said))) is not None
            ),
            None,
        )
        if likely is None and reference and self.trusts_references:
            held = self.by_reference(kind.name, reference)
            likely = None if held is None else held.key
        row = _Row(kind.name, place, texts, likely)
        self.rows[(kind.name, place)] = row
        said = [reference, old, *(texts.get(name, "") for name in NAMES.get(kind.name, ()))]
        said += self._further_names(kind.name, texts)
        for text in dict.fromkeys(one.casefold() for one in said if one):
            self._in_workbook[kind.name][text].append(row)

    def _further_names(self, kind: str, texts: Mapping[str, str]) -> list[str]:
        """A version is named "RAPP 2.1", a requirement REQ-RAPP-2.1-7.4, however its document is named in the row."""
        if kind not in ("version", "requirement"):
            return []
        try:
            document = self.found(KINDS[kind].field("document"), texts.get("document", ""))
            short = self.title_of("document", document)
            if kind == "version":
                return [f"{short} {texts.get('label', '')}", f"{texts.get('document', '')} {texts.get('label', '')}"]
            return [format_requirement(short, texts.get("label", ""), texts.get("clause", ""))]
        except Refused:  # the row itself is refused for it, with the sentence
            return []

    def settle(self, planned: PlannedRow) -> None:
        """Keep what became of a row."""
        row = self.rows[(planned.kind, planned.place)]
        row.planned = planned
        if planned.outcome == Outcome.REFUSED:
            return
        if planned.kind == "version":
            self._versions[(planned.values["document"], planned.values["label"])] = row
        for name in NAMES.get(planned.kind, ()):
            said = planned.values.get(name)
            if said:
                self._named[planned.kind][plain(str(said))].add(_target(row))
                self._namesakes.setdefault((planned.kind, plain(str(said))), planned.number)

    def earlier_namesake(self, planned: PlannedRow) -> int | None:
        """The number of an earlier row of the workbook that is of the same name."""
        for name in NAMES.get(planned.kind, ()):
            said = planned.values.get(name)
            number = self._namesakes.get((planned.kind, plain(str(said)))) if said else None
            if number is not None:
                return number
        return None

    # --- what is named ----------------------------------------------------------------------------------------------

    def found(self, each: ImportField, said: str) -> Target:
        """The record that a link names. Raises Refused for nobody, for two, and for a row that is itself refused."""
        text = " ".join(said.split())
        in_workbook = self._in_workbook[each.to].get(text.casefold(), [])
        targets: set[Target] = {_target(row) for row in in_workbook if not _refused(row)}
        if not targets and in_workbook:
            number = next(row.planned.number for row in in_workbook if row.planned is not None)
            raise Refused(
                f"{each.said.capitalize()}: “{text[:60]}” is row {number}, which is refused. Mend that row first."
            )
        if not targets:
            targets = self._in_register(each.to, text)
        if len(targets) == 1:
            return next(iter(targets))
        noun = KINDS[each.to].noun
        if not targets:
            raise Refused(
                f"{each.said.capitalize()}: there is no {noun} “{text[:60]}” in the register, nor in this workbook."
            )
        several = " or ".join(sorted(self._asked(each.to, target) for target in targets))
        raise Refused(f"{each.said.capitalize()}: “{text[:60]}” can be {several}. Give the reference.")

    def _in_register(self, kind: str, text: str) -> set[Target]:
        earlier = self.held.earlier.get((kind, text.upper())) or self.held.earlier.get((kind, text))
        if earlier is not None:
            return {earlier.record}
        if self.trusts_references or kind in ("requirement", "version"):
            record = self.by_reference(kind, text)
            if record is not None:
                return {record.key}
        return self._named[kind].get(plain(text), set())

    def _asked(self, kind: str, target: Target) -> str:
        if isinstance(target, str):
            record = self.held.records[kind][target]
            return f"{record.reference} ({self.title_of(kind, target)})"
        row = self.rows[(kind, target.place)]
        return f"row {row.planned.number}" if row.planned is not None else "a row further down"

    def by_reference(self, kind: str, reference: str) -> HeldRecord | None:
        return self._references[kind].get(reference.casefold())

    def alike(self, kind: ImportKind, values: Mapping[str, Value]) -> HeldRecord | None:
        """The record that these values make the same one. Raises Refused where there are two."""
        if kind.name == "person":
            return self._person(values)
        made = _natural_of(kind.name, values)
        found = [] if made is None else self._natural[kind.name].get(made, [])
        if len(found) > 1:
            raise Refused(f"It can be {' or '.join(one.reference for one in found)}. Give the reference.")
        return found[0] if found else None

    def _person(self, values: Mapping[str, Value]) -> HeldRecord | None:
        """People are matched by e-mail and by name; where the two say different people, it is asked about."""
        keys: set[str] = set()
        for name in ("email", "name"):
            said = values.get(name)
            keys |= (
                {key for key in self._named["person"].get(plain(str(said)), set()) if isinstance(key, str)}
                if said
                else set()
            )
        if len(keys) > 1:
            records = sorted(self.held.records["person"][key].reference for key in keys)
            raise Refused(f"By name and by e-mail it can be {' or '.join(records)}. Give the reference.")
        return self.held.records["person"][keys.pop()] if keys else None

    def alike_before_the_day(self, kind: ImportKind, values: Mapping[str, Value]) -> list[HeldRecord]:
        """Records that are the same but for the day they begin."""
        made = _natural_of(kind.name, values)
        return [] if made is None else self._before_the_day[kind.name].get(made[:-1], [])

    def version_of(self, document: Target, said: str) -> Target | None:
        """The version of a document with this label."""
        if isinstance(document, str):
            held = self._natural["version"].get(("version", document, said))
            if held:
                return held[0].key
        row = self._versions.get((document, said))
        return None if row is None or _refused(row) else _target(row)

    def namesakes(self, name: str) -> str:
        """A sentence where somebody of the same surname and initial is in the register: one entered twice is two."""
        given = folded_words(name)
        for record in self.held.records["person"].values() if len(given) > 1 else ():
            held = folded_words(str(record.values["name"]))
            if len(held) > 1 and (held[-1], held[0][0]) == (given[-1], given[0][0]):
                return f"{record.values['name']} ({record.reference}) has the same surname and initial: is it another?"
        return ""

    # --- in words ---------------------------------------------------------------------------------------------------

    def value_of(self, kind: str, target: Value, name: str) -> Value:
        if isinstance(target, NewRecord):
            planned = self.rows[(kind, target.place)].planned
            return None if planned is None else planned.values.get(name)
        return self.held.records[kind][str(target)].values.get(name)

    def title_of(self, kind: str, target: Value) -> str:
        """By what people know the record: a name, a short name, else its reference."""
        if isinstance(target, NewRecord):
            texts = self.rows[(kind, target.place)].texts
            names = (*NAMES.get(kind, ())[:1], "reference", "old_reference", "title")
            return next((texts[name] for name in names if texts.get(name)), "")
        if isinstance(target, Folder):
            return f"the case for {self.title_of('organisation', target.organisation)}"
        record = self.held.records[kind][str(target)]
        names = NAMES.get(kind, ())
        return str(record.values[names[0]]) if names else record.reference

    def spoken(self, each: ImportField, value: Value) -> str:
        """A value as part of a key: the same in every import of the same row."""
        if value is None:
            return ""
        if each.to:
            return " ".join(plain(self.title_of(each.to, value)))
        return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())

    def shown(self, each: ImportField, value: Value) -> str:
        """A value as a person reads it, cut to a length that a sentence bears."""
        if value is None or value == "":
            return "nothing"
        if each.to:
            return self.title_of(each.to, value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, date):
            return say_day(value)
        if each.type == CHOICE and each.choices is not None:
            return label(each.choices(str(value)))
        text = " ".join(str(value).split())
        return text if len(text) <= 120 else text[:119] + "…"


def _natural_of(kind: str, values: Mapping[str, Value]) -> tuple[object, ...] | None:
    """What makes a record the same one, its name with writing left aside; None where that is not said."""
    names = NATURAL.get(kind)
    if names is None or (names[0] == "old_reference" and not values.get("old_reference")):
        return None
    made: list[object] = [kind]
    for name in names:
        value = values.get(name)
        text = name in ("name", "title", "group_name", "service", "short_name") and isinstance(value, str)
        made.append(plain(str(value)) if text else value)
    return tuple(made)


def _target(row: _Row) -> Target:
    if row.planned is not None and row.planned.record is not None:
        return row.planned.record
    if row.planned is None and row.likely is not None:
        return row.likely
    return NewRecord(row.kind, row.place)


def _refused(row: _Row) -> bool:
    return row.planned is not None and row.planned.outcome == Outcome.REFUSED
