"""Which letters the codes of a page stand for: the fonts' own tables (ToUnicode, ISO 32000-1, 9.10.3)."""

from __future__ import annotations

from collections.abc import Sequence

from reports.pdf_syntax import Entry, Token, tokens_of

Letters = dict[int, str]


def letters_by_font(entries: Sequence[Entry]) -> dict[bytes, Letters]:
    """For each font name that pages use, what its codes (0 to 255) say; without a table a code is its own letter."""
    tables = {entry.number: _table(entry, entries) for entry in entries if b"ToUnicode" in entry.names()}
    found: dict[bytes, Letters] = {}
    for entry in entries:
        for at, token in enumerate(entry.tokens[:-3]):
            if token.kind == "name" and entry.tokens[at + 3] == Token("word", b"R"):
                number = entry.tokens[at + 1].value
                if number.isdigit() and int(number) in tables:
                    found[token.value] = tables[int(number)]
    return found


def _table(font: Entry, entries: Sequence[Entry]) -> Letters:
    reference = font.value_of(b"ToUnicode")
    number = int(reference[0].value) if reference and reference[0].value.isdigit() else -1
    body = next((entry.body for entry in entries if entry.number == number and entry.body), b"")
    letters: Letters = {}
    codes: list[bytes] = []
    for token, _begin, _end in tokens_of(body):
        if token.kind == "string":
            codes.append(token.value)
        elif token.value.startswith(b"begin"):
            codes = []
        elif token.value == b"endbfchar":
            for code, text in zip(codes[::2], codes[1::2], strict=False):
                letters[int.from_bytes(code, "big")] = text.decode("utf-16-be", "replace")
        elif token.value == b"endbfrange":
            for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=False):
                start = int.from_bytes(text, "big")
                for step in range(min(256, int.from_bytes(last, "big") - int.from_bytes(first, "big") + 1)):
                    letters[int.from_bytes(first, "big") + step] = chr(min(start + step, 0x10FFFF))
    return letters


def read_with(letters: Letters, raw: bytes) -> str:
    return raw.decode("latin-1").translate(letters)
