"""What a story sees of modifications, requests for support and charges, as the register holds them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.charges import Charge
from pma_assure.records.governance import Modification, ModificationReport, SupportRequest
from pma_assure.records.meetings import Decision
from pma_assure.rules.modifications import attributed_to_the_pma
from pma_assure.views.in_words import as_code
from tests.journeys.story import Json

Seen = Mapping[str, Json]


def _columns(row: Any) -> dict[str, Json]:
    return {column.key: as_code(getattr(row, column.key)) for column in row.__table__.columns if column.key != "id"}


def _reference(session: Session, kind: Any, key: Any) -> str | None:
    return None if key is None else str(session.get_one(kind, key).reference)


def see_modification(session: Session, reference: str, _: date) -> Seen:
    row = session.scalars(select(Modification).where(Modification.reference == reference)).one()
    reports = session.scalars(
        select(ModificationReport)
        .where(ModificationReport.modification_id == row.id)
        .order_by(ModificationReport.number)
    ).all()
    words = " | ".join((row.title, row.reported_status or "", *(f"{one.status} {one.note}" for one in reports)))
    return _columns(row) | {
        "reports": [[one.number, one.status, one.reported_by] for one in reports],
        "approved_by_the_pma": attributed_to_the_pma(words),
    }


def see_request(session: Session, reference: str, _: date) -> Seen:
    row = session.scalars(select(SupportRequest).where(SupportRequest.reference == reference)).one()
    return _columns(row) | {"modification": _reference(session, Modification, row.modification_id)}


def see_charge(session: Session, reference: str, _: date) -> Seen:
    row = session.scalars(select(Charge).where(Charge.reference == reference)).one()
    purpose = None if row.modification_id is None else session.get_one(Modification, row.modification_id)
    return _columns(row) | {
        "modification": None if purpose is None else purpose.reference,
        "limited_purpose": None if purpose is None else purpose.limited_purpose,
        "fault_decision": _reference(session, Decision, row.fault_decision_id),
    }
