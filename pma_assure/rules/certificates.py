"""Certificates that the DCC is to put on the CRL: serial numbers and the time to the confirmation (R85)."""

from __future__ import annotations

import re
from datetime import datetime

from pma_assure.rules.emergency import minutes_between, span_in_words
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.wording import instant
from pma_assure.values.outcome import Because

LONGEST_SERIAL = 20
"""Octets: no serial number of a certificate is longer."""
_HEX = re.compile(r"[0-9A-F]+")
_PARTED = re.compile(r"[ :\-.]")


def serial_number(text: str) -> str:
    """A serial number as it is compared: whole octets in capital hexadecimal, no separators, no leading zero octet.

    Takes ``0x`` before it, and spaces, colons, full stops or hyphens between octets. Refused otherwise, saying what is
    wrong: a mistyped number would revoke somebody else's certificate, or none (R85, paragraph 21).
    """
    typed = text.strip()
    digits = typed.upper().removeprefix("0X").strip()
    parts = [one for one in _PARTED.split(digits) if one]
    if not parts:
        raise _no_serial(typed, "it has no digits")
    for one in parts:
        if not _HEX.fullmatch(one):
            wrong = next(sign for sign in one if sign not in "0123456789ABCDEF")
            raise _no_serial(typed, f"“{wrong}” is no hexadecimal digit")
    if any(len(one) % 2 for one in parts[1:]) or (len(parts) > 1 and len(parts[0]) % 2 and len(parts[0]) > 1):
        raise _no_serial(typed, "between separators stand whole octets, two digits each")
    whole = "".join(parts)
    whole = whole if len(whole) % 2 == 0 else f"0{whole}"
    while whole.startswith("00"):
        whole = whole[2:]
    if not whole:
        raise _no_serial(typed, "zero is the number of no certificate")
    if len(whole) // 2 > LONGEST_SERIAL:
        octets = len(whole) // 2
        raise _no_serial(typed, f"it has {octets} octets, and no serial number has more than {LONGEST_SERIAL}")
    return whole


def _no_serial(typed: str, why: str) -> Refused:
    return Refused(
        f"“{typed[:60]}” is no serial number: {why}. Copy it from the certificate.",
        rule="R85",
        paragraph=paragraph("R85"),
        field="certificates",
    )


def serial_in_octets(serial: str) -> str:
    """A kept serial number as people read it out: "0A:1B:2C"."""
    return ":".join(serial[at : at + 2] for at in range(0, len(serial), 2))


def confirmation(issued_at: datetime | None, confirmed_at: datetime | None) -> Because | None:
    """The time from the instruction to the DCC's confirmation, in minutes (R85); None before it was issued."""
    if issued_at is None:
        return None
    value = "Not confirmed yet." if confirmed_at is None else span_in_words(minutes_between(issued_at, confirmed_at))
    return Because(
        what="Time to the DCC's confirmation",
        value=value,
        rule="R85",
        paragraph=paragraph("R85"),
        inputs=(
            ("issued", instant(issued_at)),
            ("confirmed", "not yet" if confirmed_at is None else instant(confirmed_at)),
        ),
    )
