"""Facts that did not follow a rule are kept, marked with rule and paragraph, and nothing rests on them (states.md)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pma_assure.records.cases import Finding
from pma_assure.records.house import AuditEntry, IrregularFact
from pma_assure.records.meetings import AgendaItem, Attendance, Decision, Meeting, Vote
from pma_assure.records.people import Person
from pma_assure.records.plans import Milestone
from pma_assure.rules.vocabulary import (
    BreachTrigger,
    DecisionManner,
    DecisionState,
    DocumentType,
    FindingClass,
    FindingState,
    MilestoneState,
    PlanView,
    SeatCode,
    Standing,
    VoteCast,
)
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.attendance import ArrivalGiven
from tests.workflows.desk import EVERYBODY, QUORATE, TODAY, Office, at, render_advice, votes

DAY = date(2026, 7, 14)
Stage = tuple[Office, dict[str, str]]


def test_a_decision_of_three_is_kept_as_purported_only_when_asked_for(submitted: Stage) -> None:
    office, notes = submitted
    _, item = office.sit(DAY, office.advice(notes["plan"]), QUORATE[:3])
    refused = office.refuse(
        "decision.record", item=item, manner=DecisionManner.AGREED, decided_at=at(DAY, 10, 30), reasons="so"
    )
    assert (refused.rule, refused.paragraph) == ("R30", "35")
    assert "3 members count" in refused.sentence
    done = office.record(item, DAY, purported=True)
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R30", "35")]
    assert done.reference is not None
    held = office.row(Decision, reference=done.reference)
    assert (held.state, held.quorate, held.quorum_count) == (DecisionState.PURPORTED, False, 3)
    assert office.irregular(done.reference) == [("R30", "35")]


def test_what_was_taken_without_a_quorum_does_not_become_valid_by_what_is_recorded(submitted: Stage) -> None:
    """Who says that it is not valid is asked to put the attendance right; it was kept as valid, without a word."""
    office, notes = submitted
    _, item = office.sit(DAY, office.advice(notes["plan"]), QUORATE)
    given = {"item": item, "manner": DecisionManner.AGREED, "decided_at": at(DAY, 10, 30), "reasons": "so"}
    refused = office.refuse("decision.record", purported=True, **given)
    assert (refused.rule, refused.field) == ("R30", "purported")
    assert f"{len(QUORATE)} members counted" in refused.sentence
    assert office.rows(Decision, item_id=office.row(AgendaItem, reference=item).id) == []


def test_without_anybody_in_the_chair_six_are_no_quorum(submitted: Stage) -> None:
    office, notes = submitted
    _, item = office.sit(DAY, office.advice(notes["plan"]), EVERYBODY[1:])
    done = office.record(item, DAY, purported=True)
    assert done.reference is not None
    assert office.row(Decision, reference=done.reference).state == DecisionState.PURPORTED
    office.sound()


def test_nothing_rests_on_a_purported_decision(ready: Stage) -> None:
    office, notes = ready
    purported: dict[str, str] = {}
    advice = office.advice(notes["plan"], view=PlanView.FAILING)
    for kind, subject in (("advice", advice), ("extract", notes["extract"]), ("plan", notes["plan"])):
        _, item = office.sit(date(2026, 11, 10), subject, QUORATE[:3])
        reference = office.record(item, date(2026, 11, 10), purported=True).reference
        assert reference is not None
        purported[kind] = reference
    office.do("plan.report_completion", plan=notes["plan"], reported_on=date(2026, 11, 1))
    for milestone in office.rows(Milestone):
        office.force(Milestone, milestone.id, state=MilestoneState.VERIFIED)
    tries = (
        ("advice", "advice.issue", {"advice": advice, "issued_on": date(2026, 11, 11), "renderer": render_advice}),
        ("extract", "extract.approve", {"extract": notes["extract"]}),
        (
            "extract",
            "extract.withhold_entirely",
            {"extract": notes["extract"], "review_date": date(2027, 1, 1), "reason": "so"},
        ),
        ("plan", "plan.verify", {"plan": notes["plan"]}),
    )
    for kind, deed, arguments in tries:
        refused = office.refuse(deed, decision=purported[kind], **arguments)
        assert (refused.rule, refused.paragraph, refused.field) == ("R30", "35", "decision")
        assert "purported" in refused.sentence
    refused = office.refuse("setting.choose", key="response_working_days", value="20", adopted_by=purported["plan"])
    assert refused.rule == "R30"


def test_a_cps_is_not_approved_by_a_purported_decision(office: Office) -> None:
    office.do("document.add", title="CPS", short_name="CPS", document_type=DocumentType.CPS)
    office.do("document.add_version", document="CPS", version_label="1.0")
    _, item = office.sit(DAY, "DOC-0002/1.0", QUORATE[:3])
    decision = office.record(item, DAY, purported=True).reference
    named = {"document": "CPS", "version_label": "1.0", "approved_on": DAY}
    assert office.refuse("document.approve_version", decision=decision, **named).rule == "R30"
    done = office.do("document.approve_version", approved_by="as reported", **named)
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R08", "16")]


def test_a_cps_is_approved_by_a_decision_on_its_very_words(office: Office) -> None:
    office.do("document.add", title="CPS", short_name="CPS", document_type=DocumentType.CPS)
    office.do("document.add_version", document="CPS", version_label="1.0")
    decision = office.decide("DOC-0002/1.0", DAY)
    named = {"document": "CPS", "version_label": "1.0", "decision": decision}
    assert (
        "not approved before"
        in office.refuse("document.approve_version", approved_on=date(2026, 7, 13), **named).sentence
    )
    assert not office.do("document.approve_version", approved_on=DAY, **named).irregular
    office.do("document.add_version", document="RAPP", version_label="3.0")
    refused = office.refuse(
        "document.approve_version", document="RAPP", version_label="3.0", approved_on=DAY, decision=decision
    )
    assert refused.rule == "R05"
    assert office.refuse("item.list", meeting=office.meeting(DAY), title="x", subject="DOC-0002/9.9").field == "subject"


def test_an_alternate_without_a_nomination_is_kept_and_does_not_count(office: Office) -> None:
    meeting = office.meeting(DAY)
    office.do("person.add", name="B. Lowe", employer="Corvane Consulting", first_day=date(2026, 1, 1))
    seat = {"standing": Standing.ALTERNATE, "seat": SeatCode.LARGE_SUPPLIER_A}
    expected = office.do("meeting.expect", meeting=meeting, person="B. Lowe", **seat)
    assert not expected.irregular
    assert "without a nomination" in " ".join(expected.notes)
    done = office.do("meeting.arrive", meeting=meeting, person="B. Lowe", arrived_at=at(DAY))
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R27", "35")]
    acting = office.do(
        "meeting.arrive", meeting=meeting, person="H. Boyd", standing=Standing.ACTING_CHAIR, arrived_at=at(DAY)
    )
    assert [one.rule for one in acting.irregular] == ["R26"]
    assert not office.do(
        "meeting.arrive", meeting=meeting, person="R. Sharma", standing=Standing.ACTING_CHAIR, arrived_at=at(DAY)
    ).irregular


def test_all_who_are_there_are_recorded_at_once_and_each_irregularity_is_said(office: Office) -> None:
    meeting = office.meeting(DAY)
    office.do("person.add", name="B. Lowe", employer="Corvane Consulting", first_day=date(2026, 1, 1))
    office.do("meeting.open", meeting=meeting, opened_at=at(DAY))
    alternate = {"standing": Standing.ALTERNATE, "seat": SeatCode.LARGE_SUPPLIER_A}
    first, *others = [
        office.row(Person, id=row.person_id).name
        for row in office.rows(Attendance, meeting_id=office.row(Meeting, reference=meeting).id)
    ]
    given = (
        ArrivalGiven(person=first),
        *(ArrivalGiven(person=name, arrived_at=at(DAY, 10, 4)) for name in others),
        ArrivalGiven(person="B. Lowe", **alternate),
        ArrivalGiven(person="R. Sharma", standing=Standing.ATTENDEE),
    )
    before = office.head()[0]
    done = office.do("meeting.record_arrivals", meeting=meeting, arrived_at=at(DAY), arrivals=given)
    assert [(one.rule, one.sentence.split(" sits")[0]) for one in done.irregular] == [("R27", "B. Lowe")]
    held = office.rows(Attendance, meeting_id=office.row(Meeting, reference=meeting).id)
    assert sorted(row.arrived_at for row in held) == sorted([at(DAY)] * 3 + [at(DAY, 10, 4)] * len(others))
    entries = [row for row in office.rows(AuditEntry) if row.number > before]
    assert len({row.deed_number for row in entries}) == 1, "one transaction"


def test_an_arrival_on_another_day_than_the_meeting_is_called_for_is_kept_and_said(office: Office) -> None:
    meeting = office.meeting(DAY)
    early = DAY - timedelta(days=90)
    given = (ArrivalGiven(person="S. Mistry"), ArrivalGiven(person="J. Pryce", arrived_at=at(DAY)))
    done = office.do("meeting.record_arrivals", meeting=meeting, arrived_at=at(early), arrivals=given)
    said = [note for note in done.notes if f"{meeting} is called for {say_day(DAY)}" in note]
    assert len(said) == 1, "the day of the meeting itself is no other day"
    assert f"the arrival is on {say_day(early)}" in said[0]
    done = office.do("meeting.arrive", meeting=meeting, person="H. Boyd", arrived_at=at(DAY, 11))
    assert not any("is called for" in note for note in done.notes)


def test_if_one_arrival_is_refused_none_is_kept(office: Office) -> None:
    meeting = office.meeting(DAY)
    who = (ArrivalGiven(person="S. Mistry"), ArrivalGiven(person="R. Sharma"))
    named = {"meeting": meeting, "arrived_at": at(DAY)}
    assert office.refuse("meeting.record_arrivals", arrivals=who, **named).field == "arrivals"
    assert "R. Sharma" in office.refuse("meeting.record_arrivals", arrivals=who, **named).sentence
    assert office.refuse("meeting.record_arrivals", arrivals=who[:1] * 2, **named).field == "arrivals"
    assert office.refuse("meeting.record_arrivals", arrivals=(), **named).field == "arrivals"
    ahead = at(TODAY + timedelta(days=1))
    refused = office.refuse("meeting.record_arrivals", meeting=meeting, arrived_at=ahead, arrivals=who[:1])
    assert refused.field == "arrived_at"
    own = (ArrivalGiven(person="S. Mistry", arrived_at=ahead),)
    assert office.refuse("meeting.record_arrivals", arrivals=own, **named).field == "arrivals"
    assert not [row for row in office.rows(Attendance) if row.arrived_at is not None]


@pytest.mark.parametrize("how", ["extension", "cancellation"])
def test_what_the_panel_did_with_a_milestone_without_advice(approved: Stage, how: str) -> None:
    office, notes = approved
    milestone = f"{notes['plan']}/M1"
    arguments = {"milestone": milestone, "decided_on": date(2026, 9, 20), "reason": "cards are late"}
    if how == "extension":
        done = office.panel("milestone.extend", to_due=date(2026, 12, 1), **arguments)
    else:
        done = office.panel("milestone.cancel", **arguments)
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R70", "60")]
    assert office.irregular(milestone) == [("R70", "60")]


def test_a_variation_decided_without_advice(approved: Stage) -> None:
    office, notes = approved
    office.version(notes["plan"])
    office.do("plan.propose_variation", plan=notes["plan"], version=2, submitted_on=date(2026, 9, 1))
    done = office.panel("plan.record_variation", plan=notes["plan"], approved=True, decided_on=date(2026, 9, 20))
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R70", "60")]


def test_a_plan_required_before_the_pma_advised(office: Office) -> None:
    case = office.case()
    breach = office.ref(
        "breach.open", case=case, title="One officer", trigger=BreachTrigger.OTHER, allegation="One officer alone."
    )
    done = office.panel(
        "plan.require",
        case=case,
        title="A plan",
        decided_on=DAY,
        submit_by=date(2026, 8, 1),
        requirements=("REQ-RAPP-2.1-5.2",),
        breach=breach,
    )
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R68", "59")]


def test_the_panel_approves_on_a_day_before_it_had_the_advice(submitted: Stage) -> None:
    office, notes = submitted
    office.issued(notes["plan"], DAY)
    refused = office.refuse(
        "plan.record_approval", plan=notes["plan"], decided_on=date(2026, 6, 1), source="m", words_given="w"
    )
    assert "submitted on" in refused.sentence
    done = office.panel("plan.record_approval", plan=notes["plan"], decided_on=date(2026, 7, 1))
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R70", "60")]


def test_the_chair_votes_without_a_tie(office: Office) -> None:
    _, item = office.sit(DAY, None)
    given = votes({"A. Whitcombe": VoteCast.FOR, "J. Pryce": VoteCast.FOR, "E. Harcourt": VoteCast.AGAINST})
    done = office.record(item, DAY, manner=DecisionManner.VOTE, votes=given)
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R16", "17, 29")]
    kept = {(row.cast, row.casting, row.counted) for row in office.rows(Vote)}
    assert (VoteCast.AGAINST, True, False) in kept
    assert done.reference is not None
    held = office.row(Decision, reference=done.reference)
    assert (held.votes_for, held.votes_against, held.casting) == (2, 0, None)
    assert held.state == DecisionState.RECORDED
    office.sound()


@pytest.mark.parametrize("last", ["employment", "group", "contract", "place"])
def test_the_pki_specialist_depends_on_the_service_provider(office: Office, last: str) -> None:
    first = date(2026, 1, 1)
    dcc = "Meridian Data Communications"
    if last == "employment":
        done = office.do("person.employ", person="R. Sharma", employer=dcc, first_day=first)
    elif last == "group":
        office.do("organisation.affiliate", organisation=dcc, group="Meridian Group", first_day=first)
        office.do("person.employ", person="R. Sharma", employer="Corvane Consulting", first_day=date(2025, 1, 1))
        done = office.do(
            "organisation.affiliate", organisation="Corvane Consulting", group="Meridian Group", first_day=first
        )
    elif last == "contract":
        office.do("person.employ", person="R. Sharma", employer="Coldharbour Key Services", first_day=first)
        done = office.do(
            "organisation.contract",
            participant=dcc,
            contractor="Coldharbour Key Services",
            service="Runs the SMKI service",
            first_day=date(2026, 3, 1),
        )
    else:
        office.do("person.add", name="I. Wren", employer=dcc, first_day=first)
        done = office.do("person.edit", person="I. Wren", represents="PKI Specialist")
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R25", "38")]
    again = office.do(
        "organisation.contract", participant=dcc, contractor="Ondine Metering", service="Print", first_day=first
    )
    assert not again.irregular, "each fact is marked once"


def test_who_left_the_service_provider_long_ago_is_independent(office: Office) -> None:
    done = office.do(
        "person.employ",
        person="R. Sharma",
        employer="Meridian Data Communications",
        first_day=date(2015, 1, 1),
        last_day=date(2020, 1, 1),
    )
    assert not done.irregular


def test_a_finding_that_cites_a_version_not_in_force(office: Office) -> None:
    case = office.case()
    finding = office.finding(case, began_on=date(2026, 1, 15))
    office.evidence(case, finding)
    done = office.do("finding.open", finding=finding)
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R02", "15")]


def test_an_observation_that_says_a_requirement_was_not_met(office: Office) -> None:
    case = office.case()
    finding = office.finding(case, finding_class=FindingClass.OBSERVATION)
    done = office.do("finding.open", finding=finding)
    assert [one.rule for one in done.irregular] == ["R02"]
    assert "not met" in office.refuse("finding.note", finding=finding).sentence
    office.do("irregular.settle", reference=finding, rule="R02", reason="The assessor calls it a remark.")
    office.do("finding.note", finding=finding)
    assert office.row(IrregularFact, reference=finding).settled_on is not None


def test_evidence_taken_away_from_under_a_verified_milestone(approved: Stage) -> None:
    office, notes = approved
    milestone = f"{notes['plan']}/M1"
    office.do("milestone.report_complete", milestone=milestone, reported_on=date(2026, 9, 28))
    proof = office.evidence(notes["case"], received_on=date(2026, 9, 28))
    office.do("milestone.verify", milestone=milestone, verified_on=date(2026, 10, 2), evidence=(proof,))
    done = office.do("evidence.withdraw", evidence=proof, reason="of another site")
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R70", "60")]
    assert office.irregular(milestone) == [("R70", "60")]
    office.sound()


def test_a_finding_does_not_open_on_evidence_that_is_withdrawn_or_cannot_be_verified(office: Office) -> None:
    case = office.case()
    finding = office.finding(case)
    office.evidence(case, finding, verifiable=False)
    assert office.refuse("finding.open", finding=finding).rule == "R48"
    withdrawn = office.evidence(case, finding)
    office.do("evidence.withdraw", evidence=withdrawn, reason="an error")
    assert office.refuse("finding.open", finding=finding).rule == "R48"
    office.evidence(case, finding)
    office.do("finding.open", finding=finding)
    assert office.row(Finding, reference=finding).state == FindingState.OPEN


def test_settling_says_how_and_keeps_the_fact(approved: Stage) -> None:
    office, notes = approved
    milestone = f"{notes['plan']}/M1"
    office.panel(
        "milestone.extend", milestone=milestone, to_due=date(2026, 12, 1), decided_on=date(2026, 9, 20), reason="late"
    )
    office.do("irregular.settle", reference=milestone, rule="R70", reason="Advised afterwards, meeting 33.")
    assert office.refuse("irregular.settle", reference=milestone, rule="R70", reason="again")
    assert office.irregular(milestone) == [("R70", "60")]
