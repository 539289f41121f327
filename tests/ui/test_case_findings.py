"""The tab of the findings of a case: the step that is owed, said beside the title of the finding."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from ui.desktop.case_screen import PLACE, CasesScreen
from ui.desktop.page_table import PageTable
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]


@pytest.mark.parametrize(
    ("case", "finding", "owed"),
    [
        ("CASE-2026-0003", "FIND-2026-0006", "The assessor: Open or discard it"),
        ("CASE-2026-0003", "FIND-2026-0007", "Larkfield Energy Co-op: Respond to it"),
        ("CASE-2025-0002", "FIND-2025-0010", "The PMA: Settle the dispute on it"),
    ],
)
def test_what_is_owed_does_not_repeat_the_finding(
    shell: Shell, window: Window, settled: Settled, case: str, finding: str, owed: str
) -> None:
    shell.go(case)
    settled(window)
    (screen,) = shell.findChildren(CasesScreen)
    screen.page.tabs.setCurrentIndex(PLACE["Findings"])
    settled(window)
    table = next(
        one
        for one in screen.page.bodies[PLACE["Findings"]].findChildren(PageTable)
        if one.accessibleName() == "Findings"
    )
    model = table.model()
    rows = {str(model.index(line, 0).data()): line for line in range(model.rowCount())}
    assert model.index(rows[finding], model.columnCount() - 1).data() == owed


def test_a_due_day_says_in_few_words_how_it_stands(shell: Shell, window: Window, settled: Settled) -> None:
    window.resize(1280, 720)
    shell.go("CASE-2025-0002")
    settled(window)
    (screen,) = shell.findChildren(CasesScreen)
    screen.page.tabs.setCurrentIndex(PLACE["Findings"])
    settled(window)
    body = screen.page.bodies[PLACE["Findings"]]
    table = next(one for one in body.findChildren(PageTable) if one.accessibleName() == "Findings")
    model = table.model()
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    due = titles.index("Due")
    said = {str(model.index(line, 0).data()): model.index(line, due).data() for line in range(model.rowCount())}
    assert said["FIND-2025-0006"] == "29 May 2026\nclosed 25 days late"
    assert said["FIND-2025-0007"] == "30 Oct 2026", "its state says that it is reported done"
    assert said["FIND-2025-0008"] == "—", "it is withdrawn: nobody responds any more"
    assert said["FIND-2025-0009"] == "11 Dec 2026\nin 18 days"
    assert table.columnWidth(due) < table.columnWidth(titles.index("Owed"))
