"""The extract in both formats, read back."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path

import pytest

from pma_assure.rules.refusal import Refused
from pma_assure.values.documents import (
    ExtractDocument,
    ExtractSection,
    MilestoneRow,
    MilestoneTable,
    Paragraph,
    Summary,
)
from reports import plan_extract, plan_extract_workbook
from reports.plan_extract_words import NOT_NAMED, SUMMARY_LABEL
from tests.reports.reading import bad_redactions, flowing, outline, pages, properties, workbook
from tests.reports.samples import EXTRACT, GENERAL, WITHHELD

FORMATS = ("pdf", "xlsx")
LONG_TEXT = "Mae’r cynllun yn diwygio’r ddesg gofrestru; Ŵyn a Llŷr yn dystion. " * 160


def words(content: bytes, format: str) -> str:
    """All that a reader sees, on one line."""
    if format == "pdf":
        return flowing(content)
    book = workbook(content)
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
    book.close()
    return " ".join(" ".join(cells).split())


@pytest.mark.parametrize("format", FORMATS)
def test_what_the_parties_receive(format: str) -> None:
    text = words(plan_extract.render(EXTRACT, format), format)
    for said in (
        "Remediation plan extract", "SMKI Policy Management Authority, for SEC Parties", "EXT-2026-0014 version 1",
        "SEC Parties", "Dated 15 September 2026", NOT_NAMED, "Summary of the breach", SUMMARY_LABEL,
        "A contractor took part in the work", "41 Organisation Certificates", "Follow-up assessment", GENERAL,
        "Decision DEC-2026-0044 of the PMA, 8 September 2026.",
    ):  # fmt: skip
        assert said in text, said
    assert text.index("Summary of the breach") < text.index("Certificates affected") < text.index(GENERAL)


@pytest.mark.parametrize("format", FORMATS)
def test_a_named_participant_and_a_correction(format: str) -> None:
    document = replace(EXTRACT, participant="Ynni Bryn Ŵyn Cyf", version=2, corrects="It replaces version 1.")
    text = words(plan_extract.render(document, format), format)
    assert "Participant" in text
    assert "Ynni Bryn Ŵyn Cyf" in text
    assert "It replaces version 1." in text
    assert NOT_NAMED not in text


@pytest.mark.parametrize("state", ["draft", "drafting", "approved", "released"])
def test_every_page_says_what_is_not_released(state: str) -> None:
    document = replace(EXTRACT, state=state, sections=EXTRACT.sections * 12)
    read = pages(plan_extract.render(document, "pdf"))
    assert len(read) > 2
    line = {"released": "", "approved": "Approved: not yet released"}.get(state, "Draft: not approved")
    if line:
        assert all(line in page for page in read)
    else:
        assert not any("not approved" in page or "not yet released" in page for page in read)
    book = workbook(plan_extract.render(document, "xlsx"))
    assert all((sheet.oddHeader.center.text or "") == line for sheet in book)
    book.close()


def test_properties_and_bookmark_hold_reference_and_title_alone() -> None:
    content = plan_extract.render(EXTRACT, "pdf")
    title = "EXT-2026-0014 version 1: Remediation plan extract"
    found = properties(content)
    assert {found.pop("CreationDate"), found.pop("ModDate")} == {"D:20260915120000+00'00'"}
    assert set(found.values()) <= {title, "SMKI Policy Management Authority", "False"}
    assert outline(content) == [title]
    for mark in (b"/Annots", b"/XObject", b"/EmbeddedFile", b"/JavaScript", b"/AcroForm", b"/Metadata", b"ReportLab"):
        assert mark not in content


def test_a_heading_that_was_not_cleared_leaves_no_trace() -> None:
    with_heading = plan_extract.render(EXTRACT, "pdf")
    assert EXTRACT.sections[2].heading is None
    assert "None" not in flowing(with_heading)
    lines = "\n".join(pages(with_heading)).split("\n")
    assert "Individual smart cards issued to every ARO 30 October 2026" in lines


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_value_makes_the_same_bytes(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = plan_extract.render(EXTRACT, format)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert plan_extract.render(replace(EXTRACT), format) == content
    code = (
        "import sys; from reports import plan_extract; from tests.reports.samples import EXTRACT; "
        f"sys.stdout.buffer.write(plan_extract.render(EXTRACT, '{format}'))"
    )
    other = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "99", "TZ": "America/Lima", "LC_ALL": "C"},
    )  # fmt: skip
    assert other.stdout == content


def test_the_value_has_no_place_for_what_is_withheld() -> None:
    """Two extracts that differ in withheld text alone are one value, and so the same bytes."""
    named = {field.name for field in fields(ExtractDocument)}
    assert not {name for name in named if "withheld" in name or "count" in name or "passage" in name}


@pytest.mark.parametrize("format", FORMATS)
def test_no_text_is_too_long_and_nothing_at_all_is_no_trouble(format: str) -> None:
    word = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 12
    table = MilestoneTable(rows=(MilestoneRow(action=LONG_TEXT, due=None), MilestoneRow(action=word, due=date.min)))
    section = ExtractSection(heading=word, blocks=(Paragraph(text=LONG_TEXT * 4), Summary(text=LONG_TEXT), table))
    text = words(plan_extract.render(replace(EXTRACT, sections=(section,)), format), format)
    assert text.count("gofrestru") == 6 * 160
    assert text.replace(" ", "").count("Pneumono") == 24
    empty = replace(EXTRACT, sections=(ExtractSection(heading=None, blocks=(MilestoneTable(rows=()),)),))
    assert GENERAL in words(plan_extract.render(empty, format), format)


@pytest.mark.parametrize("format", FORMATS)
def test_control_characters_and_odd_letters_stay_visible(format: str) -> None:
    document = replace(EXTRACT, sections=(ExtractSection(heading=None, blocks=(Paragraph(text="a\x07b\ufffe"),)),))
    assert "a[U+0007]b[U+FFFE]" in words(plan_extract.render(document, format), format)


def test_a_format_that_is_none_is_refused() -> None:
    with pytest.raises(Refused):
        plan_extract.render(EXTRACT, "docx")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://example.org")', "\t=1"])
def test_text_that_looks_like_a_formula_stays_text(start: str) -> None:
    table = MilestoneTable(rows=(MilestoneRow(action=start, due=None),))
    section = ExtractSection(heading=start, blocks=(Paragraph(text=start), Summary(text=start), table))
    book = workbook(plan_extract.render(replace(EXTRACT, title=start, sections=(section,)), "xlsx"))
    cells = [cell for sheet in book for row in sheet for cell in row if isinstance(cell.value, str)]
    assert not any(cell.data_type == "f" for cell in cells)
    marked = [cell for cell in cells if cell.value[:1] in "=+-@\t"]
    assert len(marked) >= 4
    assert all(cell.quotePrefix for cell in marked)
    book.close()


def test_the_workbook_is_set_up_to_be_read_and_printed() -> None:
    book = workbook(plan_extract.render(EXTRACT, "xlsx"))
    assert book.sheetnames == ["Extract", "About"]
    sheet = book["Extract"]
    head = next(row for row in sheet if row[0].value == "Part")
    assert [cell.value for cell in head] == ["Part", "Text", "Due"]
    assert sheet.freeze_panes == f"A{head[0].row + 1}"
    assert sheet.print_title_rows == f"${head[0].row}:${head[0].row}"
    assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.page_setup.fitToHeight == 0
    due = [cell for cell in sheet["C"] if isinstance(cell.value, datetime)]
    assert [cell.value.date() for cell in due] == [date(2026, 10, 30), date(2026, 11, 27), date(2026, 11, 27)]
    assert all(cell.is_date for cell in due)
    rows = list(plan_extract_workbook.rows_of(EXTRACT))
    assert sheet.max_row == head[0].row + len(rows)
    assert book.properties.creator == "SMKI Policy Management Authority"
    assert book.properties.created == book.properties.modified == datetime(2026, 9, 15, 12)  # noqa: DTZ001 - as openpyxl gives it
    assert not book.defined_names
    book.close()


def test_the_package_of_the_workbook_is_neutral() -> None:
    with zipfile.ZipFile(io.BytesIO(plan_extract.render(EXTRACT, "xlsx"))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.comment == b""
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"openpyxl" not in everything.lower()
    assert b"<f>" not in everything


@pytest.mark.parametrize("format", FORMATS)
def test_other_readers_find_nothing_that_was_withheld(format: str) -> None:
    content = plan_extract.render(EXTRACT, format)
    if format == "pdf":
        assert bad_redactions(content) == {}
        if not shutil.which("pdftotext"):
            pytest.skip("pdftotext is not installed")
        made = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
        text = " ".join(made.stdout.decode("utf-8").split())
        assert "41 Organisation Certificates" in text
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = " ".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    assert not any(withheld.text in text for withheld in WITHHELD)


def test_no_milestone_stands_alone_on_a_page() -> None:
    rows = tuple(MilestoneRow(action=f"Step {n} is done", due=date(2026, 9, 1)) for n in range(1, 5))
    for lines in range(10, 50):
        text = "\n".join(["A line of its own."] * lines)
        blocks = (Paragraph(text=text), MilestoneTable(rows=rows))
        section = ExtractSection(heading=None, blocks=blocks)
        content = plan_extract.render(replace(EXTRACT, sections=(section,), audience="All SEC Parties"), "pdf")
        counts = [page.count("is done") for page in pages(content)]
        assert 1 not in counts, lines
    assert "Authority, for all SEC Parties" in flowing(content)
