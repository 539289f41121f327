"""The plain lists by name: what each is called, and what can be added at its top."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """``add`` is the deed behind the button at the top, and what the button says."""

    name: str
    title: str
    add: tuple[str, str] | None = None


KINDS = {
    kind.name: kind
    for kind in (
        Kind("assessments", "Assessments"),
        Kind("evidence_requests", "Evidence requests"),
        Kind("findings", "Findings"),
        Kind("breaches", "Breaches"),
        Kind("suspensions", "Suspensions", ("suspension.record_night", "Record one…")),
        Kind("notices", "Notices"),
        Kind("appeals", "Appeals"),
        Kind("crl_instructions", "CRL instructions"),
        Kind("caps", "Corrective Action Plans"),
        Kind("actions", "Actions"),
        Kind("finding_patterns", "Finding texts", ("finding_pattern.add", "Add a text…")),
        Kind("fieldwork", "Field work"),
        Kind("observations", "Observations"),
        Kind("reliance", "Reliance"),
        Kind("letters", "Letters"),
        Kind("plans", "Remediation plans"),
        Kind("extracts", "Extracts"),
        Kind("members", "Members and seats", ("seat.appoint", "Appoint…")),
        Kind("documents", "SMKI document set", ("document.add", "Add a document…")),
        Kind("reviews", "Reviews of documents", ("review.plan", "Plan a review…")),
        Kind("modifications", "Modifications", ("modification.raise_one", "Record a modification…")),
        Kind("support_requests", "Requests for support", ("support.receive", "Record a request…")),
        Kind("charges", "Charges", ("charge.open", "Keep a cost…")),
        Kind("organisations", "Organisations", ("organisation.add", "Add an organisation…")),
        Kind("people", "People", ("person.add", "Add a person…")),
        Kind("evidence", "Evidence"),
        Kind("audit", "Audit trail"),
    )
}
