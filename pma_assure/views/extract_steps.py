"""The deeds that can be done next from the page of an extract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.letters import Letter
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.vocabulary import Disposition, ExtractState, LetterKind, LetterState
from pma_assure.values.extract_page import PassageView, RepresentationView
from pma_assure.values.screens import NextDeed


def letters(session: Session, key: UUID) -> Sequence[Any]:
    """The letters of consultation on a version that are drafted or sent, the oldest first."""
    return session.execute(
        select(Letter.reference, Letter.state, Letter.sent_at, Letter.answer_by)
        .where(
            Letter.subject_id == key,
            Letter.kind == LetterKind.EXTRACT_CONSULTATION,
            Letter.state != LetterState.WITHDRAWN,
        )
        .order_by(Letter.reference)
    ).all()


def actions(
    reference: str,
    state: ExtractState,
    decided: str | None,
    representations: tuple[RepresentationView, ...],
    passages: tuple[PassageView, ...],
    written: Sequence[Any],
    consulted_on: date | None,
    *,
    over: bool,
) -> tuple[NextDeed, ...]:
    """The deeds that can be done now on an extract, the next one first. ``written`` are its letters of consultation,
    ``over``: the date for representations has passed.

    While passages are undecided the next step is to decide them, and no deed here stands out.
    """

    def offer(deed: str, title: str, primary: bool = False, given: dict[str, object] | None = None) -> NextDeed:
        return NextDeed(deed=deed, title=title, given=(("extract", reference), *(given or {}).items()), primary=primary)

    decided_all = not any(one.disposition == Disposition.UNDECIDED for one in passages)
    unanswered = next((one.number for one in representations if not one.answer), None)
    if state == ExtractState.DRAFTING:
        return (
            *_consulting(reference, written, consulted_on, primary=decided_all),
            offer("extract.name_participant", "Name the participant or not…"),
            offer("extract.edit", "Change the title…"),
        )
    if state == ExtractState.PARTICIPANT_CONSULTED:
        again = any(one.needs_consultation for one in passages)
        heard = over or any(consulted_on is None or one.received_on >= consulted_on for one in representations)
        goes_on = decided_all and not unanswered
        return (
            *(
                (offer("extract.answer_representation", "Answer a representation…", True, {"number": unanswered}),)
                if unanswered
                else ()
            ),
            offer("extract.record_representation", "Record a representation…", goes_on and not again and not heard),
            *(_consulting(reference, written, consulted_on, primary=goes_on, again=True) if again else ()),
            offer("extract.send_to_review", "Send for review", primary=goes_on and not again and heard),
            offer("extract.name_participant", "Name the participant or not…"),
        )
    if state == ExtractState.SECURITY_REVIEW:
        return (
            offer("extract.review", "Record the review…", primary=True),
            offer("extract.return_to_drafting", "Return to drafting…"),
        )
    if state == ExtractState.READY_FOR_DECISION:
        given: dict[str, object] = {} if decided is None else {"decision": decided}
        return (
            offer("extract.approve", "Record the approval…", decided is not None, given),
            NextDeed(
                deed="item.list", title="Put it on an agenda…", given=(("subject", reference),), primary=decided is None
            ),
            offer("extract.withhold_entirely", "Publish nothing for now…", False, given),
            offer("extract.return_to_drafting", "Return to drafting…"),
        )
    if state == ExtractState.APPROVED:
        return (offer("extract.release", "Check and release…", primary=True),)
    if state == ExtractState.RELEASED:
        return (
            offer("extract.correct", "Correct…"),
            offer("extract.recall", "Recall…"),
            offer("extract.tell_recipient", "A recipient was told…"),
        )
    if state == ExtractState.WITHHELD_ENTIRELY:
        return (offer("extract.redraft", "Draft again", primary=True),)
    return (offer("extract.tell_recipient", "A recipient was told…"),)


def _consulting(
    reference: str, written: Sequence[Any], consulted_on: date | None, *, primary: bool, again: bool = False
) -> tuple[NextDeed, NextDeed]:
    """How the participant is consulted: by a letter, drafted and then sent, which records it; or recorded by hand.

    A letter that was sent and could not record it, because it names no day or one that was past, gives the form its
    day.
    """
    draft = next((one.reference for one in reversed(written) if one.state == LetterState.DRAFT), None)
    sent: Any = next((one for one in reversed(written) if one.sent_at is not None), None)
    sent_on = None if sent is None else uk_day(sent.sent_at)
    waits = draft is None and sent_on is not None and (consulted_on is None or consulted_on < sent_on)
    if draft is not None:
        by_letter = NextDeed(
            deed="letter.send", title="Send the letter of consultation…", given=(("letter", draft),), primary=primary
        )
    else:
        by_letter = NextDeed(
            deed="letter.draft",
            title="Consult once more by letter…" if again else "Consult the participant by letter…",
            given=(("kind", LetterKind.EXTRACT_CONSULTATION.value), ("about", reference)),
            primary=primary and not waits,
        )
    by_hand = NextDeed(
        deed="extract.consult",
        title=f"Record the consultation by {sent.reference}…" if waits else "Record a consultation…",
        given=(("extract", reference), *((("consulted_on", sent_on),) if waits else ())),
        primary=primary and waits,
    )
    return (by_hand, by_letter) if waits else (by_letter, by_hand)
