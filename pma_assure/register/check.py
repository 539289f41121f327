"""Whether a register is sound: the file, its schema, the audit chain, every row, every byte, the invariants.

Nothing is written. The check reads what SQLite stores and makes no records of it, so that a file altered by hand is
described and not tripped over; it works on a file that :func:`register.open_register` refuses, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from pma_assure.records.every import BY_TABLE
from pma_assure.register import check_schema, check_search, check_trail, invariants
from pma_assure.register.engine import PAGE_CACHE_KIB, FileKey, inspecting_connection, salt_of
from pma_assure.register.file_header import is_encrypted, refuse_text
from pma_assure.register.findings import Findings
from pma_assure.register.register import SMALLEST, Register, is_driver_error, refuse_full_disk
from pma_assure.rules.references import parse_reference
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.values.soundness import Problem, Soundness

Inspection = Callable[[Any, Findings], None]

HELD_BYTES = (
    ("evidence", "evidence_bytes", "evidence_id"),
    ("issued_document", "issued_bytes", "document_id"),
)
"""(table with sha256 and size, table with the content, its column that says whose)."""

SIGNS_OF_A_REGISTER = {"register_identity", "audit_entry"}


Asked = Callable[[Session], Iterable[Problem]]
"""What a caller asks besides of a file in which no fault was found."""


def check(register: Register, *, asked: Asked | None = None) -> Soundness:
    """Examine an open register through a connection of its own. Somebody may work on meanwhile."""
    return _check(register.path, register.file_key, asked)


def check_file(path: Path, passphrase: str | None = None, *, asked: Asked | None = None) -> Soundness:
    """Examine a register file, whatever state it is in.

    Raises Refused for what is no register at all (or cannot be unlocked), NotFound where there is no file; everything
    else that is wrong with the file is in the answer. The file is not changed, nor brought up to date.
    """
    if not path.is_file():
        raise NotFound(f"There is no register at {path}.")
    try:
        size = path.stat().st_size
        encrypted = is_encrypted(path)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or error}.") from error
    if size < SMALLEST:
        raise Refused(f"{path} is not a register, or only the beginning of one: it is {size} bytes long.")
    refuse_text(path)
    if encrypted and passphrase is None:
        raise Refused(f"{path.name} is encrypted, or no register. Give its passphrase.", field="passphrase")
    return _check(path, FileKey.derive(passphrase or "", salt_of(path)) if encrypted else None, asked)


def _check(path: Path, key: FileKey | None, asked: Asked | None) -> Soundness:
    found = Findings()
    with _connection(path, key) as driver:
        if not _is_a_register(driver, path, key, found):
            return found.soundness()
        steps: tuple[Inspection, ...] = (
            partial(check_file_itself, encrypted=key is not None),
            check_schema.check_revision,
            check_trail.check_chain,
            _of_this_schema,
        )
        _attempt(_make_room, driver, found)
        _attempt(check_search.prepare, driver, found)
        driver.execute("PRAGMA query_only = ON")
        driver.execute("BEGIN")  # one state for everything that is compared
        for step in steps:
            _attempt(step, driver, found)
        if asked is not None and found.soundness().sound and not check_schema.is_older(driver):
            _attempt(partial(_ask, asked), driver, found)
        driver.execute("ROLLBACK")
        driver.execute("PRAGMA query_only = OFF")
        _attempt(partial(check_search.check_structure, is_driver_error=is_driver_error), driver, found)
    return found.soundness()


def _ask(asked: Asked, driver: Any, found: Findings) -> None:
    for problem in invariants.asked_of(driver, asked):
        found.add(problem)


def _of_this_schema(driver: Any, found: Findings) -> None:
    """What can be said only of a file whose tables are those of this program; an older one is told so, once."""
    if check_schema.is_older(driver):
        return
    steps: tuple[Inspection, ...] = (
        check_schema.check_schema,
        check_trail.check_rows,
        check_held_bytes,
        check_counters,
        check_search.check_search,
        invariants.check_invariants,
    )
    for step in steps:
        _attempt(step, driver, found)


def _make_room(driver: Any, _: Findings) -> None:
    driver.execute(f"PRAGMA cache_size = -{2 * PAGE_CACHE_KIB}")  # one connection, and it looks at everything


def _attempt(step: Inspection, driver: Any, found: Findings) -> None:
    """Run one inspection; what the file itself prevents becomes a finding."""
    try:
        step(driver, found)
    except Exception as error:
        if not is_driver_error(error):
            raise
        words = str(error)
        if "locked" in words or "busy" in words:
            raise Refused("Somebody else is saving to this register just now. Check it again in a moment.") from error
        if "readonly" in words:
            # SQLite's own examination of the search index is asked for by a statement that could write.
            sentence = "The file cannot be written, so SQLite's own examination of the search index was left out."
            found.warn("not_examined", "search_words", sentence)
            return
        found.fault("file_damaged", "", f"Part of the file cannot be read: {words}.")


@contextmanager
def _connection(path: Path, key: FileKey | None) -> Iterator[Any]:
    """A driver connection that leaves the file as it is.

    Where a program was killed, what it saved last still stands in the file beside (``-wal``). The last connection to
    close would move it into the register; one that may only read and closes last does not.
    """
    beside = path.with_name(path.name + "-wal")
    unmoved = beside.exists() and beside.stat().st_size > 0
    opened: list[Any] = []
    try:
        if unmoved:
            opened.append(inspecting_connection(path, key, read_only=True))
            try:
                opened[0].execute("SELECT count(*) FROM sqlite_master")
            except Exception as error:
                if not is_driver_error(error):
                    raise
        opened.append(inspecting_connection(path, key, read_only=False))
        yield opened[-1]
    finally:
        for connection in reversed(opened):
            connection.close()


def _is_a_register(driver: Any, path: Path, key: FileKey | None, found: Findings) -> bool:
    """False where the file is so damaged that nothing more can be said. Refused where it is no register."""
    try:
        tables = {row[0] for row in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except Exception as error:
        if not is_driver_error(error):
            raise
        refuse_full_disk(path, error)
        if key is not None and "not a database" in str(error):
            raise Refused(
                f"This passphrase does not open {path.name}, or the file is damaged or no register.", field="passphrase"
            ) from error
        found.fault("file_damaged", "", f"The file cannot be read: {error}. Take the newest backup that is sound.")
        return False
    if not tables & SIGNS_OF_A_REGISTER:
        raise Refused(f"{path.name} is a database, but not a register of PMA Assure.")
    return True


def check_file_itself(driver: Any, found: Findings, *, encrypted: bool) -> None:
    """Every page and every index, by SQLite; the code of every encrypted page, by SQLCipher; no row points nowhere."""
    for (sentence,) in driver.execute("PRAGMA integrity_check(100)"):
        if sentence != "ok":
            found.fault("file_damaged", "", f"The file is damaged: {sentence}.")
    if encrypted:
        for (sentence,) in driver.execute("PRAGMA cipher_integrity_check"):
            found.fault("file_damaged", "", f"The encrypted file is damaged: {sentence}.")
    for table, row, parent, _ in driver.execute("PRAGMA foreign_key_check"):
        found.fault("points_nowhere", table, f"Row {row} of {table} points to a row of {parent} that is not there.")


def check_held_bytes(driver: Any, found: Findings) -> None:
    """Evidence and issued documents: the bytes against the digest and the size that stand beside them."""
    for table, holder, column in HELD_BYTES:
        statement = (
            f"SELECT t.reference, t.sha256, t.size, h.content FROM {table} t LEFT JOIN {holder} h ON h.{column} = t.id"
        )
        for reference, sha256, size, content in driver.execute(statement):
            if not isinstance(content, bytes):
                sentence = f"The bytes of {reference} are missing from {holder}.content."
                found.fault("bytes_missing", holder, sentence, str(reference))
                continue
            if hashlib.sha256(content).hexdigest() != sha256:
                sentence = f"{holder}.content of {reference} does not have the SHA-256 that {table}.sha256 says."
                found.fault("bytes_altered", holder, sentence, str(reference))
            if len(content) != size:
                sentence = f"{holder}.content of {reference} has {len(content)} bytes; {table}.size says {size}."
                found.fault("bytes_altered", holder, sentence, str(reference))


def check_counters(driver: Any, found: Findings) -> None:
    """No counter stands below a reference that was allotted: the next one would be given out twice."""
    counters = {(prefix, year): last for prefix, year, last in driver.execute("SELECT prefix, year, last FROM counter")}
    for (prefix, year), (number, reference) in sorted(_highest(driver).items()):
        last = counters.get((prefix, year), 0)
        if not isinstance(last, int) or last < number:
            sentence = (
                f"counter.last for {prefix}{f' in {year}' if year else ''} is {last}, but {reference} was allotted."
            )
            found.fault("counter_behind", "counter", sentence, reference)


def _highest(driver: Any) -> dict[tuple[str, int], tuple[int, str]]:
    """(prefix, year or 0) -> the highest number allotted, and the reference that has it."""
    highest: dict[tuple[str, int], tuple[int, str]] = {}
    for table, class_ in BY_TABLE.items():
        column = class_.__table__.columns.get("reference")
        if column is None or not column.unique:
            continue
        for (text,) in driver.execute(f'SELECT reference FROM "{table}"'):
            try:
                parsed = parse_reference(str(text))
            except Refused:
                continue  # an altered reference is named by the replay of its row
            if parsed.number and not parsed.laptop and not parsed.suffix:
                place = (parsed.prefix, parsed.year or 0)
                highest[place] = max(highest.get(place, (0, "")), (parsed.number, parsed.record))
    return highest
