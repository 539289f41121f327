"""Scenarios 7 and 8 of domain.md through the window, by keys and mouse; two windows, and a program beside them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pma_assure.register.check import check_file
from tests.journeys import story_7, story_8
from tests.journeys.roster import DAY, ROSTER
from tests.journeys.story import KEEPER, play
from tests.journeys.through_do import ThroughDo, in_this_process
from tests.journeys.through_window import ThroughWindow
from ui.desktop.application import Desktop
from ui.desktop.settings import Settings


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> ThroughDo:
    """A register with the roster of domain.md 6.1; setting it up is not the journey."""
    folder = tmp_path_factory.mktemp("roster")
    path = folder / "journey.pma"
    assert in_this_process(["--today", DAY, "new", str(path), "--keeper", KEEPER], None).status == 0
    made = ThroughDo(path, folder)
    play(ROSTER, made)
    return made


@pytest.fixture(scope="module")
def approved(roster: ThroughDo, tmp_path_factory: pytest.TempPathFactory) -> ThroughDo:
    """Version 2 of the plan is approved: scenario 7 does it through the window, scenario 8 begins with it."""
    folder = tmp_path_factory.mktemp("approved")
    made = ThroughDo(Path(shutil.copy2(roster.path, folder)), folder)
    play(story_7.APPROVED, made)
    return made


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(qapp, today=None, settings=Settings(tmp_path / "settings.json"))
    yield made
    for window in list(made.windows):
        window.close()
        window.deleteLater()
    qapp.processEvents()


Begun = Callable[[ThroughDo], ThroughWindow]


@pytest.fixture
def begun(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> Begun:
    """Somebody at the window, with a register of the test's own among the recent ones."""

    def begin(made: ThroughDo) -> ThroughWindow:
        path = Path(shutil.copy2(made.path, tmp_path / "journey.pma"))
        desktop.settings.opened(path)
        return ThroughWindow(qtbot, desktop, path, tmp_path, dict(made.references))

    return begin


@pytest.mark.slow
def test_scenario_7(begun: Begun, roster: ThroughDo) -> None:
    player = begun(roster)
    play(story_7.STORY, player)
    assert check_file(player.path, None).problems == ()


@pytest.mark.slow
def test_scenario_8(begun: Begun, approved: ThroughDo) -> None:
    player = begun(approved)
    play((*story_8.MARKED, *story_8.HEARD, *story_8.BLOCKED, *story_8.RELEASED, *story_8.CORRECTED), player)
    print(player.by)
    assert check_file(player.path, None).problems == ()
