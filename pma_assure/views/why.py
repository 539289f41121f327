"""*Why*: everything computed about a record, each with its rule, paragraph and inputs (invariant 13)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import meeting_facts, suspension_values
from pma_assure.records.meetings import AgendaItem, Decision, Meeting
from pma_assure.records.people import Appointment, Person, Seat
from pma_assure.records.plans import Plan
from pma_assure.register.register import Register
from pma_assure.rules.calendar import uk_day, working_days_before
from pma_assure.rules.deadlines import plan_health
from pma_assure.rules.quorum import decide
from pma_assure.rules.vocabulary import MeetingState
from pma_assure.rules.wording import count, seat_name
from pma_assure.rules.wording import day as say_day
from pma_assure.values.duties import Duty
from pma_assure.values.outcome import Because
from pma_assure.views import (
    clocks,
    comparables,
    coverage,
    document_standing,
    duties,
    finding_versions,
    record_document_set,
    why_of_assessments,
)


def of(register: Register, as_of: date, reference: str) -> tuple[Because, ...]:
    """Why each computed thing about the record is what it is; nothing computed, nothing to explain."""
    asked = reference.strip().upper()
    with register.reading() as session:
        found: list[Because] = []
        if asked.startswith("PLAN"):
            found.extend(_plan(session, as_of, asked))
        if asked.startswith("FIND"):
            found.extend(finding_versions.why(session, as_of, asked))
        if asked.startswith("MTG"):
            found.extend(_meeting(session, asked))
        if asked.startswith("BRCH"):
            found.extend(comparables.why(session, asked))
        if asked.startswith("DEC"):
            found.extend(_decision(session, asked))
        if asked.startswith("ORG"):
            found.extend(coverage.explained(session, asked, as_of))
        if asked.startswith("PERS"):
            found.extend(_terms(session, asked))
        if asked.startswith("ASMT"):
            found.extend(why_of_assessments.of(session, asked))
        if asked.startswith("DOC"):
            found.extend(document_standing.why(session, asked, as_of))
        if asked.startswith("CHG"):
            found.extend(record_document_set.why_of_charge(session, asked))
        if asked.startswith(("SUSP", "CRL")):
            found.extend(suspension_values.why(session, asked, as_of))
        owed = duties.of_session(session, as_of)
        found.extend(of_duty(duty) for duty in owed if asked in (duty.reference, duty.case))
        return tuple(found)


def of_duty(duty: Duty) -> Because:
    """A duty explained: the same answer wherever it is shown."""
    when = "as soon as reasonably practicable" if duty.due is None else f"by {say_day(duty.due)}"
    blocked = (("blocked by", "; ".join(duty.blocked_by)),) if duty.blocked_by else ()
    late = f", {count(duty.days_overdue, 'day')} late" if duty.days_overdue else ""
    return Because(
        what=duty.what,
        value=f"{duty.who}: {when}{late}",
        rule=duty.rule,
        paragraph=duty.paragraph,
        inputs=(*duty.inputs, *blocked),
    )


def _plan(session: Session, as_of: date, asked: str) -> list[Because]:
    keys = dict(session.execute(select(Plan.reference, Plan.id)).all())
    plan = asked.split("/")[0]
    if plan not in keys:
        return []
    running = clocks.of_plans(session, as_of, [keys[plan]]).get(keys[plan], [])
    if "/M" in asked:
        return [clock.because for row, clock in running if row.reference == asked]
    if "/" in asked or not running:
        return []
    health = plan_health(clock for _, clock in running)
    inputs = tuple((f"M{row.number}", clock.because.value) for row, clock in running)
    return [Because(what="How the plan stands", value=health.sentence, rule="R70", paragraph="60", inputs=inputs)]


def _meeting(session: Session, asked: str) -> list[Because]:
    row: Any = session.execute(
        select(Meeting.id, Meeting.starts_at, Meeting.state, Meeting.closed_at).where(
            Meeting.reference == asked.split("/")[0]
        )
    ).first()
    if row is None:
        return []
    day, before = uk_day(row.starts_at), meeting_facts.papers_days(session)
    found = [
        Because(
            what="Papers due",
            value=say_day(working_days_before(day, before)),
            rule="R12",
            paragraph="18",
            inputs=(
                ("meeting", say_day(day)),
                ("Working Days before", str(before)),
                ("calendar", "England and Wales"),
            ),
        )
    ]
    items = session.execute(
        select(AgendaItem.id, AgendaItem.reference, Decision.decided_at)
        .outerjoin(Decision, Decision.item_id == AgendaItem.id)
        .where(AgendaItem.meeting_id == row.id)
        .order_by(AgendaItem.number)
    )
    for item in items:
        if "/" in asked and item.reference != asked:
            continue
        at = item.decided_at or (None if row.state == MeetingState.SCHEDULED else row.closed_at)
        because = decide(meeting_facts.question(session, item.id, at=at)).because
        if because is not None:
            found.append(
                Because(
                    what=f"{item.reference}: {because.what}",
                    value=because.value,
                    rule=because.rule,
                    paragraph=because.paragraph,
                    inputs=because.inputs,
                )
            )
    return found


def _decision(session: Session, asked: str) -> list[Because]:
    row = session.execute(
        select(
            Decision.quorum_count,
            Decision.quorum_needed,
            Decision.quorate,
            Decision.votes_for,
            Decision.votes_against,
            Decision.abstentions,
            Decision.result,
        ).where(Decision.reference == asked)
    ).first()
    if row is None:
        return []
    return [
        Because(
            what="Quorum when it was decided",
            value=f"{row.quorum_count} of {row.quorum_needed}: {'quorate' if row.quorate else 'not quorate'}",
            rule="R30",
            paragraph="35",
            inputs=(("counted", str(row.quorum_count)), ("needed", str(row.quorum_needed))),
        ),
        Because(
            what="Result",
            value=row.result.value,
            rule="R16",
            paragraph="17, 29",
            inputs=(
                ("for", str(row.votes_for)),
                ("against", str(row.votes_against)),
                ("abstained", str(row.abstentions)),
            ),
        ),
    ]


def _terms(session: Session, asked: str) -> list[Because]:
    rows = session.execute(
        select(
            Seat.code, Appointment.first_day, Appointment.months, Appointment.computed_last_day, Appointment.last_day
        )
        .join(Seat, Seat.id == Appointment.seat_id)
        .join(Person, Person.id == Appointment.person_id)
        .where(Person.reference == asked, Appointment.computed_last_day.is_not(None))
        .order_by(Appointment.first_day)
    )
    return [
        Because(
            what=f"Last day in office, {seat_name(row.code.value)}",
            value=say_day(row.last_day or row.computed_last_day),
            rule="R42",
            paragraph="42, 50",
            inputs=(
                ("first day", say_day(row.first_day)),
                ("months", str(row.months)),
                ("computed last day", say_day(row.computed_last_day)),
            ),
        )
        for row in rows
    ]
