"""The program with its windows. What is imported here is what the first window needs, and nothing else."""

from __future__ import annotations

import builtins
import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from pma_assure.register.register import Register
    from ui.desktop.settings import Settings
    from ui.desktop.window import Window

COLLECT_AFTER = 50_000
"""New objects after which Python looks for what nobody holds any more. With its own 700 it looked five hundred times
until Today is shown, through modules and records that stay: a tenth of the start."""
SIZES = (-2, 8)
"""By how many steps type may be made smaller or larger."""


class Desktop:
    """All windows of one program: they share settings, the look, and registers that two of them show."""

    def __init__(self, application: QApplication, *, today: date | None, settings: Settings | None = None) -> None:
        from ui.desktop import theme
        from ui.desktop.settings import Settings

        self.application, self.today = application, today
        self.settings = settings or Settings()
        self.windows: list[Window] = []
        self._shared: dict[int, tuple[Register, int]] = {}
        theme.set_font(application)
        self._usual = application.font().pointSizeF()
        self._steps = 0
        theme.apply(application, self.settings.look)
        application.styleHints().colorSchemeChanged.connect(lambda _: self._system_changed())

    def open_window(self) -> Window:
        from ui.desktop.window import Window

        window = Window(self, self.today)
        self.windows.append(window)
        window.show()
        return window

    # --- what windows ask of the program --------------------------------------------------------------------------

    def put_on(self, look: str) -> None:
        from ui.desktop import theme

        self.settings.look = look
        theme.apply(self.application, look)
        self._redraw()

    def _system_changed(self) -> None:
        if self.settings.look == "system":
            from ui.desktop import theme

            theme.apply(self.application, "system")
            self._redraw()

    def _redraw(self) -> None:
        for window in self.windows:
            if window.shell is not None:
                window.shell.look_changed()

    def resize_type(self, steps: int) -> None:
        """Larger or smaller type in all windows; 0 for the usual size. A projector wants it large."""
        from ui.desktop import theme

        self._steps = 0 if steps == 0 else max(SIZES[0], min(SIZES[1], self._steps + steps))
        font = self.application.font()
        font.setPointSizeF(self._usual + self._steps)
        self.application.setFont(font)
        theme.apply(self.application, self.settings.look)
        self._redraw()

    def new_window(self, beside: Window) -> None:
        """Another window on the same register."""
        window = self.open_window()
        window.move(beside.x() + 40, beside.y() + 40)
        if beside.workplace is not None:
            window.take_up(beside.workplace.register, beside.workplace.who)

    def share(self, register: Register) -> None:
        _, number = self._shared.get(id(register), (register, 0))
        self._shared[id(register)] = (register, number + 1)

    def release(self, register: Register) -> None:
        """Close a register when its last window lets it go."""
        _, number = self._shared.pop(id(register), (register, 1))
        if number > 1:
            self._shared[id(register)] = (register, number - 1)
        else:
            register.close()

    def closed(self, window: Window) -> None:
        if window in self.windows:
            self.windows.remove(window)


def run(path: Path | None, *, today: date | None) -> int:
    """Open the program, on the register at ``path`` or on the welcome; returns the exit status."""
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
    # PySide6 puts a hook around every import, to serve ``from __feature__ import``. Nothing here asks for that, and the
    # hook reads the source of each module that comes later: it is taken off again.
    plain_import = builtins.__import__
    from PySide6.QtWidgets import QApplication

    builtins.__import__ = plain_import

    from ui.desktop import theme

    application = QApplication.instance()
    if application is None:
        application = QApplication([sys.argv[0] or "pma-assure", "-style", "Fusion"])
        application.setProperty(theme.STYLED, True)
    assert isinstance(application, QApplication)
    application.setApplicationName("pma-assure")
    application.setApplicationDisplayName("PMA Assure")
    application.setDesktopFileName("pma-assure")
    desktop = Desktop(application, today=today)
    sys.excepthook = lambda kind, error, place: unforeseen(desktop, kind, error, place)
    window = desktop.open_window()
    if path is not None:
        window.expect(path)
        once_painted(window, lambda: window.open_path(path))
    return application.exec()


def once_painted(window: Window, then: Callable[[], None]) -> None:
    """Do ``then`` when the window stands on the screen: what takes long must not keep it from being seen."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, window, then)
            return False

    window.installEventFilter(Eye(window))


def unforeseen(desktop: Desktop, kind: type[BaseException], error: BaseException, place: TracebackType | None) -> None:
    """An error in the window itself: kept in the log, said in a sentence, and the program goes on."""
    from ui.desktop.jobs import as_refusal

    if issubclass(kind, KeyboardInterrupt):
        desktop.application.quit()
        return
    refusal = as_refusal(error.with_traceback(place))
    for window in desktop.windows:
        window.foot.say(str(refusal), "late")
