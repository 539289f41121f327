"""Word search over every reference, title and text: one hit a record, and the page it opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import null, select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment
from pma_assure.records.cases import BreachConsideration, Case, Finding, PanelOutcome
from pma_assure.records.charges import Charge
from pma_assure.records.emergency import CrlInstruction, Suspension
from pma_assure.records.every import BY_TABLE
from pma_assure.records.letters import Letter
from pma_assure.records.meetings import Decision, Meeting
from pma_assure.records.papers import Advice, Evidence
from pma_assure.records.plans import Plan
from pma_assure.register import search_index
from pma_assure.register.register import Register
from pma_assure.rules.references import parse_reference
from pma_assure.rules.refusal import Refused
from pma_assure.values.screens import SearchHit
from pma_assure.views.record_fields import KIND_OF_TABLE, PREFIXES

IN_A_CASE: dict[str, Any] = {
    "ASMT": Assessment,
    "FIND": Finding,
    "BRCH": BreachConsideration,
    "PLAN": Plan,
    "ADV": Advice,
    "EVID": Evidence,
    "LTR": Letter,
    "CHG": Charge,
    "SUSP": Suspension,
    "CRL": CrlInstruction,
}
"""Records without a page of their own: a click opens their case."""


def find(register: Register, words: str, limit: int = 50) -> tuple[SearchHit, ...]:
    """The best hits for what was typed, at most one a record; a reference that was typed stands first."""
    hits: list[SearchHit] = []
    seen: set[str] = set()
    with register.reading() as session:
        known = _by_reference(session, words)
        if known is not None:
            hits.append(known)
            seen.add(known.reference)
        for hit in search_index.find(session.connection(), words, limit=min(limit * 4, search_index.RESULT_LIMIT)):
            if len(hits) >= limit:
                break
            if not hit.reference or hit.reference in seen:
                continue
            seen.add(hit.reference)
            hits.append(_hit(session, hit.reference, hit.snippet))
    return tuple(hits)


def _by_reference(session: Session, words: str) -> SearchHit | None:
    try:
        reference = str(parse_reference(words))
    except Refused:
        return None
    if title_of(session, reference) is None:
        return None
    return _hit(session, reference, "")


def _hit(session: Session, reference: str, snippet: str) -> SearchHit:
    title, kind = title_of(session, reference) or ("", "")
    return SearchHit(
        reference=reference,
        kind=kind,
        title=title,
        snippet=" ".join(snippet.split()),
        opens=_opens(session, reference),
    )


def title_of(session: Session, reference: str) -> tuple[str, str] | None:
    """(title, kind of record) of a reference; None where there is no such record."""
    prefix = reference.split("-", 1)[0]
    for known in PREFIXES.get(prefix, ()):
        record: Any = BY_TABLE[str(known.record.__tablename__)]
        row = session.execute(select(*_titled(record)).where(record.reference == reference)).first()
        if row is not None:
            kind = KIND_OF_TABLE[str(record.__tablename__)]
            if row[0] is None:
                whole = title_of(session, reference.split("/")[0])
                return (whole[0] if whole else "", kind)
            return str(row[0]), kind
    return None


def _titled(record: Any) -> Sequence[Any]:
    """The column that says what a record is called, or its key's absence where its whole says so."""
    columns = record.__table__.columns
    if record is PanelOutcome:
        return (record.source,)
    for name in ("title", "name"):
        if name in columns:
            return (getattr(record, name),)
    return (null(),)


def _opens(session: Session, reference: str) -> str:
    """The page: the case of a finding or a plan, the meeting of an item, the extract of a passage."""
    prefix, whole = reference.split("-", 1)[0], reference.split("/")[0]
    if prefix == "DEC":
        meeting = session.execute(
            select(Meeting.reference)
            .join(Decision, Decision.meeting_id == Meeting.id)
            .where(Decision.reference == whole)
        ).scalar()
        return str(meeting or whole)
    record = IN_A_CASE.get(prefix)
    if record is None:
        return whole
    case = session.execute(
        select(Case.reference).join(record, record.case_id == Case.id).where(record.reference == whole)
    ).scalar()
    return str(case or whole)
