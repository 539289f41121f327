"""Earlier breach considerations that are like one: what they were on, the view, the remedy, the Panel, how long (R71).

The deed that proposes a view counts them, the case shows them side by side, the paper for the Panel gives counts alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.breaches import BreachFactor, BreachRequirement
from pma_assure.records.cases import BreachConsideration, BreachText, Case, PanelOutcome
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.records.organisations import Organisation
from pma_assure.records.plans import Plan
from pma_assure.rules.breach import Matter, likenesses, weight
from pma_assure.values.breaches import Comparable, FactorLine

MOST = 12
"""So many stand side by side: more are no help to who looks for like cases."""
_ROW = (
    BreachConsideration.id,
    BreachConsideration.reference,
    BreachConsideration.title,
    BreachConsideration.trigger,
    BreachConsideration.state,
    BreachConsideration.view,
    BreachConsideration.proposed_view,
    BreachConsideration.opened_on,
    BreachConsideration.considered_on,
    Case.reference.label("case"),
    Organisation.name.label("organisation"),
    Organisation.category,
)


def like(session: Session, key: UUID) -> tuple[Comparable, ...]:
    """The considerations on which the PMA has a view that are like this one, the nearest first, at most MOST.

    Two are like where the requirement (in whatever version), its document or the view is the same; the trigger and the
    participant's category only bring such a one nearer.
    """
    rows = _rows(session, BreachConsideration.id == key)
    others = _rows(session, BreachConsideration.id != key, BreachConsideration.view.is_not(None))
    if not rows or not others:
        return ()
    clauses = clauses_of(session, [key, *(row.id for row in others)])
    this = _matter(rows[0], clauses)
    near = []
    for row in others:
        alike = likenesses(this, _matter(row, clauses))
        if alike:
            near.append((row, alike))
    near.sort(key=lambda pair: (-weight(pair[1]), pair[0].reference))
    near = near[:MOST]
    keys = [row.id for row, _ in near]
    factors, outcomes, plans = _factors(session, keys), _outcomes(session, keys), _plans(session, keys)
    reasons = dict(
        session.execute(select(BreachText.breach_id, BreachText.reasons).where(BreachText.breach_id.in_(keys))).all()
    )
    return tuple(
        Comparable(
            reference=row.reference,
            title=row.title,
            case=row.case,
            organisation=row.organisation,
            category=row.category.value,
            trigger=row.trigger.value,
            requirements=tuple(sorted(clauses[row.id])),
            alike=alike,
            view=row.view.value,
            reasons=reasons.get(row.id, ""),
            factors=factors[row.id],
            remedy=plans.get(row.id),
            **_panel(outcomes.get(row.id), row.opened_on),
            opened_on=row.opened_on,
            days_to_view=None if row.considered_on is None else (row.considered_on - row.opened_on).days,
        )
        for row, alike in near
    )


def _rows(session: Session, *criteria: Any) -> list[Any]:
    return list(
        session.execute(
            select(*_ROW)
            .join(Case, Case.id == BreachConsideration.case_id)
            .join(Organisation, Organisation.id == Case.organisation_id)
            .where(*criteria)
            .order_by(BreachConsideration.reference)
        )
    )


def clauses_of(session: Session, keys: Iterable[UUID]) -> dict[UUID, set[str]]:
    """Consideration -> "RAPP 5.2" of each requirement that is said not to have been met, whatever its version."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for row in session.execute(
        select(BreachRequirement.breach_id, SetDocument.short_name, Requirement.clause)
        .join(Requirement, Requirement.id == BreachRequirement.requirement_id)
        .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(BreachRequirement.breach_id.in_(list(keys)), BreachRequirement.withdrawn_on.is_(None))
    ):
        found[row.breach_id].add(f"{row.short_name} {row.clause}")
    return found


def _matter(row: Any, clauses: dict[UUID, set[str]]) -> Matter:
    named = clauses[row.id]
    view = row.view or row.proposed_view
    return Matter(
        clauses=frozenset(named),
        documents=frozenset(one.rsplit(" ", 1)[0] for one in named),
        trigger=row.trigger.value,
        view=None if view is None else view.value,
        category=row.category.value,
    )


def _factors(session: Session, keys: list[UUID]) -> dict[UUID, tuple[FactorLine, ...]]:
    found: dict[UUID, tuple[FactorLine, ...]] = defaultdict(tuple)
    for row in session.execute(
        select(BreachFactor.breach_id, BreachFactor.number, BreachFactor.name, BreachFactor.lean, BreachFactor.words)
        .where(BreachFactor.breach_id.in_(keys), BreachFactor.withdrawn_on.is_(None))
        .order_by(BreachFactor.breach_id, BreachFactor.number)
    ):
        line = FactorLine(number=row.number, name=row.name, lean=row.lean.value, words=row.words)
        found[row.breach_id] = (*found[row.breach_id], line)
    return found


def _outcomes(session: Session, keys: list[UUID]) -> dict[UUID, Any]:
    """Consideration -> what the Panel last decided on it, with a view where it had one."""
    rows = session.execute(
        select(
            PanelOutcome.breach_id,
            PanelOutcome.view,
            PanelOutcome.words,
            PanelOutcome.decided_on,
            PanelOutcome.differs_from_advice,
        )
        .where(PanelOutcome.breach_id.in_(keys))
        .order_by(PanelOutcome.view.is_not(None), PanelOutcome.decided_on, PanelOutcome.reference)
    )
    return {row.breach_id: row for row in rows}


def _panel(outcome: Any, opened_on: date) -> dict[str, Any]:
    if outcome is None:
        return {
            "panel_view": None,
            "panel_words": "",
            "panel_on": None,
            "differs_from_advice": False,
            "days_to_panel": None,
        }
    return {
        "panel_view": None if outcome.view is None else outcome.view.value,
        "panel_words": outcome.words,
        "panel_on": outcome.decided_on,
        "differs_from_advice": outcome.differs_from_advice,
        "days_to_panel": (outcome.decided_on - opened_on).days,
    }


def _plans(session: Session, keys: list[UUID]) -> dict[UUID, str]:
    """Consideration -> the plan the Panel required on it: "PLAN-2026-0009: Dual control"."""
    rows = session.execute(
        select(PanelOutcome.breach_id, Plan.reference, Plan.title)
        .join(Plan, Plan.outcome_id == PanelOutcome.id)
        .where(PanelOutcome.breach_id.in_(keys))
        .order_by(Plan.reference)
    )
    return {row.breach_id: f"{row.reference}: {row.title}" for row in rows}
