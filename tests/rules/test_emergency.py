"""Grounds, notices, durations and serial numbers of the emergency powers (R75-R86, domain.md 6.5)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules.calendar import UK
from pma_assure.rules.certificates import confirmation, serial_in_octets, serial_number
from pma_assure.rules.emergency import (
    ScopeFact,
    candidates,
    duration,
    grounds_in_words,
    grounds_lack,
    is_part_of,
    minutes_between,
    places_on_call,
    services_of,
    span_in_words,
    still_owed,
)
from pma_assure.rules.notices import NoticeFact, exception_stands, keeps_open, signed, timing, was_reviewed
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import GroundKind, GroundLikelihood, NoticeState, NoticeTo, ScopeChange
from pma_assure.values.quorum import QuorumQuestion, Term


def uk(year: int, month: int, day: int, hour: int, minute: int = 0, fold: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UK, fold=fold)


def notice(
    addressee: NoticeTo = NoticeTo.PANEL,
    *,
    sent_at: datetime | None = None,
    told_of: datetime | None = None,
    state: NoticeState = NoticeState.SENT,
    change: ScopeChange = ScopeChange.ORDERED,
    late_reason: str = "",
) -> NoticeFact:
    return NoticeFact(
        reference="SUSP-2026-0001/N1",
        addressee=addressee,
        state=state,
        change=change,
        told_of=told_of,
        sent_at=sent_at,
        late_reason=late_reason,
    )


# --- grounds --------------------------------------------------------------------------------------------------------


def test_grounds_lack_what_was_not_said() -> None:
    assert len(grounds_lack(None, None, None)) == 3
    assert grounds_lack(GroundKind.THREAT, GroundLikelihood.LIKELY, True) == []
    assert grounds_lack(GroundKind.THREAT, GroundLikelihood.LIKELY, None) == ["whether it is immediate"]


def test_grounds_in_words() -> None:
    said = grounds_in_words(GroundKind.COMPROMISE, GroundLikelihood.LIKELY, True)
    assert said == "an immediate compromise that is likely to occur"
    assert grounds_in_words(GroundKind.THREAT, GroundLikelihood.OCCURRED, False) == "a threat that has occurred"
    assert grounds_in_words(None, GroundLikelihood.OCCURRED, True) == ""


def test_services_are_one_to_a_line_each_once() -> None:
    assert services_of(" Electricity  supply \n\nGas supply\nElectricity supply") == (
        "Electricity supply",
        "Gas supply",
    )


def test_a_part_is_fewer_of_the_same() -> None:
    both = ("Electricity", "Gas")
    assert is_part_of(("electricity",), both)
    assert not is_part_of(both, both)
    assert not is_part_of((), both)
    assert not is_part_of(("Water",), both)


def test_what_may_follow_is_owed_until_it_is_given() -> None:
    assert still_owed({}, dialogue=False) == ("effect_on_service", "reasons", "dialogue", "proportionality", "impact")
    given_ = {"effect_on_service": "so", "reasons": "so", "proportionality": "so", "impact": "so"}
    assert still_owed(given_, dialogue=False) == ("dialogue",)
    assert still_owed(given_, dialogue=True) == ()
    assert still_owed(given_ | {"no_dialogue_because": "nobody answered"}, dialogue=False) == ()


# --- margins --------------------------------------------------------------------------------------------------------


def test_the_worked_example_both_prior() -> None:
    effective = uk(2026, 5, 12, 15, 10)
    panel = timing(notice(sent_at=uk(2026, 5, 12, 14, 20), told_of=effective))
    authority = timing(notice(NoticeTo.AUTHORITY, sent_at=uk(2026, 5, 12, 14, 25), told_of=effective))
    assert (panel.margin, panel.prior, panel.owes_reason) == (50, True, False)
    assert (authority.margin, authority.prior, authority.owes_reason) == (45, True, False)
    assert panel.sentence == "Prior: 50 min before it took effect."


def test_the_worked_example_both_after_owe_two_reasons_by_different_tests() -> None:
    effective = uk(2026, 5, 12, 14, 10)
    panel = timing(notice(sent_at=uk(2026, 5, 12, 14, 20), told_of=effective))
    authority = timing(notice(NoticeTo.AUTHORITY, sent_at=uk(2026, 5, 12, 14, 25), told_of=effective))
    assert (panel.margin, authority.margin) == (-10, -15)
    assert (panel.owes_reason, authority.owes_reason) == (True, True)
    assert (panel.test, authority.test) == ("reasonably practicable", "practicable")
    assert (panel.because.rule, panel.because.paragraph) == ("R79", "71")
    assert (authority.because.rule, authority.because.paragraph) == ("R80", "72")
    assert authority.sentence == "After: 15 min after it took effect."


def test_a_reason_given_is_owed_no_more() -> None:
    effective = uk(2026, 5, 12, 14, 10)
    late = notice(sent_at=uk(2026, 5, 12, 14, 20), told_of=effective, late_reason="Nobody could be raised.")
    assert not timing(late).owes_reason


def test_the_same_minute_is_not_before() -> None:
    moment = uk(2026, 5, 12, 14, 10)
    found = timing(notice(sent_at=moment + timedelta(seconds=5), told_of=moment + timedelta(seconds=50)))
    assert (found.margin, found.prior, found.owes_reason) == (0, False, True)


def test_no_margin_before_both_are_known() -> None:
    assert timing(notice(sent_at=uk(2026, 5, 12, 14, 20))).margin is None
    assert timing(notice(state=NoticeState.OWED, told_of=uk(2026, 5, 12, 14, 20))).prior is None


def test_the_parties_and_a_lift_owe_no_reason() -> None:
    sent, effective = uk(2026, 5, 12, 14, 20), uk(2026, 5, 12, 14, 10)
    assert not timing(notice(NoticeTo.PARTIES, sent_at=sent, told_of=effective)).owes_reason
    assert not timing(notice(sent_at=sent, told_of=effective, change=ScopeChange.LIFTED)).owes_reason


def test_a_naive_instant_has_no_margin() -> None:
    with pytest.raises(ValueError, match="time zone"):
        minutes_between(uk(2026, 5, 12, 14, 10).replace(tzinfo=None), uk(2026, 5, 12, 14, 20))


CHANGES = [datetime(2026, 3, 29, 1, 0, tzinfo=UTC), datetime(2026, 10, 25, 1, 0, tzinfo=UTC)]


@pytest.mark.parametrize("change", CHANGES)
def test_margins_are_right_for_every_minute_around_a_clock_change(change: datetime) -> None:
    """Every minute of the three hours on each side, as people in the UK write it, against the elapsed time."""
    told_of = change.astimezone(UK)
    for minutes in range(-180, 181):
        sent = (change + timedelta(minutes=minutes)).astimezone(UK)
        found = timing(notice(sent_at=sent, told_of=told_of))
        assert found.margin == -minutes
        assert found.prior is (minutes < 0)
        assert found.owes_reason is (minutes >= 0)


@given(
    change=st.sampled_from(CHANGES),
    before=st.integers(-26 * 60, 26 * 60),
    after=st.integers(-26 * 60, 26 * 60),
    seconds=st.integers(0, 59),
)
def test_a_margin_is_the_elapsed_time_whatever_the_clock_shows(
    change: datetime, before: int, after: int, seconds: int
) -> None:
    sent = (change + timedelta(minutes=before, seconds=seconds)).astimezone(UK)
    told_of = (change + timedelta(minutes=after)).astimezone(UK)
    assert timing(notice(sent_at=sent, told_of=told_of)).margin == after - before
    assert minutes_between(sent, told_of) == -minutes_between(told_of, sent)


def test_the_hour_that_comes_twice() -> None:
    first, second = uk(2026, 10, 25, 1, 30), uk(2026, 10, 25, 1, 30, fold=1)
    assert timing(notice(sent_at=first, told_of=second)).margin == 60
    assert timing(notice(sent_at=second, told_of=first)).margin == -60


def test_margins_as_tables_give_them() -> None:
    assert [signed(one) for one in (50, 0, -15)] == ["+50 min", "0 min", "−15 min"]
    assert signed(-15035) == "−10 d 10 h 35 min"


# --- exceptions and closing -----------------------------------------------------------------------------------------


def test_an_exception_stands_until_its_end_and_counts_as_reviewed_once_looked_at() -> None:
    first, second = date(2026, 10, 19), date(2026, 10, 26)
    assert not exception_stands(())
    assert exception_stands((first,))
    assert not exception_stands((first, None))
    assert not was_reviewed((first,), date(2026, 10, 19))
    assert was_reviewed((first, second), date(2026, 10, 26))
    assert not was_reviewed((first, second), date(2026, 10, 27))
    assert not was_reviewed((first, None), date(2026, 10, 19))


def test_what_keeps_a_suspension_open() -> None:
    effective = uk(2026, 10, 12, 3, 25)
    late = notice(sent_at=uk(2026, 10, 12, 3, 40), told_of=effective)
    assert keeps_open([notice(state=NoticeState.OWED)], {}, date(2026, 11, 10)) == (
        "SUSP-2026-0001/N1, to the SEC Panel, is neither sent nor held unnecessary",
    )
    assert "says not why" in keeps_open([late], {}, date(2026, 11, 10))[0]
    excepted = notice(NoticeTo.PARTIES, state=NoticeState.EXCEPTED)
    assert "looked at again" in keeps_open([excepted], {excepted.reference: (date(2026, 12, 1),)}, date(2026, 11, 1))[0]
    reviewed = {excepted.reference: (date(2026, 10, 19), date(2026, 12, 1))}
    assert keeps_open([excepted, notice(state=NoticeState.NOT_NECESSARY)], reviewed, date(2026, 11, 1)) == ()


# --- durations ------------------------------------------------------------------------------------------------------

EFFECTIVE = uk(2026, 10, 12, 3, 25)
ORDERED = ScopeFact(number=1, change=ScopeChange.ORDERED, from_at=None, services=("Electricity", "Gas"))
REDUCED = ScopeFact(number=2, change=ScopeChange.LIFTED_IN_PART, from_at=uk(2026, 11, 3, 17), services=("Electricity",))


def test_the_duration_of_scenario_9_across_the_clock_change() -> None:
    found = duration(EFFECTIVE, uk(2026, 11, 10, 12), [ORDERED, REDUCED], uk(2026, 12, 1, 0))
    assert found.full_in_words == "22 d 14 h 35 min"
    assert found.partial == (6 * 24 + 19) * 60
    assert not found.running


def test_a_duration_runs_until_it_is_lifted() -> None:
    found = duration(EFFECTIVE, None, [ORDERED], EFFECTIVE + timedelta(hours=2))
    assert (found.full, found.partial, found.running) == (120, None, True)
    assert duration(None, None, [], EFFECTIVE).full is None


@given(reduced=st.integers(1, 90 * 24 * 60), rest=st.integers(1, 90 * 24 * 60))
def test_full_and_partial_make_the_whole(reduced: int, rest: int) -> None:
    at = EFFECTIVE.astimezone(UTC) + timedelta(minutes=reduced)
    lifted = at + timedelta(minutes=rest)
    part = ScopeFact(number=2, change=ScopeChange.LIFTED_IN_PART, from_at=at.astimezone(UK), services=("Gas",))
    found = duration(EFFECTIVE, lifted, [ORDERED, part], lifted)
    assert (found.full, found.partial) == (reduced, rest)


def test_spans_in_words() -> None:
    assert [span_in_words(one) for one in (45, 60, 24 * 60, 0)] == ["45 min", "1 h 0 min", "1 d 0 h 0 min", "0 min"]


# --- the CRL --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0a:1b:2c", "0A1B2C"),
        ("0x0A1B2C", "0A1B2C"),
        ("a1b2c", "0A1B2C"),
        ("0A 1B 2C", "0A1B2C"),
        ("0A-1B-2C", "0A1B2C"),
        ("00:FF", "FF"),
        ("f" * 40, "F" * 40),
        ("00" + "f" * 40, "F" * 40),
    ],
)
def test_serial_numbers_are_kept_as_they_are_compared(typed: str, kept: str) -> None:
    assert serial_number(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "no digits"),
        ("0x", "no digits"),
        ("0G", "“G”"),
        ("0A:1:2C", "whole octets"),
        ("0A1:1B", "whole octets"),
        ("00:00", "zero"),
        ("f" * 42, "21 octets"),
        ("١٢", "no hexadecimal digit"),
    ],
)
def test_what_is_no_serial_number_is_refused_with_why(typed: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        serial_number(typed)
    assert why in refused.value.sentence
    assert (refused.value.rule, refused.value.paragraph) == ("R85", "21")


@given(st.integers(1, 2**160 - 1), st.sampled_from(["", ":", " ", "-"]), st.booleans())
def test_however_a_number_is_written_it_is_the_same_number(number: int, separator: str, lower: bool) -> None:
    digits = f"{number:X}"
    digits = digits if len(digits) % 2 == 0 else f"0{digits}"
    written = separator.join(digits[at : at + 2] for at in range(0, len(digits), 2))
    kept = serial_number(written.lower() if lower else written)
    assert int(kept, 16) == number
    assert serial_number(serial_in_octets(kept)) == kept


def test_the_time_to_the_confirmation() -> None:
    found = confirmation(uk(2026, 10, 12, 3, 20), uk(2026, 10, 12, 4, 5))
    assert found is not None
    assert (found.value, found.rule) == ("45 min", "R85")
    assert confirmation(None, None) is None
    waiting = confirmation(uk(2026, 10, 12, 3, 20), None)
    assert waiting is not None
    assert waiting.value == "Not confirmed yet."


# --- who else could make the quorum ---------------------------------------------------------------------------------


def test_candidates_are_all_who_could_sit_and_are_not_there() -> None:
    day = date(2026, 10, 12)

    def term(seat: str, person: str) -> Term:
        return Term(seat=seat, person=person, first_day=date(2026, 1, 1), last_day=None)

    question = QuorumQuestion(
        day=day,
        at=EFFECTIVE,
        subject=None,
        against_subject=False,
        presences=frozenset(),
        terms=frozenset({term("CH", "PERS-0001"), term("NW", "PERS-0002"), term("SS", "PERS-0003")}),
        employments=frozenset(),
        affiliations=frozenset(),
        pki_specialists=frozenset({"PERS-0009"}),
        nominated_chairs=frozenset({"PERS-0002", "PERS-0008"}),
        nominated_alternates=frozenset({("SS", "PERS-0004")}),
    )
    found = [(one.person, one.standing, one.seat) for one in candidates(question)]
    assert found == [
        ("PERS-0001", "member", "CH"),
        ("PERS-0003", "member", "SS"),
        ("PERS-0002", "member", "NW"),
        ("PERS-0002", "acting_chair", "CH"),
        ("PERS-0009", "acting_chair", "CH"),
        ("PERS-0004", "alternate", "SS"),
    ]


# --- who sits where on a call ---------------------------------------------------------------------------------------


def places(*people: str, chairs: tuple[str, ...] = ()) -> list[tuple[str, str, str | None]]:
    found = places_on_call(
        people,
        holders={"CH": "chair", "LS-A": "large", "NW": "networks"},
        specialists=("specialist",),
        nominated_chairs=chairs,
        nominated_alternates=(("LS-A", "alternate"),),
    )
    return [(one.person, one.standing.value, one.seat) for one in found]


def test_the_specialist_acts_as_chair_only_without_the_chair() -> None:
    assert places("specialist", "networks") == [
        ("specialist", "acting_chair", "CH"),
        ("networks", "member", "NW"),
    ]
    assert places("specialist", "chair") == [("specialist", "attendee", None), ("chair", "member", "CH")]


def test_the_specialist_goes_before_whom_the_chair_named_and_a_named_member_acts_alone() -> None:
    """Q4, R26: by default it is the PKI Specialist; whoever acts as Chair has that seat and no other."""
    both = places("networks", "specialist", chairs=("networks",))
    assert both == [("networks", "member", "NW"), ("specialist", "acting_chair", "CH")]
    assert places("networks", chairs=("networks",)) == [("networks", "acting_chair", "CH")]


def test_an_alternate_sits_only_while_the_member_is_not_there() -> None:
    assert places("alternate") == [("alternate", "alternate", "LS-A")]
    assert places("alternate", "large") == [("alternate", "attendee", None), ("large", "member", "LS-A")]
    assert places("somebody") == [("somebody", "attendee", None)]
