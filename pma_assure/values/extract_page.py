"""What the page of an extract shows: frozen values made by ``views``. Codes, not labels; days are UK days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.values.screens import NextDeed


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """One passage as its preparer sees it (this value never leaves the program)."""

    reference: str
    number: int
    kind: str
    part: int
    paragraph: int
    text: str
    disposition: str
    ground: str | None
    necessity: str
    summary: str
    summarised: bool
    needs_consultation: bool
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentationView:
    number: int
    passage: str | None
    received_on: date
    words: str
    claimed_ground: str | None
    answer: str
    answered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One line of *Before release*: done, open or stopped (a person must settle it), with its rule."""

    what: str
    status: str
    rule: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractPage:
    reference: str
    version_reference: str
    number: int
    title: str
    state: str
    case: str
    case_title: str
    plan: str
    plan_version: int
    organisation: str
    audience: str
    classification: str
    prepared_by: str
    name_participant: bool | None
    naming_reason: str
    consulted_on: date | None
    respond_by: date | None
    letters: tuple[str, ...]
    """The letters of consultation on this version that were sent, the oldest first."""
    reviewed_by: str | None
    review_note: str
    comparison_answer: str
    passages: tuple[PassageView, ...]
    representations: tuple[RepresentationView, ...]
    before_release: tuple[ToDo, ...]
    withheld_counts: tuple[tuple[str, int], ...]
    """(ground, how many)"""
    also_open: tuple[tuple[str, str], ...]
    """(withheld passage, the published passage in which the same words stand open)"""
    decision: str | None
    changed_since_decision: str | None
    recipients: tuple[tuple[str, str, bool], ...]
    """(name, channel, to recall)"""
    actions: tuple[NextDeed, ...]
    version: int
