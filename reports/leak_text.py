"""Looking for withheld words in what was read back from a finished file.

How texts are compared. Both sides lose what only looks different (``pma_assure.rules.look_alikes``). Then every
separator is squeezed out, so that a text is found across line breaks, hyphenation, page breaks and spaced-out letters;
where words began and ended is remembered beside it.

What counts as a leak.

1. The whole withheld text. One of ten or more letters and digits is found wherever it stands; a shorter one ("two", a
   name of one word) only between the edges of words. There is no exception for common words or bare dates: whether one
   tells something is for a person to judge, so the sentence says how to settle it.
2. A run of six or more of its words, or of forty or more of its letters and digits.

What explains a hit. In the text that a reader sees: as many standing alone as there are cleared texts identical to
it; never one inside a longer cleared text, because whoever cleared that may not have seen the name in it. A run is
explained by a cleared text that has it too. Cleared are the participant's passages that were published; the PMA's own
words, a title or a summary, explain nothing. In the file's properties and everywhere else nothing explains a hit but
the words that stand on every extract, the general sentence among them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import pairwise

from pma_assure.rules.look_alikes import folded_words
from pma_assure.rules.redaction import GENERAL_SENTENCE
from pma_assure.values.leak_check import PARTICIPANTS_NAME, Leak, WithheldText
from reports.characters import from_words

# Letters and digits from which a text is looked for without regard to the edges of words.
LONG = 10
# A run of this many words, or of this many letters and digits, is a leak of a part.
RUN_WORDS = 6
RUN_LETTERS = 40
# In bytes that are not text (fonts, identifiers, syntax) shorter texts would be found by chance.
COARSE = 8

_ANCHOR = 12
_STRIDE = RUN_LETTERS - _ANCHOR
_BREAK = "\x00"
# Turns what marks a letter as covered into what marks it as open, and the other way round.
_OPEN = bytes.maketrans(b"\x00\x01", b"\x01\x00")


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


class Stream:
    """A text squeezed to letters and digits, with the edges of its words and the places it came from."""

    def __init__(self, places: Sequence[Place], *, apart: bool) -> None:
        parts: list[str] = []
        self._starts: list[int] = []
        self._names: list[str] = []
        edges: set[int] = set()
        own: list[tuple[int, int]] = []
        # The same few words stand in many places.
        lengths: dict[str, int] = {}
        at = 0
        for place in places:
            if apart and parts:
                parts.append(_BREAK)
                at += 1
            self._starts.append(at)
            self._names.append(place.name)
            for start, end in place.own:
                before = len(squeezed(place.text[:start])) if start else 0
                piece = place.text[start:end]
                if piece not in lengths:
                    lengths[piece] = len(squeezed(piece))
                own.append((at + before, at + before + lengths[piece]))
            edges.add(at)
            for word in words_of(place.text):
                edges.add(at)
                parts.append(word)
                at += len(word)
                edges.add(at)
        self.text = "".join(parts)
        self.edges = edges
        self._hits: dict[tuple[str, bool], tuple[int, ...]] = {}
        general = squeezed(GENERAL_SENTENCE)
        own += [(at, at + len(general)) for at in self.hits(general, between_edges=True)]
        self.own = own

    def place(self, position: int) -> str:
        return self._names[max(0, bisect_right(self._starts, position) - 1)]

    @cached_property
    def anchors(self) -> frozenset[str]:
        last = len(self.text) - _ANCHOR
        windows = map(slice, range(last + 1), range(_ANCHOR, last + 1 + _ANCHOR))
        return frozenset(map(self.text.__getitem__, windows))

    def hits(self, needle: str, *, between_edges: bool) -> tuple[int, ...]:
        """Where ``needle`` stands. Remembered, because withheld texts of one document share many of their words.

        Each place begins one run of so many words or letters, so what is remembered is no longer than the text.
        """
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
        for needle in needles:
            for at in self.hits(needle, between_edges=len(needle) < LONG):
                marked[at : at + len(needle)] = b"\x01" * len(needle)
        for first, last in self.own:
            marked[first:last] = b"\x01" * (last - first)
        return marked


@dataclass(frozen=True, slots=True)
class _Cleared:
    texts: tuple[tuple[str, str], ...]
    """(as it is, squeezed) of each cleared text."""
    counts: Counter[str]
    joined: str

    @classmethod
    def of(cls, cleared: Sequence[str]) -> _Cleared:
        texts = tuple((text, short) for text in cleared if (short := squeezed(text)))
        return cls(texts, Counter(short for _, short in texts), _BREAK.join(short for _, short in texts))


def leaks_in(reading: Reading, withheld: Sequence[WithheldText], cleared: Sequence[str]) -> list[Leak]:
    """Every leak of a withheld text in what was read; the unexpected things are not among them."""
    known = _Cleared.of(cleared)
    views: dict[str, list[Place]] = {}
    for place in reading.places:
        if place.kind is Kind.BODY:
            views.setdefault(place.view, []).append(place)
    bodies = [_Search(Stream(places, apart=False), known) for places in views.values()]
    worded = [place for place in reading.places if place.kind in (Kind.NAME, Kind.OTHER)]
    others = _Search(Stream(worded, apart=True), None)
    raw = _Search(Stream([place for place in reading.places if place.kind is Kind.BYTES], apart=True), None)
    found: dict[tuple[str, str], Leak] = {}
    for text in withheld:
        words = words_of(text.text)
        needle = "".join(words)
        if not needle:
            # Nothing but punctuation: there is nothing in it that could be read.
            continue
        searches = [*bodies, others, *([raw] if len(needle) >= COARSE else [])]
        for search in searches:
            for leak in search.leaks(text.passage, words, needle):
                found.setdefault((leak.passage, leak.place), leak)
    return list(found.values())


class _Search:
    """One text to look in. ``cleared`` None: nothing that was cleared explains a hit there."""

    def __init__(self, stream: Stream, cleared: _Cleared | None) -> None:
        self.stream = stream
        self.cleared = cleared
        self._telling: dict[tuple[int, int], bool] = {}

    @cached_property
    def _covered(self) -> bytearray:
        return self.stream.mark([short for _, short in self.cleared.texts] if self.cleared else [])

    def leaks(self, passage: str, words: Sequence[str], needle: str) -> Iterator[Leak]:
        whole = list(self._whole(passage, needle))
        yield from whole
        places = {leak.place for leak in whole}
        for start in self._runs(words, needle):
            place = self.stream.place(start)
            if place not in places:
                places.add(place)
                yield Leak(
                    passage=passage,
                    place=place,
                    sentence=f"A part of the withheld text of {passage} stands in {place}. Withhold it there, say it "
                    "in other words where they are the PMA's own, or clear it as a passage of its own.",
                )  # fmt: skip

    def _whole(self, passage: str, needle: str) -> Iterator[Leak]:
        stream = self.stream
        alone: list[int] = []
        for at in stream.hits(needle, between_edges=len(needle) < LONG):
            if stream.is_own(at, at + len(needle)):
                continue
            around = self._around(at, needle)
            if around is None:
                alone.append(at)
            else:
                place = stream.place(at)
                yield Leak(
                    passage=passage,
                    place=place,
                    sentence=_sentence(passage, place, needle, 0)
                    if passage == PARTICIPANTS_NAME
                    else f"The withheld text of {passage} stands in {place}, inside the cleared text "
                    f"“{_beginning(around)}”. Withhold it there too, or clear {passage}.",
                )  # fmt: skip
        explained = self.cleared.counts[needle] if self.cleared else 0
        for at in alone[explained:]:
            place = stream.place(at)
            yield Leak(passage=passage, place=place, sentence=_sentence(passage, place, needle, explained))

    def _around(self, at: int, needle: str) -> str | None:
        """The longer cleared text that the hit stands in."""
        if self.cleared is None:
            return None
        for text, short in self.cleared.texts:
            if len(short) > len(needle) and needle in short:
                first = max(0, at + len(needle) - len(short))
                if self.stream.text.find(short, first, at + len(short)) >= 0:
                    return text
        return None

    def _runs(self, words: Sequence[str], needle: str) -> Iterator[int]:
        """Where runs of the withheld text begin that are long enough to tell something and that nothing explains."""
        # Each common run is looked at once: its diagonal (place in the document less place in the text) is known
        # from any of its windows, and up to where it goes.
        examined: dict[int, int] = {}
        for at, offset, length, six_words in self._candidates(words, needle):
            if at < examined.get(at - offset, -1):
                continue
            start, end = self._extended(at, offset, length, needle)
            examined[at - offset] = end
            if (six_words or end - start >= RUN_LETTERS) and self._tells_once(start, end):
                yield start

    def _candidates(self, words: Sequence[str], needle: str) -> Iterator[tuple[int, int, int, bool]]:
        """(place in the document, in the text, length, whether six words) of what may begin a common run."""
        offsets = [0]
        for word in words:
            offsets.append(offsets[-1] + len(word))
        for first in range(len(words) - RUN_WORDS + 1):
            window = needle[offsets[first] : offsets[first + RUN_WORDS]]
            if self._present(window):
                for at in self.stream.hits(window, between_edges=True):
                    yield at, offsets[first], len(window), True
        if len(needle) < RUN_LETTERS:
            return
        for offset in range(0, len(needle) - _ANCHOR + 1, _STRIDE):
            anchor = needle[offset : offset + _ANCHOR]
            if self._present(anchor):
                for at in self.stream.hits(anchor, between_edges=False):
                    yield at, offset, _ANCHOR, False

    def _present(self, window: str) -> bool:
        if len(window) >= _ANCHOR:
            return window[:_ANCHOR] in self.stream.anchors
        return window in self.stream.text

    def _extended(self, at: int, offset: int, length: int, needle: str) -> tuple[int, int]:
        """The longest run around a common piece that document and withheld text have in common."""
        text = self.stream.text
        end, right = at + length, offset + length
        before = _longest(min(at, offset), lambda n: text[at - n : at] == needle[offset - n : offset])
        after = _longest(
            min(len(text) - end, len(needle) - right), lambda n: text[end : end + n] == needle[right : right + n]
        )
        return at - before, end + after

    def _tells_once(self, start: int, end: int) -> bool:
        """The same, remembered: what a run tells does not depend on the withheld text that it was found by."""
        known = self._telling.get((start, end))
        if known is None:
            known = self._telling[start, end] = self._tells(start, end)
        return known

    def _tells(self, start: int, end: int) -> bool:
        """Whether a run says more than what was cleared does.

        A cleared text and the first letters of whatever stands after it may look like a longer run by chance. So
        something tells only from two words, or twelve letters and digits, beyond what was cleared.
        """
        open_letters = self._covered[start:end].translate(_OPEN)
        if self._few(open_letters, start):
            return False
        if self.cleared:
            run, joined = self.stream.text[start:end], self.cleared.joined
            known = _longest(len(run), lambda length: run[:length] in joined)
            if self._few(open_letters[known:], start + known):
                return False
            known = _longest(len(run), lambda length: run[len(run) - length :] in joined)
            if self._few(open_letters[: len(run) - known], start):
                return False
        return True

    def _few(self, open_letters: bytearray, start: int) -> bool:
        """Whether so few letters are open that they tell nothing: fewer than twelve, and not two whole words."""
        if open_letters.count(1) >= _ANCHOR:
            return False
        edges = [at for at in range(len(open_letters) + 1) if start + at in self.stream.edges]
        return sum(first < last and all(open_letters[first:last]) for first, last in pairwise(edges)) < 2


def _longest(most: int, holds: Callable[[int], bool]) -> int:
    """The greatest length up to ``most`` for which ``holds``, which holds for every shorter one then."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _beginning(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


def _sentence(passage: str, place: str, needle: str, explained: int) -> str:
    if passage == PARTICIPANTS_NAME:
        return (
            f"A name by which the participant is known stands in {place}, and it is not to be named. Withhold the"
            " words there, put a summary in their place, or decide to name the participant."
        )
    said = f"The withheld text of {passage} stands in {place}"
    if explained:
        said += f" more often than the {explained} times it was cleared" if explained > 1 else " twice, cleared once"
    if len(needle) < LONG:
        return f"{said}. It is short: withhold it with the words around it, or clear {passage} if it tells nothing."
    return f"{said}. Withhold it there too, say it in other words where they are the PMA's own, or clear {passage}."
