"""A suspension once considered: dropped, instructed, in effect, reviewed, rescinded; the reasons that follow."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pma_assure.records.emergency import EmergencyCall, Suspension, SuspensionText
from pma_assure.records.people import Person
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import SuspensionState
from pma_assure.rules.wording import instant as say_instant
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.meetings import not_later
from pma_assure.workflows.parameters import line, plain, ref, words
from pma_assure.workflows.suspensions import SuspensionRef, open_irregular
from pma_assure.workflows.time_limits import due_by


def _say_purported(desk: Desk, found: Suspension) -> None:
    said = f"The order of {found.reference} is purported: put it before a quorate meeting. Nothing rests on it."
    if said not in desk.notes and open_irregular(desk, found):  # a whole night is told once
        desk.notes.append(said)


@deed("suspension.drop", "Do not pursue it", refuses=("it was ordered",))
def drop(desk: Desk, *, suspension: SuspensionRef, reason: Annotated[str, words("Reason")]) -> str:
    """Record that a suspension was considered and not pursued, and why."""
    found = desk.find(Suspension, suspension, field="suspension")
    desk.step(found, SuspensionState.NOT_PURSUED, kind="suspension", deed="suspension.drop")
    desk.beside(SuspensionText, suspension_id=found.id).state_reason = reason
    return found.reference


@deed(
    "suspension.instruct",
    "Record that the DCC was instructed",
    refuses=("it is not ordered", "the time lies ahead, or before the order"),
)
def instruct(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    instructed_at: Annotated[datetime, plain("Instruction sent at", usually_today=True)],
) -> str:
    """Record when the instruction to the DCC was sent."""
    found = desk.find(Suspension, suspension, field="suspension")
    not_later(desk, instructed_at, field="instructed_at")
    desk.step(found, SuspensionState.INSTRUCTED, kind="suspension", deed="suspension.instruct")
    if found.ordered_at is not None and instructed_at < found.ordered_at:
        raise Refused(f"It was ordered at {say_instant(found.ordered_at)}, later than that.", field="instructed_at")
    found.instructed_at = instructed_at
    _say_purported(desk, found)
    return found.reference


@deed(
    "suspension.take_effect",
    "Record that it took effect",
    refuses=("the DCC was not instructed", "the time lies ahead, or before the order", "the review is before that day"),
)
def take_effect(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    effective_at: Annotated[datetime, plain("Effective at", "As the DCC reported it.", usually_today=True)],
    review_on: Annotated[
        date | None, plain("Review on", "Empty: after the time limit that the PMA adopted, if it did.")
    ] = None,
) -> str:
    """Record when the suspension took effect, as the DCC reported it, and the day it is looked at again."""
    found = desk.find(Suspension, suspension, field="suspension")
    not_later(desk, effective_at, field="effective_at")
    desk.step(found, SuspensionState.IN_EFFECT, kind="suspension", deed="suspension.take_effect")
    if found.ordered_at is not None and effective_at < found.ordered_at:
        raise Refused(f"It was ordered at {say_instant(found.ordered_at)}, later than that.", field="effective_at")
    if found.instructed_at is not None and effective_at < found.instructed_at:
        desk.notes.append("It took effect before the instruction was sent; look at the times.")
    found.effective_at = effective_at
    day = uk_day(effective_at)
    if review_on is not None and review_on < day:
        raise Refused("It is reviewed after it took effect.", field="review_on")
    found.review_on = review_on or due_by(desk, "emergency_review", day)
    if found.review_on is None:
        desk.notes.append("No day of review is set: none was given, and the PMA has adopted no time limit for it.")
    _say_purported(desk, found)
    return found.reference


@deed(
    "suspension.review",
    "Record that it was reviewed",
    refuses=("it is not in effect", "the next review is not after this one"),
)
def review(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    review_on: Annotated[date, plain("Next review on")],
    reason: Annotated[str, words("Why it goes on")],
) -> str:
    """Record that a suspension in effect was looked at again and goes on, and when next."""
    found = desk.find(Suspension, suspension, field="suspension")
    if found.state != SuspensionState.IN_EFFECT:
        raise Refused(
            f"{found.reference} is {label(found.state)}: only what is in effect is reviewed.", field="suspension"
        )
    if review_on <= desk.day:
        raise Refused("The next review lies ahead of today.", rule="R72", paragraph="71", field="review_on")
    found.review_on = review_on
    text = desk.beside(SuspensionText, suspension_id=found.id)
    text.state_reason = f"{text.state_reason}\n{desk.day.isoformat()}: {reason}".strip()
    return found.reference


@deed("suspension.rescind", "Rescind it before it takes effect", refuses=("it is in effect, or was never instructed",))
def rescind(desk: Desk, *, suspension: SuspensionRef, reason: Annotated[str, words("Reason")]) -> str:
    """Record that the instruction was withdrawn before the suspension took effect, and why."""
    found = desk.find(Suspension, suspension, field="suspension")
    desk.step(found, SuspensionState.RESCINDED, kind="suspension", deed="suspension.rescind")
    desk.beside(SuspensionText, suspension_id=found.id).state_reason = reason
    return found.reference


@deed(
    "suspension.give_reasons",
    "Write down the reasons",
    refuses=("nothing is given", "somebody else changed it since it was read", "it is closed"),
)
def give_reasons(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    effect_on_service: Annotated[str | None, words("How it threatens the SMKI Service")] = None,
    reasons: Annotated[str | None, words("Reasons")] = None,
    no_dialogue_because: Annotated[
        str | None, words("No dialogue with the participant, because", "Or record the dialogue as a call.")
    ] = None,
    proportionality: Annotated[str | None, words("Why it is proportionate")] = None,
    impact: Annotated[str | None, words("Impact", "Which obligations of the participant it touches.")] = None,
    version: Annotated[
        int | None, plain("Version", "The version you read; saving over a later one is refused.")
    ] = None,
) -> str:
    """Write down what was not written at night: reasons, dialogue, proportionality, impact; each may come by itself."""
    found = desk.find(Suspension, suspension, field="suspension")
    if found.state == SuspensionState.CLOSED:
        raise Refused(f"{found.reference} is closed and stands as it was.", field="suspension")
    text = desk.beside(SuspensionText, suspension_id=found.id)
    given: dict[str, object] = {
        "effect_on_service": effect_on_service,
        "reasons": reasons,
        "no_dialogue_because": no_dialogue_because,
        "proportionality": proportionality,
        "impact": impact,
    }
    if all(value is None for value in given.values()):
        raise Refused("Write at least one of them.", field="reasons")
    desk.expect_version(found, version, given, beside=(text,))
    desk.change(found, given, beside=(text,))
    return found.reference


@deed(
    "suspension.call",
    "Record a call",
    refuses=("nobody is named", "the time lies ahead", "a dialogue with somebody who was not reached"),
)
def call(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    at: Annotated[datetime, plain("At", usually_today=True)],
    person: Annotated[str | None, ref("person", label="Member, alternate or PKI Specialist")] = None,
    whom: Annotated[str, line("Or whom", "“Duty manager, Wren Valley Power”.")] = "",
    reached: Annotated[bool, plain("Reached")] = True,
    dialogue: Annotated[bool, plain("Dialogue with the participant")] = False,
    said: Annotated[str, words("What was said")] = "",
) -> str:
    """Record whom one called and whether one reached them, or an exchange with the participant (R81)."""
    found = desk.find(Suspension, suspension, field="suspension")
    not_later(desk, at, field="at")
    who = None if person is None else desk.find(Person, person, field="person")
    if who is None and not whom.strip():
        raise Refused("Say who was called.", rule="R81", paragraph="72", field="whom")
    if dialogue and not reached:
        raise Refused("Nobody was reached, so there was no dialogue.", rule="R81", paragraph="72", field="dialogue")
    desk.add(
        EmergencyCall(
            suspension_id=found.id,
            at=at,
            person_id=None if who is None else who.id,
            whom=whom.strip() or ("" if who is None else who.name),
            reached=reached,
            dialogue=dialogue,
            said=said,
        )
    )
    if dialogue and found.ordered_at is not None and at >= found.ordered_at:
        desk.notes.append("That was after the order: say also why there was no dialogue before it.")
    return found.reference
