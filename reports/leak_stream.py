"""A text squeezed to letters and digits, in which withheld words are looked for.

Where words began and ended, and which places the text came from, is kept beside it and worked out when it is asked for:
in most of what lies in a file nothing is found, and there the letters are enough.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from pma_assure.rules.look_alikes import folded
from pma_assure.rules.redaction import GENERAL_SENTENCE
from reports.characters import from_words, unfinished_word
from reports.leak_places import PART_OF_WORD, Place, squeezed, words_of

# Letters and digits from which a text is looked for without regard to the edges of words.
LONG = 10
BREAK = "\x00"


def pieces(text: str, width: int, stride: int) -> Iterator[str]:
    """The pieces of ``width`` letters that begin at every ``stride``-th letter."""
    last = len(text) - width
    return map(text.__getitem__, map(slice, range(0, last + 1, stride), range(width, last + width + 1, stride)))


class Stream:
    """``apart``: nothing goes on from one place into the next."""

    def __init__(self, places: Sequence[Place], *, apart: bool) -> None:
        self._places = places
        if apart:
            texts = (folded(from_words(place.text)).replace(BREAK, " ") for place in places)
            words = PART_OF_WORD.findall(BREAK.join(texts))
            self._bounds = [0, *accumulate(map(len, words))]
            parted = [after for word, after in zip(words, self._bounds[1:], strict=True) if word == BREAK]
            self._starts = [0, *parted] if places else []
        else:
            of_places: list[list[str]] = []
            over = ""
            for number, place in enumerate(places, start=1):
                text = over + place.text
                end = unfinished_word(text) if number < len(places) else len(text)
                # A character's name may go on over the page.
                over = f"{text[end:]}\n" if end < len(text) else ""
                of_places.append(words_of(text[:end]))
            words = [word for of_place in of_places for word in of_place]
            self._bounds = [0, *accumulate(map(len, words))]
            counted = accumulate((len(of_place) for of_place in of_places[:-1]), initial=0)
            self._starts = [self._bounds[number] for number in counted] if places else []
        self.text = "".join(words)
        self._hits: dict[tuple[str, bool], tuple[int, ...]] = {}

    def place(self, position: int) -> str:
        return self._places[max(0, bisect_right(self._starts, position) - 1)].name

    def says_the_same_as(self, other: Stream) -> bool:
        """Whether both have the same words, and the same of them are the document's own."""
        return self.text == other.text and self._bounds == other._bounds and self.own == other.own

    @cached_property
    def edges(self) -> frozenset[int]:
        return frozenset(self._bounds)

    @cached_property
    def own(self) -> list[tuple[int, int]]:
        """Where the words stand that stand on every extract, as (start, end)."""
        found: list[tuple[int, int]] = []
        # The same few words stand in many places.
        lengths: dict[str, int] = {}
        for place, first in zip(self._places, self._starts, strict=True):
            at, read = first, 0
            for start, end in place.own:
                at += len(squeezed(place.text[read:start])) if start > read else 0
                piece = place.text[start:end]
                if piece not in lengths:
                    lengths[piece] = len(squeezed(piece))
                found.append((at, at + lengths[piece]))
                at, read = at + lengths[piece], end
        general = squeezed(GENERAL_SENTENCE)
        return found + [(at, at + len(general)) for at in self.hits(general, between_edges=True)]

    def edges_between(self, first: int, last: int) -> list[int]:
        """Where words begin or end from ``first`` up to, and without, ``last``."""
        return self._bounds[bisect_left(self._bounds, first) : bisect_left(self._bounds, last)]

    def hits(self, needle: str, *, between_edges: bool) -> tuple[int, ...]:
        """Where ``needle`` stands. Remembered, because withheld texts of one document share many of their words."""
        known = self._hits.get((needle, between_edges))
        if known is None:
            known = self._hits[needle, between_edges] = tuple(self._found(needle, between_edges=between_edges))
        return known

    def _found(self, needle: str, *, between_edges: bool) -> Iterator[int]:
        at = self.text.find(needle)
        while at >= 0:
            if not between_edges or (at in self.edges and at + len(needle) in self.edges):
                yield at
            at = self.text.find(needle, at + 1)

    def is_own(self, start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in self.own)

    def mark(self, needles: Sequence[str]) -> bytearray:
        """One byte for each letter: 1 where any of ``needles`` stands, or the document's own words."""
        marked = bytearray(len(self.text))
        for needle in dict.fromkeys(needles):
            for at in self.hits(needle, between_edges=len(needle) < LONG):
                marked[at : at + len(needle)] = b"\x01" * len(needle)
        return self._own_marked(marked)

    def mark_in_order(self, needles: Sequence[str]) -> bytearray:
        """The same, but each needle where it is met first behind the one before: never more than ``mark`` marks."""
        marked = bytearray(len(self.text))
        behind = 0
        for needle in needles:
            at = self.text.find(needle, behind)
            at = at if at >= 0 else self.text.find(needle)
            if at >= 0 and (len(needle) >= LONG or (at in self.edges and at + len(needle) in self.edges)):
                marked[at : at + len(needle)] = b"\x01" * len(needle)
                behind = at + len(needle) if len(needle) >= LONG else behind
        return self._own_marked(marked)

    def _own_marked(self, marked: bytearray) -> bytearray:
        for first, last in self.own:
            marked[first:last] = b"\x01" * (last - first)
        return marked
