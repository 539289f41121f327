"""Reviews of documents and the parts of the Compliance Policy: each deed, and each way it says no (R04, R46, R54)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pma_assure.records.document_set import SetDocument
from pma_assure.records.governance import DocumentReview, PolicyCheck
from pma_assure.rules.vocabulary import (
    Asked,
    AssessmentKind,
    DocumentType,
    PolicyPart,
    PolicyPresence,
    ReviewRecommendation,
)
from pma_assure.values.duties import Duty
from pma_assure.views import duties
from pma_assure.views.records import show
from pma_assure.workflows.policy_checks import PartChecked
from tests.workflows import assurance
from tests.workflows.desk import TODAY, Office

DAY = date(2026, 11, 10)
SAID: dict[str, Any] = {
    "done_on": DAY,
    "findings": "It is effective, and serves the objectives.",
    "recommendation": ReviewRecommendation.NO_CHANGE,
}
RAISE: dict[str, Any] = {"recommendation": ReviewRecommendation.MODIFICATION, "actions": "Raise one."}
DOCUMENT = "DOC-0001"


def planned(office: Office) -> str:
    return office.ref("review.plan", document="RAPP", due=date(2026, 12, 1))


def recorded(office: Office, **more: Any) -> str:
    review = planned(office)
    office.do("review.record", review=review, **(SAID | more))
    return review


def owed(office: Office, reference: str, as_of: date = TODAY) -> list[Duty]:
    return [duty for duty in duties.owed(office.register, as_of) if duty.reference == reference]


def fields(office: Office, reference: str, as_of: date = TODAY) -> dict[str, Any]:
    shown: Any = show(office.register, as_of, reference)["fields"]
    return dict(shown)


# --- how often, and since when ---------------------------------------------------------------------------------------


def test_the_next_review_follows_from_the_interval_and_the_last_review(office: Office) -> None:
    before = fields(office, DOCUMENT)
    assert (before["next_review_due"], before["next_review"]) == (None, "no interval chosen")
    assert not owed(office, DOCUMENT), "for what nobody chose, nothing is owed"
    since = min(line["effective_from"] for line in before["versions"] if line["effective_from"])
    done = office.do("document.set_review_interval", document="RAPP", months=12)
    first = date.fromisoformat(since)
    due = first.replace(year=first.year + 1)
    assert fields(office, DOCUMENT)["next_review_due"] == due.isoformat()
    assert "every 12 months" in done.notes[0]
    review = recorded(office)
    office.do("review.conclude", review=review, concluded_on=DAY)
    after = fields(office, DOCUMENT)
    assert (after["last_reviewed_on"], after["next_review_due"]) == ("2026-11-10", "2027-11-10")
    assert after["reviews"] == [review]
    office.sound()


@pytest.mark.parametrize("months", [0, -3, 121])
def test_an_interval_that_is_none(office: Office, months: int) -> None:
    assert office.refuse("document.set_review_interval", document="RAPP", months=months).rule == "R04"


def test_incorporation_is_elapsed_days_and_no_deadline(office: Office) -> None:
    office.do("document.record_incorporation", document="RAPP", incorporated_on=date(2026, 11, 3))
    found = fields(office, DOCUMENT)
    assert (found["incorporated_on"], found["days_since_incorporation"]) == ("2026-11-03", 20)
    (why,) = [one for one in show(office.register, TODAY, DOCUMENT)["why"] if one["rule"] == "R54"]  # type: ignore[attr-defined]  # a list
    assert why["value"] == "20 days since; it has no due day"
    office.refuse("document.record_incorporation", document="RAPP", incorporated_on=date(2026, 11, 24))


def test_the_first_compliance_policy_is_reviewed_and_developed_as_soon_as_practicable(office: Office) -> None:
    assurance.document(office, "CP", DocumentType.COMPLIANCE_POLICY)
    reference = office.row(SetDocument, short_name="CP").reference
    office.do("document.record_incorporation", document="CP", incorporated_on=date(2026, 11, 3))
    (duty,) = [one for one in owed(office, reference) if one.rule == "R53"]
    assert (duty.what, duty.due, duty.elapsed_days) == ("Review the first Compliance Policy", None, 20)
    review = office.ref("review.plan", document="CP", due=date(2026, 12, 1))
    office.do("review.record", review=review, **(SAID | RAISE))
    (duty,) = [one for one in owed(office, reference) if one.rule == "R53"]
    assert duty.what.startswith("Develop the first full Compliance Policy")
    office.do(
        "modification.raise_one", title="First full policy", reason="R53.", raised_on=DAY, document="CP", review=review
    )
    assert not [one for one in owed(office, reference) if one.rule == "R53"]


# --- a review --------------------------------------------------------------------------------------------------------


def test_a_review_is_planned_by_the_interval_or_by_a_day(office: Office) -> None:
    assert office.refuse("review.plan", document="RAPP").field == "due"
    office.do("document.set_review_interval", document="RAPP", months=36)
    review = office.ref("review.plan", document="RAPP")
    assert office.row(DocumentReview, reference=review).due == date.fromisoformat(
        fields(office, DOCUMENT)["next_review_due"]
    )
    assert "is planned already" in office.refuse("review.plan", document="RAPP", due=DAY).sentence
    office.do("review.withdraw", review=review, reason="Entered twice.")
    planned(office)


@pytest.mark.parametrize("given", [{"findings": "  "}, RAISE | {"actions": " "}, {"done_on": date(2026, 11, 24)}])
def test_a_review_that_says_too_little_is_refused(office: Office, given: dict[str, Any]) -> None:
    office.refuse("review.record", review=planned(office), **(SAID | given))


def test_a_review_is_concluded_after_it_was_recorded_and_then_stands(office: Office) -> None:
    review = planned(office)
    assert office.refuse("review.conclude", review=review, concluded_on=DAY).rule == "R04"
    office.do("review.record", review=review, **SAID)
    office.do("review.record", review=review, **(SAID | {"findings": "Said better."}))
    assert office.refuse("review.conclude", review=review, concluded_on=date(2026, 11, 9)).field == "concluded_on"
    office.do("review.conclude", review=review, concluded_on=DAY)
    for deed, more in (
        ("review.record", SAID),
        ("review.conclude", {"concluded_on": DAY}),
        ("review.withdraw", {"reason": "no"}),
    ):
        assert "was concluded on 10 November 2026" in office.refuse(deed, review=review, **more).sentence


def test_a_decision_that_concludes_it_is_on_exactly_what_it_found(office: Office) -> None:
    review = recorded(office)
    decision = office.decide(review, DAY)
    office.do("review.record", review=review, **(SAID | {"findings": "Changed since."}))
    refused = office.refuse("review.conclude", review=review, concluded_on=DAY, decision=decision)
    assert "was changed since" in refused.sentence
    again = office.decide(review, date(2026, 11, 17))
    office.do("review.conclude", review=review, concluded_on=date(2026, 11, 17), decision=again)
    assert fields(office, review)["decision"] == again
    office.sound()


def test_a_decision_on_something_else_concludes_nothing(office: Office) -> None:
    review = recorded(office)
    other = office.decide(review, DAY, asks=Asked.RAISE_MODIFICATION)
    office.refuse("review.conclude", review=review, concluded_on=DAY, decision=other)


def test_a_withdrawn_review_counts_for_nothing(office: Office) -> None:
    office.do("document.set_review_interval", document="RAPP", months=12)
    before = fields(office, DOCUMENT)["next_review_due"]
    review = recorded(office)
    office.do("review.withdraw", review=review, reason="Of another document.")
    assert fields(office, DOCUMENT)["next_review_due"] == before
    assert not owed(office, review)
    assert "was withdrawn on" in office.refuse("review.record", review=review, **SAID).sentence


def test_what_a_review_owes_from_its_plan_to_the_modification(office: Office) -> None:
    review = planned(office)
    (duty,) = owed(office, review)
    assert (duty.due, duty.rule, duty.deed) == (date(2026, 12, 1), "R04", "review.record")
    assert owed(office, review, date(2026, 12, 3))[0].days_overdue == 2
    office.do("review.record", review=review, **(SAID | RAISE))
    (duty,) = owed(office, review)
    assert (duty.deed, duty.due, duty.elapsed_days) == ("review.conclude", None, 13)
    office.do("review.conclude", review=review, concluded_on=DAY)
    (duty,) = owed(office, review)
    assert (duty.deed, duty.rule) == ("modification.raise_one", "R05")
    office.do(
        "modification.raise_one", title="Logs", reason="The review.", raised_on=DAY, document="RAPP", review=review
    )
    assert not owed(office, review)


def test_a_review_that_comes_near_is_owed_by_the_document(office: Office) -> None:
    office.do("document.set_review_interval", document="RAPP", months=12)
    office.do("review.conclude", review=recorded(office), concluded_on=DAY)
    assert not owed(office, DOCUMENT, date(2027, 8, 11))
    (duty,) = owed(office, DOCUMENT, date(2027, 8, 12))
    assert (duty.due, duty.deed, duty.rule) == (date(2027, 11, 10), "review.plan", "R04")


# --- the Compliance Policy -------------------------------------------------------------------------------------------

PARTS = (
    PartChecked(part=PolicyPart.SCHEME, presence=PolicyPresence.SET_OUT, clause="3.1"),
    PartChecked(part=PolicyPart.DCC_DUTIES, presence=PolicyPresence.SET_OUT, clause="4.4"),
    PartChecked(part=PolicyPart.SUBSCRIBER_RULES, presence=PolicyPresence.NOT_NEEDED, note="They stand in the RAPP."),
    PartChecked(part=PolicyPart.MONITORING, presence=PolicyPresence.MISSING),
)
POLICY: dict[str, Any] = {"document": "CP", "version_label": "1.0", "checked_on": DAY}


@pytest.mark.parametrize(
    "given",
    [
        {"parts": ()},
        {"parts": (PARTS[0], PARTS[0])},
        {"parts": (PartChecked(part=PolicyPart.SCHEME, presence=PolicyPresence.SET_OUT),)},
        {"parts": (PartChecked(part=PolicyPart.SCHEME, presence=PolicyPresence.NOT_NEEDED, note="why"),)},
        {"parts": (PartChecked(part=PolicyPart.SCHEME, presence=PolicyPresence.SET_OUT, clause="x" * 41),)},
        {"document": "RAPP", "version_label": "2.1"},
        {"version_label": "9.9"},
        {"checked_on": date(2026, 11, 24)},
    ],
)
def test_a_check_that_says_too_little_is_refused(office: Office, given: dict[str, Any]) -> None:
    assurance.document(office, "CP", DocumentType.COMPLIANCE_POLICY)
    office.refuse("policy.check", **(POLICY | {"parts": PARTS} | given))
    assert office.count(PolicyCheck) == 0


def test_missing_parts_are_shown_owed_and_noted_where_an_assessment_is_planned(office: Office) -> None:
    assurance.lay(office)
    reference = office.row(SetDocument, short_name="CP").reference
    (duty,) = owed(office, reference)
    assert (duty.deed, duty.rule) == ("policy.check", "R46")
    done = office.do("policy.check", **POLICY, parts=PARTS)
    assert done.notes == ("How the PMA monitors and enforces: missing",)
    (policy,) = fields(office, reference)["policy"]
    assert [(one["part"], one["presence"], one["clause"]) for one in policy["parts"]] == [
        ("scheme", "set_out", "3.1"),
        ("dcc_duties", "set_out", "4.4"),
        ("subscriber_rules", "not_needed", None),
        ("monitoring", "missing", None),
    ]
    (duty,) = owed(office, reference)
    assert (duty.deed, duty.detail) == ("modification.raise_one", "How the PMA monitors and enforces: missing")
    notes = assurance.proposed(office, kind=AssessmentKind.ROUTINE)
    office.do("assessment.set_criteria", assessment=notes["assessment"], criteria=assurance.criteria("RAPP 2.1"))
    planned_ = office.do("assessment.plan", assessment=notes["assessment"], policy_clause=assurance.CLAUSE)
    assert any("lacks 1 part of four (R46, paragraph 55)" in note for note in planned_.notes)
    office.do(
        "policy.check",
        **POLICY,
        parts=(PartChecked(part=PolicyPart.MONITORING, presence=PolicyPresence.SET_OUT, clause="4.4"),),
    )
    assert not owed(office, reference)
    assert office.count(PolicyCheck) == 4, "judged anew, not twice"
    office.sound()
