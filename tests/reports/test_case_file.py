"""The case file, read back: nothing that the case holds is missing, and every page says for whom it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pma_assure.records.cases import CaseNote, FindingText
from pma_assure.records.papers import Evidence
from pma_assure.records.plans import Milestone
from pma_assure.rules.classification import highest
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.vocabulary import Classification
from pma_assure.views import case_file as view
from reports import case_file
from tests.reports.reading import flowing, outline, pages
from tests.workflows.desk import TODAY, Office, found_office


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, str]]:
    office = found_office(tmp_path_factory.mktemp("case-file") / "office.pma")
    case, _ = office.approved()
    office.do("case.edit", case=case, proportionality="Two days on one desk: a small supplier's burden was weighed.")
    office.do("case.note", case=case, note="Ŵyn rang: the second card has come.", noted_on=date(2026, 9, 2))
    yield office, case
    office.register.close()


def made(kept: tuple[Office, str]) -> bytes:
    office, case = kept
    return case_file.render(view.of(office.register, case, TODAY))


def test_what_the_case_holds_stands_in_its_file(kept: tuple[Office, str]) -> None:
    office, _ = kept
    text = flowing(made(kept))
    for row in office.rows(FindingText):
        assert row.statement in text
    for row in office.rows(Milestone):
        assert row.title in text
    for row in office.rows(CaseNote):
        assert row.note in text
    for row in office.rows(Evidence):
        assert row.reference in text
        assert row.sha256 in text.replace(" ", "")
    assert "Two days on one desk: a small supplier's burden was weighed." in text
    for said in ("What must happen next", "The Panel, as reported", "Panel minutes 62, item 7", "received from"):
        assert said in text


def test_every_page_says_that_it_is_for_the_pma_alone(kept: tuple[Office, str]) -> None:
    assert all("For the PMA alone · Restricted" in page for page in pages(made(kept)))


def test_it_is_marked_with_the_highest_class_of_what_it_holds_and_says_so(kept: tuple[Office, str]) -> None:
    office, _ = kept
    assert "It is marked Restricted, the highest classification of what it holds." in flowing(made(kept))
    case = office.case(title="Held back")
    office.evidence(case, classification=Classification.SENSITIVE)
    document = case_file.render(view.of(office.register, case, TODAY))
    assert all("For the PMA alone · Sensitive" in page for page in pages(document))
    said = "It is marked Sensitive, the highest classification of what it holds; the case itself is Restricted."
    assert said in flowing(document)


@pytest.mark.parametrize("place", range(len(Classification)))
def test_the_highest_class_is_the_one_that_fewest_may_read(place: int) -> None:
    up_to = list(Classification)[: place + 1]
    assert highest(up_to) == highest(reversed(up_to)) == up_to[-1]


def test_the_sections_are_bookmarks_and_empty_ones_are_left_out(kept: tuple[Office, str]) -> None:
    titles = outline(made(kept))
    assert "Findings" in titles
    assert "Evidence" in titles
    assert "Breach considerations" not in titles


def test_the_same_case_on_the_same_day_is_the_same_file(kept: tuple[Office, str]) -> None:
    assert made(kept) == made(kept)


def test_a_case_with_nothing_in_it_is_a_page(kept: tuple[Office, str], tmp_path: Path) -> None:
    office, _ = kept
    empty = office.case(title="Nothing yet")
    document = case_file.render(view.of(office.register, empty, TODAY))
    assert len(pages(document)) == 1
    assert "Nothing is owed in this case." in flowing(document)


@pytest.mark.parametrize("reference", ["CASE-2026-9999", "nonsense", ""])
def test_no_case_no_file(kept: tuple[Office, str], reference: str) -> None:
    with pytest.raises(NotFound):
        view.of(kept[0].register, reference, TODAY)
