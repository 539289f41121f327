"""Remediation plans: versions as submitted, and the milestones that run once the Panel approved one."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import (
    CompletionResult,
    MilestoneState,
    PlanState,
    PlanVersionState,
    RequirementAnswer,
)

_OF_A_FROZEN_VERSION = "EXISTS (SELECT 1 FROM plan_version v WHERE v.id = OLD.plan_version_id AND v.state <> 'draft')"


class Plan(Record):
    """A plan the Panel required of a participant (R70, paragraph 60)."""

    __tablename__ = "plan"
    __table_args__ = (
        Index("ix_plan_list", "reference", "title", "state", "case_id", "organisation_id", "submit_by", "resubmit_by"),
        Index("ix_plan_open", "reference", sqlite_where=text("state not in ('closed')")),
    )
    __searchable__ = ("title",)
    reference: Mapped[str] = reference_column()
    case_id: Mapped[UUID] = link("case_file.id")
    organisation_id: Mapped[UUID] = link("organisation.id")
    title: Mapped[str]
    state: Mapped[PlanState] = mapped_column(code_of(PlanState))
    outcome_id: Mapped[UUID] = link("panel_outcome.id")
    required_on: Mapped[date]
    submit_by: Mapped[date | None]
    resubmit_by: Mapped[date | None]
    state_on: Mapped[date]
    """The day the present state began."""
    submitted_version: Mapped[int | None]
    approved_version: Mapped[int | None]
    completion_reported_on: Mapped[date | None]
    verified_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    failed_breach_id: Mapped[UUID | None]


class PlanText(Record):
    __tablename__ = "plan_text"
    __searchable__ = ("notes",)
    __owner_column__ = "plan_id"
    plan_id: Mapped[UUID] = link("plan.id")
    notes: Mapped[str] = long_text()
    state_reason: Mapped[str] = long_text()


class PlanRequirement(Record):
    """A requirement the plan must put right; the PMA answers each for each version."""

    __tablename__ = "plan_requirement"
    __table_args__ = (UniqueConstraint("plan_id", "requirement_id"),)
    __owner_column__ = "plan_id"
    plan_id: Mapped[UUID] = link("plan.id")
    requirement_id: Mapped[UUID] = link("requirement.id")
    finding_id: Mapped[UUID | None] = link("finding.id")


class PlanVersion(Record):
    """One text of the plan as the participant wrote it. Frozen on submission; then nothing in it changes."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)
    __owner_column__ = "plan_id"
    __frozen_when__ = (
        "OLD.state <> 'draft' AND (NEW.state = 'draft' OR NEW.plan_id IS NOT OLD.plan_id OR NEW.number IS NOT"
        " OLD.number"
        " OR NEW.title IS NOT OLD.title OR NEW.submitted_on IS NOT OLD.submitted_on"
        " OR NEW.frozen_fingerprint IS NOT OLD.frozen_fingerprint)"
    )
    reference: Mapped[str] = reference_column()
    plan_id: Mapped[UUID] = link("plan.id")
    number: Mapped[int]
    title: Mapped[str]
    state: Mapped[PlanVersionState] = mapped_column(code_of(PlanVersionState))
    submitted_on: Mapped[date | None]
    frozen_fingerprint: Mapped[str | None] = mapped_column(String(64))


class PlanPart(Record):
    __tablename__ = "plan_part"
    __frozen_when__ = _OF_A_FROZEN_VERSION
    __table_args__ = (UniqueConstraint("plan_version_id", "position"),)
    __searchable__ = ("heading", "text")
    __owner_column__ = "plan_version_id"
    plan_version_id: Mapped[UUID] = link("plan_version.id")
    position: Mapped[int]
    heading: Mapped[str]
    text: Mapped[str] = long_text()
    """Paragraphs parted by an empty line."""
    withdrawn: Mapped[bool] = mapped_column(default=False)
    """Taken out of a draft before it was submitted."""


class ProposedMilestone(Record):
    """A milestone as a version proposes it."""

    __tablename__ = "proposed_milestone"
    __frozen_when__ = _OF_A_FROZEN_VERSION
    __table_args__ = (UniqueConstraint("plan_version_id", "number"),)
    __searchable__ = ("title", "criterion")
    __owner_column__ = "plan_version_id"
    plan_version_id: Mapped[UUID] = link("plan_version.id")
    number: Mapped[int]
    title: Mapped[str] = long_text()
    owner: Mapped[str]
    due: Mapped[date]
    criterion: Mapped[str] = long_text()
    finding_id: Mapped[UUID | None] = link("finding.id")
    continues_id: Mapped[UUID | None] = link("milestone.id")
    """The running milestone this one goes on with; None: a new one. Its place in the version says nothing of that."""
    withdrawn: Mapped[bool] = mapped_column(default=False)


class RequirementReview(Record):
    """The PMA's answer for one requirement on one version, with its reason."""

    __tablename__ = "requirement_review"
    __table_args__ = (UniqueConstraint("plan_version_id", "requirement_id"),)
    __searchable__ = ("reason",)
    __owner_column__ = "plan_version_id"
    plan_version_id: Mapped[UUID] = link("plan_version.id")
    requirement_id: Mapped[UUID] = link("requirement.id")
    answer: Mapped[RequirementAnswer] = mapped_column(code_of(RequirementAnswer))
    reason: Mapped[str] = long_text()


class Milestone(Record):
    """A milestone of an approved plan. ``baseline_due`` is the first date and never changes (invariant 7)."""

    __tablename__ = "milestone"
    __frozen_when__ = "NEW.baseline_due IS NOT OLD.baseline_due"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        Index("ix_milestone_list", "plan_id", "number", "title", "state", "current_due", "baseline_due"),
        Index("ix_milestone_owed", "current_due", sqlite_where=text("state in ('not_started', 'in_progress')")),
    )
    __searchable__ = ("title",)
    reference: Mapped[str] = reference_column()
    plan_id: Mapped[UUID] = link("plan.id")
    number: Mapped[int]
    title: Mapped[str]
    owner: Mapped[str]
    owner_person_id: Mapped[UUID | None] = link("person.id")
    baseline_due: Mapped[date]
    current_due: Mapped[date]
    state: Mapped[MilestoneState] = mapped_column(code_of(MilestoneState))
    started_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    verified_on: Mapped[date | None]
    verified_by_id: Mapped[UUID | None] = link("person.id")
    cancelled_on: Mapped[date | None]
    finding_id: Mapped[UUID | None] = link("finding.id")


class MilestoneText(Record):
    __tablename__ = "milestone_text"
    __searchable__ = ("criterion",)
    __owner_column__ = "milestone_id"
    milestone_id: Mapped[UUID] = link("milestone.id")
    criterion: Mapped[str] = long_text()
    state_reason: Mapped[str] = long_text()


class CompletionReport(Record):
    """The participant reported a milestone complete; accepted (verified) or rejected, each with its day (6.4 f)."""

    __tablename__ = "completion_report"
    __table_args__ = (Index("ix_completion_report_milestone_order", "milestone_id", "number"),)
    __owner_column__ = "milestone_id"
    __searchable__ = ("statement", "reason")
    milestone_id: Mapped[UUID] = link("milestone.id")
    number: Mapped[int]
    reported_on: Mapped[date]
    result: Mapped[CompletionResult] = mapped_column(code_of(CompletionResult))
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[UUID | None] = link("person.id")
    statement: Mapped[str] = long_text()
    reason: Mapped[str] = long_text()


class Extension(Record):
    """A changed due date: both dates, the reason, and the advice and Panel decision it rests on."""

    __tablename__ = "extension"
    __table_args__ = (UniqueConstraint("milestone_id", "number"),)
    __frozen_when__ = "always"
    __owner_column__ = "milestone_id"
    __searchable__ = ("reason",)
    reference: Mapped[str] = reference_column()
    milestone_id: Mapped[UUID] = link("milestone.id")
    number: Mapped[int]
    from_due: Mapped[date]
    to_due: Mapped[date]
    decided_on: Mapped[date]
    outcome_id: Mapped[UUID] = link("panel_outcome.id")
    advice_version_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(Text)
