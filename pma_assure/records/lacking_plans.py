"""What Corrective Action Plans lack before they can be accepted, read for the deed and for the duty alike (R57)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.cases import Finding
from pma_assure.records.corrective import Action, ActionCause, CapFinding, RootCause
from pma_assure.rules.findings import ActionFact, CauseFact, plan_lacks
from pma_assure.rules.state_sets import ENDED_FINDINGS
from pma_assure.rules.vocabulary import ActionState


def lacking(session: Session, plans: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Plan -> what it lacks, each by name; every plan that is asked for is there."""
    if not plans:
        return {}
    findings: dict[UUID, list[str]] = defaultdict(list)
    causes: dict[UUID, list[CauseFact]] = defaultdict(list)
    for plan, reference in session.execute(
        select(CapFinding.cap_id, Finding.reference)
        .join(Finding, Finding.id == CapFinding.finding_id)
        .where(CapFinding.cap_id.in_(plans), CapFinding.withdrawn_on.is_(None), Finding.state.not_in(ENDED_FINDINGS))
        .order_by(Finding.reference)
    ):
        findings[plan].append(reference)
    for plan, cause, finding in session.execute(
        select(CapFinding.cap_id, RootCause.reference, Finding.reference)
        .join(Finding, Finding.id == CapFinding.finding_id)
        .join(RootCause, RootCause.finding_id == Finding.id)
        .where(
            CapFinding.cap_id.in_(plans),
            CapFinding.withdrawn_on.is_(None),
            Finding.state.not_in(ENDED_FINDINGS),
            RootCause.withdrawn_on.is_(None),
        )
        .order_by(RootCause.reference)
    ):
        causes[plan].append(CauseFact(reference=cause, finding=finding))
    actions = _actions(session, plans)
    return {plan: plan_lacks(findings[plan], causes[plan], actions[plan]) for plan in plans}


def _actions(session: Session, plans: Collection[UUID]) -> dict[UUID, list[ActionFact]]:
    """Plan -> its actions that were not cancelled, with the root causes that they answer still."""
    answered: dict[UUID, set[str]] = defaultdict(set)
    for action, cause in session.execute(
        select(ActionCause.action_id, RootCause.reference)
        .join(RootCause, RootCause.id == ActionCause.root_cause_id)
        .join(Action, Action.id == ActionCause.action_id)
        .where(
            Action.cap_id.in_(plans),
            ActionCause.withdrawn_on.is_(None),
            RootCause.withdrawn_on.is_(None),
        )
    ):
        answered[action].add(cause)
    found: dict[UUID, list[ActionFact]] = defaultdict(list)
    for row in session.execute(
        select(Action.id, Action.cap_id, Action.reference, Action.owner, Action.due, Action.criterion)
        .where(Action.cap_id.in_(plans), Action.state != ActionState.CANCELLED)
        .order_by(Action.number)
    ):
        found[row.cap_id].append(
            ActionFact(
                reference=row.reference,
                causes=frozenset(answered[row.id]),
                owner=bool((row.owner or "").strip()),
                due=row.due is not None,
                criterion=bool(row.criterion.strip()),
            )
        )
    return found
