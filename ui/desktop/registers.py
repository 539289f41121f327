"""Opening and making registers, and the passphrase that may be remembered in the system's key store. No Qt."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pma_assure.rules.refusal import Refused
from ui.desktop.jobs import Progress
from ui.desktop.workplace import Who

if TYPE_CHECKING:
    # The welcome needs no register, and so no SQLAlchemy.
    from pma_assure.register.register import Register

SERVICE = "PMA Assure"


def remembered(path: Path) -> str | None:
    """The passphrase kept in the system's key store, None when there is none or no store."""
    import keyring
    from keyring.errors import KeyringError

    with contextlib.suppress(KeyringError):
        return keyring.get_password(SERVICE, str(path.resolve()))
    return None


def remember(path: Path, passphrase: str) -> None:
    """Keep a passphrase in the system's key store. Raises Refused when the system has none that takes it."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, str(path.resolve()), passphrase)
    except KeyringError as error:
        raise Refused(
            f"This computer's key store did not take the passphrase: {error}. It was not remembered."
        ) from error


def forget(path: Path) -> None:
    import keyring
    from keyring.errors import KeyringError

    with contextlib.suppress(KeyringError):
        keyring.delete_password(SERVICE, str(path.resolve()))


def is_locked(path: Path) -> bool:
    """Whether the register asks for a passphrase. Raises Refused when the file cannot be read."""
    from pma_assure.register.file_header import is_encrypted

    try:
        return is_encrypted(path)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or error}.") from error


def opened(path: Path, passphrase: str | None) -> Register:
    # Imported here, off the main thread, with what the first screen asks for: the window stays alive meanwhile.
    import pma_assure.views.today  # noqa: F401
    from pma_assure.register.register import open_register

    return open_register(path, passphrase=passphrase)


def made(path: Path, *, name: str, keeper: str, passphrase: str | None, day: date) -> tuple[Register, Who]:
    """A new register with its seats and its keeper; the half-made file is taken away when that fails."""
    from pma_assure.register.register import create
    from pma_assure.workflows.office import begin

    register = create(path, passphrase=passphrase)
    try:
        acting = begin(register, name=name, keeper=keeper, day=day)
    except Refused:
        register.close()
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        raise
    return register, Who(reference=acting.reference, name=acting.name, capacity=acting.capacity)


def may_act(register: Register, as_of: date) -> list[Who]:
    """Everybody who holds a capacity to use the program on a day, once for each capacity."""
    from pma_assure.views import identity

    return [
        Who(reference=reference, name=name, capacity=capacity)
        for reference, name, capacity in identity.acting(register, as_of)
    ]


def name_of(register: Register) -> str:
    """The register's own name, as it stands in the title bar."""
    from pma_assure.views import identity

    return identity.name(register)


def demonstration(progress: Progress) -> tuple[Path, date]:
    """The demonstration register, made when it is not there yet; and the day it stands on."""
    from platformdirs import user_data_path

    from pma_assure import demonstration

    path = user_data_path("pma-assure", appauthor=False) / "demonstration.pma"
    if not path.is_file():
        from pma_assure.exchange import workbook_reading
        from reports import leak_check, letter, panel_advice, plan_extract

        path.parent.mkdir(parents=True, exist_ok=True)
        progress.say(0, 0, "Making the demonstration register, which takes a moment")
        renderers = demonstration.Renderers(
            advice=panel_advice.render,
            extract=plan_extract.render,
            checker=leak_check.check,
            letter=letter.render,
            workbook=workbook_reading.read,
        )
        demonstration.make(path, renderers=renderers)
    return path, demonstration.DEFAULT_DAY
