"""Who works for whom, and who belongs together, on a day (R25, R27, R29; Q5, Q6).

Employments and groups are dated, because companies are bought and people move: every answer is for one day.
Affiliated are organisations of the same dated group; the register's group is what the office entered, with section
1159 of the Companies Act 2006 as its usual guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.sources import paragraph
from pma_assure.rules.wording import day as say_day
from pma_assure.values.outcome import Because
from pma_assure.values.quorum import Affiliation, Employment


def employers_on(person: str, day: date, employments: Iterable[Employment]) -> frozenset[str]:
    """The organisations the person works for that day; empty for an independent person."""
    return frozenset(each.organisation for each in employments if each.person == person and _covers(each, day))


def groups_on(organisation: str, day: date, affiliations: Iterable[Affiliation]) -> frozenset[str]:
    """The groups the organisation belongs to that day."""
    return frozenset(each.group for each in affiliations if each.organisation == organisation and _covers(each, day))


def affiliated(a: str, b: str, day: date, affiliations: Iterable[Affiliation]) -> bool:
    """The same organisation, or both in one group that day."""
    if a == b:
        return True
    affiliations = tuple(affiliations)
    return bool(groups_on(a, day, affiliations) & groups_on(b, day, affiliations))


def affiliated_since(a: str, b: str, day: date, affiliations: Iterable[Affiliation]) -> date | None:
    """Since when both have been in a group together that holds them on ``day``; None if they are not affiliated then.

    None too for one and the same organisation, which is no affiliation. Of several common groups the earliest counts.
    """
    if a == b:
        return None
    affiliations = tuple(affiliations)
    common = groups_on(a, day, affiliations) & groups_on(b, day, affiliations)
    since = [max(_since(a, group, day, affiliations), _since(b, group, day, affiliations)) for group in common]
    return min(since, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternateCheck:
    """Whether somebody may stand in for a member (R27), why, and what should be known besides."""

    allowed: bool
    sentence: str
    warnings: tuple[str, ...]
    because: Because


def check_alternate(
    *,
    member: str,
    alternate: str,
    day: date,
    employments: Iterable[Employment],
    affiliations: Iterable[Affiliation],
    other_members: tuple[str, ...],
    names: Mapping[str, str],
) -> AlternateCheck:
    """Whether ``alternate`` may stand in for ``member`` on ``day`` (R27, paragraph 35).

    Refused: the same person, the member's employer, an affiliate of it. Another voting member's employer only warns
    (Q5; R31 permits it). ``names`` maps a reference to the name people use; a missing one shows the reference.
    """
    employments, affiliations = tuple(employments), tuple(affiliations)
    theirs = sorted(employers_on(alternate, day, employments))
    members = sorted(employers_on(member, day, employments))
    who, whose = names.get(alternate, alternate), names.get(member, member)
    objection = f"{who} cannot be their own alternate" if member == alternate else ""
    for employer in theirs:
        for own in members:
            if not objection and affiliated(employer, own, day, affiliations):
                objection = _objection(who, whose, employer, own, day, affiliations, names)
    warnings = (
        () if objection else _shared(theirs, (alternate, member), other_members, day, employments, affiliations, names)
    )
    sentence = (
        f"{objection}: name somebody who works neither for the member's employer nor for an affiliate of it."
        if objection
        else f"{who} may stand in for {whose}: {_works(who, theirs, names)}, {_works(whose, members, names)}."
    )
    inputs = (
        ("member", f"{whose}, {_named(members, names)}"),
        ("alternate", f"{who}, {_named(theirs, names)}"),
        ("day", say_day(day)),
    )
    because = Because(
        what=f"{who} as alternate of {whose}",
        value="refused" if objection else "allowed",
        rule="R27",
        paragraph=paragraph("R27"),
        inputs=inputs,
    )
    return AlternateCheck(allowed=not objection, sentence=sentence, warnings=warnings, because=because)


def _objection(
    who: str,
    whose: str,
    employer: str,
    own: str,
    day: date,
    affiliations: tuple[Affiliation, ...],
    names: Mapping[str, str],
) -> str:
    if employer == own:
        return f"{who} works for {names.get(own, own)}, as {whose} does"
    since = affiliated_since(employer, own, day, affiliations)
    dated = f" since {say_day(since)}" if since and since > date.min else ""
    return (
        f"{who} works for {names.get(employer, employer)}, affiliated{dated} to {names.get(own, own)}, "
        f"for which {whose} works"
    )


def _shared(
    theirs: list[str],
    apart: tuple[str, str],
    other_members: tuple[str, ...],
    day: date,
    employments: tuple[Employment, ...],
    affiliations: tuple[Affiliation, ...],
    names: Mapping[str, str],
) -> tuple[str, ...]:
    """One warning for every other member whose employer is the alternate's or an affiliate of it (R31)."""
    warnings: list[str] = []
    who = names.get(apart[0], apart[0])
    for other in sorted(set(other_members) - set(apart)):
        for own in sorted(employers_on(other, day, employments)):
            shared = next((each for each in theirs if affiliated(each, own, day, affiliations)), None)
            if shared is None:
                continue
            link = "" if shared == own else f", affiliated to {names.get(own, own)}"
            warnings.append(
                f"{who} works for {names.get(shared, shared)}{link}, the employer of {names.get(other, other)}: "
                f"the two would sit together (R31, paragraph {paragraph('R31')})."
            )
            break
    return tuple(warnings)


def _works(who: str, employers: list[str], names: Mapping[str, str]) -> str:
    return f"{who} works for {_named(employers, names)}" if employers else f"{who} has no employer on record"


def _named(organisations: list[str], names: Mapping[str, str]) -> str:
    return " and ".join(names.get(each, each) for each in organisations) or "no employer on record"


def _since(organisation: str, group: str, day: date, affiliations: tuple[Affiliation, ...]) -> date:
    return min(
        each.first_day
        for each in affiliations
        if each.organisation == organisation and each.group == group and _covers(each, day)
    )


def _covers(fact: Employment | Affiliation, day: date) -> bool:
    return fact.first_day <= day and (fact.last_day is None or day <= fact.last_day)
