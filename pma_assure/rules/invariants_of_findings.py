"""What must hold of findings and actions (domain.md 5.10, invariants 7, 8 and 11), over small frozen facts.

What was imported is exempt from what is said of its past.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.rules.ownership import ownership
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import ActionState, FindingState
from pma_assure.rules.wording import day as say_day
from pma_assure.values.quorum import Affiliation, Employment
from pma_assure.values.soundness import Problem

APART = (FindingState.DRAFT, FindingState.DISCARDED, FindingState.DISPUTED, FindingState.WITHDRAWN)
"""States in which nothing rests on the requirement that a finding cites (invariant 11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Who works for whom, and which organisations belong together, in every period on record."""

    employments: tuple[Employment, ...]
    affiliations: tuple[Affiliation, ...]
    names: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFact:
    """``first_baseline`` is what the audit trail says was set first; ``evidence`` counts what proves the closing.

    The days are those of the requirement's document version; ``occurred_on`` when the non-compliance began, or was
    identified. ``verifier`` and ``participant`` are people and organisations as in the staff; ``owners`` the words of
    the actions of its accepted plans.
    """

    reference: str
    state: str
    occurred_on: date | None
    requirement: str | None
    effective_from: date | None
    effective_to: date | None
    baseline_due: str | None
    first_baseline: str | None
    participant: str
    verifier: str | None
    closed_on: date | None
    owners: tuple[str, ...]
    evidence: int
    irregular: bool = False
    imported: bool = False
    reached: frozenset[str] = frozenset()
    """Of an imported one: the states it came into by deeds of this register, of which the past is no excuse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFact:
    reference: str
    state: str
    owner: str
    participant: str
    verifier: str | None
    verified_on: date | None
    evidence: int
    irregular: bool = False


def finding(fact: FindingFact, staff: Staff) -> list[Problem]:
    """Invariants 7, 8 and 11 for one finding."""
    problems = [*_in_force(fact)]
    if fact.baseline_due != fact.first_baseline:
        was = fact.first_baseline or "never set"
        sentence = f"baseline_due is {fact.baseline_due or 'empty'}, and was {was} first"
        problems.append(_fault(7, fact.reference, "finding", sentence, "R57"))
    if fact.state == FindingState.CLOSED and (not fact.imported or FindingState.CLOSED in fact.reached):
        owners = (*fact.owners, "")
        problems += _proven(
            fact.reference,
            "finding",
            "closed",
            fact.evidence,
            fact.verifier,
            fact.closed_on,
            owners,
            fact.participant,
            staff,
            fact.irregular,
        )
    return problems


def action(fact: ActionFact, staff: Staff) -> list[Problem]:
    """8. A verified action has evidence, and a verifier who is not its owner."""
    if fact.state != ActionState.VERIFIED:
        return []
    return _proven(
        fact.reference,
        "action",
        "verified",
        fact.evidence,
        fact.verifier,
        fact.verified_on,
        (fact.owner,),
        fact.participant,
        staff,
        fact.irregular,
    )


def _in_force(fact: FindingFact) -> list[Problem]:
    """11. The requirement a finding cites was in force when the non-compliance occurred (R02)."""
    opened_here = not fact.imported or FindingState.OPEN in fact.reached
    if fact.state in APART or fact.requirement is None or not opened_here:
        return []
    day, first, last = fact.occurred_on, fact.effective_from, fact.effective_to
    if day is not None and first is not None and first <= day and (last is None or day <= last):
        return []
    when = "an unknown day" if day is None else say_day(day)
    sentence = f"it cites {fact.requirement}, which was not in force on {when}, when the non-compliance began"
    return [_fault(11, fact.reference, "finding", sentence, "R02", warn=fact.irregular)]


def _proven(
    reference: str,
    table: str,
    done: str,
    evidence: int,
    verifier: str | None,
    day: date | None,
    owners: tuple[str, ...],
    participant: str,
    staff: Staff,
    irregular: bool,
) -> list[Problem]:
    """8. What is closed or verified has evidence and a verifier other than the owner.

    That the verifier works for the participant is a warning: it may have become known after the verification.
    """
    said = [] if evidence else [f"it is {done} without evidence"]
    said += [] if verifier is not None else [f"it is {done}, and nobody is named who verified it"]
    problems = [_fault(8, reference, table, each, "R57", warn=irregular) for each in said]
    for owner in owners if verifier is not None else ():
        owned = ownership(
            str(verifier),
            day=day or date.min,
            owner=owner,
            owner_person=None,
            participant=participant,
            employments=staff.employments,
            affiliations=staff.affiliations,
            names=staff.names,
        )
        if owned is not None:
            sentence = f"{staff.names.get(str(verifier), verifier)} verified it, who {owned.because}"
            warn = irregular or owned.by_employer
            return [*problems, _fault(8, reference, table, sentence, "R57", warn=warn)]
    return problems


def _fault(number: int, reference: str, table: str, sentence: str, rule: str, *, warn: bool = False) -> Problem:
    return Problem(
        code=f"invariant_{number}",
        severity="warning" if warn else "fault",
        reference=reference,
        table=table,
        sentence=f"{reference}: {sentence} (invariant {number} and {rule}, paragraph {paragraph(rule)}).",
    )
