"""When a document is next reviewed, and what the Compliance Policy has to set out (R04, R46, R54)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules import document_reviews as rules
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import PolicyPart, PolicyPresence, ReviewRecommendation

DAYS = st.dates(date(2014, 1, 1), date(2060, 1, 1))
MONTHS = st.integers(1, rules.LONGEST_INTERVAL)


@pytest.mark.parametrize(
    ("months", "last_done", "in_force_since", "due"),
    [
        (12, date(2026, 3, 1), date(2024, 1, 1), date(2027, 3, 1)),
        (12, None, date(2024, 2, 29), date(2025, 2, 28)),
        (6, date(2026, 8, 31), None, date(2027, 2, 28)),
        (12, None, None, None),
        (None, date(2026, 3, 1), date(2024, 1, 1), None),
    ],
)
def test_the_next_review_is_counted_from_the_last(
    months: int | None, last_done: date | None, in_force_since: date | None, due: date | None
) -> None:
    assert rules.next_due(months=months, last_done=last_done, in_force_since=in_force_since) == due


@given(months=MONTHS, done=DAYS, since=DAYS)
def test_a_review_always_puts_the_next_one_off_from_itself(months: int, done: date, since: date) -> None:
    due = rules.next_due(months=months, last_done=done, in_force_since=since)
    assert due is not None
    assert due > done
    assert due == rules.next_due(months=months, last_done=done, in_force_since=None)
    later = rules.next_due(months=months, last_done=done + timedelta(days=1), in_force_since=since)
    assert later is not None
    assert later >= due


@pytest.mark.parametrize("months", [0, -1, 121])
def test_an_interval_that_is_none(months: int) -> None:
    with pytest.raises(Refused, match="1 to 120") as refused:
        rules.check_interval(months)
    assert (refused.value.rule, refused.value.field) == ("R04", "months")


@given(incorporated=DAYS, as_of=DAYS)
def test_days_since_incorporation_are_days_and_never_a_deadline(incorporated: date, as_of: date) -> None:
    elapsed = rules.elapsed_since(incorporated, as_of)
    assert (elapsed is None) == (as_of < incorporated)
    assert elapsed is None or incorporated + timedelta(days=elapsed) == as_of
    assert rules.elapsed_since(None, as_of) is None


def test_a_review_says_something_and_what_follows_from_it() -> None:
    with pytest.raises(Refused, match="effective"):
        rules.check_record(findings=" ", recommendation=ReviewRecommendation.NO_CHANGE, actions="")
    with pytest.raises(Refused, match="“Raise a modification”: say what is to be done"):
        rules.check_record(findings="It is.", recommendation=ReviewRecommendation.MODIFICATION, actions=" ")
    rules.check_record(findings="It is.", recommendation=ReviewRecommendation.NO_CHANGE, actions="")


@pytest.mark.parametrize(
    ("part", "presence", "clause", "note", "says"),
    [
        (PolicyPart.SCHEME, PolicyPresence.NOT_NEEDED, "", "no", "always needed"),
        (PolicyPart.SCHEME, PolicyPresence.SET_OUT, " ", "", "name the clause"),
        (PolicyPart.MONITORING, PolicyPresence.IN_PART, "4.2", "", "say what it lacks"),
        (PolicyPart.MONITORING, PolicyPresence.IN_PART, "", "half", "name the clause"),
        (PolicyPart.SUBSCRIBER_RULES, PolicyPresence.NOT_NEEDED, "", "", "why no rule"),
    ],
)
def test_a_part_is_judged_with_its_clause_or_its_reason(
    part: PolicyPart, presence: PolicyPresence, clause: str, note: str, says: str
) -> None:
    with pytest.raises(Refused, match=says) as refused:
        rules.check_part(part, presence, clause=clause, note=note)
    assert (refused.value.rule, refused.value.paragraph) == ("R46", "55")


def test_rules_for_subscribers_may_be_left_out_with_a_reason() -> None:
    rules.check_part(PolicyPart.SUBSCRIBER_RULES, PolicyPresence.NOT_NEEDED, clause="", note="In the RAPP.")
    rules.check_part(PolicyPart.MONITORING, PolicyPresence.MISSING, clause="", note="")


@given(st.dictionaries(st.sampled_from(PolicyPart), st.sampled_from(PolicyPresence)))
def test_a_policy_lacks_what_is_missing_in_part_or_unseen(checked: dict[PolicyPart, PolicyPresence]) -> None:
    lacks = rules.lacking(checked)
    complete = {part for part, is_ in checked.items() if is_ in (PolicyPresence.SET_OUT, PolicyPresence.NOT_NEEDED)}
    assert {lack.part for lack in lacks} == set(PolicyPart) - complete
    noted = rules.say_lacking("1.3", lacks)
    assert bool(noted) == any(lack.presence is not None for lack in lacks)


def test_what_a_policy_lacks_is_said() -> None:
    lacks = rules.lacking(
        dict.fromkeys(PolicyPart, PolicyPresence.SET_OUT) | {PolicyPart.MONITORING: PolicyPresence.MISSING}
    )
    assert rules.say_lacking("1.3", lacks) == (
        "Version 1.3 of the Compliance Policy lacks 1 part of four (R46, paragraph 55):"
        " How the PMA monitors and enforces: missing."
    )
    assert rules.lacking({})[0].sentence == "The assurance scheme and how it operates: not looked at yet"


def test_when_it_is_due_is_said() -> None:
    assert rules.say_due(date(2027, 3, 1), 12) == "by 1 March 2027, every 12 months"
    assert rules.say_due(None, 1) == "undated: it is not in force yet; every 1 month"
    assert rules.say_due(None, None) == "no interval chosen"
