"""The third case: Brightwater Business Supply's plan waits for a meeting at which too few members would count.

Its new group employs two members of the PMA. With the apologies of two others three would be left of the four that are
needed; an alternate can mend it.
"""

from __future__ import annotations

from random import Random

from pma_assure.demonstration import brightwater_words as words
from pma_assure.demonstration import evidence_files as files
from pma_assure.demonstration.office import KEEPER, Conduct, Office, Sitting
from pma_assure.demonstration.roster import MERIDIAN_REP, OFGEM
from pma_assure.demonstration.sittings import PLACE
from pma_assure.demonstration.timetable import Story, at
from pma_assure.rules.vocabulary import FindingClass, PlanView, Response, Standing
from pma_assure.workflows import (
    advice,
    attendance,
    cases,
    finding_answers,
    findings,
    meetings,
    organisations,
    plan_answers,
    plan_versions,
    plans,
)

ORGANISATION = "Brightwater Business Supply"
GROUP = "Brightwater Group"


def stories(office: Office) -> list[Story]:
    """The meeting to come, the plan, and the group that the company joined."""
    return [_coming_meeting(office), _case(office), _acquisition(office)]


def _coming_meeting(office: Office) -> Story:
    """Scheduled in November for the beginning of December; two members send apologies."""
    work = office.timetable.at_work
    december = work(2026, 12, 3)
    yield work(2026, 11, 5)
    reference = meetings.schedule(
        office.keeper,
        title=f"PMA meeting of {december:%B %Y}",
        starts_at=at(december, 10),
        place=PLACE,
    ).reference
    assert reference is not None
    office.sittings[december] = Sitting(december, reference)
    office.made["coming meeting"] = reference
    for name in (KEEPER, MERIDIAN_REP, OFGEM):
        attendance.expect(office.keeper, meeting=reference, person=name, standing=Standing.ATTENDEE)
    yield work(2026, 11, 17)
    office.put(
        december,
        Conduct(),
        title="Minutes of the last meeting",
        motion="That the minutes of the last meeting be approved as a true record.",
    )
    yield work(2026, 11, 19)
    attendance.apologies(office.keeper, meeting=reference, person="H. Boyd")
    yield work(2026, 11, 20)
    attendance.apologies(office.keeper, meeting=reference, person="Niamh Ní Bhriain")


def _acquisition(office: Office) -> Story:
    """The company joined the group at the beginning of November; the register learnt it a week later."""
    work = office.timetable.at_work
    yield work(2026, 11, 10)
    organisations.affiliate(
        office.keeper, organisation=ORGANISATION, group=GROUP, first_day=office.timetable.day(2026, 11, 2)
    )


def _case(office: Office) -> Story:
    work, day, tell = office.timetable.at_work, office.timetable.day, office.timetable.tell
    yield work(2026, 8, 10)
    case = cases.open_case(
        office.keeper,
        title="Brightwater Business Supply: revocation lists out of date",
        organisation=ORGANISATION,
        summary=tell(words.CASE),
        proportionality=words.CASE_PROPORTIONALITY,
    ).reference
    assert case is not None
    office.made["brightwater case"] = case
    raised = _raise_findings(office, case)
    yield work(2026, 9, 4)
    for reference, given in zip(raised, words.FINDINGS, strict=True):
        finding_answers.respond(
            office.keeper,
            finding=reference,
            response=Response.ACCEPTED if given[1] == "major" else Response.DISPUTED,
            responded_on=work(2026, 9, 3),
            words_given=given[7],
        )
    yield work(2026, 9, 18)
    plan = plans.require(
        office.keeper,
        case=case,
        title=words.TITLE,
        decided_on=work(2026, 9, 17),
        source=tell("Minutes of the SEC Panel of {2026-09-17}, item 5"),
        words_given=tell(words.REQUIRED),
        submit_by=day(2026, 10, 30),
        requirements=words.OTHER_REQUIREMENTS,
        findings=raised,
    ).reference
    assert plan is not None
    office.made["brightwater plan"] = plan
    yield work(2026, 10, 29)
    plan_versions.draft_version(
        office.keeper,
        plan=plan,
        title=words.TITLE,
        parts=words.parts(office.timetable),
        milestones=words.milestones(office.timetable, raised),
    )
    plan_versions.submit(office.keeper, plan=plan, version=1, submitted_on=office.day)
    yield work(2026, 11, 12)
    plan_answers.answer(office.assessor, plan=plan, version=1, answers=words.ANSWERS)
    yield work(2026, 11, 18)
    paper = advice.draft(
        office.keeper,
        plan=plan,
        version=1,
        title="Advice on the remediation plan of Brightwater Business Supply",
        view=PlanView.MEETS_IN_PART,
        recommendation=words.RECOMMENDATION,
        reasons=words.REASONS,
        proportionality=words.PROPORTIONALITY,
    ).reference
    assert paper is not None
    office.made["brightwater advice"] = paper
    december = work(2026, 12, 3)
    item = office.put(
        december,
        Conduct(),
        title="Brightwater Business Supply: advice on the remediation plan",
        subject=paper,
        motion=words.MOTION,
        reasons=words.MOTION_REASONS,
    )
    office.made["brightwater item"] = item.item
    office.put(
        december,
        Conduct(),
        title="Halden Power: the plan put into effect",
        subject=office.made["halden plan"],
        motion="That the PMA consider the plan put into effect, all six milestones being verified.",
        reasons="The assessor's six verifications are in the case; two milestones were late or extended.",
    )


def _raise_findings(office: Office, case: str) -> tuple[str, ...]:
    work, day, tell = office.timetable.at_work, office.timetable.day, office.timetable.tell
    raised = []
    for title, class_, requirement, began, statement, impact, cause, _ in words.FINDINGS:
        reference = findings.draft(
            office.assessor,
            case=case,
            title=title,
            finding_class=FindingClass(class_),
            statement=tell(statement),
            identified_on=work(2026, 8, 6),
            began_on=day(*began),
            ended_on=day(2026, 8, 5),
            requirement=requirement,
            impact=impact,
            root_cause=cause,
            source="Tarn & Holt Assurance, visit to Derby after a complaint",
        ).reference
        assert reference is not None
        raised.append(reference)
    lists, batches = raised
    random = Random("brightwater")
    office.take_in(
        case,
        "Complaint of the network operator",
        "Marrick Networks",
        work(2026, 8, 3),
        files.letter(
            "complaint.txt",
            "Telecoms Security, Marrick Networks",
            work(2026, 8, 3),
            "Messages signed with a revoked certificate",
            "Since the end of last week our gateway has refused four messages of one supplier whose certificate stands"
            " on the revocation list. The supplier's own systems seem to take no notice of the list.",
        ),
        supports=(lists,),
    )
    office.take_in(
        case,
        "Log of the gateway at its start",
        ORGANISATION,
        work(2026, 8, 6),
        files.device_log(
            "gateway-start.log",
            day(2026, 5, 18),
            (
                "gateway start  version 4.2.0",
                "crl load  organisation  number=1182  next update in 12 h  ok",
                "timer crl-reload  state=disabled",
                "gateway ready",
            ),
            random,
        ),
        supports=(lists,),
    )
    office.take_in(
        case,
        "Messages accepted with revoked certificates, by week",
        ORGANISATION,
        work(2026, 8, 6),
        files.bar_chart("accepted-by-week.png", (6, 12, 18, 24, 36, 42, 48, 54, 60, 72, 78)),
        supports=(lists,),
    )
    rows = tuple(
        f"B-{300 + number},{'after' if number in (4, 9, 13, 17) else 'before'},{random.randrange(5, 360)}"
        for number in range(1, 21)
    )
    office.take_in(
        case,
        "Twenty batch requests: authorisation and first issue",
        ORGANISATION,
        work(2026, 8, 6),
        files.table("batches.csv", "batch,authorised before or after first issue,minutes apart", rows),
        supports=(batches,),
    )
    for reference in raised:
        findings.open_finding(office.assessor, finding=reference)
    return tuple(raised)
