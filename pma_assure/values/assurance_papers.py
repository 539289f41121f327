"""What the papers of the assurance work are made of. A report is a function of one of these and looks nothing up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.values.documents import DecisionBlock, EvidenceLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeLine:
    """One line of the assertion of scope. ``part``, ``environment`` and ``coverage`` are codes."""

    component: str
    part: str
    environment: str
    operated_by: str
    coverage: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionLine:
    document: str
    version: str
    reason: str
    """Why a version that is not approved is used; "" for one that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaveatLine:
    reference: str
    words: str
    owner: str | None
    due: date | None
    met_on: date | None
    days_overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedFinding:
    """A finding in the assessor's class and, where the PMA has its own, in that beside it."""

    reference: str
    title: str
    requirement: str
    finding_class: str
    pma_class: str | None
    state: str
    identified_on: date
    due: date | None
    days_overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """An evidence request that was refused, partly answered or narrowed: what limits the opinion."""

    reference: str
    title: str
    kind: str
    state: str
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageLine:
    """How much of what applies to the participant is assured on the day (domain.md 6.6)."""

    applicable: int
    covered: int
    in_part: int
    gaps: int
    sentence: str
    not_covered: tuple[tuple[str, str, str], ...]
    """(requirement, how it stands as a code of ``rules.coverage.Covered``, why) of what is not covered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssuranceSummary:
    """What the Panel is told of one assessment (R13, paragraph 53).

    ``recommended`` is the assessor's word, ``set_status`` the PMA's; either may be missing. Codes of
    ``AssuranceStatus``, ``OpinionKind``, ``AssessmentKind`` and ``AssessmentState``.
    """

    reference: str
    title: str
    kind: str
    state: str
    classification: str
    organisation: str
    case: str
    case_title: str
    assessor: str
    scheme: str
    policy: str
    """The Compliance Policy's version and clause it rests on; "" where none is recorded."""
    ordered_by: str
    point_in_time: date | None
    period_from: date | None
    period_to: date | None
    criteria: tuple[CriterionLine, ...]
    scope: tuple[ScopeLine, ...]
    scope_covered: int
    report: str
    report_dated: date | None
    report_received: date | None
    opinion: str | None
    scope_limitation: str
    recommended: str | None
    set_status: str | None
    conclusion: str
    concluded_on: date | None
    live_certificates_on: date | None
    response: str
    responded_on: date | None
    response_due: date | None
    clauses: int
    met: int
    not_met: int
    caveats: tuple[CaveatLine, ...]
    findings: tuple[AssessedFinding, ...]
    requests: tuple[RequestLine, ...]
    evidence: tuple[EvidenceLine, ...]
    evidence_above: int
    """How many items are left out: their classification is above that of the paper."""
    coverage: CoverageLine
    decision: DecisionBlock | None
    as_of: date
    audit_head: str
    audit_entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTable:
    """A schedule: its heads, its rows in words, and the columns' shares of the width. ``title`` may be ""."""

    title: str
    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """One record of a section set out in full: its reference and title, facts (name, value), texts (name, words)."""

    reference: str
    title: str
    facts: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSection:
    title: str
    key: str
    tables: tuple[FileTable, ...] = ()
    entries: tuple[FileEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """Everything the register keeps in one case, for whoever takes it over or has to answer for it.

    It is the PMA's own: it holds what is withheld from others, and says so on every page.
    """

    reference: str
    title: str
    state: str
    classification: str
    """The highest of what it holds: nothing is left out of it."""
    own_classification: str
    """The case's own."""
    organisation: str
    category: str
    opened_on: date
    closed_on: date | None
    owner: str
    summary: str
    proportionality: str
    counts: tuple[tuple[str, int], ...]
    """(what, how many), for what there is; in the order of the sections."""
    owed: tuple[tuple[str, str, str, str], ...]
    """(what, who, by when, rule and paragraph) of what must happen next."""
    sections: tuple[FileSection, ...]
    as_of: date
    audit_head: str
    audit_entries: int
