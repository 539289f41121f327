"""The search index against the rows it was made from.

``search_row`` and ``search_words`` are no records and have no audit entries: what they must hold is worked out from
the searchable rows. The index proper is compared with one made afresh in memory, and SQLite examines it besides.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

from pma_assure.records.every import BY_TABLE
from pma_assure.register import search_index
from pma_assure.register.check_index import SUMS, check_index_tables
from pma_assure.register.findings import Findings
from pma_assure.register.stored import Stored


def prepare(driver: Any, _: Findings) -> None:
    """Reading words out of the index needs a view of it, which lives in memory beside the file."""
    driver.execute("CREATE VIRTUAL TABLE temp.checked_words USING fts5vocab(main, search_words, col)")


def check_search(driver: Any, found: Findings) -> None:
    """Every searchable row is in the index with exactly its words, and nothing else is."""
    fresh = sqlite3.connect(":memory:")
    try:
        columns = "search_words USING fts5(reference, words, content='', tokenize = 'unicode61 remove_diacritics 2')"
        fresh.execute(f"CREATE VIRTUAL TABLE {columns}")
        fresh.execute("CREATE VIRTUAL TABLE temp.checked_words USING fts5vocab(main, search_words, col)")
        numbers = _check_rows(driver, fresh, found)
        fresh.commit()  # only then does FTS5 write its sums
        _check_astray(driver, numbers, found)
        _check_tables_behind(driver, fresh, found)
    finally:
        fresh.close()


def _expected(driver: Any) -> Iterator[tuple[str, str, str]]:
    """(table, row key, words) of every searchable row."""
    for table, columns in search_index.searchable_tables().items():
        names = ", ".join(f'"{name}"' for name in columns)
        for key, *texts in driver.cursor().execute(f'SELECT id, {names} FROM "{table}"'):
            yield table, key, "\n".join(str(each) for each in texts if each)


def _check_rows(driver: Any, fresh: sqlite3.Connection, found: Findings) -> set[Stored]:
    numbers: set[Stored] = set()
    for table, key, words in _expected(driver):
        row = (
            driver.cursor()
            .execute(
                "SELECT r.number, r.table_name, r.reference, c.c0, c.c1 FROM search_row r"
                " LEFT JOIN search_words_content c ON c.id = r.number WHERE r.row_id = ?",
                (key,),
            )
            .fetchone()
        )
        if row is None:
            found.fault("search_row_missing", "search_row", f"Row {key} of {table} is not in the search index.")
            continue
        number, table_name, reference, indexed_reference, indexed_words = row
        numbers.add(number)
        expected_reference = _reference(driver, table, key)
        for place, held, wanted in (
            ("search_row.table_name", table_name, table),
            ("search_row.reference", reference, expected_reference),
            ("search_words.reference (search_words_content.c0)", indexed_reference, expected_reference or ""),
            ("search_words.words (search_words_content.c1)", indexed_words, words),
        ):
            if held != wanted:
                sentence = (
                    f"{place} of row {number!r} does not hold what {table} has. Search would find the wrong thing."
                )
                found.fault("search_altered", place.split(".")[0], sentence, expected_reference)
        fresh.execute(
            "INSERT INTO search_words (rowid, reference, words) VALUES (?, ?, ?)",
            (number, _encodable(expected_reference or ""), _encodable(words)),
        )
    return numbers


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _reference(driver: Any, table: str, key: str) -> str | None:
    """The reference of the record the row belongs to, found as the session finds it (``__owner_column__``)."""
    for _ in range(6):
        class_ = BY_TABLE[table]
        has_reference = "reference" in class_.__table__.columns
        name = "reference" if has_reference else class_.__owner_column__
        if name is None:
            return None
        row = driver.cursor().execute(f'SELECT "{name}" FROM "{table}" WHERE id = ?', (key,)).fetchone()
        if row is None or row[0] is None:
            return None
        if has_reference:
            return str(row[0])
        (foreign_key,) = class_.__table__.columns[name].foreign_keys
        table, key = foreign_key.column.table.name, row[0]
    return None


def _check_astray(driver: Any, numbers: set[Stored], found: Findings) -> None:
    """Rows of the index that no searchable row asks for."""
    for table, column in (("search_row", "number"), ("search_words_content", "id"), ("search_words_docsize", "id")):
        held = {row[0] for row in driver.execute(f"SELECT {column} FROM {table}")}
        for number in sorted(held - numbers, key=str):
            found.fault("search_astray", table, f"Row {number!r} of {table} belongs to no searchable row.")
        for number in sorted(numbers - held, key=str):
            found.fault("search_row_missing", table, f"search_row.number {number!r} has no row in {table}.")


def _check_tables_behind(driver: Any, fresh: sqlite3.Connection, found: Findings) -> None:
    sizes = "SELECT id, sz FROM search_words_docsize ORDER BY id"
    expected = dict(fresh.execute(sizes).fetchall())
    for number, size in driver.execute(sizes):
        if number in expected and size != expected[number]:
            found.fault("search_altered", "search_words_docsize", f"search_words_docsize.sz of row {number} is wrong.")
    settings = "SELECT k, v FROM search_words_config ORDER BY k"
    if driver.execute(settings).fetchall() != fresh.execute(settings).fetchall():
        found.fault("search_altered", "search_words_config", "search_words_config is not as this program makes it.")
    (sums,) = driver.execute("SELECT max(block) FROM search_words_data WHERE id = ?", (SUMS,)).fetchone()
    if expected and sums != fresh.execute("SELECT block FROM search_words_data WHERE id = ?", (SUMS,)).fetchone()[0]:
        found.fault("search_altered", "search_words_data", "search_words_data.block of row 1, the sums, is wrong.")
    check_index_tables(driver, found)
    _check_words(driver, fresh, found)


def _check_words(driver: Any, fresh: sqlite3.Connection, found: Findings) -> None:
    statement = "SELECT term, col, doc, cnt FROM checked_words"
    for held, wanted in zip_longest(driver.execute(statement), fresh.execute(statement)):
        if held != wanted:
            sentence = "The words in the search index (search_words_data, search_words_idx) are not those of the rows."
            found.fault("search_altered", "search_words_data", sentence)
            return


def check_structure(driver: Any, found: Findings, is_driver_error: Callable[[Exception], bool]) -> None:
    """SQLite's own examination of the index. It is asked for by an INSERT that changes nothing, and is undone."""
    driver.execute("BEGIN IMMEDIATE")
    try:
        driver.execute("INSERT INTO search_words (search_words) VALUES ('integrity-check')")
    except Exception as error:
        if not is_driver_error(error):
            raise
        sentence = f"The search index (search_words_data, search_words_idx) does not hold together: {error}."
        found.fault("search_altered", "search_words", sentence)
    finally:
        driver.execute("ROLLBACK")
