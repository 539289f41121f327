"""A table that is gone through and filled in by keyboard alone: the sheet of an assessment, the grid of a year."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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
