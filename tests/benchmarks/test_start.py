"""From starting the process to a painted window, to rest, and the memory it takes: each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pma_assure import demonstration
from pma_assure.exchange import workbook_reading
from pma_assure.register.register import Register, create
from pma_assure.workflows import office
from reports import leak_check, letter, panel_advice, plan_extract
from tests.benchmarks import goals
from tests.benchmarks.conftest import Scale
from tests.benchmarks.filled_register import DAY
from tests.benchmarks.goals import Goal
from tests.benchmarks.side_by_side import Measured, of_pairs

SHOWS_MEMORY = Path("/proc/self/status").exists()


@dataclass(frozen=True, slots=True)
class Seen:
    """Milliseconds since the process was asked for, and of processor time by then; megabytes at the end."""

    at: Mapping[str, float]
    processor: Mapping[str, float]
    megabytes: float


@pytest.fixture(scope="module")
def compiled(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the processes: byte code is kept, as where the program is installed, and it is there."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("compiled"))}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPATH"] = str(project)
    return environment


def seen(compiled: dict[str, str], *arguments: str) -> Seen:
    """What a process says of itself."""
    begun = time.perf_counter_ns()
    command = [sys.executable, "-m", "tests.benchmarks.first_paint", *arguments]
    finished = subprocess.run(command, capture_output=True, text=True, env=compiled, timeout=120)
    assert finished.returncode == 0, finished.stderr
    said: dict[str, Any] = json.loads(finished.stdout)
    return Seen(
        at={name: (instant - begun) / 1e6 for name, instant in said["at"].items()},
        processor={name: spent / 1e6 for name, spent in said["processor"].items()},
        megabytes=said["megabytes"],
    )


def side_by_side(compiled: dict[str, str], scale: Scale, screen: str, path: Path) -> list[tuple[Seen, Seen]]:
    """Pairs of an empty window and the program opened on ``path``."""
    ours = ("program", screen, "--today", DAY.isoformat(), "open", str(path))
    if scale.measured:
        seen(compiled, "empty-window"), seen(compiled, *ours)
    return [(seen(compiled, "empty-window"), seen(compiled, *ours)) for _ in range(scale.rounds(9))]


def until(goal: Goal, what: str, pairs: list[tuple[Seen, Seen]]) -> Measured:
    """Ours until ``what``, beside the empty window until it is painted."""
    return of_pairs(
        goal,
        [(floor.at["painted"], ours.at[what]) for floor, ours in pairs],
        "ms",
        processor=[(floor.processor["painted"], ours.processor[what]) for floor, ours in pairs],
    )


@pytest.mark.benchmark
def test_start_on_an_empty_register(
    keep: list[Measured], scale: Scale, compiled: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "empty.pma"
    register = create(path)
    office.begin(register, name="Empty", keeper="R. Sharma", day=DAY)
    register.close()
    pairs = side_by_side(compiled, scale, "", path)
    keep += [until(goals.START, "painted", pairs), until(goals.START_REST, "rested", pairs)]


@pytest.mark.benchmark
def test_start_on_the_demonstration(
    keep: list[Measured], scale: Scale, compiled: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "demo.pma"
    renderers = demonstration.Renderers(
        advice=panel_advice.render,
        extract=plan_extract.render,
        checker=leak_check.check,
        letter=letter.render,
        workbook=workbook_reading.read,
    )
    demonstration.make(path, renderers=renderers)
    pairs = side_by_side(compiled, scale, "", path)
    keep += [until(goals.START_WITH_WORK, "painted", pairs), until(goals.START_WITH_WORK_REST, "rested", pairs)]


@pytest.mark.benchmark
def test_start_on_a_list_of_100_000(
    keep: list[Measured], scale: Scale, compiled: dict[str, str], long: Register
) -> None:
    """From nothing over Today to the list of the findings, painted and at rest; the open register does not matter."""
    pairs = side_by_side(compiled, scale, "findings", long.path)
    keep.append(until(goals.START_ON_A_LIST, "rested_again", pairs))
    if SHOWS_MEMORY:
        memory = [(floor.megabytes, ours.megabytes) for floor, ours in pairs]
        keep.append(of_pairs(goals.MEMORY_OF_A_LIST, memory, "MB"))


@pytest.mark.benchmark
@pytest.mark.skipif(not SHOWS_MEMORY, reason="this system does not say in /proc how much memory a process has")
def test_memory_with_the_case_list(
    keep: list[Measured], scale: Scale, compiled: dict[str, str], large_path: Path
) -> None:
    pairs = side_by_side(compiled, scale, "cases", large_path)
    keep.append(of_pairs(goals.MEMORY, [(floor.megabytes, ours.megabytes) for floor, ours in pairs], "MB"))
