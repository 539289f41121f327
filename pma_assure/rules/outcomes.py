"""Whether what the Panel decided, as reported, is other than what the PMA advised. Shown, never an error (R68, R69)."""

from __future__ import annotations

from datetime import date

from pma_assure.rules.vocabulary import BreachView, PanelOutcomeKind, PlanView

_AGAINST = {
    (PlanView.MEETS, PanelOutcomeKind.PLAN_RETURNED),
    (PlanView.DOES_NOT_MEET, PanelOutcomeKind.PLAN_APPROVED),
    (PlanView.DOES_NOT_MEET, PanelOutcomeKind.VARIATION_APPROVED),
}
"""A refused variation is a version returned. "Meets in part" leaves both ways open to the Panel: neither differs."""


def differs(
    view: PlanView | None,
    kind: PanelOutcomeKind,
    *,
    advised_due: date | None = None,
    decided_due: date | None = None,
) -> bool:
    """The Panel approved what does not meet the requirements, returned what meets them, or set another day.

    ``advised_due`` is the day the PMA recommended for a milestone, ``decided_due`` the one the Panel set.
    """
    if view == PlanView.EXTEND and kind == PanelOutcomeKind.MILESTONE_EXTENDED:
        return advised_due is not None and advised_due != decided_due
    return (view, kind) in _AGAINST


def differs_on_breach(advised: BreachView | None, reported: BreachView | None) -> bool:
    """The Panel took another view of the breach than the PMA advised; what it said nothing of differs in nothing."""
    return advised is not None and reported is not None and advised != reported
