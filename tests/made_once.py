"""What is slow to make, made once for a run of tests: by the worker that asks first, while the others wait for it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

LONGEST = 600.0
"""Seconds that a worker waits for another one that makes it."""

_place: list[Path] = []


def keep_in(place: Path) -> None:
    """Where the run keeps what it made: the same folder for every worker (conftest.py says which)."""
    _place[:] = [place]


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """The folder ``name`` as ``make`` filled it. Whoever writes to what is in it takes a copy."""
    (place,) = _place
    folder, whole = place / name, place / f"{name}.whole"
    with closing(sqlite3.connect(place / f"{name}.lock", timeout=LONGEST, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")  # a lock that every system has, and that a killed worker leaves
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            whole.touch()
        lock.execute("ROLLBACK")
    return folder
