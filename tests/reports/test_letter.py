"""The letter, read back: what stands where, nothing lost, and the same bytes for the same value."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from reportlab.platypus import Paragraph

from pma_assure.rules.letter_names import NAMES
from pma_assure.rules.letter_templates import fill
from pma_assure.rules.letter_texts import TEXTS
from pma_assure.rules.vocabulary import LetterKind
from pma_assure.values.documents import LetterPaper
from reports import letter
from reports.characters import NOTE
from tests.reports.reading import bad_redactions, flowing, outline, pages, properties

TEXT = """Dear Dr Ceri Llŷr

The assessment of Bryn Ŵyn Ynni, with Mòrag NicLeòid and Małgorzata Żółć.

# What is in scope

- Registration desk (live)
- Repository (live)

# What we ask

Two lines
that stay two lines.

\\# this begins with a sign

Yours sincerely

R. Sharma
for the SMKI Policy Management Authority"""
PAPER = LetterPaper(
    reference="LTR-2026-0007",
    state="sent",
    kind="notification",
    subject="Notification of assessment ASMT-2026-0022: Routine assessment 2026",
    about="ASMT-2026-0022",
    office="Assurance register of the SMKI PMA",
    body="SMKI Policy Management Authority",
    organisation="Bryn Ŵyn Ynni",
    addressee="Dr Ceri Llŷr, Responsible Officer",
    dated=date(2026, 11, 23),
    answer_by=date(2026, 12, 4),
    classification="restricted",
    text=TEXT,
)


def test_everything_of_the_letter_is_on_the_page() -> None:
    text = flowing(letter.render(PAPER))
    for said in (
        "SMKI Policy Management Authority", "Assurance register of the SMKI PMA", "Dr Ceri Llŷr Responsible Officer",
        "Bryn Ŵyn Ynni", "Date 23 November 2026", "Our reference LTR-2026-0007", "About ASMT-2026-0022",
        "Classification Restricted", "Please answer by 4 December 2026", PAPER.subject, "Mòrag NicLeòid",
        "Małgorzata Żółć", "What is in scope • Registration desk (live) • Repository (live)", "# this begins",
        "page 1 of 1",
    ):  # fmt: skip
        assert said in text, said
    assert "\\#" not in text
    assert NOTE not in text
    assert "Two lines\nthat stay two lines." in pages(letter.render(PAPER))[0]


def test_the_letterhead_stands_before_whom_it_is_to_and_that_before_the_text() -> None:
    text = flowing(letter.render(PAPER))
    places = [text.index(said) for said in ("Assurance register", "Responsible Officer", "Notification", "Dear Dr")]
    assert places == sorted(places)


def test_without_a_day_to_answer_by_none_is_printed() -> None:
    assert "answer by" not in flowing(letter.render(replace(PAPER, answer_by=None)))


def test_an_organisation_is_named_once_where_the_letter_is_to_it() -> None:
    text = flowing(letter.render(replace(PAPER, addressee="Bryn Ŵyn Ynni", text="Dear all")))
    assert text.count("Bryn Ŵyn Ynni") == 2, "as the addressee, and at the foot"


@pytest.mark.parametrize(
    ("state", "said"), [("draft", "DRAFT: not sent"), ("withdrawn", "WITHDRAWN: not sent"), ("sent", None)]
)
def test_a_letter_that_was_not_sent_says_so_on_every_page(state: str, said: str | None) -> None:
    paper = replace(PAPER, state=state, text=TEXT + "\n\nA paragraph of some length for the pages.\n" * 70)
    found = pages(letter.render(paper))
    assert len(found) > 1
    for number, page in enumerate(found, 1):
        assert f"page {number} of {len(found)}" in page
        assert "LTR-2026-0007" in page
        assert ("not sent" in page) == (said is not None)
        assert said is None or said in page


def test_a_long_letter_keeps_every_word_and_has_no_contents() -> None:
    words = " ".join(f"word{number}" for number in range(4000))
    items = "\n".join(f"- Passage {number}: {'text ' * 40}" for number in range(60))
    content = letter.render(replace(PAPER, text=f"{words}\n\n# A heading\n\n{items}", subject="S" * 200))
    text = flowing(content)
    assert all(f"word{number} " in text for number in range(4000))
    assert all(f"Passage {number}:" in text for number in range(60))
    assert "Contents" not in text
    assert outline(content) == ["S" * 200]


@pytest.mark.parametrize("lines", range(14, 27))
def test_the_farewell_never_stands_alone_on_a_page(lines: int) -> None:
    before = "\n\n".join(f"Line {number}." for number in range(lines))
    end = "# What happens next\n\nThe Panel decides.\n\nYours sincerely\n\nR. Sharma\nfor the SMKI PMA"
    found = pages(letter.render(replace(PAPER, text=f"{before}\n\n{end}")))
    last = [page for page in found if "Yours sincerely" in page]
    assert len(last) == 1
    assert all(words in last[0] for words in ("What happens next", "The Panel decides.", "for the SMKI PMA"))


def test_markup_in_a_text_is_text() -> None:
    text = flowing(letter.render(replace(PAPER, text="<b>bold</b> & <para> {name} <bullet>x</bullet>\n\n- <i>i</i>")))
    assert "<b>bold</b> & <para> {name} <bullet>x</bullet>" in text
    assert "• <i>i</i>" in text


def test_the_file_says_what_it_is_and_nothing_of_where_it_was_made() -> None:
    found = properties(letter.render(PAPER))
    assert found["Title"] == f"LTR-2026-0007: {PAPER.subject}"
    assert found["Author"] == "SMKI Policy Management Authority"
    assert found["Subject"] == "Letter to Bryn Ŵyn Ynni about ASMT-2026-0022"
    assert found["CreationDate"].startswith("D:20261123")
    assert b"ReportLab" not in letter.render(PAPER)


def test_the_same_letter_is_the_same_bytes() -> None:
    assert letter.render(PAPER) == letter.render(replace(PAPER))
    assert letter.render(PAPER) != letter.render(replace(PAPER, dated=date(2026, 11, 24)))
    assert not bad_redactions(letter.render(PAPER))


@pytest.mark.parametrize(
    ("between", "number"),
    [(" ", 1200), ("\n", 1200), ("\n" + "x" * 4000 + "\n", 12)],
    ids=["one line", "lines", "long lines"],
)
def test_a_long_letter_is_broken_into_lines_once_or_twice(
    monkeypatch: pytest.MonkeyPatch, between: str, number: int
) -> None:
    """Each page broke all that came after it anew, twice: a letter of 200,000 characters took half a minute."""
    numbers = [f"{one:04d}" for one in range(number)]
    broken: list[int] = []
    real = Paragraph.breakLines

    def breaking(self: Paragraph, widths: object) -> object:
        found = real(self, widths)
        broken.append(len(found.lines))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Paragraph, "breakLines", breaking)
        content = letter.render(replace(PAPER, text=between.join(f"no{one} of many sentences" for one in numbers)))
    read = pages(content)
    assert len(read) >= 8
    assert re.findall(r"no(\d{4})\b", "\n".join(read)) == numbers
    assert sum(broken) < 5 * sum(len(page.splitlines()) for page in read)


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_of_the_program_is_printed_whole(kind: LetterKind) -> None:
    values = {name: f"the {name}" for name in NAMES[kind]}
    text = fill(TEXTS[kind].text, values)
    printed = "".join(flowing(letter.render(replace(PAPER, kind=kind.value, text=text))).split())
    for line in text.splitlines():
        assert "".join(line.removeprefix("# ").removeprefix("- ").split()) in printed, line
