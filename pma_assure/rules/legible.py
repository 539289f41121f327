"""Whether a text can be kept and read: not too long, no control characters, nothing that only looks like text."""

from __future__ import annotations

import re
import unicodedata

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters but tab and line ends, half surrogate pairs, and what no XML part of a workbook may hold."""
_TURNS_THE_LINE = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""They show the letters after them in another order than they are in: what is read is not what is kept."""
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
"""Letters and signs by their kind, and blank to the eye."""


def what_is_wrong(value: str, *, most: int, needed: bool, one_line: bool) -> str:
    """The sentence that says what is wrong with a text, and what to do; "" for a text that can be kept.

    ``most`` is the largest number of characters; ``needed`` says that it may not be blank to the eye.
    """
    if len(value) > most:
        return f"{len(value):,} characters are too many; {most:,} is the most. Shorten it."
    if needed and not any(_is_seen(character) for character in value):
        return "say it in words; it cannot be empty."
    if _NO_TEXT.search(value):
        return "contains characters that are no text. Type it again."
    if _TURNS_THE_LINE.search(value):
        return "contains marks that turn the direction of writing. Type it again without them."
    if one_line and any(character in value for character in "\n\r\u2028\u2029"):
        return "keep it to one line."
    return ""


def _is_seen(character: str) -> bool:
    """Whether a character leaves a trace on paper: no blank, nothing zero-width, no filler that looks empty."""
    if character.isspace() or character in _FILLERS:
        return False
    return character.isalnum() or unicodedata.category(character) not in ("Cf", "Mn", "Me")
