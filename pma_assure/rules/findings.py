"""Decisions about findings: whose class counts, which version was in force, what a plan lacks, what recurs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import FindingClass, Impact
from pma_assure.rules.wording import day as say_day
from pma_assure.values.outcome import Because

_BY_WEIGHT = (FindingClass.OBSERVATION, FindingClass.MINOR, FindingClass.MAJOR)
LIMIT_OF_IMPACT = {Impact.MEDIUM: "impact_medium", Impact.LOW: "impact_low"}
"""The adopted time limit that follows from the impact; what is critical is owed as soon as practicable (4.3)."""


def weight_of(assessors: FindingClass, pmas: FindingClass | None) -> FindingClass:
    """The heavier of the assessor's class and the PMA's own: what guards a finding can never be talked down.

    The two stand beside each other; neither is written over the other (states.md, *Whose word*).
    """
    return max((assessors, pmas or assessors), key=_BY_WEIGHT.index)


def occurred_on(began_on: date | None, identified_on: date) -> date:
    """The day of the non-compliance for the version in force: when it began; unknown, when it was identified."""
    return began_on or identified_on


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFact:
    """One version of a document: from when to when it was in force, and whether it has the clause that is asked for."""

    label: str
    effective_from: date | None
    effective_to: date | None
    has_clause: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionThen:
    """Which version was in force on a day (None: none was), and whether it has the clause, in words too."""

    label: str | None
    has_clause: bool
    sentence: str
    because: Because


def version_then(document: str, clause: str, cited: str, day: date, versions: Iterable[VersionFact]) -> VersionThen:
    """The version of ``document`` in force on the day of the non-compliance (R02, paragraph 15; invariant 11).

    ``cited`` is the version that the finding names.
    """
    in_force = [
        one
        for one in versions
        if one.effective_from is not None
        and one.effective_from <= day
        and (one.effective_to is None or one.effective_to >= day)
    ]
    found = max(in_force, key=lambda one: one.effective_from or date.min, default=None)
    if found is None:
        sentence = f"no version of {document} was in force during the non-compliance"
    else:
        has = "has" if found.has_clause else "has no"
        sentence = f"the version in force during the non-compliance was v{found.label}, which {has} clause {clause}"
    return VersionThen(
        label=None if found is None else found.label,
        has_clause=found is not None and found.has_clause,
        sentence=sentence,
        because=Because(
            what="Version in force",
            value=f"{sentence[0].upper()}{sentence[1:]}.",
            rule="R02",
            paragraph=paragraph("R02"),
            inputs=(
                ("document", document),
                ("clause", clause),
                ("cited", f"v{cited}"),
                ("non-compliance", say_day(day)),
            ),
        ),
    )


# --- Corrective Action Plans ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseFact:
    reference: str
    finding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFact:
    """One action that was not cancelled; ``causes`` are the references of the root causes it answers."""

    reference: str
    causes: frozenset[str]
    owner: bool
    due: bool
    criterion: bool


def plan_lacks(findings: Sequence[str], causes: Iterable[CauseFact], actions: Sequence[ActionFact]) -> tuple[str, ...]:
    """What a Corrective Action Plan lacks before it can be accepted, each said by name; empty when nothing.

    Each finding has a root cause, each root cause an action, each action an owner, a date and a criterion (R57).
    """
    causes = tuple(causes)
    answered = frozenset().union(*(one.causes for one in actions))
    said = [f"{one} has no root cause" for one in findings if one not in {cause.finding for cause in causes}]
    said += [f"root cause {one.reference} has no action" for one in causes if one.reference not in answered]
    for one in actions:
        missing = [
            word for word, there in (("owner", one.owner), ("date", one.due), ("criterion", one.criterion)) if not there
        ]
        if missing:
            said.append(f"{one.reference} has no {' and no '.join(missing)}")
    if not actions:
        said.append("it has no action")
    return tuple(said)


# --- recurrence -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFinding:
    """A finding about the same organisation that was closed; ``document`` and ``clause`` are those it cited."""

    reference: str
    document: str
    clause: str
    closed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """An earlier finding that this one may repeat; ``same_clause`` False: only the document is the same."""

    reference: str
    closed_on: date
    same_clause: bool
    sentence: str


def suggested_recurrence(
    document: str, clause: str, identified_on: date, earlier: Iterable[EarlierFinding]
) -> Recurrence | None:
    """The newest closed finding about the same clause, whatever its version; failing that, the same document.

    A finding repeats what was closed before it was identified (domain.md 4.6; peers 4.10).
    """
    before = [one for one in earlier if one.document == document and one.closed_on <= identified_on]
    found = max(before, key=lambda one: (one.clause == clause, one.closed_on, one.reference), default=None)
    if found is None:
        return None
    same = found.clause == clause
    about = f"{document} clause {clause}" if same else f"{document}, though clause {found.clause}"
    return Recurrence(
        reference=found.reference,
        closed_on=found.closed_on,
        same_clause=same,
        sentence=f"{found.reference}, closed on {say_day(found.closed_on)}, was about the same participant and {about}",
    )


def recurrence_warning(reference: str, earlier: str, closed_on: date | None) -> str:
    """What is said where a finding repeats an earlier one: it weighs in what the PMA considers (domain.md 4.6)."""
    when = f", closed on {say_day(closed_on)}" if closed_on is not None else ""
    return (
        f"{reference} is a recurrence of {earlier}{when}: what was done then did not last. Repetition weighs in what"
        " the PMA considers."
    )
