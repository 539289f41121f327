"""Appointments, as far as no other test has them."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.rules.vocabulary import AppointmentRoute, SeatCode
from tests.workflows.desk import Office

Stage = tuple[Office, dict[str, str]]
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


@pytest.mark.parametrize("months", [-5, 0, 121, 99_999, 1_000_000])
def test_a_term_that_no_seat_has_is_refused_on_its_field(office: Office, months: int) -> None:
    refused = office.refuse(
        "seat.appoint",
        seat=SeatCode.LARGE_SUPPLIER_A,
        person="D. Reyes",
        first_day=date(2028, 7, 1),
        months=months,
        route=AppointmentRoute.ELECTED,
        authority="SEC Panel",
    )
    assert refused.field == "months"


@pytest.mark.parametrize("number", [-1, 0, 7, 1_000_000])
def test_a_number_that_nothing_has_is_answered_with_a_sentence(approved: Stage, number: int) -> None:
    office, notes = approved
    plan = notes["plan"]
    extract = office.extract(plan)
    office.consult(extract)
    draft = {"plan": plan, "version": 2}
    office.version(plan)
    milestone = {"title": "New", "owner": "Halden Power", "due": date(2026, 12, 1)}
    tried = (
        ("plan.submit", "version", {"plan": plan, "version": number, "submitted_on": date(2026, 11, 1)}),
        ("plan.edit_part", "position", {**draft, "position": number, "heading": "New", "text": "Words."}),
        ("plan.edit_milestone", "number", {**draft, "number": number, **milestone}),
        ("extract.answer_representation", "number", {"extract": extract, "number": number, "answer": "No."}),
    )
    for deed, field, arguments in tried:
        assert office.refuse(deed, **arguments).field == field
