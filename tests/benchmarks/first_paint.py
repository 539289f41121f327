"""In a process of its own: when a window was first painted, when it had come to rest, and the memory it then had.

Says one line of JSON: instants of the system's running clock (nanoseconds, comparable between processes), the processor
time that the process had taken by then, and megabytes.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Resting = Callable[[], bool]
AT_REST = 3
"""How often in a row nothing may be under way."""


def watch(window: Any, resting: Resting = lambda: True, then: Callable[[], None] | None = None) -> None:
    """Say when ``window`` was painted and at rest, then quit. ``then`` is done at rest, and rest waited for again."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    said: dict[str, float] = {}
    spent: dict[str, float] = {}

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, painted)
            return False

    def painted() -> None:
        said["painted"], spent["painted"] = time.perf_counter_ns(), time.process_time_ns()
        wait("rested", further if then is not None else end)

    def further() -> None:
        assert then is not None
        then()
        wait("rested_again", end)

    def wait(name: str, go_on: Callable[[], None]) -> None:
        """Look every two milliseconds; what counts is when rest began."""
        seen: list[int] = []
        timer = QTimer(window)

        def look() -> None:
            if not resting():
                seen.clear()
                return
            seen.append(time.perf_counter_ns())
            if len(seen) == AT_REST:
                timer.stop()
                said[name], spent[name] = seen[0], time.process_time_ns()
                go_on()

        timer.timeout.connect(look)
        timer.start(2)

    def end() -> None:
        print(json.dumps({"at": said, "processor": spent, "megabytes": resident()}), flush=True)
        QApplication.quit()

    eye = Eye(window)
    window.installEventFilter(eye)


def resident() -> float:
    """Megabytes of this process that are in memory now; 0 where the system does not say it in /proc."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0.0
    (line,) = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024


def empty_window() -> int:
    """The floor: nothing but a window of the same size."""
    from PySide6.QtWidgets import QApplication, QWidget

    application = QApplication([])
    window = QWidget()
    window.resize(1280, 720)
    watch(window)
    window.show()
    return application.exec()


def program(arguments: list[str], screen: str) -> int:
    """The program as it is started, down to the command line; ``screen`` is gone to once it is at rest."""
    from ui.desktop import application

    with_register = bool(arguments)
    open_window = application.Desktop.open_window

    def opened(desktop: application.Desktop) -> Any:
        window = open_window(desktop)

        def resting() -> bool:
            return window.jobs.idle and (window.shell is not None or not with_register)

        def go_there() -> None:
            assert window.shell is not None
            window.shell.show_screen(screen)

        watch(window, resting, go_there if screen else None)
        return window

    application.Desktop.open_window = opened  # type: ignore[method-assign]  # to look at the window, in this process only
    from ui.command_line import main

    return main(arguments)


if __name__ == "__main__":
    if sys.argv[1] == "empty-window":
        sys.exit(empty_window())
    sys.exit(program(sys.argv[3:], sys.argv[2]))
