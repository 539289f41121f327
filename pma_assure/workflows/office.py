"""The office itself: a new register with its seats and its keeper, settings, irregular facts settled."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.house import IrregularFact, RegisterIdentity, Setting
from pma_assure.records.meeting_facts import PAPERS_DUE, PKI_SPECIALIST
from pma_assure.records.people import AttendsFor, CapacityHeld, Person, Seat
from pma_assure.register.register import Register
from pma_assure.register.session import AuditContext
from pma_assure.rules.deadlines import papers_due_days
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import Capacity, SeatCode, SeatVote
from pma_assure.rules.wording import seat_name
from pma_assure.workflows.acting import Acting, Desk, act_as
from pma_assure.workflows.decisions import carried_decision
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, words

BODY = "SMKI Policy Management Authority"
CONSTITUENCIES = {
    SeatCode.CHAIR: "Identified by the SEC Panel",
    SeatCode.LARGE_SUPPLIER_A: "Large Suppliers",
    SeatCode.LARGE_SUPPLIER_B: "Large Suppliers",
    SeatCode.SMALL_SUPPLIER: "Small Suppliers",
    SeatCode.NETWORKS: "Electricity distributors and gas transporters",
    SeatCode.SECURITY_SUB_COMMITTEE: "Security Sub-Committee",
    SeatCode.TECHNICAL_SUB_COMMITTEE: "Technical Sub-Committee",
}


def begin(register: Register, *, name: str, keeper: str, day: date, body: str = BODY) -> Acting:
    """Fill a new register: its identity, the seven seats (R15), and its keeper as PKI Specialist.

    Returns the keeper, acting. Refused when the register has been begun already, or a name is missing or too long.
    """
    for field, value in (("name", name), ("keeper", keeper)):
        if not value.strip() or len(value) > 200 or any(ord(character) < 32 for character in value):
            raise Refused(f"The {field} must be one line of 1 to 200 characters.", field=field)
    context = AuditContext(
        deed="register.begin",
        person_id=None,
        person=keeper.strip(),
        capacity=Capacity.PKI_SPECIALIST.value,
        day=day,
        at=register.clock(),
    )
    with register.writing(context) as session:
        acting = Acting(
            register=register,
            person_id=register.keys(),
            reference="",
            name=keeper,
            capacity=Capacity.PKI_SPECIALIST,
            day=day,
        )
        desk = Desk(session=session, acting=acting, now=context.at)
        if desk.all(RegisterIdentity):
            raise Refused("This register has been begun already.")
        desk.add(RegisterIdentity(name=name.strip(), body=body, made_at=context.at))
        for position, code in enumerate(SeatCode, 1):
            desk.add(
                Seat(
                    code=code,
                    name=seat_name(code.value),
                    constituency=CONSTITUENCIES[code],
                    vote=SeatVote.CASTING if code == SeatCode.CHAIR else SeatVote.DELIBERATIVE,
                    position=position,
                )
            )
        person = desk.add(Person(reference=desk.allot("PERS"), name=keeper.strip(), represents=PKI_SPECIALIST))
        desk.session.flush()
        desk.add(AttendsFor(person_id=person.id, represents=PKI_SPECIALIST))
        desk.add(CapacityHeld(person_id=person.id, capacity=Capacity.PKI_SPECIALIST, first_day=date(2014, 1, 1)))
    return act_as(register, keeper.strip(), capacity=Capacity.PKI_SPECIALIST, day=day)


@deed("register.rename", "Rename the register")
def rename(desk: Desk, *, name: Annotated[str, line("Name of the register")]) -> str | None:
    """Change the name that stands in the title bar and on papers."""
    (identity,) = desk.all(RegisterIdentity)
    identity.name = name.strip()
    return None


@deed(
    "setting.choose",
    "Choose a setting",
    refuses=(
        "the decision named as adopting it is not valid or did not carry (R30, paragraph 35)",
        "papers would be due no number of Working Days before a meeting",
    ),
    capacities=(Capacity.PKI_SPECIALIST,),
)
def choose(
    desk: Desk,
    *,
    key: Annotated[str, line("Setting")],
    value: Annotated[str, words("Value")],
    adopted_by: Annotated[str | None, ref("decision", label="Adopted by", help="The decision that adopted it.")] = None,
) -> str | None:
    """Set a choice of the office, such as a time limit the PMA adopted (Q15)."""
    if adopted_by is not None:
        adopted_by = carried_decision(desk, adopted_by, field="adopted_by").reference
    if key.strip() == PAPERS_DUE:
        papers_due_days(value)
    held = desk.all(Setting, key=key.strip())
    if held:
        held[0].value, held[0].adopted_by = value, adopted_by
    else:
        desk.add(Setting(key=key.strip(), value=value, adopted_by=adopted_by))
    return None


@deed("irregular.settle", "Settle an irregular fact")
def settle(
    desk: Desk,
    *,
    reference: Annotated[str, line("Reference", "The record that carries the irregular fact.")],
    rule: Annotated[str, line("Rule", "R30, R27, ...")],
    reason: Annotated[str, words("How it was put right")],
    settled_on: Annotated[date | None, plain("Settled on", usually_today=True)] = None,
) -> str:
    """Record how an irregular fact was put right: ratified, repeated, explained. The fact itself stays."""
    held = [
        row
        for row in desk.all(IrregularFact, reference=reference.strip().upper(), rule=rule.strip().upper())
        if row.settled_on is None
    ]
    if not held:
        raise NotFound(
            f"{reference.strip()} carries no irregular fact under {rule.strip()} that is open.", field="reference"
        )
    desk.not_ahead(settled_on or desk.day, field="settled_on")
    for row in held:
        row.settled_on, row.settled_reason = settled_on or desk.day, reason
    return held[0].reference
