"""The rows that a table for the keyboard shows: filtered by words, and kept in their place when they are read again."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.desktop.key_grid import FilteredModel, Index


class Clauses(FilteredModel[tuple[str, str]]):
    titles = ("Clause", "In short")

    def words_of(self, row: tuple[str, str]) -> str:
        return " ".join(row)

    def name_of(self, row: tuple[str, str]) -> str:
        return row[0]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> str:
        return self._shown[index.row()][index.column()]


ROWS = [("5.2", "Two Officers"), ("7.4", "Logs of officers"), ("7.10", "Cards")]


def shown(model: Clauses) -> list[str]:
    return [str(model.data(model.index(number, 0))) for number in range(model.rowCount())]


def test_every_word_is_looked_for() -> None:
    model = Clauses()
    model.show_rows(ROWS, same=False)
    assert (shown(model), model.columnCount()) == (["5.2", "7.4", "7.10"], 2)
    model.filter("OFFICERS 7.")
    assert shown(model) == ["7.4"]
    assert (model.row_of("7.4"), model.row_of("5.2"), model.row_at(1), model.row_at(-1)) == (0, -1, None, None)
    model.filter("")
    assert shown(model) == ["5.2", "7.4", "7.10"]
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0


def test_rows_read_again_stay_in_their_place_until_others_come() -> None:
    model = Clauses()
    model.show_rows(ROWS, same=False)
    model.filter("officers")
    changed: list[tuple[int, int]] = []
    reset: list[bool] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.modelReset.connect(lambda: reset.append(True))
    again = [("5.2", "Somebody"), *ROWS[1:]]
    model.show_rows(again, same=True)
    assert (shown(model), changed, reset) == (["5.2", "7.4"], [(0, 1)], [])
    assert model.data(model.index(0, 1)) == "Somebody"
    model.show_rows(again[1:], same=True)
    assert (shown(model), reset) == (["7.4"], [True])
