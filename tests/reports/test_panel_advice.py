"""The advice to the Panel, read back: what stands where, nothing lost, and the same bytes for the same value."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from reportlab.platypus import Paragraph

from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import PlanView
from pma_assure.values.documents import Changed
from reports import panel_advice, paper
from reports.characters import NOTE
from reports.schedule import pieces
from tests.reports.reading import bad_redactions, flowing, opened, outline, pages, properties
from tests.reports.samples import DECISION, DRAFT_PAPER, PAPER, requirement

LONG_TEXT = "Mae’r cynllun yn diwygio’r ddesg gofrestru; Ŵyn a Llŷr yn dystion. " * 160


def test_the_recommendation_stands_on_page_one_with_its_scope() -> None:
    first = " ".join(pages(panel_advice.render(PAPER))[0].split())
    view = first.index("The PMA advises the Panel that the plan meets the SMKI requirements.")
    recommended = first.index("That the Panel approve version 2 of the plan")
    scope = first.index("SMKI matters only")
    reasons = first.index("Reasons The first version gave no acceptance criterion")
    assert view < recommended < scope < reasons
    assert "The PMA advises. The Panel decides on the plan." in first


def test_every_part_of_the_paper_is_in_the_document() -> None:
    text = flowing(panel_advice.render(PAPER))
    for said in (
        "ADV-2026-0005 version 1.0", "Restricted", "Halden Power plc", "CASE-2026-0014", "clause 4.2.8",
        "FIND-2026-0187", "EVID-2026-0141", "Not verifiable", "30 days later", "baseline 31 Oct 2026",
        "verified 2 Oct 2026", "DEC-2026-0031", "MTG-2026-0007", "11 August 2026, 10:42 (BST)",
        "3 for, 1 against, 0 abstaining", "5 counted, 4 needed (R30, paragraph 35)", "Excused",
        "Works for the organisation that the item is about (R29).", "Dr Ceri Llŷr", "Bryn Ŵyn", "Małgorzata Żółć",
        "Mòrag NicLeòid", DECISION.fingerprint, DECISION.dissent, "Audit trail: 412 entries, head b1946ac92492d234",
        "with two witnesses", "page 1 of 5",
    ):  # fmt: skip
        assert said in text, said


def test_the_timeline_says_in_words_what_it_shows() -> None:
    text = flowing(panel_advice.render(PAPER))
    assert "4 milestones as of 12 August 2026: 1 verified; 3 open, none overdue." in text
    assert "Dates moved later: 1, at most by 30 days (M2)." in text
    late = flowing(panel_advice.render(replace(PAPER, as_of=date(2026, 12, 18))))
    assert "3 open, of which 2 overdue." in late


def test_a_draft_says_so_on_every_page_and_an_issued_paper_nowhere() -> None:
    draft = pages(panel_advice.render(DRAFT_PAPER))
    assert len(draft) > 2
    assert all("Draft: not issued" in page for page in draft)
    assert "The PMA has not decided on this advice." in " ".join(draft)
    assert "The PMA advises the Panel that" not in flowing(panel_advice.render(DRAFT_PAPER))
    assert not any("Draft" in page for page in pages(panel_advice.render(PAPER)))


def test_a_purported_decision_is_never_shown_as_valid() -> None:
    text = flowing(panel_advice.render(replace(PAPER, decision=replace(DECISION, state="purported", quorum_count=3))))
    assert "Purported, inquorate: not valid. This advice cannot rest on it." in text
    assert "3 counted, 4 needed" in text


def test_agreed_without_a_vote_shows_no_votes() -> None:
    text = flowing(panel_advice.render(replace(PAPER, decision=replace(DECISION, manner="agreed"))))
    assert "Agreed without a vote" in text
    assert "abstaining" not in text


def test_properties_language_and_bookmarks() -> None:
    content = panel_advice.render(PAPER)
    found = properties(content)
    assert found["Title"] == "ADV-2026-0005 version 1.0: Remediation plan of Halden Power plc, version 2"
    assert found["Author"] == "SMKI Policy Management Authority"
    assert found["CreationDate"].startswith("D:20260812")
    assert "ReportLab" not in content.decode("latin-1")
    assert b"/Lang (en-GB)" in content
    assert {"Reasons", "Milestones", "Evidence", "The decision this advice rests on"} <= set(outline(content))


def test_contents_only_where_the_paper_is_long() -> None:
    assert "Contents, with pages" not in pages(panel_advice.render(PAPER))[0]
    long = panel_advice.render(replace(PAPER, requirements=tuple(requirement(n) for n in range(1, 61))))
    assert len(pages(long)) > 5
    first = " ".join(pages(long)[0].split())
    assert "Contents, with pages" in first
    where = next(n for n, page in enumerate(pages(long), start=1) if "The decision this advice rests on\n" in page)
    assert f"The decision this advice rests on {where}" in first


def test_a_long_paper_is_drawn_once_and_its_lines_are_broken_once_for_each_width(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[object] = []
    broken: list[tuple[str, float]] = []
    save, lines = paper.Canvas.save, Paragraph.breakLines

    def saved(canvas: paper.Canvas) -> None:
        drawn.append(canvas)
        save(canvas)

    def noted(paragraph: Paragraph, widths: list[float]) -> object:
        broken.append((paragraph.text, widths[-1]))
        return lines(paragraph, widths)

    monkeypatch.setattr(paper.Canvas, "save", saved)
    monkeypatch.setattr(Paragraph, "breakLines", noted)
    numbers = range(1, 61)
    long = replace(PAPER, requirements=tuple(replace(requirement(n), reason=f"Reason {n}.") for n in numbers))
    assert "Contents, with pages" in pages(panel_advice.render(long))[0]
    assert len(drawn) == 1
    reasons = [once for once in broken if once[0].startswith("Reason ")]
    assert len(reasons) == len(set(reasons)) == len(numbers)


def test_sixty_requirements_are_all_there_under_a_repeated_head() -> None:
    content = panel_advice.render(replace(PAPER, requirements=tuple(requirement(n) for n in range(1, 61))))
    text = flowing(content)
    assert all(f"REQ-RAPP-4.2.{number}" in text for number in range(1, 61))
    with_rows = [page for page in pages(content) if "REQ-RAPP-4.2." in page and "Reason" in page]
    assert all("Document and clause" in page for page in with_rows)


@pytest.mark.parametrize(
    "field", ["recommendation", "reasons", "proportionality", "scope_statement", "title", "required_words"]
)
def test_no_text_is_too_long(field: str) -> None:
    content = panel_advice.render(replace(PAPER, **{field: LONG_TEXT}))  # type: ignore[arg-type]  # all are texts
    assert flowing(content).count("gofrestru") >= 160


def test_no_cell_and_no_word_is_too_long() -> None:
    word = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 12
    paper = replace(
        PAPER,
        requirements=(replace(requirement(1), reason=LONG_TEXT, summary=word, clause="4" * 90),),
        milestones=(replace(PAPER.milestones[0], title=LONG_TEXT, owner=word, criterion=""),),
        findings=(replace(PAPER.findings[0], title=LONG_TEXT, requirement=word),),
        evidence=(replace(PAPER.evidence[0], title=word, source=LONG_TEXT),),
        changes=(Changed(where=word, before=LONG_TEXT, after=LONG_TEXT[:5000] + "newydd " * 50),),
        decision=replace(DECISION, motion=LONG_TEXT, motion_as_first_put=word, reasons=LONG_TEXT, dissent=LONG_TEXT),
    )
    text = flowing(panel_advice.render(paper)).replace(" ", "")
    assert text.count("gofrestru") >= 8 * 160 - 5
    assert text.count("Pneumonoultra") >= 6 * 12 - 6
    assert "Noacceptancecriterionisstated." in text


def test_empty_lists_say_that_they_are_empty() -> None:
    paper = replace(
        DRAFT_PAPER, requirements=(), milestones=(), findings=(), evidence=(), versions=(), changes=(), reasons="",
        recommendation="", proportionality="", scope_statement="", submitted_on=None,
    )  # fmt: skip
    text = flowing(panel_advice.render(paper))
    for said in ("No requirement has been answered", "has no milestones", "linked to no finding", "SMKI matters only"):
        assert said in text


def test_many_milestones_at_the_ends_of_the_calendar() -> None:
    one = PAPER.milestones[0]
    spread = tuple(
        replace(one, number=n, baseline_due=date(2026, 1, 1) + timedelta(days=40 * n), verified_on=None)
        for n in range(60)
    )
    ends = (replace(one, baseline_due=date.min, current_due=date.max),)
    for milestones in (spread, ends, spread[:1]):
        assert pages(panel_advice.render(replace(PAPER, milestones=milestones)))


@pytest.mark.parametrize("view", list(PlanView))
def test_every_view_has_a_sentence(view: PlanView) -> None:
    assert "The PMA advises the Panel that" in flowing(panel_advice.render(replace(PAPER, view=view.value)))


def test_a_view_that_is_none_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        panel_advice.render(replace(PAPER, view=""))
    assert refused.value.rule == "R70"


def test_a_character_that_the_typeface_lacks_stays_visible_and_is_explained() -> None:
    text = flowing(panel_advice.render(replace(PAPER, reasons="Keys of ≥ 3072 bits → stronger ✓ 漢")))
    assert "Keys of ≥ 3072 bits -> stronger [U+2713 CHECK MARK] [U+6F22 CJK UNIFIED IDEOGRAPH-6F22]" in text
    assert NOTE in text
    assert NOTE not in flowing(panel_advice.render(PAPER))


def test_mark_up_in_a_text_stays_text() -> None:
    hostile = 'if a < b & c > d: <b>bold</b> <img src="x"/> <a href="https://example.org">x</a> &amp; "q"'
    assert hostile in flowing(panel_advice.render(replace(PAPER, reasons=hostile, title="A & <i>B</i>")))


def test_the_same_value_makes_the_same_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    content = panel_advice.render(PAPER)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.chdir(tmp_path)
    assert panel_advice.render(replace(PAPER)) == content
    other = subprocess.run(
        [sys.executable, "-c", "import sys; from reports import panel_advice; from tests.reports.samples import PAPER; "
         "sys.stdout.buffer.write(panel_advice.render(PAPER))"],
        capture_output=True, check=True, cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    )  # fmt: skip
    assert other.stdout == content


def test_no_bad_redaction_and_no_annotation_but_the_contents() -> None:
    assert bad_redactions(panel_advice.render(PAPER)) == {}
    assert b"/Annots" not in panel_advice.render(PAPER)


def test_all_fonts_are_embedded_truetype() -> None:
    if not shutil.which("pdffonts"):
        pytest.skip("pdffonts is not installed")
    made = subprocess.run(["pdffonts", "-"], input=panel_advice.render(PAPER), capture_output=True, check=True)
    used = [line for line in made.stdout.decode().splitlines()[2:] if "OpenSans" in line]
    assert used
    assert all("TrueType" in line and " yes yes yes" in line for line in used)


def test_every_page_can_be_drawn() -> None:
    content = panel_advice.render(PAPER)
    assert opened(content, lambda document: [page.render(scale=0.3).width for page in document])


@pytest.mark.parametrize("text", ["", "short", "a " * 3000, "x" * 3000, "One. Two; three: " * 300, "line\n" * 900])
def test_pieces_lose_nothing_but_blanks(text: str) -> None:
    cut = pieces(text)
    assert all(len(piece) <= 700 for piece in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())


@pytest.mark.parametrize("lines", range(0, 60, 3))
def test_the_heading_of_a_schedule_stands_on_the_page_of_its_first_rows(lines: int) -> None:
    """Wherever on the page it comes: the head of the table and the rows that stay with it come with it."""
    paper = replace(PAPER, reasons="\n\n".join(["Reason."] * (lines + 1)))
    page = next(
        page for page in pages(panel_advice.render(paper)) if "requirements considered" in page
    )  # fmt: skip
    assert "Document and clause" in page


def test_a_heading_and_its_note_go_over_the_page_with_a_short_table() -> None:
    third, fourth = pages(panel_advice.render(PAPER))[2:4]
    assert "What changed since the version before" not in third
    assert "Where Change" in " ".join(fourth.split())
    assert fourth.index("What changed since the version before") < fourth.index("Where")
