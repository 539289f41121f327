"""What an assessment cost, and on which basis the PMA recommends that it is borne (R63-R66)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Money, Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import ChargeBasis, FaultView


class Charge(Record):
    """The charge record of one assessment. The PMA recommends; nobody gave it power to determine fault (R64).

    ``basis`` is what holds: fixed costs by default (R63). ``recommended`` is the PMA's recommendation beside it.
    """

    __tablename__ = "charge"
    __table_args__ = (
        UniqueConstraint("assessment_id"),
        Index("ix_charge_list", "reference", "title", "assessment_id", "cost", "basis", "fault", "recommended"),
    )
    __searchable__ = ("title", "fault_basis", "recommendation")
    reference: Mapped[str] = reference_column()
    title: Mapped[str]
    assessment_id: Mapped[UUID] = link("assessment.id")
    case_id: Mapped[UUID] = link("case_file.id")
    cost: Mapped[Decimal | None] = mapped_column(Money)
    """Pounds; None: not known yet."""
    ordered_on: Mapped[date]
    """The day the assessment was ordered: what counts for an explicit charge (Q14)."""
    basis: Mapped[ChargeBasis] = mapped_column(code_of(ChargeBasis))
    fault: Mapped[FaultView] = mapped_column(code_of(FaultView))
    """The PMA's view of whether the user is at fault."""
    fault_on: Mapped[date | None]
    fault_decision_id: Mapped[UUID | None] = link("decision.id")
    recommended: Mapped[ChargeBasis | None] = mapped_column(code_of(ChargeBasis))
    recommended_on: Mapped[date | None]
    modification_id: Mapped[UUID | None] = link("modification.id")
    fault_basis: Mapped[str] = long_text()
    recommendation: Mapped[str] = long_text()
