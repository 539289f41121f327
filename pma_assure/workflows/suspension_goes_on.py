"""A night that is not over: what happened since is added to what was recorded, each fact as soon as it is known."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pma_assure.records.cases import Case
from pma_assure.records.emergency import Suspension, SuspensionText
from pma_assure.records.meetings import Attendance, Meeting
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import Person
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import MeetingState, NoticeTo, SuspensionState
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.night_parts import (
    AuthorityLate,
    AuthorityToldAt,
    CallEndedAt,
    Casting,
    Channel,
    DecidedAt,
    Dialogue,
    EffectiveAt,
    EffectOnService,
    Impact,
    InstructedAt,
    Night,
    NoDialogue,
    NotReached,
    Order,
    PanelLate,
    PanelToldAt,
    Proportionality,
    Reasons,
    ReviewOn,
    Votes,
    WithheldBecause,
    WithheldReview,
    end_the_call,
    join,
    keep_calls,
    meet,
    motion_of,
    put_the_order,
    take_effect,
    tell,
    withhold,
    write_down,
)
from pma_assure.workflows.parameters import plain, refs, words
from pma_assure.workflows.suspensions import Ground, Likelihood, SuspensionRef


@deed(
    "suspension.go_on",
    "Go on with the night",
    refuses=(
        "the suspension is lifted, rescinded, closed or was not pursued",
        "it was ordered already, and another decision or other grounds are given (R77, paragraph 20)",
        "a time lies ahead, or times are not in order",
        "the votes are tied and the Chair has not cast (R16, paragraphs 17 and 29)",
    ),
)
def go_on(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    on_call: Annotated[tuple[str, ...], refs("person", label="Joined the call")] = (),
    joined_at: Annotated[datetime | None, plain("Joined at", "Empty: when the call began.")] = None,
    not_reached: NotReached = (),
    ground: Ground = None,
    likelihood: Likelihood = None,
    services: Annotated[str | None, words("Services", "Empty: as recorded.")] = None,
    decided_at: DecidedAt = None,
    votes: Votes = (),
    casting: Casting = None,
    instructed_at: InstructedAt = None,
    effective_at: EffectiveAt = None,
    review_on: ReviewOn = None,
    panel_told_at: PanelToldAt = None,
    authority_told_at: AuthorityToldAt = None,
    channel: Channel = "Telephone",
    panel_late_reason: PanelLate = "",
    authority_late_reason: AuthorityLate = "",
    parties_withheld_because: WithheldBecause = "",
    parties_review_on: WithheldReview = None,
    call_ended_at: CallEndedAt = None,
    effect_on_service: EffectOnService = "",
    dialogue: Dialogue = "",
    no_dialogue_because: NoDialogue = "",
    reasons: Reasons = "",
    proportionality: Proportionality = "",
    impact: Impact = "",
) -> str:
    """Add what happened since to a night that was recorded: each fact is saved at once, and nothing is typed twice."""
    found = desk.find(Suspension, suspension, field="suspension")
    night = _taken_up(desk, found)
    began = found.considered_at
    keep_calls(night, joined_at or began, on_call, not_reached, dialogue)
    if on_call and night.meeting is None:
        meet(night, began, on_call)
    elif on_call:
        join(night, joined_at or began, on_call, _on_the_call(desk, night), "joined_at")
    if (ground, likelihood, services) != (None, None, None):
        night.do(
            "suspension.edit",
            suspension=found.reference,
            ground=ground,
            likelihood=likelihood,
            services=services or None,
        )
    if decided_at is not None or (found.state == SuspensionState.CONSIDERED and (instructed_at or effective_at)):
        _not_ordered_yet(found)
        order = Order(called_at=began, decided_at=decided_at, votes=votes, casting=casting)
        put_the_order(night, order, instructed_at or effective_at, _motion(desk, found, night))
    take_effect(night, instructed_at, effective_at, review_on)
    tell(night, NoticeTo.PANEL, panel_told_at, channel, panel_late_reason)
    tell(night, NoticeTo.AUTHORITY, authority_told_at, channel, authority_late_reason)
    withhold(night, parties_withheld_because, parties_review_on)
    write_down(
        night,
        effect_on_service=effect_on_service,
        no_dialogue_because=no_dialogue_because,
        reasons=reasons,
        proportionality=proportionality,
        impact=impact,
    )
    end_the_call(night, call_ended_at)
    return found.reference


GOES_ON = (
    SuspensionState.CONSIDERED,
    SuspensionState.ORDERED,
    SuspensionState.INSTRUCTED,
    SuspensionState.IN_EFFECT,
)


def _taken_up(desk: Desk, found: Suspension) -> Night:
    if found.state not in GOES_ON:
        raise Refused(f"{found.reference} is {label(found.state)}: the night is over.", field="suspension")
    call = None if found.meeting_id is None else desk.session.get_one(Meeting, found.meeting_id)
    return Night(
        desk=desk,
        case=desk.session.get_one(Case, found.case_id).reference,
        organisation=desk.session.get_one(Organisation, found.organisation_id),
        day=uk_day(found.considered_at),
        suspension=found.reference,
        meeting=call.reference if call is not None and call.state == MeetingState.IN_SESSION else None,
    )


def _on_the_call(desk: Desk, night: Night) -> tuple[str, ...]:
    meeting = desk.find(Meeting, night.meeting or "", field="suspension")
    there = [row for row in desk.all(Attendance, meeting_id=meeting.id) if row.arrived_at and row.left_at is None]
    return tuple(desk.session.get_one(Person, row.person_id).reference for row in there)


def _not_ordered_yet(found: Suspension) -> None:
    if found.state != SuspensionState.CONSIDERED:
        raise Refused(
            f"{found.reference} is {label(found.state)}: it was ordered already, and that decision stands.",
            rule="R77",
            paragraph="20",
            field="decided_at",
        )


def _motion(desk: Desk, found: Suspension, night: Night) -> str:
    services = desk.beside(SuspensionText, suspension_id=found.id).proposed_services
    return motion_of(found.ground, found.likelihood, found.immediate, services, night.organisation)
