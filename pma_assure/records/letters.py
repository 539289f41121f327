"""Letters: templates an office can change, and each letter as it was written and sent."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import Classification, LetterKind, LetterState


class LetterTemplate(Record):
    """The office's own wording of a kind of letter; the newest of a kind is used. An older one is never changed."""

    __tablename__ = "letter_template"
    __table_args__ = (UniqueConstraint("kind", "number"),)
    __frozen_when__ = "always"
    kind: Mapped[LetterKind] = mapped_column(code_of(LetterKind))
    number: Mapped[int]
    adopted_on: Mapped[date]
    subject: Mapped[str]
    text: Mapped[str] = long_text()


class Letter(Record):
    """One letter about one record. Once sent, its bytes are an issued document and nothing in it changes."""

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_list", "reference", "title", "kind", "state", "case_id", "sent_at"),
        Index("ix_letter_subject", "subject_id"),
    )
    __searchable__ = ("title", "addressee", "text")
    __frozen_when__ = "OLD.state = 'sent'"
    reference: Mapped[str] = reference_column()
    case_id: Mapped[UUID] = link("case_file.id")
    kind: Mapped[LetterKind] = mapped_column(code_of(LetterKind))
    state: Mapped[LetterState] = mapped_column(code_of(LetterState))
    title: Mapped[str]
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID]
    subject_reference: Mapped[str] = mapped_column(String(60))
    organisation_id: Mapped[UUID | None] = link("organisation.id")
    addressee: Mapped[str]
    dated: Mapped[date]
    answer_by: Mapped[date | None]
    classification: Mapped[Classification] = mapped_column(code_of(Classification))
    sent_at: Mapped[datetime | None]
    channel: Mapped[str | None]
    text: Mapped[str] = long_text()
    state_reason: Mapped[str] = long_text()
