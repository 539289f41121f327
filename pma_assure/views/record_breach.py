"""A breach consideration and its facts whole, for ``show``: what it is made of, and like cases beside it (R67-R71)."""

from __future__ import annotations

import dataclasses
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.breaches import BreachFact
from pma_assure.records.cases import PanelOutcome
from pma_assure.records.papers import Advice
from pma_assure.records.plans import Plan
from pma_assure.views import breaches
from pma_assure.views.in_words import as_code
from pma_assure.views.record_fields import Shown, rows_of, without_keys
from pma_assure.views.record_parts import add_decision_change, add_evidence, link_all


def complete_breach(session: Session, shown: Shown, as_of: date) -> None:
    found = breaches.one(session, shown.key)
    for name in ("requirements", "findings"):
        shown.fields[name] = list(getattr(found, name))
        for reference in shown.fields[name]:
            shown.link(name.removesuffix("s"), reference)
    for name in ("facts", "factors", "representations", "comparables"):
        shown.fields[name] = [as_code(dataclasses.asdict(line)) for line in getattr(found, name)]
    withdrawn = rows_of(session, BreachFact, BreachFact.number, breach_id=shown.key)
    shown.fields["withdrawn_facts"] = without_keys(line for line in withdrawn if line["withdrawn_on"] is not None)
    shown.fields["outcomes"] = without_keys(
        rows_of(session, PanelOutcome, PanelOutcome.decided_on, breach_id=shown.key)
    )
    for fact in found.facts:
        shown.link("fact", fact.reference)
    for like in found.comparables:
        shown.link("comparable", like.reference)
    link_all(session, shown, "panel_outcome", PanelOutcome, PanelOutcome.breach_id == shown.key)
    link_all(session, shown, "advice", Advice, Advice.breach_id == shown.key)
    outcomes = select(PanelOutcome.id).where(PanelOutcome.breach_id == shown.key)
    link_all(session, shown, "plan", Plan, Plan.outcome_id.in_(outcomes))
    add_evidence(session, shown)
    add_decision_change(session, shown, "breach consideration", shown.key)


def complete_fact(session: Session, shown: Shown, as_of: date) -> None:
    add_evidence(session, shown)
