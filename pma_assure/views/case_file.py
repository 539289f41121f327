"""The whole of a case in the order in which it is read: what the case-file paper is made of.

Selects columns, puts them in words, and leaves out sections that have nothing. Nothing is left out of a record that a
reader of the case would need: a text that is empty is not said.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import document_values
from pma_assure.records.assessments import Assessment, AssessmentText, Caveat, EvidenceRequest
from pma_assure.records.breaches import BreachFact, BreachFactor, BreachRepresentation
from pma_assure.records.cases import (
    BreachConsideration,
    BreachText,
    Case,
    CaseNote,
    CaseText,
    Finding,
    FindingText,
    PanelOutcome,
)
from pma_assure.records.corrective import Action, CorrectiveActionPlan, Submission
from pma_assure.records.document_set import Requirement
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.house import IrregularFact
from pma_assure.records.letters import Letter
from pma_assure.records.meetings import Decision, Meeting
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceVersion, CustodyEntry, Evidence
from pma_assure.records.people import Person
from pma_assure.records.plans import Extension, Milestone, Plan, PlanVersion
from pma_assure.records.reliance import RelianceDecision
from pma_assure.register.register import Register
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.wording import label
from pma_assure.values.assurance_papers import CaseFile, FileSection
from pma_assure.views import case_file_emergency, duties
from pma_assure.views.file_sections import entry, section, table
from pma_assure.views.in_words import as_words


def of(register: Register, reference: str, as_of: date) -> CaseFile:
    """Everything in the case as it stands on the day. Raises NotFound."""
    asked = reference.strip().upper()
    with register.reading() as session:
        row: Any = session.execute(
            select(
                Case.id,
                Case.reference,
                Case.title,
                Case.state,
                Case.classification,
                Case.opened_on,
                Case.closed_on,
                CaseText.summary,
                CaseText.proportionality,
                Organisation.name.label("organisation"),
                Organisation.category,
                Person.name.label("owner"),
            )
            .join(CaseText, CaseText.case_id == Case.id)
            .join(Organisation, Organisation.id == Case.organisation_id)
            .outerjoin(Person, Person.id == Case.owner_id)
            .where(Case.reference == asked)
        ).first()
        if row is None:
            raise NotFound(f"There is no case {reference.strip()[:40]!r} in this register.", field="reference")
        parts = (
            *(part(session, row.id) for part in _UP_TO_DECISIONS),
            case_file_emergency.part(session, row.id, as_of),
            *(part(session, row.id) for part in _FROM_PLANS),
        )
        sections = [one for one in parts if one is not None]
        head, entries = document_values.audit_head(session)
        owed = tuple(
            (
                duty.what,
                duty.who,
                "As soon as practicable" if duty.due is None else as_words(duty.due),
                f"{duty.rule}, paragraph {duty.paragraph}",
            )
            for duty in duties.of_session(session, as_of)
            if duty.case == asked
        )
        return CaseFile(
            reference=row.reference,
            title=row.title,
            state=label(row.state),
            classification=label(row.classification),
            organisation=row.organisation,
            category=label(row.category),
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            owner=row.owner or "",
            summary=row.summary,
            proportionality=row.proportionality,
            counts=tuple((each.title, _size(each)) for each in sections),
            owed=owed,
            sections=tuple(sections),
            as_of=as_of,
            audit_head=head,
            audit_entries=entries,
        )


def _size(section: FileSection) -> int:
    return len(section.entries) or sum(len(table.rows) for table in section.tables[:1])


def _assessments(session: Session, case: UUID) -> FileSection | None:
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
    caveats = session.execute(
        select(Caveat.reference, Caveat.words, Caveat.owner, Caveat.due, Caveat.met_on)
        .join(Assessment, Assessment.id == Caveat.assessment_id)
        .where(Assessment.case_id == case, Caveat.withdrawn_on.is_(None))
        .order_by(Caveat.reference)
    )
    requests = session.execute(
        select(
            EvidenceRequest.reference,
            EvidenceRequest.title,
            EvidenceRequest.kind,
            EvidenceRequest.state,
            EvidenceRequest.due,
        )
        .join(Assessment, Assessment.id == EvidenceRequest.assessment_id)
        .where(Assessment.case_id == case)
        .order_by(EvidenceRequest.reference)
    )
    return section(
        "Assessments",
        "assessments",
        entries=entries,
        tables=(
            table("Caveats", ("Reference", "Caveat", "Owner", "Due", "Met"), (20, 44, 14, 11, 11), caveats),
            table(
                "Evidence requests", ("Reference", "Asked for", "Kind", "Answer", "Due"), (20, 36, 16, 16, 12), requests
            ),
        ),
    )


def _findings(session: Session, case: UUID) -> FileSection | None:
    entries = []
    rows = session.execute(
        select(Finding, FindingText, Requirement.reference)
        .join(FindingText, FindingText.finding_id == Finding.id)
        .outerjoin(Requirement, Requirement.id == Finding.requirement_id)
        .where(Finding.case_id == case)
        .order_by(Finding.reference)
    )
    for row, text, requirement in rows:
        entries.append(
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
        )
    submissions = session.execute(
        select(Finding.reference, Submission.reported_on, Submission.result, Submission.decided_on, Submission.words)
        .join(Finding, Finding.id == Submission.finding_id)
        .where(Finding.case_id == case)
        .order_by(Finding.reference, Submission.number)
    )
    return section(
        "Findings",
        "findings",
        entries=tuple(entries),
        tables=(
            table(
                "Reported as put right",
                ("Finding", "Reported", "Result", "Decided", "In the participant's words"),
                (17, 12, 12, 12, 47),
                submissions,
            ),
        ),
    )


def _corrective(session: Session, case: UUID) -> FileSection | None:
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
        .order_by(Action.reference)
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


def _breaches(session: Session, case: UUID) -> FileSection | None:
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

    def of_breach(record: Any, *columns: Any) -> Any:
        return session.execute(
            select(BreachConsideration.reference, *columns)
            .join(BreachConsideration, BreachConsideration.id == record.breach_id)
            .where(BreachConsideration.case_id == case)
            .order_by(BreachConsideration.reference, record.number)
        )

    return section(
        "Breach considerations",
        "breaches",
        entries=entries,
        tables=(
            table(
                "Facts",
                ("Consideration", "No.", "Fact", "Occurred"),
                (18, 7, 60, 15),
                of_breach(BreachFact, BreachFact.number, BreachFact.words, BreachFact.occurred_on),
            ),
            table(
                "Factors",
                ("Consideration", "Factor", "Leans", "Why"),
                (18, 22, 20, 40),
                of_breach(BreachFactor, BreachFactor.name, BreachFactor.lean, BreachFactor.words),
            ),
            table(
                "Representations",
                ("Consideration", "Received", "In the participant's words", "Answer"),
                (18, 12, 36, 34),
                of_breach(
                    BreachRepresentation,
                    BreachRepresentation.received_on,
                    BreachRepresentation.words,
                    BreachRepresentation.answer,
                ),
            ),
        ),
    )


def _decided(session: Session, case: UUID) -> FileSection | None:
    """The PMA's decisions, the advice that rests on them, and what the Panel decided, as reported."""
    decisions = session.execute(
        select(Decision.reference, Decision.title, Meeting.reference, Decision.decided_on, Decision.result)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .where(Decision.case_id == case)
        .order_by(Decision.reference)
    )
    advice = session.execute(
        select(AdviceVersion.reference, Advice.title, AdviceVersion.state, AdviceVersion.issued_on)
        .join(Advice, Advice.id == AdviceVersion.advice_id)
        .where(Advice.case_id == case)
        .order_by(AdviceVersion.reference)
    )
    outcomes = session.execute(
        select(PanelOutcome.decided_on, PanelOutcome.kind, PanelOutcome.source, PanelOutcome.words)
        .where(PanelOutcome.case_id == case)
        .order_by(PanelOutcome.decided_on, PanelOutcome.reference)
    )
    return section(
        "Decisions, advice, and what the Panel decided",
        "decided",
        tables=(
            table(
                "Decisions of the PMA",
                ("Reference", "On", "Meeting", "Decided", "Result"),
                (16, 40, 16, 12, 16),
                decisions,
            ),
            table("Advice to the Panel", ("Reference", "Title", "State", "Issued"), (20, 48, 16, 16), advice),
            table(
                "The Panel, as reported", ("Decided", "What", "Reported in", "In its words"), (12, 24, 22, 42), outcomes
            ),
        ),
    )


def _plans(session: Session, case: UUID) -> FileSection | None:
    plans = session.execute(
        select(Plan.reference, Plan.title, Plan.state, Plan.required_on, Plan.submit_by)
        .where(Plan.case_id == case)
        .order_by(Plan.reference)
    )
    versions = session.execute(
        select(PlanVersion.reference, PlanVersion.title, PlanVersion.state, PlanVersion.submitted_on)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id == case)
        .order_by(PlanVersion.reference)
    )
    milestones = session.execute(
        select(
            Milestone.reference,
            Milestone.title,
            Milestone.owner,
            Milestone.baseline_due,
            Milestone.current_due,
            Milestone.state,
        )
        .join(Plan, Plan.id == Milestone.plan_id)
        .where(Plan.case_id == case)
        .order_by(Milestone.reference)
    )
    extensions = session.execute(
        select(Extension.reference, Extension.from_due, Extension.to_due, Extension.decided_on)
        .join(Milestone, Milestone.id == Extension.milestone_id)
        .join(Plan, Plan.id == Milestone.plan_id)
        .where(Plan.case_id == case)
        .order_by(Extension.reference)
    )
    return section(
        "Remediation Plans",
        "plans",
        tables=(
            table("", ("Reference", "Plan", "State", "Required", "Submit by"), (16, 42, 18, 12, 12), plans),
            table("Versions", ("Reference", "Title", "State", "Submitted"), (20, 50, 16, 14), versions),
            table(
                "Milestones",
                ("Reference", "Milestone", "Owner", "First due", "Due", "State"),
                (18, 34, 14, 11, 11, 12),
                milestones,
            ),
            table("Extensions", ("Reference", "From", "To", "Decided"), (28, 24, 24, 24), extensions),
        ),
    )


def _published(session: Session, case: UUID) -> FileSection | None:
    rows = session.execute(
        select(ExtractVersion.reference, Extract.title, ExtractVersion.state, ExtractVersion.released_on)
        .join(Extract, Extract.id == ExtractVersion.extract_id)
        .where(Extract.case_id == case)
        .order_by(ExtractVersion.reference)
    )
    made = table("", ("Reference", "Title", "State", "Released"), (20, 46, 20, 14), rows)
    return section("Extracts for SEC Parties", "extracts", tables=(made,))


def _reliance(session: Session, case: UUID) -> FileSection | None:
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


def _letters(session: Session, case: UUID) -> FileSection | None:
    rows = session.execute(
        select(Letter.reference, Letter.title, Letter.addressee, Letter.dated, Letter.sent_at, Letter.channel)
        .where(Letter.case_id == case)
        .order_by(Letter.reference)
    )
    heads = ("Reference", "Letter", "To", "Dated", "Sent", "How")
    return section("Letters", "letters", tables=(table("", heads, (15, 27, 18, 11, 17, 12), rows),))


def _notes(session: Session, case: UUID) -> FileSection | None:
    rows = session.execute(
        select(CaseNote.noted_on, Person.name, CaseNote.note)
        .join(Person, Person.id == CaseNote.noted_by_id)
        .where(CaseNote.case_id == case)
        .order_by(CaseNote.noted_on, CaseNote.id)
    )
    return section("Notes", "notes", tables=(table("", ("Day", "By", "Note"), (12, 18, 70), rows),))


def _irregular(session: Session, case: UUID) -> FileSection | None:
    rows = session.execute(
        select(
            IrregularFact.reference,
            IrregularFact.sentence,
            IrregularFact.rule,
            IrregularFact.noted_on,
            IrregularFact.settled_on,
            IrregularFact.settled_reason,
        )
        .where(IrregularFact.case_id == case)
        .order_by(IrregularFact.noted_on, IrregularFact.reference, IrregularFact.id)
    )
    heads = ("About", "What was irregular", "Rule", "Noted", "Settled", "How")
    return section("Irregular facts", "irregular", tables=(table("", heads, (16, 34, 7, 11, 11, 21), rows),))


def _evidence(session: Session, case: UUID) -> FileSection | None:
    rows = session.execute(
        select(
            Evidence.reference,
            Evidence.title,
            Evidence.source,
            Evidence.received_on,
            Evidence.classification,
            Evidence.state,
            Evidence.sha256,
        )
        .where(Evidence.case_id == case)
        .order_by(Evidence.reference)
    )
    custody = session.execute(
        select(Evidence.reference, CustodyEntry.at, CustodyEntry.person, CustodyEntry.what)
        .join(Evidence, Evidence.id == CustodyEntry.evidence_id)
        .where(Evidence.case_id == case)
        .order_by(Evidence.reference, CustodyEntry.at, CustodyEntry.id)
    )
    heads = ("Reference", "Item", "From", "Received", "Classification", "State", "SHA-256")
    return section(
        "Evidence",
        "evidence",
        tables=(
            table("", heads, (15, 20, 13, 9, 9, 7, 27), rows),
            table("Custody", ("Item", "When", "Who", "What"), (16, 24, 18, 42), custody),
        ),
    )


_Part = Callable[[Session, UUID], FileSection | None]
_UP_TO_DECISIONS: tuple[_Part, ...] = (_assessments, _findings, _corrective, _breaches, _decided)
_FROM_PLANS: tuple[_Part, ...] = (
    _plans,
    _published,
    _reliance,
    _letters,
    _irregular,
    _notes,
    _evidence,
)
