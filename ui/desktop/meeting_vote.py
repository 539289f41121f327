"""Taking the decision: agreed without a vote, or each counted person's vote; the casting vote only on a tie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import VoteCast
from pma_assure.rules.voting import Ballot, tally
from pma_assure.values.meeting_page import ItemView
from pma_assure.values.outcome import Done
from pma_assure.values.quorum import Counted
from pma_assure.workflows.deeds import Parameter
from ui.desktop.fields import DayField, WordsField
from ui.desktop.pieces import button, column, held, notice, row, words
from ui.desktop.screen import Guide
from ui.desktop.why import source

WORDS = ((VoteCast.FOR, "For"), (VoteCast.AGAINST, "Against"), (VoteCast.ABSTAIN, "Abstain"))
RECORD = "Record the decision"
CASTING_UNSAID = "Tied: say first whether the Chair casts a vote or declines"
KEYS = {Qt.Key.Key_F: VoteCast.FOR, Qt.Key.Key_A: VoteCast.AGAINST, Qt.Key.Key_B: VoteCast.ABSTAIN}


@dataclass(slots=True)
class VoteState:
    """What has been entered of a decision and not recorded yet."""

    manner: str = ""
    casts: dict[str, VoteCast] = field(default_factory=dict)
    casting: str | None = None
    """for, against; "" when the Chair declines; None as long as nobody has said."""
    purported: bool = False
    decided_at: str = ""
    dissent: str = ""


class VoteLine(QWidget):
    """One person's vote: three buttons, and the keys F, A and B."""

    def __init__(self, person: Counted, cast: VoteCast | None, voted: Callable[[str, VoteCast], None]) -> None:
        super().__init__()
        self._person, self._voted = person, voted
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons: dict[VoteCast, QPushButton] = {}
        group = QButtonGroup(self)
        line = row(gap=4)
        for code, text in WORDS:
            made = QPushButton(text)
            made.setCheckable(True)
            made.setChecked(cast == code)
            made.setAccessibleName(f"{person.name}: {text}")
            made.clicked.connect(lambda _=False, code=code: self._voted(self._person.person, code))
            group.addButton(made)
            self.buttons[code] = made
            line.addWidget(made)
        self.setLayout(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        code = KEYS.get(Qt.Key(event.key()))
        if code is None or event.modifiers():
            super().keyPressEvent(event)
            return
        self.buttons[code].setChecked(True)
        self._voted(self._person.person, code)
        self.focusNextChild()


class VotePanel(QWidget):
    def __init__(self, item: ItemView, state: VoteState, guide: Guide) -> None:
        super().__init__()
        self._item, self._state, self._guide = item, state, guide
        self._quorum = item.quorum
        self.voters = [one for one in self._quorum.people if one.counted and one.deliberative]
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(8)
        self._said: QWidget | None = None
        if not self._quorum.quorate:
            self._inquorate()
        self._manner()
        self.votes = held(self._vote_grid())
        self.tally = QLabel()
        self.tally.setTextFormat(Qt.TextFormat.PlainText)
        self.tally.setProperty("kind", "strong")
        self.casting = held(self._casting())
        self.box.addWidget(self.votes)
        self.box.addWidget(self.tally)
        self.box.addWidget(self.casting)
        self._when_and_dissent()
        self.record = button(RECORD, self.do, kind="primary")
        last = row(self.record)
        last.addStretch(1)
        self.box.addLayout(last)
        self._refresh()

    def _inquorate(self) -> None:
        keep = QCheckBox("It was in fact taken: keep it as purported, inquorate and not valid")
        keep.setChecked(self._state.purported)
        keep.toggled.connect(self._purport)
        self.box.addWidget(notice("late", [self._quorum.sentence], keep))

    def _purport(self, purported: bool) -> None:
        self._state.purported = purported
        self._refresh()

    def _manner(self) -> None:
        group = QButtonGroup(self)
        line = row(gap=6)
        for code, text in (("agreed", "Agreed without a vote"), ("vote", "Vote")):
            made = QPushButton(text)
            made.setCheckable(True)
            made.setChecked(self._state.manner == code)
            made.setAccessibleName(text)
            made.clicked.connect(lambda _=False, code=code: self._choose(code))
            group.addButton(made)
            line.addWidget(made)
        line.addStretch(1)
        self.box.addLayout(line)

    def _choose(self, manner: str) -> None:
        self._state.manner = manner
        self._refresh()

    def _vote_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for number, person in enumerate(self.voters):
            grid.addWidget(words(person.name, wrap=False), number, 0)
            grid.addWidget(VoteLine(person, self._state.casts.get(person.person), self._vote), number, 1)
        grid.setColumnStretch(2, 1)
        return grid

    def _vote(self, person: str, cast: VoteCast) -> None:
        self._state.casts[person] = cast
        self._refresh()

    def _casting(self) -> QVBoxLayout:
        group = QButtonGroup(self)
        line = row(words("Tied; the Chair may cast:", wrap=False), gap=6)
        for code, text in (("for", "For"), ("against", "Against"), ("", "Declines")):
            made = QPushButton(text)
            made.setCheckable(True)
            made.setChecked(self._state.casting == code)
            made.setAccessibleName(f"The Chair: {text}")
            made.clicked.connect(lambda _=False, code=code: self._cast(code))
            group.addButton(made)
            line.addWidget(made)
        line.addStretch(1)
        return column(line)

    def _cast(self, casting: str) -> None:
        self._state.casting = casting
        self._refresh()

    def _when_and_dissent(self) -> None:
        when = Parameter(name="decided_at", type="instant", required=True, label="Decided at", help="")
        self.when = DayField(when, lambda: self._guide.workplace.as_of)
        self.when.put(self._state.decided_at or self._guide.workplace.now())
        self.when.edited.connect(lambda: setattr(self._state, "decided_at", str(self.when.typed())))
        against = Parameter(name="dissent", type="words", required=False, label="Dissent", help="")
        self.dissent = WordsField(against, lines=2)
        self.dissent.text.setPlaceholderText("Dissent, in the words it was given; empty when there is none")
        self.dissent.put(self._state.dissent)
        self.dissent.edited.connect(lambda: setattr(self._state, "dissent", str(self.dissent.typed())))
        line = row(words("Decided at", "soft", wrap=False), self.when)
        line.setStretch(1, 1)
        self.more = held(column(line, self.dissent, gap=6))
        self.box.addWidget(self.more)

    def _count(self) -> tuple[str, bool]:
        """What the votes come to so far, and whether they are tied, as the rules count them."""
        ballots = [
            Ballot(person=person, cast=cast.value) for person, cast in self._state.casts.items() if self._votes(person)
        ]
        try:
            counted = tally(ballots, quorum=self._quorum)
        except Refused:
            return "For 0 · Against 0 · Abstain 0", False
        return (
            f"For {counted.votes_for} · Against {counted.votes_against} · Abstain {counted.abstentions}",
            counted.tied,
        )

    def _votes(self, person: str) -> bool:
        return any(one.person == person for one in self.voters)

    def _refresh(self) -> None:
        voting = self._state.manner == "vote"
        text, tied = self._count()
        self.tally.setText(text)
        self.votes.setVisible(voting)
        self.tally.setVisible(voting)
        self.casting.setVisible(voting and tied)
        self.more.setVisible(bool(self._state.manner))
        self.record.setVisible(bool(self._state.manner))
        unsaid = voting and tied and self._state.casting is None
        self.record.setText(CASTING_UNSAID if unsaid else RECORD)
        self.record.setAccessibleName(self.record.text())
        self.record.setEnabled(not unsaid and (self._quorum.quorate or self._state.purported))

    def values(self) -> dict[str, object]:
        given: dict[str, object] = {
            "item": self._item.reference,
            "manner": self._state.manner,
            "decided_at": self.when.value(),
            # Ticked while there was no quorum; what is done is what can be seen.
            "purported": self._state.purported and not self._quorum.quorate,
            "dissent": self.dissent.typed(),
        }
        if self._state.manner == "vote":
            given["votes"] = [
                {"person": person, "cast": cast.value}
                for person, cast in self._state.casts.items()
                if self._votes(person)
            ]
            if self._count()[1] and self._state.casting:
                given["casting"] = self._state.casting
        return given

    def do(self) -> None:
        if not self.record.isEnabled():
            return
        wrong = self.when.complaint()
        if wrong:
            self._say(Refused(wrong))
            return
        self.record.setEnabled(False)
        self._guide.workplace.do("decision.record", self.values(), owner=self, then=self._done, failed=self._say)

    def _done(self, result: Done) -> None:
        sentences = [*(one.sentence for one in result.irregular), *result.notes]
        self._guide.say(
            " ".join([f"Recorded as {result.reference}.", *sentences]), "attention" if result.irregular else "good"
        )

    def _say(self, refusal: Refused) -> None:
        self._refresh()
        if self._said is not None:
            self._said.deleteLater()
        rests = source(refusal.rule, refusal.paragraph)
        self._said = notice("late", [refusal.sentence, *([f"By {rests}."] if rests else [])])
        self.box.addWidget(self._said)
