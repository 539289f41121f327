"""Decisions looked at again when facts are recorded later: marked, never changed (states.md)."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from pma_assure.records import meeting_facts
from pma_assure.records.meetings import AgendaItem, Attendance, Decision, DecisionText
from pma_assure.records.people import Appointment, Employed, Person
from pma_assure.rules.quorum import decide
from pma_assure.rules.vocabulary import DecisionState
from pma_assure.values.quorum import Quorum
from pma_assure.workflows.acting import Desk

TOGETHER = 500
"""Decisions whose facts are read with one statement of each kind."""


def flag_those_of(desk: Desk, meeting_id: UUID) -> None:
    """After a fact of one meeting was recorded: flag its decisions for which other people would count now."""
    _flag(desk, Decision.meeting_id == meeting_id)


def flag_those_with(
    desk: Desk,
    *,
    since: date | None,
    people: Collection[UUID] = (),
    organisations: Collection[UUID] = (),
    seats: Collection[UUID] = (),
) -> None:
    """After a fact of people, organisations or seats was recorded, flag the decisions for which others would count.

    ``since`` is the first day of the fact, None if it holds for all days. Looked at are decisions on an item about one
    of the organisations, and those of a meeting where somebody concerned sat, or somebody sat in a seat concerned: a
    member who was away still decides who may be the alternate (R27).
    """
    concerned = _people(people, organisations)
    held = select(Appointment.seat_id).where(Appointment.person_id.in_(concerned))
    meetings = select(Attendance.meeting_id).where(
        Attendance.person_id.in_(concerned) | Attendance.seat_id.in_(held) | Attendance.seat_id.in_(list(seats))
    )
    items = select(AgendaItem.id).where(AgendaItem.organisation_id.in_(list(organisations)))
    wanted: list[ColumnElement[bool]] = [Decision.meeting_id.in_(meetings) | Decision.item_id.in_(items)]
    if since is not None:
        wanted.append(Decision.decided_on >= since)
    _flag(desk, *wanted)


def _people(people: Collection[UUID], organisations: Collection[UUID]) -> Select[Any]:
    employed = select(Employed.person_id).where(Employed.organisation_id.in_(list(organisations)))
    return select(Person.id).where(Person.id.in_(list(people)) | Person.id.in_(employed))


def _flag(desk: Desk, *wanted: ColumnElement[bool]) -> None:
    desk.session.flush()
    open_to_it = (*wanted, Decision.state != DecisionState.SUPERSEDED)
    decisions = desk.all(Decision, *open_to_it, reevaluate=False, order_by=Decision.reference)
    if not decisions:
        return
    known = meeting_facts.roster(desk.session)
    for start in range(0, len(decisions), TOGETHER):
        some = decisions[start : start + TOGETHER]
        questions = meeting_facts.questions(desk.session, {one.item_id: one.decided_at for one in some}, known=known)
        then = _counted_then(desk, some)
        for decision in some:
            now = decide(questions[decision.item_id])
            if now.quorate != decision.quorate or _counted(now) != then[decision.id]:
                decision.reevaluate = True
                desk.notes.append(_sentence(decision, now))


def _counted(quorum: Quorum) -> set[str]:
    return {one.person for one in quorum.people if one.counted}


def _counted_then(desk: Desk, decisions: list[Decision]) -> dict[UUID, set[str]]:
    rows = desk.session.execute(
        select(DecisionText.decision_id, DecisionText.quorum).where(
            DecisionText.decision_id.in_([one.id for one in decisions])
        )
    )
    return {
        row.decision_id: {one["person"] for one in json.loads(row.quorum)["people"] if one["counted"]} for row in rows
    }


def _sentence(decision: Decision, now: Quorum) -> str:
    marked = f"{decision.reference} is marked “re-evaluate”: with what is known now, "
    if now.count == decision.quorum_count:
        return f"{marked}others would have counted."
    return f"{marked}{now.count} would have counted, not {decision.quorum_count}."
