"""Elections as reported, routes and notices (R33-R36)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules.elections import (
    ResultLine,
    check_result,
    constituency_of,
    contested,
    contradiction,
    notice_irregularity,
    route_irregularity,
)
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import AppointmentRoute, SeatCode

S, R = SeatCode, AppointmentRoute


def line(nominee: str, votes: int | None, seat: SeatCode | None = None) -> ResultLine:
    return ResultLine(nominee=nominee, votes=votes, seat=seat)


@pytest.mark.parametrize(
    ("seats", "constituency"),
    [
        ((S.LARGE_SUPPLIER_A, S.LARGE_SUPPLIER_B), "Large Suppliers"),
        ((S.LARGE_SUPPLIER_B,), "Large Suppliers"),
        ((S.SMALL_SUPPLIER,), "Small Suppliers"),
        ((S.NETWORKS,), "Electricity distributors and gas transporters"),
    ],
)
def test_each_constituency_votes_for_its_own_seats(seats: tuple[SeatCode, ...], constituency: str) -> None:
    assert constituency_of(seats) == constituency


@pytest.mark.parametrize(
    ("seats", "rule"),
    [
        ((), "R35"),
        ((S.LARGE_SUPPLIER_A, S.SMALL_SUPPLIER), "R35"),
        ((S.CHAIR,), "R33"),
        ((S.SECURITY_SUB_COMMITTEE,), "R36"),
        ((S.NETWORKS, S.TECHNICAL_SUB_COMMITTEE), "R36"),
    ],
)
def test_other_seats_are_not_elected_together(seats: tuple[SeatCode, ...], rule: str) -> None:
    with pytest.raises(Refused) as refused:
        constituency_of(seats)
    assert (refused.value.rule, refused.value.field) == (rule, "seats")


@given(st.integers(0, 50), st.integers(1, 4))
def test_an_election_is_contested_only_if_nominations_exceed_seats(nominations: int, seats: int) -> None:
    assert contested(nominations, seats) is (nominations - seats > 0)


def test_a_regular_result_has_nothing_odd() -> None:
    assert check_result([line("A", 5, S.SMALL_SUPPLIER), line("B", 3)], [S.SMALL_SUPPLIER]) == ()
    assert check_result([line("A", None, S.SMALL_SUPPLIER)], [S.SMALL_SUPPLIER]) == ()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([line("A", 2, S.SMALL_SUPPLIER), line("B", 3)], "B has 3 votes and no seat"),
        ([line("A", 2, S.SMALL_SUPPLIER), line("B", None)], "not everybody's votes"),
        ([line("A", 2, S.SMALL_SUPPLIER)], "no more nominations than seats"),
    ],
)
def test_what_is_odd_is_said(lines: list[ResultLine], said: str) -> None:
    (sentence,) = check_result(lines, [S.SMALL_SUPPLIER])
    assert said in sentence


@pytest.mark.parametrize(
    "lines",
    [
        [line("A", 2, S.SMALL_SUPPLIER), line("B", 1, S.SMALL_SUPPLIER)],
        [line("A", 2, S.NETWORKS)],
    ],
)
def test_one_seat_has_one_holder_and_is_of_this_election(lines: list[ResultLine]) -> None:
    with pytest.raises(Refused) as refused:
        check_result(lines, [S.SMALL_SUPPLIER])
    assert refused.value.field == "results"


@pytest.mark.parametrize("seat", S)
def test_every_seat_has_the_routes_it_is_filled_by(seat: SeatCode) -> None:
    fitting = {
        S.CHAIR: {R.PANEL_IDENTIFIED},
        S.SECURITY_SUB_COMMITTEE: {R.SELECTED, R.PANEL_IDENTIFIED},
        S.TECHNICAL_SUB_COMMITTEE: {R.SELECTED, R.PANEL_IDENTIFIED},
    }.get(seat, {R.ELECTED, R.UNCONTESTED, R.PANEL_IDENTIFIED})
    assert {route for route in R if not route_irregularity(route, seat)} == fitting


def test_a_route_may_contradict_the_result() -> None:
    assert contradiction(R.UNCONTESTED, was_contested=True)
    assert contradiction(R.ELECTED, was_contested=False)
    assert not contradiction(R.ELECTED, was_contested=True)
    assert not contradiction(R.UNCONTESTED, was_contested=False)


def test_secas_is_told_before_a_selection_takes_effect() -> None:
    first = date(2026, 2, 1)
    assert notice_irregularity(R.SELECTED, date(2026, 1, 31), first) == ""
    assert "not before" in notice_irregularity(R.SELECTED, first, first)
    assert "no notice" in notice_irregularity(R.SELECTED, None, first)
    assert notice_irregularity(R.ELECTED, None, first) == ""
