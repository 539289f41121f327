"""Employers and affiliates on a day, and who may stand in for whom (R27; domain.md 6.1 row 7, scenario 4)."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.rules.affiliation import (
    AlternateCheck,
    affiliated,
    affiliated_since,
    check_alternate,
    employers_on,
    groups_on,
)
from pma_assure.values.quorum import Affiliation, Employment
from tests.rules import pma

BEFORE = date(2026, 4, 30)


def check(member: str, alternate: str, day: date = pma.DAY) -> AlternateCheck:
    return check_alternate(
        member=member,
        alternate=alternate,
        day=day,
        employments=pma.EMPLOYMENTS,
        affiliations=pma.AFFILIATIONS,
        other_members=tuple(pma.HOLDERS.values()),
        names=dict(pma.NAMES),
    )


def test_affiliates_are_so_from_a_day() -> None:
    assert affiliated(pma.BRIGHTWATER, pma.BUSINESS, pma.ACQUIRED, pma.AFFILIATIONS)
    assert not affiliated(pma.BRIGHTWATER, pma.BUSINESS, BEFORE, pma.AFFILIATIONS)
    assert affiliated_since(pma.BUSINESS, pma.BRIGHTWATER, pma.DAY, pma.AFFILIATIONS) == pma.ACQUIRED
    assert affiliated_since(pma.BUSINESS, pma.BRIGHTWATER, BEFORE, pma.AFFILIATIONS) is None
    assert affiliated_since(pma.BUSINESS, pma.BUSINESS, pma.DAY, pma.AFFILIATIONS) is None
    assert affiliated(pma.CORVANE, pma.CORVANE, pma.DAY, ())
    assert not affiliated(pma.CORVANE, pma.HALDEN, pma.DAY, pma.AFFILIATIONS)
    assert groups_on(pma.BUSINESS, pma.DAY, pma.AFFILIATIONS) == {"Brightwater Group"}


def test_both_ends_of_a_dated_fact_belong_to_it() -> None:
    job = Employment(person="P", organisation="O", first_day=date(2026, 1, 1), last_day=date(2026, 1, 31))
    assert employers_on("P", date(2026, 1, 31), [job]) == {"O"}
    assert employers_on("P", date(2026, 2, 1), [job]) == frozenset()
    assert employers_on("P", date(2025, 12, 31), [job]) == frozenset()
    left = Affiliation(organisation="A", group="G", first_day=date(2026, 1, 1), last_day=date(2026, 1, 31))
    assert groups_on("A", date(2026, 2, 1), [left]) == frozenset()


@pytest.mark.parametrize(
    ("alternate", "said"),
    [
        (pma.COUSIN, "affiliated since 1 May 2026 to Brightwater Energy"),
        ("P-SSC", "works for Brightwater Energy, as Member LS-A does"),
        ("P-LS-A", "cannot be their own alternate"),
    ],
)
def test_refused(alternate: str, said: str) -> None:
    answer = check("P-LS-A", alternate)
    assert not answer.allowed
    assert said in answer.sentence
    assert (answer.because.rule, answer.because.paragraph, answer.because.value) == ("R27", "35", "refused")
    assert answer.warnings == ()


def test_row_7_was_no_affiliate_before_the_acquisition() -> None:
    assert check("P-LS-A", pma.COUSIN, BEFORE).allowed


def test_another_members_employer_only_warns() -> None:
    answer = check("P-SSC", pma.HALDENER)
    assert answer.allowed
    assert answer.warnings == (
        "Member HALDEN works for Halden Power, the employer of Member LS-B: the two would sit together "
        "(R31, paragraph 26, 35).",
    )
    assert check("P-SSC", pma.CONSULTANT).warnings == ()
