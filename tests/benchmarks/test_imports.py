"""A workbook of earlier years taken in, beside the same rows put into bare tables."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.benchmarks import goals
from tests.benchmarks.conftest import Scale
from tests.benchmarks.side_by_side import Measured, alternate
from tests.exchange import old_office
from tests.exchange.conftest import Taking, made

TABLES = (("finding", 11), ("finding_text", 8), ("imported_row", 8), ("audit_entry", 18), ("search_words", 3))
"""What one imported finding writes, with about as many columns: two rows, what it was, their entries, their words."""


@pytest.mark.benchmark
def test_an_import(keep: list[Measured], scale: Scale, tmp_path: Path) -> None:
    """Findings read, planned and written with their audit chain and search, against ``executemany`` of as many rows."""
    number = 2_000 if scale.measured else 20
    organisations, requirements = old_office.organisations(number // 10), old_office.requirements(min(number, 500))
    findings = old_office.findings(number, organisations, requirements)
    content = old_office.whole(organisations, requirements, findings)
    rounds = scale.rounds(5)
    registers: list[Taking] = [made(tmp_path / f"office-{n}.pma") for n in range(rounds + 1)]
    waiting = iter(registers)
    text = "x" * 60

    def floor() -> None:
        connection = sqlite3.connect(tmp_path / "bare.db")
        connection.execute("PRAGMA journal_mode = WAL")
        for name, columns in TABLES:
            connection.execute(f"DROP TABLE IF EXISTS {name}")
            connection.execute(f"CREATE TABLE {name} ({', '.join(f'c{n} TEXT' for n in range(columns))})")
        for name, columns in TABLES:
            marks = ", ".join("?" * columns)
            times = 3 if name == "audit_entry" else 1
            rows = [(text,) * columns for _ in range(times * (len(findings) + len(requirements) + len(organisations)))]
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        connection.commit()
        connection.close()

    keep.append(alternate(goals.IMPORT, floor, lambda: next(waiting).do(content), rounds=rounds))
    for one in registers:
        one.register.close()
