"""Templates of letters: plain text with names in braces. They are read and filled; nothing in them is evaluated.

- ``{assessment.reference}`` stands for a value; a day is said in words.
- A line with the name of a list is written once for each entry: ``- {findings}``.
- A line that begins with ``?`` is left out when a name in it has nothing to say; a heading that loses all its lines so
  is left out too.
- Blank lines part paragraphs, ``# `` begins a heading, ``- `` an entry of a list. What begins with ``\\# `` is no
  heading and begins with ``# ``.

There are no attributes, formats or conditions, and what a value holds is not read again: its braces stay braces.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pma_assure.rules.refusal import Refused
from pma_assure.rules.wording import day as say_day

Value = str | date | tuple[str, ...] | None
"""What a name stands for: words, a day, or the entries of a list. None, blank words and no entries say nothing."""

_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*(?:\.[a-z]+(?:_[a-z]+)*)*")
_LIKE_A_NAME = re.compile(r"\{[a-z][a-z_.]{0,60}\}")
_LIKE_A_HEADING = re.compile(r"\\*#(?: |$)")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c\x1c-\x1e\x85]")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a line."""

    name: str


@dataclass(frozen=True, slots=True)
class TemplateLine:
    number: int
    optional: bool
    parts: tuple[str | Named, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts if isinstance(part, Named))

    @property
    def heading(self) -> bool:
        return bool(self.parts) and isinstance(self.parts[0], str) and self.parts[0].startswith("# ")


@dataclass(frozen=True, slots=True)
class Template:
    """``field`` is the argument it was given in: "text", or "subject", which is one line."""

    lines: tuple[TemplateLine, ...]
    field: str = "text"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a finished letter, for whoever lays it out."""

    kind: Literal["heading", "item", "paragraph"]
    text: str


def parse(text: str, *, field: str = "text") -> Template:
    """Read a template. Refused, with the number of the line, for a brace without its other and for what is no name."""
    return Template(
        tuple(_line(number, line, field) for number, line in enumerate(_lines(text), 1)),
        field,
    )


def check(template: Template, known: Collection[str], lists: Collection[str] = ()) -> None:
    """Refused, with the number of the line: for something that is not known, with the names there are; for two of the
    ``lists`` in one line, which could never be written."""
    for line in template.lines:
        for name in line.names:
            if name not in known:
                raise _refused(
                    line.number,
                    f"{{{name}}} is no name of this kind of letter. There are {', '.join(sorted(known))}",
                    template.field,
                )
        _one_list(line, [name for name in line.names if name in lists], template.field)


def _one_list(line: TemplateLine, lists: list[str], field: str) -> None:
    held = list(dict.fromkeys(lists))
    if len(held) > 1:
        raise _refused(line.number, f"{{{held[0]}}} and {{{held[1]}}} are both lists; give each its own line", field)


def fill(template: Template | str, values: Mapping[str, Value]) -> str:
    """The text with its names filled. Refused, with the line, for an unknown name or one that has nothing to say
    in a line that does not begin with ``?``."""
    read = parse(template) if isinstance(template, str) else template
    check(read, values)
    written: list[_Written] = []
    for line in read.lines:
        empty = next((name for name in line.names if not _entries(values[name])), None)
        if empty is None:
            written += _written(line, values, read.field)
        elif line.optional:
            written.append(_Written("", lost=True))
        else:
            raise _refused(
                line.number,
                f"{{{empty}}} has nothing to say in this letter. Enter what is missing, or let the line begin with ? in"
                " the template, so that it is left out",
                read.field,
            )
    return _tidied(written)


def left_over(text: str, values: Mapping[str, Value]) -> tuple[int, str] | None:
    """(line, name in its braces) of the first name that nothing was filled in for; what a value holds is none."""
    held = "\n".join(entry for value in values.values() for entry in _entries(value))
    for number, line in enumerate(_lines(text), 1):
        for found in _LIKE_A_NAME.finditer(line):
            if found.group() not in held:
                return number, found.group()
    return None


def layout(text: str) -> tuple[Block, ...]:
    """The headings, entries and paragraphs of a finished letter, in order; lines of a paragraph stay lines."""
    blocks: list[Block] = []
    paragraph: list[str] = []

    def end() -> None:
        if paragraph:
            blocks.append(Block("paragraph", "\n".join(paragraph)))
            paragraph.clear()

    for line in _lines(text):
        if line.startswith("# ") or line.startswith("- "):
            end()
            blocks.append(Block("heading" if line.startswith("# ") else "item", line[2:].strip()))
        elif not line.strip():
            end()
        else:
            paragraph.append((line[1:] if line.startswith("\\") and _LIKE_A_HEADING.match(line) else line).strip())
    end()
    return tuple(block for block in blocks if block.text)


@dataclass(frozen=True, slots=True)
class _Written:
    text: str
    heading: bool = False
    lost: bool = False
    """A line that was left out."""


def _lines(text: str) -> list[str]:
    return _LINE_ENDS.sub("\n", text).split("\n")


def _refused(number: int, sentence: str, field: str) -> Refused:
    where = "The subject" if field == "subject" else f"Line {number}"
    return Refused(f"{where}: {sentence}.", rule="R12", paragraph="18", field=field)


def _line(number: int, line: str, field: str) -> TemplateLine:
    optional = line.startswith("?")
    rest = line[1:].lstrip() if optional else line
    parts: list[str | Named] = []
    while rest:
        before, opened, after = rest.partition("{")
        if "}" in before:
            raise _refused(number, "a closing brace } has no opening one before it", field)
        if before:
            parts.append(before)
        if not opened:
            break
        name, closed, rest = after.partition("}")
        if not closed or "{" in name:
            raise _refused(number, "an opening brace { has no closing one", field)
        if not _NAME.fullmatch(name):
            raise _refused(number, f"{{{name[:40]}}} is no name: small letters, _ and . alone", field)
        parts.append(Named(name))
    return TemplateLine(number, optional, tuple(parts))


def _entries(value: Value) -> tuple[str, ...]:
    """The words of a value; of a list one for each entry, on one line. () when it has nothing to say."""
    if value is None:
        return ()
    if isinstance(value, date):
        return (say_day(value),)
    if isinstance(value, tuple):
        return tuple(filter(None, (" ".join(entry.split()) for entry in value)))
    words = "\n".join(_lines(value)).strip()
    return (words,) if words else ()


def _written(line: TemplateLine, values: Mapping[str, Value], field: str) -> list[_Written]:
    lists = [name for name in line.names if isinstance(values[name], tuple)]
    _one_list(line, lists, field)
    times = len(_entries(values[lists[0]])) if lists else 1
    written: list[_Written] = []
    for turn in range(times):
        text = "".join(
            part
            if isinstance(part, str)
            else _entries(values[part.name])[turn if isinstance(values[part.name], tuple) else 0]
            for part in line.parts
        )
        if line.heading or field == "subject":
            written.append(_Written(" ".join(text.split()), heading=line.heading))
        else:
            written += [_Written(piece) for piece in _not_headings(line, text)]
    return written


def _not_headings(line: TemplateLine, text: str) -> list[str]:
    """Lines that a value made look like a heading are marked as none; what the template itself wrote stays."""
    pieces = text.split("\n")
    first = line.parts[0] if line.parts else ""
    own = isinstance(first, str) and re.match(r"\\*# ", first) is not None
    return [
        f"\\{piece}" if _LIKE_A_HEADING.match(piece) and not (own and place == 0) else piece
        for place, piece in enumerate(pieces)
    ]


def _tidied(written: list[_Written]) -> str:
    """Without the lines that were left out, the headings that lost all of theirs, and blank lines too many."""
    kept: list[str] = []
    for place, line in enumerate(written):
        if line.lost or (line.heading and _lost_its_lines(written[place + 1 :])):
            continue
        if line.text.strip() or (kept and kept[-1].strip()):
            kept.append(line.text.rstrip())
    return "\n".join(kept).strip("\n")


def _lost_its_lines(after: list[_Written]) -> bool:
    lost = False
    for line in after:
        if line.heading:
            break
        if line.text.strip():
            return False
        lost = lost or line.lost
    return lost
