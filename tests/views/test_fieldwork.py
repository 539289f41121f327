"""The sheet of an assessment as it is seen, its lines and observations by reference, and the lists of field work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pma_assure.register.register import Register, open_register
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.vocabulary import FieldResult, FindingClass
from pma_assure.views import fieldwork, lists, records
from pma_assure.workflows.every import DEEDS
from pma_assure.workflows.fieldwork import LineGiven
from pma_assure.workflows.parameters import FileGiven
from tests import demonstrated, sheets

CLAUSE = "REQ-RDP-1.0-1.2"
LINE = f"{sheets.REFERENCE}/L2"


def do(register: Register, deed: str, **given: Any) -> str:
    return DEEDS[deed].run(sheets.acting(register), **given).reference or ""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A sheet of twelve clauses: one not met with its evidence and finding, and two observations in one finding."""
    path = Path(shutil.copy(demonstrated.register(), tmp_path_factory.mktemp("views") / "sheet.pma"))
    opened = open_register(path)
    sheets.prepared(opened, clauses=12)
    given = LineGiven(requirement=CLAUSE, result=FieldResult.NOT_MET, test="Draw 20.", seen="Three of twenty.")
    do(opened, "fieldwork.fill", assessment=sheets.REFERENCE, lines=(given,))
    do(
        opened,
        "evidence.add",
        case="CASE-2026-0001",
        title="Twenty requests",
        source="The registration desk",
        received_on=sheets.DAY,
        file=FileGiven(name="requests.csv", content=b"request;signatures\n"),
        supports=(LINE,),
    )
    do(opened, "fieldwork.raise_finding", line=LINE, title="One signature", finding_class=FindingClass.MAJOR)
    seen = [
        do(opened, "observation.record", assessment=sheets.REFERENCE, what=what, requirement=CLAUSE)
        for what in ("One card.", "No list.")
    ]
    do(opened, "observation.consolidate", observations=tuple(seen), title="Cards", finding_class=FindingClass.MINOR)
    do(opened, "observation.record", assessment=sheets.REFERENCE, what="The door stood open.")
    yield opened
    opened.close()


def fields(register: Register, reference: str) -> dict[str, Any]:
    found = records.show(register, sheets.DAY, reference)["fields"]
    assert isinstance(found, dict)
    return found


def test_the_sheet_has_its_clauses_in_order_with_what_hangs_on_them(register: Register) -> None:
    sheet = fieldwork.sheet(register, f"{sheets.REFERENCE.lower()}/sheet")
    assert [line.clause for line in sheet.lines[:11]] == [f"1.{number}" for number in range(1, 11)] + ["2.1"]
    assert sheet.sentence == "1 of 12 clauses tested: 0 met, 1 not met"
    assert sheet.criteria == ("Registration desk procedures, version 1.0",)
    assert sheet.team == (("RS", "R. Sharma"),)
    assert sheet.may_be_filled
    line = sheet.lines[1]
    assert (line.reference, line.requirement, line.document) == (LINE, CLAUSE, "RDP 1.0")
    assert (line.result, line.test, line.seen, line.initials) == ("not_met", "Draw 20.", "Three of twenty.", "RS")
    assert [title for _, title in line.evidence] == ["Twenty requests"]
    assert [title for _, title in line.findings] == ["One signature"]
    assert "two officers approve each request" in line.text
    assert [one.finding is None for one in sheet.observations] == [False, False, True]
    assert {one.observer for one in sheet.observations} == {"R. Sharma"}


def test_what_is_not_there_is_said(register: Register) -> None:
    with pytest.raises(NotFound):
        fieldwork.sheet(register, "ASMT-2026-0999")
    with pytest.raises(NotFound):
        records.show(register, sheets.DAY, f"{sheets.REFERENCE}/L99")
    assert fieldwork.sheets_of_case(register, "CASE-2026-0001") == ((sheets.REFERENCE, "Routine assessment 2026"),)
    assert fieldwork.sheets_of_case(register, "CASE-2026-0002") == ()


def test_a_line_and_an_observation_are_shown_by_their_references(register: Register) -> None:
    line = records.show(register, sheets.DAY, LINE.lower())
    assert (line["kind"], line["reference"]) == ("field_line", LINE)
    held = fields(register, LINE)
    assert (held["assessment"], held["requirement"], held["result"]) == (sheets.REFERENCE, CLAUSE, "not_met")
    assert {"role": "finding", "reference": held["findings"][0]} in line["links"]  # type: ignore[operator]  # a list
    assert {"role": "evidence", "reference": held["evidence"][0]} in line["links"]  # type: ignore[operator]  # a list
    assert line["history"]
    first, second = (fields(register, f"{sheets.REFERENCE}/O{number}") for number in (1, 2))
    assert first["together_with"] == [f"{sheets.REFERENCE}/O2"]
    assert first["finding"] == second["finding"] is not None
    assert fields(register, f"{sheets.REFERENCE}/O3")["together_with"] == []


def test_the_lists_of_field_work(register: Register) -> None:
    def of_the_sheet(kind: str) -> list[dict[str, object]]:
        items = lists.items(register, sheets.DAY, kind)
        return [one for one in items if str(one["reference"]).startswith(f"{sheets.REFERENCE}/")]

    lines = of_the_sheet("fieldwork")
    assert len(lines) == 12
    (not_met,) = [one for one in lines if one["state"] == "not_met"]
    assert (not_met["reference"], not_met["case"], not_met["tested_on"]) == (LINE, "CASE-2026-0001", "2026-11-23")
    assert len(of_the_sheet("observations")) == 3
    do(
        register,
        "finding_pattern.add",
        title="One officer",
        finding_class=FindingClass.MINOR,
        statement="One officer alone.",
    )
    (pattern,) = [one for one in lists.items(register, sheets.DAY, "finding_patterns") if one["title"] == "One officer"]
    assert (pattern["title"], pattern["statement"]) == ("One officer", "One officer alone.")
    assert lists.texts(register, "fieldwork")[LINE]["seen"] == "Three of twenty."
    found = lists.ids(register, sheets.DAY, "fieldwork", words="signature officers", sort="state", descending=True)
    assert found == []


def test_the_tenth_line_comes_after_the_second(register: Register) -> None:
    def of_the_sheet(references: list[str]) -> list[str]:
        return [one.rpartition("/")[2] for one in references if one.startswith(f"{sheets.REFERENCE}/")]

    def in_the_window(sort: str, *, descending: bool = False) -> list[str]:
        keys = lists.ids(register, sheets.DAY, "fieldwork", words="", sort=sort, descending=descending)
        return of_the_sheet([row.reference for row in lists.rows(register, sheets.DAY, "fieldwork", keys)])

    lines = [f"L{number}" for number in range(1, 13)]
    items = lists.items(register, sheets.DAY, "fieldwork")
    assert of_the_sheet([str(one["reference"]) for one in items]) == lines
    assert of_the_sheet([row.reference for row in lists.every_row(register, sheets.DAY, "fieldwork")]) == lines
    assert in_the_window("") == in_the_window("reference") == lines
    assert in_the_window("reference", descending=True) == lines[::-1]
    assert in_the_window("state") == ["L2", *(one for one in lines if one != "L2")], "what is equal by its number too"
    assert in_the_window("requirement") == lines, "clause 1.2 before clause 1.10"


def test_the_form_is_the_sheet_as_of_the_day(register: Register) -> None:
    form = fieldwork.form(register, sheets.REFERENCE, date(2026, 11, 24))
    assert (form.dated, len(form.lines), form.kind) == (date(2026, 11, 24), 12, "routine")
    assert form.lines[1].evidence == tuple(fields(register, LINE)["evidence"])
    assert len({line.key for line in form.lines}) == 12
