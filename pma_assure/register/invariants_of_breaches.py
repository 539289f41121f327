"""The facts of breach considerations that invariant 5 is about (domain.md 5.10): columns, never records."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pma_assure.rules import invariants_of_breaches as rules
from pma_assure.values.soundness import Problem


def check_breaches(driver: Any) -> Iterable[Problem]:
    """What stands as the PMA's view, beside what the PMA decided on."""
    rows = driver.execute(
        "SELECT b.reference, b.state, b.view, d.state, d.asks, t.frozen_copy, trim(coalesce(x.source, '')) <> ''"
        " FROM breach_consideration b LEFT JOIN decision d ON d.id = b.decision_id"
        " LEFT JOIN decision_text t ON t.decision_id = d.id"
        " LEFT JOIN breach_consideration_text x ON x.breach_id = b.id ORDER BY b.reference"
    )
    for reference, state, view, decision_state, asks, copy, elsewhere in rows:
        yield from rules.consideration(
            rules.BreachFact(
                reference=str(reference),
                state=str(state),
                view=_text(view),
                decision_state=_text(decision_state),
                decision_asks=_text(asks),
                decided_view=_decided(copy),
                elsewhere=elsewhere == 1,
            )
        )
    advised = driver.execute(
        "SELECT v.reference, v.state, v.breach_view, t.frozen_copy FROM advice_version v"
        " JOIN advice a ON a.id = v.advice_id LEFT JOIN decision_text t ON t.decision_id = v.decision_id"
        " WHERE a.breach_id IS NOT NULL ORDER BY v.reference"
    )
    for reference, state, view, copy in advised:
        yield from rules.advice(
            rules.BreachAdviceFact(
                reference=str(reference), state=str(state), view=_text(view), decided_view=_decided(copy)
            )
        )


def _decided(copy: object) -> str | None:
    """The view that a decision was on: of the advice, or of the consideration itself; None where it has none."""
    try:
        content = json.loads(str(copy))
        return _text(content["breach_view"] if content["kind"] == "advice" else content["proposed_view"])
    except (ValueError, KeyError, TypeError):
        return None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
