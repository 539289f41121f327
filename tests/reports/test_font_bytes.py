"""Of an embedded typeface, only what differs from the program's own files is left to be searched."""

from __future__ import annotations

from reports import font_bytes, leak_pdf, pdf_syntax, plan_extract
from reports.leak_places import Reading, squeezed
from tests.reports.planted import SECRET
from tests.reports.samples import EXTRACT


def embedded() -> bytes:
    entries = pdf_syntax.read(plan_extract.render(EXTRACT, "pdf")).entries
    return next(entry.body for entry in entries if entry.body and b"Length1" in entry.names())


def test_outlines_and_copied_tables_are_known_and_everything_else_is_left() -> None:
    font = embedded()
    left = font_bytes.foreign(font)
    assert len(left) < len(font) / 4
    tables = font_bytes._tables(font)
    for tag in (b"cmap", b"hmtx", b"loca", b"head"):
        start, end = tables[tag]
        assert font[start:end] in left


def test_one_byte_that_is_not_the_programs_own_leaves_the_whole_outline() -> None:
    font = embedded()
    start, end = max(font_bytes._outlines(font, font_bytes._tables(font)), key=lambda span: span[1] - span[0])
    assert font[start:end] not in font_bytes.foreign(font)
    changed = font[: start + 20] + bytes([font[start + 20] ^ 1]) + font[start + 21 :]
    assert changed[start:end] in font_bytes.foreign(changed)


def test_what_cannot_be_taken_apart_is_left_whole() -> None:
    for content in (b"", b"\x00\x01", SECRET.encode(), embedded()[:200]):
        assert font_bytes.foreign(content) == content


def test_a_text_in_place_of_a_table_is_searched() -> None:
    font = embedded()
    start, end = font_bytes._tables(font)[b"name"]
    told = font[:start] + SECRET.encode().ljust(end - start, b"\0") + font[end:]
    reading = Reading()
    tokens = [pdf_syntax.Token("name", b"Length1")]
    leak_pdf._add_stream("object 1, stream", pdf_syntax.Entry(1, tokens, True, told), reading)
    assert any(squeezed(SECRET) in squeezed(place.text) for place in reading.places)


def test_a_text_in_two_bytes_a_letter_is_read_at_even_and_odd_places() -> None:
    for code in ("utf-16-be", "utf-16-le"):
        for before in (b"\x01", b"\x01\x02"):
            reading = Reading()
            body = before + SECRET.encode(code)
            leak_pdf._add_stream("object 1, stream", pdf_syntax.Entry(1, [], True, body), reading)
            assert any(SECRET in place.text for place in reading.places), (code, before)
