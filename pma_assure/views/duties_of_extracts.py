"""The facts of the extracts that owe something, and what they owe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from pma_assure.records.extracts import Extract, ExtractVersion, Passage, Recipient, Representation
from pma_assure.records.house import AuditEntry
from pma_assure.records.meetings import Decision
from pma_assure.records.plans import Plan
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.duties_of_extracts import ExtractDuty
from pma_assure.rules.vocabulary import Disposition, ExtractState
from pma_assure.views.duty_facts import Agenda, Folders, decided_on, owing_extracts


def extracts(session: Session, folders: Folders, listed: Agenda) -> list[ExtractDuty]:
    """The newest version of each extract that owes something."""
    rows = _newest_versions(session)
    keys = [row.id for row in rows]
    undecided = _undecided(session, keys)
    heard = _representations(session, keys)
    began = _steps_of(session, keys)
    ready = [row.id for row in rows if row.state == ExtractState.READY_FOR_DECISION]
    decided = decided_on(session, "extract", ready)
    to_tell = _to_tell(session)
    return [
        ExtractDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            state_on=_state_on(row, began.get(row.id, {})),
            respond_by=row.respond_by,
            heard=any(given.received_on >= row.consulted_on for given in heard[row.id] if row.consulted_on is not None),
            unanswered=tuple(given.number for given in heard[row.id] if given.answered_on is None),
            undecided=undecided.get(row.id, 0),
            review_date=row.review_date,
            listed=listed.get(row.id),
            decided=decided.get(row.id),
            to_tell=tuple(sorted(name for name, _ in to_tell[row.whole_id])),
            tell_since=min((day for _, day in to_tell[row.whole_id] if day is not None), default=None),
        )
        for row in rows
    ]


_NEWEST_VERSIONS = (
    select(
        Extract.reference,
        Extract.title,
        Extract.case_id,
        ExtractVersion.id,
        ExtractVersion.state,
        ExtractVersion.consulted_on,
        ExtractVersion.respond_by,
        ExtractVersion.reviewed_on,
        ExtractVersion.review_date,
        ExtractVersion.released_at,
        ExtractVersion.recalled_on,
        Extract.id.label("whole_id"),
        Decision.decided_on,
        Plan.state_on.label("plan_state_on"),
    )
    .join(ExtractVersion, (ExtractVersion.extract_id == Extract.id) & (ExtractVersion.number == Extract.number))
    .join(Plan, Plan.id == Extract.plan_id)
    .outerjoin(Decision, Decision.id == ExtractVersion.decision_id)
    .where(Extract.id.in_(owing_extracts()))
    .order_by(Extract.reference)
)


def _newest_versions(session: Session) -> Sequence[Any]:
    return session.execute(_NEWEST_VERSIONS).all()


def _undecided(session: Session, keys: list[UUID]) -> dict[UUID, int]:
    """Version -> how many of its passages are undecided."""
    counted = select(Passage.extract_version_id, func.count()).where(
        Passage.extract_version_id.in_(keys), Passage.disposition == Disposition.UNDECIDED
    )
    return dict(session.execute(counted.group_by(Passage.extract_version_id)).all())


def _representations(session: Session, keys: list[UUID]) -> dict[UUID, list[Any]]:
    """Version -> what the participant said of it."""
    heard: dict[UUID, list[Any]] = defaultdict(list)
    for given in session.execute(
        select(
            Representation.extract_version_id,
            Representation.number,
            Representation.received_on,
            Representation.answered_on,
        ).where(Representation.extract_version_id.in_(keys))
    ):
        heard[given.extract_version_id].append(given)
    return heard


def _steps_of(session: Session, keys: list[UUID]) -> dict[UUID, dict[str, date]]:
    """Version -> deed -> the last day it was done with the version, as the audit trail has it."""
    found: dict[UUID, dict[str, date]] = defaultdict(dict)
    statement = select(AuditEntry.row_id, AuditEntry.deed, func.max(AuditEntry.day).label("day")).where(
        AuditEntry.row_id.in_(keys)
    )
    for row in session.execute(statement.group_by(AuditEntry.row_id, AuditEntry.deed)):
        found[row.row_id][row.deed] = row.day
    return found


def _state_on(row: Any, done: dict[str, date]) -> date:
    """The day the present state of an extract's version began: of the fact it came with, or of the deed."""
    deeds = {
        ExtractState.DRAFTING: ("extract.prepare", "extract.correct", "extract.return_to_drafting", "extract.redraft"),
        ExtractState.SECURITY_REVIEW: ("extract.send_to_review",),
    }.get(row.state, ())
    facts = {
        ExtractState.PARTICIPANT_CONSULTED: row.consulted_on,
        ExtractState.READY_FOR_DECISION: row.reviewed_on,
        ExtractState.RELEASED: None if row.released_at is None else uk_day(row.released_at),
        ExtractState.RECALLED: row.recalled_on,
    }
    known = facts.get(row.state, row.decided_on)
    days = [done[name] for name in deeds if name in done] or [known]
    latest = max((day for day in days if day is not None), default=None)
    return latest or row.consulted_on or row.plan_state_on


Later = aliased(ExtractVersion)
_REPLACED = (
    select(func.min(Later.released_at))
    .where(Later.extract_id == ExtractVersion.extract_id, Later.number > ExtractVersion.number)
    .correlate(ExtractVersion)
    .scalar_subquery()
)


_TO_TELL = (
    select(ExtractVersion.extract_id, ExtractVersion.recalled_on, Recipient.name, _REPLACED.label("replaced_at"))
    .join(ExtractVersion, ExtractVersion.id == Recipient.extract_version_id)
    .where(Recipient.to_recall.is_(True), Recipient.told_on.is_(None))
)


def _to_tell(session: Session) -> dict[UUID, list[tuple[str, date | None]]]:
    """Extract -> (recipient still to be told, the day its version was recalled or replaced)."""
    rows = session.execute(_TO_TELL)
    found: dict[UUID, list[tuple[str, date | None]]] = defaultdict(list)
    for row in rows:
        replaced_on = None if row.replaced_at is None else uk_day(row.replaced_at)
        found[row.extract_id].append((row.name, row.recalled_on or replaced_on))
    return found
