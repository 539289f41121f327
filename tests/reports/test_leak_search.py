"""The search finds what the plain definition finds: every letter of every text is compared with every other there."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pma_assure.values.leak_check import WithheldText
from reports import leak_text
from reports.leak_places import Kind, Reading, squeezed, words_of
from reports.leak_text import RUN_LETTERS, RUN_WORDS, leaks_in

BEYOND = 12
"""So many letters, or two whole words, beyond what was cleared tell something."""
LONG = 10


def withheld(*texts: str) -> tuple[WithheldText, ...]:
    return tuple(WithheldText(passage=f"EXT-2026-0014/9.{n}", text=text) for n, text in enumerate(texts, start=1))


class Plain:
    """The definition at the head of ``leak_text``, of one text that a reader sees, without a thought for time."""

    def __init__(self, pages: Sequence[str], cleared: Sequence[str]) -> None:
        self.starts: list[int] = []
        self.text = ""
        self.edges = {0}
        for page in pages:
            self.starts.append(len(self.text))
            for word in words_of(page):
                self.text += word
                self.edges.add(len(self.text))
        self.cleared = [short for short in map(squeezed, cleared) if short]
        self.open = [True] * len(self.text)
        for short in self.cleared:
            for at in self.found(short):
                self.open[at : at + len(short)] = [False] * len(short)

    def found(self, needle: str) -> list[int]:
        return [
            at
            for at in range(len(self.text) - len(needle) + 1)
            if self.text.startswith(needle, at)
            and (len(needle) >= LONG or {at, at + len(needle)} <= self.edges)
        ]  # fmt: skip

    def place(self, at: int) -> str:
        return f"page {sum(start <= at for start in self.starts)}"

    def leaks(self, secret: str) -> set[str]:
        words = words_of(secret)
        needle = "".join(words)
        if not needle:
            return set()
        inside = [at for at in self.found(needle) if self.inside(at, needle)]
        alone = [at for at in self.found(needle) if at not in inside]
        told = {*inside, *alone[self.cleared.count(needle) :]}
        return {self.place(at) for at in told} | {
            self.place(start) for start, end in self.runs(words) if self.tells(start, end)
        }

    def inside(self, at: int, needle: str) -> bool:
        longer = [short for short in self.cleared if len(short) > len(needle)]
        return any(
            self.text.startswith(short, start)
            for short in longer
            for start in range(max(0, at + len(needle) - len(short)), at + 1)
        )

    def runs(self, words: Sequence[str]) -> set[tuple[int, int]]:
        """Every longest run that text and withheld text have in common, and that is long enough."""
        needle = "".join(words)
        bounds = [len("".join(words[:count])) for count in range(len(words) + 1)]
        found = set()
        for at in range(len(self.text)):
            for offset in range(len(needle)):
                if at and offset and self.text[at - 1] == needle[offset - 1]:
                    continue
                length = 0
                while self.text[at + length : at + length + 1] == needle[offset + length : offset + length + 1] != "":
                    length += 1
                six = any(
                    offset <= first
                    and last <= offset + length
                    and {at + first - offset, at + last - offset} <= self.edges
                    for first, last in zip(bounds, bounds[RUN_WORDS:], strict=False)
                )
                if length and (six or length >= RUN_LETTERS):
                    found.add((at, at + length))
        return found

    def tells(self, start: int, end: int) -> bool:
        run = self.text[start:end]
        head = max((n for n in range(len(run) + 1) if any(run[:n] in short for short in self.cleared)), default=0)
        tail = max(
            (n for n in range(len(run) + 1) if any(run[len(run) - n :] in short for short in self.cleared)), default=0
        )
        return all(self.much(*piece) for piece in ((start, end), (start + head, end), (start, end - tail)))

    def much(self, start: int, end: int) -> bool:
        if sum(self.open[start:end]) >= BEYOND:
            return True
        edges = [at for at in range(start, end + 1) if at in self.edges]
        return sum(all(self.open[first:last]) for first, last in itertools.pairwise(edges)) >= 2


def places(pages: Sequence[str], secrets: Sequence[str], cleared: Sequence[str]) -> set[tuple[str, str]]:
    reading = Reading()
    for number, page in enumerate(pages, start=1):
        reading.add(f"page {number}", page, Kind.BODY, "pages")
    return {(leak.passage, leak.place) for leak in leaks_in(reading, withheld(*secrets), cleared)}


def by_definition(pages: Sequence[str], secrets: Sequence[str], cleared: Sequence[str]) -> set[tuple[str, str]]:
    plain = Plain(pages, cleared)
    return {(text.passage, place) for text in withheld(*secrets) for place in plain.leaks(text.text)}


# Few words, so that texts share many runs; short ones, long ones, and one that is two others.
WORD = st.sampled_from(
    [
        "a",
        "b",
        "key",
        "card",
        "keycard",
        "desk",
        "office",
        "shift",
        "ŵythnos",
        "registration",
        "confidentiality",
        "4",
        "14",
    ]
)
TEXT = st.lists(WORD, min_size=1, max_size=14).map(" ".join)


@st.composite
def published(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    """(pages, withheld, cleared): pages of what was cleared, with pieces of what was withheld between."""
    secrets = draw(st.lists(TEXT, min_size=1, max_size=3))
    cleared = draw(st.lists(TEXT, min_size=1, max_size=4))
    pages = []
    for _ in range(draw(st.integers(1, 3))):
        pieces = []
        for _ in range(draw(st.integers(1, 4))):
            whole = draw(st.sampled_from([*secrets, *cleared, *cleared]))
            start = draw(st.integers(0, len(whole) - 1))
            pieces.append(draw(st.sampled_from([whole, whole[start:], whole[: start + 1]])))
        pages.append(draw(st.sampled_from([" ", "\n", ""])).join(pieces))
    return pages, secrets, cleared


@settings(max_examples=300, deadline=None)
@given(published())
def test_what_the_definition_finds_is_found_and_nothing_else(case: tuple[list[str], list[str], list[str]]) -> None:
    assert places(*case) == by_definition(*case)


@settings(max_examples=50, deadline=None)
@given(published())
def test_of_two_texts_the_longer_is_looked_at_by_strides_and_nothing_is_missed(
    case: tuple[list[str], list[str], list[str]],
) -> None:
    """Many withheld words that stand nowhere make the withheld side the longer one."""
    pages, secrets, cleared = case
    nowhere = " ".join(f"zq{n}v{n * 7}" for n in range(400))
    assert places(pages, [*secrets, nowhere], cleared) == by_definition(pages, secrets, cleared)


def test_a_run_before_a_cleared_one_on_the_same_line_of_both_texts_is_found() -> None:
    """A word of the same length stands between the two: one of them is cleared, the other is not."""
    first = "Registrationofficers misrepresented identificationdocuments"
    second = "and the desk at Ipswich has no alarm at all"
    pages = [f"{first} often {second}"]
    assert places(pages, [f"{first} never {second}"], [second]) == {("EXT-2026-0014/9.1", "page 1")}


@pytest.mark.parametrize("stop", range(leak_text.RUN_LETTERS - 1, leak_text.RUN_LETTERS + 30))
def test_a_run_is_found_wherever_it_begins(stop: int) -> None:
    """Forty letters of two words, from every place in the text and in what was withheld."""
    secret = "".join(chr(ord("a") + n * n % 26) for n in range(stop)) + " end"
    for before in range(30):
        lead = "".join(chr(ord("a") + (3 * n * n + 5) % 26) for n in range(before))
        found = places([f"{lead} {secret[:40]}"], [f"0 {secret} {lead}"], ())
        assert bool(found) == (stop >= RUN_LETTERS), before


@pytest.mark.parametrize("before", range(35))
def test_a_run_out_of_a_cleared_text_into_twelve_open_letters_is_found(before: int) -> None:
    """Wherever it begins: most of it lies in what was cleared, and what tells is only its end."""
    cleared = "y" * before + "Qualification of the registration offices"
    secret = "tionoftheregistrationoffices underinsured"
    assert len(squeezed(secret)) == RUN_LETTERS
    assert places([f"{cleared} underinsured"], [f"{secret} elsewhere"], [cleared]) == {("EXT-2026-0014/9.1", "page 1")}
