"""Cases, and the findings, breach considerations and Panel outcomes that a plan rests on."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, added_text, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import (
    BreachState,
    BreachTrigger,
    BreachView,
    CaseState,
    Classification,
    FindingClass,
    FindingState,
    Impact,
    PanelOutcomeKind,
)


class Case(Record):
    """The folder for one matter about one organisation."""

    __tablename__ = "case_file"
    __table_args__ = (
        Index("ix_case_file_list", "state", "reference", "title", "organisation_id", "opened_on", "id"),
        Index("ix_case_file_open", "reference", sqlite_where=text("state = 'open'")),
    )
    __searchable__ = ("title",)
    reference: Mapped[str] = reference_column()
    title: Mapped[str]
    organisation_id: Mapped[UUID] = link("organisation.id")
    owner_id: Mapped[UUID | None] = link("person.id")
    opened_on: Mapped[date]
    classification: Mapped[Classification] = mapped_column(code_of(Classification))
    state: Mapped[CaseState] = mapped_column(code_of(CaseState))
    closed_on: Mapped[date | None]


class CaseText(Record):
    __tablename__ = "case_file_text"
    __searchable__ = ("summary", "proportionality")
    __owner_column__ = "case_id"
    case_id: Mapped[UUID] = link("case_file.id")
    summary: Mapped[str] = long_text()
    proportionality: Mapped[str] = long_text()
    """Why what is done is no undue burden, on a small supplier above all (R21, R72)."""
    state_reason: Mapped[str] = long_text()


class Finding(Record):
    __tablename__ = "finding"
    __table_args__ = (
        Index(
            "ix_finding_list",
            "case_id",
            "reference",
            "title",
            "finding_class",
            "state",
            "requirement_id",
            "identified_on",
            "pma_class",
            "impact",
            "current_due",
            "recurrence_of_id",
            "assessment_id",
            "id",
        ),
        Index(
            "ix_finding_open",
            "reference",
            sqlite_where=text("state not in ('closed', 'withdrawn', 'noted', 'discarded')"),
        ),
        Index(
            "ix_finding_overdue",
            "current_due",
            "state",
            "reference",
            sqlite_where=text("state not in ('closed', 'withdrawn', 'noted', 'discarded')"),
        ),
    )
    __searchable__ = ("title", "old_reference")
    reference: Mapped[str] = reference_column()
    case_id: Mapped[UUID] = link("case_file.id")
    requirement_id: Mapped[UUID | None] = link("requirement.id")
    title: Mapped[str]
    finding_class: Mapped[FindingClass] = mapped_column(code_of(FindingClass))
    state: Mapped[FindingState] = mapped_column(code_of(FindingState))
    source: Mapped[str]
    began_on: Mapped[date | None]
    identified_on: Mapped[date]
    ended_on: Mapped[date | None]
    assessment_id: Mapped[UUID | None] = link("assessment.id")
    pma_class: Mapped[FindingClass | None] = mapped_column(code_of(FindingClass))
    """The PMA's own class, beside the assessor's and never over it."""
    impact: Mapped[Impact | None] = mapped_column(code_of(Impact))
    response_due: Mapped[date | None]
    baseline_due: Mapped[date | None]
    """The first day by which it was to be put right: kept for ever (invariant 7)."""
    current_due: Mapped[date | None]
    recurrence_of_id: Mapped[UUID | None] = link("finding.id")
    closed_on: Mapped[date | None]
    verified_by_id: Mapped[UUID | None] = link("person.id")
    risk_until: Mapped[date | None]
    """Advised as accepted risk: until this day; the obligation stands (paragraphs 16, 73)."""
    settling_decision_id: Mapped[UUID | None] = link("decision.id")
    """The decision by which a dispute was settled or the risk advised on."""
    old_reference: Mapped[str | None] = mapped_column(String(60))
    imported_on: Mapped[date | None]
    """Marked imported: exempt from guards about its past."""
    reopened_on: Mapped[date | None]
    """The last day on which it was reopened: a submission accepted before is an old closure, and stays."""


class FindingText(Record):
    __tablename__ = "finding_text"
    __searchable__ = ("statement", "impact", "root_cause", "response")
    __owner_column__ = "finding_id"
    finding_id: Mapped[UUID] = link("finding.id")
    statement: Mapped[str] = long_text()
    impact: Mapped[str] = long_text()
    root_cause: Mapped[str] = long_text()
    response: Mapped[str] = long_text()
    responded_on: Mapped[date | None]
    pma_class_reason: Mapped[str] = added_text()
    state_reason: Mapped[str] = added_text()


class BreachConsideration(Record):
    __tablename__ = "breach_consideration"
    __table_args__ = (Index("ix_breach_consideration_list", "case_id", "reference", "title", "state", "view"),)
    __searchable__ = ("title",)
    reference: Mapped[str] = reference_column()
    case_id: Mapped[UUID] = link("case_file.id")
    title: Mapped[str]
    trigger: Mapped[BreachTrigger] = mapped_column(code_of(BreachTrigger))
    state: Mapped[BreachState] = mapped_column(code_of(BreachState))
    view: Mapped[BreachView | None] = mapped_column(code_of(BreachView))
    opened_on: Mapped[date]
    considered_on: Mapped[date | None]
    state_on: Mapped[date | None]
    """The day the present state began; None where it was made before this was kept."""
    represent_by: Mapped[date | None]
    """Until when representations were asked for."""
    return_on: Mapped[date | None]
    """Deferred: the day it returns to the PMA."""
    assessment_id: Mapped[UUID | None] = link("assessment.id")
    decision_id: Mapped[UUID | None] = link("decision.id")
    proposed_view: Mapped[BreachView | None] = mapped_column(code_of(BreachView))
    """What the paper proposes that the PMA views; ``view`` is what it considered."""


class BreachText(Record):
    __tablename__ = "breach_consideration_text"
    __searchable__ = ("allegation", "reasons")
    __owner_column__ = "breach_id"
    breach_id: Mapped[UUID] = link("breach_consideration.id")
    allegation: Mapped[str] = long_text()
    reasons: Mapped[str] = long_text()
    source: Mapped[str] = long_text()
    """For a consideration made before this register was kept: the papers that show it."""
    state_reason: Mapped[str] = long_text()
    proportionality: Mapped[str] = added_text()
    why_no_representations: Mapped[str] = added_text()


class PanelOutcome(Record):
    """What the SEC Panel decided, as reported: an external fact, never computed (R69)."""

    __tablename__ = "panel_outcome"
    __table_args__ = (Index("ix_panel_outcome_case", "case_id", "decided_on"),)
    __frozen_when__ = "always"
    __searchable__ = ("words",)
    reference: Mapped[str] = reference_column()
    case_id: Mapped[UUID] = link("case_file.id")
    breach_id: Mapped[UUID | None] = link("breach_consideration.id")
    plan_id: Mapped[UUID | None]
    plan_version_id: Mapped[UUID | None]
    """The version the Panel decided on, whether the PMA had advised on it or not."""
    kind: Mapped[PanelOutcomeKind] = mapped_column(code_of(PanelOutcomeKind))
    decided_on: Mapped[date]
    reported_on: Mapped[date]
    source: Mapped[str]
    """How it was reported: "Panel minutes 62, item 7"."""
    due: Mapped[date | None]
    """The date the Panel set: for a plan, or for a resubmission."""
    advice_version_id: Mapped[UUID | None]
    differs_from_advice: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = long_text()
    view: Mapped[BreachView | None] = mapped_column(code_of(BreachView))
    """Whether the Panel took it for a material breach, as reported; None where it said nothing of it."""


class CaseNote(Record):
    """A dated note on a case: dialogue, telephone calls, what "as soon as reasonably practicable" waits for (6.4 k)."""

    __tablename__ = "case_note"
    __table_args__ = (Index("ix_case_note_case", "case_id", "noted_on"),)
    __searchable__ = ("note",)
    __owner_column__ = "case_id"
    __frozen_when__ = "always"
    case_id: Mapped[UUID] = link("case_file.id")
    noted_on: Mapped[date]
    noted_by_id: Mapped[UUID] = link("person.id")
    note: Mapped[str] = mapped_column(Text)
