"""What the annual report to the Panel is made of. It holds no words that somebody wrote into a record (R13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentInYear:
    """An assessment at work or concluded in the year; codes of ``AssessmentKind``, ``AssessmentState``,
    ``AssuranceStatus``.

    ``state_since`` is a day after the one reported on, where the state of that day is not kept; else None.
    """

    reference: str
    participant: str
    assessor: str
    kind: str
    state: str
    state_since: date | None
    report_received: date | None
    recommended: str | None
    set_status: str | None
    concluded_on: date | None
    caveats_open: int
    caveats_overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassInYear:
    """The findings of one class (the heavier of the assessor's and the PMA's), a code of ``FindingClass``.

    ``closed_on_time`` and ``closed_late`` count what was closed in the year; what had no day by which it was due is in
    ``closed`` alone. Days run from when a finding was identified to when what was accepted was reported.
    """

    finding_class: str
    raised: int
    closed: int
    closed_on_time: int
    closed_late: int
    middle_days: int | None
    longest_days: int | None
    open: int
    overdue: int
    worst_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFinding:
    finding_class: str
    identified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceInYear:
    """A finding raised in the year, or open on its day, that repeats an earlier one.

    ``closed_before``: when that one had been closed before this one was identified.
    """

    reference: str
    participant: str
    requirement: str
    finding_class: str
    identified_on: date
    repeats: str
    closed_before: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeMatter:
    reference: str
    alike: tuple[str, ...]
    view: str
    panel_view: str | None
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyInYear:
    """A matter on which the PMA came to a view in the year, what became of it, and what is like it (R71).

    ``view`` is the PMA's, ``panel_view`` the Panel's as reported: codes of ``BreachView``. ``plan`` is the plan that
    the Panel required, "" for none known.
    """

    reference: str
    participant: str
    trigger: str
    requirements: tuple[str, ...]
    view: str
    considered_on: date
    days_to_view: int
    panel_view: str | None
    panel_on: date | None
    days_to_panel: int | None
    differs_from_advice: bool
    plan: str
    alike: tuple[LikeMatter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneMoved:
    """A milestone whose day was moved, or which was or is overdue. Days as counted by its clock (6.4)."""

    reference: str
    baseline: date
    due: date
    slippage: int
    days_overdue: int
    met_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInYear:
    """A remediation plan that ran in the year; ``state`` a code of ``PlanState``, ``state_since`` as for an assessment.

    ``moved`` are its milestones that slipped or were late, in order.
    """

    reference: str
    participant: str
    state: str
    state_since: date | None
    required_on: date
    milestones: int
    verified: int
    cancelled: int
    overdue: int
    worst_days: int
    moved: tuple[MilestoneMoved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionInYear:
    """A day that the Panel moved in the year; ``advised``: whether it had the PMA's advice."""

    reference: str
    from_due: date
    to_due: date
    decided_on: date
    advised: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualReport:
    """The annual report to the Panel (R13, paragraph 53): ``year`` from ``first`` to ``until``, drawn up on ``as_of``.

    ``marked`` counts the cases whose matters are counted and not named.
    """

    year: int
    first: date
    until: date
    as_of: date
    assessments: tuple[AssessmentInYear, ...]
    classes: tuple[ClassInYear, ...]
    open_findings: tuple[OpenFinding, ...]
    recurrences: tuple[RecurrenceInYear, ...]
    remedies: tuple[RemedyInYear, ...]
    plans: tuple[PlanInYear, ...]
    extensions: tuple[ExtensionInYear, ...]
    marked: int
    audit_head: str
    audit_entries: int
