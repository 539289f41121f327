"""Rows of a workbook that could each stand alone, and cannot stand together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pma_assure.rules.import_kinds import ImportField, ImportKind
from pma_assure.values.importing import HeldRecord, NewRecord, Outcome, PlannedRow, Value


def in_a_circle(kind: ImportKind, planned: Sequence[PlannedRow], held: Mapping[str, HeldRecord]) -> dict[int, str]:
    """Place of each row that leads back to itself -> the sentence that says so: nothing recurs before itself."""
    rows_of = {row.record: row for row in planned if row.record is not None}
    reasons: dict[int, str] = {}
    for each in (field for field in kind.fields if field.to == kind.name):
        for number, row in enumerate(planned):
            if row.outcome in (Outcome.NEW, Outcome.CHANGED) and _comes_back(each, row, planned, rows_of, held):
                reasons[number] = (
                    f"{each.said.capitalize()}: followed from one {kind.noun} to the next, it leads back to this one."
                    " Take out the one that is wrong."
                )
    return reasons


def _comes_back(
    each: ImportField,
    start: PlannedRow,
    planned: Sequence[PlannedRow],
    rows_of: Mapping[str, PlannedRow],
    held: Mapping[str, HeldRecord],
) -> bool:
    seen: set[Value] = set()
    target: Value = start.values.get(each.name)
    while target is not None and target not in seen:
        seen.add(target)
        row = planned[target.place] if isinstance(target, NewRecord) else rows_of.get(str(target))
        if row is start:
            return True
        if row is not None and each.name in row.values:
            target = row.values[each.name]
        else:
            target = held[str(target)].values.get(each.name) if str(target) in held else None
    return False
