"""What screens share, and lists, Today and search show: frozen values made by ``views`` from a query or two.

Codes, not labels; days are UK days. The pages of a case, a meeting and an extract have modules of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from pma_assure.values.duties import Duty
from pma_assure.values.outcome import Irregularity


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The numbers beside the navigation. ``duties`` counts what is overdue or due today."""

    duties: int
    cases: int
    findings: int
    breaches: int
    plans: int
    extracts: int
    meetings: int
    assessments: int = 0
    evidence_requests: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of the case list. ``badge`` is what matters now ("Milestone in 5 days"), ``tone`` its colour:
    good, attention, late, panel (waits for the Panel), quiet."""

    id: str
    reference: str
    title: str
    organisation: str
    category: str
    state: str
    opened_on: date
    badge: str
    tone: str
    next_due: date | None
    days_overdue: int
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One deed in the history of a record, in words: "R. Sharma (PKI Specialist) submitted version 2"."""

    number: int
    at: datetime
    day: date
    who: str
    capacity: str
    deed: str
    title: str
    reference: str | None
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDeed:
    """A deed that can be done now from a page, with what is known already filled in."""

    deed: str
    title: str
    given: tuple[tuple[str, object], ...]
    primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One thing beside the chosen line of a list; ``reference`` is the record that it is about, if another one."""

    name: str
    text: str
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    id: str
    reference: str
    title: str
    starts_at: datetime
    state: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStep:
    """One of the things a new register needs before it can be worked with: the deed that enters it with its title, and
    whether it is there."""

    title: str
    why: str
    deed: str
    deed_title: str
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    as_of: date
    duties: tuple[Duty, ...]
    meetings: tuple[MeetingRow, ...]
    irregular: tuple[Irregularity, ...]
    first_steps: tuple[FirstStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One line of a plain list (findings, plans, extracts, members, organisations, the document set, evidence ...)."""

    id: str
    reference: str
    cells: tuple[str, ...]
    tone: str = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    key: str
    title: str
    width: int
    """In characters of the screen's font."""
    sortable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a record stands: the code of its state, and the case it is in; "" where it has none."""

    state: str
    case: str


NOWHERE = Standing(state="", case="")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    reference: str
    kind: str
    title: str
    snippet: str
    opens: str
    """The reference of the page a click opens: the case, the meeting, the extract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One record offered by a form's picker."""

    reference: str
    title: str
    detail: str = field(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutRecord:
    """What a form is about: a record that is acted on, with the words it is judged by. ``lines`` are (label, words)."""

    reference: str
    title: str
    lines: tuple[tuple[str, str], ...]
