"""Dividing long texts, so that no row of a table is higher than a page."""

from __future__ import annotations

import re

# A cell of this many characters is at most half a page high in the narrowest column that holds prose.
LONGEST_CELL = 700
# The same for a row over the whole width of the page, or nearly.
LONGEST_ROW = 1400
# Of lines that are broken again for each page they reach: a block of more would take minutes.
LONGEST_BLOCK = 3000
MOST_LINES = 60

_SENTENCE_END = re.compile(r"(?<=[.;:?!])\s+|\n+")


def blocks(text: str) -> list[str]:
    """The paragraphs of a text: what stands between blank lines."""
    found: list[str] = []
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            lines.append(line.strip())
        elif lines:
            found.append("\n".join(lines))
            lines = []
    return found


def parts_of_lines(text: str, longest: int = LONGEST_BLOCK) -> list[str]:
    """Cut a block between its lines into parts of at most ``longest`` characters, or of one line that is longer."""
    found: list[list[str]] = []
    room = 0
    for line in text.split("\n"):
        room -= len(line) + 1
        if not found or room < 0 or len(found[-1]) == MOST_LINES:
            found.append([])
            room = longest - len(line)
        found[-1].append(line)
    return ["\n".join(lines) for lines in found]


def pieces(text: str, longest: int = LONGEST_CELL) -> list[str]:
    """Cut a long text into pieces of at most ``longest`` characters: at sentences, else at spaces, else anywhere."""
    if len(text) <= longest:
        return [text]
    found: list[str] = []
    current = ""
    for sentence in _SENTENCE_END.split(text):
        for part in _bounded(sentence, longest):
            if current and len(current) + 1 + len(part) > longest:
                found.append(current)
                current = part
            else:
                current = f"{current} {part}" if current else part
    if current:
        found.append(current)
    return found


def _bounded(sentence: str, longest: int) -> list[str]:
    parts: list[str] = []
    while len(sentence) > longest:
        cut = sentence.rfind(" ", 0, longest)
        cut = cut if cut > 0 else longest
        parts.append(sentence[:cut].rstrip())
        sentence = sentence[cut:].lstrip()
    return [*parts, sentence] if sentence else parts


def short_blocks(text: str) -> list[str]:
    """The paragraphs of a text, each in pieces that a row can hold."""
    return [piece for paragraph in blocks(text) for piece in pieces(paragraph, LONGEST_ROW)]
