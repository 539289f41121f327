"""Which version of the document that a finding cites was in force then, and why the finding stands as it does."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.cases import Finding
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.rules.findings import VersionFact, VersionThen, occurred_on, version_then
from pma_assure.values.outcome import Because
from pma_assure.views import finding_clocks


def of(session: Session, key: UUID) -> VersionThen | None:
    """The version in force then; None for a finding that cites no clause."""
    row: Any = session.execute(
        select(
            Finding.began_on,
            Finding.identified_on,
            Requirement.clause,
            DocumentVersion.label,
            DocumentVersion.document_id,
            SetDocument.short_name,
        )
        .join(Requirement, Requirement.id == Finding.requirement_id)
        .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(Finding.id == key)
    ).first()
    if row is None:
        return None
    has_clause = (
        select(Requirement.id)
        .where(Requirement.document_version_id == DocumentVersion.id, Requirement.clause == row.clause)
        .exists()
    )
    versions = session.execute(
        select(
            DocumentVersion.label,
            DocumentVersion.effective_from,
            DocumentVersion.effective_to,
            has_clause.label("has_clause"),
        ).where(DocumentVersion.document_id == row.document_id)
    )
    return version_then(
        row.short_name,
        row.clause,
        row.label,
        occurred_on(row.began_on, row.identified_on),
        [
            VersionFact(
                label=one.label,
                effective_from=one.effective_from,
                effective_to=one.effective_to,
                has_clause=bool(one.has_clause),
            )
            for one in versions
        ],
    )


def why(session: Session, as_of: date, reference: str) -> list[Because]:
    """Why a finding stands as it does: its clock, and the version that was in force."""
    key = session.execute(select(Finding.id).where(Finding.reference == reference)).scalar()
    if key is None:
        return []
    then = of(session, key)
    clock = finding_clocks.of(session, as_of, [key])[key]
    return [clock.because, *([] if then is None else [then.because])]
