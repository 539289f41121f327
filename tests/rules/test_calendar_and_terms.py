"""Working Days, months and terms of office: domain.md 6.3 and 6.4."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules import bank_holidays, calendar
from pma_assure.rules.calendar import Nation
from pma_assure.rules.refusal import Refused
from pma_assure.rules.terms import (
    STANDARD_MONTHS,
    ending_together,
    holder,
    in_force,
    last_day_of_term,
    overlapping,
    successor_starts,
    vacancies,
)
from pma_assure.rules.vocabulary import SeatCode
from pma_assure.values.quorum import Term

DAYS = st.dates(date(2014, 1, 1), date(2040, 12, 31))
CLOSED = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5)
NATIONS = st.sampled_from(tuple(Nation))


def test_bank_holidays_differ_between_the_nations() -> None:
    assert not calendar.is_working_day(date(2026, 4, 6))
    assert calendar.is_working_day(date(2026, 4, 6), Nation.SCOTLAND)
    assert calendar.is_working_day(date(2026, 11, 30))
    assert not calendar.is_working_day(date(2026, 11, 30), Nation.SCOTLAND)
    assert not calendar.is_working_day(date(2026, 6, 16), closed=frozenset({date(2026, 6, 16)}))
    assert not calendar.is_working_day(date(2026, 6, 20))


@pytest.mark.parametrize(("name", "known"), [("ENG", bank_holidays.ENGLAND_AND_WALES), ("SCT", bank_holidays.SCOTLAND)])
def test_the_bank_holidays_that_are_written_down_are_those_of_the_library(name: str, known: dict[int, str]) -> None:
    library = country_holidays("GB", subdiv=name, years=list(known))
    written = {date.fromisoformat(f"{year}-{day}") for year, days in known.items() for day in days.split()}
    assert written == set(library.keys())
    assert list(known) == list(range(min(known), max(known) + 1))


@pytest.mark.parametrize("nation", Nation)
def test_a_year_that_is_not_written_down_has_its_bank_holidays(nation: Nation) -> None:
    for year in (1999, 2061):
        assert year not in bank_holidays.SCOTLAND
        assert date(year, 12, 25) in calendar.bank_holidays(nation, year)


def test_the_day_is_the_day_in_uk_time() -> None:
    assert calendar.uk_day(datetime(2026, 6, 30, 23, 0, tzinfo=UTC)) == date(2026, 7, 1)
    assert calendar.uk_day(datetime(2026, 12, 31, 23, 59, tzinfo=UTC)) == date(2026, 12, 31)
    with pytest.raises(ValueError, match="time zone"):
        calendar.uk_day(datetime(2026, 6, 30, 23, 0))  # noqa: DTZ001  a naive instant is the point


@given(DAYS, st.integers(0, 40), NATIONS, CLOSED)
def test_working_days_are_counted_back_as_they_were_counted(
    day: date, count: int, nation: Nation, closed: frozenset[date]
) -> None:
    due = calendar.add_working_days(day, count, nation, closed)
    assert calendar.working_days_between(day, due, nation, closed) == count
    assert calendar.working_days_between(due, day, nation, closed) == -count
    if count:
        assert calendar.is_working_day(due, nation, closed)
    if calendar.is_working_day(day, nation, closed):
        assert calendar.working_days_before(due, count, nation, closed) == day


@given(DAYS, DAYS, st.integers(0, 25))
def test_a_later_trigger_is_never_due_earlier(a: date, b: date, count: int) -> None:
    first, second = sorted((a, b))
    assert calendar.add_working_days(first, count) <= calendar.add_working_days(second, count)
    assert calendar.add_working_days(a, count) < calendar.add_working_days(a, count + 1)


@given(DAYS, st.integers(0, 60))
def test_month_limits_are_clamped_and_never_skip_a_month(day: date, months: int) -> None:
    due = calendar.add_months(day, months)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == months
    assert due.day == day.day or (due + timedelta(days=1)).day == 1
    assert due.day <= day.day


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2014, 7, 1), 12, date(2015, 6, 30)),
        (date(2014, 7, 1), 24, date(2016, 6, 30)),
        (date(2014, 7, 1), 36, date(2017, 6, 30)),
        (date(2014, 8, 31), 12, date(2015, 8, 30)),
        (date(2014, 8, 31), 6, date(2015, 2, 28)),
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(2015, 2, 28), 12, date(2016, 2, 27)),
    ],
)
def test_last_days(first: date, months: int, last: date) -> None:
    assert last_day_of_term(first, months) == last
    assert successor_starts(last) == last + timedelta(days=1)


def test_a_term_of_no_months_is_refused() -> None:
    with pytest.raises(Refused, match="at least one month"):
        last_day_of_term(date(2026, 1, 1), 0)


def first_pma() -> list[Term]:
    terms = []
    for seat, standard in STANDARD_MONTHS.items():
        if seat in (SeatCode.SECURITY_SUB_COMMITTEE, SeatCode.TECHNICAL_SUB_COMMITTEE):
            continue
        starts, months = date(2014, 7, 1), standard.first
        for number in range(3):
            if months is None:
                break
            ends = last_day_of_term(starts, months)
            terms.append(Term(seat=seat, person=f"P-{seat}-{number}", first_day=starts, last_day=ends))
            starts, months = successor_starts(ends), standard.later
    return terms


def test_the_first_pma() -> None:
    ends = {seat: [term.last_day for term in first_pma() if term.seat == seat] for seat in ("LS-A", "LS-B", "CH")}
    assert ends["LS-A"] == [date(2015, 6, 30), date(2017, 6, 30), date(2019, 6, 30)]
    assert ends["LS-B"] == [date(2016, 6, 30), date(2018, 6, 30), date(2020, 6, 30)]
    assert ends["CH"] == [date(2017, 6, 30)]
    assert overlapping(first_pma()) == ()


def test_three_seats_end_together_in_2017() -> None:
    (group,) = ending_together(first_pma())
    assert {term.seat for term in group.terms} == {"CH", "LS-A", "NW"}
    assert group.sentence == (
        "3 seats end together on 30 June 2017: Chair, Large Supplier A and Networks (R43, paragraph 48)."
    )
    assert ending_together(reversed(first_pma())) == (group,)
    assert len(ending_together(first_pma(), at_least=2)) == 6


@given(DAYS, st.lists(st.integers(1, 48), min_size=2, max_size=8))
def test_successive_terms_leave_no_gap_and_no_overlap(first: date, months: list[int]) -> None:
    terms = []
    for number, length in enumerate(months):
        last = last_day_of_term(first, length)
        terms.append(Term(seat="SS", person=f"P-{number}", first_day=first, last_day=last))
        first = successor_starts(last)
    assert overlapping(terms) == ()
    for a, b in pairwise(terms):
        assert a.last_day is not None
        assert (in_force(a, a.last_day), in_force(b, a.last_day)) == (True, False)
        assert holder("SS", b.first_day, terms) == b.person


def test_overlap_is_found_within_a_seat_only() -> None:
    a = Term(seat="SS", person="A", first_day=date(2026, 1, 1), last_day=None)
    b = Term(seat="SS", person="B", first_day=date(2026, 6, 1), last_day=date(2026, 7, 1))
    c = Term(seat="NW", person="C", first_day=date(2026, 6, 1), last_day=None)
    assert overlapping([c, b, a]) == ((a, b),)
    assert holder("SS", date(2026, 6, 1), [a, b]) == "B"
    assert holder("TSC", date(2026, 6, 1), [a, b, c]) is None


TERMS_OF_A_SEAT = st.lists(st.tuples(st.dates(date(2014, 1, 1), date(2016, 1, 1)), st.integers(0, 400)), max_size=5)


@given(TERMS_OF_A_SEAT, st.dates(date(2014, 1, 1), date(2018, 1, 1)))
def test_every_day_since_the_first_term_is_held_or_vacant_and_never_both(
    given_terms: list[tuple[date, int]], until: date
) -> None:
    terms = [Term(seat="N", person="P", first_day=day, last_day=day + timedelta(days=n)) for day, n in given_terms]
    free = vacancies(terms, until)
    begun = min((term.first_day for term in terms), default=until + timedelta(days=1))
    for offset in range(-3, (until - begun).days + 1):
        day = begun + timedelta(days=offset)
        vacant = sum(first <= day <= last for first, last in free)
        assert vacant == int(offset >= 0 and not any(in_force(term, day) for term in terms))
    assert all(last <= until for _, last in free)
    assert all(after > before + timedelta(days=1) for (_, before), (after, _) in pairwise(free))


def test_an_open_term_leaves_no_vacancy_after_it() -> None:
    open_term = Term(seat="N", person="P", first_day=date(2024, 2, 1), last_day=None)
    assert vacancies((open_term,), date(2030, 12, 31)) == ()
    assert vacancies((), date(2030, 12, 31)) == ()
