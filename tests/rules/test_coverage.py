"""Coverage: in part is never counted as covered, whatever is claimed and whenever it is asked (R59, R60; 6.6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules.coverage import (
    APPLIES,
    Applicable,
    ByAssessment,
    ByReliance,
    Covered,
    applies,
    check_claim,
    coverage,
    in_force,
    standing,
)
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Covers, PartyCategory, RelianceStanding

DAY = date(2026, 6, 30)


def relied(covers: Covers, **given: object) -> ByReliance:
    values: dict[str, object] = {
        "reliance": "RELY-2026-0001",
        "covers": covers,
        "decided": True,
        "valid_from": date(2026, 1, 1),
        "valid_to": None,
        "invalid_from": None,
    }
    return ByReliance(**{**values, **given})  # type: ignore[arg-type]  # the test's own words


def one(*relied: ByReliance, tested: tuple[ByAssessment, ...] = ()) -> Applicable:
    return Applicable(requirement="REQ-RAPP-2.1-5.2", title="Two officers", tested=tested, relied=relied)


def line(applicable: Applicable, as_of: date = DAY) -> tuple[Covered, str]:
    (found,) = coverage([applicable], as_of).lines
    return found.covered, found.sentence


def test_nothing_is_a_gap() -> None:
    assert line(one()) == (Covered.GAP, "No concluded assessment tested it and nothing else covers it.")


def test_a_concluded_assessment_covers_from_its_conclusion() -> None:
    tested = ByAssessment(assessment="ASMT-2026-0003", concluded_on=DAY)
    assert line(one(tested=(tested,))) == (Covered.COVERED, "Tested in ASMT-2026-0003, concluded on 30 June 2026.")
    assert line(one(tested=(tested,)), DAY - timedelta(days=1))[0] == Covered.GAP


def test_in_part_is_said_with_what_is_left_and_does_not_count() -> None:
    part = relied(Covers.IN_PART, gap="the registration desk", residual="a sample of 20 requests")
    found = coverage([one(part), one(relied(Covers.FULLY)), one()], DAY)
    assert [found.count(each) for each in Covered] == [1, 1, 1]
    assert found.sentence == "1 of 3 requirements covered; 1 in part, which does not count; 1 not covered"
    assert found.lines[0].sentence == "Covered in part by RELY-2026-0001; left: a sample of 20 requests."
    assert len(found.left) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"decided": False}, "RELY-2026-0001 is not decided by the PMA."),
        ({"invalid_from": DAY}, "RELY-2026-0001 is invalid from 30 June 2026."),
        ({"valid_to": DAY - timedelta(days=1)}, "RELY-2026-0001 was valid until 29 June 2026."),
        ({"valid_from": DAY + timedelta(days=1)}, "RELY-2026-0001 is valid only from 1 July 2026."),
    ],
)
def test_what_does_not_count_says_why(given: dict[str, object], said: str) -> None:
    assert line(one(relied(Covers.FULLY, **given))) == (Covered.GAP, said)


def test_the_last_valid_day_counts_and_the_first_invalid_one_does_not() -> None:
    held = relied(Covers.FULLY, valid_to=DAY)
    assert in_force(held, DAY)
    assert not in_force(held, DAY + timedelta(days=1))
    assert in_force(relied(Covers.FULLY, invalid_from=DAY), DAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("covers", "reason", "gap", "residual"),
    [
        (Covers.FULLY, "", "", ""),
        (Covers.FULLY, "the same control", "the desk", ""),
        (Covers.FULLY, "the same control", "", "a sample"),
        (Covers.IN_PART, "", "the desk", ""),
        (Covers.IN_PART, "", "", "a sample"),
        (Covers.IN_PART, "", " ", "a sample"),
    ],
)
def test_a_claim_that_says_too_little_is_refused(covers: Covers, reason: str, gap: str, residual: str) -> None:
    with pytest.raises(Refused) as refused:
        check_claim("REQ-RAPP-2.1-5.2", covers, reason=reason, gap=gap, residual=residual)
    assert (refused.value.rule, refused.value.paragraph) == ("R60", "70")


def test_a_claim_that_says_enough_passes() -> None:
    check_claim("REQ-X", Covers.FULLY, reason="the same control, tested the same way", gap="", residual="")
    check_claim("REQ-X", Covers.IN_PART, reason="", gap="the desk", residual="a sample")
    check_claim("REQ-X", Covers.NOT, reason="", gap="", residual="")


def test_users_differ_from_the_dcc_and_not_by_their_size() -> None:
    assert APPLIES[PartyCategory.LARGE_SUPPLIER] == APPLIES[PartyCategory.SMALL_SUPPLIER]
    assert applies(PartyCategory.SMALL_SUPPLIER, "dcc_sp, subscriber")
    assert not applies(PartyCategory.SMALL_SUPPLIER, "dcc_sp,dcc_repository")
    assert applies(PartyCategory.DCC, "dcc_repository")
    assert set(APPLIES) == set(PartyCategory)


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
ANY_RELIANCE = st.builds(
    ByReliance,
    reliance=st.sampled_from(["RELY-2026-0001", "RELY-2026-0002"]),
    covers=st.sampled_from(Covers),
    decided=st.booleans(),
    valid_from=DAYS,
    valid_to=st.none() | DAYS,
    invalid_from=st.none() | DAYS,
    gap=st.sampled_from(["", "the desk"]),
    residual=st.sampled_from(["", "a sample"]),
)
ASSESSED = st.builds(ByAssessment, assessment=st.just("ASMT-2026-0001"), concluded_on=DAYS)
ANY_REQUIREMENT = st.builds(
    Applicable,
    requirement=st.sampled_from(["REQ-A", "REQ-B"]),
    title=st.just("a clause"),
    tested=st.lists(st.builds(ByAssessment, assessment=st.just("ASMT-2026-0001"), concluded_on=DAYS), max_size=2).map(
        tuple
    ),
    relied=st.lists(ANY_RELIANCE, max_size=3).map(tuple),
)


@given(st.lists(ANY_REQUIREMENT, max_size=6), DAYS)
def test_every_requirement_is_counted_once_and_covered_only_by_what_stands(
    requirements: list[Applicable], as_of: date
) -> None:
    found = coverage(requirements, as_of)
    assert sum(found.count(each) for each in Covered) == found.applicable == len(requirements)
    for requirement, got in zip(requirements, found.lines, strict=True):
        tested = any(each.concluded_on <= as_of for each in requirement.tested)
        fully = any(each.covers == Covers.FULLY and in_force(each, as_of) for each in requirement.relied)
        assert (got.covered == Covered.COVERED) == (tested or fully)
        assert (got.covered == Covered.GAP) or got.by
    assert len(found.left) == found.applicable - found.count(Covered.COVERED)


@given(ANY_REQUIREMENT, DAYS, DAYS)
def test_invalid_from_a_day_gives_the_gap_back(requirement: Applicable, invalid: date, as_of: date) -> None:
    """What rests on a reliance alone is a gap from the day it is invalid, and no earlier day changes."""
    alone = Applicable(requirement="REQ-A", title="", relied=requirement.relied)
    ended = Applicable(
        requirement="REQ-A",
        title="",
        relied=tuple(
            ByReliance(
                reliance=each.reliance,
                covers=each.covers,
                decided=each.decided,
                valid_from=each.valid_from,
                valid_to=each.valid_to,
                invalid_from=min(invalid, each.invalid_from or invalid),
            )
            for each in requirement.relied
        ),
    )
    if as_of >= invalid:
        assert line(ended, as_of)[0] == Covered.GAP
    else:
        assert line(ended, as_of)[0] == line(alone, as_of)[0]


@pytest.mark.parametrize("decided", [True, False])
@given(st.integers(-3, 3), st.none() | st.integers(-3, 3), st.none() | st.integers(-3, 3))
def test_what_is_relied_on_is_what_counts_that_day(
    decided: bool, valid_from: int, valid_to: int | None, invalid_from: int | None
) -> None:
    def day(days: int | None) -> date | None:
        return None if days is None else DAY + timedelta(days=days)

    found = standing(
        decided=decided,
        valid_from=DAY + timedelta(days=valid_from),
        valid_to=day(valid_to),
        invalid_from=day(invalid_from),
        as_of=DAY,
    )
    counts = in_force(
        relied(
            Covers.FULLY,
            decided=decided,
            valid_from=DAY + timedelta(days=valid_from),
            valid_to=day(valid_to),
            invalid_from=day(invalid_from),
        ),
        DAY,
    )
    assert (found == RelianceStanding.RELIED_ON) is counts
