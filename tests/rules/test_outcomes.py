"""What the Panel decided against what the PMA advised, every pair."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from pma_assure.rules.outcomes import differs
from pma_assure.rules.vocabulary import PanelOutcomeKind, PlanView

APPROVED, RETURNED, VARIED = (
    PanelOutcomeKind.PLAN_APPROVED,
    PanelOutcomeKind.PLAN_RETURNED,
    PanelOutcomeKind.VARIATION_APPROVED,
)
TABLE = {
    (PlanView.MEETS, APPROVED): False,
    (PlanView.MEETS, RETURNED): True,
    (PlanView.MEETS, VARIED): False,
    (PlanView.MEETS_IN_PART, APPROVED): False,
    (PlanView.MEETS_IN_PART, RETURNED): False,
    (PlanView.MEETS_IN_PART, VARIED): False,
    (PlanView.DOES_NOT_MEET, APPROVED): True,
    (PlanView.DOES_NOT_MEET, RETURNED): False,
    (PlanView.DOES_NOT_MEET, VARIED): True,
}


@pytest.mark.parametrize(("view", "kind"), TABLE, ids=str)
def test_a_decision_on_a_version(view: PlanView, kind: PanelOutcomeKind) -> None:
    assert differs(view, kind) is TABLE[view, kind]


def test_another_day_than_advised() -> None:
    day, later = date(2026, 12, 1), date(2026, 12, 15)
    extended = PanelOutcomeKind.MILESTONE_EXTENDED
    assert not differs(PlanView.EXTEND, extended, advised_due=day, decided_due=day)
    assert differs(PlanView.EXTEND, extended, advised_due=day, decided_due=later)
    assert differs(PlanView.EXTEND, extended, advised_due=later, decided_due=day)
    assert not differs(PlanView.EXTEND, extended, decided_due=day)


def test_nothing_else_differs() -> None:
    for view, kind in itertools.product((None, *PlanView), PanelOutcomeKind):
        if (view, kind) not in TABLE:
            assert not differs(view, kind)
