"""What a screen shows: frozen values made by ``views`` from a query or two. Codes, not labels; days are UK days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from pma_assure.values.documents import Changed, EvidenceLine, FindingLine, RequirementLine
from pma_assure.values.duties import Duty
from pma_assure.values.outcome import Because, Irregularity
from pma_assure.values.quorum import Quorum


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
    breaches: tuple[tuple[str, str, str], ...]
    """(reference, title, state)"""
    plans: tuple[PlanView, ...]
    extracts: tuple[ExtractRow, ...]
    papers: tuple[PaperLine, ...]
    evidence: tuple[EvidenceLine, ...]
    irregular: tuple[Irregularity, ...]
    notes: tuple[tuple[date, str, str], ...]
    """(day, who, words)"""
    actions: tuple[NextDeed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    id: str
    reference: str
    title: str
    starts_at: datetime
    state: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceLine:
    """``status``: expected, present, left, apologies, absent (a seat for which nobody is entered)."""

    person: str | None
    name: str
    seat: str | None
    seat_name: str | None
    standing: str
    employer: str | None
    status: str
    arrived_at: datetime | None
    left_at: datetime | None
    stands_for: str | None
    correction: str = ""
    """Why the line was put right afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    reference: str
    state: str
    manner: str
    result: str
    decided_at: datetime
    motion: str
    reasons: str
    dissent: str
    votes: tuple[tuple[str, str, str], ...]
    """(name, seat, cast)"""
    votes_for: int
    votes_against: int
    abstentions: int
    casting: str | None
    quorum_count: int
    quorum_needed: int
    fingerprint: str
    asks: str
    """A code of ``Asked``: what was decided of the subject."""
    reevaluate: bool
    changed_since: tuple[Changed, ...]
    """What is different now from what was decided on; empty when nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    reference: str
    number: int
    title: str
    state: str
    case: str | None
    organisation: str | None
    against_organisation: bool
    not_against_because: str
    asks: str
    """A code of ``Asked``: what is to be decided of the subject."""
    subject: str | None
    subject_title: str
    motion: str
    motion_as_first_put: str
    reasons: str
    circulated_on: date | None
    """The last time; ``late_paper`` is said of that one."""
    circulations: tuple[date, ...]
    late_paper: bool
    changed_since_circulated: bool
    changes: tuple[Changed, ...]
    """What is new since the paper of the version before."""
    quorum: Quorum
    forecast: bool
    suggested_recusals: tuple[tuple[str, str], ...]
    """(name, why)"""
    excused: tuple[tuple[str, str], ...]
    """(name, reason)"""
    decision: DecisionView | None
    actions: tuple[NextDeed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    id: str
    reference: str
    number: int
    title: str
    starts_at: datetime
    place: str
    mode: str
    state: str
    urgent: bool
    papers_due: date
    attendance: tuple[AttendanceLine, ...]
    attendees: tuple[AttendanceLine, ...]
    items: tuple[ItemView, ...]
    actions: tuple[NextDeed, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """One passage as its preparer sees it (this value never leaves the program)."""

    reference: str
    number: int
    kind: str
    part: int
    paragraph: int
    text: str
    disposition: str
    ground: str | None
    necessity: str
    summary: str
    summarised: bool
    needs_consultation: bool
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentationView:
    number: int
    passage: str | None
    received_on: date
    words: str
    claimed_ground: str | None
    answer: str
    answered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One line of *Before release*: done, open or stopped (a person must settle it), with its rule."""

    what: str
    status: str
    rule: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractPage:
    reference: str
    version_reference: str
    number: int
    title: str
    state: str
    case: str
    case_title: str
    plan: str
    plan_version: int
    organisation: str
    audience: str
    classification: str
    prepared_by: str
    name_participant: bool | None
    naming_reason: str
    consulted_on: date | None
    respond_by: date | None
    reviewed_by: str | None
    review_note: str
    comparison_answer: str
    passages: tuple[PassageView, ...]
    representations: tuple[RepresentationView, ...]
    before_release: tuple[ToDo, ...]
    withheld_counts: tuple[tuple[str, int], ...]
    """(ground, how many)"""
    also_open: tuple[tuple[str, str], ...]
    """(withheld passage, the published passage in which the same words stand open)"""
    decision: str | None
    changed_since_decision: str | None
    recipients: tuple[tuple[str, str, bool], ...]
    """(name, channel, to recall)"""
    actions: tuple[NextDeed, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStep:
    """One of the things a new register needs before it can be worked with: the deed that enters it, and whether it is
    there."""

    title: str
    why: str
    deed: str
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
