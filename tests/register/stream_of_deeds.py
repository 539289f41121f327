"""A program that does one deed after another and says each when it is done, until somebody kills it.

Started by test_kills. For each line "FILE<tab>SEED" that it reads, it makes a process that says its number and then the
deeds; when that process is gone, the program says "gone" and the signal. The process opens the register itself; only
the start of Python is shared. The passphrase, if any, stands in PMA_ASSURE_PASSPHRASE.
"""

from __future__ import annotations

import os
import random
import sys
from datetime import date
from pathlib import Path

from sqlalchemy import select

from pma_assure.records.cases import Case, CaseNote
from pma_assure.records.house import Counter
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import Person
from pma_assure.register.register import Register, open_register
from pma_assure.register.session import AuditContext
from pma_assure.rules.vocabulary import CaseState, Classification, PartyCategory

DAY = date(2026, 6, 16)


def deed(register: Register, number: int, chance: random.Random) -> str:
    """One transaction over several tables: an organisation, its case, a note of some length, the counters."""
    context = AuditContext(
        deed="tests.open_case", person_id=None, person="A. Tester", capacity="assessor", day=DAY, at=register.clock()
    )
    with register.writing(context) as session:
        author = session.scalars(select(Person)).first()
        if author is None:
            author = Person(reference="PERS-0001", name="A. Tester")
            session.add_all([author, Counter(prefix="PERS", year=0, last=1)])
            session.flush()
        for prefix, year in (("ORG", 0), ("CASE", 2026)):
            counter = session.scalars(select(Counter).where(Counter.prefix == prefix, Counter.year == year)).first()
            if counter is None:
                counter = Counter(prefix=prefix, year=year, last=0)
                session.add(counter)
            counter.last = number
        organisation = Organisation(
            reference=f"ORG-{number:04d}", name=f"Organisation {number}", category=PartyCategory.OTHER_SEC_PARTY
        )
        session.add(organisation)
        session.flush()
        case = Case(
            reference=f"CASE-2026-{number:04d}",
            title=f"Registration desk of {organisation.name}",
            organisation_id=organisation.id,
            opened_on=DAY,
            classification=Classification.RESTRICTED,
            state=CaseState.OPEN,
        )
        session.add(case)
        session.flush()
        note = "The officer was alone at the desk. " * chance.randrange(1, 60)
        session.add(CaseNote(case_id=case.id, noted_on=DAY, noted_by_id=author.id, note=note))
    return case.reference


def stream(path: str, seed: str) -> None:
    register = open_register(Path(path), passphrase=os.environ.get("PMA_ASSURE_PASSPHRASE"))
    chance = random.Random(seed)
    with register.reading() as session:
        number = len(session.scalars(select(Case.id)).all())
    while True:
        number += 1
        print(deed(register, number, chance), flush=True)


def main() -> None:
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            print(os.getpid(), flush=True)
            stream(*line.rstrip("\n").split("\t"))
        _, status = os.waitpid(process, 0)
        print(f"\ngone {os.WTERMSIG(status)}", flush=True)


if __name__ == "__main__":
    main()
