"""What is owed in every state of every record: who, what, by when or since when, on which rule, what is in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pma_assure.rules.breach import AT_WORK
from pma_assure.rules.deadlines import MilestoneFacts, milestone_clock
from pma_assure.rules.duties import Decided, Folder, Listed, in_order
from pma_assure.rules.duties_of_breaches import BreachDuty, of_breach
from pma_assure.rules.duties_of_cases import (
    CaseDuty,
    IrregularDuty,
    of_case,
    of_irregular,
)
from pma_assure.rules.duties_of_extracts import ExtractDuty, of_extract
from pma_assure.rules.duties_of_meetings import DecisionDuty, ItemDuty, MeetingDuty, of_decision, of_meeting
from pma_assure.rules.duties_of_papers import AdviceDuty, of_advice
from pma_assure.rules.duties_of_plans import MilestoneDuty, PlanDuty, of_plan
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import (
    AdviceState,
    BreachState,
    CaseState,
    ExtractState,
    ItemState,
    MeetingState,
    MilestoneState,
    PlanState,
)
from pma_assure.values.duties import Duty
from pma_assure.workflows.every import DEEDS

DAY = date(2026, 11, 23)
SINCE = date(2026, 11, 13)
WHO = "Wren Valley Power"
FOLDER = Folder(case="CASE-2026-0001", organisation=WHO)
ON_AGENDA = Listed(item="MTG-2026-04/2", day=date(2026, 12, 3), quorate=True)
DECIDED = Decided(reference="DEC-2026-0009", on=date(2026, 11, 20), changed=False)
CHANGED = replace(DECIDED, changed=True)

PLAN = PlanDuty(
    reference="PLAN-2026-0001",
    title="Dual control",
    folder=FOLDER,
    state=PlanState.REQUIRED,
    state_on=SINCE,
    submit_by=date(2026, 11, 20),
    resubmit_by=date(2026, 12, 1),
    version=2,
    unanswered=(),
    draft_advice=None,
    decided_advice=False,
    advised=False,
    listed=None,
    decided=None,
    milestones=(),
    extracts=1,
    approved_on=None,
)
EXTRACT = ExtractDuty(
    reference="EXT-2026-0001",
    title="Dual control",
    folder=FOLDER,
    state=ExtractState.DRAFTING,
    state_on=SINCE,
    respond_by=date(2026, 11, 30),
    heard=False,
    unanswered=(),
    undecided=0,
    review_date=date(2027, 3, 1),
    listed=None,
    decided=None,
    to_tell=(),
    tell_since=None,
)
ADVICE = AdviceDuty(
    reference="ADV-2026-0001",
    title="Advice on the plan",
    folder=FOLDER,
    state=AdviceState.DRAFT,
    decided=DECIDED,
    listed=None,
    unanswered=0,
)
ITEM = ItemDuty(
    reference="MTG-2026-04/2",
    title="The plan",
    folder=FOLDER,
    state=ItemState.LISTED,
    circulated=False,
    quorate=True,
    forecast="Four of four.",
)
MEETING = MeetingDuty(
    reference="MTG-2026-04",
    title="PMA meeting",
    day=date(2026, 12, 3),
    papers_due=date(2026, 11, 26),
    state=MeetingState.SCHEDULED,
    items=(),
)
BREACH = BreachDuty(
    reference="BRCH-2026-0001",
    title="One officer",
    folder=FOLDER,
    state=BreachState.OPENED,
    since=SINCE,
    plan_closed=False,
)
DECISION = DecisionDuty(
    reference="DEC-2026-0001", title="The plan", folder=FOLDER, decided_on=SINCE, reevaluate=False, purported=False
)
Owed = tuple[str, str, "date | int", str, tuple[str, ...], "str | None"]
"""(who, how what is owed begins, due day or elapsed days, rule, blocked by, deed)"""


def milestone(state: MilestoneState, due: date = date(2026, 11, 20), number: int = 1) -> MilestoneDuty:
    return MilestoneDuty(
        reference=f"PLAN-2026-0001/M{number}",
        number=number,
        title="Cards issued",
        owner="T. Reed",
        state=state,
        reported_on=date(2026, 11, 18) if state in ("reported_complete", "verified") else None,
        clock=milestone_clock(MilestoneFacts(baseline_due=due), DAY),
    )


def plan(state: PlanState, **more: Any) -> PlanDuty:
    return replace(PLAN, state=state, **more)


def said(duties: tuple[Duty, ...]) -> list[Owed]:
    return [
        (
            duty.who,
            duty.what,
            duty.due if duty.due is not None else duty.elapsed_days or 0,
            duty.rule,
            duty.blocked_by,
            duty.deed,
        )
        for duty in duties
    ]


def matches(duties: tuple[Duty, ...], wanted: list[Owed]) -> None:
    found = said(duties)
    assert [(who, by, cited, blocks, deed) for who, _, by, cited, blocks, deed in found] == [
        (who, by, cited, blocks, deed) for who, _, by, cited, blocks, deed in wanted
    ]
    for duty, (_, begins, *_) in zip(duties, wanted, strict=True):
        assert duty.what.startswith(begins)
        assert duty.paragraph == paragraph(duty.rule)
        assert duty.deed is None or duty.deed in DEEDS
        assert (duty.due is None) != (duty.elapsed_days is None)
        assert duty.days_overdue == (max(0, (DAY - duty.due).days) if duty.due else 0)
        assert (duty.case, duty.organisation) in ((FOLDER.case, FOLDER.organisation), (None, None))


ADVISE = "Advise the Panel on version 2"
COMPLETE = "Decide whether the plan is put into effect"
PLANS: list[tuple[PlanDuty, list[Owed]]] = [
    (plan(PlanState.REQUIRED), [(WHO, "Submit the", date(2026, 11, 20), "R70", (), "plan.submit")]),
    (plan(PlanState.REQUIRED, submit_by=None), [(WHO, "Submit the", 10, "R70", (), "plan.submit")]),
    (plan(PlanState.RETURNED), [(WHO, "Resubmit the", date(2026, 12, 1), "R70", (), "plan.submit")]),
    (
        plan(PlanState.SUBMITTED, unanswered=("a", "b")),
        [("The PMA", ADVISE, 10, "R70", ("2 requirements not answered", "advice not drafted"), "advice.draft")],
    ),
    (
        plan(PlanState.SUBMITTED, draft_advice="ADV-2026-0001"),
        [("The PMA", ADVISE, 10, "R70", ("not on an agenda",), "item.list")],
    ),
    (
        plan(PlanState.SUBMITTED, draft_advice="ADV-2026-0001", listed=ON_AGENDA),
        [("The PMA", ADVISE, 10, "R70", (), "decision.record")],
    ),
    (
        plan(PlanState.SUBMITTED, draft_advice="ADV-2026-0001", listed=replace(ON_AGENDA, quorate=False)),
        [("The PMA", ADVISE, 10, "R70", ("MTG-2026-04/2 is forecast to be inquorate",), "decision.record")],
    ),
    (plan(PlanState.SUBMITTED, draft_advice="ADV-2026-0001", decided_advice=True), []),
    (
        plan(PlanState.ADVISED),
        [("The SEC Panel", "Decide on version 2", 10, "R70", (), "plan.record_approval")],
    ),
    (plan(PlanState.APPROVED), []),
    (
        plan(PlanState.APPROVED, extracts=0, approved_on=date(2026, 11, 3)),
        [("The PKI Specialist", "Prepare the extract", 20, "R73", (), "extract.prepare")],
    ),
    (
        plan(
            PlanState.APPROVED,
            milestones=(milestone(MilestoneState.VERIFIED), milestone(MilestoneState.CANCELLED, number=2)),
        ),
        [(WHO, "Report the plan complete", 5, "R70", (), "plan.report_completion")],
    ),
    (
        plan(PlanState.VARIATION_PROPOSED),
        [("The PMA", ADVISE, 10, "R70", ("advice not drafted",), "advice.draft")],
    ),
    (
        plan(PlanState.VARIATION_PROPOSED, advised=True),
        [("The SEC Panel", "Decide on version 2", 10, "R70", (), "plan.record_variation")],
    ),
    (
        plan(PlanState.COMPLETION_REPORTED),
        [("The PMA", COMPLETE, 10, "R70", ("not on an agenda",), "item.list")],
    ),
    (
        plan(PlanState.COMPLETION_REPORTED, listed=ON_AGENDA),
        [("The PMA", COMPLETE, 10, "R70", (), "decision.record")],
    ),
    (
        plan(PlanState.COMPLETION_REPORTED, milestones=(milestone(MilestoneState.REPORTED_COMPLETE),)),
        [
            ("The PMA", COMPLETE, 10, "R70", ("M1 is not verified", "not on an agenda"), "item.list"),
            ("The PMA", "Examine the evidence", 5, "R70", (), "milestone.verify"),
        ],
    ),
    (
        plan(PlanState.COMPLETION_REPORTED, decided=DECIDED),
        [("The PKI Specialist", "Record the plan as verified", 3, "R70", (), "plan.verify")],
    ),
    (
        plan(PlanState.COMPLETION_REPORTED, decided=CHANGED),
        [("The PMA", COMPLETE, 10, "R70", ("not on an agenda",), "item.list")],
    ),
    (
        plan(PlanState.VERIFIED),
        [("The PKI Specialist", "Report to the Panel", 10, "R70", (), "plan.close")],
    ),
    (
        plan(PlanState.FAILED),
        [("The SEC Panel", "Decide what follows", 10, "R69", (), "plan.record_failed_outcome")],
    ),
    (plan(PlanState.CLOSED, extracts=0, approved_on=SINCE), []),
]


@pytest.mark.parametrize(("facts", "wanted"), PLANS, ids=[one.state.value for one, _ in PLANS])
def test_plan(facts: PlanDuty, wanted: list[Owed]) -> None:
    matches(of_plan(facts, DAY), wanted)


MILESTONES: list[tuple[MilestoneState, list[Owed]]] = [
    (
        MilestoneState.NOT_STARTED,
        [(WHO, "Complete milestone 1", date(2026, 11, 20), "R70", (), "milestone.report_complete")],
    ),
    (
        MilestoneState.IN_PROGRESS,
        [(WHO, "Complete milestone 1", date(2026, 11, 20), "R70", (), "milestone.report_complete")],
    ),
    (
        MilestoneState.REPORTED_COMPLETE,
        [("The PMA", "Examine the evidence for milestone 1", 5, "R70", (), "milestone.verify")],
    ),
    (MilestoneState.VERIFIED, []),
    (MilestoneState.CANCELLED, []),
]


@pytest.mark.parametrize(("state", "wanted"), MILESTONES)
def test_milestone(state: MilestoneState, wanted: list[Owed]) -> None:
    other = milestone(MilestoneState.NOT_STARTED, date(2026, 12, 31), number=2)
    duties = of_plan(plan(PlanState.APPROVED, milestones=(milestone(state), other)), DAY)
    matches(tuple(duty for duty in duties if duty.reference.endswith("/M1")), wanted)


DECIDE = "Decide on the extract"
EXTRACTS: list[tuple[ExtractDuty, list[Owed]]] = [
    (
        replace(EXTRACT, undecided=2),
        [("The PKI Specialist", "Decide each passage", 10, "R73", ("2 passages undecided",), "extract.consult")],
    ),
    (
        replace(EXTRACT, state=ExtractState.PARTICIPANT_CONSULTED),
        [(WHO, "Make representations", date(2026, 11, 30), "R74", (), "extract.record_representation")],
    ),
    (
        replace(EXTRACT, state=ExtractState.PARTICIPANT_CONSULTED, heard=True, unanswered=(1, 3)),
        [("The PMA", "Answer representation 1, 3", 10, "R74", (), "extract.answer_representation")],
    ),
    (
        replace(EXTRACT, state=ExtractState.PARTICIPANT_CONSULTED, respond_by=date(2026, 11, 22)),
        [("The PKI Specialist", "Send the draft", 10, "R73", (), "extract.send_to_review")],
    ),
    (
        replace(EXTRACT, state=ExtractState.SECURITY_REVIEW),
        [("A second reviewer", "Review the draft", 10, "R73", (), "extract.review")],
    ),
    (
        replace(EXTRACT, state=ExtractState.READY_FOR_DECISION),
        [("The PMA", DECIDE, 10, "R73", ("not on an agenda",), "item.list")],
    ),
    (
        replace(EXTRACT, state=ExtractState.READY_FOR_DECISION, listed=ON_AGENDA),
        [("The PMA", DECIDE, 10, "R73", (), "decision.record")],
    ),
    (
        replace(EXTRACT, state=ExtractState.READY_FOR_DECISION, decided=DECIDED),
        [("The PKI Specialist", "Record what the PMA decided", 3, "R73", (), "extract.approve")],
    ),
    (
        replace(EXTRACT, state=ExtractState.READY_FOR_DECISION, decided=CHANGED, listed=ON_AGENDA),
        [("The PMA", DECIDE, 10, "R73", (), "decision.record")],
    ),
    (
        replace(EXTRACT, state=ExtractState.APPROVED),
        [("The PKI Specialist", "Release the extract", 10, "R73", (), "extract.release")],
    ),
    (
        replace(EXTRACT, state=ExtractState.WITHHELD_ENTIRELY),
        [("The PMA", "Look again", date(2027, 3, 1), "R73", (), "extract.redraft")],
    ),
    (replace(EXTRACT, state=ExtractState.RELEASED), []),
    (replace(EXTRACT, state=ExtractState.CORRECTED), []),
    (replace(EXTRACT, state=ExtractState.RECALLED), []),
    (
        replace(EXTRACT, state=ExtractState.RECALLED, to_tell=("All Parties",), tell_since=date(2026, 11, 22)),
        [("The PKI Specialist", "Tell 1 recipient", 1, "R73", (), "extract.tell_recipient")],
    ),
]


@pytest.mark.parametrize(("facts", "wanted"), EXTRACTS, ids=[one.state.value for one, _ in EXTRACTS])
def test_extract(facts: ExtractDuty, wanted: list[Owed]) -> None:
    matches(of_extract(facts, DAY), wanted)


ADVICES: list[tuple[AdviceDuty, list[Owed]]] = [
    (replace(ADVICE, decided=None), []),
    (ADVICE, [("The PKI Specialist", "Issue the advice", 3, "R68", (), "advice.issue")]),
    (
        replace(ADVICE, unanswered=1),
        [("The PKI Specialist", "Issue the advice", 3, "R68", ("1 requirement not answered",), "advice.issue")],
    ),
    (
        replace(ADVICE, decided=CHANGED),
        [("The PMA", "Decide on the changed text", 3, "R68", ("not on an agenda",), "item.list")],
    ),
    (
        replace(ADVICE, decided=CHANGED, listed=ON_AGENDA),
        [("The PMA", "Decide on the changed text", 3, "R68", (), "decision.record")],
    ),
    (replace(ADVICE, state=AdviceState.ISSUED), []),
    (replace(ADVICE, state=AdviceState.SUPERSEDED), []),
]


@pytest.mark.parametrize(("facts", "wanted"), ADVICES)
def test_advice(facts: AdviceDuty, wanted: list[Owed]) -> None:
    matches(of_advice(facts, DAY), wanted)


MEETINGS: list[tuple[MeetingDuty, list[Owed]]] = [
    (MEETING, []),
    (
        replace(MEETING, day=date(2026, 11, 19)),
        [("The PKI Specialist", "Record what became", 4, "R12", (), "meeting.open")],
    ),
    (replace(MEETING, state=MeetingState.IN_SESSION, day=DAY), []),
    (
        replace(MEETING, state=MeetingState.IN_SESSION, day=date(2026, 11, 19)),
        [("The PKI Specialist", "Record the end", 4, "R12", (), "meeting.close")],
    ),
    (
        replace(MEETING, state=MeetingState.CLOSED, day=date(2026, 11, 19)),
        [("The PKI Specialist", "Draft the minutes", 4, "R12", (), "meeting.draft_minutes")],
    ),
    (
        replace(MEETING, state=MeetingState.MINUTES_DRAFTED, day=date(2026, 11, 19)),
        [("The PMA", "Approve the minutes", 4, "R12", (), "meeting.approve_minutes")],
    ),
    (replace(MEETING, state=MeetingState.MINUTES_APPROVED), []),
    (replace(MEETING, state=MeetingState.CANCELLED), []),
]


@pytest.mark.parametrize(("facts", "wanted"), MEETINGS, ids=[one.state.value for one, _ in MEETINGS])
def test_meeting(facts: MeetingDuty, wanted: list[Owed]) -> None:
    matches(of_meeting(facts, DAY), wanted)


CIRCULATE: Owed = ("The PKI Specialist", "Circulate the paper", date(2026, 11, 26), "R12", (), "item.circulate")
CARRY_OVER: Owed = ("The PKI Specialist", "Put “The plan” on a later agenda", 0, "R12", (), "item.carry_over")
ITEMS: list[tuple[MeetingState, ItemDuty, list[Owed]]] = [
    (MeetingState.SCHEDULED, ITEM, [CIRCULATE]),
    (MeetingState.SCHEDULED, replace(ITEM, circulated=True), []),
    (
        MeetingState.SCHEDULED,
        replace(ITEM, quorate=False),
        [CIRCULATE, ("The Chair", "Find an alternate", date(2026, 12, 3), "R28", (), "seat.nominate_alternate")],
    ),
    (MeetingState.IN_SESSION, replace(ITEM, state=ItemState.UNDER_DISCUSSION), []),
    (MeetingState.IN_SESSION, replace(ITEM, state=ItemState.DECIDED), []),
    (MeetingState.IN_SESSION, replace(ITEM, state=ItemState.NOTED), []),
    (MeetingState.IN_SESSION, replace(ITEM, state=ItemState.DEFERRED), []),
    (MeetingState.IN_SESSION, replace(ITEM, state=ItemState.WITHDRAWN), []),
    (MeetingState.CLOSED, ITEM, [CARRY_OVER]),
    (MeetingState.MINUTES_DRAFTED, ITEM, [CARRY_OVER]),
    (MeetingState.MINUTES_APPROVED, ITEM, [CARRY_OVER]),
    (MeetingState.CLOSED, replace(ITEM, carried=True), []),
]


@pytest.mark.parametrize(("meeting", "item", "wanted"), ITEMS)
def test_item(meeting: MeetingState, item: ItemDuty, wanted: list[Owed]) -> None:
    duties = of_meeting(replace(MEETING, state=meeting, items=(item,)), DAY)
    matches(tuple(duty for duty in duties if duty.reference == item.reference), wanted)


CONSIDER = "Consider whether there was a material breach"
BREACHES: dict[BreachState, list[Owed]] = {
    BreachState.OPENED: [("The PMA", CONSIDER, 10, "R67", (), "breach.gather_facts")],
    BreachState.GATHERING_FACTS: [("The PMA", CONSIDER, 10, "R67", (), "breach.seek_representations")],
    BreachState.REOPENED: [("The PMA", CONSIDER, 10, "R67", (), "breach.seek_representations")],
    BreachState.REPRESENTATIONS_SOUGHT: [(WHO, "Make representations", 10, "R72", (), "breach.record_representation")],
    BreachState.READY: [("The PKI Specialist", "Propose the view", 10, "R67", (), "breach.propose")],
    BreachState.DEFERRED: [("The PKI Specialist", "Bring One officer back", 10, "R67", (), "breach.make_ready")],
    BreachState.CONSIDERED: [("The PMA", "Advise the Panel on", 10, "R68", (), "advice.draft_on_breach")],
    BreachState.ADVISED: [("The SEC Panel", "Decide on", 10, "R69", (), "breach.record_outcome")],
    BreachState.DISCONTINUED: [
        ("The PKI Specialist", "Report to the next meeting", 10, "R67", ("not on an agenda",), "item.list")
    ],
}


@pytest.mark.parametrize("state", BreachState)
def test_breach(state: BreachState) -> None:
    matches(of_breach(replace(BREACH, state=state), DAY), BREACHES.get(state, []))


def test_breach_is_closed_once_its_plan_is() -> None:
    decided = replace(BREACH, state=BreachState.PANEL_DECIDED, plan_closed=True)
    matches(of_breach(decided, DAY), [("The PKI Specialist", "Close the", 10, "R67", (), "breach.close")])


def breach(state: BreachState, **more: Any) -> tuple[Duty, ...]:
    return of_breach(replace(BREACH, state=state, **more), DAY)


def test_a_fact_without_support_and_a_representation_without_answer_are_owed_until_the_pma_has_considered() -> None:
    more: dict[str, Any] = {"unsupported": ("BRCH-2026-0001/F2",), "unanswered": 2}
    for state in BreachState:
        found = [(one.reference, one.deed, one.what) for one in breach(state, **more)]
        support = ("BRCH-2026-0001/F2", "evidence.link", "Support the fact with evidence that can be verified, or"
                   " withdraw it")  # fmt: skip
        answer = ("BRCH-2026-0001", "breach.answer_representation", "Answer 2 representations on One officer")
        assert (support in found, answer in found) == (state in AT_WORK, state in AT_WORK)


def test_the_participant_has_until_the_day_to_make_representations() -> None:
    until = date(2026, 11, 20)
    matches(
        breach(BreachState.REPRESENTATIONS_SOUGHT, represent_by=DAY),
        [(WHO, "Make representations", DAY, "R72", (), "breach.record_representation")],
    )
    waited = [("The PKI Specialist", "Make One officer ready", (DAY - until).days, "R67", (), "breach.make_ready")]
    matches(breach(BreachState.REPRESENTATIONS_SOUGHT, represent_by=until), waited)
    (came,) = breach(BreachState.REPRESENTATIONS_SOUGHT, represent_by=DAY, heard=True)
    assert (came.deed, came.detail) == ("breach.make_ready", "representations received")


def test_what_is_ready_waits_for_its_paper_an_agenda_and_the_decision() -> None:
    ready: dict[str, Any] = {"proposed": True}
    matches(breach(BreachState.READY, **ready), [("The PMA", CONSIDER, 10, "R67", ("not on an agenda",), "item.list")])
    listed = Listed(item="MTG-2026-0004/2", day=DAY, quorate=True)
    (decide,) = breach(BreachState.READY, **ready, listed=listed, advice="ADV-2026-0005")
    assert (decide.reference, decide.deed, decide.blocked_by) == ("ADV-2026-0005", "decision.record", ())
    decided = Decided(reference="DEC-2026-0031", on=SINCE, changed=False)
    (record,) = breach(BreachState.READY, **ready, decided=decided)
    assert (record.deed, record.detail.split(" on ")[0]) == ("breach.consider", "decided by DEC-2026-0031")
    (again,) = breach(BreachState.READY, **ready, decided=replace(decided, changed=True))
    assert (again.deed, again.detail) == ("item.list", "changed since DEC-2026-0031")
    assert breach(BreachState.READY, **ready, advice="ADV-2026-0005", advice_decided=True) == ()


def test_advice_on_a_breach_is_owed_until_it_is_issued() -> None:
    matches(
        breach(BreachState.CONSIDERED, advice="ADV-2026-0005"),
        [("The PMA", "Decide on the advice", 10, "R68", ("not on an agenda",), "item.list")],
    )
    assert breach(BreachState.CONSIDERED, advice="ADV-2026-0005", advice_decided=True) == ()


def test_what_was_put_off_returns_on_its_day_and_what_was_discontinued_is_told_once() -> None:
    matches(
        breach(BreachState.DEFERRED, return_on=DAY),
        [("The PKI Specialist", "Bring One officer back", DAY, "R67", (), "breach.make_ready")],
    )
    (late,) = breach(BreachState.DEFERRED, return_on=date(2026, 11, 20))
    assert late.days_overdue == (DAY - date(2026, 11, 20)).days
    listed = Listed(item="MTG-2026-0004/2", day=DAY, quorate=True)
    (waits,) = breach(BreachState.DISCONTINUED, listed=listed)
    assert (waits.blocked_by, waits.deed) == ((), "item.note")
    assert breach(BreachState.DISCONTINUED, told=True) == ()


def test_decision() -> None:
    assert of_decision(DECISION, DAY) == ()
    matches(
        of_decision(replace(DECISION, reevaluate=True), DAY),
        [("The Chair", "Re-evaluate", 10, "R30", (), "item.list")],
    )
    matches(
        of_decision(replace(DECISION, purported=True), DAY),
        [("The Chair", "Put “The plan” before a quorate meeting", 10, "R30", (), "item.list")],
    )


def test_irregular_fact_cites_the_paragraph_it_was_kept_under() -> None:
    fact = IrregularDuty(
        reference="DEC-2026-0001", folder=FOLDER, rule="R30", paragraph="35", sentence="it was so", noted_on=SINCE
    )
    (duty,) = of_irregular(fact, DAY)
    assert (duty.deed, duty.paragraph, duty.detail, duty.elapsed_days) == ("irregular.settle", "35", "It was so", 10)


def test_case_is_closed_when_nothing_in_it_is_open() -> None:
    case = CaseDuty(
        reference="CASE-2026-0001",
        title="Keys",
        folder=FOLDER,
        state=CaseState.OPEN,
        opened_on=SINCE,
        nothing_open=True,
    )
    (duty,) = of_case(case, DAY)
    assert (duty.deed, duty.elapsed_days) == ("case.close", 10)
    assert of_case(replace(case, nothing_open=False), DAY) == ()
    assert of_case(replace(case, state=CaseState.CLOSED), DAY) == ()


def test_every_state_stands_in_a_table() -> None:
    assert {facts.state for facts, _ in PLANS} == set(PlanState)
    assert {facts.state for facts, _ in EXTRACTS} == set(ExtractState)
    assert {facts.state for facts, _ in ADVICES} == set(AdviceState)
    assert {facts.state for facts, _ in MEETINGS} == set(MeetingState)
    assert {item.state for _, item, _ in ITEMS} == set(ItemState)
    assert {state for state, _ in MILESTONES} == set(MilestoneState)


def test_late_ones_come_first() -> None:
    late = of_plan(plan(PlanState.REQUIRED), DAY)
    coming = of_plan(plan(PlanState.RETURNED), DAY)
    soon = of_plan(plan(PlanState.VERIFIED), DAY)
    assert in_order((*soon, *coming, *late)) == (*late, *coming, *soon)
