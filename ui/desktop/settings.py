"""What the program remembers for one person on one computer: recent registers, who acts, the look, column widths.

One JSON file in the folder the system keeps for settings, written beside and renamed, so that it is whole or absent.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_config_path, user_state_path

NAME = "pma-assure"
RECENT = 8


def settings_folder() -> Path:
    return user_config_path(NAME, appauthor=False)


def state_folder() -> Path:
    """Where drafts and the log are kept."""
    return user_state_path(NAME, appauthor=False)


def write_whole(path: Path, content: str) -> None:
    """Write a small text file as a whole or not at all; only its owner may read it."""
    import os
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        Path(beside).replace(path)
    finally:
        Path(beside).unlink(missing_ok=True)


class Settings:
    """Read once, written after each change. A file that cannot be read is begun anew: nothing of worth is in it."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or settings_folder() / "settings.json"
        self._kept: dict[str, object] = {}
        with contextlib.suppress(OSError, ValueError):
            read = json.loads(self.path.read_text(encoding="utf-8"))
            if isinstance(read, dict):
                self._kept = read

    def _keep(self) -> None:
        # A settings folder that cannot be written must not stop anybody's work.
        with contextlib.suppress(OSError):
            write_whole(self.path, json.dumps(self._kept, indent=1, ensure_ascii=False, sort_keys=True))

    def _table(self, name: str) -> dict[str, object]:
        table = self._kept.get(name)
        return dict(table) if isinstance(table, Mapping) else {}

    @property
    def look(self) -> str:
        """system, light or dark."""
        kept = self._kept.get("look")
        return str(kept) if kept in ("light", "dark") else "system"

    @look.setter
    def look(self, look: str) -> None:
        self._kept["look"] = look
        self._keep()

    @property
    def recent(self) -> list[Path]:
        """Registers opened before, the last one first; those that are gone are left out."""
        kept = self._kept.get("recent")
        paths = [Path(str(one)) for one in kept] if isinstance(kept, list) else []
        return [path for path in paths if path.is_file()]

    def opened(self, path: Path) -> None:
        absolute = path.resolve()
        others = [str(one) for one in self.recent if one != absolute]
        self._kept["recent"] = [str(absolute), *others][:RECENT]
        self._keep()

    def who(self, path: Path) -> tuple[str, str] | None:
        """(reference of the person, capacity) who acted on this register last."""
        kept = self._table("who").get(str(path.resolve()))
        if isinstance(kept, list) and len(kept) == 2:
            return str(kept[0]), str(kept[1])
        return None

    def remember_who(self, path: Path, person: str, capacity: str) -> None:
        self._kept["who"] = {**self._table("who"), str(path.resolve()): [person, capacity]}
        self._keep()

    def widths(self, name: str) -> list[int]:
        """The widths in pixels that somebody gave the columns (or panes) of ``name``; empty when nobody did."""
        kept = self._table("widths").get(name)
        return [int(one) for one in kept if isinstance(one, int)] if isinstance(kept, list) else []

    def keep_widths(self, name: str, widths: list[int]) -> None:
        self._kept["widths"] = {**self._table("widths"), name: widths}
        self._keep()
