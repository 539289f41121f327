"""The office whose work the demonstration shows: who acts on which day, and what is put to which meeting."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pma_assure.demonstration.timetable import OfficeClock, Story, Timetable
from pma_assure.register.register import Register
from pma_assure.rules.calendar import working_days_before
from pma_assure.rules.vocabulary import Asked, Capacity, Classification, VoteCast
from pma_assure.values.leak_check import AdviceRenderer, ExtractRenderer, LeakChecker, LetterRenderer
from pma_assure.values.outcome import Done
from pma_assure.workflows import agenda, carried_items, evidence
from pma_assure.workflows.acting import Acting, act_as
from pma_assure.workflows.imports import WorkbookReader
from pma_assure.workflows.parameters import FileGiven

KEEPER = "R. Sharma"
ASSESSOR = "M. Okafor"
REVIEWER = "Łukasz Wiśniewski"


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderers:
    """What makes the finished documents, looks for withheld words in them, and reads workbooks; the caller's."""

    advice: AdviceRenderer
    extract: ExtractRenderer
    checker: LeakChecker
    letter: LetterRenderer
    workbook: WorkbookReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """How an item went: who voted how (everybody else for), or that it was agreed without a vote."""

    agreed: bool = False
    against: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()
    casting: VoteCast | None = None
    excused: tuple[tuple[str, str], ...] = ()
    """(person, reason) of members who leave for the item."""
    amended_motion: str = ""
    reasons: str = ""
    dissent: str = ""
    put_off: str = ""
    """Why the item was put off, where it was: nothing was decided."""
    minutes: int = 25


@dataclass(slots=True)
class Business:
    """An item on the agenda; ``decision`` is there once the meeting was held."""

    item: str
    conduct: Conduct
    decision: str = ""


@dataclass(slots=True)
class Sitting:
    """A meeting: its reference and the business put to it so far."""

    day: date
    reference: str
    business: list[Business] = field(default_factory=list)


@dataclass(slots=True)
class Office:
    """A register at work. Stories take turns by the day; each deed is done by somebody on the day it was done."""

    register: Register
    clock: OfficeClock
    timetable: Timetable
    renderers: Renderers
    day: date
    made: dict[str, str] = field(default_factory=dict)
    """Names that the stories use for their records, such as "halden plan", and the references they were given."""
    sittings: dict[date, Sitting] = field(default_factory=dict)
    _acting: dict[tuple[str, date], Acting] = field(default_factory=dict)

    def someone(self, name: str, capacity: Capacity | None = None) -> Acting:
        """``name``, acting today."""
        key = (name, self.day)
        if key not in self._acting:
            self._acting[key] = act_as(self.register, name, capacity=capacity, day=self.day)
        return self._acting[key]

    @property
    def keeper(self) -> Acting:
        return self.someone(KEEPER)

    @property
    def assessor(self) -> Acting:
        return self.someone(ASSESSOR)

    def live(self, stories: Iterable[Story]) -> None:
        """Let the stories happen, day by day; on one day in the order in which they are given."""
        queue: list[tuple[date, int, Story]] = []
        for order, story in enumerate(stories):
            _ask(queue, order, story)
        while queue:
            day, order, story = heapq.heappop(queue)
            self.day = max(self.day, day)
            self.clock.turn_to(self.day)
            _ask(queue, order, story)

    def put(
        self,
        meeting: date,
        conduct: Conduct,
        *,
        title: str,
        motion: str,
        reasons: str = "",
        subject: str | None = None,
        organisation: str | None = None,
        asks: Asked | None = None,
    ) -> Business:
        """Put business on the agenda of the meeting on that day, and circulate its paper today."""
        sitting = self.sittings[meeting]
        item = agenda.list_item(
            self.keeper,
            meeting=sitting.reference,
            title=title,
            subject=subject,
            organisation=organisation,
            motion=motion,
            reasons=reasons,
            asks=asks,
        ).reference
        assert item is not None
        return self._circulated(sitting, Business(item, conduct))

    def put_again(self, business: Business, meeting: date, conduct: Conduct) -> Business:
        """Put what was put off on the agenda of the meeting on that day, and circulate its paper today."""
        sitting = self.sittings[meeting]
        item = carried_items.carry_over(self.keeper, item=business.item, meeting=sitting.reference).reference
        assert item is not None
        return self._circulated(sitting, Business(item, conduct))

    def _circulated(self, sitting: Sitting, business: Business) -> Business:
        agenda.circulate(self.keeper, item=business.item, circulated_on=self.day)
        sitting.business.append(business)
        return business

    def paper_day(self, meeting: date) -> date:
        """A Working Day on which a paper for the meeting goes out in good time."""
        return working_days_before(meeting, 7)

    def after(self, day: date, days: int = 1) -> date:
        """A day soon after another, never later than today."""
        return min(day + timedelta(days=days), self.timetable.today)

    def take_in(
        self,
        case: str,
        title: str,
        source: str,
        received_on: date,
        file: FileGiven,
        *,
        supports: tuple[str, ...] = (),
        handling: str | None = None,
        classification: Classification = Classification.RESTRICTED,
    ) -> str:
        """Take in a piece of evidence by the assessor and give its reference."""
        done = evidence.add(
            self.assessor,
            case=case,
            title=title,
            source=source,
            received_on=received_on,
            file=file,
            supports=supports,
            handling=handling,
            classification=classification,
        )
        assert done.reference is not None
        return done.reference


def named(done: Done) -> str:
    """The reference of what a deed made or changed."""
    assert done.reference is not None
    return done.reference


def _ask(queue: list[tuple[date, int, Story]], order: int, story: Story) -> None:
    """Take the story's next steps; it comes back with the day of those after."""
    day = next(story, None)
    if day is not None:
        heapq.heappush(queue, (day, order, story))
