"""Modifications and requests for support: each deed, and each way it says no (R05-R07, R11, R54, R58, R65, R66)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pma_assure.records.governance import Modification, ModificationReport, SupportRequest
from pma_assure.rules.modifications import attributed_to_the_pma
from pma_assure.rules.vocabulary import Asked, DocumentType, ModificationState, SupportKind
from pma_assure.values.duties import Duty
from pma_assure.views import duties, lists
from pma_assure.views.records import show
from tests.workflows.desk import TODAY, Office

DAY = date(2026, 11, 10)
RAISED: dict[str, Any] = {"title": "Daily logs", "reason": "Logs are lost.", "raised_on": DAY}
NEWS: dict[str, Any] = {"reported_by": "The Code Administrator", "reported_on": date(2026, 11, 17)}


def raised(office: Office, **more: Any) -> str:
    return office.ref("modification.raise_one", **(RAISED | {"document": "RAPP"} | more))


def reported(office: Office, **more: Any) -> str:
    reference = raised(office)
    office.do("modification.report", modification=reference, **(NEWS | {"status": "With the Change Board"} | more))
    return reference


def owed(office: Office, reference: str, as_of: date = TODAY) -> list[Duty]:
    return [duty for duty in duties.owed(office.register, as_of) if duty.reference == reference]


# --- raising ---------------------------------------------------------------------------------------------------------


def test_one_is_raised_to_a_document_of_the_set_or_outside_it(office: Office) -> None:
    first = office.row(Modification, reference=raised(office))
    assert (first.state, first.decision_id) == (ModificationState.RAISED, None)
    assert not office.irregular(first.reference), "no rule wants a decision"
    outside = office.ref("modification.raise_one", **RAISED, concerns="Section K")
    assert office.row(Modification, reference=outside).document_id is None
    office.sound()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "document"),
        ({"concerns": "  "}, "concerns"),
        ({"concerns": "Section K", "explicit_charge": True}, "limited_purpose"),
        ({"concerns": "Section K", "raised_on": date(2026, 11, 24)}, "raised_on"),
        ({"document": "NONE"}, "document"),
    ],
)
def test_what_says_too_little_is_refused(office: Office, given: dict[str, Any], field: str) -> None:
    assert office.refuse("modification.raise_one", **(RAISED | given)).field == field
    assert office.count(Modification) == 0


def test_outside_the_scope_of_the_pma_it_is_refused_or_kept_as_irregular(office: Office) -> None:
    office.do(
        "document.add",
        title="Relying Party Agreement",
        short_name="RPA",
        document_type=DocumentType.RELYING_PARTY_AGREEMENT,
        pma_may_modify=False,
    )
    refused = office.refuse("modification.raise_one", **RAISED, document="RPA")
    assert (refused.rule, refused.paragraph) == ("R06", "37")
    kept = office.ref("modification.raise_one", **RAISED, document="RPA", raised_all_the_same=True)
    assert office.irregular(kept) == [("R06", "37")]
    assert [one.rule for one in owed(office, kept)] == ["R06"]
    office.sound()


def test_it_may_rest_on_a_decision_to_raise_it(office: Office) -> None:
    decision = office.decide(None, date(2026, 11, 3), asks=Asked.RAISE_MODIFICATION)
    reference = raised(office, decision=decision)
    assert show(office.register, TODAY, reference)["fields"]["decision"] == decision  # type: ignore[index]  # a dict
    other = office.decide(None, date(2026, 11, 4))
    assert office.refuse("modification.raise_one", **RAISED, document="RAPP", decision=other).rule == "R05"
    later = office.decide(None, date(2026, 11, 17), asks=Asked.RAISE_MODIFICATION)
    assert "after it was raised" in (
        office.refuse("modification.raise_one", **RAISED, document="RAPP", decision=later).sentence
    )


def test_the_pma_may_stand_behind_it_later(office: Office) -> None:
    reference = raised(office)
    other = office.decide(raised(office, title="Another"), date(2026, 11, 12))
    assert "not on this" in office.refuse("modification.rest_on", modification=reference, decision=other).sentence
    decision = office.decide(reference, date(2026, 11, 17))
    office.do("modification.rest_on", modification=reference, decision=decision)
    again = office.refuse("modification.rest_on", modification=reference, decision=decision)
    assert "rests on a decision already" in again.sentence


def test_a_review_it_follows_from_is_one_of_the_document_and_done(office: Office) -> None:
    review = office.ref("review.plan", document="RAPP", due=DAY)
    assert office.refuse("modification.raise_one", **RAISED, document="RAPP", review=review).field == "review"
    assert office.refuse("modification.raise_one", **RAISED, concerns="K", review=review).field == "review"


# --- as reported -----------------------------------------------------------------------------------------------------


def test_reports_are_kept_row_by_row_in_their_own_words(office: Office) -> None:
    reference = reported(office)
    for day, status in ((date(2026, 11, 20), "Consultation ends"), (date(2026, 11, 18), "Consultation begins")):
        office.do("modification.report", modification=reference, **(NEWS | {"reported_on": day}), status=status)
    row = office.row(Modification, reference=reference)
    assert (row.state, row.reported_status) == (ModificationState.REPORTED, "Consultation ends")
    assert [one.status for one in office.rows(ModificationReport)] == [
        "With the Change Board",
        "Consultation ends",
        "Consultation begins",
    ]


@pytest.mark.parametrize(
    "given",
    [
        {"status": "Approved by the PMA"},
        {"status": "On its way", "note": "The PMA approved it."},
        {"status": "Soon", "reported_on": date(2026, 11, 24)},
        {"status": "Soon", "reported_on": date(2026, 11, 9)},
        {"status": "Soon", "effective_on": date(2026, 11, 9)},
    ],
)
def test_a_report_that_cannot_be_is_refused(office: Office, given: dict[str, Any]) -> None:
    office.refuse("modification.report", modification=raised(office), **(NEWS | given))


@pytest.mark.parametrize("deed", ["modification.take_effect", "modification.reject", "modification.withdraw"])
def test_what_was_never_reported_on_does_not_end(office: Office, deed: str) -> None:
    more = {"modification.take_effect": {"effective_on": DAY}, "modification.withdraw": {"reason": "no"}}.get(deed, {})
    assert office.refuse(deed, modification=raised(office), **NEWS, **more).rule == "R05"


def test_it_takes_effect_once_the_day_has_come(office: Office) -> None:
    reference = reported(office, effective_on=date(2026, 12, 1))
    office.refuse("modification.take_effect", modification=reference, **NEWS, effective_on=date(2026, 12, 1))
    office.refuse("modification.take_effect", modification=reference, **NEWS, effective_on=date(2026, 11, 9))
    office.do("modification.take_effect", modification=reference, **NEWS, effective_on=date(2026, 11, 20))
    row = office.row(Modification, reference=reference)
    assert (row.state, row.effective_on) == (ModificationState.IN_EFFECT, date(2026, 11, 20))
    office.refuse("modification.report", modification=reference, **NEWS, status="Late news")
    office.sound()


def test_rejected_and_withdrawn_have_no_day_of_effect(office: Office) -> None:
    for deed, more in (("modification.reject", {}), ("modification.withdraw", {"reason": "Overtaken."})):
        reference = reported(office, effective_on=date(2026, 12, 1))
        office.do(deed, modification=reference, **NEWS, **more)
        assert office.row(Modification, reference=reference).effective_on is None
        assert not owed(office, reference)


def test_a_rejection_is_not_the_pmas(office: Office) -> None:
    refused = office.refuse("modification.reject", modification=reported(office), **NEWS, note="Rejected by the PMA.")
    assert refused.field == "note"


def test_when_parties_may_comment(office: Office) -> None:
    reference = raised(office)
    days = {"comments_from": date(2026, 11, 16), "comments_to": date(2026, 12, 11)}
    office.do("modification.set_comment_period", modification=reference, **days)
    (item,) = lists.items(office.register, TODAY, "modifications")
    assert (item["comments_from"], item["due"]) == ("2026-11-16", "2026-12-11")
    backwards = {"comments_from": date(2026, 12, 11), "comments_to": date(2026, 11, 16)}
    assert office.refuse("modification.set_comment_period", modification=reference, **backwards).rule == "R58"
    early = days | {"comments_from": date(2026, 11, 9)}
    assert office.refuse("modification.set_comment_period", modification=reference, **early).rule == "R58"
    ended = reported(office)
    office.do("modification.reject", modification=ended, **NEWS)
    assert "nobody comments" in office.refuse("modification.set_comment_period", modification=ended, **days).sentence


def test_news_is_asked_for_and_what_was_announced_is_recorded(office: Office) -> None:
    reference = reported(office)
    assert not owed(office, reference, date(2027, 2, 14))
    (duty,) = owed(office, reference, date(2027, 2, 15))
    assert (duty.deed, duty.due) == ("modification.report", None)
    announced = reported(office, effective_on=date(2026, 12, 1))
    assert not owed(office, announced, date(2026, 11, 30))
    (duty,) = owed(office, announced, date(2026, 12, 1))
    assert (duty.deed, duty.due, duty.elapsed_days) == ("modification.take_effect", None, 0)


def test_nothing_that_is_shown_says_that_the_pma_approved_one(office: Office) -> None:
    reference = reported(office)
    office.do("modification.take_effect", modification=reference, **NEWS, effective_on=DAY)
    shown = show(office.register, TODAY, reference)
    for said in (shown, lists.items(office.register, TODAY, "modifications"), duties.owed(office.register, TODAY)):
        assert not attributed_to_the_pma(str(said))


# --- support ---------------------------------------------------------------------------------------------------------

REQUEST: dict[str, Any] = {
    "title": "Key lengths",
    "kind": SupportKind.MODIFICATION_ADVICE,
    "body": "The SEC Panel",
    "what": "Does it touch the Device CP?",
    "received_on": DAY,
}


def received(office: Office, **more: Any) -> str:
    return office.ref("support.receive", **(REQUEST | more))


def test_a_request_is_answered_by_a_day_and_kept(office: Office) -> None:
    request = received(office, due=date(2026, 11, 20), document="RAPP", case=office.case())
    (duty,) = owed(office, request)
    assert (duty.who, duty.due, duty.days_overdue, duty.rule) == ("The PMA", date(2026, 11, 20), 3, "R11")
    assert duty.case is not None
    office.do("support.answer", request=request, response="It does not.", answered_on=date(2026, 11, 19))
    assert not owed(office, request)
    row = office.row(SupportRequest, reference=request)
    assert (row.response, row.answered_on) == ("It does not.", date(2026, 11, 19))
    office.refuse("support.answer", request=request, response="Again.", answered_on=DAY)
    office.refuse("support.decline", request=request, reason="no", declined_on=DAY)


def test_secas_is_asked_for_assistance_on_a_modification(office: Office) -> None:
    modification = raised(office)
    request = office.ref(
        "support.ask_secas", title="Draft text", what="Please draft.", asked_on=DAY, modification=modification
    )
    (duty,) = owed(office, request)
    assert (duty.who, duty.due, duty.elapsed_days, duty.rule) == ("SECAS", None, 13, "R66")
    links = show(office.register, TODAY, modification)["links"]
    assert {"role": "support_request", "reference": request} in links  # type: ignore[operator]  # a list
    decision = office.decide(request, date(2026, 11, 17))
    given = {"request": request, "response": "Attached.", "answered_on": date(2026, 11, 18)}
    assert "SECAS answers" in office.refuse("support.answer", **given, decision=decision).sentence
    office.do("support.answer", **given)


def test_an_answer_may_rest_on_a_decision_on_exactly_the_request(office: Office) -> None:
    request, other = received(office), received(office, title="Another")
    decision = office.decide(other, date(2026, 11, 17))
    given = {"request": request, "response": "No.", "answered_on": date(2026, 11, 18)}
    assert "not on this" in office.refuse("support.answer", **given, decision=decision).sentence
    right = office.decide(request, date(2026, 11, 18))
    office.do("support.answer", **given, decision=right)
    assert office.row(SupportRequest, reference=request).decision_id is not None


@pytest.mark.parametrize(
    "given",
    [
        {"kind": SupportKind.SECAS_ASSISTANCE},
        {"received_on": date(2026, 11, 24)},
        {"due": date(2026, 11, 9)},
        {"modification": "MOD-2026-0099"},
    ],
)
def test_a_request_that_cannot_be_is_refused(office: Office, given: dict[str, Any]) -> None:
    office.refuse("support.receive", **(REQUEST | given))
    assert office.count(SupportRequest) == 0


def test_a_request_is_declined_with_a_reason_and_not_before_it_came(office: Office) -> None:
    request = received(office)
    office.refuse("support.decline", request=request, reason="Not ours.", declined_on=date(2026, 11, 9))
    office.refuse("support.answer", request=request, response="No.", answered_on=date(2026, 11, 24))
    office.do("support.decline", request=request, reason="Not ours.", declined_on=DAY)
    assert office.row(SupportRequest, reference=request).state_reason == "Not ours."
    assert not owed(office, request)
