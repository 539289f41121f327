"""The second case: Bryn Ŵyn Energy's plan was returned, came again, and one milestone was extended after it was due."""

from __future__ import annotations

from random import Random

from pma_assure.demonstration import bryn_wyn_words as words
from pma_assure.demonstration import evidence_files as files
from pma_assure.demonstration.office import Business, Conduct, Office
from pma_assure.demonstration.timetable import Story
from pma_assure.rules.calendar import working_days_before
from pma_assure.rules.vocabulary import (
    ActionKind,
    BreachTrigger,
    BreachView,
    Classification,
    FindingClass,
    LetterKind,
    PlanView,
    Response,
    VoteCast,
)
from pma_assure.workflows import (
    advice,
    breaches,
    caps,
    cases,
    finding_answers,
    finding_links,
    findings,
    letters,
    milestones,
    plan_answers,
    plan_decisions,
    plan_versions,
    plans,
)
from pma_assure.workflows.office import settle

ORGANISATION = "Bryn Ŵyn Energy"
CONTRACTOR = "Coldharbour Key Services, by way of Bryn Ŵyn Energy"


def stories(office: Office) -> list[Story]:
    """The plan in both versions, and the extension of its second milestone."""
    return [_case(office), _milestones(office), _extension(office)]


def _case(office: Office) -> Story:
    work, day, tell = office.timetable.at_work, office.timetable.day, office.timetable.tell
    yield work(2026, 4, 16)
    case = cases.open_case(
        office.keeper,
        title="Bryn Ŵyn Energy: custody of key shares",
        organisation=ORGANISATION,
        summary=tell(words.CASE),
        proportionality=words.CASE_PROPORTIONALITY,
    ).reference
    assert case is not None
    office.made["bryn wyn case"] = case
    raised = _raise_findings(office, case)
    yield work(2026, 5, 6)
    for reference, given in zip(raised, words.FINDINGS, strict=True):
        finding_answers.respond(
            office.keeper,
            finding=reference,
            response=Response.ACCEPTED,
            responded_on=work(2026, 5, 5),
            words_given=given[7],
        )
    yield work(2026, 5, 8)
    _corrective_plan(office, case, raised[-1])
    yield work(2026, 5, 12)
    breach = breaches.record_past(
        office.keeper,
        case=case,
        title="Key shares within reach of one custodian",
        trigger=BreachTrigger.SELF_REPORT,
        allegation=words.ALLEGATION,
        view=BreachView.MATERIAL,
        reasons=words.BREACH_REASONS,
        opened_on=work(2026, 3, 30),
        considered_on=work(2026, 4, 28),
        source=tell(
            "Minutes of the meeting by telephone of {2026-04-28}, kept on paper; advice to the Panel of {2026-04-30}."
        ),
    ).reference
    assert breach is not None
    settle(
        office.keeper,
        reference=breach,
        rule="R67",
        reason=tell(
            "The Chair laid the paper minutes of {2026-04-28} before the PKI Specialist: five members counted, and the"
            " view was agreed without a vote."
        ),
    )
    yield work(2026, 5, 22)
    plan = plans.require(
        office.keeper,
        case=case,
        title=words.TITLE,
        decided_on=work(2026, 5, 21),
        source=tell("Minutes of the SEC Panel of {2026-05-21}, item 6"),
        words_given=tell(words.REQUIRED),
        submit_by=day(2026, 6, 30),
        requirements=words.OTHER_REQUIREMENTS,
        findings=raised,
        breach=breach,
    ).reference
    assert plan is not None
    office.made["bryn wyn plan"] = plan
    yield work(2026, 6, 29)
    _submit(office, plan, 1, raised)
    july = work(2026, 7, 14)
    yield office.paper_day(july)
    plan_answers.answer(office.assessor, plan=plan, version=1, answers=words.ANSWERS_1)
    item = _advise(office, plan, 1)
    yield work(2026, 7, 15)
    _issue(office, "bryn wyn advice 1", item)
    yield work(2026, 7, 17)
    plan_decisions.record_return(
        office.keeper,
        plan=plan,
        decided_on=work(2026, 7, 16),
        resubmit_by=day(2026, 7, 31),
        source=tell("Letter of the Panel's secretary of {2026-07-16}"),
        words_given=tell(words.RETURNED),
    )
    _tell_of_the_return(office, plan)
    yield work(2026, 7, 24)
    _submit(office, plan, 2, raised)
    august = work(2026, 8, 11)
    yield office.paper_day(august)
    plan_answers.answer(office.assessor, plan=plan, version=2, answers=words.ANSWERS_2)
    item = _advise(office, plan, 2)
    yield work(2026, 8, 12)
    _issue(office, "bryn wyn advice 2", item)
    yield work(2026, 8, 21)
    plan_decisions.record_approval(
        office.keeper,
        plan=plan,
        decided_on=work(2026, 8, 20),
        source=tell("Minutes of the SEC Panel of {2026-08-20}, item 4"),
        words_given=words.APPROVED,
    )


def _corrective_plan(office: Office, case: str, finding: str) -> None:
    """A plan for the log reviews that came back: nobody could have seen whether it was done."""
    cause = finding_links.add_root_cause(office.keeper, finding=finding, cause=words.LOGS_CAUSE).reference
    assert cause is not None
    plan = caps.draft(
        office.keeper,
        case=case,
        title="Log reviews: a deputy, and a list that shows what is missing",
        findings=(finding,),
        actions=(
            caps.ActionGiven(
                title="A deputy reviews the logs when the reviewer is away",
                kind=ActionKind.PREVENT,
                owner="Bryn Ŵyn Energy, Security Manager",
                due=office.timetable.day(2026, 8, 28),
                criterion="Two reviews in a row are signed within the month, one of them by the deputy.",
                root_cause=cause,
            ),
            caps.ActionGiven(
                title="The list of reviews is looked at every quarter",
                kind=ActionKind.DETECT,
                owner="Bryn Ŵyn Energy, Internal Audit",
                due=office.timetable.day(2026, 9, 30),
                root_cause=cause,
            ),
        ),
    ).reference
    assert plan is not None
    caps.submit(office.keeper, cap=plan, submitted_on=office.timetable.at_work(2026, 5, 7))
    caps.return_plan(office.keeper, cap=plan, reason=words.LOGS_RETURNED)


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
            identified_on=work(2026, 4, 15),
            began_on=day(*began),
            requirement=requirement,
            impact=impact,
            root_cause=cause,
            source="Tarn & Holt Assurance, visit to Wrexham and Bala",
        ).reference
        assert reference is not None
        raised.append(reference)
    shares, cards, logs = raised
    openings = tuple(f"{day(2024, 11 + n % 2, 4 + 2 * n):%Y-%m-%d},custodian 1,both envelopes" for n in range(9))
    office.take_in(
        case,
        "Custody sheet of the safe in Wrexham",
        CONTRACTOR,
        work(2026, 4, 15),
        files.table("custody-sheet.csv", "opened,by,taken", openings),
        supports=(shares,),
        classification=Classification.SENSITIVE,
    )
    office.take_in(
        case,
        "The participant's report",
        ORGANISATION,
        work(2026, 4, 15),
        files.letter(
            "adroddiad-report.txt",
            "Bryn Ŵyn Energy, Y Bala",
            work(2026, 3, 27),
            "Custody of key shares / Cadw'r cyfrannau allwedd",
            "Yesterday we prepared for the yearly recovery exercise and found that both shares of our organisation key"
            " are kept in one safe, to which the contractor's custodian has the combination.",
            "Ddoe, wrth baratoi, gwelsom fod y ddau gyfran mewn un gist.",
        ),
        supports=(shares,),
    )
    office.take_in(
        case,
        "Card register and the cards that were found",
        ORGANISATION,
        work(2026, 4, 15),
        files.table(
            "cards.csv",
            "card,in register,found",
            tuple(f"BW-{n:02d},yes,{'no' if n > 11 else 'yes'}" for n in range(1, 15)),
        ),
        supports=(cards,),
    )
    office.take_in(
        case,
        "Sign-off sheet of the monthly log reviews",
        ORGANISATION,
        work(2026, 4, 15),
        files.table("log-reviews.csv", "review,signed", ("month 1,yes", "month 2,no", "month 3,no", "month 4,no")),
        supports=(logs,),
    )
    for reference in raised:
        findings.open_finding(office.assessor, finding=reference)
    return tuple(raised)


def _tell_of_the_return(office: Office, plan: str) -> None:
    """The Panel's decision is passed on by a letter of the PMA, in the Panel's words."""
    letter = letters.draft(
        office.keeper, kind=LetterKind.PLAN_RETURN, about=plan, addressee="Ffion Gwŷn, Head of Compliance"
    ).reference
    assert letter is not None
    office.made["bryn wyn letter"] = letter
    letters.send(office.keeper, letter=letter, channel="Secure e-mail", renderer=office.renderers.letter)


def _submit(office: Office, plan: str, version: int, raised: tuple[str, ...]) -> None:
    plan_versions.draft_version(
        office.keeper,
        plan=plan,
        title=words.TITLE,
        parts=words.parts(version, office.timetable),
        milestones=words.milestones(version, office.timetable, raised),
    )
    plan_versions.submit(office.keeper, plan=plan, version=version, submitted_on=office.day)


def _advise(office: Office, plan: str, version: int) -> Business:
    """Draft the advice on a version and put it to the next meeting: 4 to 1 on the first, a tie on the second."""
    first = version == 1
    paper = advice.draft(
        office.keeper,
        plan=plan,
        version=version,
        title=f"Advice on version {version} of the remediation plan of {ORGANISATION}",
        view=PlanView.DOES_NOT_MEET if first else PlanView.MEETS,
        recommendation=words.RECOMMENDATION_1 if first else words.RECOMMENDATION_2,
        reasons=office.timetable.tell(words.REASONS_1 if first else words.REASONS_2),
        proportionality=words.PROPORTIONALITY,
    ).reference
    assert paper is not None
    office.made[f"bryn wyn advice {version}"] = paper
    work = office.timetable.at_work
    return office.put(
        work(2026, 7, 14) if first else work(2026, 8, 11),
        Conduct(against=("D. Reyes",), abstaining=("H. Boyd",), minutes=30)
        if first
        else Conduct(against=("S. Mistry", "Niamh Ní Bhriain"), casting=VoteCast.FOR, minutes=50),
        title=f"{ORGANISATION}: advice on version {version} of the plan",
        subject=paper,
        motion=f"That the PMA advise the Panel that version {version} of the plan"
        + (" does not meet the SMKI requirements." if first else " meets the SMKI requirements."),
        reasons="As in the draft advice.",
    )


def _issue(office: Office, name: str, item: Business) -> None:
    advice.issue(
        office.keeper,
        advice=office.made[name],
        decision=item.decision,
        issued_on=office.day,
        renderer=office.renderers.advice,
    )


def _milestones(office: Office) -> Story:
    """Milestone 1 in time, milestone 2 late, milestone 3 reported and rejected, milestone 4 to come."""
    work, tell = office.timetable.at_work, office.timetable.tell
    yield work(2026, 9, 1)
    plan, case = office.made["bryn wyn plan"], office.made["bryn wyn case"]
    milestones.start(office.keeper, milestone=f"{plan}/M1", started_on=office.day)
    yield work(2026, 9, 28)
    named = office.take_in(
        case,
        "Signed script and custody sheets",
        ORGANISATION,
        office.day,
        files.letter(
            "ceremony-bala.txt",
            "Bryn Ŵyn Energy, Y Bala",
            office.day,
            "Key ceremony: new shares",
            "Share A was taken to Bala, share B to Wrexham, each by the custodian named on its sheet.",
            "The former shares were shredded before both witnesses.",
        ),
        supports=(f"{plan}/M1",),
    )
    milestones.report_complete(
        office.keeper,
        milestone=f"{plan}/M1",
        reported_on=office.day,
        statement=tell(words.WORK_M1),
        evidence=(named,),
    )
    yield work(2026, 10, 2)
    milestones.verify(office.assessor, milestone=f"{plan}/M1", verified_on=office.day, reason=words.VERIFIED_M1)
    yield work(2026, 10, 12)
    milestones.start(office.keeper, milestone=f"{plan}/M2", started_on=office.day)
    yield work(2026, 11, 12)
    cards = files.table(
        "cards-now.csv", "card,state", tuple(f"BW-{n:02d},{'destroyed' if n == 9 else 'held'}" for n in range(1, 15))
    )
    named = office.take_in(case, "Card register, countersigned", ORGANISATION, office.day, cards)
    milestones.report_complete(
        office.keeper,
        milestone=f"{plan}/M3",
        reported_on=office.day,
        statement=words.REPORTED_M3,
        evidence=(named,),
    )
    yield work(2026, 11, 20)
    milestones.reject(office.assessor, milestone=f"{plan}/M3", rejected_on=office.day, reason=words.REJECTED_M3)


def _extension(office: Office) -> Story:
    """Milestone 2 fell due on a Saturday; the PMA advised the Tuesday after, the Panel extended it on the Thursday."""
    work, day, tell = office.timetable.at_work, office.timetable.day, office.timetable.tell
    november = work(2026, 11, 3)
    yield working_days_before(november, 1)
    plan, case = office.made["bryn wyn plan"], office.made["bryn wyn case"]
    office.take_in(
        case,
        "Log of the door controller at the participant's own test",
        ORGANISATION,
        office.day,
        files.device_log(
            "door-test.log",
            day(2026, 10, 27),
            ("badge CKS-114 read", "badge CKS-131 read", "door open  badges=2 companies=1", "test failed: one company"),
            Random("door"),
        ),
        supports=(f"{plan}/M2",),
    )
    cases.note(
        office.keeper,
        case=case,
        note="Ms Rhiannon Tudur telephoned at 09:40: the extension of milestone 2 is asked for by letter of today. She"
        " was"
        " told that the milestone is overdue since Sunday and that this stays in the record.",
    )
    paper = advice.draft(
        office.keeper,
        plan=plan,
        version=2,
        title=f"Advice to extend milestone 2 of {ORGANISATION}'s plan",
        view=PlanView.EXTEND,
        milestone=f"{plan}/M2",
        proposed_due=day(2026, 11, 30),
        recommendation=tell(words.EXTENSION),
        reasons=tell(words.EXTENSION_REASONS),
        proportionality="A month for one door; the interim rule keeps two persons in the room meanwhile.",
    ).reference
    assert paper is not None
    office.made["bryn wyn extension advice"] = paper
    item = office.put(
        november,
        Conduct(against=("H. Boyd",), minutes=20, dissent="H. Boyd: the request should have come before the date."),
        title=f"{ORGANISATION}: extension of milestone 2",
        subject=paper,
        motion=tell("That the PMA advise the Panel to extend milestone 2 to {2026-11-30}."),
        reasons="Put to the meeting late, with the Chair's leave: the request came the day before.",
    )
    yield work(2026, 11, 4)
    _issue(office, "bryn wyn extension advice", item)
    yield work(2026, 11, 6)
    milestones.extend(
        office.keeper,
        milestone=f"{plan}/M2",
        to_due=day(2026, 11, 30),
        decided_on=work(2026, 11, 5),
        source=tell("Minutes of the SEC Panel of {2026-11-05}, item 8"),
        words_given=tell(words.EXTENDED),
        reason="The door's controller accepted two badges of one company and is replaced.",
    )
