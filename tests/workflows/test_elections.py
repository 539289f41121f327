"""Nominations, results as reported, and appointments that rest on them (R34-R36, R41, R44)."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.records.governance import Nomination, SeatElection
from pma_assure.records.people import Appointment
from pma_assure.rules.vocabulary import AppointmentRoute, AppointmentState, SeatCode
from pma_assure.workflows.acting import act_as
from pma_assure.workflows.elections import ResultGiven
from tests.workflows.desk import KEEPER, TODAY, Office

SS, SSC = SeatCode.SMALL_SUPPLIER, SeatCode.SECURITY_SUB_COMMITTEE
LATER = date(2028, 7, 1)


def election(office: Office, *nominees: str, seats: str = "SS") -> str:
    begun = office.do("election.begin", title="Election 2028", seats=seats).reference
    assert begun is not None
    for nominee in nominees:
        office.do("election.nominate", election=begun, nominee=nominee, nominator="Larkfield Energy Co-op")
    return begun


def reported(office: Office, *nominees: tuple[str, int | None, SeatCode | None]) -> str:
    begun = election(office, *(name for name, _, _ in nominees))
    office.do(
        "election.report",
        election=begun,
        reported_on=TODAY,
        results=tuple(ResultGiven(nominee=name, votes=votes, seat=seat) for name, votes, seat in nominees),
    )
    return begun


def appoint(office: Office, **given: object) -> dict[str, object]:
    return {
        "seat": SS,
        "person": "J. Pryce",
        "first_day": LATER,
        "route": AppointmentRoute.ELECTED,
        **given,
    }


def test_an_election_is_begun_for_one_constituency(office: Office) -> None:
    begun = election(office, seats="ls-b, LS-A")
    held = office.row(SeatElection, reference=begun)
    assert (held.constituency, held.seats) == ("Large Suppliers", "LS-A,LS-B")
    assert office.refuse("election.begin", title="Both", seats="LS-A, SS").rule == "R35"
    assert office.refuse("election.begin", title="Chair", seats="CH").rule == "R33"
    assert "'XY' is no seat" in office.refuse("election.begin", title="None", seats="XY").sentence


def test_anybody_may_nominate_anybody_and_the_documents_stand_with_the_election(office: Office) -> None:
    """For any seat (R34); which Large Supplier seat has the 12 months is said by the first election (R41)."""
    why = "Election documents 3.2: LS-A has the 12 months, by lot."
    begun = office.ref("election.begin", title="First", seats="LS-A, LS-B", note=why)
    office.do("election.nominate", election=begun, nominee="P. Unheard-of", nominator="A meter manufacturer")
    (held,) = office.rows(Nomination)
    assert (held.nominee, held.nominator, held.person_id) == ("P. Unheard-of", "A meter manufacturer", None)
    assert office.row(SeatElection, reference=begun).note == why


def test_nobody_stands_twice(office: Office) -> None:
    begun = election(office, "Siân Prydderch")
    refused = office.refuse("election.nominate", election=begun, nominee="sian prydderch", nominator="Anybody")
    assert refused.field == "nominee"


def test_who_withdrew_does_not_make_it_contested(office: Office) -> None:
    begun = election(office, "J. Pryce", "L. Tate")
    office.do("election.withdraw_nomination", election=begun, nominee="L. Tate")
    office.do(
        "election.report",
        election=begun,
        reported_on=TODAY,
        results=(ResultGiven(nominee="J. Pryce", seat=SS),),
    )
    done = office.do("seat.appoint", **appoint(office, election=begun, route=AppointmentRoute.UNCONTESTED))
    assert done.irregular == ()
    assert office.refuse("election.nominate", election=begun, nominee="M. New", nominator="Anybody").rule == "R35"


def test_an_appointment_fits_the_result_it_rests_on(office: Office) -> None:
    contested = reported(office, ("J. Pryce", 5, SS), ("L. Tate", 2, None))
    refused = office.refuse("seat.appoint", **appoint(office, election=contested, route=AppointmentRoute.UNCONTESTED))
    assert (refused.field, refused.rule) == ("route", "R35")
    other = appoint(office, election=contested, seat=SeatCode.NETWORKS, person="H. Boyd")
    assert "did not fill" in office.refuse("seat.appoint", **other).sentence
    open_still = election(office, "J. Pryce")
    assert "not reported yet" in office.refuse("seat.appoint", **appoint(office, election=open_still)).sentence
    assert office.do("seat.appoint", **appoint(office, election=contested)).irregular == ()


def test_an_odd_result_is_kept_and_marked(office: Office) -> None:
    begun = election(office, "J. Pryce", "L. Tate")
    done = office.do(
        "election.report",
        election=begun,
        reported_on=TODAY,
        results=(ResultGiven(nominee="J. Pryce", votes=2, seat=SS), ResultGiven(nominee="L. Tate", votes=3)),
    )
    (irregular,) = done.irregular
    assert (irregular.rule, irregular.paragraph) == ("R35", "42, 49")
    assert "L. Tate has 3 votes and no seat" in irregular.sentence


def test_a_result_gives_a_seat_once(office: Office) -> None:
    begun = election(office, "J. Pryce", "L. Tate")
    both = (ResultGiven(nominee="J. Pryce", seat=SS), ResultGiven(nominee="L. Tate", seat=SS))
    refused = office.refuse("election.report", election=begun, reported_on=TODAY, results=both)
    assert refused.field == "results"
    stranger = (ResultGiven(nominee="Nobody Known", seat=SS),)
    assert (
        "does not stand"
        in office.refuse("election.report", election=begun, reported_on=TODAY, results=stranger).sentence
    )


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"seat": SeatCode.CHAIR, "person": "E. Harcourt", "route": AppointmentRoute.ELECTED}, "R33"),
        ({"seat": SS, "route": AppointmentRoute.SELECTED, "notice_to_secas_on": date(2028, 6, 1)}, "R35"),
        ({"seat": SSC, "person": "S. Mistry", "route": AppointmentRoute.SELECTED}, "R36"),
        (
            {
                "seat": SSC,
                "person": "S. Mistry",
                "route": AppointmentRoute.SELECTED,
                "notice_to_secas_on": LATER,
            },
            "R36",
        ),
    ],
)
def test_an_irregular_filling_is_kept_and_marked(office: Office, given: dict[str, object], rule: str) -> None:
    done = office.do("seat.appoint", **appoint(office, months=24, authority="As reported", **given))
    assert [fact.rule for fact in done.irregular] == [rule]


def test_somebody_identified_holds_no_seat_until_the_office_is_taken(office: Office) -> None:
    given = appoint(office, takes_office=False, first_day=LATER)
    office.do("seat.appoint", **given)
    assert office.refuse("seat.take_office", seat=SS, person="J. Pryce").field == "person"
    held = office.rows(Appointment, state=AppointmentState.IDENTIFIED)
    assert [row.first_day for row in held] == [LATER]
    then = act_as(office.register, KEEPER, day=LATER)
    office.do("seat.take_office", acting=then, seat=SS, person="J. Pryce")
    assert office.rows(Appointment, state=AppointmentState.IDENTIFIED) == []
    assert "not identified" in office.refuse("seat.take_office", acting=then, seat=SS, person="J. Pryce").sentence
