"""What is no plain workbook is answered with a sentence before a row of it is looked at."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from pma_assure.exchange import workbook_reading
from pma_assure.rules.refusal import Refused
from pma_assure.values.importing import Fault, Formula
from tests.exchange import old_office
from tests.exchange.conftest import Taking

PLAIN = old_office.book((("Organisations", ("Title", "Category"), [["Invented Energy", "dcc"]]),))


def repacked(
    change: Callable[[str, bytes], bytes | None] = lambda _, part: part, more: dict[str, bytes] | None = None
) -> bytes:
    """The plain workbook with its parts changed, left out (None), or with more parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            part = change(name, source.read(name))
            if part is not None:
                out.writestr(name, part)
        for name, part in (more or {}).items():
            out.writestr(name, part)
    return target.getvalue()


def cut_in_a_part() -> bytes:
    torn = bytearray(PLAIN)
    middle = PLAIN.index(b"xl/worksheets/sheet1.xml") + 60
    torn[middle : middle + 40] = bytes(40)
    return bytes(torn)


def declared(name: str, part: bytes) -> bytes:
    return b'<!DOCTYPE a [<!ENTITY b "bbbb">]>' + part if name.endswith("sheet1.xml") else part


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "csv": (b"Title,Category\nInvented Energy,dcc\n", "is no workbook, whatever its name says"),
    "text": (b"x" * 10_000_000, "is no workbook, whatever its name says"),
    "pdf": (b"%PDF-1.7\n", "is no workbook"),
    "locked or old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "locked with a password"),
    "torn at the end": (PLAIN[:-200], "is torn or was made wrong"),
    "torn in the middle": (PLAIN[:600] + PLAIN[900:], "is torn or was made wrong"),
    "only the beginning": (b"PK\x03\x04", "is torn or was made wrong"),
    "damaged part": (cut_in_a_part(), "is torn or was made wrong"),
    "no workbook in it": (repacked(lambda name, part: None if name.startswith("xl/") else part), "but no workbook"),
    "macros": (repacked(more={"xl/vbaProject.bin": b"program"}), "brings macros, which are programs"),
    "entities": (repacked(declared), "not written as workbooks are"),
    "two bytes a letter": (
        repacked(lambda name, part: part.decode().encode("utf-16") if name.endswith("sheet1.xml") else part),
        "not written as workbooks are",
    ),
    "no xml": (
        repacked(lambda name, part: b"<worksheet><" if name.endswith("sheet1.xml") else part),
        "is torn or was made wrong",
    ),
    "no sheets": (
        repacked(
            lambda name, part: re.sub(b"<sheets>.*</sheets>", b"<sheets/>", part) if name == "xl/workbook.xml" else part
        ),
        "old.xlsx",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_plain_workbook_is_said_and_nothing_is_written(taking: Taking, name: str) -> None:
    content, sentence = BAD[name]
    before = taking.entries()
    for attempt in (taking.look, taking.do):
        with pytest.raises(Refused, match=re.escape(sentence)) as refused:
            attempt(content)
        assert refused.value.sentence.endswith(".")
        assert len(refused.value.sentence) < 400
    assert taking.entries() == before


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file of which a part unpacks to more than any workbook of people has."""
    bomb = repacked(more={"xl/media/image1.bin": bytes(3_000_000)})
    assert len(bomb) < 20_000
    monkeypatch.setattr(workbook_reading, "LARGEST_UNPACKED", 2_000_000)
    with pytest.raises(Refused, match="unpacks to more than"):
        workbook_reading.read(bomb, "bomb.xlsx")
    monkeypatch.setattr(workbook_reading, "LARGEST_UNPACKED", 5_000_000)
    assert workbook_reading.read(bomb, "large.xlsx").sheets
    monkeypatch.setattr(workbook_reading, "MOST_PARTS", 5)
    with pytest.raises(Refused, match="unpacks to more than"):
        workbook_reading.read(bomb, "bomb.xlsx")


def test_a_sheet_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_reading, "MOST_ROWS", 1)
    with pytest.raises(Refused, match="more than 1 rows"):
        workbook_reading.read(PLAIN, "long.xlsx")
    monkeypatch.undo()
    wide = old_office.book((("Organisations", [f"Column {n}" for n in range(301)], []),))
    with pytest.raises(Refused, match="more than 300 columns"):
        workbook_reading.read(wide, "wide.xlsx")


def test_cells_are_counted_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """One row of millions of empty cells unpacks to little and takes gigabytes once it is read."""
    many = b"<row r='1'>" + b"<c/>" * 3_000_000 + b"</row>"
    sheet = b"<worksheet><sheetData>" + many * 2 + b"</sheetData></worksheet>"
    monkeypatch.setattr(workbook_reading, "LARGEST_UNPACKED", 64 * 1024 * 1024)
    with pytest.raises(Refused, match=r"more than 4,000,000 cells"):
        workbook_reading.read(repacked(more={"xl/worksheets/sheet9.xml": sheet}), "cells.xlsx")
    shared = b"<sst>" + b"<x:si><x:t/></x:si>" * 20 + b"</sst>"
    monkeypatch.setattr(workbook_reading, "MOST_CELLS", 19)
    with pytest.raises(Refused, match=r"more than 19 cells"):
        workbook_reading.read(repacked(more={"xl/more.xml": shared}), "texts.xlsx")


def test_what_holds_no_cells_is_small_and_pieces_of_a_text_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Millions of typefaces in a small file take minutes to read, and mean nothing for its rows."""
    styles = b"<styleSheet><fonts>" + b"<font/>" * 3_000_000 + b"</fonts></styleSheet>"
    with pytest.raises(Refused, match=r"a part of 20 MB that has no cells \(xl/styles9.xml\)"):
        workbook_reading.read(repacked(more={"xl/styles9.xml": styles}), "styles.xlsx")
    pieces = b"<worksheet><sheetData><row><c><is>" + b"<r><t/></r>" * 40 + b"</is></c></row></sheetData></worksheet>"
    monkeypatch.setattr(workbook_reading, "MOST_CELLS", 30)
    with pytest.raises(Refused, match=r"more than 30 cells"):
        workbook_reading.read(repacked(more={"xl/worksheets/sheet9.xml": pieces}), "pieces.xlsx")


def test_a_cell_far_to_the_right_is_refused() -> None:
    sheet = b'<worksheet><sheetData><row r="1"><c s="1" r="ZZZ1"/></row></sheetData></worksheet>'
    with pytest.raises(Refused, match="beyond column 300"):
        workbook_reading.read(repacked(more={"xl/worksheets/sheet9.xml": sheet}), "wide.xlsx")


def test_whoever_stops_it_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, total: int, words: str) -> None:
        raise Enough

    monkeypatch.setattr(workbook_reading, "STEP", 1)
    with pytest.raises(Enough):
        workbook_reading.read(PLAIN, "plain.xlsx", progress=stop)


def test_cells_are_what_the_workbook_types_them_as() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Cells"
    page.append(["=1+1", "text", 7, 7.5, True, date(2025, 4, 3), None, "#REF!"])
    page.cell(1, 2).data_type = "s"
    page.cell(1, 2).value = "=text"
    page.cell(1, 2).data_type = "s"
    page.cell(1, 8).data_type = "e"
    page.cell(40, 1, "far down")
    target = io.BytesIO()
    book.save(target)
    (sheet,) = workbook_reading.read(target.getvalue(), "cells.xlsx").sheets
    first, last = sheet.rows
    assert (first.number, last.number) == (1, 40)
    assert first.cells == (
        Formula("=1+1"), "=text", 7, 7.5, True, datetime(2025, 4, 3), None, Fault("#REF!"),  # noqa: DTZ001
    )  # fmt: skip
    assert last.cells == ("far down",)
