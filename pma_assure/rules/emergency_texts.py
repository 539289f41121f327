"""The words of the papers of an emergency: the instruction to the DCC, the notices, the CRL instruction (R76-R85).

The PMA orders and instructs; it informs the Panel, the Authority and the Parties; it decides nothing that is theirs.
The texts are laid out as those of letters (``rules.letter_templates.layout``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pma_assure.rules.certificates import serial_in_octets
from pma_assure.rules.vocabulary import NoticeTo, ScopeChange
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import instant

SIGNED = "for the SMKI Policy Management Authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What every paper of a suspension tells. ``decided`` says which decision it rests on, with its quorum."""

    reference: str
    participant: str
    of_dcc: bool
    grounds: str
    services: tuple[str, ...]
    ordered_at: datetime
    effective_at: datetime | None
    review_on: date | None
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The scope a notice tells of: ``services`` stay suspended from ``from_at``; () when everything was given back."""

    change: ScopeChange
    from_at: datetime | None
    services: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    issuer: str
    serial: str
    holder: str | None


def _joined(*paragraphs: str) -> str:
    return "\n\n".join(one for one in (*paragraphs, SIGNED) if one.strip())


def _list(services: Sequence[str]) -> str:
    return "\n".join(f"- {one}" for one in services)


def instruction(order: Order) -> str:
    """The instruction to the DCC to suspend (R78, paragraph 20)."""
    what = "some of your SMKI Service" if order.of_dcc else f"the rights of {order.participant} to the services below"
    return _joined(
        f"The SMKI Policy Management Authority (PMA) has ordered an emergency suspension, {order.reference}, and"
        f" instructs you to suspend {what}, at once (R76 and R78, paragraphs 20 and 71).",
        f"# What is suspended\n\n{_list(order.services)}",
        f"# On what ground\n\nThe PMA reasonably considers that there is {order.grounds}, to the security or integrity"
        " of the SMKI Service (R77, paragraph 20).",
        f"# The decision\n\nOrdered {instant(order.ordered_at)}. {order.decided}",
        "# What we ask of you",
        "Please suspend these services and no others, and report at once the time at which the suspension took effect."
        " It stands until the PMA tells you otherwise in writing.",
    )


def notice(order: Order, to: NoticeTo, change: Change, late_reason: str) -> str:
    """A notice of the suspension, or of what became of it, to one of those who are told (R79, R80, R82)."""
    first = change.change in (ScopeChange.ORDERED, ScopeChange.VARIED)
    told = {
        NoticeTo.PANEL: "For information. Nothing is asked of the Panel (R79, paragraph 71).",
        NoticeTo.AUTHORITY: "This notice is given under the arrangements for notice to the Authority"
        " (R80, paragraph 72).",
        NoticeTo.PARTIES: "You are told because it is necessary for the integrity of the SMKI Service"
        " (R82, paragraph 74).",
    }.get(to, "")
    late = "" if not late_reason.strip() else f"# Why this notice was not given before\n\n{late_reason.strip()}"
    appeal = (
        "The participant may appeal to the Authority, which may hear the appeal after the event (R84, paragraph 20)."
    )
    return _joined(
        _opening(order, change),
        told,
        f"# What is suspended\n\n{_list(change.services)}" if change.services else "Nothing is suspended any more.",
        f"# On what ground\n\nThe PMA reasonably considers that there is {order.grounds}, to the security or integrity"
        " of the SMKI Service (R77, paragraph 20)."
        if first and to != NoticeTo.PARTIES
        else "",
        f"# The decision\n\nOrdered {instant(order.ordered_at)}. {order.decided}" if to != NoticeTo.PARTIES else "",
        f"It will be reviewed on {say_day(order.review_on)}." if first and order.review_on is not None else "",
        appeal if first else "",
        late if to != NoticeTo.PARTIES else "",
    )


def _opening(order: Order, change: Change) -> str:
    whose = "the DCC's SMKI Service" if order.of_dcc else f"rights of {order.participant} to DCC Services"
    if change.change == ScopeChange.ORDERED:
        when = "" if order.effective_at is None else f" It took effect {instant(order.effective_at)}."
        return f"The PMA has ordered an emergency suspension of {whose}, {order.reference}.{when}"
    done = {
        ScopeChange.VARIED: "was varied",
        ScopeChange.LIFTED_IN_PART: "was lifted in part",
        ScopeChange.LIFTED: "was lifted",
    }[change.change]
    since = "" if change.from_at is None else f", from {instant(change.from_at)}"
    return f"The emergency suspension {order.reference} of {whose} {done}{since}."


def crl(
    reference: str, certificates: Sequence[Certificate], clause: str, decided: str, reasons: str, suspension: str | None
) -> str:
    """The instruction to put certificates on the CRL, by the process of the Organisation CP (R85, paragraph 21)."""
    named = f" by the process of clause {clause} of the Organisation CP" if clause else ""
    rows = "\n".join(
        f"- {one.issuer}, serial number {serial_in_octets(one.serial)}" + (f" ({one.holder})" if one.holder else "")
        for one in certificates
    )
    beside = f" It goes with the emergency suspension {suspension}." if suspension else ""
    return _joined(
        f"The SMKI Policy Management Authority (PMA) requires you to place the certificates below on the Certificate"
        f" Revocation List{named} (R85, paragraph 21). This is instruction {reference}.{beside}",
        f"# Certificates\n\n{rows}",
        f"# The decision\n\n{decided}",
        f"# Reasons\n\n{reasons.strip()}" if reasons.strip() else "",
        "# What we ask of you",
        "Please compare each serial number with the certificate before you revoke it, and confirm at once the time at"
        " which all of them are on the list.",
    )
