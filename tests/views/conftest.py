"""The demonstration register, open for reading, and offices that a test may work in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pma_assure.register.register import Register, open_register
from tests import demonstrated
from tests.workflows.conftest import Bench, Stages
from tests.workflows.desk import Office


@pytest.fixture(scope="session")
def demo() -> Iterator[Register]:
    register = open_register(demonstrated.register())
    yield register
    register.close()


@pytest.fixture(scope="session")
def stages() -> Stages:
    return Stages(None)


@pytest.fixture
def office(stages: Stages, tmp_path: Path) -> Iterator[Office]:
    """An office at its beginning, on a file of its own."""
    with Bench(stages, tmp_path).at("office") as (office, _):
        yield office
