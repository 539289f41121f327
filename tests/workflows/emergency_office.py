"""An invented office in an emergency: a suspension as far as a test needs it, and the subjects of its steps."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pma_assure.records.emergency import (
    Appeal,
    CrlInstruction,
    Notice,
    NoticeException,
    Suspension,
    SuspensionScope,
)
from pma_assure.rules.vocabulary import (
    AppealOutcome,
    AppealState,
    Asked,
    CrlState,
    GroundKind,
    GroundLikelihood,
    NoticeState,
    ScopeChange,
    SuspensionState,
)
from pma_assure.workflows.crl import CertificateGiven
from tests.workflows.desk import PARTICIPANT, Office

NIGHT = date(2026, 10, 12)
ELECTRICITY, GAS = "Electricity services", "Gas services"
BOTH = f"{ELECTRICITY}\n{GAS}"
CERTIFICATES = (
    CertificateGiven(issuer="DCC Organisation CA", serial="0A:1B", holder=PARTICIPANT),
    CertificateGiven(issuer="DCC Organisation CA", serial="0A:1C", holder=PARTICIPANT),
)
REASONS = {
    "effect_on_service": "Whoever holds the keys can sign.",
    "reasons": "The key store was stolen.",
    "no_dialogue_because": "Nobody answered.",
    "proportionality": "Nothing less stops it.",
    "impact": "Its reads of the morning.",
}


def bst(hour: int, minute: int = 0, day: date = NIGHT) -> datetime:
    """A time of that night as the clock showed it: BST."""
    return datetime(day.year, day.month, day.day, hour - 1, minute, tzinfo=UTC)


def considered(office: Office, case: str | None = None, **more: Any) -> str:
    given: dict[str, Any] = {
        "title": "Keys likely to be compromised",
        "considered_at": bst(3, 5),
        "ground": GroundKind.COMPROMISE,
        "likelihood": GroundLikelihood.LIKELY,
        "immediate": True,
        "services": BOTH,
    }
    return office.ref("suspension.consider", case=case or office.case(), **(given | more))


def ordered(office: Office, **more: Any) -> str:
    """By a decision of a quorate meeting of the day before, so that it stands at any time of the night."""
    suspension = considered(office, **more)
    decision = office.decide(suspension, date(2026, 10, 11), asks=Asked.ORDER_SUSPENSION)
    office.do("suspension.order", suspension=suspension, ordered_at=bst(3, 10), decision=decision)
    return suspension


def instructed(office: Office, **more: Any) -> str:
    suspension = ordered(office, **more)
    office.do("suspension.instruct", suspension=suspension, instructed_at=bst(3, 15))
    return suspension


def in_effect(office: Office, **more: Any) -> str:
    suspension = instructed(office, **more)
    office.do("suspension.take_effect", suspension=suspension, effective_at=bst(3, 25), review_on=date(2026, 12, 1))
    return suspension


def purported(office: Office) -> str:
    """Ordered by three, and in effect."""
    suspension = considered(office)
    _, item = office.sit(date(2026, 10, 11), suspension, ("E. Harcourt", "A. Whitcombe", "H. Boyd"))
    decision = office.record(item, date(2026, 10, 11), purported=True).reference
    office.do("suspension.order", suspension=suspension, ordered_at=bst(3, 10), decision=decision, purported=True)
    office.do("suspension.instruct", suspension=suspension, instructed_at=bst(3, 15))
    office.do("suspension.take_effect", suspension=suspension, effective_at=bst(3, 25))
    return suspension


def instruction(office: Office, **more: Any) -> str:
    given: dict[str, Any] = {
        "title": "Certificates onto the CRL",
        "decided_at": bst(3, 10),
        "certificates": CERTIFICATES,
        "clause": "4.9.3",
    }
    case = more.pop("case", None) or office.case()
    return office.ref("crl.decide", case=case, **(given | more))


Attempts = list[tuple[str, dict[str, Any]]]


def suspension_to_step(office: Office) -> tuple[UUID, Attempts, Any]:
    """(key, attempts, what stands beside it in a state) of a suspension of which only the state can be objected to."""
    reference = considered(office)
    row = office.row(Suspension, reference=reference)
    office.do("suspension.give_reasons", suspension=reference, **REASONS)
    named = {"suspension": reference}
    decided = {
        asked: office.decide(reference, date(2026, 10, 11), asks=asked)
        for asked in (Asked.ORDER_SUSPENSION, Asked.LIFT_SUSPENSION)
    }

    def also(office: Office, state: StrEnum) -> None:
        if state in (SuspensionState.CONSIDERED, SuspensionState.NOT_PURSUED):
            return
        office.force(Suspension, row.id, ordered_at=bst(3, 10))
        office.writing(
            lambda session: session.add(
                SuspensionScope(suspension_id=row.id, number=1, change=ScopeChange.ORDERED, services=BOTH)
            )
        )

    attempts: Attempts = [
        (
            "suspension.order",
            named | {"ordered_at": bst(3, 10), "decision": decided[Asked.ORDER_SUSPENSION]},
        ),
        ("suspension.drop", named | {"reason": "it passed"}),
        ("suspension.instruct", named | {"instructed_at": bst(3, 15)}),
        ("suspension.take_effect", named | {"effective_at": bst(3, 25), "review_on": date(2026, 10, 19)}),
        ("suspension.rescind", named | {"reason": "it passed"}),
        ("suspension.lift", named | {"lifted_at": bst(9), "decision": decided[Asked.LIFT_SUSPENSION]}),
        ("suspension.close", named),
    ]
    return row.id, attempts, also


def notice_to_step(office: Office) -> tuple[UUID, Attempts, Any]:
    """The Parties' notice: it may become everything a notice can."""
    suspension = in_effect(office)
    row = office.row(Notice, reference=f"{suspension}/N3")
    named = {"notice": row.reference}

    def also(office: Office, state: StrEnum) -> None:
        if state != NoticeState.EXCEPTED:
            return
        office.writing(
            lambda session: session.add(
                NoticeException(
                    notice_id=row.id, number=1, judged_on=NIGHT, review_on=date(2026, 10, 19), basis="It tells."
                )
            )
        )

    attempts: Attempts = [
        ("notice.send", named | {"sent_at": bst(9), "channel": "e-mail"}),
        ("notice.not_necessary", named | {"reason": "nobody relies on it"}),
        ("notice.except_for_security", named | {"reason": "It tells.", "review_on": date(2026, 12, 1)}),
        ("notice.end_exception", named | {"reason": "it passed"}),
    ]
    return row.id, attempts, also


def appeal_to_step(office: Office) -> tuple[UUID, Attempts, Any]:
    suspension = in_effect(office)
    reference = office.ref(
        "appeal.lodge", suspension=suspension, lodged_on=date(2026, 10, 20), grounds="Other keys are used."
    )
    named: dict[str, Any] = {"appeal": reference}
    told = named | {"outcome_on": date(2026, 11, 3), "words_given": "So found."}
    attempts: Attempts = [
        *(("appeal.record_outcome", told | {"outcome": outcome}) for outcome in AppealOutcome),
        ("appeal.withdraw", named | {"withdrawn_on": date(2026, 11, 3)}),
    ]
    return office.row(Appeal, reference=reference).id, attempts, _nothing


def crl_to_step(office: Office) -> tuple[UUID, Attempts, Any]:
    reference = instruction(office)
    decision = office.decide(reference, date(2026, 10, 11))
    named: dict[str, Any] = {"instruction": reference}
    attempts: Attempts = [
        ("crl.issue", named | {"issued_at": bst(3, 20), "decision": decision}),
        ("crl.confirm", named | {"confirmed_at": bst(4, 5)}),
    ]
    return office.row(CrlInstruction, reference=reference).id, attempts, _nothing


def _nothing(office: Office, state: StrEnum) -> None:
    assert isinstance(state, AppealState | CrlState)
