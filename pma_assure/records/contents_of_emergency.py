"""What a decision on a suspension, a notice or a CRL instruction freezes (R76-R78, R83, R85)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.document_set import Requirement
from pma_assure.records.emergency import (
    CrlCertificate,
    CrlInstruction,
    Notice,
    Suspension,
    SuspensionScope,
    SuspensionText,
)
from pma_assure.records.organisations import Organisation
from pma_assure.rules.emergency import services_of

Content = dict[str, Any]


def suspension(session: Session, key: UUID) -> Content:
    """Whom it is about, on what grounds, and the services put to the members: what may follow is no part of it.

    So a decision taken at night still stands on the same content when its reasons are written the next morning.
    """
    row = session.execute(
        select(
            Suspension.reference,
            Suspension.title,
            Suspension.target,
            Organisation.reference.label("organisation"),
            Suspension.ground,
            Suspension.likelihood,
            Suspension.immediate,
            SuspensionText.proposed_services,
        )
        .join(Organisation, Organisation.id == Suspension.organisation_id)
        .join(SuspensionText, SuspensionText.suspension_id == Suspension.id)
        .where(Suspension.id == key)
    ).one()
    content = dict(row._mapping)
    content["services"] = list(services_of(content.pop("proposed_services")))
    return {"kind": "suspension", **content}


def notice(session: Session, key: UUID) -> Content:
    """To whom the notice would go, and of what it tells."""
    row = session.execute(
        select(
            Notice.reference,
            Notice.addressee,
            Notice.about_scope,
            Suspension.reference.label("suspension"),
            Suspension.title,
            SuspensionScope.services,
        )
        .join(Suspension, Suspension.id == Notice.suspension_id)
        .outerjoin(
            SuspensionScope,
            (SuspensionScope.suspension_id == Notice.suspension_id) & (SuspensionScope.number == Notice.about_scope),
        )
        .where(Notice.id == key)
    ).one()
    content = dict(row._mapping)
    content["services"] = list(services_of(content["services"] or ""))
    return {"kind": "notice", **content}


def crl_instruction(session: Session, key: UUID) -> Content:
    """The certificates by issuer and serial number, the clause whose process is followed, and the reasons."""
    row = session.execute(
        select(
            CrlInstruction.reference,
            CrlInstruction.title,
            CrlInstruction.clause,
            Requirement.reference.label("requirement"),
            CrlInstruction.reasons,
        )
        .outerjoin(Requirement, Requirement.id == CrlInstruction.requirement_id)
        .where(CrlInstruction.id == key)
    ).one()
    certificates = session.execute(
        select(CrlCertificate.issuer, CrlCertificate.serial, CrlCertificate.holder)
        .where(CrlCertificate.crl_instruction_id == key, CrlCertificate.withdrawn_on.is_(None))
        .order_by(CrlCertificate.issuer, CrlCertificate.serial)
    )
    return {
        "kind": "crl instruction",
        **row._mapping,
        "certificates": [dict(one._mapping) for one in certificates],
    }
