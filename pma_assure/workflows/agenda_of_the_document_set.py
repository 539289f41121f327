"""What an item of a meeting can be on besides the work of a case: reviews, modifications, requests, charges."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from pma_assure.records.assessments import Assessment
from pma_assure.records.charges import Charge
from pma_assure.records.governance import DocumentReview, Modification, SupportRequest
from pma_assure.workflows.acting import Desk

Subject = tuple[str, UUID, str, UUID | None, UUID | None]
"""Kind, key, reference, the case it belongs to and the organisation it concerns."""


def _review(desk: Desk, asked: str) -> Subject:
    found = desk.find(DocumentReview, asked, field="subject")
    return "document review", found.id, found.reference, None, None


def _modification(desk: Desk, asked: str) -> Subject:
    found = desk.find(Modification, asked, field="subject")
    return "modification", found.id, found.reference, None, None


def _request(desk: Desk, asked: str) -> Subject:
    found = desk.find(SupportRequest, asked, field="subject")
    return "support request", found.id, found.reference, found.case_id, None


def _charge(desk: Desk, asked: str) -> Subject:
    found = desk.find(Charge, asked, field="subject")
    assessed = desk.session.get_one(Assessment, found.assessment_id)
    return "charge", found.id, found.reference, found.case_id, assessed.organisation_id


SUBJECTS_OF_THE_DOCUMENT_SET: dict[str | None, Callable[[Desk, str], Subject]] = {
    "document_review": _review,
    "modification": _modification,
    "support_request": _request,
    "charge": _charge,
}
"""Kind of record (``rules.references.kind_of``) -> what is put to the members of it."""
