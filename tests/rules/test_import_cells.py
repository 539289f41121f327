"""One cell as a value: what is taken, and the sentence for what is not. Nothing is guessed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules import vocabulary as v
from pma_assure.rules.import_cells import read
from pma_assure.rules.import_kinds import CHOICE, CODES, DAY, KINDS, MARK, NUMBER, WORDS, YES_NO, ImportField
from pma_assure.rules.refusal import Refused
from pma_assure.rules.wording import label
from pma_assure.values.importing import Cell, Fault, Formula

TODAY = date(2026, 11, 23)
DAY_FIELD = ImportField(name="identified_on", type=DAY)
PAST = ImportField(name="closed_on", type=DAY, past=True)
LINE_FIELD = ImportField(name="title")
CLAUSE = ImportField(name="clause", type=MARK)
YES = ImportField(name="pma_may_modify", type=YES_NO)
COUNTED = ImportField(name="position", type=NUMBER)
STATE = ImportField(name="state", type=CHOICE, choices=v.FindingState)
APPLIES = ImportField(name="applies_to", type=CODES, choices=v.Applicability)
STATEMENT = ImportField(name="statement", type=WORDS, limit=1000)


def tried(field: ImportField, cell: Cell, order: str | None) -> tuple[object, str]:
    """The value of a cell, or the sentence that refuses it."""
    try:
        return read(field, cell, today=TODAY, order=order), ""
    except Refused as refused:
        return None, refused.sentence


def said(field: ImportField, cell: Cell, order: str | None = None) -> str:
    with pytest.raises(Refused) as refused:
        read(field, cell, today=TODAY, order=order)
    return refused.value.sentence


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        (datetime(2025, 4, 3), None, date(2025, 4, 3)),  # noqa: DTZ001  # a workbook knows no zones
        (date(2025, 4, 3), "mdy", date(2025, 4, 3)),
        ("2025-04-03", None, date(2025, 4, 3)),
        (" 2025-04-03 ", "mdy", date(2025, 4, 3)),
        ("2025/04/03", None, date(2025, 4, 3)),
        ("3 April 2025", None, date(2025, 4, 3)),
        ("3rd Apr 2025", None, date(2025, 4, 3)),
        ("3-Apr-2025", None, date(2025, 4, 3)),
        ("Sept 3, 2025", None, date(2025, 9, 3)),
        ("25/04/2025", None, date(2025, 4, 25)),
        ("04/25/2025", None, date(2025, 4, 25)),
        ("04.04.2025", None, date(2025, 4, 4)),
        ("03/04/2025", "dmy", date(2025, 4, 3)),
        ("03/04/2025", "mdy", date(2025, 3, 4)),
        ("29-02-2024", "dmy", date(2024, 2, 29)),
    ],
)
def test_a_day_that_is_one_is_taken(cell: Cell, order: str | None, day: date) -> None:
    assert read(DAY_FIELD, cell, today=TODAY, order=order) == day


@pytest.mark.parametrize(
    ("cell", "order", "sentence"),
    [
        ("03/04/2025", None, "can be 3 April 2025 or 4 March 2025. Say in the mapping"),
        ("03.04.2025", None, "can be 3 April 2025 or 4 March 2025"),
        ("03/25/2025", "dmy", "is no day when read as day, month, year"),
        ("25/03/2025", "mdy", "is no day when read as month, day, year"),
        ("03/04/2025", "ymd", "is not written as year, month, day"),
        ("30/02/2025", None, "is no day"),
        ("2025-13-01", None, "is no day"),
        ("3/4/25", "dmy", "which century"),
        ("soon", None, "“soon” is no day"),
        ("3 Floreal 2025", None, "Floreal is no month"),
        ("٣/٤/٢٠٢٥", "dmy", "is no day"),
        ("0003-04-05", None, "not a day this register can mean"),
        (45_000, None, "“45000” is no day"),
        (45_000.5, None, "is no day"),
        (True, None, "“True” is no day"),
        (time(10, 30), None, "is no day"),
        (timedelta(days=3), None, "is no day"),
        (date(9999, 12, 31), None, "not a day this register can mean"),
    ],
)
def test_a_day_that_is_none_or_two_is_asked_about(cell: Cell, order: str | None, sentence: str) -> None:
    assert sentence in said(DAY_FIELD, cell, order)


def test_what_happened_lies_behind() -> None:
    assert read(PAST, TODAY, today=TODAY) == TODAY
    assert "lies ahead of today" in said(PAST, TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("cell", "value"),
    [(True, True), (False, False), ("False", False), ("no", False), (" YES ", True), ("n", False), (None, None)],
)
def test_yes_and_no_are_read_as_written(cell: Cell, value: bool | None) -> None:
    assert read(YES, cell, today=TODAY) is value


@pytest.mark.parametrize("cell", ["maybe", "0", 1, 0, 2.5, TODAY])
def test_what_is_neither_yes_nor_no_is_refused(cell: Cell) -> None:
    assert "neither yes nor no" in said(YES, cell)


@pytest.mark.parametrize("cell", [7.1, 2.0, True, TODAY])
def test_a_number_is_no_mark(cell: Cell) -> None:
    """A cell with 7.10 holds 7.1: the clause it meant is lost."""
    assert "Format the column as text" in said(CLAUSE, cell) or "Type it as text" in said(CLAUSE, cell)
    assert read(CLAUSE, "7.10", today=TODAY) == "7.10"
    assert read(CLAUSE, 7, today=TODAY) == "7"


def test_a_telephone_number_is_no_number() -> None:
    assert "may have lost a nought" in said(ImportField(name="telephone", type=MARK), 2079460000)


@pytest.mark.parametrize("cell", ["3", 3, 3.0])
def test_a_whole_number_is_taken(cell: Cell) -> None:
    assert read(COUNTED, cell, today=TODAY) == 3


@pytest.mark.parametrize("cell", ["three", -1, 3.5, True, 10**9, "1e3", TODAY])
def test_what_counts_nothing_is_refused(cell: Cell) -> None:
    assert "no whole number" in said(COUNTED, cell)


@pytest.mark.parametrize("state", list(v.FindingState))
def test_a_code_or_its_label_is_taken(state: v.FindingState) -> None:
    for written in (state.value, state.value.upper(), label(state), f"  {label(state).lower()} "):
        assert read(STATE, written, today=TODAY) == state.value


def test_no_word_is_translated_on_a_guess() -> None:
    assert "“done” is no code and no label of one" in said(STATE, "done")
    assert read(STATE, "Done  ", today=TODAY, words={"done": "closed"}) == "closed"
    assert "“done” is no code" in said(STATE, "done")
    assert read(APPLIES, "Subscriber, dcc_sp,", today=TODAY) == "subscriber,dcc_sp"


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=cmd", '=HYPERLINK("x")'])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    assert read(STATEMENT, text, today=TODAY) == text
    assert read(LINE_FIELD, text, today=TODAY) == text.strip()


@given(st.sampled_from([each for kind in KINDS.values() for each in kind.fields]))
def test_a_formula_and_a_fault_are_refused_in_every_column(field: ImportField) -> None:
    assert "its last result is not trusted" in said(field, Formula("=1+1"))
    assert "holds the fault #REF!" in said(field, Fault("#REF!"))


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=80),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.builds(Formula, st.text(max_size=20)),
    st.builds(Fault, st.text(max_size=20)),
    st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}", fullmatch=True),
)


@given(
    st.sampled_from([each for kind in KINDS.values() for each in kind.fields]),
    CELLS,
    st.sampled_from([None, "dmy", "mdy", "ymd"]),
)
def test_every_cell_of_every_column_is_a_value_or_a_sentence(field: ImportField, cell: Cell, order: str | None) -> None:
    value, sentence = tried(field, cell, order)
    if sentence:
        assert sentence.startswith(field.said.capitalize())
        assert sentence.endswith(".")
    types = {DAY: date, YES_NO: bool, NUMBER: int}
    assert value is None or isinstance(value, types.get(field.type, str))
    if field.type == CHOICE and value is not None:
        assert field.choices is not None
        assert value in list(field.choices)
