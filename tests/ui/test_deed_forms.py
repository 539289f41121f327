"""Every deed has a form that can be built, filled and done; what is wrong is said beside its field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pma_assure.workflows.deeds import Parameter
from ui.deed_services import deeds
from ui.desktop.deed_form import DeedForm
from ui.desktop.deed_palette import DeedPalette
from ui.desktop.field_reference import ReferencesField
from ui.desktop.field_rows import RowsField
from ui.desktop.fields import Field
from ui.desktop.shell import Shell
from ui.desktop.window import Window
from ui.desktop.workplace import Workplace

Settled = Callable[[Window], None]


def form_of(shell: Shell, name: str, given: dict[str, object] | None = None) -> DeedForm:
    made = DeedForm(shell.workplace, name, given or {}, shell.window())
    made.show()
    return made


def leave(form: DeedForm) -> None:
    form._typed = False
    form.close()


def something(parameter: Parameter, file: Path) -> object:
    return {
        "line": "Words",
        "words": "Several\nlines",
        "day": "30 Jun 2026",
        "instant": "30 Jun 2026, 10:15",
        "number": "2",
        "money": "18,400.50",
        "yes_no": True,
        "choice": parameter.choices[-1] if parameter.choices else None,
        "reference": "PERS-0001",
        "references": ["EVID-2026-0001"],
        "file": str(file),
    }[parameter.type]


def test_every_deed_can_be_filled_in(shell: Shell, window: Window, settled: Settled, tmp_path: Path) -> None:
    from pma_assure.workflows.arguments import arguments_for
    from ui.deed_services import services_for

    file = tmp_path / "evidence.txt"
    file.write_text("bytes", encoding="utf-8")
    for deed in deeds().values():
        form = form_of(shell, deed.name)
        for parameter in deed.parameters:
            field = form.fields.get(parameter.name)
            if field is None:
                continue
            if isinstance(field, RowsField):
                field.add_button.click()
                for cell in field.rows[0]:
                    cell.put(something(cell.parameter, file))
            else:
                field.put(something(parameter, file))
        assert form.complaints() == [], deed.name
        arguments = arguments_for(deed, form.values(), services_for(deed))
        assert {p.name for p in deed.parameters if p.required} <= set(arguments), deed.name
        draft = {name: field.typed() for name, field in form.fields.items()}
        again = form_of(shell, deed.name)
        for name, value in draft.items():
            again.fields[name].put(value)
        assert {name: field.typed() for name, field in again.fields.items()} == draft, deed.name
        settled(window)
        leave(again)
        leave(form)


def test_what_is_missing_is_said_beside_the_field(shell: Shell) -> None:
    form = form_of(shell, "case.open")
    form.do()
    assert form.labelled["title"].wrong.text() == "This is needed."
    assert form.labelled["title"].wrong.isVisible()
    assert not form.labelled["summary"].wrong.isVisible()
    leave(form)


def test_a_wrong_day_is_said_when_the_typing_is_finished(shell: Shell, qtbot: QtBot) -> None:
    form = form_of(shell, "case.open")
    line = form.fields["opened_on"].editor
    form.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "31 Feb")
    assert not form.labelled["opened_on"].wrong.isVisible()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert "is no day" in form.labelled["opened_on"].wrong.text()
    leave(form)


def test_a_refusal_stands_beside_its_field_with_rule_and_paragraph(
    shell: Shell, window: Window, settled: Settled
) -> None:
    form = form_of(shell, "case.open")
    form.fields["title"].put("A matter")
    form.fields["organisation"].put("ORG-9999")
    form.do()
    settled(window)
    assert "ORG-9999" in form.labelled["organisation"].wrong.text()
    assert form.do_button.isEnabled()
    leave(form)


def test_a_refusal_without_a_field_stands_at_the_foot(shell: Shell, window: Window, settled: Settled) -> None:
    form = form_of(shell, "case.close", {"case": "CASE-2026-0001"})
    form.fields["reason"].put("Too early")
    form.do()
    settled(window)
    assert form._said is not None
    assert form._said.accessibleName()
    leave(form)


def test_a_deed_is_done_and_what_it_changed_is_shown(shell: Shell, window: Window, settled: Settled) -> None:
    shell.go("CASE-2026-0001")
    settled(window)
    form = form_of(shell, "case.note", {"case": "CASE-2026-0001"})
    assert "case" not in form.fields
    form.fields["note"].put("Rang the Office Manager")
    form.do()
    settled(window)
    assert form._result is not None
    page = shell.screen_shown.page._page  # type: ignore[attr-defined]  # the cases screen
    assert page.notes[0][2] == "Rang the Office Manager"


def test_an_irregular_fact_is_said_after_the_deed(shell: Shell, window: Window, settled: Settled) -> None:
    form = form_of(
        shell,
        "meeting.expect",
        {"meeting": "MTG-2026-0007", "person": "PERS-0001", "standing": "alternate", "seat": "NW"},
    )
    form.do()
    settled(window)
    assert form._result is not None
    if form._result.irregular:
        assert form.isVisible()
        assert form.leave_button.text() == "Close"
    leave(form)


M3 = "PLAN-2026-0001/M3"
EXTENSION = {
    "to_due": "1 Mar 2027",
    "decided_on": "20 Nov 2026",
    "source": "Panel minutes",
    "words_given": "Agreed.",
    "reason": "Late",
}


def filled(form: DeedForm, values: dict[str, str]) -> DeedForm:
    for name, value in values.items():
        form.fields[name].put(value)
        form.fields[name].edited.emit()
    return form


def read(parts: list[QWidget]) -> str:
    return "\n".join(part.accessibleName() for part in parts)


def test_an_irregularity_is_said_before_the_deed(shell: Shell, window: Window, settled: Settled, qtbot: QtBot) -> None:
    entries = shell.workplace.register.changes_elsewhere()
    form = filled(form_of(shell, "milestone.extend", {"milestone": M3}), EXTENSION)
    qtbot.waitUntil(lambda: bool(form._cautions), timeout=20000)
    assert "without advice of the PMA" in read(form._cautions)
    assert "marked irregular by R70, paragraph 60" in read(form._cautions)
    assert shell.workplace.register.changes_elsewhere() == entries
    assert form.do_button.isEnabled()
    filled(form, {"reason": "Later"})
    assert form._cautions == []
    leave(form)


def test_a_refusal_is_said_beside_its_field_before_the_deed(
    shell: Shell, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    form = filled(form_of(shell, "milestone.extend", {"milestone": M3}), {**EXTENSION, "to_due": "13 Nov 2026"})
    wrong = form.labelled["to_due"].wrong
    assert not wrong.isVisible()
    form.activateWindow()
    form.do_button.setFocus()
    settled(window)
    assert "already" in wrong.text()
    form.fields["to_due"].left.emit()
    assert wrong.isVisible()
    assert form.complaints() == []
    filled(form, {"reason": "Later"})
    assert not wrong.isVisible()
    leave(form)


def test_nothing_is_called_wrong_before_somebody_begins(
    shell: Shell, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    """A form in which every field may be left out is complete as it opens; what it lacks is no mistake yet."""
    form = form_of(shell, "fieldwork.raise_finding", {"line": "ASMT-2026-0001/L10"})
    wrong = form.labelled["title"].wrong
    form.rehearsal.now()
    settled(window)
    assert not wrong.isVisible()
    form.activateWindow()
    form.do_button.setFocus()
    settled(window)
    assert "choose a text of the library" in wrong.text()
    leave(form)


def test_a_form_that_is_not_filled_in_is_not_rehearsed(shell: Shell, window: Window) -> None:
    form = form_of(shell, "milestone.extend", {"milestone": M3})
    form.rehearsal.now()
    assert window.jobs._jobs == {} or all(job.slot != "rehearsal" for job in window.jobs._jobs.values())
    evidence = form_of(shell, "advice.issue", {"advice": "ADV-2026-0001", "decision": "DEC-2026-0001"})
    assert evidence._ready() is not None
    evidence.rehearsal.now()
    assert all(job.slot != "rehearsal" for job in window.jobs._jobs.values())
    leave(evidence)
    leave(form)


@pytest.mark.parametrize(
    ("deed", "given", "words"),
    [
        ("milestone.verify", {"milestone": M3}, ["signed by two", "Fourteen cards entered", "Completion rejected"]),
        ("milestone.reject", {"milestone": M3}, ["Acceptance criterion", "Reported complete on 12 Nov 2026"]),
        ("fieldwork.raise_finding", {"line": "ASMT-2026-0001/L10"}, ["The clause", "What was seen", "daily"]),
        ("assessment.plan", {"assessment": "ASMT-2026-0003"}, ["Planned for", "1 Feb 2027 to 31 Mar 2027"]),
        ("finding.respond", {"finding": "FIND-2026-0005"}, ["As the finding says"]),
        ("extract.answer_representation", {"extract": "EXT-2026-0001", "number": 2}, ["competitors", "Passage 6"]),
        ("advice.issue", {"advice": "ADV-2026-0001", "decision": "DEC-2026-0001"}, ["The motion as it was put"]),
    ],
)
def test_a_form_shows_what_it_is_about(
    shell: Shell, window: Window, settled: Settled, deed: str, given: dict[str, object], words: list[str]
) -> None:
    form = form_of(shell, deed, given)
    settled(window)
    assert form.about.isVisible()
    there = "\n".join(label.text() for label in form.about.findChildren(QLabel))
    assert [one for one in words if one not in there] == []
    leave(form)


def test_a_form_that_grows_stays_on_the_screen_with_its_buttons(shell: Shell, window: Window, settled: Settled) -> None:
    form = form_of(shell, "finding.open", {"finding": "FIND-2026-0006"})
    area = form.screen().availableGeometry()
    form.move(area.left(), area.bottom() - form.height())
    settled(window)
    assert form.about.isVisibleTo(form)
    assert area.top() <= form.frameGeometry().top()
    assert form.frameGeometry().bottom() <= area.bottom()
    leave(form)


def test_what_it_is_about_follows_the_record_that_is_chosen(shell: Shell, window: Window, settled: Settled) -> None:
    form = form_of(shell, "milestone.verify")
    settled(window)
    assert not form.about.isVisible()
    filled(form, {"milestone": M3})
    settled(window)
    assert "signed by two" in "\n".join(label.text() for label in form.about.findChildren(QLabel))
    leave(form)


def test_the_day_of_what_happens_now_is_today_and_no_other_day_is_guessed(shell: Shell) -> None:
    for deed in deeds().values():
        form = form_of(shell, deed.name)
        for parameter in deed.parameters:
            if parameter.type in ("day", "instant") and parameter.name in form.fields:
                assert form.fields[parameter.name].empty is not parameter.usually_today, (
                    f"{deed.name}, {parameter.name}"
                )
        leave(form)
    marked = {f"{deed.name} {one.name}" for deed in deeds().values() for one in deed.parameters if one.usually_today}
    assert {"milestone.report_complete reported_on", "evidence.add received_on", "meeting.open opened_at"} <= marked
    assert not [one for one in marked if "due" in one or "decided_on" in one or "first_day" in one or "last_day" in one]
    form = form_of(shell, "milestone.report_complete")
    assert form.fields["reported_on"].value() == shell.workplace.as_of.isoformat()
    assert form._may_leave()
    leave(form)


def test_a_draft_comes_back_and_is_gone_after_the_deed(shell: Shell, window: Window, settled: Settled) -> None:
    given: dict[str, object] = {"case": "CASE-2026-0001"}
    first = form_of(shell, "case.note", given)
    first.fields["note"].put("Half a sentence")
    first._keep_draft()
    leave(first)
    second = form_of(shell, "case.note", given)
    assert second.fields["note"].typed() == "Half a sentence"
    second.do()
    settled(window)
    third = form_of(shell, "case.note", given)
    assert third.fields["note"].typed() == ""
    leave(third)


@pytest.mark.parametrize(("answer", "closed", "kept"), [(0, True, True), (1, True, False), (2, False, False)])
def test_leaving_asks_when_something_was_typed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, answer: int, closed: bool, kept: bool
) -> None:
    form = form_of(shell, "case.note", {"case": "CASE-2026-0002"})
    form.fields["note"].put("Something")

    def choose(box: QMessageBox) -> int:
        box.buttons()
        wanted = ("Keep the draft", "Throw it away", "Go on typing")[answer]
        next(one for one in box.buttons() if one.text() == wanted).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", choose)
    form.reject()
    assert form.isVisible() is not closed
    drafts = shell.workplace.drafts
    assert (drafts.of("case.note", "CASE-2026-0002") is not None) is kept
    drafts.forget("case.note", "CASE-2026-0002")
    leave(form)


def test_every_deed_is_in_the_palette(window: Window) -> None:
    palette = DeedPalette(window)
    assert {deed.name for deed in palette.found} == set(deeds())
    palette.line.setText("milestone verify")
    assert [deed.name for deed in palette.found] == ["milestone.verify"]
    chosen: list[str] = []
    palette.chosen.connect(chosen.append)
    palette._choose()
    assert chosen == ["milestone.verify"]


def test_a_picker_offers_and_takes_a_record(shell: Shell, window: Window, settled: Settled) -> None:
    form = form_of(shell, "case.open")
    picker = form.fields["organisation"].editor
    picker.setText("Halden")  # type: ignore[attr-defined]  # the picker's line
    picker._ask()  # type: ignore[attr-defined]  # as after a pause
    settled(window)
    offered = picker._model.stringList()  # type: ignore[attr-defined]  # what stands below the line
    assert offered
    assert "Halden Power" in offered[0]
    picker._choose(offered[0])  # type: ignore[attr-defined]  # as Return does
    assert str(form.fields["organisation"].value()).startswith("ORG-")
    leave(form)


def test_who_was_chosen_stands_there_by_name(shell: Shell, window: Window, settled: Settled) -> None:
    form = form_of(shell, "suspension.record_night")
    field = form.fields["on_call"]
    assert isinstance(field, ReferencesField)
    field.picker.setText("Whitcombe")
    field.picker._ask()  # as after a pause
    settled(window)
    field.picker._choose(field.picker._model.stringList()[0])  # as Return does
    (chip,) = [one for one in field.findChildren(QPushButton) if one.isVisibleTo(field)]
    assert (chip.text(), chip.accessibleName()) == ("A. Whitcombe  ×", "Take out A. Whitcombe")
    field.put(["PERS-0007"])
    settled(window)
    (chip,) = [one for one in field.findChildren(QPushButton) if one.isVisibleTo(field)]
    assert chip.text() == "H. Boyd  ×"
    assert field.value() == ["PERS-0007"]
    leave(form)


def test_records_are_taken_out_one_after_the_other_by_keyboard(shell: Shell, qtbot: QtBot) -> None:
    given = {"findings": ("FIND-2026-0001", "FIND-2026-0002", "FIND-2026-0003"), "case": "CASE-2026-0001"}
    shell.form("cap.draft", given)
    form = shell.window().findChildren(DeedForm)[-1]
    qtbot.waitUntil(form.isActiveWindow)
    field = form.fields["findings"]
    chips = [one for one in field.findChildren(QPushButton) if one.text().endswith("×")]
    assert [one.text() for one in chips] == [f"FIND-2026-000{number}  ×" for number in (1, 2, 3)]
    chips[1].setFocus()
    QTest.keyClick(chips[1], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is chips[2]
    QTest.keyClick(chips[2], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is field.editor, "the line comes after what stands above it"
    chips[1].setFocus()

    def press() -> str:
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Space)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        there = QApplication.focusWidget()
        assert there is not None, "the keyboard is somewhere"
        return there.accessibleName()

    assert press() == "Take out FIND-2026-0003", "the next one stands where the one before was"
    assert press() == "Take out FIND-2026-0001"
    assert press() == field.parameter.label
    assert field.value() == []
    leave(form)


def test_nobody_acts_no_deed(workplace_without_doer: Workplace, qapp: QApplication) -> None:
    said: list[str] = []
    job = workplace_without_doer.do(
        "case.open", {}, owner=workplace_without_doer, then=lambda _: None, failed=lambda r: said.append(r.sentence)
    )
    assert job is None
    assert "who you are" in said[0]


@pytest.fixture
def workplace_without_doer(shell: Shell) -> Workplace:
    shell.workplace.who = None
    return shell.workplace


def test_fields_know_when_they_are_empty(shell: Shell) -> None:
    form = form_of(shell, "evidence.add")
    assert all(isinstance(field, Field) for field in form.fields.values())
    assert form.fields["title"].empty
    form.fields["title"].put("x")
    assert not form.fields["title"].empty
    leave(form)


def test_whatever_an_item_can_decide_on_is_offered() -> None:
    (subject,) = [one for one in deeds()["item.list"].parameters if one.name == "subject"]
    everything = {"advice", "extract", "plan", "assessment", "breach", "finding", "reliance", "document"}
    everything |= {"document_review", "modification", "support_request", "charge"}
    everything |= {"suspension", "notice", "crl_instruction"}
    assert set(subject.record_kinds) == everything
