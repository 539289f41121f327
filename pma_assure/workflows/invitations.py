"""Whom the Chair invites to a meeting, for which item and why (R18, paragraphs 19, 29, 30 and 34)."""

from __future__ import annotations

from typing import Annotated

from pma_assure.records.meetings import AgendaItem, Attendance, Meeting
from pma_assure.records.people import Person
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Standing
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.chairing import not_the_chair
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.meetings import MeetingRef, not_over
from pma_assure.workflows.parameters import ref, words
from pma_assure.workflows.people import PersonRef


@deed(
    "meeting.invite",
    "Invite somebody",
    refuses=("the meeting is over", "the person is invited, or expected without a vote, already"),
)
def invite(
    desk: Desk,
    *,
    meeting: MeetingRef,
    person: PersonRef,
    because: Annotated[str, words("Because", "What the person is to speak to.")],
    invited_by: Annotated[str, ref("person", label="Invited by", help="The Chair, or who acts as Chair.")],
    item: Annotated[str | None, ref("item", label="For item", help="Empty: the whole meeting.")] = None,
) -> str:
    """Record that the Chair invited somebody, who attends without a vote and does not count (R17, R18)."""
    found = desk.find(Meeting, meeting, field="meeting")
    not_over(found)
    who = desk.find(Person, person, field="person")
    chair = desk.find(Person, invited_by, field="invited_by")
    of_item = None if item is None else desk.find(AgendaItem, item, field="item")
    if of_item is not None and of_item.meeting_id != found.id:
        raise Refused(f"{of_item.reference} is no item of {found.reference}.", field="item")
    if desk.all(Attendance, meeting_id=found.id, person_id=who.id, standing=Standing.ATTENDEE):
        raise Refused(f"{who.name} is expected at {found.reference} already.", field="person")
    desk.add(
        Attendance(
            meeting_id=found.id,
            person_id=who.id,
            standing=Standing.ATTENDEE,
            invited_for=because,
            invited_by_id=chair.id,
            item_id=None if of_item is None else of_item.id,
        )
    )
    objection = not_the_chair(desk, chair, uk_day(found.starts_at))
    if objection:
        desk.keep_irregular(found, f"{objection} and invited {who.name}", rule="R18", paragraph="19, 29, 30, 34")
    return found.reference
