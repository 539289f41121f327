"""Breach considerations, as far as a plan rests on them (R67, R68)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.cases import BreachConsideration, BreachText, Case, PanelOutcome
from pma_assure.records.plans import Plan
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import BreachState, BreachTrigger, BreachView, PlanState
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import CaseRef, open_folder
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, words

BreachRef = Annotated[str, ref("breach", label="Breach consideration")]


def open_consideration(
    desk: Desk, case: Case, *, title: str, trigger: BreachTrigger, allegation: str, opened_on: date
) -> BreachConsideration:
    """Make a consideration in state Opened; also what a failed plan does (states.md)."""
    breach = desk.add(
        BreachConsideration(
            reference=desk.allot("BRCH", opened_on.year),
            case_id=case.id,
            title=title,
            trigger=trigger,
            state=BreachState.OPENED,
            opened_on=opened_on,
        )
    )
    desk.session.flush()
    desk.add(BreachText(breach_id=breach.id, allegation=allegation))
    return breach


@deed("breach.open", "Open a breach consideration")
def open_breach(
    desk: Desk,
    *,
    case: CaseRef,
    title: Annotated[str, line("Title")],
    trigger: Annotated[BreachTrigger, plain("What set it off", "An assessment, or anything else (paragraph 59).")],
    allegation: Annotated[str, words("What is alleged")],
    opened_on: Annotated[date | None, plain("Opened on", usually_today=True)] = None,
) -> str:
    """Begin to consider whether there has been a material breach; no assessment is needed (R67)."""
    folder = open_folder(desk, case)
    desk.not_ahead(opened_on or desk.day, field="opened_on")
    return open_consideration(
        desk, folder, title=title, trigger=trigger, allegation=allegation, opened_on=opened_on or desk.day
    ).reference


@deed("breach.gather_facts", "Begin to gather facts")
def gather_facts(desk: Desk, *, breach: BreachRef) -> str:
    """The trigger is recorded; the facts are being gathered."""
    found = desk.find(BreachConsideration, breach, field="breach")
    desk.step(found, BreachState.GATHERING_FACTS, kind="breach consideration", deed="breach.gather_facts")
    return found.reference


@deed("breach.discontinue", "Discontinue the consideration")
def discontinue(desk: Desk, *, breach: BreachRef, reason: Annotated[str, words("Reason")]) -> str:
    """Stop considering, with a reason that is reported to the next meeting: nobody buries one alone."""
    found = desk.find(BreachConsideration, breach, field="breach")
    desk.step(found, BreachState.DISCONTINUED, kind="breach consideration", deed="breach.discontinue")
    desk.beside(BreachText, breach_id=found.id).state_reason = reason
    return found.reference


@deed("breach.record_past", "Record a consideration made earlier")
def record_past(
    desk: Desk,
    *,
    case: CaseRef,
    title: Annotated[str, line("Title")],
    trigger: Annotated[BreachTrigger, plain("What set it off")],
    allegation: Annotated[str, words("What was alleged")],
    view: Annotated[BreachView, plain("The PMA's view")],
    reasons: Annotated[str, words("Reasons, as minuted")],
    opened_on: Annotated[date, plain("Opened on")],
    considered_on: Annotated[date, plain("Considered on")],
    source: Annotated[
        str, words("Where it is kept", "The minutes and the advice that show it: they are not in this register.")
    ],
) -> str:
    """Keep a consideration that the PMA made and advised on before this register was kept, with where it is shown.

    It stands as Advised, so that the Panel's outcome can rest on it; no decision of this register is claimed for it.
    """
    folder = open_folder(desk, case)
    desk.not_ahead(considered_on, field="considered_on")
    if considered_on < opened_on:
        raise Refused("It cannot have been considered before it was opened.", field="considered_on")
    breach = open_consideration(desk, folder, title=title, trigger=trigger, allegation=allegation, opened_on=opened_on)
    breach.state, breach.view, breach.considered_on = BreachState.ADVISED, view, considered_on
    text = desk.beside(BreachText, breach_id=breach.id)
    text.reasons, text.source = reasons, source
    return breach.reference


@deed("breach.close", "Close the consideration", refuses=("the plan the Panel required is not closed",))
def close(desk: Desk, *, breach: BreachRef) -> str:
    """Close it once the plan that followed is closed, or none was required."""
    found = desk.find(BreachConsideration, breach, field="breach")
    outcomes = [row.id for row in desk.all(PanelOutcome, breach_id=found.id)]
    still_open = [
        plan.reference
        for plan in desk.all(Plan, Plan.outcome_id.in_(outcomes), order_by=Plan.reference)
        if plan.state != PlanState.CLOSED
    ]
    if still_open:
        raise Refused(f"{found.reference} waits for {', '.join(still_open)}, which is not closed.", field="breach")
    desk.step(found, BreachState.CLOSED, kind="breach consideration", deed="breach.close")
    return found.reference
