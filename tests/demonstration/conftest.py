"""The demonstration register, made once for all of its tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import reports.leak_check
import reports.letter
import reports.panel_advice
import reports.plan_extract
from pma_assure.demonstration import DemonstrationMade, Renderers, make
from pma_assure.register.register import Register, open_register

RENDERERS = Renderers(
    advice=reports.panel_advice.render,
    extract=reports.plan_extract.render,
    checker=reports.leak_check.check,
    letter=reports.letter.render,
)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> DemonstrationMade:
    """The references of the default demonstration; ``made.path`` is its file, which no test changes."""
    return make(tmp_path_factory.mktemp("demonstration") / "demo.pma", renderers=RENDERERS)


@pytest.fixture(scope="session")
def demonstration(made: DemonstrationMade) -> Iterator[Register]:
    register = open_register(made.path)
    yield register
    register.close()
