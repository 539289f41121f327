"""What a new register needs first, in order, each ticked when it is there; nothing once all of it is."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pma_assure.records.cases import Case
from pma_assure.records.document_set import SetDocument
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import Appointment, Person
from pma_assure.register.register import Register
from pma_assure.rules.quorum import NEEDED
from pma_assure.values.screens import FirstStep

_THERE = select(
    select(func.count(Person.id)).scalar_subquery().label("people"),
    select(func.count(Organisation.id)).scalar_subquery().label("organisations"),
    select(func.count(SetDocument.id)).scalar_subquery().label("documents"),
    select(func.count(Appointment.seat_id.distinct())).scalar_subquery().label("seats"),
    select(func.count(Case.id)).scalar_subquery().label("cases"),
)


def of(register: Register) -> tuple[FirstStep, ...]:
    with register.reading() as session:
        return of_session(session)


def of_session(session: Session) -> tuple[FirstStep, ...]:
    """The first steps in order; none when all are taken."""
    there = session.execute(_THERE).one()
    taken = (
        FirstStep(
            title="The people of the office, and the members",
            why="Whoever acts, sits in a seat, reviews or works for a participant is entered once.",
            deed="person.add",
            deed_title="Add a person",
            done=there.people > 1,
        ),
        FirstStep(
            title="The organisations",
            why="Every case concerns one, and a member's employer decides for which items he or she is excused.",
            deed="organisation.add",
            deed_title="Add an organisation",
            done=there.organisations > 0,
        ),
        FirstStep(
            title="The SMKI document set",
            why="Findings and plans cite the requirement in the version that was in force.",
            deed="document.add",
            deed_title="Add a document to the set",
            done=there.documents > 0,
        ),
        FirstStep(
            title="The seats",
            why="A meeting decides when four members count and the Chair's seat is filled.",
            deed="seat.appoint",
            deed_title="Appoint a member",
            done=there.seats >= NEEDED,
        ),
        FirstStep(
            title="The first case",
            why="The folder for one matter about one organisation; everything else hangs on it.",
            deed="case.open",
            deed_title="Open a case",
            done=there.cases > 0,
        ),
    )
    return () if all(step.done for step in taken) else taken
