"""Who prepares the paper of an item, so that somebody can be asked for it when it is due (R12)."""

from __future__ import annotations

from typing import Annotated

from pma_assure.records.meetings import AgendaItem
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import ItemState
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.agenda import ItemRef
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line


@deed("item.assign_paper", "Say who prepares the paper", refuses=("the item was taken already",))
def assign_paper(
    desk: Desk,
    *,
    item: ItemRef,
    paper_by: Annotated[str, line("Prepared by", "A name, or an office; the chasing list and the duty ask there.")],
) -> str:
    """Name who owes the paper of an item; until somebody is named the PKI Specialist does."""
    found = desk.find(AgendaItem, item, field="item")
    if found.state != ItemState.LISTED:
        raise Refused(
            f"{found.reference} is {label(found.state)}: nobody is asked for its paper now.",
            rule="R12",
            paragraph="18",
            field="item",
        )
    found.paper_by = paper_by.strip()
    return found.reference
