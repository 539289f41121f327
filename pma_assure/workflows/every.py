"""Every deed, loaded: importing this module fills ``workflows.deeds.DEEDS``."""

from __future__ import annotations

from pma_assure.workflows import (
    advice,
    attendance,
    breaches,
    cases,
    decisions,
    document_set,
    evidence,
    extracts,
    findings,
    meetings,
    milestones,
    office,
    organisations,
    people,
    plan_decisions,
    plans,
    releases,
    seats,
)
from pma_assure.workflows.deeds import DEEDS

MODULES = (
    advice,
    attendance,
    breaches,
    cases,
    decisions,
    document_set,
    evidence,
    extracts,
    findings,
    meetings,
    milestones,
    office,
    organisations,
    people,
    plan_decisions,
    plans,
    releases,
    seats,
)

__all__ = ["DEEDS", "MODULES"]
