"""Output for people: aligned tables and indented fields; output for scripts: one JSON object."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence

SCHEMA = 1
WIDEST = 60


def print_json(content: Mapping[str, object]) -> None:
    json.dump({"schema": SCHEMA, **content}, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def one_line(words: object) -> str:
    """Without line ends, and without characters that would steer a terminal."""
    return "".join(letter for letter in " ".join(str(words).split()) if letter.isprintable())


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns as wide as what is in them; what is very long is cut, and whole in ``show`` and with ``--json``."""
    lines = [[_cut(one_line(cell)) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(list(headings), *lines, strict=True)]
    for line in (list(headings), ["-" * width for width in widths], *lines):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cut(words: str) -> str:
    return words if len(words) <= WIDEST else words[: WIDEST - 1].rstrip() + "…"


def print_fields(fields: Mapping[str, object], indent: int = 0) -> None:
    """``name  value`` lines; objects and lists of them below their name, indented; what is empty is left out."""
    space = " " * indent
    said = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
    width = max((len(name) for name, value in said.items() if _is_plain(value)), default=0)
    for name, value in said.items():
        spoken = name.replace("_", " ")
        if _is_plain(value):
            print(f"{space}{spoken.ljust(width)}  {_said(value)}")
        elif isinstance(value, dict):
            print(f"{space}{spoken}:")
            print_fields(value, indent + 2)
        elif isinstance(value, list):
            print(f"{space}{spoken}:")
            for number, each in enumerate(value, 1):
                print(f"{space}  {number}.")
                print_fields(each if isinstance(each, dict) else {"": each}, indent + 4)


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return not any(isinstance(each, (list, dict)) for each in value)
    return not isinstance(value, dict)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_said(each) for each in value)
    return one_line(value)
