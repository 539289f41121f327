"""The seats over the years, and the papers of a meeting, through the window."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ui.desktop.deed_form import DeedForm
from ui.desktop.list_screen import ListScreen
from ui.desktop.meeting_items import item_badge
from ui.desktop.meeting_papers import entries
from ui.desktop.meeting_screen import MeetingsScreen
from ui.desktop.pieces import marked
from ui.desktop.seats_screen import SeatsScreen
from ui.desktop.seats_timeline import SeatsTimeline
from ui.desktop.sheets import Sheet
from ui.desktop.shell import Shell
from ui.desktop.window import Window

Settled = Callable[[Window], None]
MEETING = "MTG-2026-0007"


def seats_of(shell: Shell, window: Window, settled: Settled) -> SeatsScreen:
    window.resize(1280, 720)
    window.show()
    shell.show_screen("seats")
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, SeatsScreen)
    return screen


def test_the_picture_says_in_words_what_it_shows(shell: Shell, window: Window, settled: Settled) -> None:
    screen = seats_of(shell, window, settled)
    (picture,) = screen.findChildren(SeatsTimeline)
    said = picture.accessibleDescription()
    shown = "\n".join(label.text() for label in screen.body.findChildren(QLabel))
    assert len(picture.seats.seats) == 7
    for line in picture.seats.seats:
        assert line.sentence in said
        told = line.sentence.partition(": ")[2]
        assert told[:1].upper() + told[1:] in shown
    assert picture.seats.summary in shown


def test_a_bar_says_under_the_pointer_whose_it_is(shell: Shell, window: Window, settled: Settled) -> None:
    screen = seats_of(shell, window, settled)
    (picture,) = screen.findChildren(SeatsTimeline)
    picture.grab()
    said = [words for _, words in picture._bars]
    for line in picture.seats.seats:
        for term in line.terms:
            assert any(words.startswith(f"{line.name}: {term.name} · ") for words in said)
    area, words = picture._bars[-1]
    assert picture.words_at(area.center().toPoint()) == words
    assert picture.words_at(QPoint(2, 2)) == ""


def test_members_and_their_years_are_gone_through_by_keyboard(
    shell: Shell, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    window.show()
    window.activateWindow()
    shell.show_screen("members")
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, ListScreen)
    screen.take_tabs()
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Right)
    settled(window)
    assert shell.name_shown == "seats"
    assert shell.navigation.buttons["members"].isChecked()
    shown = shell.screen_shown
    assert isinstance(shown, SeatsScreen)
    assert QApplication.focusWidget() is shown.tabs
    qtbot.keyClick(shown.tabs, Qt.Key.Key_Left)
    settled(window)
    assert shell.name_shown == "members"


def meeting_of(shell: Shell, window: Window, settled: Settled, reference: str = MEETING) -> MeetingsScreen:
    window.resize(1280, 720)
    window.show()
    shell.go(reference)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, MeetingsScreen)
    return screen


def link(screen: MeetingsScreen, text: str) -> QPushButton:
    (found,) = [one for one in screen.meeting.left.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    return found


def test_the_pack_is_written_from_the_page_of_the_meeting(
    shell: Shell, window: Window, settled: Settled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = meeting_of(shell, window, settled)
    asked: list[str] = []

    def name(_parent: object, title: str, path: str, _kind: str) -> tuple[str, str]:
        asked.extend((title, Path(path).name))
        return str(tmp_path / "pack.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    link(screen, "Pack…").click()
    settled(window)
    assert asked == [f"Meeting pack {MEETING} as PDF", "mtg-2026-0007-pack.pdf"]
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF")


def test_minutes_are_offered_once_the_meeting_has_begun(shell: Shell, window: Window, settled: Settled) -> None:
    screen = meeting_of(shell, window, settled)
    page = screen.meeting._page
    assert page is not None
    assert [one.reference for one in entries(page)] == [f"{MEETING}/PACK"]
    held = meeting_of(shell, window, settled, "MTG-2026-0006").meeting._page
    assert held is not None
    assert [one.reference for one in entries(held)] == ["MTG-2026-0006/PACK", "MTG-2026-0006"]


def test_what_is_not_ready_is_listed_with_the_way_to_it(shell: Shell, window: Window, settled: Settled) -> None:
    given = {"meeting": MEETING, "title": "A paper that nobody wrote", "motion": "", "paper_by": "D. Reyes"}
    shell.workplace.do(
        "item.list", given, owner=shell, then=lambda _: None, failed=lambda refusal: pytest.fail(str(refusal))
    )
    settled(window)
    screen = meeting_of(shell, window, settled)
    chased = screen.meeting._chased
    link(screen, f"{len(chased)} not ready…").click()
    (sheet,) = window.findChildren(Sheet)
    said = "\n".join(label.text() for label in sheet.body.findChildren(QLabel))
    assert "A paper that nobody wrote" in said
    assert "Owed by D. Reyes" in said
    assert "It has no motion. Say what is put to the members." in said
    item = chased[-1].item
    there = [one for one in sheet.body.findChildren(QPushButton) if one.text() == item]
    there[0].click()
    settled(window)
    assert window.findChildren(Sheet) == []
    assert screen.meeting._item == item


def test_an_item_that_lacks_a_quorum_says_who_would_mend_it(shell: Shell, window: Window, settled: Settled) -> None:
    screen = meeting_of(shell, window, settled, f"{MEETING}/2")
    said = [label.text() for label in screen.meeting.right.findChildren(QLabel)]
    (mend,) = [one for one in said if one.startswith("Any of these would mend it: ")]
    assert "T. Lindqvist as alternate for Networks" in mend
    assert "H. Boyd for Networks, who sent apologies" in mend


def test_what_waits_for_an_agenda_is_put_on_that_of_the_meeting(shell: Shell, window: Window, settled: Settled) -> None:
    screen = meeting_of(shell, window, settled)
    waiting = screen.meeting._owed
    assert "SUSP-2026-0001/N3" in [duty.reference for duty in waiting]
    link(screen, f"{len(waiting)} waiting…").click()
    (sheet,) = window.findChildren(Sheet)
    place = [duty.reference for duty in waiting].index("SUSP-2026-0001/N3")
    [one for one in sheet.body.findChildren(QPushButton) if one.text() == "Do it…"][place].click()
    settled(window)
    form = QApplication.activeModalWidget()
    assert isinstance(form, DeedForm)
    assert (form.deed.name, form.fields["subject"].value()) == ("item.list", "SUSP-2026-0001/N3")
    assert MEETING in "\n".join(label.text() for label in form.findChildren(QLabel))
    form.reject()
    settled(window)
    given = {"meeting": MEETING, "title": "The notice stays withheld", "subject": "SUSP-2026-0001/N3"}
    shell.workplace.do(
        "item.list", given, owner=shell, then=lambda _: None, failed=lambda refusal: pytest.fail(str(refusal))
    )
    settled(window)
    assert link(screen, f"{len(waiting) - 1} waiting…")


def test_a_meeting_without_an_agenda_shows_what_waits_for_one(shell: Shell, window: Window, settled: Settled) -> None:
    given = {"title": "PMA meeting of January 2027", "starts_at": "2027-01-12T10:00", "place": "By video"}
    shell.workplace.do(
        "meeting.schedule", given, owner=shell, then=lambda _: None, failed=lambda refusal: pytest.fail(str(refusal))
    )
    settled(window)
    screen = meeting_of(shell, window, settled, "MTG-2027-0001")
    said = [label.text() for label in screen.meeting.middle.findChildren(QLabel)]
    assert "What waits for an agenda" in said
    assert "Record the PMA's decision to withhold the Parties' notice" in said


def test_a_late_paper_and_one_that_changed_say_so_in_the_list(shell: Shell, window: Window, settled: Settled) -> None:
    page = meeting_of(shell, window, settled).meeting._page
    assert page is not None
    item = next(one for one in page.items if one.quorum.quorate and one.circulated_on is not None)
    assert item_badge(item) == ("", "quiet")
    assert item_badge(replace(item, late_paper=True)) == ("paper late", "attention")
    assert item_badge(replace(item, changed_since_circulated=True)) == ("paper changed", "attention")
    assert item_badge(replace(item, circulated_on=None)) == ("no paper yet", "quiet")


def test_marks_are_lines_and_not_colours_alone(qapp: QApplication) -> None:
    html = marked("held by one officer", "held by two officers")
    assert re.search(r"<s [^>]*>one officer</s>", html)
    assert re.search(r"<u [^>]*>two officers</u>", html)


def test_the_seats_are_painted_anew_when_the_look_changes(shell: Shell, window: Window, settled: Settled) -> None:
    screen = seats_of(shell, window, settled)
    (before,) = screen.findChildren(SeatsTimeline)
    screen.read()
    settled(window)
    assert screen.findChildren(SeatsTimeline) == [before]
    screen.look_changed()
    settled(window)
    assert screen.findChildren(SeatsTimeline) != [before]
