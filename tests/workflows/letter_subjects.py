"""Records that letters are about, as other deeds leave them: an assessment with request and report, a breach, a return.

``ABOUT`` says for each kind of letter the reference of what it is about; ``prepare`` makes all of it in one office.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from pma_assure.records.assessments import (
    Assessment,
    AssessmentCriterion,
    AssessmentReport,
    AssessmentText,
    AssuranceScheme,
    EvidenceRequest,
    EvidenceRequestText,
    ScopeItem,
    TeamMember,
)
from pma_assure.records.breaches import BreachFact, BreachFinding, BreachRequirement
from pma_assure.records.cases import BreachConsideration, BreachText, Case, Finding, FindingText
from pma_assure.records.document_set import Requirement
from pma_assure.records.house import Counter
from pma_assure.records.organisations import Organisation, OrganisationContact
from pma_assure.records.people import Person
from pma_assure.register.session import RegisterSession
from pma_assure.rules.vocabulary import (
    AssessmentKind,
    AssessmentState,
    AssuranceStatus,
    BreachState,
    BreachTrigger,
    ContactRole,
    Environment,
    EvidenceRequestKind,
    EvidenceRequestState,
    FindingClass,
    FindingState,
    LetterKind,
    OpinionKind,
    ReportKind,
    ScopeCoverage,
    ServicePart,
)
from tests.workflows.desk import KEEPER, PARTICIPANT, Office

CLAUSE = "REQ-RAPP-2.1-5.2"
OFFICER = "Ms Llŷr ap Gwynfor"
ASSESSOR = "Tarn & Holt Assurance"
FACTS = ((date(2026, 3, 3), "One officer signed for both cards."), (None, "No second officer was on the roster."))
ALLEGATION = "From March to April one officer held both cards of the key ceremony."


def counted(session: RegisterSession, prefix: str, year: int, number: int) -> None:
    """As if the register had allotted the number."""
    held = session.scalars(select(Counter).where(Counter.prefix == prefix, Counter.year == year)).one_or_none()
    if held is None:
        session.add(Counter(prefix=prefix, year=year, last=number))
    else:
        held.last = max(held.last, number)


def add_officer(office: Office, organisation: str = PARTICIPANT, name: str = OFFICER) -> UUID:
    about = office.row(Organisation, name=organisation).id
    made: list[UUID] = []

    def enter(session: RegisterSession) -> None:
        contact = OrganisationContact(
            organisation_id=about, role=ContactRole.RESPONSIBLE_OFFICER, name=name, email="officer@example.org"
        )
        session.add(contact)
        made.append(contact.id)

    office.writing(enter)
    return made[0]


def add_assessment(
    office: Office, case: str, number: int = 1, state: AssessmentState = AssessmentState.PLANNED, **more: object
) -> str:
    """An assessment with criteria, scope, team, assessor and scheme."""
    folder = office.row(Case, reference=case)
    version = office.row(Requirement, reference=CLAUSE).document_version_id
    keeper = office.row(Person, name=KEEPER).id
    reference = f"ASMT-2026-{number:04d}"
    assessor = {row.name: row for row in office.rows(Organisation)}.get("Corvane Consulting")
    assert assessor is not None

    def enter(session: RegisterSession) -> None:
        scheme = AssuranceScheme(
            reference=f"SCHM-{number:04d}", name=f"SMKI Assurance Scheme {number}", recognised_by="UK Government"
        )
        session.add(scheme)
        counted(session, "SCHM", 0, number)
        counted(session, "ASMT", 2026, number)
        session.flush()
        found = Assessment(
            reference=reference,
            case_id=folder.id,
            organisation_id=folder.organisation_id,
            title="Routine assessment 2026",
            kind=AssessmentKind.ROUTINE,
            state=state,
            state_on=date(2026, 11, 2),
            planned_from=date(2027, 1, 11),
            planned_to=date(2027, 1, 22),
            period_from=date(2025, 12, 1),
            period_to=date(2026, 11, 30),
            assessor_id=assessor.id,
            scheme_id=scheme.id,
            policy_version_id=version,
            **more,
        )
        session.add(found)
        session.flush()
        session.add(AssessmentText(assessment_id=found.id))
        session.add(AssessmentCriterion(assessment_id=found.id, document_version_id=version))
        session.add(TeamMember(assessment_id=found.id, person_id=keeper, initials="RS", first_day=date(2026, 11, 2)))
        session.add(
            ScopeItem(
                reference=f"{reference}/S1",
                assessment_id=found.id,
                number=1,
                component="Registration desk",
                part=ServicePart.REGISTRATION,
                environment=Environment.LIVE,
                coverage=ScopeCoverage.OPEN,
            )
        )

    office.writing(enter)
    return reference


def add_request(office: Office, assessment: str, due: date | None = date(2026, 12, 7)) -> str:
    of = office.row(Assessment, reference=assessment)
    contractor = office.row(Organisation, name="Coldharbour Key Services").id
    clause = office.row(Requirement, reference=CLAUSE).id
    number = 1 + len(office.rows(EvidenceRequest, assessment_id=of.id))
    reference = f"{assessment}/R{number}"

    def enter(session: RegisterSession) -> None:
        request = EvidenceRequest(
            reference=reference,
            assessment_id=of.id,
            number=number,
            title="Logs of the key ceremonies",
            kind=EvidenceRequestKind.DATA,
            state=EvidenceRequestState.ISSUED,
            contractor_id=contractor,
            requirement_id=clause,
            issued_on=date(2026, 11, 20),
            due=due,
        )
        session.add(request)
        session.flush()
        session.add(
            EvidenceRequestText(
                evidence_request_id=request.id,
                what="The log of each key ceremony since 1 March 2026.\n\n- who was present\n- which cards were used",
                format="As text, one file for each ceremony.",
            )
        )

    office.writing(enter)
    return reference


def add_report(office: Office, assessment: str, kind: ReportKind = ReportKind.FINAL) -> None:
    of = office.row(Assessment, reference=assessment)

    def enter(session: RegisterSession) -> None:
        session.add(
            AssessmentReport(
                reference=f"{assessment}/P1",
                assessment_id=of.id,
                number=1,
                kind=kind,
                dated=date(2026, 11, 16),
                received_on=date(2026, 11, 18),
                recommended_status=AssuranceStatus.APPROVED_WITH_CAVEATS,
                opinion=OpinionKind.QUALIFIED,
                words="The desk works as it should, but for the key ceremony.",
            )
        )

    office.writing(enter)


def add_finding(
    office: Office, case: str, assessment: str, state: FindingState = FindingState.OPEN, number: int = 71
) -> str:
    reference = f"FIND-2026-{number:04d}"
    folder, of = office.row(Case, reference=case), office.row(Assessment, reference=assessment)
    clause = office.row(Requirement, reference=CLAUSE).id

    def enter(session: RegisterSession) -> None:
        found = Finding(
            reference=reference,
            case_id=folder.id,
            requirement_id=clause,
            title="One officer alone holds both cards",
            finding_class=FindingClass.MAJOR,
            pma_class=FindingClass.MINOR,
            state=state,
            source="Report",
            identified_on=date(2026, 11, 10),
            assessment_id=of.id,
            closed_on=date(2026, 11, 20) if state == FindingState.CLOSED else None,
        )
        session.add(found)
        counted(session, "FIND", 2026, number)
        session.flush()
        session.add(FindingText(finding_id=found.id, statement="One officer held both cards."))

    office.writing(enter)
    return reference


def add_breach(office: Office, case: str, finding: str, represent_by: date | None = date(2026, 12, 10)) -> str:
    folder, raised = office.row(Case, reference=case), office.row(Finding, reference=finding)
    clause = office.row(Requirement, reference=CLAUSE).id
    reference = "BRCH-2026-0071"

    def enter(session: RegisterSession) -> None:
        found = BreachConsideration(
            reference=reference,
            case_id=folder.id,
            title="Key ceremony by one officer",
            trigger=BreachTrigger.ASSESSMENT,
            state=BreachState.GATHERING_FACTS,
            opened_on=date(2026, 11, 12),
            represent_by=represent_by,
        )
        session.add(found)
        counted(session, "BRCH", 2026, 71)
        session.flush()
        session.add(BreachText(breach_id=found.id, allegation=ALLEGATION))
        session.add(BreachRequirement(breach_id=found.id, requirement_id=clause))
        session.add(BreachFinding(breach_id=found.id, finding_id=raised.id))
        for number, (on, said) in enumerate(
            ((date(2026, 3, 3), "One officer signed for both cards."), (None, "No second officer was on the roster.")),
            1,
        ):
            session.add(
                BreachFact(
                    reference=f"{reference}/F{number}", breach_id=found.id, number=number, occurred_on=on, words=said
                )
            )

    office.writing(enter)
    return reference


def prepare(office: Office, notes: dict[str, str]) -> dict[LetterKind, str]:
    """Something for each kind of letter, in an office at the stage "approved" (``notes`` of it)."""
    case = notes["case"]
    planned = add_assessment(office, case)
    reported = add_assessment(office, case, 2, AssessmentState.UNDER_REVIEW, response_due=date(2026, 12, 14))
    add_report(office, reported)
    finding = add_finding(office, case, reported)
    closed = add_finding(office, case, reported, FindingState.CLOSED, 72)
    extract = office.extract(notes["plan"])
    return {
        LetterKind.NOTIFICATION: planned,
        LetterKind.EVIDENCE_REQUEST: add_request(office, reported),
        LetterKind.REPORT: reported,
        LetterKind.REPRESENTATIONS: add_breach(office, case, finding),
        LetterKind.PLAN_RETURN: return_plan(office),
        LetterKind.EXTRACT_CONSULTATION: extract,
        LetterKind.CLOSURE: closed,
    }


def return_plan(office: Office) -> str:
    """A second plan, which the Panel returned."""
    case = office.case(title="Logs that nobody reads")
    plan = office.plan(case)
    office.version(plan)
    office.do("plan.submit", plan=plan, version=1, submitted_on=date(2026, 6, 29))
    office.answer(plan, 1)
    office.issued(plan, date(2026, 7, 21))
    office.do(
        "plan.record_return",
        plan=plan,
        decided_on=date(2026, 11, 17),
        source="Panel minutes 66, item 4",
        words_given="The plan says nothing of the logs. The Panel wishes to see who reads them, and how often.",
        resubmit_by=date(2026, 12, 18),
    )
    return plan
