"""Reliance on other compliance activity: what the PMA judged it to cover, and until when (R59, R60)."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import Covers


class RelianceDecision(Record):
    """A certificate or report of somebody else's that the PMA relies on. Invalid from a day, with its reason."""

    __tablename__ = "reliance_decision"
    __table_args__ = (
        Index("ix_reliance_decision_list", "organisation_id", "reference", "title", "valid_from", "valid_to"),
    )
    __searchable__ = ("title", "certificate", "scope")
    reference: Mapped[str] = reference_column()
    case_id: Mapped[UUID] = link("case_file.id")
    organisation_id: Mapped[UUID] = link("organisation.id")
    title: Mapped[str]
    """The activity: "ISO/IEC 27001 certification"."""
    certificate: Mapped[str]
    issued_by: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    decision_id: Mapped[UUID | None] = link("decision.id")
    decided_on: Mapped[date | None]
    invalid_from: Mapped[date | None]
    scope: Mapped[str] = long_text()
    invalid_reason: Mapped[str] = long_text()


class RelianceCoverage(Record):
    """How far it covers one requirement: fully (with the reason), in part (with the gap and what is left), or not."""

    __tablename__ = "reliance_coverage"
    __table_args__ = (UniqueConstraint("reliance_id", "requirement_id"),)
    __owner_column__ = "reliance_id"
    reliance_id: Mapped[UUID] = link("reliance_decision.id")
    requirement_id: Mapped[UUID] = link("requirement.id")
    covers: Mapped[Covers] = mapped_column(code_of(Covers))
    reason: Mapped[str] = long_text()
    gap: Mapped[str] = long_text()
    residual: Mapped[str] = long_text()
    """The testing that is left to do."""
