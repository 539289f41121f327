"""Which schema this program speaks, read without Alembic (whose import would cost every start a quarter second)."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

HEAD = "0004"
KNOWN = ("0001", "0002", "0003", "0004")
"""Every schema this program can open, oldest first; a test holds it to the migrations."""

ADDED: dict[str, dict[str, str | None]] = {
    "advice": {"breach_id": None},
    "advice_version": {"breach_view": None},
    "breach_consideration": dict.fromkeys(
        ("state_on", "represent_by", "return_on", "assessment_id", "decision_id", "proposed_view")
    ),
    "breach_consideration_text": {"proportionality": "", "why_no_representations": ""},
    "finding": dict.fromkeys(
        (
            "assessment_id",
            "pma_class",
            "impact",
            "response_due",
            "baseline_due",
            "current_due",
            "recurrence_of_id",
            "closed_on",
            "verified_by_id",
            "risk_until",
            "settling_decision_id",
            "old_reference",
            "imported_on",
            "reopened_on",
        )
    ),
    "finding_text": {"pma_class_reason": "", "state_reason": ""},
    "panel_outcome": {"view": None},
    "appointment": dict.fromkeys(("election_id", "notice_to_secas_on")),
    "attends_for": {"appointed_by": None},
    "attendance": dict.fromkeys(("invited_by_id", "item_id")),
    "agenda_item": dict.fromkeys(("carried_from_id", "paper_by")),
    "set_document": dict.fromkeys(("incorporated_on", "review_months")),
}
"""Columns that a later schema gave to a table, and what the rows of before hold in them.

The audit trail of such a row has no word of the column until a deed changes it: the check then expects this value.
"""


def stored_revision(connection: Connection) -> str | None:
    """The schema of the file, None where the file is no register."""
    try:
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    except DatabaseError:
        return None
    return None if revision is None else str(revision)
