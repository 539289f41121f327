"""A whole old office: 500 requirements, 200 organisations, 2,000 findings, and fifty wrong rows among them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pma_assure.exchange import workbook
from pma_assure.register.check import check_file
from tests.exchange import old_office
from tests.exchange.conftest import TODAY, Taking, refused

KINDS = ("organisations", "people", "documents", "requirements", "cases", "findings")

WRONG_ORGANISATIONS: list[tuple[list[Any], str]] = [
    ([None, "dcc", None], "Name: every organisation needs it"),
    (["   ", "dcc", None], "Name: every organisation needs it"),
    (["Wrong 1", None, None], "Category: every organisation needs it"),
    (["Wrong 2", "whale", None], "“whale” is no code and no label"),
    (["Wrong 3", True, None], "yes-or-no value TRUE"),
    (["invented energy 0007.", "dcc", None], "Row 9 of this workbook is the same organisation"),
    (["Invented Energy 0011", "dcc", None], "Row 13 of this workbook is the same organisation"),
    (["X" * 201, "dcc", None], "201 characters are too many"),
    (["Two\nlines", "dcc", None], "keep it to one line"),
    (["Con\x9ftrol", "dcc", None], "characters that are no text"),
    (["Turned \u202eover", "dcc", None], "direction of writing"),
    (["Wrong 4", "dcc", date(2031, 1, 1)], "lies ahead of today"),
    (["Wrong 5", "dcc", "03/04/2025"], "can be 3 April 2025 or 4 March 2025"),
    (["Wrong 6", "dcc", "31/02/2025"], "is no day"),
    ([date(2024, 1, 2), "dcc", None], "holds a day or a time"),
]
WRONG_REQUIREMENTS: list[tuple[list[Any], str]] = [
    (["RAPP", "2.1", 7.1, "Number", "subscriber", ""], "holds the number 7.1"),
    (["RAPP", 2.1, "90.1", "Number", "subscriber", ""], "holds the number 2.1"),
    (["RAPP", "9.9", "90.2", "No version", "subscriber", ""], "RAPP has no version “9.9”"),
    (["XYZ", "2.1", "90.3", "No document", "subscriber", ""], "there is no document “XYZ”"),
    (["RAPP", "2.1", "1.1", "Twice", "subscriber", ""], "Row 2 of this workbook is the same requirement"),
    (["RAPP", "2.1", "90.4", None, "subscriber", ""], "Title: every requirement needs it"),
    (["RAPP", "2.1", "90.5", "To nobody", "subscriber, whale", ""], "“whale” is no code"),
    (["RAPP", "2.1", "ninety/6", "No clause", "subscriber", ""], "the clause as numbers"),
    (["RAPP", "2.1", "90.7", "T" * 201, "subscriber", ""], "201 characters are too many"),
    ([None, "2.1", "90.8", "Of nothing", "subscriber", ""], "Document: every requirement needs it"),
]


def finding(**given: Any) -> list[Any]:
    usual = {
        "Old reference": "NC-W",
        "Title": "Wrong",
        "Finding class": "minor",
        "State": "open",
        "Organisation": "Invented Energy 0001",
        "Requirement": None,
        "Began on": date(2024, 1, 1),
        "Identified on": date(2024, 1, 9),
        "Closed on": None,
        "Statement": "What was found.",
        "Response": None,
    }
    given = {name.replace("_", " "): value for name, value in given.items()}
    return [given.get(name, value) for name, value in usual.items()]


WRONG_FINDINGS: list[tuple[list[Any], str]] = [
    (finding(Old_reference=None), "Give each finding its reference"),
    (finding(Old_reference="NC-00005"), "Row 7 of this workbook is the same finding"),
    (finding(Old_reference="W-1", Title=None), "Title: every finding needs it"),
    (finding(Old_reference="W-2", **{"Finding class": "huge"}), "“huge” is no code"),
    (finding(Old_reference="W-3", State="nearly closed"), "“nearly closed” is no code"),
    (finding(Old_reference="W-4", State=None), "State: every finding needs it"),
    (finding(Old_reference="W-5", Organisation="Nobody plc"), "there is no organisation “Nobody plc”"),
    (finding(Old_reference="W-6", Organisation=None), "Say which case the finding belongs to"),
    (finding(Old_reference="W-7", Requirement="REQ-RAPP-2.1-77.7"), "there is no requirement"),
    (finding(Old_reference="W-8", Requirement="7.7"), "there is no requirement"),
    (finding(Old_reference="W-9", Identified_on="03/04/2025"), "can be 3 April 2025 or 4 March 2025"),
    (finding(Old_reference="W-10", Identified_on="3/4/25"), "which century"),
    (finding(Old_reference="W-11", Identified_on="soon"), "“soon” is no day"),
    (finding(Old_reference="W-12", Identified_on=45000), "“45000” is no day"),
    (finding(Old_reference="W-13", Identified_on=None), "Identified on: every finding needs it"),
    (finding(Old_reference="W-14", Identified_on=date(2030, 1, 1)), "lies ahead of today"),
    (finding(Old_reference="W-15", Identified_on=date(1904, 1, 1)), "not a day this register can mean"),
    (finding(Old_reference="W-16", Began_on=date(2024, 2, 1)), "is before began on"),
    (finding(Old_reference="W-17", Closed_on=date(2023, 2, 1)), "is before identified on"),
    (finding(Old_reference="W-18", Closed_on="29.02.2023"), "is no day"),
    (finding(Old_reference="W-19", Statement="S" * 32_000 + "\x80"), "characters that are no text"),
    (finding(Old_reference="W-20", Title=12.5), "holds the number 12.5"),
    (finding(Old_reference="W-21", Organisation="Wrong 2"), "is row"),
    (finding(Old_reference="W" * 61), "61 characters are too many"),
    (finding(Old_reference="W-22", Began_on="April"), "“April” is no day"),
]


def planted(rows: old_office.Rows, wrong: list[tuple[list[Any], str]]) -> tuple[old_office.Rows, dict[int, str]]:
    """The rows with the wrong ones after them, and the number of each wrong row -> what must be said of it."""
    first = len(rows) + 2
    return rows + [row for row, _ in wrong], {first + n: sentence for n, (_, sentence) in enumerate(wrong)}


@pytest.fixture(scope="module")
def parts() -> tuple[bytes, dict[tuple[str, int], str]]:
    organisations, requirements = old_office.organisations(200), old_office.requirements(500)
    findings = old_office.findings(2000, organisations, requirements)
    organisations, wrong_organisations = planted(organisations, WRONG_ORGANISATIONS)
    requirements, wrong_requirements = planted(requirements, WRONG_REQUIREMENTS)
    findings, wrong_findings = planted(findings, WRONG_FINDINGS)
    expected = {
        (sheet, number): sentence
        for sheet, wrong in (
            ("Organisations", wrong_organisations),
            ("Requirements", wrong_requirements),
            ("Findings", wrong_findings),
        )
        for number, sentence in wrong.items()
    }
    return old_office.whole(organisations, requirements, findings), expected


@pytest.mark.slow
def test_exactly_the_wrong_rows_are_refused_and_it_comes_back_whole(
    taking: Taking, other: Taking, parts: tuple[bytes, dict[tuple[str, int], str]]
) -> None:
    content, expected = parts
    assert len(expected) == 50
    seen = taking.look_and_do(content)
    found = {(row.sheet, row.number): row.reason for row in refused(seen)}
    assert found.keys() == expected.keys()
    for place, sentence in expected.items():
        assert sentence in found[place], (place, found[place])
    counted = [len(taking.items(kind)) for kind in ("organisations", "requirements", "findings")]
    assert counted == [200, 500, 2000]

    before = taking.entries()
    again = taking.look_and_do(content)
    assert {row.outcome for row in again.plan.rows} == {"same", "refused"}
    assert len(refused(again)) == 50
    assert taking.entries() == before

    exported = workbook.make(taking.register, TODAY).content
    assert not refused(other.look_and_do(exported))
    for kind in KINDS:
        assert other.items(kind) == taking.items(kind), kind
    assert workbook_of(other) == workbook_of(taking)
    before = other.entries()
    other.look_and_do(exported)
    assert other.entries() == before
    for register in (taking.register, other.register):
        assert not check_file(Path(register.path), None).problems


def workbook_of(taking: Taking) -> dict[str, list[dict[str, object]]]:
    """Every field of every kind that can be taken in, as the register holds it."""
    from pma_assure.records import import_tables

    with taking.register.reading() as session:
        rows = import_tables.exported(session)
    return {kind: sorted((dict(row.fields) for row in held), key=repr) for kind, held in rows.items()}
