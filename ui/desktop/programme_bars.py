"""What stands in the months of a participant's year: bars with their words, and the sentences that say it at length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pma_assure.rules.assessments import Planned, months_of, overlap
from pma_assure.rules.vocabulary import AssessmentKind, AssessmentState, PartyCategory
from pma_assure.rules.wording import short_day
from pma_assure.values.programme_page import ProgrammeRow, YearAssessment
from ui.desktop.programme_drafts import NewRow
from ui.desktop.spoken import said, tone_of

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NEW = "new"
"""The tone of what is not in the register yet."""


@dataclass(frozen=True, slots=True)
class Bar:
    """From one month to another, 1 to 12, with what stands there."""

    first: int
    last: int
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class _Part:
    """One assessment within a bar: its first and last month, and what is said of it."""

    first: int
    last: int
    words: str
    tone: str
    reference: str


def new_overlaps(row: ProgrammeRow, new: NewRow | None, year: int) -> tuple[str, ...]:
    """The assessments of the register that a new one shares a day with."""
    if new is None or not new.first:
        return ()
    first, last = months_of(year, new.first, new.last)
    wanted = Planned(reference="", organisation="", first_day=first, last_day=last)
    return tuple(one.reference for one in row.planned if one.counts and overlap(wanted, _planned(one)))


def _planned(one: YearAssessment) -> Planned:
    return Planned(reference=one.reference, organisation="", first_day=one.first_day, last_day=one.last_day)


def bars(row: ProgrammeRow, new: NewRow | None, year: int) -> tuple[Bar, ...]:
    """Bars that share no month: assessments that share one stand in one bar, and its words name both."""
    parts = [
        _Part(*one.months(year), said(AssessmentState, one.state), tone_of(AssessmentState, one.state), one.reference)
        for one in row.planned
    ]
    if new is not None and new.first:
        parts.append(_Part(new.first, new.last, "New", NEW, ""))
    groups: list[list[_Part]] = []
    for part in sorted(parts, key=lambda one: (one.first, one.last)):
        if groups and part.first <= max(one.last for one in groups[-1]):
            groups[-1].append(part)
        else:
            groups.append([part])
    with_new = new_overlaps(row, new, year)
    return tuple(_bar(group, row, with_new) for group in groups)


def _bar(group: Sequence[_Part], row: ProgrammeRow, with_new: Sequence[str]) -> Bar:
    first, last = min(one.first for one in group), max(one.last for one in group)
    if len(group) == 1:
        return Bar(first, last, group[0].words, group[0].tone)
    inside = {one.reference for one in group}
    shared = [one for one in row.overlaps if one.first in inside and one.second in inside]
    names = ", ".join(one.words for one in group)
    if ("" in inside and any(one in inside for one in with_new)) or any(not one.agreed for one in shared):
        return Bar(first, last, f"Overlap: {names}", "late")
    if shared:
        return Bar(first, last, f"Overlap, agreed: {names}", "attention")
    return Bar(first, last, names, group[-1].tone)


def in_months(first: int, last: int) -> str:
    return MONTHS[first - 1] if first == last else f"{MONTHS[first - 1]} to {MONTHS[last - 1]}"


def at_length(row: ProgrammeRow, new: NewRow | None, year: int) -> tuple[str, ...]:
    """The participant, a sentence for each overlap, then one for each assessment and for what is new."""
    found = [f"{row.name} · {said(PartyCategory, row.category)} · {row.reference}"]
    for pair in row.overlaps:
        how = "how they are co-ordinated is agreed" if pair.agreed else "agree how they are co-ordinated (R55)"
        found.append(f"{pair.first} overlaps with {pair.second}: {how}.")
    found += [f"What is new overlaps with {reference} (R55)." for reference in new_overlaps(row, new, year)]
    for one in row.planned:
        parts = [
            f"{one.reference}: {said(AssessmentKind, one.kind)}, {said(AssessmentState, one.state).lower()}",
            f"{short_day(one.first_day)} to {short_day(one.last_day)}",
            one.assessor or "no assessor yet",
            "; ".join(one.criteria) or "no criteria yet",
        ]
        found.append(" · ".join(parts))
    if new is not None:
        parts = [
            f"New: {in_months(new.first, new.last)}" if new.first else "New: no month chosen yet",
            new.assessor_name or "no assessor yet",
            new.criteria or "no criteria yet",
        ]
        found.append(" · ".join(parts))
    if not row.planned and new is None:
        found.append("Nothing is planned.")
    return tuple(found)
