"""What is different in the records since the last meeting was closed: from the audit trail, so that nothing is missed.

Only what members follow: where a record stands, its class, its dates. The words of a paper are compared beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment, Caveat, EvidenceRequest
from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.corrective import Action
from pma_assure.records.emergency import Suspension
from pma_assure.records.extracts import Extract
from pma_assure.records.governance import DocumentReview, Modification, SupportRequest
from pma_assure.records.house import AuditEntry
from pma_assure.records.plans import Milestone, Plan
from pma_assure.rules import vocabulary as v
from pma_assure.rules.wording import label, short_day
from pma_assure.values.meeting_pack import RecordChange

TOGETHER = 400
"""Rows that one statement names."""


class _Followed(NamedTuple):
    """A kind of record and its columns that members follow: column, its name in words, the vocabulary of its codes."""

    kind: str
    record: Any
    columns: tuple[tuple[str, str, Any], ...]
    title: str = "title"


_FOLLOWED = (
    _Followed("Case", Case, (("state", "State", v.CaseState),)),
    _Followed(
        "Assessment",
        Assessment,
        (("state", "State", v.AssessmentState), ("set_status", "Status", v.AssuranceStatus)),
    ),
    _Followed(
        "Finding",
        Finding,
        (
            ("state", "State", v.FindingState),
            ("finding_class", "The assessor's class", v.FindingClass),
            ("pma_class", "The PMA's class", v.FindingClass),
            ("current_due", "Due", None),
        ),
    ),
    _Followed(
        "Breach consideration",
        BreachConsideration,
        (("state", "State", v.BreachState), ("view", "The PMA's view", v.BreachView)),
    ),
    _Followed(
        "Remediation plan",
        Plan,
        (("state", "State", v.PlanState), ("submit_by", "Submit by", None), ("resubmit_by", "Resubmit by", None)),
    ),
    _Followed("Milestone", Milestone, (("state", "State", v.MilestoneState), ("current_due", "Due", None))),
    _Followed("Action", Action, (("state", "State", v.ActionState), ("due", "Due", None))),
    _Followed("Caveat", Caveat, (("due", "Due", None), ("met_on", "Met", None)), title="words"),
    _Followed("Evidence request", EvidenceRequest, (("state", "State", v.EvidenceRequestState), ("due", "Due", None))),
    _Followed("Extract", Extract, (("state", "State", v.ExtractState),)),
    _Followed("Suspension", Suspension, (("state", "State", v.SuspensionState), ("review_on", "Review", None))),
    _Followed("Review of a document", DocumentReview, (("due", "Due", None), ("done_on", "Done", None))),
    _Followed(
        "Modification",
        Modification,
        (("state", "State", v.ModificationState), ("reported_status", "As reported", None)),
    ),
    _Followed("Request for support", SupportRequest, (("state", "State", v.SupportState), ("due", "Due", None))),
)
_BY_TABLE = {one.record.__tablename__: one for one in _FOLLOWED}


def since_closed(session: Session, meeting: str, as_of: date) -> tuple[RecordChange, ...]:
    """What changed after ``meeting`` was recorded as closed, up to the day; kind by kind, in the order of references.

    Empty where its close is not in the audit trail.
    """
    closed = session.execute(
        select(AuditEntry.number)
        .where(AuditEntry.reference == meeting, AuditEntry.deed == "meeting.close")
        .order_by(AuditEntry.number.desc())
        .limit(1)
    ).scalar()
    if closed is None:
        return ()
    values, added = _values(session, closed, as_of)
    found: dict[str, list[RecordChange]] = {}
    for one, key, reference, title in _named(session, values):
        fields = tuple(
            (name, _said(kind, before), _said(kind, after))
            for column, name, kind in one.columns
            for before, after in [values[key].get(column, (None, None))]
            if _said(kind, before) != _said(kind, after)
        )
        if fields:
            change = RecordChange(reference=reference, title=title, kind=one.kind, new=key in added, fields=fields)
            found.setdefault(one.kind, []).append(change)
    return tuple(
        change for one in _FOLLOWED for change in sorted(found.get(one.kind, ()), key=lambda change: change.reference)
    )


def _values(
    session: Session, after: int, as_of: date
) -> tuple[dict[UUID, dict[str, tuple[Any, Any]]], frozenset[UUID]]:
    """Row -> column -> (what it was, what it is now), and the rows that were not there before."""
    rows = session.execute(
        select(AuditEntry.row_id, AuditEntry.table_name, AuditEntry.operation, AuditEntry.changes)
        .where(AuditEntry.number > after, AuditEntry.table_name.in_(_BY_TABLE), AuditEntry.day <= as_of)
        .order_by(AuditEntry.number)
    )
    values: dict[UUID, dict[str, tuple[Any, Any]]] = {}
    added: set[UUID] = set()
    for row in rows:
        if row.operation == "insert":
            added.add(row.row_id)
        followed = {column for column, _, _ in _BY_TABLE[row.table_name].columns}
        held = values.setdefault(row.row_id, {})
        for column, (before, now) in json.loads(row.changes).items():
            if column in followed:
                held[column] = (held[column][0] if column in held else before, now)
    return values, frozenset(added)


def _named(
    session: Session, values: dict[UUID, dict[str, tuple[Any, Any]]]
) -> Iterator[tuple[_Followed, UUID, str, str]]:
    """(kind, key, reference, title) of each row that changed."""
    keys = sorted(values)
    for one in _FOLLOWED:
        for start in range(0, len(keys), TOGETHER):
            some = keys[start : start + TOGETHER]
            for row in session.execute(
                select(one.record.id, one.record.reference, getattr(one.record, one.title).label("title")).where(
                    one.record.id.in_(some)
                )
            ):
                yield one, row.id, row.reference, row.title


def _said(kind: Any, value: Any) -> str:
    if value is None:
        return ""
    if kind is not None:
        return label(kind(value)) if value in {member.value for member in kind} else str(value)
    try:
        return short_day(date.fromisoformat(value))
    except ValueError:
        return str(value)
