"""What a document is made of. A report is a function of one of these values and looks nothing up.

``ExtractDocument`` is built by ``rules.redaction`` only from passages cleared for publication; it has no field that
could hold withheld text, its length, its number or its place (invariants 6 and 14).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pma_assure.values.breaches import FactLine, FactorLine, RepresentationLine
from pma_assure.values.quorum import Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionBlock:
    """The decision a document rests on, as it was frozen when it was recorded."""

    reference: str
    meeting: str
    meeting_title: str
    decided_at: datetime
    item_number: int
    item_title: str
    motion: str
    motion_as_first_put: str | None
    reasons: str
    manner: str
    result: str
    state: str
    votes_for: int
    votes_against: int
    abstentions: int
    casting_vote: str | None
    quorum_count: int
    quorum_needed: int
    people: tuple[Counted, ...]
    dissent: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementLine:
    reference: str
    document: str
    document_version: str
    clause: str
    summary: str
    answer: str
    """A code of ``rules.vocabulary.RequirementAnswer``."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneLine:
    reference: str
    number: int
    title: str
    criterion: str
    owner: str
    baseline_due: date
    current_due: date
    state: str
    reported_on: date | None = None
    verified_on: date | None = None
    extended_from: tuple[date, ...] = ()
    """Every earlier due day, oldest first; the first is the baseline."""
    weekend: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    reference: str
    title: str
    requirement: str
    finding_class: str
    state: str
    identified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    reference: str
    title: str
    source: str
    received_on: date
    classification: str
    verifiable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version of the plan and what became of it."""

    number: int
    submitted_on: date | None
    advised: str | None
    advised_on: date | None
    panel: str | None
    panel_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One difference between two versions of a plan: where, the words before, the words after ("" when none)."""

    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelAdvicePaper:
    """Advice of the PMA to the SEC Panel on a remediation plan (R68, R70; paragraphs 59 and 60)."""

    reference: str
    version: str
    state: str
    purpose: str
    title: str
    classification: str
    organisation: str
    case: str
    case_title: str
    plan: str
    plan_title: str
    plan_version: int
    required_on: date
    required_words: str
    submitted_on: date | None
    issued_on: date | None
    as_of: date
    view: str
    """A code of ``rules.vocabulary.PlanView``: meets, meets_in_part, does_not_meet, failing, variation_supported ..."""
    recommendation: str
    reasons: str
    proportionality: str
    scope_statement: str
    requirements: tuple[RequirementLine, ...]
    milestones: tuple[MilestoneLine, ...]
    findings: tuple[FindingLine, ...]
    evidence: tuple[EvidenceLine, ...]
    evidence_above: int
    """How many items are left out: their classification is above that of the paper."""
    versions: tuple[VersionLine, ...]
    changes: tuple[Changed, ...]
    decision: DecisionBlock | None
    supersedes: str | None
    correction: str | None
    audit_head: str
    audit_entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedRequirement:
    """A requirement in the version that it is cited in, word for word where the register has its words."""

    reference: str
    document: str
    document_version: str
    clause: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeCases:
    """How many earlier considerations are like this one: counts, so that no other participant can be told (R71).

    ``views`` pairs a code of ``rules.vocabulary.BreachView`` with how often the PMA took that view; ``decided`` counts
    those the Panel has decided on, ``differed`` those of them where it took another view than the PMA advised.
    """

    views: tuple[tuple[str, int], ...]
    decided: int
    differed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachAdvicePaper:
    """Advice of the PMA to the SEC Panel on a possible material breach (R67-R72; paragraphs 59, 60, 71 and 73)."""

    reference: str
    version: str
    state: str
    purpose: str
    title: str
    classification: str
    organisation: str
    case: str
    case_title: str
    breach: str
    breach_title: str
    trigger: str
    opened_on: date
    considered_on: date | None
    assessment: str | None
    allegation: str
    issued_on: date | None
    as_of: date
    view: str
    """A code of ``rules.vocabulary.BreachView``."""
    recommendation: str
    reasons: str
    proportionality: str
    requirements: tuple[CitedRequirement, ...]
    findings: tuple[FindingLine, ...]
    factors: tuple[FactorLine, ...]
    facts: tuple[FactLine, ...]
    evidence: tuple[EvidenceLine, ...]
    evidence_above: int
    """How many items are left out: their classification is above that of the paper."""
    represent_by: date | None
    representations: tuple[RepresentationLine, ...]
    why_no_representations: str
    like: LikeCases
    decision: DecisionBlock | None
    supersedes: str | None
    correction: str | None
    audit_head: str
    audit_entries: int


AdvicePaper = PanelAdvicePaper | BreachAdvicePaper


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """The participant's own words, cleared for publication."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The PMA's own words; a document labels it "Summary by the PMA"."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    action: str
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneTable:
    rows: tuple[MilestoneRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractSection:
    """``heading`` None: the heading was not cleared, or there is none. Blocks stand in the plan's order, unnumbered."""

    heading: str | None
    blocks: tuple[Paragraph | Summary | MilestoneTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractDocument:
    """What SEC Parties receive of a remediation plan (R73, R74; paragraphs 64 and 75)."""

    reference: str
    version: int
    state: str
    """draft, approved or released: a draft says on every page that it is not approved."""
    title: str
    classification: str
    audience: str
    participant: str | None
    """The participant's name, or None when it was decided not to name it."""
    dated: date
    decision_line: str
    sections: tuple[ExtractSection, ...]
    general_sentence: str
    corrects: str | None
    """For a corrected version: the sentence that says which earlier version it replaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPaper:
    """A letter as it is printed. ``text`` is finished: ``rules.letter_templates.layout`` says what is a heading."""

    reference: str
    state: str
    """draft, sent or withdrawn: all but a sent one say so on every page."""
    kind: str
    subject: str
    about: str
    """The reference of the record it is about."""
    office: str
    """The register's name, as it stands in the letterhead, and the body that it keeps the register of."""
    body: str
    organisation: str
    addressee: str
    """Whom it is for within the organisation, or the organisation itself."""
    dated: date
    answer_by: date | None
    classification: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """One clause of the field-work form. ``key`` and ``version`` say which line it is, and in which state."""

    reference: str
    key: str
    version: int
    document: str
    clause: str
    title: str
    text: str
    test: str
    sample: str
    seen: str
    result: str
    """A code of ``rules.vocabulary.FieldResult``."""
    initials: str
    tested_on: date | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldworkForm:
    """The sheet of an assessment to print, or to fill in away from the register."""

    reference: str
    title: str
    kind: str
    """A code of ``rules.vocabulary.AssessmentKind``."""
    participant: str
    criteria: tuple[str, ...]
    team: tuple[tuple[str, str], ...]
    """(initials, name) of each assessor."""
    dated: date
    progress: str
    lines: tuple[FormLine, ...]
