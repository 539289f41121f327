"""A register with the roster of domain.md 6.1, made once and copied for every journey."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pma_assure.register.keys import KeySource
from pma_assure.register.register import create, open_register
from pma_assure.workflows.office import begin
from tests.journeys.roster import BEGUN_BY, DAY, ROSTER
from tests.journeys.story import play
from tests.journeys.through_deeds import StoryClock, ThroughDeeds


@pytest.fixture(scope="session")
def roster_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed register file in which the roster sits and the RAPP is in force."""
    folder = tmp_path_factory.mktemp("roster")
    clock = StoryClock()
    register = create(folder / "roster.pma", clock=clock, keys=KeySource(clock))
    begin(register, name="Journeys", keeper=BEGUN_BY, day=date.fromisoformat(DAY))
    play(ROSTER, ThroughDeeds(register, clock, folder))
    register.close()
    return folder / "roster.pma"


@pytest.fixture
def player(roster_register: Path, tmp_path: Path) -> Iterator[ThroughDeeds]:
    """Plays stories through the workflows on a register of the test's own."""
    path = Path(shutil.copy2(roster_register, tmp_path / "journey.pma"))
    clock = StoryClock()
    register = open_register(path, clock=clock, keys=KeySource(clock))
    yield ThroughDeeds(register, clock, tmp_path)
    register.close()
