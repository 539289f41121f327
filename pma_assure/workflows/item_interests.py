"""Interests declared in an item of business, and how the Chair ruled on them (6.1; R29)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pma_assure.records.meetings import AgendaItem, ItemInterest, Meeting, Recusal
from pma_assure.records.people import Person
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import ChairRuling, ItemState
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.agenda import ItemRef
from pma_assure.workflows.chairing import not_the_chair
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.meetings import not_later
from pma_assure.workflows.parameters import plain, ref, words
from pma_assure.workflows.people import PersonRef
from pma_assure.workflows.reevaluation import flag_those_of


def _day_of(desk: Desk, item: AgendaItem) -> datetime:
    meeting = desk.session.get_one(Meeting, item.meeting_id)
    return meeting.opened_at or meeting.starts_at


@deed(
    "item.declare_interest",
    "Declare an interest in an item",
    refuses=("the person has declared an interest in it already, on which the Chair has not ruled",),
)
def declare_interest(
    desk: Desk,
    *,
    item: ItemRef,
    person: PersonRef,
    nature: Annotated[str, words("Interest")],
    declared_at: Annotated[datetime | None, plain("Declared at", usually_today=True)] = None,
) -> str:
    """Record an interest in one item. It excuses nobody: the Chair rules whether the person stays (6.1)."""
    found = desk.find(AgendaItem, item, field="item")
    who = desk.find(Person, person, field="person")
    at = declared_at or desk.now
    not_later(desk, at, field="declared_at")
    if any(row.ruling is None for row in desk.all(ItemInterest, item_id=found.id, person_id=who.id)):
        raise Refused(
            f"{who.name} has declared an interest in {found.reference} already: the Chair has to rule on it.",
            rule="R29",
            paragraph="26, 35",
            field="person",
        )
    desk.add(ItemInterest(item_id=found.id, person_id=who.id, declared_at=at, nature=nature))
    return found.reference


@deed("item.rule_on_interest", "Record the Chair's ruling", refuses=("no interest waits for a ruling",))
def rule_on_interest(
    desk: Desk,
    *,
    item: ItemRef,
    person: PersonRef,
    ruling: Annotated[ChairRuling, plain("The Chair ruled")],
    ruled_by: Annotated[str, ref("person", label="Ruled by", help="The Chair, or who acted as Chair.")],
    reason: Annotated[str, words("Reason")] = "",
    left_at: Annotated[datetime | None, plain("Left at", "Where the person leaves.")] = None,
) -> str:
    """Record how the Chair ruled. Who leaves is excused from the item; a direct link keeps a member out all the same.

    A ruling by somebody who was not in the chair is kept and marked irregular.
    """
    found = desk.find(AgendaItem, item, field="item")
    who = desk.find(Person, person, field="person")
    chair = desk.find(Person, ruled_by, field="ruled_by")
    waiting = [row for row in desk.all(ItemInterest, item_id=found.id, person_id=who.id) if row.ruling is None]
    if not waiting:
        raise NotFound(f"No interest of {who.name} in {found.reference} waits for a ruling.", field="person")
    waiting[0].ruling, waiting[0].ruled_by_id, waiting[0].ruling_reason = ruling, chair.id, reason
    objection = not_the_chair(desk, chair, uk_day(_day_of(desk, found)))
    if not objection and chair.id == who.id:
        objection = f"{chair.name} was in the chair"
    if objection:
        desk.keep_irregular(
            found,
            f"{objection} and ruled on the interest of {who.name} in {found.reference}",
            rule="R29",
            paragraph="26, 35",
        )
    if ruling == ChairRuling.LEAVES:
        _excuse(desk, found, who, f"The Chair ruled on the interest: {waiting[0].nature}", left_at)
    return found.reference


def _excuse(desk: Desk, item: AgendaItem, who: Person, reason: str, left_at: datetime | None) -> None:
    held = desk.all(Recusal, item_id=item.id, person_id=who.id)
    if not held:
        desk.add(Recusal(item_id=item.id, person_id=who.id, reason=reason, left_at=left_at))
    elif held[0].withdrawn_on is not None:
        held[0].withdrawn_on, held[0].left_at = None, left_at
        held[0].reason = f"{held[0].reason}; again: {reason}"
    if item.state == ItemState.DECIDED:
        flag_those_of(desk, item.meeting_id)
