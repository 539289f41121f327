"""Quorum per item: the rows of domain.md 6.1, scenario 4, scenario 9 (variant), and what no order of facts can do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules.affiliation import affiliated, employers_on
from pma_assure.rules.quorum import NEEDED, decide, who_could_make_quorum
from pma_assure.rules.terms import holder
from pma_assure.values.quorum import Affiliation, Presence, QuorumQuestion
from tests.rules import pma
from tests.rules.pma import ask, attends, sits

ACTING = sits("CH", pma.SPECIALIST, "acting_chair")
FIVE = tuple(sits(seat) for seat in ("CH", "LS-A", "LS-B", "SSC", "NW"))
ALL_SEATS = tuple(sits(seat) for seat in pma.HOLDERS)
FOR_A, FOR_SSC = (sits(seat, pma.CONSULTANT, "alternate") for seat in ("LS-A", "SSC"))
NOMINATED = frozenset({("LS-A", pma.CONSULTANT), ("SSC", pma.CONSULTANT)})

ROWS = {
    1: (ask(*ALL_SEATS), 7, True, True, 6),
    2: (ask(sits("CH"), sits("LS-B"), sits("SS"), sits("TSC")), 4, True, True, 3),
    3: (ask(ACTING, sits("LS-A"), sits("SS"), sits("NW")), 4, True, True, 3),
    4: (ask(*ALL_SEATS[1:]), 6, False, False, 6),
    5: (ask(*FIVE, subject=pma.BRIGHTWATER), 3, True, False, 2),
    50: (ask(*FIVE), 5, True, True, 4),
    6: (ask(*FIVE, FOR_A, subject=pma.BRIGHTWATER, excused=frozenset({"P-SSC"}), alternates=NOMINATED),
        4, True, True, 3),
    8: (ask(sits("CH"), sits("LS-B"), FOR_A, FOR_SSC, subject=pma.BRIGHTWATER, alternates=NOMINATED),
        3, True, False, 2),
    10: (
        ask(sits("NW"), sits("CH", "P-NW", "acting_chair"), sits("LS-A"), sits("LS-B"), sits("SS"),
            chairs=frozenset({"P-NW"})),
        4, True, True, 3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_worked_examples(row: int) -> None:
    question, count, chair, quorate, deliberative = ROWS[row]
    answer = decide(question)
    assert (answer.count, answer.chair_filled, answer.quorate) == (count, chair, quorate)
    assert answer.deliberative_votes == deliberative
    assert answer.because is not None
    assert (answer.because.rule, answer.because.paragraph) == ("R30", "35")


def counted(question: QuorumQuestion) -> dict[str, str | None]:
    return {person.person: person.seat for person in decide(question).people if person.counted}


def reason(question: QuorumQuestion, person: str) -> str:
    (found,) = (each for each in decide(question).people if each.person == person)
    return found.reason


def test_refusal_is_the_sentence_of_the_design() -> None:
    assert decide(ROWS[5][0]).sentence == "The PMA cannot decide this item: 3 members count and 4 are needed."
    assert "neither the Chair nor the Chair's alternate" in decide(ROWS[4][0]).sentence


def test_alternate_working_for_an_affiliate_does_not_count() -> None:
    question = ask(
        sits("CH"), sits("LS-B"), sits("SS"), sits("LS-A", pma.COUSIN, "alternate"),
        alternates=frozenset({("LS-A", pma.COUSIN)}),
    )  # fmt: skip
    assert not decide(question).quorate
    assert "affiliated since 1 May 2026 to Brightwater Energy" in reason(question, pma.COUSIN)
    before = replace(question, day=date(2026, 4, 30))
    assert decide(before).quorate


def test_scenario_4_forecast_changes_with_the_affiliation() -> None:
    expected = tuple(replace(presence, arrived=None) for presence in FIVE)
    question = ask(*expected, subject=pma.BUSINESS, at=None, affiliations=frozenset())
    assert (decide(question).count, decide(question).quorate) == (5, True)
    question = replace(question, affiliations=pma.AFFILIATIONS)
    answer = decide(question)
    assert (answer.count, answer.quorate) == (3, False)
    assert answer.sentence == "The PMA could not decide this item: 3 members would count and 4 are needed."
    for person in ("P-LS-A", "P-SSC"):
        assert "Brightwater Energy, affiliated since 1 May 2026 to Brightwater Business" in reason(question, person)
    with_alternate = replace(
        question,
        presences=question.presences | {replace(sits("SSC", pma.HALDENER, "alternate"), arrived=None)},
        nominated_alternates=frozenset({("SSC", pma.HALDENER)}),
    )
    answer = decide(with_alternate)
    assert (answer.count, answer.quorate) == (4, True)
    assert any("Halden Power (R31, paragraph 26, 35)" in warning for warning in answer.warnings)
    assert any("R28" in warning for warning in answer.warnings)
    excused = replace(with_alternate, excused=frozenset({pma.HALDENER}))
    assert (decide(excused).count, decide(excused).quorate) == (3, False)


def test_scenario_4_second_meeting_snapshot() -> None:
    present = (sits("CH"), FOR_A, sits("LS-B"), sits("NW"))
    answer = decide(ask(*present, subject=pma.BUSINESS, alternates=NOMINATED))
    assert [(each.seat, each.standing, each.employer, each.counted) for each in answer.people] == [
        ("CH", "member", None, True),
        ("LS-A", "alternate", "Corvane Consulting", True),
        ("LS-B", "member", "Halden Power", True),
        ("NW", "member", "Marrick Networks", True),
    ]
    assert answer.quorate


def test_presence_is_half_open() -> None:
    leaves = replace(sits("SS"), left=pma.AT)
    question = ask(sits("CH"), sits("LS-B"), sits("TSC"), leaves)
    assert decide(question).count == 3
    assert "left 16 June 2026, 10:31 (BST)" in reason(question, "P-SS")
    assert decide(replace(question, at=pma.AT - timedelta(seconds=1))).count == 4
    late = replace(sits("SS"), arrived=pma.AT)
    assert decide(ask(sits("CH"), sits("LS-B"), sits("TSC"), late)).count == 4
    expected = replace(sits("SS"), arrived=None)
    assert decide(ask(sits("CH"), sits("LS-B"), sits("TSC"), expected)).count == 3
    assert decide(ask(sits("CH"), sits("LS-B"), sits("TSC"), expected, at=None)).count == 4


def test_who_went_out_and_came_back_counts() -> None:
    out = replace(sits("SS"), left=datetime(2026, 6, 16, 9, 10, tzinfo=UTC))
    back = replace(sits("SS"), arrived=datetime(2026, 6, 16, 9, 20, tzinfo=UTC))
    assert decide(ask(sits("CH"), sits("LS-B"), sits("TSC"), out, back)).count == 4


def test_term_must_be_in_force() -> None:
    question = ask(*ALL_SEATS, day=date(2027, 7, 1))
    assert decide(question).count == 0
    assert "the seat is vacant" in reason(question, "P-SS")
    assert decide(replace(question, day=date(2027, 6, 30))).count == 7


def test_alternate_needs_a_nomination_and_a_free_seat() -> None:
    assert "Is not nominated" in reason(ask(sits("CH"), FOR_A), pma.CONSULTANT)
    both = ask(sits("CH"), sits("LS-A"), FOR_A, alternates=NOMINATED)
    assert counted(both) == {"P-CH": "CH", "P-LS-A": "LS-A"}
    assert "already counts for Large Supplier A" in reason(both, pma.CONSULTANT)


def test_an_alternate_for_two_seats_takes_the_first_unless_another_needs_it() -> None:
    question = ask(FOR_A, FOR_SSC, alternates=NOMINATED)
    assert counted(question) == {pma.CONSULTANT: "LS-A"}
    assert "one person counts once" in reason(question, pma.CONSULTANT)
    other = sits("LS-A", pma.HALDENER, "alternate")
    question = ask(FOR_A, FOR_SSC, other, alternates=NOMINATED | {("LS-A", pma.HALDENER)})
    assert counted(question) == {pma.CONSULTANT: "SSC", pma.HALDENER: "LS-A"}


def test_acting_chair_needs_a_ground() -> None:
    acting = sits("CH", "P-NW", "acting_chair")
    assert "neither the PKI Specialist nor nominated" in reason(ask(acting), "P-NW")
    stranger = sits("CH", pma.CONSULTANT, "acting_chair")
    assert "no member of the PMA" in reason(ask(stranger, chairs=frozenset({pma.CONSULTANT})), pma.CONSULTANT)
    question = ask(acting, attends(pma.SPECIALIST), chairs=frozenset({"P-NW"}))
    assert any("Chair's alternate by default" in warning for warning in decide(question).warnings)
    assert counted(ask(sits("CH"), ACTING)) == {"P-CH": "CH"}
    assert counted(ask(sits("CH"), ACTING, excused=frozenset({"P-CH"}))) == {pma.SPECIALIST: "CH"}


def test_attendees_never_count() -> None:
    answer = decide(ask(sits("CH"), sits("LS-B"), sits("SS"), attends(pma.SPECIALIST), attends(pma.CONSULTANT)))
    assert (answer.count, answer.quorate) == (3, False)


def test_scenario_9_variant_says_who_could_make_quorum() -> None:
    question = ask(sits("CH"), sits("LS-B"), sits("NW"))
    candidates = (sits("SS"), sits("TSC"), ACTING, attends(pma.CONSULTANT))
    assert who_could_make_quorum(question, candidates) == ("P-SS", "P-TSC")
    assert who_could_make_quorum(question, (ACTING,)) == ()
    no_chair = ask(sits("LS-A"), sits("LS-B"), sits("NW"), sits("SS"))
    assert who_could_make_quorum(no_chair, (*candidates, sits("CH"))) == ("P-CH", pma.SPECIALIST)
    assert who_could_make_quorum(ask(*ALL_SEATS), candidates) == ()


# --- whatever facts are entered -------------------------------------------------------------------------------------

Fact = TypeVar("Fact")
PEOPLE = (*pma.HOLDERS.values(), pma.SPECIALIST, pma.CONSULTANT, pma.COUSIN, pma.HALDENER)
SEATS = tuple(pma.HOLDERS)
MOMENTS = st.sampled_from((None, *(pma.OPENED + timedelta(minutes=minutes) for minutes in (0, 20, 31, 45))))
PRESENCES = st.builds(
    Presence,
    person=st.sampled_from(PEOPLE),
    name=st.sampled_from(("A", "B")),
    standing=st.sampled_from(("member", "member", "alternate", "acting_chair", "attendee")),
    seat=st.sampled_from(SEATS),
    arrived=MOMENTS,
    left=MOMENTS,
)
LINKS = st.builds(
    Affiliation,
    organisation=st.sampled_from(tuple(pma.ORGANISATIONS)),
    group=st.sampled_from(("G", "H")),
    first_day=st.sampled_from((date(2026, 1, 1), pma.DAY, date(2026, 6, 17))),
    last_day=st.none(),
)
OWN_SEATS = st.sampled_from(ALL_SEATS)


@st.composite
def questions(draw: st.DrawFn) -> QuorumQuestion:
    presences = draw(st.lists(st.one_of(PRESENCES, OWN_SEATS), max_size=14))
    pairs = st.tuples(st.sampled_from(SEATS), st.sampled_from(PEOPLE))
    return ask(
        *presences,
        subject=draw(st.sampled_from((None, *pma.ORGANISATIONS))),
        at=draw(st.sampled_from((None, pma.AT))),
        excused=draw(st.frozensets(st.sampled_from(PEOPLE), max_size=3)),
        chairs=draw(st.frozensets(st.sampled_from(PEOPLE), max_size=3)),
        alternates=draw(st.frozensets(pairs, max_size=12)),
        affiliations=draw(st.frozensets(LINKS, max_size=5)),
    )


@given(questions(), st.data())
def test_no_order_of_facts_changes_the_answer(question: QuorumQuestion, data: st.DataObject) -> None:
    def order(facts: frozenset[Fact]) -> frozenset[Fact]:
        # A tuple in the place of the set: a set would hide in which order the facts are met.
        return cast("frozenset[Fact]", tuple(data.draw(st.permutations(sorted(facts, key=repr)))))

    shuffled = replace(
        question,
        presences=order(question.presences),
        employments=order(question.employments),
        terms=order(question.terms),
        affiliations=order(question.affiliations),
    )
    assert decide(shuffled) == decide(question)


@given(questions())
def test_one_person_and_one_seat_count_once(question: QuorumQuestion) -> None:
    answer = decide(question)
    those = [person for person in answer.people if person.counted]
    assert len({person.person for person in those}) == len(those) == answer.count
    assert len({person.seat for person in those}) == len(those)
    assert len({person.person for person in answer.people}) == len(answer.people)
    assert answer.deliberative_votes == sum(person.seat != "CH" for person in those)


@given(questions())
def test_nobody_counts_who_may_not(question: QuorumQuestion) -> None:
    for person in (each for each in decide(question).people if each.counted):
        employers = employers_on(person.person, question.day, question.employments)
        assert person.person not in question.excused
        assert person.standing != "attendee"
        if question.subject is not None and question.against_subject:
            assert not any(affiliated(each, question.subject, pma.DAY, question.affiliations) for each in employers)
        if person.standing == "alternate":
            assert person.seat is not None
            assert (person.seat, person.person) in question.nominated_alternates
            member = holder(person.seat, question.day, question.terms)
            assert member is not None
            assert member != person.person
            for own in employers_on(member, question.day, question.employments):
                assert not any(affiliated(each, own, pma.DAY, question.affiliations) for each in employers)


@given(questions())
def test_quorate_means_four_and_a_chair(question: QuorumQuestion) -> None:
    answer = decide(question)
    chair = [person for person in answer.people if person.counted and person.seat == "CH"]
    assert answer.quorate == (answer.count >= NEEDED and len(chair) == 1)
    assert all(person.reason for person in answer.people)


@given(questions(), PRESENCES)
def test_one_more_in_the_room_never_makes_fewer(question: QuorumQuestion, presence: Presence) -> None:
    more = replace(question, presences=question.presences | {presence})
    assert decide(more).count >= decide(question).count


@given(questions(), st.sampled_from(PEOPLE))
def test_excusing_somebody_never_makes_more(question: QuorumQuestion, person: str) -> None:
    fewer = replace(question, excused=question.excused | {person})
    assert decide(fewer).count <= decide(question).count
