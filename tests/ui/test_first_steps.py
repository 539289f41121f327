"""A new register says what to enter first, in order, with a button for each; once all is there it says nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from pma_assure.register.register import create
from pma_assure.rules.vocabulary import AppointmentRoute, DocumentType, PartyCategory, SeatCode
from pma_assure.views import first_steps
from pma_assure.workflows.acting import Acting
from pma_assure.workflows.every import DEEDS
from pma_assure.workflows.office import begin
from ui.desktop.application import Desktop
from ui.desktop.case_screen import CasesScreen
from ui.desktop.deed_form import DeedForm
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]
FORMS = ["person.add", "organisation.add", "document.add", "seat.appoint", "case.open"]


def new_office(path: Path, day: date) -> Acting:
    return begin(create(path), name="New", keeper="R. Sharma", day=day)


def enter(acting: Acting, deed: str, **given: Any) -> None:
    DEEDS[deed].run(acting, **given)


def test_each_step_is_ticked_when_it_is_there_and_all_go_when_all_are(tmp_path: Path, today: date) -> None:
    acting = new_office(tmp_path / "new.pma", today)
    register = acting.register

    def taken() -> list[bool]:
        return [step.done for step in first_steps.of(register)]

    assert [step.deed for step in first_steps.of(register)] == FORMS
    assert [step.deed_title for step in first_steps.of(register)] == [DEEDS[name].title for name in FORMS]
    assert taken() == [False] * 5
    names = ("A. Whitcombe", "D. Reyes", "H. Boyd", "S. Mistry")
    for name in names:
        enter(acting, "person.add", name=name)
    assert taken() == [True, False, False, False, False]
    enter(acting, "organisation.add", name="Fenwick Power", category=PartyCategory.LARGE_SUPPLIER)
    enter(acting, "document.add", short_name="RAPP", title="The RAPP", document_type=DocumentType.RAPP)
    assert taken() == [True, True, True, False, False]
    for name, seat in zip(names, list(SeatCode)[:4], strict=True):
        assert taken()[3] is False
        enter(acting, "seat.appoint", seat=seat, person=name, first_day=today, route=AppointmentRoute.PANEL_IDENTIFIED)
    assert taken() == [True, True, True, True, False]
    enter(acting, "case.open", title="A matter", organisation="Fenwick Power")
    assert taken() == []
    register.close()


def words_of(place: QWidget) -> list[str]:
    return [label.text() for label in place.findChildren(QLabel) if label.isVisible()]


def test_a_new_register_says_what_to_enter_first(
    desktop: Desktop, settled: Settled, tmp_path: Path, today: date
) -> None:
    path = tmp_path / "new.pma"
    new_office(path, today).register.close()
    window = desktop.open_window()
    window.open_path(path)
    settled(window)
    shell = window.shell
    assert shell is not None
    for screen in ("today", "cases"):
        shell.show_screen(screen)
        settled(window)
        there = words_of(shell.screen_shown)
        assert "First steps in this register" in there
        assert any("File, Import a workbook" in one for one in there)
        assert [one for one in there if one.startswith("The ") and one != "The "][:1] == [
            "The people of the office, and the members"
        ]
        titles = [f"{DEEDS[name].title}…" for name in FORMS]
        buttons = [one for one in shell.screen_shown.findChildren(QPushButton) if one.text() in titles]
        assert [one.text() for one in buttons if one.isVisible()] == titles
        assert next(one.property("kind") for one in buttons if one.isVisible()) == "primary"
        next(one for one in buttons if one.isVisible() and one.text() == titles[1]).click()
        form = QApplication.activeModalWidget()
        assert isinstance(form, DeedForm)
        assert form.deed.name == "organisation.add"
        form.close()


def test_a_register_that_is_at_work_says_nothing_of_it(shell: Shell, window: Window, settled: Settled) -> None:
    shell.show_screen("today")
    settled(window)
    assert "First steps in this register" not in words_of(shell.screen_shown)
    shell.show_screen("cases")
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    assert "First steps in this register" not in [one.text() for one in screen.page.nothing.findChildren(QLabel)]
