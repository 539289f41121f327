"""Extensions: each rests on advice of its own, and the first date stays for ever (invariant 7)."""

from __future__ import annotations

from datetime import date

from pma_assure.records.plans import Extension, Milestone
from pma_assure.rules.vocabulary import PlanView
from tests.workflows.desk import Office


def test_a_second_extension_needs_advice_of_its_own(approved: tuple[Office, dict[str, str]]) -> None:
    office, notes = approved
    milestone = f"{notes['plan']}/M1"
    first = office.row(Milestone, reference=milestone).baseline_due
    office.issued(
        notes["plan"], date(2026, 9, 15), view=PlanView.EXTEND, milestone=milestone, proposed_due=date(2026, 12, 1)
    )
    advised = office.panel(
        "milestone.extend", milestone=milestone, to_due=date(2026, 12, 1), decided_on=date(2026, 9, 20), reason="late"
    )
    assert not advised.irregular
    again = office.panel(
        "milestone.extend", milestone=milestone, to_due=date(2026, 12, 15), decided_on=date(2026, 9, 22), reason="later"
    )
    assert [(one.rule, one.paragraph) for one in again.irregular] == [("R70", "60")]
    kept = sorted(office.rows(Extension), key=lambda one: one.number)
    assert [(one.from_due, one.to_due, one.advice_version_id is not None) for one in kept] == [
        (first, date(2026, 12, 1), True),
        (date(2026, 12, 1), date(2026, 12, 15), False),
    ]
    assert office.row(Milestone, reference=milestone).baseline_due == first
