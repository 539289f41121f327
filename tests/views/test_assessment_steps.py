"""Which deed of an assessment is the usual next one, from its state and from what is there already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pma_assure.rules.vocabulary import AssessmentKind, ReportKind
from pma_assure.values.assessment_page import AssessmentView
from pma_assure.values.screens import NextDeed
from pma_assure.views import assessment_steps, cases, records
from tests.workflows import assurance
from tests.workflows.desk import TODAY, Office


@pytest.fixture
def laid(office: Office) -> Office:
    assurance.lay(office)
    return office


def shown(office: Office, notes: dict[str, str]) -> AssessmentView:
    return next(
        one
        for one in cases.page(office.register, TODAY, notes["case"]).assessments
        if one.reference == notes["assessment"]
    )


def following(office: Office, notes: dict[str, str]) -> NextDeed:
    """The one filled button of the card."""
    (primary,) = [one for one in shown(office, notes).actions if one.primary]
    assert primary == shown(office, notes).actions[0]
    return primary


def of_the_case(office: Office, notes: dict[str, str]) -> str:
    """The deed of the filled button of the case."""
    (primary,) = [one for one in cases.page(office.register, TODAY, notes["case"]).actions if one.primary]
    return primary.deed


def test_before_the_notice_what_it_lacks_comes_first(laid: Office) -> None:
    notes = assurance.proposed(laid, assessor=None)
    assert following(laid, notes).deed == "assessment.plan"
    laid.do("assessment.plan", assessment=notes["assessment"], policy_clause=assurance.CLAUSE)
    assert following(laid, notes).deed == "assessment.set_criteria"
    laid.do("assessment.set_criteria", assessment=notes["assessment"], criteria=assurance.criteria("RAPP 2.1"))
    assert following(laid, notes).deed == "assessment.assign_assessor"
    laid.do("assessment.assign_assessor", assessment=notes["assessment"], assessor=assurance.ASSESSOR)
    assert following(laid, notes).deed == "assessment.notify"


def test_an_ad_hoc_assessment_waits_for_the_pma_to_order_it(laid: Office) -> None:
    notes = assurance.proposed(
        laid, kind=AssessmentKind.AD_HOC, reason="A key was lost.", proportionality="One desk, one week."
    )
    assert following(laid, notes).deed == "item.list"
    assert "assessment.plan" not in [one.deed for one in shown(laid, notes).actions]
    decision = laid.decide(notes["assessment"], date(2026, 8, 4))
    assert following(laid, notes).deed == "assessment.plan"
    assert dict(following(laid, notes).given) == {"assessment": notes["assessment"], "decision": decision}


def test_from_the_draft_to_the_review_the_next_is_what_is_not_done_yet(laid: Office) -> None:
    notes = assurance.begun(laid)
    named = {"assessment": notes["assessment"]}
    assert following(laid, notes).deed == "assessment.record_report"
    draft = assurance.report(laid, notes["assessment"], kind=ReportKind.DRAFT)
    assert dict(following(laid, notes).given) == named | {"report": draft}
    assert of_the_case(laid, notes) == "assessment.receive_draft", "it is not taken in a second time"
    laid.do("assessment.receive_draft", **named)
    assert following(laid, notes).deed == "assessment.log_fact_check"
    assert [line.standing for line in shown(laid, notes).reports] == ["facts_to_check"]
    laid.do("assessment.log_fact_check", **named, fact_check="A name was wrong.", checked_on=date(2026, 10, 2))
    view = shown(laid, notes)
    assert (view.fact_checked_on, view.fact_check) == (date(2026, 10, 2), "A name was wrong.")
    assert [line.standing for line in view.reports] == ["facts_checked"]
    assert "assessment.log_fact_check" not in [one.deed for one in view.actions], "it is done"
    assert dict(following(laid, notes).given) == named | {"kind": "final"}
    assert of_the_case(laid, notes) == "assessment.record_report", "nothing came that could be taken as the final one"
    final = assurance.report(laid, notes["assessment"], received_on=date(2026, 10, 8))
    assert following(laid, notes).deed == "assessment.take_final"
    assert dict(following(laid, notes).given) == named | {"report": final}
    assert of_the_case(laid, notes) == "assessment.take_final"
    laid.do("assessment.take_final", **named, response_due=date(2026, 10, 30))
    assert [line.standing for line in shown(laid, notes).reports] == ["kept_as_draft", "taken_as_final"]
    assert following(laid, notes).deed == "assessment.review"


def test_a_draft_that_was_returned_is_not_what_is_taken_next(laid: Office) -> None:
    notes = assurance.begun(laid)
    assurance.report(laid, notes["assessment"], kind=ReportKind.DRAFT)
    laid.do("assessment.receive_draft", assessment=notes["assessment"])
    laid.do("assessment.return_draft", assessment=notes["assessment"], reason="Two pages are missing.")
    assert following(laid, notes).deed == "assessment.record_report"


def test_what_was_in_when_the_work_went_back_is_not_taken_next_on_the_same_day(laid: Office) -> None:
    notes = assurance.begun(laid)
    named = {"assessment": notes["assessment"]}
    check = {"fact_check": "A name was wrong.", "checked_on": TODAY}
    assurance.report(laid, notes["assessment"], kind=ReportKind.DRAFT, received_on=TODAY)
    laid.do("assessment.receive_draft", **named)
    laid.do("assessment.log_fact_check", **named, **check)
    assurance.report(laid, notes["assessment"], received_on=TODAY)
    laid.do("assessment.return_draft", **named, reason="Two pages are missing.")
    assert following(laid, notes).deed == "assessment.record_report"
    second = assurance.report(laid, notes["assessment"], kind=ReportKind.DRAFT, received_on=TODAY)
    assert dict(following(laid, notes).given) == named | {"report": second}
    laid.do("assessment.receive_draft", **named)
    laid.do("assessment.log_fact_check", **named, **check)
    assert dict(following(laid, notes).given) == named | {"kind": "final"}


def test_under_review_the_conclusion_is_proposed_decided_and_recorded(laid: Office) -> None:
    notes = assurance.under_review(laid)
    named = {"assessment": notes["assessment"]}
    view = shown(laid, notes)
    assert (view.responded_on, view.response) == (date(2026, 10, 20), "We accept the report.")
    assert [one.deed for one in view.actions] == [
        "assessment.propose_conclusion",
        "caveat.add",
        "assessment.return_for_work",
    ]
    assurance.propose_conclusion(laid, notes["assessment"])
    assert following(laid, notes).deed == "item.list"
    assert dict(following(laid, notes).given) == {
        "subject": notes["assessment"],
        "title": f"Conclusion of {notes['assessment']}",
        "motion": f"That the PMA concludes {notes['assessment']}: {shown(laid, notes).conclusion}",
    }
    meeting = laid.meeting(date(2026, 12, 8))
    item = laid.item(meeting, notes["assessment"])
    assert shown(laid, notes).listed == item
    assert [one.deed for one in shown(laid, notes).actions if one.primary] == []
    laid.do("meeting.cancel", meeting=meeting, reason="Too few can come.")
    decision = laid.decide(notes["assessment"], assurance.DECIDED)
    assert dict(following(laid, notes).given) == named | {"decision": decision}
    laid.do("assessment.conclude", **named, decision=decision)
    assert [(one.deed, one.primary) for one in shown(laid, notes).actions] == [("assessment.supersede", False)]


def test_the_sheet_of_field_work_can_be_opened_from_the_planning_on(laid: Office) -> None:
    notes = assurance.proposed(laid)
    assert not shown(laid, notes).has_sheet
    notes = assurance.planned(laid)
    assert (shown(laid, notes).has_sheet, shown(laid, notes).fieldwork) == (True, "")
    laid.do("fieldwork.prepare", assessment=notes["assessment"])
    assert shown(laid, notes).fieldwork.startswith("0 of 2 clauses tested")


def test_show_says_of_each_report_what_the_case_says(laid: Office) -> None:
    notes = assurance.under_review(laid)
    fields = records.show(laid.register, TODAY, notes["assessment"])["fields"]
    assert isinstance(fields, dict)
    said = [line["standing"] for line in fields["reports"]]
    assert said == [line.standing for line in shown(laid, notes).reports] == ["taken_as_final"]


def test_the_strip_and_the_card_say_what_was_done_on_which_day_and_by_whom(laid: Office) -> None:
    notes = assurance.begun(laid)
    laid.do("assessment.join_team", assessment=notes["assessment"], person="M. Okafor", initials="MO")
    view = shown(laid, notes)
    assert view.team == ("M. Okafor (MO)",)
    assert view.notified_on is not None
    assert view.begun_on is not None
    (step,) = assessment_steps.strip([replace(view, state="notified", planned_from=date(2027, 6, 1))])
    assert step.detail == "notified, begins 1 Jun 2027", "the day is not that of the notice"
