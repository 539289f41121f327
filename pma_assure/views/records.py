"""One record whole, for ``show REFERENCE``: its fields, what it is linked to, why, and its history."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from pma_assure.register.register import Register
from pma_assure.views import chasing, clocks, coverage, fieldwork, history, letters, why
from pma_assure.views import meetings as meeting_view
from pma_assure.views import record_assessments as assessments
from pma_assure.views import record_breach as breach_parts
from pma_assure.views import record_corrective as corrective
from pma_assure.views import record_document_set as document_set
from pma_assure.views import record_emergency as emergency
from pma_assure.views import record_meetings as of_meetings
from pma_assure.views import record_office as office
from pma_assure.views import record_parts as parts
from pma_assure.views.in_words import as_code
from pma_assure.views.record_fields import Shown, found

Completion = Callable[[Session, Shown, date], None]

COMPLETED: dict[str, Completion] = {
    "case": parts.complete_case,
    "assessment": assessments.complete_assessment,
    "scope_item": assessments.complete_part,
    "report": assessments.complete_report,
    "evidence_request": assessments.complete_part,
    "caveat": assessments.complete_caveat,
    "scheme": assessments.complete_scheme,
    "breach": breach_parts.complete_breach,
    "breach_fact": breach_parts.complete_fact,
    "finding": corrective.complete_finding,
    "cap": corrective.complete_cap,
    "action": corrective.complete_action,
    "root_cause": corrective.complete_root_cause,
    "advice": parts.complete_advice,
    "advice_version": parts.complete_advice_version,
    "plan": parts.complete_plan,
    "plan_version": parts.complete_plan_version,
    "milestone": parts.complete_milestone,
    "extract": parts.complete_extract,
    "extract_version": parts.complete_extract_version,
    "meeting": of_meetings.complete_meeting,
    "election": of_meetings.complete_election,
    "suspension": emergency.complete_suspension,
    "notice": emergency.complete_notice,
    "appeal": emergency.complete_appeal,
    "crl_instruction": emergency.complete_crl,
    "item": parts.complete_item,
    "decision": parts.complete_decision,
    "organisation": office.complete_organisation,
    "person": office.complete_person,
    "document": office.complete_document,
    "document_version": office.complete_document_version,
    "requirement": office.complete_requirement,
    "evidence": office.complete_evidence,
    "reliance": coverage.complete_reliance,
    "letter": letters.complete_letter,
    "field_line": fieldwork.complete_line,
    "observation": fieldwork.complete_observation,
    "document_review": document_set.complete_review,
    "modification": document_set.complete_modification,
    "support_request": document_set.complete_request,
    "charge": document_set.complete_charge,
}
"""Kind of record -> what it has beyond its own columns."""


def show(
    register: Register, as_of: date, reference: str, *, titles: Mapping[str, str] | None = None
) -> dict[str, object]:
    """``kind, reference, version, fields, links, why, history`` of any reference (design.md 5).

    ``titles`` are the deeds' titles as buttons say them, for the history. Raises NotFound, or Refused for what is no
    reference.
    """
    with register.reading() as session:
        shown = parts.of_a_part(session, reference) or found(session, reference)
        if shown.kind in COMPLETED:
            COMPLETED[shown.kind](session, shown, as_of)
        if shown.kind == "plan":
            _milestones_by_clock(session, shown, as_of)
        parts.add_organisation_name(session, shown)
        parts.add_irregular(session, shown)
    if shown.kind in ("meeting", "item"):
        _add_quorum(register, shown, as_of)
    return {
        "kind": shown.kind,
        "reference": shown.reference,
        "version": shown.version,
        "fields": shown.fields,
        "links": sorted(shown.links, key=lambda link: (link["role"], link["reference"])),
        "why": [
            {
                "what": because.what,
                "value": because.value,
                "rule": because.rule,
                "paragraph": because.paragraph,
                "inputs": dict(because.inputs),
            }
            for because in why.of(register, as_of, shown.reference)
        ],
        "history": [
            {name: as_code(value) for name, value in dataclasses.asdict(line).items()}
            for line in history.of(register, shown.reference, titles=titles, rows=shown.rows)
        ],
    }


def _milestones_by_clock(session: Session, shown: Shown, as_of: date) -> None:
    running = clocks.of_plans(session, as_of, [shown.key]).get(shown.key, [])
    shown.fields["milestones"] = [
        {
            "reference": row.reference,
            "number": row.number,
            "title": row.title,
            "owner": row.owner,
            "state": as_code(row.state),
            "baseline_due": as_code(row.baseline_due),
            **parts.clock_fields(clock),
        }
        for row, clock in running
    ]
    shown.fields["overdue_milestones"] = sum(1 for _, clock in running if clock.days_overdue)
    for row, _ in running:
        shown.link("milestone", row.reference)


def _add_quorum(register: Register, shown: Shown, as_of: date) -> None:
    """The quorum of each item as the meeting's screen shows it: decided as it was, else as it is, or would be."""
    page = meeting_view.page(register, as_of, shown.reference.split("/")[0])
    if shown.kind == "meeting":
        shown.fields["papers_due"] = as_code(page.papers_due)
        shown.fields["papers_not_ready"] = [
            as_code(dataclasses.asdict(one)) for one in chasing.of(register, as_of, page.reference)
        ]
        shown.fields["attendance"] = [as_code(dataclasses.asdict(line)) for line in page.attendance]
        shown.fields["attendees"] = [as_code(dataclasses.asdict(line)) for line in page.attendees]
        shown.fields["items"] = [_item(item) for item in page.items]
        for item in page.items:
            shown.link("item", item.reference)
            if item.decision is not None:
                shown.link("decision", item.decision.reference)
        return
    for item in page.items:
        if item.reference == shown.reference:
            shown.fields.update({name: value for name, value in _item(item).items() if name not in shown.fields})
            if item.decision is not None:
                shown.link("decision", item.decision.reference)


def _item(item: Any) -> dict[str, object]:
    return {
        "reference": item.reference,
        "number": item.number,
        "title": item.title,
        "state": item.state,
        "case": item.case,
        "organisation_name": item.organisation,
        "against_organisation": item.against_organisation,
        "not_against_because": item.not_against_because,
        "asks": item.asks,
        "subject": item.subject,
        "motion": item.motion,
        "motion_as_first_put": item.motion_as_first_put,
        "circulated_on": as_code(item.circulated_on),
        "late_paper": item.late_paper,
        "changed_since_circulated": item.changed_since_circulated,
        "forecast": item.forecast,
        "quorum": quorum_fields(item.quorum),
        "suggested_recusals": [{"name": name, "why": reason} for name, reason in item.suggested_recusals],
        "excused": [{"name": name, "reason": reason} for name, reason in item.excused],
        "decision": None if item.decision is None else item.decision.reference,
        "result": None if item.decision is None else item.decision.result,
    }


def quorum_fields(quorum: Any) -> dict[str, object]:
    """``count, needed, quorate, people`` and what else there is to say of a quorum."""
    return {
        "count": quorum.count,
        "needed": quorum.needed,
        "chair_filled": quorum.chair_filled,
        "quorate": quorum.quorate,
        "deliberative_votes": quorum.deliberative_votes,
        "people": [as_code(dataclasses.asdict(person)) for person in quorum.people],
        "sentence": quorum.sentence,
        "warnings": list(quorum.warnings),
    }
