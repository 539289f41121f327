"""The table of rules is whole and true: a row for each rule, and nothing in it that is not there (docs/rules.md)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from pma_assure.rules.sources import CATALOGUE

PROJECT = Path(__file__).resolve().parents[2]
TABLE = PROJECT / "docs" / "rules.md"
DOMAIN = PROJECT.parent / "shared" / "domain.md"
"""Beside the project where it is written; the rules do not hang on its being there."""
HELD = {"recorded", "computed", "enforced", "produced", "context"}
NONE = "–"


class Row(NamedTuple):
    rule: str
    paragraphs: str
    says: str
    held: str
    where: str
    shown_by: str


def rows(text: str) -> list[Row]:
    """The rows of the table. Raises TypeError for one that has not six columns."""
    lines = [line for line in text.splitlines() if re.match(r"\| *R\d", line)]
    return [Row(*(cell.strip() for cell in line.strip().strip("|").split("|"))) for line in lines]


def named(cell: str) -> list[str]:
    """What stands in a cell between backquotes; nothing else may stand there but line breaks."""
    assert re.fullmatch(r"–|`[^`]+`(<br>`[^`]+`)*", cell), cell
    return re.findall(r"`([^`]+)`", cell)


@cache
def names_of_tests(path: Path) -> frozenset[str]:
    """The names of the test functions of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return frozenset(
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def wrong_with(row: Row) -> list[str]:
    """What of a row is not so, in sentences."""
    found = []
    rule = CATALOGUE.get(row.rule)
    if rule is None:
        return [f"{row.rule} is no rule of the catalogue"]
    if row.says != rule.text or row.paragraphs != ", ".join(str(each) for each in rule.paragraphs):
        found.append(f"{row.rule} is said otherwise in the catalogue: {rule.text}")
    held = row.held.split(", ")
    if not set(held) <= HELD:
        found.append(f"{row.rule} is held in a way that is none: {row.held}")
    if held == ["context"] and rule.status not in ("CTX", "RESP"):
        found.append(f"{row.rule} is no mere context: it is {rule.status}")
    if held != ["context"] and NONE in (row.where, row.shown_by):
        found.append(f"{row.rule} names no module or no test")
    for module in named(row.where):
        if not (PROJECT / module).is_file():
            found.append(f"{row.rule}: {module} is not there")
    for test in named(row.shown_by):
        file, _, name = test.partition("::")
        if not (PROJECT / file).is_file() or name not in names_of_tests(PROJECT / file):
            found.append(f"{row.rule}: the test {test} is not there")
    return found


def wanted() -> dict[str, str]:
    """Rule -> its paragraphs: as the domain's own document has them where it lies beside, else by the catalogue."""
    if not DOMAIN.is_file():
        return {f"R{number:02}": row_paragraphs(CATALOGUE[f"R{number:02}"].paragraphs) for number in range(1, 91)}
    found = re.findall(r"^\| (R\d\d) \| ([^|]+) \|", DOMAIN.read_text(encoding="utf-8"), re.MULTILINE)
    return {rule: row_paragraphs(_each(said)) for rule, said in found}


def row_paragraphs(paragraphs: Iterable[int]) -> str:
    return ", ".join(str(each) for each in sorted(paragraphs))


def _each(said: str) -> Iterator[int]:
    """The paragraphs of "7-9, 78"."""
    for first, last in re.findall(r"\b(\d+)(?:-(\d+))?", said):
        yield from range(int(first), int(last or first) + 1)


def test_every_rule_has_one_row_in_order() -> None:
    assert [(row.rule, row.paragraphs) for row in rows(TABLE.read_text(encoding="utf-8"))] == list(wanted().items())


@pytest.mark.parametrize("rule", list(CATALOGUE))
def test_a_row_is_true(rule: str) -> None:
    for row in rows(TABLE.read_text(encoding="utf-8")):
        if row.rule == rule:
            assert wrong_with(row) == []


def test_modules_cite_what_the_table_says_they_hold() -> None:
    """One at least of what a row names cites the rule by its number: a table alone holds nothing."""
    silent = []
    for row in rows(TABLE.read_text(encoding="utf-8")):
        files = [*named(row.where), *(test.partition("::")[0] for test in named(row.shown_by))]
        if files and not any(_cites(PROJECT / file, row.rule) for file in files):
            silent.append(row.rule)
    assert silent == []


def _cites(path: Path, rule: str) -> bool:
    number = int(rule[1:])
    text = path.read_text(encoding="utf-8")
    if re.search(rf"\b{rule}\b", text):
        return True
    spans = re.findall(r"\bR(\d\d)(?:-| to )R(\d\d)\b", text)
    return any(int(first) <= number <= int(last) for first, last in spans)


GOOD = (
    "| R30 | 35 | {says} | computed | `pma_assure/rules/quorum.py` |"
    " `tests/rules/test_quorum.py::test_worked_examples` |"
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", ""),
        ("test_worked_examples", "test_that_was_renamed", "is not there"),
        ("tests/rules/test_quorum.py", "tests/rules/test_moved.py", "is not there"),
        ("rules/quorum.py", "rules/moved.py", "is not there"),
        ("computed", "believed", "a way that is none"),
        ("computed", "context", "no mere context"),
        ("| 35 |", "| 36 |", "said otherwise"),
        ("A quorum is", "A quorum may be", "said otherwise"),
        ("R30", "R91", "no rule of the catalogue"),
        ("`tests/rules/test_quorum.py::test_worked_examples`", NONE, "names no module or no test"),
    ],
)
def test_what_is_wrong_with_a_row_is_found(old: str, new: str, said: str) -> None:
    line = GOOD.format(says=CATALOGUE["R30"].text).replace(old, new) if old else GOOD.format(says=CATALOGUE["R30"].text)
    (row,) = rows(line)
    found = wrong_with(row)
    assert (found == []) if not said else any(said in one for one in found), found


def test_a_cell_holds_names_alone() -> None:
    with pytest.raises(AssertionError):
        named("`pma_assure/rules/quorum.py` and more")
