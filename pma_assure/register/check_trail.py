"""The audit trail of a register: the chain of its entries, and every row replayed from them (design.md 3)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Text

from pma_assure.records.every import BY_TABLE
from pma_assure.register.audit_rows import FIRST_PREVIOUS
from pma_assure.register.findings import Findings
from pma_assure.register.schema import ADDED
from pma_assure.register.session import digest_of
from pma_assure.register.stored import Stored, as_in_trail, as_stored, columns_of, comparable, same

TRAIL = "audit_entry"
SHOWN = 60
"""So many letters of a value are shown."""


def check_chain(driver: Any, found: Findings) -> None:
    """Recompute every digest in order; the first entry that does not fit is named."""
    columns = columns_of(TRAIL)
    previous = FIRST_PREVIOUS
    rows = driver.execute(f"SELECT {', '.join(columns)} FROM {TRAIL} ORDER BY number")
    for expected, row in enumerate(rows, 1):
        entry: dict[str, Stored] = dict(zip(columns, row, strict=True))
        objection = _objection(entry, columns, expected, previous)
        if objection:
            reference = entry["reference"] if isinstance(entry["reference"], str) else None
            found.fault("chain_broken", TRAIL, f"Audit entry {expected}: {objection}", reference)
            return
        previous = str(entry["digest"])


def _objection(entry: dict[str, Stored], columns: Any, expected: int, previous: str) -> str:
    """What is wrong with the entry, "" when it fits."""
    if not same(entry["number"], expected):
        return (
            f"column number should be {expected} and is {shown(entry['number'])}; an entry was taken out or renumbered."
        )
    if entry["previous"] != previous:
        return "column previous does not hold the digest of the entry before it; one of the two was altered."
    try:
        covered = {name: as_in_trail(kind, entry[name]) for name, kind in columns.items()}
    except ValueError as error:
        wrong = next(name for name, kind in columns.items() if not _readable(kind, entry[name]))
        return f"column {wrong} holds {shown(entry[wrong])}, which is {error}."
    for name, value in covered.items():
        if isinstance(value, str) and not _writable(value):
            return f"column {name} holds text that this program would not have written."
    if digest_of(covered) != entry["digest"]:
        return "its columns and its digest do not fit together; one of them was altered."
    return ""


def _readable(kind: str, value: Stored) -> bool:
    try:
        as_in_trail(kind, value)
    except ValueError:
        return False
    return True


def _writable(value: str) -> bool:
    """Text as the session writes it: in Unicode form NFC, without halves of characters."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return unicodedata.is_normalized("NFC", value)


def check_rows(driver: Any, found: Findings) -> None:
    """Replay the trail row by row and compare every column; then look for rows that have no entry.

    The entries come sorted by row, so that one row's state is in memory at a time; kept are only the keys seen.
    """
    seen: dict[str, set[Stored]] = {table: set() for table in BY_TABLE if table != TRAIL}
    columns = "row_id, table_name, number, operation, changes, reference"
    entries = driver.cursor().execute(f"SELECT {columns} FROM {TRAIL} ORDER BY row_id, table_name, number")
    for (row_id, table), of_one_row in groupby(entries, key=lambda row: (row[0], row[1])):
        listed = list(of_one_row)
        if table not in seen:
            found.fault(
                "entry_astray", TRAIL, f"Audit entry {listed[0][2]} is about {shown(table)}, which is no table."
            )
            continue
        seen[table].add(row_id)
        _check_row(driver, found, table, row_id, listed)
    for table, keys in seen.items():
        for (key,) in driver.execute(f'SELECT id FROM "{table}"'):
            if key not in keys:
                found.fault("row_without_entry", table, f"Row {shown(key)} of {table} has no entry in the audit trail.")


def _check_row(driver: Any, found: Findings, table: str, row_id: Stored, entries: list[tuple[Any, ...]]) -> None:
    reference = entries[-1][5] if isinstance(entries[-1][5], str) else None
    state, objection = _replayed(table, entries)
    if objection:
        found.fault("trail_contradicts_itself", TRAIL, objection, reference)
        return
    columns = columns_of(table)
    names = ", ".join(f'"{name}"' for name in columns)
    row = driver.cursor().execute(f'SELECT {names} FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
    if row is None:
        found.fault("entry_without_row", table, f"Row {shown(row_id)} of {table} is gone; the trail has it.", reference)
        return
    for (name, kind), value in zip(columns.items(), row, strict=True):
        held = comparable(kind, value)
        if not same(held, state[name]):
            what = _difference(table, name, kind, state[name], held)
            found.fault("row_altered", table, f"{table}.{name} of {reference or shown(row_id)}: {what}", reference)


def _replayed(table: str, entries: list[tuple[Any, ...]]) -> tuple[dict[str, Stored], str]:
    """The row as the trail has it, and what is wrong with the trail ("" when nothing is)."""
    columns = columns_of(table)
    state: dict[str, Stored] = {}
    for position, (_, _, number, operation, changes, _) in enumerate(entries):
        if operation != ("update" if position else "insert"):
            return state, f"Audit entry {shown(number)} of {table} says {shown(operation)} where it cannot."
        try:
            changed = {
                name: (as_stored(columns[name], before), as_stored(columns[name], after))
                for name, (before, after) in json.loads(changes).items()
            }
        except (ValueError, TypeError, KeyError, AttributeError):
            return state, f"The changes in audit entry {shown(number)} of {table} cannot be read."
        for name, (before, after) in changed.items():
            if not same(before, state.get(name)):
                return state, f"Audit entry {number} of {table} says {name} was other than the entries before say."
            state[name] = after
        if not position:
            # A row from before a column was added: nothing but what the migration put there can stand in it.
            state = {**ADDED.get(table, {}), **state}
        if set(state) != set(columns):
            return state, f"Audit entry {number} does not hold every column of {table}."
    return state, ""


def _difference(table: str, name: str, kind: str, trail: Stored, held: Stored) -> str:
    """What both sides say, without the text of anything that might be withheld from somebody."""
    if kind == "bytes":
        return "the bytes are not those that the trail has (other SHA-256)."
    if isinstance(BY_TABLE[table].__table__.columns[name].type, Text):
        return f"the trail has {_extent(trail)}, the row {_extent(held)}{_parting(trail, held)}."
    return f"the trail says {shown(trail)}, the row says {shown(held)}."


def _extent(value: Stored) -> str:
    if isinstance(value, str):
        return f"a text of {len(value)} letters"
    return "nothing" if value is None else f"a {type(value).__name__} in place of text"


def _parting(a: Stored, b: Stored) -> str:
    if not isinstance(a, str) or not isinstance(b, str):
        return ""
    first = next((place for place, (x, y) in enumerate(zip(a, b, strict=False), 1) if x != y), min(len(a), len(b)) + 1)
    return f", other from letter {first} on"


def shown(value: Stored) -> str:
    """A value as a sentence can bear it: short, one line, whatever it is."""
    if value is None:
        return "nothing"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    text = "".join(_printable(str(value)))
    return f"“{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}”"


def _printable(text: str) -> Iterator[str]:
    for letter in text[: SHOWN + 1]:
        yield letter if letter.isprintable() else "�"
