"""The document set in the window: its lists behind one entry, what stands beside a line, a charge at its assessment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from pma_assure.rules.modifications import attributed_to_the_pma
from pma_assure.rules.vocabulary import ChargeBasis, FaultView, ReviewRecommendation
from tests.workflows import assurance
from tests.workflows.desk import found_office
from ui.desktop.application import Desktop
from ui.desktop.case_screen import CasesScreen
from ui.desktop.deed_form import DeedForm
from ui.desktop.fields import LineField
from ui.desktop.list_screen import ListScreen
from ui.desktop.screen import deeds_about, kind_of_reference
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]
DAY = date(2026, 11, 10)
PURPOSE = "Only what the user's own fault necessitated."
NEWS = {"reported_by": "The Code Administrator", "reported_on": DAY}


@pytest.fixture(scope="module")
def notes_and_path(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    path = tmp_path_factory.mktemp("document-set") / "office.pma"
    office = found_office(path)
    assurance.lay(office)
    notes = assurance.reviewed(office)
    office.do("document.set_review_interval", document="RAPP", months=12)
    office.do("document.record_incorporation", document="RAPP", incorporated_on=date(2026, 11, 3))
    review = office.ref("review.plan", document="RAPP", due=DAY)
    office.do(
        "review.record",
        review=review,
        done_on=DAY,
        findings="It is not effective at night.",
        recommendation=ReviewRecommendation.MODIFICATION,
        actions="Raise one.",
    )
    logs = office.ref(
        "modification.raise_one", title="Night logs", reason="Lost.", raised_on=DAY, document="RAPP", review=review
    )
    office.do("modification.report", modification=logs, status="With the Change Board", **NEWS)
    office.do("support.ask_secas", title="Draft text", what="Please draft.", asked_on=DAY, modification=logs)
    section_k = office.ref(
        "modification.raise_one",
        title="Section K",
        reason="Who is at fault pays.",
        raised_on=date(2026, 3, 2),
        concerns="Section K",
        explicit_charge=True,
        limited_purpose=PURPOSE,
    )
    office.do("modification.report", modification=section_k, status="Soon", **NEWS)
    office.do("modification.take_effect", modification=section_k, effective_on=date(2026, 7, 1), **NEWS)
    charge = office.ref(
        "charge.open", assessment=notes["assessment"], ordered_on=date(2026, 8, 3), cost=Decimal("18400.50")
    )
    view = office.decide(charge, DAY)
    office.do("charge.take_view", charge=charge, fault=FaultView.AT_FAULT, fault_basis="It knew.", decision=view)
    office.do(
        "charge.recommend",
        charge=charge,
        basis=ChargeBasis.EXPLICIT_CHARGE,
        recommendation="It should pay.",
        recommended_on=DAY,
    )
    office.register.close()
    return notes | {"review": review, "logs": logs, "section K": section_k, "charge": charge, "view": view}, path


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


def beside(shell: Shell, window: Window, settled: Settled, name: str, reference: str) -> QWidget:
    shell.show_screen(name, reference)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, ListScreen)
    assert screen.reference == reference
    return screen.detail


def test_a_document_says_when_it_is_reviewed_and_leads_to_what_hangs_on_it(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    detail = beside(shell, window, settled, "documents", "DOC-0001")
    said = texts(detail)
    for words in ("by 10 November 2027, every 12 months", "3 Nov 2026, 20 days so far", "done 10 Nov 2026: Raise a"):
        assert words in said
    links = {one.text(): one for one in detail.findChildren(QAbstractButton)}
    assert {notes["review"], notes["logs"]} <= links.keys()
    links[notes["logs"]].click()
    settled(window)
    assert shell.name_shown == "modifications"
    assert shell.screen_shown.reference == notes["logs"]
    assert shell.navigation.buttons["documents"].isChecked()


def test_a_compliance_policy_shows_its_four_parts(window: Window, shell: Shell, settled: Settled) -> None:
    said = texts(beside(shell, window, settled, "documents", "DOC-0002"))
    assert "Version 1.0 sets out" in said
    assert "How the PMA monitors and enforces: not looked at yet" in said


def test_a_modification_shows_what_was_reported_and_nothing_of_the_pma(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    for name in ("logs", "section K"):
        detail = beside(shell, window, settled, "modifications", notes[name])
        said = texts(shell.screen_shown)
        assert "(The Code Administrator, 10 Nov 2026)" in texts(detail)
        assert not attributed_to_the_pma(said)
    assert PURPOSE in texts(detail)
    assert notes["charge"] in {one.text() for one in detail.findChildren(QAbstractButton)}


def test_a_review_and_a_request_are_read_whole(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    assert "It is not effective at night." in texts(beside(shell, window, settled, "reviews", notes["review"]))
    shell.go(notes["review"])
    settled(window)
    assert shell.name_shown == "reviews"
    assert "Please draft." in texts(beside(shell, window, settled, "support_requests", "SUPP-2026-0001"))
    assert shell.navigation.buttons["documents"].isChecked()


def test_a_charge_stands_at_its_assessment_with_its_limited_purpose(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str]
) -> None:
    shell.go(notes["charge"])
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    tabs = screen.page.tabs
    place = next(number for number in range(tabs.count()) if tabs.tabText(number).startswith("Assessments"))
    tabs.setCurrentIndex(place)
    settled(window)
    said = texts(screen.page.bodies[place])
    view = f"At fault, in the PMA's view ({notes['view']})"
    assert f"{notes['charge']} · £18,400.50 · Explicit charge to the user · {view}" in said
    assert f"Under {notes['section K']}, for this purpose only: {PURPOSE}" in said
    assert screen.page.bodies[place].horizontalScrollBar().maximum() == 0
    listed = texts(beside(shell, window, settled, "charges", notes["charge"]))
    assert PURPOSE in listed
    assert "£18,400.50" in listed
    assert shell.navigation.buttons["assessments"].isChecked()


def test_each_record_offers_its_deeds(notes: dict[str, str]) -> None:
    for reference, kind, wanted in (
        (notes["review"], "document_review", "review.conclude"),
        (notes["logs"], "modification", "modification.report"),
        ("SUPP-2026-0001", "support_request", "support.answer"),
        (notes["charge"], "charge", "charge.recommend"),
        ("DOC-0002", "document", "policy.check"),
        (notes["assessment"], "assessment", "charge.open"),
    ):
        assert kind_of_reference(reference) == kind
        assert wanted in {one.deed for one in deeds_about(reference)}


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("18.400,50", "“18.400,50”"),
        ("eighteen", "is no amount of pounds"),
        ("-5", "is no amount of pounds"),
        ("£18,400.5", ""),
        ("18400", ""),
    ],
)
def test_an_amount_is_looked_at_where_it_is_typed(
    window: Window, shell: Shell, settled: Settled, notes: dict[str, str], typed: str, complaint: str
) -> None:
    form = DeedForm(shell.workplace, "charge.set_cost", {"charge": notes["charge"]}, window)
    field = form.fields["cost"]
    assert isinstance(field, LineField)
    field.line.setText(typed)
    said = form.labelled["cost"].check()
    assert said == "" if not complaint else complaint.strip("“”") in said
    form._typed = False
    form.close()
    settled(window)
