"""What a case and what it holds owe: breach considerations, irregular facts, the case itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.rules.duties import PANEL, PMA, SPECIALIST, Folder, soon
from pma_assure.rules.vocabulary import BreachState, CaseState
from pma_assure.values.duties import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDuty:
    """``nothing_open``: something was in the case, and all of it has ended."""

    reference: str
    title: str
    folder: Folder
    state: CaseState
    opened_on: date
    nothing_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IrregularDuty:
    reference: str
    folder: Folder
    rule: str
    paragraph: str
    sentence: str
    noted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachDuty:
    reference: str
    title: str
    folder: Folder
    state: BreachState
    since: date
    plan_closed: bool


def of_irregular(fact: IrregularDuty, as_of: date) -> tuple[Duty, ...]:
    """An irregular fact is owed its mending (states.md, *record what happened*)."""
    sentence = fact.sentence[0].upper() + fact.sentence[1:]
    return (
        soon(
            fact.reference,
            PMA,
            "Put right what was irregular",
            fact.noted_on,
            as_of,
            fact.rule,
            fact.folder,
            detail=sentence,
            deed="irregular.settle",
            cited=fact.paragraph,
        ),
    )


def of_breach(breach: BreachDuty, as_of: date) -> tuple[Duty, ...]:
    """A breach consideration is owed a view, then the Panel's outcome (R67, R69)."""
    if breach.state in (BreachState.OPENED, BreachState.GATHERING_FACTS):
        return (
            soon(
                breach.reference,
                PMA,
                f"Consider whether there was a material breach: {breach.title}",
                breach.since,
                as_of,
                "R67",
                breach.folder,
                deed="breach.gather_facts" if breach.state == BreachState.OPENED else None,
            ),
        )
    if breach.state == BreachState.ADVISED:
        return (
            soon(
                breach.reference,
                PANEL,
                f"Decide on {breach.title}",
                breach.since,
                as_of,
                "R69",
                breach.folder,
                detail="record what the Panel decides",
                deed="plan.require",
            ),
        )
    if breach.state == BreachState.PANEL_DECIDED and breach.plan_closed:
        return (
            soon(
                breach.reference,
                SPECIALIST,
                f"Close the consideration {breach.title}",
                breach.since,
                as_of,
                "R67",
                breach.folder,
                deed="breach.close",
            ),
        )
    return ()


def of_case(case: CaseDuty, as_of: date) -> tuple[Duty, ...]:
    """A case in which nothing is open any more can be closed."""
    if case.state != CaseState.OPEN or not case.nothing_open:
        return ()
    return (
        soon(
            case.reference,
            SPECIALIST,
            f"Close the case “{case.title}”",
            case.opened_on,
            as_of,
            "R12",
            case.folder,
            detail="nothing in it is open any more",
            deed="case.close",
        ),
    )
