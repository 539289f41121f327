"""Every deed, loaded: importing this module fills ``workflows.deeds.DEEDS``."""

from __future__ import annotations

from pma_assure.workflows import (
    advice,
    agenda,
    attendance,
    breaches,
    cases,
    contacts,
    decisions,
    document_set,
    evidence,
    extract_consultation,
    extract_passages,
    extracts,
    findings,
    imports,
    meetings,
    milestones,
    office,
    organisations,
    people,
    plan_answers,
    plan_decisions,
    plan_versions,
    plans,
    releases,
    seats,
)
from pma_assure.workflows.deeds import DEEDS

MODULES = (
    advice,
    agenda,
    attendance,
    breaches,
    cases,
    contacts,
    decisions,
    document_set,
    evidence,
    extract_consultation,
    extract_passages,
    extracts,
    findings,
    imports,
    meetings,
    milestones,
    office,
    organisations,
    people,
    plan_answers,
    plan_decisions,
    plan_versions,
    plans,
    releases,
    seats,
)

__all__ = ["DEEDS", "MODULES"]
