"""Breach considerations as the case and ``show`` put them: what each is made of, and earlier ones like it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import advice_values, breach_contents
from pma_assure.records.cases import BreachConsideration, BreachText, PanelOutcome
from pma_assure.records.meetings import Decision
from pma_assure.values.breaches import BreachShown, PanelLine
from pma_assure.views import comparables


def of_case(session: Session, case_id: UUID) -> tuple[BreachShown, ...]:
    """The considerations of a case, in the order of their references."""
    keys = session.scalars(
        select(BreachConsideration.id)
        .where(BreachConsideration.case_id == case_id)
        .order_by(BreachConsideration.reference)
    )
    return tuple(one(session, key) for key in list(keys))


def one(session: Session, key: UUID) -> BreachShown:
    """A consideration with its facts, factors, representations, outcomes, and the like cases beside it."""
    row: Any = session.execute(
        select(
            BreachConsideration.state,
            BreachConsideration.represent_by,
            BreachConsideration.return_on,
            BreachConsideration.view,
            BreachConsideration.considered_on,
            Decision.reference.label("decision"),
            BreachText.proportionality,
        )
        .join(BreachText, BreachText.breach_id == BreachConsideration.id)
        .outerjoin(Decision, Decision.id == BreachConsideration.decision_id)
        .where(BreachConsideration.id == key)
    ).one()
    content = breach_contents.consideration(session, key)
    return BreachShown(
        reference=content["reference"],
        title=content["title"],
        state=row.state.value,
        trigger=content["trigger"].value,
        allegation=content["allegation"],
        opened_on=content["opened_on"],
        represent_by=row.represent_by,
        return_on=row.return_on,
        proposed_view=None if content["proposed_view"] is None else content["proposed_view"].value,
        view=None if row.view is None else row.view.value,
        considered_on=row.considered_on,
        decision=row.decision,
        reasons=content["reasons"],
        proportionality=row.proportionality,
        why_no_representations=content["why_no_representations"],
        requirements=tuple(content["requirements"]),
        findings=tuple(content["findings"]),
        facts=advice_values.fact_lines(breach_contents.facts_of(session, [key])),
        factors=advice_values.factor_lines(session, key),
        representations=advice_values.representation_lines(session, key),
        outcomes=_outcomes(session, key),
        comparables=comparables.beside(session, key),
    )


def _outcomes(session: Session, key: UUID) -> tuple[PanelLine, ...]:
    rows = session.execute(
        select(
            PanelOutcome.reference,
            PanelOutcome.decided_on,
            PanelOutcome.source,
            PanelOutcome.words,
            PanelOutcome.view,
            PanelOutcome.differs_from_advice,
        )
        .where(PanelOutcome.breach_id == key)
        .order_by(PanelOutcome.decided_on, PanelOutcome.reference)
    )
    return tuple(
        PanelLine(
            reference=row.reference,
            decided_on=row.decided_on,
            source=row.source,
            words=row.words,
            view=None if row.view is None else row.view.value,
            differs_from_advice=row.differs_from_advice,
        )
        for row in rows
    )
