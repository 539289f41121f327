"""Assurance schemes, and the assessors that stand under them with their declaration of independence (R47, R50)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.assessments import AssessorStanding, AssuranceScheme
from pma_assure.records.organisations import Organisation
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import PartyCategory
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, words

SchemeRef = Annotated[str, ref("scheme", label="Scheme")]
AssessorRef = Annotated[str, ref("organisation", label="Assessor")]


@deed("scheme.add", "Add an assurance scheme", refuses=("a scheme has this name already", "the contract ends first"))
def add(
    desk: Desk,
    *,
    name: Annotated[str, line("Name")],
    recognised_by: Annotated[
        str, line("Recognised by", "Who recognises it for electronic trust services, and where that is shown.")
    ],
    contract_from: Annotated[date | None, plain("Contract from")] = None,
    contract_to: Annotated[date | None, plain("Contract to")] = None,
) -> str:
    """Record the independent assurance scheme that the DCC procured, and who recognises it (R47, R50)."""
    if desk.all(AssuranceScheme, name=name.strip()):
        raise Refused(f"There is a scheme called {name.strip()} already.", field="name")
    if contract_from is not None and contract_to is not None and contract_to < contract_from:
        raise Refused("The contract ends before it begins; look at the days.", field="contract_to")
    scheme = desk.add(
        AssuranceScheme(
            reference=desk.allot("SCHM"),
            name=name.strip(),
            recognised_by=recognised_by,
            contract_from=contract_from,
            contract_to=contract_to,
        )
    )
    return scheme.reference


@deed("scheme.withdraw", "Withdraw a scheme", refuses=("it was withdrawn already",))
def withdraw(
    desk: Desk,
    *,
    scheme: SchemeRef,
    reason: Annotated[str, words("Reason")],
    withdrawn_on: Annotated[date | None, plain("From", "Empty: today.")] = None,
) -> str:
    """Record that a scheme is no longer used from a day; who stood under it does so no more."""
    found = desk.find(AssuranceScheme, scheme, field="scheme")
    if found.withdrawn_on is not None:
        raise Refused(f"{found.name} was withdrawn on {say_day(found.withdrawn_on)} already.", field="scheme")
    found.withdrawn_on, found.withdrawn_reason = withdrawn_on or desk.day, reason
    return found.reference


@deed(
    "assessor.admit",
    "Admit an assessor under a scheme",
    refuses=("the scheme was withdrawn", "the days overlap with an admission there is", "it is no assessor"),
)
def admit(
    desk: Desk,
    *,
    assessor: AssessorRef,
    scheme: SchemeRef,
    first_day: Annotated[date, plain("From")],
    last_day: Annotated[date | None, plain("Until", "Empty: without an end.")] = None,
    independence_declared_on: Annotated[
        date | None, plain("Independence declared on", "Without it no participant is notified of this assessor.")
    ] = None,
    independence: Annotated[
        str, words("Declaration of independence", "In the assessor's words, with any interest it declared.")
    ] = "",
) -> str:
    """Record that an assessor stands under a scheme on these days, with its declaration of independence (R50)."""
    who = desk.find(Organisation, assessor, field="assessor")
    under = desk.find(AssuranceScheme, scheme, field="scheme")
    if who.category != PartyCategory.ASSESSOR:
        raise Refused(
            f"{who.name} is not entered as an assessor. Change its category first.",
            rule="R50",
            paragraph="57",
            field="assessor",
        )
    if under.withdrawn_on is not None and under.withdrawn_on <= first_day:
        raise Refused(
            f"{under.name} was withdrawn on {say_day(under.withdrawn_on)}: nobody is admitted under it.", field="scheme"
        )
    if last_day is not None and last_day < first_day:
        raise Refused("The last day lies before the first; look at the days.", field="last_day")
    if independence_declared_on is not None:
        desk.not_ahead(independence_declared_on, field="independence_declared_on")
    for held in desk.all(AssessorStanding, organisation_id=who.id, scheme_id=under.id, withdrawn_on=None):
        if (held.last_day is None or held.last_day >= first_day) and (last_day is None or held.first_day <= last_day):
            raise Refused(f"{who.name} stands under {under.name} in those days already.", field="first_day")
    desk.add(
        AssessorStanding(
            organisation_id=who.id,
            scheme_id=under.id,
            first_day=first_day,
            last_day=last_day,
            independence_declared_on=independence_declared_on,
            independence=independence,
        )
    )
    if independence_declared_on is None:
        desk.notes.append(f"{who.name} has not declared its independence: it cannot be notified to a participant yet.")
    return who.reference


@deed("assessor.declare", "Record a declaration of independence", refuses=("the assessor does not stand under it",))
def declare(
    desk: Desk,
    *,
    assessor: AssessorRef,
    scheme: SchemeRef,
    independence_declared_on: Annotated[date, plain("Declared on")],
    independence: Annotated[str, words("Declaration of independence", "In the assessor's words.")],
) -> str:
    """Record the declaration of independence of an assessor that was admitted without one, or a later one (R50)."""
    who, held = _standing(desk, assessor, scheme)
    desk.not_ahead(independence_declared_on, field="independence_declared_on")
    held.independence_declared_on, held.independence = independence_declared_on, independence
    return who.reference


@deed("assessor.end", "End an assessor's standing", refuses=("the assessor does not stand under the scheme",))
def end(
    desk: Desk,
    *,
    assessor: AssessorRef,
    scheme: SchemeRef,
    withdrawn_on: Annotated[date, plain("From", "The first day on which it no longer stands under the scheme.")],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Record that an assessor no longer stands under a scheme from a day."""
    who, held = _standing(desk, assessor, scheme)
    if withdrawn_on < held.first_day:
        raise Refused(
            f"{who.name} was admitted on {say_day(held.first_day)}; it was not withdrawn before.", field="withdrawn_on"
        )
    held.withdrawn_on, held.withdrawn_reason = withdrawn_on, reason
    return who.reference


def _standing(desk: Desk, assessor: str, scheme: str) -> tuple[Organisation, AssessorStanding]:
    who = desk.find(Organisation, assessor, field="assessor")
    under = desk.find(AssuranceScheme, scheme, field="scheme")
    held = desk.all(
        AssessorStanding,
        organisation_id=who.id,
        scheme_id=under.id,
        withdrawn_on=None,
        order_by=AssessorStanding.first_day.desc(),
    )
    if not held:
        raise NotFound(f"{who.name} does not stand under {under.name}.", field="assessor")
    return who, held[0]
