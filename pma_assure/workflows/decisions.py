"""Decisions of the PMA: recorded on exactly what was decided, with the quorum as it was (R30, paragraph 35)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import select

from pma_assure.records import contents, meeting_facts
from pma_assure.records.meetings import (
    AgendaItem,
    AgendaItemText,
    Decision,
    DecisionText,
    Meeting,
    Vote,
)
from pma_assure.records.people import Person
from pma_assure.rules import quorum as quorum_rule
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.fingerprint import canonical, fingerprint
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import CARRIED
from pma_assure.rules.vocabulary import (
    Asked,
    DecisionManner,
    DecisionResult,
    DecisionState,
    ItemState,
    SeatCode,
    VoteCast,
)
from pma_assure.rules.voting import Ballot, Tally, tally
from pma_assure.rules.wording import count as say_count
from pma_assure.rules.wording import label
from pma_assure.values.quorum import Quorum, QuorumQuestion
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import add_note
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.meetings import sat_then
from pma_assure.workflows.parameters import plain, ref, rows, words


def find_item(desk: Desk, reference: str) -> AgendaItem:
    return desk.find(AgendaItem, reference, field="item")


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteGiven:
    """How one person voted."""

    person: Annotated[str, ref("person", label="Person")]
    cast: Annotated[VoteCast, plain("Vote")]


def carried_decision(desk: Desk, decision: str, *, field: str = "decision") -> Decision:
    """The decision, if it is valid and carried. Raises Refused otherwise, saying which of these fails."""
    found = desk.find(Decision, decision, field=field)
    if found.state == DecisionState.PURPORTED:
        raise Refused(
            f"{found.reference} is purported: {say_count(found.quorum_count, 'member')} counted and"
            f" {found.quorum_needed} are needed, with the Chair's seat filled. Put it before a quorate meeting;"
            " nothing can rest on it.",
            rule="R30",
            paragraph="35",
            field=field,
        )
    if found.state == DecisionState.SUPERSEDED:
        raise Refused(f"{found.reference} was superseded by {found.superseded_by}.", field=field)
    if found.result not in CARRIED:
        raise Refused(f"{found.reference} was {label(found.result).lower()}: the motion did not carry.", field=field)
    _still_carried(desk, found, field)
    return found


def _still_carried(desk: Desk, found: Decision, field: str) -> None:
    """The decision stays as it was, but nothing new rests on it while the facts say that it would not carry."""
    now = quorum_rule.decide(meeting_facts.question(desk.session, found.item_id, at=found.decided_at))
    known = f"{found.reference} is to be re-evaluated: with what is known now, "
    again = "Put it before a meeting again, or put the facts right."
    if not now.quorate:
        raise Refused(
            f"{known}{say_count(now.count, 'member')} counted and {now.needed} are needed, with the Chair's seat"
            f" filled. {again}",
            rule="R30",
            paragraph="35",
            field=field,
        )
    if found.manner == DecisionManner.VOTE:
        counted = tally(_ballots_kept(desk, found), quorum=now, even_if_none_counts=True)
        if counted.result not in CARRIED:
            raise Refused(
                f"{known}the motion does not carry: {counted.votes_for} for and {counted.votes_against} against."
                f" {again}",
                rule="R24",
                paragraph=paragraph("R24"),
                field=field,
            )
    if found.reevaluate:
        desk.notes.append(f"{found.reference} is marked “re-evaluate”: facts recorded later would change who counted.")


def _ballots_kept(desk: Desk, decision: Decision) -> list[Ballot]:
    rows = desk.session.execute(
        select(Person.reference, Person.name, Vote.cast, Vote.casting)
        .join(Person, Person.id == Vote.person_id)
        .where(Vote.decision_id == decision.id)
    )
    return [Ballot(person=row.reference, cast=row.cast.value, casting=row.casting, name=row.name) for row in rows]


def valid_decision_on(desk: Desk, decision: str, kind: str, record_id: UUID, *, asked: Asked) -> Decision:
    """The decision, if it is a valid, carried decision of the PMA on exactly what stands in the record now.

    ``asked`` is what has to have been decided of it: a decision to publish nothing publishes nothing.

    Raises Refused otherwise, saying which of these fails: nothing that needs regularity rests on an irregular fact.
    """
    found = carried_decision(desk, decision)
    if found.subject_kind != kind or found.subject_id != record_id:
        raise Refused(
            f"{found.reference} was on {found.subject_reference or 'no record'}, not on this.", field="decision"
        )
    if found.asks != asked:
        raise Refused(
            f"By {found.reference} the PMA decided on “{label(found.asks)}”, and this needs a decision on"
            f" “{label(asked)}”. Put that to a meeting.",
            rule="R30",
            paragraph="35",
            field="decision",
        )
    desk.session.flush()
    if not contents.is_as_frozen(contents.content_of(desk.session, kind, record_id), found.fingerprint):
        raise Refused(
            f"{found.subject_reference} was changed since {found.reference}: the decision was on another text. Put the"
            " changed text to a meeting.",
            rule="R68",
            paragraph="59",
            field="decision",
        )
    return found


@deed(
    "decision.record",
    "Record the decision",
    refuses=(
        "fewer than four count for the item, or the Chair's seat is empty, unless it is kept as purported (R30,"
        " paragraph 35)",
        "it is to be kept as purported, and by what is recorded there was a quorum (R30, paragraph 35)",
        "the votes are tied and the Chair has not cast (R16, paragraphs 17 and 29)",
        "somebody voted twice, or no vote counts",
    ),
)
def record(
    desk: Desk,
    *,
    item: Annotated[str, ref("item", label="Item")],
    manner: Annotated[DecisionManner, plain("How", "By vote, or agreed without a vote.")],
    decided_at: Annotated[datetime, plain("Decided at", usually_today=True)],
    votes: Annotated[tuple[VoteGiven, ...], rows("Votes")] = (),
    casting: Annotated[VoteCast | None, plain("The Chair's casting vote", "Only when the votes are tied.")] = None,
    reasons: Annotated[str, words("Reasons, and why this is proportionate", "Empty: as put with the motion.")] = "",
    dissent: Annotated[str, words("Dissent")] = "",
    purported: Annotated[
        bool,
        plain("Keep it as purported", "It was in fact taken without a quorum: kept, not valid, nothing rests on it."),
    ] = False,
) -> str:
    """Record what the PMA decided on an item, with the frozen copy and fingerprint of exactly what was decided on."""
    found = find_item(desk, item)
    meeting = desk.session.get_one(Meeting, found.meeting_id)
    sat_then(desk, meeting, decided_at, field="decided_at")
    if found.begun_at is not None and decided_at < found.begun_at:
        raise Refused("It was decided after the item was taken; look at the time.", field="decided_at")
    text = desk.beside(AgendaItemText, item_id=found.id)
    if not text.motion.strip():
        raise Refused(f"{found.reference} has no motion. Put one first.", field="item")
    asked = meeting_facts.question(desk.session, found.id, at=decided_at)
    quorum = _who_was_there(quorum_rule.decide(asked), asked, decided_at)
    if not quorum.quorate and not purported:
        raise Refused(quorum.sentence, rule="R30", paragraph="35", field="purported")
    if quorum.quorate and purported:
        # Kept as valid, what somebody knows to be invalid would carry an advice or an extract.
        raise Refused(
            f"By what is recorded the item had a quorum: {say_count(quorum.count, 'member')} counted. Put right who was"
            " there, then keep it as purported; or record it as it is.",
            rule="R30",
            paragraph="35",
            field="purported",
        )
    desk.step(found, ItemState.DECIDED, kind="item", deed="decision.record")
    ballots, counted = _ballots(desk, manner, votes, casting, quorum, even_if_none_counts=purported)
    result = DecisionResult.CARRIED if counted is None else counted.result
    if result == DecisionResult.TIED and not purported:
        raise Refused(
            "The votes are tied and the Chair has not cast: record the casting vote, or defer the item.",
            rule="R16",
            paragraph="17, 29",
            field="casting",
        )
    decision = _keep(desk, meeting, found, text, quorum, manner, result, counted, decided_at, reasons, dissent)
    for ballot in ballots:
        person = desk.find(Person, ballot.person, field="votes")
        desk.add(
            Vote(
                decision_id=decision.id,
                person_id=person.id,
                cast=VoteCast(ballot.cast),
                casting=ballot.casting,
                counted=_counts(ballot, quorum, counted),
            )
        )
    if not quorum.quorate:
        desk.keep_irregular(
            decision,
            f"{decision.reference} was taken without a quorum and is not valid: {quorum.sentence.rstrip('.')}",
            rule="R30",
            paragraph="35",
            case_id=found.case_id,
        )
    for irregular in () if counted is None else counted.irregular:
        desk.keep_irregular(
            decision, irregular.sentence, rule=irregular.rule, paragraph=irregular.paragraph, case_id=found.case_id
        )
    if counted is not None:
        desk.notes.append(counted.sentence)
    if found.asks == Asked.ISSUE_ADVICE and text.motion_as_first_put:
        desk.notes.append(
            f"The motion was amended. Before {found.subject_reference} is issued, see that its text says the same; if"
            " not, change the draft and put it again."
        )
    desk.notes.extend(quorum.warnings)
    return decision.reference


def _who_was_there(quorum: Quorum, asked: QuorumQuestion, decided_at: datetime) -> Quorum:
    """The quorum without those who were expected and never came: a record names who took part."""
    came = {one.person for one in asked.presences if one.arrived is not None and one.arrived <= decided_at}
    return replace(quorum, people=tuple(one for one in quorum.people if one.person in came))


def _ballots(
    desk: Desk,
    manner: DecisionManner,
    votes: tuple[VoteGiven, ...],
    casting: VoteCast | None,
    quorum: Quorum,
    *,
    even_if_none_counts: bool,
) -> tuple[list[Ballot], Tally | None]:
    if manner == DecisionManner.AGREED:
        if votes or casting is not None:
            raise Refused("Agreed without a vote has no votes: choose “by vote”, or leave them out.", field="votes")
        return [], None
    chair = next((one for one in quorum.people if one.seat == SeatCode.CHAIR and one.counted), None)
    voters = [(desk.find(Person, vote.person, field="votes"), vote.cast) for vote in votes]
    ballots = [
        # Whatever the Chair casts is a casting vote: in a tie it decides, without one it does not count (R16).
        Ballot(
            person=person.reference,
            cast=cast.value,
            casting=chair is not None and person.reference == chair.person,
            name=person.name,
        )
        for person, cast in voters
    ]
    if casting is not None:
        if chair is None:
            raise Refused(
                "There is nobody in the Chair's seat to cast a vote: enter it among the votes, with who cast it.",
                rule="R16",
                paragraph="17, 29",
                field="casting",
            )
        ballots.append(Ballot(person=chair.person, cast=casting.value, casting=True))
    return ballots, tally(ballots, quorum=quorum, even_if_none_counts=even_if_none_counts)


def _counts(ballot: Ballot, quorum: Quorum, counted: Tally | None) -> bool:
    person = next((one for one in quorum.people if one.person == ballot.person and one.counted), None)
    if person is None or counted is None:
        return False
    if ballot.casting:
        return ballot.cast == counted.casting
    return person.deliberative


def _keep(
    desk: Desk,
    meeting: Meeting,
    item: AgendaItem,
    text: AgendaItemText,
    quorum: Quorum,
    manner: DecisionManner,
    result: DecisionResult,
    counted: Tally | None,
    decided_at: datetime,
    reasons: str,
    dissent: str,
) -> Decision:
    content: dict[str, Any] = contents.content_of(desk.session, item.subject_kind, item.subject_id)
    if not content:
        content = {"kind": "motion", "item": item.reference, "motion": text.motion}
    if item.circulated_fingerprint is not None and not contents.is_as_frozen(content, item.circulated_fingerprint):
        desk.notes.append(
            f"The paper was changed after it was circulated; {item.reference} is decided as it stands now, and the"
            " circulated copy stays."
        )
    decided_on = uk_day(decided_at)
    decision = desk.add(
        Decision(
            reference=desk.allot("DEC", decided_on.year),
            title=item.title,
            meeting_id=meeting.id,
            item_id=item.id,
            case_id=item.case_id,
            decided_at=decided_at,
            decided_on=decided_on,
            state=DecisionState.RECORDED if quorum.quorate else DecisionState.PURPORTED,
            manner=manner,
            result=result,
            votes_for=0 if counted is None else counted.votes_for,
            votes_against=0 if counted is None else counted.votes_against,
            abstentions=0 if counted is None else counted.abstentions,
            casting=None if counted is None or counted.casting is None else VoteCast(counted.casting),
            quorate=quorum.quorate,
            quorum_count=quorum.count,
            quorum_needed=quorum.needed,
            subject_kind=item.subject_kind,
            subject_id=item.subject_id,
            subject_reference=item.subject_reference,
            fingerprint=fingerprint(content),
            asks=item.asks,
        )
    )
    desk.session.flush()
    desk.add(
        DecisionText(
            decision_id=decision.id,
            motion=text.motion,
            motion_as_first_put=text.motion_as_first_put,
            reasons=reasons or text.reasons,
            dissent=dissent,
            frozen_copy=canonical(content),
            quorum=canonical(asdict(quorum)),
        )
    )
    return decision


@deed(
    "decision.supersede",
    "Supersede a decision",
    refuses=("the later decision is not valid", "the later decision was on another record"),
)
def supersede(
    desk: Desk,
    *,
    decision: Annotated[str, ref("decision", label="Decision")],
    by: Annotated[str, ref("decision", label="Superseded by")],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Record that a later, valid decision takes the place of an earlier one; the earlier one stays as it was."""
    earlier = desk.find(Decision, decision, field="decision")
    later = desk.find(Decision, by, field="by")
    if later.state != DecisionState.RECORDED or later.id == earlier.id or later.decided_at <= earlier.decided_at:
        raise Refused(f"{later.reference} is no later valid decision.", field="by")
    if earlier.subject_reference != later.subject_reference:
        raise Refused(
            f"{later.reference} was on {later.subject_reference or 'no record'}, {earlier.reference} on"
            f" {earlier.subject_reference or 'no record'}: one does not take the place of the other.",
            field="by",
        )
    desk.step(earlier, DecisionState.SUPERSEDED, kind="decision", deed="decision.supersede")
    earlier.superseded_by = later.reference
    if earlier.case_id is not None:
        add_note(desk, earlier.case_id, f"{earlier.reference} was superseded by {later.reference}: {reason}")
    return earlier.reference
