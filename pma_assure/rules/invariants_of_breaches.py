"""What must hold of breach considerations in every register (domain.md 5.10, number 5; R67-R69).

The PMA considers and advises, the Panel sanctions: the view that stands as the PMA's is the one that it decided on, and
never what the Panel made of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pma_assure.rules.breach import CONSIDERED
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import AdviceState, Asked, DecisionState
from pma_assure.values.soundness import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachFact:
    """A consideration and the decision its view rests on.

    ``decided_view`` is what the frozen copy of that decision says was proposed. ``elsewhere``: it was considered before
    this register was kept, or came in by an import.
    """

    reference: str
    state: str
    view: str | None
    decision_state: str | None
    decision_asks: str | None
    decided_view: str | None
    elsewhere: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachAdviceFact:
    """A version of advice on a breach; ``decided_view`` is what the decision it rests on was on."""

    reference: str
    state: str
    view: str | None
    decided_view: str | None


def consideration(fact: BreachFact) -> list[Problem]:
    """5. The view that stands as the PMA's rests on a valid decision of the PMA, and is what it was on (R69)."""
    if fact.state not in CONSIDERED:
        return []
    said: list[str] = []
    if fact.view is None:
        said.append("it was considered, and no view of the PMA is kept")
    if not fact.elsewhere:
        if fact.decision_state not in (DecisionState.RECORDED, DecisionState.SUPERSEDED):
            said.append("its view rests on no valid decision of the PMA")
        elif fact.decision_asks not in (Asked.CONSIDER_BREACH, Asked.ISSUE_ADVICE):
            said.append(f"the decision behind its view was on {fact.decision_asks}")
        if fact.decision_state is not None and fact.view != fact.decided_view:
            said.append(f"it says that the PMA's view is {fact.view}, and the PMA decided on {fact.decided_view}")
    return [_fault(fact.reference, "breach_consideration", each) for each in said]


def advice(fact: BreachAdviceFact) -> list[Problem]:
    """5. What was advised on a breach is the view that the PMA decided on."""
    if fact.state == AdviceState.DRAFT or fact.view == fact.decided_view:
        return []
    sentence = f"it advises {fact.view}, and the PMA decided on {fact.decided_view}"
    return [_fault(fact.reference, "advice_version", sentence)]


def _fault(reference: str, table: str, sentence: str) -> Problem:
    return Problem(
        code="invariant_5",
        severity="fault",
        reference=reference,
        table=table,
        sentence=f"{reference}: {sentence} (invariant 5 and R69, paragraph {paragraph('R69')}).",
    )
