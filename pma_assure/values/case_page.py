"""What the page of a case shows: frozen values made by ``views``. Codes, not labels; days are UK days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.values.assessment_page import AssessmentView, RelianceView
from pma_assure.values.breaches import BreachShown
from pma_assure.values.documents import Changed, EvidenceLine, FindingLine, RequirementLine
from pma_assure.values.duties import Duty
from pma_assure.values.emergency_page import CrlLine, SuspensionView
from pma_assure.values.outcome import Because, Irregularity
from pma_assure.values.screens import NextDeed


@dataclass(frozen=True, slots=True, kw_only=True)
class StripStep:
    """One step of the strip. ``status``: done, now or owed. ``reference`` is where a click goes."""

    title: str
    detail: str
    status: str
    reference: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionLine:
    number: int
    from_due: date
    to_due: date
    decided_on: date
    reason: str
    advice: str | None
    panel: str
    regular: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    number: int
    reported_on: date
    result: str
    decided_on: date | None
    decided_by: str | None
    statement: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneView:
    """A milestone with its clock as of a day (domain.md 6.4). ``due_state`` as rules.deadlines says it."""

    reference: str
    number: int
    title: str
    criterion: str
    owner: str
    state: str
    baseline_due: date
    current_due: date
    weekend: bool
    due_state: str
    days_overdue: int
    slippage: int
    history: tuple[str, ...]
    """Sentences such as "5 days overdue before extension"."""
    reported_on: date | None
    verified_on: date | None
    verified_by: str | None
    extensions: tuple[ExtensionLine, ...]
    reports: tuple[ReportLine, ...]
    evidence: tuple[EvidenceLine, ...]
    finding: str | None
    because: tuple[Because, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    position: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMilestoneView:
    number: int
    title: str
    owner: str
    due: date
    criterion: str
    weekend: bool
    finding: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersionView:
    reference: str
    number: int
    title: str
    state: str
    submitted_on: date | None
    late_days: int
    parts: tuple[PartView, ...]
    milestones: tuple[ProposedMilestoneView, ...]
    answers: tuple[RequirementLine, ...]
    unanswered: tuple[str, ...]
    changes: tuple[Changed, ...]
    """Against the version before it."""
    advised: str | None
    advice: str | None
    changed_since_decision: str | None
    """The sentence that says so, None when what was decided on is what stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLine:
    reference: str
    kind: str
    decided_on: date
    source: str
    words: str
    differs_from_advice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    reference: str
    title: str
    state: str
    required_on: date
    submit_by: date | None
    resubmit_by: date | None
    approved_version: int | None
    versions: tuple[PlanVersionView, ...]
    milestones: tuple[MilestoneView, ...]
    outcomes: tuple[OutcomeLine, ...]
    health: str
    """"1 overdue, worst 3 days"."""
    overdue: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding with its clock as of a day. ``standing`` and ``version_then`` are sentences; ``owed`` says the step."""

    reference: str
    title: str
    requirement: str
    finding_class: str
    pma_class: str | None
    state: str
    response_due: date | None
    due: date | None
    weekend: bool
    days_overdue: int
    closed_late_days: int | None
    standing: str
    history: tuple[str, ...]
    owed: str
    repeats: str | None
    version_then: str
    """Which version was in force then, where it is not the one that is cited; else ""."""
    imported_on: date | None
    old_reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    reference: str
    title: str
    kind: str
    owner: str
    due: date | None
    state: str
    criterion: str
    root_causes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapRow:
    """A Corrective Action Plan; ``reason`` is why it was returned."""

    reference: str
    title: str
    state: str
    submitted_on: date | None
    accepted_on: date | None
    reason: str
    findings: tuple[str, ...]
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractRow:
    reference: str
    title: str
    state: str
    number: int
    plan: str
    case: str
    published: int
    withheld: int
    undecided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A document or letter of a case. ``stored`` when its issued bytes are in the register."""

    reference: str
    title: str
    kind: str
    state: str
    on: date | None
    media_type: str
    stored: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterLine:
    """A letter of a case: to whom, about what, and whether, when and how it was sent."""

    reference: str
    title: str
    kind: str
    state: str
    to: str
    about: str
    dated: date
    answer_by: date | None
    sent_on: date | None
    channel: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    id: str
    reference: str
    title: str
    organisation: str
    organisation_reference: str
    category: str
    classification: str
    state: str
    opened_on: date
    owner: str | None
    summary: str
    version: int
    strip: tuple[StripStep, ...]
    duties: tuple[Duty, ...]
    findings: tuple[FindingLine, ...]
    breaches: tuple[BreachShown, ...]
    plans: tuple[PlanView, ...]
    extracts: tuple[ExtractRow, ...]
    papers: tuple[PaperLine, ...]
    letters: tuple[LetterLine, ...]
    evidence: tuple[EvidenceLine, ...]
    irregular: tuple[Irregularity, ...]
    notes: tuple[tuple[date, str, str], ...]
    """(day, who, words)"""
    actions: tuple[NextDeed, ...]
    assessments: tuple[AssessmentView, ...] = ()
    finding_rows: tuple[FindingRow, ...] = ()
    findings_counted: str = ""
    """"3 open · 1 Major · 2 Minor · 1 overdue, worst 6 days"."""
    caps: tuple[CapRow, ...] = ()
    suspensions: tuple[SuspensionView, ...] = ()
    crl: tuple[CrlLine, ...] = ()
    reliances: tuple[RelianceView, ...] = ()
