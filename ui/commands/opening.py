"""Registers made and opened: the passphrase, the day, the window.

The room ``register`` brings SQLAlchemy with it and is imported where a register is needed: the first window needs none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pma_assure.rules.refusal import NotFound, Refused

if TYPE_CHECKING:
    from pma_assure.register.register import Register

PASSPHRASE = "PMA_ASSURE_PASSPHRASE"


def day_of(today: date | None) -> date:
    """The day everything is computed for: the one given, or today in UK time."""
    from pma_assure.rules.calendar import uk_day

    return today or uk_day(datetime.now(UTC))


@contextmanager
def register_at(path: Path) -> Iterator[Register]:
    """An open register, unlocked, for the length of a command."""
    from pma_assure.register.register import open_register

    register = open_register(path, passphrase=passphrase_for(path))
    try:
        yield register
    finally:
        register.close()


def passphrase_for(path: Path) -> str | None:
    """The passphrase of a register that has one, from the environment or a prompt; None for a plain one."""
    from pma_assure.register.file_header import is_encrypted
    from pma_assure.register.register import SMALLEST

    try:
        if not path.is_file() or path.stat().st_size < SMALLEST or not is_encrypted(path):
            return None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or error}.") from error
    given = _from_environment()
    if given:
        return given
    if not _somebody_there():
        raise Refused(f"{path.name} is encrypted, or no register. Give its passphrase in {PASSPHRASE}.")
    import getpass

    return getpass.getpass(f"Passphrase of {path.name}: ")


def _from_environment() -> str | None:
    """The passphrase as it is in the environment, without one line end after it: a file it was read from has one.

    Nobody types a line end at a prompt, so with it the register could never be opened by hand. Blanks stay.
    """
    given = os.environ.get(PASSPHRASE)
    return None if given is None else given.removesuffix("\n").removesuffix("\r")


def _new_passphrase() -> str:
    given = _from_environment()
    if given:
        return given
    if not _somebody_there():
        raise Refused(f"Give the passphrase in {PASSPHRASE}, or run this where it can be typed.")
    import getpass

    first = getpass.getpass("Passphrase: ")
    if getpass.getpass("Once more: ") != first:
        raise Refused("The two passphrases are not the same. Nothing was made; try again.")
    return first


def _somebody_there() -> bool:
    return any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def new(path: Path, *, encrypt: bool, name: str | None, keeper: str | None, today: date | None) -> int:
    """Make a register with its seats and its keeper; a register that could not be begun is not left behind."""
    from pma_assure.register.register import create, refuse_taken
    from pma_assure.workflows import office

    refuse_taken(path)
    passphrase = _new_passphrase() if encrypt else None
    register = create(path, passphrase=passphrase)
    try:
        acting = office.begin(register, name=name or path.stem, keeper=keeper or _user(), day=day_of(today))
    except BaseException:
        register.close()
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise
    register.close()
    how = ", encrypted" if encrypt else ""
    print(f"Made the register {path}{how}. {acting.name} ({acting.reference}) keeps it as PKI Specialist.")
    return 0


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system without a user of that number
        return "PKI Specialist"


def window(path: Path | None, today: date | None) -> int:
    """Open the desktop, on a register or on its welcome page."""
    if path is not None and not path.is_file():
        raise NotFound(f"There is no register at {path}.")
    if not has_screen():
        raise Refused("There is no screen here to open a window on. `pma-assure --help` says what works without one.")
    from ui.desktop.application import run

    return run(path, today=today)


def has_screen() -> bool:
    """Whether a window can be opened: always on Windows and macOS; elsewhere where a display is named."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
