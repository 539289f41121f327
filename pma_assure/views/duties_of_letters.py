"""The facts of letters that are drafted, and what they owe."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.letters import Letter
from pma_assure.rules.duties_of_letters import LetterDuty
from pma_assure.rules.vocabulary import LetterState
from pma_assure.views.duty_facts import Folders

_DRAFTS = (
    select(
        Letter.reference,
        Letter.kind,
        Letter.subject_reference,
        Letter.case_id,
        Letter.state,
        Letter.dated,
        Letter.answer_by,
    )
    .where(Letter.state == LetterState.DRAFT)
    .order_by(Letter.reference)
)


def drafts(session: Session, folders: Folders) -> list[LetterDuty]:
    """Letters that are neither sent nor withdrawn."""
    rows = session.execute(_DRAFTS)
    return [
        LetterDuty(
            reference=row.reference,
            kind=row.kind,
            about=row.subject_reference,
            folder=folders[row.case_id],
            state=row.state,
            dated=row.dated,
            answer_by=row.answer_by,
        )
        for row in rows
    ]
