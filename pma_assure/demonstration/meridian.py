"""The service before it goes live: assessed on the test services first, then approved with two caveats (R51, R52)."""

from __future__ import annotations

from datetime import date

from pma_assure.demonstration import evidence_files as files
from pma_assure.demonstration.office import KEEPER, Conduct, Office, named
from pma_assure.demonstration.policies import CPS_VERSION
from pma_assure.demonstration.roster import MERIDIAN_REP
from pma_assure.demonstration.timetable import Story
from pma_assure.rules.vocabulary import (
    AssessmentKind,
    AssuranceStatus,
    ContactRole,
    Environment,
    OpinionKind,
    ReportKind,
    ServicePart,
)
from pma_assure.workflows import (
    assessment_arrivals,
    assessment_conclusion,
    assessment_notice,
    assessment_plans,
    assessment_reports,
    assessment_scope,
    assessments,
    assessors,
    cases,
    caveats,
    contacts,
    people,
    schemes,
)
from pma_assure.workflows.assessment_arrivals import ReportScopeGiven
from pma_assure.workflows.assessment_scope import CriterionGiven
from pma_assure.workflows.parameters import FileGiven

OPERATOR = "Meridian Data Communications"
ASSESSORS = "Tarn & Holt Assurance"
SCHEME = "scheme"
SECOND_ASSESSOR = "Priya Venkatesan"
COMPONENTS = (
    ("SMKI service on the new platform", ServicePart.SMKI_SERVICE),
    ("SMKI Repository on the new platform", ServicePart.REPOSITORY),
    ("Registration desk", ServicePart.REGISTRATION),
)
CAVEATS = (
    (
        "The script of the key ceremony is not under change control: two versions of it were in the signing room, and"
        " neither bore a date.",
        "Meridian Data Communications, Head of PKI",
        (2026, 9, 30),
    ),
    (
        "Monitoring of the live Repository was shown for nine days only; thirty days without a gap are to be shown.",
        "Meridian Data Communications, Service Operations",
        (2026, 12, 18),
    ),
)


def stories(office: Office) -> list[Story]:
    """The scheme with its assessors, the assessment, and what became of the caveats."""
    return [_assessors(office), _assessment(office), _caveats(office)]


def _assessors(office: Office) -> Story:
    """Who may assess, under which scheme, and whom participants name as responsible."""
    work, day = office.timetable.at_work, office.timetable.day
    yield work(2025, 12, 3)
    scheme = named(
        schemes.add(
            office.keeper,
            name="Trust Services Assurance Scheme",
            recognised_by="the supervisory body for electronic trust services, list no. 4",
            contract_from=day(2025, 10, 1),
            contract_to=day(2027, 9, 30),
        )
    )
    office.made[SCHEME] = scheme
    schemes.admit(
        office.keeper,
        assessor=ASSESSORS,
        scheme=scheme,
        first_day=day(2025, 10, 1),
        last_day=day(2027, 9, 30),
        independence_declared_on=day(2025, 10, 6),
        independence="Tarn & Holt holds no interest in a SEC Party, supplies none of them, and rotates its lead"
        " assessors every five years. One partner holds a pension with a former employer, Corvane Consulting.",
    )
    people.add(
        office.keeper,
        name=SECOND_ASSESSOR,
        employer=ASSESSORS,
        post="Assessor",
        first_day=day(2024, 9, 2),
    )
    for organisation, name, role, email in (
        (OPERATOR, "Head of PKI Governance", ContactRole.RESPONSIBLE_OFFICER, "pki@meridian.example"),
        ("Larkfield Energy Co-op", "Bethan Rowe", ContactRole.RESPONSIBLE_OFFICER, "b.rowe@larkfield.example"),
        ("Wren Valley Power", "Dougal Imrie", ContactRole.RESPONSIBLE_OFFICER, "d.imrie@wrenvalley.example"),
        ("Kestrel Gas Transport", "Security duty desk", ContactRole.OUT_OF_HOURS, "duty@kestrel.example"),
    ):
        contacts.add_contact(office.keeper, organisation=organisation, role=role, name=name, email=email)


def _assessment(office: Office) -> Story:
    work, day, tell = office.timetable.at_work, office.timetable.day, office.timetable.tell
    yield work(2025, 12, 15)
    case = named(
        cases.open_case(
            office.keeper,
            title="Meridian: the new platform before live operation",
            organisation=OPERATOR,
            summary=tell(
                "The operator moves the SMKI service to a new platform in summer. Before it issues live certificates"
                " from there, the platform is assessed."
            ),
            proportionality="The one service on which every participant relies; its size asks for the whole scope.",
        )
    )
    assessment = named(
        assessments.propose(
            office.keeper,
            case=case,
            title="Pre-operational assessment of the new platform",
            kind=AssessmentKind.PRE_OPERATIONAL,
            assessor=ASSESSORS,
            scheme=office.made[SCHEME],
            planned_from=day(2026, 2, 9),
            planned_to=day(2026, 3, 6),
            point_in_time=day(2026, 2, 9),
        )
    )
    office.made["meridian case"], office.made["meridian assessment"] = case, assessment
    yield work(2026, 2, 3)
    yield from _planned(office, assessment)
    yield work(2026, 3, 12)
    _report_on_test(office, assessment)
    yield work(2026, 5, 28)
    _report_on_live(office, assessment)
    yield work(2026, 6, 11)
    assessment_reports.record_response(
        office.keeper,
        assessment=assessment,
        responded_on=office.day,
        words_given="We accept the report and both caveats. The script goes into the change system in September.",
    )
    assessment_conclusion.propose_conclusion(
        office.keeper,
        assessment=assessment,
        conclusion="The live services on the new platform comply with both Certificate Policies and the CPS, but for"
        " two caveats; neither touches a certificate that is issued.",
        status=AssuranceStatus.APPROVED_WITH_CAVEATS,
    )
    july = work(2026, 7, 14)
    yield office.paper_day(july)
    item = office.put(
        july,
        Conduct(
            against=("H. Boyd",),
            excused=((MERIDIAN_REP, "Works for the operator that is assessed; the Chair ruled that the seat leaves."),),
            dissent="H. Boyd would have waited until thirty days of monitoring are shown.",
            minutes=30,
        ),
        title="Meridian: conclusion of the pre-operational assessment",
        subject=assessment,
        motion="That the PMA conclude as drafted, and set the status “approved with caveats”.",
        reasons="The report covers the whole live scope. Each caveat has an owner and a date.",
    )
    yield work(2026, 7, 15)
    assessment_conclusion.conclude(office.keeper, assessment=assessment, decision=item.decision)


def _planned(office: Office, assessment: str) -> Story:
    work, day = office.timetable.at_work, office.timetable.day
    for component, part in COMPONENTS:
        assessment_scope.add_scope_item(
            office.keeper,
            assessment=assessment,
            component=component,
            part=part,
            environment=Environment.LIVE,
            operated_by=OPERATOR,
        )
    assessment_scope.set_criteria(
        office.keeper,
        assessment=assessment,
        criteria=tuple(
            CriterionGiven(document=document, version_label=version)
            for document, version in (("OCP", "1.4"), ("DCP", "1.2"), ("CPS", CPS_VERSION))
        ),
    )
    assessment_plans.plan(
        office.keeper,
        assessment=assessment,
        policy_clause="3.1",
        rationale="The platform is assessed as a whole before live certificates are issued from it; later is too late.",
    )
    assessors.join_team(office.keeper, assessment=assessment, person="M. Okafor", initials="MO")
    assessors.join_team(office.keeper, assessment=assessment, person=SECOND_ASSESSOR, initials="PV")
    assessment_notice.notify(office.keeper, assessment=assessment, notified_on=office.day)
    yield work(2026, 2, 9)
    assessment_notice.begin(office.keeper, assessment=assessment, begun_on=office.day, report_due=day(2026, 3, 13))


def _scope(environment: Environment, number: int) -> tuple[ReportScopeGiven, ...]:
    return tuple(
        ReportScopeGiven(component=component, part=part, environment=environment)
        for component, part in COMPONENTS[:number]
    )


def _report_on_test(office: Office, assessment: str) -> None:
    """It speaks of the test services: kept, but it cannot be the final report."""
    work = office.timetable.at_work
    report = named(
        assessment_arrivals.record_report(
            office.assessor,
            assessment=assessment,
            kind=ReportKind.FINAL,
            dated=work(2026, 3, 11),
            received_on=office.day,
            scope=_scope(Environment.TEST, 2),
            file=_report_file("report-test-platform.txt", work(2026, 3, 11), "test"),
            words_given="On the test platform we found nothing to report.",
            recommended_status=AssuranceStatus.APPROVED,
            opinion=OpinionKind.UNQUALIFIED,
        )
    )
    assessment_reports.receive_draft(office.keeper, assessment=assessment, report=report)
    assessment_reports.return_draft(
        office.keeper,
        assessment=assessment,
        reason="It speaks of the test services. What is to be assessed are the live ones, with the registration desk.",
    )


def _report_on_live(office: Office, assessment: str) -> None:
    work, day = office.timetable.at_work, office.timetable.day
    arrived = assessment_arrivals.record_report(
        office.assessor,
        assessment=assessment,
        kind=ReportKind.FINAL,
        dated=work(2026, 5, 27),
        received_on=office.day,
        scope=_scope(Environment.LIVE, 3),
        file=_report_file("report-live-platform.txt", work(2026, 5, 27), "live"),
        words_given="In our opinion the live services comply, except for the key-ceremony script and the monitoring of"
        " the Repository. We recommend approval with those two caveats.",
        recommended_status=AssuranceStatus.APPROVED_WITH_CAVEATS,
        opinion=OpinionKind.QUALIFIED,
    )
    assessment_reports.receive_draft(office.keeper, assessment=assessment, report=named(arrived))
    assessment_reports.log_fact_check(
        office.keeper,
        assessment=assessment,
        fact_check="The operator corrected the name of one hall on page 7; the assessor changed it.",
        checked_on=office.day,
    )
    assessment_reports.take_final(office.keeper, assessment=assessment, response_due=day(2026, 6, 25))
    assessment_reports.review(office.keeper, assessment=assessment)
    for words_given, owner, due in CAVEATS:
        caveats.add(office.keeper, assessment=assessment, words_given=words_given, owner=owner, due=day(*due))


def _report_file(name: str, dated: date, platform: str) -> FileGiven:
    return files.letter(
        name,
        "Tarn & Holt Assurance",
        dated,
        f"Report on the {platform} services of the new platform",
        f"We examined the {platform} services from the signing room to the Repository, read 214 records and watched one"
        " key ceremony from its beginning to its end.",
        "Our tests, samples and the names of those we spoke to are in the annex.",
    )


def _caveats(office: Office) -> Story:
    """Live certificates are issued; the first caveat is met with evidence, the second stays open."""
    work = office.timetable.at_work
    assessment = "meridian assessment"
    yield work(2026, 8, 5)
    assessment_conclusion.record_live_certificates(
        office.keeper, assessment=office.made[assessment], live_certificates_on=work(2026, 8, 3)
    )
    yield work(2026, 9, 25)
    caveat = f"{office.made[assessment]}/C1"
    script = office.take_in(
        office.made["meridian case"],
        "Change record of the key-ceremony script",
        OPERATOR,
        work(2026, 9, 24),
        files.table(
            "change-record.csv",
            "change,script version,approved by,day",
            (f"CHG-20418,1.0,Head of PKI,{work(2026, 9, 21)}", f"CHG-20466,1.1,Head of PKI,{work(2026, 9, 23)}"),
        ),
    )
    caveats.meet(
        office.assessor,
        caveat=caveat,
        met_on=office.day,
        evidence=(script,),
        note=f"One script, version 1.1, dated and in the change system; shown to the assessor and told to {KEEPER}.",
    )
