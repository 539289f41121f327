"""What a case and what it holds owe: findings, irregular facts, the case itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.rules.duties import PMA, SPECIALIST, Folder, soon
from pma_assure.rules.vocabulary import CaseState, FindingState
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
class FindingDuty:
    reference: str
    title: str
    folder: Folder
    state: FindingState
    since: date


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


def of_finding(finding: FindingDuty, as_of: date) -> tuple[Duty, ...]:
    """A finding waits for the assessor, then for the participant (R48, paragraph 56)."""
    who = finding.folder.organisation or "The participant"
    if finding.state == FindingState.DRAFT:
        return (
            soon(
                finding.reference,
                "The assessor",
                f"Open or discard the draft finding “{finding.title}”",
                finding.since,
                as_of,
                "R48",
                finding.folder,
                deed="finding.open",
            ),
        )
    if finding.state == FindingState.OPEN:
        return (
            soon(
                finding.reference,
                who,
                f"Respond to the finding “{finding.title}”",
                finding.since,
                as_of,
                "R48",
                finding.folder,
                deed="finding.respond",
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
