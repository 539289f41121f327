"""Which assessments overlap on one participant, and whether their co-ordination was agreed (R55, paragraph 69)."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from pma_assure.records.assessments import Assessment, Coordination
from pma_assure.rules.assessments import Planned, overlaps
from pma_assure.rules.state_sets import ENDED_ASSESSMENTS

_PAIRS = select(Assessment.reference, Assessment.organisation_id, Assessment.planned_from, Assessment.planned_to).where(
    Assessment.state.not_in(ENDED_ASSESSMENTS), Assessment.planned_from.is_not(None)
)


def pairs(session: Session) -> tuple[tuple[str, str], ...]:
    """Every pair of assessments that have not ended and share a participant and a day."""
    rows = session.execute(_PAIRS)
    return overlaps(
        Planned(
            reference=row.reference,
            organisation=row.organisation_id.hex,
            first_day=row.planned_from,
            last_day=row.planned_to,
        )
        for row in rows
    )


One, Other = aliased(Assessment), aliased(Assessment)


_AGREED = (
    select(One.reference, Other.reference)
    .select_from(Coordination)
    .join(One, One.id == Coordination.assessment_id)
    .join(Other, Other.id == Coordination.other_id)
)


def agreed(session: Session) -> frozenset[tuple[str, str]]:
    """The pairs whose co-ordination is recorded."""
    rows = session.execute(_AGREED).all()
    return frozenset((min(first, second), max(first, second)) for first, second in rows)


def not_coordinated(session: Session) -> dict[str, tuple[str, ...]]:
    """Assessment -> the later ones it overlaps with, on which nothing was agreed; each pair stands once."""
    settled = agreed(session)
    found: dict[str, list[str]] = defaultdict(list)
    for first, second in pairs(session):
        if (first, second) not in settled:
            found[first].append(second)
    return {reference: tuple(others) for reference, others in found.items()}


def of_assessment(session: Session, reference: str) -> tuple[str, ...]:
    """The assessments that overlap with this one."""
    return tuple(
        second if first == reference else first for first, second in pairs(session) if reference in (first, second)
    )
