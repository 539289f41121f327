"""How the documents of the set stand: reviews due, days since they became part of the Code, parts of the policy."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pma_assure.records.document_set import DocumentVersion, SetDocument
from pma_assure.records.governance import DocumentReview, PolicyCheck
from pma_assure.rules import document_reviews as rules
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import DocumentType, DocumentVersionState, PolicyPart, PolicyPresence
from pma_assure.rules.wording import count, label
from pma_assure.rules.wording import day as say_day
from pma_assure.values.outcome import Because
from pma_assure.views.in_words import as_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One document on a day. ``since`` is the first day a version of it was in force."""

    key: UUID
    reference: str
    short_name: str
    months: int | None
    since: date | None
    last_done: date | None
    next_due: date | None
    incorporated_on: date | None
    elapsed: int | None

    @property
    def review_sentence(self) -> str:
        return rules.say_due(self.next_due, self.months)


def of_all(session: Session, as_of: date, *keys: UUID) -> list[Standing]:
    """Every document, or those with these keys, by reference."""
    last = (
        select(func.max(DocumentReview.done_on))
        .where(DocumentReview.document_id == SetDocument.id, DocumentReview.withdrawn_on.is_(None))
        .correlate(SetDocument)
        .scalar_subquery()
    )
    since = (
        select(func.min(DocumentVersion.effective_from))
        .where(DocumentVersion.document_id == SetDocument.id)
        .correlate(SetDocument)
        .scalar_subquery()
    )
    statement = select(
        SetDocument.id,
        SetDocument.reference,
        SetDocument.short_name,
        SetDocument.review_months,
        SetDocument.incorporated_on,
        last.label("last_done"),
        since.label("since"),
    ).order_by(SetDocument.reference)
    if keys:
        statement = statement.where(SetDocument.id.in_(keys))
    return [
        Standing(
            key=row.id,
            reference=row.reference,
            short_name=row.short_name,
            months=row.review_months,
            since=row.since,
            last_done=row.last_done,
            next_due=rules.next_due(months=row.review_months, last_done=row.last_done, in_force_since=row.since),
            incorporated_on=row.incorporated_on,
            elapsed=rules.elapsed_since(row.incorporated_on, as_of),
        )
        for row in session.execute(statement)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """A version of the Compliance Policy with what is known of its four parts."""

    document: str
    short_name: str
    label: str
    state: DocumentVersionState
    effective_from: date | None
    effective_to: date | None
    parts: tuple[tuple[PolicyPart, PolicyPresence | None, str | None, str], ...]
    lacks: tuple[rules.PolicyLack, ...]

    def in_force(self, as_of: date) -> bool:
        begun = self.effective_from is not None and self.effective_from <= as_of
        return begun and (self.effective_to is None or self.effective_to >= as_of) and self.state in _IN_FORCE


_IN_FORCE = (DocumentVersionState.IN_FORCE, DocumentVersionState.SUPERSEDED)


def policies(session: Session, *documents: UUID) -> list[PolicyVersion]:
    """Every version of the Compliance Policy, or of these documents, as entered."""
    statement = (
        select(
            DocumentVersion.id,
            DocumentVersion.label,
            DocumentVersion.state,
            DocumentVersion.effective_from,
            DocumentVersion.effective_to,
            SetDocument.reference,
            SetDocument.short_name,
        )
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(SetDocument.document_type == DocumentType.COMPLIANCE_POLICY)
        .order_by(SetDocument.reference, DocumentVersion.id)
    )
    if documents:
        statement = statement.where(SetDocument.id.in_(documents))
    versions = session.execute(statement).all()
    checked: defaultdict[UUID, dict[PolicyPart, Any]] = defaultdict(dict)
    for row in session.execute(
        select(
            PolicyCheck.document_version_id,
            PolicyCheck.part,
            PolicyCheck.presence,
            PolicyCheck.clause,
            PolicyCheck.note,
        )
    ):
        checked[row.document_version_id][row.part] = row
    return [_policy(row, checked[row.id]) for row in versions]


def _policy(row: Any, held: dict[PolicyPart, Any]) -> PolicyVersion:
    return PolicyVersion(
        document=row.reference,
        short_name=row.short_name,
        label=row.label,
        state=row.state,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        parts=tuple(
            (part, held[part].presence, held[part].clause, held[part].note) if part in held else (part, None, None, "")
            for part in PolicyPart
        ),
        lacks=rules.lacking({part: one.presence for part, one in held.items()}),
    )


def part_fields(policy: PolicyVersion) -> list[dict[str, object]]:
    """The four parts for ``show``: ``presence`` null where nobody has looked."""
    return [
        {"part": part.value, "presence": as_code(presence), "clause": clause, "note": note}
        for part, presence, clause, note in policy.parts
    ]


def why(session: Session, reference: str, as_of: date) -> list[Because]:
    """When a document is next reviewed, for how long it has been part of the Code, and what its policy lacks."""
    key = session.execute(select(SetDocument.id).where(SetDocument.reference == reference)).scalar()
    if key is None:
        return []
    (standing,) = of_all(session, as_of, key)
    said = [
        Because(
            what="Next review",
            value=standing.review_sentence,
            rule="R04",
            paragraph=paragraph("R04"),
            inputs=(
                ("interval in months", "none chosen" if standing.months is None else str(standing.months)),
                ("last reviewed", "never" if standing.last_done is None else say_day(standing.last_done)),
                ("in force since", "never" if standing.since is None else say_day(standing.since)),
            ),
        )
    ]
    if standing.incorporated_on is not None and standing.elapsed is not None:
        said.append(
            Because(
                what="As soon as reasonably practicable after incorporation",
                value=f"{count(standing.elapsed, 'day')} since; it has no due day",
                rule="R54",
                paragraph=paragraph("R54"),
                inputs=(("incorporated", say_day(standing.incorporated_on)), ("as of", say_day(as_of))),
            )
        )
    for policy in policies(session, key):
        said.append(
            Because(
                what=f"Version {policy.label}: the four parts",
                value="; ".join(lack.sentence for lack in policy.lacks) or "set out",
                rule="R46",
                paragraph=paragraph("R46"),
                inputs=tuple(
                    (label(part), "not looked at yet" if presence is None else label(presence))
                    for part, presence, _, _ in policy.parts
                ),
            )
        )
    return said
