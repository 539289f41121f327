"""The facts of charges, modifications and reviews that their invariants are about: columns, never records."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from pma_assure.rules.invariants_of_the_document_set import (
    ChargeInvariant,
    ModificationInvariant,
    RestsOn,
    ReviewInvariant,
    charge,
    modification,
    review,
)
from pma_assure.rules.vocabulary import ModificationState
from pma_assure.values.soundness import Problem


def check_document_set(driver: Any, irregular: Collection[Any]) -> Iterable[Problem]:
    """Every problem of every charge, modification and review, by reference."""
    yield from _charges(driver)
    yield from _modifications(driver, irregular)
    yield from _reviews(driver)


def _charges(driver: Any) -> Iterable[Problem]:
    rows = driver.execute(
        "SELECT c.reference, c.basis, c.fault, c.ordered_on, c.modification_id IS NOT NULL, m.explicit_charge, m.state,"
        " m.effective_on, c.fault_decision_id IS NOT NULL, d.subject_id = c.id, d.state, d.asks FROM charge c"
        " LEFT JOIN modification m ON m.id = c.modification_id LEFT JOIN decision d ON d.id = c.fault_decision_id"
        " ORDER BY c.reference"
    ).fetchall()
    for reference, basis, fault, ordered, named, explicit, state, effective, decided, on_this, standing, asks in rows:
        in_effect = explicit == 1 and state == ModificationState.IN_EFFECT
        yield from charge(
            ChargeInvariant(
                reference=str(reference),
                basis=str(basis),
                fault=str(fault),
                ordered_on=_day(ordered),
                decision=_rests_on(decided, on_this, standing, asks),
                names_modification=named == 1,
                explicit_in_effect=_day(effective) if in_effect else None,
            )
        )


def _modifications(driver: Any, irregular: Collection[Any]) -> Iterable[Problem]:
    rows = driver.execute(
        "SELECT m.id, m.reference, m.state, m.raised_on, m.effective_on, d.pma_may_modify, m.explicit_charge,"
        " m.limited_purpose, m.reported_status FROM modification m LEFT JOIN set_document d ON d.id = m.document_id"
        " ORDER BY m.reference"
    ).fetchall()
    for key, reference, state, raised, effective, may, explicit, purpose, status in rows:
        yield from modification(
            ModificationInvariant(
                reference=str(reference),
                state=str(state),
                raised_on=_day(raised),
                effective_on=_day(effective),
                outside=may == 0,
                irregular=key in irregular,
                explicit_charge=explicit == 1,
                limited_purpose=str(purpose or ""),
                words=str(status or ""),
            )
        )


def _reviews(driver: Any) -> Iterable[Problem]:
    rows = driver.execute(
        "SELECT r.reference, r.done_on, r.concluded_on, r.decision_id IS NOT NULL, d.subject_id = r.id, d.state, d.asks"
        " FROM document_review r LEFT JOIN decision d ON d.id = r.decision_id ORDER BY r.reference"
    ).fetchall()
    for reference, done, concluded, decided, on_this, standing, asks in rows:
        yield from review(
            ReviewInvariant(
                reference=str(reference),
                done_on=_day(done),
                concluded_on=_day(concluded),
                decision=_rests_on(decided, on_this, standing, asks),
            )
        )


def _rests_on(named: object, on_this: object, state: object, asks: object) -> RestsOn | None:
    if named != 1:
        return None
    return RestsOn(
        on_this=on_this == 1, state=None if state is None else str(state), asks=None if asks is None else str(asks)
    )


def _day(value: object) -> date | None:
    """The day, if it is one: what is none has been named by the replay of the audit trail."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
