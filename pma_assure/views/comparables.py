"""Like cases side by side, so that they can be treated alike; and why they count as like (R71, paragraph 73)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import comparable_cases
from pma_assure.records.cases import BreachConsideration
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import BreachView
from pma_assure.rules.wording import count, label
from pma_assure.values.breaches import Comparable
from pma_assure.values.outcome import Because


def beside(session: Session, key: UUID) -> tuple[Comparable, ...]:
    """The earlier considerations that are like this one, the nearest first."""
    return comparable_cases.like(session, key)


def why(session: Session, reference: str) -> list[Because]:
    """Which earlier considerations stand beside this one, and in what each is like it."""
    key = session.execute(select(BreachConsideration.id).where(BreachConsideration.reference == reference)).scalar()
    alike = () if key is None else beside(session, key)
    if not alike:
        return []
    return [
        Because(
            what="Comparable considerations",
            value=count(len(alike), "earlier consideration"),
            rule="R71",
            paragraph=paragraph("R71"),
            inputs=tuple((one.reference, f"{', '.join(one.alike)}; {_outcome(one)}") for one in alike),
        )
    ]


def _outcome(one: Comparable) -> str:
    view = label(BreachView(one.view))
    if one.panel_on is None:
        return f"{view}; the Panel's decision is not recorded"
    differs = ", otherwise than advised," if one.differs_from_advice else ""
    days = count(one.days_to_panel or 0, "day")
    return f"{view}; decided by the Panel{differs} {days} after it was opened"
