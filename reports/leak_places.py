"""What was read back from a finished file: each text with the place it stands in, and the plain words of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from pma_assure.rules.look_alikes import folded_words
from pma_assure.values.leak_check import Leak
from reports.characters import from_words

# A word, or the break between two places.
PART_OF_WORD = re.compile(r"[^\W_]+|\x00")


class Kind(Enum):
    """What a place is: text that a reader sees, the name of the file, other text, or bytes that are not text."""

    BODY = "body"
    NAME = "name"
    OTHER = "other"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Place:
    """One text that was read back. Body places of one ``view`` are one text in that order: a page goes on in the next.

    ``own`` holds the pieces of ``text`` that stand on every extract, as (start, end).
    """

    name: str
    text: str
    kind: Kind
    view: str = ""
    own: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Reading:
    """Everything that was read back from one file."""

    places: list[Place] = field(default_factory=list)
    unexpected: list[Leak] = field(default_factory=list)

    def add(self, name: str, text: str, kind: Kind, view: str = "", own: tuple[tuple[int, int], ...] = ()) -> None:
        if text:
            self.places.append(Place(name, text, kind, view, own))

    def stop(self, place: str, sentence: str) -> None:
        """Something that does not belong in an extract: a leak in itself, whatever it holds."""
        leak = Leak(passage="", place=place, sentence=sentence)
        if leak not in self.unexpected:
            self.unexpected.append(leak)


def words_of(text: str) -> list[str]:
    """The words of a text with everything taken off that only looks different."""
    return folded_words(from_words(text))


def squeezed(text: str) -> str:
    return "".join(words_of(text))
