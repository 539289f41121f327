"""What a night in an emergency consists of, each part by the very deed one would do by itself (R76-R86).

The urgent meeting by telephone, its items, who took part, the decisions, what was done and who was told. A refusal of
a part stands beside the field of the form that the night is typed into.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pma_assure.records import meeting_facts
from pma_assure.records.emergency import Notice, Suspension
from pma_assure.records.emergency_quorum import who_else
from pma_assure.records.meetings import AgendaItem, Decision, Meeting
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import Person
from pma_assure.rules.emergency import grounds_in_words, places_on_call, services_of
from pma_assure.rules.refusal import Refused
from pma_assure.rules.state_sets import CARRIED
from pma_assure.rules.vocabulary import (
    Asked,
    DecisionManner,
    GroundKind,
    GroundLikelihood,
    MeetingMode,
    NoticeTo,
    SeatCode,
    SuspensionState,
    VoteCast,
)
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.attendance import ArrivalGiven
from pma_assure.workflows.decisions import VoteGiven
from pma_assure.workflows.deeds import as_part
from pma_assure.workflows.parameters import line, plain, refs, rows, words
from pma_assure.workflows.seats import holders_on

NotReached = Annotated[tuple[str, ...], refs("person", label="Called and not reached")]
EffectOnService = Annotated[str, words("How it threatens the SMKI Service")]
DecidedAt = Annotated[datetime | None, plain("Decided at", "Empty: nothing was decided yet.")]
Votes = Annotated[tuple[VoteGiven, ...], rows("Votes", "Empty: agreed without a vote.")]
Casting = Annotated[VoteCast | None, plain("The Chair's casting vote", "Only when the votes are tied.")]
InstructedAt = Annotated[datetime | None, plain("DCC instructed at")]
EffectiveAt = Annotated[datetime | None, plain("Effective at")]
ReviewOn = Annotated[date | None, plain("Review on")]
PanelToldAt = Annotated[datetime | None, plain("Panel told at")]
AuthorityToldAt = Annotated[datetime | None, plain("Authority told at")]
Channel = Annotated[str, line("Told by")]
PanelLate = Annotated[
    str, words("Panel not told before, because", "Why it was not reasonably practicable (paragraph 71).")
]
AuthorityLate = Annotated[
    str, words("Authority not told before, because", "Why it was not practicable (paragraph 72).")
]
WithheldBecause = Annotated[str, words("Parties not told, because telling them is itself a risk")]
WithheldReview = Annotated[date | None, plain("Withholding looked at again on")]
CallEndedAt = Annotated[datetime | None, plain("Call ended at")]
Dialogue = Annotated[str, words("Dialogue with the participant", "What was said before the order.")]
NoDialogue = Annotated[str, words("No dialogue, because")]
Reasons = Annotated[str, words("Reasons")]
Proportionality = Annotated[str, words("Why it is proportionate")]
Impact = Annotated[str, words("Impact", "Which obligations of the participant it touches.")]


@dataclass(slots=True)
class Night:
    """What was made so far: the case and the suspension, and the meeting and the decision, if there were any."""

    desk: Desk
    case: str
    organisation: Organisation
    day: date
    suspension: str = ""
    meeting: str | None = None

    @property
    def state(self) -> SuspensionState:
        """How far the suspension has come."""
        return self.desk.find(Suspension, self.suspension, field="suspension").state

    def do(self, name: str, fields: dict[str, str] | None = None, **given: Any) -> str:
        """A deed as a part of the night; a refusal stands beside the field of the night's own form."""
        try:
            return as_part(self.desk, name, **given)
        except Refused as refused:
            beside = (fields or {}).get(refused.field, refused.field)
            raise Refused(refused.sentence, rule=refused.rule, paragraph=refused.paragraph, field=beside) from refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    called_at: datetime
    decided_at: datetime | None
    votes: tuple[VoteGiven, ...]
    casting: VoteCast | None


def keep_calls(
    night: Night, at: datetime, on_call: tuple[str, ...], not_reached: tuple[str, ...], dialogue: str
) -> None:
    for people, reached, beside in ((on_call, True, "on_call"), (not_reached, False, "not_reached")):
        for person in people:
            night.do(
                "suspension.call",
                {"person": beside},
                suspension=night.suspension,
                at=at,
                person=person,
                reached=reached,
            )
    if dialogue.strip():
        night.do(
            "suspension.call",
            suspension=night.suspension,
            at=at,
            whom=night.organisation.name,
            dialogue=True,
            said=dialogue,
        )


def meet(night: Night, at: datetime, on_call: tuple[str, ...]) -> None:
    """An urgent meeting by telephone is a meeting (states.md): it sits from when the call began."""
    night.meeting = night.do(
        "meeting.schedule",
        title=f"Emergency call: {night.organisation.name}",
        starts_at=at,
        place="By telephone",
        mode=MeetingMode.TELEPHONE,
        urgent=True,
    )
    night.do("meeting.open", {"opened_at": "called_at"}, meeting=night.meeting, opened_at=at)
    called = night.desk.find(Suspension, night.suspension, field="organisation")
    called.meeting_id = night.desk.find(Meeting, night.meeting, field="called_at").id
    join(night, at, on_call, (), "called_at")


def join(night: Night, at: datetime, on_call: tuple[str, ...], already: tuple[str, ...], beside: str) -> None:
    """Each who joins the call in the place he or she can have beside those who are on it ``already``."""
    people = [night.desk.find(Person, one, field="on_call").reference for one in on_call]
    there = [one for one in already if one not in people]
    night.do(
        "meeting.record_arrivals",
        {"arrivals": "on_call", "arrived_at": beside},
        meeting=night.meeting,
        arrived_at=at,
        arrivals=tuple(one for one in _standings(night.desk, [*there, *people], night.day) if one.person in people),
    )


def _standings(desk: Desk, people: list[str], day: date) -> tuple[ArrivalGiven, ...]:
    """Each in the place he or she can have."""
    pairs, chairs = meeting_facts.nominations(desk.session, day)
    places = places_on_call(
        people,
        holders={code.value: person for code, person in holders_on(desk, day).items()},
        specialists=meeting_facts.specialists_on(desk.session, day),
        nominated_chairs=chairs,
        nominated_alternates=pairs,
    )
    return tuple(
        ArrivalGiven(person=one.person, standing=one.standing, seat=None if one.seat is None else SeatCode(one.seat))
        for one in places
    )


def motion_of(
    ground: GroundKind | None,
    likelihood: GroundLikelihood | None,
    immediate: bool | None,
    services: str,
    whose: Organisation,
) -> str:
    what = ", ".join(services_of(services)) or "the services named"
    grounds = grounds_in_words(ground, likelihood, immediate) or "the grounds recorded"
    return f"That the PMA order the emergency suspension of {what} ({whose.name}), on the ground of {grounds}."


def _decide(night: Night, order: Order, subject: str, asked: Asked, motion: str) -> Decision | None:
    """Put it to the call and record what was decided; without a quorum as purported, with who else could make one."""
    if night.meeting is None or order.decided_at is None:
        return None
    desk = night.desk
    item = night.do("item.list", meeting=night.meeting, title=label(asked), subject=subject, motion=motion, asks=asked)
    night.do("item.begin", {"begun_at": "called_at"}, item=item, begun_at=order.called_at)
    desk.session.flush()
    row = desk.find(AgendaItem, item, field="decided_at")
    quorum, others = who_else(desk.session, row.id, order.decided_at)
    made = night.do(
        "decision.record",
        item=item,
        manner=DecisionManner.VOTE if order.votes else DecisionManner.AGREED,
        decided_at=order.decided_at,
        votes=order.votes,
        casting=order.casting,
        purported=not quorum.quorate,
    )
    if others:
        names = "; ".join(f"{one.name} {one.place}" for one in others)
        desk.notes.append(f"Who else could make the quorum: {names}.")
    desk.session.flush()
    return desk.find(Decision, made, field="decided_at")


def put_the_order(night: Night, order: Order, acted_at: datetime | None, motion: str) -> None:
    """The order, by the decision of the call; what was done without a valid one is kept as purported."""
    made = _decide(night, order, night.suspension, Asked.ORDER_SUSPENSION, motion)
    carried = made is not None and made.result in CARRIED
    if made is not None and not carried and acted_at is None:
        night.desk.notes.append(f"{made.reference} did not carry: nothing was ordered.")
        return
    at = order.decided_at or acted_at
    assert at is not None
    night.do(
        "suspension.order",
        {"ordered_at": "decided_at", "decision": "decided_at"},
        suspension=night.suspension,
        ordered_at=at,
        decision=None if made is None else made.reference,
        purported=made is None or not (carried and made.quorate),
    )


def take_effect(
    night: Night, instructed_at: datetime | None, effective_at: datetime | None, review_on: date | None
) -> None:
    """What the DCC was told and did; where only its effect is known, that stands for the instruction."""
    if instructed_at is None and effective_at is None:
        return
    if instructed_at is not None or night.state == SuspensionState.ORDERED:
        if instructed_at is None:
            night.desk.notes.append("When the DCC was instructed is not said; the time of effect stands for it.")
        night.do("suspension.instruct", suspension=night.suspension, instructed_at=instructed_at or effective_at)
    if effective_at is not None:
        night.do("suspension.take_effect", suspension=night.suspension, effective_at=effective_at, review_on=review_on)


def _notice(night: Night, addressee: NoticeTo) -> str | None:
    found = night.desk.find(Suspension, night.suspension, field="organisation")
    held = night.desk.all(Notice, suspension_id=found.id, addressee=addressee)
    return held[0].reference if held else None


def tell(night: Night, addressee: NoticeTo, sent_at: datetime | None, channel: str, late_reason: str) -> None:
    notice = _notice(night, addressee)
    if sent_at is None or notice is None:
        return
    night.do(
        "notice.send",
        {"sent_at": f"{addressee.value}_told_at", "late_reason": f"{addressee.value}_late_reason"},
        notice=notice,
        sent_at=sent_at,
        channel=channel,
        late_reason=late_reason,
    )


def withhold(night: Night, because: str, review_on: date | None) -> None:
    notice = _notice(night, NoticeTo.PARTIES)
    if not because.strip() or notice is None:
        return
    if review_on is None:
        raise Refused(
            "Say when withholding the Parties' notice is looked at again.",
            rule="R83",
            paragraph="74",
            field="parties_review_on",
        )
    night.do(
        "notice.except_for_security",
        {"review_on": "parties_review_on", "judged_on": "parties_review_on"},
        notice=notice,
        reason=because,
        review_on=review_on,
        judged_on=night.day,
    )


def issue_crl(
    night: Night, order: Order, instruction: str, issued_at: datetime | None, confirmed_at: datetime | None
) -> None:
    motion = f"That the PMA require the DCC to place the certificates of {instruction} on the CRL."
    made = _decide(night, order, instruction, Asked.INSTRUCT_CRL, motion)
    if issued_at is None and confirmed_at is None:
        return
    carried = made is not None and made.result in CARRIED and made.quorate
    night.do(
        "crl.issue",
        {"issued_at": "crl_issued_at", "decision": "decided_at", "instruction": "certificates"},
        instruction=instruction,
        issued_at=issued_at or confirmed_at,
        decision=None if made is None else made.reference,
        purported=not carried,
    )
    if confirmed_at is not None:
        night.do(
            "crl.confirm", {"confirmed_at": "crl_confirmed_at"}, instruction=instruction, confirmed_at=confirmed_at
        )


def write_down(night: Night, **given: str) -> None:
    said = {name: value for name, value in given.items() if value.strip()}
    if said:
        night.do("suspension.give_reasons", None, suspension=night.suspension, **said)


def end_the_call(night: Night, ended_at: datetime | None) -> None:
    if ended_at is not None and night.meeting is not None:
        night.do("meeting.close", {"closed_at": "call_ended_at"}, meeting=night.meeting, closed_at=ended_at)
