"""The leak check stops every planted leak and lets the clean extract pass."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pma_assure.rules.redaction import GENERAL_SENTENCE
from pma_assure.values.documents import ExtractSection, MilestoneRow, MilestoneTable, Paragraph, Summary
from pma_assure.values.leak_check import PARTICIPANTS_NAME, WithheldText
from reports import leak_places, leak_text, plan_extract
from reports.leak_check import check
from tests.reports import planted
from tests.reports.samples import EXTRACT, GENERAL, WITHHELD, cleared

FORMATS = ("pdf", "xlsx")
STATES = ("draft", "approved", "released")


def withheld(*texts: str) -> tuple[WithheldText, ...]:
    return tuple(WithheldText(passage=f"EXT-2026-0014/9.{n}", text=text) for n, text in enumerate(texts, start=1))


def one_paragraph(*texts: str) -> tuple[ExtractSection, ...]:
    return (ExtractSection(heading=None, blocks=tuple(Paragraph(text=text) for text in texts)),)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("state", STATES)
def test_a_clean_extract_passes(format: str, state: str) -> None:
    document = replace(EXTRACT, state=state)
    content = plan_extract.render(document, format)
    result = check(content, format, WITHHELD, cleared(document))
    assert result.leaks == ()
    assert result.passed
    assert result.withheld_texts == len(WITHHELD)
    assert result.sha256 == hashlib.sha256(content).hexdigest()
    assert result.places


@pytest.mark.parametrize("format", FORMATS)
def test_a_long_clean_extract_passes(format: str) -> None:
    document = replace(EXTRACT, sections=EXTRACT.sections * 25, corrects="It replaces version 1 of 3 March 2026.")
    content = plan_extract.render(document, format)
    assert check(content, format, WITHHELD, cleared(document)).leaks == ()


@pytest.mark.parametrize("name", planted.PDFS)
def test_a_leak_planted_in_a_pdf_is_stopped(name: str) -> None:
    content = planted.PDFS[name]()
    result = check(content, "pdf", withheld(planted.SECRET), cleared(EXTRACT))
    assert not result.passed
    if name not in planted.UNREADABLE:
        assert any(leak.passage == "EXT-2026-0014/9.1" for leak in result.leaks), result.leaks
    assert all(leak.place and leak.sentence for leak in result.leaks)
    assert not any(planted.SECRET in leak.sentence for leak in result.leaks)


@pytest.mark.parametrize("name", planted.WORKBOOKS)
def test_a_leak_planted_in_a_workbook_is_stopped(name: str) -> None:
    content = planted.WORKBOOKS[name]()
    result = check(content, "xlsx", withheld(planted.SECRET), cleared(EXTRACT))
    assert not result.passed
    if name not in planted.WITHOUT_THE_WORDS:
        assert any(leak.passage == "EXT-2026-0014/9.1" for leak in result.leaks), result.leaks
    assert all(leak.place and leak.sentence for leak in result.leaks)


def test_a_withheld_name_in_a_sheets_name_is_stopped() -> None:
    result = check(planted.sheet_name(), "xlsx", withheld("Coldharbour Key Services"), cleared(EXTRACT))
    assert "xl/workbook.xml, sheet name" in {leak.place for leak in result.leaks}


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.4", b"not a document at all"])
@pytest.mark.parametrize("format", [*FORMATS, "docx"])
def test_what_cannot_be_read_does_not_pass(content: bytes, format: str) -> None:
    assert not check(content, format, (), ()).passed


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_is_cut_off_does_not_pass(format: str) -> None:
    content = plan_extract.render(EXTRACT, format)
    for length in range(0, len(content) - 1, max(1, len(content) // 25)):
        assert not check(content[:length], format, (), cleared(EXTRACT)).passed, length


@pytest.mark.parametrize("format", FORMATS)
def test_an_identical_cleared_text_explains_as_many_hits_as_it_was_cleared(format: str) -> None:
    name = "Coldharbour Key Services"
    once = replace(EXTRACT, sections=one_paragraph(name, "Something else."))
    twice = replace(EXTRACT, sections=one_paragraph(name, "Something else.", name))
    assert check(plan_extract.render(once, format), format, withheld(name), (name,)).passed
    assert check(plan_extract.render(twice, format), format, withheld(name), (name, name)).passed
    result = check(plan_extract.render(twice, format), format, withheld(name), (name,))
    assert not result.passed
    assert "twice, cleared once" in result.leaks[0].sentence


@pytest.mark.parametrize("format", FORMATS)
def test_a_withheld_name_inside_a_longer_cleared_text_is_a_leak_that_names_the_text(format: str) -> None:
    open_text = "Milestone 4 brings Coldharbour Key Services into the follow-up assessment."
    document = replace(EXTRACT, sections=one_paragraph(open_text))
    result = check(
        plan_extract.render(document, format), format, withheld("Coldharbour Key Services"), cleared(document)
    )
    assert not result.passed
    assert any("inside the cleared text “Milestone 4 brings" in leak.sentence for leak in result.leaks)


@pytest.mark.parametrize("format", FORMATS)
def test_a_short_word_is_found_as_a_word_only(format: str) -> None:
    network = replace(EXTRACT, sections=one_paragraph("The network stands."))
    assert check(plan_extract.render(network, format), format, withheld("two"), cleared(network)).passed
    two = replace(EXTRACT, sections=one_paragraph("There are two."))
    result = check(plan_extract.render(two, format), format, withheld("two"), cleared(two))
    assert not result.passed


@pytest.mark.parametrize("format", FORMATS)
def test_the_words_of_every_extract_tell_nothing(format: str) -> None:
    blocks = (Summary(text="A contractor took part."), MilestoneTable(rows=(MilestoneRow(action="New", due=None),)))
    document = replace(EXTRACT, state="draft", sections=(ExtractSection(heading=None, blocks=blocks),))
    usual = withheld(
        "Summary", "Action", "Due", "Draft", "Contents", "Resources", "Parent", "Page", "Font", "Normal", "Catalog",
        "15 September 2026", "Version", "SMKI Policy Management Authority", "Text", "Office", "State", "GB", "—", "",
    )  # fmt: skip
    assert check(plan_extract.render(document, format), format, usual, cleared(document)).leaks == ()


@pytest.mark.parametrize("format", FORMATS)
def test_a_day_that_was_cleared_explains_itself_and_one_that_was_not_does_not(format: str) -> None:
    table = MilestoneTable(rows=(MilestoneRow(action="Cards issued", due=EXTRACT.dated.replace(day=30)),))
    document = replace(EXTRACT, sections=(ExtractSection(heading=None, blocks=(table,)),))
    content = plan_extract.render(document, format)
    day = "30 September 2026"
    assert check(content, format, withheld(day), ("Cards issued", day)).leaks == ()
    assert not check(content, format, withheld(day), ("Cards issued",)).passed


@pytest.mark.parametrize("format", FORMATS)
def test_the_pmas_own_words_explain_nothing(format: str) -> None:
    secret = "The HSM of the registration desk stands in rack 14 of the hall at Ipswich and has no alarm."
    part = "HSM of the registration desk stands in rack 14"
    for document in (
        replace(EXTRACT, sections=(ExtractSection(heading=None, blocks=(Summary(text=secret),)),)),
        replace(EXTRACT, sections=(ExtractSection(heading=None, blocks=(Summary(text=f"We know the {part}."),)),)),
        replace(EXTRACT, title=secret),
        replace(EXTRACT, corrects=f"It replaces version 1, which told that the {part}."),
        replace(EXTRACT, audience=f"those who know that the {part}"),
    ):
        assert not check(plan_extract.render(document, format), format, withheld(secret), cleared(document)).passed


@pytest.mark.parametrize("format", FORMATS)
def test_the_general_sentence_stops_nothing(format: str) -> None:
    document = replace(EXTRACT, general_sentence=GENERAL_SENTENCE)
    quoted = withheld("It is necessary to support the overall integrity of the SMKI arrangements.", "not reproduced")
    assert check(plan_extract.render(document, format), format, quoted, cleared(document)).leaks == ()


@pytest.mark.parametrize("format", FORMATS)
def test_a_name_of_an_unnamed_participant_says_how_it_is_settled(format: str) -> None:
    document = replace(EXTRACT, sections=one_paragraph("Wrenfield: ARO remediation, by Wrenfield's staff."))
    names = tuple(WithheldText(passage=PARTICIPANTS_NAME, text=name) for name in ("Wrenfield Power plc", "Wrenfield"))
    result = check(plan_extract.render(document, format), format, names, cleared(document))
    assert not result.passed
    assert all("decide to name the participant" in leak.sentence for leak in result.leaks)
    network = replace(EXTRACT, sections=one_paragraph("The Wrenfielders came."))
    assert check(plan_extract.render(network, format), format, names, cleared(network)).passed


def test_a_title_is_found_in_the_files_properties_too() -> None:
    title = "Individual credentials"
    document = replace(EXTRACT, title=title)
    content = plan_extract.render(document, "pdf")
    places = {leak.place for leak in check(content, "pdf", withheld(title), (*cleared(document), title)).leaks}
    assert "outline" in places
    assert "file properties, title" in places


def test_a_cleared_text_explains_nothing_outside_the_text() -> None:
    name = "Coldharbour Key Services"
    document = replace(EXTRACT, sections=one_paragraph(name), classification=name)
    content = plan_extract.render(document, "xlsx")
    places = {leak.place for leak in check(content, "xlsx", withheld(name), (name, name, name)).leaks}
    assert places == {
        "xl/worksheets/sheet1.xml, printed head or foot",
        "xl/worksheets/sheet2.xml, printed head or foot",
    }


def test_a_run_of_words_is_explained_by_a_cleared_text_that_has_it_too() -> None:
    shared = "the operators of the registration office used one credential between them"
    document = replace(EXTRACT, sections=one_paragraph(f"It is known that {shared}. The cards are new."))
    content = plan_extract.render(document, "pdf")
    secret = withheld(f"Because a card was lost, {shared}. The roster allowed it.")
    assert check(content, "pdf", secret, cleared(document)).leaks == ()
    assert not check(content, "pdf", secret, ("It is known that.", "The cards are new.")).passed


def test_ten_pages_and_fifty_withheld_texts_are_checked_in_well_under_a_second() -> None:
    filler = [f"Paragraph {n}: " + " ".join(f"word{n * 7 % 97}x{i * 13 % 89}" for i in range(90)) for n in range(75)]
    document = replace(EXTRACT, sections=one_paragraph(*filler))
    content = plan_extract.render(document, "pdf")
    secrets = withheld(*(" ".join(f"hidden{n}y{i * 11 % 71}" for i in range(200)) for n in range(50)))
    start = process_time()
    result = check(content, "pdf", secrets, cleared(document))
    spent = process_time() - start
    assert result.passed
    # Generous: it takes about a fifth of that. A quadratic search would take minutes.
    assert spent < 5.0


def test_a_run_that_many_withheld_texts_share_is_weighed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = "The registration officers work in two shifts and approve each request by cards of their own; desk"
    weighed: list[tuple[int, int]] = []
    tells = leak_text._Search._tells

    def noted(search: leak_text._Search, start: int, end: int) -> bool:
        weighed.append((start, end))
        return tells(search, start, end)

    monkeypatch.setattr(leak_text._Search, "_tells", noted)
    reading = leak_places.Reading()
    reading.add("page 1", f"{shared} seven. Nothing else.", leak_places.Kind.BODY)
    hidden = withheld(*(f"{shared} number {number}" for number in range(100, 120)))
    found = leak_text.leaks_in(reading, hidden, ())
    assert [leak.passage for leak in found] == [text.passage for text in hidden]
    assert len(weighed) == len(set(weighed)) > 0


WORDS = st.text(st.sampled_from("abcdefghijklmnoprstuwyŵŷłżéö"), min_size=2, max_size=9)
PASSAGE = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)


@settings(max_examples=25)
@given(
    open_texts=st.lists(PASSAGE, min_size=1, max_size=4),
    secrets=st.lists(st.integers(10**11, 10**12), min_size=1, max_size=3, unique=True),
    format=st.sampled_from(FORMATS),
)
def test_what_was_withheld_is_never_in_the_file(open_texts: list[str], secrets: list[int], format: str) -> None:
    """Random passages; each withheld one carries a mark that no cleared text has."""
    hidden = withheld(*(f"Serial {secret} of the card" for secret in secrets))
    section = ExtractSection(heading=None, blocks=(*(Paragraph(text=t) for t in open_texts), Summary(text=GENERAL)))
    document = replace(EXTRACT, sections=(section,))
    content = plan_extract.render(document, format)
    assert check(content, format, hidden, cleared(document)).passed
    assert not any(str(secret).encode() in content for secret in secrets)
    told = replace(document, sections=(*document.sections, *one_paragraph(hidden[0].text)))
    assert not check(plan_extract.render(told, format), format, hidden, cleared(document)).passed
