"""A sheet of sixty clauses as a workbook: taken along, filled in, read back; and files that are none."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from pma_assure.exchange import fieldwork_sheet
from pma_assure.exchange.fieldwork_cells import FILLED, HEAD_ROW, HIDDEN, SHEET, SHOWN
from pma_assure.exchange.fieldwork_reading import read
from pma_assure.records.assessments import Assessment
from pma_assure.register.register import Register, open_register
from pma_assure.register.session import AuditContext
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import FieldResult
from pma_assure.values.fieldwork_page import SheetLine
from pma_assure.values.outcome import Done
from pma_assure.views import fieldwork
from pma_assure.workflows.every import DEEDS
from pma_assure.workflows.fieldwork import LineGiven
from pma_assure.workflows.parameters import FileGiven
from tests import demonstrated, sheets
from ui.command_line import main

FIRST = len(HIDDEN) + len(SHOWN) + 1
COLUMN = {name: FIRST + place for place, name in enumerate(FILLED)}
SEEN = "Of 20 requests, 3 carry one signature."


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(demonstrated.register(), tmp_path_factory.mktemp("sheet") / "sheet.pma"))
    register = open_register(path)
    try:
        sheets.prepared(register)
    finally:
        register.close()
    return path


@pytest.fixture
def register(prepared: Path, tmp_path: Path) -> Iterator[Register]:
    opened = open_register(Path(shutil.copy(prepared, tmp_path / "register.pma")))
    yield opened
    opened.close()


def exported(register: Register) -> bytes:
    return fieldwork_sheet.make(fieldwork.form(register, sheets.REFERENCE, sheets.DAY)).content


def changed(content: bytes, change: Callable[[Any], object]) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def filled(content: bytes, *rows: tuple[int, dict[str, object]]) -> bytes:
    """The sheet with cells filled in; rows are counted from the first clause, which is 1."""

    def fill(book: Any) -> None:
        for number, cells in rows:
            for name, value in cells.items():
                book[SHEET].cell(HEAD_ROW + number, COLUMN[name]).value = value

    return changed(content, fill)


def read_back(register: Register, content: bytes, **more: object) -> Done:
    return DEEDS["fieldwork.read_back"].run(
        sheets.acting(register), file=FileGiven(name="sheet.xlsx", content=content), reader=read, **more
    )


def in_the_team(register: Register, initials: str) -> None:
    """Somebody who signs so, in the team from the day the assessment began."""
    keeper = sheets.acting(register)
    DEEDS["person.add"].run(keeper, name=f"Tester {initials}")
    DEEDS["assessment.join_team"].run(
        keeper,
        assessment=sheets.REFERENCE,
        person=f"Tester {initials}",
        initials=initials,
        first_day=date(2026, 11, 2),
    )


def refused(register: Register, content: bytes, **more: object) -> str:
    before = fieldwork.sheet(register, sheets.REFERENCE)
    with pytest.raises(Refused) as why:
        read_back(register, content, **more)
    assert fieldwork.sheet(register, sheets.REFERENCE) == before
    return why.value.sentence


def line(register: Register, number: int) -> SheetLine:
    return fieldwork.sheet(register, sheets.REFERENCE).lines[number - 1]


def test_the_same_sheet_gives_the_same_bytes_with_its_keys_hidden(register: Register) -> None:
    content = exported(register)
    assert exported(register) == content
    book = load_workbook(io.BytesIO(content))
    page = book[SHEET]
    assert [page.column_dimensions[letter].hidden for letter in "ABCDE"] == [True, True, True, True, False]
    assert book["Key"].sheet_state == "hidden"
    validation = page.data_validations.dataValidation[0]
    assert validation.formula1 == '"Not tested,Met,Not met"'
    assert validation.sqref == f"J{HEAD_ROW + 1}:J{HEAD_ROW + 60}"
    assert page.max_row == HEAD_ROW + 60
    assert not page.cell(HEAD_ROW + 1, COLUMN["seen"]).protection.locked
    assert page.cell(HEAD_ROW + 1, 1).protection.locked


def test_sixty_clauses_go_out_and_come_back(register: Register) -> None:
    rows = [
        (
            number,
            {
                "test": f"Draw {number}.",
                "sample": number,
                "seen": f"={number}+1 is no sum" if number % 2 else SEEN,
                "result": "Met" if number % 3 else "not met",
                "initials": "AT",
                "tested_on": datetime(2026, 11, 20) if number % 2 else "2026-11-19",  # noqa: DTZ001  # a cell has no zone
            },
        )
        for number in range(1, 61)
    ]

    def fill(book: Any) -> None:
        for number, cells in rows:
            for name, value in cells.items():
                cell = book[SHEET].cell(HEAD_ROW + number, COLUMN[name])
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"

    content = changed(exported(register), fill)
    in_the_team(register, "AT")
    done = read_back(register, content)
    assert done.notes[0] == (
        "sheet.xlsx: 60 lines new, 0 the same as in the register, 0 in conflict, 0 refused, 0 untouched."
    )
    held = fieldwork.sheet(register, sheets.REFERENCE)
    assert held.sentence == "60 of 60 clauses tested: 40 met, 20 not met"
    for number, one in enumerate(held.lines, 1):
        assert (one.test, one.sample, one.initials) == (f"Draw {number}.", str(number), "AT")
        assert one.seen == (f"={number}+1 is no sum" if number % 2 else SEEN), "text stays text"
        assert one.tested_on == (date(2026, 11, 20) if number % 2 else date(2026, 11, 19))
    again = read_back(register, content)
    assert again.notes[0].startswith("sheet.xlsx: 0 lines new, 60 the same")
    assert again.changed == ()
    untouched = read_back(register, exported(register))
    assert untouched.notes == (
        "sheet.xlsx: 0 lines new, 0 the same as in the register, 0 in conflict, 0 refused, 60 untouched.",
    )


def test_each_line_is_new_the_same_in_conflict_or_refused_with_its_reason(register: Register) -> None:
    content = exported(register)
    for number, seen in ((2, "As in the file."), (3, "As in the register.")):
        DEEDS["fieldwork.fill"].run(
            sheets.acting(register),
            assessment=sheets.REFERENCE,
            lines=(LineGiven(requirement=line(register, number).requirement, seen=seen),),
        )
    content = filled(
        content,
        (1, {"seen": SEEN, "result": "Not met"}),
        (2, {"seen": "As in the file."}),
        (3, {"seen": "As the laptop has it."}),
        (4, {"result": "Met"}),
        (5, {"result": "Perhaps"}),
        (6, {"seen": SEEN, "result": "Met", "tested_on": "11/12/2026"}),
        (7, {"seen": SEEN, "result": "Met", "tested_on": "2026-12-24"}),
        (8, {"seen": '=HYPERLINK("http://x.invalid","y")'}),
        (9, {"initials": "A. Tester of Penhallow"}),
        (10, {"seen": "turned \u202e round"}),
    )
    done = read_back(register, content)
    told = dict(one.split(": ", 1) for one in done.notes[1:])
    assert done.notes[0] == (
        "sheet.xlsx: 1 line new, 1 the same as in the register, 1 in conflict, 7 refused, 50 untouched."
    )
    assert told["Row 6, RDP 1.0, 1.1"] == "new: what was seen, result."
    assert told["Row 7, RDP 1.0, 1.2"] == "same."
    conflict = told["Row 8, RDP 1.0, 1.3"]
    assert conflict.startswith("conflict, the register changed since")
    assert "in the register “As in the register.”, in the file “As the laptop has it.”" in conflict
    for row, reason in (
        (9, "say what was seen"),
        (10, "the result “Perhaps” is none of"),
        (11, "“11/12/2026” is no day that has one meaning"),
        (12, "lies ahead of today"),
        (13, "holds a formula"),
        (14, "longer than eight characters"),
        (15, "turn the direction of writing"),
    ):
        (said,) = [text for name, text in told.items() if name.startswith(f"Row {row},")]
        assert said.startswith("refused")
        assert reason in said
    assert (line(register, 1).seen, line(register, 1).initials, line(register, 1).tested_on) == (SEEN, "RS", sheets.DAY)
    assert line(register, 3).seen == "As in the register."
    assert {line(register, number).result for number in range(4, 11)} == {FieldResult.NOT_TESTED}
    assert {line(register, number).seen for number in range(4, 11)} == {""}


def test_initials_of_nobody_in_the_team_are_refused(register: Register) -> None:
    tested = {"seen": SEEN, "result": "Met"}
    in_the_team(register, "AT")
    content = filled(
        exported(register),
        (1, {**tested, "initials": "XY"}),
        (2, {**tested, "initials": "at/rs"}),
        (3, {**tested, "initials": "RS+XY"}),
    )
    done = read_back(register, content)
    assert [note.partition(": ")[2].partition(",")[0] for note in done.notes[1:]] == [
        "refused",
        "new: what was seen",
        "refused",
    ]
    assert "nobody in the team of ASMT-2026-0022 signs as XY; enter the person in the team" in done.notes[1]
    assert done.irregular == ()
    assert line(register, 1).result == FieldResult.NOT_TESTED


def test_a_test_before_the_notice_or_out_of_the_team_is_kept_as_irregular(register: Register) -> None:
    context = AuditContext(
        deed="tests.force", person_id=None, person="A. Tester", capacity="tests", day=sheets.DAY, at=register.clock()
    )
    with register.writing(context) as session:
        found = session.scalars(select(Assessment).where(Assessment.reference == sheets.REFERENCE)).one()
        found.notified_on = date(2026, 11, 5)
    tested = {"seen": SEEN, "result": "Met", "initials": "RS"}
    content = filled(
        exported(register),
        (1, {**tested, "tested_on": "2026-11-05"}),
        (2, {**tested, "tested_on": "2026-11-04"}),
        (3, {**tested, "tested_on": "2026-11-01"}),
    )
    done = read_back(register, content)
    assert done.notes[0].startswith("sheet.xlsx: 3 lines new"), "it happened"
    said = {fact.sentence for fact in done.irregular}
    assert said == {
        "ASMT-2026-0022 was tested before the participant was notified: REQ-RDP-1.0-1.2 on 4 November 2026,"
        " REQ-RDP-1.0-1.3 on 1 November 2026",
        "ASMT-2026-0022 was tested by RS on days out of the team: REQ-RDP-1.0-1.3 on 1 November 2026",
    }


def test_what_was_tested_is_set_back_and_its_day_goes(register: Register) -> None:
    read_back(register, filled(exported(register), (1, {"seen": SEEN, "result": "Met"})))
    read_back(register, filled(exported(register), (1, {"result": None})))
    assert (line(register, 1).result, line(register, 1).tested_on) == (FieldResult.NOT_TESTED, None)


def test_rows_that_were_moved_doubled_or_invented_are_told_apart(register: Register) -> None:
    content = filled(exported(register), (1, {"test": "One."}), (2, {"test": "Two."}), (3, {"test": "Three."}))

    def disturb(book: Any) -> None:
        page = book[SHEET]
        values = [cell.value for cell in page[HEAD_ROW + 2]]
        page.append(values)
        page.append([None] * (COLUMN["test"] - 1) + ["A clause of my own"])
        page.cell(HEAD_ROW + 3, 3).value = "2b"
        page.delete_rows(HEAD_ROW + 10)

    done = read_back(register, changed(content, disturb))
    assert done.notes[0].startswith("sheet.xlsx: 1 line new, 0 the same as in the register, 0 in conflict, 4 refused")
    told = " ".join(done.notes)
    assert told.count("the line stands twice in the file") == 2
    assert "its hidden columns were changed" in told
    assert "it belongs to no line" in told
    assert line(register, 1).test == "One."
    assert line(register, 2).test == ""


def test_what_was_sorted_without_its_hidden_columns_answers_no_other_clause(register: Register) -> None:
    content = filled(exported(register), (1, {"seen": SEEN, "result": "Met", "initials": "RS"}))

    def sort_what_is_seen(book: Any) -> None:
        page = book[SHEET]
        rows = [[cell.value for cell in row][len(HIDDEN) :] for row in page.iter_rows(min_row=HEAD_ROW + 1)]
        for number, cells in enumerate(reversed(rows), HEAD_ROW + 1):
            for place, value in enumerate(cells, len(HIDDEN) + 1):
                page.cell(number, place).value = value

    done = read_back(register, changed(content, sort_what_is_seen))
    assert " 0 lines new" in done.notes[0]
    assert "its cells were moved, and would answer another clause" in " ".join(done.notes)
    assert {line(register, number).result for number in (1, 60)} == {FieldResult.NOT_TESTED}


def test_a_text_that_no_cell_holds_is_never_cut_in_the_register(register: Register) -> None:
    long = "All of it was read. " * 1_000
    requirement = line(register, 1).requirement
    DEEDS["fieldwork.fill"].run(
        sheets.acting(register),
        assessment=sheets.REFERENCE,
        lines=(LineGiven(requirement=requirement, seen=long),),
    )
    content = exported(register)
    assert read_back(register, content).changed == ()
    done = read_back(register, filled(content, (1, {"seen": "Shorter."})))
    assert "its text is longer than a cell holds" in done.notes[1]
    assert line(register, 1).seen == long


@pytest.mark.parametrize("kind", ["nothing", "text", "torn", "another workbook", "a zip", "no key", "headings", "bomb"])
def test_a_file_that_is_no_sheet_is_refused_with_a_sentence(register: Register, kind: str) -> None:
    good = exported(register)

    def packed(**parts: bytes) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return target.getvalue()

    other = io.BytesIO()
    Workbook().save(other)

    def rename(book: Any) -> None:
        book[SHEET].cell(HEAD_ROW, COLUMN["seen"]).value = "Seen"

    made: dict[str, Callable[[], bytes]] = {
        "nothing": lambda: b"",
        "text": lambda: b"clause;result\n1.1;met\n",
        "torn": lambda: good[: len(good) // 2],
        "another workbook": other.getvalue,
        "a zip": lambda: packed(a=b"a"),
        "no key": lambda: changed(good, lambda book: book.remove(book["Key"])),
        "headings": lambda: changed(good, rename),
        "bomb": lambda: packed(zeros=b"0" * (65 * 1024 * 1024)),
    }
    sentence = refused(register, made[kind]())
    assert sentence.startswith("sheet.xlsx")


def test_a_row_of_cells_without_end_is_refused_before_it_is_read(register: Register) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(exported(register))) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</sheetData>", b"<row>" + b"<c/>" * 200_000 + b"</row></sheetData>")
            out.writestr(name, part)
    assert "has more than 200,000 cells" in refused(register, target.getvalue())


def test_each_part_of_a_workbook_torn_is_refused_or_changes_nothing(register: Register) -> None:
    good = exported(register)
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        names = package.namelist()
        parts = {name: package.read(name) for name in names}
    before = fieldwork.sheet(register, sheets.REFERENCE)
    for torn in names:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as package:
            for name in names:
                package.writestr(name, parts[name][: len(parts[name]) // 2] if name == torn else parts[name])
        with contextlib.suppress(Refused):  # openpyxl can do without some parts; whatever else it raises is a fault
            read_back(register, target.getvalue())
        assert fieldwork.sheet(register, sheets.REFERENCE) == before


def test_the_sheet_of_another_assessment_or_register_is_refused(
    register: Register, prepared: Path, tmp_path: Path
) -> None:
    content = filled(exported(register), (1, {"test": "Draw 20."}))

    def rename(book: Any) -> None:
        book["Key"].cell(2, 2).value = "ASMT-2026-0009"

    assert "ASMT-2026-0009" in refused(register, changed(content, rename))

    def strange(book: Any) -> None:
        for row in range(HEAD_ROW + 1, HEAD_ROW + 61):
            book[SHEET].cell(row, 2).value = f"{row:032x}"

    assert "belongs to another register" in refused(register, changed(content, strange))


def test_through_do_and_report(
    register: Register, prepared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.pma"
    shutil.copy(prepared, path)
    workbook, paper = tmp_path / "sheet.xlsx", tmp_path / "sheet.pdf"
    for out in (workbook, paper):
        arguments = ["report", "fieldwork-form", sheets.REFERENCE, "--register", str(path), "--out", str(out)]
        assert main(["--today", "2026-11-23", *arguments]) == 0
    said = capsys.readouterr().out
    assert f"the sheet of {sheets.REFERENCE} with 60 clauses" in said
    assert "2 sheets, 68 rows, opened again and counted" in said
    workbook.write_bytes(filled(workbook.read_bytes(), (7, {"seen": SEEN, "result": "Met"})))
    given = tmp_path / "given.json"
    given.write_text(json.dumps({"file": str(workbook)}), encoding="utf-8")
    deed = ["do", "fieldwork.read_back", "--register", str(path), "--as", "R. Sharma", "--json", str(given)]
    assert main(["--today", "2026-11-23", *deed]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["notes"][1] == "Row 12, RDP 1.0, 1.7: new: what was seen, result."
    assert main(["--today", "2026-11-23", "show", f"{sheets.REFERENCE}/L7", "--register", str(path), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["kind"], shown["fields"]["result"], shown["fields"]["seen"]) == ("field_line", "met", SEEN)
