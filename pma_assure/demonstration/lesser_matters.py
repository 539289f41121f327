"""Matters that end early, or wait: an ad hoc assessment, a consideration put off, one discontinued, a follow-up."""

from __future__ import annotations

from pma_assure.demonstration import evidence_files as files
from pma_assure.demonstration.meridian import ASSESSORS, SCHEME
from pma_assure.demonstration.office import Conduct, Office, named
from pma_assure.demonstration.timetable import Story
from pma_assure.rules.vocabulary import AssessmentKind, BreachTrigger, BreachView
from pma_assure.workflows import (
    assessment_notice,
    assessment_plans,
    assessment_scope,
    assessments,
    breach_facts,
    breach_view,
    breaches,
    cases,
)
from pma_assure.workflows.assessment_scope import CriterionGiven

ONDINE = "Ondine Metering"
MARRICK = "Marrick Networks"
BRIGHTWATER_ENERGY = "Brightwater Energy"


def stories(office: Office) -> list[Story]:
    return [_ad_hoc(office), _put_off(office), _discontinued(office), _follow_up(office)]


def _ad_hoc(office: Office) -> Story:
    """Ordered by a decision of the PMA after a complaint, and notified."""
    work, day, tell = office.timetable.at_work, office.timetable.day, office.timetable.tell
    yield work(2026, 10, 15)
    case = named(
        cases.open_case(
            office.keeper,
            title="Ondine Metering: keys of devices made in batches",
            organisation=ONDINE,
            summary=tell(
                "On {2026-10-13} a manufacturer wrote that devices of one batch had come back with the same public key."
            ),
            proportionality="One batch of 400 devices, none of which is installed yet.",
        )
    )
    complaint = files.letter(
        "batch-complaint.txt",
        "A manufacturer of devices",
        work(2026, 10, 13),
        "Two devices, one public key",
        "Of forty devices of batch 2231 that came back to us two had the same public key. We keep both for you.",
    )
    office.take_in(case, "Complaint of a manufacturer", "The manufacturer", work(2026, 10, 14), complaint)
    assessment = named(
        assessments.propose(
            office.keeper,
            case=case,
            title="Ad hoc assessment of batch requests at Ondine Metering",
            kind=AssessmentKind.AD_HOC,
            assessor=ASSESSORS,
            scheme=office.made[SCHEME],
            planned_from=day(2026, 11, 30),
            planned_to=day(2026, 12, 11),
            reason="Two devices with one public key: keys may have been made outside the devices.",
            proportionality="One site and one batch; two assessors for three days.",
        )
    )
    office.made["ondine case"], office.made["ondine assessment"] = case, assessment
    assessment_scope.set_criteria(
        office.keeper, assessment=assessment, criteria=(CriterionGiven(document="DCP", version_label="1.2"),)
    )
    november = work(2026, 11, 3)
    yield office.paper_day(november)
    item = office.put(
        november,
        Conduct(
            excused=(("Niamh Ní Bhriain", "Works for Ondine Metering, which is to be assessed; leaves the room."),),
            minutes=20,
        ),
        title="Ondine Metering: an ad hoc assessment",
        subject=assessment,
        motion="That the PMA order the assessment as proposed.",
        reasons="What the complaint describes cannot be settled by letter, and the batch is about to be installed.",
    )
    yield work(2026, 11, 5)
    assessment_plans.plan(
        office.keeper,
        assessment=assessment,
        policy_clause="2.3",
        decision=item.decision,
        rationale="Before the batch is installed, and of that batch only.",
    )
    assessment_notice.notify(office.keeper, assessment=assessment, notified_on=office.day)
    yield work(2026, 11, 19)
    cases.note(office.keeper, case=case, note="Ondine Metering telephoned: the batch stays in its store until then.")


def _put_off(office: Office) -> Story:
    """Ready for the PMA, and put off until the report of a laboratory is there."""
    work, day, tell = office.timetable.at_work, office.timetable.day, office.timetable.tell
    yield work(2026, 8, 27)
    case = named(
        cases.open_case(
            office.keeper,
            title="Marrick Networks: revocation asked for late",
            organisation=MARRICK,
            summary=tell("On {2026-08-25} the operator told the PMA that a revocation was asked for eleven days late."),
            proportionality="One certificate, which was not in use.",
        )
    )
    breach = named(
        breaches.open_breach(
            office.keeper,
            case=case,
            title="Revocation of a certificate asked for eleven days late",
            trigger=BreachTrigger.INCIDENT_REPORT,
            allegation=tell("A module was lost on {2026-08-10}, and revocation was asked for on {2026-08-21} only."),
            requirements=("REQ-OCP-1.4-4.9.1",),
        )
    )
    breaches.gather_facts(office.keeper, breach=breach)
    asked = office.take_in(
        case,
        "Request for revocation",
        "Meridian Data Communications",
        work(2026, 8, 26),
        files.table("revocation.csv", "serial,asked for,ground", (f"61:0C:44,{day(2026, 8, 21)},loss",)),
        supports=(breach,),
    )
    breach_facts.add_fact(
        office.keeper,
        breach=breach,
        words_given=tell("Revocation was asked for on {2026-08-21}."),
        occurred_on=day(2026, 8, 21),
        evidence=(asked,),
    )
    yield work(2026, 10, 6)
    breach_view.make_ready(
        office.keeper,
        breach=breach,
        why_no_representations="Marrick Networks wrote that it has nothing to add to its report.",
    )
    breach_view.propose(
        office.keeper,
        breach=breach,
        view=BreachView.NOT_MATERIAL,
        reasons="The certificate was not in use, and its key had been destroyed with the module as far as is known.",
        proportionality="Nothing beyond the view is called for.",
    )
    breaches.defer(
        office.keeper,
        breach=breach,
        reason="Whether the key was destroyed shows from the laboratory's report, which is promised for November.",
        return_on=work(2026, 12, 3),
    )


def _discontinued(office: Office) -> Story:
    """What was alleged turned out to be about another organisation."""
    work, tell = office.timetable.at_work, office.timetable.tell
    yield work(2026, 9, 2)
    case = named(
        cases.open_case(
            office.keeper,
            title="Brightwater Energy: messages with a wrong name",
            organisation=BRIGHTWATER_ENERGY,
            summary="A Party complained of messages signed in the name of Brightwater Energy.",
            proportionality="A complaint that was answered within two weeks.",
        )
    )
    breach = named(
        breaches.open_breach(
            office.keeper,
            case=case,
            title="Certificates with a wrong subject name",
            trigger=BreachTrigger.COMPLAINT,
            allegation="Two certificates bear the name of Brightwater Energy without being its own.",
            requirements=("REQ-OCP-1.4-3.1.2",),
        )
    )
    breaches.gather_facts(office.keeper, breach=breach)
    yield work(2026, 9, 16)
    breaches.discontinue(
        office.keeper,
        breach=breach,
        reason=tell(
            "The two certificates are from the operator's test service, as it showed on {2026-09-14}. Reported to the"
            " next meeting."
        ),
    )


def _follow_up(office: Office) -> Story:
    """Whether what Wren Valley Power did about its findings lasts: proposed for next year."""
    work, day = office.timetable.at_work, office.timetable.day
    yield work(2026, 11, 18)
    assessments.propose(
        office.keeper,
        case=office.made["wren valley case"],
        title="Follow-up at Wren Valley Power: cards, leavers, Lune",
        kind=AssessmentKind.FOLLOW_UP,
        follows=office.made["wren valley assessment"],
        planned_from=day(2027, 2, 1),
        planned_to=day(2027, 2, 5),
        rationale="Whether the counts go on, once the last action is verified.",
    )
