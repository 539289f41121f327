"""A document replaces the old one whole or not at all."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from pma_assure.rules.refusal import Refused
from reports import panel_advice, plan_extract
from reports.delivery import Expectation, deliver, describe
from tests.reports.samples import EXTRACT, GENERAL, PAPER

OLD = b"what was there before"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "document"
    path.write_bytes(OLD)
    return path


def untouched(path: Path) -> bool:
    return path.read_bytes() == OLD and [entry.name for entry in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("format", ["pdf", "xlsx"])
def test_a_document_is_counted_and_put_in_place(target: Path, format: str) -> None:
    content = plan_extract.render(EXTRACT, format)
    deliver(target, content, expect=describe(content, format, [GENERAL, "Follow-up assessment"]))
    assert target.read_bytes() == content
    assert [entry.name for entry in target.parent.iterdir()] == [target.name]


def test_a_new_file_is_made_where_there_was_none(tmp_path: Path) -> None:
    content = panel_advice.render(PAPER)
    expect = describe(content, "pdf", ["Bryn Ŵyn would have asked", "How the plan answers the requirements"])
    assert expect.pages == 5
    deliver(tmp_path / "advice.pdf", content, expect=expect)
    assert (tmp_path / "advice.pdf").read_bytes() == content


def test_a_workbook_is_counted_by_sheet() -> None:
    expect = describe(plan_extract.render(EXTRACT, "xlsx"), "xlsx")
    assert [sheet for sheet, _rows in expect.rows] == ["Extract", "About"]
    assert all(rows > 5 for _sheet, rows in expect.rows)


@pytest.mark.parametrize("format", ["pdf", "xlsx"])
def test_a_truncated_document_is_refused_and_the_old_file_stays(target: Path, format: str) -> None:
    content = plan_extract.render(EXTRACT, format)
    expect = describe(content, format, [GENERAL])
    with pytest.raises(Refused, match="Make it again"):
        deliver(target, content[: len(content) // 2], expect=expect)
    assert untouched(target)


@pytest.mark.parametrize(
    "expect",
    [
        Expectation(format="pdf", pages=9),
        Expectation(format="pdf", texts=("It never said this.",)),
        Expectation(format="xlsx"),
        Expectation(format="docx"),
    ],
)
def test_a_document_that_is_not_as_expected_is_refused(target: Path, expect: Expectation) -> None:
    with pytest.raises(Refused):
        deliver(target, plan_extract.render(EXTRACT, "pdf"), expect=expect)
    assert untouched(target)


def test_a_workbook_with_other_rows_is_refused(target: Path) -> None:
    content = plan_extract.render(EXTRACT, "xlsx")
    expect = replace(describe(content, "xlsx"), rows=(("Extract", 3),))
    with pytest.raises(Refused, match="should have 3"):
        deliver(target, content, expect=expect)
    with pytest.raises(Refused, match="no rows in the sheet Notes"):
        deliver(target, content, expect=replace(expect, rows=(("Notes", 3),)))
    assert untouched(target)


def test_what_is_lacking_is_said_before_anything_is_written() -> None:
    with pytest.raises(Refused, match="lacks “It never said this"):
        describe(plan_extract.render(EXTRACT, "pdf"), "pdf", ["It never said this."])


@pytest.mark.parametrize("step", ["fsync", "fdopen"])
def test_a_failed_write_leaves_the_old_file(target: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    content = plan_extract.render(EXTRACT, "pdf")
    expect = describe(content, "pdf")
    real = getattr(os, step)

    def full(handle: int, *rest: object) -> None:
        if step == "fdopen":
            os.close(handle)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(Refused, match="No space left on device"):
        deliver(target, content, expect=expect)
    monkeypatch.setattr(os, step, real)
    assert untouched(target)


def test_a_failed_replacement_leaves_the_old_file(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = plan_extract.render(EXTRACT, "pdf")
    expect = describe(content, "pdf")

    def held(self: Path, _to: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Refused, match="Permission denied"):
        deliver(target, content, expect=expect)
    monkeypatch.undo()
    assert untouched(target)


def test_bytes_that_did_not_arrive_are_noticed(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = plan_extract.render(EXTRACT, "pdf")
    expect = describe(content, "pdf")
    real = Path.read_bytes
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda self: real(self)[:-7])
        with pytest.raises(Refused, match="not written whole"):
            deliver(target, content, expect=expect)
    assert untouched(target)


def test_a_folder_or_a_missing_folder_is_refused(tmp_path: Path) -> None:
    content = plan_extract.render(EXTRACT, "pdf")
    expect = describe(content, "pdf")
    with pytest.raises(Refused, match="is a folder"):
        deliver(tmp_path, content, expect=expect)
    with pytest.raises(Refused, match="could not be written"):
        deliver(tmp_path / "nowhere" / "a.pdf", content, expect=expect)


@pytest.mark.parametrize(
    ("there", "kept"),
    [
        (b"SQLite format 3\x00" + bytes(600), True),
        (bytes(range(256)) * 4, True),
        (b"%PDF-1.7\n" + bytes(range(256)) * 4, False),
        (b"PK\x03\x04" + bytes(range(256)) * 4, False),
        ("The minutes of Llŷn.\n".encode() * 60, False),
        (b"", False),
    ],
    ids=["register", "encrypted", "pdf", "workbook", "text", "empty"],
)
def test_no_document_takes_the_place_of_a_register(tmp_path: Path, there: bytes, kept: bool) -> None:
    target = tmp_path / "register.xlsx"
    target.write_bytes(there)
    content = plan_extract.render(EXTRACT, "xlsx")
    expect = describe(content, "xlsx")
    if kept:
        with pytest.raises(Refused, match="overwrites no register"):
            deliver(target, content, expect=expect)
    else:
        deliver(target, content, expect=expect)
    assert target.read_bytes() == (there if kept else content)
