"""Who else could make a quorum of an item, from the facts of the register: at night, or of a meeting to come."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from pma_assure.records import meeting_facts
from pma_assure.rules.emergency import candidates
from pma_assure.rules.quorum import decide, who_could_make_quorum
from pma_assure.rules.vocabulary import Standing
from pma_assure.rules.wording import seat_name
from pma_assure.values.quorum import Quorum


class Helping(NamedTuple):
    """Somebody who would bring the item nearer to a quorum, and in which place: "as Chair", "for Networks"."""

    person: str
    name: str
    place: str


def who_else(session: Session, item_id: UUID, at: datetime | None) -> tuple[Quorum, tuple[Helping, ...]]:
    """The quorum of an item at a moment, and who of those not there would mend it (R26, R27, R30).

    ``at`` None asks for the forecast, and who of those not expected would mend it if they came.
    """
    question = meeting_facts.question(session, item_id, at=at)
    could = candidates(question)
    helping = who_could_make_quorum(question, could)
    said: dict[str, Helping] = {}
    for person in helping:
        one = next(each for each in could if each.person == person)
        place = "as Chair" if one.standing == Standing.ACTING_CHAIR else f"for {seat_name(one.seat or '')}"
        if one.standing == Standing.ALTERNATE:
            place = f"as alternate {place}"
        said[person] = Helping(person=person, name=one.name, place=place)
    return decide(question), tuple(said.values())
