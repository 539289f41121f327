"""Appeals to the Authority against a suspension: lodged, heard, their outcome as reported, withdrawn (R84)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.emergency import Appeal, Suspension
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import ORDERED_SUSPENSIONS
from pma_assure.rules.vocabulary import AppealOutcome, AppealState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import plain, ref, words
from pma_assure.workflows.suspensions import SuspensionRef

AppealRef = Annotated[str, ref("appeal", label="Appeal")]


@deed(
    "appeal.lodge",
    "Record an appeal",
    refuses=("nothing was ordered (R84, paragraph 20)", "the day lies ahead, or before the order"),
)
def lodge(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    lodged_on: Annotated[date, plain("Lodged on", usually_today=True)],
    grounds: Annotated[str, words("Grounds", "As the participant gives them.")],
    interim_effect: Annotated[
        str, words("What holds until it is heard", "An appeal may be heard after the event.")
    ] = "",
) -> str:
    """Record that the participant appealed to the Authority; it may be heard after the event."""
    found = desk.find(Suspension, suspension, field="suspension")
    desk.not_ahead(lodged_on, field="lodged_on")
    if found.state not in ORDERED_SUSPENSIONS or found.ordered_at is None:
        raise Refused(
            f"{found.reference} is {label(found.state)}: there is no order to appeal against.",
            rule="R84",
            paragraph=paragraph("R84"),
            field="suspension",
        )
    if lodged_on < uk_day(found.ordered_at):
        raise Refused(f"It was ordered on {say_day(uk_day(found.ordered_at))}, later than that.", field="lodged_on")
    number = 1 + len(desk.all(Appeal, suspension_id=found.id))
    made = desk.add(
        Appeal(
            reference=f"{found.reference}/A{number}",
            suspension_id=found.id,
            number=number,
            state=AppealState.LODGED,
            lodged_on=lodged_on,
            grounds=grounds,
            interim_effect=interim_effect,
        )
    )
    desk.session.flush()
    return made.reference


@deed(
    "appeal.hear", "Record that the appeal was heard", refuses=("it has ended", "the day lies ahead, or is too early")
)
def hear(desk: Desk, *, appeal: AppealRef, heard_on: Annotated[date, plain("Heard on", usually_today=True)]) -> str:
    """Record the day on which the Authority heard it."""
    found = desk.find(Appeal, appeal, field="appeal")
    if found.state != AppealState.LODGED:
        raise Refused(f"{found.reference} is {label(found.state)}.", rule="R84", paragraph="20", field="appeal")
    _in_order(desk, found, heard_on, field="heard_on")
    found.heard_on = heard_on
    return found.reference


@deed(
    "appeal.record_outcome",
    "Record the outcome of the appeal",
    refuses=("it has an outcome, or was withdrawn", "the day lies ahead, or is too early"),
)
def record_outcome(
    desk: Desk,
    *,
    appeal: AppealRef,
    outcome: Annotated[AppealOutcome, plain("Outcome")],
    outcome_on: Annotated[date, plain("Day of the outcome", usually_today=True)],
    words_given: Annotated[str, words("In the Authority's words")],
    heard_on: Annotated[date | None, plain("Heard on", "Empty: as recorded.")] = None,
) -> str:
    """Record what the Authority made of it, as it was reported; an appeal upheld owes a lift or a variation."""
    found = desk.find(Appeal, appeal, field="appeal")
    desk.step(found, AppealState(outcome.value), kind="appeal", deed="appeal.record_outcome")
    if heard_on is not None:
        _in_order(desk, found, heard_on, field="heard_on")
        found.heard_on = heard_on
    _in_order(desk, found, outcome_on, field="outcome_on")
    if found.heard_on is not None and outcome_on < found.heard_on:
        raise Refused(f"It was heard on {say_day(found.heard_on)}, later than that.", field="outcome_on")
    found.outcome_on, found.outcome = outcome_on, words_given
    if found.state in (AppealState.UPHELD, AppealState.UPHELD_IN_PART):
        owed = "a lift" if found.state == AppealState.UPHELD else "a variation or a lift in part"
        desk.notes.append(f"{found.reference} owes {owed}: record it with this appeal named.")
    return found.reference


@deed("appeal.withdraw", "Record that the appeal was withdrawn", refuses=("it has an outcome",))
def withdraw(
    desk: Desk,
    *,
    appeal: AppealRef,
    withdrawn_on: Annotated[date, plain("Withdrawn on", usually_today=True)],
    words_given: Annotated[str, words("As the participant told it")] = "",
) -> str:
    """Record that the participant withdrew its appeal."""
    found = desk.find(Appeal, appeal, field="appeal")
    desk.step(found, AppealState.WITHDRAWN, kind="appeal", deed="appeal.withdraw")
    _in_order(desk, found, withdrawn_on, field="withdrawn_on")
    found.outcome_on, found.outcome = withdrawn_on, words_given
    return found.reference


def _in_order(desk: Desk, found: Appeal, day: date, *, field: str) -> None:
    desk.not_ahead(day, field=field)
    if day < found.lodged_on:
        raise Refused(f"It was lodged on {say_day(found.lodged_on)}, later than that.", field=field)
