"""Who is in the chair on a day: what only the Chair may do is asked of that person (R18, R26, R29)."""

from __future__ import annotations

from datetime import date

from pma_assure.records import meeting_facts
from pma_assure.records.people import Person
from pma_assure.rules.vocabulary import SeatCode
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.seats import holder_on


def not_the_chair(desk: Desk, person: Person, day: date) -> str:
    """Why ``person`` is not in the chair that day, or "" for the Chair, the PKI Specialist, or whom the Chair named."""
    _, named = meeting_facts.nominations(desk.session, day)
    chairs = {holder_on(desk, SeatCode.CHAIR, day), *named, *meeting_facts.specialists_on(desk.session, day)}
    if person.reference in chairs:
        return ""
    return f"{person.name} is neither the Chair nor the Chair's alternate on {say_day(day)}"
