"""What a deed's arguments are: kinds that the command line, the window and the guard against bad input all read.

A deed annotates its parameters with these, e.g. ``reason: Annotated[str, Words("Why")]``. Lengths are limited here,
once, so that ten megabytes pasted into a title are answered with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

TITLE_LENGTH = 200
WORDS_LENGTH = 200_000


@dataclass(frozen=True, slots=True)
class Kind:
    """Base of all kinds: ``label`` stands before the field, ``help`` below it."""

    label: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Line(Kind):
    """One line of text, at most TITLE_LENGTH characters."""


@dataclass(frozen=True, slots=True)
class Words(Kind):
    """Text of any number of lines, at most WORDS_LENGTH characters."""


@dataclass(frozen=True, slots=True)
class Ref(Kind):
    """The reference of a record of one of these kinds (``rules.references.kind_of``), or its unique name."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refs(Kind):
    """Several references."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plain(Kind):
    """A day, an instant, a number, an amount of pounds, a choice, yes or no: the Python type says which.

    ``usually_today`` marks the day, or the time, of a fact that is recorded as it happens: a form offers the present
    one. Never a due date, a term, or what happened elsewhere before.
    """

    usually_today: bool = False


@dataclass(frozen=True, slots=True)
class Rows(Kind):
    """A list of rows; the row's dataclass says which columns."""


@dataclass(frozen=True, slots=True)
class Service(Kind):
    """Not given by a person: a renderer or a checker that the caller's room supplies.

    ``rehearsed`` stands in for it in a rehearsal, where what it makes is read by nobody; None: the deed is not
    rehearsed, because what it says depends on it.
    """

    rehearsed: Callable[..., object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileGiven:
    """A file somebody hands in: its name without folders, and its bytes."""

    name: str
    content: bytes


def line(label: str = "", help: str = "") -> Line:
    return Line(label, help)


def words(label: str = "", help: str = "") -> Words:
    return Words(label, help)


def ref(*kinds: str, label: str = "", help: str = "") -> Ref:
    return Ref(label, help, kinds)


def refs(*kinds: str, label: str = "", help: str = "") -> Refs:
    return Refs(label, help, kinds)


def plain(label: str = "", help: str = "", *, usually_today: bool = False) -> Plain:
    return Plain(label, help, usually_today)


def rows(label: str = "", help: str = "") -> Rows:
    return Rows(label, help)
