"""The house holds (ARCHITECTURE.md): which room may know which, what may not be in them, and what stands where.

The import contracts in pyproject.toml say the first part too; this needs no tool, so that nobody can leave it out, and
it also sees what an import contract cannot: names of rooms, clocks, bulk statements, paths of somebody's machine.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

# From the ground up; rooms on one line do not know each other.
FLOORS = (
    ("pma_assure.values",),
    ("pma_assure.rules",),
    ("pma_assure.records",),
    ("pma_assure.register",),
    ("pma_assure.workflows", "pma_assure.views"),
    ("pma_assure.exchange", "pma_assure.demonstration"),
    ("reports",),
    ("ui",),
)
ROOMS = tuple(room for floor in FLOORS for room in floor)
STANDING = {"pma_assure", "ui", "reports", "tests", "installer", "docs"}
MADE = {"out", "build", "dist"}

# Who may not know what from outside.
CLOSED_TO = {
    "pma_assure": {"PySide6", "shiboken6", "reportlab", "pypdfium2"},
    "pma_assure.values": {"sqlalchemy", "alembic", "sqlite3", "sqlcipher3", "openpyxl", "icalendar"},
    "pma_assure.rules": {"sqlalchemy", "alembic", "sqlite3", "sqlcipher3", "openpyxl", "icalendar"},
    "pma_assure.records": {"alembic", "sqlite3", "sqlcipher3", "openpyxl", "icalendar"},
    "pma_assure.register": {"openpyxl", "icalendar"},
    "pma_assure.workflows": {"alembic", "sqlite3", "sqlcipher3", "openpyxl", "icalendar"},
    "pma_assure.views": {"alembic", "sqlite3", "sqlcipher3", "openpyxl", "icalendar"},
    "pma_assure.demonstration": {"openpyxl", "icalendar"},
    "reports": {"PySide6", "shiboken6", "sqlalchemy", "alembic", "sqlite3", "sqlcipher3"},
}
DAY_IS_AN_ARGUMENT = ("values", "rules", "records", "workflows", "views")
NO_ROOM = {"util", "utils", "helper", "helpers", "misc", "manager", "managers"}
NO_WHOLE_NAME = NO_ROOM | {"common", "base"}


def sources(package: str) -> list[Path]:
    """The Python files of a package or room, by its dotted name."""
    return sorted((PROJECT / package.replace(".", "/")).rglob("*.py"))


def dotted(path: Path) -> str:
    """The module name of a file of the project."""
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports_of(source: ast.Module, module: str, is_package: bool = False) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything ``source`` imports anywhere, by statement or by ``import_module("...")``."""
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            start = node.module or ""
            if node.level:
                above = module.split(".")
                above = above[: len(above) - node.level + is_package]
                start = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, f"{start}.{alias.name}"
        elif isinstance(node, ast.Call) and name_of(node.func).endswith(("import_module", "__import__")):
            for argument in node.args[:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node.lineno, argument.value


def name_of(node: ast.expr) -> str:
    """``a.b.c`` for a name or a chain of attributes, as far as it is one."""
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def inside(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def may_know(room: str) -> set[str]:
    """The rooms below ``room``, and itself."""
    below: set[str] = set()
    for floor in FLOORS:
        if room in floor:
            return below | {room}
        below |= set(floor)
    raise AssertionError(f"{room} is not a room of the house")


def clock_readings(source: ast.Module) -> Iterator[tuple[int, str]]:
    """Where the source asks what time or day it is."""
    for node in ast.walk(source):
        if isinstance(node, ast.Attribute):
            said = name_of(node)
            if re.search(r"\b(datetime|date)\.(now|utcnow|today)$|\btime\.(time|time_ns|localtime|gmtime)$", said):
                yield node.lineno, said
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            for alias in node.names:
                if alias.name in {"time", "time_ns", "localtime", "gmtime"}:
                    yield node.lineno, f"time.{alias.name}"


def bulk_statements(source: ast.Module) -> Iterator[tuple[int, str]]:
    """Where the source could change rows past the session, which writes the audit trail."""
    for node in ast.walk(source):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            for alias in node.names:
                if alias.name in {"update", "delete", "insert", "text"}:
                    yield node.lineno, f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Attribute):
            said = name_of(node)
            by_name = node.attr.startswith("bulk_") or node.attr in {"exec_driver_sql", "query"}
            if by_name or re.search(r"(^(sa|sqlalchemy)\.(.*\.)?|__table__\.)(update|delete|insert|text)$", said):
                yield node.lineno, said


ANY_DATABASE = {"count", "length", "max", "min", "replace", "trim"}
"""Functions of SQL that every database has; those of one database belong in ``register``, which knows it."""


def functions_of_one_database(source: ast.Module) -> Iterator[tuple[int, str]]:
    """Where the source calls a function of SQL that not every database has."""
    for node in ast.walk(source):
        if not isinstance(node, ast.Attribute) or node.attr in ANY_DATABASE:
            continue
        if name_of(node.value) in {"func", "sqlalchemy.func", "sa.func"}:
            yield node.lineno, f"func.{node.attr}"


def kept_files() -> list[Path]:
    """Every file of the project that is not made by it."""
    made = MADE | {"__pycache__", "node_modules"}

    def walk(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            hidden = path.name.startswith(".") and path.name not in {".ci", ".gitignore", ".gitattributes"}
            if hidden or path.name.endswith(".egg-info") or (folder == PROJECT and path.name in made):
                continue
            if path.is_dir():
                if path.name != "__pycache__":
                    yield from walk(path)
            else:
                yield path

    return list(walk(PROJECT))


def said(found: list[str]) -> str:
    return "\n".join(["", *found])


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_the_rooms_below(room: str) -> None:
    allowed = may_know(room)
    wrong = []
    for path in sources(room):
        for line, name in imports_of(tree(path), dotted(path), path.name == "__init__.py"):
            if name.split(".")[0] not in {"pma_assure", "reports", "ui", "tests", "installer"}:
                continue
            if inside(name, "pma_assure") and not any(inside(name, other) for other in ROOMS):
                continue  # pma_assure itself: its version
            if not any(inside(name, other) for other in allowed):
                wrong.append(f"{path.relative_to(PROJECT)}:{line} knows {name}")
    assert not wrong, said(wrong)


@pytest.mark.parametrize(("package", "closed"), CLOSED_TO.items())
def test_a_room_is_closed_to_what_it_must_not_know(package: str, closed: set[str]) -> None:
    wrong = [
        f"{path.relative_to(PROJECT)}:{line} imports {name}"
        for path in sources(package)
        for line, name in imports_of(tree(path), dotted(path), path.name == "__init__.py")
        if name.split(".")[0] in closed
    ]
    assert not wrong, said(wrong)


def test_the_rooms_are_the_rooms() -> None:
    rooms = {path.name for path in (PROJECT / "pma_assure").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert rooms == {room.removeprefix("pma_assure.") for room in ROOMS if inside(room, "pma_assure")}


def test_the_folders_at_the_top_are_fixed() -> None:
    seen = {path.name for path in PROJECT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    extra = {name for name in seen - STANDING - MADE if not name.endswith(".egg-info") and name != "__pycache__"}
    assert not extra, f"{sorted(extra)} has no place at the top; a line belongs in one obvious room"
    assert seen >= {"pma_assure", "ui", "reports", "tests", "installer"}
    assert (PROJECT / "pyproject.toml").is_file()


def test_every_folder_with_modules_is_a_package() -> None:
    bare = {
        str(path.parent.relative_to(PROJECT))
        for package in ("pma_assure", "reports", "ui")
        for path in sources(package)
        if not (path.parent / "__init__.py").is_file()
    }
    assert not bare, f"without __init__.py these would be left out of the installed program: {sorted(bare)}"


def test_no_room_is_a_drawer_for_everything() -> None:
    wrong = []
    for path in kept_files():
        inner = path.relative_to(PROJECT)
        if inner.parts[0] not in STANDING - {"docs"}:
            continue
        for part in (*inner.parts[:-1], inner.stem):
            if part in NO_WHOLE_NAME or NO_ROOM & set(part.split("_")):
                wrong.append(str(inner))
    assert not wrong, said(wrong)


@pytest.mark.parametrize("room", DAY_IS_AN_ARGUMENT)
def test_the_day_is_an_argument(room: str) -> None:
    wrong = [
        f"{path.relative_to(PROJECT)}:{line} asks {what}"
        for path in sources(f"pma_assure.{room}")
        for line, what in clock_readings(tree(path))
    ]
    assert not wrong, said(wrong)


def test_no_deed_changes_rows_past_the_session() -> None:
    wrong = [
        f"{path.relative_to(PROJECT)}:{line} uses {what}: the audit trail would not see it"
        for path in sources("pma_assure.workflows")
        for line, what in bulk_statements(tree(path))
    ]
    assert not wrong, said(wrong)


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "pma_assure.register"])
def test_only_the_register_speaks_as_one_database(room: str) -> None:
    wrong = [
        f"{path.relative_to(PROJECT)}:{line} calls {what}: it belongs in pma_assure.register"
        for path in sources(room)
        for line, what in functions_of_one_database(tree(path))
    ]
    assert not wrong, said(wrong)


def test_functions_of_one_database_are_seen() -> None:
    found = functions_of_one_database(ast.parse("func.json_group_array(by), func.count(), sa.func.group_concat(key)"))
    assert [what for _, what in found] == ["func.json_group_array", "func.group_concat"]


def test_no_file_names_a_package_registry_or_somebodys_machine() -> None:
    # Put together here, so that this file does not name them either.
    hosts = [f"{name}.{end}" for name, end in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]
    hosts += [f"{name}.{end}" for name, end in (("anaconda", "org"), ("deb.debian", "org"), ("crates", "io"))]
    folders = "|".join(("work", "root", "home", "Users", "opt", "mnt", "tmp"))
    machine = re.compile(rf"(?<![\w.}})*/-])/(?:{folders})/\w|\b[A-Z]:\\Users\\\w")
    wrong = []
    for path in kept_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font, a picture, a kept register
        for number, line in enumerate(text.splitlines(), 1):
            if any(host in line for host in hosts) or machine.search(line):
                wrong.append(f"{path.relative_to(PROJECT)}:{number}: {line.strip()[:100]}")
    assert not wrong, said(wrong)


def run_apart(code: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in an interpreter of its own, in the project's folder."""
    return subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)


def test_the_command_line_starts_without_the_window() -> None:
    if find_spec("ui.command_line") is None:
        pytest.skip("there is no command line yet")
    ran = run_apart(
        "import sys, ui.command_line\n"
        "for name in ('PySide6', 'shiboken6', 'reportlab', 'openpyxl', 'icalendar'):\n"
        "    if name in sys.modules:\n"
        "        print(name)\n"
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == [], "imported where it is used, not before: the program starts fast"


def test_the_register_imports_whole_without_qt_and_pdf() -> None:
    modules = [dotted(path) for path in sources("pma_assure") if "migrations" not in path.parts]
    ran = run_apart(
        "import importlib, sys\n"
        "for name in ('PySide6', 'shiboken6', 'reportlab', 'pypdfium2'):\n"
        "    sys.modules[name] = None\n"
        f"for name in {modules!r}:\n"
        "    importlib.import_module(name)\n"
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import pma_assure.views.cases", ["pma_assure.views.cases"]),
        ("from pma_assure import views", ["pma_assure.views"]),
        ("from ..views import cases", ["pma_assure.views.cases"]),
        ("from . import plans", ["pma_assure.workflows.plans"]),
        ("def late():\n    import PySide6.QtCore", ["PySide6.QtCore"]),
        ("importlib.import_module('ui.desktop')", ["ui.desktop"]),
    ],
)
def test_imports_are_seen(code: str, names: list[str]) -> None:
    assert [name for _, name in imports_of(ast.parse(code), "pma_assure.workflows.advice")] == names


@pytest.mark.parametrize("code", ["datetime.now(UTC)", "dt.date.today()", "time.time()", "from time import time_ns"])
def test_clocks_are_seen(code: str) -> None:
    assert list(clock_readings(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "from sqlalchemy import select, update",
        "sa.delete(Plan)",
        "session.query(Plan).delete()",
        "Plan.__table__.update()",
        "session.bulk_save_objects(rows)",
        "connection.exec_driver_sql('UPDATE plan SET state = 1')",
    ],
)
def test_bulk_statements_are_seen(code: str) -> None:
    assert list(bulk_statements(ast.parse(code)))


@pytest.mark.parametrize("code", ["known.update(more)", "digest.update(data)", "from sqlalchemy import select"])
def test_plain_updates_are_let_be(code: str) -> None:
    assert not list(bulk_statements(ast.parse(code)))
