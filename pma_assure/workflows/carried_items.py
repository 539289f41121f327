"""An item that was put off, taken again at another meeting (R12)."""

from __future__ import annotations

from typing import Annotated

from pma_assure.records.meetings import AgendaItem, AgendaItemText, Meeting
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import ItemState, MeetingState
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.agenda import ItemRef
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.meetings import not_over
from pma_assure.workflows.parameters import ref


@deed(
    "item.carry_over",
    "Put it on a later agenda",
    refuses=(
        "the item was neither deferred nor left untaken",
        "it is on a later agenda already",
        "the meeting is over",
    ),
)
def carry_over(
    desk: Desk,
    *,
    item: ItemRef,
    meeting: Annotated[str, ref("meeting", label="To the meeting")],
) -> str:
    """Put a deferred item, as it stands, on the agenda of another meeting; each points at the other."""
    found = desk.find(AgendaItem, item, field="item")
    to = desk.find(Meeting, meeting, field="meeting")
    not_over(to)
    before = desk.session.get_one(Meeting, found.meeting_id)
    untaken = found.state == ItemState.LISTED and before.state not in (MeetingState.SCHEDULED, MeetingState.IN_SESSION)
    if found.state != ItemState.DEFERRED and not untaken:
        raise Refused(
            f"{found.reference} is {label(found.state)}: there is nothing to carry over.",
            rule="R12",
            paragraph="18",
            field="item",
        )
    if to.id == found.meeting_id:
        raise Refused(f"{found.reference} is an item of {to.reference} itself.", field="meeting")
    again = desk.all(AgendaItem, carried_from_id=found.id)
    if again:
        raise Refused(f"{found.reference} is on a later agenda already, as {again[0].reference}.", field="item")
    number = 1 + max((row.number for row in desk.all(AgendaItem, meeting_id=to.id)), default=0)
    carried = desk.add(
        AgendaItem(
            reference=f"{to.reference}/{number}",
            meeting_id=to.id,
            number=number,
            title=found.title,
            state=ItemState.LISTED,
            case_id=found.case_id,
            organisation_id=found.organisation_id,
            against_organisation=found.against_organisation,
            subject_kind=found.subject_kind,
            subject_id=found.subject_id,
            subject_reference=found.subject_reference,
            asks=found.asks,
            paper_by=found.paper_by,
            carried_from_id=found.id,
        )
    )
    desk.session.flush()
    text = desk.beside(AgendaItemText, item_id=found.id)
    desk.add(
        AgendaItemText(
            item_id=carried.id,
            motion=text.motion,
            reasons=text.reasons,
            not_against_because=text.not_against_because,
        )
    )
    return carried.reference
