"""The annual report to the Panel, read back: what page one says, whose word is whose, and that it holds no secret."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from pma_assure.records.extracts import Passage, PassageText
from pma_assure.register.register import open_register
from pma_assure.views import annual_report as asked
from reports import annual_report
from reports.bars import Bar, bars
from tests import demonstrated
from tests.reports.annual_samples import MATERIAL, PLAN, REPORT, in_class
from tests.reports.reading import bad_redactions, flowing, outline, pages, properties

WORD = r"[^\W_]+"
EMPTY = replace(
    REPORT,
    assessments=(),
    classes=tuple(in_class(one.finding_class) for one in REPORT.classes),
    open_findings=(),
    recurrences=(),
    remedies=(),
    plans=(),
    extensions=(),
    marked=0,
)


def test_page_one_says_the_year_in_a_sentence_each() -> None:
    first = " ".join(pages(annual_report.render(REPORT))[0].split())
    for said in (
        "Assurance of the SMKI in 2026",
        "From 1 January 2026 to 23 November 2026, and as at that day; drawn up on 23 November 2026.",
        "2 assessments planned, at work or concluded in the year; 1 of them concluded by the PMA: 1 approved with"
        " caveats. 2 caveats are not met yet, 1 of them overdue.",
        "6 findings were raised in the year and 3 closed, 1 of them late; 3 are open, 1 of them Major, and 1 overdue,"
        " the worst by 17 days.",
        "1 finding raised in the year, or open on the day, repeats an earlier one, after that had been closed.",
        "On 2 matters the PMA came to a view: non-compliance, not material on 1; material breach on 1. The Panel has"
        " decided on 1, otherwise than advised.",
        "1 remediation plan ran in the year, with 4 milestones: 2 verified, 1 overdue. 1 date has slipped, at most by"
        " 30 days.",
        "(R13, paragraph 53)",
        "1 case is marked sensitive.",
    ):
        assert said.casefold() in first.casefold(), said


def test_every_part_is_in_the_document() -> None:
    text = flowing(annual_report.render(REPORT))
    for said in (
        "ASMT-2026-0001", "Tarn & Holt Assurance", "Approved with caveats, 28 May 2026", "Recommended: Approved",
        "2 caveats not met, 1 overdue", "Concluded (since 1 Dec 2026)", "Not concluded", "Llŵyd",
        "3 findings open as of 23 November 2026: 1 Major, 2 Minor. The oldest was identified 236 days ago.",
        "Up to 30 days", "112 days", "17 days", "RAPP 2.0, 5.2", "FIND-2024-0009", "closed 4 Nov 2024",
        "Otherwise than advised", "Not decided yet", "Not named here", "same requirement (RAPP 5.2)",
        "PMA: material breach; Panel: material breach; PLAN-2026-0001", "2 of 4 verified", "1 cancelled",
        "1 overdue, worst 3 days", "At most 30 days", "14 days earlier", "Verified, 4 days late",
        "Without advice of the PMA", "Audit trail: 1,412 entries, head b1946ac92492d234",
    ):  # fmt: skip
        assert said in text, said


def test_the_numbers_of_each_picture_stand_beside_it() -> None:
    text = flowing(annual_report.render(REPORT))
    for said in ("61 days + 42", "12 days, Panel not yet", "moved 30 days", "overdue 3", "1 assessment"):
        assert said in text, said


@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["a year", "nothing"])
def test_the_pma_reports_and_the_panel_decides(report: asked.AnnualReport) -> None:
    text = flowing(annual_report.render(report)).casefold()
    for word in ("sanction", "authoris", "pma approve", "pma require", "pma decided", "permit"):
        assert word not in text
    assert "what the panel decided is given as it was reported" in text


def test_a_year_in_which_nothing_happened_says_so() -> None:
    document = annual_report.render(EMPTY)
    text = flowing(document)
    for said in (
        "No assessment was planned, at work or concluded in the year.",
        "0 findings were raised in the year and 0 closed; none is open.",
        "No finding raised in the year, or open on the day, repeats an earlier one.",
        "The PMA came to no view on a possible breach in the year.",
        "No remediation plan ran in the year.",
    ):
        assert text.count(said) == 2, said
    assert "marked" not in text


def test_a_running_year_says_so_on_every_page_and_one_that_is_over_nowhere() -> None:
    assert all("The year so far" in page for page in pages(annual_report.render(REPORT)))
    over = replace(REPORT, until=date(2026, 12, 31), as_of=date(2027, 2, 1))
    assert "The year so far" not in flowing(annual_report.render(over))


def test_the_same_value_gives_the_same_bytes_and_hides_nothing() -> None:
    first = annual_report.render(REPORT)
    assert first == annual_report.render(REPORT)
    assert properties(first)["Title"] == "Annual report to the SEC Panel, 2026"
    assert [one for one in outline(first) if one in ("Assessments", "Recurrences", "Remedies compared")] == [
        "Assessments",
        "Recurrences",
        "Remedies compared",
    ]
    assert bad_redactions(first) == {}


def test_no_picture_is_parted_from_what_it_shows() -> None:
    """Whatever stands above: the sentence before a picture is on its page, and so is the heading."""
    for extra in range(0, 16):
        year = replace(
            REPORT,
            assessments=(*REPORT.assessments, *(replace(REPORT.assessments[1], reference=f"ASMT-2026-1{n:03}")
                                                for n in range(extra))),
        )  # fmt: skip
        for page in pages(annual_report.render(year)):
            said = " ".join(page.split())
            assert ("Findings by class and age" in said) == ("31 to 90 days" in said) or "Contents, with pages" in said
            assert ("Remedies compared" in said) == ("days to the PMA's view" in said) or "Contents" in said
            assert ("Plans and slippage" in said) == ("days its date was moved later" in said) or "Contents" in said


def test_a_long_year_has_contents_and_loses_nothing() -> None:
    many = replace(
        REPORT,
        remedies=tuple(replace(MATERIAL, reference=f"BRCH-2026-{number:04}") for number in range(70)),
        plans=tuple(replace(PLAN, reference=f"PLAN-2026-{number:04}") for number in range(50)),
    )
    text = flowing(annual_report.render(many))
    assert "Contents, with pages" in text
    assert all(f"BRCH-2026-{number:04}" in text for number in range(70))
    assert all(f"PLAN-2026-{number:04}" in text for number in range(50))


def test_bars_have_one_scale_and_there_are_none_of_nothing() -> None:
    assert bars([], ("days",), str) == []
    assert bars([Bar(name="None", parts=(0,), said="0")], ("days",), str) == []
    assert len(bars([Bar(name=str(one), parts=(one, 1), said="") for one in range(61)], ("a", "b"), str)) == 3


def test_no_words_of_any_passage_are_in_it() -> None:
    """No run of four words of any passage of any extract, published or withheld: the report holds none of a record."""
    day = date.fromisoformat(demonstrated.TODAY)
    register = open_register(demonstrated.register())
    try:
        report = asked.of(register, day.year, day)
        with register.reading() as session:
            passages = session.scalars(
                select(PassageText.text).join(Passage, Passage.id == PassageText.passage_id)
            ).all()
    finally:
        register.close()
    said = f" {' '.join(re.findall(WORD, flowing(annual_report.render(report)).casefold()))} "
    assert passages
    for text in passages:
        words = re.findall(WORD, text.casefold())
        for start in range(len(words) - 3):
            assert f" {' '.join(words[start : start + 4])} " not in said, text
