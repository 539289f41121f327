"""Reports, fact checks, responses, conclusions: each deed, and each way it says no."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pma_assure.records import contents
from pma_assure.records.assessments import Assessment, AssessmentReport, AssessmentText, Caveat, ScopeItem
from pma_assure.records.cases import BreachConsideration, Finding
from pma_assure.records.contents_of_assessments import as_first_written
from pma_assure.records.contents_of_assessments import assessment as assessment_content
from pma_assure.records.house import IrregularFact
from pma_assure.records.meetings import Decision, DecisionText
from pma_assure.rules.fingerprint import fingerprint
from pma_assure.rules.vocabulary import (
    Asked,
    AssessmentKind,
    AssessmentState,
    AssuranceStatus,
    BreachTrigger,
    Environment,
    FindingClass,
    OpinionKind,
    ReportKind,
    ScopeCoverage,
    ServicePart,
)
from pma_assure.views.plans import changed_since_decision
from pma_assure.workflows.assessment_arrivals import ReportScopeGiven
from pma_assure.workflows.parameters import FileGiven
from tests.workflows import assurance
from tests.workflows.assurance import DECIDED, LIVE, OPERATOR, OWN, TEST
from tests.workflows.desk import PARTICIPANT, TODAY, Office

Begun = tuple[Office, dict[str, str]]


@pytest.fixture
def laid(office: Office) -> Office:
    assurance.lay(office)
    return office


@pytest.fixture
def routine(laid: Office) -> Begun:
    return laid, assurance.begun(laid)


@pytest.fixture
def pre_operational(laid: Office) -> Begun:
    return laid, assurance.begun(laid, organisation=OPERATOR, kind=AssessmentKind.PRE_OPERATIONAL, scope=LIVE)


def row(office: Office, notes: dict[str, str]) -> Assessment:
    return office.row(Assessment, reference=notes["assessment"])


# --- reports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lines", [TEST, LIVE[:1], LIVE[1:2], (*TEST, LIVE[2]), ()], ids=str)
def test_a_report_without_live_service_and_repository_is_kept_and_never_final(
    pre_operational: Begun, lines: assurance.Lines
) -> None:
    office, notes = pre_operational
    named = {"assessment": notes["assessment"]}
    reference = assurance.report(office, notes["assessment"], lines)
    decision = office.decide(None, DECIDED)
    early = office.refuse("assessment.conclude", **named, decision=decision)
    assert (early.rule, early.paragraph) == ("R52", "66")
    office.do("assessment.receive_draft", **named, report=reference)
    office.do("assessment.log_fact_check", **named, fact_check="None.", checked_on=date(2026, 10, 2))
    refused = office.refuse("assessment.take_final", **named, report=reference)
    assert (refused.rule, refused.paragraph) == ("R52", "66")
    assert office.count(AssessmentReport) == 1, "it stays kept"
    assert office.row(AssessmentReport).evidence_id is not None
    assert row(office, notes).final_report_id is None
    office.sound()


def test_both_environments_at_once_are_live(pre_operational: Begun) -> None:
    office, notes = pre_operational
    lines = tuple((name, part, Environment.BOTH) for name, part, _ in LIVE)
    assurance.with_final(office, notes["assessment"], lines)
    assert row(office, notes).state == AssessmentState.FINAL_REPORT_RECEIVED


def test_facts_are_checked_before_the_report_is_final(routine: Begun) -> None:
    office, notes = routine
    named = {"assessment": notes["assessment"]}
    check = named | {"fact_check": "None.", "checked_on": date(2026, 10, 2)}
    assert "no draft report yet" in office.refuse("assessment.receive_draft", **named).sentence
    assert "draft report" in office.refuse("assessment.log_fact_check", **check).sentence
    draft = assurance.report(office, notes["assessment"], kind=ReportKind.DRAFT)
    office.do("assessment.receive_draft", **named)
    assert "no final report yet" in office.refuse("assessment.take_final", **named).sentence
    assert "is a draft" in office.refuse("assessment.take_final", **named, report=draft).sentence
    final = assurance.report(office, notes["assessment"])
    assert office.refuse("assessment.take_final", **named).rule == "R50"
    assert "ahead" in office.refuse("assessment.log_fact_check", **(check | {"checked_on": date(2026, 12, 2)})).sentence
    office.do("assessment.log_fact_check", **check)
    office.do("assessment.return_draft", **named, reason="Two pages are missing.")
    office.do("assessment.receive_draft", **named, report=draft)
    assert office.refuse("assessment.take_final", **named).rule == "R50", "a new draft is checked again"
    office.do("assessment.log_fact_check", **check)
    assert final in office.refuse("assessment.take_final", **named).sentence, "it was in when the draft went back"
    done = office.do("assessment.take_final", **named, report=final)
    assert any("no time limit" in note for note in done.notes)
    assert row(office, notes).response_due is None
    assert office.row(ScopeItem).coverage == ScopeCoverage.ASSESSED


def test_a_draft_that_was_sent_back_on_the_day_it_came_is_taken_again_only_where_it_is_named(routine: Begun) -> None:
    office, notes = routine
    named = {"assessment": notes["assessment"]}
    draft = assurance.report(office, notes["assessment"], kind=ReportKind.DRAFT, received_on=TODAY)
    office.do("assessment.receive_draft", **named)
    office.do("assessment.return_draft", **named, reason="Two pages are missing.")
    refused = office.refuse("assessment.receive_draft", **named)
    assert (refused.rule, refused.field) == ("R50", "report")
    assert refused.sentence.startswith(f"{draft} was in when {notes['assessment']} last went back")
    office.do("assessment.receive_draft", **named, report=draft)
    office.do("assessment.return_draft", **named, reason="They are missing still.")
    assurance.report(office, notes["assessment"], kind=ReportKind.DRAFT, received_on=TODAY)
    office.do("assessment.receive_draft", **named)
    assert row(office, notes).state == AssessmentState.DRAFT_REPORT_RECEIVED


def test_a_final_report_that_was_sent_back_on_the_day_it_came_is_taken_again_only_where_it_is_named(
    routine: Begun,
) -> None:
    office, notes = routine
    named = {"assessment": notes["assessment"]}
    check = {"fact_check": "None.", "checked_on": TODAY}
    assurance.report(office, notes["assessment"], kind=ReportKind.DRAFT, received_on=TODAY)
    office.do("assessment.receive_draft", **named)
    office.do("assessment.log_fact_check", **named, **check)
    final = assurance.report(office, notes["assessment"], received_on=TODAY)
    office.do("assessment.take_final", **named)
    office.do("assessment.review", **named)
    office.do("assessment.return_for_work", **named, reason="The backup desk was left out.")
    office.refuse("assessment.receive_draft", **named)
    assurance.report(office, notes["assessment"], kind=ReportKind.DRAFT, received_on=TODAY)
    office.do("assessment.receive_draft", **named)
    office.do("assessment.log_fact_check", **named, **check)
    assert final in office.refuse("assessment.take_final", **named).sentence
    second = assurance.report(office, notes["assessment"], received_on=TODAY)
    office.do("assessment.take_final", **named)
    assert row(office, notes).final_report_id == office.row(AssessmentReport, reference=second).id


def test_a_report_of_another_assessment_is_not_taken(routine: Begun) -> None:
    office, notes = routine
    other = assurance.begun(office, organisation="Halden Power")
    theirs = assurance.report(office, other["assessment"])
    refused = office.refuse("assessment.receive_draft", assessment=notes["assessment"], report=theirs)
    assert refused.field == "report"


def test_a_nonconformity_cites_requirement_and_evidence(routine: Begun) -> None:
    office, notes = routine
    named = {"assessment": notes["assessment"]}
    came = assurance.report(office, notes["assessment"])
    office.do("assessment.receive_draft", **named, report=came)
    office.do("assessment.log_fact_check", **named, fact_check="None.", checked_on=date(2026, 10, 2))
    finding = office.finding(notes["case"], finding_class=FindingClass.MINOR, requirement=None)
    key = office.row(Finding, reference=finding).id
    office.force(Finding, key, assessment_id=row(office, notes).id)
    assert office.refuse("assessment.take_final", **named).rule == "R02"
    cited = office.finding(notes["case"], finding_class=FindingClass.MINOR)
    office.force(Finding, office.row(Finding, reference=cited).id, assessment_id=row(office, notes).id)
    office.do("finding.discard", finding=finding, reason="twice")
    assert office.refuse("assessment.take_final", **named).rule == "R48"
    office.evidence(notes["case"], cited)
    office.do("assessment.take_final", **named)


def test_the_response_is_due_by_the_adopted_limit_and_can_be_given_longer(routine: Begun) -> None:
    office, notes = routine
    named = {"assessment": notes["assessment"]}
    adopted = office.decide(None, date(2026, 8, 4))
    office.do("setting.choose", key="limit.finding_response", value="20", adopted_by=adopted)
    answer = named | {"responded_on": date(2026, 11, 3), "words_given": "We accept it."}
    assert "final report" in office.refuse("assessment.record_response", **answer).sentence
    came = assurance.report(office, notes["assessment"], received_on=date(2026, 10, 1))
    office.do("assessment.receive_draft", **named, report=came)
    office.do("assessment.log_fact_check", **named, fact_check="None.", checked_on=date(2026, 10, 2))
    office.do("assessment.take_final", **named)
    assert row(office, notes).response_due == date(2026, 10, 29)
    assert office.refuse("assessment.set_response_due", **named, response_due=date(2026, 9, 1), reason="typo")
    office.do("assessment.set_response_due", **named, response_due=date(2026, 11, 2), reason="They asked for it.")
    done = office.do("assessment.record_response", **answer)
    assert any("1 day after its date" in note for note in done.notes)


def test_nothing_answers_a_report_before_it_came(routine: Begun) -> None:
    """A day for the response, or a response, from before the report let the PMA conclude with nobody heard."""
    office, notes = routine
    named = {"assessment": notes["assessment"]}
    before, came = date(2026, 9, 30), date(2026, 10, 1)
    report = assurance.report(office, notes["assessment"], received_on=came)
    office.do("assessment.receive_draft", **named, report=report)
    refused = [office.refuse("assessment.log_fact_check", **named, fact_check="None.", checked_on=before)]
    office.do("assessment.log_fact_check", **named, fact_check="None.", checked_on=came)
    refused.append(office.refuse("assessment.take_final", **named, response_due=before))
    office.do("assessment.take_final", **named, response_due=date(2026, 11, 2))
    answer = named | {"words_given": "We accept it."}
    refused.append(office.refuse("assessment.record_response", **answer, responded_on=before))
    office.do("assessment.review", **named)
    refused.append(office.refuse("assessment.record_response", **answer, responded_on=before))
    refused.append(office.refuse("assessment.set_response_due", **named, response_due=before, reason="Sooner."))
    assert all("before 1 October 2026, when the report was received" in one.sentence for one in refused)
    assert {(one.rule, one.paragraph) for one in refused} == {("R57", "76")}
    office.do("assessment.record_response", **answer, responded_on=came)


def test_review_waits_until_every_line_of_the_scope_is_said(routine: Begun) -> None:
    office, notes = routine
    named = {"assessment": notes["assessment"]}
    item = office.ref(
        "assessment.add_scope_item",
        **named,
        component="Backup desk",
        part=ServicePart.PARTICIPANT,
        environment=Environment.NOT_APPLICABLE,
    )
    assurance.with_final(office, notes["assessment"])
    refused = office.refuse("assessment.review", **named)
    assert refused.rule == "R52"
    assert f"Backup desk (neither live nor test, {item})" in refused.sentence
    office.do("assessment.cover", item=item, coverage=ScopeCoverage.ASSESSED)
    assert office.refuse("assessment.review", **named), "only the report can say that the assessment covers it"
    office.do("assessment.cover", item=item, coverage=ScopeCoverage.NOT_COVERED, note="It is closed.")
    done = office.do("assessment.review", **named)
    assert done.notes == ("Scope coverage 1 of 2, 1 not covered.",)
    with_one_more = named | {"component": "Late", "part": ServicePart.OTHER, "environment": Environment.LIVE}
    assert "Under PMA review" in office.refuse("assessment.add_scope_item", **with_one_more).sentence


def test_a_final_report_that_leaves_a_line_unsaid_gives_way_to_one_that_says_it(routine: Begun) -> None:
    office, notes = routine
    named = {"assessment": notes["assessment"]}
    first = assurance.with_final(office, notes["assessment"], ())
    office.do("assessment.record_response", **named, responded_on=date(2026, 10, 5), words_given="Agreed.")
    assert "Take in the report that says it" in office.refuse("assessment.review", **named).sentence
    assert "is the final report already" in office.refuse("assessment.take_final", **named).sentence
    second = assurance.report(office, notes["assessment"], received_on=date(2026, 10, 8))
    done = office.do("assessment.take_final", **named)
    said = f"{second} is the final report in the place of {first}, which stays kept."
    assert done.notes[0].startswith(f"{said} The response of 5 October 2026 was to that one")
    found = row(office, notes)
    assert (found.state, found.responded_on) == (AssessmentState.FINAL_REPORT_RECEIVED, None)
    assert office.count(AssessmentReport) == 2
    office.do("assessment.review", **named)


def test_a_report_says_itself_why_it_does_not_cover_a_line(routine: Begun) -> None:
    office, notes = routine
    lines = tuple(
        ReportScopeGiven(component=name, part=part, environment=environment, covered=False, why_not="Closed that week.")
        for name, part, environment in OWN
    )
    assurance.with_final(office, notes["assessment"], (), scope=lines)
    kept = office.row(ScopeItem)
    assert (kept.coverage, kept.coverage_note) == (ScopeCoverage.NOT_COVERED, "Closed that week.")
    office.do("assessment.review", assessment=notes["assessment"])


def test_what_goes_back_from_review_needs_a_new_final_report(laid: Office) -> None:
    notes = assurance.under_review(laid)
    named = {"assessment": notes["assessment"]}
    laid.do("assessment.return_for_work", **named, reason="The backup desk was left out.")
    found = row(laid, notes)
    assert (found.state, found.final_report_id, found.responded_on) == (AssessmentState.IN_PROGRESS, None, None)
    assert laid.count(AssessmentReport) == 1
    assurance.with_final(laid, notes["assessment"], file=FileGiven(name="second.pdf", content=b"again"))
    laid.do("assessment.review", **named)
    assert laid.count(AssessmentReport) == 2


# --- conclusions ------------------------------------------------------------------------------------------------------


def test_the_pma_sets_the_status_that_was_put_to_it(reviewed: Begun) -> None:
    office, notes = reviewed
    assurance.conclude(office, notes)
    found = row(office, notes)
    assert (found.state, found.concluded_on) == (AssessmentState.CONCLUDED, DECIDED)
    assert found.set_status == found.recommended_status == AssuranceStatus.APPROVED_WITH_CAVEATS
    office.sound()


def test_a_conclusion_in_words_has_no_status(laid: Office) -> None:
    notes = assurance.under_review(laid)
    named = {"assessment": notes["assessment"], "conclusion": "It complies."}
    refused = laid.refuse("assessment.propose_conclusion", **named, status=AssuranceStatus.APPROVED)
    assert (refused.rule, refused.field) == ("R51", "status")
    assert (
        "Propose"
        in laid.refuse(
            "assessment.conclude", assessment=notes["assessment"], decision=laid.decide(None, DECIDED)
        ).sentence
    )
    assurance.propose_conclusion(laid, notes["assessment"])
    assurance.conclude(laid, notes)
    found = row(laid, notes)
    assert (found.state, found.set_status) == (AssessmentState.CONCLUDED, None)
    assert laid.row(AssessmentText, assessment_id=found.id).conclusion == "It complies."


def test_a_status_fits_its_caveats(reviewed: Begun) -> None:
    office, notes = reviewed
    named = {"assessment": notes["assessment"], "conclusion": "It complies."}
    assert "Choose" in office.refuse("assessment.propose_conclusion", **named).sentence
    refused = office.refuse("assessment.propose_conclusion", **named, status=AssuranceStatus.APPROVED)
    assert "2 caveats" in refused.sentence
    done = office.do("assessment.propose_conclusion", **named, status=AssuranceStatus.NOT_APPROVED)
    assert any("recommends" in note for note in done.notes)
    for number in (1, 2):
        office.do("caveat.withdraw", caveat=notes[f"caveat {number}"], reason="It was put right.")
    refused = office.refuse("assessment.propose_conclusion", **named, status=AssuranceStatus.APPROVED_WITH_CAVEATS)
    assert "at least one caveat" in refused.sentence
    office.do("assessment.propose_conclusion", **named, status=AssuranceStatus.APPROVED)


def test_a_conclusion_waits_for_the_response_or_its_date(reviewed: Begun) -> None:
    office, notes = reviewed
    office.force(Assessment, row(office, notes).id, responded_on=None)
    named = {"assessment": notes["assessment"]}
    office.do("assessment.set_response_due", **named, response_due=DECIDED, reason="They asked for it.")
    decision = office.decide(notes["assessment"], DECIDED)
    refused = office.refuse("assessment.conclude", **named, decision=decision)
    assert (refused.rule, refused.paragraph) == ("R57", "76")
    assert "10 November 2026" in refused.sentence
    later = office.decide(notes["assessment"], date(2026, 11, 11))
    office.do("assessment.conclude", **named, decision=later)


def test_a_day_set_after_the_decision_hears_nobody_before_it(reviewed: Begun) -> None:
    office, notes = reviewed
    office.force(Assessment, row(office, notes).id, responded_on=None, response_due=date(2026, 11, 20))
    named = {"assessment": notes["assessment"], "reason": "It was a typing error."}
    decision = office.decide(notes["assessment"], DECIDED)
    refused = office.refuse("assessment.set_response_due", **named, response_due=date(2026, 11, 9))
    assert (refused.rule, refused.paragraph, refused.field) == ("R57", "76", "response_due")
    assert decision in refused.sentence
    office.force(Assessment, row(office, notes).id, response_due=None)
    assert office.refuse("assessment.set_response_due", **named, response_due=date(2026, 11, 9))
    office.do("assessment.set_response_due", **named, response_due=DECIDED)
    assert office.refuse("assessment.conclude", assessment=notes["assessment"], decision=decision).rule == "R57"


def test_each_caveat_has_owner_and_date_before_the_conclusion(reviewed: Begun) -> None:
    office, notes = reviewed
    key = office.row(Caveat, reference=notes["caveat 2"]).id
    office.force(Caveat, key, owner=None, due=None)
    decision = office.decide(notes["assessment"], DECIDED)
    refused = office.refuse("assessment.conclude", assessment=notes["assessment"], decision=decision)
    assert f"{notes['caveat 2']} needs an owner and a date" in refused.sentence


def test_the_decision_is_on_exactly_this_conclusion(reviewed: Begun) -> None:
    office, notes = reviewed
    named = {"assessment": notes["assessment"]}
    decision = office.decide(notes["assessment"], DECIDED)
    office.do("caveat.set", caveat=notes["caveat 1"], due=date(2027, 1, 29))
    assert "changed since" in office.refuse("assessment.conclude", **named, decision=decision).sentence
    other = office.decide(notes["assessment"], date(2026, 11, 12), asks=Asked.OTHER)
    assert "To conclude" in office.refuse("assessment.conclude", **named, decision=other).sentence


def test_an_observation_that_says_a_requirement_was_not_met_is_settled_first(laid: Office) -> None:
    notes = assurance.under_review(laid)
    finding = laid.finding(notes["case"], finding_class=FindingClass.OBSERVATION)
    key = laid.row(Finding, reference=finding).id
    laid.force(Finding, key, assessment_id=row(laid, notes).id)
    assurance.propose_conclusion(laid, notes["assessment"])
    decision = laid.decide(notes["assessment"], DECIDED)
    refused = laid.refuse("assessment.conclude", assessment=notes["assessment"], decision=decision)
    assert (refused.rule, refused.paragraph) == ("R02", "15")
    laid.force(Finding, key, pma_class=FindingClass.MINOR)
    refused = laid.refuse("assessment.conclude", assessment=notes["assessment"], decision=decision)
    assert "changed since" in refused.sentence, "the PMA decided on an Observation"
    again = laid.decide(notes["assessment"], date(2026, 11, 17))
    laid.do("assessment.conclude", assessment=notes["assessment"], decision=again)


def test_a_scope_limitation_is_said_in_words(laid: Office) -> None:
    notes = assurance.begun(laid)
    assurance.with_final(laid, notes["assessment"], opinion=OpinionKind.SCOPE_LIMITATION)
    laid.do("assessment.review", assessment=notes["assessment"])
    named = {"assessment": notes["assessment"], "conclusion": "It complies as far as could be seen."}
    refused = laid.refuse("assessment.propose_conclusion", **named)
    assert (refused.rule, refused.field) == ("R48", "scope_limitation")
    laid.do("assessment.propose_conclusion", **named, scope_limitation="The backup desk refused access.")
    assert row(laid, notes).opinion == OpinionKind.SCOPE_LIMITATION


def test_a_later_conclusion_supersedes_and_edits_nothing(laid: Office) -> None:
    first = assurance.concluded(laid)
    second = assurance.concluded(laid)
    open_one = assurance.proposed(laid)
    other = assurance.concluded(laid, organisation="Marrick Networks")
    named = {"assessment": first["assessment"]}
    assert (
        "no conclusion"
        in laid.refuse("assessment.supersede", assessment=open_one["assessment"], by=first["assessment"]).sentence
    )
    for wrong in (open_one, first, other):
        assert laid.refuse("assessment.supersede", **named, by=wrong["assessment"]).field == "by"
    before = row(laid, first)
    laid.do("assessment.supersede", **named, by=second["assessment"])
    after = row(laid, first)
    assert after.superseded_by_id == row(laid, second).id
    assert (after.concluded_on, after.state) == (before.concluded_on, before.state)
    assert "already" in laid.refuse("assessment.supersede", **named, by=second["assessment"]).sentence
    assert laid.refuse("assessment.supersede", assessment=second["assessment"], by=first["assessment"]).field == "by"


def test_a_routine_conclusion_does_not_take_the_place_of_a_pre_operational_status(reviewed: Begun) -> None:
    office, notes = reviewed
    assurance.conclude(office, notes)
    routine = assurance.concluded(office, organisation=OPERATOR)
    refused = office.refuse("assessment.supersede", assessment=notes["assessment"], by=routine["assessment"])
    assert (refused.rule, refused.field) == ("R51", "by")
    assert row(office, notes).superseded_by_id is None


def test_live_certificates_are_compared_with_the_conclusion(reviewed: Begun) -> None:
    office, notes = reviewed
    live = {"assessment": notes["assessment"], "live_certificates_on": date(2026, 11, 9)}
    done = office.do("assessment.record_live_certificates", **live)
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R51", "57")]
    assurance.conclude(office, notes)
    assert office.irregular(notes["assessment"]) == [("R51", "57")], "kept once"
    office.sound()


def test_live_certificates_after_the_conclusion_are_regular(reviewed: Begun) -> None:
    office, notes = reviewed
    assurance.propose_conclusion(office, notes["assessment"], status=AssuranceStatus.NOT_APPROVED)
    assurance.conclude(office, notes)
    live = {"assessment": notes["assessment"], "live_certificates_on": DECIDED}
    done = office.do("assessment.record_live_certificates", **live)
    assert done.irregular == ()
    assert any("although the status" in note for note in done.notes)
    ahead = live | {"live_certificates_on": date(2026, 12, 1)}
    assert "ahead" in office.refuse("assessment.record_live_certificates", **ahead).sentence
    routine = assurance.planned(office)
    refused = office.refuse("assessment.record_live_certificates", **(live | {"assessment": routine["assessment"]}))
    assert refused.rule == "R51"


def test_a_discontinued_assessment_offers_a_breach_consideration(routine: Begun) -> None:
    office, notes = routine
    done = office.do("assessment.discontinue", assessment=notes["assessment"], reason="Access was refused.")
    assert any("R67" in note for note in done.notes)
    assert office.count(BreachConsideration) == 0
    other = assurance.begun(office, organisation="Halden Power")
    office.do(
        "assessment.discontinue",
        assessment=other["assessment"],
        reason="Access was refused.",
        allegation="The participant refused access to its desk.",
    )
    breach = office.row(BreachConsideration)
    assert (breach.trigger, breach.assessment_id) == (BreachTrigger.ASSESSMENT, row(office, other).id)


# --- imported ---------------------------------------------------------------------------------------------------------


def test_an_imported_assessment_is_concluded_on_a_report_on_the_live_services_like_every_other(
    pre_operational: Begun,
) -> None:
    office, notes = pre_operational
    named = {"assessment": notes["assessment"]}
    came = {"imported_on": TODAY, "state": AssessmentState.FINAL_REPORT_RECEIVED, "state_on": date(2026, 3, 2)}
    office.force(Assessment, row(office, notes).id, **came)
    refused = office.refuse("assessment.review", **named)
    assert "imported without one" in refused.sentence
    assurance.report(office, notes["assessment"], TEST, received_on=date(2026, 3, 2))
    refused = office.refuse("assessment.take_final", **named)
    assert (refused.rule, refused.field) == ("R52", "report")
    office.force(Assessment, row(office, notes).id, state=AssessmentState.UNDER_REVIEW)
    decision = office.decide(notes["assessment"], DECIDED)
    assert office.refuse("assessment.conclude", **named, decision=decision).rule == "R52"


def test_the_report_of_an_imported_assessment_is_handed_in_where_its_final_report_was_in(routine: Begun) -> None:
    office, notes = routine
    named = {"assessment": notes["assessment"]}
    came = {"imported_on": TODAY, "state": AssessmentState.FINAL_REPORT_RECEIVED, "state_on": date(2026, 3, 2)}
    office.force(Assessment, row(office, notes).id, **came, response_due=date(2026, 4, 2))
    old = office.finding(notes["case"], assessment=notes["assessment"], requirement=None)
    office.force(Finding, office.row(Finding, reference=old).id, imported_on=TODAY)
    report = assurance.report(office, notes["assessment"], received_on=date(2026, 3, 1))
    office.do("assessment.take_final", **named)
    held = row(office, notes)
    assert held.final_report_id == office.row(AssessmentReport, reference=report).id
    assert (held.state, held.state_on) == (AssessmentState.FINAL_REPORT_RECEIVED, date(2026, 3, 2))
    assert held.response_due == date(2026, 4, 2), "the day that came with it stands"
    office.do("assessment.review", **named)
    assert row(office, notes).state == AssessmentState.UNDER_REVIEW
    new = office.finding(notes["case"], assessment=notes["assessment"], requirement=None)
    office.do("assessment.return_for_work", **named, reason="The desk was left out.")
    office.do("assessment.receive_draft", **named, report=report)
    again = named | {"report": report}
    assert office.refuse("assessment.take_final", **again).rule == "R50", "facts are checked anew"
    office.do("assessment.log_fact_check", **named, fact_check="No doubt.", checked_on=TODAY)
    assert new in office.refuse("assessment.take_final", **again).sentence


# --- independence on the later steps ----------------------------------------------------------------------------------


def joined(office: Office, organisation: str, since: date) -> None:
    """The organisation and the assessor belong to one group from a day on."""
    for one in (organisation, assurance.ASSESSOR):
        office.do("organisation.affiliate", organisation=one, group="Vale Group", first_day=since)


def r50(office: Office, notes: dict[str, str]) -> list[str]:
    facts = office.rows(IrregularFact, reference=notes["assessment"], rule="R50")
    return [fact.sentence for fact in facts]


def test_work_that_began_with_an_assessor_no_longer_independent_is_kept_as_irregular(laid: Office) -> None:
    notes = assurance.planned(laid)
    laid.do("assessment.notify", assessment=notes["assessment"], notified_on=date(2026, 8, 3))
    joined(laid, PARTICIPANT, date(2026, 8, 20))
    done = laid.do("assessment.begin", assessment=notes["assessment"], begun_on=date(2026, 9, 1))
    (fact,) = done.irregular
    assert (fact.rule, fact.paragraph) == ("R50", "57")
    assert "began on 1 September 2026, though" in fact.sentence
    assert f"{assurance.ASSESSOR} is affiliated to {PARTICIPANT}" in fact.sentence
    assert row(laid, notes).state == AssessmentState.IN_PROGRESS, "it happened"


def test_a_report_of_an_assessor_out_of_date_is_kept_and_nothing_is_concluded_on_it(routine: Begun) -> None:
    office, notes = routine
    named = {"assessment": notes["assessment"]}
    office.do(
        "assessor.end",
        assessor=assurance.ASSESSOR,
        scheme=assurance.SCHEME,
        withdrawn_on=date(2026, 9, 20),
        reason="It left the scheme.",
    )
    assurance.with_final(office, notes["assessment"])
    office.do("assessment.review", **named)
    assert len(r50(office, notes)) == 1, "said once of one report, not at each step"
    assurance.respond(office, notes["assessment"])
    assurance.propose_conclusion(office, notes["assessment"])
    decision = office.decide(notes["assessment"], DECIDED)
    refused = office.refuse("assessment.conclude", **named, decision=decision)
    assert (refused.rule, refused.paragraph) == ("R50", "57")
    office.do("irregular.settle", reference=notes["assessment"], rule="R50", reason="The PMA reviewed the work itself.")
    office.do("assessment.conclude", **named, decision=decision)
    office.sound()


def test_the_team_is_looked_at_again_when_the_report_comes(routine: Begun) -> None:
    office, notes = routine
    office.do("person.add", name="Z. Hale", employer=assurance.ASSESSOR, first_day=date(2024, 1, 1))
    member = {"assessment": notes["assessment"], "person": "Z. Hale"}
    office.do("assessment.join_team", **member, initials="ZH", first_day=date(2026, 9, 1))
    office.do("person.employ", person="Z. Hale", employer=PARTICIPANT, first_day=date(2026, 9, 14))
    assurance.with_final(office, notes["assessment"])
    (sentence,) = r50(office, notes)
    assert f"Z. Hale works for {PARTICIPANT} on 1 October 2026" in sentence


def test_what_became_known_after_the_review_began_keeps_from_concluding_too(laid: Office) -> None:
    notes = assurance.under_review(laid)
    assurance.propose_conclusion(laid, notes["assessment"])
    decision = laid.decide(notes["assessment"], DECIDED)
    joined(laid, PARTICIPANT, date(2026, 9, 10))
    refused = laid.refuse("assessment.conclude", assessment=notes["assessment"], decision=decision)
    assert refused.rule == "R50"
    assert f"affiliated to {PARTICIPANT} on 1 October 2026" in refused.sentence


def test_an_affiliate_of_the_assessor_that_works_for_the_participant_is_no_independence(laid: Office) -> None:
    notes = assurance.planned(laid)
    contractor = "Coldharbour Key Services"
    laid.do(
        "organisation.contract",
        participant=PARTICIPANT,
        contractor=contractor,
        service="Keeps the cards",
        first_day=date(2025, 1, 1),
    )
    joined(laid, contractor, date(2026, 1, 1))
    refused = laid.refuse("assessment.notify", assessment=notes["assessment"], notified_on=date(2026, 8, 3))
    assert refused.rule == "R50"
    expected = f"{contractor} works for {PARTICIPANT} on 3 August 2026, and {contractor} is affiliated to"
    assert expected in refused.sentence


def test_what_began_before_the_import_is_not_looked_at(laid: Office) -> None:
    notes = assurance.planned(laid)
    laid.do("assessment.notify", assessment=notes["assessment"], notified_on=date(2026, 8, 3))
    joined(laid, PARTICIPANT, date(2026, 8, 20))
    laid.force(Assessment, row(laid, notes).id, imported_on=TODAY)
    done = laid.do("assessment.begin", assessment=notes["assessment"], begun_on=date(2026, 9, 1))
    assert done.irregular == ()


# --- the findings in what is decided on -------------------------------------------------------------------------------


def test_the_decision_fixes_the_findings_and_their_classes(routine: Begun) -> None:
    office, notes = routine
    finding = office.finding(notes["case"], assessment=notes["assessment"], finding_class=FindingClass.MINOR)
    office.evidence(notes["case"], finding)
    office.do("finding.open", finding=finding)
    assurance.with_final(office, notes["assessment"])
    office.do("assessment.review", assessment=notes["assessment"])
    assurance.respond(office, notes["assessment"])
    assurance.propose_conclusion(office, notes["assessment"])
    decision = office.decide(notes["assessment"], DECIDED)
    frozen = json.loads(office.row(DecisionText, decision_id=office.row(Decision, reference=decision).id).frozen_copy)
    assert frozen["findings"] == [{"reference": finding, "finding_class": "minor", "pma_class": None}]
    office.do("finding.classify", finding=finding, pma_class=FindingClass.MAJOR, reason="Both cards, for a year.")
    named = {"assessment": notes["assessment"], "decision": decision}
    assert "changed since" in office.refuse("assessment.conclude", **named).sentence
    with office.register.reading() as session:
        found = changed_since_decision(session, "assessment", row(office, notes).id)
    assert found is not None
    assert "Findings 1, pma class" in found
    office.do("finding.classify", finding=finding, pma_class=FindingClass.MINOR, reason="As the assessor has it.")
    assert office.refuse("assessment.conclude", **named), "it was on no class of the PMA's own"
    again = office.decide(notes["assessment"], date(2026, 11, 17))
    office.do("assessment.conclude", assessment=notes["assessment"], decision=again)
    office.sound()


def test_a_decision_from_before_the_findings_belonged_to_it_stands_as_it_was(
    routine: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, notes = routine
    office.finding(notes["case"], assessment=notes["assessment"], finding_class=FindingClass.OBSERVATION)
    office.do("finding.discard", finding="FIND-2026-0001", reason="A slip.")
    observed = office.finding(
        notes["case"], assessment=notes["assessment"], finding_class=FindingClass.OBSERVATION, requirement=None
    )
    assurance.with_final(office, notes["assessment"])
    office.do("assessment.review", assessment=notes["assessment"])
    assurance.respond(office, notes["assessment"])
    assurance.propose_conclusion(office, notes["assessment"])
    with monkeypatch.context() as then:
        then.setitem(
            contents._BY_KIND, "assessment", lambda session, key: as_first_written(assessment_content(session, key))
        )
        decision = office.decide(notes["assessment"], DECIDED)
    key = row(office, notes).id
    kept = office.row(Decision, reference=decision)
    assert "findings" not in json.loads(office.row(DecisionText, decision_id=kept.id).frozen_copy)
    with office.register.reading() as session:
        content = contents.content_of(session, "assessment", key)
        assert [one["reference"] for one in content["findings"]] == [observed], "what was discarded does not stand"
        assert kept.fingerprint != fingerprint(content)
        assert contents.is_as_frozen(content, kept.fingerprint)
        assert changed_since_decision(session, "assessment", key) is None
    office.do("assessment.conclude", assessment=notes["assessment"], decision=decision)
    office.sound()
