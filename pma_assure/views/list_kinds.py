"""Every kind of list, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pma_assure.views import coverage
from pma_assure.views import list_kinds_of_cases as of_cases
from pma_assure.views import list_kinds_of_fieldwork as of_fieldwork
from pma_assure.views import list_kinds_of_office as of_office
from pma_assure.views.list_kind import ListKind

KINDS: dict[str, Callable[[date], ListKind]] = {
    "cases": of_cases.cases,
    "findings": of_cases.findings,
    "breaches": of_cases.breaches,
    "advice": of_cases.advice,
    "plans": of_cases.plans,
    "milestones": of_cases.milestones,
    "extracts": of_cases.extracts,
    "meetings": of_office.meetings,
    "decisions": of_office.decisions,
    "members": of_office.members,
    "organisations": of_office.organisations,
    "people": of_office.people,
    "documents": of_office.documents,
    "requirements": of_office.requirements,
    "evidence": of_cases.evidence,
    "reliance": coverage.reliances,
    "fieldwork": of_fieldwork.fieldwork,
    "observations": of_fieldwork.observations,
    "finding_patterns": of_fieldwork.finding_patterns,
    "irregular": of_cases.irregular,
    "audit": of_office.audit,
}
"""Every kind whose rows are kept; ``duties`` are computed (``views.lists``)."""
