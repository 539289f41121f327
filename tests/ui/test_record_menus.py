"""The menus of what can be done to a record: of the chosen line only, and what its state is not open to apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from pma_assure.register.register import Register
from pma_assure.rules.open_to import not_before
from pma_assure.rules.refusal import Refused
from pma_assure.views import choices, lists, standing
from pma_assure.workflows.acting import act_as
from pma_assure.workflows.deeds import Parameter
from pma_assure.workflows.parameters import FileGiven
from ui.deed_services import deed_named
from ui.desktop.case_screen import PLACE, CasesScreen
from ui.desktop.deed_form import DeedForm
from ui.desktop.letters import without_letter
from ui.desktop.line_deeds import about_row
from ui.desktop.list_screen import ListScreen
from ui.desktop.page_table import PageTable
from ui.desktop.screen import about_menu, deeds_about, deeds_beside, kind_of_reference
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]


def entries(menu: QMenu) -> list[str]:
    return [without_letter(one.text()) for one in menu.actions() if not one.isSeparator()]


def not_now(menu: QMenu) -> dict[str, QAction]:
    """What stands apart: its words -> the entry."""
    (below,) = [one.menu() for one in menu.actions() if isinstance(one.menu(), QMenu)]
    assert isinstance(below, QMenu)
    return {one.text(): one for one in below.actions()}


def under(screen: CasesScreen, table: str) -> tuple[PageTable, QPushButton]:
    """A table of the case, and the button with the deeds about its chosen line."""
    body = screen.page.bodies[screen.page.tabs.currentIndex()]
    found = next(one for one in body.findChildren(PageTable) if one.accessibleName() == table)
    name = f"Deeds about the chosen line of {table}"
    return found, next(one for one in body.findChildren(QPushButton) if one.accessibleName() == name)


def opened(shell: Shell, window: Window, settled: Settled, case: str, tab: str) -> CasesScreen:
    shell.go(case)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    screen.page.tabs.setCurrentIndex(PLACE[tab])
    settled(window)
    return screen


def test_nothing_can_be_done_until_a_line_is_chosen(shell: Shell, window: Window, settled: Settled) -> None:
    screen = opened(shell, window, settled, "CASE-2025-0002", "Findings")
    table, opener = under(screen, "Findings")
    assert table.model().rowCount() > 1
    assert not opener.isEnabled()
    assert opener.toolTip() == opener.accessibleDescription() == "Choose a line of the table first."
    table.selectRow(1)
    assert opener.isEnabled()
    assert opener.toolTip() == opener.accessibleDescription() == ""
    menu = opener.menu()
    assert isinstance(menu, QMenu), "a menu of its own: the button shows an arrow"
    menu.aboutToShow.emit()
    assert entries(menu)[0] == table.chosen_name != ""
    assert not menu.actions()[0].isEnabled()
    table.selectRow(2)
    menu.aboutToShow.emit()
    assert entries(menu)[0] == table.chosen_name
    table.clearSelection()
    assert not opener.isEnabled()


def test_the_only_line_need_not_be_chosen(shell: Shell, qtbot: QtBot) -> None:
    table = PageTable("Findings", ("Reference",), [["FIND-2026-0001"]], (1,))
    qtbot.addWidget(table)
    row = about_row(table, ["FIND-2026-0001"], shell)
    qtbot.addWidget(row)
    assert table.chosen == 0
    assert row.findChildren(QPushButton)[0].isEnabled()
    none = PageTable("Findings", ("Reference",), [], (1,))
    qtbot.addWidget(none)
    assert none.chosen is None


def test_whoever_comes_by_tab_has_chosen_the_line_the_keyboard_is_on(qtbot: QtBot) -> None:
    table = PageTable("Findings", ("Reference",), [["One"], ["Two"]], (1,))
    qtbot.addWidget(table)
    table.show()
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    table.setFocus(Qt.FocusReason.MouseFocusReason)
    assert table.chosen is None
    table.clearFocus()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.chosen == 0
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert (table.chosen, table.chosen_name) == (1, "Two")


def test_the_chosen_line_stays_chosen_when_the_case_is_read_again(
    shell: Shell, window: Window, settled: Settled
) -> None:
    screen = opened(shell, window, settled, "CASE-2025-0002", "Findings")
    under(screen, "Findings")[0].selectRow(2)
    name = under(screen, "Findings")[0].chosen_name
    table = under(screen, "Findings")[0]
    form = DeedForm(shell.workplace, "case.note", {"case": "CASE-2025-0002"}, window)
    form.fields["note"].put("Read again.")
    form.do()
    settled(window)
    assert under(screen, "Findings")[0] is not table, "drawn anew"
    screen.page.tabs.setCurrentIndex(PLACE["Findings"])
    table, opener = under(screen, "Findings")
    assert table.chosen_name == name
    assert opener.isEnabled()


def test_a_finding_stands_with_what_it_is_open_to_and_the_rest_apart(shell: Shell, qtbot: QtBot) -> None:
    menu = about_menu("FIND-2026-0001", shell, shell, state="open", case="CASE-2026-0001")
    now = entries(menu)
    assert {"Record the participant's response…", "Link evidence…", "Add evidence…", "Draft a letter…"} <= set(now)
    assert {
        "Enter a Corrective Action Plan…",
        "Open a breach consideration…",
        "Escalate into a breach consideration…",
    } <= (set(now))
    assert now.index("Record the participant's response…") < now.index("Link evidence…"), "what takes it on comes first"
    assert "Close the finding…" not in now
    later = not_now(menu)
    closing = later["Close the finding\twhen “Reported done, to be verified”"]
    assert not closing.isEnabled()
    assert "FIND-2026-0001 is not in such a state" in closing.toolTip()
    assert "Close the finding…" in entries(about_menu("FIND-2026-0001", shell, shell, state="submitted"))
    unknown = entries(about_menu("FIND-2026-0001", shell, shell))
    assert {"Close the finding…", "Open the finding…"} <= set(unknown), "without a state nothing is left out"


def test_evidence_is_linked_from_what_it_supports(shell: Shell, window: Window, qtbot: QtBot) -> None:
    menu = about_menu("BRCH-2026-0001/F1", shell, shell, case="CASE-2026-0001")
    link = next(one for one in menu.actions() if without_letter(one.text()) == "Link evidence…")
    link.trigger()
    form = QApplication.activeModalWidget() or next(iter(window.findChildren(DeedForm)))
    assert isinstance(form, DeedForm)
    assert form.deed.name == "evidence.link"
    assert form.values()["supports"] == "BRCH-2026-0001/F1"
    form.done(0)
    given = {one.deed: dict(one.given) for one in deeds_beside("FIND-2026-0001", "CASE-2026-0001")}
    assert given["evidence.add"] == {"supports": ("FIND-2026-0001",), "case": "CASE-2026-0001"}
    assert given["cap.draft"] == {"findings": ("FIND-2026-0001",), "case": "CASE-2026-0001"}
    assert given["letter.draft"] == {"about": "FIND-2026-0001"}
    assert "evidence.link" not in {one.deed for one in deeds_beside("ASMT-2026-0001/L1")}, "it has a deed of its own"


@pytest.mark.parametrize(("kind", "prefix"), [("findings", "FIND"), ("breaches", "BRCH")])
def test_a_list_says_how_its_record_stands(
    shell: Shell, window: Window, settled: Settled, kind: str, prefix: str
) -> None:
    shell.show_screen(kind)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, ListScreen)
    assert screen.reference.startswith(prefix)
    menu = next(
        one.menu()
        for one in screen.findChildren(QPushButton)
        if one.accessibleName() == f"What can be done to {screen.reference}"
    )
    assert isinstance(menu, QMenu)
    register = window.workplace.register
    stands = standing.of(register, screen.reference)
    item = next(
        one for one in lists.items(register, window.workplace.as_of, kind) if one["reference"] == screen.reference
    )
    assert (stands.state, stands.case) == (item["state"], item["case"])
    waiting = [
        one
        for one in deeds_about(screen.reference)
        if not_before(kind_of_reference(screen.reference), stands.state, one.deed)
    ]
    assert len(not_now(menu)) >= len(waiting) > 0
    assert not {f"{one.title}…" for one in waiting} & set(entries(menu))


def test_how_a_part_stands_and_what_has_no_state(window: Window) -> None:
    register = window.workplace.register
    action = lists.items(register, window.workplace.as_of, "actions")[0]
    assert standing.of(register, str(action["reference"])).state == action["state"]
    request = lists.items(register, window.workplace.as_of, "evidence_requests")[0]
    found = standing.of(register, str(request["reference"]))
    assert (found.state, found.case) == (request["state"], request["case"])
    for reference in ("ORG-0001", "FIND-2026-9999", "nothing", "FIND-2026-0001/C1"):
        assert standing.of(register, reference).state == ""


def invented(register: Register, parameter: Parameter, today: date) -> Any:
    """Something that a parameter takes; of records the first there is."""
    if parameter.type in ("reference", "references"):
        offered = choices.offered(register, parameter.record_kinds, "")
        return offered[0].reference if parameter.type == "reference" else (offered[0].reference,)
    made: Mapping[str, Any] = {
        "line": "Invented",
        "words": "Invented.",
        "day": today,
        "number": 1,
        "yes_no": True,
        "file": FileGiven(name="invented.txt", content=b"invented"),
        "rows": (),
    }
    if parameter.choice_class is not None:
        choice: StrEnum = next(iter(parameter.choice_class))
        return choice
    return made[parameter.type]


@pytest.mark.parametrize("kind", ["findings", "breaches", "caps", "actions", "evidence_requests", "assessments"])
def test_what_is_said_to_be_for_later_is_refused_now(window: Window, kind: str) -> None:
    """A menu must hide nothing that could be done."""
    register, today = window.workplace.register, window.workplace.as_of
    acting = act_as(register, "PERS-0001", day=today)
    tried = 0
    for state in {item["state"] for item in lists.items(register, today, kind)}:
        item = next(one for one in lists.items(register, today, kind) if one["state"] == state)
        reference = str(item["reference"])
        for one in deeds_about(reference):
            if not not_before(kind_of_reference(reference), str(state), one.deed):
                continue
            deed = deed_named(one.deed)
            needed = {p.name: invented(register, p, today) for p in deed.parameters if p.required}
            with pytest.raises(Refused):
                deed.rehearse(acting, **{**needed, **dict(one.given)})
            tried += 1
    assert tried
