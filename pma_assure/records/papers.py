"""Advice to the Panel, documents as they were issued, and evidence with its bytes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import (
    AdvicePurpose,
    AdviceState,
    BreachView,
    Classification,
    EvidenceState,
    PlanView,
    RequirementAnswer,
)


class Advice(Record):
    """Advice to the Panel (R68). ``state`` and ``label`` are those of the newest version, kept for lists."""

    __tablename__ = "advice"
    __table_args__ = (Index("ix_advice_list", "reference", "title", "state", "case_id", "purpose", "label"),)
    __searchable__ = ("title",)
    reference: Mapped[str] = reference_column()
    case_id: Mapped[UUID] = link("case_file.id")
    purpose: Mapped[AdvicePurpose] = mapped_column(code_of(AdvicePurpose))
    title: Mapped[str]
    plan_id: Mapped[UUID | None] = link("plan.id")
    state: Mapped[AdviceState] = mapped_column(code_of(AdviceState))
    label: Mapped[str] = mapped_column(String(10))
    breach_id: Mapped[UUID | None] = link("breach_consideration.id")


class AdviceVersion(Record):
    """``label`` is "1.0", "1.1", ... An issued version never changes; only its state may become superseded."""

    __tablename__ = "advice_version"
    __table_args__ = (UniqueConstraint("advice_id", "label"),)
    __frozen_when__ = (
        "OLD.state <> 'draft' AND (NEW.label IS NOT OLD.label OR NEW.advice_id IS NOT OLD.advice_id"
        " OR NEW.plan_version_id IS NOT OLD.plan_version_id OR NEW.view IS NOT OLD.view"
        " OR NEW.breach_view IS NOT OLD.breach_view"
        " OR NEW.decision_id IS NOT OLD.decision_id OR NEW.issued_on IS NOT OLD.issued_on"
        " OR NEW.milestone_id IS NOT OLD.milestone_id OR NEW.proposed_due IS NOT OLD.proposed_due"
        " OR NEW.classification IS NOT OLD.classification OR NEW.state = 'draft')"
    )
    __owner_column__ = "advice_id"
    reference: Mapped[str] = reference_column()
    advice_id: Mapped[UUID] = link("advice.id")
    label: Mapped[str] = mapped_column(String(10))
    state: Mapped[AdviceState] = mapped_column(code_of(AdviceState))
    plan_version_id: Mapped[UUID | None] = link("plan_version.id")
    milestone_id: Mapped[UUID | None] = link("milestone.id")
    proposed_due: Mapped[date | None]
    """For advice to extend a milestone: the day the PMA recommends."""
    view: Mapped[PlanView | None] = mapped_column(code_of(PlanView))
    classification: Mapped[Classification] = mapped_column(code_of(Classification))
    decision_id: Mapped[UUID | None]
    issued_on: Mapped[date | None]
    supersedes: Mapped[str | None] = mapped_column(String(60))
    breach_view: Mapped[BreachView | None] = mapped_column(code_of(BreachView))
    """For advice on a breach: the PMA's view, whichever way it went (R68)."""


class AdviceText(Record):
    __tablename__ = "advice_text"
    __searchable__ = ("recommendation", "reasons", "proportionality", "correction")
    __owner_column__ = "advice_version_id"
    __frozen_when__ = (
        "EXISTS (SELECT 1 FROM advice_version v WHERE v.id = OLD.advice_version_id AND v.state <> 'draft')"
    )
    advice_version_id: Mapped[UUID] = link("advice_version.id")
    recommendation: Mapped[str] = long_text()
    reasons: Mapped[str] = long_text()
    proportionality: Mapped[str] = long_text()
    correction: Mapped[str] = long_text()


def _of_issued_advice(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM advice_version v WHERE v.id = {row}.advice_version_id AND v.state <> 'draft')"


class AdviceAnswer(Record):
    """The answer for one requirement as this version of the advice gives it.

    Until advice is issued the answers stand with the version of the plan (``RequirementReview``); from then on with the
    advice, so that a corrected version can answer otherwise while the earlier one stays as the Panel had it.
    """

    __tablename__ = "advice_answer"
    __table_args__ = (UniqueConstraint("advice_version_id", "requirement_id"),)
    __searchable__ = ("reason",)
    __owner_column__ = "advice_version_id"
    __frozen_when__ = _of_issued_advice("OLD")
    __closed_when__ = _of_issued_advice("NEW")
    advice_version_id: Mapped[UUID] = link("advice_version.id")
    requirement_id: Mapped[UUID] = link("requirement.id")
    answer: Mapped[RequirementAnswer] = mapped_column(code_of(RequirementAnswer))
    reason: Mapped[str] = long_text()


class IssuedDocument(Record):
    """A document as it left the register; its bytes stand beside and never change (invariant 10)."""

    __tablename__ = "issued_document"
    __table_args__ = (Index("ix_issued_document_record", "record_id", "media_type"),)
    __frozen_when__ = "always"
    reference: Mapped[str] = reference_column()
    """The record's reference with version and ending: "ADV-2026-0005/1.0.pdf"."""
    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[UUID]
    case_id: Mapped[UUID | None] = link("case_file.id")
    title: Mapped[str]
    media_type: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    issued_at: Mapped[datetime]


class IssuedBytes(Record):
    __tablename__ = "issued_bytes"
    __frozen_when__ = "always"
    __owner_column__ = "document_id"
    document_id: Mapped[UUID] = link("issued_document.id")
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Evidence(Record):
    """An evidence item. Its bytes are never altered: it is replaced by a new item that points back."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_list", "case_id", "reference", "title", "state", "received_on", "verifiable"),)
    __searchable__ = ("title", "source", "file_name")
    __frozen_when__ = (
        "NEW.sha256 IS NOT OLD.sha256 OR NEW.size IS NOT OLD.size OR NEW.file_name IS NOT OLD.file_name"
        " OR NEW.received_on IS NOT OLD.received_on OR NEW.source IS NOT OLD.source"
    )
    reference: Mapped[str] = reference_column()
    case_id: Mapped[UUID] = link("case_file.id")
    title: Mapped[str]
    source: Mapped[str]
    received_on: Mapped[date]
    received_by_id: Mapped[UUID] = link("person.id")
    file_name: Mapped[str]
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    classification: Mapped[Classification] = mapped_column(code_of(Classification))
    handling: Mapped[str | None] = mapped_column(Text)
    verifiable: Mapped[bool] = mapped_column(default=True)
    state: Mapped[EvidenceState] = mapped_column(code_of(EvidenceState))
    superseded_by: Mapped[str | None] = mapped_column(String(60))
    state_reason: Mapped[str] = long_text()


class EvidenceBytes(Record):
    __tablename__ = "evidence_bytes"
    __frozen_when__ = "always"
    __owner_column__ = "evidence_id"
    evidence_id: Mapped[UUID] = link("evidence.id")
    content: Mapped[bytes] = mapped_column(LargeBinary)


class EvidenceLink(Record):
    """The item supports a record (a finding, a milestone). A link that was withdrawn stays; a new one is a new row."""

    __tablename__ = "evidence_link"
    __table_args__ = (
        Index("ix_evidence_link_record", "record_id"),
        Index(
            "uq_evidence_link_standing",
            "evidence_id",
            "record_id",
            unique=True,
            sqlite_where=text("withdrawn_on is null"),
        ),
    )
    __owner_column__ = "evidence_id"
    evidence_id: Mapped[UUID] = link("evidence.id")
    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[UUID]
    record_reference: Mapped[str] = mapped_column(String(60))
    withdrawn_on: Mapped[date | None]


class CustodyEntry(Record):
    """Who held the item, from when: received, handed over, returned."""

    __tablename__ = "custody_entry"
    __frozen_when__ = "always"
    __owner_column__ = "evidence_id"
    evidence_id: Mapped[UUID] = link("evidence.id")
    at: Mapped[datetime]
    person: Mapped[str]
    what: Mapped[str] = mapped_column(Text)
