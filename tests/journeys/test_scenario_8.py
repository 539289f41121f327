"""Scenario 8 of domain.md through the workflows; the released files are read back for every withheld text."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from pma_assure.register.check import check
from pma_assure.rules.redaction import PassageFacts
from tests.journeys import halden_plan, story_7, story_8
from tests.journeys.story import play
from tests.journeys.through_deeds import ThroughDeeds, fingerprint_of
from tests.reports import reading


def flat(text: str) -> str:
    """Words alone, in one line: how a text is broken into lines or cells hides nothing."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def pdf_texts(content: bytes, folder: Path) -> dict[str, str]:
    """Everything a reader of the PDF can get at, by where it stands."""
    texts = {
        "pages, by pypdfium2": " ".join(reading.pages(content)),
        "properties": " ".join(reading.properties(content).values()),
        "outline": " ".join(reading.outline(content)),
        "raw bytes": content.decode("latin-1"),
    }
    program = shutil.which("pdftotext")
    if program is not None:
        path = folder / "released.pdf"
        path.write_bytes(content)
        for options in ((), ("-raw",), ("-layout",)):
            made = subprocess.run([program, *options, str(path), "-"], capture_output=True, check=True)
            texts[f"pages, by pdftotext {' '.join(options)}".strip()] = made.stdout.decode("utf-8")
    return texts


def workbook_texts(content: bytes) -> dict[str, str]:
    """Every part of the workbook, properties and comments among them, without its tags."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    texts = {name: html.unescape(re.sub(r"<[^>]*>", " ", part)) for name, part in parts.items()}
    return texts | {f"{name}, as it is": html.unescape(part) for name, part in parts.items()}


def found(withheld: tuple[PassageFacts, ...], texts: dict[str, str]) -> list[str]:
    places = {place: f" {flat(text)} " for place, text in texts.items()}
    return [
        f"{passage.number} in {place}"
        for passage in withheld
        for place, text in places.items()
        if f" {flat(passage.text)} " in text
    ]


def withheld_of(player: ThroughDeeds, version: int) -> tuple[PassageFacts, ...]:
    return tuple(one for one in player.passages(player.references["extract"], version) if one.withheld)


def test_plan_has_the_passages_of_the_scenario(player: ThroughDeeds) -> None:
    play((*story_7.APPROVED, story_8.MARKED[0]), player)
    assert {one.number: one.text for one in player.passages(player.references["extract"], 1)} == halden_plan.passages()


def test_extract_is_released_and_corrected(player: ThroughDeeds) -> None:
    play(story_8.STORY, player)
    assert check(player.register).problems == ()


def test_no_withheld_text_is_in_what_was_released(player: ThroughDeeds, tmp_path: Path) -> None:
    play(story_8.BEFORE_CORRECTION, player)
    extract = player.references["extract"]
    withheld = withheld_of(player, 1)
    assert len(withheld) == 23
    pdf, workbook = player.issued(f"{extract}/1.pdf"), player.issued(f"{extract}/1.xlsx")
    assert found(withheld, pdf_texts(pdf, tmp_path)) == []
    assert found(withheld, workbook_texts(workbook)) == []
    assert reading.bad_redactions(pdf) == {}
    for texts in (pdf_texts(pdf, tmp_path), workbook_texts(workbook)):
        assert story_7.HALDEN.casefold() not in " ".join(texts.values()).casefold()


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_what_is_published_is_there_and_the_summary_says_whose_it_is(player: ThroughDeeds, ending: str) -> None:
    play(story_8.BEFORE_CORRECTION, player)
    extract = player.references["extract"]
    content = player.issued(f"{extract}/1.{ending}")
    text = reading.flowing(content) if ending == "pdf" else " ".join(workbook_texts(content).values())
    for passage in player.passages(extract, 1):
        if passage.published:
            assert flat(passage.text) in flat(text)
    assert flat(story_8.SUMMARY) in flat(text)
    assert "Summary by the PMA" in text
    assert not re.search(r"\b(8|9|23|31) (items|parts|passages)", text), "counts tell what was left out"


def test_search_would_find_a_withheld_text(player: ThroughDeeds, tmp_path: Path) -> None:
    """The search itself is tried: before the correction, the passage that was misread as necessary is found."""
    play(story_8.STORY, player)
    extract = player.references["extract"]
    misread = tuple(one for one in withheld_of(player, 2) if one.number == story_8.MISREAD)
    earlier, later = player.issued(f"{extract}/1.pdf"), player.issued(f"{extract}/2.pdf")
    assert found(misread, pdf_texts(earlier, tmp_path))
    assert found(withheld_of(player, 2), pdf_texts(later, tmp_path)) == []
    assert found(misread, workbook_texts(player.issued(f"{extract}/1.xlsx")))
    assert found(withheld_of(player, 2), workbook_texts(player.issued(f"{extract}/2.xlsx"))) == []
    assert fingerprint_of(earlier) != fingerprint_of(later)
