"""The items on the page of a meeting: the paper, the live quorum, who should be excused, the decision."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from pma_assure.records import contents, document_values, emergency_quorum, meeting_facts
from pma_assure.records.cases import Case
from pma_assure.records.meetings import (
    AgendaItem,
    AgendaItemText,
    Attendance,
    Circulation,
    Decision,
    DecisionText,
    Recusal,
    Vote,
)
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.records.people import InterestDeclared, Person
from pma_assure.records.plans import PlanVersion
from pma_assure.rules.affiliation import affiliated, affiliated_since, employers_on
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.quorum import decide
from pma_assure.rules.vocabulary import ItemState, MeetingState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import seat_name
from pma_assure.values.documents import Changed
from pma_assure.values.meeting_page import DecisionView, ItemView
from pma_assure.values.quorum import Quorum, QuorumQuestion
from pma_assure.views import plans
from pma_assure.views.meeting_steps import item_actions


def items_of(session: Session, meeting_id: UUID) -> list[Any]:
    later = aliased(AgendaItem)
    carried_to = select(later.reference).where(later.carried_from_id == AgendaItem.id).limit(1).correlate(AgendaItem)
    return list(
        session.execute(
            select(
                AgendaItem.id,
                AgendaItem.reference,
                AgendaItem.number,
                AgendaItem.title,
                AgendaItem.state,
                AgendaItem.against_organisation,
                AgendaItem.asks,
                AgendaItem.begun_at,
                AgendaItem.subject_kind,
                AgendaItem.subject_id,
                AgendaItem.subject_reference,
                AgendaItem.circulated_on,
                AgendaItem.circulated_fingerprint,
                AgendaItemText.motion,
                AgendaItemText.motion_as_first_put,
                AgendaItemText.reasons,
                AgendaItemText.not_against_because,
                Case.reference.label("case"),
                Organisation.name.label("organisation"),
                carried_to.scalar_subquery().label("carried_to"),
            )
            .join(AgendaItemText, AgendaItemText.item_id == AgendaItem.id)
            .outerjoin(Case, Case.id == AgendaItem.case_id)
            .outerjoin(Organisation, Organisation.id == AgendaItem.organisation_id)
            .where(AgendaItem.meeting_id == meeting_id)
            .order_by(AgendaItem.number)
        )
    )


def item_view(session: Session, meeting: Any, item: Any, known: meeting_facts.Roster, moment: datetime) -> ItemView:
    decision = _decision(session, item.id)
    live = meeting.state == MeetingState.IN_SESSION
    if decision is not None:
        at: datetime | None = decision.decided_at
    elif live:
        at = moment
    else:
        at = None if meeting.state == MeetingState.SCHEDULED else item.begun_at or meeting.closed_at
    asked = meeting_facts.question(session, item.id, at=at, known=known)
    due = meeting_facts.papers_due(session, uk_day(meeting.starts_at))
    content = contents.content_of(session, item.subject_kind, item.subject_id)
    content = content or {"kind": "motion", "item": item.reference, "motion": item.motion}
    pending = item.state in (ItemState.LISTED, ItemState.UNDER_DISCUSSION)
    quorum = decide(asked)
    return ItemView(
        reference=item.reference,
        number=item.number,
        title=item.title,
        state=item.state.value,
        case=item.case,
        organisation=item.organisation,
        against_organisation=item.against_organisation,
        not_against_because=item.not_against_because,
        asks=item.asks.value,
        subject=item.subject_reference,
        subject_title=_subject_title(session, item),
        motion=item.motion,
        motion_as_first_put=item.motion_as_first_put,
        reasons=item.reasons,
        circulated_on=item.circulated_on,
        circulations=_circulations(session, item.id),
        late_paper=item.circulated_on is not None and item.circulated_on > due,
        changed_since_circulated=pending
        and item.circulated_fingerprint is not None
        and not contents.is_as_frozen(content, item.circulated_fingerprint),
        changes=_changes(session, item),
        quorum=quorum,
        forecast=at is None,
        mend=() if quorum.quorate or not pending or not (live or at is None) else who_mends(session, item.id, at)[1],
        suggested_recusals=_suggested(session, asked) if pending else (),
        excused=_excused(session, item.id),
        decision=decision,
        actions=item_actions(
            item.reference,
            item.state,
            meeting.state,
            circulated=item.circulated_on is not None,
            motion=item.motion,
            quorate=quorum.quorate,
            carried=item.carried_to is not None,
        ),
    )


def who_mends(session: Session, item_id: UUID, at: datetime | None) -> tuple[Quorum, tuple[str, ...]]:
    """The quorum of an item as it is forecast, or at a moment, and who would mend it, each with the place."""
    quorum, helping = emergency_quorum.who_else(session, item_id, at)
    away = set(
        session.scalars(
            select(Person.name)
            .join(Attendance, Attendance.person_id == Person.id)
            .join(AgendaItem, AgendaItem.meeting_id == Attendance.meeting_id)
            .where(AgendaItem.id == item_id, Attendance.apologies.is_(True))
        )
    )
    return quorum, tuple(
        f"{one.name} {one.place}{', who sent apologies' if one.name in away else ''}" for one in helping
    )


def _circulations(session: Session, item_id: UUID) -> tuple[date, ...]:
    """The days on which the paper went out, first to last."""
    return tuple(
        session.scalars(
            select(Circulation.circulated_on).where(Circulation.item_id == item_id).order_by(Circulation.number)
        )
    )


def _subject_title(session: Session, item: Any) -> str:
    if item.subject_kind != "advice":
        return item.title or ""
    return (
        session.execute(
            select(Advice.title)
            .join(AdviceVersion, AdviceVersion.advice_id == Advice.id)
            .where(AdviceVersion.id == item.subject_id)
        ).scalar()
        or ""
    )


def _changes(session: Session, item: Any) -> tuple[Changed, ...]:
    """For advice on a plan: what is new in the version it is about."""
    if item.subject_kind != "advice":
        return ()
    row = session.execute(
        select(PlanVersion.plan_id, PlanVersion.number)
        .join(AdviceVersion, AdviceVersion.plan_version_id == PlanVersion.id)
        .where(AdviceVersion.id == item.subject_id)
    ).first()
    return () if row is None else document_values.version_changes(session, row.plan_id, row.number)


def _suggested(session: Session, asked: QuorumQuestion) -> tuple[tuple[str, str], ...]:
    """(name, why) of those whose employer, or a declared interest, is the organisation concerned (R29)."""
    if asked.subject is None or not asked.against_subject:
        return ()
    names = dict(asked.names)
    found: list[tuple[str, str]] = []
    for presence in sorted(asked.presences, key=lambda one: one.name):
        if presence.person in asked.excused:
            continue
        for employer in sorted(employers_on(presence.person, asked.day, asked.employments)):
            if affiliated(employer, asked.subject, asked.day, asked.affiliations):
                since = affiliated_since(employer, asked.subject, asked.day, asked.affiliations)
                how = f", affiliated since {say_day(since)}" if since is not None else ""
                found.append((presence.name, f"works for {names.get(employer, employer)}{how}"))
    declared = session.execute(
        select(Person.name, InterestDeclared.nature)
        .join(Person, Person.id == InterestDeclared.person_id)
        .join(Organisation, Organisation.id == InterestDeclared.organisation_id)
        .where(Organisation.reference == asked.subject, InterestDeclared.ended_on.is_(None))
    )
    there = {presence.name for presence in asked.presences}
    found.extend((row.name, f"declared an interest: {row.nature}") for row in declared if row.name in there)
    return tuple(dict.fromkeys(found))


def _excused(session: Session, item_id: UUID) -> tuple[tuple[str, str], ...]:
    rows = session.execute(
        select(Person.name, Recusal.reason)
        .join(Person, Person.id == Recusal.person_id)
        .where(Recusal.item_id == item_id, Recusal.withdrawn_on.is_(None))
        .order_by(Person.name)
    )
    return tuple((row.name, row.reason) for row in rows)


def _decision(session: Session, item_id: UUID) -> DecisionView | None:
    row = session.execute(
        select(Decision, DecisionText.motion, DecisionText.reasons, DecisionText.dissent, DecisionText.quorum)
        .join(DecisionText, DecisionText.decision_id == Decision.id)
        .where(Decision.item_id == item_id)
        .order_by(Decision.decided_at.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    decision, motion, reasons, dissent, quorum = row
    seats = {one["name"]: one["seat"] for one in json.loads(quorum)["people"]}
    votes = session.execute(
        select(Person.name, Vote.cast, Vote.casting)
        .join(Person, Person.id == Vote.person_id)
        .where(Vote.decision_id == decision.id)
        .order_by(Person.name)
    ).all()
    changes = plans.decision_changes(session, decision.subject_kind, decision.subject_id)
    still = changes is not None and changes[0] == decision.reference
    return DecisionView(
        reference=decision.reference,
        state=decision.state.value,
        manner=decision.manner.value,
        result=decision.result.value,
        decided_at=decision.decided_at,
        motion=motion,
        reasons=reasons,
        dissent=dissent,
        votes=tuple(
            (vote.name, seat_name(seats[vote.name]) if seats.get(vote.name) else "", vote.cast.value) for vote in votes
        ),
        votes_for=decision.votes_for,
        votes_against=decision.votes_against,
        abstentions=decision.abstentions,
        casting=None if decision.casting is None else decision.casting.value,
        quorum_count=decision.quorum_count,
        quorum_needed=decision.quorum_needed,
        fingerprint=decision.fingerprint,
        asks=decision.asks.value,
        reevaluate=decision.reevaluate,
        changed_since=changes[1] if changes is not None and still else (),
    )
