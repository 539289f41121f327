"""Rows of a workbook that can each be read, and cannot stand together, or with what the register holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pma_assure.rules.import_kinds import ImportField, ImportKind
from pma_assure.rules.vocabulary import DocumentVersionState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.values.importing import HeldRecord, NewRecord, Outcome, PlannedRow, Value

WHEN_IN_FORCE = ("state", "effective_from", "effective_to")
"""The fields of a version that say on which days it is in force."""


def why_not_together(
    kind: ImportKind, planned: Sequence[PlannedRow], held: Mapping[str, HeldRecord], today: date
) -> dict[int, str]:
    """Place of each row of one kind that cannot stand beside the others -> the sentence that says why."""
    reasons = in_a_circle(kind, planned, held)
    return reasons | in_force_at_once(planned, held, today) if kind.name == "version" else reasons


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


class _Days(NamedTuple):
    """The days on which a version is in force, as the program takes them; without a last day it still is."""

    label: str
    state: Value
    first: date | None
    last: date | None
    number: int | None
    """Of the row that says so; None where the register does."""


def in_force_at_once(planned: Sequence[PlannedRow], held: Mapping[str, HeldRecord], today: date) -> dict[int, str]:
    """Place of each row that puts a version in force beside another of its document -> why that cannot be.

    What was met or not is held against the one version in force that day (R02, paragraph 15): two would be two answers.
    Of two rows the later one is refused, but first one that ended and is said to be in force all the same; what the
    register holds stays.
    """
    reasons = _over_and_in_force(planned, held, today)
    while True:
        more = _beside_another(planned, held, refused=reasons)
        if not more:
            return reasons
        reasons |= more  # what a refused row would have changed stands as it was, and others may meet it there


def _over_and_in_force(planned: Sequence[PlannedRow], held: Mapping[str, HeldRecord], today: date) -> dict[int, str]:
    reasons: dict[int, str] = {}
    for place, row in _asked(planned):
        after = _afterwards(row, held)
        last = after.get("effective_to")
        if after.get("state") == DocumentVersionState.IN_FORCE and isinstance(last, date) and last < today:
            reasons[place] = (
                f"Its last day was {say_day(last)}, and its state is “{label(DocumentVersionState.IN_FORCE)}”. Mend the"
                " one that is wrong."
            )
    return reasons


def _asked(planned: Sequence[PlannedRow]) -> list[tuple[int, PlannedRow]]:
    """The rows that would say anew on which days a version is in force, each with its place."""
    return [
        (place, row)
        for place, row in enumerate(planned)
        if row.outcome in (Outcome.NEW, Outcome.CHANGED) and any(name in row.changes for name in WHEN_IN_FORCE)
    ]


def _afterwards(row: PlannedRow, held: Mapping[str, HeldRecord]) -> Mapping[str, Value]:
    """What would stand once the row is taken in: a cell that changes nothing, such as an empty one, says nothing."""
    return row.changes if row.record is None else {**held[row.record].values, **row.changes}


def _beside_another(
    planned: Sequence[PlannedRow], held: Mapping[str, HeldRecord], *, refused: Mapping[int, str]
) -> dict[int, str]:
    asked = [(place, row) for place, row in _asked(planned) if place not in refused]
    becoming = {row.record for _, row in asked}
    documents = {row.values["document"] for _, row in asked}
    standing: dict[Value, list[_Days]] = defaultdict(list)
    for key, one in held.items():
        if key not in becoming and one.values["document"] in documents:
            standing[one.values["document"]] += _days(one.values, None)
    reasons: dict[int, str] = {}
    for place, row in asked:
        beside = standing[row.values["document"]]
        for mine in _days(_afterwards(row, held), row.number):
            other = next((each for each in beside if _meet(mine, each)), None)
            if other is not None:
                reasons[place] = _both_in_force(mine, other)
            else:
                beside.append(mine)
    return reasons


def _days(values: Mapping[str, Value], number: int | None) -> list[_Days]:
    state, first, last = (values.get(name) for name in WHEN_IN_FORCE)
    begins = first if isinstance(first, date) else None
    in_force = state == DocumentVersionState.IN_FORCE
    if not in_force and (state != DocumentVersionState.SUPERSEDED or begins is None):
        return []
    return [_Days(str(values["label"]), state, begins, last if isinstance(last, date) else None, number)]


def _meet(one: _Days, other: _Days) -> bool:
    if (one.first is None or other.first is None) and one.state != other.state:
        return False  # from which day nobody says; two that are in force both began already
    return (one.first or date.min) <= (other.last or date.max) and (other.first or date.min) <= (one.last or date.max)


def _both_in_force(mine: _Days, other: _Days) -> str:
    where = "" if other.number is None else f", row {other.number}"
    since = "" if other.first is None else f" from {say_day(other.first)}"
    until = "" if other.last is None else f" to {say_day(other.last)}"
    return (
        f"Version {other.label}{where} is in force{since}{until}, and one version of a document is at a time. Give the"
        " last day of the earlier one, before the later one begins."
    )
