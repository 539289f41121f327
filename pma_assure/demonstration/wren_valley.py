"""A routine assessment to its conclusion, and its findings in every state they can come to.

Some of it stood in a folder when the register was begun: a finding of 2023 that was closed, and now recurs.
"""

from __future__ import annotations

from pma_assure.demonstration import evidence_files as files
from pma_assure.demonstration import wren_valley_remedies as remedies
from pma_assure.demonstration import wren_valley_words as words
from pma_assure.demonstration.meridian import ASSESSORS, SCHEME
from pma_assure.demonstration.office import Conduct, Office, named
from pma_assure.demonstration.timetable import Story
from pma_assure.rules.vocabulary import (
    ActionKind,
    AssessmentKind,
    FindingClass,
    OpinionKind,
    ReportKind,
    Response,
)
from pma_assure.workflows import (
    assessment_arrivals,
    assessment_conclusion,
    assessment_notice,
    assessment_plans,
    assessment_reports,
    assessment_scope,
    assessments,
    cap_actions,
    caps,
    cases,
    finding_answers,
    finding_classes,
    finding_closing,
    finding_links,
    findings,
)
from pma_assure.workflows.assessment_scope import CriterionGiven


def stories(office: Office) -> list[Story]:
    """The finding of 2023, the assessment, and what was done about its findings."""
    return [
        _earlier(office),
        _assessment(office),
        remedies.first_plan(office),
        remedies.second_plan(office),
        remedies.settlement(office),
    ]


def _earlier(office: Office) -> Story:
    """A finding of 2023, entered from the folder when the register was begun."""
    work, day = office.timetable.at_work, office.timetable.day
    yield work(2025, 12, 5)
    case = named(
        cases.open_case(
            office.keeper,
            title="Wren Valley Power: assessment for 2023",
            organisation=words.WREN,
            summary="Entered from the paper folder when the register was begun.",
            opened_on=day(2023, 11, 14),
            proportionality="One Minor; ordinary follow-up was enough.",
        )
    )
    finding = named(
        findings.draft(
            office.assessor,
            case=case,
            title="Joiners and leavers told to the desk late",
            finding_class=FindingClass.MINOR,
            statement=words.EARLIER,
            identified_on=day(2023, 11, 10),
            began_on=day(2023, 10, 9),
            requirement="REQ-SA-1.1-3.2",
            source="Report of the assessment for 2023, page 12",
        )
    )
    office.made["wren valley earlier"] = finding
    proof = office.take_in(
        case,
        "List of officers, corrected",
        words.WREN,
        day(2024, 2, 27),
        files.table("officers-corrected.csv", "officer,told on,left on", ("ARO-03,2024-01-08,2024-01-08",)),
        supports=(finding,),
    )
    findings.open_finding(office.assessor, finding=finding, put_on=day(2023, 11, 14))
    finding_answers.respond(
        office.keeper,
        finding=finding,
        response=Response.ACCEPTED,
        responded_on=day(2023, 12, 1),
        words_given="Accepted.",
    )
    cause = named(
        finding_links.add_root_cause(office.keeper, finding=finding, cause="Nobody told the desk of leavers.")
    )
    plan = named(
        caps.draft(
            office.keeper,
            case=case,
            title="Leavers are told to the desk",
            findings=(finding,),
            actions=(
                caps.ActionGiven(
                    title="Personnel writes to the desk on the last day of each officer",
                    kind=ActionKind.PREVENT,
                    owner="Wren Valley Power, Personnel",
                    due=day(2024, 2, 29),
                    criterion="The list of officers shows each leaver on the last day.",
                    root_cause=cause,
                ),
            ),
        )
    )
    caps.submit(office.keeper, cap=plan, submitted_on=day(2024, 1, 8))
    caps.accept(office.keeper, cap=plan, accepted_on=day(2024, 1, 15))
    cap_actions.report_done(office.keeper, action=f"{plan}/A1", reported_on=day(2024, 2, 27), evidence=(proof,))
    cap_actions.verify(office.assessor, action=f"{plan}/A1", verified_on=day(2024, 3, 8), reason="The list was read.")
    finding_closing.submit(office.keeper, finding=finding, reported_on=day(2024, 2, 27), evidence=(proof,))
    finding_closing.close(
        office.assessor,
        finding=finding,
        closed_on=day(2024, 3, 8),
        verification="The list of officers was compared with the payroll: no difference.",
    )
    cases.close(office.keeper, case=case, reason="Its one finding was closed on the evidence of the corrected list.")


def _assessment(office: Office) -> Story:
    work, day, tell = office.timetable.at_work, office.timetable.day, office.timetable.tell
    yield work(2025, 12, 8)
    case = named(
        cases.open_case(
            office.keeper,
            title="Wren Valley Power: routine assessment for 2025",
            organisation=words.WREN,
            summary=tell(words.CASE),
            proportionality=words.CASE_PROPORTIONALITY,
        )
    )
    assessment = named(
        assessments.propose(
            office.keeper,
            case=case,
            title="Routine assessment of Wren Valley Power as Subscriber",
            kind=AssessmentKind.ROUTINE,
            assessor=ASSESSORS,
            scheme=office.made[SCHEME],
            planned_from=day(2025, 12, 10),
            planned_to=day(2025, 12, 17),
            period_from=day(2025, 1, 1),
            period_to=day(2025, 11, 30),
        )
    )
    office.made["wren valley case"], office.made["wren valley assessment"] = case, assessment
    assessment_scope.set_criteria(
        office.keeper,
        assessment=assessment,
        criteria=tuple(
            CriterionGiven(document=document, version_label=version)
            for document, version in (("OCP", "1.4"), ("RAPP", "2.0"), ("SA", "1.1"))
        ),
    )
    assessment_plans.plan(
        office.keeper,
        assessment=assessment,
        policy_clause="3.1",
        rationale="Two years after the last one; its desk serves 61 sites with three officers.",
    )
    assessment_notice.notify(office.keeper, assessment=assessment, notified_on=office.day)
    yield work(2025, 12, 10)
    assessment_notice.begin(office.keeper, assessment=assessment, begun_on=office.day, report_due=day(2025, 12, 19))
    yield work(2025, 12, 18)
    assessment_arrivals.record_report(
        office.assessor,
        assessment=assessment,
        kind=ReportKind.DRAFT,
        dated=office.day,
        received_on=office.day,
        file=files.letter("draft-report.txt", ASSESSORS, office.day, "Draft report", "Seven findings, for the facts."),
        words_given="The controls operate, except where we say otherwise.",
        opinion=OpinionKind.QUALIFIED,
    )
    assessment_reports.receive_draft(office.keeper, assessment=assessment)
    raised = _raise_findings(office, case, assessment)
    yield work(2026, 1, 12)
    assessment_reports.log_fact_check(
        office.keeper, assessment=assessment, fact_check=words.FACT_CHECK, checked_on=work(2026, 1, 9)
    )
    assessment_arrivals.record_report(
        office.assessor,
        assessment=assessment,
        kind=ReportKind.FINAL,
        dated=work(2026, 1, 9),
        received_on=office.day,
        file=files.letter("final-report.txt", ASSESSORS, work(2026, 1, 9), "Final report", *words.REPORT),
        words_given="Wren Valley Power complies, except in the matters of findings 1, 2 and 4.",
        opinion=OpinionKind.QUALIFIED,
    )
    findings.discard(
        office.assessor,
        finding=raised["twice"],
        reason="The same as finding 1, written down by two assessors.",
    )
    assessment_reports.take_final(office.keeper, assessment=assessment, response_due=day(2026, 2, 9))
    for key in ("cards", "leavers", "logs", "remote", "keys", "briefing"):
        findings.open_finding(office.assessor, finding=raised[key], response_due=day(2026, 2, 9))
    yield work(2026, 2, 6)
    _responses(office, raised)
    assessment_reports.record_response(
        office.keeper,
        assessment=assessment,
        responded_on=office.day,
        words_given="We thank the assessors. Our answers to the findings are in the table.",
    )
    assessment_reports.review(office.keeper, assessment=assessment)
    yield work(2026, 2, 20)
    finding_links.recurs(office.keeper, finding=raised["leavers"], recurrence_of=office.made["wren valley earlier"])
    finding_classes.classify(
        office.keeper, finding=raised["remote"], pma_class=FindingClass.MINOR, reason=words.REMOTE_CLASS
    )
    remedies.enter_plans(office, case, raised)
    yield from _concluded(office, assessment)


def _concluded(office: Office, assessment: str) -> Story:
    work = office.timetable.at_work
    march = work(2026, 3, 17)
    yield office.paper_day(march)
    assessment_conclusion.propose_conclusion(
        office.keeper,
        assessment=assessment,
        conclusion="Wren Valley Power complied in the period, except for the control of its cards, its list of officers"
        " and its remote office. A Corrective Action Plan is accepted.",
    )
    item = office.put(
        march,
        Conduct(agreed=True, minutes=15),
        title="Wren Valley Power: conclusion of the routine assessment for 2025",
        subject=assessment,
        motion="That the PMA conclude as drafted.",
        reasons="The report covers the whole scope; the participant answered in time.",
    )
    yield work(2026, 3, 19)
    assessment_conclusion.conclude(office.keeper, assessment=assessment, decision=item.decision)


def _raise_findings(office: Office, case: str, assessment: str) -> dict[str, str]:
    """As the assessor wrote them; each with what it rests on."""
    raised = {}
    for given in words.FINDINGS:
        raised[given.key] = named(
            findings.draft(
                office.assessor,
                case=case,
                title=given.title,
                finding_class=given.finding_class,
                statement=office.timetable.tell(given.statement),
                identified_on=office.timetable.day(2025, 12, 16),
                began_on=office.timetable.day(*given.began) if given.began else None,
                requirement=given.requirement,
                impact=given.impact,
                impact_level=given.level,
                source="Tarn & Holt Assurance, routine assessment of Wren Valley Power",
                assessment=assessment,
            )
        )
        office.made[f"wren valley {given.key}"] = raised[given.key]
    for title, name, header, rows, key in words.EVIDENCE:
        office.take_in(
            case,
            title,
            words.WREN,
            office.day,
            files.table(name, header, rows),
            supports=(raised[key],),
        )
    return raised


def _responses(office: Office, raised: dict[str, str]) -> None:
    for given in words.FINDINGS:
        if given.key == "briefing":
            finding_answers.note(office.assessor, finding=raised[given.key])
        elif given.response:
            finding_answers.respond(
                office.keeper,
                finding=raised[given.key],
                response=Response.DISPUTED if given.key in ("logs", "keys") else Response.ACCEPTED,
                responded_on=office.day,
                words_given=given.response,
            )
