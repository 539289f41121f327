"""Lists hold ids, and fetch pages as they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from pma_assure.register.register import Register
from pma_assure.values.screens import ListColumn
from ui.desktop.records_model import PAGE, Asked, RecordsModel, Source
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]


class Numbers:
    """A source of as many rows as are wanted, that counts what it was asked."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.fetched: list[Sequence[str]] = []
        self.asked: list[Asked] = []

    def source(self) -> Source[str]:
        return Source(
            columns=(ListColumn(key="n", title="Number", width=10),),
            ids=self._ids,
            rows=self._rows,
            cell=lambda row, place: row,
        )

    def _ids(self, register: Register, as_of: date, asked: Asked) -> list[str]:
        self.asked.append(asked)
        ids = [str(number) for number in range(self.number) if asked.words in str(number)]
        return ids[::-1] if asked.descending else ids

    def _rows(self, register: Register, as_of: date, ids: Sequence[str]) -> list[str]:
        self.fetched.append(ids)
        return [f"row {one}" for one in ids]


@pytest.fixture
def numbers() -> Numbers:
    return Numbers(1000)


@pytest.fixture
def model(shell: Shell, window: Window, numbers: Numbers, settled: Settled) -> RecordsModel[str]:
    made = RecordsModel(shell.workplace, numbers.source())
    made.ask(Asked())
    settled(window)
    return made


def test_nothing_is_fetched_that_nobody_looks_at(model: RecordsModel[str], numbers: Numbers) -> None:
    assert model.rowCount() == 1000
    assert numbers.fetched == []


def test_a_page_is_fetched_once_for_many_cells(
    model: RecordsModel[str], numbers: Numbers, window: Window, settled: Settled
) -> None:
    for row in range(250, 290):
        assert model.data(model.index(row, 0)) == ""
    settled(window)
    assert [len(ids) for ids in numbers.fetched] == [PAGE]
    assert model.data(model.index(250, 0)) == "row 250"
    assert model.row(300) is None


def test_the_last_page_is_short(window: Window, shell: Shell, settled: Settled) -> None:
    numbers = Numbers(PAGE + 7)
    model = RecordsModel(shell.workplace, numbers.source())
    model.ask(Asked())
    settled(window)
    model.data(model.index(PAGE + 6, 0))
    settled(window)
    assert [len(ids) for ids in numbers.fetched] == [7]
    assert model.data(model.index(PAGE + 6, 0)) == f"row {PAGE + 6}"


def test_a_filter_asks_for_other_ids_and_forgets_the_rows(
    model: RecordsModel[str], window: Window, settled: Settled
) -> None:
    model.data(model.index(0, 0))
    settled(window)
    model.ask(Asked(words="99", descending=True))
    settled(window)
    assert model.ids[0] == "999"
    model.data(model.index(0, 0))
    settled(window)
    assert model.data(model.index(0, 0)) == "row 999"


def test_the_same_ids_are_fetched_again_without_a_reset(
    model: RecordsModel[str], numbers: Numbers, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    model.data(model.index(0, 0))
    settled(window)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.read()
    settled(window)
    assert resets == []
    assert len(numbers.fetched) == 2
    assert model.data(model.index(0, 0)) == "row 0"


def test_only_the_last_question_is_answered(
    model: RecordsModel[str], numbers: Numbers, window: Window, settled: Settled
) -> None:
    for words in ("1", "12", "123"):
        model.ask(Asked(words=words))
    settled(window)
    assert model.ids == ["123"]


def test_an_empty_list_has_no_rows(window: Window, shell: Shell, settled: Settled) -> None:
    model = RecordsModel(shell.workplace, Numbers(0).source())
    counted: list[int] = []
    model.counted.connect(counted.append)
    model.ask(Asked())
    settled(window)
    assert model.rowCount() == 0
    assert counted == [0]
