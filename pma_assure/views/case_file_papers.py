"""What a case file says of decisions and advice, Remediation Plans, extracts, letters, notes and evidence."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.cases import CaseNote, PanelOutcome
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.house import IrregularFact
from pma_assure.records.letters import Letter
from pma_assure.records.meetings import Decision, Meeting
from pma_assure.records.papers import Advice, AdviceVersion, CustodyEntry, Evidence
from pma_assure.records.people import Person
from pma_assure.records.plans import Extension, Milestone, Plan, PlanVersion
from pma_assure.values.assurance_papers import FileSection
from pma_assure.views.case_file_pieces import section, table


def decided(session: Session, case: UUID) -> FileSection | None:
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


def plans(session: Session, case: UUID) -> FileSection | None:
    plans = session.execute(
        select(Plan.reference, Plan.title, Plan.state, Plan.required_on, Plan.submit_by)
        .where(Plan.case_id == case)
        .order_by(Plan.reference)
    )
    versions = session.execute(
        select(PlanVersion.reference, PlanVersion.title, PlanVersion.state, PlanVersion.submitted_on)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id == case)
        .order_by(Plan.reference, PlanVersion.number)
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
        .order_by(Plan.reference, Milestone.number)
    )
    extensions = session.execute(
        select(Extension.reference, Extension.from_due, Extension.to_due, Extension.decided_on)
        .join(Milestone, Milestone.id == Extension.milestone_id)
        .join(Plan, Plan.id == Milestone.plan_id)
        .where(Plan.case_id == case)
        .order_by(Plan.reference, Milestone.number, Extension.number)
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


def published(session: Session, case: UUID) -> FileSection | None:
    rows = session.execute(
        select(ExtractVersion.reference, Extract.title, ExtractVersion.state, ExtractVersion.released_on)
        .join(Extract, Extract.id == ExtractVersion.extract_id)
        .where(Extract.case_id == case)
        .order_by(ExtractVersion.reference)
    )
    heads = ("Reference", "Title", "State", "Released")
    return section("Extracts for SEC Parties", "extracts", tables=(table("", heads, (20, 46, 20, 14), rows),))


def letters(session: Session, case: UUID) -> FileSection | None:
    rows = session.execute(
        select(Letter.reference, Letter.title, Letter.addressee, Letter.dated, Letter.sent_at, Letter.channel)
        .where(Letter.case_id == case)
        .order_by(Letter.reference)
    )
    heads = ("Reference", "Letter", "To", "Dated", "Sent", "How")
    return section("Letters", "letters", tables=(table("", heads, (15, 27, 18, 11, 17, 12), rows),))


def irregular(session: Session, case: UUID) -> FileSection | None:
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


def notes(session: Session, case: UUID) -> FileSection | None:
    rows = session.execute(
        select(CaseNote.noted_on, Person.name, CaseNote.note)
        .join(Person, Person.id == CaseNote.noted_by_id)
        .where(CaseNote.case_id == case)
        .order_by(CaseNote.noted_on, CaseNote.id)
    )
    return section("Notes", "notes", tables=(table("", ("Day", "By", "Note"), (12, 18, 70), rows),))


def evidence(session: Session, case: UUID) -> FileSection | None:
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
