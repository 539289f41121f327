"""Appointments, as far as no other test has them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pma_assure.records.house import RegisterIdentity
from pma_assure.records.people import Appointment, Seat
from pma_assure.rules.vocabulary import AppointmentRoute, SeatCode
from pma_assure.views import meetings as meeting_view
from pma_assure.workflows import seats
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


def test_a_new_register_is_of_the_pma(office: Office) -> None:
    """The PMA governs as a sub-committee of the Panel, to which its papers are addressed (R01)."""
    assert [row.body for row in office.rows(RegisterIdentity)] == ["SMKI Policy Management Authority"]


def test_there_are_the_seven_seats_and_no_deed_makes_another(office: Office) -> None:
    """One for the Networks, none for other kinds of user (R15, R19, R20): they are made with the register."""
    assert sorted(row.code for row in office.rows(Seat)) == sorted(SeatCode)
    assert sum(row.code == SeatCode.NETWORKS for row in office.rows(Seat)) == 1
    folder = Path(seats.__file__).parent
    makers = [
        path.name for path in sorted(folder.glob("*.py")) if re.search(r"(?<![A-Za-z_])Seat\(", path.read_text("utf-8"))
    ]
    assert makers == ["office.py"]


def test_members_of_one_employer_sit_and_count_and_it_is_said(office: Office) -> None:
    """That the SSC member come from elsewhere than the suppliers' was a respondent's idea, and no rule (R31, R32)."""
    day = date(2026, 9, 8)
    meeting, _ = office.sit(day, None, ("E. Harcourt", "D. Reyes", "S. Mistry", "T. Okafor"))
    quorum = meeting_view.page(office.register, day, meeting).items[0].quorum
    assert (quorum.quorate, quorum.count) == (True, 4)
    assert any("Brightwater Energy" in warning for warning in quorum.warnings)


def test_a_term_of_another_length_names_who_fixed_it(office: Office) -> None:
    """The Government may specify staggered first periods (R39): the length is kept with its authority."""
    given = {
        "seat": SeatCode.SMALL_SUPPLIER,
        "person": "J. Pryce",
        "first_day": date(2028, 7, 1),
        "route": AppointmentRoute.ELECTED,
        "months": 18,
    }
    assert office.refuse("seat.appoint", **given).rule == "R39"
    office.do("seat.appoint", **given, authority="The Secretary of State, under L1.6")
    held = next(row for row in office.rows(Appointment) if row.first_day == date(2028, 7, 1))
    assert (held.months, held.authority) == (18, "The Secretary of State, under L1.6")
