"""The demonstration register, made once for all of its tests."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

import reports.leak_check
import reports.letter
import reports.panel_advice
import reports.plan_extract
from pma_assure.demonstration import DemonstrationMade, Renderers, make
from pma_assure.exchange import workbook_reading
from pma_assure.register.register import Register, open_register
from tests.made_once import made_once

RENDERERS = Renderers(
    advice=reports.panel_advice.render,
    extract=reports.plan_extract.render,
    checker=reports.leak_check.check,
    letter=reports.letter.render,
    workbook=workbook_reading.read,
)


@pytest.fixture(scope="session")
def made() -> DemonstrationMade:
    """The references of the default demonstration; ``made.path`` is its file, which no test changes."""

    def made_in(place: Path) -> None:
        references = make(place / "demo.pma", renderers=RENDERERS)
        (place / "references").write_bytes(pickle.dumps(references))

    references: DemonstrationMade = pickle.loads((made_once("demonstration", made_in) / "references").read_bytes())
    return references


@pytest.fixture(scope="session")
def demonstration(made: DemonstrationMade) -> Iterator[Register]:
    register = open_register(made.path)
    yield register
    register.close()
