"""The breach tab of a case: whose view is whose, what each fact rests on, like cases side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from pma_assure.values.breaches import BreachShown, Comparable, FactLine, FactorLine, PanelLine, RepresentationLine
from ui.desktop.case_breaches import bare, breaches
from ui.desktop.case_screen import PLACE, CasesScreen
from ui.desktop.page_table import PageTable
from ui.desktop.pieces import column, held
from ui.desktop.screen import deeds_about
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]
LIKE = Comparable(
    reference="BRCH-2025-0002",
    title="A report of two days",
    case="CASE-2025-0003",
    organisation="Halden Power",
    category="large_supplier",
    trigger="complaint",
    requirements=("RAPP 7.4",),
    alike=("same requirement (RAPP 7.4)", "same view"),
    view="material_breach",
    reasons="Late.",
    factors=(FactorLine(number=1, name="Late report", lean="towards_material", words=""),),
    remedy=None,
    panel_view="not_material",
    panel_words="A written reminder.",
    panel_on=date(2025, 6, 4),
    differs_from_advice=True,
    opened_on=date(2025, 3, 4),
    days_to_view=48,
    days_to_panel=92,
)
SHOWN = BreachShown(
    reference="BRCH-2026-0006",
    title="A report of forty hours",
    state="panel_decided",
    trigger="self_report",
    allegation="Told after forty hours.",
    opened_on=date(2026, 3, 4),
    represent_by=date(2026, 4, 10),
    return_on=None,
    proposed_view="material_breach",
    view="material_breach",
    considered_on=date(2026, 4, 21),
    decision="DEC-2026-0031",
    reasons="It was late.",
    proportionality="It is small.",
    why_no_representations="",
    requirements=("REQ-RAPP-2.1-7.4",),
    findings=(),
    facts=(
        FactLine(reference="BRCH-2026-0006/F1", words="Seen.", occurred_on=None, evidence=("EVID-1",), supported=True),
        FactLine(reference="BRCH-2026-0006/F2", words="Said.", occurred_on=None, evidence=(), supported=False),
    ),
    factors=LIKE.factors,
    representations=(RepresentationLine(number=1, received_on=date(2026, 4, 8), words="Abroad.", answer=""),),
    outcomes=(
        PanelLine(
            reference="BRCH-2026-0006/P1",
            decided_on=date(2026, 6, 4),
            source="Panel minutes 66",
            words="Not material; a written reminder.",
            view="not_material",
            differs_from_advice=True,
        ),
    ),
    comparables=(LIKE,),
)


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def cells_of(widget: QWidget) -> list[str]:
    found = []
    for table in widget.findChildren(PageTable):
        model = table.model()
        for line in range(model.rowCount()):
            found += [str(model.index(line, place).data()) for place in range(model.columnCount())]
    return found


class Page:
    reference = "CASE-2026-0006"
    breaches = (SHOWN,)


def test_the_pmas_view_and_the_panels_stand_apart(shell: Shell, window: Window, settled: Settled, qtbot: QtBot) -> None:
    shell.show_screen("cases")
    settled(window)
    (screen,) = shell.findChildren(CasesScreen)
    guide = screen.page.guide
    body = held(column(*breaches(Page(), date(2026, 6, 5), guide)))  # type: ignore[arg-type]  # only its breaches are read
    qtbot.addWidget(body)
    said = words_of(body)
    assert "Material breach, in the PMA's view · 21 Apr 2026 · DEC-2026-0031" in said
    assert "The Panel, as reported: non-compliance, not material · 4 Jun 2026" in said
    assert "This differs from the PMA's advice." in said
    cells = cells_of(body)
    assert {"supported", "not supported", "not answered", "differs"} <= set(cells)
    assert {"BRCH-2025-0002", "material breach: Late report (towards a material breach)"} <= set(cells)
    assert any(cell.startswith("A report of two days (Halden Power") for cell in cells)
    assert any(cell.endswith("Decided after 92 days.") for cell in cells)
    assert bare("material_breach") == "material breach"


def test_the_tab_shows_the_consideration_behind_a_plan(shell: Shell, window: Window, settled: Settled) -> None:
    shell.go("CASE-2026-0001")
    settled(window)
    (screen,) = shell.findChildren(CasesScreen)
    assert screen.page.tabs.isTabVisible(PLACE["Breach"])
    screen.page.tabs.setCurrentIndex(PLACE["Breach"])
    settled(window)
    said = words_of(screen.page.bodies[PLACE["Breach"]])
    assert "What is alleged" in said
    assert "Comparable considerations" in said


def test_the_menu_of_a_fact_is_about_the_fact(window: Window) -> None:
    (withdraw,) = deeds_about("BRCH-2026-0006/F1")
    assert (withdraw.deed, withdraw.given) == ("breach.withdraw_fact", (("fact", "BRCH-2026-0006/F1"),))
    assert "breach.add_fact" in {one.deed for one in deeds_about("BRCH-2026-0006")}
