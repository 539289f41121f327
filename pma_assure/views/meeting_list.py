"""The list of meetings, apart from the page of one: Today shows the coming ones, and needs nothing of their items."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from pma_assure.records.meetings import AgendaItem, Meeting
from pma_assure.register.register import Register
from pma_assure.rules.vocabulary import MeetingState
from pma_assure.values.screens import MeetingRow

SORTS: dict[str, Any] = {
    "starts_at": Meeting.starts_at,
    "reference": Meeting.reference,
    "title": Meeting.title,
    "state": Meeting.state,
}


def ids(
    register: Register,
    as_of: date,
    *,
    state: str | None = None,
    words: str = "",
    sort: str = "starts_at",
    descending: bool = True,
) -> list[str]:
    """The keys of the meetings in order; ``state`` a code or None for all."""
    statement: Select[Any] = select(Meeting.id)
    if state is not None:
        statement = statement.where(Meeting.state == MeetingState(state))
    for word in words.split():
        statement = statement.where(Meeting.title.ilike(f"%{word}%") | Meeting.reference.ilike(f"%{word}%"))
    column = SORTS.get(sort, Meeting.starts_at)
    with register.reading() as session:
        return [
            key.hex
            for key in session.scalars(statement.order_by(column.desc() if descending else column.asc(), Meeting.id))
        ]


def rows(register: Register, as_of: date, ids: Sequence[str]) -> list[MeetingRow]:
    """One page of the list, in the order of ``ids``."""
    with register.reading() as session:
        return of_keys(session, [UUID(key) for key in ids])


def of_keys(session: Session, keys: list[UUID]) -> list[MeetingRow]:
    counted: dict[UUID, int] = dict(
        session.execute(
            select(AgendaItem.meeting_id, func.count())
            .where(AgendaItem.meeting_id.in_(keys))
            .group_by(AgendaItem.meeting_id)
        ).all()
    )
    found = {
        row.id: MeetingRow(
            id=row.id.hex,
            reference=row.reference,
            title=row.title,
            starts_at=row.starts_at,
            state=row.state.value,
            items=counted.get(row.id, 0),
        )
        for row in session.execute(
            select(Meeting.id, Meeting.reference, Meeting.title, Meeting.starts_at, Meeting.state).where(
                Meeting.id.in_(keys)
            )
        )
    }
    return [found[key] for key in keys if key in found]
