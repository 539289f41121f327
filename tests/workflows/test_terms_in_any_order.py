"""Terms of office entered by deeds, in whatever order: they never overlap, and leave no gap of their own (R15, 6.3)."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pma_assure.records import meeting_facts
from pma_assure.rules.refusal import Refused
from pma_assure.rules.terms import holder, last_day_of_term, overlapping, successor_starts
from pma_assure.rules.vocabulary import AppointmentRoute, EndReason, SeatCode
from pma_assure.values.quorum import Term
from tests.workflows.conftest import Bench
from tests.workflows.desk import Office

SEAT = SeatCode.SMALL_SUPPLIER
ANY_ORDER = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def terms_of(office: Office) -> list[Term]:
    with office.register.reading() as session:
        return sorted(
            (term for term in meeting_facts.terms(session) if term.seat == SEAT), key=lambda term: term.first_day
        )


def appoint(office: Office, person: str, first: date, months: int) -> bool:
    """Whether it was done; otherwise it was refused because terms do not overlap, and for nothing else."""
    before = len(terms_of(office))
    with suppress(Refused):
        office.do(
            "seat.appoint",
            seat=SEAT,
            person=person,
            first_day=first,
            months=months,
            route=AppointmentRoute.ELECTED,
            authority="SEC Panel",
        )
    return len(terms_of(office)) == before + 1


@ANY_ORDER
@given(months=st.lists(st.integers(1, 36), min_size=3, max_size=5), data=st.data())
def test_successive_terms_meet_in_whatever_order_they_are_entered(
    bench: Bench, months: list[int], data: st.DataObject
) -> None:
    with bench.at("office") as (office, _):
        (held,) = terms_of(office)
        assert held.last_day is not None
        first, planned = successor_starts(held.last_day), []
        for number, length in enumerate(months):
            office.do("person.add", name=f"Member Number{number}")
            planned.append((f"Member Number{number}", first, length))
            first = successor_starts(last_day_of_term(first, length))
        for person, begins, length in data.draw(st.permutations(planned)):
            assert appoint(office, person, begins, length)
        terms = terms_of(office)
        assert overlapping(terms) == ()
        for before, after in pairwise(terms):
            assert before.last_day is not None
            assert after.first_day == before.last_day + timedelta(days=1)
            assert holder(SEAT, before.last_day, terms) == before.person
            assert holder(SEAT, after.first_day, terms) == after.person


@ANY_ORDER
@given(
    wanted=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 24)), min_size=2, max_size=6),
    ends_early=st.integers(1, 300),
)
def test_a_term_is_taken_exactly_when_no_day_of_it_is_held(
    bench: Bench, wanted: list[tuple[int, int]], ends_early: int
) -> None:
    """Terms begin anywhere, before and after each other; one that is ended early makes room from the next day on."""
    with bench.at("office") as (office, _):
        (held,) = terms_of(office)
        last_day = held.first_day + timedelta(days=ends_early)
        office.do(
            "seat.end_appointment",
            seat=SEAT,
            person=held.person,
            last_day=last_day,
            end_reason=EndReason.RESIGNATION,
            reason="Left the company.",
        )
        for number, (after, length) in enumerate(wanted):
            office.do("person.add", name=f"Member Number{number}")
            first = last_day + timedelta(days=1 + 17 * after)
            new = Term(seat=SEAT, person="new", first_day=first, last_day=last_day_of_term(first, length))
            free = overlapping([*terms_of(office), new]) == ()
            assert appoint(office, f"Member Number{number}", first, length) is free
            assert overlapping(terms_of(office)) == ()
