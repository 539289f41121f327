"""The field-work form as a PDF: every clause on it once, what was filled in shown, room left for the rest."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from pma_assure.values.documents import FieldworkForm, FormLine
from reports import fieldwork_form
from reports.delivery import deliver, describe
from tests.reports import reading


def line(number: int, **more: object) -> FormLine:
    given: dict[str, object] = {
        "reference": f"ASMT-2026-0001/L{number}",
        "key": f"{number:032x}",
        "version": 1,
        "document": "RDP 1.0",
        "clause": f"{number}.1",
        "title": f"Duty number {number}",
        "text": f"The participant shall do what duty {number} asks.",
        "test": "",
        "sample": "",
        "seen": "",
        "result": "not_tested",
        "initials": "",
        "tested_on": None,
        "evidence": (),
        **more,
    }
    return FormLine(**given)  # type: ignore[arg-type]  # built from a dictionary


def form(*lines: FormLine) -> FieldworkForm:
    return FieldworkForm(
        reference="ASMT-2026-0001",
        title="Routine assessment 2026",
        kind="routine",
        participant="Bryn Ŵyn Energy",
        criteria=("Registration desk procedures, version 1.0",),
        team=(("RS", "R. Sharma"),),
        dated=date(2026, 11, 23),
        progress="1 of 60 clauses tested: 1 met, 0 not met",
        lines=lines,
    )


FILLED = line(
    1,
    test="Draw 20 requests.",
    sample="20 of 412",
    seen="All 20 carry two signatures; Siân ŵyn <b>&amp; co</b>.",
    result="met",
    initials="RS",
    tested_on=date(2026, 11, 20),
    evidence=("EVID-2026-0140", "EVID-2026-0141"),
)


def test_every_clause_stands_on_the_form_once_and_pages_lie_across(tmp_path: Path) -> None:
    content = fieldwork_form.render(form(FILLED, *(line(number) for number in range(2, 61))))
    text = reading.flowing(content)
    for number in range(1, 61):
        assert text.count(f"Duty number {number} ") == 1
    for said in ("Draw 20 requests.", "20 of 412", "<b>&amp; co</b>", "RS", "20 Nov 2026", "EVID-2026-0141"):
        assert said in text
    assert "1 of 60 clauses tested" in text
    assert "60 clauses on this form" in text
    assert text.count("Not tested") == 60
    pages = reading.pages(content)
    assert all(f"page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert all("What was seen" in page for page in pages[:-1]), "the head is repeated"
    document = pdfium.PdfDocument(content)
    try:
        assert {tuple(round(side) for side in page.get_size()) for page in document} == {(842, 595)}
    finally:
        document.close()
    expect = describe(content, "pdf", ["Duty number 60"])
    deliver(tmp_path / "form.pdf", content, expect=expect)
    assert (tmp_path / "form.pdf").read_bytes() == content


def test_the_same_value_gives_the_same_bytes() -> None:
    assert fieldwork_form.render(form(FILLED)) == fieldwork_form.render(form(FILLED))


def test_a_result_is_ticked_and_an_open_one_is_left_open() -> None:
    drawings = {
        result: fieldwork_form.render(form(dataclasses.replace(FILLED, result=result, seen="Seen.")))
        for result in ("met", "not_met", "not_tested")
    }
    assert len(set(drawings.values())) == 3

    def bold(content: bytes) -> set[str]:
        document = pdfium.PdfDocument(content)
        try:
            found = set()
            page = document[0]
            text = page.get_textpage()
            for one in page.get_objects(textpage=text):
                if isinstance(one, pdfium.PdfTextObj) and "Bold" in (one.get_font().get_base_name() or ""):
                    found.add(one.extract().strip())
            text.close()
            page.close()
            return found
        finally:
            document.close()

    assert "Not met" in bold(drawings["not_met"])
    assert not {"Met", "Not met", "Not tested"} & bold(drawings["not_tested"])


@pytest.mark.parametrize(
    "text",
    ["x" * 20_000, "\n" * 3_000 + "end", "a word " * 5_000, "\n".join(["short"] * 500)],
    ids=["one word", "blank lines", "many words", "many lines"],
)
def test_no_text_is_too_long_for_a_page(text: str) -> None:
    content = fieldwork_form.render(form(dataclasses.replace(FILLED, seen=text, sample=text), line(2)))
    assert "Duty number 2" in reading.flowing(content)


def test_many_items_of_evidence_and_no_clause_at_all() -> None:
    many = tuple(f"EVID-2026-{number:04d}" for number in range(1, 301))
    text = reading.flowing(fieldwork_form.render(form(dataclasses.replace(FILLED, evidence=many))))
    assert all(item in text for item in many)
    assert "No clause is on the sheet yet." in reading.flowing(fieldwork_form.render(form()))
