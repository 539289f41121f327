"""What exactly stands in the records of the assurance work that can be decided on (see ``contents``)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.document_set import Requirement
from pma_assure.records.organisations import Organisation
from pma_assure.records.reliance import RelianceCoverage, RelianceDecision


def reliance(session: Session, key: UUID) -> dict[str, Any]:
    """The activity with its scope and days, and how far it covers each requirement (R60)."""
    row = session.execute(
        select(
            RelianceDecision.reference,
            RelianceDecision.title,
            RelianceDecision.certificate,
            RelianceDecision.issued_by,
            RelianceDecision.valid_from,
            RelianceDecision.valid_to,
            RelianceDecision.scope,
            Organisation.name.label("participant"),
        )
        .join(Organisation, Organisation.id == RelianceDecision.organisation_id)
        .where(RelianceDecision.id == key)
    ).one()
    covered = session.execute(
        select(
            Requirement.reference,
            RelianceCoverage.covers,
            RelianceCoverage.reason,
            RelianceCoverage.gap,
            RelianceCoverage.residual,
        )
        .join(Requirement, Requirement.id == RelianceCoverage.requirement_id)
        .where(RelianceCoverage.reliance_id == key)
        .order_by(Requirement.reference)
    )
    return {"kind": "reliance", **row._mapping, "requirements": [dict(line._mapping) for line in covered]}
