"""A suspension, a notice, an appeal or a CRL instruction whole, for ``show``."""

from __future__ import annotations

import dataclasses
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import suspension_values as suspensions
from pma_assure.records.emergency import Appeal, CrlInstruction, Notice, Suspension, SuspensionScope
from pma_assure.rules.emergency import services_of
from pma_assure.views.in_words import as_code
from pma_assure.views.record_fields import Shown
from pma_assure.views.record_parts import add_issued, link_all

_LISTS = ("scopes", "calls", "notices", "appeals", "could_make_quorum")
_PLAIN = (
    "case",
    "organisation",
    "grounds",
    "decision",
    "lift_decision",
    "meeting",
    "valid",
    "purported",
    "quorum_count",
    "quorum_needed",
    "full_minutes",
    "full_duration",
    "partial_minutes",
    "partial_duration",
)


def complete_suspension(session: Session, shown: Shown, as_of: date) -> None:
    found = suspensions.one(session, shown.key, as_of)
    for name in _PLAIN:
        shown.fields[name] = getattr(found, name)
    shown.fields["due"] = as_code(found.review_on) if found.state == "in_effect" else None
    shown.fields["services"] = list(found.services)
    shown.fields["proposed_services"] = list(found.proposed_services)
    shown.fields["missing"] = [name for name, _ in found.missing]
    for name in _LISTS:
        shown.fields[name] = [as_code(dataclasses.asdict(line)) for line in getattr(found, name)]
    shown.fields["crl_instructions"] = [as_code(dataclasses.asdict(line)) for line in found.crl]
    link_all(session, shown, "notice", Notice, Notice.suspension_id == shown.key)
    link_all(session, shown, "appeal", Appeal, Appeal.suspension_id == shown.key)
    link_all(session, shown, "crl_instruction", CrlInstruction, CrlInstruction.suspension_id == shown.key)
    add_issued(session, shown, [shown.key])


def complete_notice(session: Session, shown: Shown, as_of: date) -> None:
    key = _suspension_of(session, Notice, shown)
    (line,) = [one for one in suspensions.one(session, key, as_of).notices if one.reference == shown.reference]
    for name, value in dataclasses.asdict(line).items():
        shown.fields[name] = as_code(value)
    shown.fields["exceptions"] = [as_code(dataclasses.asdict(one)) for one in line.exceptions]
    shown.fields["due"] = as_code(line.review_on)
    services = session.execute(
        select(SuspensionScope.services).where(
            SuspensionScope.suspension_id == key, SuspensionScope.number == line.about_scope
        )
    ).scalar()
    shown.fields["services"] = list(services_of(services or ""))
    add_issued(session, shown, [shown.key])


def complete_appeal(session: Session, shown: Shown, as_of: date) -> None:
    key = _suspension_of(session, Appeal, shown)
    (line,) = [one for one in suspensions.one(session, key, as_of).appeals if one.reference == shown.reference]
    shown.fields["led_to"] = list(line.led_to)


def _suspension_of(session: Session, record: type[Notice] | type[Appeal], shown: Shown) -> UUID:
    key = session.execute(select(record.suspension_id).where(record.id == shown.key)).scalar_one()
    reference = session.execute(select(Suspension.reference).where(Suspension.id == key)).scalar_one()
    shown.link("suspension", reference)
    return key


def complete_crl(session: Session, shown: Shown, as_of: date) -> None:
    (line,) = suspensions.crl_of(session, CrlInstruction.id == shown.key)
    shown.fields["certificates"] = [as_code(dataclasses.asdict(one)) for one in line.certificates]
    shown.fields["minutes_to_confirmation"] = line.minutes
    add_issued(session, shown, [shown.key])
