"""A table that is gone through and filled in by keyboard alone: the sheet of an assessment, the grid of a year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilteredModel(QAbstractTableModel, Generic[Row]):
    """Rows (some hundreds at most) of which those are shown that have every word somewhere.

    Whoever derives it says what the ``titles`` of the columns are, by what a row is found (:meth:`words_of`) and known
    (:meth:`name_of`), and what a cell shows.
    """

    titles: Sequence[str] = ()

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self._words: list[str] = []
        self._shown: list[Row] = []

    def words_of(self, row: Row) -> str:
        raise NotImplementedError

    def name_of(self, row: Row) -> str:
        raise NotImplementedError

    def show_rows(self, rows: Sequence[Row], *, same: bool) -> None:
        """Show other rows. ``same``: of the same thing; where they are the same ones too, each stays in its place."""
        if same and [self.name_of(row) for row in rows] == [self.name_of(row) for row in self._rows]:
            self._rows = rows
            now = {self.name_of(row): row for row in rows}
            self._shown = [now[self.name_of(row)] for row in self._shown]
            self.look_again()
            return
        self.beginResetModel()
        self._rows = rows
        self._shown = self._matching()
        self.endResetModel()

    def filter(self, words: str) -> None:
        self.beginResetModel()
        self._words = words.casefold().split()
        self._shown = self._matching()
        self.endResetModel()

    def _matching(self) -> list[Row]:
        def has(row: Row) -> bool:
            text = self.words_of(row).casefold()
            return all(word in text for word in self._words)

        return [row for row in self._rows if has(row)]

    def look_again(self) -> None:
        """Paint what is shown anew: what stands in it has changed."""
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(self.titles) - 1))

    def row_at(self, number: int) -> Row | None:
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def row_of(self, name: str) -> int:
        """The place of a row; -1 where the filter leaves it out."""
        return next((number for number, row in enumerate(self._shown) if self.name_of(row) == name), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.titles)


class KeyGrid(QTableView):
    """``keys`` are the keys that do something with the chosen rows; ``of`` names the whole for who hears it.

    ``spare`` are the pixels that a row has beside one line of words.
    """

    def __init__(
        self,
        model: QAbstractItemModel,
        keys: Mapping[Qt.Key, Callable[[], object]],
        *,
        of: str,
        choose: QAbstractItemView.SelectionMode,
        spare: int,
    ) -> None:
        super().__init__()
        self._keys = keys
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(choose)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setAccessibleName(f"Lines of {of}")
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().lineSpacing() + spare)
        header = self.horizontalHeader()
        header.setAccessibleName(f"Columns of {of}")
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def keyboardSearch(self, search: str) -> None:
        """Letters do deeds here; the filter above finds lines."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if alone(event) and key in self._keys:
            self._keys[key]()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in ENTER:
            event.ignore()  # the screen saves with it
        else:
            super().keyPressEvent(event)


def alone(event: QKeyEvent) -> bool:
    """Whether the key was pressed by itself or with Shift, on the number pad too."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
