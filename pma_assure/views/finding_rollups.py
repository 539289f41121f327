"""Findings counted by class, age and repetition: of a case, of an organisation, or of the whole register."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.cases import Case, Finding
from pma_assure.rules.finding_clock import Counted, RollUp, roll_up
from pma_assure.rules.findings import weight_of
from pma_assure.views import finding_clocks


def of_case(session: Session, as_of: date, case_id: UUID) -> RollUp:
    return _of(session, as_of, Finding.case_id == case_id)


def of_organisation(session: Session, as_of: date, organisation_id: UUID) -> RollUp:
    return _of(session, as_of, Finding.case_id.in_(select(Case.id).where(Case.organisation_id == organisation_id)))


def _of(session: Session, as_of: date, which: Any) -> RollUp:
    rows = session.execute(
        select(
            Finding.id,
            Finding.finding_class,
            Finding.pma_class,
            Finding.state,
            Finding.identified_on,
            Finding.recurrence_of_id,
        ).where(which)
    ).all()
    clocks = finding_clocks.of(session, as_of, [row.id for row in rows])
    return roll_up(
        (
            Counted(
                weight=weight_of(row.finding_class, row.pma_class),
                state=row.state,
                identified_on=row.identified_on,
                days_overdue=clocks[row.id].days_overdue,
                recurs=row.recurrence_of_id is not None,
            )
            for row in rows
        ),
        as_of,
    )


def fields(rolled: RollUp) -> dict[str, object]:
    """A roll-up as a script reads it."""
    return {
        "total": rolled.total,
        "open": rolled.open,
        "by_class": {weight.value: number for weight, number in rolled.by_class},
        "by_age": dict(rolled.by_age),
        "overdue": rolled.overdue,
        "worst_days": rolled.worst_days,
        "recurring": rolled.recurring,
        "sentence": rolled.sentence,
    }
