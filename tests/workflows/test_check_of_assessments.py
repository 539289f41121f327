"""What `check` says of assessments that are not what the program's own guards would have let stand."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.records.assessments import Assessment, Caveat
from pma_assure.records.cases import Case, Finding
from pma_assure.records.organisations import Organisation
from pma_assure.register.check import check
from pma_assure.rules.vocabulary import AssessmentKind, AssessmentState, CaseState, FindingClass, FindingState
from tests.workflows import assurance
from tests.workflows.assurance import OPERATOR
from tests.workflows.desk import PARTICIPANT, TODAY, Office


@pytest.fixture
def laid(office: Office) -> Office:
    assurance.lay(office)
    return office


def faults(office: Office) -> list[tuple[str, str | None]]:
    return [(one.code, one.reference) for one in check(office.register).faults]


def assessment(office: Office, notes: dict[str, str]) -> Assessment:
    return office.row(Assessment, reference=notes["assessment"])


def test_caveats_of_a_concluded_assessment_are_looked_at(laid: Office) -> None:
    notes = assurance.reviewed(laid)
    assurance.conclude(laid, notes)
    assert faults(laid) == []
    caveat = laid.row(Caveat, reference=notes["caveat 1"])
    laid.force(Caveat, caveat.id, owner=None)
    assert faults(laid) == [("assessment_guard", caveat.reference)]
    laid.force(Caveat, caveat.id, owner="Head of PKI", met_on=TODAY)
    assert faults(laid) == [("invariant_8", caveat.reference)]


def test_order_policy_and_the_day_of_the_conclusion_are_looked_at(laid: Office) -> None:
    notes = assurance.concluded(laid)
    row = assessment(laid, notes)
    wrong = [("assessment_guard", row.reference)]
    laid.force(Assessment, row.id, concluded_on=date(2026, 11, 11))
    assert faults(laid) == wrong
    laid.force(Assessment, row.id, concluded_on=row.concluded_on, policy_version_id=None)
    assert faults(laid) == wrong
    laid.force(Assessment, row.id, policy_version_id=row.policy_version_id)
    laid.writing(lambda session: setattr(session.get_one(Assessment, row.id), "kind", AssessmentKind.AD_HOC))
    assert faults(laid) == wrong
    laid.writing(lambda session: setattr(session.get_one(Assessment, row.id), "kind", row.kind))
    assert faults(laid) == []


def test_an_assessor_that_is_the_participant_is_found(laid: Office) -> None:
    notes = assurance.begun(laid)
    row = assessment(laid, notes)
    laid.force(Assessment, row.id, assessor_id=laid.row(Organisation, name=PARTICIPANT).id)
    assert faults(laid) == [("assessment_guard", row.reference)]


def test_an_affiliation_that_became_known_later_warns(laid: Office) -> None:
    assurance.begun(laid)
    for one in (PARTICIPANT, assurance.ASSESSOR):
        laid.do("organisation.affiliate", organisation=one, group="Vale Group", first_day=date(2026, 1, 1))
    (warning,) = check(laid.register).warnings
    assert warning.code == "assessment_guard"
    assert f"{assurance.ASSESSOR} is affiliated to {PARTICIPANT} on 3 August 2026" in warning.sentence
    laid.sound()


def test_an_open_assessment_in_a_closed_case_is_found(laid: Office) -> None:
    notes = assurance.begun(laid)
    case = laid.row(Case, reference=notes["case"])
    laid.force(Case, case.id, state=CaseState.CLOSED, closed_on=TODAY)
    assert faults(laid) == [("case_closed", case.reference)]


def test_what_was_imported_is_exempt_about_its_past_alone(laid: Office) -> None:
    notes = assurance.proposed(laid, organisation=OPERATOR)
    row = assessment(laid, notes)
    came = {"imported_on": TODAY, "concluded_on": date(2025, 3, 3)}
    laid.force(Assessment, row.id, by="import.take_in", state=AssessmentState.CONCLUDED, **came)
    assert faults(laid) == [], "concluded elsewhere, before this register"
    laid.force(Assessment, row.id, state=AssessmentState.UNDER_REVIEW)
    laid.force(Assessment, row.id, state=AssessmentState.CONCLUDED)
    assert faults(laid) == [("invariant_9", row.reference)], "concluded here, without a decision"


def test_an_imported_finding_is_exempt_about_its_past_alone(office: Office) -> None:
    case = office.case()
    finding = office.finding(case, began_on=date(2019, 1, 1))
    key = office.row(Finding, reference=finding).id
    came = {"imported_on": TODAY, "closed_on": date(2025, 3, 3)}
    office.force(Finding, key, by="import.take_in", state=FindingState.CLOSED, **came)
    assert faults(office) == []
    office.force(Finding, key, state=FindingState.REOPENED)
    office.force(Finding, key, state=FindingState.CLOSED)
    assert faults(office) == [("invariant_8", finding)] * 2, "closed here: no evidence, and nobody verified it"


def test_an_imported_draft_that_is_opened_here_is_opened_like_every_other(office: Office) -> None:
    case = office.case()
    finding = office.finding(case, began_on=date(2019, 1, 1), finding_class=FindingClass.MINOR)
    office.evidence(case, finding)
    office.force(Finding, office.row(Finding, reference=finding).id, by="import.take_in", imported_on=TODAY)
    done = office.do("finding.open", finding=finding)
    assert [fact.rule for fact in done.irregular] == ["R02"]
    office.sound()
