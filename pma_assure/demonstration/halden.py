"""The first case: Halden Power's plan, from the Panel's requirement to verified milestones and a released extract."""

from __future__ import annotations

from pma_assure.demonstration import halden_answers as answers
from pma_assure.demonstration import halden_files as files
from pma_assure.demonstration import halden_plan as plan_text
from pma_assure.demonstration import halden_words as words
from pma_assure.demonstration.office import REVIEWER, Business, Conduct, Office
from pma_assure.demonstration.timetable import Story
from pma_assure.rules.vocabulary import BreachTrigger, BreachView, FindingClass, Ground, PlanView, Response
from pma_assure.workflows import (
    advice,
    breaches,
    cases,
    extract_consultation,
    extract_passages,
    extracts,
    finding_answers,
    findings,
    milestones,
    plan_answers,
    plan_decisions,
    plan_versions,
    plans,
    releases,
)

HALDEN = "Halden Power"
WORKS_THERE = ("A. Whitcombe", "Works for Halden Power, about whose plan the PMA advises; leaves the room.")


def stories(office: Office) -> list[Story]:
    """The plan with its milestones, and beside it the extension of one of them and the extract."""
    return [_case(office), _extension(office), _milestones(office), _extract(office)]


def _case(office: Office) -> Story:
    work, day, tell = office.timetable.at_work, office.timetable.day, office.timetable.tell
    yield work(2025, 12, 2)
    case = cases.open_case(
        office.keeper,
        title="Halden Power: one officer on the registration desk",
        organisation=HALDEN,
        summary=tell(words.CASE),
        proportionality=words.CASE_PROPORTIONALITY,
    ).reference
    assert case is not None
    office.made["halden case"] = case
    raised = _raise_findings(office, case)
    yield work(2025, 12, 4)
    breach = breaches.record_past(
        office.keeper,
        case=case,
        title="Approval of requests by one officer alone",
        trigger=BreachTrigger.ASSESSMENT,
        allegation=tell(words.ALLEGATION),
        view=BreachView.MATERIAL,
        reasons=tell(words.BREACH_REASONS),
        opened_on=work(2025, 10, 27),
        considered_on=work(2025, 11, 18),
        source=tell(
            "Minutes of the PMA of {2025-11-18}, item 4, and the advice to the Panel of {2025-11-20}; kept on paper."
        ),
    ).reference
    assert breach is not None
    files.for_the_breach(office, case, breach)
    yield work(2025, 12, 12)
    plan = plans.require(
        office.keeper,
        case=case,
        title=plan_text.TITLE,
        decided_on=work(2025, 12, 11),
        source=tell("Minutes of the SEC Panel of {2025-12-11}, item 7"),
        words_given=tell(words.REQUIRED),
        submit_by=day(2026, 1, 30),
        requirements=answers.REQUIREMENTS,
        findings=raised[:4],
        breach=breach,
    ).reference
    assert plan is not None
    office.made["halden plan"] = plan
    yield work(2026, 1, 29)
    plan_versions.draft_version(
        office.keeper,
        plan=plan,
        title=plan_text.TITLE,
        parts=tuple(plan_versions.PartGiven(heading=part.heading, text=tell(part.text)) for part in plan_text.PARTS),
        milestones=plan_text.milestones(office.timetable, raised),
    )
    plan_versions.submit(office.keeper, plan=plan, version=1, submitted_on=work(2026, 1, 29))
    yield work(2026, 2, 18)
    plan_answers.answer(office.assessor, plan=plan, version=1, answers=answers.ANSWERS)
    march = work(2026, 3, 17)
    yield office.paper_day(march)
    paper = advice.draft(
        office.keeper,
        plan=plan,
        version=1,
        title="Advice on the remediation plan of Halden Power",
        view=PlanView.MEETS_IN_PART,
        recommendation=words.RECOMMENDATION,
        reasons=tell(words.REASONS),
        proportionality=words.PROPORTIONALITY,
    ).reference
    assert paper is not None
    office.made["halden advice"] = paper
    item = office.put(
        march,
        Conduct(
            against=("H. Boyd",),
            excused=(WORKS_THERE,),
            amended_motion=words.MOTION_AS_AMENDED,
            dissent=words.DISSENT,
            minutes=45,
        ),
        title="Halden Power: advice on the remediation plan",
        subject=paper,
        motion=words.MOTION,
        reasons=words.MOTION_REASONS,
    )
    yield work(2026, 3, 19)
    advice.issue(
        office.keeper,
        advice=paper,
        decision=item.decision,
        issued_on=office.day,
        renderer=office.renderers.advice,
    )
    yield work(2026, 4, 10)
    plan_decisions.record_approval(
        office.keeper,
        plan=plan,
        decided_on=work(2026, 4, 9),
        source=tell("Minutes of the SEC Panel of {2026-04-09}, item 5"),
        words_given=words.APPROVED,
    )


def _raise_findings(office: Office, case: str) -> tuple[str, ...]:
    """Five findings of the assessment, with the evidence for them and the participant's answers."""
    tell = office.timetable.tell
    raised = []
    for given in words.FINDINGS:
        reference = findings.draft(
            office.assessor,
            case=case,
            title=given.title,
            finding_class=given.finding_class,
            statement=tell(given.statement),
            identified_on=office.timetable.day(2025, 10, 14),
            began_on=office.timetable.day(*given.began),
            requirement=given.requirement,
            impact=given.impact,
            root_cause=given.root_cause,
            source="Tarn & Holt Assurance, routine assessment of Halden Power as Subscriber",
        ).reference
        assert reference is not None
        raised.append(reference)
    files.for_the_findings(office, case, raised)
    for reference, given in zip(raised, words.FINDINGS, strict=True):
        findings.open_finding(office.assessor, finding=reference)
        if given.finding_class == FindingClass.OBSERVATION:
            finding_answers.note(office.assessor, finding=reference)
            continue
        finding_answers.respond(
            office.keeper,
            finding=reference,
            response=Response.ACCEPTED,
            responded_on=office.timetable.at_work(2025, 11, 7),
            words_given=given.response,
        )
    return tuple(raised)


def _extension(office: Office) -> Story:
    """Milestone 4 is extended in time, on the PMA's advice agreed without a vote."""
    work, day, tell = office.timetable.at_work, office.timetable.day, office.timetable.tell
    july = work(2026, 7, 14)
    yield office.paper_day(july)
    plan = office.made["halden plan"]
    paper = advice.draft(
        office.keeper,
        plan=plan,
        version=1,
        title="Advice to extend milestone 4 of Halden Power's plan",
        view=PlanView.EXTEND,
        milestone=f"{plan}/M4",
        proposed_due=day(2026, 9, 30),
        recommendation=tell(words.EXTENSION),
        reasons=tell(words.EXTENSION_REASONS),
        proportionality=words.EXTENSION_PROPORTIONALITY,
    ).reference
    assert paper is not None
    office.made["halden extension advice"] = paper
    item = office.put(
        july,
        Conduct(agreed=True, excused=(WORKS_THERE,), minutes=15),
        title="Halden Power: extension of milestone 4",
        subject=paper,
        motion=tell("That the PMA advise the Panel to extend milestone 4 to {2026-09-30}."),
        reasons="The contractor's own training room is out of use; the officers concerned are kept off the desk"
        " meanwhile.",
    )
    yield work(2026, 7, 15)
    advice.issue(
        office.keeper, advice=paper, decision=item.decision, issued_on=office.day, renderer=office.renderers.advice
    )
    yield work(2026, 7, 24)
    milestones.extend(
        office.keeper,
        milestone=f"{plan}/M4",
        to_due=day(2026, 9, 30),
        decided_on=work(2026, 7, 23),
        source=tell("Minutes of the SEC Panel of {2026-07-23}, item 9"),
        words_given=tell("The Panel extends milestone 4 to {2026-09-30}, as the PMA advised."),
        reason="The contractor's training room could not be used for three months; its officers stay off the desk.",
    )


def _milestones(office: Office) -> Story:
    """Work on the milestones: begun, reported, one rejected and mended, all verified by the assessor."""
    work, tell = office.timetable.at_work, office.timetable.tell
    for step in sorted(words.WORK, key=lambda step: step.day):
        yield work(*step.day)
        milestone = f"{office.made['halden plan']}/M{step.milestone}"
        match step.what:
            case "begun":
                milestones.start(office.keeper, milestone=milestone, started_on=office.day)
            case "reported":
                named = files.for_the_milestone(office, office.made["halden case"], milestone, step.milestone)
                milestones.report_complete(
                    office.keeper,
                    milestone=milestone,
                    reported_on=office.day,
                    statement=tell(step.words),
                    evidence=(named,),
                )
            case "rejected":
                milestones.reject(office.assessor, milestone=milestone, rejected_on=office.day, reason=step.words)
            case "verified":
                milestones.verify(office.assessor, milestone=milestone, verified_on=office.day, reason=step.words)
    yield work(2026, 11, 11)
    plan_decisions.report_completion(office.keeper, plan=office.made["halden plan"], reported_on=work(2026, 11, 10))


def _extract(office: Office) -> Story:
    """The extract for the Parties: marked, consulted upon twice, reviewed, decided, released."""
    work = office.timetable.at_work
    yield work(2026, 6, 1)
    extract = extracts.prepare(
        office.keeper,
        plan=office.made["halden plan"],
        title="Extract of a remediation plan: approval of requests on a registration desk",
    ).reference
    assert extract is not None
    office.made["halden extract"] = extract
    extract_passages.split(
        office.keeper, extract=extract, passage="4", before=plan_text.CUT_BEFORE, after=plan_text.CUT_AFTER
    )
    for mark in plan_text.MARKS:
        extract_passages.mark(
            office.keeper,
            extract=extract,
            passages=tuple(map(str, mark.passages)),
            marking=mark.marking,
            necessity=mark.necessity,
        )
    extracts.name_participant(office.keeper, extract=extract, name_participant=False, reason=words.NOT_NAMED)
    yield work(2026, 6, 15)
    extract_consultation.consult(office.keeper, extract=extract, consulted_on=office.day, respond_by=work(2026, 6, 29))
    yield work(2026, 6, 25)
    for passage, ground, said in words.REPRESENTATIONS:
        extract_consultation.record_representation(
            office.keeper,
            extract=extract,
            passage=passage,
            claimed_ground=ground,
            words_given=said,
            received_on=office.day,
        )
    yield work(2026, 7, 3)
    extract_passages.summarise(
        office.keeper,
        extract=extract,
        passage=str(plan_text.SUMMARISED),
        summary=plan_text.SUMMARY,
        necessity="Other Subscribers have to look for the same fault; the vendor and its releases need not be named.",
        ground=Ground.COMMERCIAL,
    )
    for number, answer in enumerate(words.ANSWERS_TO_REPRESENTATIONS, 1):
        extract_consultation.answer_representation(office.keeper, extract=extract, number=number, answer=answer)
    extract_consultation.consult(office.keeper, extract=extract, consulted_on=office.day, respond_by=work(2026, 7, 17))
    yield work(2026, 7, 16)
    extract_consultation.record_representation(
        office.keeper, extract=extract, words_given="No comments on the summary.", received_on=office.day
    )
    extract_consultation.answer_representation(office.keeper, extract=extract, number=3, answer="Noted with thanks.")
    extract_consultation.send_to_review(office.keeper, extract=extract)
    yield work(2026, 7, 27)
    extract_consultation.review(
        office.someone(REVIEWER), extract=extract, note=words.REVIEW, comparison_answer=words.COMPARISON
    )
    september = work(2026, 9, 15)
    yield office.paper_day(september)
    item = office.put(
        september,
        Conduct(against=("S. Mistry",), excused=(WORKS_THERE,), dissent=words.EXTRACT_DISSENT, minutes=35),
        title="Extract of a remediation plan for the Parties",
        subject=extract,
        motion="That the PMA publish exactly this version of the extract to all SEC Parties.",
        reasons="Each published passage has its reason; the participant was heard twice and the extract reviewed.",
    )
    yield work(2026, 9, 17)
    _release(office, extract, item)


def _release(office: Office, extract: str, item: Business) -> None:
    releases.approve(office.keeper, extract=extract, decision=item.decision)
    releases.release(
        office.keeper,
        extract=extract,
        recipients=tuple(
            releases.RecipientGiven(name=name, channel=channel, organisation=organisation)
            for name, channel, organisation in words.RECIPIENTS
        ),
        renderer=office.renderers.extract,
        checker=office.renderers.checker,
    )
