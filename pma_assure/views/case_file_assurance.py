"""What a case file says of assessments, findings, what puts them right, breach considerations and reliance."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment, AssessmentText, Caveat, EvidenceRequest
from pma_assure.records.breaches import BreachFact, BreachFactor, BreachRepresentation
from pma_assure.records.cases import BreachConsideration, BreachText, Finding, FindingText
from pma_assure.records.corrective import Action, CorrectiveActionPlan, Submission
from pma_assure.records.document_set import Requirement
from pma_assure.records.reliance import RelianceDecision
from pma_assure.values.assurance_papers import FileSection, FileTable
from pma_assure.views.case_file_pieces import entry, section, table


def assessments(session: Session, case: UUID) -> FileSection | None:
    entries = tuple(
        entry(
            row.reference,
            row.title,
            {
                "Kind": row.kind,
                "State": row.state,
                "Planned": row.planned_from,
                "Notified": row.notified_on,
                "Recommended by the assessor": row.recommended_status,
                "Opinion of the assessor": row.opinion,
                "Status set by the PMA": row.set_status,
                "Concluded": row.concluded_on,
                "Response": row.responded_on,
            },
            {
                "Reason": text.reason,
                "Frequency and scope": text.rationale,
                "Proportionality": text.proportionality,
                "What could not be done": text.scope_limitation,
                "Fact check": text.fact_check,
                "The participant's response": text.response,
                "Conclusion": text.conclusion,
                "Reason for the state": text.state_reason,
            },
        )
        for row, text in session.execute(
            select(Assessment, AssessmentText)
            .join(AssessmentText, AssessmentText.assessment_id == Assessment.id)
            .where(Assessment.case_id == case)
            .order_by(Assessment.reference)
        )
    )
    return section(
        "Assessments", "assessments", entries=entries, tables=(_caveats(session, case), _requests(session, case))
    )


def _caveats(session: Session, case: UUID) -> FileTable:
    rows = session.execute(
        select(Caveat.reference, Caveat.words, Caveat.owner, Caveat.due, Caveat.met_on)
        .join(Assessment, Assessment.id == Caveat.assessment_id)
        .where(Assessment.case_id == case, Caveat.withdrawn_on.is_(None))
        .order_by(Assessment.reference, Caveat.number)
    )
    return table("Caveats", ("Reference", "Caveat", "Owner", "Due", "Met"), (20, 44, 14, 11, 11), rows)


def _requests(session: Session, case: UUID) -> FileTable:
    rows = session.execute(
        select(
            EvidenceRequest.reference,
            EvidenceRequest.title,
            EvidenceRequest.kind,
            EvidenceRequest.state,
            EvidenceRequest.due,
        )
        .join(Assessment, Assessment.id == EvidenceRequest.assessment_id)
        .where(Assessment.case_id == case)
        .order_by(Assessment.reference, EvidenceRequest.number)
    )
    heads = ("Reference", "Asked for", "Kind", "Answer", "Due")
    return table("Evidence requests", heads, (20, 36, 16, 16, 12), rows)


def findings(session: Session, case: UUID) -> FileSection | None:
    entries = tuple(
        entry(
            row.reference,
            row.title,
            {
                "Class of the assessor": row.finding_class,
                "Class of the PMA": row.pma_class,
                "State": row.state,
                "Requirement": requirement,
                "Source": row.source,
                "Began": row.began_on,
                "Identified": row.identified_on,
                "Ended": row.ended_on,
                "Response received": text.responded_on,
                "First due": row.baseline_due,
                "Due": row.current_due,
                "Risk accepted until": row.risk_until,
                "Closed": row.closed_on,
                "Old reference": row.old_reference,
            },
            {
                "What was found": text.statement,
                "Impact": text.impact,
                "Root cause": text.root_cause,
                "The participant's response": text.response,
                "Reason for the PMA's class": text.pma_class_reason,
                "Reason for the state": text.state_reason,
            },
        )
        for row, text, requirement in session.execute(
            select(Finding, FindingText, Requirement.reference)
            .join(FindingText, FindingText.finding_id == Finding.id)
            .outerjoin(Requirement, Requirement.id == Finding.requirement_id)
            .where(Finding.case_id == case)
            .order_by(Finding.reference)
        )
    )
    return section("Findings", "findings", entries=entries, tables=(_submissions(session, case),))


def _submissions(session: Session, case: UUID) -> FileTable:
    rows = session.execute(
        select(Finding.reference, Submission.reported_on, Submission.result, Submission.decided_on, Submission.words)
        .join(Finding, Finding.id == Submission.finding_id)
        .where(Finding.case_id == case)
        .order_by(Finding.reference, Submission.number)
    )
    heads = ("Finding", "Reported", "Result", "Decided", "In the participant's words")
    return table("Reported as put right", heads, (17, 12, 12, 12, 47), rows)


def corrective(session: Session, case: UUID) -> FileSection | None:
    plans = session.execute(
        select(
            CorrectiveActionPlan.reference,
            CorrectiveActionPlan.title,
            CorrectiveActionPlan.state,
            CorrectiveActionPlan.submitted_on,
            CorrectiveActionPlan.accepted_on,
        )
        .where(CorrectiveActionPlan.case_id == case)
        .order_by(CorrectiveActionPlan.reference)
    )
    actions = session.execute(
        select(Action.reference, Action.title, Action.kind, Action.owner, Action.due, Action.state, Action.criterion)
        .join(CorrectiveActionPlan, CorrectiveActionPlan.id == Action.cap_id)
        .where(CorrectiveActionPlan.case_id == case)
        .order_by(CorrectiveActionPlan.reference, Action.number)
    )
    return section(
        "Corrective Action Plans",
        "corrective",
        tables=(
            table("", ("Reference", "Plan", "State", "Submitted", "Accepted"), (17, 41, 16, 13, 13), plans),
            table(
                "Actions",
                ("Reference", "Action", "Kind", "Owner", "Due", "State", "Criterion"),
                (17, 22, 9, 13, 10, 11, 18),
                actions,
            ),
        ),
    )


def breaches(session: Session, case: UUID) -> FileSection | None:
    entries = tuple(
        entry(
            row.reference,
            row.title,
            {
                "Set off by": row.trigger,
                "State": row.state,
                "Opened": row.opened_on,
                "The PMA's view": row.view,
                "Considered": row.considered_on,
                "Representations by": row.represent_by,
            },
            {
                "What is alleged": text.allegation,
                "Reasons": text.reasons,
                "Proportionality": text.proportionality,
                "Why no representations were sought": text.why_no_representations,
                "Where earlier papers are kept": text.source,
                "Reason for the state": text.state_reason,
            },
        )
        for row, text in session.execute(
            select(BreachConsideration, BreachText)
            .join(BreachText, BreachText.breach_id == BreachConsideration.id)
            .where(BreachConsideration.case_id == case)
            .order_by(BreachConsideration.reference)
        )
    )
    return section("Breach considerations", "breaches", entries=entries, tables=_of_breaches(session, case))


def _of_breaches(session: Session, case: UUID) -> tuple[FileTable, ...]:
    """Facts, factors and representations, each with the consideration they belong to."""

    def of(record: Any, *columns: Any) -> Any:
        return session.execute(
            select(BreachConsideration.reference, *columns)
            .join(BreachConsideration, BreachConsideration.id == record.breach_id)
            .where(BreachConsideration.case_id == case)
            .order_by(BreachConsideration.reference, record.number)
        )

    heard = BreachRepresentation
    return (
        table(
            "Facts",
            ("Consideration", "No.", "Fact", "Occurred"),
            (18, 7, 60, 15),
            of(BreachFact, BreachFact.number, BreachFact.words, BreachFact.occurred_on),
        ),
        table(
            "Factors",
            ("Consideration", "Factor", "Leans", "Why"),
            (18, 22, 20, 40),
            of(BreachFactor, BreachFactor.name, BreachFactor.lean, BreachFactor.words),
        ),
        table(
            "Representations",
            ("Consideration", "Received", "In the participant's words", "Answer"),
            (18, 12, 36, 34),
            of(heard, heard.received_on, heard.words, heard.answer),
        ),
    )


def reliance(session: Session, case: UUID) -> FileSection | None:
    rows = session.execute(
        select(
            RelianceDecision.reference,
            RelianceDecision.title,
            RelianceDecision.certificate,
            RelianceDecision.valid_from,
            RelianceDecision.valid_to,
            RelianceDecision.decided_on,
            RelianceDecision.invalid_from,
        )
        .where(RelianceDecision.case_id == case)
        .order_by(RelianceDecision.reference)
    )
    heads = ("Reference", "Activity", "Certificate", "From", "Until", "Decided", "Invalid from")
    return section(
        "Reliance on other activity", "reliance", tables=(table("", heads, (16, 24, 18, 10, 10, 11, 11), rows),)
    )
