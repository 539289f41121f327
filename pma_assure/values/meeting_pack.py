"""What the pack of a meeting is made of: its agenda, each paper as a decision would freeze it, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pma_assure.values.chasing import ChasedPaper
from pma_assure.values.documents import DecisionBlock
from pma_assure.values.duties import Duty
from pma_assure.values.seats import SeatsOverYears

RowKind = Literal["same", "changed", "added", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """Short facts, (name, words). ``under`` names the part of the paper they belong to, "" for the record itself."""

    under: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """A text with its heading; blank lines separate paragraphs."""

    under: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """Rows under heads; every row has a cell for each head."""

    under: str
    heading: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


PaperPart = PaperFacts | PaperText | PaperTable


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A fact or a text that is not what it was; "" where there was, or is, none."""

    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row of a table, cell by cell (before, after). Of one added all before is "", of one removed all after."""

    kind: RowKind
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """A table some rows of which are not what they were; rows that are the same are among them, in their places."""

    where: str
    heads: tuple[str, ...]
    rows: tuple[RowChange, ...]


PartChange = TextChange | TableChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The paper beside one the members had before. ``sentence`` says which; without changes it is the same."""

    sentence: str
    changes: tuple[PartChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackQuorum:
    """How many count of how many needed: a forecast for an item not taken yet, else as it was."""

    forecast: bool
    count: int
    needed: int
    quorate: bool
    chair_filled: bool
    counted: tuple[str, ...]
    """Names with their seats."""
    not_counted: tuple[tuple[str, str], ...]
    """(name, why not)"""
    mend: tuple[str, ...]
    """Who would bring the item nearer to a quorum, and in which place; empty where it is quorate."""
    warnings: tuple[str, ...]
    suggested: tuple[tuple[str, str], ...]
    """(name, why) of those who may have to be excused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackItem:
    number: int
    reference: str
    title: str
    state: str
    """A code of ``ItemState``."""
    asks: str
    """A code of ``Asked``."""
    about: tuple[str, ...]
    """Whom it concerns, the record it is on, the case."""
    against: str
    """Whether action against whom it concerns is considered, and what follows for its people; "" where nobody is."""
    paper: str
    """When the paper went out, whether late, whether it changed since; that it did not go out yet."""
    late: bool
    quorum: PackQuorum
    motion: str
    motion_as_first_put: str
    reasons: str
    parts: tuple[PaperPart, ...]
    compared: tuple[Compared, ...]
    new: bool
    """Whether the members had no paper on this before."""
    decision: DecisionBlock | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastMeeting:
    """The newest meeting that was held before this one."""

    reference: str
    title: str
    held_at: datetime
    state: str
    """A code of ``MeetingState``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """What is different in one record since the last meeting: (name, before, after) each; ``new``: it was not there."""

    reference: str
    title: str
    kind: str
    new: bool
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPack:
    """The pack of one meeting, as things stand on ``as_of``."""

    reference: str
    title: str
    state: str
    """A code of ``MeetingState``."""
    classification: str
    """The highest of what it tells of, in words."""
    place: str
    mode: str
    urgent: bool
    starts_at: datetime
    papers_due: date
    expected: tuple[str, ...]
    attending: tuple[str, ...]
    apologies: tuple[str, ...]
    vacant: tuple[str, ...]
    items: tuple[PackItem, ...]
    last: LastMeeting | None
    changes: tuple[RecordChange, ...]
    chased: tuple[ChasedPaper, ...]
    duties: tuple[Duty, ...]
    seats: SeatsOverYears
    as_of: date
    audit_entries: int
    audit_head: str
