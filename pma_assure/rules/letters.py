"""What each kind of letter may be about, and while what stands: a letter says nothing that has not happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import (
    AssessmentState,
    BreachState,
    CaseState,
    EvidenceRequestState,
    ExtractState,
    FindingState,
    LetterKind,
    PlanState,
)
from pma_assure.rules.wording import label

LIMITS: Mapping[LetterKind, str] = {
    LetterKind.EVIDENCE_REQUEST: "evidence_request",
    LetterKind.REPORT: "finding_response",
    LetterKind.REPRESENTATIONS: "representations",
    LetterKind.EXTRACT_CONSULTATION: "representations",
}
"""The time limit that says by when to answer, where the PMA adopted it and the record has no day of its own (Q15)."""


@dataclass(frozen=True, slots=True)
class About:
    """``while_`` are the states in which such a letter tells what is so; ``why`` what else must have come first."""

    while_: frozenset[StrEnum]
    why: str
    rule: str
    paragraph: str


ABOUT: Mapping[LetterKind, Mapping[str, About]] = {
    LetterKind.NOTIFICATION: {
        "assessment": About(
            frozenset({AssessmentState.PLANNED, AssessmentState.NOTIFIED}),
            "a notification is of an assessment that is planned",
            "R48",
            "56",
        ),
    },
    LetterKind.EVIDENCE_REQUEST: {
        "evidence_request": About(
            frozenset(
                {EvidenceRequestState.ISSUED, EvidenceRequestState.PARTLY_PROVIDED, EvidenceRequestState.REFUSED}
            ),
            "nothing is asked for by it any more",
            "R48",
            "56",
        ),
    },
    LetterKind.REPORT: {
        "assessment": About(
            frozenset(
                {
                    AssessmentState.DRAFT_REPORT_RECEIVED,
                    AssessmentState.FINAL_REPORT_RECEIVED,
                    AssessmentState.UNDER_REVIEW,
                }
            ),
            "there is a report to respond to from its receipt to the conclusion",
            "R57",
            "76",
        ),
    },
    LetterKind.REPRESENTATIONS: {
        "breach": About(
            frozenset({BreachState.GATHERING_FACTS, BreachState.REPRESENTATIONS_SOUGHT, BreachState.REOPENED}),
            "representations are called for while facts are gathered, before the PMA considers them",
            "R72",
            "71",
        ),
    },
    LetterKind.PLAN_RETURN: {
        "plan": About(
            frozenset({PlanState.RETURNED}),
            "the Panel returns a plan; record first what it decided",
            "R70",
            "60",
        ),
    },
    LetterKind.EXTRACT_CONSULTATION: {
        "extract": About(
            frozenset({ExtractState.DRAFTING, ExtractState.PARTICIPANT_CONSULTED}),
            "the participant is consulted on a draft",
            "R74",
            "64, 75",
        ),
    },
    LetterKind.CLOSURE: {
        "case": About(frozenset({CaseState.CLOSED}), "close it first", "R12", "18"),
        "finding": About(frozenset({FindingState.CLOSED}), "close it first", "R57", "76"),
    },
}


def may_tell(kind: LetterKind, record: str, state: StrEnum, reference: str, *, field: str) -> None:
    """Refused when a letter of this kind is about something else, or would tell what is not so, or no longer."""
    possible = ABOUT[kind]
    if record not in possible:
        names = " or ".join(_spoken(name) for name in possible)
        raise Refused(
            f"A letter of the kind {label(kind)} is about {names}; {reference} is {_spoken(record)}.", field=field
        )
    about = possible[record]
    if state not in about.while_:
        raise Refused(
            f"{reference} is {label(state)}: {about.why}.",
            rule=about.rule,
            paragraph=about.paragraph,
            field=field,
        )


def _spoken(record: str) -> str:
    words = {"breach": "breach consideration"}.get(record, record.replace("_", " "))
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
