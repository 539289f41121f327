"""A breach consideration as it is shown: on the case, in ``show``, and earlier ones beside it (R67-R71)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """A fact found; ``evidence`` are its held items by reference, ``supported`` whether one can be verified."""

    reference: str
    words: str
    occurred_on: date | None
    evidence: tuple[str, ...]
    supported: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorLine:
    """``lean`` is a code of ``rules.vocabulary.FactorLean``."""

    number: int
    name: str
    lean: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentationLine:
    """What the participant said, and what the PMA makes of it ("" until it is answered)."""

    number: int
    received_on: date
    words: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """An earlier consideration beside this one. ``alike`` says in what; days are counted from the day it was opened.

    ``view`` is the PMA's, ``panel_view`` the Panel's as reported (None where it said nothing of it): codes of
    ``rules.vocabulary.BreachView``. ``remedy`` is the plan the Panel required, None where none is known.
    """

    reference: str
    title: str
    case: str
    organisation: str
    category: str
    trigger: str
    requirements: tuple[str, ...]
    alike: tuple[str, ...]
    view: str
    reasons: str
    factors: tuple[FactorLine, ...]
    remedy: str | None
    panel_view: str | None
    panel_words: str
    panel_on: date | None
    differs_from_advice: bool
    opened_on: date
    days_to_view: int | None
    days_to_panel: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelLine:
    """What the Panel decided, as reported. ``view`` as in :class:`Comparable`."""

    reference: str
    decided_on: date
    source: str
    words: str
    view: str | None
    differs_from_advice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachShown:
    """One consideration as the case page shows it; codes as in ``rules.vocabulary``."""

    reference: str
    title: str
    state: str
    trigger: str
    allegation: str
    opened_on: date
    represent_by: date | None
    return_on: date | None
    proposed_view: str | None
    view: str | None
    considered_on: date | None
    decision: str | None
    reasons: str
    proportionality: str
    why_no_representations: str
    requirements: tuple[str, ...]
    findings: tuple[str, ...]
    facts: tuple[FactLine, ...]
    factors: tuple[FactorLine, ...]
    representations: tuple[RepresentationLine, ...]
    outcomes: tuple[PanelLine, ...]
    comparables: tuple[Comparable, ...]
