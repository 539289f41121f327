"""Findings with their clocks, read together: three queries, whatever their number (domain.md 6.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.cases import Finding
from pma_assure.records.corrective import FindingExtension, Submission
from pma_assure.rules.deadlines import DueChange, Report
from pma_assure.rules.finding_clock import FindingClock, FindingFacts, finding_clock
from pma_assure.rules.vocabulary import FindingState

OVER = (FindingState.NOTED, FindingState.WITHDRAWN, FindingState.DISCARDED)
"""Nothing was put right on these, and nothing is due any more."""
AT_ONCE = 500
"""How many keys one statement names; more are read whole."""


def of(session: Session, as_of: date, keys: Iterable[UUID]) -> dict[UUID, FindingClock]:
    """The clocks of these findings."""
    wanted = list(keys)
    named = wanted if len(wanted) <= AT_ONCE else None
    changes = _changes(session, named)
    reports = _reports(session, named)
    days = select(
        Finding.id,
        Finding.state,
        Finding.baseline_due,
        Finding.current_due,
        Finding.reopened_on,
        Finding.closed_on,
        Finding.risk_until,
    )
    rows = session.execute(days if named is None else days.where(Finding.id.in_(named)))
    chosen = set(wanted)
    return {
        row.id: finding_clock(_facts(row, changes[row.id], reports[row.id]), as_of) for row in rows if row.id in chosen
    }


def _facts(row: Any, changes: list[DueChange], reports: list[Report]) -> FindingFacts:
    if not reports and row.closed_on is not None:
        # Imported as closed: the day of its closing is all that is known of how it was put right.
        reports = [Report(row.closed_on, "accepted", row.closed_on)]
    return FindingFacts(
        baseline_due=row.baseline_due or row.current_due,
        changes=tuple(changes),
        reports=tuple(reports),
        reopened_on=row.reopened_on,
        ended=row.state in OVER,
        accepted_risk=row.state == FindingState.ACCEPTED_RISK,
        risk_until=row.risk_until,
    )


def _changes(session: Session, keys: list[UUID] | None) -> dict[UUID, list[DueChange]]:
    statement = select(
        FindingExtension.finding_id, FindingExtension.decided_on, FindingExtension.from_due, FindingExtension.to_due
    ).order_by(FindingExtension.finding_id, FindingExtension.decided_on, FindingExtension.id)
    if keys is not None:
        statement = statement.where(FindingExtension.finding_id.in_(keys))
    found: dict[UUID, list[DueChange]] = defaultdict(list)
    for row in session.execute(statement):
        if row.from_due is not None:
            found[row.finding_id].append(DueChange(row.decided_on, row.from_due, row.to_due))
    return found


def _reports(session: Session, keys: list[UUID] | None) -> dict[UUID, list[Report]]:
    statement = select(
        Submission.finding_id, Submission.reported_on, Submission.result, Submission.decided_on
    ).order_by(Submission.finding_id, Submission.number)
    if keys is not None:
        statement = statement.where(Submission.finding_id.in_(keys))
    found: dict[UUID, list[Report]] = defaultdict(list)
    for row in session.execute(statement):
        found[row.finding_id].append(Report(row.reported_on, row.result.value, row.decided_on))
    return found
