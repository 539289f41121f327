"""What must hold of suspensions, their notices and CRL instructions in every register (domain.md 5.10; R76-R85)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pma_assure.rules.certificates import serial_number
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import ORDERED_SUSPENSIONS
from pma_assure.rules.vocabulary import Asked, CrlState, DecisionState, NoticeState, NoticeTo, SuspensionState
from pma_assure.values.soundness import Problem

_VALID = (DecisionState.RECORDED, DecisionState.SUPERSEDED)
_EFFECTIVE = (SuspensionState.IN_EFFECT, SuspensionState.LIFTED, SuspensionState.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionFact:
    """``irregular``: a fact is kept that says it was ordered, varied or lifted without a valid decision.

    ``settled``: no such fact is open. ``scopes`` are the numbers of its scopes in order; ``grounds``: all three parts
    of the test of paragraph 20 are answered. ``owing``: some notice of it is still owed.
    """

    reference: str
    state: str
    grounds: bool
    decision_state: str | None
    decision_asks: str | None
    irregular: bool
    settled: bool
    scopes: tuple[int, ...]
    effective: bool
    lifted: bool
    owing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFact:
    """``withheld``: the last row of its exception names a review."""

    reference: str
    addressee: str
    state: str
    sent: bool
    withheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CrlFact:
    reference: str
    state: str
    decision_state: str | None
    decision_asks: str | None
    irregular: bool
    serials: tuple[str, ...]
    issued_at: datetime | None
    confirmed_at: datetime | None


def suspension(fact: SuspensionFact) -> list[Problem]:
    """An order rests on grounds, a scope and a valid decision of the PMA, or is kept as purported (R76-R78)."""
    if fact.state not in ORDERED_SUSPENSIONS:
        return []
    said: list[tuple[str, str]] = []
    if not fact.grounds:
        said.append(("it was ordered, and its grounds are not kept", "R77"))
    if not fact.scopes or fact.scopes != tuple(range(1, len(fact.scopes) + 1)):
        said.append(("it was ordered, and its scopes are not all kept, in order", "R78"))
    valid = fact.decision_state in _VALID and fact.decision_asks == Asked.ORDER_SUSPENSION
    if not valid and not fact.irregular:
        said.append(("it was ordered without a valid decision of the PMA, and is not kept as purported", "R76"))
    if fact.state in _EFFECTIVE and not fact.effective:
        said.append((f"it is {fact.state}, and when it took effect is not kept", "R78"))
    if fact.state in (SuspensionState.LIFTED, SuspensionState.CLOSED) and not fact.lifted:
        said.append((f"it is {fact.state}, and when it was lifted is not kept", "R78"))
    if fact.state == SuspensionState.CLOSED and fact.owing:
        said.append(("it is closed, and a notice of it is owed", "R79"))
    if fact.state == SuspensionState.CLOSED and not fact.settled:
        said.append(("it is closed and purported: nothing rests on it", "R76"))
    return [_fault(fact.reference, "suspension", sentence, rule) for sentence, rule in said]


def notice(fact: NoticeFact) -> list[Problem]:
    """Nothing is sent while it is withheld; only the Parties' notice is withheld or unnecessary (R82, R83)."""
    said: list[tuple[str, str]] = []
    if (fact.state == NoticeState.SENT) != fact.sent:
        said.append((f"it is {fact.state}, and when it was sent says otherwise", "R79"))
    if fact.state == NoticeState.SENT and fact.withheld:
        said.append(("it was sent while it was withheld as a security risk", "R83"))
    if (fact.state == NoticeState.EXCEPTED) != fact.withheld and fact.state != NoticeState.SENT:
        said.append((f"it is {fact.state}, and the judgement that withholds it says otherwise", "R83"))
    if fact.state in (NoticeState.EXCEPTED, NoticeState.NOT_NECESSARY) and fact.addressee != NoticeTo.PARTIES:
        said.append((f"a notice to the {fact.addressee} is {fact.state}", "R82"))
    return [_fault(fact.reference, "notice", sentence, rule) for sentence, rule in said]


def crl_instruction(fact: CrlFact) -> list[Problem]:
    """What was issued names certificates by serial numbers that are some, and rests on a valid decision (R85)."""
    said = [f"{one[:60]} is no serial number as it is compared" for one in fact.serials if not _is_serial(one)]
    if fact.state != CrlState.DECIDED:
        valid = fact.decision_state in _VALID and fact.decision_asks == Asked.INSTRUCT_CRL
        if not valid and not fact.irregular:
            said.append("it was issued without a valid decision of the PMA, and is not kept as purported")
        if not fact.serials:
            said.append("it was issued without a certificate")
        if fact.issued_at is None:
            said.append("it was issued, and when is not kept")
    if fact.state == CrlState.CONFIRMED and fact.confirmed_at is None:
        said.append("it is confirmed, and when is not kept")
    if fact.issued_at is not None and fact.confirmed_at is not None and fact.confirmed_at < fact.issued_at:
        said.append("it was confirmed before it was issued")
    return [_fault(fact.reference, "crl_instruction", sentence, "R85") for sentence in said]


def _is_serial(serial: str) -> bool:
    try:
        return serial_number(serial) == serial
    except Refused:
        return False


def _fault(reference: str, table: str, sentence: str, rule: str) -> Problem:
    return Problem(
        code=f"invariant_{rule}",
        severity="fault",
        reference=reference,
        table=table,
        sentence=f"{reference}: {sentence} ({rule}, paragraph {paragraph(rule)}).",
    )
