"""What exactly stands in a record that can be decided on: the content a decision freezes and fingerprints.

One function per kind; ``content_of`` finds the right one. Workflows freeze with it, views compare with it later, so
"changed since the decision" can never be a matter of opinion.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import breach_contents
from pma_assure.records import contents_of_assurance as assurance
from pma_assure.records import contents_of_emergency as emergency
from pma_assure.records import contents_of_the_document_set as document_set
from pma_assure.records.cases import Case, Finding, FindingText
from pma_assure.records.contents_of_assessments import as_first_written, assessment, assessment_order
from pma_assure.records.document_set import DocumentVersion, Requirement, RequirementText, SetDocument
from pma_assure.records.extracts import Extract, ExtractVersion, ExtractVersionText, Passage, PassageText
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceAnswer, AdviceText, AdviceVersion
from pma_assure.records.plans import (
    Milestone,
    MilestoneText,
    Plan,
    PlanPart,
    PlanVersion,
    ProposedMilestone,
    RequirementReview,
)
from pma_assure.rules.fingerprint import fingerprint
from pma_assure.rules.state_sets import SMKI_VIEWS
from pma_assure.rules.vocabulary import AdviceState

Content = dict[str, Any]


def plan_version(session: Session, key: UUID) -> Content:
    """The version as the participant wrote it: title, parts in order, milestones in order."""
    version = session.execute(
        select(Plan.reference, PlanVersion.number, PlanVersion.title)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(PlanVersion.id == key)
    ).one()
    parts = session.execute(
        select(PlanPart.heading, PlanPart.text)
        .where(PlanPart.plan_version_id == key, PlanPart.withdrawn.is_(False))
        .order_by(PlanPart.position)
    )
    milestones = session.execute(
        select(
            ProposedMilestone.number,
            ProposedMilestone.title,
            ProposedMilestone.owner,
            ProposedMilestone.due,
            ProposedMilestone.criterion,
            Milestone.reference.label("continues"),
        )
        .outerjoin(Milestone, Milestone.id == ProposedMilestone.continues_id)
        .where(ProposedMilestone.plan_version_id == key, ProposedMilestone.withdrawn.is_(False))
        .order_by(ProposedMilestone.number)
    )
    return {
        "kind": "plan version",
        "plan": version.reference,
        "number": version.number,
        "title": version.title,
        "parts": [{"heading": part.heading, "text": part.text} for part in parts],
        "milestones": [dict(row._mapping) for row in milestones],
    }


def advice_version(session: Session, key: UUID) -> Content:
    """The advice word for word, with what it is on: the plan version and its answers, or the breach consideration."""
    row = session.execute(
        select(
            Advice.reference,
            Advice.title,
            Advice.purpose,
            Advice.breach_id,
            AdviceVersion.breach_view,
            AdviceVersion.decision_id,
            AdviceVersion.label,
            AdviceVersion.view,
            AdviceVersion.plan_version_id,
            AdviceVersion.milestone_id,
            AdviceVersion.proposed_due,
            AdviceVersion.classification,
            AdviceText.recommendation,
            AdviceText.reasons,
            AdviceText.proportionality,
            AdviceText.correction,
        )
        .join(Advice, Advice.id == AdviceVersion.advice_id)
        .join(AdviceText, AdviceText.advice_version_id == AdviceVersion.id)
        .where(AdviceVersion.id == key)
    ).one()
    content: Content = {
        "kind": "advice",
        "reference": row.reference,
        "label": row.label,
        "title": row.title,
        "purpose": row.purpose,
        "view": row.view,
        "classification": row.classification,
        "recommendation": row.recommendation,
        "reasons": row.reasons,
        "proportionality": row.proportionality,
        "correction": row.correction,
        "milestone": None,
        "proposed_due": row.proposed_due,
        "plan_version": None,
        "answers": [],
    }
    if row.milestone_id is not None:
        content["milestone"] = session.execute(
            select(Milestone.reference).where(Milestone.id == row.milestone_id)
        ).scalar_one()
    if row.plan_version_id is not None:
        content["plan_version"] = plan_version(session, row.plan_version_id)
        content["answers"] = requirement_answers(session, row.plan_version_id, key)
    if row.breach_id is not None:
        # Only here: what was decided on a plan before must read as it did.
        content["breach_view"] = row.breach_view
        content["breach"] = breach_contents.as_advised(session, row.breach_id, row.decision_id)
    return content


def answering_advice(session: Session, plan_version_id: UUID, advice_version_id: UUID | None = None) -> UUID | None:
    """The advice version whose own answers count for this version of a plan; None: those of the plan version do.

    That is the one named, where it has answers of its own; else the issued one that says whether the version meets the
    requirements. What is not corrected yet thus reads everywhere as the Panel has it.
    """
    own = select(AdviceAnswer.advice_version_id).where(AdviceAnswer.advice_version_id == advice_version_id)
    if advice_version_id is not None and session.execute(own.limit(1)).scalar() is not None:
        return advice_version_id
    return session.execute(
        select(AdviceVersion.id)
        .join(AdviceAnswer, AdviceAnswer.advice_version_id == AdviceVersion.id)
        .where(
            AdviceVersion.plan_version_id == plan_version_id,
            AdviceVersion.state == AdviceState.ISSUED,
            AdviceVersion.view.in_(SMKI_VIEWS),
        )
        .order_by(AdviceVersion.issued_on.desc(), AdviceVersion.reference.desc())
        .limit(1)
    ).scalar()


def requirement_answers(
    session: Session, plan_version_id: UUID, advice_version_id: UUID | None = None
) -> list[Content]:
    """Each answer with its reason, as ``answering_advice`` finds it."""
    answering = answering_advice(session, plan_version_id, advice_version_id)
    held: Any = RequirementReview if answering is None else AdviceAnswer
    of = held.plan_version_id == plan_version_id if answering is None else held.advice_version_id == answering
    rows = session.execute(
        select(Requirement.reference, held.answer, held.reason)
        .join(Requirement, Requirement.id == held.requirement_id)
        .where(of)
        .order_by(Requirement.reference)
    )
    return [dict(row._mapping) for row in rows]


def extract_version(session: Session, key: UUID) -> Content:
    """Every passage with its disposition, ground, necessity and summary; the participant's name where it is named."""
    row = session.execute(
        select(
            Extract.reference,
            Extract.title,
            Extract.audience,
            Organisation.name.label("participant"),
            ExtractVersion.number,
            ExtractVersion.classification,
            ExtractVersion.name_participant,
            ExtractVersion.plan_version_id,
            ExtractVersionText.comparison_answer,
            ExtractVersionText.correction,
        )
        .join(Extract, Extract.id == ExtractVersion.extract_id)
        .join(Case, Case.id == Extract.case_id)
        .join(Organisation, Organisation.id == Case.organisation_id)
        .join(ExtractVersionText, ExtractVersionText.extract_version_id == ExtractVersion.id)
        .where(ExtractVersion.id == key)
    ).one()
    passages = session.execute(
        select(
            Passage.number,
            Passage.kind,
            Passage.part,
            Passage.paragraph,
            Passage.due,
            Passage.disposition,
            Passage.ground,
            Passage.summarised,
            PassageText.text,
            PassageText.summary,
            PassageText.necessity,
        )
        .join(PassageText, PassageText.passage_id == Passage.id)
        .where(Passage.extract_version_id == key)
        .order_by(Passage.position)
    )
    source = session.execute(select(PlanVersion.reference).where(PlanVersion.id == row.plan_version_id)).scalar_one()
    return {
        "kind": "extract",
        "reference": row.reference,
        "number": row.number,
        "title": row.title,
        "audience": row.audience,
        "classification": row.classification,
        "name_participant": row.name_participant,
        "participant": row.participant if row.name_participant else None,
        "comparison_answer": row.comparison_answer,
        "correction": row.correction,
        "source": source,
        "passages": [dict(passage._mapping) for passage in passages],
    }


def plan(session: Session, key: UUID) -> Content:
    """The plan with every milestone as it stands, for a decision that it is done, or failing."""
    row = session.execute(select(Plan.reference, Plan.title, Plan.approved_version).where(Plan.id == key)).one()
    milestones = session.execute(
        select(
            Milestone.reference,
            Milestone.title,
            Milestone.baseline_due,
            Milestone.current_due,
            Milestone.state,
            Milestone.reported_on,
            Milestone.verified_on,
            MilestoneText.criterion,
        )
        .join(MilestoneText, MilestoneText.milestone_id == Milestone.id)
        .where(Milestone.plan_id == key)
        .order_by(Milestone.number)
    )
    return {
        "kind": "plan",
        "reference": row.reference,
        "title": row.title,
        "approved_version": row.approved_version,
        "milestones": [dict(milestone._mapping) for milestone in milestones],
    }


def document_version(session: Session, key: UUID) -> Content:
    """A version of a document of the set with its requirements, for the approval of a CPS (R08)."""
    row = session.execute(
        select(SetDocument.reference, SetDocument.title, DocumentVersion.label)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(DocumentVersion.id == key)
    ).one()
    clauses = session.execute(
        select(Requirement.reference, Requirement.title, Requirement.applies_to, RequirementText.text)
        .join(RequirementText, RequirementText.requirement_id == Requirement.id)
        .where(Requirement.document_version_id == key)
        .order_by(Requirement.position)
    )
    return {
        "kind": "document version",
        "reference": row.reference,
        "title": row.title,
        "label": row.label,
        "requirements": [dict(clause._mapping) for clause in clauses],
    }


def finding(session: Session, key: UUID) -> Content:
    """The finding as the assessor wrote it, the PMA's own class beside it, and the participant's response."""
    row = session.execute(
        select(
            Finding.reference,
            Finding.title,
            Finding.finding_class,
            Finding.pma_class,
            Finding.impact.label("impact_level"),
            Requirement.reference.label("requirement"),
            Finding.began_on,
            Finding.identified_on,
            Finding.ended_on,
            FindingText.statement,
            FindingText.impact,
            FindingText.root_cause,
            FindingText.response,
            FindingText.responded_on,
            FindingText.pma_class_reason,
        )
        .join(FindingText, FindingText.finding_id == Finding.id)
        .outerjoin(Requirement, Requirement.id == Finding.requirement_id)
        .where(Finding.id == key)
    ).one()
    return {"kind": "finding", **row._mapping}


_BY_KIND: dict[str, Callable[[Session, UUID], Content]] = {
    "advice": advice_version,
    "plan version": plan_version,
    "plan": plan,
    "extract": extract_version,
    "document version": document_version,
    "reliance": assurance.reliance,
    "assessment": assessment,
    "assessment order": assessment_order,
    "breach consideration": breach_contents.consideration,
    "finding": finding,
    "document review": document_set.review,
    "modification": document_set.modification,
    "support request": document_set.support_request,
    "charge": document_set.charge,
    "suspension": emergency.suspension,
    "notice": emergency.notice,
    "crl instruction": emergency.crl_instruction,
}
DECIDABLE = tuple(_BY_KIND)


def content_of(session: Session, kind: str | None, key: UUID | None) -> Content:
    """The content of a record a decision can be on; an item without a subject has none ({})."""
    if kind is None or key is None:
        return {}
    return _BY_KIND[kind](session, key)


def is_as_frozen(content: Content, frozen: str | None) -> bool:
    """Whether ``frozen`` is the fingerprint of this content, in any form that content of its kind was frozen in."""
    forms = (content, as_first_written(content)) if content.get("kind") == "assessment" else (content,)
    return any(fingerprint(form) == frozen for form in forms)


def content_beside(session: Session, kind: str | None, key: UUID | None, frozen: Content) -> Content:
    """What stands in the record now, in the form of the frozen copy it is compared with."""
    content = content_of(session, kind, key)
    return as_first_written(content) if kind == "assessment" and "findings" not in frozen else content
