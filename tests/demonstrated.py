"""The demonstration register, made once for a run of tests; whoever writes to it takes a copy."""

from __future__ import annotations

import atexit
import contextlib
import io
import shutil
import tempfile
from functools import cache
from pathlib import Path

from ui.command_line import main

TODAY = "2026-11-23"
KEEPER = "R. Sharma"


@cache
def folder() -> Path:
    """What ``demo --no-window`` writes."""
    made = Path(tempfile.mkdtemp(prefix="pma-assure-tests-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = main(["--today", TODAY, "demo", "--no-window", "--out", str(made / "out")])
    assert status == 0, said.getvalue()
    (made / "said.txt").write_text(said.getvalue(), encoding="utf-8")
    return made / "out"


def register() -> Path:
    return folder() / "demo.pma"


def copy_to(place: Path) -> Path:
    return Path(shutil.copy2(register(), place / "copy.pma"))
