"""The SMKI SEC Document Set: documents, their versions, the requirements of a version (R02, R03)."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import DocumentType, DocumentVersionState


class SetDocument(Record):
    __tablename__ = "set_document"
    __searchable__ = ("title", "short_name")
    reference: Mapped[str] = reference_column()
    short_name: Mapped[str] = mapped_column(String(40), unique=True)
    """As people cite it ("RAPP"); also the middle of its requirements' references."""
    title: Mapped[str]
    document_type: Mapped[DocumentType] = mapped_column(code_of(DocumentType))
    owner_id: Mapped[UUID | None] = link("organisation.id")
    pma_may_modify: Mapped[bool] = mapped_column(default=True)
    """Whether the PMA may raise modifications to it (R06, paragraph 37)."""
    incorporated_on: Mapped[date | None]
    """When it became part of the Code: "as soon as reasonably practicable" is counted from then (R54)."""
    review_months: Mapped[int | None]
    """How often its effectiveness is reviewed (R04); None: the office has not said."""


class DocumentVersion(Record):
    __tablename__ = "document_version"
    __table_args__ = (UniqueConstraint("document_id", "label"),)
    __owner_column__ = "document_id"
    document_id: Mapped[UUID] = link("set_document.id")
    label: Mapped[str] = mapped_column(String(20))
    state: Mapped[DocumentVersionState] = mapped_column(code_of(DocumentVersionState))
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]
    approved_on: Mapped[date | None]
    approved_by: Mapped[str | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)


class Requirement(Record):
    """One clause of one version. ``applies_to`` holds codes of Applicability, comma separated."""

    __tablename__ = "requirement"
    __table_args__ = (
        UniqueConstraint("document_version_id", "clause"),
        Index("ix_requirement_list", "document_version_id", "position", "clause"),
    )
    __searchable__ = ("title",)
    reference: Mapped[str] = reference_column()
    document_version_id: Mapped[UUID] = link("document_version.id")
    clause: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    title: Mapped[str]
    applies_to: Mapped[str]


class RequirementText(Record):
    __tablename__ = "requirement_text"
    __searchable__ = ("text",)
    __owner_column__ = "requirement_id"
    requirement_id: Mapped[UUID] = link("requirement.id")
    text: Mapped[str] = long_text()
