"""The paper of an advice, whatever it is on: as it is issued, and as it is previewed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import breach_contents, comparable_cases, document_values
from pma_assure.records.assessments import Assessment
from pma_assure.records.breaches import BreachFinding, BreachRequirement
from pma_assure.records.cases import BreachConsideration, BreachText, Case, Finding
from pma_assure.records.document_set import DocumentVersion, Requirement, RequirementText, SetDocument
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceText, AdviceVersion
from pma_assure.values.breaches import FactLine, FactorLine, RepresentationLine
from pma_assure.values.documents import AdvicePaper, BreachAdvicePaper, CitedRequirement, FindingLine, LikeCases


def paper(session: Session, advice_version_id: UUID, *, as_of: date) -> AdvicePaper:
    """The paper of one version of an advice, as the Panel receives it (R68)."""
    on_breach = (
        select(Advice.breach_id)
        .join(AdviceVersion, AdviceVersion.advice_id == Advice.id)
        .where(AdviceVersion.id == advice_version_id)
    )
    if session.execute(on_breach).scalar_one() is None:
        return document_values.plan_advice_paper(session, advice_version_id, as_of=as_of)
    return breach_paper(session, advice_version_id, as_of=as_of)


def breach_paper(session: Session, advice_version_id: UUID, *, as_of: date) -> BreachAdvicePaper:
    """The paper of one version of an advice on a breach, with everything that the PMA had before it."""
    version = session.get_one(AdviceVersion, advice_version_id)
    advice = session.get_one(Advice, version.advice_id)
    text = session.scalars(select(AdviceText).where(AdviceText.advice_version_id == version.id)).one()
    case = session.get_one(Case, advice.case_id)
    breach = session.get_one(BreachConsideration, advice.breach_id)
    said = session.scalars(select(BreachText).where(BreachText.breach_id == breach.id)).one()
    behind = None if breach.assessment_id is None else session.get_one(Assessment, breach.assessment_id).reference
    facts = breach_contents.facts_of(session, [breach.id])
    head, entries = document_values.audit_head(session)
    evidence, above = document_values.evidence_within(
        session, version.classification, record_ids=[breach.id, *(fact.id for fact in facts)]
    )
    return BreachAdvicePaper(
        reference=advice.reference,
        version=version.label,
        state=version.state.value,
        purpose=advice.purpose.value,
        title=advice.title,
        classification=version.classification.value,
        organisation=session.get_one(Organisation, case.organisation_id).name,
        case=case.reference,
        case_title=case.title,
        breach=breach.reference,
        breach_title=breach.title,
        trigger=breach.trigger.value,
        opened_on=breach.opened_on,
        considered_on=breach.considered_on,
        assessment=behind,
        allegation=said.allegation,
        issued_on=version.issued_on,
        as_of=as_of,
        view="" if version.breach_view is None else version.breach_view.value,
        recommendation=text.recommendation,
        reasons=text.reasons,
        proportionality=text.proportionality,
        requirements=cited(session, breach.id),
        findings=_findings(session, breach.id),
        factors=factor_lines(session, breach.id),
        facts=fact_lines(facts),
        evidence=evidence,
        evidence_above=above,
        represent_by=breach.represent_by,
        representations=representation_lines(session, breach.id),
        why_no_representations=said.why_no_representations,
        like=_like(session, breach.id),
        decision=None if version.decision_id is None else document_values.decision_block(session, version.decision_id),
        supersedes=version.supersedes,
        correction=text.correction or None,
        audit_head=head,
        audit_entries=entries,
    )


def fact_lines(facts: list[breach_contents.FactFound]) -> tuple[FactLine, ...]:
    return tuple(
        FactLine(
            reference=fact.reference,
            words=fact.words,
            occurred_on=fact.occurred_on,
            evidence=fact.evidence,
            supported=fact.proofs > 0,
        )
        for fact in facts
    )


def factor_lines(session: Session, breach_id: UUID) -> tuple[FactorLine, ...]:
    return tuple(
        FactorLine(number=row.number, name=row.name, lean=row.lean.value, words=row.words)
        for row in breach_contents.factors_of(session, breach_id)
    )


def representation_lines(session: Session, breach_id: UUID) -> tuple[RepresentationLine, ...]:
    return tuple(
        RepresentationLine(number=row.number, received_on=row.received_on, words=row.words, answer=row.answer)
        for row in breach_contents.representations_of(session, breach_id)
    )


def cited(session: Session, breach_id: UUID) -> tuple[CitedRequirement, ...]:
    """The requirements that are said not to have been met, each in the version that is named."""
    rows = session.execute(
        select(
            Requirement.reference,
            SetDocument.title.label("document"),
            DocumentVersion.label.label("document_version"),
            Requirement.clause,
            Requirement.title,
            RequirementText.text,
        )
        .join(BreachRequirement, BreachRequirement.requirement_id == Requirement.id)
        .join(RequirementText, RequirementText.requirement_id == Requirement.id)
        .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(BreachRequirement.breach_id == breach_id, BreachRequirement.withdrawn_on.is_(None))
        .order_by(SetDocument.short_name, Requirement.position)
    )
    return tuple(CitedRequirement(**row._mapping) for row in rows)


def _findings(session: Session, breach_id: UUID) -> tuple[FindingLine, ...]:
    linked = session.execute(
        select(Finding.reference, Finding.case_id)
        .join(BreachFinding, BreachFinding.finding_id == Finding.id)
        .where(BreachFinding.breach_id == breach_id, BreachFinding.withdrawn_on.is_(None))
    ).all()
    named = {row.reference for row in linked}
    lines = (
        line
        for case_id in {row.case_id for row in linked}
        for line in document_values.finding_lines(session, case_id=case_id)
    )
    return tuple(sorted((line for line in lines if line.reference in named), key=lambda line: line.reference))


def _like(session: Session, breach_id: UUID) -> LikeCases:
    alike = comparable_cases.like(session, breach_id)
    decided = [one for one in alike if one.panel_on is not None]
    return LikeCases(
        views=tuple(sorted(Counter(one.view for one in alike).items())),
        decided=len(decided),
        differed=sum(one.differs_from_advice for one in decided),
    )
