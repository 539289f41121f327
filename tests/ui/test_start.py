"""It starts fast: nothing is imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.ui.conftest import DAY

HEAVY = ("reportlab", "openpyxl", "alembic", "pypdfium2", "keyring", "holidays")


def test_the_welcome_imports_nothing_it_does_not_need(project: Path) -> None:
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys\n"
            "import ui.desktop.application as application\n"
            "from PySide6.QtWidgets import QApplication\n"
            "desktop = application.Desktop(QApplication([]), today=None)\n"
            "window = desktop.open_window()\n"
            "window.grab()\n"
            f"print([name for name in {(*HEAVY, 'sqlalchemy')!r} if name in sys.modules])\n",
        ],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "[]"


def test_the_application_itself_imports_no_qt(project: Path) -> None:
    code = "import sys, ui.desktop.application; print('PySide6' in sys.modules, 'sqlalchemy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "False"]


def test_no_dataclass_of_the_window_makes_pyside_load_its_signatures(project: Path) -> None:
    """A dataclass without a docstring asks ``inspect.signature`` for one, and PySide6 answers that dearly."""
    wrong = []
    for path in sorted((project / "ui" / "desktop").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.decorator_list and ast.get_docstring(node) is None:
                wrong.append(f"{path.name}: {node.name}")
    assert wrong == []


def test_a_register_named_at_the_start_is_opened_once_the_window_is_painted(project: Path, tmp_path: Path) -> None:
    """The window stands before a database is imported, and no hook of PySide6 stays around later imports."""
    path = tmp_path / "any.pma"
    path.write_bytes(b"SQLite format 3\x00")
    code = (
        "import builtins, sys\n"
        "from pathlib import Path\n"
        "import ui.desktop.application as application\n"
        "from ui.desktop.application import Desktop\n"
        "plain = builtins.__import__\n"
        "def open_path(self, path):\n"
        "    print('sqlalchemy' in sys.modules, builtins.__import__ is plain, path.name, self.isVisible())\n"
        "    self.program.application.quit()\n"
        "open_window = Desktop.open_window\n"
        "def opened(self):\n"
        "    window = open_window(self)\n"
        "    type(window).open_path = open_path\n"
        "    return window\n"
        "Desktop.open_window = opened\n"
        f"sys.exit(application.run(Path({str(path)!r}), today=None))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["False", "True", "any.pma", "True"], ran.stderr


def test_the_first_window_does_not_ask_qt_for_its_style(project: Path) -> None:
    """Qt is started in Fusion: to be given a style, PySide6 first makes every code that a style knows."""
    code = (
        "import os\n"
        "import ui.desktop.application as application\n"
        "from PySide6 import QtWidgets\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from ui.desktop.application import Desktop\n"
        "asked = []\n"
        "class Watched(QApplication):\n"
        "    def style(self):\n"
        "        asked.append(1)\n"
        "        return super().style()\n"
        "QtWidgets.QApplication = Watched\n"
        "open_window = Desktop.open_window\n"
        "def opened(self):\n"
        "    window = open_window(self)\n"
        "    window.grab()\n"
        "    print(len(asked), self.application.arguments(), flush=True)\n"
        "    os._exit(0)\n"
        "Desktop.open_window = opened\n"
        "application.run(None, today=None)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    assert ran.stdout.split()[:1] == ["0"], ran.stderr
    assert "Fusion" not in ran.stdout, "Qt takes the style for itself, and leaves it out of the arguments"


def test_today_is_shown_before_what_it_does_not_need_is_imported(project: Path, path: Path) -> None:
    """Deeds, lists and documents come when somebody asks for them; the bank holidays are written down."""
    later = (
        *HEAVY,
        "pma_assure.workflows.deeds",
        "pma_assure.values.documents",
        "pma_assure.views.lists",
        "ui.desktop.deed_form",
        "ui.desktop.list_screen",
    )
    code = (
        "import os, sys\n"
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QTimer\n"
        "import ui.desktop.application as application\n"
        "open_window = application.Desktop.open_window\n"
        "def opened(self):\n"
        "    window = open_window(self)\n"
        "    def look():\n"
        "        if window.jobs.idle and window.shell is not None:\n"
        f"            print([name for name in {later!r} if name in sys.modules], flush=True)\n"
        "            os._exit(0)\n"
        "    window.timer = QTimer(window)\n"
        "    window.timer.timeout.connect(look)\n"
        "    window.timer.start(2)\n"
        "    return window\n"
        "application.Desktop.open_window = opened\n"
        f"application.run(Path({str(path)!r}), today=date.fromisoformat({DAY.isoformat()!r}))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "[]", ran.stdout + ran.stderr
