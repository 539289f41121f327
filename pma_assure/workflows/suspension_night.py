"""An emergency suspension recorded in one go, in the order in which it happened: at three in the morning.

Only whom it is about and when the call began are needed. The urgent meeting by telephone, its item, who took part and
the decision are made by the very deeds one would do one by one; what is missing is owed afterwards. An order without a
quorum is kept as purported: nobody has to say so first, for it is said before it is saved (R30, R76; Q3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pma_assure.records import meeting_facts
from pma_assure.records.cases import Case
from pma_assure.records.emergency import Notice, Suspension
from pma_assure.records.emergency_quorum import who_else
from pma_assure.records.meetings import AgendaItem, Decision
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import Person
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.emergency import grounds_in_words, services_of
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
    Standing,
    SuspensionTarget,
    VoteCast,
)
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.attendance import ArrivalGiven
from pma_assure.workflows.crl import CertificateGiven
from pma_assure.workflows.decisions import VoteGiven
from pma_assure.workflows.deeds import as_part, deed
from pma_assure.workflows.parameters import line, plain, ref, refs, rows, words
from pma_assure.workflows.seats import holders_on
from pma_assure.workflows.suspensions import Ground, Likelihood, Services


@dataclass(slots=True)
class _Night:
    """What was made so far: the case and the suspension, and the meeting and the decision, if there were any."""

    desk: Desk
    case: str
    organisation: Organisation
    day: date
    suspension: str = ""
    meeting: str | None = None

    def do(self, name: str, fields: dict[str, str] | None = None, **given: Any) -> str:
        """A deed as a part of the night; a refusal stands beside the field of the night's own form."""
        try:
            return as_part(self.desk, name, **given)
        except Refused as refused:
            beside = (fields or {}).get(refused.field, refused.field)
            raise Refused(refused.sentence, rule=refused.rule, paragraph=refused.paragraph, field=beside) from refused


@deed(
    "suspension.record_night",
    "Record an emergency suspension",
    refuses=(
        "a time lies ahead, or times are not in order",
        "an order without its grounds or its scope (R77, R78, paragraph 20)",
        "the votes are tied and the Chair has not cast (R16, paragraphs 17 and 29)",
        "a serial number is not hexadecimal, or longer than 20 octets (R85, paragraph 21)",
    ),
)
def record_night(
    desk: Desk,
    *,
    organisation: Annotated[
        str, ref("organisation", label="Whose", help="Whose rights; for its own service, the DCC.")
    ],
    called_at: Annotated[datetime, plain("Call began at", usually_today=True)],
    on_call: Annotated[tuple[str, ...], refs("person", label="On the call")] = (),
    not_reached: Annotated[tuple[str, ...], refs("person", label="Called and not reached")] = (),
    target: Annotated[SuspensionTarget, plain("What is suspended")] = SuspensionTarget.PARTICIPANT_RIGHTS,
    ground: Ground = None,
    likelihood: Likelihood = None,
    immediate: Annotated[bool, plain("Immediate")] = True,
    services: Services = "",
    effect_on_service: Annotated[str, words("How it threatens the SMKI Service")] = "",
    decided_at: Annotated[datetime | None, plain("Decided at", "Empty: nothing was decided yet.")] = None,
    votes: Annotated[tuple[VoteGiven, ...], rows("Votes", "Empty: agreed without a vote.")] = (),
    casting: Annotated[VoteCast | None, plain("The Chair's casting vote", "Only when the votes are tied.")] = None,
    instructed_at: Annotated[datetime | None, plain("DCC instructed at")] = None,
    effective_at: Annotated[datetime | None, plain("Effective at")] = None,
    review_on: Annotated[date | None, plain("Review on")] = None,
    panel_told_at: Annotated[datetime | None, plain("Panel told at")] = None,
    authority_told_at: Annotated[datetime | None, plain("Authority told at")] = None,
    channel: Annotated[str, line("Told by")] = "Telephone",
    panel_late_reason: Annotated[
        str, words("Panel not told before, because", "Why it was not reasonably practicable (paragraph 71).")
    ] = "",
    authority_late_reason: Annotated[
        str, words("Authority not told before, because", "Why it was not practicable (paragraph 72).")
    ] = "",
    parties_withheld_because: Annotated[str, words("Parties not told, because telling them is itself a risk")] = "",
    parties_review_on: Annotated[date | None, plain("Withholding looked at again on")] = None,
    certificates: Annotated[tuple[CertificateGiven, ...], rows("Certificates for the CRL")] = (),
    clause: Annotated[str | None, line("Clause of the Organisation CP")] = None,
    crl_issued_at: Annotated[datetime | None, plain("CRL instruction issued at")] = None,
    crl_confirmed_at: Annotated[datetime | None, plain("DCC confirmed at")] = None,
    call_ended_at: Annotated[datetime | None, plain("Call ended at")] = None,
    dialogue: Annotated[str, words("Dialogue with the participant", "What was said before the order.")] = "",
    no_dialogue_because: Annotated[str, words("No dialogue, because")] = "",
    reasons: Annotated[str, words("Reasons")] = "",
    proportionality: Annotated[str, words("Why it is proportionate")] = "",
    impact: Annotated[str, words("Impact", "Which obligations of the participant it touches.")] = "",
    title: Annotated[str, line("Title", "Empty: “Emergency suspension” with the name.")] = "",
    case: Annotated[str | None, ref("case", label="Case", help="Empty: a new one is opened.")] = None,
) -> str:
    """Record a night in one go, in the order in which it happened; what is left out is owed, and nothing is lost."""
    whose = desk.find(Organisation, organisation, field="organisation")
    named = title.strip() or f"Emergency suspension: {whose.name}"
    night = _Night(desk=desk, case="", organisation=whose, day=uk_day(called_at))
    opened = case or night.do(
        "case.open", {"opened_on": "called_at"}, title=named, organisation=whose.reference, opened_on=night.day
    )
    night.case = desk.find(Case, opened, field="case").reference
    night.suspension = night.do(
        "suspension.consider",
        {"considered_at": "called_at"},
        case=night.case,
        organisation=whose.reference,
        title=named,
        considered_at=called_at,
        target=target,
        ground=ground,
        likelihood=likelihood,
        immediate=immediate,
        services=services,
        effect_on_service=effect_on_service,
    )
    _calls(night, called_at, on_call, not_reached, dialogue)
    if on_call:
        _meet(night, called_at, on_call)
    instruction = None
    if certificates:
        instruction = night.do(
            "crl.decide",
            {"decided_at": "decided_at"},
            case=night.case,
            title=f"Certificates of {whose.name} onto the CRL",
            decided_at=decided_at or called_at,
            certificates=certificates,
            clause=clause,
            suspension=night.suspension,
        )
    order = _Order(called_at=called_at, decided_at=decided_at, votes=votes, casting=casting)
    if decided_at is not None or instructed_at is not None or effective_at is not None:
        _order(night, order, instructed_at or effective_at, _motion(ground, likelihood, immediate, services, whose))
        _effect(night, order, instructed_at, effective_at, review_on)
        late = {NoticeTo.PANEL: panel_late_reason, NoticeTo.AUTHORITY: authority_late_reason}
        told = {NoticeTo.PANEL: panel_told_at, NoticeTo.AUTHORITY: authority_told_at}
        for addressee, sent_at in told.items():
            _tell(night, addressee, sent_at, channel, late[addressee])
        _withhold(night, parties_withheld_because, parties_review_on)
    if instruction is not None:
        _crl(night, order, instruction, crl_issued_at, crl_confirmed_at)
    _write_down(
        night,
        no_dialogue_because=no_dialogue_because,
        reasons=reasons,
        proportionality=proportionality,
        impact=impact,
    )
    if call_ended_at is not None and night.meeting is not None:
        night.do("meeting.close", {"closed_at": "call_ended_at"}, meeting=night.meeting, closed_at=call_ended_at)
    return night.suspension


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    called_at: datetime
    decided_at: datetime | None
    votes: tuple[VoteGiven, ...]
    casting: VoteCast | None


def _calls(night: _Night, at: datetime, on_call: tuple[str, ...], not_reached: tuple[str, ...], dialogue: str) -> None:
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


def _meet(night: _Night, at: datetime, on_call: tuple[str, ...]) -> None:
    """An urgent meeting by telephone is a meeting (states.md): it sits from when the call began."""
    desk = night.desk
    night.meeting = night.do(
        "meeting.schedule",
        title=f"Emergency call: {night.organisation.name}",
        starts_at=at,
        place="By telephone",
        mode=MeetingMode.TELEPHONE,
        urgent=True,
    )
    night.do("meeting.open", {"opened_at": "called_at"}, meeting=night.meeting, opened_at=at)
    people = [desk.find(Person, one, field="on_call") for one in on_call]
    night.do(
        "meeting.record_arrivals",
        {"arrivals": "on_call", "arrived_at": "called_at"},
        meeting=night.meeting,
        arrived_at=at,
        arrivals=_standings(desk, people, night.day),
    )


def _standings(desk: Desk, people: list[Person], day: date) -> tuple[ArrivalGiven, ...]:
    """Each in the place he or she can have: the Chair's alternate only while the Chair is not there (R26, R27)."""
    holders = holders_on(desk, day)
    seats = {person: seat for seat, person in holders.items()}
    there = {one.reference for one in people}
    pairs, chairs = meeting_facts.nominations(desk.session, day)
    acting = ""
    if holders.get(SeatCode.CHAIR) not in there:
        specialists = meeting_facts.specialists_on(desk.session, day)
        acting = next(
            (one.reference for group in (specialists, chairs) for one in people if one.reference in group), ""
        )
    found = []
    for one in people:
        standing, seat = Standing.ATTENDEE, None
        stands_in = next((place for place, who in sorted(pairs) if who == one.reference), None)
        if one.reference == acting:
            standing, seat = Standing.ACTING_CHAIR, SeatCode.CHAIR
        elif one.reference in seats:
            standing, seat = Standing.MEMBER, seats[one.reference]
        elif stands_in is not None and holders.get(SeatCode(stands_in)) not in there:
            standing, seat = Standing.ALTERNATE, SeatCode(stands_in)
        found.append(ArrivalGiven(person=one.reference, standing=standing, seat=seat))
    return tuple(found)


def _motion(
    ground: GroundKind | None,
    likelihood: GroundLikelihood | None,
    immediate: bool,
    services: str,
    whose: Organisation,
) -> str:
    what = ", ".join(services_of(services)) or "the services named"
    grounds = grounds_in_words(ground, likelihood, immediate) or "the grounds recorded"
    return f"That the PMA order the emergency suspension of {what} ({whose.name}), on the ground of {grounds}."


def _decide(night: _Night, order: _Order, subject: str, asked: Asked, motion: str) -> Decision | None:
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


def _order(night: _Night, order: _Order, acted_at: datetime | None, motion: str) -> None:
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


def _effect(
    night: _Night, order: _Order, instructed_at: datetime | None, effective_at: datetime | None, review_on: date | None
) -> None:
    if instructed_at is None and effective_at is None:
        return
    if instructed_at is None:
        night.desk.notes.append("When the DCC was instructed is not said; the time of effect stands for it.")
    night.do("suspension.instruct", suspension=night.suspension, instructed_at=instructed_at or effective_at)
    if effective_at is not None:
        night.do("suspension.take_effect", suspension=night.suspension, effective_at=effective_at, review_on=review_on)


def _notice(night: _Night, addressee: NoticeTo) -> str | None:
    found = night.desk.find(Suspension, night.suspension, field="organisation")
    held = night.desk.all(Notice, suspension_id=found.id, addressee=addressee)
    return held[0].reference if held else None


def _tell(night: _Night, addressee: NoticeTo, sent_at: datetime | None, channel: str, late_reason: str) -> None:
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


def _withhold(night: _Night, because: str, review_on: date | None) -> None:
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


def _crl(
    night: _Night, order: _Order, instruction: str, issued_at: datetime | None, confirmed_at: datetime | None
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


def _write_down(night: _Night, **given: str) -> None:
    said = {name: value for name, value in given.items() if value.strip()}
    if said:
        night.do("suspension.give_reasons", None, suspension=night.suspension, **said)
