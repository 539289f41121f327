"""Decisions: frozen with what they were on, person by person, and never changed by what is learnt later."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from pma_assure.records.contents import advice_version
from pma_assure.records.meetings import AgendaItemText, Circulation, Decision, DecisionText, Vote
from pma_assure.records.papers import AdviceVersion, IssuedDocument
from pma_assure.rules.fingerprint import canonical, fingerprint
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import (
    AdviceState,
    AppointmentRoute,
    DecisionManner,
    DecisionResult,
    DecisionState,
    EndReason,
    PlanView,
    RequirementAnswer,
    SeatCode,
    Standing,
    VoteCast,
)
from pma_assure.views import about
from pma_assure.views import meetings as meeting_view
from pma_assure.workflows.plan_answers import AnswerGiven
from tests.workflows.conftest import Bench
from tests.workflows.desk import EVERYBODY, QUORATE, READER, Office, at, render_advice, votes

DAY = date(2026, 7, 14)
Stage = tuple[Office, dict[str, str]]


def people(office: Office, decision: str) -> dict[str, dict[str, Any]]:
    held = office.row(DecisionText, decision_id=office.row(Decision, reference=decision).id)
    snapshot: list[dict[str, Any]] = json.loads(held.quorum)["people"]
    assert len(snapshot) == len({one["person"] for one in snapshot})
    return {one["name"]: one for one in snapshot}


def test_a_decision_keeps_a_copy_and_the_fingerprint_of_what_it_was_on(submitted: Stage) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    decision = office.row(Decision, reference=office.decide(advice, DAY))
    version = office.row(AdviceVersion, reference=f"{advice}/1.0")
    with office.register.reading() as session:
        content = advice_version(session, version.id)
    text = office.row(DecisionText, decision_id=decision.id)
    assert text.frozen_copy == canonical(content)
    assert decision.fingerprint == fingerprint(json.loads(text.frozen_copy)) == fingerprint(content)
    assert content["plan_version"]["parts"][0]["text"].startswith("Two officers")
    assert len(content["answers"]) == 2


EDITS: dict[str, Callable[[Office, dict[str, str], str], object]] = {
    "one word": lambda office, notes, advice: office.do(
        "advice.edit", advice=advice, recommendation="The Panel must approve the plan."
    ),
    "the reasons": lambda office, notes, advice: office.do("advice.edit", advice=advice, reasons="Others."),
    "the title": lambda office, notes, advice: office.do("advice.edit", advice=advice, title="Another title"),
    "the view": lambda office, notes, advice: office.do("advice.edit", advice=advice, view=PlanView.DOES_NOT_MEET),
    "an answer": lambda office, notes, advice: office.do(
        "plan.answer",
        plan=notes["plan"],
        version=1,
        answers=(
            AnswerGiven(requirement="REQ-RAPP-2.1-7.4", answer=RequirementAnswer.DOES_NOT_MEET, reason="No logs."),
        ),
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_was_changed_since_is_not_what_was_decided_on(submitted: Stage, edit: str) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    decision = office.decide(advice, DAY)
    EDITS[edit](office, notes, advice)
    refused = office.refuse("advice.issue", advice=advice, decision=decision, issued_on=DAY, renderer=render_advice)
    assert (refused.rule, refused.paragraph) == ("R68", "59")
    assert f"{advice} was changed since {decision}" in refused.sentence


def test_a_change_taken_back_is_no_change(submitted: Stage) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    decision = office.decide(advice, DAY)
    office.do("advice.edit", advice=advice, reasons="Others.")
    office.do("advice.edit", advice=advice, reasons="Each requirement is met.")
    office.issue(advice, decision, DAY)


def test_advice_needs_its_own_valid_carried_decision(submitted: Stage) -> None:
    office, notes = submitted
    advice, other = office.advice(notes["plan"]), office.advice(notes["plan"], title="Another advice")
    named = {"advice": advice, "issued_on": DAY, "renderer": render_advice}
    assert (
        f"on {other}, not on this"
        in office.refuse("advice.issue", decision=office.decide(other, DAY), **named).sentence
    )
    assert "on no record" in office.refuse("advice.issue", decision=office.decide(None, DAY), **named).sentence
    lost = office.decide(
        advice,
        DAY,
        manner=DecisionManner.VOTE,
        votes=votes({"A. Whitcombe": VoteCast.AGAINST, "J. Pryce": VoteCast.AGAINST, "T. Okafor": VoteCast.FOR}),
    )
    assert "did not carry" in office.refuse("advice.issue", decision=lost, **named).sentence
    first, second = office.decide(advice, DAY), office.decide(advice, date(2026, 7, 21))
    office.do("decision.supersede", decision=first, by=second, reason="put again")
    assert f"superseded by {second}" in office.refuse("advice.issue", decision=first, **named).sentence
    assert "cannot be older" in office.refuse("advice.issue", decision=second, **named).sentence
    office.issue(advice, second, date(2026, 7, 21))
    assert "is issued" in office.refuse("advice.edit", advice=advice, reasons="Others.").sentence
    assert office.row(IssuedDocument).reference == f"{advice}/1.0.pdf"


def test_a_decision_on_another_record_takes_no_ones_place(submitted: Stage) -> None:
    office, notes = submitted
    first = office.decide(office.advice(notes["plan"]), DAY)
    second = office.decide(None, date(2026, 7, 21))
    assert (
        "does not take the place" in office.refuse("decision.supersede", decision=first, by=second, reason="x").sentence
    )
    assert "no later" in office.refuse("decision.supersede", decision=second, by=second, reason="x").sentence


def test_every_requirement_is_answered_before_advice_goes(submitted: Stage) -> None:
    office, notes = submitted
    case = notes["case"]
    plan = office.plan(case)
    office.version(plan)
    office.do("plan.submit", plan=plan, version=1, submitted_on=date(2026, 6, 29))
    advice = office.advice(plan)
    decision = office.decide(advice, DAY)
    refused = office.refuse("advice.issue", advice=advice, decision=decision, issued_on=DAY, renderer=render_advice)
    assert (refused.rule, refused.paragraph) == ("R70", "60")
    assert "REQ-RAPP-2.1-5.2, REQ-RAPP-2.1-7.4" in refused.sentence


def test_a_correction_is_a_new_version_and_the_old_one_stays(submitted: Stage) -> None:
    office, notes = submitted
    advice = office.issued(notes["plan"], DAY)
    office.do("advice.correct", advice=advice, correction="A typing error.", reasons="Each requirement is met now.")
    assert "keeps it" in office.refuse("advice.edit", advice=advice, title="Another title").sentence
    office.issue(advice, office.decide(advice, date(2026, 7, 21)), date(2026, 7, 21))
    states = {row.label: row.state for row in office.rows(AdviceVersion)}
    assert states == {"1.0": AdviceState.SUPERSEDED, "1.1": AdviceState.ISSUED}
    assert len(office.rows(IssuedDocument)) == 2
    office.sound()


def test_a_renderer_that_fails_leaves_the_draft(submitted: Stage) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    decision = office.decide(advice, DAY)
    before = office.head()

    def fail(paper: object) -> bytes:
        raise OSError("no font")

    with pytest.raises(OSError, match="no font"):
        office.do("advice.issue", advice=advice, decision=decision, issued_on=DAY, renderer=fail)
    assert office.head() == before


def test_votes_make_the_result(office: Office) -> None:
    voters = ("A. Whitcombe", "J. Pryce", "T. Okafor", "H. Boyd")
    everybody = (*voters, "E. Harcourt")

    def decide(casts: str, **more: Any) -> Decision:
        cast = {"f": VoteCast.FOR, "a": VoteCast.AGAINST, "-": VoteCast.ABSTAIN}
        given = votes({name: cast[one] for name, one in zip(voters, casts, strict=False)})
        reference = office.decide(None, DAY, everybody, manner=DecisionManner.VOTE, votes=given, **more)
        return office.row(Decision, reference=reference)

    assert decide("ffaf").result == DecisionResult.CARRIED
    assert decide("aafa").result == DecisionResult.LOST
    assert decide("f---").result == DecisionResult.CARRIED
    assert decide("ffaa", casting=VoteCast.FOR).result == DecisionResult.CARRIED_ON_CASTING_VOTE
    assert decide("ffaa", casting=VoteCast.AGAINST).result == DecisionResult.LOST_ON_CASTING_VOTE


def test_the_chairs_vote_in_a_tie_is_kept_as_counted_however_it_was_entered(office: Office) -> None:
    _, item = office.sit(DAY, None)
    given = {"A. Whitcombe": VoteCast.FOR, "J. Pryce": VoteCast.AGAINST}
    refused = office.refuse(
        "decision.record", item=item, manner=DecisionManner.VOTE, decided_at=at(DAY, 10, 30), votes=votes(given)
    )
    assert (refused.rule, refused.field) == ("R16", "casting")
    twice = votes(given | {"E. Harcourt": VoteCast.FOR})
    office.refuse(
        "decision.record",
        item=item,
        manner=DecisionManner.VOTE,
        decided_at=at(DAY, 10, 30),
        votes=twice,
        casting=VoteCast.FOR,
    )
    done = office.record(item, DAY, manner=DecisionManner.VOTE, votes=twice)
    assert not done.irregular
    assert [(row.casting, row.counted) for row in office.rows(Vote)].count((True, True)) == 1
    assert done.reference is not None
    assert office.row(Decision, reference=done.reference).casting == VoteCast.FOR
    office.sound()


def test_agreed_without_a_vote_has_no_votes(office: Office) -> None:
    _, item = office.sit(DAY, None)
    given = votes({"A. Whitcombe": VoteCast.FOR})
    assert (
        office.refuse(
            "decision.record", item=item, manner=DecisionManner.AGREED, decided_at=at(DAY, 10, 30), votes=given
        ).field
        == "votes"
    )
    assert not office.rows(Vote)
    held = office.row(Decision, reference=office.record(item, DAY).reference)
    assert (held.manner, held.result, held.votes_for) == (DecisionManner.AGREED, DecisionResult.CARRIED, 0)


def test_times_are_in_their_order(office: Office) -> None:
    meeting, item = office.sit(DAY, None)
    named = {"item": item, "manner": DecisionManner.AGREED}
    assert office.refuse("decision.record", decided_at=at(DAY, 9), **named).field == "decided_at"
    assert office.refuse("decision.record", decided_at=at(DAY, 10, 4), **named).field == "decided_at"
    assert office.refuse("decision.record", decided_at=at(date(2026, 12, 1)), **named).field == "decided_at"
    office.record(item, DAY)
    assert office.refuse("meeting.close", meeting=meeting, closed_at=at(DAY, 10, 20)).field == "closed_at"
    assert office.refuse("decision.record", decided_at=at(DAY, 11), **named)


def test_a_motion_keeps_both_texts_and_a_circulated_paper_its_copy(submitted: Stage) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    meeting = office.meeting(DAY)
    item = office.item(meeting, advice)
    assert not office.do("item.circulate", item=item, circulated_on=date(2026, 7, 7)).notes
    late = office.do("item.circulate", item=item, circulated_on=date(2026, 7, 10))
    assert any("late" in note for note in late.notes)
    office.do("item.amend_motion", item=item, motion="That the PMA agrees, with thanks.")
    office.do("advice.edit", advice=advice, reasons="Others.")
    office.do("meeting.open", meeting=meeting, opened_at=at(DAY))
    for name in QUORATE:
        office.do("meeting.arrive", meeting=meeting, person=name, arrived_at=at(DAY))
    office.do("item.begin", item=item, begun_at=at(DAY))
    done = office.record(item, DAY)
    assert any("changed after it was circulated" in note for note in done.notes)
    assert office.refuse("item.circulate", item=item, circulated_on=DAY).rule == "R12"
    text = office.row(AgendaItemText)
    assert (text.motion_as_first_put, text.motion) == ("That the PMA agrees.", "That the PMA agrees, with thanks.")
    first, again = office.rows(Circulation)
    assert "Each requirement is met." in first.copy
    assert (first.circulated_on, again.circulated_on) == (date(2026, 7, 7), date(2026, 7, 10))
    assert office.refuse("item.amend_motion", item=item, motion="Another.")


def test_where_advice_is_issued_stands_what_was_put_and_only_the_text_decided_on_can_be_issued(
    submitted: Stage,
) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    _, item = office.sit(DAY, advice)
    office.do("item.amend_motion", item=item, motion="That the PMA agrees, and asks for a later date.")
    decision = office.record(item, DAY).reference
    assert decision is not None
    first, text = about.of(office.register, {"advice": advice, "decision": decision}, DAY)
    assert (first.reference, text.reference) == (decision, advice)
    lines = dict(first.lines)
    assert lines["The motion as it was put"] == "That the PMA agrees, and asks for a later date."
    assert lines["It was amended; as first put"] == "That the PMA agrees."
    assert "Recommendation to the Panel" in dict(text.lines)
    issue = {"advice": advice, "decision": decision, "issued_on": DAY, "renderer": render_advice}
    office.do("advice.edit", advice=advice, recommendation="And asks for a later date.")
    refused = office.refuse("advice.issue", **issue)
    assert (refused.rule, refused.field) == ("R68", "decision")


def test_every_circulation_is_kept_and_none_is_dated_before_another(submitted: Stage) -> None:
    office, notes = submitted
    item = office.item(office.meeting(DAY), office.advice(notes["plan"]))
    office.do("item.circulate", item=item, circulated_on=date(2026, 7, 10))
    office.do("item.amend_motion", item=item, motion="That the PMA agrees, with thanks.")
    refused = office.refuse("item.circulate", item=item, circulated_on=date(2026, 7, 1))
    assert refused.field == "circulated_on"
    assert "10 July 2026" in refused.sentence
    office.do("item.circulate", item=item, circulated_on=date(2026, 7, 10))
    assert [row.motion for row in office.rows(Circulation)] == [
        "That the PMA agrees.",
        "That the PMA agrees, with thanks.",
    ]
    (shown,) = meeting_view.page(office.register, DAY, item).items
    assert shown.late_paper
    assert shown.circulations == (date(2026, 7, 10), date(2026, 7, 10))
    with pytest.raises(Refused):
        office.force(Circulation, office.rows(Circulation)[0].id, copy="{}")


def test_the_people_of_whom_it_concerns_stay_only_for_a_reason_that_is_shown(submitted: Stage) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    meeting = office.meeting(DAY)
    named = {"meeting": meeting, "title": "x", "subject": advice, "against_organisation": False}
    refused = office.refuse("item.list", **named)
    assert (refused.rule, refused.field) == ("R29", "not_against_because")
    office.do("person.employ", person="T. Okafor", employer="Wren Valley Power", first_day=date(2026, 1, 1))
    item = office.ref("item.list", not_against_because="it only thanks them.", **named)
    said = "T. Okafor works for Wren Valley Power; not held to be action against it, because it only thanks them"
    (shown,) = meeting_view.page(office.register, DAY, item).items
    assert shown.not_against_because == "it only thanks them."
    assert any(warning.startswith(said) for warning in shown.quorum.warnings)


def test_an_item_concerns_whom_its_subject_concerns(submitted: Stage) -> None:
    office, notes = submitted
    meeting, advice = office.meeting(DAY), office.advice(notes["plan"])
    named = {"meeting": meeting, "title": "x", "subject": advice}
    assert office.refuse("item.list", organisation="Halden Power", **named).rule == "R29"
    assert office.refuse("item.list", case=office.case(), **named).field == "case"
    office.do("item.list", organisation="Wren Valley Power", case=notes["case"], **named)


# --- who counts -----------------------------------------------------------------------------------------------------


def against(office: Office, organisation: str, present: tuple[str, ...]) -> tuple[str, str]:
    return office.sit(DAY, None, present, case=office.case(organisation))


def test_the_people_of_the_organisation_concerned_do_not_count(office: Office) -> None:
    _, item = against(office, "Brightwater Energy", ("E. Harcourt", "D. Reyes", "A. Whitcombe", "S. Mistry", "H. Boyd"))
    assert (
        office.refuse(
            "decision.record", item=item, manner=DecisionManner.AGREED, decided_at=at(DAY, 10, 30)
        ).sentence.count("3")
        == 1
    )
    office.do("item.defer", item=item, reason="inquorate")


def test_affiliates_on_the_day_and_an_alternate_from_elsewhere(office: Office) -> None:
    for name in ("Brightwater Energy", "Brightwater Business Supply"):
        office.do("organisation.affiliate", organisation=name, group="Brightwater Group", first_day=date(2026, 5, 1))
    office.do("person.add", name="B. Lowe", employer="Brightwater Business Supply", first_day=date(2026, 1, 1))
    office.do("person.add", name="F. Nunn", employer="Corvane Consulting", first_day=date(2026, 1, 1))
    seat = {"seat": SeatCode.LARGE_SUPPLIER_A, "first_day": DAY}
    assert (office.refuse("seat.nominate_alternate", alternate="B. Lowe", **seat).rule) == "R27"
    office.do("seat.nominate_alternate", alternate="F. Nunn", **seat)
    present = ("E. Harcourt", "A. Whitcombe", "S. Mistry", "H. Boyd")
    meeting, item = against(office, "Brightwater Business Supply", present)
    office.do(
        "meeting.arrive",
        meeting=meeting,
        person="F. Nunn",
        arrived_at=at(DAY),
        standing=Standing.ALTERNATE,
        seat=SeatCode.LARGE_SUPPLIER_A,
    )
    office.do("item.excuse", item=item, person="S. Mistry", reason="works for the group")
    decision = office.record(item, DAY).reference
    assert decision is not None
    snapshot = people(office, decision)
    assert {name for name, one in snapshot.items() if one["counted"]} == {
        "E. Harcourt",
        "A. Whitcombe",
        "H. Boyd",
        "F. Nunn",
    }
    assert snapshot["S. Mistry"]["excused"]
    assert snapshot["F. Nunn"]["employer"] == "Corvane Consulting"


def test_an_alternate_of_a_former_member_does_not_count_for_the_successor(office: Office) -> None:
    office.do("person.add", name="F. Nunn", employer="Corvane Consulting", first_day=date(2026, 1, 1))
    office.do("person.add", name="G. Ash", employer="Ondine Metering", first_day=date(2026, 1, 1))
    office.do("seat.nominate_alternate", seat=SeatCode.NETWORKS, alternate="F. Nunn", first_day=date(2026, 2, 1))
    office.do(
        "seat.end_appointment",
        seat=SeatCode.NETWORKS,
        person="H. Boyd",
        last_day=date(2026, 6, 30),
        end_reason=EndReason.RESIGNATION,
        reason="moved",
    )
    office.do(
        "seat.appoint",
        seat=SeatCode.NETWORKS,
        person="G. Ash",
        first_day=date(2026, 7, 1),
        route=AppointmentRoute.ELECTED,
    )
    meeting, item = office.sit(DAY, None, ("E. Harcourt", "A. Whitcombe", "J. Pryce"))
    office.do(
        "meeting.arrive",
        meeting=meeting,
        person="F. Nunn",
        arrived_at=at(DAY),
        standing=Standing.ALTERNATE,
        seat=SeatCode.NETWORKS,
    )
    assert (
        office.refuse("decision.record", item=item, manner=DecisionManner.AGREED, decided_at=at(DAY, 10, 30)).rule
        == "R30"
    )
    office.sound()


def test_the_pki_specialist_acts_as_chair_and_counts_once(office: Office) -> None:
    meeting, item = office.sit(DAY, None, ("D. Reyes", "J. Pryce", "H. Boyd"))
    office.do("meeting.arrive", meeting=meeting, person="R. Sharma", standing=Standing.ACTING_CHAIR, arrived_at=at(DAY))
    decision = office.record(item, DAY).reference
    assert decision is not None
    specialist = people(office, decision)["R. Sharma"]
    assert (specialist["seat"], specialist["counted"], specialist["deliberative"]) == ("CH", True, False)


def test_whoever_leaves_is_not_there_any_more(office: Office) -> None:
    meeting, item = office.sit(DAY, None)
    office.do("meeting.leave", meeting=meeting, person="J. Pryce", left_at=at(DAY, 10, 20))
    named = {"item": item, "manner": DecisionManner.AGREED}
    assert office.refuse("decision.record", decided_at=at(DAY, 10, 30), **named).rule == "R30"
    assert office.refuse("meeting.arrive", meeting=meeting, person="J. Pryce", arrived_at=at(DAY, 10, 15))
    office.do("meeting.arrive", meeting=meeting, person="J. Pryce", arrived_at=at(DAY, 10, 40))
    office.do("decision.record", decided_at=at(DAY, 10, 45), **named)


# --- what is learnt later -------------------------------------------------------------------------------------------

LATER: dict[str, Callable[[Office, str, str], object]] = {
    "an employment": lambda office, meeting, item: office.do(
        "person.employ", person="T. Okafor", employer="Wren Valley Power", first_day=date(2026, 7, 1)
    ),
    "an affiliation": lambda office, meeting, item: [
        office.do("organisation.affiliate", organisation=name, group="Weir Group", first_day=date(2026, 7, 1))
        for name in ("Ondine Metering", "Wren Valley Power")
    ],
    "a departure": lambda office, meeting, item: office.do(
        "meeting.leave", meeting=meeting, person="T. Okafor", left_at=at(DAY, 10, 20)
    ),
    "a recusal": lambda office, meeting, item: office.do(
        "item.excuse", item=item, person="T. Okafor", reason="said so afterwards"
    ),
    "the end of a term": lambda office, meeting, item: office.do(
        "seat.end_appointment",
        seat=SeatCode.TECHNICAL_SUB_COMMITTEE,
        person="T. Okafor",
        last_day=date(2026, 7, 1),
        end_reason="resignation",
        reason="had resigned",
    ),
}


@pytest.mark.parametrize("fact", LATER)
def test_a_fact_recorded_later_flags_the_decision_and_nothing_new_rests_on_it(submitted: Stage, fact: str) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    meeting, item = office.sit(DAY, advice)
    decision = office.record(item, DAY).reference
    assert decision is not None
    before = office.row(Decision, reference=decision)
    assert not before.reevaluate
    LATER[fact](office, meeting, item)
    after = office.row(Decision, reference=decision)
    assert after.reevaluate
    for column in tuple(one.name for one in Decision.__table__.columns):
        if column not in ("version", "reevaluate"):
            assert getattr(after, column) == getattr(before, column), column
    refused = office.refuse("advice.issue", advice=advice, decision=decision, issued_on=DAY, renderer=render_advice)
    assert (refused.rule, refused.paragraph) == ("R30", "35")
    assert "re-evaluate" in refused.sentence


def test_a_fact_that_leaves_a_quorum_flags_and_lets_the_advice_go(submitted: Stage) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    decision = office.decide(advice, DAY, EVERYBODY)
    office.do("person.employ", person="T. Okafor", employer="Wren Valley Power", first_day=date(2026, 7, 1))
    assert office.row(Decision, reference=decision).reevaluate
    done = office.do("advice.issue", advice=advice, decision=decision, issued_on=DAY, renderer=render_advice)
    assert any("re-evaluate" in note for note in done.notes)


def test_a_fact_that_changes_nothing_flags_nothing(submitted: Stage) -> None:
    office, notes = submitted
    decision = office.decide(office.advice(notes["plan"]), DAY)
    office.do("person.employ", person="T. Okafor", employer="Corvane Consulting", first_day=date(2026, 7, 1))
    office.do("organisation.affiliate", organisation="Ondine Metering", group="Weir", first_day=date(2026, 7, 1))
    assert not office.row(Decision, reference=decision).reevaluate


def test_a_recusal_withdrawn_and_entered_again_flags(submitted: Stage) -> None:
    office, notes = submitted
    _, item = office.sit(DAY, office.advice(notes["plan"]))
    office.do("item.excuse", item=item, person="T. Okafor", reason="an interest")
    office.do("item.withdraw_excuse", item=item, person="T. Okafor", reason="the Chair ruled")
    decision = office.record(item, DAY).reference
    assert not office.row(Decision, reference=decision).reevaluate
    office.do("item.excuse", item=item, person="T. Okafor", reason="it was one after all")
    assert office.row(Decision, reference=decision).reevaluate


FACTS: dict[str, Callable[[Office, str, str], object]] = {
    "one of the group": lambda office, meeting, item: office.do(
        "organisation.affiliate", organisation="Brightwater Energy", group="Brightwater", first_day=date(2026, 5, 1)
    ),
    "the other of the group": lambda office, meeting, item: office.do(
        "organisation.affiliate",
        organisation="Brightwater Business Supply",
        group="Brightwater",
        first_day=date(2026, 5, 1),
    ),
    "the alternate's employer": lambda office, meeting, item: office.do(
        "person.employ", person="B. Lowe", employer="Brightwater Business Supply", first_day=date(2026, 1, 1)
    ),
    "the nomination": lambda office, meeting, item: office.do(
        "seat.nominate_alternate", seat=SeatCode.LARGE_SUPPLIER_A, alternate="B. Lowe", first_day=DAY
    ),
    "the alternate comes": lambda office, meeting, item: office.do(
        "meeting.arrive",
        meeting=meeting,
        person="B. Lowe",
        arrived_at=at(DAY),
        standing=Standing.ALTERNATE,
        seat=SeatCode.LARGE_SUPPLIER_A,
    ),
    "the member of the sub-committee comes": lambda office, meeting, item: office.do(
        "meeting.arrive", meeting=meeting, person="S. Mistry", arrived_at=at(DAY)
    ),
    "a member is excused": lambda office, meeting, item: office.do(
        "item.excuse", item=item, person="J. Pryce", reason="an interest of his own"
    ),
    "the excused member comes": lambda office, meeting, item: office.do(
        "meeting.arrive", meeting=meeting, person="J. Pryce", arrived_at=at(DAY)
    ),
    "the network's member comes": lambda office, meeting, item: office.do(
        "meeting.arrive", meeting=meeting, person="H. Boyd", arrived_at=at(DAY)
    ),
}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(order=st.permutations(list(FACTS)), decided_after=st.integers(0, len(FACTS)))
def test_no_order_of_entering_facts_makes_an_inquorate_decision_valid(
    bench: Bench, order: list[str], decided_after: int
) -> None:
    """With all facts known three count: the Chair, LS-B and NW. Two work for the group, one is excused."""
    with bench.at("office") as (office, _):
        office.do("person.add", name="B. Lowe")
        meeting, item = office.sit(
            DAY, None, ("E. Harcourt", "A. Whitcombe"), case=office.case("Brightwater Business Supply")
        )
        decision: str | None = None
        for number, fact in enumerate([*order, "end"]):
            if number == decided_after or (fact == "end" and decision is None):
                with suppress(Refused):
                    decision = office.record(item, DAY).reference
            if fact == "end":
                break
            # The nomination is refused where the facts known so far forbid it; nothing else is.
            with suppress(Refused) if fact == "the nomination" else nullcontext():
                FACTS[fact](office, meeting, item)
        if decision is None:
            assert office.refuse(
                "decision.record", item=item, manner=DecisionManner.AGREED, decided_at=at(DAY, 10, 30)
            ).sentence.startswith("The PMA cannot decide this item: 3 members count")
            return
        held = office.row(Decision, reference=decision)
        assert held.state == DecisionState.RECORDED
        assert held.reevaluate, "a decision that the facts make inquorate is flagged"
        assert office.refuse("setting.choose", key="limit", value="20", adopted_by=decision).rule == "R30"
        counted = [one for one in people(office, decision).values() if one["counted"]]
        assert len(counted) == held.quorum_count >= 4


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(order=st.permutations([fact for fact in FACTS if fact != "a member is excused"]))
def test_with_the_same_facts_the_same_people_count(bench: Bench, order: list[str]) -> None:
    with bench.at("office") as (office, _):
        office.do("person.add", name="B. Lowe")
        meeting, item = office.sit(
            DAY, None, ("E. Harcourt", "A. Whitcombe"), case=office.case("Brightwater Business Supply")
        )
        for fact in order:
            with suppress(Refused) if fact == "the nomination" else nullcontext():
                FACTS[fact](office, meeting, item)
        decision = office.record(item, DAY).reference
        assert decision is not None
        counted = {name for name, one in people(office, decision).items() if one["counted"]}
        assert counted == {"E. Harcourt", "A. Whitcombe", "H. Boyd", "J. Pryce"}
        assert not people(office, decision)["B. Lowe"]["counted"]


def test_an_item_that_was_decided_is_decided_once(office: Office) -> None:
    _, item = office.sit(DAY, None)
    office.record(item, DAY)
    assert (
        "Decided"
        in office.refuse("decision.record", item=item, manner=DecisionManner.AGREED, decided_at=at(DAY, 11)).sentence
    )


def test_decisions_are_looked_through_together_and_only_those_concerned(office: Office) -> None:
    """Not by the clock: the statements are counted, and do not grow with the decisions that are looked at."""
    statements: list[str] = []
    event.listen(
        office.register.engine, "before_cursor_execute", lambda *given: statements.append(given[2].split(None, 1)[0])
    )

    def selects(deed: str, **given: Any) -> int:
        statements.clear()
        office.do(deed, **given)
        return statements.count("SELECT")

    group = {"organisation": "Ondine Metering", "first_day": date(2026, 1, 1)}
    office.do("person.add", name="B. Lowe")
    unconcerned = selects("person.edit", person="B. Lowe", represents="Ofgem")
    for day in (1, 2):
        office.decide(None, date(2026, 7, day))
    two = selects("organisation.affiliate", group="Weir", **group)
    for day in (3, 6, 7, 8):
        office.decide(None, date(2026, 7, day))
    assert selects("organisation.affiliate", group="Brook", **group) == two
    assert selects("person.edit", person="B. Lowe", represents="Government") == unconcerned


def test_whoever_voted_without_being_there_is_called_by_name(submitted: Stage) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    _, item = office.sit(DAY, advice)
    cast = votes(dict.fromkeys((*QUORATE[1:], READER), VoteCast.FOR))
    done = office.record(item, DAY, manner=DecisionManner.VOTE, votes=cast)
    said = [one.sentence for one in done.irregular]
    assert said == [f"{READER} voted without being in the room; the vote does not count."]
    twice = office.refuse(
        "decision.record",
        item=office.sit(date(2026, 7, 15), advice)[1],
        decided_at=at(date(2026, 7, 15), 11),
        manner=DecisionManner.VOTE,
        votes=(*cast, *cast[-1:]),
    )
    assert twice.sentence.startswith(f"{READER} is recorded as voting twice")
