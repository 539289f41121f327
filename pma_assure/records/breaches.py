"""What a breach consideration is made of: requirements, findings, facts, factors, representations (R67-R69, R72)."""

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import FactorLean


class BreachRequirement(Record):
    """A requirement that is said not to have been met."""

    __tablename__ = "breach_requirement"
    __table_args__ = (UniqueConstraint("breach_id", "requirement_id"),)
    __owner_column__ = "breach_id"
    breach_id: Mapped[UUID] = link("breach_consideration.id")
    requirement_id: Mapped[UUID] = link("requirement.id")
    withdrawn_on: Mapped[date | None]


class BreachFinding(Record):
    """A finding that was escalated into this consideration; none is needed (R67)."""

    __tablename__ = "breach_finding"
    __table_args__ = (UniqueConstraint("breach_id", "finding_id"),)
    __owner_column__ = "breach_id"
    breach_id: Mapped[UUID] = link("breach_consideration.id")
    finding_id: Mapped[UUID] = link("finding.id")
    withdrawn_on: Mapped[date | None]


class BreachFact(Record):
    """One fact found. Its support are links of evidence; what cannot be verified cannot be the only one."""

    __tablename__ = "breach_fact"
    __table_args__ = (UniqueConstraint("breach_id", "number"),)
    __owner_column__ = "breach_id"
    __searchable__ = ("words",)
    reference: Mapped[str] = reference_column()
    breach_id: Mapped[UUID] = link("breach_consideration.id")
    number: Mapped[int]
    occurred_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    words: Mapped[str] = long_text()
    withdrawn_reason: Mapped[str] = long_text()


class BreachFactor(Record):
    """A factor weighed for materiality, and to which side it leans."""

    __tablename__ = "breach_factor"
    __table_args__ = (UniqueConstraint("breach_id", "number"),)
    __owner_column__ = "breach_id"
    __searchable__ = ("words",)
    breach_id: Mapped[UUID] = link("breach_consideration.id")
    number: Mapped[int]
    name: Mapped[str]
    lean: Mapped[FactorLean] = mapped_column(code_of(FactorLean))
    withdrawn_on: Mapped[date | None]
    words: Mapped[str] = long_text()


class BreachRepresentation(Record):
    """What the participant said to it, in its own words, and what the PMA makes of it."""

    __tablename__ = "breach_representation"
    __table_args__ = (UniqueConstraint("breach_id", "number"),)
    __owner_column__ = "breach_id"
    __searchable__ = ("words", "answer")
    breach_id: Mapped[UUID] = link("breach_consideration.id")
    number: Mapped[int]
    received_on: Mapped[date]
    words: Mapped[str] = long_text()
    answer: Mapped[str] = long_text()
