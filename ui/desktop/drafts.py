"""Nothing typed is lost: a draft of each form, kept until the deed is done or the draft is thrown away.

Drafts of a plain register lie as JSON in the state folder. Drafts of an encrypted register stay in memory, for on the
disk they would lie in clear; the form says so (``survives``).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from ui.desktop.settings import state_folder, write_whole


class Drafts:
    """The drafts of one register. A draft belongs to a deed and to what the deed is about (``key``)."""

    _in_memory: dict[tuple[str, str], dict[str, object]] = {}  # noqa: RUF012  # shared by the windows of one program

    def __init__(self, register: Path, *, encrypted: bool, folder: Path | None = None) -> None:
        self.survives = not encrypted
        self._register = str(register.resolve())
        self._folder = folder or state_folder() / "drafts"

    def _path(self, deed: str, key: str) -> Path:
        named = hashlib.sha256(f"{self._register}\n{deed}\n{key}".encode()).hexdigest()[:24]
        return self._folder / f"{named}.json"

    def keep(self, deed: str, key: str, typed: Mapping[str, object]) -> None:
        """Keep what stands in the form: JSON values as the fields give them."""
        if not self.survives:
            self._in_memory[self._register, f"{deed}\n{key}"] = dict(typed)
            return
        kept = {"register": self._register, "deed": deed, "key": key, "typed": dict(typed)}
        # A full disk must not stop the typing; the deed itself will say it.
        with contextlib.suppress(OSError):
            write_whole(self._path(deed, key), json.dumps(kept, ensure_ascii=False, indent=1))

    def of(self, deed: str, key: str) -> dict[str, object] | None:
        if not self.survives:
            return self._in_memory.get((self._register, f"{deed}\n{key}"))
        try:
            kept = json.loads(self._path(deed, key).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        typed = kept.get("typed") if isinstance(kept, dict) else None
        return dict(typed) if isinstance(typed, dict) else None

    def forget(self, deed: str, key: str) -> None:
        if not self.survives:
            self._in_memory.pop((self._register, f"{deed}\n{key}"), None)
            return
        with contextlib.suppress(OSError):
            self._path(deed, key).unlink(missing_ok=True)
