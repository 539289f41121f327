"""What a case and what it holds owe: irregular facts, the case itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.rules.duties import PMA, SPECIALIST, Folder, soon
from pma_assure.rules.vocabulary import CaseState
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
