"""What a paper shows for a character: itself, an equivalent that says the same, or its Unicode name in brackets.

A character that the typeface lacks would come out as an empty box or as nothing at all. Refusing the whole paper would
be a dead end, because a participant's words are frozen and cannot be retyped. So the character stays visible, as
"[U+2713 CHECK MARK]", and the paper says at its end that this was done.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

NOTE = "A character that the typeface of this document lacks is shown by its Unicode name in square brackets."

# Written differently, read the same.
EQUIVALENTS = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2007": "\u00a0",
    "\u202f": "\u00a0",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u0085": "\n",
    "\u2190": "<-",
    "\u2192": "->",
    "\t": " ",
    "\v": "\n",
    "\f": "\n",
}

# A paper may break its line inside the name.
_NAMED = re.compile(r"\[U\+([0-9A-F]{4,6})(?:\s[A-Z0-9\s-]+)?\]")
_UNFINISHED = re.compile(r"\[(?:U(?:\+(?:[0-9A-F]{0,6}(?:\s[A-Z0-9\s-]*)?)?)?)?\Z")


def in_words(character: str) -> str:
    """The visible stand-in for one character that cannot be shown."""
    name = unicodedata.name(character, "")
    return f"[U+{ord(character):04X} {name}]" if name else f"[U+{ord(character):04X}]"


def from_words(text: str) -> str:
    """Put the characters back that :func:`in_words` had spelt out."""
    return _NAMED.sub(_one_back, text)


def unfinished_word(text: str) -> int:
    """Where a character begins whose name goes on behind the end of ``text``; the end where there is none."""
    found = _UNFINISHED.search(text, text.rfind("[")) if "[" in text else None
    return found.start() if found else len(text)


def _one_back(match: re.Match[str]) -> str:
    point = int(match.group(1), 16)
    return chr(point) if point <= 0x10FFFF else match.group(0)


def composed(text: str) -> str:
    """Compose letters with their marks, make every line end a newline, and leave out what nobody can see.

    Zero-width and direction characters have no picture of their own; the second kind can even turn a line around.
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def printable(text: str, covered: Container[int]) -> str:
    """``text`` in characters whose code points are in ``covered``."""
    text = composed(text)
    if all(c == "\n" or ord(c) in covered for c in text):
        return text
    return "".join(c if c == "\n" or ord(c) in covered else _stand_in(c, covered) for c in text)


def _stand_in(character: str, covered: Container[int]) -> str:
    equivalent = EQUIVALENTS.get(character)
    if equivalent is not None and all(c == "\n" or ord(c) in covered for c in equivalent):
        return equivalent
    return in_words(character)


def lacking(text: str, covered: Container[int]) -> tuple[str, ...]:
    """The characters of ``text`` that only their names can stand for, each once, in order."""
    found = dict.fromkeys(c for c in composed(text) if c != "\n" and ord(c) not in covered)
    return tuple(c for c in found if c not in EQUIVALENTS)
