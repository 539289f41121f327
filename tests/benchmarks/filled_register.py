"""A register for measuring only: thousands of cases written with Core, past the session and so without an audit trail.

It has what grows in an office: closed cases with their findings, plans, milestones and notes. What is open at one time
does not grow with the years, so every register has the same hundred open cases (or all, where it has fewer). The audit
entries only have numbers; ``check`` would say so, and is not measured here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, text

from pma_assure.records.cases import Case, CaseNote, CaseText, Finding, FindingText, PanelOutcome
from pma_assure.records.every import BY_TABLE
from pma_assure.records.house import AuditEntry
from pma_assure.records.mapping import Record
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import Person
from pma_assure.records.plans import Milestone, MilestoneText, Plan, PlanPart, PlanText, PlanVersion
from pma_assure.register.engine import make_engine
from pma_assure.register.register import create
from pma_assure.rules.vocabulary import (
    CaseState,
    Classification,
    FindingClass,
    FindingState,
    MilestoneState,
    PanelOutcomeKind,
    PartyCategory,
    PlanState,
    PlanVersionState,
)
from pma_assure.workflows import office
from tests.benchmarks import filled_assessments

DAY = date(2026, 11, 23)
PASSPHRASE = "a heron stands in the weir"
OPEN_CASES = 100
ORGANISATIONS = 40
AUDIT_ENTRIES = 4_000
RARE = "chrysanthemum"
"""A word that stands in one note of every thousand."""
SENTENCE = (
    "the registration officer showed a log of each request and the card that approved it while a witness independent"
    " of the desk compared the serial numbers with those in the certificate signing request and found that two of them"
    " had been entered by hand after the ceremony ended because the reader was out of order since the morning"
)
_RUN = Random("words").choices(SENTENCE.split(), k=5_000)
Rows = dict[type[Record], list[dict[str, Any]]]


def make(
    path: Path,
    *,
    cases: int,
    notes: int,
    findings: int = 2,
    plans: bool = True,
    words: bool = True,
    assessments: int = 0,
    passphrase: str | None = None,
) -> None:
    """Write the register. The same numbers give the same rows, plain and encrypted.

    ``findings`` in each case, a plan for every second one where ``plans`` is true, and an assessment in each of the
    newest ``assessments``. Without ``words`` the search index stays empty: it takes longest, and lists do without.
    """
    register = create(path, passphrase=passphrase)
    office.begin(register, name="A register for measuring", keeper="R. Sharma", day=DAY)
    engine = make_engine(path, register.file_key)
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            keeper = connection.execute(select(Person.id)).scalar_one()
            rows = _rows(cases, notes, findings, plans, keeper)
            if assessments:
                filled_assessments.add(rows, assessments, DAY, _text)
            for class_, given in rows.items():
                connection.execute(insert(class_), given)
            if words:
                _index_words(connection, rows)
        # As it is after years: what SQLite knows of its tables, and nothing left in the file beside.
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            connection.rollback()
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()
        register.close()


def _rows(cases: int, notes: int, findings: int, plans: bool, keeper: UUID) -> Rows:
    random = Random(cases)
    rows: Rows = defaultdict(list)
    organisations = [_key(random) for _ in range(ORGANISATIONS)]
    for number, key in enumerate(organisations, 1):
        rows[Organisation].append(
            {
                "id": key,
                "reference": f"ORG-{number:04d}",
                "name": f"Invented Energy {number} Ltd",
                "category": PartyCategory.LARGE_SUPPLIER,
            }
        )
    folders = []
    for number in range(1, cases + 1):
        folders.append(_case(rows, random, number, cases, organisations, keeper))
        _findings(rows, random, number, cases, findings)
        if plans and number % 2:
            _plan(rows, random, number, cases)
    for number in range(1, notes + 1):
        rare = f" {RARE}" if number % 1000 == 7 else ""
        rows[CaseNote].append(
            {
                "id": _key(random),
                "case_id": folders[number % cases],
                "noted_on": DAY - timedelta(days=number % 900),
                "noted_by_id": keeper,
                "note": _text(random) + rare,
            }
        )
    rows[AuditEntry] = [_audit_entry(random, number) for number in range(1_000, 1_000 + AUDIT_ENTRIES)]
    return rows


def _key(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128))


def _text(random: Random, words: int = 200) -> str:
    start = random.randrange(len(_RUN) - words)
    return " ".join(_RUN[start : start + words])


def _case(rows: Rows, random: Random, number: int, cases: int, organisations: Sequence[UUID], keeper: UUID) -> UUID:
    still_open = _still_open(number, cases)
    key, organisation = _key(random), organisations[number % len(organisations)]
    opened_on = DAY - timedelta(days=30 + (cases - number) % 3000)
    rows[Case].append(
        {
            "id": key,
            "reference": f"CASE-2026-{number:05d}",
            "title": f"Invented Energy: {_text(random, 5)}",
            "organisation_id": organisation,
            "owner_id": keeper,
            "opened_on": opened_on,
            "classification": Classification.RESTRICTED,
            "state": CaseState.OPEN if still_open else CaseState.CLOSED,
        }
    )
    rows[CaseText].append({"id": _key(random), "case_id": key, "summary": _text(random)})
    return key


def _still_open(number: int, cases: int) -> bool:
    return number > cases - OPEN_CASES


def _findings(rows: Rows, random: Random, number: int, cases: int, findings: int) -> None:
    """So many in the case written last; of those in an open case two are open, however many there are."""
    case = rows[Case][-1]
    for part in range(findings):
        finding, still_open = _key(random), _still_open(number, cases) and part < 2
        rows[Finding].append(
            {
                "id": finding,
                "reference": f"FIND-2026-{number * findings + part:05d}",
                "case_id": case["id"],
                "title": _text(random, 6),
                "finding_class": FindingClass.MAJOR,
                "state": FindingState.OPEN if still_open else FindingState.CLOSED,
                "source": "",
                "identified_on": case["opened_on"] + timedelta(days=part % 25),
            }
        )
        rows[FindingText].append({"id": _key(random), "finding_id": finding, "statement": _text(random)})


def _plan(rows: Rows, random: Random, number: int, cases: int) -> None:
    """Of the case written last: decided upon, submitted, approved, with its milestones."""
    folder, still_open = rows[Case][-1], _still_open(number, cases)
    case, organisation, day = folder["id"], folder["organisation_id"], folder["opened_on"]
    plan, outcome, version = _key(random), _key(random), _key(random)
    reference = f"PLAN-2026-{number:05d}"
    rows[PanelOutcome].append(
        {
            "id": outcome,
            "reference": f"{reference}/P1",
            "case_id": case,
            "kind": PanelOutcomeKind.PLAN_REQUIRED,
            "decided_on": day,
            "reported_on": day,
            "source": "Panel minutes",
        }
    )
    rows[Plan].append(
        {
            "id": plan,
            "reference": reference,
            "case_id": case,
            "organisation_id": organisation,
            "title": _text(random, 6),
            "state": PlanState.APPROVED if still_open else PlanState.CLOSED,
            "outcome_id": outcome,
            "required_on": day,
            "state_on": day,
            "submitted_version": 1,
            "approved_version": 1,
        }
    )
    rows[PlanText].append({"id": _key(random), "plan_id": plan, "notes": _text(random)})
    rows[PlanVersion].append(
        {
            "id": version,
            "reference": f"{reference}/V1",
            "plan_id": plan,
            "number": 1,
            "title": "As submitted",
            "state": PlanVersionState.FROZEN,
            "submitted_on": day,
        }
    )
    for position in range(1, 4):
        rows[PlanPart].append(
            {
                "id": _key(random),
                "plan_version_id": version,
                "position": position,
                "heading": _text(random, 4),
                "text": _text(random),
            }
        )
    for milestone_number in range(1, 5):
        milestone, due = _key(random), day + timedelta(days=10 * milestone_number)
        rows[Milestone].append(
            {
                "id": milestone,
                "reference": f"{reference}/M{milestone_number}",
                "plan_id": plan,
                "number": milestone_number,
                "title": _text(random, 6),
                "owner": "The participant",
                "baseline_due": due,
                "current_due": due,
                "state": MilestoneState.IN_PROGRESS if still_open else MilestoneState.VERIFIED,
                "verified_on": None if still_open else due,
            }
        )
        rows[MilestoneText].append({"id": _key(random), "milestone_id": milestone, "criterion": _text(random, 30)})


def _audit_entry(random: Random, number: int) -> dict[str, Any]:
    return {
        "id": _key(random),
        "number": number,
        "deed_number": number,
        "at": datetime(2026, 11, 20, 12, tzinfo=UTC),
        "day": DAY,
        "deed": "case.note",
        "person": "R. Sharma",
        "capacity": "pki_specialist",
        "table_name": "case_note",
        "row_id": _key(random),
        "reference": f"CASE-2026-{number:05d}",
        "operation": "insert",
        "changes": "{}",
        "previous": f"{number:064x}",
        "digest": f"{number + 1:064x}",
    }


def _index_words(connection: Connection, rows: Mapping[type[Record], Sequence[Mapping[str, Any]]]) -> None:
    """Every searchable text of these rows, as the session would have put it into the search index."""
    number = int(connection.exec_driver_sql("SELECT coalesce(max(number), 0) FROM search_row").scalar_one())
    known: dict[UUID, str] = {}
    index: list[dict[str, Any]] = []
    for class_, given in rows.items():
        owner = BY_TABLE[str(class_.__tablename__)].__owner_column__
        for row in given:
            reference = row.get("reference") or known.get(row.get(owner or "", row["id"]), "")
            known[row["id"]] = str(reference)
            words = "\n".join(str(row[name]) for name in class_.__searchable__ if row.get(name))
            if words:
                number += 1
                index.append(
                    {
                        "number": number,
                        "row_id": row["id"].hex,
                        "table_name": str(class_.__tablename__),
                        "reference": reference,
                        "words": words,
                    }
                )
    connection.execute(
        text(
            "INSERT INTO search_row (number, row_id, table_name, reference)"
            " VALUES (:number, :row_id, :table_name, :reference)"
        ),
        index,
    )
    connection.execute(
        text("INSERT INTO search_words (rowid, reference, words) VALUES (:number, :reference, :words)"), index
    )
