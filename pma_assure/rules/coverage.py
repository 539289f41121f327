"""How much of what applies to a participant was assured, and by what (R59, R60; paragraphs 63 and 70; domain.md 6.6).

Coverage is the requirements covered by a concluded assessment or a reliance decision over those that apply. What other
evidence covers in part is counted apart and never as covered: an ISO certificate closes no SMKI requirement by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Applicability, Covers, PartyCategory, RelianceStanding
from pma_assure.rules.wording import count
from pma_assure.rules.wording import day as say_day

_SUPPLY = frozenset({Applicability.SUBSCRIBER, Applicability.RELYING_PARTY})
APPLIES: dict[PartyCategory, frozenset[Applicability]] = {
    PartyCategory.DCC: frozenset(Applicability),
    PartyCategory.LARGE_SUPPLIER: _SUPPLY,
    PartyCategory.SMALL_SUPPLIER: _SUPPLY,
    PartyCategory.ELECTRICITY_NETWORK: _SUPPLY,
    PartyCategory.GAS_NETWORK: _SUPPLY,
    PartyCategory.OTHER_SEC_PARTY: _SUPPLY,
    PartyCategory.RDP: frozenset({Applicability.RELYING_PARTY}),
    PartyCategory.ASSESSOR: frozenset(),
    PartyCategory.CONTRACTOR: frozenset(),
    PartyCategory.REGULATOR_GOVERNMENT: frozenset(),
    PartyCategory.NONE: frozenset(),
}
"""Which requirements apply to whom: the DCC's set differs; among users size makes no difference (R45, R61)."""
PARTICIPANTS = tuple(category for category, to in APPLIES.items() if to)
"""The categories of those whom any requirement applies to: who is assessed, and stands in a year's programme."""


@lru_cache(maxsize=1024)
def applies(category: PartyCategory, applies_to: str) -> bool:
    """Whether a requirement with these codes (comma separated, as kept) applies to a party of this category."""
    codes = {code.strip() for code in applies_to.split(",")}
    return any(code.value in codes for code in APPLIES[category])


class Covered(StrEnum):
    """How one requirement stands: covered, in part, or a gap."""

    COVERED = "covered"
    IN_PART = "in_part"
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class ByAssessment:
    """A concluded assessment that tested the requirement."""

    assessment: str
    concluded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ByReliance:
    """A reliance decision about the requirement. ``invalid_from``: from that day it counts for nothing."""

    reliance: str
    covers: Covers
    decided: bool
    valid_from: date
    valid_to: date | None
    invalid_from: date | None
    gap: str = ""
    residual: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicable:
    """A requirement that applies, with everything that may cover it."""

    requirement: str
    title: str
    tested: tuple[ByAssessment, ...] = ()
    relied: tuple[ByReliance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What became of one requirement: how it stands, by which records, and why in a sentence."""

    requirement: str
    title: str
    covered: Covered
    by: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The coverage of one participant on a day. ``covered + in_part + gaps == applicable``."""

    as_of: date
    lines: tuple[Line, ...]

    @property
    def applicable(self) -> int:
        return len(self.lines)

    def count(self, covered: Covered) -> int:
        return sum(1 for line in self.lines if line.covered == covered)

    @property
    def sentence(self) -> str:
        """ "34 of 40 requirements covered; 3 in part, which do not count; 3 not covered"."""
        if not self.lines:
            return "No requirement applies."
        part, gaps = self.count(Covered.IN_PART), self.count(Covered.GAP)
        said = f"{self.count(Covered.COVERED)} of {count(self.applicable, 'requirement')} covered"
        if part:
            said += f"; {part} in part, which {'does' if part == 1 else 'do'} not count"
        if gaps:
            said += f"; {gaps} not covered"
        return said

    @property
    def left(self) -> tuple[str, ...]:
        """The requirements still to be tested: the gaps, and what is covered in part (the reduced scope)."""
        return tuple(line.requirement for line in self.lines if line.covered != Covered.COVERED)


def in_force(relied: ByReliance, as_of: date) -> bool:
    """Whether a reliance decision counts that day: decided by the PMA, valid, and not found invalid before or on it."""
    return (
        relied.decided
        and relied.valid_from <= as_of
        and (relied.valid_to is None or as_of <= relied.valid_to)
        and (relied.invalid_from is None or as_of < relied.invalid_from)
    )


def standing(
    *, decided: bool, valid_from: date, valid_to: date | None, invalid_from: date | None, as_of: date
) -> RelianceStanding:
    """How other compliance activity stands on a day: it counts while it is *relied on*, and on no other (R59, R60)."""
    if invalid_from is not None and invalid_from <= as_of:
        return RelianceStanding.INVALID
    if not decided:
        return RelianceStanding.PROPOSED
    if valid_to is not None and valid_to < as_of:
        return RelianceStanding.LAPSED
    return RelianceStanding.NOT_YET_VALID if valid_from > as_of else RelianceStanding.RELIED_ON


def coverage(requirements: Iterable[Applicable], as_of: date) -> Coverage:
    """Compute each line for ``as_of``; assessments concluded and decisions taken later are not yet known."""
    return Coverage(as_of=as_of, lines=tuple(_line(requirement, as_of) for requirement in requirements))


def _line(applicable: Applicable, as_of: date) -> Line:
    tested = sorted(
        (each for each in applicable.tested if each.concluded_on <= as_of),
        key=lambda each: (each.concluded_on, each.assessment),
    )
    standing = [each for each in applicable.relied if in_force(each, as_of)]
    fully = [each for each in standing if each.covers == Covers.FULLY]
    part = [each for each in standing if each.covers == Covers.IN_PART]
    by: tuple[str, ...] = ()
    if tested:
        newest = tested[-1]
        state, by = Covered.COVERED, (newest.assessment,)
        sentence = f"Tested in {newest.assessment}, concluded on {say_day(newest.concluded_on)}."
    elif fully:
        state, by = Covered.COVERED, tuple(each.reliance for each in fully)
        sentence = f"Covered by {', '.join(by)}, as the PMA decided."
    elif part:
        state, by = Covered.IN_PART, tuple(each.reliance for each in part)
        left = next((each.residual or each.gap for each in part if each.residual or each.gap), "")
        sentence = f"Covered in part by {', '.join(by)}" + (f"; left: {left}" if left else "") + "."
    else:
        state, sentence = Covered.GAP, _why_gap(applicable.relied, as_of)
    return Line(requirement=applicable.requirement, title=applicable.title, covered=state, by=by, sentence=sentence)


def _why_gap(relied: tuple[ByReliance, ...], as_of: date) -> str:
    for each in relied:
        if each.covers == Covers.NOT:
            continue
        if not each.decided:
            return f"{each.reliance} is not decided by the PMA."
        if each.invalid_from is not None and each.invalid_from <= as_of:
            return f"{each.reliance} is invalid from {say_day(each.invalid_from)}."
        if each.valid_to is not None and each.valid_to < as_of:
            return f"{each.reliance} was valid until {say_day(each.valid_to)}."
        if each.valid_from > as_of:
            return f"{each.reliance} is valid only from {say_day(each.valid_from)}."
    return "No concluded assessment tested it and nothing else covers it."


def check_claim(requirement: str, covers: Covers, *, reason: str, gap: str, residual: str) -> None:
    """Refuse a claim of coverage that says too little: fully needs its reason; in part its gap and what is left.

    Paragraph 70 says that existing activity may contribute "in part", so that "fully" is the exception (R60).
    """
    if covers == Covers.FULLY and not reason.strip():
        raise Refused(
            f"{requirement}: say why it is covered fully; paragraph 70 speaks of existing activity counting in part.",
            rule="R60",
            paragraph="70",
            field="requirements",
        )
    if covers == Covers.FULLY and (gap.strip() or residual.strip()):
        raise Refused(
            f"{requirement}: what has a gap, or testing left, is covered in part.",
            rule="R60",
            paragraph="70",
            field="requirements",
        )
    if covers == Covers.IN_PART and not (gap.strip() and residual.strip()):
        raise Refused(
            f"{requirement}: covered in part needs the gap and the testing that is left.",
            rule="R60",
            paragraph="70",
            field="requirements",
        )
