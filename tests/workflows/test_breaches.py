"""Breach considerations from their opening to the PMA's view, and each way a deed says no (R67, R71, R72)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pma_assure.records.assessments import Assessment
from pma_assure.records.breaches import (
    BreachFact,
    BreachFactor,
    BreachFinding,
    BreachRepresentation,
    BreachRequirement,
)
from pma_assure.records.cases import BreachConsideration, BreachText, CaseNote
from pma_assure.records.house import IrregularFact, Setting
from pma_assure.records.meetings import AgendaItem
from pma_assure.rules.vocabulary import (
    Asked,
    BreachState,
    BreachTrigger,
    BreachView,
    DecisionManner,
    FactorLean,
    VoteCast,
)
from pma_assure.workflows.decisions import VoteGiven
from tests.workflows.breach_office import (
    HEARD,
    MET,
    OPENED,
    REQUIREMENT,
    considered,
    gathered,
    item,
    opened,
    propose,
    ready,
)
from tests.workflows.desk import EVERYBODY, TODAY, Office


def state(office: Office, breach: str) -> BreachState:
    return office.row(BreachConsideration, reference=breach).state


def test_a_breach_is_opened_with_no_assessment_behind_it(office: Office) -> None:
    breach = opened(office)
    row = office.row(BreachConsideration, reference=breach)
    assert (row.state, row.trigger, row.assessment_id) == (BreachState.OPENED, BreachTrigger.SELF_REPORT, None)
    assert (row.opened_on, row.state_on) == (OPENED, OPENED)
    assert office.count(BreachRequirement) == 1


def test_a_finding_brings_its_requirement_along(office: Office) -> None:
    case = office.case()
    finding = office.open_finding(case)
    breach = opened(office, case, requirements=(), findings=(finding,))
    assert (office.count(BreachFinding), office.count(BreachRequirement)) == (1, 1)
    office.do("breach.link_finding", breach=breach, finding=finding)
    assert office.count(BreachFinding) == 1
    office.do("breach.unlink_finding", breach=breach, finding=finding, reason="another matter")
    assert office.row(BreachFinding).withdrawn_on == TODAY
    assert "another matter" in office.rows(CaseNote)[-1].note
    no = office.refuse("breach.unlink_finding", breach=breach, finding=finding, reason="again")
    assert "not linked" in no.sentence
    office.do("breach.link_finding", breach=breach, finding=finding)
    assert office.row(BreachFinding).withdrawn_on is None


@pytest.mark.parametrize("discarded", [False, True])
def test_nothing_is_considered_on_a_draft_or_on_what_was_discarded(office: Office, discarded: bool) -> None:
    case = office.case()
    finding = office.finding(case)
    if discarded:
        office.do("finding.discard", finding=finding, reason="It was another matter.")
    breach = opened(office, case)
    given = {"case": case, "title": "t", "trigger": BreachTrigger.ASSESSMENT, "allegation": "a"}
    for no in (
        office.refuse("breach.link_finding", breach=breach, finding=finding),
        office.refuse("breach.open", **given, findings=(finding,)),
        office.refuse("finding.escalate", breach=breach, finding=finding, reason="It is grave."),
    ):
        assert (no.rule, "nothing can be considered on it" in no.sentence) == ("R67", True)
    assert office.count(BreachFinding) == 0


def test_a_finding_or_an_assessment_of_somebody_else_is_refused(office: Office) -> None:
    other = office.open_finding(office.case("Halden Power"))
    breach = opened(office)
    no = office.refuse("breach.link_finding", breach=breach, finding=other)
    assert (no.field, "another organisation" in no.sentence) == ("finding", True)
    no = office.refuse(
        "breach.open",
        case=office.case(),
        title="t",
        trigger=BreachTrigger.ASSESSMENT,
        allegation="a",
        findings=(other,),
    )
    assert no.field == "findings"
    assert office.count(Assessment) == 0
    no = office.refuse(
        "breach.open",
        case=office.case(),
        title="t",
        trigger=BreachTrigger.ASSESSMENT,
        allegation="a",
        assessment="ASMT-2026-0001",
    )
    assert no.field == "assessment"


def test_requirements_are_added_and_withdrawn(office: Office) -> None:
    breach = opened(office, requirements=())
    named = {"breach": breach, "requirement": REQUIREMENT}
    assert "does not name" in office.refuse("breach.withdraw_requirement", **named, reason="x").sentence
    office.do("breach.add_requirement", **named)
    office.do("breach.withdraw_requirement", **named, reason="not in force then")
    assert office.row(BreachRequirement).withdrawn_on == TODAY
    office.do("breach.add_requirement", **named)
    assert office.row(BreachRequirement).withdrawn_on is None


def test_an_item_that_cannot_be_verified_is_no_sole_support(office: Office) -> None:
    case, breach = gathered(office)
    hearsay = item(office, case, verifiable=False, name="call.txt")
    done = office.do("breach.add_fact", breach=breach, words_given="Somebody said so.", evidence=(hearsay,))
    assert any("cannot be its only support" in note for note in done.notes)
    no = office.refuse("breach.make_ready", breach=breach, why_no_representations="none wanted")
    assert (no.rule, no.paragraph) == ("R67", "59")
    assert f"{breach}/F2 has no evidence that can be verified" in no.sentence
    office.do("evidence.link", evidence=item(office, case, name="call-log.txt"), supports=f"{breach}/F2")
    office.do("breach.make_ready", breach=breach, why_no_representations="none wanted")
    assert state(office, breach) == BreachState.READY


def test_a_fact_is_withdrawn_and_its_number_is_not_given_again(office: Office) -> None:
    _, breach = gathered(office)
    office.do("breach.withdraw_fact", fact=f"{breach}/F1", reason="it was another day")
    row = office.row(BreachFact, reference=f"{breach}/F1")
    assert (row.withdrawn_on, row.withdrawn_reason) == (TODAY, "it was another day")
    assert "already" in office.refuse("breach.withdraw_fact", fact=f"{breach}/F1", reason="again").sentence
    assert office.ref("breach.add_fact", breach=breach, words_given="On 4 March.") == f"{breach}/F2"
    no = office.refuse("breach.add_fact", breach=breach, words_given="Tomorrow.", occurred_on=TODAY + timedelta(days=1))
    assert no.field == "occurred_on"
    elsewhere = item(office, office.case("Halden Power"))
    no = office.refuse("breach.add_fact", breach=breach, words_given="Elsewhere.", evidence=(elsewhere,))
    assert "another case" in no.sentence


def test_factors_are_weighed_otherwise_and_withdrawn(office: Office) -> None:
    _, breach = gathered(office)
    office.do("breach.change_factor", breach=breach, factor=1, lean=FactorLean.NEITHER, words_given="By an hour.")
    row = office.row(BreachFactor)
    assert (row.name, row.lean, row.words) == ("Late report", FactorLean.NEITHER, "By an hour.")
    office.do("breach.withdraw_factor", breach=breach, factor=1, reason="counted twice")
    assert office.row(BreachFactor).withdrawn_on == TODAY
    for deed, more in (("breach.change_factor", {"name": "x"}), ("breach.withdraw_factor", {"reason": "x"})):
        assert "no factor 1" in office.refuse(deed, breach=breach, factor=1, **more).sentence


@pytest.mark.parametrize(("received", "by", "said"), [(False, TODAY, "until"), (False, None, "without a day")])
def test_the_participant_is_heard_first(office: Office, received: bool, by: date | None, said: str) -> None:
    _, breach = gathered(office)
    office.do("breach.seek_representations", breach=breach, sought_on=HEARD, represent_by=by)
    no = office.refuse("breach.make_ready", breach=breach)
    assert (no.rule, no.field, said in no.sentence) == ("R72", "why_no_representations", True)
    office.do("breach.make_ready", breach=breach, why_no_representations="Its officer said that there is nothing.")
    assert state(office, breach) == BreachState.READY
    assert office.row(BreachText).why_no_representations.startswith("Its officer")


def test_without_representations_sought_a_reason_is_needed(office: Office) -> None:
    _, breach = gathered(office)
    assert "no representations were sought" in office.refuse("breach.make_ready", breach=breach).sentence.lower()


def test_once_their_day_has_passed_it_goes_on_without_representations(office: Office) -> None:
    _, breach = gathered(office)
    office.do("breach.seek_representations", breach=breach, sought_on=HEARD, represent_by=TODAY - timedelta(days=1))
    office.do("breach.make_ready", breach=breach)
    assert state(office, breach) == BreachState.READY


def test_a_representation_is_kept_in_its_words_and_answered_beside_it(office: Office) -> None:
    _, breach = gathered(office)
    office.do("breach.seek_representations", breach=breach, sought_on=HEARD, represent_by=TODAY)
    said = {"breach": breach, "received_on": HEARD + timedelta(days=5), "words_given": "The second officer was ill."}
    office.do("breach.record_representation", **said)
    office.do("breach.make_ready", breach=breach)
    no = office.refuse(
        "breach.propose", breach=breach, view=BreachView.MATERIAL, reasons="Late.", proportionality="Fair."
    )
    assert (no.rule, "Answer 1 representation" in no.sentence) == ("R72", True)
    office.do("breach.answer_representation", breach=breach, representation=1, answer="No deputy was named.")
    propose(office, breach)
    row = office.row(BreachRepresentation)
    assert (row.words, row.answer) == ("The second officer was ill.", "No deputy was named.")
    no = office.refuse("breach.answer_representation", breach=breach, representation=2, answer="x")
    assert "no representation 2" in no.sentence
    assert office.refuse("breach.record_representation", **(said | {"received_on": TODAY + timedelta(days=1)}))


def test_a_late_representation_is_kept_whatever_has_happened(office: Office) -> None:
    breach = considered(office)
    done = office.do("breach.record_representation", breach=breach, received_on=TODAY, words_given="Wait.")
    assert any("considered it without this" in note for note in done.notes)
    _, other = gathered(office)
    office.do("breach.seek_representations", breach=other, sought_on=HEARD, represent_by=HEARD)
    done = office.do("breach.record_representation", breach=other, received_on=TODAY, words_given="Late.")
    assert any("came after" in note for note in done.notes)


def test_the_answer_that_the_pma_decided_with_is_not_written_over(office: Office) -> None:
    _, breach = gathered(office)
    office.do("breach.seek_representations", breach=breach, sought_on=HEARD, represent_by=HEARD)
    for words in ("We did.", "We say more."):
        office.do("breach.record_representation", breach=breach, received_on=HEARD, words_given=words)
    answer = {"breach": breach, "representation": 1}
    office.do("breach.answer_representation", **answer, answer="No deputy was named.")
    office.do("breach.answer_representation", **answer, answer="No deputy was named in time.")
    office.force(BreachConsideration, office.row(BreachConsideration).id, state=BreachState.ADVISED)
    no = office.refuse("breach.answer_representation", **answer, answer="A deputy was named.")
    assert (no.rule, no.field) == ("R72", "answer")
    assert office.row(BreachRepresentation, number=1).answer == "No deputy was named in time."
    office.do("breach.answer_representation", breach=breach, representation=2, answer="It was not answered before.")
    office.force(BreachConsideration, office.row(BreachConsideration).id, state=BreachState.REOPENED)
    office.do("breach.answer_representation", **answer, answer="A deputy was named.")


def test_the_day_for_representations_is_the_limit_that_the_pma_adopted(office: Office) -> None:
    _, breach = gathered(office)
    early = HEARD - timedelta(days=1)
    no = office.refuse("breach.seek_representations", breach=breach, sought_on=HEARD, represent_by=early)
    assert no.field == "represent_by"
    office.writing(
        lambda session: session.add(Setting(key="limit.representations", value="10", adopted_by="DEC-2026-0001"))
    )
    office.do("breach.seek_representations", breach=breach, sought_on=HEARD)
    assert office.row(BreachConsideration).represent_by == date(2026, 11, 3)


def test_without_a_limit_the_day_stays_open_and_that_is_said(office: Office) -> None:
    _, breach = gathered(office)
    done = office.do("breach.seek_representations", breach=breach, sought_on=HEARD)
    assert any("no time limit" in note for note in done.notes)
    assert office.row(BreachConsideration).represent_by is None


def test_the_paper_says_why_it_is_proportionate_and_what_it_rests_on(office: Office) -> None:
    breach = opened(office, requirements=())
    office.do("breach.gather_facts", breach=breach)
    given = {"breach": breach, "view": BreachView.NOT_MATERIAL, "reasons": "Once."}
    assert office.refuse("breach.propose", **given, proportionality="").field == "proportionality"
    no = office.refuse("breach.propose", **given, proportionality="Fair.")
    assert "Name the requirement" in no.sentence
    office.do("breach.add_requirement", breach=breach, requirement=REQUIREMENT)
    assert "Add the facts" in office.refuse("breach.propose", **given, proportionality="Fair.").sentence
    propose(office, breach, BreachView.NO_NON_COMPLIANCE)
    assert office.row(BreachConsideration).proposed_view == BreachView.NO_NON_COMPLIANCE
    assert office.row(BreachConsideration).view is None


def test_the_pma_considers_by_its_decision_on_exactly_this(office: Office) -> None:
    breach = ready(office)
    decision = office.decide(breach, MET)
    office.do("breach.add_factor", breach=breach, name="Put right at once", lean=FactorLean.AGAINST_MATERIAL)
    no = office.refuse("breach.consider", breach=breach, decision=decision)
    assert "was changed since" in no.sentence
    again = office.decide(breach, MET + timedelta(days=1))
    office.do("breach.consider", breach=breach, decision=again)
    row = office.row(BreachConsideration)
    assert (row.state, row.view, row.considered_on) == (
        BreachState.CONSIDERED,
        BreachView.MATERIAL,
        MET + timedelta(days=1),
    )
    office.sound()


def test_a_decision_on_something_else_is_no_view(office: Office) -> None:
    breach, other = ready(office), ready(office)
    no = office.refuse("breach.consider", breach=breach, decision=office.decide(other, MET))
    assert "not on this" in no.sentence
    no = office.refuse("breach.consider", breach=breach, decision=office.decide(breach, MET, asks=Asked.OTHER))
    assert "needs a decision on" in no.sentence
    day = TODAY - timedelta(days=1)
    _, listed = office.sit(day, breach, EVERYBODY)
    votes = tuple(VoteGiven(person=name, cast=VoteCast.AGAINST) for name in EVERYBODY[1:])
    lost = office.record(listed, day, manner=DecisionManner.VOTE, votes=votes).reference
    assert "did not carry" in office.refuse("breach.consider", breach=breach, decision=lost).sentence


def test_the_item_asks_to_consider_and_excuses_the_people_of_the_participant(office: Office) -> None:
    breach = ready(office)
    meeting = office.meeting(date(2026, 12, 10))
    no = office.refuse("item.list", meeting=meeting, title="t", subject=breach, against_organisation=False)
    assert no.rule == "R29"
    assert office.refuse("item.list", meeting=meeting, title="t", subject=breach, asks=Asked.PUBLISH).field == "asks"
    listed = office.row(AgendaItem, reference=office.item(meeting, breach))
    assert (listed.asks, listed.against_organisation) == (Asked.CONSIDER_BREACH, True)


def test_what_the_pma_considered_stands_as_it_was(office: Office) -> None:
    breach = considered(office)
    changes = {
        "breach.add_fact": {"words_given": "New."},
        "breach.add_factor": {"name": "New", "lean": FactorLean.NEITHER},
        "breach.change_factor": {"factor": 1, "name": "x"},
        "breach.withdraw_factor": {"factor": 1, "reason": "x"},
        "breach.add_requirement": {"requirement": REQUIREMENT},
        "breach.withdraw_requirement": {"requirement": REQUIREMENT, "reason": "x"},
        "breach.propose": {"view": BreachView.NOT_MATERIAL, "reasons": "x", "proportionality": "x"},
    }
    for deed, more in changes.items():
        assert "stands as it was" in office.refuse(deed, breach=breach, **more).sentence, deed
    no = office.refuse("breach.withdraw_fact", fact=f"{breach}/F1", reason="x")
    assert (no.rule, no.paragraph) == ("R67", "59")


def test_a_fact_that_lost_its_evidence_stops_the_view_or_is_owed_its_mending(office: Office) -> None:
    case, breach = gathered(office)
    office.do("breach.make_ready", breach=breach, why_no_representations="heard")
    propose(office, breach)
    office.do("evidence.withdraw", evidence="EVID-2026-0001", reason="a forgery")
    assert office.count(IrregularFact) == 0
    no = office.refuse("breach.consider", breach=breach, decision=office.decide(breach, MET))
    assert "no evidence that can be verified" in no.sentence
    proof = item(office, case, name="second.txt")
    office.do("evidence.link", evidence=proof, supports=f"{breach}/F1")
    office.do("breach.consider", breach=breach, decision=office.decide(breach, MET + timedelta(days=1)))
    office.do("evidence.withdraw", evidence=proof, reason="a forgery too")
    assert office.irregular(f"{breach}/F1") == [("R67", "59")]


def test_put_off_with_a_day_to_return(office: Office) -> None:
    breach = ready(office)
    decision = office.decide(breach, MET)
    no = office.refuse("breach.defer", breach=breach, reason="later", return_on=TODAY - timedelta(days=1))
    assert no.field == "return_on"
    office.do("breach.defer", breach=breach, reason="the log is awaited", return_on=date(2026, 12, 10))
    row = office.row(BreachConsideration)
    assert (row.state, row.return_on) == (BreachState.DEFERRED, date(2026, 12, 10))
    office.do("breach.make_ready", breach=breach)
    assert office.row(BreachConsideration).return_on is None
    assert "was changed since" in office.refuse("breach.consider", breach=breach, decision=decision).sentence


def test_discontinued_with_a_reason_and_reopened_on_new_facts(office: Office) -> None:
    _, breach = gathered(office)
    office.do("breach.record_representation", breach=breach, received_on=HEARD, words_given="Nothing happened.")
    done = office.do("breach.discontinue", breach=breach, reason="it was another participant")
    assert any("next meeting" in note for note in done.notes)
    assert office.row(BreachText).state_reason == "it was another participant"
    office.do("breach.reopen", breach=breach, reason="a second log")
    assert state(office, breach) == BreachState.REOPENED
    # What it said to the first facts is no answer to the new ones.
    assert office.refuse("breach.make_ready", breach=breach).rule == "R72"
    office.do("breach.record_representation", breach=breach, received_on=TODAY, words_given="Nor now.")
    office.do("breach.make_ready", breach=breach)
    assert state(office, breach) == BreachState.READY


def test_nothing_is_reopened_in_a_closed_case(office: Office) -> None:
    case, breach = gathered(office)
    office.do("breach.discontinue", breach=breach, reason="nothing in it")
    office.do("case.close", case=case, reason="done")
    assert "is closed" in office.refuse("breach.reopen", breach=breach, reason="new").sentence


def test_like_cases_are_counted_while_the_view_is_proposed(office: Office) -> None:
    considered(office)
    considered(office, BreachView.NOT_MATERIAL)
    _, breach = gathered(office)
    notes = propose(office, breach)
    (said,) = [note for note in notes if "compare with it" in note]
    assert said.startswith("2 earlier considerations")
    assert "Material breach, in the PMA's view: 1" in said
