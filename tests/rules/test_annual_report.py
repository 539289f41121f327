"""Which days the annual report speaks of, and what it may name (R13, paragraph 53)."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.rules.annual_report import NOT_NAMED, middle, reported_days, shown_name
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Classification


@pytest.mark.parametrize(
    ("year", "as_of", "until"),
    [
        (2026, date(2026, 11, 23), date(2026, 11, 23)),
        (2026, date(2026, 1, 1), date(2026, 1, 1)),
        (2026, date(2026, 12, 31), date(2026, 12, 31)),
        (2026, date(2027, 2, 3), date(2026, 12, 31)),
        (2014, date(2026, 11, 23), date(2014, 12, 31)),
    ],
)
def test_a_year_that_is_over_is_reported_as_at_its_last_day(year: int, as_of: date, until: date) -> None:
    assert reported_days(year, as_of) == (date(year, 1, 1), until)


@pytest.mark.parametrize("year", [2027, 9999, 2013, 0, -1])
def test_there_is_no_report_of_a_year_that_has_not_begun_or_lies_before_the_smki(year: int) -> None:
    with pytest.raises(Refused) as refused:
        reported_days(year, date(2026, 11, 23))
    assert (refused.value.rule, refused.value.paragraph, refused.value.field) == ("R13", "53", "year")


def test_only_what_is_marked_for_its_security_is_not_named() -> None:
    for classification in Classification:
        hidden = classification == Classification.SENSITIVE
        assert shown_name("Halden Power", classification) == (NOT_NAMED if hidden else "Halden Power")


@pytest.mark.parametrize(("days", "found"), [([], None), ([7], 7), ([9, 1], 1), ([30, 1, 9], 9), ([1, 2, 3, 99], 2)])
def test_the_middle_is_a_number_that_is_there(days: list[int], found: int | None) -> None:
    assert middle(days) == found
