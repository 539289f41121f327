"""Which version of a document is in force: one on every day, whatever was withdrawn meanwhile (R02)."""

from __future__ import annotations

from datetime import date

from pma_assure.records.document_set import DocumentVersion
from tests.workflows.desk import Office


def in_force(office: Office, label: str, effective_from: date) -> None:
    named = {"document": "RAPP", "version_label": label}
    office.do("document.add_version", **named)
    office.do("document.approve_version", **named, approved_on=date(2026, 3, 1), approved_by="the modification process")
    office.do("document.bring_into_force", **named, effective_from=effective_from)


def test_what_takes_effect_before_a_withdrawn_version_would_have_ends_the_one_before(office: Office) -> None:
    """The version before it stayed in force until the withdrawn one should have begun: two were in force at once."""
    in_force(office, "2.2", date(2027, 3, 1))
    office.do("document.withdraw_version", document="RAPP", version_label="2.2", reason="It never took effect.")
    in_force(office, "2.3", date(2027, 1, 1))
    before = office.row(DocumentVersion, label="2.1")
    assert before.effective_to == date(2026, 12, 31)
    office.sound()
