"""How findings are put right: root causes, Corrective Action Plans with actions, submissions, changed due days."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import ActionKind, ActionState, CapState, CompletionResult


class RootCause(Record):
    """One cause of one finding; actions point to it."""

    __tablename__ = "root_cause"
    __table_args__ = (UniqueConstraint("finding_id", "number"),)
    __owner_column__ = "finding_id"
    __searchable__ = ("words",)
    reference: Mapped[str] = reference_column()
    finding_id: Mapped[UUID] = link("finding.id")
    number: Mapped[int]
    withdrawn_on: Mapped[date | None]
    words: Mapped[str] = long_text()


class CorrectiveActionPlan(Record):
    """The participant's plan for one or several findings: ordinary follow-up, not the Panel's Remediation Plan."""

    __tablename__ = "corrective_action_plan"
    __table_args__ = (
        Index("ix_corrective_action_plan_list", "case_id", "reference", "title", "state", "submitted_on"),
    )
    __searchable__ = ("title",)
    reference: Mapped[str] = reference_column()
    case_id: Mapped[UUID] = link("case_file.id")
    title: Mapped[str]
    state: Mapped[CapState] = mapped_column(code_of(CapState))
    submitted_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    supersedes_id: Mapped[UUID | None] = link("corrective_action_plan.id")
    state_reason: Mapped[str] = long_text()


class CapFinding(Record):
    """The plan answers this finding."""

    __tablename__ = "cap_finding"
    __table_args__ = (UniqueConstraint("cap_id", "finding_id"),)
    __owner_column__ = "cap_id"
    cap_id: Mapped[UUID] = link("corrective_action_plan.id")
    finding_id: Mapped[UUID] = link("finding.id")
    withdrawn_on: Mapped[date | None]


class Action(Record):
    """One action: who, by when, and how one will see that it is done. Kind: prevent, mitigate or detect."""

    __tablename__ = "action"
    __table_args__ = (
        UniqueConstraint("cap_id", "number"),
        Index("ix_action_list", "cap_id", "reference", "title", "owner", "state", "due"),
        Index("ix_action_open", "due", sqlite_where=text("state not in ('verified', 'cancelled')")),
    )
    __owner_column__ = "cap_id"
    __searchable__ = ("title", "criterion")
    reference: Mapped[str] = reference_column()
    cap_id: Mapped[UUID] = link("corrective_action_plan.id")
    number: Mapped[int]
    title: Mapped[str]
    kind: Mapped[ActionKind] = mapped_column(code_of(ActionKind))
    owner: Mapped[str | None]
    due: Mapped[date | None]
    state: Mapped[ActionState] = mapped_column(code_of(ActionState))
    reported_on: Mapped[date | None]
    verified_on: Mapped[date | None]
    verified_by_id: Mapped[UUID | None] = link("person.id")
    criterion: Mapped[str] = long_text()
    words_reported: Mapped[str] = long_text()
    state_reason: Mapped[str] = long_text()


class ActionCause(Record):
    """The action answers this root cause."""

    __tablename__ = "action_cause"
    __table_args__ = (UniqueConstraint("action_id", "root_cause_id"),)
    __owner_column__ = "action_id"
    action_id: Mapped[UUID] = link("action.id")
    root_cause_id: Mapped[UUID] = link("root_cause.id")
    withdrawn_on: Mapped[date | None]


class Submission(Record):
    """The participant reported the finding put right; what became of it. The clock reads these (6.4 f)."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("finding_id", "number"),)
    __owner_column__ = "finding_id"
    __searchable__ = ("words", "verification")
    finding_id: Mapped[UUID] = link("finding.id")
    number: Mapped[int]
    reported_on: Mapped[date]
    result: Mapped[CompletionResult] = mapped_column(code_of(CompletionResult))
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[UUID | None] = link("person.id")
    words: Mapped[str] = long_text()
    verification: Mapped[str] = long_text()
    """What was examined, and whether the remedy is effective or only implemented."""


class FindingExtension(Record):
    """A later due day of a finding, with both days and its reason; the first is kept for ever (R71, 6.4)."""

    __tablename__ = "finding_extension"
    __owner_column__ = "finding_id"
    __frozen_when__ = "always"
    finding_id: Mapped[UUID] = link("finding.id")
    decided_on: Mapped[date]
    from_due: Mapped[date | None]
    to_due: Mapped[date]
    decision_id: Mapped[UUID | None] = link("decision.id")
    reason: Mapped[str] = long_text()
