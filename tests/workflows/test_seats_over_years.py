"""The seats over the years: terms, vacancies, what ended early, and which terms end together (R39-R43)."""

from __future__ import annotations

from datetime import date

from pma_assure.rules.vocabulary import AppointmentRoute, EndReason, SeatCode
from pma_assure.values.seats import SeatLine, SeatsOverYears
from pma_assure.views import seats
from tests.workflows.desk import TODAY, Office


def over_years(office: Office, day: date = TODAY) -> SeatsOverYears:
    return seats.over_years(office.register, day)


def line(office: Office, code: SeatCode) -> SeatLine:
    (found,) = [one for one in over_years(office).seats if one.seat == code.value]
    return found


def test_every_seat_has_its_line_in_the_order_of_the_seats(office: Office) -> None:
    shown = over_years(office)
    assert [one.seat for one in shown.seats] == [code.value for code in SeatCode]
    assert shown.summary.startswith("7 of 7 seats filled on 23 November 2026. The next term to end is that of ")
    assert shown.first <= min(one.first_day for seat in shown.seats for one in seat.terms)
    assert (shown.last.month, shown.last.day) == (12, 31)


def test_a_term_cut_short_leaves_a_vacancy_until_a_successor_begins(office: Office) -> None:
    before = line(office, SeatCode.NETWORKS).terms[-1]
    office.do(
        "seat.end_appointment",
        seat=SeatCode.NETWORKS,
        person="H. Boyd",
        last_day=date(2026, 11, 30),
        end_reason=EndReason.RESIGNATION,
        reason="Moves abroad",
    )
    ended = line(office, SeatCode.NETWORKS)
    assert ended.vacancies == ((date(2026, 12, 1), None),)
    assert ended.terms[-1].fixed_until == before.last_day
    assert "nobody yet from 1 December 2026" in ended.sentence
    (later,) = [one for one in over_years(office, date(2026, 12, 5)).seats if one.seat == SeatCode.NETWORKS.value]
    assert "vacant from 1 December 2026" in later.sentence
    assert "(resigned, the term ran to " in ended.sentence
    office.do(
        "seat.appoint",
        seat=SeatCode.NETWORKS,
        person="C. Vale",
        first_day=date(2027, 2, 1),
        route=AppointmentRoute.ELECTED,
        takes_office=False,
    )
    identified = line(office, SeatCode.NETWORKS)
    assert identified.vacancies[0] == (date(2026, 12, 1), date(2027, 1, 31))
    assert "C. Vale 1 February 2027 to 31 January 2029 (identified, the office is not taken)" in identified.sentence
    assert "6 of 7 seats filled on 5 December 2026; vacant: Networks." in over_years(office, date(2026, 12, 5)).summary


def test_terms_that_end_together_are_warned_of_until_they_are_over(office: Office) -> None:
    for seat, person in (
        (SeatCode.LARGE_SUPPLIER_A, "D. Reyes"),
        (SeatCode.LARGE_SUPPLIER_B, "A. Whitcombe"),
        (SeatCode.SMALL_SUPPLIER, "J. Pryce"),
    ):
        office.do(
            "seat.appoint",
            seat=seat,
            person=person,
            first_day=date(2028, 7, 1),
            months=36,
            route=AppointmentRoute.ELECTED,
            authority="SEC Panel",
        )
    groups = [one for one in over_years(office).together if one.last == date(2031, 6, 30)]
    assert [one.seats for one in groups] == [("LS-A", "LS-B", "SS")]
    assert "R43" in groups[0].sentence
    assert not [one for one in over_years(office, date(2031, 7, 1)).together if one.last == date(2031, 6, 30)]
