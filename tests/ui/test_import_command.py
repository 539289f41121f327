"""``import`` on the command line: what it says, what it writes, and its exit status."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.exchange import old_office
from tests.exchange.conftest import made
from ui.command_line import main

HEADINGS = ("Title", "Category")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "office.pma"
    made(path).register.close()
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "old.xlsx"
    rows = [["Wren Valley Power", "Small Supplier"], ["Halden Power", "whale"]]
    path.write_bytes(old_office.book((("Organisations", HEADINGS, rows), ("Notes", ("A",), [["x"]]))))
    return path


def run(*arguments: object) -> int:
    return main(["--today", "2026-11-23", *(str(one) for one in arguments)])


def listed(register: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    assert run("list", kind, "--register", register, "--json") == 0
    items: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["items"]
    return items


def test_a_dry_run_says_it_and_writes_nothing(
    register: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = register.read_bytes()
    assert run("import", workbook, "--register", register, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "refused: Organisations, row 3: Category: “whale” is no code" in said
    assert "Not taken in: the sheet “Notes”." in said
    assert "old.xlsx: 1 new, 0 changed, 0 same, 0 conflict, 1 refused. Nothing was written." in said
    assert register.read_bytes() == before


def test_it_is_taken_in_and_again_nothing_changes(
    register: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", workbook, "--register", register, "--as", "R. Sharma", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["schema"] == 1
    assert said["counts"] == {"new": 1, "changed": 0, "same": 0, "conflict": 0, "refused": 1}
    assert [(row["sheet"], row["row"], row["outcome"]) for row in said["rows"]] == [
        ("Organisations", 2, "new"),
        ("Organisations", 3, "refused"),
    ]
    assert [item["title"] for item in listed(register, "organisations", capsys)] == ["Wren Valley Power"]
    entries = listed(register, "audit", capsys)
    assert run("import", workbook, "--register", register) == 0
    assert "1 same" in capsys.readouterr().out
    assert listed(register, "audit", capsys) == entries


def test_when_every_row_is_refused_the_status_says_so(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wrong.xlsx"
    path.write_bytes(old_office.book((("Organisations", HEADINGS, [["Halden Power", "whale"]]),)))
    assert run("import", path, "--register", register) == 1
    assert "0 new" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("nowhere.xlsx",), 1, "There is no file nowhere.xlsx"),
        (("BOOK", "--mapping", "Tracker"), 1, "No mapping is kept as “Tracker”"),
        (("BOOK", "--as", "Nobody"), 1, "Nobody in this register is called"),
        (("BOOK", "--as", "R. Sharma:whale"), 2, "is no capacity"),
        (("REGISTER",), 1, "is no workbook"),
        ((), 2, "required"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    register: Path,
    workbook: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    status: int,
    sentence: str,
) -> None:
    places = {"BOOK": workbook, "REGISTER": register}
    given = [places.get(one, one) for one in arguments]
    assert run("import", *given, "--register", register) == status
    found = capsys.readouterr().err
    assert sentence in found
    assert found.count("\n") == 1


def test_the_deed_does_the_same(
    register: Path, workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "given.json"
    given.write_text(json.dumps({"file": str(workbook)}), encoding="utf-8")
    assert run("do", "import.take_in", "--register", register, "--as", "R. Sharma", "--json", given) == 0
    done = json.loads(capsys.readouterr().out)
    assert done["notes"] == [
        "2 rows: 1 new, 0 changed, 0 same, 0 conflict, 1 refused.",
        "Not taken in: the sheet “Notes”.",
    ]
    assert done["changed"] == ["ORG-0001"]
    assert date.fromisoformat(listed(register, "audit", capsys)[-1]["day"]) == date(2026, 11, 23)
