"""An item for which two members had to leave, so that three were left: put off in August, decided in September."""

from __future__ import annotations

from pma_assure.demonstration.office import Conduct, Office
from pma_assure.demonstration.timetable import Story

BRIGHTWATER_ENERGY = "Brightwater Energy"
OF_THE_COMPANY = tuple(
    (name, "Works for Brightwater Energy, to which the letter would go; leaves the room.")
    for name in ("D. Reyes", "S. Mistry")
)


def story(office: Office) -> Story:
    work = office.timetable.at_work
    august, september = work(2026, 8, 11), work(2026, 9, 15)
    yield office.paper_day(august)
    item = office.put(
        august,
        Conduct(
            excused=OF_THE_COMPANY,
            put_off="With two members excused and two away three count, and four are needed. It is put again in"
            " September.",
            minutes=8,
        ),
        title="Brightwater Energy: cards that did not come back",
        organisation=BRIGHTWATER_ENERGY,
        motion="That the PMA write to Brightwater Energy and ask what became of three cards of its desk.",
        reasons="Three cards of officers who left were not returned for ten weeks. A letter is the least that can be"
        " done; whether more is called for depends on the answer.",
    )
    yield office.paper_day(september)
    office.put_again(item, september, Conduct(agreed=True, excused=OF_THE_COMPANY, minutes=10))
