"""Emergency suspensions: each deed, and each way it says no (R72, R75-R78, R81; Q3)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from pma_assure.records.emergency import (
    EmergencyCall,
    Notice,
    Suspension,
    SuspensionScope,
    SuspensionText,
)
from pma_assure.records.house import IrregularFact
from pma_assure.records.meetings import Decision, Meeting
from pma_assure.rules.vocabulary import (
    AppealOutcome,
    Asked,
    DecisionState,
    GroundKind,
    GroundLikelihood,
    NoticeState,
    NoticeTo,
    ScopeChange,
    SuspensionState,
    SuspensionTarget,
    VoteCast,
)
from pma_assure.workflows.crl import CertificateGiven
from tests.workflows.desk import PARTICIPANT, QUORATE, TODAY, Office, at, votes
from tests.workflows.emergency_office import (
    BOTH,
    ELECTRICITY,
    GAS,
    REASONS,
    bst,
    considered,
    in_effect,
    instructed,
    ordered,
    purported,
)

BEFORE = date(2026, 10, 11)
AHEAD = datetime.combine(TODAY, bst(3).timetz()) + timedelta(days=1)


def row(office: Office, reference: str) -> Suspension:
    return office.row(Suspension, reference=reference)


def scopes(office: Office, reference: str) -> list[SuspensionScope]:
    return office.rows(SuspensionScope, suspension_id=row(office, reference).id)


def notices(office: Office, reference: str) -> list[tuple[NoticeTo, NoticeState, int]]:
    return [
        (one.addressee, one.state, one.about_scope)
        for one in office.rows(Notice, suspension_id=row(office, reference).id)
    ]


# --- considered -----------------------------------------------------------------------------------------------------


def test_the_first_facts_are_enough(office: Office) -> None:
    reference = office.ref(
        "suspension.consider", case=office.case(), title="Something is wrong", considered_at=bst(3, 5)
    )
    found = row(office, reference)
    assert (found.state, found.ground, found.target) == (
        SuspensionState.CONSIDERED,
        None,
        SuspensionTarget.PARTICIPANT_RIGHTS,
    )
    assert reference == "SUSP-2026-0001"


def test_a_suspension_of_the_dccs_own_service_names_the_dcc(office: Office) -> None:
    reference = considered(
        office, target=SuspensionTarget.DCC_SERVICE, organisation="Meridian Data Communications", services="Repository"
    )
    assert row(office, reference).target == SuspensionTarget.DCC_SERVICE


def test_nothing_is_considered_in_a_closed_case_or_ahead_of_time(office: Office) -> None:
    case = office.case()
    assert office.refuse("suspension.consider", case=case, title="X", considered_at=AHEAD).field == "considered_at"
    office.do("case.close", case=case, reason="done")
    assert "closed" in office.refuse("suspension.consider", case=case, title="X", considered_at=bst(3)).sentence


def test_what_is_put_to_the_members_can_be_changed_until_it_is_ordered(office: Office) -> None:
    reference = considered(office)
    office.do("suspension.edit", suspension=reference, ground=GroundKind.THREAT, services=GAS, title="A threat")
    found = row(office, reference)
    assert (found.ground, found.title) == (GroundKind.THREAT, "A threat")
    assert office.row(SuspensionText, suspension_id=found.id).proposed_services == GAS
    stale = office.refuse("suspension.edit", suspension=reference, title="Mine", version=1)
    assert "changed by somebody else" in stale.sentence


def test_the_grounds_stand_once_it_is_ordered_and_the_scope_can_be_proposed_anew(office: Office) -> None:
    reference = ordered(office)
    refused = office.refuse("suspension.edit", suspension=reference, ground=GroundKind.THREAT)
    assert (refused.rule, refused.field) == ("R77", "ground")
    office.do("suspension.edit", suspension=reference, services=ELECTRICITY)
    dropped = considered(office)
    office.do("suspension.drop", suspension=dropped, reason="a false alarm")
    assert "stands as it was" in office.refuse("suspension.edit", suspension=dropped, title="X").sentence


# --- ordered --------------------------------------------------------------------------------------------------------


def test_an_order_has_its_scope_its_decision_and_three_notices_owed(office: Office) -> None:
    reference = ordered(office)
    found = row(office, reference)
    assert found.state == SuspensionState.ORDERED
    assert found.decision_id is not None
    assert found.meeting_id is not None
    (scope,) = scopes(office, reference)
    assert (scope.number, scope.change, scope.from_at, scope.services) == (1, ScopeChange.ORDERED, None, BOTH)
    assert notices(office, reference) == [
        (NoticeTo.PANEL, NoticeState.OWED, 1),
        (NoticeTo.AUTHORITY, NoticeState.OWED, 1),
        (NoticeTo.PARTIES, NoticeState.OWED, 1),
    ]
    assert office.irregular(reference) == []
    office.sound()


@pytest.mark.parametrize(
    ("lacking", "rule", "field"),
    [
        ({"ground": None}, "R77", "ground"),
        ({"likelihood": None}, "R77", "ground"),
        ({"immediate": None}, "R77", "ground"),
        ({"services": ""}, "R78", "services"),
    ],
)
def test_no_order_without_grounds_and_scope(office: Office, lacking: dict[str, Any], rule: str, field: str) -> None:
    reference = considered(office, **lacking)
    refused = office.refuse("suspension.order", suspension=reference, ordered_at=bst(3, 10), purported=True)
    assert (refused.rule, refused.field, refused.paragraph) == (rule, field, "20")


def test_grounds_and_scope_may_be_given_with_the_order(office: Office) -> None:
    reference = considered(office, ground=None, likelihood=None, immediate=None, services="")
    office.do(
        "suspension.order",
        suspension=reference,
        ordered_at=bst(3, 10),
        ground=GroundKind.THREAT,
        likelihood=GroundLikelihood.OCCURRED,
        immediate=True,
        services=f" {GAS} \n\n{GAS}",
        purported=True,
    )
    assert scopes(office, reference)[0].services == GAS


def test_no_order_before_it_was_considered_or_ahead(office: Office) -> None:
    reference = considered(office)
    for moment in (bst(3, 4), AHEAD):
        refused = office.refuse("suspension.order", suspension=reference, ordered_at=moment, purported=True)
        assert refused.field == "ordered_at"


def test_an_order_names_a_valid_decision_on_exactly_this(office: Office) -> None:
    reference = considered(office)
    nothing = office.refuse("suspension.order", suspension=reference, ordered_at=bst(3, 10))
    assert (nothing.rule, nothing.field) == ("R76", "decision")
    lift = office.decide(reference, BEFORE, asks=Asked.LIFT_SUSPENSION)
    other = office.refuse("suspension.order", suspension=reference, ordered_at=bst(3, 10), decision=lift)
    assert "decided on" in other.sentence
    decision = office.decide(reference, BEFORE, asks=Asked.ORDER_SUSPENSION)
    widened = office.refuse(
        "suspension.order",
        suspension=reference,
        ordered_at=bst(3, 10),
        decision=decision,
        services=f"{BOTH}\nWater services",
    )
    assert "was changed since" in widened.sentence


def test_what_may_follow_is_no_part_of_what_was_decided(office: Office) -> None:
    reference = considered(office)
    decision = office.decide(reference, BEFORE, asks=Asked.ORDER_SUSPENSION)
    office.do("suspension.give_reasons", suspension=reference, **REASONS)
    office.do("suspension.order", suspension=reference, ordered_at=bst(3, 10), decision=decision)
    assert row(office, reference).state == SuspensionState.ORDERED


def test_an_order_by_three_is_kept_as_purported_and_put_right_by_a_quorate_meeting(office: Office) -> None:
    reference = purported(office)
    found = row(office, reference)
    assert office.irregular(reference) == [("R76", "20, 71")]
    decision = office.row(Decision, id=found.decision_id)
    assert decision.state == DecisionState.PURPORTED
    office.do("suspension.give_reasons", suspension=reference, **REASONS)
    later = office.decide(reference, date(2026, 10, 13), asks=Asked.ORDER_SUSPENSION)
    office.do("suspension.confirm_order", suspension=reference, decision=later)
    assert row(office, reference).decision_id == office.row(Decision, reference=later).id
    assert [one for one in office.rows(IrregularFact) if one.settled_on is None] == []
    again = office.refuse("suspension.confirm_order", suspension=reference, decision=later)
    assert "is not purported" in again.sentence
    office.sound()


def test_a_purported_order_is_not_confirmed_by_another_purported_decision(office: Office) -> None:
    reference = purported(office)
    own = office.row(Decision, id=row(office, reference).decision_id).reference
    refused = office.refuse("suspension.confirm_order", suspension=reference, decision=own)
    assert (refused.rule, refused.paragraph) == ("R30", "35")


def test_what_rests_on_a_valid_decision_is_not_kept_as_purported(office: Office) -> None:
    reference = considered(office)
    decision = office.decide(reference, BEFORE, asks=Asked.ORDER_SUSPENSION)
    refused = office.refuse(
        "suspension.order", suspension=reference, ordered_at=bst(3, 10), decision=decision, purported=True
    )
    assert refused.field == "purported"


def test_an_order_with_no_decision_at_all_is_kept_as_purported(office: Office) -> None:
    reference = considered(office)
    done = office.do("suspension.order", suspension=reference, ordered_at=bst(3, 10), purported=True)
    (kept,) = done.irregular
    assert "no decision of the PMA on it is recorded" in kept.sentence
    noted = office.do("suspension.instruct", suspension=reference, instructed_at=bst(3, 15))
    assert any("Nothing rests on it" in note for note in noted.notes)


# --- its course -----------------------------------------------------------------------------------------------------


def test_times_come_one_after_another(office: Office) -> None:
    reference = ordered(office)
    early = office.refuse("suspension.instruct", suspension=reference, instructed_at=bst(3, 9))
    assert early.field == "instructed_at"
    office.do("suspension.instruct", suspension=reference, instructed_at=bst(3, 15))
    for moment in (bst(3, 9), AHEAD):
        refused = office.refuse("suspension.take_effect", suspension=reference, effective_at=moment)
        assert refused.field == "effective_at"
    review = office.refuse(
        "suspension.take_effect", suspension=reference, effective_at=bst(3, 25), review_on=date(2026, 10, 11)
    )
    assert review.field == "review_on"
    done = office.do("suspension.take_effect", suspension=reference, effective_at=bst(3, 12))
    assert any("before the instruction was sent" in note for note in done.notes)
    assert any("No day of review is set" in note for note in done.notes)


def test_the_review_follows_the_time_limit_that_the_pma_adopted(office: Office) -> None:
    decision = office.decide(None, BEFORE)
    office.do("setting.choose", key="limit.emergency_review", value="7", adopted_by=decision)
    reference = instructed(office)
    office.do("suspension.take_effect", suspension=reference, effective_at=bst(3, 25))
    assert row(office, reference).review_on == date(2026, 10, 19)


def test_a_review_says_why_it_goes_on_and_when_next(office: Office) -> None:
    reference = in_effect(office)
    back = office.refuse("suspension.review", suspension=reference, review_on=TODAY, reason="still open")
    assert (back.rule, back.field) == ("R72", "review_on")
    office.do("suspension.review", suspension=reference, review_on=date(2026, 12, 14), reason="still open")
    found = row(office, reference)
    assert found.review_on == date(2026, 12, 14)
    assert "still open" in office.row(SuspensionText, suspension_id=found.id).state_reason
    other = considered(office)
    refused = office.refuse("suspension.review", suspension=other, review_on=date(2026, 12, 14), reason="x")
    assert "only what is in effect" in refused.sentence


def test_it_is_dropped_or_rescinded_with_a_reason(office: Office) -> None:
    dropped = considered(office)
    office.do("suspension.drop", suspension=dropped, reason="a false alarm")
    rescinded = instructed(office)
    office.do("suspension.rescind", suspension=rescinded, reason="the keys were found")
    for reference, state in ((dropped, SuspensionState.NOT_PURSUED), (rescinded, SuspensionState.RESCINDED)):
        found = row(office, reference)
        assert found.state == state
        assert office.row(SuspensionText, suspension_id=found.id).state_reason


def test_reasons_come_one_by_one(office: Office) -> None:
    reference = in_effect(office)
    assert office.refuse("suspension.give_reasons", suspension=reference).field == "reasons"
    office.do("suspension.give_reasons", suspension=reference, reasons="The key store was stolen.")
    office.do("suspension.give_reasons", suspension=reference, impact="Its reads.")
    text = office.row(SuspensionText, suspension_id=row(office, reference).id)
    assert (text.reasons, text.impact, text.proportionality) == ("The key store was stolen.", "Its reads.", "")
    stale = office.refuse("suspension.give_reasons", suspension=reference, reasons="Mine.", version=1)
    assert "changed by somebody else" in stale.sentence


def test_calls_are_kept_reached_or_not(office: Office) -> None:
    reference = considered(office)
    office.do("suspension.call", suspension=reference, at=bst(3, 6), person="D. Reyes", reached=False)
    office.do(
        "suspension.call", suspension=reference, at=bst(3, 7), whom="Duty manager", dialogue=True, said="They know."
    )
    first, second = office.rows(EmergencyCall)
    assert (first.whom, first.reached, second.dialogue, second.person_id) == ("D. Reyes", False, True, None)
    assert office.refuse("suspension.call", suspension=reference, at=bst(3, 8)).field == "whom"
    unheard = office.refuse(
        "suspension.call", suspension=reference, at=bst(3, 8), whom="They", reached=False, dialogue=True
    )
    assert (unheard.rule, unheard.field) == ("R81", "dialogue")
    assert office.refuse("suspension.call", suspension=reference, at=AHEAD, whom="They").field == "at"


def test_dialogue_after_the_order_is_said_to_be_after(office: Office) -> None:
    reference = ordered(office)
    done = office.do("suspension.call", suspension=reference, at=bst(3, 30), whom="Duty manager", dialogue=True)
    assert any("after the order" in note for note in done.notes)


# --- scopes ---------------------------------------------------------------------------------------------------------


def upheld(office: Office, reference: str, outcome: AppealOutcome = AppealOutcome.UPHELD_IN_PART) -> str:
    appeal = office.ref("appeal.lodge", suspension=reference, lodged_on=date(2026, 10, 20), grounds="Other keys.")
    office.do(
        "appeal.record_outcome",
        appeal=appeal,
        outcome=outcome,
        outcome_on=date(2026, 11, 3),
        words_given="So found.",
    )
    return appeal


def test_a_part_is_lifted_by_a_decision_on_exactly_that(office: Office) -> None:
    reference = in_effect(office)
    office.do("notice.send", notice=f"{reference}/N1", sent_at=bst(3, 40), channel="telephone")
    office.do("suspension.edit", suspension=reference, services=ELECTRICITY)
    decision = office.decide(reference, date(2026, 11, 2), asks=Asked.VARY_SUSPENSION)
    other = office.refuse(
        "suspension.lift_in_part",
        suspension=reference,
        from_at=at(date(2026, 11, 3)),
        services=GAS,
        decision=decision,
        reason="x",
    )
    assert "was changed since" in other.sentence
    office.do(
        "suspension.lift_in_part",
        suspension=reference,
        from_at=at(date(2026, 11, 3)),
        decision=decision,
        reason="Gas is safe.",
    )
    first, second = scopes(office, reference)
    assert (first.services, second.services, second.change) == (BOTH, ELECTRICITY, ScopeChange.LIFTED_IN_PART)
    assert row(office, reference).state == SuspensionState.IN_EFFECT
    assert (NoticeTo.PANEL, NoticeState.OWED, 2) in notices(office, reference)
    assert (NoticeTo.AUTHORITY, NoticeState.OWED, 2) not in notices(office, reference), "it was not told of the first"


def test_a_part_is_lifted_as_the_authority_found(office: Office) -> None:
    reference = in_effect(office)
    appeal = upheld(office, reference)
    office.do(
        "suspension.lift_in_part",
        suspension=reference,
        from_at=at(date(2026, 11, 3)),
        services=ELECTRICITY,
        appeal=appeal,
        reason="As found.",
    )
    assert scopes(office, reference)[1].appeal_id is not None
    assert office.irregular(reference) == []


def test_an_appeal_that_was_not_upheld_or_is_anothers_carries_nothing(office: Office) -> None:
    reference, other = in_effect(office), in_effect(office)
    given = {"suspension": reference, "from_at": at(date(2026, 11, 4)), "services": GAS, "reason": "x"}
    dismissed = office.refuse(
        "suspension.lift_in_part", **given, appeal=upheld(office, reference, AppealOutcome.DISMISSED)
    )
    assert (dismissed.rule, dismissed.field) == ("R84", "appeal")
    anothers = office.refuse("suspension.lift_in_part", **given, appeal=upheld(office, other))
    assert "another suspension" in anothers.sentence
    assert office.refuse("suspension.lift_in_part", **given).field == "decision"


def test_what_stays_is_a_part_of_what_was_and_a_variation_is_another_scope(office: Office) -> None:
    reference = in_effect(office)
    given = {"suspension": reference, "from_at": at(date(2026, 11, 3)), "reason": "x", "purported": True}
    for services in (BOTH, "Water services"):
        refused = office.refuse("suspension.lift_in_part", **given, services=services)
        assert (refused.rule, refused.field) == ("R78", "services")
    assert office.refuse("suspension.vary", **given, services=BOTH).field == "services"
    early = office.refuse("suspension.vary", **(given | {"from_at": bst(3, 20)}), services=GAS)
    assert early.field == "from_at"
    done = office.do("suspension.vary", **given, services=f"{BOTH}\nWater services")
    assert [one.rule for one in done.irregular] == ["R76"]
    assert scopes(office, reference)[1].change == ScopeChange.VARIED
    assert (NoticeTo.PARTIES, NoticeState.OWED, 2) in notices(office, reference)


def test_nothing_is_varied_before_it_takes_effect(office: Office) -> None:
    reference = ordered(office)
    for deed in ("suspension.vary", "suspension.lift_in_part"):
        office.refuse(deed, suspension=reference, from_at=bst(9), services=GAS, reason="x", purported=True)


def lifted(office: Office) -> str:
    reference = in_effect(office)
    decision = office.decide(reference, date(2026, 11, 9), asks=Asked.LIFT_SUSPENSION)
    office.do("suspension.lift", suspension=reference, lifted_at=at(date(2026, 11, 10)), decision=decision)
    return reference


def test_it_is_lifted_by_a_decision_and_otherwise_purported(office: Office) -> None:
    reference = lifted(office)
    found = row(office, reference)
    assert found.state == SuspensionState.LIFTED
    assert found.lift_decision_id is not None
    assert scopes(office, reference)[-1].services == ""
    other = in_effect(office)
    given = {"suspension": other, "lifted_at": at(date(2026, 11, 10))}
    assert office.refuse("suspension.lift", **given).rule == "R76"
    assert office.refuse("suspension.lift", suspension=other, lifted_at=bst(3, 20), purported=True).field == "lifted_at"
    done = office.do("suspension.lift", **given, purported=True)
    assert [one.rule for one in done.irregular] == ["R76"]


def test_closing_says_everything_that_is_still_open(office: Office) -> None:
    reference = lifted(office)
    office.ref("appeal.lodge", suspension=reference, lodged_on=date(2026, 10, 20), grounds="Other keys.")
    refused = office.refuse("suspension.close", suspension=reference)
    assert (refused.rule, refused.paragraph) == ("R79", "71")
    for words in (
        f"{reference}/N1, to the SEC Panel",
        "the reasons of the order is missing",
        f"{reference}/A1 is open",
    ):
        assert words in refused.sentence
    office.do("suspension.give_reasons", suspension=reference, **REASONS)
    office.do("appeal.withdraw", appeal=f"{reference}/A1", withdrawn_on=date(2026, 11, 11))
    for number, minute in ((1, 20), (2, 40)):
        office.do("notice.send", notice=f"{reference}/N{number}", sent_at=bst(3, minute), channel="telephone")
    office.do("notice.not_necessary", notice=f"{reference}/N3", reason="Nobody relies on it.")
    assert "says not why" in office.refuse("suspension.close", suspension=reference).sentence
    office.do("notice.give_reason", notice=f"{reference}/N2", late_reason="No line at night.")
    early = office.refuse("suspension.close", suspension=reference, closed_on=date(2026, 11, 9))
    assert early.field == "closed_on"
    office.do("suspension.close", suspension=reference)
    assert row(office, reference).closed_on == TODAY
    assert "closed" in office.refuse("suspension.give_reasons", suspension=reference, reasons="More.").sentence
    office.sound()


def test_a_case_stays_open_while_a_suspension_does(office: Office) -> None:
    case = office.case()
    reference = considered(office, case)
    assert f"{reference} still open" in office.refuse("case.close", case=case, reason="done").sentence
    office.do("suspension.drop", suspension=reference, reason="a false alarm")
    office.do("case.close", case=case, reason="done")


# --- a night in one go ----------------------------------------------------------------------------------------------

CALL: dict[str, Any] = {
    "organisation": PARTICIPANT,
    "called_at": bst(3, 5),
    "on_call": QUORATE,
    "ground": GroundKind.COMPROMISE,
    "likelihood": GroundLikelihood.LIKELY,
    "services": BOTH,
}


def test_whom_and_when_are_enough(office: Office) -> None:
    reference = office.ref("suspension.record_night", organisation=PARTICIPANT, called_at=bst(3, 5))
    assert row(office, reference).state == SuspensionState.CONSIDERED
    assert office.rows(Meeting) == []


def test_a_call_by_telephone_is_an_urgent_meeting(office: Office) -> None:
    reference = office.ref("suspension.record_night", **CALL, decided_at=bst(3, 10), call_ended_at=bst(4))
    (meeting,) = office.rows(Meeting)
    assert meeting.urgent
    assert meeting.closed_at == bst(4)
    found = row(office, reference)
    assert found.state == SuspensionState.ORDERED
    decision = office.row(Decision, id=found.decision_id)
    assert (decision.quorum_count, decision.state) == (4, DecisionState.RECORDED)


def test_the_pki_specialist_acts_as_chair_while_the_chair_is_not_there(office: Office) -> None:
    given = CALL | {"on_call": ("R. Sharma", "A. Whitcombe", "J. Pryce", "T. Okafor"), "not_reached": ("E. Harcourt",)}
    reference = office.ref("suspension.record_night", **given, decided_at=bst(3, 10))
    decision = office.row(Decision, id=row(office, reference).decision_id)
    assert (decision.quorum_count, decision.state) == (4, DecisionState.RECORDED)


def test_what_was_voted_down_is_not_ordered(office: Office) -> None:
    cast = votes(dict.fromkeys(QUORATE[1:], VoteCast.AGAINST))
    done = office.do("suspension.record_night", **CALL, decided_at=bst(3, 10), votes=cast)
    assert any("nothing was ordered" in note for note in done.notes)
    assert done.reference is not None
    assert row(office, done.reference).state == SuspensionState.CONSIDERED


def test_everything_or_nothing_is_saved_and_the_field_is_named(office: Office) -> None:
    whole = CALL | {"decided_at": bst(3, 10), "instructed_at": bst(3, 15), "effective_at": bst(3, 25)}
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"ground": None}, "ground"),
        ({"services": ""}, "services"),
        ({"called_at": AHEAD}, "called_at"),
        ({"decided_at": bst(3)}, "decided_at"),
        ({"instructed_at": bst(3, 9)}, "instructed_at"),
        ({"panel_told_at": AHEAD}, "panel_told_at"),
        ({"on_call": ("Nobody",)}, "on_call"),
        ({"parties_withheld_because": "It tells."}, "parties_review_on"),
        ({"parties_withheld_because": "It tells.", "parties_review_on": date(2026, 10, 12)}, "parties_review_on"),
        ({"certificates": (CertificateGiven(issuer="CA", serial="xyz"),)}, "certificates"),
        ({"call_ended_at": bst(3, 6)}, "call_ended_at"),
    ]
    for given, field in wrong:
        assert office.refuse("suspension.record_night", **(whole | given)).field == field, given


def test_a_night_with_no_call_recorded_is_purported(office: Office) -> None:
    given = CALL | {"on_call": (), "effective_at": bst(3, 25)}
    done = office.do("suspension.record_night", **given)
    assert [one.rule for one in done.irregular] == ["R76"]
    assert any("When the DCC was instructed is not said" in note for note in done.notes)


def test_what_else_is_known_is_kept_with_it(office: Office) -> None:
    reference = office.ref(
        "suspension.record_night",
        **CALL,
        case=office.case(),
        decided_at=bst(3, 10),
        dialogue="They asked for an hour.",
        reasons="The key store was stolen.",
        parties_withheld_because="It tells the thief.",
        parties_review_on=date(2026, 10, 19),
    )
    found = row(office, reference)
    assert office.row(SuspensionText, suspension_id=found.id).reasons == "The key store was stolen."
    assert notices(office, reference)[2] == (NoticeTo.PARTIES, NoticeState.EXCEPTED, 1)
    assert [one.said for one in office.rows(EmergencyCall) if one.dialogue] == ["They asked for an hour."]
    office.sound()
