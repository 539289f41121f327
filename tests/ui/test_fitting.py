"""What fits at 1280x720: the tabs of a case with their numbers, and the words and badges of a page's tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from ui.desktop.case_screen import PLACE, TABS, CasesScreen
from ui.desktop.page_table import Badged, PageTable, shared
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]


def on_the_case(window: Window, shell: Shell, settled: Settled) -> CasesScreen:
    window.resize(1280, 720)
    window.show()
    shell.go("CASE-2025-0001")
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    return screen


def test_every_tab_of_a_case_is_there_at_once(window: Window, shell: Shell, settled: Settled, qtbot: QtBot) -> None:
    page = on_the_case(window, shell, settled).page
    assert page.tabs.tabText(PLACE["Remediation plan"]) == "Remediation plan v1"
    assert not any(one.isVisible() for one in page.tabs.findChildren(QToolButton)), "nothing to scroll"
    for name in ("Assessments", "Breach", "Remediation plan", "Extracts"):
        page.tabs.setTabVisible(PLACE[name], True)
    page._more = {"Assessments": "2", "Findings": "12", "Breach": "2", "Remediation plan": "v2", "Extracts": "2",
                  "Letters and papers": "14", "Evidence": "15"}  # fmt: skip
    page._write_tabs()
    settled(window)
    assert all(page.tabs.isTabVisible(PLACE[name]) for name in TABS if name != "Suspension")
    assert page.tabs.tabText(PLACE["Remediation plan"]) == "Plan v2"
    assert page.tabs.tabToolTip(PLACE["Remediation plan"]) == "Remediation plan"
    qtbot.waitUntil(lambda: not any(one.isVisible() for one in page.tabs.findChildren(QToolButton)))
    page.tabs.setTabVisible(PLACE["Suspension"], True)
    page._write_tabs()
    settled(window)
    assert page.tabs.tabText(PLACE["Remediation plan"]) == "Plan", "with one more there is no room for numbers"
    qtbot.waitUntil(lambda: not any(one.isVisible() for one in page.tabs.findChildren(QToolButton)))
    window.resize(1700, 720)
    settled(window)
    assert page.tabs.tabText(PLACE["Letters and papers"]) == "Letters and papers 14"


def test_a_table_cuts_no_heading_no_word_and_no_badge(qtbot: QtBot) -> None:
    rows = [["FIND-2026-0001", "One card", Badged("Observation", "quiet"), "Accepted by the participant", "—"]]
    table = PageTable("Findings", ("Reference", "Finding", "Class", "State", "Requirement"), rows, (1, 60, 5, 5, 5))
    qtbot.addWidget(table)
    table.resize(640, 300)
    table.show()
    assert [table.columnWidth(place) >= table._least[place] for place in range(1, 5)] == [True] * 4
    assert sum(table.columnWidth(place) for place in range(5)) <= 640
    assert table.columnWidth(1) > table._least[1], "what is left goes by the weights"


@pytest.mark.parametrize(
    ("room", "weights", "least", "found"),
    [
        (100, (1, 1), (10, 10), [50, 50]),
        (100, (9, 1), (10, 30), [70, 30]),
        (100, (8, 1, 1), (10, 20, 40), [40, 20, 40]),
        (50, (1, 1), (60, 40), [30, 20]),
        (50, (), (), []),
    ],
)
def test_room_is_shared(room: int, weights: tuple[int, ...], least: tuple[int, ...], found: list[int]) -> None:
    assert shared(room, weights, least) == found
