"""The demonstration register: an invented year of the PMA's work, made by the workflows alone.

``make`` writes it; ids, clock and order follow from the day it is made for, so that two runs make the same register
and the same bytes of every document in it.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from pma_assure.demonstration import (
    brightwater,
    bryn_wyn,
    document_work,
    governance,
    halden,
    inquorate,
    kestrel,
    larkfield,
    lesser_matters,
    meridian,
    night,
    policies,
    programme,
    quillbeck,
    roster,
    sittings,
    wren_valley,
)
from pma_assure.demonstration.marker import KEY, NAME, YES, is_demonstration
from pma_assure.demonstration.office import KEEPER, Office, Renderers
from pma_assure.demonstration.timetable import DEFAULT_DAY, OfficeClock, Story, Timetable
from pma_assure.register.keys import KeySource
from pma_assure.register.register import create
from pma_assure.rules.refusal import Refused
from pma_assure.workflows import office as office_deeds

__all__ = ["DEFAULT_DAY", "DemonstrationMade", "Renderers", "is_demonstration", "make"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationMade:
    """References of the main records. ``released_extract`` and ``plan_advice`` belong to the first case.

    ``concluded`` and ``at_work`` are assessments: the one with caveats, and the one whose sheet is being filled in.
    """

    path: Path
    today: date
    keeper: str
    finished_case: str
    finished_plan: str
    plan_advice: str
    extension_advice: str
    released_extract: str
    returned_case: str
    returned_plan: str
    returned_letter: str
    returned_advice: tuple[str, ...]
    waiting_case: str
    waiting_plan: str
    waiting_advice: str
    waiting_item: str
    coming_meeting: str
    breach_case: str
    breach_advice: str
    concluded_case: str
    concluded: str
    at_work_case: str
    at_work: str
    remedied_case: str
    imported_case: str
    emergency_case: str
    suspension: str
    meetings: tuple[str, ...]


def make(
    path: Path, *, today: date = DEFAULT_DAY, renderers: Renderers, passphrase: str | None = None
) -> DemonstrationMade:
    """Make the demonstration register at ``path``, as it stands on ``today``; encrypted with a ``passphrase``.

    A demonstration register that stands there is replaced, once the new one is whole; anything else is left alone and
    Refused.
    """
    if path.exists() and not is_demonstration(path, passphrase):
        raise Refused(
            f"{path} exists already and is no demonstration register; nothing overwrites a register. Choose another"
            " name."
        )
    beside = path.with_name(f".{path.name}.making.pma")
    _remove(beside)
    try:
        made = _make(beside, path, today, renderers, passphrase)
        _to_disk(beside)
        _remove_beside(path)
        beside.replace(path)
    finally:
        _remove(beside)
    return made


def _make(beside: Path, path: Path, today: date, renderers: Renderers, passphrase: str | None) -> DemonstrationMade:
    timetable = Timetable(today)
    first_day = timetable.at_work(2025, 12, 1)
    random = Random(f"demonstration of {today.isoformat()}")
    clock = OfficeClock(first_day, random)
    register = create(
        beside,
        passphrase=passphrase,
        clock=clock,
        keys=KeySource(clock.look, Random(f"keys of {today.isoformat()}").getrandbits),
        durable=False,
    )
    with closing(register):
        keeper = office_deeds.begin(register, name=NAME, keeper=KEEPER, day=first_day)
        office_deeds.choose(keeper, key=KEY, value=YES)
        office = Office(register=register, clock=clock, timetable=timetable, renderers=renderers, day=first_day)
        office.live(_stories(office))
    return _made(office, path, today)


def _stories(office: Office) -> list[Story]:
    """Everything that happens, in the order in which it happens on one day: meetings before what rests on them."""
    return [
        roster.story(office),
        policies.story(office),
        *sittings.stories(office),
        governance.story(office),
        *halden.stories(office),
        *bryn_wyn.stories(office),
        *brightwater.stories(office),
        *meridian.stories(office),
        *kestrel.stories(office),
        *wren_valley.stories(office),
        *programme.stories(office),
        *larkfield.stories(office),
        *lesser_matters.stories(office),
        *quillbeck.stories(office),
        *document_work.stories(office),
        inquorate.story(office),
        night.story(office),
    ]


def _made(office: Office, path: Path, today: date) -> DemonstrationMade:
    made = office.made
    return DemonstrationMade(
        path=path,
        today=today,
        keeper=KEEPER,
        finished_case=made["halden case"],
        finished_plan=made["halden plan"],
        plan_advice=made["halden advice"],
        extension_advice=made["halden extension advice"],
        released_extract=made["halden extract"],
        returned_case=made["bryn wyn case"],
        returned_plan=made["bryn wyn plan"],
        returned_letter=made["bryn wyn letter"],
        returned_advice=(made["bryn wyn advice 1"], made["bryn wyn advice 2"], made["bryn wyn extension advice"]),
        waiting_case=made["brightwater case"],
        waiting_plan=made["brightwater plan"],
        waiting_advice=made["brightwater advice"],
        waiting_item=made["brightwater item"],
        coming_meeting=made["coming meeting"],
        breach_case=made["kestrel case"],
        breach_advice=made["kestrel advice"],
        concluded_case=made["meridian case"],
        concluded=made["meridian assessment"],
        at_work_case=made["larkfield case"],
        at_work=made["larkfield assessment"],
        remedied_case=made["wren valley case"],
        imported_case=made["quillbeck case"],
        emergency_case=made["night case"],
        suspension=made["night"],
        meetings=tuple(sitting.reference for _, sitting in sorted(office.sittings.items())),
    )


def _to_disk(path: Path) -> None:
    """The whole file is on the disk before it takes the place of another."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _remove_beside(path)


def _remove_beside(path: Path) -> None:
    """Remove what SQLite keeps beside a register: it belongs to the file that was there, not to the one that comes."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
