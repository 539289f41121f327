"""Plays a story through the window, by keys and mouse, and reads on the window what is expected.

Each new day the program is started anew for that day, as it would be. A deed is done where the window offers it: by the
button of the page, in the menu of the record, at the door of the meeting, by a key on a passage; any other by the
command palette.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pma_assure.rules.vocabulary import (
    DecisionResult,
    ExtractState,
    FindingClass,
    FindingState,
    MilestoneState,
    PlanState,
)
from pma_assure.rules.vocabulary import PlanView as PlanViewCode
from pma_assure.workflows.every import DEEDS
from tests.journeys import through_deeds
from tests.journeys.person import CTRL, CTRL_SHIFT, NONE, Person, as_typed, plain
from tests.journeys.quorum_looks import see_item
from tests.journeys.read_on_the_window import read_duties, read_item, read_snapshot, read_suspension
from tests.journeys.story import Expect, Json, Step, filled_in
from ui.desktop.application import Desktop
from ui.desktop.case_screen import PLACE, CasesScreen
from ui.desktop.deed_form import DeedForm
from ui.desktop.extract_screen import ExtractScreen
from ui.desktop.letters import without_letter
from ui.desktop.meeting_screen import MeetingsScreen
from ui.desktop.meeting_vote import VoteLine, VotePanel
from ui.desktop.pieces import Badge, Card
from ui.desktop.screen import dots, kind_of_reference
from ui.desktop.spoken import said

KEYS = {
    "not_necessary": Qt.Key.Key_N,
    "commercial": Qt.Key.Key_C,
    "security": Qt.Key.Key_S,
    "personal": Qt.Key.Key_E,
}
ON_THE_PAGE = {
    "extract.consult": "Record a consultation…",
    "extract.send_to_review": "Send for review…",
    "extract.review": "Record the review…",
    "extract.approve": "Record the approval…",
    "extract.release": "Check and release…",
    "extract.correct": "Correct…",
    "item.defer": "Defer…",
    "item.carry_over": "Put it on a later agenda…",
}
"""What a page says on its button where that is shorter than the title of the deed."""
SHORTCUTS = {
    "case.open": (Qt.Key.Key_N, CTRL),
    "case.note": (Qt.Key.Key_A, CTRL_SHIFT),
    "finding.draft": (Qt.Key.Key_F, CTRL_SHIFT),
    "evidence.add": (Qt.Key.Key_E, CTRL_SHIFT),
    "suspension.record_night": (Qt.Key.Key_X, CTRL_SHIFT),
}
OVERVIEW, FINDINGS, PLAN = PLACE["Overview"], PLACE["Findings"], PLACE["Remediation plan"]
SUSPENSION = PLACE["Suspension"]
REFERENCE = re.compile(r"\(([A-Z]+-[A-Z0-9/.-]+)\)\.$")


@dataclass
class ThroughWindow:
    """A player on the register file at ``path``. ``by`` keeps which deeds were done in which way."""

    qtbot: QtBot
    desktop: Desktop
    path: Path
    folder: Path
    references: dict[str, str] = field(default_factory=dict)
    by: dict[str, set[str]] = field(default_factory=dict)
    day: str = ""
    person: Person = field(init=False)

    # --- days -----------------------------------------------------------------------------------------------------

    def turn_to(self, day: str) -> None:
        """Close the program and start it on another day, on the register that was opened last."""
        if day == self.day:
            return
        self.day = day
        for window in list(self.desktop.windows):
            window.close()
            window.deleteLater()
        self.desktop.today = date.fromisoformat(day)
        window = self.desktop.open_window()
        self.person = Person(self.qtbot, window)
        window.activateWindow()
        self.person.until(window.isActiveWindow)
        name = f"Open {self.path.name}"
        card = next(one for one in self.person.visible(Card, window) if one.accessibleName() == name)
        self.person.click(card)
        self.person.settle()
        self.person.sees("Today", inside=window)

    def go(self, reference: str) -> None:
        if self.person.shell.screen_shown.reference != reference:
            self.person.search_for(reference)
        assert self.person.shell.screen_shown.reference == reference

    def tab(self, number: int) -> None:
        screen = self.person.shell.screen_shown
        assert isinstance(screen, CasesScreen)
        bar = screen.page.tabs
        self.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(number).center())
        self.person.settle()
        assert bar.currentIndex() == number

    @property
    def meeting(self) -> MeetingsScreen:
        screen = self.person.shell.screen_shown
        assert isinstance(screen, MeetingsScreen)
        return screen

    @property
    def extract(self) -> ExtractScreen:
        screen = self.person.shell.screen_shown
        assert isinstance(screen, ExtractScreen)
        return screen

    # --- deeds ----------------------------------------------------------------------------------------------------

    def do(self, step: Step) -> None:
        self.turn_to(step.day)
        self.person.settle()
        if self.person.shell.workplace.who is None:
            self.person.choose_who(step.who)
        self.person.become(step.who)
        given = filled_in(self._with_files(step.given), self.references)
        assert isinstance(given, dict)
        own: dict[str, Callable[[Step, dict[str, Json]], None]] = {
            "decision.record": self._decide,
            "extract.mark": self._mark,
        }
        if step.deed in own:
            own[step.deed](step, given)
        else:
            self._by_form(step, given, self._opened(step.deed, given))
        if step.keep:
            self.references[step.keep] = self._reference_said()

    def _reference_said(self) -> str:
        """What the foot says was made: "Done: Open a case (CASE-2026-0001)."."""
        words = self.person.window.foot.said.text()
        found = REFERENCE.search(words) or re.match(r"Recorded as (DEC-[0-9-]+)\.", words)
        assert found is not None, words
        return found[1]

    def _with_files(self, given: Mapping[str, Json]) -> dict[str, Json]:
        filled = dict(given)
        file = filled.get("file")
        if isinstance(file, dict):
            path = self.folder / str(file["name"])
            path.write_text(str(file["text"]), encoding="utf-8")
            filled["file"] = str(path)
        return filled

    # --- where a deed is offered ----------------------------------------------------------------------------------

    def _opened(self, deed: str, given: Mapping[str, Json]) -> DeedForm:
        """The form of a deed, opened where the window offers it."""
        self._to_its_page(deed, given)
        title = dots(DEEDS[deed].title)
        if deed in SHORTCUTS:
            self._keep_way("shortcut", deed)
            self.person.press(self.person.window, *SHORTCUTS[deed])
            return self.person.modal(DeedForm)
        if deed == "item.list":
            self._keep_way("menu", deed)
            self.person.choose_in_menu_bar("Meeting", "Put an item on the agenda…")
            return self.person.modal(DeedForm)
        for way, opener in (
            ("door", self._at_the_door),
            ("passage", self._on_the_passage),
            ("button", lambda *_: self._button(title) or self._button(ON_THE_PAGE.get(deed, title))),
        ):
            found = opener(deed, given)
            if found is not None:
                self._keep_way(way, deed)
                self.person.click(found)
                return self.person.modal(DeedForm)
        menu = self._menu_of(given)
        if menu is not None and title in [without_letter(one.text()) for one in menu.menu().actions()]:
            self._keep_way("menu", deed)
            self.person.choose_from(menu, title)
            return self.person.modal(DeedForm)
        self._keep_way("palette", deed)
        return self.person.palette(deed)

    def _keep_way(self, way: str, deed: str) -> None:
        self.by.setdefault(way, set()).add(deed)

    def _to_its_page(self, deed: str, given: Mapping[str, Json]) -> None:
        """The page a person would stand on: the meeting of an item, the extract, and otherwise the case."""
        if deed == "meeting.schedule":
            self.person.choose_in_menu_bar("View", "Meetings")
            self.person.settle()
        for name in ("item", "meeting", "extract"):
            if name in given:
                self.go(str(given[name]).partition("/")[0])
                item = str(given.get("item", ""))
                if item and self.meeting.meeting.items.currentIndex().row() != int(item.rpartition("/")[2]) - 1:
                    self.person.click_row(self.meeting.meeting.items, int(item.rpartition("/")[2]) - 1)
                    self.person.settle()
                return
        for name in ("suspension", "notice", "appeal"):
            if name in given:
                self.person.search_for(str(given[name]).partition("/")[0])
                self.tab(SUSPENSION)
                return
        if "case" in self.references and deed != "case.open" and not deed.startswith("meeting."):
            self.go(self.references["case"])
            self.tab(PLAN if "plan" in given or "milestone" in given else OVERVIEW)

    def _button(self, title: str) -> QPushButton | None:
        found = [one for one in self.person.visible(QPushButton) if plain(one.text()) == title and one.menu() is None]
        primary = [one for one in found if one.property("kind") == "primary"]
        return primary[0] if len(primary) == 1 else found[0] if len(found) == 1 else None

    def _at_the_door(self, deed: str, given: Mapping[str, Json]) -> QPushButton | None:
        """The button beside a person at a meeting."""
        names = {"meeting.arrive": "{} arrived", "item.excuse": "Excuse {} from this item", "meeting.leave": "{} left"}
        return self.person.button(names[deed].format(given["person"])) if deed in names else None

    def _on_the_passage(self, deed: str, given: Mapping[str, Json]) -> QPushButton | None:
        """The buttons of the extract screen that stand beside what they are about."""
        if deed == "extract.answer_representation":
            return self.person.button(f"Answer representation {given['number']}")
        if deed == "extract.summarise":
            frame = self.frame(int(str(given["passage"])))
            self.person.click(frame)
            self.person.settle()
            return self.person.button(f"Summary: passage {given['passage']}")
        return None

    def _menu_of(self, given: Mapping[str, Json]) -> QPushButton | None:
        name = ""
        if "milestone" in given:
            name = f"What can be done to milestone {str(given['milestone']).rpartition('/M')[2]}"
        elif "plan" in given or "suspension" in given:
            name = f"What can be done to {given.get('plan') or given['suspension']}"
        elif "case" in given:
            name = "What can be done in this case"
        found = self.person.button(name) if name else None
        return found if found is not None and found.menu() is not None else None

    # --- forms ----------------------------------------------------------------------------------------------------

    def _by_form(self, step: Step, given: Mapping[str, Json], form: DeedForm) -> None:
        assert form.deed.name == step.deed
        for name, value in given.items():
            if name in form.labelled:
                self._fill(form, name, value)
            elif kind_of_reference(str(value)):
                assert form.given[name] == value
        self._send(step, form)

    def _fill(self, form: DeedForm, name: str, value: Json) -> None:
        at_hand = form.fields[name].value()
        if at_hand == value or str(at_hand) == str(value) or value in (None, "", []):
            return
        self.person.fill(form.fields[name], value)

    def _send(self, step: Step, form: DeedForm) -> None:
        read = self.person.send(form)
        if step.refused:
            for words in step.refused:
                assert any(str(filled_in(words, self.references)) in one for one in read), read
            assert not step.rule or any(step.rule in one for one in read), read
            self.person.leave(form)
            return
        closed = not read
        assert closed or any(one == f"Done: {form.deed.title}" for one in read), f"{step.day}, {step.deed}: {read}"
        if step.keep and step.says:  # what is said may name what was just made
            self.references[step.keep] = self._reference_said()
        for words in step.says:
            assert any(str(filled_in(words, self.references)) in one for one in read), read
        if not closed:
            assert bool(step.irregular) == any("marked irregular" in one for one in read), read
            self.person.press(form.leave_button, Qt.Key.Key_Space)
            self.person.settle()

    # --- the meeting ----------------------------------------------------------------------------------------------

    def _decide(self, step: Step, given: dict[str, Json]) -> None:
        """Agreed, or a vote with each person's key; the time, record. Without a quorum nothing can be recorded."""
        self._to_its_page(step.deed, given)
        self._keep_way("vote", step.deed)
        (panel,) = self.person.visible(VotePanel)
        manner = self.person.button({"vote": "Vote", "agreed": "Agreed without a vote"}[str(given["manner"])], panel)
        assert manner is not None
        self.person.click(manner)
        if step.refused:
            self.person.sees(*(str(filled_in(words, self.references)) for words in step.refused), inside=panel)
            assert not panel.record.isEnabled()
            return
        if given["manner"] == "vote":
            self._vote(panel, given["votes"])
        self.person.type(panel.when.line, as_typed(str(given["decided_at"])))
        self.person.click(panel.record)
        self.person.settle()

    def _vote(self, panel: VotePanel, votes: Json) -> None:
        lines = {plain_name(one): one for one in panel.findChildren(VoteLine)}
        assert isinstance(votes, list)
        assert set(lines) == {one["person"] for one in votes if isinstance(one, dict)}, "who may vote is who is asked"
        for one in votes:
            assert isinstance(one, dict)
            buttons = lines[str(one["person"])].findChildren(QPushButton)
            buttons[0].setFocus()
            self.person.press(buttons[0], {"for": Qt.Key.Key_F, "against": Qt.Key.Key_A}[str(one["cast"])])
        self.person.sees(f"For {len(votes) - 1} · Against 1" if self._against(votes) else f"For {len(votes)} ")

    @staticmethod
    def _against(votes: list[Json]) -> bool:
        return any(isinstance(one, dict) and one["cast"] == "against" for one in votes)

    # --- the extract ----------------------------------------------------------------------------------------------

    def frame(self, number: int) -> Any:
        return next(one for one in self.extract.passages.frames if one.passage.number == number)

    @staticmethod
    def _says(frame: QWidget, words: str) -> bool:
        return any(words in label.text() for label in frame.findChildren(QLabel))

    def _mark(self, step: Step, given: dict[str, Json]) -> None:
        """A key on each passage; to publish asks why it is needed."""
        self._to_its_page(step.deed, given)
        numbers = given["passages"]
        assert isinstance(numbers, list)
        for number in numbers if not step.refused else numbers[:1]:
            self._keep_way("key", step.deed)
            frame = self.frame(int(str(number)))
            self.person.click(frame)
            if given["marking"] == "publish":
                self.person.press(frame, Qt.Key.Key_P, NONE)
                form = self.person.modal(DeedForm)
                if "necessity" in given:
                    self._fill(form, "necessity", given["necessity"])
                self._send(step, form)
            else:
                self.person.press(frame, KEYS[str(given["marking"])])
                self.person.settle()
                # The passage itself says it; what stands at the foot may be followed by another sentence at once.
                self.person.until(lambda number=int(str(number)): self._says(self.frame(number), "Withheld"))

    # --- what is seen ---------------------------------------------------------------------------------------------

    def look(self, expect: Expect) -> through_deeds.Seen:
        """Read it on the window, and then in the register itself."""
        self.turn_to(expect.day)
        reference = str(filled_in(expect.of, self.references))
        looks: dict[str, tuple[Callable[..., None], Callable[..., through_deeds.Seen]]] = {
            "plan": (self._read_plan, through_deeds.see_plan),
            "comparison": (self._read_comparison, through_deeds.see_comparison),
            "advice": (self._read_advice, through_deeds.see_advice),
            "milestone": (self._read_milestone, through_deeds.see_milestone),
            "finding": (self._read_finding, through_deeds.see_finding),
            "decision": (self._read_decision, through_deeds.see_decision),
            "extract": (self._read_extract, through_deeds.see_extract),
            "suspension": (self._read_suspension, through_deeds.see_suspension),
        }
        if expect.what == "item":
            self._read_item(reference, expect.seen)
            return see_item(self.person.shell.workplace.register, reference, date.fromisoformat(expect.day))
        on_the_window, in_the_register = looks[expect.what]
        on_the_window(reference, expect.seen)
        with self.person.shell.workplace.register.reading() as session:
            return in_the_register(session, reference, date.fromisoformat(expect.day))

    def _plan_page(self) -> None:
        self.go(self.references["case"])
        self.tab(PLAN)

    def _read_plan(self, _: str, seen: Mapping[str, Any]) -> None:
        self._plan_page()
        person = self.person
        if "state" in seen:
            person.sees(said(PlanState, seen["state"]))
        for name, words in (("submit_by", "to be submitted by"), ("resubmit_by", "to be resubmitted by")):
            if name in seen:
                person.sees(f"{words} {as_typed(seen[name])}")
        if "approved_version" in seen:
            person.sees(f"version {seen['approved_version']} approved")
        if "health" in seen:
            person.sees(seen["health"])
        for one in seen.get("versions", ()):
            assert any(
                row.startswith(f"{one['number']} | ")
                and as_typed(one["submitted_on"]) in row
                and said(PlanViewCode, one["advised"]) in row
                for row in person.seen()
            )
        if "breaches" in seen:
            self.tab(OVERVIEW)
            for _ in seen["breaches"]:
                assert any(row.startswith("BRCH-") and "Opened" in row for row in person.seen())
            person.does_not_see("anction")

    def _read_comparison(self, _: str, seen: Mapping[str, Any]) -> None:
        self._plan_page()
        before, after = seen["versions"]
        self.person.sees(f"Version {before}", f"Version {after}, with what changed", *seen["added"])

    def _read_advice(self, reference: str, seen: Mapping[str, Any]) -> None:
        self._plan_page()
        view = said(PlanViewCode, seen["view"])
        assert any(reference in row and view in row for row in self.person.seen())

    def _read_milestone(self, reference: str, seen: Mapping[str, Any]) -> None:
        self._plan_page()
        number = reference.rpartition("/M")[2]
        card = next(one for one in self.person.visible(Card) if one.accessibleName().startswith(f"Milestone {number},"))
        read = "\n".join(self.person.seen(card))
        wanted = [said(MilestoneState, seen["state"])] if "state" in seen else []
        wanted += [f"due {as_typed(seen['current_due'])}"] if "current_due" in seen else []
        wanted += [f"due {as_typed(seen['baseline_due'])}"] if "baseline_due" in seen else []
        wanted += [f"slipped {seen['slippage']} days"] if seen.get("slippage") else []
        wanted += [f"{seen['days_overdue']} days late"] if seen.get("days_overdue") else []
        wanted += [f"reported {as_typed(seen['met_on'])}"] if seen.get("met_on") else []
        wanted += list(seen.get("history", ()))
        for words in wanted:
            assert words in read, f"{words!r} cannot be read in {read}"
        if "weekend" in seen:
            assert ("(a weekend)" in read) is seen["weekend"]
        if seen.get("days_overdue", 1) == 0 or ("closed_late_days" in seen and seen["closed_late_days"] is None):
            assert "days late" not in read

    def _read_finding(self, reference: str, seen: Mapping[str, Any]) -> None:
        """On the tab of the findings: the row of the finding, and what is said beside it."""
        self.go(self.references["case"])
        self.tab(FINDINGS)
        (row,) = [one for one in self.person.seen() if one.startswith(f"{reference} | ")]
        wanted = [said(FindingState, seen["state"])] if "state" in seen else []
        wanted += [said(FindingClass, seen["finding_class"])] if "finding_class" in seen else []
        wanted += [f"the PMA's: {said(FindingClass, seen['pma_class'])}"] if seen.get("pma_class") else []
        wanted += [f"response by {as_typed(seen['response_due'])}"] if "response_due" in seen else []
        wanted += [as_typed(seen["due"])] if "due" in seen else []
        wanted += [f"{seen['days_overdue']} days late"] if seen.get("days_overdue") else []
        wanted += [f"closed {seen['days_late']} days late"] if seen.get("days_late") else []
        for words in wanted:
            assert words in row, f"{words!r} cannot be read in {row}"
        if seen.get("days_overdue", 1) == 0:
            assert "overdue" not in row
        if "version_then" in seen:
            self.person.sees(f"{reference}: {seen['version_then']}")
        if "recurrence_of" in seen:
            earlier = filled_in(seen["recurrence_of"], self.references)
            self.person.sees(f"{reference}: a recurrence of {earlier}")

    def _read_decision(self, reference: str, seen: Mapping[str, Any]) -> None:
        self.person.search_for(reference)
        self.person.sees(
            f"{seen['quorum_count']} counted, 4 needed", said(DecisionResult, seen["result"]), f"{reference} · "
        )
        self.person.does_not_see("urported")
        if "snapshot" in seen:
            read_snapshot(self.person, seen["snapshot"])

    def _read_item(self, reference: str, seen: Mapping[str, Any]) -> None:
        meeting, _, number = reference.partition("/")
        self.go(meeting)
        self.person.click_row(self.meeting.meeting.items, int(number) - 1)
        self.person.settle()
        read_item(self.person, seen)

    def _read_suspension(self, reference: str, seen: Mapping[str, Any]) -> None:
        self.person.search_for(reference)
        self.tab(OVERVIEW)
        read_duties(self.person, reference, seen)
        self.tab(SUSPENSION)
        read_suspension(self.person, reference, seen, self.references)

    def _read_extract(self, reference: str, seen: Mapping[str, Any]) -> None:
        self.go(reference)
        person = self.person
        badges = [plain_badge(frame) for frame in self.extract.passages.frames]
        if "state" in seen:
            person.sees(said(ExtractState, seen["state"]))
        for name, many in seen.get("passages", {}).items():
            shown = BADGES[name]
            summarised = badges.count("Summarised") if name == "withhold commercial" else 0
            assert badges.count(shown) + summarised == many, f"{name}: {badges}"
        if "published_items" in seen:
            assert badges.count("Published") + badges.count("Summarised") == seen["published_items"]
            headers = [re.search(r"· (\d+) of (\d+) published", one) for one in person.seen()]
            assert sum(int(one[1]) for one in headers if one) == seen["published_items"]
            assert sum(int(one[2]) for one in headers if one) == len(badges)
        if "withheld" in seen:
            assert sum(one.startswith("Withheld") or one == "Summarised" for one in badges) == seen["withheld"]
        for release in seen.get("releases", ()):
            if release["to_recall"]:
                there = [one for one in person.seen() if one.endswith("— to be told")]
                assert len(there) == release["to_recall"], person.seen()


BADGES = {
    "publish": "Published",
    "undecided": "Undecided",
    "withhold not_necessary": "Withheld: not necessary",
    "withhold commercial": "Withheld: commercial",
    "withhold security": "Withheld: security",
}


def plain_badge(frame: Any) -> str:
    """What the badge of a passage says."""
    (badge,) = frame.findChildren(Badge)
    return str(badge.text())


def plain_name(line: VoteLine) -> str:
    """Whose vote a line takes, as its buttons say."""
    button = line.findChildren(QAbstractButton)[0]
    return button.accessibleName().rpartition(":")[0]
