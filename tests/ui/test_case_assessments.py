"""The tab of a case with its assessments, and the screens that list them, on a register that has some."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from pma_assure.rules.vocabulary import EvidenceRequestKind
from tests.workflows import assurance
from tests.workflows.desk import found_office
from ui.desktop.application import Desktop
from ui.desktop.case_screen import CasesScreen
from ui.desktop.list_screen import ListScreen
from ui.desktop.page_table import PageTable
from ui.desktop.screen import deeds_about, kind_of_reference
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]


@pytest.fixture(scope="module")
def notes_and_path(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    path = tmp_path_factory.mktemp("assured") / "office.pma"
    office = found_office(path)
    assurance.lay(office)
    notes = assurance.reviewed(office)
    assurance.conclude(office, notes)
    notes["routine"] = assurance.planned(office)["assessment"]
    assurance.begin(office, notes["routine"])
    office.do(
        "evidence_request.issue",
        assessment=notes["routine"],
        title="Card register",
        kind=EvidenceRequestKind.INFORMATION,
        what="Who holds which card.",
        issued_on=date(2026, 9, 2),
        due=date(2026, 11, 13),
    )
    office.register.close()
    return notes, path


@pytest.fixture
def notes(notes_and_path: tuple[dict[str, str], Path]) -> dict[str, str]:
    return notes_and_path[0]


@pytest.fixture
def window(desktop: Desktop, notes_and_path: tuple[dict[str, str], Path], settled: Settled) -> Window:
    path = notes_and_path[1]
    desktop.settings.remember_who(path, "PERS-0001", "pki_specialist")
    made = desktop.open_window()
    made.open_path(path)
    made.resize(1280, 720)
    settled(made)
    return made


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def cells(table: PageTable) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(line, place).data()) for place in range(model.columnCount())]
        for line in range(model.rowCount())
    ]


def test_the_case_shows_its_assessment_whole(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    shell.go(notes["case"])
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    tabs = screen.page.tabs
    place = next(number for number in range(tabs.count()) if tabs.tabText(number) == "Assessments 1")
    assert tabs.isTabVisible(place)
    tabs.setCurrentIndex(place)
    settled(window)
    body = screen.page.bodies[place]
    said = texts(body)
    for words in (
        "Pre-operational assessment",
        "Scope coverage 3 of 3",
        "The assessor recommends: Approved with caveats.",
        f"Concluded by the PMA on 10 Nov 2026: Approved with caveats ({notes['decision']}).",
        "CP 1.0, clause 3.1",
    ):
        assert words in said
    tables = {table.accessibleName().split(" of ")[0]: cells(table) for table in body.findChildren(PageTable)}
    assert set(tables) == {"Scope", "Criteria", "Evidence requests", "Caveats", "Reports"}
    assert tables["Scope"][0][:4] == ["S1", "SMKI service", "Live", "Covered by the assessment"]
    assert tables["Reports"][0][3:6] == ["Qualified: criteria not met", "Approved with caveats", "Taken as final"]
    assert [line[4] for line in tables["Caveats"]] == ["Open", "Open"]
    nameless = [
        one
        for one in body.findChildren(QAbstractButton)
        if not (one.text() or one.accessibleName() or one.objectName().startswith("qt_"))
    ]
    assert nameless == []
    assert body.horizontalScrollBar().maximum() == 0


def test_the_strip_and_the_first_duty_lead_on(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    shell.go(notes["routine"])
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    page = screen.page._page
    assert page is not None
    assert [(step.title, step.status) for step in page.strip][:2] == [("Opened", "done"), ("Assessment", "now")]
    (shown,) = page.assessments
    assert shown.actions[0].deed == "assessment.record_report"
    assert page.actions[0].deed == "evidence_request.answer", "the late request comes first"
    assert dict(page.actions[0].given) == {"evidence_request": f"{notes['routine']}/R1"}


@pytest.mark.parametrize("name", ["assessments", "evidence_requests"])
def test_the_lists_are_screens_and_open_their_case(
    window: Window, shell: Shell, settled: Settled, name: str, notes: dict[str, str]
) -> None:
    shell.show_screen(name)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, ListScreen)
    assert screen.table.view.model().rowCount() == 2
    assert shell.navigation.buttons[name].count == 1
    shell.go(notes["assessment"])
    settled(window)
    assert shell.screen_shown.reference == notes["case"]


def test_the_parts_of_an_assessment_have_their_deeds(window: Window) -> None:
    assert {kind_of_reference(f"ASMT-2026-0001/{part}") for part in ("S1", "P1", "R1", "C1")} == {
        "scope_item",
        "report",
        "evidence_request",
        "caveat",
    }
    about = {one.deed for one in deeds_about("ASMT-2026-0001/R1")}
    assert about == {
        "evidence_request.answer",
        "evidence_request.narrow",
        "evidence_request.review",
        "evidence_request.withdraw",
    }
    assert "assessment.notify" in {one.deed for one in deeds_about("ASMT-2026-0001")}
