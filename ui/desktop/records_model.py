"""The one model behind every list of records: ids in order, and pages fetched as they scroll into view.

Sorting and filtering are the register's (SQL); the model only asks for other ids.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from pma_assure.register.register import Register
from pma_assure.values.screens import ListColumn
from ui.desktop.workplace import Workplace

R = TypeVar("R")
PAGE = 100
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a list is asked for. ``sort`` is a column's key, "" for the list's own order."""

    words: str = ""
    sort: str = ""
    descending: bool = False
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Generic[R]):
    """Where a list comes from: its columns, its ids in order, its rows by id, and the words of a cell."""

    columns: tuple[ListColumn, ...]
    ids: Callable[[Register, date, Asked], Sequence[str]]
    rows: Callable[[Register, date, Sequence[str]], Sequence[R]]
    cell: Callable[[R, int], str]


class RecordsModel(QAbstractTableModel, Generic[R]):
    """``counted`` says how many records the list has, after each reading; ``filled`` that a page came in."""

    counted = Signal(int)
    filled = Signal()

    def __init__(self, workplace: Workplace, source: Source[R]) -> None:
        super().__init__()
        self._workplace, self._source = workplace, source
        self._asked = Asked()
        self._ids: list[str] = []
        self._rows: dict[int, R] = {}
        self._wanted: set[int] = set()
        self._under_way: set[int] = set()
        self._reading = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fetch)

    @property
    def asked(self) -> Asked:
        return self._asked

    @property
    def ids(self) -> list[str]:
        return self._ids

    def ask(self, asked: Asked) -> None:
        """Show other records, or the same ones in another order."""
        self._asked = asked
        self.read()

    def read(self) -> None:
        """Read the ids again; the rows follow as they are looked at."""
        asked, ids = self._asked, self._source.ids
        self._workplace.ask(
            lambda register, as_of: list(ids(register, as_of, asked)), self._show, owner=self, slot="ids"
        )

    def _show(self, ids: list[str]) -> None:
        self._reading += 1
        self._wanted.clear()
        self._under_way.clear()
        if ids == self._ids:
            # The same records: fetch what was shown once more, without letting the view lose its place.
            seen = {number // PAGE for number in self._rows}
            self._wanted |= seen
            if seen:
                self._soon.start()
        else:
            self.beginResetModel()
            self._ids, self._rows = ids, {}
            self.endResetModel()
        self.counted.emit(len(ids))

    def _want(self, number: int) -> None:
        page = number // PAGE
        if page not in self._under_way and page not in self._wanted:
            self._wanted.add(page)
            self._soon.start()

    def _fetch(self) -> None:
        reading, rows = self._reading, self._source.rows
        for page in sorted(self._wanted):
            ids = self._ids[page * PAGE : (page + 1) * PAGE]
            self._under_way.add(page)
            self._workplace.ask(
                lambda register, as_of, ids=ids: list(rows(register, as_of, ids)),  # type: ignore[misc]  # bound now
                lambda fetched, page=page: self._take(reading, page, fetched),  # type: ignore[misc]  # bound now
                owner=self,
                slot=f"page {page}",
            )
        self._wanted.clear()

    def _take(self, reading: int, page: int, fetched: list[R]) -> None:
        if reading != self._reading:
            return  # the ids have changed since; these rows may stand elsewhere
        self._under_way.discard(page)
        first = page * PAGE
        self._rows.update(enumerate(fetched, first))
        if fetched:
            last = self.index(first + len(fetched) - 1, len(self._source.columns) - 1)
            self.dataChanged.emit(self.index(first, 0), last)
        self.filled.emit()

    def row(self, number: int) -> R | None:
        return self._rows.get(number)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._source.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            number = index.row()
            row = self._rows.get(number)
            if row is None:
                self._want(number)
                return ""
            return self._source.cell(row, index.column())
        if role == ROW_ROLE:
            row = self._rows.get(index.row())
            if row is None:
                self._want(index.row())
            return row
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal:
            return self._source.columns[section].title
        return None
