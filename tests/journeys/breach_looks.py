"""What is seen of a breach consideration and of the advice on it, by the rules and records that every screen uses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import advice_values, breach_contents
from pma_assure.records.cases import BreachConsideration, Case, PanelOutcome
from pma_assure.records.meetings import Decision, DecisionText
from pma_assure.records.papers import Advice, AdviceVersion, Evidence, IssuedBytes, IssuedDocument
from tests.reports import reading

Seen = Mapping[str, Any]


def see_breach(session: Session, reference: str, _: date) -> Seen:
    breach = session.scalars(select(BreachConsideration).where(BreachConsideration.reference == reference)).one()
    case = session.get_one(Case, breach.case_id)
    said = breach_contents.representations_of(session, breach.id)
    outcomes = session.scalars(select(PanelOutcome).where(PanelOutcome.breach_id == breach.id))
    motions = session.execute(
        select(Decision.reference, DecisionText.frozen_copy, DecisionText.motion)
        .join(DecisionText, DecisionText.decision_id == Decision.id)
        .where(Decision.case_id == case.id)
    ).all()
    assert motions or breach.view is None
    return {
        "state": breach.state.value,
        "case_state": case.state.value,
        "trigger": breach.trigger.value,
        "assessment": breach.assessment_id,
        "requirements": [one.reference for one in advice_values.cited(session, breach.id)],
        "evidence": len(session.scalars(select(Evidence.id).where(Evidence.case_id == case.id)).all()),
        "supported": [fact.proofs > 0 for fact in breach_contents.facts_of(session, [breach.id])],
        "representations": len(said),
        "answered": sum(bool(one.answer) for one in said),
        "proposed_view": None if breach.proposed_view is None else breach.proposed_view.value,
        "view": None if breach.view is None else breach.view.value,
        "considered_on": None if breach.considered_on is None else breach.considered_on.isoformat(),
        "panel": [
            {
                "view": None if one.view is None else one.view.value,
                "words": one.words,
                "differs_from_advice": one.differs_from_advice,
            }
            for one in outcomes
        ],
        "sanctions_of_the_pma": [row.reference for row in motions if "reminder" in row.frozen_copy + row.motion],
    }


def see_breach_advice(session: Session, reference: str, as_of: date) -> Seen:
    advice = session.scalars(select(Advice).where(Advice.reference == reference)).one()
    versions = session.scalars(
        select(AdviceVersion).where(AdviceVersion.advice_id == advice.id).order_by(AdviceVersion.reference)
    ).all()
    newest = versions[-1]
    assert advice_values.paper(session, newest.id, as_of=as_of).classification == newest.classification.value
    first = session.scalars(
        select(IssuedBytes.content)
        .join(IssuedDocument, IssuedDocument.id == IssuedBytes.document_id)
        .where(IssuedDocument.record_id == versions[0].id)
    ).one()
    return {
        "state": newest.state.value,
        "view": None if newest.breach_view is None else newest.breach_view.value,
        "versions": {one.label: one.state.value for one in versions},
        "supersedes": None if newest.supersedes is None else newest.supersedes.rpartition("/")[2],
        "first_stays": "Kestral" in reading.flowing(first),
    }
