"""What changed between two texts, marked word by word: struck through where taken out, underlined where put in.

The marks are there without their colours: a page printed in grey says the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportlab.platypus import Paragraph

from pma_assure.rules.comparison import Piece, word_changes
from reports.paper import Writer
from reports.text_pieces import LONGEST_ROW

_MARKS = {
    "same": ("", ""),
    "removed": ('<font color="#a8242c"><strike>', "</strike></font>"),
    "added": ('<font color="#1f7a45"><u>', "</u></font>"),
}
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")


def key(writer: Writer) -> Paragraph:
    """The line that says what the marks mean."""
    return writer.marked(
        'Words taken out are <font color="#a8242c"><strike>struck through</strike></font>; '
        'words put in are <font color="#1f7a45"><u>underlined</u></font>.',
        "quiet",
    )


def marked(writer: Writer, before: str, after: str, longest: int = LONGEST_ROW) -> list[Paragraph]:
    """The change in pieces short enough for a row each, of at most about ``longest`` characters."""
    return [
        writer.marked(
            "".join(_MARKS[kind][0] + writer.markup(text) + _MARKS[kind][1] for kind, text in _parted(run)), "cell"
        )
        for run in _runs(_pieces(before, after), longest)
    ]


def whole(writer: Writer, before: str, after: str) -> str:
    """Mark-up of a short value that was replaced as a whole."""
    pieces = [(kind, text) for kind, text in (("removed", before), ("added", after)) if text]
    return " ".join(_MARKS[kind][0] + writer.markup(text) + _MARKS[kind][1] for kind, text in pieces)


def _pieces(before: str, after: str) -> tuple[Piece, ...]:
    """A day is one word to a reader: of two, only the month may differ, and nobody wants to put them together."""
    if before != after and _DAY.fullmatch(before) and _DAY.fullmatch(after):
        return Piece("removed", before), Piece("added", after)
    return word_changes(before, after)


def _parted(run: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """A space between what was taken out and what stands there now, so that the two do not read as one word."""
    parted: list[tuple[str, str]] = []
    for kind, text in run:
        if parted and kind == "added" and parted[-1][0] == "removed" and not parted[-1][1][-1:].isspace():
            parted.append(("same", " "))
        parted.append((kind, text))
    return parted


def _runs(pieces: Sequence[Piece], longest: int) -> list[list[tuple[str, str]]]:
    """Divide marked words into runs, each to be one row."""
    runs: list[list[tuple[str, str]]] = [[]]
    room = longest
    for piece in pieces:
        text = piece.text
        while text:
            if room < 40:
                runs.append([])
                room = longest
            cut = len(text) if len(text) <= room else (text.rfind(" ", 0, room) + 1 or room)
            runs[-1].append((piece.kind, text[:cut]))
            room -= cut
            text = text[cut:]
    return runs if runs[0] else []
