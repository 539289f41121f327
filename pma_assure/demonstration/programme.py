"""The programme of routine assessments for a year, what became of it, and the programme for the next."""

from __future__ import annotations

from pma_assure.demonstration import evidence_files as files
from pma_assure.demonstration.meridian import ASSESSORS, SCHEME
from pma_assure.demonstration.office import Office, named
from pma_assure.demonstration.timetable import Story
from pma_assure.rules.vocabulary import LetterKind, OpinionKind, ReportKind
from pma_assure.values.outcome import Done
from pma_assure.workflows import (
    assessment_arrivals,
    assessment_conclusion,
    assessment_notice,
    assessment_plans,
    assessment_reports,
    assessors,
    letters,
    programme,
)
from pma_assure.workflows.programme import YearRow

CLAUSE = "3.1"
CRITERIA = "OCP 1.4; RAPP 2.0; SA 1.1"
CRITERIA_NEXT = "OCP 1.4; RAPP 2.1; SA 1.1"
THIS_YEAR = (
    ("Marrick Networks", 3, 4),
    ("Kestrel Gas Transport", 5, 6),
    ("Brightwater Energy", 6, 7),
    ("Halden Power", 9, 10),
)
NEXT_YEAR = (
    ("Bryn Ŵyn Energy", 2, 3),
    ("Brightwater Business Supply", 4, 5),
    ("Ondine Metering", 6, 7),
)


def stories(office: Office) -> list[Story]:
    return [
        _planned(office),
        _postponed(office),
        _discontinued(office),
        _under_review(office),
        _draft_report(office),
        _next_year(office),
    ]


def _rows(given: tuple[tuple[str, int, int], ...], criteria: str) -> tuple[YearRow, ...]:
    return tuple(
        YearRow(organisation=name, month_from=first, month_to=last, assessor=ASSESSORS, criteria=criteria)
        for name, first, last in given
    )


def _keep(office: Office, done: Done, given: tuple[tuple[str, int, int], ...], year: str) -> None:
    """The references of a programme, each under the name of its organisation."""
    for prefix, what in (("ASMT-", "assessment"), ("CASE-", "case")):
        made = sorted({one for one in done.changed if one.startswith(prefix) and "/" not in one})
        for (name, _, _), reference in zip(given, made, strict=True):
            office.made[f"{year} {what} of {name}"] = reference


def _planned(office: Office) -> Story:
    """In December for the year to come: four participants, each in a case of its own."""
    work, day = office.timetable.at_work, office.timetable.day
    yield work(2025, 12, 17)
    done = programme.plan_year(
        office.keeper,
        year=day(2026, 3, 2).year,
        programme=_rows(THIS_YEAR, CRITERIA),
        policy_clause=CLAUSE,
        rationale="Each of the four was last assessed two years ago or more, and holds keys that others rely on.",
        scheme=office.made[SCHEME],
    )
    _keep(office, done, THIS_YEAR, "this year's")


def _postponed(office: Office) -> Story:
    """Its desk moves to another building: put off."""
    work, day = office.timetable.at_work, office.timetable.day
    yield work(2026, 2, 24)
    assessment_plans.postpone(
        office.keeper,
        assessment=office.made["this year's assessment of Marrick Networks"],
        reason="The registration desk moves to another building in April; what is assessed before tells little of it.",
        planned_from=day(2027, 1, 18),
        planned_to=day(2027, 2, 12),
    )


def _begun(office: Office, name: str) -> str:
    assessment = office.made[f"this year's assessment of {name}"]
    assessment_notice.notify(office.keeper, assessment=assessment, notified_on=office.day)
    assessors.join_team(office.keeper, assessment=assessment, person="M. Okafor", initials="MO")
    return assessment


def _discontinued(office: Office) -> Story:
    """The system that was to be assessed was replaced while the field work went on."""
    work = office.timetable.at_work
    name = "Kestrel Gas Transport"
    yield work(2026, 4, 23)
    assessment = _begun(office, name)
    yield work(2026, 5, 18)
    assessment_notice.begin(office.keeper, assessment=assessment, begun_on=office.day)
    yield work(2026, 6, 5)
    assessment_conclusion.discontinue(
        office.keeper,
        assessment=assessment,
        reason="The gateway that was assessed was taken out of use on the fourth day. Its successor is assessed in the"
        " year to come; nothing that was seen gives cause for concern.",
    )


def _under_review(office: Office) -> Story:
    """The final report is here, the participant answered, and the PMA's review has begun."""
    work, day = office.timetable.at_work, office.timetable.day
    name = "Brightwater Energy"
    yield work(2026, 5, 26)
    assessment = _begun(office, name)
    yield work(2026, 6, 15)
    assessment_notice.begin(office.keeper, assessment=assessment, begun_on=office.day, report_due=day(2026, 10, 2))
    yield work(2026, 9, 28)
    arrived = assessment_arrivals.record_report(
        office.assessor,
        assessment=assessment,
        kind=ReportKind.FINAL,
        dated=work(2026, 9, 25),
        received_on=office.day,
        file=files.letter(
            "brightwater-report.txt",
            ASSESSORS,
            work(2026, 9, 25),
            "Report on Brightwater Energy as Subscriber",
            "We found every requirement met that we tested. The recovery exercise could not be watched: it was moved to"
            " a day on which no assessor could come.",
        ),
        words_given="Every requirement that we could test was met. The recovery exercise was not seen.",
        opinion=OpinionKind.SCOPE_LIMITATION,
    )
    assessment_reports.receive_draft(office.keeper, assessment=assessment, report=named(arrived))
    yield work(2026, 10, 8)
    assessment_reports.log_fact_check(
        office.keeper, assessment=assessment, fact_check="No fact is in doubt.", checked_on=office.day
    )
    assessment_reports.take_final(office.keeper, assessment=assessment)
    report = named(letters.draft(office.keeper, kind=LetterKind.REPORT, about=assessment))
    letters.send(office.keeper, letter=report, channel="Secure e-mail", renderer=office.renderers.letter)
    yield work(2026, 10, 28)
    assessment_reports.record_response(
        office.keeper,
        assessment=assessment,
        responded_on=office.day,
        words_given="Thank you. The next recovery exercise is in February; your assessors are welcome.",
    )
    assessment_reports.review(office.keeper, assessment=assessment)


def _draft_report(office: Office) -> Story:
    """The draft report is with the participant, who checks the facts."""
    work, day = office.timetable.at_work, office.timetable.day
    name = "Halden Power"
    yield work(2026, 8, 20)
    assessment = _begun(office, name)
    yield work(2026, 9, 21)
    assessment_notice.begin(office.keeper, assessment=assessment, begun_on=office.day, report_due=day(2026, 11, 13))
    yield work(2026, 11, 16)
    assessment_arrivals.record_report(
        office.assessor,
        assessment=assessment,
        kind=ReportKind.DRAFT,
        dated=work(2026, 11, 13),
        received_on=office.day,
        file=files.letter(
            "halden-draft-report.txt",
            ASSESSORS,
            work(2026, 11, 13),
            "Draft report on Halden Power as Subscriber",
            "The milestones of the remediation plan hold: of 48 approvals none was given by one officer alone.",
        ),
        words_given="What the remediation plan promised is in place and works.",
        opinion=OpinionKind.UNQUALIFIED,
    )
    assessment_reports.receive_draft(office.keeper, assessment=assessment)


def _next_year(office: Office) -> Story:
    """The programme for next year; the letter to the first of its participants is drafted."""
    work, day = office.timetable.at_work, office.timetable.day
    yield work(2026, 11, 17)
    done = programme.plan_year(
        office.keeper,
        year=day(2027, 3, 1).year,
        programme=_rows(NEXT_YEAR, CRITERIA_NEXT),
        policy_clause=CLAUSE,
        rationale="Two of the three put a plan into effect this year; the third has not been assessed for three years.",
        scheme=office.made[SCHEME],
    )
    _keep(office, done, NEXT_YEAR, "next year's")
    office.made["letter to be sent"] = named(
        letters.draft(
            office.keeper,
            kind=LetterKind.NOTIFICATION,
            about=office.made["next year's assessment of Bryn Ŵyn Energy"],
            addressee="Head of Compliance",
        )
    )
