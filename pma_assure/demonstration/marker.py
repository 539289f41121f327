"""How a demonstration register is told from one that somebody keeps: only the former may be replaced."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from pma_assure.register.engine import FileKey, inspecting_connection, salt_of
from pma_assure.register.file_header import is_encrypted
from pma_assure.register.register import SMALLEST, is_driver_error

NAME = "Demonstration register of the SMKI PMA"
KEY, YES = "demonstration", "yes"


def is_demonstration(path: Path, passphrase: str | None = None) -> bool:
    """Whether ``path`` is a register that ``demo`` made itself: both its name and its setting say so.

    The file is only read. False for everything that cannot be read as such, also for an encrypted register without its
    passphrase: what is not known to be a demonstration belongs to somebody.
    """
    try:
        if not path.is_file() or path.stat().st_size < SMALLEST:
            return False
        encrypted = is_encrypted(path)
    except OSError:
        return False
    if encrypted and passphrase is None:
        return False
    key = FileKey.derive(passphrase or "", salt_of(path)) if encrypted else None
    try:
        with closing(inspecting_connection(path, key, read_only=True)) as driver:
            named = [row[0] for row in driver.execute("SELECT name FROM register_identity")]
            marked = [row[0] for row in driver.execute("SELECT value FROM setting WHERE key = ?", (KEY,))]
    except Exception as error:
        if not is_driver_error(error):
            raise
        return False
    return named == [NAME] and marked == [YES]
