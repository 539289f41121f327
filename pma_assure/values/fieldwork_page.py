"""The sheet of an assessment as an assessor sees it and takes it along: codes, not labels; days are UK days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One clause on the sheet. ``key`` is the line's own key, the same in no other register; ``version`` is the one
    that was read."""

    reference: str
    key: str
    version: int
    requirement: str
    document: str
    clause: str
    title: str
    text: str
    test: str
    sample: str
    seen: str
    result: str
    initials: str
    tested_on: date | None
    evidence: tuple[tuple[str, str], ...] = ()
    """(reference, title) of each item that shows what was seen."""
    findings: tuple[tuple[str, str], ...] = ()
    """(reference, title) of each finding that was raised from the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetObservation:
    """What one assessor saw; ``finding`` is the one it became a source of."""

    reference: str
    requirement: str | None
    observer: str
    seen_on: date
    words: str
    finding: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSheet:
    """The sheet of one assessment. ``sentence`` says how far it is; ``may_be_filled`` whether its time is now."""

    reference: str
    title: str
    kind: str
    state: str
    case: str
    participant: str
    criteria: tuple[str, ...]
    team: tuple[tuple[str, str], ...]
    """(initials, name) of each assessor."""
    lines: tuple[SheetLine, ...]
    observations: tuple[SheetObservation, ...]
    sentence: str
    tested: int
    may_be_filled: bool
