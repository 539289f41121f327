"""A row beside the record it is about: what the source said before, what the register holds, what the source says now.

What somebody changed here is never overwritten, and what is closed is never opened again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pma_assure.rules.import_kinds import LINK, ImportField, ImportKind
from pma_assure.rules.import_links import Names, plain
from pma_assure.rules.import_possible import still_a_draft
from pma_assure.rules.refusal import Refused
from pma_assure.values.importing import HeldRecord, Outcome, PlannedRow, Value


def compared(
    names: Names, kind: ImportKind, planned: PlannedRow, record: HeldRecord, base: Mapping[str, Value] | None
) -> PlannedRow:
    """Field by field between what the source said before, what the register holds, and what the source says."""
    changes: dict[str, Value] = {}
    conflicts: list[str] = []
    kept: list[str] = []
    for name, value in planned.values.items():
        if name == "reference" or name == "old_reference":
            continue
        here = record.values.get(name)
        said_before = here if base is None or name not in base else base[name]
        known = base is not None and name in base
        if _equal(name, value, here, known=known) or (value is None and not known) or (known and value == said_before):
            continue
        if _blank(value) and name in kind.keeps:
            kept.append(_stays(names, kind, name, here))
            planned = replace(planned, values={**planned.values, name: said_before})  # what it said last, still
        elif name in kind.settled:
            conflicts.append(_both(names, kind, name, here, value, "is never changed by an import"))
        elif here == said_before if known else here in (None, ""):
            changes[name] = value
        else:
            conflicts.append(_both(names, kind, name, here, value, ""))
    if conflicts:
        return replace(planned, outcome=Outcome.CONFLICT, reason=" ".join(conflicts) + " Nothing was overwritten.")
    if not changes:
        return replace(planned, outcome=Outcome.SAME, reason=" ".join(kept))
    _may_change(names, kind, record, changes)
    said = "; ".join(_change(names, kind, name, record.values.get(name), value) for name, value in changes.items())
    return replace(planned, outcome=Outcome.CHANGED, changes=changes, reason=" ".join([f"{said}.", *kept]))


def _may_change(names: Names, kind: ImportKind, record: HeldRecord, changes: Mapping[str, Value]) -> None:
    state = record.values.get("state")
    if "state" in changes and state in kind.ended:
        raise Refused(
            f"{record.reference} is {names.spoken(kind.field('state'), state)} here; an import never opens it"
            " again. Reopen it here, with a reason, if that is what happened."
        )
    came_in = record.key in names.came_in or record.values.get("imported_on") is not None
    if kind.only_imported and not came_in:
        raise Refused(f"{record.reference} was made here, not imported: it is changed here, by its own deeds.")
    if kind.name == "case" and "state" in changes:
        raise Refused(f"{record.reference} is closed here, with a reason, when nothing in it is open any more.")
    if kind.name == "requirement":
        still_a_draft(names, record.values["version"])


def _both(names: Names, kind: ImportKind, name: str, here: Value, there: Value, why: str) -> str:
    each = _field(kind, name)
    said = f"“{names.shown(each, here)}” here and “{names.shown(each, there)}” in the workbook"
    return f"{each.said.capitalize()} is {said}{'; it ' + why if why else ''}."


def _stays(names: Names, kind: ImportKind, name: str, here: Value) -> str:
    each = _field(kind, name)
    return f"{each.said.capitalize()} stays “{names.shown(each, here)}”: an empty cell does not clear it."


def _change(names: Names, kind: ImportKind, name: str, here: Value, there: Value) -> str:
    each = _field(kind, name)
    return f"{each.said.capitalize()}: “{names.shown(each, here)}” becomes “{names.shown(each, there)}”"


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
