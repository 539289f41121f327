"""Reports as they arrive, and which of them is meant when none is named."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.records.assessments import Assessment, AssessmentReport, ReportScope, ScopeItem
from pma_assure.records.papers import Evidence, EvidenceBytes
from pma_assure.rules.vocabulary import AssessmentKind, AssessmentState, OpinionKind, ReportKind
from tests.workflows import assurance
from tests.workflows.assurance import LIVE, OPERATOR, TEST
from tests.workflows.desk import TODAY, Office

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


def test_a_report_is_kept_as_it_arrived_with_its_file(routine: Begun) -> None:
    office, notes = routine
    reference = assurance.report(office, notes["assessment"], opinion=OpinionKind.UNQUALIFIED)
    kept = office.row(AssessmentReport, reference=reference)
    assert (kept.kind, kept.opinion) == (ReportKind.FINAL, OpinionKind.UNQUALIFIED)
    assert office.row(EvidenceBytes, evidence_id=kept.evidence_id).content == b"the report of the assessor"
    assert office.row(Evidence, id=kept.evidence_id).source == assurance.ASSESSOR
    (line,) = office.rows(ReportScope, report_id=kept.id)
    assert line.scope_item_id == office.row(ScopeItem, reference=f"{notes['assessment']}/S1").id
    assert row(office, notes).final_report_id is None, "kept is not taken"
    office.sound()


def test_a_report_needs_a_file_evidence_or_its_words_and_days_in_order(routine: Begun) -> None:
    office, notes = routine
    given = {"assessment": notes["assessment"], "kind": ReportKind.DRAFT, "dated": date(2026, 10, 1)}
    assert office.refuse("assessment.record_report", **given, received_on=date(2026, 10, 1)).field == "file"
    words = given | {"words_given": "Met."}
    assert office.refuse("assessment.record_report", **words, received_on=date(2026, 9, 1)).field == "received_on"
    assert "ahead" in office.refuse("assessment.record_report", **words, received_on=date(2026, 12, 1)).sentence
    elsewhere = office.evidence(office.case())
    refused = office.refuse("assessment.record_report", **given, received_on=date(2026, 10, 1), evidence=elsewhere)
    assert refused.field == "evidence"
    here = office.evidence(notes["case"])
    office.do("assessment.record_report", **given, received_on=date(2026, 10, 1), evidence=here)
    office.do("assessment.record_report", **words, received_on=date(2026, 10, 1))
    assert office.count(AssessmentReport) == 2


def test_a_line_of_a_report_belongs_to_the_scope_in_its_environment(pre_operational: Begun) -> None:
    office, notes = pre_operational
    item = f"{notes['assessment']}/S1"
    lines = assurance.scope_given(TEST[:1], item=item)
    done = office.do(
        "assessment.record_report",
        assessment=notes["assessment"],
        kind=ReportKind.DRAFT,
        dated=date(2026, 10, 1),
        received_on=date(2026, 10, 1),
        words_given="Met.",
        scope=lines,
    )
    assert any("does not cover the item" in note for note in done.notes)
    assert office.row(ReportScope).scope_item_id is None
    other = assurance.proposed(office)
    stranger = assurance.scope_given(LIVE[:1], item=f"{other['assessment']}/S1")
    refused = office.refuse(
        "assessment.record_report",
        assessment=notes["assessment"],
        kind=ReportKind.DRAFT,
        dated=date(2026, 10, 1),
        received_on=date(2026, 10, 1),
        words_given="Met.",
        scope=stranger,
    )
    assert refused.field == "scope"


def test_no_final_report_is_the_draft_unless_somebody_names_it(routine: Begun) -> None:
    office, notes = routine
    named = {"assessment": notes["assessment"]}
    final = assurance.report(office, notes["assessment"], received_on=date(2026, 10, 8))
    refused = office.refuse("assessment.receive_draft", **named)
    assert refused.field == "report"
    assert f"no draft report yet: take it in first, or name {final}" in refused.sentence
    draft = assurance.report(office, notes["assessment"], kind=ReportKind.DRAFT, received_on=date(2026, 10, 1))
    later = assurance.report(office, notes["assessment"], received_on=date(2026, 10, 9))
    done = office.do("assessment.receive_draft", **named)
    assert done.notes == ()
    assert row(office, notes).state_on == office.row(AssessmentReport, reference=draft).received_on
    office.do("assessment.return_draft", **named, reason="The facts are looked at once more.")
    done = office.do("assessment.receive_draft", **named, report=later)
    assert done.notes == (f"{later} came as the final report; the participant checks the facts all the same.",)


def test_what_was_sent_back_is_not_taken_again_unless_somebody_names_it(laid: Office) -> None:
    notes = assurance.begun(laid)
    named = {"assessment": notes["assessment"]}
    draft = assurance.report(laid, notes["assessment"], kind=ReportKind.DRAFT)
    laid.do("assessment.receive_draft", **named)
    laid.do("assessment.return_draft", **named, reason="Two pages are missing.")
    refused = laid.refuse("assessment.receive_draft", **named)
    assert f"{draft} came before" in refused.sentence
    assert row(laid, notes).state == AssessmentState.IN_PROGRESS
    laid.do("assessment.receive_draft", **named, report=draft)
    laid.do("assessment.log_fact_check", **named, fact_check="None.", checked_on=date(2026, 10, 2))
    final = assurance.report(laid, notes["assessment"], received_on=date(2026, 10, 5))
    laid.do("assessment.take_final", **named)
    laid.do("assessment.review", **named)
    laid.do("assessment.return_for_work", **named, reason="The backup desk was left out.")
    again = assurance.report(laid, notes["assessment"], kind=ReportKind.DRAFT, received_on=TODAY)
    laid.do("assessment.receive_draft", **named)
    assert row(laid, notes).state_on == laid.row(AssessmentReport, reference=again).received_on
    laid.do("assessment.log_fact_check", **named, fact_check="None.", checked_on=TODAY)
    refused = laid.refuse("assessment.take_final", **named)
    assert f"{final} came before" in refused.sentence
    laid.do("assessment.take_final", **named, report=final)


def test_an_assessment_without_a_scope_has_nothing_to_cover(laid: Office) -> None:
    notes = assurance.begun(laid, scope=())
    assurance.with_final(laid, notes["assessment"], ())
    done = laid.do("assessment.review", assessment=notes["assessment"])
    assert done.notes == ("Nothing is in scope.",)
