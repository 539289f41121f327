"""What an assessment, a request and a caveat owe in every state: who, by when or since when, on which rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pma_assure.rules.duties import Decided, Folder, Listed
from pma_assure.rules.duties_of_assessments import (
    AssessmentDuty,
    CaveatDuty,
    RequestDuty,
    of_assessment,
    of_caveat,
    of_request,
)
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import ENDED_ASSESSMENTS
from pma_assure.rules.vocabulary import AssessmentKind, AssessmentState
from pma_assure.values.duties import Duty
from pma_assure.workflows.every import DEEDS

DAY, SINCE, PAST = date(2026, 11, 23), date(2026, 11, 13), date(2026, 11, 20)
WHO = "Wren Valley Power"
FOLDER = Folder(case="CASE-2026-0001", organisation=WHO)
DECIDED = Decided(reference="DEC-2026-0009", on=PAST, changed=False)
ON_AGENDA = Listed(item="MTG-2026-04/2", day=date(2026, 12, 3), quorate=True)
S = AssessmentState
PLAIN = AssessmentDuty(
    reference="ASMT-2026-0001",
    title="Routine",
    folder=FOLDER,
    kind=AssessmentKind.ROUTINE,
    state=S.PROPOSED,
    state_on=SINCE,
    planned_from=PAST,
    planned_to=date(2026, 11, 21),
    report_due=None,
    fact_checked=False,
    response_due=None,
    responded_on=None,
    proposed=False,
    assessor="Tarn & Holt",
    lapsed="",
    overlapping=(),
    incomplete_caveats=(),
    listed=None,
    ordered=None,
    decided=None,
)


def owed(**more: Any) -> tuple[Duty, ...]:
    duties = of_assessment(replace(PLAIN, **more), DAY)
    for duty in duties:
        assert duty.deed in DEEDS
        assert duty.paragraph == paragraph(duty.rule)
        assert duty.case == "CASE-2026-0001"
    return duties


def one(**more: Any) -> Duty:
    (duty,) = owed(**more)
    return duty


@pytest.mark.parametrize(
    ("more", "who", "deed", "overdue"),
    [
        ({}, "The PKI Specialist", "assessment.plan", 3),
        ({"planned_from": None}, "The PKI Specialist", "assessment.plan", 0),
        ({"kind": AssessmentKind.AD_HOC}, "The PMA", "item.list", 0),
        ({"kind": AssessmentKind.AD_HOC, "listed": ON_AGENDA}, "The PMA", "decision.record", 0),
        ({"kind": AssessmentKind.AD_HOC, "ordered": DECIDED}, "The PKI Specialist", "assessment.plan", 3),
        (
            {"kind": AssessmentKind.AD_HOC, "ordered": replace(DECIDED, changed=True)},
            "The PMA",
            "item.list",
            0,
        ),
        ({"state": S.PLANNED}, "The PKI Specialist", "assessment.notify", 3),
        ({"state": S.NOTIFIED}, "Tarn & Holt", "assessment.begin", 2),
        ({"state": S.NOTIFIED, "assessor": None}, "The assessor", "assessment.begin", 2),
        ({"state": S.IN_PROGRESS}, "Tarn & Holt", "assessment.record_report", 0),
        ({"state": S.IN_PROGRESS, "report_due": PAST}, "Tarn & Holt", "assessment.record_report", 3),
        ({"state": S.DRAFT_REPORT_RECEIVED}, WHO, "assessment.log_fact_check", 0),
        ({"state": S.DRAFT_REPORT_RECEIVED, "fact_checked": True}, "Tarn & Holt", "assessment.record_report", 0),
        (
            {"state": S.IN_PROGRESS, "report_due": PAST, "arrived": True},
            "The PKI Specialist",
            "assessment.receive_draft",
            0,
        ),
        (
            {"state": S.DRAFT_REPORT_RECEIVED, "fact_checked": True, "arrived": True},
            "The PKI Specialist",
            "assessment.take_final",
            0,
        ),
        ({"state": S.POSTPONED, "planned_from": None}, "The PKI Specialist", "assessment.plan", 0),
        ({"state": S.POSTPONED}, "The PKI Specialist", "assessment.plan", 3),
        ({"state": S.UNDER_REVIEW, "responded_on": PAST}, "The PKI Specialist", "assessment.propose_conclusion", 0),
        ({"state": S.UNDER_REVIEW, "responded_on": PAST, "proposed": True}, "The PMA", "item.list", 0),
        (
            {"state": S.UNDER_REVIEW, "responded_on": PAST, "proposed": True, "decided": DECIDED},
            "The PKI Specialist",
            "assessment.conclude",
            0,
        ),
    ],
    ids=str,
)
def test_each_state_owes_its_next_step(more: dict[str, Any], who: str, deed: str, overdue: int) -> None:
    duty = one(**more)
    assert (duty.who, duty.deed, duty.days_overdue) == (who, deed, overdue)
    assert (duty.due is None) == (duty.elapsed_days is not None)


def test_planned_days_that_went_by_are_said() -> None:
    assert "planned to be done by 21 November 2026" in one(state=S.NOTIFIED).detail
    assert "without a new date" in one(state=S.POSTPONED, planned_from=None).detail


def test_the_final_report_waits_for_review_and_for_the_response() -> None:
    review, response = owed(state=S.FINAL_REPORT_RECEIVED, response_due=PAST)
    assert (review.deed, response.deed) == ("assessment.review", "assessment.record_response")
    assert (response.who, response.due, response.days_overdue) == (WHO, PAST, 3)
    undated = owed(state=S.FINAL_REPORT_RECEIVED)[1]
    assert (undated.due, undated.detail) == (None, "no day was set for it")
    (only,) = owed(state=S.FINAL_REPORT_RECEIVED, responded_on=PAST)
    assert only.deed == "assessment.review"


def test_a_conclusion_says_what_is_in_its_way() -> None:
    waiting = owed(state=S.UNDER_REVIEW, proposed=True, incomplete_caveats=("ASMT-2026-0001/C1",))[1]
    assert waiting.blocked_by == (
        "the participant's response",
        "ASMT-2026-0001/C1 without owner or date",
        "not on an agenda",
    )
    passed = owed(state=S.UNDER_REVIEW, proposed=True, response_due=PAST)[1]
    assert passed.blocked_by == ("not on an agenda",), "its date has passed: the PMA goes on without it"


@pytest.mark.parametrize("state", [S.PLANNED, S.NOTIFIED, S.IN_PROGRESS, S.DRAFT_REPORT_RECEIVED])
def test_a_lapsed_assessor_is_owed_while_it_works(state: AssessmentState) -> None:
    duty = owed(state=state, lapsed="Tarn & Holt stood until June")[-1]
    assert (duty.deed, duty.rule, duty.detail) == (
        "assessment.assign_assessor",
        "R50",
        "Tarn & Holt stood until June",
    )
    assert one(lapsed="before it is planned nobody needs it").deed == "assessment.plan"


def test_an_overlap_without_co_ordination_is_owed_an_agreement() -> None:
    duty = owed(overlapping=("ASMT-2026-0002",))[-1]
    assert (duty.who, duty.rule, duty.deed) == ("The PMA", "R55", "assessment.coordinate")
    assert "ASMT-2026-0002" in duty.what


@pytest.mark.parametrize("state", ENDED_ASSESSMENTS)
def test_what_has_ended_owes_nothing(state: AssessmentState) -> None:
    assert owed(state=state) == ()


REQUEST = RequestDuty(
    reference="ASMT-2026-0001/R1",
    title="Logs",
    folder=FOLDER,
    issued_on=SINCE,
    due=PAST,
    refused=False,
    contractor="Coldharbour",
)


def test_the_participant_owes_a_request_whoever_holds_it() -> None:
    (duty,) = of_request(REQUEST, DAY)
    assert (duty.who, duty.days_overdue, duty.rule, duty.deed) == (WHO, 3, "R48", "evidence_request.answer")
    assert duty.detail == "held by the contractor Coldharbour"
    (undated,) = of_request(replace(REQUEST, due=None), DAY)
    assert (undated.who, undated.elapsed_days) == (WHO, 10)
    (refused,) = of_request(replace(REQUEST, refused=True), DAY)
    assert (refused.who, refused.deed, refused.due) == ("The PKI Specialist", "evidence_request.narrow", None)


def test_a_caveat_is_met_by_its_owner_or_gets_one() -> None:
    caveat = CaveatDuty(
        reference="ASMT-2026-0001/C1", words="x" * 200, folder=FOLDER, owner="Head of PKI", due=PAST, since=SINCE
    )
    (duty,) = of_caveat(caveat, DAY)
    assert (duty.who, duty.days_overdue, duty.deed) == ("Head of PKI", 3, "caveat.meet")
    assert len(duty.what) < 110
    for more, missing in (
        ({"owner": None}, "an owner"),
        ({"due": None}, "a date"),
        ({"owner": None, "due": None}, "owner and date"),
    ):
        (duty,) = of_caveat(replace(caveat, **more), DAY)
        assert (duty.deed, duty.what.startswith(f"Give the caveat {missing}: ")) == ("caveat.set", True)
