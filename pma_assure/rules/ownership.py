"""Who owns a milestone, an action or a caveat, so that somebody else verifies it, and what proves it (R51, R70).

The owner is the person named, whoever bears the name that stands in the plan, and everybody who works for the
participant, for an affiliate of it, or for the organisation that the plan names as owner. The deed and the check ask
here alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.affiliation import affiliated, employers_on
from pma_assure.rules.look_alikes import folded_words
from pma_assure.rules.vocabulary import EvidenceState
from pma_assure.values.quorum import Affiliation, Employment


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """``because`` says how, after the person's name; ``by_employer`` where it follows from whom they work for."""

    because: str
    by_employer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """How it is said of what is owned: why the participant owns it, and where its owner is named."""

    participant: str
    named: str


OF_A_PLAN = Owned(participant="whose plan it is", named="in the plan")
OF_AN_ASSESSMENT = Owned(participant="which was assessed", named="named here")


def ownership(
    person: str,
    *,
    day: date,
    owner: str,
    owner_person: str | None,
    participant: str,
    employments: Iterable[Employment],
    affiliations: Iterable[Affiliation],
    names: Mapping[str, str],
    of: Owned = OF_A_PLAN,
) -> Ownership | None:
    """How ``person`` owns the milestone, action or caveat on ``day``; None if the person does not.

    ``person``, ``owner_person`` and ``participant`` are keys of ``names`` and of the employments; ``owner`` is what the
    plan says in words ("Halden Power, Head of PKI").
    """
    if person == owner_person:
        return Ownership(because="is named as its owner", by_employer=False)
    if _stands_in(names.get(person, ""), owner):
        return Ownership(because=f"is its owner {of.named}: {owner}", by_employer=False)
    affiliations = tuple(affiliations)
    for employer in sorted(employers_on(person, day, employments)):
        named = names.get(employer, employer)
        if employer == participant:
            return Ownership(because=f"works for {named}, {of.participant}", by_employer=True)
        if affiliated(employer, participant, day, affiliations):
            theirs = names.get(participant, participant)
            return Ownership(because=f"works for {named}, affiliated to {theirs}, {of.participant}", by_employer=True)
        if _stands_in(named, owner):
            return Ownership(because=f"works for {named}, its owner {of.named}", by_employer=True)
    return None


def proves(state: EvidenceState | str, *, verifiable: bool, received_on: date, by: date | None = None) -> bool:
    """Whether a milestone can rest on an item of evidence: held, verifiable, and there by the day, if one is given."""
    return state == EvidenceState.HELD and verifiable and (by is None or received_on <= by)


def _stands_in(name: str, words: str) -> bool:
    """The name stands among the words as a whole, however it is spelled, also surname first: "Lee, Ann".

    "Ann Lee" is not in "Joann Leeds".
    """
    sought = folded_words(name)
    if not sought:
        return False
    said = f" {' '.join(folded_words(words))} "
    return any(f" {' '.join(order)} " in said for order in (sought, [sought[-1], *sought[:-1]]))
