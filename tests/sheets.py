"""An invented assessment with a sheet of many clauses, put into a register that has a case."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from pma_assure.records.assessments import Assessment, AssessmentCriterion, AssessmentText, TeamMember
from pma_assure.records.cases import Case
from pma_assure.records.document_set import DocumentVersion, SetDocument
from pma_assure.records.house import Counter
from pma_assure.records.people import Person
from pma_assure.register.register import Register
from pma_assure.register.session import AuditContext
from pma_assure.rules.vocabulary import AssessmentKind, AssessmentState, DocumentType
from pma_assure.workflows.acting import Acting, act_as
from pma_assure.workflows.document_set import Clause
from pma_assure.workflows.every import DEEDS

REFERENCE = "ASMT-2026-0022"
KEEPER = "PERS-0001"
DAY = date(2026, 11, 23)
WHAT = (
    "Identity of the applicant is verified",
    "Two officers approve each request",
    "Keys are made in a hardware module",
    "Records of the ceremony are kept",
    "Revocation within one Working Day",
)


def acting(register: Register, day: date = DAY) -> Acting:
    return act_as(register, KEEPER, day=day)


def prepared(register: Register, clauses: int = 60, *, case: str = "CASE-2026-0001") -> str:
    """An assessment in progress with one criterion of so many clauses, the keeper in its team, its sheet prepared."""
    keeper = acting(register)
    given = tuple(
        Clause(
            clause=f"{1 + number // 10}.{1 + number % 10}",
            title=WHAT[number % len(WHAT)],
            text=f"The participant shall see to it that {WHAT[number % len(WHAT)].lower()}, and keep a record of it "
            f"for seven years (clause {number + 1} of {clauses}).",
        )
        for number in range(clauses)
    )
    DEEDS["document.add"].run(
        keeper, title="Registration desk procedures", short_name="RDP", document_type=DocumentType.RAPP
    )
    DEEDS["document.add_version"].run(keeper, document="RDP", version_label="1.0", requirements=given)
    context = AuditContext(
        deed="tests.force",
        person_id=None,
        person="A. Tester",
        capacity="tests",
        day=DAY,
        at=register.clock(),
    )
    with register.writing(context) as session:
        folder = session.scalars(select(Case).where(Case.reference == case)).one()
        assessment = Assessment(
            reference=REFERENCE,
            case_id=folder.id,
            organisation_id=folder.organisation_id,
            title="Routine assessment 2026",
            kind=AssessmentKind.ROUTINE,
            state=AssessmentState.IN_PROGRESS,
            state_on=date(2026, 11, 2),
        )
        session.add(assessment)
        held = session.scalars(select(Counter).where(Counter.prefix == "ASMT", Counter.year == 2026)).one_or_none()
        if held is None:
            session.add(Counter(prefix="ASMT", year=2026, last=22))
        else:
            held.last = 22
        session.flush()
        session.add(AssessmentText(assessment_id=assessment.id))
        version = session.scalars(
            select(DocumentVersion)
            .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
            .where(SetDocument.short_name == "RDP")
        ).one()
        assessment.policy_version_id = version.id
        session.add(AssessmentCriterion(assessment_id=assessment.id, document_version_id=version.id))
        person = session.scalars(select(Person).where(Person.reference == KEEPER)).one()
        session.add(
            TeamMember(assessment_id=assessment.id, person_id=person.id, initials="RS", first_day=date(2026, 11, 2))
        )
    DEEDS["fieldwork.prepare"].run(keeper, assessment=REFERENCE)
    return REFERENCE
