"""What people call a record: references, how they are written and how they are read back (design.md 3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pma_assure.rules.refusal import Refused

KINDS: dict[str, str] = {
    "ORG": "organisation",
    "PERS": "person",
    "DOC": "document",
    "REQ": "requirement",
    "CASE": "case",
    "ASMT": "assessment",
    "FIND": "finding",
    "BRCH": "breach",
    "ADV": "advice",
    "PLAN": "plan",
    "EXT": "extract",
    "SUSP": "suspension",
    "CRL": "crl_instruction",
    "MTG": "meeting",
    "DEC": "decision",
    "MOD": "modification",
    "EVID": "evidence",
    "CAP": "cap",
    "RELY": "reliance",
    "LTR": "letter",
    "SCHM": "scheme",
    "TEXT": "finding_pattern",
    "ELEC": "election",
    "REV": "document_review",
    "SUPP": "support_request",
    "CHG": "charge",
}
"""Prefix to kind of record."""

WITHOUT_YEAR = frozenset({"ORG", "PERS", "DOC", "SCHM", "TEXT"})

LAST_OF_FOUR_DIGITS = 9_999
"""Numbers are written with four digits at least: up to this one they are in order as text."""
_NUMBERED = re.compile(r"([A-Z]+)-(?:(\d{4})-|([A-Z][A-Z0-9]*)-)?(\d{4,})(?:/([A-Z]?\d+(?:\.\d+)*))?")
_NUMBER = re.compile(r"\d+")
_REQUIREMENT = re.compile(r"REQ-([A-Z][A-Z0-9]*(?:-[A-Z][A-Z0-9]*)*)-(\d+(?:\.\d+)*)-([A-Z0-9]+(?:\.[A-Z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class ParsedReference:
    """A reference taken apart.

    ``year`` is None where the kind has none; ``number`` is 0 for a requirement, whose document, version and clause
    are then ``suffix`` ("RAPP-2.1-7.4"). ``suffix`` is otherwise the part named after the slash ("M2"), or "".
    ``laptop`` is the name of the laptop that allotted a provisional reference (``FIND-LAP2-0003``), or "".
    """

    prefix: str
    year: int | None
    number: int
    suffix: str
    kind: str
    laptop: str = ""

    @property
    def record(self) -> str:
        """The reference of the whole record, without its part."""
        if self.prefix == "REQ":
            return f"REQ-{self.suffix}"
        if self.laptop:
            return f"{self.prefix}-{self.laptop}-{self.number:04d}"
        return format_reference(self.prefix, self.year, self.number)

    def __str__(self) -> str:
        if self.prefix == "REQ" or not self.suffix:
            return self.record
        return f"{self.record}/{self.suffix}"


def format_reference(prefix: str, year: int | None, number: int) -> str:
    """``CASE-2026-0014``, ``ORG-0012``. ValueError if the prefix is unknown or the year does not belong."""
    if prefix not in KINDS or prefix == "REQ":
        raise ValueError(f"{prefix} is no prefix of a numbered record")
    if number < 1:
        raise ValueError("numbers begin with 1")
    if (year is None) != (prefix in WITHOUT_YEAR):
        raise ValueError(f"{prefix} is written {'without' if prefix in WITHOUT_YEAR else 'with'} a year")
    return f"{prefix}-{number:04d}" if year is None else f"{prefix}-{year:04d}-{number:04d}"


def format_requirement(document: str, version: str, clause: str) -> str:
    """``REQ-RAPP-2.1-7.4`` from the document's short code, the version's label and the clause."""
    text = f"REQ-{document}-{version}-{clause}".upper()
    if not _REQUIREMENT.fullmatch(text):
        raise Refused(
            "Give the document a short code of letters and digits, and the version and the clause as numbers such as "
            "2.1 and 7.4.",
            field="clause",
        )
    return text


def parse_reference(text: str) -> ParsedReference:
    """Read what a person typed: upper or lower case, with or without spaces around. Refused if it is no reference."""
    plain = re.sub(r"\s+", "", text).replace("\N{EN DASH}", "-").replace("\N{NON-BREAKING HYPHEN}", "-").upper()
    requirement = _REQUIREMENT.fullmatch(plain)
    if requirement:
        return ParsedReference("REQ", None, 0, "-".join(requirement.groups()), KINDS["REQ"])
    numbered = _NUMBERED.fullmatch(plain)
    if numbered:
        prefix, year, laptop, number, suffix = numbered.groups()
        dated = year is not None or laptop is not None
        known = prefix in KINDS and prefix != "REQ" and (laptop is not None or dated != (prefix in WITHOUT_YEAR))
        if known and int(number) > 0:
            return ParsedReference(
                prefix, int(year) if year else None, int(number), suffix or "", KINDS[prefix], laptop or ""
            )
    raise Refused(
        f"“{text.strip()}” is not a reference. References look like CASE-2026-0014, ORG-0012 or PLAN-2026-0009/M2.",
        field="reference",
    )


def kind_of(reference: str) -> str:
    """The kind of record a reference names: "case", "plan", "organisation". Refused if it is no reference."""
    return parse_reference(reference).kind


def by_number(text: str) -> str:
    """A key that puts texts in order by the numbers in them: L2 before L10, clause 9.9 before 9.10.

    Of the same length as what is compared, numbers compare as text does; so each is written with how long it is.
    """
    return _NUMBER.sub(_with_its_length, text)


def _with_its_length(number: re.Match[str]) -> str:
    digits = number[0].lstrip("0")
    return f"{len(digits):04d}{digits}"
