"""Notices of a suspension: sent, not necessary, withheld as a security risk; why one was late (R79-R83)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pma_assure.records.emergency import Notice, NoticeException, Suspension, SuspensionScope
from pma_assure.records.papers import Evidence
from pma_assure.rules.notices import TESTS, NoticeFact, Timing, addressed, rule_of, timing
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import ORDERED_SUSPENSIONS
from pma_assure.rules.vocabulary import Asked, NoticeState, NoticeTo
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.meetings import not_later
from pma_assure.workflows.parameters import line, plain, ref, words
from pma_assure.workflows.suspension_scopes import notice_fact
from pma_assure.workflows.suspensions import SuspensionRef, owe, scopes_of

NoticeRef = Annotated[str, ref("notice", label="Notice")]
JudgedBy = Annotated[
    str | None,
    ref("decision", label="Decision", help="Of the PMA, to withhold this notice; it may follow."),
]
_PARTIES_ONLY = "it is not the Parties' notice: only that may be withheld or not be necessary (R82, paragraph 74)"


@deed("notice.owe", "Owe one more notice", refuses=("nothing was ordered", "the same notice is owed or sent already"))
def owe_one(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    addressee: Annotated[NoticeTo, plain("To")],
) -> str:
    """Enter a notice that does not follow by itself from the order, such as one to the participant."""
    found = desk.find(Suspension, suspension, field="suspension")
    if found.state not in ORDERED_SUSPENSIONS:
        raise Refused(f"{found.reference} is {label(found.state)}: there is nothing to tell.", field="suspension")
    scope = scopes_of(desk, found)[-1].number
    for held in desk.all(Notice, suspension_id=found.id, addressee=addressee, about_scope=scope):
        raise Refused(f"{held.reference} is that notice: {label(held.state)}.", field="addressee")
    owe(desk, found, scope, (addressee,))
    return desk.all(Notice, suspension_id=found.id, order_by=Notice.number)[-1].reference


@deed(
    "notice.send",
    "Record that the notice was sent",
    refuses=(
        "it is withheld as a security risk: end the exception first (R83, paragraph 74)",
        "it was sent already, or held unnecessary",
        "the time lies ahead",
    ),
)
def send(
    desk: Desk,
    *,
    notice: NoticeRef,
    sent_at: Annotated[datetime, plain("Sent at", usually_today=True)],
    channel: Annotated[str, line("Channel", "“Telephone, duty officer”, “secure e-mail”.")],
    late_reason: Annotated[str, words("Why it was not sent before", "Its own reason; it may follow.")] = "",
    proof: Annotated[str | None, ref("evidence", label="Proof")] = None,
) -> str:
    """Record when and how a notice was sent; whether that was before the suspension took effect is computed."""
    found = desk.find(Notice, notice, field="notice")
    not_later(desk, sent_at, field="sent_at")
    if found.state == NoticeState.EXCEPTED:
        until = "" if found.review_on is None else f", and that is looked at again on {say_day(found.review_on)}"
        raise Refused(
            f"{found.reference} is withheld: the PMA judged that sending it is itself a security risk{until}. End the"
            " exception before it is sent.",
            rule="R83",
            paragraph=paragraph("R83"),
            field="notice",
        )
    desk.step(found, NoticeState.SENT, kind="notice", deed="notice.send")
    found.sent_at, found.channel = sent_at, channel
    if proof is not None:
        found.proof_id = desk.find(Evidence, proof, field="proof").id
    if late_reason.strip():
        found.late_reason = late_reason
    _say_timing(desk, found)
    return found.reference


def timing_of(desk: Desk, found: Notice) -> Timing:
    return timing(_fact(desk, found))


def _fact(desk: Desk, found: Notice) -> NoticeFact:
    of = desk.session.get_one(Suspension, found.suspension_id)
    (scope,) = desk.all(SuspensionScope, suspension_id=of.id, number=found.about_scope)
    return notice_fact(of, scope, found)


def _say_timing(desk: Desk, found: Notice) -> None:
    told = timing_of(desk, found)
    if told.owes_reason:
        desk.notes.append(
            f"{found.reference}: {told.sentence} Say why it was not {told.test} to tell the"
            f" {addressed(found.addressee)} before."
        )


@deed(
    "notice.give_reason",
    "Say why the notice was late",
    refuses=("it was sent before, or what it tells has not taken effect", "none is asked for: it tells of a lift"),
)
def give_reason(
    desk: Desk,
    *,
    notice: NoticeRef,
    late_reason: Annotated[
        str, words("Why not before", "The Panel: not reasonably practicable. The Authority: not practicable.")
    ],
) -> str:
    """Give the reason a late notice owes: one of its own, by its own test (paragraphs 71 and 72)."""
    found = desk.find(Notice, notice, field="notice")
    told = timing_of(desk, found)
    if found.addressee not in TESTS or not told.test:
        raise Refused(f"{found.reference} owes no reason.", rule=rule_of(found.addressee), field="notice")
    fact = _fact(desk, found)
    not_sent_yet = found.sent_at is None and fact.told_of is not None
    if told.prior is not False and not not_sent_yet:
        raise Refused(
            f"{found.reference}: {told.sentence} Only a late notice says why.",
            rule=rule_of(found.addressee),
            paragraph=paragraph(rule_of(found.addressee)),
            field="notice",
        )
    for other in desk.all(Notice, Notice.id != found.id, suspension_id=found.suspension_id):
        if other.late_reason.strip() and other.late_reason.strip() == late_reason.strip():
            desk.notes.append(
                f"{other.reference} gives the same reason. The tests differ: see that it answers why it was not"
                f" {told.test} to tell the {addressed(found.addressee)} before."
            )
    found.late_reason = late_reason
    return found.reference


def _the_parties_only(found: Notice) -> None:
    if found.addressee != NoticeTo.PARTIES:
        rule = rule_of(found.addressee)
        raise Refused(
            f"{found.reference} is to the {addressed(found.addressee)}, which is told. Only the Parties' notice may be"
            " withheld, or not be necessary.",
            rule=rule if rule in ("R79", "R80") else "R82",
            paragraph=paragraph(rule if rule in ("R79", "R80") else "R82"),
            field="notice",
        )


@deed("notice.not_necessary", "Hold the notice unnecessary", refuses=(_PARTIES_ONLY, "it was sent already"))
def not_necessary(desk: Desk, *, notice: NoticeRef, reason: Annotated[str, words("Reason")]) -> str:
    """Record that the Parties need not be told for the integrity of the service, and why (R82)."""
    found = desk.find(Notice, notice, field="notice")
    _the_parties_only(found)
    desk.step(found, NoticeState.NOT_NECESSARY, kind="notice", deed="notice.not_necessary")
    found.state_reason = reason
    return found.reference


@deed(
    "notice.except_for_security",
    "Withhold the notice as a security risk",
    refuses=(
        _PARTIES_ONLY,
        "it was sent already",
        "the review is not after the day of the judgement",
        "the decision named is not valid, or not on withholding this notice",
    ),
)
def except_for_security(
    desk: Desk,
    *,
    notice: NoticeRef,
    reason: Annotated[str, words("Why sending it is itself a security risk")],
    review_on: Annotated[date, plain("Looked at again on")],
    judged_on: Annotated[date | None, plain("Judged on", "Empty: today.")] = None,
    decision: JudgedBy = None,
) -> str:
    """Record the PMA's judgement that telling the Parties is itself an unacceptable risk: sending is blocked (R83)."""
    found = desk.find(Notice, notice, field="notice")
    _the_parties_only(found)
    desk.step(found, NoticeState.EXCEPTED, kind="notice", deed="notice.except_for_security")
    _judge(desk, found, reason, judged_on, review_on, decision)
    found.state_reason = reason
    return found.reference


@deed(
    "notice.extend_exception",
    "Withhold the notice longer",
    refuses=("it is not withheld", "the next review is not after the day of the judgement"),
)
def extend_exception(
    desk: Desk,
    *,
    notice: NoticeRef,
    reason: Annotated[str, words("Why it is still a security risk")],
    review_on: Annotated[date, plain("Looked at again on")],
    judged_on: Annotated[date | None, plain("Judged on", "Empty: today.")] = None,
    decision: JudgedBy = None,
) -> str:
    """Record that the exception was looked at again and stands, why, and until when."""
    found = desk.find(Notice, notice, field="notice")
    _still_withheld(found)
    _judge(desk, found, reason, judged_on, review_on, decision)
    return found.reference


@deed("notice.end_exception", "End the exception", refuses=("it is not withheld", "the day lies ahead"))
def end_exception(
    desk: Desk,
    *,
    notice: NoticeRef,
    reason: Annotated[str, words("Why the risk has passed")],
    judged_on: Annotated[date | None, plain("Ended on", "Empty: today.")] = None,
) -> str:
    """Record that the risk has passed: the notice is owed again."""
    found = desk.find(Notice, notice, field="notice")
    desk.step(found, NoticeState.OWED, kind="notice", deed="notice.end_exception")
    _judge(desk, found, reason, judged_on, None, None)
    return found.reference


def _still_withheld(found: Notice) -> None:
    if found.state != NoticeState.EXCEPTED:
        raise Refused(
            f"{found.reference} is {label(found.state)}, not withheld.",
            rule="R83",
            paragraph=paragraph("R83"),
            field="notice",
        )


def _judge(
    desk: Desk, found: Notice, basis: str, judged_on: date | None, review_on: date | None, decision: str | None
) -> None:
    """One more row of the exception; the last says whether it stands, and until when."""
    day = judged_on or desk.day
    desk.not_ahead(day, field="judged_on")
    if review_on is not None and review_on <= day:
        raise Refused(
            f"It is judged on {say_day(day)}; it is looked at again after that.",
            rule="R83",
            paragraph=paragraph("R83"),
            field="review_on",
        )
    made: UUID | None = None
    if decision is not None:
        made = valid_decision_on(desk, decision, "notice", found.id, asked=Asked.EXCEPT_NOTICE).id
    held = desk.all(NoticeException, notice_id=found.id, order_by=NoticeException.number)
    if held and day < held[-1].judged_on:
        raise Refused(f"It was judged last on {say_day(held[-1].judged_on)}, later than that.", field="judged_on")
    desk.add(
        NoticeException(
            notice_id=found.id,
            number=1 + len(held),
            judged_on=day,
            review_on=review_on,
            decision_id=made,
            basis=basis,
        )
    )
    found.review_on = review_on
