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

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from pma_assure.values.leak_check import PARTICIPANTS_NAME, Leak, WithheldText
from reports.leak_places import Kind, Place, Reading, squeezed, words_of
from reports.leak_stream import BREAK, LONG, Stream, pieces

# A run of this many words, or of this many letters and digits, is a leak of a part.
RUN_WORDS = 6
RUN_LETTERS = 40
# In bytes that are not text (fonts, identifiers, syntax) shorter texts would be found by chance.
COARSE = 8

_ANCHOR = 12
# Every run of so many letters has a whole anchor that begins at a multiple of the stride.
_STRIDE = RUN_LETTERS - _ANCHOR + 1
_UNCOVERED = re.compile(rb"\x00+")
# (needle, place in the document less place in it, place, length, whether six words)
_Seed = tuple[int, int, int, int, bool]
# Turns what marks a letter as covered into what marks it as open, and the other way round.
_OPEN = bytes.maketrans(b"\x00\x01", b"\x01\x00")


@dataclass(frozen=True, slots=True)
class _Cleared:
    texts: tuple[tuple[str, str], ...]
    """(as it is, squeezed) of each cleared text."""
    counts: Counter[str]
    joined: str

    @classmethod
    def of(cls, cleared: Sequence[str]) -> _Cleared:
        texts = tuple((text, short) for text in cleared if (short := squeezed(text)))
        return cls(texts, Counter(short for _, short in texts), BREAK.join(short for _, short in texts))


@dataclass(frozen=True, slots=True)
class _Needle:
    """One withheld text as it is looked for. ``bounds`` says where its words begin and end in ``letters``."""

    passage: str
    letters: str
    bounds: tuple[int, ...]

    @classmethod
    def of(cls, text: WithheldText) -> _Needle:
        words = words_of(text.text)
        return cls(text.passage, "".join(words), tuple(accumulate(map(len, words), initial=0)))

    def windows(self) -> Iterator[tuple[int, str]]:
        """(where, letters) of every six words that follow each other."""
        for first, last in zip(self.bounds, self.bounds[RUN_WORDS:], strict=False):
            yield first, self.letters[first:last]


class _Sought:
    """Everything that is looked for in one kind of text, with what quickly tells that nothing of it is there."""

    def __init__(self, needles: Sequence[_Needle]) -> None:
        self.needles = needles
        self.size = sum(len(needle.letters) for needle in needles)
        openings: set[str] = set()
        short: set[str] = set()
        for needle in needles:
            for _, window in needle.windows():
                (openings if len(window) >= _ANCHOR else short).add(window[:_ANCHOR])
        self.openings = frozenset(openings)
        self.short_windows = sorted(short)
        self._anchors: dict[int, frozenset[str]] = {}
        self._by_anchor: dict[int, dict[str, list[tuple[int, int]]]] = {}

    def anchors(self, stride: int) -> frozenset[str]:
        """The anchors that begin at a multiple of ``stride`` in what can hold a long run."""
        known = self._anchors.get(stride)
        if known is None:
            long = {needle.letters for needle in self.needles if len(needle.letters) >= RUN_LETTERS}
            known = frozenset(anchor for letters in long for anchor in pieces(letters, _ANCHOR, stride))
            self._anchors[stride] = known
        return known

    def by_anchor(self, stride: int) -> dict[str, list[tuple[int, int]]]:
        """For each anchor that begins at a multiple of ``stride``: (needle, where in it)."""
        known = self._by_anchor.get(stride)
        if known is None:
            known = self._by_anchor[stride] = {}
            for number, needle in enumerate(self.needles):
                if len(needle.letters) >= RUN_LETTERS:
                    for step, anchor in enumerate(pieces(needle.letters, _ANCHOR, stride)):
                        known.setdefault(anchor, []).append((number, step * stride))
        return known

    @cached_property
    def by_window(self) -> dict[str, list[tuple[int, int, int]]]:
        """For the first letters of six words (all of them where they are few): (needle, where in it, length)."""
        found: dict[str, list[tuple[int, int, int]]] = {}
        for number, needle in enumerate(self.needles):
            for offset, window in needle.windows():
                found.setdefault(window[:_ANCHOR], []).append((number, offset, len(window)))
        return found


def leaks_in(reading: Reading, withheld: Sequence[WithheldText], cleared: Sequence[str]) -> list[Leak]:
    """Every leak of a withheld text in what was read; the unexpected things are not among them.

    Texts of nothing but punctuation are not looked for: there is nothing in them that could be read.
    """
    known = _Cleared.of(cleared)
    views: dict[str, list[Place]] = {}
    for place in reading.places:
        if place.kind is Kind.BODY:
            views.setdefault(place.view, []).append(place)
    bodies = [_Search(Stream(places, apart=False), known) for places in views.values()]
    worded = [place for place in reading.places if place.kind in (Kind.NAME, Kind.OTHER)]
    others = _Search(Stream(worded, apart=True), None)
    raw = _Search(Stream([place for place in reading.places if place.kind is Kind.BYTES], apart=True), None)
    needles = [needle for needle in map(_Needle.of, withheld) if needle.letters]
    sought = _Sought(needles)
    long = [needle for needle in needles if len(needle.letters) >= COARSE]
    coarse = sought if len(long) == len(needles) else _Sought(long)
    found: dict[tuple[str, str], Leak] = {}
    clean: list[Stream] = []
    for search, looked_for in [*((body, sought) for body in bodies), (others, sought), (raw, coarse)]:
        # The pages as shown and as drawn say the same: where nothing was found in one, nothing is in the other.
        if search.cleared is not None and any(search.stream.says_the_same_as(other) for other in clean):
            continue
        before = len(found)
        for leak in search.leaks(looked_for):
            found.setdefault((leak.passage, leak.place), leak)
        if search.cleared is not None and len(found) == before:
            clean.append(search.stream)
    order = {needle.passage: number for number, needle in reversed(list(enumerate(needles)))}
    return sorted(found.values(), key=lambda leak: order[leak.passage])


class _Search:
    """One text to look in. ``cleared`` None: nothing that was cleared explains a hit there."""

    def __init__(self, stream: Stream, cleared: _Cleared | None) -> None:
        self.stream = stream
        self.cleared = cleared
        self._telling: dict[tuple[int, int], bool] = {}

    @cached_property
    def _covered(self) -> bytearray:
        return self.stream.mark([short for _, short in self.cleared.texts] if self.cleared else [])

    def leaks(self, sought: _Sought) -> Iterator[Leak]:
        # Of the two texts, the longer one is looked at by strides.
        ours, theirs = (_STRIDE, 1) if sought.size <= len(self.stream.text) else (1, _STRIDE)
        common = sought.anchors(theirs).intersection(pieces(self.stream.text, _ANCHOR, ours))
        whole: dict[int, list[Leak]] = {}
        for number, needle in enumerate(sought.needles):
            # A long text cannot be there unless one of its anchors is.
            if common or len(needle.letters) < RUN_LETTERS:
                whole[number] = list(self._whole(needle.passage, needle.letters))
                yield from whole[number]
        places = {(number, leak.place) for number, leaks in whole.items() for leak in leaks}
        seeds = self._candidates(sought, common, ours, theirs)
        for number, start in self._runs(sought, seeds):
            place = self.stream.place(start)
            if (number, place) not in places:
                places.add((number, place))
                passage = sought.needles[number].passage
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

    def _runs(self, sought: _Sought, seeds: Iterable[_Seed]) -> Iterator[tuple[int, int]]:
        """(needle, where) of each run that is long enough to tell something and that nothing explains."""
        run = (-1, -1, -1, -1, False)
        for number, diagonal, at, length, six_words in sorted(seeds):
            needle, of, start, end, long_enough = run
            if (number, diagonal) == (needle, of) and at < end:
                # One more piece of the run that was just found.
                run = (needle, of, start, end, long_enough or six_words)
                continue
            if long_enough and self._tells_once(start, end):
                yield needle, start
            start, end = self._extended(at, at - diagonal, length, sought.needles[number].letters)
            run = (number, diagonal, start, end, six_words or end - start >= RUN_LETTERS)
        if run[4] and self._tells_once(run[2], run[3]):
            yield run[0], run[2]

    def _candidates(self, sought: _Sought, common: frozenset[str], ours: int, theirs: int) -> Iterator[_Seed]:
        """What may lie in a run: six words, and anchors at every ``ours`` letters here and ``theirs`` there."""
        text, edges = self.stream.text, self.stream.edges
        for first, last in self._zones():
            if common:
                for at in range(-(-first // ours) * ours, last, ours):
                    if (anchor := text[at : at + _ANCHOR]) in common:
                        for number, offset in sought.by_anchor(theirs)[anchor]:
                            yield number, at - offset, at, _ANCHOR, False
            starts = self.stream.edges_between(first, last)
            openings = map(text.__getitem__, map(slice, starts, [at + _ANCHOR for at in starts]))
            for at, opening in zip(starts, openings, strict=True):
                if opening in sought.openings:
                    for number, offset, length in sought.by_window[opening]:
                        letters = sought.needles[number].letters
                        if at + length in edges and text.startswith(letters[offset : offset + length], at):
                            yield number, at - offset, at, length, True
        for window in sought.short_windows:
            for at in self.stream.hits(window, between_edges=True):
                for number, offset, length in sought.by_window[window]:
                    yield number, at - offset, at, length, True

    def _zones(self) -> list[tuple[int, int]]:
        """Where a run can begin to be found that tells something: around the letters that nothing explains.

        A run tells by a letter that is open. Where it has forty letters or more, forty of them in a row hold that
        letter and an anchor; where it has fewer, all of it is near.
        """
        size = len(self.stream.text)
        if self.cleared is None:
            return [(0, size)]
        roughly = self.stream.mark_in_order([short for _, short in self.cleared.texts])
        zones: list[tuple[int, int]] = []
        for gap in _UNCOVERED.finditer(roughly):
            first, last = max(0, gap.start() - RUN_LETTERS), min(size, gap.end() + RUN_LETTERS)
            if zones and first <= zones[-1][1]:
                zones[-1] = (zones[-1][0], last)
            else:
                zones.append((first, last))
        return zones

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
        last = start + len(open_letters)
        edges = [at - start for at in self.stream.edges_between(start, last + 1)]
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
