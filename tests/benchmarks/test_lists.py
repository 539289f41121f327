"""A list of 100,000 findings in the window: shown, sorted, filtered, each until its first page is painted.

The floor is the least that any list can do: the keys in order as the driver gives them, and a bare table that paints
as many lines of them. For what is filtered it asks the file for the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QEventLoop, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView

from pma_assure.register.engine import raw_connection
from pma_assure.register.register import Register
from tests.benchmarks import goals
from tests.benchmarks.conftest import Scale
from tests.benchmarks.filled_register import DAY
from tests.benchmarks.goals import Goal
from tests.benchmarks.side_by_side import Measured, alternate
from ui.desktop.application import Desktop
from ui.desktop.list_screen import ListScreen
from ui.desktop.record_table import RecordTable
from ui.desktop.records_model import Asked
from ui.desktop.settings import Settings
from ui.desktop.window import Window

SIZE = (1280, 720)
WORD = "witness"
Index = QModelIndex | QPersistentModelIndex
Question = tuple[str, str]


class BareModel(QAbstractTableModel):
    """Eight columns of a key."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: Sequence[tuple[str]] = ()

    def show(self, keys: Sequence[tuple[str]]) -> None:
        self.beginResetModel()
        self.keys = keys
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else 8

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        return self.keys[index.row()][0] if role == int(Qt.ItemDataRole.DisplayRole) else None


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(qapp, today=DAY, settings=Settings(tmp_path / "settings.json"))
    yield made
    for window in list(made.windows):
        window.close()
        window.deleteLater()
    qapp.processEvents()


def wait_for(window: Window, seen: Callable[[], bool]) -> None:
    while not (seen() and window.jobs.idle):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)


def findings(desktop: Desktop, register: Register) -> tuple[Window, RecordTable[Any]]:
    """A window on the list of the findings, at rest."""
    window = desktop.open_window()
    window.resize(*SIZE)
    desktop.share(register)  # other benchmarks go on with it when this window is closed
    window.take_up(register)
    assert window.shell is not None
    wait_for(window, lambda: True)
    window.shell.show_screen("findings")
    screen = window.shell.screen_shown
    assert isinstance(screen, ListScreen)
    wait_for(window, lambda: screen.table.model.row(0) is not None)
    return window, screen.table


def ours(window: Window, table: RecordTable[Any], questions: Iterator[Asked]) -> Callable[[], object]:
    """Ask as a person does, and wait for the painted page; the detail beside the list is no part of it."""
    waiting = QEventLoop(window)  # sleeps until something happens: to look again and again would take the work its time
    table.model.filled.connect(waiting.quit)
    table.model.filled.disconnect(table._settle)

    def ask() -> object:
        table.model.ask(next(questions))
        waiting.exec()
        table.view.viewport().repaint()
        return table.model.row(0)

    return ask


def floor(driver: Any, view: QTableView, questions: Iterator[Question]) -> Callable[[], object]:
    model = view.model()
    assert isinstance(model, BareModel)

    def ask() -> object:
        where, direction = next(questions)
        keys = driver.execute(f"SELECT id FROM finding {where} ORDER BY reference {direction}").fetchall()
        model.show(keys)
        view.viewport().repaint()
        return len(keys)

    return ask


def turning(*given: Any) -> Iterator[Any]:
    while True:
        yield from given


UP, DOWN = "ASC", "DESC"
WAYS: dict[str, tuple[tuple[Asked, ...], tuple[Question, ...]]] = {
    "shown": ((Asked(), Asked(sort="reference", descending=True)), (("", UP), ("", DOWN))),
    "sorted": (
        (Asked(sort="identified_on"), Asked(sort="identified_on", descending=True)),
        (("", UP), ("", DOWN)),
    ),
    "filtered": (
        (Asked(words=WORD), Asked(words=WORD, sort="reference", descending=True)),
        ((f"WHERE title LIKE '%{WORD}%'", UP), (f"WHERE title LIKE '%{WORD}%'", DOWN)),
    ),
}
"""What is asked in turn, of the list and of the floor: another order each time, so that nothing is as it was."""


@pytest.mark.benchmark
@pytest.mark.parametrize("kept", ["long", "long_encrypted"], ids=["plain", "encrypted"])
@pytest.mark.parametrize(
    ("way", "plain", "encrypted"),
    [
        ("shown", goals.SHOWN, goals.SHOWN_ENCRYPTED),
        ("sorted", goals.SORTED, goals.SORTED_ENCRYPTED),
        ("filtered", goals.FILTERED, goals.FILTERED_ENCRYPTED),
    ],
    ids=["shown", "sorted", "filtered"],
)
def test_list_in_the_window(
    way: str,
    plain: Goal,
    encrypted: Goal,
    kept: str,
    keep: list[Measured],
    scale: Scale,
    desktop: Desktop,
    request: pytest.FixtureRequest,
) -> None:
    register: Register = request.getfixturevalue(kept)
    window, table = findings(desktop, register)
    bare = QTableView()
    bare.setModel(BareModel())
    bare.resize(*SIZE)
    bare.show()
    asked, questions = WAYS[way]
    driver = raw_connection(register.path, register.file_key)
    least = floor(driver, bare, turning(*questions))
    shown = ours(window, table, turning(*asked))
    goal = encrypted if register.encrypted else plain
    keep.append(alternate(goal, least, shown, rounds=scale.rounds(16)))
    assert way != "filtered" or 0 < table.model.rowCount() < scale.listed
    wait_for(window, lambda: True)
    bare.close()
    driver.close()
