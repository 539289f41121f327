"""Field work: the sheet of an assessment, clause by clause; what assessors observed; the library of finding texts."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import FieldResult, FindingClass


class FieldLine(Record):
    """One clause on the sheet of one assessment. Not tested until somebody says what was seen."""

    __tablename__ = "field_line"
    __table_args__ = (
        UniqueConstraint("assessment_id", "requirement_id"),
        Index("ix_field_line_list", "assessment_id", "position", "requirement_id", "result", "initials", "tested_on"),
    )
    __owner_column__ = "assessment_id"
    reference: Mapped[str] = reference_column()
    assessment_id: Mapped[UUID] = link("assessment.id")
    requirement_id: Mapped[UUID] = link("requirement.id")
    position: Mapped[int]
    result: Mapped[FieldResult] = mapped_column(code_of(FieldResult))
    initials: Mapped[str | None] = mapped_column(String(8))
    tested_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]


class FieldLineText(Record):
    __tablename__ = "field_line_text"
    __searchable__ = ("test", "sample", "seen")
    __owner_column__ = "field_line_id"
    field_line_id: Mapped[UUID] = link("field_line.id")
    test: Mapped[str] = long_text()
    """What is to be tested, and how."""
    sample: Mapped[str] = long_text()
    """How many of how many, and how they were drawn."""
    seen: Mapped[str] = long_text()


class Observation(Record):
    """What one assessor saw, in that assessor's words; several can be consolidated into one finding."""

    __tablename__ = "observation"
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)
    __owner_column__ = "assessment_id"
    __searchable__ = ("words",)
    reference: Mapped[str] = reference_column()
    assessment_id: Mapped[UUID] = link("assessment.id")
    number: Mapped[int]
    requirement_id: Mapped[UUID | None] = link("requirement.id")
    observer_id: Mapped[UUID] = link("person.id")
    seen_on: Mapped[date]
    finding_id: Mapped[UUID | None] = link("finding.id")
    withdrawn_on: Mapped[date | None]
    words: Mapped[str] = long_text()


class FindingPattern(Record):
    """A text of the library, from which a finding is begun; what is raised is then a finding's own text."""

    __tablename__ = "finding_pattern"
    __searchable__ = ("title", "statement", "impact", "root_cause", "criterion")
    reference: Mapped[str] = reference_column()
    title: Mapped[str] = mapped_column(unique=True)
    finding_class: Mapped[FindingClass] = mapped_column(code_of(FindingClass))
    document_id: Mapped[UUID | None] = link("set_document.id")
    clause: Mapped[str | None] = mapped_column(String(40))
    withdrawn_on: Mapped[date | None]
    statement: Mapped[str] = long_text()
    impact: Mapped[str] = long_text()
    root_cause: Mapped[str] = long_text()
    criterion: Mapped[str] = long_text()
    """How one will see that it was put right."""
