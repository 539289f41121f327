"""The advice to the Panel on a breach, read back: whose word is whose, what stands where, nothing of anybody else."""

from __future__ import annotations

import os
import shutil
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import BreachView
from pma_assure.values.documents import BreachAdvicePaper, LikeCases, PanelAdvicePaper
from reports import panel_advice
from reports.panel_advice_breach import VIEWS
from tests.reports.breach_samples import BREACH_DRAFT, BREACH_PAPER, fact, item
from tests.reports.reading import bad_redactions, flowing, outline, pages, properties
from tests.reports.samples import DECISION, PAPER

LONG_TEXT = "Mae’r cyfranogwr yn hwyr gyda’r adroddiad; Ŵyn a Llŷr yn dystion. " * 160


def test_the_pmas_view_and_whose_decision_it_is_stand_on_page_one() -> None:
    first = " ".join(pages(panel_advice.render(BREACH_PAPER))[0].split())
    view = first.index("The PMA advises the Panel that, in its view, there has been a material breach of the SEC.")
    recommended = first.index("That the Panel note the PMA’s view")
    whose = first.index("any sanction included, is for the SEC Panel to decide (paragraph 60)")
    reasons = first.index("Reasons Kestrel Gas Transport found")
    proportionality = first.index("Proportionality Kestrel is a small")
    assert view < recommended < whose < reasons < proportionality < first.index("Factors weighed")


def test_every_part_of_the_paper_is_in_the_document() -> None:
    text = flowing(panel_advice.render(BREACH_PAPER))
    for said in (
        "ADV-2026-0007 version 1.0", "Restricted", "BRCH-2026-0006: Suspected key compromise", "CASE-2026-0021",
        "Self-report by the participant; opened 4 March 2026", "Considered by the PMA 11 August 2026",
        "4 factors: 2 towards a material breach; 1 against a material breach; 1 to neither side.", "No harm found",
        "That Kestrel Gas Transport told the PMA", "F2 Kestrel told the PMA at 06:20", "Dr Ceri Llŷr, was abroad",
        "What the PMA makes of it", "there to prevent; Kestrel closed it", "SMKI Compliance Policy 3.0 clause 9.2",
        "REQ-SMKICS-3.0-9.2", "in any event within twenty-four hours", "FIND-2026-0191", "Index of evidence",
        "Not verifiable: it cannot alone support a fact.", "Małgorzata Żółć", "4 for, 1 against, 0 abstaining",
        "5 counted, 4 needed (R30, paragraph 35)", "MTG-2026-0007", DECISION.dissent, DECISION.fingerprint,
        "Audit trail: 412 entries, head b1946ac92492d234", "page 1 of 4",
    ):  # fmt: skip
        assert said in text, said


def test_the_index_says_which_facts_each_item_supports() -> None:
    text = flowing(panel_advice.render(BREACH_PAPER))
    index = text[text.index("Index of evidence") :]
    for reference, supports in (("EVID-2026-0141", "F1"), ("EVID-2026-0145", "F4"), ("EVID-2026-0146", "F4")):
        row = index[index.index(reference) :]
        assert f"Restricted {supports}" in row[: row.index("Restricted") + 20]
    alone = replace(BREACH_PAPER, evidence=(item(9, "A letter of the participant", "Kestrel"),))
    assert "Restricted the matter" in flowing(panel_advice.render(alone))


@pytest.mark.parametrize("paper", [PAPER, BREACH_PAPER], ids=["plan", "breach"])
def test_it_says_how_much_evidence_its_readers_may_not_read_of(paper: PanelAdvicePaper | BreachAdvicePaper) -> None:
    said = "of evidence are not listed: the classification is above that of this paper, Restricted"
    assert "not listed" not in flowing(panel_advice.render(paper))
    assert f"2 further items {said}" in flowing(panel_advice.render(replace(paper, evidence_above=2)))
    none = flowing(panel_advice.render(replace(paper, evidence=(), evidence_above=2)))
    assert f"2 items {said}" in none
    assert "No evidence item is listed" not in none


def test_comparable_matters_are_counts_and_there_is_no_place_for_a_name() -> None:
    text = flowing(panel_advice.render(BREACH_PAPER))
    assert "The PMA set 3 earlier matters beside this one" in text
    assert "It took 2 for a material breach, 1 for a non-compliance that is not material." in text
    assert "The Panel has decided on 3 of them, 1 of those otherwise than the PMA advised." in text
    assert {field.name for field in fields(LikeCases)} == {"views", "decided", "differed"}
    none = replace(BREACH_PAPER, like=LikeCases(views=(), decided=0, differed=0))
    assert "holds no earlier matter that is comparable" in flowing(panel_advice.render(none))
    undecided = replace(BREACH_PAPER, like=LikeCases(views=(("not_material", 1),), decided=0, differed=0))
    assert "The Panel's decision on none of them is recorded." in flowing(panel_advice.render(undecided))


@pytest.mark.parametrize("view", BreachView)
def test_each_view_is_a_sentence_of_advice_and_never_of_decision(view: BreachView) -> None:
    text = flowing(panel_advice.render(replace(BREACH_PAPER, view=view.value)))
    assert f"The PMA advises the Panel that, in its view, {VIEWS[view]}." in text
    for never in ("PMA determined", "PMA sanction", "decided by the PMA that there", "in breach by order"):
        assert never not in text


def test_a_draft_says_so_and_advises_nothing_yet() -> None:
    draft = pages(panel_advice.render(BREACH_DRAFT))
    assert all("Draft: not issued" in page for page in draft)
    text = flowing(panel_advice.render(BREACH_DRAFT))
    assert "Proposed advice: in the PMA's view, there has been a material breach of the SEC." in text
    assert "The PMA advises the Panel that" not in text
    assert "The PMA has yet to decide on this text." in text
    assert "It cannot be issued before." in text


def test_what_is_missing_is_said() -> None:
    bare = replace(
        BREACH_PAPER, factors=(), facts=(), evidence=(), requirements=(), findings=(), representations=(),
        why_no_representations="It was heard in March.", view="no_non_compliance",
    )  # fmt: skip
    text = flowing(panel_advice.render(bare))
    for said in (
        "No factor is recorded", "No fact was found.", "No evidence item is listed.",
        "No requirement is said not to have been met.",
        "None were received by 10 April 2026, the day until which they were sought. It was heard in March.",
    ):  # fmt: skip
        assert said in text, said
    assert "Findings behind the matter" not in text
    unsupported = replace(BREACH_DRAFT, facts=(fact(1, "Somebody said so.", None, supported=False),))
    text = flowing(panel_advice.render(unsupported))
    assert "Nothing here can be verified yet." in text
    assert "Each fact rests on" not in text
    silent = replace(
        BREACH_PAPER, representations=(replace(BREACH_PAPER.representations[0], answer=""),), represent_by=None
    )
    assert "Not answered yet." in flowing(panel_advice.render(silent))


def test_a_correction_says_what_it_corrects_and_supersedes() -> None:
    corrected = replace(
        BREACH_PAPER, version="1.1", supersedes="ADV-2026-0007/1.0", correction="“Kestral” read “Kestrel”."
    )
    first = " ".join(pages(panel_advice.render(corrected))[0].split())
    assert "Correction: “Kestral” read “Kestrel”." in first
    assert "Supersedes ADV-2026-0007/1.0" in first
    old = replace(BREACH_PAPER, state="superseded")
    assert "A later version has superseded this advice." in flowing(panel_advice.render(old))
    behind = replace(BREACH_PAPER, trigger="assessment", assessment="ASMT-2026-0022")
    assert "Assurance assessment (ASMT-2026-0022)" in flowing(panel_advice.render(behind))


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    headings = set(outline(panel_advice.render(BREACH_PAPER)))
    for page in pages(panel_advice.render(BREACH_PAPER)):
        last = [line.strip() for line in page.split("\n") if line.strip()][-1]
        assert last not in headings
        assert not last.startswith("Each stands here")


@pytest.mark.parametrize("field", ["reasons", "proportionality", "recommendation", "allegation"])
def test_long_texts_lose_nothing(field: str) -> None:
    content = panel_advice.render(replace(BREACH_PAPER, **{field: LONG_TEXT}))  # type: ignore[arg-type]  # all are texts
    assert flowing(content).count("dystion.") == LONG_TEXT.count("dystion.")
    assert "Contents, with pages" in pages(content)[0] or len(pages(content)) < 8


def test_many_facts_make_a_paper_with_contents() -> None:
    facts = tuple(fact(number, "One of many things. " * 20, date(2026, 3, 2), "EVID-2026-0141") for number in range(90))
    content = panel_advice.render(replace(BREACH_PAPER, facts=facts))
    assert "Contents, with pages" in flowing(content)
    assert "Facts found" in outline(content)
    assert flowing(content).count("One of many things.") == 90 * 20


def test_a_view_that_is_none_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        panel_advice.render(replace(BREACH_PAPER, view=""))
    assert (refused.value.rule, refused.value.paragraph, refused.value.field) == ("R67", "59", "view")


def test_the_file_names_itself_hides_nothing_and_is_always_the_same() -> None:
    content = panel_advice.render(BREACH_PAPER)
    said = properties(content)
    assert said["Title"] == f"ADV-2026-0007 version 1.0: {BREACH_PAPER.title}"
    assert said["Author"] == "SMKI Policy Management Authority"
    assert said["Subject"] == "Advice to the SEC Panel on BRCH-2026-0006, Kestrel Gas Transport"
    assert bad_redactions(content) == {}
    same: BreachAdvicePaper = replace(BREACH_PAPER)
    assert panel_advice.render(same) == content
    assert shutil.which("python") is None or str(Path(os.sep, "home")).encode() not in content
