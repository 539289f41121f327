"""A form opened from a page begins with the records in view, and offers those of the case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from pma_assure.register.register import Register
from pma_assure.views import choices
from ui.desktop.case_screen import PLACE, CasesScreen
from ui.desktop.deed_form import DeedForm
from ui.desktop.deed_palette import DeedPalette
from ui.desktop.field_reference import ReferenceField
from ui.desktop.page_table import PageTable
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]
LARKFIELD, WREN, HALDEN = "CASE-2026-0003", "CASE-2025-0002", "CASE-2025-0001"


@pytest.fixture
def by_palette(shell: Shell, window: Window, settled: Settled, qtbot: QtBot) -> Callable[[str], dict[str, object]]:
    """Chooses a deed in the palette; what its form shows to begin with, field by field."""

    def choose(deed: str) -> dict[str, object]:
        shell.palette_of_deeds()
        palette = QApplication.activeModalWidget()
        assert isinstance(palette, DeedPalette)
        palette.line.setText(deed.replace(".", " ").replace("_", " "))
        palette.list.setCurrentIndex(palette._model.index([one.name for one in palette.found].index(deed)))
        palette._choose()
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), DeedForm))
        form = QApplication.activeModalWidget()
        assert isinstance(form, DeedForm)
        settled(window)
        assert form.deed.name == deed
        begun = {name: labelled.field.value() for name, labelled in form.labelled.items()}
        form.close()
        return {name: value for name, value in begun.items() if value not in (None, "", [], False)}

    return choose


def tab(shell: Shell, case: str, name: str, settled: Settled) -> CasesScreen:
    shell.go(case)
    settled(shell.window())  # type: ignore[arg-type]  # the shell's window is one of ours
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    screen.page.tabs.setCurrentIndex(PLACE[name])
    settled(shell.window())  # type: ignore[arg-type]  # as above
    return screen


def test_the_palette_begins_with_the_case(
    shell: Shell, settled: Settled, by_palette: Callable[[str], dict[str, object]]
) -> None:
    tab(shell, LARKFIELD, "Overview", settled)
    assert by_palette("case.note")["case"] == LARKFIELD
    assert by_palette("breach.open")["case"] == LARKFIELD
    assert by_palette("evidence.add")["case"] == LARKFIELD


def test_the_palette_begins_with_the_only_record_there_is_and_with_what_is_owed(
    shell: Shell, settled: Settled, by_palette: Callable[[str], dict[str, object]]
) -> None:
    tab(shell, LARKFIELD, "Overview", settled)
    assert by_palette("evidence_request.issue")["assessment"] == "ASMT-2026-0001"
    assert by_palette("finding.open")["finding"] == "FIND-2026-0006", "the draft, of two"
    assert by_palette("finding.respond")["finding"] == "FIND-2026-0007", "the one that is to be answered"
    assert "finding" not in by_palette("finding.classify"), "either may be meant"
    assert "plan" not in by_palette("plan.submit")


def test_the_palette_begins_with_the_line_that_was_chosen(
    shell: Shell, settled: Settled, by_palette: Callable[[str], dict[str, object]]
) -> None:
    screen = tab(shell, LARKFIELD, "Findings", settled)
    table = next(one for one in screen.page.bodies[PLACE["Findings"]].findChildren(PageTable))
    for number, finding in enumerate(("FIND-2026-0006", "FIND-2026-0007")):
        table.setFocus()
        table.setCurrentIndex(table.model().index(number, 2))
        assert by_palette("finding.classify")["finding"] == finding
        assert by_palette("case.note")["case"] == LARKFIELD
        begun = by_palette("cap.draft")
        assert (begun["case"], begun["findings"]) == (LARKFIELD, [finding])


def test_what_a_form_begins_with_can_be_changed(shell: Shell, window: Window, settled: Settled) -> None:
    form = DeedForm(
        shell.workplace, "case.note", {}, window, begun={"case": LARKFIELD, "note": "A word"}, within=LARKFIELD
    )
    form.show()
    settled(window)
    field = form.fields["case"]
    assert isinstance(field, ReferenceField)
    assert field.picker.text().startswith(f"{LARKFIELD}  Larkfield")
    assert form.values()["case"] == LARKFIELD
    field.put(WREN)
    settled(window)
    assert form.values() | {"noted_on": None} == {"case": WREN, "note": "A word", "noted_on": None}
    form.close()


def test_a_letter_drafted_on_a_case_is_about_a_record_of_that_case(
    shell: Shell, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    screen = tab(shell, WREN, "Letters and papers", settled)
    write = next(
        one
        for one in screen.page.bodies[PLACE["Letters and papers"]].findChildren(QPushButton)
        if one.text().replace("&", "") == "Draft a letter…"
    )
    qtbot.mouseClick(write, Qt.MouseButton.LeftButton)
    form = QApplication.activeModalWidget()
    assert isinstance(form, DeedForm)
    about = form.fields["about"]
    assert isinstance(about, ReferenceField)
    about.picker.setFocus()
    qtbot.keyClick(about.picker, Qt.Key.Key_Down)
    settled(window)
    offered = [line.split("  ")[0] for line in about.picker._offered]
    of_the_case = {
        choice.reference
        for choice in choices.offered(shell.workplace.register, about.picker._kinds, "", 500, case=WREN, only=True)
    }
    assert offered
    assert set(offered) <= of_the_case
    assert {"ASMT-2025-0001", "FIND-2025-0007", WREN} <= of_the_case
    form.close()


@pytest.fixture
def register(shell: Shell) -> Register:
    return shell.workplace.register


def references(found: tuple[Any, ...]) -> list[str]:
    return [one.reference for one in found]


def test_the_records_of_a_case_are_offered_first_and_alone_where_one_of_them_is_meant(register: Register) -> None:
    every = references(choices.offered(register, ("finding",), "", 500))
    own = references(choices.offered(register, ("finding",), "", 500, case=LARKFIELD, only=True))
    first = references(choices.offered(register, ("finding",), "", 500, case=LARKFIELD))
    assert own == ["FIND-2026-0007", "FIND-2026-0006"]
    assert first[:2] == own
    assert sorted(first) == sorted(every)
    assert references(choices.offered(register, ("finding",), "", 1, case=HALDEN)) != every[:1]


def test_a_record_of_another_case_is_offered_by_its_reference(register: Register) -> None:
    other = choices.offered(register, ("finding",), "find-2025-0007", case=LARKFIELD, only=True)
    assert references(other) == ["FIND-2025-0007"]
    assert choices.offered(register, ("finding",), "leavers", case=LARKFIELD, only=True) == ()


def test_where_a_case_has_nothing_of_the_kind_all_are_offered(register: Register) -> None:
    every = choices.offered(register, ("plan",), "", 500)
    assert every
    assert choices.offered(register, ("plan",), "", 500, case=LARKFIELD, only=True) == every
    people = choices.offered(register, ("person",), "", 500)
    assert choices.offered(register, ("person",), "", 500, case=LARKFIELD, only=True) == people


@pytest.mark.parametrize("kind", choices.IN_A_CASE)
def test_every_kind_that_stands_in_a_case_is_offered_by_case(register: Register, kind: str) -> None:
    every = references(choices.offered(register, (kind,), "", 5000))
    for case in references(choices.offered(register, ("case",), "", 500)):
        own = references(choices.offered(register, (kind,), "", 5000, case=case))
        assert sorted(own) == sorted(every)
        assert len(own) == len(set(own))
