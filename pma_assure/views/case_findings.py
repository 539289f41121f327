"""The findings of a case with what each owes, and the case's Corrective Action Plans, for the page of the case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from pma_assure.records.cases import Finding
from pma_assure.records.corrective import Action, ActionCause, CapFinding, CorrectiveActionPlan, RootCause
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.rules.findings import occurred_on
from pma_assure.values.case_page import ActionRow, CapRow, FindingRow
from pma_assure.values.duties import Duty
from pma_assure.views import finding_clocks, finding_versions


def rows(session: Session, as_of: date, case_id: UUID, owed: Sequence[Duty]) -> tuple[FindingRow, ...]:
    """Every finding of the case, each with its two classes, its clock and the step it owes."""
    earlier = aliased(Finding)
    found = session.execute(
        select(
            Finding.id,
            Finding.reference,
            Finding.title,
            Finding.finding_class,
            Finding.pma_class,
            Finding.state,
            Finding.response_due,
            Finding.began_on,
            Finding.identified_on,
            Requirement.clause,
            DocumentVersion.label,
            DocumentVersion.effective_from,
            DocumentVersion.effective_to,
            SetDocument.short_name,
            earlier.reference.label("repeats"),
            Finding.imported_on,
            Finding.old_reference,
        )
        .outerjoin(Requirement, Requirement.id == Finding.requirement_id)
        .outerjoin(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
        .outerjoin(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .outerjoin(earlier, earlier.id == Finding.recurrence_of_id)
        .where(Finding.case_id == case_id)
        .order_by(Finding.reference)
    ).all()
    clocks = finding_clocks.of(session, as_of, [row.id for row in found])
    owes = {duty.reference: duty for duty in reversed(owed)}
    return tuple(_row(session, row, clocks[row.id], owes.get(row.reference)) for row in found)


def _row(session: Session, row: Any, clock: Any, duty: Duty | None) -> FindingRow:
    then = None if _in_force(row) else finding_versions.of(session, row.id)
    return FindingRow(
        reference=row.reference,
        title=row.title,
        requirement=f"{row.short_name} {row.label}, {row.clause}" if row.short_name else "",
        finding_class=row.finding_class.value,
        pma_class=None if row.pma_class is None else row.pma_class.value,
        state=row.state.value,
        response_due=row.response_due,
        due=clock.current_due,
        weekend=clock.state_of_due.weekend,
        days_overdue=clock.days_overdue,
        closed_late_days=clock.closed_late_days,
        standing=clock.sentence,
        history=tuple(spell.sentence for spell in clock.history),
        owed="" if duty is None else f"{duty.who}: {duty.what}",
        repeats=row.repeats,
        version_then="" if then is None else then.sentence,
        imported_on=row.imported_on,
        old_reference=row.old_reference,
    )


def _in_force(row: Any) -> bool:
    """Whether the version that is cited was in force then: only where it was not is another looked for."""
    day = occurred_on(row.began_on, row.identified_on)
    return (
        row.effective_from is not None
        and row.effective_from <= day
        and (row.effective_to is None or day <= row.effective_to)
    )


def caps(session: Session, case_id: UUID) -> tuple[CapRow, ...]:
    """The Corrective Action Plans of the case, with the findings they answer and their actions."""
    plans = session.execute(
        select(
            CorrectiveActionPlan.id,
            CorrectiveActionPlan.reference,
            CorrectiveActionPlan.title,
            CorrectiveActionPlan.state,
            CorrectiveActionPlan.submitted_on,
            CorrectiveActionPlan.accepted_on,
            CorrectiveActionPlan.state_reason,
        )
        .where(CorrectiveActionPlan.case_id == case_id)
        .order_by(CorrectiveActionPlan.reference)
    ).all()
    keys = [plan.id for plan in plans]
    findings: dict[UUID, list[str]] = defaultdict(list)
    for row in session.execute(
        select(CapFinding.cap_id, Finding.reference)
        .join(Finding, Finding.id == CapFinding.finding_id)
        .where(CapFinding.cap_id.in_(keys), CapFinding.withdrawn_on.is_(None))
        .order_by(Finding.reference)
    ):
        findings[row.cap_id].append(row.reference)
    actions = _actions(session, keys)
    return tuple(
        CapRow(
            reference=plan.reference,
            title=plan.title,
            state=plan.state.value,
            submitted_on=plan.submitted_on,
            accepted_on=plan.accepted_on,
            reason=plan.state_reason,
            findings=tuple(findings[plan.id]),
            actions=tuple(actions[plan.id]),
        )
        for plan in plans
    )


def _actions(session: Session, keys: list[UUID]) -> dict[UUID, list[ActionRow]]:
    causes: dict[UUID, list[str]] = defaultdict(list)
    for row in session.execute(
        select(ActionCause.action_id, RootCause.reference)
        .join(RootCause, RootCause.id == ActionCause.root_cause_id)
        .join(Action, Action.id == ActionCause.action_id)
        .where(Action.cap_id.in_(keys), ActionCause.withdrawn_on.is_(None))
        .order_by(RootCause.finding_id, RootCause.number)
    ):
        causes[row.action_id].append(row.reference)
    found: dict[UUID, list[ActionRow]] = defaultdict(list)
    for action in session.execute(
        select(
            Action.id,
            Action.cap_id,
            Action.reference,
            Action.title,
            Action.kind,
            Action.owner,
            Action.due,
            Action.state,
            Action.criterion,
        )
        .where(Action.cap_id.in_(keys))
        .order_by(Action.cap_id, Action.number)
    ):
        found[action.cap_id].append(
            ActionRow(
                reference=action.reference,
                title=action.title,
                kind=action.kind.value,
                owner=action.owner or "",
                due=action.due,
                state=action.state.value,
                criterion=action.criterion,
                root_causes=tuple(causes[action.id]),
            )
        )
    return found
