"""What changed between two texts, word by word, as a reader of prose wants it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

PieceKind = Literal["same", "removed", "added"]

_WORDS = re.compile(r"\s+|\w+(?:[-’'.]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. All pieces but "added" give the text before, all but "removed" the text after."""

    kind: PieceKind
    text: str


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as pieces that are the same, removed or added; what was removed stands before what replaced it.

    A space between two changed words belongs to the change, so that a reader sees phrases and not confetti.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in _joined(old, SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()):
        if tag == "equal":
            _add(pieces, "same", old[a:b])
        else:
            _add(pieces, "removed", old[a:b])
            _add(pieces, "added", new[c:d])
    return tuple(pieces)


_Step = tuple[str, int, int, int, int]


def _joined(old: list[str], steps: Sequence[_Step]) -> list[_Step]:
    """Draw blanks that stand alone between two changes into one change around them."""
    joined: list[_Step] = []
    for index, step in enumerate(steps):
        tag, a, b, c, d = step
        lone = tag == "equal" and 0 < index < len(steps) - 1 and not "".join(old[a:b]).strip()
        if joined and joined[-1][0] == "replace" and (lone or tag != "equal"):
            joined[-1] = ("replace", joined[-1][1], b, joined[-1][3], d)
        elif tag == "equal":
            joined.append(step)
        else:
            joined.append(("replace", a, b, c, d))
    return joined


def _add(pieces: list[Piece], kind: PieceKind, words: list[str]) -> None:
    if words:
        pieces.append(Piece(kind, "".join(words)))
