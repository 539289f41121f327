"""What is typed on a sheet and not saved yet: kept line by line, and set against what others saved meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pma_assure.values.fieldwork_page import SheetLine
from ui.desktop.drafts import Drafts

FIELDS = ("result", "test", "sample", "seen", "initials", "tested_on")
DEED = "fieldwork.fill"


@dataclass(frozen=True, slots=True)
class LineDraft:
    """``base`` are all values of the line as they were in ``version``; ``mine`` those that were changed since."""

    version: int
    base: Mapping[str, str]
    mine: Mapping[str, str]


def values_of(line: SheetLine) -> dict[str, str]:
    """What stands in the register, as the fields give it: codes and ISO days."""
    return {name: str(getattr(line, name) or "") for name in FIELDS}


class SheetDrafts:
    """The drafts of one sheet, in one file: what was typed on any of its lines survives a crash."""

    def __init__(self, drafts: Drafts, reference: str) -> None:
        self._drafts, self._reference = drafts, reference
        self._lines = {
            name: draft for name, kept in (drafts.of(DEED, self._key) or {}).items() if (draft := _read(kept))
        }

    @property
    def _key(self) -> str:
        return f"{self._reference}/sheet"

    def of(self, reference: str) -> LineDraft | None:
        return self._lines.get(reference)

    @property
    def references(self) -> tuple[str, ...]:
        return tuple(self._lines)

    def put(self, line: SheetLine, stored: Mapping[str, str], typed: Mapping[str, str]) -> None:
        """Take what stands in the fields; ``stored`` is what the line was when they were first shown."""
        kept = self._lines.get(line.reference)
        version, base = (kept.version, kept.base) if kept else (line.version, stored)
        mine = {name: value for name, value in typed.items() if value != base[name]}
        if mine:
            self._lines[line.reference] = LineDraft(version, dict(base), mine)
        else:
            self._lines.pop(line.reference, None)

    def keep(self) -> None:
        """Write the drafts down; without any there is no file."""
        if not self._lines:
            self._drafts.forget(DEED, self._key)
            return
        kept: dict[str, object] = {
            name: {"version": one.version, "base": dict(one.base), "mine": dict(one.mine)}
            for name, one in self._lines.items()
        }
        self._drafts.keep(DEED, self._key, kept)

    def forget(self, reference: str) -> None:
        self._lines.pop(reference, None)
        self.keep()

    def saved(self, reference: str, sent: Mapping[str, str]) -> None:
        """These values of a line were saved; what was typed while that went on stays a draft on top of them."""
        kept = self._lines.get(reference)
        if kept is None:
            return
        base = {**kept.base, **sent}
        mine = {name: value for name, value in {**kept.base, **kept.mine}.items() if value != base[name]}
        if mine:
            self._lines[reference] = LineDraft(kept.version, base, mine)
            self.keep()
        else:
            self.forget(reference)

    def against(self, line: SheetLine, *, mine_stays: bool = False) -> dict[str, tuple[str, str]]:
        """(theirs, mine) of each field that both changed since the draft was begun; empty where nobody stands against.

        A draft that nobody stands against goes on from what is stored now; so it does with ``mine_stays``.
        """
        kept = self._lines.get(line.reference)
        if kept is None or kept.version == line.version:
            return {}
        theirs = values_of(line)
        both = {
            name: (theirs[name], value)
            for name, value in kept.mine.items()
            if theirs[name] != kept.base[name] and theirs[name] != value
        }
        if both and not mine_stays:
            return both
        mine = {name: value for name, value in kept.mine.items() if value != theirs[name]}
        if mine:
            self._lines[line.reference] = LineDraft(line.version, theirs, mine)
        else:
            self._lines.pop(line.reference)
        return {}


def _read(kept: object) -> LineDraft | None:
    """A draft as it was written; None for what is none, for nobody can vouch for a file in the state folder."""
    if not isinstance(kept, dict):
        return None
    version, base, mine = kept.get("version"), kept.get("base"), kept.get("mine")
    if not isinstance(version, int) or not isinstance(base, dict) or not isinstance(mine, dict) or not mine:
        return None
    if set(base) != set(FIELDS) or not set(mine) <= set(FIELDS):
        return None
    return LineDraft(
        version, {name: str(value) for name, value in base.items()}, {name: str(value) for name, value in mine.items()}
    )
