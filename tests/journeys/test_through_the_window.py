"""Scenarios 2, 4, 7, 8 and 9 of domain.md through the window, by keys and mouse; two windows, and another program."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from pma_assure.register.check import check_file
from tests.journeys import story_2, story_4, story_7, story_8, story_9
from tests.journeys.person import Person
from tests.journeys.played_once import played, with_the_roster
from tests.journeys.released_files import found, pdf_texts, workbook_texts
from tests.journeys.story import KEEPER, Step, play
from tests.journeys.through_do import ThroughDo, in_a_process_of_its_own
from tests.journeys.through_window import ThroughWindow
from tests.reports import reading
from ui.desktop.application import Desktop
from ui.desktop.settings import Settings


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> ThroughDo:
    """A register with the roster of domain.md 6.1; setting it up is not the journey."""
    return with_the_roster(tmp_path_factory)


@pytest.fixture(scope="module")
def approved(roster: ThroughDo, tmp_path_factory: pytest.TempPathFactory) -> ThroughDo:
    """Version 2 of the plan is approved: scenario 7 does it through the window, scenario 8 begins with it."""

    def go(folder: Path) -> ThroughDo:
        made = ThroughDo(Path(shutil.copy2(roster.path, folder)), folder)
        play(story_7.APPROVED, made)
        return made

    return played("approved", tmp_path_factory, go)


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
def test_scenario_2(begun: Begun, roster: ThroughDo, tmp_path: Path) -> None:
    made = ThroughDo(Path(shutil.copy2(roster.path, tmp_path / "prepared.pma")), tmp_path)
    play(story_2.PREPARED, made)
    player = begun(made)
    play(story_2.JOURNEY, player)
    assert {"door", "palette", "shortcut", "vote"} <= set(player.by)
    assert check_file(player.path, None).problems == ()


@pytest.mark.slow
def test_scenario_4(begun: Begun, roster: ThroughDo, tmp_path: Path) -> None:
    made = ThroughDo(Path(shutil.copy2(roster.path, tmp_path / "prepared.pma")), tmp_path)
    play(story_4.PREPARED, made)
    player = begun(made)
    play(story_4.JOURNEY, player)
    assert {"button", "door", "menu", "palette", "vote"} <= set(player.by)
    assert {"item.defer", "item.carry_over"} <= player.by["button"]
    assert check_file(player.path, None).problems == ()


@pytest.mark.slow
def test_scenario_9(begun: Begun, roster: ThroughDo) -> None:
    player = begun(roster)
    play(story_9.STORY, player)
    assert "suspension.record_night" in player.by["shortcut"]
    assert check_file(player.path, None).problems == ()


@pytest.mark.slow
def test_the_variant_of_scenario_9(begun: Begun, roster: ThroughDo) -> None:
    player = begun(roster)
    play(story_9.INQUORATE, player)
    assert {one.severity for one in check_file(player.path, None).problems} == {"warning"}


@pytest.mark.slow
def test_scenario_7(begun: Begun, roster: ThroughDo) -> None:
    player = begun(roster)
    play(story_7.STORY, player)
    assert {"button", "door", "menu", "palette", "shortcut", "vote"} == set(player.by)
    assert check_file(player.path, None).problems == ()


@pytest.mark.slow
def test_scenario_8(begun: Begun, approved: ThroughDo) -> None:
    player = begun(approved)
    play((*story_8.MARKED, *story_8.HEARD, *story_8.BLOCKED, *story_8.RELEASED, *story_8.CORRECTED), player)
    assert check_file(player.path, None).problems == ()
    assert set(player.by) == {"button", "door", "key", "menu", "palette", "passage", "vote"}


def test_what_was_released_is_exported_and_holds_nothing_withheld(
    begun: Begun, approved: ThroughDo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ThroughDo(Path(shutil.copy2(approved.path, tmp_path / "made.pma")), tmp_path, dict(approved.references))
    play((*story_8.MARKED, *story_8.HEARD, *story_8.BLOCKED, *story_8.RELEASED), made)
    shown = made.show("$extract", "2026-10-14")["fields"]
    withheld = [one["text"] for one in shown["passages"] if one["disposition"] == "withhold"]
    player = begun(made)
    player.turn_to("2026-10-14")
    player.person.choose_who(KEEPER)
    player.go(player.references["extract"])
    for words, ending in (("As PDF…", "pdf"), ("As workbook…", "xlsx")):
        path = tmp_path / f"released.{ending}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        button = player.person.button(words)
        assert button is not None
        player.person.click(button)
        player.person.settle()
        assert "version 1 as issued, " in player.person.window.foot.said.text()
    pdf, workbook = ((tmp_path / f"released.{ending}").read_bytes() for ending in ("pdf", "xlsx"))
    assert len(withheld) == 23
    assert found(withheld, pdf_texts(pdf, tmp_path)) == []
    assert found(withheld, workbook_texts(workbook)) == []
    assert found(["What happened"], pdf_texts(pdf, tmp_path))
    assert reading.bad_redactions(pdf) == {}


def test_a_passage_is_split_where_the_words_are_selected(begun: Begun, approved: ThroughDo) -> None:
    player = begun(approved)
    play(story_8.MARKED[:1], player)
    player.go(player.references["extract"])
    frame = player.frame(10)
    before = [one.passage.text for one in player.extract.passages.frames]
    player.person.click(frame)
    player.person.settle()
    person, text = player.person, frame.text
    metrics = text.fontMetrics()
    start = metrics.horizontalAdvance("The module's ")
    end = metrics.horizontalAdvance("The module's firmware is 6.24.7,")
    line = metrics.lineSpacing() // 2
    person.qtbot.mousePress(text, Qt.MouseButton.LeftButton, pos=QPoint(start, line))
    person.qtbot.mouseMove(text, QPoint(end, line))
    person.qtbot.mouseRelease(text, Qt.MouseButton.LeftButton, pos=QPoint(end, line))
    chosen = text.selectedText().strip()
    assert chosen
    person.press(frame, Qt.Key.Key_T)
    person.settle()
    after = [one.passage.text for one in player.extract.passages.frames]
    assert len(after) == len(before) + 2
    assert chosen in after
    assert {one.passage.disposition for one in player.extract.passages.frames} == {"undecided"}


# --- two windows, two programs --------------------------------------------------------------------------------------

NOTE = Step(day="2026-08-21", deed="case.note", given={"case": "$case", "note": "The Key Manager rang about the rack."})


def test_what_one_window_saves_the_other_shows(begun: Begun, approved: ThroughDo, desktop: Desktop) -> None:
    player = begun(approved)
    player.turn_to("2026-08-21")
    player.person.choose_who(KEEPER)
    player.go(player.references["case"])
    player.person.choose_in_menu_bar("Window", "New window")
    (second,) = [window for window in desktop.windows if window is not player.person.window]
    other = Person(player.qtbot, second)
    other.settle()
    assert KEEPER in second.foot.right.text(), "whoever opened the second window acts in it"
    other.search_for(player.references["case"])
    other.does_not_see("rang about the rack")
    play((NOTE,), player)
    other.until(lambda: any("rang about the rack" in one for one in other.seen()))
    player.person.sees("rang about the rack")


def test_what_another_program_saves_the_window_shows(begun: Begun, approved: ThroughDo) -> None:
    player = begun(approved)
    player.turn_to("2026-08-21")
    player.person.choose_who(KEEPER)
    player.go(player.references["case"])
    player.person.does_not_see("rang about the rack")
    given = {"case": player.references["case"], "note": "The Key Manager rang about the rack."}
    ran = in_a_process_of_its_own(
        ["--today", "2026-08-21", "do", "case.note", "--register", str(player.path), "--as", KEEPER, "--json", "-"],
        json.dumps(given).encode(),
    )
    assert ran.status == 0
    player.person.until(lambda: any("rang about the rack" in one for one in player.person.seen()))
    player.person.until(lambda: "another window or program saved" in player.person.window.foot.said.text())
