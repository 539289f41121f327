"""The connection to one register file: plain SQLite or SQLCipher under the same code.

Traps met: pysqlite's own transaction handling starts no transaction before DDL, so this engine runs the driver in
autocommit and says BEGIN itself; ``INSERT OR REPLACE`` gets past an UPDATE trigger unless ``recursive_triggers`` is
on; temporary tables of an encrypted register would go to disk in clear, so they stay in memory.
"""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

KDF_ROUNDS = 256_000
"""SQLCipher 4's own default for PBKDF2-HMAC-SHA512."""
BUSY_SECONDS = 10.0
WRITTEN_THROUGH = "FULL"
"""SQLite's word for how far a deed is written before it counts as done: to the disk itself, as power may fail."""
PAGE_CACHE_KIB = 32_000
"""For each connection: what a list of 100,000 reads in order. With half of it each such list is decrypted anew."""


@dataclass(frozen=True, slots=True)
class FileKey:
    """The key of an encrypted register, derived once from the passphrase; the passphrase itself is not kept."""

    raw: bytes
    salt: bytes

    @classmethod
    def derive(cls, passphrase: str, salt: bytes) -> FileKey:
        """From the passphrase in Unicode's normal form NFKC: "ŵ" typed as one letter on one computer, and as "w" with a
        mark on another, opens the same register. Nothing else is changed: a blank or line end in it counts.
        """
        typed = unicodedata.normalize("NFKC", passphrase)
        raw = hashlib.pbkdf2_hmac("sha512", typed.encode("utf-8", "surrogatepass"), salt, KDF_ROUNDS, 32)
        return cls(raw, salt)

    @property
    def pragma(self) -> str:
        return f"\"x'{self.raw.hex()}{self.salt.hex()}'\""

    def __repr__(self) -> str:  # a key must never reach a log or a traceback
        return "FileKey(...)"


def salt_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def raw_connection(path: Path, key: FileKey | None) -> Any:
    """A driver connection, keyed and set up. Raises the driver's DatabaseError when the key does not fit."""
    if key is None:
        connection: Any = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
    else:
        from sqlcipher3 import dbapi2

        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
        _unlock(connection, key)
    try:
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {WRITTEN_THROUGH}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute(f"PRAGMA cache_size = -{PAGE_CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


def wait_for_others(connection: Connection, seconds: float | None) -> None:
    """How long this connection waits for another one that saves; None for as long as usual."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout = {int(1000 * (BUSY_SECONDS if seconds is None else seconds))}")


def _unlock(connection: Any, key: FileKey) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong passphrase is said in words, not in a log
    connection.execute(f"PRAGMA key = {key.pragma}")


def inspecting_connection(path: Path, key: FileKey | None, *, read_only: bool) -> Any:
    """A driver connection for the check: sets nothing in the file, and reads bytes that are no text as text."""
    mode = "ro" if read_only else "rw"
    address = f"{path.resolve().as_uri()}?mode={mode}"
    module: Any = sqlite3
    if key is not None:
        from sqlcipher3 import dbapi2

        module = dbapi2
    connection: Any = module.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
    )
    if key is not None:
        _unlock(connection, key)
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.text_factory = lambda stored: stored.decode("utf-8", "surrogateescape")
    return connection


def make_engine(path: Path, key: FileKey | None) -> Engine:
    """An engine on one file. Writers ask for ``execution_options(writes=True)`` and begin IMMEDIATE."""
    module: Any = sqlite3
    if key is not None:
        from sqlcipher3 import dbapi2

        module = dbapi2
    engine = create_engine(
        "sqlite+pysqlite://",
        module=module,
        creator=lambda: raw_connection(path, key),
        poolclass=QueuePool,
        # The connection that was used last has the pages in its cache: taken in turn, each would fill one of its own.
        pool_use_lifo=True,
        pool_size=4,
        max_overflow=8,
        # An error is kept in the log, which nobody encrypts: what was being written must not stand in it.
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # may find the file locked: SQLAlchemy wraps the error
        else:
            driver: Any = connection.connection.driver_connection
            driver.execute("BEGIN")

    return engine
