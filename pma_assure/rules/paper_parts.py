"""The content of a record, as a decision freezes it, put in words that members read: facts, texts and tables.

A copy that was frozen and what stands in the record now go the same way, so that a difference between the two is one
of the record and never of its writing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pma_assure.rules import vocabulary as v
from pma_assure.rules.fingerprint import canonical
from pma_assure.rules.wording import label, pounds, short_day, short_instant
from pma_assure.values.meeting_pack import PaperFacts, PaperPart, PaperTable, PaperText

LONGEST_FACT = 110
"""Characters; a longer value is a text of its own."""
_ORDER = (
    "number", "reference", "name", "issuer", "serial", "holder", "document", "label", "plan", "requirement", "title",
    "heading", "kind", "part", "paragraph", "participant", "organisation", "purpose", "view", "breach_view",
    "proposed_view", "assessment", "criterion", "owner", "answer", "covers", "lean", "finding_class", "pma_class",
    "impact_level", "state", "status", "baseline_due", "current_due", "due", "occurred_on", "received_on",
    "identified_on", "began_on", "ended_on", "reported_on", "verified_on", "disposition", "ground", "recommendation",
    "motion", "allegation", "statement", "conclusion", "words", "text", "summary", "reasons", "reason", "necessity",
    "evidence", "proportionality", "correction", "answers", "requirements", "findings", "facts", "factors",
    "representations", "caveats", "plan_version", "parts", "milestones", "criteria", "scope", "report", "breach",
    "passages",
)  # fmt: skip
"""A canonical writing sorts by letters; a reader wants what the record is, what it says, and then what it rests on."""
_PROSE = frozenset(
    {
        "recommendation", "motion", "allegation", "statement", "conclusion", "reasons", "reason", "proportionality",
        "correction", "response", "root_cause", "impact", "rationale", "scope_limitation", "words", "text",
        "why_no_representations", "state_reason", "pma_class_reason", "comparison_answer", "limited_purpose", "what",
    }
)  # fmt: skip
"""Texts, however short: a fact that grew long would else be read as another one."""
_WORDS = {
    "plan_version": "The plan",
    "breach": "The consideration",
    "report": "The assessor's report",
    "answers": "Answers to the requirements",
    "label": "Version",
    "impact_level": "Impact level",
    "pma_class": "The PMA's class",
    "pma_class_reason": "Why the PMA classes it so",
    "finding_class": "The assessor's class",
    "proposed_due": "Proposed due day",
    "baseline_due": "First due",
    "current_due": "Due",
    "name_participant": "Participant named",
    "comparison_answer": "Compared with earlier releases",
    "state_reason": "Reason for its state",
    "source": "Made from",
    "asked_for": "Asked for",
    "occurred_on": "Happened",
    "received_on": "Received",
    "identified_on": "Identified",
    "began_on": "Began",
    "ended_on": "Ended",
    "reported_on": "Reported",
    "verified_on": "Verified",
    "continues": "Continues",
    "lean": "Speaks",
    "words": "In words",
}
_UNSAID = frozenset({"kind", "item"})
"""What the heading says already; of a row of a table, ``kind`` is said."""
_SAID_IF_TRUE = frozenset({"summarised"})
_CODES: dict[str, tuple[type[StrEnum], ...]] = {
    "purpose": (v.AdvicePurpose,),
    "view": (v.PlanView, v.BreachView),
    "breach_view": (v.BreachView,),
    "proposed_view": (v.BreachView,),
    "classification": (v.Classification,),
    "answer": (v.RequirementAnswer,),
    "disposition": (v.Disposition,),
    "ground": (v.Ground, v.GroundKind),
    "likelihood": (v.GroundLikelihood,),
    "target": (v.SuspensionTarget,),
    "addressee": (v.NoticeTo,),
    "state": (v.MilestoneState,),
    "kind": (v.PassageKind,),
    "finding_class": (v.FindingClass,),
    "pma_class": (v.FindingClass,),
    "impact_level": (v.Impact,),
    "trigger": (v.BreachTrigger,),
    "lean": (v.FactorLean,),
    "assessment": (v.AssessmentKind,),
    "status": (v.AssuranceStatus,),
    "recommended_status": (v.AssuranceStatus,),
    "opinion": (v.OpinionKind,),
    "part": (v.ServicePart,),
    "environment": (v.Environment,),
    "coverage": (v.ScopeCoverage,),
    "covers": (v.Covers,),
    "recommendation": (v.ReviewRecommendation,),
    "asked_for": (v.SupportKind,),
    "applies_to": (v.Applicability,),
}
"""Name -> the vocabularies whose code may stand there; any other text stands as it is."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+Z")


def paper_parts(content: Mapping[str, Any]) -> tuple[PaperPart, ...]:
    """The parts of a paper from the content of its subject; none from that of a motion alone, or from nothing."""
    plain: dict[str, Any] = json.loads(canonical(content))
    if plain.get("kind") in (None, "motion"):
        return ()
    return tuple(_parts(plain, ""))


def with_motion(motion: str, reasons: str, parts: Sequence[PaperPart]) -> tuple[PaperPart, ...]:
    """A paper with the motion before it, as what the members had is compared."""
    texts = (("Motion", motion), ("Reasons for the motion", reasons))
    head = [PaperText(under="", heading=name, text=text) for name, text in texts if text.strip()]
    return (*head, *parts)


def _parts(content: Mapping[str, Any], under: str) -> list[PaperPart]:
    facts: list[tuple[str, str]] = []
    below: list[PaperPart] = []
    for name in sorted(content, key=_placed):
        value = content[name]
        if name in _UNSAID or value is None or value in ("", [], {}):
            continue
        if isinstance(value, dict):
            below += _parts(value, named(name))
        elif isinstance(value, list):
            below += _listed(name, value, under, facts)
        else:
            said = in_words(name, value)
            if name in _PROSE or len(said) > LONGEST_FACT or "\n" in said:
                below.append(PaperText(under=under, heading=named(name), text=said))
            else:
                facts.append((named(name), said))
    return [*([PaperFacts(under=under, pairs=tuple(facts))] if facts else []), *below]


def _listed(name: str, value: list[Any], under: str, facts: list[tuple[str, str]]) -> list[PaperPart]:
    if not all(isinstance(one, dict) for one in value):
        facts.append((named(name), ", ".join(in_words(name, one) for one in value)))
        return []
    if name == "parts":
        # What a participant wrote under headings of its own.
        return [PaperText(under=under, heading=str(one["heading"]), text=str(one["text"])) for one in value]
    return [_table(name, value, under)]


def _table(name: str, rows: Sequence[Mapping[str, Any]], under: str) -> PaperTable:
    """A column for each name that says something in some row."""
    told = {key for row in rows for key, value in row.items() if _cell(key, value)}
    columns = sorted(told, key=_placed)
    return PaperTable(
        under=under,
        heading=named(name),
        heads=tuple(named(key) for key in columns),
        rows=tuple(tuple(_cell(key, row.get(key)) for key in columns) for row in rows),
    )


def _cell(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_cell(name, one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{named(key)}: {_cell(key, value[key])}" for key in sorted(value, key=_placed))
    return in_words(name, value)


def in_words(name: str, value: Any) -> str:
    """One value of a content as people read it: a label for a code, a day in words, an amount in pounds."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "" if name in _SAID_IF_TRUE else "No"
    if name == "cost":
        return pounds(Decimal(str(value)))
    if not isinstance(value, str):
        return str(value)
    for kind in _CODES.get(name, ()):
        if value in {member.value for member in kind}:
            return label(kind(value))
    if _DAY.fullmatch(value):
        return short_day(date.fromisoformat(value))
    if _INSTANT.fullmatch(value):
        return short_instant(datetime.fromisoformat(value))
    return value


def named(name: str) -> str:
    """The name of a part as a heading."""
    return _WORDS.get(name) or name.replace("_", " ").capitalize()


def _placed(name: str) -> tuple[int, str]:
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)
