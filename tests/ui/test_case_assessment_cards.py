"""The card of an assessment in its case: what can be done, what became of its reports; and what else is relied on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from pma_assure.rules.vocabulary import Covers, OpinionKind, ReportKind, ScopeCoverage
from pma_assure.workflows.reliance import CoverageGiven
from tests.workflows import assurance
from tests.workflows.desk import Office, found_office
from ui.desktop.application import Desktop
from ui.desktop.case_screen import PLACE, CasesScreen
from ui.desktop.deed_form import DeedForm
from ui.desktop.fieldwork_screen import FieldworkScreen
from ui.desktop.letters import without_letter
from ui.desktop.page_table import PageTable
from ui.desktop.pieces import Scrolled
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]
CLAIMS = (
    CoverageGiven(requirement="REQ-RAPP-2.1-5.2", covers=Covers.FULLY, reason="The same control."),
    CoverageGiven(requirement="REQ-RAPP-2.1-7.4", covers=Covers.IN_PART, gap="The desk.", residual="Twenty requests."),
)


def relied(office: Office, case: str) -> str:
    return office.ref(
        "reliance.propose",
        case=case,
        title="ISO/IEC 27001 certification",
        certificate="IS 501 772",
        issued_by="Penhallow Certification",
        scope="The registration desk at Truro.",
        valid_from=date(2026, 1, 1),
        requirements=CLAIMS,
    )


@pytest.fixture(scope="module")
def notes_and_path(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    """A case whose draft report is checked, one whose assessment has no scope, one that has but a certificate."""
    path = tmp_path_factory.mktemp("cards") / "office.pma"
    office = found_office(path)
    assurance.lay(office)
    notes = assurance.begun(office)
    named = {"assessment": notes["assessment"]}
    notes["reliance"] = relied(office, notes["case"])
    decision = office.decide(notes["reliance"], date(2026, 9, 8))
    office.do("reliance.decide", reliance=notes["reliance"], decision=decision)
    item = f"{notes['assessment']}/S1"
    office.do("assessment.cover", item=item, coverage=ScopeCoverage.OTHER_EVIDENCE, reliance=notes["reliance"])
    assurance.report(office, notes["assessment"], kind=ReportKind.DRAFT, opinion=OpinionKind.QUALIFIED)
    office.do("assessment.receive_draft", **named)
    office.do("assessment.log_fact_check", **named, fact_check="The hall is at Truro.", checked_on=date(2026, 10, 2))
    came = date(2026, 10, 8)
    assurance.report(office, notes["assessment"], received_on=came, opinion=OpinionKind.SCOPE_LIMITATION)
    notes["bare"] = assurance.proposed(office, organisation="Halden Power", scope=())["case"]
    notes["only"] = office.case("Larkfield Energy Co-op", "A certificate")
    notes["proposed"] = relied(office, notes["only"])
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


def body(shell: Shell, window: Window, settled: Settled, reference: str) -> Scrolled:
    """The tab of the assessments of the case that shows this record."""
    shell.go(reference)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    assert screen.page.tabs.isTabVisible(PLACE["Assessments"])
    screen.page.tabs.setCurrentIndex(PLACE["Assessments"])
    settled(window)
    found = screen.page.bodies[PLACE["Assessments"]]
    assert found.horizontalScrollBar().maximum() == 0
    return found


def texts(shown: Scrolled) -> list[str]:
    return [label.text() for label in shown.findChildren(QLabel)]


def lines_of(shown: Scrolled, name: str) -> list[list[str]]:
    table = next(one for one in shown.findChildren(PageTable) if one.accessibleName() == name)
    model = table.model()
    return [
        [str(model.index(line, place).data()) for place in range(model.columnCount())]
        for line in range(model.rowCount())
    ]


def pressable(shown: Scrolled, name: str) -> QPushButton:
    return next(one for one in shown.findChildren(QPushButton) if one.accessibleName() == name)


def entries(opener: QPushButton) -> list[str]:
    return [without_letter(one.text()) for one in opener.menu().actions()]


def form_on(window: Window) -> DeedForm:
    (form,) = [one for one in window.findChildren(DeedForm) if one.isVisible()]
    return form


def test_a_reliance_stands_on_the_case_that_relies_on_it(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    shown = body(shell, window, settled, notes["reliance"])
    assert shell.screen_shown.reference == notes["case"]
    said = "\n".join(texts(shown))
    assert "ISO/IEC 27001 certification\nRelied on" in said
    assert f"{notes['reliance']} · IS 501 772 · Penhallow Certification · valid from 1 Jan 2026" in said
    assert f"Covers {notes['assessment']}/S1 in the scope of an assessment." in said
    assert lines_of(shown, f"What {notes['reliance']} covers") == [
        ["REQ-RAPP-2.1-5.2", "Two officers", "Fully", "The same control.", "—"],
        ["REQ-RAPP-2.1-7.4", "Logs", "In part", "The desk.", "Twenty requests."],
    ]
    assert f"Covered by other evidence, {notes['reliance']}" in lines_of(shown, f"Scope of {notes['assessment']}")[0]
    assert "Record that it counts no longer…" in entries(pressable(shown, f"What can be done to {notes['reliance']}"))


def test_a_case_that_has_but_a_certificate_shows_it_too(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    shown = body(shell, window, settled, notes["only"])
    assert "Proposed" in texts(shown)
    pressable(shown, "Put it on an agenda…").click()
    form = form_on(window)
    assert (form.deed.name, form.fields["subject"].value()) == ("item.list", notes["proposed"])
    form.close()


def test_where_nothing_is_in_scope_nothing_is_counted(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    said = texts(body(shell, window, settled, notes["bare"]))
    assert "Nothing is in scope yet." in said
    assert not [one for one in said if "0 of 0" in one or "Scope coverage" in one]


def test_the_reports_say_what_became_of_each_and_what_the_assessor_thinks(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    shown = body(shell, window, settled, notes["case"])
    lines = lines_of(shown, f"Reports of {notes['assessment']}")
    assert [line[:5] for line in lines] == [
        ["P1", "Draft report", "1 Oct 2026", "Qualified: criteria not met", "Facts checked"],
        ["P2", "Final report", "8 Oct 2026", "Qualified: scope limitation", "Not taken as final"],
    ]
    said = texts(shown)
    assert "The hall is at Truro." in said[said.index("Fact check by the participant, 2 Oct 2026") :]


def test_the_filled_button_is_what_is_not_done_yet_and_knows_which_report(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    shown = body(shell, window, settled, notes["case"])
    (filled,) = [one for one in shown.findChildren(QPushButton) if one.property("kind") == "primary"]
    assert filled.text() == "Take the final report…"
    filled.click()
    form = form_on(window)
    assert form.fields["report"].value() == f"{notes['assessment']}/P2"
    form.close()


def test_the_menu_of_a_card_has_every_deed_and_the_sheet_a_button(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    shown = body(shell, window, settled, notes["case"])
    said = entries(pressable(shown, f"What can be done to {notes['assessment']}"))
    for deed in ("Add to the scope…", "Add somebody to the team…", "Discontinue the assessment…", "Take in a report…"):
        assert deed in said
    pressable(shown, f"The sheet of field work of {notes['assessment']}").click()
    settled(window)
    assert isinstance(shell.screen_shown, FieldworkScreen)
    assert shell.screen_shown.reference.startswith(notes["assessment"])


def test_an_assessment_that_is_not_planned_has_no_sheet(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    shown = body(shell, window, settled, notes["bare"])
    assert not [one for one in shown.findChildren(QPushButton) if one.text() == "Field work"]


def test_a_card_says_when_it_was_notified_and_begun_and_who_is_in_the_team(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    shown = body(shell, window, settled, notes["assessment"])
    (line,) = [one for one in texts(shown) if one.startswith("notified ")]
    assert " · begun " in line
    menu = entries(pressable(shown, f"What can be done to {notes['assessment']}"))
    assert "Not now" in menu, "what its state is not open to stands apart"
    assert "Begin the assessment…" not in menu
