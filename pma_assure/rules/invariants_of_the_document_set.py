"""What must hold of charges, modifications and reviews of documents, as pure functions over small frozen facts.

The invariants of domain.md 5.10 are numbered; these hold beside them, and bear the name of what they are about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.rules.modifications import attributed_to_the_pma
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import Asked, ChargeBasis, DecisionState, FaultView, ModificationState
from pma_assure.values.soundness import Problem

_RECORDED = (DecisionState.RECORDED.value, DecisionState.SUPERSEDED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestsOn:
    """The decision a record names: whether it was on this record, its state and what it asked."""

    on_this: bool
    state: str | None
    asks: str | None

    def wrong(self, asked: Asked) -> str:
        """What is wrong with resting on it, or ""."""
        if not self.on_this:
            return "was on something else"
        if self.state not in _RECORDED:
            return "is not valid"
        return "" if self.asks == asked else "decided on something else"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeInvariant:
    """``explicit_in_effect``: the modification it names is for an explicit charge, and in effect since when; None."""

    reference: str
    basis: str
    fault: str
    ordered_on: date | None
    decision: RestsOn | None
    names_modification: bool
    explicit_in_effect: date | None


def charge(fact: ChargeInvariant) -> list[Problem]:
    """An explicit charge rests on fault, on a valid decision, and on a modification in effect when it was ordered."""
    said: list[tuple[str, str]] = []
    if fact.decision is not None:
        wrong = fact.decision.wrong(Asked.RECOMMEND_CHARGE)
        if wrong:
            said.append((f"the decision behind the view of fault {wrong}", "R64"))
    if fact.basis == ChargeBasis.EXPLICIT_CHARGE:
        if fact.fault != FaultView.AT_FAULT:
            said.append(("an explicit charge, and the user is not considered at fault", "R64"))
        if fact.decision is None:
            said.append(("an explicit charge, and no decision of the PMA behind the view of fault", "R64"))
        since = fact.explicit_in_effect
        if since is None or fact.ordered_on is None or since > fact.ordered_on:
            said.append(("an explicit charge, and no modification for it was in effect when it was ordered", "R65"))
    elif fact.names_modification:
        said.append(("it names a modification for an explicit charge, and the basis is fixed costs", "R65"))
    return [_problem("charge", fact.reference, sentence, rule) for sentence, rule in said]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModificationInvariant:
    """``outside``: of a document to which the PMA may not raise any. ``irregular``: it is kept as irregular."""

    reference: str
    state: str
    raised_on: date | None
    effective_on: date | None
    outside: bool
    irregular: bool
    explicit_charge: bool
    limited_purpose: str
    words: str


def modification(fact: ModificationInvariant) -> list[Problem]:
    """Nothing says that the PMA decided on it; in effect it has a day; out of its scope it is irregular."""
    said: list[tuple[str, str]] = []
    if attributed_to_the_pma(fact.words):
        said.append(("it says that the PMA decided on it, which it cannot", "R05"))
    if fact.state == ModificationState.IN_EFFECT and fact.effective_on is None:
        said.append(("it is in effect, and no day says since when", "R05"))
    if fact.effective_on is not None and fact.raised_on is not None and fact.effective_on < fact.raised_on:
        said.append(("it took effect before it was raised", "R05"))
    if fact.outside and not fact.irregular:
        said.append(("it is of a document to which the PMA may not raise one, and not kept as irregular", "R06"))
    if fact.explicit_charge and not fact.limited_purpose.strip():
        said.append(("it introduces an explicit charge without a limited purpose", "R65"))
    return [_problem("modification", fact.reference, sentence, rule) for sentence, rule in said]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewInvariant:
    reference: str
    done_on: date | None
    concluded_on: date | None
    decision: RestsOn | None


def review(fact: ReviewInvariant) -> list[Problem]:
    """A concluded review was done before, and the decision it names was on it."""
    said: list[tuple[str, str]] = []
    if fact.concluded_on is not None and (fact.done_on is None or fact.done_on > fact.concluded_on):
        said.append(("it is concluded, and was not done before", "R04"))
    if fact.decision is not None:
        wrong = fact.decision.wrong(Asked.CONCLUDE_REVIEW)
        if wrong:
            said.append((f"the decision that concluded it {wrong}", "R04"))
    return [_problem("document_review", fact.reference, sentence, rule) for sentence, rule in said]


def _problem(table: str, reference: str, sentence: str, rule: str) -> Problem:
    return Problem(
        code=f"{table}_rule",
        severity="fault",
        reference=reference,
        table=table,
        sentence=f"{reference}: {sentence} ({rule}, paragraph {paragraph(rule)}).",
    )
