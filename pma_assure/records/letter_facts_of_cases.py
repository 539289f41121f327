"""The values of letters about breach considerations, plans, extracts, and what was closed (R67, R70, R73, R74)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import document_values
from pma_assure.records.breaches import BreachFact, BreachFinding, BreachRequirement
from pma_assure.records.cases import BreachConsideration, BreachText, Case, Finding, PanelOutcome
from pma_assure.records.document_set import Requirement
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.letter_facts_of_assessments import NOT_RAISED, clauses, in_a_sentence
from pma_assure.records.plans import Plan, PlanRequirement, PlanVersion
from pma_assure.rules.letter_templates import Value
from pma_assure.rules.redaction import PassageFacts
from pma_assure.rules.vocabulary import Disposition, PanelOutcomeKind
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label


def breach(session: Session, key: UUID) -> dict[str, Value]:
    """What is said to have happened, and what was found so far; the PMA's view is none of it."""
    found = session.get_one(BreachConsideration, key)
    text = session.scalars(select(BreachText).where(BreachText.breach_id == key)).first()
    concerned = select(BreachRequirement.requirement_id).where(
        BreachRequirement.breach_id == key, BreachRequirement.withdrawn_on.is_(None)
    )
    findings = session.execute(
        select(Finding.reference, Finding.title)
        .join(BreachFinding, BreachFinding.finding_id == Finding.id)
        .where(BreachFinding.breach_id == key, BreachFinding.withdrawn_on.is_(None))
        .order_by(Finding.reference)
    )
    facts = session.execute(
        select(BreachFact.occurred_on, BreachFact.words)
        .where(BreachFact.breach_id == key, BreachFact.withdrawn_on.is_(None))
        .order_by(BreachFact.number)
    )
    return {
        "breach.reference": found.reference,
        "breach.title": found.title,
        "breach.allegation": None if text is None else text.allegation,
        "breach.opened_on": found.opened_on,
        "requirements": clauses(session, Requirement.id.in_(concerned)),
        "findings": tuple(f"{row.reference}: {row.title}" for row in findings),
        "facts": tuple(f"{say_day(row.occurred_on)}: {row.words}" if row.occurred_on else row.words for row in facts),
    }


def returned_plan(session: Session, key: UUID) -> dict[str, Value]:
    """The Panel's decision as it was reported; nothing of it is the PMA's."""
    found = session.get_one(Plan, key)
    outcome = session.scalars(
        select(PanelOutcome)
        .where(PanelOutcome.plan_id == key, PanelOutcome.kind == PanelOutcomeKind.PLAN_RETURNED)
        .order_by(PanelOutcome.decided_on.desc(), PanelOutcome.id.desc())
        .limit(1)
    ).first()
    number = found.submitted_version
    if outcome is not None and outcome.plan_version_id is not None:
        number = session.get_one(PlanVersion, outcome.plan_version_id).number
    put_right = select(PlanRequirement.requirement_id).where(PlanRequirement.plan_id == key)
    return {
        "plan.reference": found.reference,
        "plan.title": found.title,
        "plan.version": None if number is None else str(number),
        "plan.resubmit_by": found.resubmit_by,
        "panel.decided_on": None if outcome is None else outcome.decided_on,
        "panel.words": None if outcome is None else outcome.words,
        "panel.source": None if outcome is None else outcome.source,
        "requirements": clauses(session, Requirement.id.in_(put_right)),
    }


def extract(session: Session, key: UUID) -> dict[str, Value]:
    """The draft as it stands, passage by passage: for the participant whose plan it is, and for nobody else."""
    version = session.get_one(ExtractVersion, key)
    found = session.get_one(Extract, version.extract_id)
    plan = session.get_one(Plan, found.plan_id)
    source = session.get_one(PlanVersion, version.plan_version_id)
    passages = document_values.passage_facts(session, key)
    withheld = [one for one in passages if one.disposition == Disposition.WITHHOLD]
    naming = {
        None: None,
        True: "The draft names your organisation.",
        False: "The draft does not name your organisation.",
    }
    return {
        "plan.reference": plan.reference,
        "plan.title": plan.title,
        "plan.version": str(source.number),
        "extract.reference": found.reference,
        "extract.title": found.title,
        "extract.version": str(version.number),
        "extract.audience": in_a_sentence(found.audience),
        "extract.naming": naming[version.name_participant],
        "published": tuple(_passage(one) for one in passages if one.published),
        "summarised": tuple(
            f"{_passage(one)} In its place: “{one.summary}”" for one in withheld if one.summarised and one.summary
        ),
        "withheld": tuple(_passage(one) for one in withheld if not (one.summarised and one.summary)),
        "undecided": tuple(_passage(one) for one in passages if one.disposition == Disposition.UNDECIDED),
    }


def _passage(one: PassageFacts) -> str:
    """ "Passage 4, due 30 September 2026, withheld on security grounds: …" with its words as the plan has them."""
    due = f", due {say_day(one.due)}" if one.due is not None else ""
    ground = f" ({label(one.ground).partition(': ')[2]})" if one.withheld and one.ground is not None else ""
    return f"Passage {one.number}{due}{ground}: {one.text}"


def closure(session: Session, key: UUID, record: str) -> dict[str, Value]:
    """What was closed, and when: a case with its findings, or one finding."""
    if record == "finding":
        found = session.get_one(Finding, key)
        cited = clauses(session, Requirement.id == found.requirement_id)
        return _closed("finding", found.reference, found.title) | {
            "closed.on": found.closed_on,
            "closed.requirement": cited[0] if cited else None,
        }
    case = session.get_one(Case, key)
    findings = session.execute(
        select(Finding.reference, Finding.title, Finding.state)
        .where(Finding.case_id == key, Finding.state.not_in(NOT_RAISED))
        .order_by(Finding.reference)
    )
    return _closed("case", case.reference, case.title) | {
        "closed.on": case.closed_on,
        "findings": tuple(f"{row.reference}: {row.title}, {in_a_sentence(label(row.state))}" for row in findings),
    }


def _closed(what: str, reference: str, title: str) -> dict[str, Value]:
    return {
        "closed.what": what,
        "closed.reference": reference,
        "closed.title": title,
        "closed.requirement": None,
        "findings": (),
    }
