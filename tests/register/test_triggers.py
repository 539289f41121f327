"""What the database itself refuses: deleting anything, changing a key, changing what was issued (invariant 10)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pma_assure.records.every import BY_TABLE
from pma_assure.register import triggers
from pma_assure.register.check import check_file
from pma_assure.register.engine import raw_connection
from tests.register.conftest import Template
from tests.register.test_alterations import key_of, other

ALWAYS = sorted(name for name, class_ in BY_TABLE.items() if class_.__frozen_when__ == "always")


@pytest.fixture(scope="module")
def path(filled_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    copied = filled_template.copy(tmp_path_factory.mktemp("triggers"))
    yield copied
    assert check_file(copied, filled_template.passphrase).problems == ()


@pytest.fixture
def driver(filled_template: Template, path: Path) -> Iterator[Any]:
    """A connection as the program sets it up, without the program's session."""
    connection = raw_connection(path, key_of(filled_template, path))
    connection.execute("BEGIN")
    yield connection
    connection.execute("ROLLBACK")
    connection.close()


@pytest.mark.parametrize("table", BY_TABLE)
def test_nothing_is_deleted(driver: Any, table: str) -> None:
    with pytest.raises(Exception, match=f"nothing is deleted from {table}"):
        driver.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", BY_TABLE)
def test_no_row_is_replaced(driver: Any, table: str) -> None:
    """``INSERT OR REPLACE`` deletes the row it replaces; that only counts as deleting with recursive triggers."""
    with pytest.raises(Exception, match=f"nothing is (deleted from|added to) {table}"):
        driver.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


@pytest.mark.parametrize("table", BY_TABLE)
def test_no_key_changes(driver: Any, table: str) -> None:
    with pytest.raises(Exception, match=f"(a key of {table} never changes|was issued and never changes)"):
        driver.execute(f"UPDATE {table} SET id = '00000000000000000000000000000000'")


@pytest.mark.parametrize(
    ("table", "column"), [(table, column.name) for table in ALWAYS for column in BY_TABLE[table].__table__.columns]
)
def test_what_was_issued_never_changes(driver: Any, table: str, column: str) -> None:
    (value,) = driver.execute(f'SELECT "{column}" FROM "{table}" LIMIT 1').fetchone()
    with pytest.raises(Exception, match="never changes"):
        driver.execute(f'UPDATE "{table}" SET "{column}" = ?', (other(value),))


HELD = {
    "a baseline": ("milestone", "baseline_due = '2027-01-01'"),
    "evidence's digest": ("evidence", "sha256 = 'x'"),
    "evidence's source": ("evidence", "source = 'somebody else'"),
    "a decision's votes": ("decision", "votes_for = 6"),
    "a decision's result": ("decision", "result = 'lost'"),
    "a decision's quorum": ("decision", "quorum_count = 5"),
    "a decision's fingerprint": ("decision", "fingerprint = 'x'"),
    "a decision's time": ("decision", "decided_at = '2020-01-01 00:00:00.000000'"),
    "a decision made purported": ("decision", "state = 'purported'"),
    "a frozen version's title": ("plan_version", "title = 'Another plan'"),
    "a frozen version thawed": ("plan_version", "state = 'draft'"),
    "a frozen version's fingerprint": ("plan_version", "frozen_fingerprint = 'x'"),
    "a frozen version's text": ("plan_part", "text = 'other words'"),
    "a frozen version's milestone": ("proposed_milestone", "due = '2030-01-01'"),
}


@pytest.mark.parametrize("what", HELD)
def test_what_is_held_when_it_was_issued(driver: Any, what: str) -> None:
    table, change = HELD[what]
    with pytest.raises(Exception, match="was issued and never changes"):
        driver.execute(f"UPDATE {table} SET {change}")


@pytest.mark.parametrize(
    ("before", "table", "change"),
    [
        ("UPDATE extract_version SET state = 'approved'", "passage", "disposition = 'publish'"),
        ("UPDATE extract_version SET state = 'approved'", "passage_text", "text = 'other words'"),
        ("UPDATE extract_version SET state = 'approved'", "extract_version_text", "correction = 'other words'"),
        ("UPDATE extract_version SET state = 'released'", "passage", "disposition = 'publish'"),
        ("UPDATE extract_version SET state = 'released'", "passage_text", "text = 'other words'"),
        ("UPDATE extract_version SET state = 'recalled'", "passage_text", "summary = 'other words'"),
        ("UPDATE advice_version SET state = 'issued'", "advice_text", "recommendation = 'other words'"),
        ("UPDATE advice_version SET state = 'issued'", "advice_answer", "reason = 'other words'"),
        ("UPDATE advice_version SET state = 'issued'", "advice_version", "view = 'does_not_meet'"),
        ("UPDATE advice_version SET state = 'issued'", "advice_version", "proposed_due = '2030-01-01'"),
        ("UPDATE advice_version SET state = 'issued'", "advice_version", "milestone_id = x'00'"),
    ],
)
def test_what_is_held_from_its_issue_on(driver: Any, before: str, table: str, change: str) -> None:
    driver.execute(before)
    with pytest.raises(Exception, match="was issued and never changes"):
        driver.execute(f"UPDATE {table} SET {change} || ''")


@pytest.mark.parametrize(
    ("state", "table"),
    [
        ("approved", "passage"),
        ("released", "passage"),
        ("released", "passage_text"),
        ("released", "extract_version_text"),
        ("recalled", "recipient"),
        (None, "decision_text"),
    ],
)
def test_nothing_is_added_to_what_was_issued(driver: Any, state: str | None, table: str) -> None:
    if state:
        driver.execute(f"UPDATE extract_version SET state = '{state}'")
    with pytest.raises(Exception, match=f"nothing is added to {table} of what was issued"):
        driver.execute(f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1")


def test_what_may_change_afterwards(driver: Any) -> None:
    for statement in (
        "UPDATE decision SET state = 'superseded', superseded_by = 'DEC-2026-0002'",
        "UPDATE decision SET reevaluate = 1",
        "UPDATE evidence SET state = 'withdrawn'",
        "UPDATE milestone SET current_due = '2027-01-01'",
        "UPDATE plan_version SET state = 'superseded'",
    ):
        driver.execute(statement)


def test_every_trigger_is_there_once(driver: Any) -> None:
    rows = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert sorted(rows) == sorted(triggers.definitions())
    assert {name.removesuffix("_kept") for name, _ in rows if name.endswith("_kept")} == set(BY_TABLE)
