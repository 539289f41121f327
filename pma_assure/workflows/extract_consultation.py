"""The participant is heard on an extract, and a second person reviews it (R73, R74)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from sqlalchemy import select, union_all

from pma_assure.records.extracts import (
    Extract,
    ExtractVersion,
    ExtractVersionText,
    Passage,
    PassageText,
    Representation,
)
from pma_assure.records.house import AuditEntry
from pma_assure.records.letters import Letter
from pma_assure.records.plans import Plan, PlanVersion
from pma_assure.rules import second_person
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import Capacity, ExtractState, Ground
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.consultation_letters import changed_since_written, say_of_letters, say_what_is_undecided
from pma_assure.workflows.deeds import KEEPERS, deed
from pma_assure.workflows.extract_passages import find_passage
from pma_assure.workflows.extracts import ExtractRef, current, move, own_words_do_not_quote
from pma_assure.workflows.parameters import plain, ref, words


@deed(
    "extract.consult",
    "Consult the participant",
    refuses=("the extract is past consultation", "the date for representations is before the draft was sent"),
)
def consult(
    desk: Desk,
    *,
    extract: ExtractRef,
    consulted_on: Annotated[date, plain("Sent on", usually_today=True)],
    respond_by: Annotated[date, plain("Representations by")],
) -> str:
    """Record that the participant was shown the draft, and by when it may make representations; also once more. A
    letter of consultation that is sent records it by itself."""
    found, version = current(desk, extract)
    if respond_by < consulted_on:
        raise Refused("The date for representations is before the draft was sent.", field="respond_by")
    desk.not_ahead(consulted_on, field="consulted_on")
    own_words_do_not_quote(desk, found, version)
    say_what_is_undecided(desk, version)
    _heard_from(desk, found, version, consulted_on, respond_by)
    say_of_letters(desk, version)
    return found.reference


def consult_by_letter(desk: Desk, letter: Letter, sent_on: date) -> None:
    """Record the consultation that a letter is, with the day it was sent and the day it names (R74).

    What was changed after the letter was written is still to be consulted upon. A letter that names no day, or one that
    was past when it went, or that went before a later consultation, records none, and it is said why.
    """
    found, version = current(desk, letter.subject_reference.split("/")[0])
    own_words_do_not_quote(desk, found, version)
    if letter.answer_by is None:
        desk.notes.append(
            f"{letter.reference} names no day for representations, so the consultation on {version.reference} is not"
            " recorded yet: record it, with the day."
        )
        return
    if letter.answer_by < sent_on:
        desk.notes.append(
            f"{letter.reference} asks for representations by {say_day(letter.answer_by)} and was sent on"
            f" {say_day(sent_on)}, after that, so the consultation on {version.reference} is not recorded: give the"
            " participant a later day, and record it with that."
        )
        return
    if version.consulted_on is not None and sent_on < version.consulted_on:
        desk.notes.append(
            f"A later consultation on {version.reference}, of {say_day(version.consulted_on)}, is recorded already and"
            " stands."
        )
        return
    _heard_from(desk, found, version, sent_on, letter.answer_by, untold=changed_since_written(desk, letter))
    desk.notes.append(
        f"The consultation on {version.reference} is recorded with it: sent on {say_day(sent_on)}, representations by"
        f" {say_day(letter.answer_by)}."
    )


def _heard_from(
    desk: Desk,
    found: Extract,
    version: ExtractVersion,
    consulted_on: date,
    respond_by: date,
    *,
    untold: frozenset[UUID] = frozenset(),
) -> None:
    """The participant may speak from now on; ``untold`` are the passages that it was not told of as they are."""
    source = desk.session.get_one(PlanVersion, version.plan_version_id)
    approved = desk.session.get_one(Plan, found.plan_id).approved_version
    if approved is not None and source.number != approved:
        desk.notes.append(
            f"The Panel has approved version {approved} since; this extract is of version {source.number}."
        )
    if version.state != ExtractState.PARTICIPANT_CONSULTED:
        move(desk, found, version, ExtractState.PARTICIPANT_CONSULTED, "extract.consult")
    version.consulted_on, version.respond_by = consulted_on, respond_by
    for passage in desk.all(Passage, extract_version_id=version.id, needs_consultation=True):
        passage.needs_consultation = passage.id in untold


@deed("extract.record_representation", "Record a representation")
def record_representation(
    desk: Desk,
    *,
    extract: ExtractRef,
    words_given: Annotated[str, words("In the participant's words", "Also “no comments”.")],
    received_on: Annotated[date, plain("Received on", usually_today=True)],
    passage: Annotated[str | None, ref("passage", label="Passage", help="Empty: on the whole.")] = None,
    claimed_ground: Annotated[Ground | None, plain("Claimed ground")] = None,
) -> str:
    """Keep what the participant said of the draft, passage by passage; each is answered before the review."""
    found, version = current(desk, extract)
    if version.consulted_on is None:
        raise Refused("The participant has not been consulted yet.", rule="R74", paragraph="64, 75", field="extract")
    desk.not_ahead(received_on, field="received_on")
    number = 1 + len(desk.all(Representation, extract_version_id=version.id))
    desk.add(
        Representation(
            extract_version_id=version.id,
            number=number,
            passage_id=None if passage is None else find_passage(desk, version, passage).id,
            received_on=received_on,
            claimed_ground=claimed_ground,
            words=words_given,
        )
    )
    return found.reference


@deed("extract.answer_representation", "Answer a representation")
def answer_representation(
    desk: Desk,
    *,
    extract: ExtractRef,
    number: Annotated[int, plain("Representation", "Its number.")],
    answer: Annotated[str, words("Answer, with the reason")],
    answered_on: Annotated[date | None, plain("Answered on", usually_today=True)] = None,
) -> str:
    """Answer a representation with a reason: followed, or not."""
    found, version = current(desk, extract)
    held = desk.all(Representation, extract_version_id=version.id, number=number)
    if not held:
        raise NotFound(f"{version.reference} has no representation {number}.", field="number")
    on = answered_on or desk.day
    desk.not_ahead(on, field="answered_on")
    if on < held[0].received_on:
        raise Refused(f"It came on {say_day(held[0].received_on)}, later than that.", field="answered_on")
    held[0].answer, held[0].answered_on = answer, on
    return found.reference


@deed(
    "extract.send_to_review",
    "Send to security review",
    refuses=(
        "no representation came and their date has not passed (R74, paragraph 75)",
        "a representation is not answered",
        "a passage was published or summarised since the participant was consulted",
    ),
)
def send_to_review(desk: Desk, *, extract: ExtractRef) -> str:
    """Hand the draft to the second reviewer once the participant has been heard."""
    found, version = current(desk, extract)
    given = desk.all(Representation, extract_version_id=version.id)
    heard = [row for row in given if version.consulted_on is not None and row.received_on >= version.consulted_on]
    unheard = [
        row.number
        for row in desk.all(Passage, extract_version_id=version.id, order_by=Passage.position)
        if row.needs_consultation
    ]
    if version.state == ExtractState.PARTICIPANT_CONSULTED:
        if not heard and version.respond_by is not None and desk.day <= version.respond_by:
            raise Refused(
                f"The participant may make representations until {say_day(version.respond_by)} and has made none yet.",
                rule="R74",
                paragraph="64, 75",
                field="extract",
            )
        open_ones = [row.number for row in given if not row.answer.strip()]
        if open_ones:
            raise Refused(
                f"Answer representation {', '.join(map(str, open_ones))} first.",
                rule="R74",
                paragraph="64, 75",
                field="extract",
            )
        if unheard:
            raise Refused(
                f"Passage {', '.join(map(str, unheard))} changed since the participant was consulted: consult once"
                " more.",
                rule="R74",
                paragraph="64, 75",
                field="extract",
            )
    move(desk, found, version, ExtractState.SECURITY_REVIEW, "extract.send_to_review")
    return found.reference


@deed(
    "extract.review",
    "Record the security review",
    refuses=(
        "the reviewer prepared or marked anything in it, or in the version it corrects (R73, paragraph 75)",
        "the day is before the participant was consulted",
    ),
    capacities=(Capacity.SECOND_REVIEWER, Capacity.CHAIR, *KEEPERS),
)
def review(
    desk: Desk,
    *,
    extract: ExtractRef,
    note: Annotated[str, words("What was looked at")],
    comparison_answer: Annotated[
        str,
        words(
            "Could a reader work out what is withheld?",
            "From this extract, its counts and dates, and everything already released.",
        ),
    ],
    reviewed_on: Annotated[date | None, plain("Reviewed on", usually_today=True)] = None,
) -> str:
    """A second person, who did not prepare it, reviews the draft and answers the question of comparison."""
    found, version = current(desk, extract)
    on = reviewed_on or desk.day
    desk.not_ahead(on, field="reviewed_on")
    if version.consulted_on is not None and on < version.consulted_on:
        raise Refused(
            f"The participant was consulted on {say_day(version.consulted_on)}, later than that: the draft that was"
            " reviewed is another one.",
            rule="R73",
            paragraph="75",
            field="reviewed_on",
        )
    if not _is_second_person(desk, version):
        raise Refused(
            f"{desk.acting.name} prepared {found.reference}; a second person has to review it.",
            rule="R73",
            paragraph="75",
            field="as",
        )
    move(desk, found, version, ExtractState.READY_FOR_DECISION, "extract.review")
    version.reviewed_by_id, version.reviewed_on = desk.acting.person_id, on
    text = desk.beside(ExtractVersionText, extract_version_id=version.id)
    text.review_note, text.comparison_answer = note, comparison_answer
    return found.reference


def _is_second_person(desk: Desk, version: ExtractVersion) -> bool:
    """Whether nothing in this version, or in a version it was copied from, was made by whoever acts."""
    versions = desk.all(ExtractVersion, ExtractVersion.number <= version.number, extract_id=version.extract_id)
    keys = [one.id for one in versions]
    passages = select(Passage.id).where(Passage.extract_version_id.in_(keys))
    rows = union_all(
        select(Extract.id).where(Extract.id == version.extract_id),
        select(ExtractVersion.id).where(ExtractVersion.id.in_(keys)),
        select(ExtractVersionText.id).where(ExtractVersionText.extract_version_id.in_(keys)),
        passages,
        select(PassageText.id).where(PassageText.passage_id.in_(passages)),
        select(Representation.id).where(Representation.extract_version_id.in_(keys)),
    )
    worked = desk.session.scalars(
        select(AuditEntry.person_id)
        .where(AuditEntry.row_id.in_(rows), AuditEntry.deed.in_(second_person.PREPARING))
        .distinct()
    ).all()
    return second_person.may_review(
        desk.acting.person_id, prepared_by=[one.prepared_by_id for one in versions], worked=worked
    )


@deed(
    "extract.return_to_drafting", "Return to drafting", capacities=(Capacity.SECOND_REVIEWER, Capacity.CHAIR, *KEEPERS)
)
def return_to_drafting(desk: Desk, *, extract: ExtractRef, reason: Annotated[str, words("Reason")]) -> str:
    """Take the draft up again; what is published anew is consulted upon again."""
    found, version = current(desk, extract)
    move(desk, found, version, ExtractState.DRAFTING, "extract.return_to_drafting")
    text = desk.beside(ExtractVersionText, extract_version_id=version.id)
    text.state_reason, text.comparison_answer = reason, ""
    version.reviewed_by_id = version.reviewed_on = None
    return found.reference
