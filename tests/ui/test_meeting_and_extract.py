"""Taking a decision, and marking passages, through the window."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import VoteCast
from pma_assure.values.outcome import Done
from pma_assure.views import documents
from ui.desktop.case_screen import CasesScreen
from ui.desktop.deed_form import DeedForm
from ui.desktop.exports import export_entries
from ui.desktop.extract_passages import selection_of
from ui.desktop.extract_screen import ExtractScreen
from ui.desktop.field_ticks import TicksField
from ui.desktop.fields import DayField
from ui.desktop.meeting_screen import MeetingsScreen
from ui.desktop.meeting_vote import VotePanel
from ui.desktop.shell import Shell
from ui.desktop.typed_days import show_time
from ui.desktop.window import Window

Settled = Callable[[Window], None]
MEETING = "MTG-2026-0007"


def done(shell: Shell, window: Window, settled: Settled, deed: str, **given: object) -> Done:
    found: list[Done] = []
    refused: list[Refused] = []
    shell.workplace.do(deed, given, owner=shell, then=found.append, failed=refused.append)
    settled(window)
    assert not refused, refused
    return found[0]


def open_meeting(shell: Shell, window: Window, settled: Settled) -> MeetingsScreen:
    """The coming meeting, in session, everybody who is expected in the room."""
    shell.go(MEETING)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, MeetingsScreen)
    done(shell, window, settled, "meeting.open", meeting=MEETING, opened_at="2026-12-03T10:00")
    page = screen.meeting._page
    assert page is not None
    for one in page.attendance:
        if one.person and one.status == "expected":
            given = {"meeting": MEETING, "person": one.person, "arrived_at": "2026-12-03T10:00"}
            done(shell, window, settled, "meeting.arrive", **given)
    for item in page.items:
        done(shell, window, settled, "item.begin", item=item.reference, begun_at="2026-12-03T10:05")
    return screen


def panel(screen: QWidget) -> VotePanel:
    (found,) = [one for one in screen.findChildren(VotePanel) if one.isVisible()]
    return found


@pytest.fixture
def meeting_day(monkeypatch: pytest.MonkeyPatch, desktop: object) -> None:
    from datetime import date

    monkeypatch.setattr(desktop, "today", date(2026, 12, 3))


def test_the_casting_vote_is_offered_on_a_tie_only(
    meeting_day: None, shell: Shell, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    screen = open_meeting(shell, window, settled)
    vote = panel(screen)
    assert not vote.votes.isVisible()
    vote._choose("vote")
    people = [one.person for one in vote.voters]
    assert len(people) >= 4
    vote._vote(people[0], VoteCast.FOR)
    assert not vote.casting.isVisible()
    vote._vote(people[1], VoteCast.AGAINST)
    assert vote.tally.text() == "For 1 · Against 1 · Abstain 0"
    assert vote.casting.isVisible()
    vote._vote(people[2], VoteCast.FOR)
    assert not vote.casting.isVisible()
    vote._vote(people[3], VoteCast.AGAINST)
    vote._cast("for")
    vote.when.put("3 Dec 2026, 10:20")
    vote.do()
    settled(window)
    said = "\n".join(label.text() for label in screen.meeting.middle.findChildren(QLabel))
    assert "Carried on casting vote" in said
    assert "the Chair cast for" in said


def test_votes_that_were_entered_outlast_a_reading(
    meeting_day: None, shell: Shell, window: Window, settled: Settled
) -> None:
    screen = open_meeting(shell, window, settled)
    vote = panel(screen)
    vote._choose("vote")
    person = vote.voters[0].person
    vote._vote(person, VoteCast.ABSTAIN)
    screen.meeting.forget()
    screen.read()
    settled(window)
    again = panel(screen)
    assert again is not vote
    assert again.tally.isVisible()
    assert again._state.casts == {person: VoteCast.ABSTAIN}


def test_an_inquorate_item_can_be_kept_as_purported_only(
    meeting_day: None, shell: Shell, window: Window, settled: Settled
) -> None:
    screen = open_meeting(shell, window, settled)
    item = next(i for i in screen.meeting._page.items if i.against_organisation and not i.decision)  # type: ignore[union-attr]  # it is shown
    for name, _ in item.suggested_recusals:
        person = next(one.person for one in item.quorum.people if one.name == name)
        done(shell, window, settled, "item.excuse", item=item.reference, person=person, reason="Employer concerned")
    screen.meeting.items.choose(item.reference)
    vote = panel(screen)
    assert not vote._quorum.quorate
    vote._choose("agreed")
    assert not vote.record.isEnabled()
    vote._purport(True)
    assert vote.record.isEnabled()
    assert vote.values()["purported"] is True
    vote._quorum = dataclasses.replace(vote._quorum, quorate=True)
    assert vote.values()["purported"] is False


def test_items_are_gone_through_from_the_keyboard(shell: Shell, window: Window, settled: Settled) -> None:
    shell.go(MEETING)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, MeetingsScreen)
    first = screen.meeting._item
    window.take("item_next")
    assert screen.meeting._item != first
    window.take("item_previous")
    assert screen.meeting._item == first


def drafting(shell: Shell, window: Window, settled: Settled) -> ExtractScreen:
    """A new extract of the plan that has none yet."""
    made = done(shell, window, settled, "extract.prepare", plan="PLAN-2026-0001", title="Extract of a remediation plan")
    assert made.reference is not None
    shell.go(made.reference)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, ExtractScreen)
    return screen


def test_a_key_withholds_a_passage_and_goes_to_the_next(
    shell: Shell, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    screen = drafting(shell, window, settled)
    frames = screen.passages.frames
    assert {frame.passage.disposition for frame in frames} == {"undecided"}
    frames[1].setFocus()
    qtbot.keyClick(frames[1], Qt.Key.Key_S)
    settled(window)
    passage = screen.passages.frames[1].passage
    assert (passage.disposition, passage.ground) == ("withhold", "security")
    assert screen.passages._chosen == screen.passages.frames[2].passage.reference


@pytest.mark.usefixtures("meeting_day")
def test_all_who_are_expected_are_recorded_by_the_keyboard_alone(
    shell: Shell, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    shell.go(MEETING)
    settled(window)
    done(shell, window, settled, "meeting.open", meeting=MEETING, opened_at="2026-12-03T10:00")
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    form = QApplication.activeModalWidget()
    assert isinstance(form, DeedForm)
    field = form.fields["arrivals"]
    assert isinstance(field, TicksField)
    qtbot.waitUntil(field.everybody.hasFocus)
    assert field.empty
    many = len(field.rows)
    assert many > 4
    qtbot.keyClick(field.everybody, Qt.Key.Key_Space)
    assert [one.box.isChecked() for one in field.rows] == [True] * many
    qtbot.keyClick(field.everybody, Qt.Key.Key_Down)
    assert field.rows[0].box.hasFocus()
    qtbot.keyClick(field.rows[0].box, Qt.Key.Key_Space)
    assert not field.everybody.isChecked()
    field.rows[1].opener.click()
    late = field.rows[1].cells[0]
    assert isinstance(late, DayField)
    qtbot.keyClicks(late.line, "3 Dec 10:20")
    draft = field.typed()
    field.put([])
    field.put(draft)
    form.fields["arrived_at"].put("3 Dec 10:00")
    settled(window)
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, MeetingsScreen)
    page = screen.meeting._page
    assert page is not None
    times = sorted(show_time(one.arrived_at) for one in (*page.attendance, *page.attendees) if one.arrived_at)
    assert times == ["10:00"] * (many - 2) + ["10:20"]
    assert [one.status for one in (*page.attendance, *page.attendees)].count("expected") == 1


def test_a_passage_is_split_at_the_selection(shell: Shell, window: Window, settled: Settled) -> None:
    screen = drafting(shell, window, settled)
    frame = next(frame for frame in screen.passages.frames if frame.passage.kind == "text")
    words = frame.passage.text.split()
    start = len(words[0]) + 1
    frame.text.setSelection(start, len(words[1]) + 1 + len(words[2]) + 1 + len(words[3]))
    before = len(screen.passages.frames)
    screen.passages._split(frame)
    settled(window)
    assert len(screen.passages.frames) == before + 2


def test_a_passage_is_split_at_the_selected_words_though_they_stand_twice(
    shell: Shell, window: Window, settled: Settled
) -> None:
    screen = drafting(shell, window, settled)
    frame, word = next(
        (frame, word)
        for frame in screen.passages.frames
        for word in re.findall(r"\b\w{3,}\b", frame.passage.text)
        if frame.passage.kind == "text" and len(re.findall(rf" {word} ", frame.passage.text)) > 1
    )
    text, cut = frame.passage.text, frame.passage.text.rindex(f" {word} ") + 1
    frame.text.setSelection(cut - 1, len(word) + 2)
    screen.passages._split(frame)
    settled(window)
    pieces = {one.passage.text for one in screen.passages.frames}
    assert {text[:cut], word, text[cut + len(word) :]} <= pieces


def test_a_selection_is_counted_in_characters(qapp: QApplication) -> None:
    label = QLabel("\U0001f511 one key, one key")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSelection(11, 8)
    assert selection_of(label) == (label.text().rindex("one"), "one key")


def test_the_preview_draws_the_pages_of_the_real_document(shell: Shell, window: Window, settled: Settled) -> None:
    shell.go("EXT-2026-0001")
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, ExtractScreen)
    screen.preview._draw()
    settled(window)
    assert len(screen.preview._pages) == 2
    assert screen.preview.said.text() == "What the Parties receive — page 1 of 2"
    colours = {screen.preview._pages[0].pixmap().toImage().pixelColor(x, 90).name() for x in range(40, 300)}
    assert len(colours) > 3


def test_the_preview_of_a_correction_is_of_the_draft(shell: Shell, window: Window, settled: Settled) -> None:
    extract = "EXT-2026-0001"
    released = documents.stored(shell.workplace.register, extract, "pdf")
    given = {"extract": extract, "correction": "A date was mistyped.", "reason": "The date was wrong."}
    done(shell, window, settled, "extract.correct", **given)
    shell.go(extract)
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, ExtractScreen)
    assert screen.preview._reference == f"{extract}/2"
    assert screen.preview._content not in (None, released)


def test_documents_of_a_case_are_written_and_counted(
    shell: Shell, window: Window, settled: Settled, tmp_path: Path
) -> None:
    shell.go("CASE-2025-0001")
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    page = screen.page._page
    assert page is not None
    entries = export_entries(page)
    assert {entry.format for entry in entries} == {"pdf", "xlsx"}
    assert "Case file CASE-2025-0001 as PDF" in {entry.title for entry in entries}
    for number, entry in enumerate(entries):
        target = tmp_path / f"{number}.{entry.format}"
        entry.write(shell, screen, target)
        settled(window)
        assert target.stat().st_size > 1000
        assert "opened again and counted" in shell.foot.said.text()


def test_an_export_that_cannot_be_written_says_so(
    shell: Shell, window: Window, settled: Settled, tmp_path: Path
) -> None:
    shell.go("CASE-2025-0001")
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    assert screen.page._page is not None
    entry = export_entries(screen.page._page)[0]
    entry.write(shell, screen, tmp_path / "missing" / "advice.pdf")
    settled(window)
    assert "could not be written" in shell.foot.said.text()


def test_an_assurance_summary_is_made_from_its_case(
    shell: Shell, window: Window, settled: Settled, tmp_path: Path
) -> None:
    shell.go("CASE-2025-0004")
    settled(window)
    screen = shell.screen_shown
    assert isinstance(screen, CasesScreen)
    assert screen.page._page is not None
    entries = {entry.title: entry for entry in export_entries(screen.page._page)}
    entries["Assurance summary of ASMT-2025-0002 as PDF"].write(shell, screen, tmp_path / "summary.pdf")
    settled(window)
    assert (tmp_path / "summary.pdf").read_bytes().startswith(b"%PDF")


def test_the_register_is_exported_as_a_workbook_from_the_menu(
    shell: Shell, window: Window, settled: Settled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = iter([str(tmp_path / "whole"), str(tmp_path / "none" / "whole.xlsx"), ""])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(chosen), ""))
    window.take("export")
    settled(window)
    assert "for the PMA alone" in shell.foot.said.text()
    assert "Findings" in openpyxl.load_workbook(tmp_path / "whole.xlsx", read_only=True).sheetnames
    window.take("export")
    settled(window)
    assert "could not be written" in shell.foot.said.text()
    window.take("export")
    assert "could not be written" in shell.foot.said.text()
