"""The leak check: what is looked for, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pma_assure.values.documents import AdvicePaper, ExtractDocument, LetterPaper

PARTICIPANTS_NAME = "the participant's name"
"""Stands in place of a passage where a name of a participant that is not to be named is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldText:
    """One text that must not be in the document. ``passage`` is how the preparer knows it ("EXT-2026-0001/1.17")."""

    passage: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """``place`` says where in the file ("page 2, text", "outline", "xl/comments1.xml"); ``sentence`` what to do."""

    passage: str
    place: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakCheck:
    """The result, bound to the very bytes by ``sha256`` (hex of the whole file)."""

    sha256: str
    passed: bool
    withheld_texts: int
    places: tuple[str, ...]
    leaks: tuple[Leak, ...]


ExtractRenderer = Callable[[ExtractDocument, str], bytes]
"""(document, format "pdf" or "xlsx") -> the finished file."""

AdviceRenderer = Callable[[AdvicePaper], bytes]
LetterRenderer = Callable[[LetterPaper], bytes]

LeakChecker = Callable[[bytes, str, Sequence[WithheldText], Sequence[str]], LeakCheck]
"""(file, format, what is withheld, the cleared texts) -> result."""
