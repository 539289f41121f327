"""The register as a workbook: complete, typed, plain text, the same bytes, and plainly not for the Parties."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pma_assure.exchange import workbook
from pma_assure.register.register import Register, open_register
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.views import lists
from pma_assure.workflows import cases, organisations
from pma_assure.workflows.acting import act_as
from tests import demonstrated

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demo() -> Iterator[Register]:
    register = open_register(demonstrated.register())
    yield register
    register.close()


@pytest.fixture(scope="module")
def made(demo: Register) -> workbook.WorkbookMade:
    return workbook.make(demo, TODAY)


def pages(made: workbook.WorkbookMade) -> dict[str, Any]:
    book = load_workbook(io.BytesIO(made.content))
    return {page.title: page for page in book.worksheets}


def test_every_kind_has_its_sheet_and_every_record_its_row(demo: Register, made: workbook.WorkbookMade) -> None:
    found = pages(made)
    for sheet in workbook.SHEETS:
        items = lists.items(demo, TODAY, sheet.kind)
        assert found[sheet.title].max_row == workbook.HEAD_ROWS + len(items)
        headings = [cell.value for cell in found[sheet.title][workbook.HEAD_ROWS]]
        column = headings.index("Reference")
        references = [row[column].value for row in found[sheet.title].iter_rows(min_row=workbook.HEAD_ROWS + 1)]
        assert references == [item["reference"] for item in items]
    assert {sheet.kind for sheet in workbook.SHEETS} == set(lists.LIST_KINDS) - {"audit"}


def test_every_sheet_says_that_it_is_not_for_the_parties(made: workbook.WorkbookMade) -> None:
    for page in pages(made).values():
        assert page["A2"].value == workbook.RESTRICTED
        assert workbook.RESTRICTED in page.oddHeader.center.text


def test_codes_stand_beside_their_labels_and_days_are_days(made: workbook.WorkbookMade) -> None:
    page = pages(made)["Milestones"]
    headings = [cell.value for cell in page[workbook.HEAD_ROWS]]
    row = [cell.value for cell in page[workbook.HEAD_ROWS + 1]]
    assert headings[headings.index("State") + 1] == "State in words"
    assert row[headings.index("State")] == "verified"
    assert row[headings.index("State in words")] == "Verified"
    assert isinstance(row[headings.index("Baseline due")], datetime)
    assert page.freeze_panes == f"B{workbook.HEAD_ROWS + 1}"
    assert page.auto_filter.ref.startswith(f"A{workbook.HEAD_ROWS}:")


def test_the_same_register_gives_the_same_bytes(demo: Register, made: workbook.WorkbookMade) -> None:
    again = workbook.make(demo, TODAY)
    assert again == made
    with zipfile.ZipFile(io.BytesIO(made.content)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_in_it_is_a_formula(made: workbook.WorkbookMade) -> None:
    for page in pages(made).values():
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    with zipfile.ZipFile(io.BytesIO(made.content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_a_case_alone(demo: Register, made: workbook.WorkbookMade) -> None:
    one = workbook.make(demo, TODAY, case="case-2025-0001")
    whole, alone = dict(made.rows), dict(one.rows)
    assert alone["Cases"] == workbook.HEAD_ROWS + 1
    assert workbook.HEAD_ROWS < alone["Plans"] < whole["Plans"]
    assert alone["Requirements"] == whole["Requirements"]
    with pytest.raises(NotFound):
        workbook.make(demo, TODAY, case="CASE-2026-9999")
    with pytest.raises(Refused):
        workbook.make(demo, TODAY, case="PLAN-2026-0001")


def test_progress_is_told(demo: Register) -> None:
    told: list[tuple[int, int, str]] = []
    workbook.make(demo, TODAY, progress=lambda *step: told.append(step))
    assert [title for _, _, title in told] == [sheet.title for sheet in workbook.every_sheet()]


@pytest.mark.parametrize("title", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", '=HYPERLINK("x")', "ŵ & <b>\"'"])
def test_text_stays_text(tmp_path: Path, title: str) -> None:
    path = demonstrated.copy_to(tmp_path)
    register = open_register(path)
    try:
        acting = act_as(register, demonstrated.KEEPER, day=TODAY)
        organisations.add(acting, name=f"{title} plc", category=workbook.CODES["category"]("none"))  # type: ignore[arg-type]  # a PartyCategory
        reference = cases.open_case(acting, title=title, organisation=f"{title} plc", opened_on=TODAY).reference
        page = pages(workbook.make(register, TODAY))["Cases"]
    finally:
        register.close()
    row = next(row for row in page.iter_rows() if row[0].value == reference)
    assert row[1].value == title
    assert row[1].data_type == "s"
