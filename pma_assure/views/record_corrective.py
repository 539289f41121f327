"""What a finding, a Corrective Action Plan and an action have beyond their own columns."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.breaches import BreachFinding
from pma_assure.records.cases import BreachConsideration, Finding
from pma_assure.records.corrective import (
    Action,
    ActionCause,
    CapFinding,
    CorrectiveActionPlan,
    FindingExtension,
    RootCause,
    Submission,
)
from pma_assure.records.papers import Evidence, EvidenceLink
from pma_assure.records.plans import Milestone, Plan, PlanRequirement
from pma_assure.rules.finding_clock import FindingClock
from pma_assure.views import finding_clocks, finding_versions
from pma_assure.views.in_words import as_code
from pma_assure.views.record_fields import Shown, rows_of, without_keys


def complete_finding(session: Session, shown: Shown, as_of: date) -> None:
    """The clock, the version in force then, submissions, extensions, root causes, plans, and what it is linked to."""
    shown.fields["impact_level"] = as_code(
        session.execute(select(Finding.impact).where(Finding.id == shown.key)).scalar_one()
    )
    shown.fields.update(clock_fields(finding_clocks.of(session, as_of, [shown.key])[shown.key]))
    then = finding_versions.of(session, shown.key)
    shown.fields["version_in_force_then"] = None if then is None else then.label
    shown.fields["version_in_force_has_clause"] = None if then is None else then.has_clause
    shown.fields["version_in_force_sentence"] = None if then is None else then.sentence
    shown.fields["evidence"] = evidence_of(session, shown.key)
    held = {"finding_id": shown.key}
    submissions = rows_of(session, Submission, Submission.number, **held)
    for line in submissions:
        line["evidence"] = evidence_of(session, line["key"])
    shown.fields["submissions"] = without_keys(submissions)
    shown.fields["extensions"] = without_keys(rows_of(session, FindingExtension, FindingExtension.decided_on, **held))
    shown.fields["root_causes"] = without_keys(rows_of(session, RootCause, RootCause.number, **held))
    for line in submissions:
        _link_all(shown, "evidence", line["evidence"])
    _link_all(shown, "evidence", shown.fields["evidence"])
    _link_all(shown, "root_cause", [line["reference"] for line in shown.fields["root_causes"]])
    for role, statement in _linked_to(shown.key):
        _link_all(shown, role, session.scalars(statement))


def _linked_to(key: UUID) -> tuple[tuple[str, Any], ...]:
    """What hangs on a finding: the plans that answer it, the breach it was escalated into, what repeats it."""
    return (
        (
            "cap",
            select(CorrectiveActionPlan.reference)
            .join(CapFinding, CapFinding.cap_id == CorrectiveActionPlan.id)
            .where(CapFinding.finding_id == key, CapFinding.withdrawn_on.is_(None))
            .order_by(CorrectiveActionPlan.reference),
        ),
        (
            "plan",
            select(Plan.reference)
            .join(PlanRequirement, PlanRequirement.plan_id == Plan.id)
            .where(PlanRequirement.finding_id == key),
        ),
        (
            "milestone",
            select(Milestone.reference)
            .where(Milestone.finding_id == key)
            .order_by(Milestone.plan_id, Milestone.number),
        ),
        (
            "breach",
            select(BreachConsideration.reference)
            .join(BreachFinding, BreachFinding.breach_id == BreachConsideration.id)
            .where(BreachFinding.finding_id == key, BreachFinding.withdrawn_on.is_(None))
            .order_by(BreachConsideration.reference),
        ),
        (
            "recurred_as",
            select(Finding.reference).where(Finding.recurrence_of_id == key).order_by(Finding.reference),
        ),
    )


def clock_fields(clock: FindingClock) -> dict[str, object]:
    """How a finding stands on the day (domain.md 6.4)."""
    return {
        "due": as_code(clock.current_due),
        "due_state": clock.state_of_due.state,
        "days_overdue": clock.days_overdue,
        "days_late": clock.closed_late_days,
        "slippage": clock.slippage,
        "overdue_history": [spell.sentence for spell in clock.history],
        "weekend": clock.state_of_due.weekend,
        "met_on": as_code(clock.met_on),
        "provisional": clock.provisional,
        "standing": clock.sentence,
    }


def evidence_of(session: Session, key: UUID) -> list[str]:
    """The references of what is linked to a record, withdrawn links aside."""
    return list(
        session.scalars(
            select(Evidence.reference)
            .join(EvidenceLink, EvidenceLink.evidence_id == Evidence.id)
            .where(EvidenceLink.record_id == key, EvidenceLink.withdrawn_on.is_(None))
            .order_by(Evidence.reference)
        )
    )


def _link_all(shown: Shown, role: str, references: Any) -> None:
    for reference in references:
        shown.link(role, reference)


def complete_cap(session: Session, shown: Shown, as_of: date) -> None:
    """The findings it answers and its actions, each with the root causes that it answers."""
    findings = session.scalars(
        select(Finding.reference)
        .join(CapFinding, CapFinding.finding_id == Finding.id)
        .where(CapFinding.cap_id == shown.key, CapFinding.withdrawn_on.is_(None))
        .order_by(Finding.reference)
    )
    shown.fields["findings"] = list(findings)
    _link_all(shown, "finding", shown.fields["findings"])
    actions = rows_of(session, Action, Action.number, cap_id=shown.key)
    for line in actions:
        line["root_causes"] = _causes_of(session, line["key"])
        line["evidence"] = evidence_of(session, line["key"])
    shown.fields["actions"] = without_keys(actions)
    _link_all(shown, "action", [line["reference"] for line in actions])
    later = select(CorrectiveActionPlan.reference).where(CorrectiveActionPlan.supersedes_id == shown.key)
    _link_all(shown, "superseded_by", session.scalars(later))


def complete_action(session: Session, shown: Shown, as_of: date) -> None:
    shown.fields["root_causes"] = _causes_of(session, shown.key)
    shown.fields["evidence"] = evidence_of(session, shown.key)
    _link_all(shown, "root_cause", shown.fields["root_causes"])
    _link_all(shown, "evidence", shown.fields["evidence"])


def complete_root_cause(session: Session, shown: Shown, as_of: date) -> None:
    actions = session.scalars(
        select(Action.reference)
        .join(ActionCause, ActionCause.action_id == Action.id)
        .where(ActionCause.root_cause_id == shown.key, ActionCause.withdrawn_on.is_(None))
        .order_by(Action.cap_id, Action.number)
    )
    shown.fields["actions"] = list(actions)
    _link_all(shown, "action", shown.fields["actions"])


def _causes_of(session: Session, key: UUID) -> list[str]:
    return list(
        session.scalars(
            select(RootCause.reference)
            .join(ActionCause, ActionCause.root_cause_id == RootCause.id)
            .where(ActionCause.action_id == key, ActionCause.withdrawn_on.is_(None))
            .order_by(RootCause.finding_id, RootCause.number)
        )
    )
