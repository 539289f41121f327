"""The workbook of an invented old office: requirements, organisations and findings, with wrong rows planted in it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook

FIRST = date(2019, 2, 4)
CATEGORIES = ("large_supplier", "Small Supplier", "electricity_network", "other_sec_party")
STATES = ("closed", "Closed", "open", "accepted", "noted", "withdrawn")
ORGANISATION_HEADINGS = ("Title", "Category", "Withdrawn on")
REQUIREMENT_HEADINGS = ("Document", "Label", "Clause", "Title", "Applies to", "Text")
FINDING_HEADINGS = (
    "Old reference", "Title", "Finding class", "State", "Organisation", "Requirement", "Began on", "Identified on",
    "Closed on", "Statement", "Response",
)  # fmt: skip

Rows = list[list[Any]]


def organisations(number: int) -> Rows:
    return [[f"Invented Energy {n:04d}", CATEGORIES[n % len(CATEGORIES)], None] for n in range(number)]


def requirements(number: int) -> Rows:
    return [
        ["RAPP", "2.1", f"{n // 50 + 1}.{n % 50 + 1}", f"Clause {n} must be met", "subscriber, dcc_sp", f"=Clause {n}"]
        for n in range(number)
    ]


def findings(number: int, organisation_rows: Rows, requirement_rows: Rows) -> Rows:
    rows: Rows = []
    for n in range(number):
        began = FIRST + timedelta(days=n % 1500)
        clause = requirement_rows[n % len(requirement_rows)][2]
        rows.append(
            [
                f"NC-{n:05d}",
                f"Finding {n} of earlier years",
                ("Major", "minor", "observation")[n % 3],
                STATES[n % len(STATES)],
                organisation_rows[n % len(organisation_rows)][0],
                f"REQ-RAPP-2.1-{clause}" if n % 4 else None,
                began,
                (began + timedelta(days=3)).isoformat() if n % 2 else began + timedelta(days=3),
                began + timedelta(days=90) if n % 6 < 2 else None,
                f"What was found, {n}.\n+1 card was missing.",
                "",
            ]
        )
    return rows


def book(sheets: Iterable[tuple[str, Sequence[str], Rows]]) -> bytes:
    """An .xlsx of the sheets; every text is typed as text."""
    made = Workbook(write_only=True)
    from openpyxl.cell import WriteOnlyCell

    for title, headings, rows in sheets:
        page = made.create_sheet(title)
        page.append(list(headings))
        for row in rows:
            cells = []
            for value in row:
                cell = WriteOnlyCell(page, value=value)
                if isinstance(value, str):
                    cell.data_type = "s"
                elif isinstance(value, date):
                    cell.number_format = "dd/mm/yyyy"
                cells.append(cell)
            page.append(cells)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def whole(organisation_rows: Rows, requirement_rows: Rows, finding_rows: Rows) -> bytes:
    return book(
        (
            ("Organisations", ORGANISATION_HEADINGS, organisation_rows),
            (
                "Documents",
                ("Short name", "Title", "Document type"),
                [["RAPP", "Registration Authority Policy", "rapp"]],
            ),
            ("Versions", ("Document", "Label", "State", "Effective from"), [["RAPP", "2.1", "in_force", FIRST]]),
            ("Requirements", REQUIREMENT_HEADINGS, requirement_rows),
            ("Findings", FINDING_HEADINGS, finding_rows),
        )
    )
