"""What a case page shows of its assessments: frozen values made by ``views``. Codes, not labels; days are UK days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.values.screens import NextDeed


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeLine:
    reference: str
    component: str
    environment: str
    coverage: str
    operated_by: str | None
    note: str
    reliance: str | None
    """What covers it where other activity does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionLine:
    """``approved`` False: it is assessed against all the same, for ``reason`` (R08)."""

    document: str
    label: str
    approved: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    reference: str
    title: str
    kind: str
    state: str
    contractor: str | None
    due: date | None
    days_overdue: int
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaveatLine:
    reference: str
    words: str
    owner: str | None
    due: date | None
    met_on: date | None
    withdrawn_on: date | None
    days_overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedReport:
    reference: str
    kind: str
    received_on: date
    recommended_status: str | None
    opinion: str | None
    standing: str
    sent_back: bool
    """Whether it was in when the work last went back: it is taken again only where it is named."""
    evidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeLine:
    """What the assessment cost, and on which basis that is borne; ``purpose``: of an explicit charge, for this only."""

    reference: str
    cost: str
    """ "£18,400"; "" while it is not known."""
    basis: str
    fault: str
    recommended: str | None
    decision: str | None
    modification: str | None
    purpose: str
    actions: tuple[NextDeed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliedOn:
    """How far other activity covers one requirement; in part never counts as covered (R60)."""

    requirement: str
    title: str
    covers: str
    reason: str
    gap: str
    residual: str
    """The testing that is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelianceView:
    """Other compliance activity in a case: how it stands on the day, what it covers, and what can be done."""

    reference: str
    title: str
    certificate: str
    issued_by: str
    scope: str
    valid_from: date
    valid_to: date | None
    standing: str
    decision: str | None
    decided_on: date | None
    invalid_from: date | None
    invalid_reason: str
    requirements: tuple[ReliedOn, ...]
    items: tuple[str, ...]
    """The lines of a scope that it covers."""
    listed: str | None
    """The item of a coming meeting that it is on."""
    actions: tuple[NextDeed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentView:
    """One assessment of a case. ``actions`` are the deeds its state allows, the usual next one first."""

    reference: str
    title: str
    kind: str
    state: str
    state_on: date
    planned_from: date | None
    planned_to: date | None
    notified_on: date | None
    begun_on: date | None
    assessor: str | None
    team: tuple[str, ...]
    """Who is in it, with the initials and, where it is over, until when: "M. Okafor (MO)"."""
    policy: str | None
    response_due: date | None
    responded_on: date | None
    response: str
    fact_checked_on: date | None
    fact_check: str
    imported_on: date | None
    old_reference: str | None
    recommended_status: str | None
    opinion: str | None
    set_status: str | None
    concluded_on: date | None
    decision: str | None
    conclusion: str
    scope_limitation: str
    superseded_by: str | None
    coverage: str
    """"3 of 3"; "nothing is in scope"."""
    fieldwork: str
    """How far its sheet is: "12 of 40 clauses tested: 11 met, 1 not met"; "" where it has none."""
    has_sheet: bool
    """Whether it has a sheet of field work, or may get one now."""
    scope: tuple[ScopeLine, ...]
    criteria: tuple[CriterionLine, ...]
    requests: tuple[RequestLine, ...]
    caveats: tuple[CaveatLine, ...]
    reports: tuple[ArrivedReport, ...]
    overlaps: tuple[str, ...]
    """Those on which nothing was agreed yet; the others are ``coordinated``."""
    coordinated: tuple[str, ...]
    charge: ChargeLine | None
    listed: str | None
    """The item of a coming meeting that it is on."""
    actions: tuple[NextDeed, ...]
