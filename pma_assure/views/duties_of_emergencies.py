"""The facts of suspensions that have not ended and of CRL instructions not confirmed, and what they owe."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.emergency import (
    Appeal,
    CrlInstruction,
    EmergencyCall,
    Notice,
    NoticeException,
    Suspension,
    SuspensionScope,
    SuspensionText,
)
from pma_assure.records.house import IrregularFact
from pma_assure.records.suspension_values import TEXTS
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.duties_of_emergencies import AppealOwed, CrlDuty, NoticeOwed, SuspensionDuty
from pma_assure.rules.emergency import still_owed
from pma_assure.rules.notices import NoticeFact
from pma_assure.rules.state_sets import ENDED_SUSPENSIONS, ORDERED_SUSPENSIONS
from pma_assure.rules.vocabulary import AppealState, CrlState, ScopeChange
from pma_assure.views.duty_facts import Agenda, Folders


def suspensions(session: Session, folders: Folders, listed: Agenda) -> list[SuspensionDuty]:
    """Those not closed, dropped or rescinded; one statement where there is none."""
    rows = session.execute(
        select(
            Suspension.id,
            Suspension.reference,
            Suspension.title,
            Suspension.case_id,
            Suspension.state,
            Suspension.considered_at,
            Suspension.ordered_at,
            Suspension.effective_at,
            Suspension.lifted_at,
            Suspension.review_on,
        )
        .where(Suspension.state.not_in(ENDED_SUSPENSIONS))
        .order_by(Suspension.reference)
    ).all()
    if not rows:
        return []
    keys = [row.id for row in rows]
    missing = _missing(session, rows)
    notices = _notices(session, {row.id: row.effective_at for row in rows})
    appeals = _appeals(session, keys)
    purported = set(
        session.scalars(
            select(IrregularFact.record_id).where(
                IrregularFact.record_id.in_(keys), IrregularFact.rule == "R76", IrregularFact.settled_on.is_(None)
            )
        )
    )
    return [
        SuspensionDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            since=uk_day(row.lifted_at or row.ordered_at or row.considered_at),
            review_on=row.review_on,
            purported=row.id in purported,
            missing=missing[row.id],
            notices=tuple(notices[row.id]),
            appeals=tuple(appeals[row.id]),
            listed=listed.get(row.id),
        )
        for row in rows
    ]


def _missing(session: Session, rows: Any) -> dict[UUID, tuple[str, ...]]:
    ordered = {row.id: row.ordered_at for row in rows if row.state in ORDERED_SUSPENSIONS}
    spoke = {
        call.suspension_id
        for call in session.execute(
            select(EmergencyCall.suspension_id, EmergencyCall.at).where(
                EmergencyCall.suspension_id.in_(list(ordered)), EmergencyCall.dialogue.is_(True)
            )
        )
        if call.at < ordered[call.suspension_id]
    }
    found: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
    for text in session.execute(
        select(SuspensionText.suspension_id, *(getattr(SuspensionText, name) for name in TEXTS)).where(
            SuspensionText.suspension_id.in_(list(ordered))
        )
    ):
        given = {name: getattr(text, name) for name in TEXTS}
        found[text.suspension_id] = still_owed(given, dialogue=text.suspension_id in spoke)
    return found


def _notices(session: Session, effective: dict[UUID, datetime | None]) -> dict[UUID, list[NoticeOwed]]:
    judged = {
        row.notice_id: row.decision_id is not None
        for row in session.execute(
            select(NoticeException.notice_id, NoticeException.decision_id)
            .join(Notice, Notice.id == NoticeException.notice_id)
            .where(Notice.suspension_id.in_(list(effective)))
            .order_by(NoticeException.number)
        )
    }
    found: dict[UUID, list[NoticeOwed]] = defaultdict(list)
    for row in session.execute(
        select(
            Notice.id,
            Notice.suspension_id,
            Notice.reference,
            Notice.addressee,
            Notice.state,
            Notice.sent_at,
            Notice.late_reason,
            Notice.review_on,
            SuspensionScope.change,
            SuspensionScope.from_at,
        )
        .join(
            SuspensionScope,
            (SuspensionScope.suspension_id == Notice.suspension_id) & (SuspensionScope.number == Notice.about_scope),
        )
        .where(Notice.suspension_id.in_(list(effective)))
        .order_by(Notice.suspension_id, Notice.number)
    ):
        told_of = effective[row.suspension_id] if row.change == ScopeChange.ORDERED else row.from_at
        fact = NoticeFact(
            reference=row.reference,
            addressee=row.addressee,
            state=row.state,
            change=row.change,
            told_of=told_of,
            sent_at=row.sent_at,
            late_reason=row.late_reason,
            review_on=row.review_on,
        )
        found[row.suspension_id].append(NoticeOwed(fact=fact, judged=judged.get(row.id, False)))
    return found


def _appeals(session: Session, keys: list[UUID]) -> dict[UUID, list[AppealOwed]]:
    answered = set(session.scalars(select(SuspensionScope.appeal_id).where(SuspensionScope.suspension_id.in_(keys))))
    found: dict[UUID, list[AppealOwed]] = defaultdict(list)
    for row in session.execute(
        select(Appeal.id, Appeal.suspension_id, Appeal.reference, Appeal.state, Appeal.lodged_on, Appeal.outcome_on)
        .where(
            Appeal.suspension_id.in_(keys),
            Appeal.state.in_((AppealState.LODGED, AppealState.UPHELD, AppealState.UPHELD_IN_PART)),
        )
        .order_by(Appeal.suspension_id, Appeal.number)
    ):
        found[row.suspension_id].append(
            AppealOwed(
                reference=row.reference,
                state=row.state,
                day=row.outcome_on or row.lodged_on,
                answered=row.id in answered,
            )
        )
    return found


def crl_instructions(session: Session, folders: Folders) -> list[CrlDuty]:
    rows = session.execute(
        select(
            CrlInstruction.reference,
            CrlInstruction.title,
            CrlInstruction.case_id,
            CrlInstruction.state,
            CrlInstruction.decided_at,
            CrlInstruction.issued_at,
        )
        .where(CrlInstruction.state != CrlState.CONFIRMED)
        .order_by(CrlInstruction.reference)
    )
    return [
        CrlDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            since=uk_day(row.issued_at or row.decided_at),
        )
        for row in rows
    ]
