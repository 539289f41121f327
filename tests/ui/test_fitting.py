"""What fits at 1280x720: the tabs of a case with their numbers, and the words and badges of a page's tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QStyle, QToolButton
from pytestqt.qtbot import QtBot

from pma_assure.rules.vocabulary import Capacity
from ui.desktop.application import Desktop
from ui.desktop.case_screen import PLACE, TABS, CasesScreen
from ui.desktop.dialogs import WhoDialog
from ui.desktop.meeting_items import ItemsList
from ui.desktop.navigation import NavigationButton
from ui.desktop.page_table import LONGEST, Badged, PageTable, Shortened, shared, unbroken
from ui.desktop.pieces import Parted, Scrolled
from ui.desktop.record_table import said_within
from ui.desktop.shell import Shell
from ui.desktop.window import Window
from ui.desktop.workplace import Who

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


def test_a_day_stays_on_one_line_and_a_badge_has_words_below(qtbot: QtBot) -> None:
    assert unbroken("from 18 Dec 2025 to 3 January 2026") == ("from 18\u00a0Dec\u00a02025 to 3\u00a0January\u00a02026")
    rows = [["FIND-2026-0001", "18 Dec 2025", Badged("Observation", "quiet", "the PMA's: Minor")]]
    table = PageTable("Findings", ("Reference", "Due", "Class"), rows, (1, 1, 98))
    qtbot.addWidget(table)
    table.resize(360, 300)
    table.show()
    metrics = table.fontMetrics()
    assert table.columnWidth(1) > metrics.horizontalAdvance("18 Dec 2025") + 16
    assert table.model().index(0, 1).data() == "18 Dec 2025"
    assert table.model().index(0, 2).data() == "Observation, the PMA's: Minor"
    assert table.rowHeight(0) > 2 * metrics.height() + 12, "the badge, and a line below it"


def test_a_word_that_cannot_be_broken_pushes_no_column_apart(qtbot: QtBot) -> None:
    address = "https://repository.example/certificates/2026/authority?serial=0123456789abcdef0123456789abcdef"
    rows = [["FIND-2026-0001", address, "A" * 90, "Accepted by the participant"]]
    table = PageTable("Findings", ("Reference", "Where", "Digest", "State"), rows, (1, 30, 30, 40))
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show()
    widest = table.fontMetrics().horizontalAdvance("W" * LONGEST) + 20
    assert all(table._least[place] <= widest for place in (1, 2))
    assert table.columnWidth(3) >= table._least[3]
    assert sum(table.columnWidth(place) for place in range(4)) <= 700
    lines = table.rowHeight(0) // table.fontMetrics().lineSpacing()
    assert lines >= 4, "it goes on in the next line"
    assert table.model().index(0, 1).data() == address, "what is copied has nothing put in"
    pieces = unbroken(address).split("\u200b")
    assert "".join(pieces) == address
    assert max(map(len, pieces)) <= LONGEST
    assert unbroken("ASMT-2026-0003/L12") == "ASMT-2026-0003/L12"


def test_a_cell_of_many_words_shows_how_they_begin(qtbot: QtBot) -> None:
    text = "The Panel requires Halden Power to submit a plan that shows how requests are approved by two officers."
    cell = Shortened(text, " Decided after 45 days.")
    table = PageTable("Comparable", ("Reference", "The Panel"), [["BRCH-2025-0001", cell]], (1, 9))
    qtbot.addWidget(table)
    index = table.model().index(0, 1)
    assert index.data() == (
        "The Panel requires Halden Power to submit a plan that shows how requests are… Decided after 45 days."
    )
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert index.data(role) == f"{text} Decided after 45 days."
    assert Shortened("A written reminder.").words == "A written reminder."


def test_no_line_of_facts_ends_in_a_dot_that_hangs(qtbot: QtBot) -> None:
    facts = ("CASE-2025-0002", "opened 8 Dec 2025", "Small Supplier", "", "Restricted", "kept by R. Sharma")
    label = Parted(facts)
    qtbot.addWidget(label)
    whole = label.fontMetrics().horizontalAdvance(label.accessibleName())
    label.show()
    for width in range(whole + 40, 60, -7):
        label.resize(width, 200)
        lines = label.text().split("\n")
        assert not [line for line in lines if line.startswith("·") or line.endswith("·") or line != line.strip()]
        assert " · ".join(lines) == label.accessibleName() == " · ".join(filter(None, facts))
        assert label.heightForWidth(width) >= len(lines) * label.fontMetrics().height()
    assert len(label.text().split("\n")) > 2
    label.resize(whole + 40, 200)
    assert "\n" not in label.text()


def test_a_table_of_single_lines_shortens_its_words(qtbot: QtBot) -> None:
    table = PageTable(
        "Rows", ("Row", "Why"), [["1", "State is Reopened here and Accepted in the workbook " * 4]], (1, 1)
    )
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    wrapped = dark_rows(table)
    table.setWordWrap(False)
    table.setRowHeight(0, table.rowHeight(0))
    assert dark_rows(table) < wrapped / 2, "one line instead of many"
    assert dark_rows(table) > 4, "and that one is there"


def dark_rows(table: PageTable) -> int:
    """On how many rows of points the second column has ink."""
    image = table.viewport().grab().toImage()
    first = table.columnViewportPosition(1) + 4
    columns = range(first, min(image.width(), first + table.columnWidth(1) - 8), 2)
    return sum(any(image.pixelColor(x, y).lightness() < 120 for x in columns) for y in range(image.height() - 4))


@pytest.mark.parametrize("words", [1, 5, 9, 14, 20])
def test_a_row_is_as_high_as_its_words_and_no_line_higher(qtbot: QtBot, words: int) -> None:
    text = " ".join(["procedure"] * words)
    table = PageTable("Findings", ("Reference", "Finding"), [["FIND-2026-0001", text]], (1, 1))
    qtbot.addWidget(table)
    table.resize(420, 300)
    table.show()
    metrics = table.fontMetrics()
    room = QRect(0, 0, table.columnWidth(1) - 16, 10_000)
    flags = int(Qt.TextFlag.TextWordWrap)
    needed = metrics.boundingRect(room, flags, text).height()
    assert needed + 10 <= table.rowHeight(0) < needed + metrics.height() + 10


@pytest.mark.parametrize("reference", ["CASE-2025-0002", "CASE-2025-0003", "CASE-2026-0003", "CASE-2024-0001"])
def test_no_table_of_a_case_is_too_narrow_for_its_words(
    window: Window, shell: Shell, settled: Settled, reference: str
) -> None:
    window.resize(1280, 720)
    window.show()
    shell.go(reference)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    for name, place in PLACE.items():
        if not screen.page.tabs.isTabVisible(place):
            continue
        screen.page.tabs.setCurrentIndex(place)
        settled(window)
        for table in screen.page.bodies[place].findChildren(PageTable):
            cut = [
                str(table.model().headerData(column, Qt.Orientation.Horizontal))
                for column in range(1, table.model().columnCount())
                if table.columnWidth(column) < table._least[column]
            ]
            assert not cut, f"{name}, {table.accessibleName()}: {cut}"


@pytest.mark.parametrize("place", ["MTG-2026-0005", "MTG-2026-0006", "MTG-2026-0007", "EXT-2026-0001"])
def test_no_column_is_wider_than_its_room(window: Window, shell: Shell, settled: Settled, place: str) -> None:
    window.resize(1280, 720)
    window.show()
    shell.go(place)
    settled(window)
    for items in shell.screen_shown.findChildren(ItemsList):
        items.setCurrentIndex(items.model().index(0, 0))
        settled(window)
    seen = [one for one in shell.screen_shown.findChildren(Scrolled) if one.isVisible()]
    assert seen
    for one in seen:
        assert one.widget().width() <= one.viewport().width(), one.accessibleName()


def test_an_item_has_its_badge_below_its_title(window: Window, shell: Shell, settled: Settled) -> None:
    shell.go("MTG-2026-0007")
    settled(window)
    items = shell.screen_shown.findChild(ItemsList)
    assert items is not None
    line = QFontMetrics(items.font()).lineSpacing()
    assert items.sizeHintForRow(0) >= 2 * 7 + 2 * line + (line + 2) + 2, "two lines, the badge, and air between them"


def test_another_case_is_shown_from_its_top(window: Window, shell: Shell, settled: Settled) -> None:
    page = on_the_case(window, shell, settled).page
    bar = page.bodies[PLACE["Overview"]].verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    shell.go("CASE-2025-0002")
    settled(window)
    assert bar.maximum() > 0
    assert bar.value() == 0
    bar.setValue(40)
    page.forget()
    page.read()
    settled(window)
    assert bar.value() == 40, "the same case read anew keeps its place"


def test_navigation_cuts_no_name(window: Window, shell: Shell, settled: Settled) -> None:
    window.show()
    settled(window)
    bold = QFont(shell.navigation.font())
    bold.setWeight(QFont.Weight.DemiBold)
    for one in shell.navigation.findChildren(NavigationButton):
        assert one.room_for_words() >= QFontMetrics(bold).horizontalAdvance(one.text()), one.text()


def test_no_line_is_marked_when_the_case_that_is_shown_is_not_in_the_list(
    window: Window, shell: Shell, settled: Settled
) -> None:
    page = on_the_case(window, shell, settled)
    assert page.list.view.currentIndex().isValid()
    shell.go("CASE-2025-0003")
    settled(window)
    assert page.page.reference == "CASE-2025-0003"
    assert not page.list.view.currentIndex().isValid(), "it is closed, and open cases are listed"


@pytest.mark.parametrize(
    ("title", "said"), [("SMKI document set", "SMKI document set"), ("Members and seats", "members and seats")]
)
def test_a_list_is_named_within_a_sentence(title: str, said: str) -> None:
    assert said_within(title) == said


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


def test_the_chosen_line_of_who_am_i_lies_on_no_other(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.put_on("light")
    people = [Who(reference=name, name=name, capacity=Capacity.READER) for name in ("PERS-0001", "PERS-0002")]
    dialog = WhoDialog(people, None, None)
    qtbot.addWidget(dialog)
    dialog.show()
    first, second = (dialog.people.visualItemRect(dialog.people.item(row)) for row in (0, 1))
    assert first.bottom() < second.top()
    assert first.height() >= QFontMetrics(dialog.people.font()).lineSpacing() + 8, "its words and the room above them"


def test_a_low_screen_holds_the_window_with_its_title_bar_and_its_foot(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Low:
        def availableGeometry(self) -> QRect:
            return QRect(0, 0, 1280, 700)

    monkeypatch.setattr(Window, "screen", lambda _: Low())
    made = desktop.open_window()
    assert (made.width(), made.height()) == (1280, 700 - made.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight))
