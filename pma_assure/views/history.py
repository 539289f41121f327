"""The history of a record in words: one line a deed, from the audit trail."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Uuid, and_, or_, select
from sqlalchemy.orm import Session

from pma_assure.records.cases import Case
from pma_assure.records.every import BY_TABLE, CLASSES
from pma_assure.records.extracts import Passage, PassageText
from pma_assure.records.house import AuditEntry
from pma_assure.records.mapping import Instant
from pma_assure.records.meetings import AgendaItem, Decision
from pma_assure.records.papers import EvidenceLink
from pma_assure.register.register import Register
from pma_assure.rules.trail_words import concerned, deed_in_words, row_noun
from pma_assure.rules.vocabulary import Capacity
from pma_assure.rules.wording import count, instant, label
from pma_assure.rules.wording import day as say_day
from pma_assure.values.screens import HistoryLine
from pma_assure.views.record_fields import said_of

MOST_SENTENCES = 12
LONGEST = 80
TOGETHER = 200
"""How many references or deeds one statement names."""
UNSAID_TABLES = frozenset({"counter", "issued_bytes", "evidence_bytes"})
UNSAID = frozenset(
    {
        "id",
        "version",
        "reference",
        "sha256",
        "fingerprint",
        "frozen_fingerprint",
        "circulated_fingerprint",
        "copy",
        "frozen_copy",
        "quorum",
        "content",
        "state_on",
    }
)
"""Columns whose change says nothing to a reader, or is said better by another sentence."""
NAMED_BY = ("heading", "title", "name", "number", "clause", "label")
"""The column by which people know a row that has no reference of its own, first that it has."""
WORDS = {
    "current_due": "due date",
    "submit_by": "to be submitted by",
    "resubmit_by": "to be resubmitted by",
}
IN_A_CASE: tuple[Any, ...] = tuple(
    record
    for record in CLASSES
    if "reference" in record.__table__.columns
    and any(key.column.table is Case.__table__ for key in record.__table__.foreign_keys if key.parent.name == "case_id")
)
"""Every kind of record that stands in a case."""


def of(
    register: Register,
    reference: str,
    limit: int = 200,
    *,
    titles: Mapping[str, str] | None = None,
    rows: Sequence[UUID] = (),
    sentences: int = MOST_SENTENCES,
) -> tuple[HistoryLine, ...]:
    """The newest ``limit`` deeds that changed a record or one of its parts, newest first.

    A case has the deeds on everything in it, a meeting its decisions. ``titles`` says each deed as its button does;
    without it the deed's name is put in words. ``rows`` asks for these rows instead, for a part without a reference.
    More than ``sentences`` of one deed are counted in one more.
    """
    asked = reference.strip() if reference.endswith((".pdf", ".xlsx")) else reference.strip().upper()
    with register.reading() as session:
        references = _references(session, asked)
        of_them = [AuditEntry.row_id.in_(rows)] if rows else _concerning(references)
        deeds: set[int] = set()
        for some in of_them:
            newest = select(AuditEntry.deed_number).where(some).distinct().order_by(AuditEntry.deed_number.desc())
            deeds.update(session.scalars(newest.limit(limit)))
        numbers = sorted(deeds, reverse=True)[:limit]
        wanted = frozenset(references)
        entries: dict[int, list[Any]] = defaultdict(list)
        for start in range(0, len(numbers), TOGETHER):
            for row in session.execute(_entries(numbers[start : start + TOGETHER])):
                if (row.row_id in rows) if rows else _belongs(row.reference, wanted):
                    entries[row.deed_number].append(row)
        supported = _supported(session, entries)
        return tuple(
            _line(session, number, entries[number], asked, titles or {}, sentences, supported) for number in numbers
        )


def _entries(numbers: Sequence[int]) -> Any:
    return (
        select(
            AuditEntry.deed_number,
            AuditEntry.at,
            AuditEntry.day,
            AuditEntry.person,
            AuditEntry.capacity,
            AuditEntry.deed,
            AuditEntry.reference,
            AuditEntry.table_name,
            AuditEntry.row_id,
            AuditEntry.operation,
            AuditEntry.changes,
            AuditEntry.reason,
        )
        .where(AuditEntry.deed_number.in_(numbers))
        .order_by(AuditEntry.number)
    )


def _references(session: Session, asked: str) -> list[str]:
    """The record itself; for a case, every record that stands in it; for a meeting, its decisions."""
    references = [asked]
    if asked.startswith("CASE-"):
        key = session.execute(select(Case.id).where(Case.reference == asked)).scalar()
        for record in IN_A_CASE:
            references += session.scalars(select(record.reference).where(record.case_id == key))
    elif asked.startswith("MTG-"):
        held = select(Decision.reference).join(AgendaItem, AgendaItem.id == Decision.item_id)
        of_it = or_(AgendaItem.reference == asked, AgendaItem.reference.startswith(f"{asked}/", autoescape=True))
        references += session.scalars(held.where(of_it))
    return references


def _concerning(references: Sequence[str]) -> list[Any]:
    """Entries of these records and their parts, a statement's worth at a time.

    "0" is the character after "/", so that a range of the index holds all parts of a record.
    """
    conditions = []
    for start in range(0, len(references), TOGETHER):
        some = references[start : start + TOGETHER]
        parts = [and_(AuditEntry.reference >= f"{one}/", AuditEntry.reference < f"{one}0") for one in some]
        conditions.append(or_(AuditEntry.reference.in_(some), *parts))
    return conditions


def _supported(session: Session, entries: Mapping[int, Sequence[Any]]) -> dict[UUID, str]:
    """Link of evidence -> the reference of what it supports, for the links among these entries."""
    keys = [entry.row_id for of_one in entries.values() for entry in of_one if entry.table_name == "evidence_link"]
    found: dict[UUID, str] = {}
    for start in range(0, len(keys), TOGETHER):
        linked = select(EvidenceLink.id, EvidenceLink.record_reference)
        found.update(session.execute(linked.where(EvidenceLink.id.in_(keys[start : start + TOGETHER]))).all())
    return found


def _about(entries: Sequence[Any], supported: Mapping[UUID, str], asked: str) -> str | None:
    """The record that a deed is about: the one whose history it is, in a case or a meeting the one within it.

    Evidence that was only linked, or no longer, is about what it supports.
    """
    touched = [entry.reference for entry in entries if entry.reference]
    if asked in touched and not asked.startswith(("CASE-", "MTG-")):
        return asked
    links = {entry.reference for entry in entries if entry.table_name == "evidence_link"}
    kept = links - {entry.reference for entry in entries if entry.table_name == "evidence"}
    named = [supported.get(entry.row_id) or entry.reference for entry in entries if entry.reference]
    return concerned(entries[0].deed, [one for one in named if one not in kept] or named)


def _belongs(reference: str | None, wanted: frozenset[str]) -> bool:
    while reference:
        if reference in wanted:
            return True
        reference = reference.rpartition("/")[0]
    return False


def _line(
    session: Session,
    number: int,
    entries: Sequence[Any],
    asked: str,
    titles: Mapping[str, str],
    most: int,
    supported: Mapping[UUID, str],
) -> HistoryLine:
    first = entries[0]
    changed = [(entry, changes) for entry, changes in _folded(entries) if changes]
    sentences = list(dict.fromkeys(one for entry, changes in changed for one in _sentences(session, entry, changes)))
    if first.reason:
        sentences.append(f"Reason: {_short(first.reason)}")
    if len(sentences) > most:
        sentences = [*sentences[:most], f"and {count(len(sentences) - most, 'more change')}"]
    return HistoryLine(
        number=number,
        at=first.at,
        day=first.day,
        who=first.person,
        capacity=_capacity(first.capacity),
        deed=first.deed,
        title=titles.get(first.deed) or deed_in_words(first.deed),
        reference=_about(entries, supported, asked),
        sentences=tuple(sentences),
    )


def _capacity(code: str) -> str:
    try:
        return label(Capacity(code))
    except ValueError:  # written by a newer program
        return code


# --- what changed, in words -----------------------------------------------------------------------------------------


def _folded(entries: Sequence[Any]) -> list[tuple[Any, dict[str, list[Any]]]]:
    """Each entry with its changes; a row that a deed both made and changed as it was made in the end."""
    made: dict[UUID, dict[str, list[Any]]] = {}
    found: list[tuple[Any, dict[str, list[Any]]]] = []
    for entry in entries:
        changes: dict[str, list[Any]] = json.loads(entry.changes)
        if entry.row_id in made:
            made[entry.row_id].update({name: [None, pair[1]] for name, pair in changes.items()})
            continue
        if entry.operation == "insert":
            made[entry.row_id] = changes
        found.append((entry, changes))
    return found


def _sentences(session: Session, entry: Any, changes: Mapping[str, Sequence[Any]]) -> list[str]:
    if entry.table_name in UNSAID_TABLES or entry.table_name not in BY_TABLE:
        return []
    record: Any = BY_TABLE[entry.table_name]
    if entry.operation == "insert":
        return _inserted(session, entry, record, {name: pair[1] for name, pair in changes.items()})
    of_what = _of_what(session, entry, record)
    sentences = []
    for name, (before, after) in changes.items():
        if name in UNSAID or name not in record.__table__.columns:
            continue
        column = record.__table__.columns[name]
        old, new = _said(session, column, before), _said(session, column, after)
        if old == new:
            continue
        sentences.append(f"{of_what}{_spoken(name)}: {old or 'none'} → {new or 'none'}")
    return sentences


def _inserted(session: Session, entry: Any, record: Any, values: Mapping[str, Any]) -> list[str]:
    noun = row_noun(entry.table_name)
    if entry.table_name.endswith("_text"):
        return []
    if entry.table_name == "case_note":
        return [f"Note: {_short(values['note'])}"]
    if entry.table_name == "evidence_link":
        return [f"{entry.reference} supports {values['record_reference']}"]
    if entry.table_name == "irregular_fact":
        return [f"kept as irregular: {values['sentence']} ({values['rule']}, paragraph {values['paragraph']})"]
    if values.get("reference"):
        named = values.get("title") or values.get("name") or values.get("words") or ""
        return [f"{values['reference']} added" + (f": {_short(str(named))}" if named else "")]
    if entry.table_name == "release":
        texts = count(values["withheld_texts"], "withheld text")
        return [f"leak check passed: {texts} looked for in both files, none found"]
    name = next((str(values[one]) for one in NAMED_BY if values.get(one)), "")
    pointed = [
        _said(session, record.__table__.columns[one], values[one])
        for one in ("person_id", "organisation_id", "contractor_id", "seat_id", "requirement_id", "cast")
        if values.get(one)
    ]
    if pointed:
        return [f"{noun}: {', '.join(pointed)}"]
    return [f"{noun} {_short(name)} added".replace("  ", " ")]


def _of_what(session: Session, entry: Any, record: Any) -> str:
    """Which of several rows beside a record: "Passage 17, "; nothing where the record itself is meant."""
    columns = record.__table__.columns
    if "reference" in columns or entry.table_name.endswith("_text"):
        if entry.table_name == "passage_text":
            number = session.execute(
                select(Passage.number)
                .join(PassageText, PassageText.passage_id == Passage.id)
                .where(PassageText.id == entry.row_id)
            ).scalar()
            return f"Passage {number}, "
        return ""
    if "person_id" in columns:
        key = session.execute(select(record.person_id).where(record.id == entry.row_id)).scalar()
        name = _named(session, "person", None if key is None else str(key))
        return f"{name}, " if name else ""
    name_column = next((one for one in NAMED_BY if one in columns), None)
    if name_column is None:
        return ""
    value = session.execute(select(getattr(record, name_column)).where(record.id == entry.row_id)).scalar()
    return f"{row_noun(entry.table_name)} {_short(str(value))}, "


def _said(session: Session, column: Any, value: Any) -> str:
    """A value of an audit entry in words: a label for a code, a day in full, a reference for a key."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    kind = getattr(column.type, "enum_class", None)
    if kind is not None and issubclass(kind, StrEnum):
        return label(kind(value)) if value in {member.value for member in kind} else str(value)
    if isinstance(column.type, Date):
        return say_day(date.fromisoformat(value))
    if isinstance(column.type, Instant):
        return instant(datetime.fromisoformat(value))
    if isinstance(column.type, Uuid):
        return _pointed_at(session, column, value)
    if isinstance(value, dict):
        return "a file"
    return _short(str(value))


def _pointed_at(session: Session, column: Any, value: str) -> str:
    for foreign_key in column.foreign_keys:
        table = foreign_key.column.table.name
        return _named(session, table, value) or said_of(session, BY_TABLE[table], UUID(value)) or ""
    if column.name == "decision_id":
        return said_of(session, Decision, UUID(value)) or ""
    return "set"


def _named(session: Session, table: str, key: str | None) -> str | None:
    """The name of a person or an organisation; None for what has none."""
    record: Any = BY_TABLE[table]
    if key is None or "name" not in record.__table__.columns:
        return None
    known: dict[str, str | None] = session.info.setdefault("names", {})
    if key not in known:
        known[key] = session.execute(select(record.name).where(record.id == UUID(key))).scalar()
    return known[key]


def _spoken(column: str) -> str:
    return WORDS.get(column) or column.removesuffix("_id").replace("_", " ")


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"
