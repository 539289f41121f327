"""What a template of each kind of letter may name, and what each name stands for.

The values are read in ``records.letter_facts``; a test sees to it that both know the same names.
"""

from __future__ import annotations

from collections.abc import Mapping

from pma_assure.rules.vocabulary import LetterKind

_EVERY: dict[str, str] = {
    "reference": "the letter's own reference",
    "dated": "the day of the letter",
    "answer_by": "the day to answer by, if there is one",
    "addressee.name": "whom the letter is to: the responsible officer, else the organisation",
    "organisation": "the organisation that the matter is about",
    "case.reference": "the case",
    "case.title": "what the case is called",
    "office": "the register's name",
    "sender": "who wrote the letter",
}
_ASSESSMENT: dict[str, str] = {
    "assessment.reference": "the assessment",
    "assessment.title": "what it is called",
    "assessment.kind": "“routine assessment”",
    "assessment.from": "the first day it is planned for",
    "assessment.to": "the last day it is planned for",
    "assessment.speaks_of": "the day or the period that it speaks of",
    "assessment.assessor": "who assesses",
    "assessment.scheme": "the assurance scheme",
    "assessment.recognised_by": "who recognises the scheme",
    "criteria": "a list: each document with its version",
    "scope": "a list: each component in scope",
    "team": "a list: who is assigned",
}
_PLAN: dict[str, str] = {
    "plan.reference": "the remediation plan",
    "plan.title": "what it is called",
    "plan.version": "the number of its version",
}

NAMES: Mapping[LetterKind, Mapping[str, str]] = {
    LetterKind.NOTIFICATION: _EVERY | _ASSESSMENT,
    LetterKind.EVIDENCE_REQUEST: _EVERY
    | {
        "assessment.reference": "the assessment",
        "assessment.title": "what it is called",
        "assessment.assessor": "who assesses",
        "request.reference": "the request",
        "request.title": "what is asked for, in short",
        "request.kind": "“access to premises”",
        "request.what": "what is asked for, in full",
        "request.format": "in which form, or where and when",
        "request.requirement": "the clause it bears on",
        "request.contractor": "the contractor who holds it",
        "request.issued_on": "the day it was issued",
    },
    LetterKind.REPORT: _EVERY
    | _ASSESSMENT
    | {
        "report.reference": "the report",
        "report.kind": "“draft” or “final”",
        "report.dated": "the day on it",
        "report.received_on": "the day it was received",
        "report.recommended_status": "the status the assessor recommends",
        "report.opinion": "the assessor's opinion",
        "findings": "a list: each finding that is raised, with the assessor's class and the PMA's where it has one",
    },
    LetterKind.REPRESENTATIONS: _EVERY
    | {
        "breach.reference": "the breach consideration",
        "breach.title": "what it is called",
        "breach.allegation": "what is said to have happened",
        "breach.opened_on": "the day it was opened",
        "requirements": "a list: each requirement that is said not to have been met",
        "facts": "a list: each fact found so far",
        "findings": "a list: each finding that is part of it",
    },
    LetterKind.PLAN_RETURN: _EVERY
    | _PLAN
    | {
        "plan.resubmit_by": "the day the Panel set for the next version",
        "panel.decided_on": "the day the Panel decided",
        "panel.words": "the Panel's words, as reported",
        "panel.source": "where they are reported",
        "requirements": "a list: each requirement that the plan is to put right",
    },
    LetterKind.EXTRACT_CONSULTATION: _EVERY
    | _PLAN
    | {
        "extract.reference": "the extract",
        "extract.title": "what the Parties would see as its title",
        "extract.version": "the number of its version",
        "extract.audience": "whom it is for",
        "extract.naming": "whether the draft names the participant",
        "published": "a list: each passage that would be published",
        "summarised": "a list: each passage in whose place the PMA's summary would stand",
        "withheld": "a list: each passage that would be withheld, with the ground",
        "undecided": "a list: each passage that is not decided on",
    },
    LetterKind.CLOSURE: _EVERY
    | {
        "closed.what": "“case” or “finding”",
        "closed.reference": "what was closed",
        "closed.title": "what it is called",
        "closed.on": "the day it was closed",
        "closed.requirement": "of a finding: the clause it was raised against",
        "findings": "a list: of a case, each finding and how it ended",
    },
}

LISTS: Mapping[LetterKind, frozenset[str]] = {
    kind: frozenset(name for name, meaning in names.items() if meaning.startswith("a list:"))
    for kind, names in NAMES.items()
}
"""Which of them are lists: a line that holds one is written once for each entry."""
