"""Who bears the cost of an assessment: fixed costs, or for the limited purpose of R65 an explicit charge (R63-R65).

By default the cost is in the DCC's fixed costs. Where a user's own fault necessitated the assessment, an explicit
charge can be recommended, if the modification of Section K that allows it was in effect on the day the assessment was
*ordered* (Q14): nobody is charged under a rule that came later. The PMA views and recommends; nobody determines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.modifications import Followed, explicit_charge_on, says_when
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import ChargeBasis, FaultView
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.values.outcome import Because

STAYS = "The cost stays in the DCC's fixed costs."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeFact:
    """What a recommendation rests on. ``view_decided``: the view of fault is one the PMA took by a decision."""

    reference: str
    participant: str
    ordered_on: date
    fault: FaultView
    view_decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why no explicit charge can be made."""

    sentence: str
    rule: str
    field: str
    can_be_noted: bool
    """The PMA may note all the same what it would recommend; the basis stays."""


def obstacle(charge: ChargeFact, known: Iterable[Followed]) -> Obstacle | None:
    """What stands in the way of recommending an explicit charge; None: nothing does."""
    if charge.fault != FaultView.AT_FAULT:
        said = "has taken no view yet" if charge.fault == FaultView.NONE_YET else "considers that it is not at fault"
        return Obstacle(
            sentence=f"An explicit charge is for a user that is at fault; of {charge.participant} the PMA {said}."
            f" {STAYS}",
            rule="R64",
            field="basis",
            can_be_noted=False,
        )
    if not charge.view_decided:
        return Obstacle(
            sentence=f"No decision of the PMA stands behind the view that {charge.participant} is at fault, so no"
            " explicit charge can rest on it. Put the view to a meeting.",
            rule="R64",
            field="basis",
            can_be_noted=False,
        )
    held = tuple(known)
    if explicit_charge_on(held, charge.ordered_on) is None:
        return Obstacle(
            sentence=f"{_none_then(held, charge.ordered_on)} {STAYS}", rule="R65", field="basis", can_be_noted=True
        )
    return None


def _none_then(known: tuple[Followed, ...], ordered_on: date) -> str:
    """ "The Section K modification MOD-... (raised on ..., effective on ...) was not in effect when ... ordered"."""
    when = f"when the assessment was ordered, on {say_day(ordered_on)}"
    candidates = sorted(
        (one for one in known if one.explicit_charge), key=lambda one: (one.effective_on or date.max, one.reference)
    )
    if not candidates:
        return f"No modification for an explicit charge was in effect {when}: none has been raised."
    first = candidates[0]
    return f"The modification for an explicit charge, {first.reference} ({says_when(first)}), was not in effect {when}."


def check_recommendation(
    charge: ChargeFact, basis: ChargeBasis, known: Iterable[Followed], *, only_noted: bool
) -> Followed | None:
    """The modification that an explicit charge rests on; None for fixed costs, or where it is only noted.

    Raises Refused where an explicit charge cannot be made, and where something that can be made is only noted.
    """
    if basis == ChargeBasis.FIXED_COSTS:
        return None
    held = tuple(known)
    found = obstacle(charge, held)
    if found is None:
        if only_noted:
            raise Refused("An explicit charge can be recommended here; it need not only be noted.", field="only_noted")
        return explicit_charge_on(held, charge.ordered_on)
    if only_noted and found.can_be_noted:
        return None
    hint = " It can be noted as recommended, and nothing is charged." if found.can_be_noted else ""
    raise Refused(found.sentence + hint, rule=found.rule, paragraph=paragraph(found.rule), field=found.field or "basis")


def basis_after(basis: ChargeBasis, modification: Followed | None) -> ChargeBasis:
    """What holds after a recommendation: an explicit charge with the modification it rests on, else fixed costs."""
    return basis if basis == ChargeBasis.EXPLICIT_CHARGE and modification is not None else ChargeBasis.FIXED_COSTS


def because(charge: ChargeFact, basis: ChargeBasis, known: Iterable[Followed]) -> Because:
    """Why a charge stands as it does, with every input."""
    held = tuple(known)
    found = obstacle(charge, held)
    resting = explicit_charge_on(held, charge.ordered_on)
    rule = "R63" if found is None else found.rule
    if basis == ChargeBasis.EXPLICIT_CHARGE:
        rule = "R65"
    return Because(
        what="Who bears the cost",
        value=label(basis),
        rule=rule,
        paragraph=paragraph(rule),
        inputs=(
            ("ordered on", say_day(charge.ordered_on)),
            ("view of fault", label(charge.fault)),
            ("by a decision of the PMA", "yes" if charge.view_decided else "no"),
            ("modification in effect that day", "none" if resting is None else resting.reference),
            ("an explicit charge", "can be recommended" if found is None else found.sentence),
        ),
    )
