"""Ways in which somebody might get a withheld word past the check without putting it anywhere but in the text."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from pma_assure.values.documents import ExtractDocument, ExtractSection, MilestoneRow, MilestoneTable, Paragraph
from pma_assure.values.leak_check import WithheldText
from reports import plan_extract
from reports.leak_check import check
from tests.reports.planted import SECRET
from tests.reports.samples import EXTRACT

FORMATS = ("pdf", "xlsx")
HALVES = ("The contractor, Coldharbour Key", "Services, had not been assessed.")


def shown(*texts: str) -> ExtractDocument:
    return replace(
        EXTRACT, sections=(ExtractSection(heading=None, blocks=tuple(Paragraph(text=text) for text in texts)),)
    )


def in_rows(due: date | None) -> ExtractDocument:
    table = MilestoneTable(rows=tuple(MilestoneRow(action=half, due=due) for half in HALVES))
    return replace(EXTRACT, sections=(ExtractSection(heading=None, blocks=(table,)),))


def lifted(start: int, capital: int | None = None) -> str:
    """The secret in the letters of another block of Unicode, which begins at ``start``."""
    return "".join(
        chr(start + ord(c) - ord("a"))
        if c.islower()
        else chr(capital + ord(c) - ord("A"))
        if c.isupper() and capital
        else c
        for c in SECRET
    )


WAYS: dict[str, tuple[str, ExtractDocument]] = {
    "across two paragraphs": (SECRET, shown(*HALVES)),
    "across two rows of a table": (SECRET, in_rows(None)),
    "across two rows that have a day": (SECRET, in_rows(date(2026, 3, 4))),
    "Welsh letters taken apart": ("Gŵyl Tŷ Ŵyr yn Llŷn", shown(unicodedata.normalize("NFD", "Gŵyl Tŷ Ŵyr yn Llŷn"))),
    "Welsh letters without marks": ("Gŵyl Tŷ Ŵyr yn Llŷn", shown("Gwyl Ty Wyr yn Llyn")),
    "ligatures": ("The office of final flow fitting", shown("The oﬃce of ﬁnal ﬂow ﬁtting")),
    "soft hyphens": (SECRET, shown(SECRET.replace("o", "o\u00ad"))),
    "zero-width characters": (SECRET, shown("\u200b\u200c\u200d\ufeff\u2060".join(SECRET))),
    "grapheme joiners": (SECRET, shown("\u034f".join(SECRET))),
    "variation selectors": (SECRET, shown("\ufe0f".join(SECRET))),
    "letters that are blank": (SECRET, shown("\u3164".join(SECRET))),
    "blank Braille": (SECRET, shown("\u2800".join(SECRET))),
    "struck through by marks": (SECRET, shown("\u0336".join(SECRET))),
    "a number with separators": ("1250000", shown("It cost £1,250,000.")),
    "a number without separators": ("£1 250 000", shown("It cost 1250000 pounds.")),
    "a short number with a separator": ("4711", shown("The code is 4,711.")),
    "a short word in points": ("HSM", shown("The H.S.M. stands.")),
    "a short word with an underscore": ("Ipswich", shown("The host_Ipswich_rack.")),
    "a long word broken at a line's end": ("x" + "abcdefghij" * 30, shown("Word x" + "abcdefghij" * 30)),
    "Hebrew": ("המפתח נשמר בכספת השנייה", shown("המפתח נשמר בכספת השנייה")),
    "Arabic as it is drawn": ("محمد السيد الكبير", shown("ﻣﺤﻤﺪ ﺍﻟﺴﻴﺪ ﺍﻟﻜﺒﻴﺮ")),
    "letters in squares": ("HSM key", shown("🅷🆂🅼 🅺🅴🆈")),
    "keycaps": ("4711", shown("4️⃣7️⃣1️⃣1️⃣")),
    "flags": ("GB HQ", shown("🇬🇧 🇭🇶")),
    "full width": (SECRET, shown(lifted(0xFF41, 0xFF21))),
    "mathematical letters": (SECRET, shown(lifted(0x1D41A, 0x1D400))),
    "letters in circles": (SECRET, shown(lifted(0x24D0))),
    "Cyrillic": (SECRET, shown(SECRET.translate(str.maketrans("aeopcxy", "аеорсху")))),
    "Cherokee": (SECRET, shown(SECRET.translate(str.maketrans("shvd", "ꮪꮒꮩꭰ")))),
    "Lisu": (SECRET, shown(SECRET.upper().translate(str.maketrans("TCHEROA", "ꓔꓚꓧꓰꓣꓳꓮ")))),
    "Roman numerals": ("MIX civil", shown("Ⅿⅰⅹ ⅽⅰⅴⅰⅼ")),
    "a character by its name": ("HSM box of Ipswich", shown("[U+0048]SM box of Ipswich")),
    "a control character between": ("Ipswich hall seven", shown("Ipswich ha\x02ll seven")),
    "an ampersand in a printed foot": ("AT&T Services", replace(EXTRACT, audience="those of AT&T Services")),
    **{
        f"what begins like a formula: {first!r}": (f"{first}SUM(Coldharbour)", shown(f"{first}SUM(Coldharbour)"))
        for first in "=+-@\t\r"
    },
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("way", WAYS)
def test_a_withheld_text_is_found(way: str, format: str) -> None:
    secret, document = WAYS[way]
    hidden = (WithheldText(passage="EXT-2026-0014/9.1", text=secret),)
    result = check(plan_extract.render(document, format), format, hidden, ())
    assert "EXT-2026-0014/9.1" in {leak.passage for leak in result.leaks}


@pytest.mark.parametrize("before", range(0, 60, 4))
def test_a_character_whose_name_goes_on_over_the_page_is_found(before: int) -> None:
    """Every place at which a page may end within a name."""
    secret = "המפתח נשמר בכספת"
    document = shown("word " * (560 + before) + secret + " " + "word " * 30)
    hidden = (WithheldText(passage="EXT-2026-0014/9.1", text=secret),)
    assert not check(plan_extract.render(document, "pdf"), "pdf", hidden, ()).passed


@pytest.mark.parametrize("format", FORMATS)
def test_paragraphs_that_are_alike_on_every_page_do_not_stop_a_clean_extract(format: str) -> None:
    said = "The officers work in two shifts, and each request is approved by two of them with their cards; desk {:03}."
    texts = [said.format(number) for number in range(180)]
    hidden = tuple(WithheldText(passage=f"EXT-2026-0014/9.{n}", text=text) for n, text in enumerate(texts) if not n % 3)
    open_texts = [text for number, text in enumerate(texts) if number % 3]
    result = check(plan_extract.render(shown(*open_texts), format), format, hidden, open_texts)
    assert result.leaks == ()
