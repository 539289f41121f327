"""What stands under a table of a page: the deeds about its chosen line, off until somebody has said which line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.desktop.page_table import PageTable
from ui.desktop.pieces import button, held, row
from ui.desktop.screen import Guide, fill_about


def about_row(
    table: PageTable,
    references: Sequence[str],
    guide: Guide,
    *beside: QWidget,
    states: Sequence[str] = (),
    case: str = "",
) -> QWidget:
    """A button under a table with every deed about the chosen line, and what stands beside it.

    ``states`` are the codes of the lines' states, where they are known; ``case`` is the one they stand in.
    """
    opener = button(
        "Do something to the chosen line",
        lambda: None,
        name=f"Deeds about the chosen line of {table.accessibleName()}",
    )
    menu = QMenu(opener)

    def fill() -> None:
        number = table.chosen
        if number is not None:
            reference = references[number]
            fill_about(menu, reference, guide, state=states[number] if states else "", case=case)
            head = QAction(reference, menu)
            head.setEnabled(False)
            menu.insertAction(menu.actions()[0], head)
            menu.insertSeparator(menu.actions()[1])

    menu.aboutToShow.connect(fill)
    opener.setMenu(menu)
    for_the_chosen(table, opener)
    line = row(*beside, opener)
    line.addStretch(1)
    return held(line)


def for_the_chosen(table: PageTable, opener: QWidget) -> None:
    """Keep a button off as long as nobody has said which line it is for."""

    def settle() -> None:
        chosen = table.chosen is not None
        opener.setEnabled(chosen)
        opener.setToolTip("" if chosen else "Choose a line of the table first.")
        opener.setAccessibleDescription(opener.toolTip())

    table.line_chosen.connect(settle)
    settle()
