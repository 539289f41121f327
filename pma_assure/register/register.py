"""One register: a ``.pma`` file that is created, opened, unlocked, read and written through here."""

from __future__ import annotations

import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Transaction, event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from pma_assure.records.mapping import keys_from
from pma_assure.register import schema
from pma_assure.register.engine import (
    FileKey,
    inspecting_connection,
    make_engine,
    raw_connection,
    salt_of,
    wait_for_others,
)
from pma_assure.register.file_header import is_encrypted, refuse_text
from pma_assure.register.keys import Clock, KeySource
from pma_assure.register.session import AuditContext, RegisterSession, guard_cursor, let_write
from pma_assure.rules.refusal import NotFound, Refused

REHEARSAL_WAIT = 0.05
"""Seconds that a rehearsal waits for somebody who saves: it is tried again later, the saving is not."""
ROOM_TO_READ = 128 * 1024
"""Bytes that SQLite may need beside a register, to read it while others may save."""
SMALLEST = 512
"""Bytes; the smallest page SQLite knows. A shorter file is no register."""


class Occupied(Refused):
    """Somebody else is saving just now; the same may well be done a moment later."""


def system_clock() -> datetime:
    """The present instant. The only place in the program that asks the system for it."""
    return datetime.now(UTC)


class Register:
    """An open register. Threads may share it; each ``reading()`` or ``writing()`` has a connection of its own."""

    def __init__(
        self, path: Path, file_key: FileKey | None, *, clock: Clock, keys: KeySource, durable: bool = True
    ) -> None:
        self.path = path
        self.file_key = file_key
        self.engine = make_engine(path, file_key)
        self.encrypted = file_key is not None
        self.clock = clock
        self.keys = keys
        self._watch: Connection | None = None

        @event.listens_for(self.engine, "before_cursor_execute")
        def guard(connection: Connection, _: object, statement: str, *rest: object) -> None:
            guard_cursor(connection, statement)

        @event.listens_for(self.engine, "connect")
        def only_read(driver: Any, _: object) -> None:
            if not durable:
                driver.execute("PRAGMA synchronous = OFF")
            driver.execute("PRAGMA query_only = ON")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads one consistent state; it cannot write."""
        with self.engine.connect() as connection, RegisterSession(connection, None) as session:
            yield session

    @contextmanager
    def writing(self, context: AuditContext) -> Iterator[RegisterSession]:
        """One transaction, begun IMMEDIATE, committed when the block ends well and undone when it does not.

        Raises Refused when somebody else holds the register for longer than the driver waits (Occupied), or changed a
        row that this block read.
        """
        with self._transaction(context, self.keys) as (_, session):
            yield session

    @contextmanager
    def rehearsing(self, context: AuditContext) -> Iterator[RegisterSession]:
        """As ``writing``, with every guard, trigger and audit entry, and undone at the end: nothing of it is kept.

        It waits for nobody who saves: Occupied is raised almost at once.
        """
        keys = KeySource(self.clock)  # its own: the register's go on as if nothing had been
        with self._transaction(context, keys, wait=REHEARSAL_WAIT) as (transaction, session):
            yield session
            session.flush()
            transaction.rollback()

    @contextmanager
    def _transaction(
        self, context: AuditContext, keys: KeySource, *, wait: float | None = None
    ) -> Iterator[tuple[Transaction, RegisterSession]]:
        try:
            with (
                self.engine.connect().execution_options(writes=True) as connection,
                RegisterSession(connection, context) as session,
                keys_from(keys),
            ):
                try:
                    if wait is not None:
                        wait_for_others(connection, wait)
                    let_write(connection, True)  # BEGIN IMMEDIATE counts as writing
                    with connection.begin() as transaction:
                        let_write(connection, False)
                        yield transaction, session
                        if transaction.is_active:
                            session.flush()
                finally:
                    let_write(connection, False)
                    if wait is not None:
                        wait_for_others(connection, None)
        except StaleDataError as error:
            raise Refused("Somebody else changed this record meanwhile. Look at it again, then save again.") from error
        except IntegrityError as error:
            raise Refused(f"The register refused this: {error.orig}.") from error
        except OperationalError as error:
            raise _refusal_of(error.orig) from error
        except Exception as error:
            # What the session adds to a flush goes to the driver itself, whose errors SQLAlchemy has not wrapped.
            if is_driver_error(error) and type(error).__name__ == "OperationalError":
                raise _refusal_of(error) from error
            raise

    def changes_elsewhere(self) -> int:
        """A number that changes when another connection has saved (SQLite's ``data_version``)."""
        if self._watch is None:
            self._watch = self.engine.connect()
            self._watch.rollback()
        driver: Any = self._watch.connection.driver_connection
        return int(driver.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self.engine.dispose()


def create(
    path: Path,
    *,
    passphrase: str | None = None,
    clock: Clock = system_clock,
    keys: KeySource | None = None,
    durable: bool = True,
) -> Register:
    """Make an empty register at ``path``: schema, triggers and search index, no rows yet (workflows.office fills it).

    Written beside and renamed, so that a half-made register never appears. Refuses an existing file. ``durable`` False
    is for a file that is itself made beside, and given its name once it is whole: until it is closed, a power cut may
    lose it.
    """
    refuse_taken(path)
    if not path.parent.is_dir():
        raise Refused(f"The folder {path.parent} does not exist. Make it first, or choose another place.")
    if passphrase is not None:
        check_passphrase(passphrase)
    beside = path.with_name(f".{path.name}.new")
    _remove(beside)
    try:
        key = None if passphrase is None else FileKey.derive(passphrase, _new_salt())
        _lay_out(beside, key)
        refuse_taken(path)
        beside.rename(path)
    except OSError as error:
        raise Refused(f"{path} could not be written: {error.strerror or error}.") from error
    except Exception as error:
        _refuse_to_make(path, error)
        raise
    finally:
        _remove(beside)
    return _opened(path, key, clock, keys, durable=durable)


def open_register(
    path: Path, *, passphrase: str | None = None, clock: Clock = system_clock, keys: KeySource | None = None
) -> Register:
    """Open a register, bringing an older schema up to date (a copy is kept aside first).

    Raises Refused for what is no register, a wrong or missing passphrase, a torn file, or a newer schema.
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
    key = FileKey.derive(passphrase or "", salt_of(path)) if encrypted else None
    _probe(path, key)
    opened = _opened(path, key, clock, keys)
    try:
        _bring_up_to_date(opened, key)
    except BaseException:
        opened.close()
        raise
    return opened


def refuse_taken(path: Path) -> None:
    """Raises Refused where something has the name already, also a link that points to nothing."""
    if path.exists():
        raise Refused(f"{path} exists already; nothing overwrites a register. Choose another name.")
    if path.is_symlink():
        raise Refused(
            f"{path} exists already: it is a link to {path.readlink()}, where nothing is. Give the place itself, or"
            " choose another name."
        )


def check_passphrase(passphrase: str) -> None:
    """A passphrase that may lock a register: not empty, and long enough that guessing costs more than a weekend."""
    if len(unicodedata.normalize("NFKC", passphrase)) < 12:
        raise Refused(
            "A passphrase needs at least 12 characters; four words that do not belong together do well.",
            field="passphrase",
        )


def _new_salt() -> bytes:
    import secrets

    return secrets.token_bytes(16)


def _opened(path: Path, key: FileKey | None, clock: Clock, keys: KeySource | None, *, durable: bool = True) -> Register:
    return Register(path, key, clock=clock, keys=keys or KeySource(clock), durable=durable)


def _lay_out(path: Path, key: FileKey | None) -> None:
    from pma_assure.register import migrate

    engine = make_engine(path, key)
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            migrate.upgrade(connection)
        driver = raw_connection(path, key)
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        driver.close()
    finally:
        engine.dispose()


def _probe(path: Path, key: FileKey | None) -> None:
    """Read one page through the key, so that a wrong passphrase or a torn file is said in words."""
    try:
        driver = inspecting_connection(path, key, read_only=False)  # sets nothing in a file that is no register
        try:
            tables = {row[0] for row in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        finally:
            driver.close()
    except Exception as error:
        if not is_driver_error(error):
            raise
        refuse_full_disk(path, error)
        if key is not None:
            raise Refused(
                f"This passphrase does not open {path.name}, or the file is damaged or no register."
                " Nothing was changed.",
                field="passphrase",
            ) from error
        raise Refused(f"{path.name} cannot be read as a register: {error}. Nothing was changed.") from error
    if "alembic_version" not in tables or "register_identity" not in tables:
        raise Refused(f"{path.name} is a database, but not a register of PMA Assure. Nothing was changed.")


def refuse_full_disk(path: Path, error: Exception) -> None:
    """Raises Refused where reading failed because SQLite has no room beside the file: the register itself is whole."""
    if "disk I/O" in str(error) and shutil.disk_usage(path.parent).free < ROOM_TO_READ:
        raise Refused(
            f"The disk that {path.name} lies on is full, and a little room is needed to read it. Make room, then try"
            " again. Nothing was changed."
        ) from error


def is_driver_error(error: Exception) -> bool:
    """Whether SQLite or SQLCipher said this, not the program."""
    return isinstance(error, sqlite3.Error) or type(error).__module__.startswith("sqlcipher3")


def _bring_up_to_date(register: Register, key: FileKey | None) -> None:
    with register.engine.connect() as connection:
        revision = schema.stored_revision(connection)
    if revision == schema.HEAD:
        return
    if revision not in schema.KNOWN:
        raise Refused(
            f"{register.path.name} was made by a newer PMA Assure (its schema is {revision}; this program knows up to"
            f" {schema.HEAD}). Open it with the newer program. Nothing was changed."
        )
    migrate_file(register.path, key, revision, clock=register.clock, keys=register.keys)


def migrate_file(path: Path, key: FileKey | None, revision: str, *, clock: Clock, keys: KeySource) -> Path:
    """Copy the register aside, then bring it to the present schema in one transaction; returns the copy."""
    from pma_assure.register import migrate

    copy = migrate.aside(path, revision)
    driver = raw_connection(path, key)
    try:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        driver.execute("BEGIN IMMEDIATE")  # nobody saves until the copy is made
        try:
            _refuse_beside(path)
            shutil.copy2(path, copy)
        finally:
            driver.execute("ROLLBACK")
    finally:
        driver.close()
    engine = make_engine(path, key)
    try:
        with engine.connect().execution_options(writes=True) as connection:
            driver_connection: Any = connection.connection.driver_connection
            driver_connection.execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                migrate.upgrade(connection, clock=clock, keys=keys)
            driver_connection.execute("PRAGMA foreign_keys = ON")
    finally:
        engine.dispose()
    return copy


def _refuse_beside(path: Path) -> None:
    """While another program reads, what was saved last stays in the file beside, and a copy would be without it."""
    whole = path.resolve()
    beside = whole.with_name(f"{whole.name}-wal")
    if beside.exists() and beside.stat().st_size > 0:
        raise Occupied(
            f"Another program has {path.name} open, so that it cannot be brought up to date. Close it there, then open"
            " it here again. Nothing was changed."
        )


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _refuse_to_make(path: Path, error: Exception) -> None:
    """Raises Refused where SQLite could not lay out a new register: there is no file yet that could be looked at."""
    said = getattr(error, "orig", None) or error
    if not is_driver_error(said):
        return
    no_room = "disk I/O" in str(said) and shutil.disk_usage(path.parent).free < ROOM_TO_READ
    if "full" in str(said) or no_room:
        raise Refused(f"The disk is full: {path} was not made. Make room, then make it again.") from error
    raise Refused(f"{path} could not be made: {said}. There is no file there; try again, or elsewhere.") from error


def _refusal_of(error: BaseException | None) -> Refused:
    words = str(error)
    if "locked" in words or "busy" in words:
        return Occupied("Somebody else is saving to this register just now. Nothing was saved; try again.")
    if "full" in words:
        return Refused("The disk is full. Nothing was saved; make room, then save again.")
    if "readonly" in words:
        return Refused("This register cannot be written: the file or its folder is read-only. Nothing was saved.")
    return Refused(f"The register could not be written: {words}. Nothing was saved.")
