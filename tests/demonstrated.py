"""The demonstration register, made once for a run of tests; whoever writes to it takes a copy."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path

from tests.made_once import made_once
from ui.command_line import main

TODAY = "2026-11-23"
KEEPER = "R. Sharma"


def folder() -> Path:
    """What ``demo --no-window`` writes; ``said.txt`` beside it holds what it says."""
    return made_once("demonstrated", _make) / "out"


def _make(place: Path) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = main(["--today", TODAY, "demo", "--no-window", "--out", str(place / "out")])
    assert status == 0, said.getvalue()
    (place / "said.txt").write_text(said.getvalue(), encoding="utf-8")


def register() -> Path:
    return folder() / "demo.pma"


def copy_to(place: Path) -> Path:
    return Path(shutil.copy2(register(), place / "copy.pma"))
