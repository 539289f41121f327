"""One deed, every query behind a screen, opening, searching, and how each grows."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

import pytest

from pma_assure.register import search_index
from pma_assure.register.engine import KDF_ROUNDS, raw_connection, salt_of
from pma_assure.register.register import Register, create, open_register
from pma_assure.views import cases as case_views
from pma_assure.views import duties, lists, search, today
from pma_assure.workflows import cases, every
from pma_assure.workflows.acting import act_as
from tests.benchmarks import filled_register, goals
from tests.benchmarks.conftest import Scale
from tests.benchmarks.filled_register import DAY, PASSPHRASE, RARE
from tests.benchmarks.goals import Goal
from tests.benchmarks.side_by_side import Measured, alternate

assert every.DEEDS
PAGE = 100
NOTE = "They rang about the ceremony; the second card is found and the log of the desk is complete again. " * 12
"""1.2 kB, as long as notes are."""


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("goal", "passphrase"),
    [(goals.DEED, None), (goals.DEED_ENCRYPTED, PASSPHRASE)],
    ids=["plain", "encrypted"],
)
def test_one_deed(goal: Goal, passphrase: str | None, keep: list[Measured], scale: Scale, tmp_path: Path) -> None:
    """A note saved, audited, chained and searchable, on a register with thousands of audit entries."""
    path = tmp_path / "deeds.pma"
    filled_register.make(path, cases=scale.cases // 10, notes=scale.notes // 10, passphrase=passphrase)
    register = open_register(path, passphrase=passphrase)
    acting = act_as(register, "R. Sharma", day=DAY)
    case = f"CASE-2026-{scale.cases // 10:05d}"
    with (tmp_path / "appended").open("ab") as appended:

        def floor() -> None:
            appended.write(b"x" * 8192)
            appended.flush()
            os.fsync(appended.fileno())

        keep.append(alternate(goal, floor, lambda: cases.note(acting, case=case, note=NOTE), rounds=scale.rounds(200)))
    register.close()


def case_page(register: Register) -> Callable[[], object]:
    keys = case_views.ids(register, DAY, state="open")[:PAGE]
    assert keys
    return lambda: case_views.rows(register, DAY, keys)


def case_keys(register: Register) -> Callable[[], object]:
    return lambda: case_views.ids(register, DAY, state="open", sort="opened_on")


def all_case_keys(register: Register) -> Callable[[], object]:
    return lambda: case_views.ids(register, DAY, sort="opened_on")


def findings_filtered(register: Register) -> Callable[[], object]:
    def ask() -> object:
        keys = lists.ids(register, DAY, "findings", words="witness", sort="identified_on", descending=True)
        return lists.rows(register, DAY, "findings", keys[:PAGE])

    return ask


def one_case(register: Register) -> Callable[[], object]:
    (key,) = case_views.ids(register, DAY, state="open")[:1]
    (row,) = case_views.rows(register, DAY, [key])
    return lambda: case_views.page(register, DAY, row.reference)


def days() -> Iterator[date]:
    """One day after the other: an open register remembers the duties of three, and they are to be worked out."""
    return cycle(DAY + timedelta(days=number) for number in range(5))


def this_day(register: Register) -> Callable[[], object]:
    asked = days()

    def ask() -> object:
        day = next(asked)
        return today.page(register, day), today.counts(register, day)

    return ask


def owed(register: Register) -> Callable[[], object]:
    asked = days()
    return lambda: duties.owed(register, next(asked))


def found(register: Register, word: str = RARE) -> Callable[[], object]:
    def ask() -> object:
        with register.reading() as session:
            return search_index.find(session.connection(), word)

    return ask


def found_everywhere(register: Register) -> Callable[[], object]:
    return found(register, "witness")


def finding_keys(register: Register) -> Callable[[], object]:
    return lambda: lists.ids(register, DAY, "findings", words="", sort="", descending=False)


def finding_page(register: Register) -> Callable[[], object]:
    keys = lists.ids(register, DAY, "findings", words="", sort="", descending=False)[-PAGE:]
    return lambda: lists.rows(register, DAY, "findings", keys)


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("goal", "query"),
    [
        (goals.CASE_KEYS_ENCRYPTED, all_case_keys),
        (goals.CASE_PAGE_ENCRYPTED, case_page),
        (goals.FINDING_PAGE_ENCRYPTED, findings_filtered),
        (goals.CASE_ENCRYPTED, one_case),
        (goals.TODAY_ENCRYPTED, this_day),
    ],
    ids=["case-keys", "case-page", "findings", "case", "today"],
)
def test_query_encrypted(
    goal: Goal,
    query: Callable[[Register], Callable[[], object]],
    keep: list[Measured],
    scale: Scale,
    large: Register,
    large_encrypted: Register,
) -> None:
    """The same question to the same rows, plain and encrypted."""
    keep.append(alternate(goal, query(large), query(large_encrypted), rounds=scale.rounds(25)))


@pytest.mark.benchmark
def test_word_search(keep: list[Measured], scale: Scale, long: Register) -> None:
    """A word of a hundred notes, found and ranked among every text, against LIKE over the 100,000 notes alone."""

    # A connection of its own: what LIKE reads must not push the pages of the index out of the register's cache.
    driver = raw_connection(long.path, long.file_key)

    def like() -> object:
        return driver.execute(f"SELECT id, case_id FROM case_note WHERE note LIKE '%{RARE}%'").fetchall()

    keep.append(alternate(goals.SEARCH, like, found(long), rounds=scale.rounds(25)))
    keep.append(alternate(goals.SEARCH_SCREEN, like, lambda: search.find(long, RARE), rounds=scale.rounds(25)))
    driver.close()


@pytest.mark.benchmark
def test_opening_encrypted(keep: list[Measured], scale: Scale, tmp_path: Path) -> None:
    path = tmp_path / "locked.pma"
    create(path, passphrase=PASSPHRASE).close()
    salt = salt_of(path)

    def derive() -> None:
        hashlib.pbkdf2_hmac("sha512", PASSPHRASE.encode(), salt, KDF_ROUNDS, 32)

    def unlock() -> None:
        register = open_register(path, passphrase=PASSPHRASE)
        with register.reading() as session:
            session.connection()
        register.close()

    keep.append(alternate(goals.OPENING, derive, unlock, rounds=scale.rounds(15)))


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("goal", "query"),
    [
        (goals.GROWTH_KEYS, case_keys),
        (goals.GROWTH_LIST, case_page),
        (goals.GROWTH_SEARCH, found),
        (goals.GROWTH_DUTIES, owed),
    ],
    ids=["keys", "list", "search", "duties"],
)
def test_growth(
    goal: Goal,
    query: Callable[[Register], Callable[[], object]],
    keep: list[Measured],
    scale: Scale,
    small: Register,
    large: Register,
) -> None:
    """Ten times the cases: the history of an office grows, what is open at one time does not."""
    keep.append(alternate(goal, query(small), query(large), rounds=scale.rounds(25)))


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("goal", "query"),
    [
        (goals.GROWTH_FINDING_KEYS, finding_keys),
        (goals.GROWTH_FINDING_PAGE, finding_page),
        (goals.GROWTH_WORD, found_everywhere),
        (goals.GROWTH_RARE_WORD, found),
    ],
    ids=["keys", "page", "word", "rare"],
)
def test_growth_to_100_000(
    goal: Goal,
    query: Callable[[Register], Callable[[], object]],
    keep: list[Measured],
    scale: Scale,
    short: Register,
    long: Register,
) -> None:
    """From 1,000 findings and notes to 100,000: twice for each tenfold is the most that is allowed."""
    keep.append(alternate(goal, query(short), query(long), rounds=scale.rounds(25)))
