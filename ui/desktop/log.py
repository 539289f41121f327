"""The log: errors the program does not know how to say, with the place where they happened. Nothing else is logged."""

from __future__ import annotations

import contextlib
from pathlib import Path


def path() -> Path:
    from ui.desktop.settings import state_folder

    return state_folder() / "log.txt"


def keep(error: BaseException) -> None:
    """Add an error to the log; the file is made with the first one."""
    import traceback
    from datetime import UTC, datetime

    # A disk that takes no log must not hide the sentence that is said of the error.
    with contextlib.suppress(OSError):
        file = path()
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as target:
            target.write(f"{datetime.now(UTC).isoformat()}\n{''.join(traceback.format_exception(error))}\n")
