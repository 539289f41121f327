"""The letters by which a participant is consulted on an extract, and what they leave open or tell no longer (R74)."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import func, or_, select

from pma_assure.records.extracts import ExtractVersion, Passage, PassageText
from pma_assure.records.house import AuditEntry
from pma_assure.records.letters import Letter
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Disposition, LetterKind, LetterState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import runs
from pma_assure.workflows.acting import Desk

TOLD = frozenset({"disposition", "ground", "summarised", "due", "text", "summary"})
"""Columns of a passage that a letter tells the participant; its necessity and what needs consultation are the PMA's."""


def say_what_is_undecided(desk: Desk, version: ExtractVersion) -> None:
    """Say before the participant is consulted that passages are undecided: what is published later is consulted upon
    again (states.md, *Plan extract*)."""
    numbers = [
        row.number
        for row in desk.all(
            Passage, extract_version_id=version.id, disposition=Disposition.UNDECIDED, order_by=Passage.position
        )
    ]
    if numbers:
        desk.notes.append(
            f"{_passages(numbers)} of {version.reference} {'is' if len(numbers) == 1 else 'are'} still undecided. What"
            " is published of it later needs another consultation."
        )


def say_of_letters(desk: Desk, version: ExtractVersion) -> None:
    """Say of a consultation that is recorded by hand which letter waits to be sent, or was sent on another day."""
    letters = _letters(desk, version)
    for draft in letters:
        if draft.state == LetterState.DRAFT:
            desk.notes.append(
                f"{draft.reference}, the letter of consultation on {version.reference}, is drafted and not sent: send"
                " it, or withdraw it."
            )
    sent = [(one.reference, uk_day(one.sent_at)) for one in letters if one.sent_at is not None]
    for reference, on in sent[-1:]:
        if version.consulted_on is not None and on != version.consulted_on:
            desk.notes.append(
                f"{reference} was sent on {say_day(on)}; this consultation is of {say_day(version.consulted_on)}."
            )


def changed_since_written(desk: Desk, letter: Letter) -> frozenset[UUID]:
    """The passages that were changed after the words of ``letter`` were: it tells of them as they were."""
    passages = select(Passage.id).where(Passage.extract_version_id == letter.subject_id)
    texts = dict(
        desk.session.execute(
            select(PassageText.id, PassageText.passage_id).where(PassageText.passage_id.in_(passages))
        ).all()
    )
    desk.session.flush()
    written = desk.session.scalar(
        select(func.max(AuditEntry.number)).where(
            AuditEntry.row_id == letter.id, AuditEntry.changes.contains('"text":', autoescape=True)
        )
    )
    entries = desk.session.execute(
        select(AuditEntry.row_id, AuditEntry.changes).where(
            or_(AuditEntry.row_id.in_(passages), AuditEntry.row_id.in_(texts)), AuditEntry.number > (written or 0)
        )
    )
    return frozenset(texts.get(row.row_id, row.row_id) for row in entries if json.loads(row.changes).keys() & TOLD)


def refuse_over_what_changed(desk: Desk, letter: Letter, changed: frozenset[UUID]) -> None:
    """Refuse other words for a letter that tells of these passages as they no longer are: from then on they would
    count as told, whether the words tell of them or not."""
    raise Refused(
        f"{_those(desk, changed)} of {letter.subject_reference} changed after {letter.reference} was written. Write the"
        " letter anew first, and then change its words.",
        rule="R74",
        paragraph="64, 75",
        field="text",
    )


def say_before_it_is_sent(desk: Desk, letter: Letter) -> None:
    """Say which passages a letter of consultation leaves open, and which it tells of as they no longer are."""
    say_what_is_undecided(desk, desk.session.get_one(ExtractVersion, letter.subject_id))
    changed = changed_since_written(desk, letter)
    if changed:
        desk.notes.append(
            f"{_those(desk, changed)} of {letter.subject_reference} changed after {letter.reference} was written, and"
            f" it tells of {'it' if len(changed) == 1 else 'them'} as before. Write the letter anew before it is sent;"
            " or consult once more."
        )


def _letters(desk: Desk, version: ExtractVersion) -> list[Letter]:
    """Those about this version that are drafted or sent, the oldest first."""
    return desk.all(
        Letter,
        Letter.state != LetterState.WITHDRAWN,
        Letter.kind == LetterKind.EXTRACT_CONSULTATION,
        subject_id=version.id,
        order_by=Letter.reference,
    )


def _those(desk: Desk, passages: frozenset[UUID]) -> str:
    return _passages([row.number for row in desk.all(Passage, Passage.id.in_(passages), order_by=Passage.position)])


def _passages(numbers: list[int]) -> str:
    return f"Passage{'' if len(numbers) == 1 else 's'} {runs(numbers)}"
