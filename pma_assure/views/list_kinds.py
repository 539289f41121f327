"""Every kind of list, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pma_assure.views import coverage, letters
from pma_assure.views import list_kinds_of_assessments as of_assessments
from pma_assure.views import list_kinds_of_breaches as of_breaches
from pma_assure.views import list_kinds_of_cases as of_cases
from pma_assure.views import list_kinds_of_emergency as of_emergency
from pma_assure.views import list_kinds_of_fieldwork as of_fieldwork
from pma_assure.views import list_kinds_of_findings as of_findings
from pma_assure.views import list_kinds_of_meetings as of_meetings
from pma_assure.views import list_kinds_of_office as of_office
from pma_assure.views import list_kinds_of_the_document_set as of_the_document_set
from pma_assure.views.list_kind import ListKind

KINDS: dict[str, Callable[[date], ListKind]] = {
    "cases": of_cases.cases,
    "assessments": of_assessments.assessments,
    "evidence_requests": of_assessments.evidence_requests,
    "breaches": of_breaches.breaches,
    "findings": of_findings.findings,
    "caps": of_findings.caps,
    "actions": of_findings.actions,
    "advice": of_cases.advice,
    "plans": of_cases.plans,
    "milestones": of_cases.milestones,
    "extracts": of_cases.extracts,
    "suspensions": of_emergency.suspensions,
    "notices": of_emergency.notices,
    "appeals": of_emergency.appeals,
    "crl_instructions": of_emergency.crl_instructions,
    "meetings": of_office.meetings,
    "decisions": of_office.decisions,
    "meeting_actions": of_meetings.meeting_actions,
    "elections": of_meetings.elections,
    "members": of_office.members,
    "organisations": of_office.organisations,
    "people": of_office.people,
    "documents": of_office.documents,
    "requirements": of_office.requirements,
    "reviews": of_the_document_set.reviews,
    "modifications": of_the_document_set.modifications,
    "support_requests": of_the_document_set.support_requests,
    "charges": of_the_document_set.charges,
    "evidence": of_cases.evidence,
    "reliance": coverage.reliances,
    "letters": letters.letters,
    "fieldwork": of_fieldwork.fieldwork,
    "observations": of_fieldwork.observations,
    "finding_patterns": of_fieldwork.finding_patterns,
    "irregular": of_cases.irregular,
    "audit": of_office.audit,
}
"""Every kind whose rows are kept; ``duties`` are computed (``views.lists``)."""
