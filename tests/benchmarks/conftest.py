"""How the benchmarks are run: measured by ``make bench``, once and on little registers in every other run.

Speed is never asserted: a missed goal is printed as "not met", and the run passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pma_assure.register.register import Register, open_register
from tests.benchmarks import filled_register
from tests.benchmarks.filled_register import PASSPHRASE
from tests.benchmarks.side_by_side import Measured, table

RESULTS = pytest.StashKey[list[Measured]]()


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: ``cases`` in the large register, a tenth of them in the small one.

    And ``listed`` findings and as many notes in the long one, a hundredth of them in the short one; ``assessed`` cases
    with an assessment each.
    """

    measured: bool
    cases: int
    notes: int
    listed: int
    assessed: int

    def rounds(self, number: int) -> int:
        return number if self.measured else 1


def pytest_configure(config: pytest.Config) -> None:
    config.stash[RESULTS] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    results = config.stash.get(RESULTS, [])
    if results and config.getoption("benchmark_enable"):
        terminalreporter.section("goals of docs/performance.md")
        terminalreporter.write_line(table(results))
        missed = sum(not one.met for one in results)
        terminalreporter.write_line("")
        terminalreporter.write_line(f"{len(results) - missed} met, {missed} not met. The ratios are what to go by.")


@pytest.fixture(scope="session")
def scale(pytestconfig: pytest.Config) -> Scale:
    if pytestconfig.getoption("benchmark_enable"):
        return Scale(measured=True, cases=10_000, notes=10_000, listed=100_000, assessed=1_000)
    return Scale(measured=False, cases=40, notes=40, listed=200, assessed=120)


@pytest.fixture
def keep(pytestconfig: pytest.Config) -> Iterator[list[Measured]]:
    """What a benchmark measured; printed at the end of the run."""
    found: list[Measured] = []
    yield found
    pytestconfig.stash[RESULTS].extend(found)


@pytest.fixture(scope="session")
def large_path(scale: Scale, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.pma"
    filled_register.make(path, cases=scale.cases, notes=scale.notes)
    return path


@pytest.fixture(scope="session")
def large(large_path: Path) -> Iterator[Register]:
    register = open_register(large_path)
    yield register
    register.close()


@pytest.fixture(scope="session")
def small(scale: Scale, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    path = tmp_path_factory.mktemp("small") / "small.pma"
    filled_register.make(path, cases=scale.cases // 10, notes=scale.notes // 10)
    register = open_register(path)
    yield register
    register.close()


@pytest.fixture(scope="session")
def large_encrypted(scale: Scale, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    path = tmp_path_factory.mktemp("large-encrypted") / "large.pma"
    filled_register.make(path, cases=scale.cases, notes=scale.notes, passphrase=PASSPHRASE)
    register = open_register(path, passphrase=PASSPHRASE)
    yield register
    register.close()


def _long(path: Path, listed: int, *, words: bool = True, passphrase: str | None = None) -> Register:
    """A register with ``listed`` findings in a thousand cases, and as many notes where ``words`` can be searched."""
    cases = min(1_000, listed)
    filled_register.make(
        path,
        cases=cases,
        findings=listed // cases,
        notes=listed if words else 1,
        plans=False,
        words=words,
        passphrase=passphrase,
    )
    return open_register(path, passphrase=passphrase)


@pytest.fixture(scope="session")
def long(scale: Scale, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    register = _long(tmp_path_factory.mktemp("long") / "long.pma", scale.listed)
    yield register
    register.close()


@pytest.fixture(scope="session")
def long_encrypted(scale: Scale, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    path = tmp_path_factory.mktemp("long-encrypted") / "long.pma"
    register = _long(path, scale.listed, words=False, passphrase=PASSPHRASE)
    yield register
    register.close()


def _assessed(path: Path, number: int) -> Register:
    """A register with ``number`` cases, and an assessment in each."""
    filled_register.make(path, cases=number, notes=1, plans=False, words=False, assessments=number)
    return open_register(path)


@pytest.fixture(scope="session")
def assessed(scale: Scale, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    register = _assessed(tmp_path_factory.mktemp("assessed") / "assessed.pma", scale.assessed)
    yield register
    register.close()


@pytest.fixture(scope="session")
def assessed_little(scale: Scale, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """With a tenth of the assessments that are concluded, and the same hundred under way."""
    number = filled_register.OPEN_CASES + (scale.assessed - filled_register.OPEN_CASES) // 10
    register = _assessed(tmp_path_factory.mktemp("assessed-little") / "assessed.pma", number)
    yield register
    register.close()


@pytest.fixture(scope="session")
def short(scale: Scale, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    register = _long(tmp_path_factory.mktemp("short") / "short.pma", scale.listed // 100)
    yield register
    register.close()
