"""Appointments, as far as no other test has them."""

from __future__ import annotations

from datetime import date

from pma_assure.rules.vocabulary import AppointmentRoute, SeatCode
from tests.workflows.desk import Office

LATER = {
    SeatCode.LARGE_SUPPLIER_A: "D. Reyes",
    SeatCode.LARGE_SUPPLIER_B: "A. Whitcombe",
    SeatCode.SMALL_SUPPLIER: "J. Pryce",
}


def test_it_is_said_when_three_terms_end_together(office: Office) -> None:
    notes = [
        office.do(
            "seat.appoint",
            seat=seat,
            person=person,
            first_day=date(2028, 7, 1),
            months=36,
            route=AppointmentRoute.ELECTED,
            authority="SEC Panel",
        ).notes
        for seat, person in LATER.items()
    ]
    assert [any("R43" in note for note in said) for said in notes] == [False, False, True]
    assert "3 seats end together on 30 June 2031" in " ".join(notes[-1])
