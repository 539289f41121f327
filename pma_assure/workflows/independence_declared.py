"""What the Chair and the PKI Specialist declare of their independence on appointment (R23, R25)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.governance import IndependenceDeclared
from pma_assure.records.people import Person
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import IndependentPlace
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import plain, words
from pma_assure.workflows.people import PersonRef

RULE = {IndependentPlace.CHAIR: "R23", IndependentPlace.PKI_SPECIALIST: "R25"}


@deed(
    "person.declare_independence",
    "Record a declaration of independence",
    refuses=("the day lies ahead", "it does not say of whom the person is independent (R23, paragraph 33)"),
)
def declare_independence(
    desk: Desk,
    *,
    person: PersonRef,
    place: Annotated[IndependentPlace, plain("For which place")],
    declaration: Annotated[
        str, words("Declaration", "In the person's own words: of whom independent, and any interest that was said.")
    ],
    declared_on: Annotated[date, plain("Declared on", usually_today=True)],
) -> str:
    """Keep what somebody declared of independence; each declaration stands, and a later one stands beside it."""
    found = desk.find(Person, person, field="person")
    desk.not_ahead(declared_on, field="declared_on")
    if not declaration.strip():
        raise Refused(
            f"Say what {found.name} declared: of whom independent, and any interest.",
            rule=RULE[place],
            paragraph=paragraph(RULE[place]),
            field="declaration",
        )
    desk.add(
        IndependenceDeclared(person_id=found.id, place=place.value, declared_on=declared_on, words=declaration.strip())
    )
    return found.reference
