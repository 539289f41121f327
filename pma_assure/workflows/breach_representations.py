"""What the participant says to a breach consideration, and what the PMA answers (R72, paragraph 71)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.breaches import BreachRepresentation
from pma_assure.rules.breach import AT_WORK
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import BreachState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.breaches import BreachRef, find_breach, move
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import plain, words
from pma_assure.workflows.time_limits import due_by


@deed("breach.seek_representations", "Seek representations", refuses=("a day for them before they were sought",))
def seek_representations(
    desk: Desk,
    *,
    breach: BreachRef,
    sought_on: Annotated[date | None, plain("Sought on", "Empty: today.")] = None,
    represent_by: Annotated[
        date | None, plain("To be made by", "Empty: by the time limit that the PMA adopted, if it did.")
    ] = None,
) -> str:
    """Record that the participant was asked what it says to the matter, and until when it may answer."""
    found = find_breach(desk, breach)
    sought = sought_on or desk.day
    desk.not_ahead(sought, field="sought_on")
    by = represent_by or due_by(desk, "representations", sought)
    if by is not None and by < sought:
        raise Refused(f"They were sought on {say_day(sought)}; the day to make them lies before.", field="represent_by")
    move(desk, found, BreachState.REPRESENTATIONS_SOUGHT, "breach.seek_representations", sought)
    found.represent_by = by
    if by is None:
        desk.notes.append(
            "No day was set, and the PMA has adopted no time limit for representations: until they come, only a reason"
            " brings it before the PMA."
        )
    return found.reference


@deed("breach.record_representation", "Record a representation", refuses=("a day that lies ahead",))
def record_representation(
    desk: Desk,
    *,
    breach: BreachRef,
    received_on: Annotated[date, plain("Received on")],
    words_given: Annotated[str, words("In the participant's words")],
) -> str:
    """Keep what the participant said, in its own words, whenever it came; the PMA's answer stands beside it."""
    found = find_breach(desk, breach)
    desk.not_ahead(received_on, field="received_on")
    number = 1 + len(desk.all(BreachRepresentation, breach_id=found.id))
    desk.add(BreachRepresentation(breach_id=found.id, number=number, received_on=received_on, words=words_given))
    if found.state not in AT_WORK:
        desk.notes.append(
            f"{found.reference} is {label(found.state)}: the PMA considered it without this. If it changes anything,"
            " reopen the consideration once it has ended."
        )
    elif found.represent_by is not None and received_on > found.represent_by:
        desk.notes.append(f"It came after {say_day(found.represent_by)}, the day until which it was asked for.")
    return found.reference


@deed(
    "breach.answer_representation",
    "Answer a representation",
    refuses=(
        "there is no such representation",
        "it was answered before the PMA considered the matter: that answer was decided on (R72, paragraph 71)",
    ),
)
def answer_representation(
    desk: Desk,
    *,
    breach: BreachRef,
    representation: Annotated[int, plain("Representation", "Its number: 1, 2, ...")],
    answer: Annotated[str, words("What the PMA makes of it")],
) -> str:
    """Write what the PMA makes of a representation; the Panel reads both.

    The answer that the PMA decided with stands as it was. What came since, and was not answered yet, is answered still.
    """
    found = find_breach(desk, breach)
    held = desk.all(BreachRepresentation, breach_id=found.id, number=representation)
    if not held:
        raise NotFound(f"{found.reference} has no representation {representation}.", field="representation")
    if held[0].answer.strip() and found.state not in AT_WORK:
        raise Refused(
            f"Representation {representation} of {found.reference} was answered, and the PMA considered the matter with"
            " that answer: it stands as it was decided on. If there is more to say, record what was received as a"
            " representation of its own, or reopen the consideration once it has ended.",
            rule="R72",
            paragraph=paragraph("R72"),
            field="answer",
        )
    held[0].answer = answer
    return found.reference
