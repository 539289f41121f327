"""What stands in a breach consideration: the content that a decision on it, or on advice on it, freezes (R67, R68)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment
from pma_assure.records.breaches import (
    BreachFact,
    BreachFactor,
    BreachFinding,
    BreachRepresentation,
    BreachRequirement,
)
from pma_assure.records.cases import BreachConsideration, BreachText, Case, Finding
from pma_assure.records.document_set import Requirement
from pma_assure.records.meetings import DecisionText
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Evidence, EvidenceLink
from pma_assure.rules.ownership import proves


class FactFound(NamedTuple):
    """A fact that stands, with the items linked to it; ``proofs`` counts those it can rest on."""

    id: UUID
    breach_id: UUID
    reference: str
    occurred_on: date | None
    words: str
    evidence: tuple[str, ...]
    proofs: int


def facts_of(session: Session, breaches: Sequence[UUID]) -> list[FactFound]:
    """The facts of these considerations that were not withdrawn, in their order."""
    items: dict[UUID, list[Any]] = defaultdict(list)
    found = session.execute(
        select(BreachFact.id, BreachFact.breach_id, BreachFact.reference, BreachFact.occurred_on, BreachFact.words)
        .where(BreachFact.breach_id.in_(breaches), BreachFact.withdrawn_on.is_(None))
        .order_by(BreachFact.breach_id, BreachFact.number)
    ).all()
    for row in session.execute(
        select(EvidenceLink.record_id, Evidence.reference, Evidence.state, Evidence.verifiable, Evidence.received_on)
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .where(EvidenceLink.record_id.in_([row.id for row in found]), EvidenceLink.withdrawn_on.is_(None))
        .order_by(Evidence.reference)
    ):
        items[row.record_id].append(row)
    return [
        FactFound(
            *row,
            evidence=tuple(item.reference for item in items[row.id] if item.state == "held"),
            proofs=sum(
                proves(item.state, verifiable=item.verifiable, received_on=item.received_on) for item in items[row.id]
            ),
        )
        for row in found
    ]


def consideration(session: Session, key: UUID) -> dict[str, Any]:
    """The consideration word for word: what is alleged, found, weighed, said to it, and the view that is proposed."""
    row = session.execute(
        select(
            BreachConsideration.reference,
            BreachConsideration.title,
            BreachConsideration.trigger,
            BreachConsideration.opened_on,
            BreachConsideration.proposed_view,
            Organisation.name.label("participant"),
            Assessment.reference.label("assessment"),
            BreachText.allegation,
            BreachText.reasons,
            BreachText.proportionality,
            BreachText.why_no_representations,
            # Put off or reopened since, it is before the PMA anew: an earlier decision does not carry over.
            BreachText.state_reason,
        )
        .join(BreachText, BreachText.breach_id == BreachConsideration.id)
        .join(Case, Case.id == BreachConsideration.case_id)
        .join(Organisation, Organisation.id == Case.organisation_id)
        .outerjoin(Assessment, Assessment.id == BreachConsideration.assessment_id)
        .where(BreachConsideration.id == key)
    ).one()
    return {
        "kind": "breach consideration",
        **row._mapping,
        "requirements": _references(session, Requirement, BreachRequirement, BreachRequirement.requirement_id, key),
        "findings": _references(session, Finding, BreachFinding, BreachFinding.finding_id, key),
        "facts": [
            {
                "reference": fact.reference,
                "occurred_on": fact.occurred_on,
                "words": fact.words,
                "evidence": list(fact.evidence),
            }
            for fact in facts_of(session, [key])
        ],
        "factors": [dict(factor._mapping) for factor in factors_of(session, key)],
        "representations": [dict(said._mapping) for said in representations_of(session, key)],
    }


def factors_of(session: Session, key: UUID) -> Sequence[Any]:
    """``number, name, lean, words`` of the factors that stand."""
    return session.execute(
        select(BreachFactor.number, BreachFactor.name, BreachFactor.lean, BreachFactor.words)
        .where(BreachFactor.breach_id == key, BreachFactor.withdrawn_on.is_(None))
        .order_by(BreachFactor.number)
    ).all()


def representations_of(session: Session, key: UUID) -> Sequence[Any]:
    """``number, received_on, words, answer`` of what the participant said."""
    return session.execute(
        select(
            BreachRepresentation.number,
            BreachRepresentation.received_on,
            BreachRepresentation.words,
            BreachRepresentation.answer,
        )
        .where(BreachRepresentation.breach_id == key)
        .order_by(BreachRepresentation.number)
    ).all()


def _references(session: Session, record: Any, linking: Any, column: Any, key: UUID) -> list[str]:
    statement = select(record.reference).join(linking, column == record.id)
    standing = statement.where(linking.breach_id == key, linking.withdrawn_on.is_(None))
    return list(session.scalars(standing.order_by(record.reference)))


def as_advised(session: Session, breach_id: UUID, decision_id: UUID | None) -> dict[str, Any]:
    """The consideration as advice on it holds it: as it stands, or, once that is issued, as it was decided on.

    New facts of a consideration that was reopened later do not change what the Panel was told.
    """
    if decision_id is None:
        return consideration(session, breach_id)
    copy = session.execute(select(DecisionText.frozen_copy).where(DecisionText.decision_id == decision_id)).scalar_one()
    held: dict[str, Any] | None = json.loads(copy).get("breach")
    return consideration(session, breach_id) if held is None else held
