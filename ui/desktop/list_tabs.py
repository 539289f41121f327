"""The tabs of what stands behind one entry of the navigation: lists that belong together, and what is no list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.desktop.pieces import Tabs, column, row, rule
from ui.desktop.screen import Guide, Screen

Switch = Callable[[str, bool], object]
"""Shows the screen of that name; told whether it was chosen by keyboard."""


class TabbedScreen(Screen):
    """A screen that may stand behind the same entry as others."""

    def __init__(self, guide: Guide) -> None:
        super().__init__(guide)
        self.tabs = Tabs()

    def lay_out(self, inside: QWidget, here: str, beside: Sequence[tuple[str, str]], switch: Switch) -> None:
        """Put ``inside`` under the tabs (name, title) of ``beside``, or alone where there are none."""
        if not beside:
            self.setLayout(column(inside))
            return
        tabs, names = self.tabs, [name for name, _ in beside]
        tabs.setAccessibleName("Lists that belong together")
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        for _, title in beside:
            tabs.addTab(title)
        place_here = names.index(here)
        tabs.setCurrentIndex(place_here)

        def chosen(place: int) -> None:
            if place != place_here:
                by_keyboard = tabs.hasFocus()
                tabs.setCurrentIndex(place_here)  # this screen stays this list's
                switch(names[place], by_keyboard)

        tabs.currentChanged.connect(chosen)
        box = column(row(tabs, margins=(20, 6, 20, 0)), rule(), inside, gap=0)
        box.setStretch(2, 1)
        self.setLayout(box)

    def take_tabs(self) -> None:
        """Put the keyboard on the tabs of the lists that belong together."""
        self.tabs.setFocus()
