"""Live scope, coverage, independence, overlaps, criteria, status: examples, and what holds for every input."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules.assessments import (
    APPROVED_VERSIONS,
    Contract,
    Covered,
    Item,
    Planned,
    StandingFact,
    carries_status,
    check_live_scope,
    check_status,
    coverage,
    in_date,
    live_too_early,
    missing_live,
    months_of,
    not_in_date,
    not_independent,
    overlap,
    overlaps,
    response_settled,
    unapproved,
)
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import (
    AssessmentKind,
    AssuranceStatus,
    DocumentVersionState,
    Environment,
    PartyCategory,
    ScopeCoverage,
    ServicePart,
)
from pma_assure.values.quorum import Affiliation

DAY = date(2026, 5, 28)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
LINES = st.lists(
    st.builds(
        Covered,
        component=st.just("It"),
        part=st.sampled_from(ServicePart),
        environment=st.sampled_from(Environment),
        covered=st.booleans(),
    ),
    max_size=8,
)
PRE, ROUTINE = AssessmentKind.PRE_OPERATIONAL, AssessmentKind.ROUTINE
SERVICE = Covered(component="Service", part=ServicePart.SMKI_SERVICE, environment=Environment.LIVE)
REPOSITORY = Covered(component="Repository", part=ServicePart.REPOSITORY, environment=Environment.BOTH)


def refused(*arguments: Any, **more: Any) -> Refused:
    function, *rest = arguments
    with pytest.raises(Refused) as refusal:
        function(*rest, **more)
    return refusal.value


# --- live scope -------------------------------------------------------------------------------------------------------


@given(LINES)
def test_only_the_live_service_and_the_live_repository_satisfy_r52(lines: list[Covered]) -> None:
    live = {line.part for line in lines if line.covered and line.environment in (Environment.LIVE, Environment.BOTH)}
    assert (missing_live(lines) == ()) == ({ServicePart.SMKI_SERVICE, ServicePart.REPOSITORY} <= live)


@given(LINES)
def test_test_lines_never_help(lines: list[Covered]) -> None:
    without = [line for line in lines if line.environment != Environment.TEST]
    assert missing_live(lines) == missing_live(without)


def test_the_refusal_names_what_is_missing_and_what_is_there() -> None:
    on_test = Covered(component="Repository", part=ServicePart.REPOSITORY, environment=Environment.TEST)
    said = refused(check_live_scope, PRE, (SERVICE, on_test), of="ASMT-2026-0001/P1", field="report")
    assert (said.rule, said.paragraph, said.field) == ("R52", "66", "report")
    assert "does not cover the live repository; it has Service (live), Repository (test)" in said.sentence
    assert "it has" not in refused(check_live_scope, PRE, (), of="The scope").sentence
    check_live_scope(PRE, (SERVICE, REPOSITORY), of="The scope")
    check_live_scope(ROUTINE, (), of="The scope")


# --- coverage ---------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(ScopeCoverage), max_size=12))
def test_every_item_is_counted_once(covered: list[ScopeCoverage]) -> None:
    count = coverage(
        Item(reference=f"S{number}", component="It", coverage=one) for number, one in enumerate(covered, 1)
    )
    assert count.total == len(covered)
    assert count.covered == covered.count(ScopeCoverage.ASSESSED) + covered.count(ScopeCoverage.OTHER_EVIDENCE)
    said = f"{count.covered} of {len(covered)}" if covered else "nothing is in scope"
    assert count.sentence.startswith(said)
    assert ("not covered" in count.sentence) == (ScopeCoverage.NOT_COVERED in covered)


# --- who assesses -----------------------------------------------------------------------------------------------------


def standing(**more: Any) -> StandingFact:
    given_: dict[str, Any] = {
        "scheme": "Trust Scheme",
        "first_day": date(2026, 1, 1),
        "last_day": date(2026, 12, 31),
        "declared_on": date(2026, 1, 15),
        "withdrawn_on": None,
    }
    return StandingFact(**(given_ | more))


@pytest.mark.parametrize(
    ("facts", "day", "words"),
    [
        ((), DAY, "not admitted"),
        ((standing(),), DAY, ""),
        ((standing(),), date(2026, 1, 15), ""),
        ((standing(),), date(2026, 1, 14), "not declared its independence by 14 January 2026"),
        ((standing(declared_on=None),), DAY, "not declared"),
        ((standing(),), date(2026, 12, 31), ""),
        ((standing(),), date(2027, 1, 1), "until 31 December 2026"),
        ((standing(withdrawn_on=DAY),), DAY, "until 28 May 2026"),
        ((standing(withdrawn_on=DAY),), DAY - timedelta(days=1), ""),
        ((standing(),), date(2025, 1, 1), "before 1 January 2026"),
        ((standing(last_day=date(2026, 2, 1)), standing(first_day=date(2026, 3, 1))), DAY, ""),
    ],
)
def test_an_assessor_is_in_date_or_it_is_said_why_not(facts: tuple[StandingFact, ...], day: date, words: str) -> None:
    said = not_in_date("Tarn & Holt", facts, day)
    assert words in said
    assert bool(said) == bool(words) == (not any(in_date(one, day) for one in facts))


@given(DAYS, DAYS, DAYS, DAYS)
def test_what_is_in_date_is_within_its_days_and_declared(first: date, last: date, declared: date, day: date) -> None:
    fact = standing(first_day=first, last_day=last, declared_on=declared)
    assert in_date(fact, day) == (first <= day <= last and declared <= day)


NAMES = {"A": "Tarn & Holt", "P": "Halden Power"}


def independence(
    assessor: str = "A", *, groups: tuple[Affiliation, ...] = (), contracts: tuple[Contract, ...] = ()
) -> str:
    return not_independent(assessor, "P", DAY, affiliations=groups, contracts=contracts, names=NAMES)


def test_independence_is_of_the_participant_on_the_day() -> None:
    group = tuple(
        Affiliation(organisation=one, group="One", first_day=date(2026, 1, 1), last_day=None) for one in ("A", "P")
    )
    assert independence() == ""
    assert independence("P") == "Halden Power would assess itself"
    assert "affiliated" in independence(groups=group)
    assert independence(groups=group[:1]) == ""
    contract = Contract(participant="P", contractor="A", first_day=date(2026, 1, 1), last_day=DAY)
    assert independence(contracts=(contract,)) == "Tarn & Holt works for Halden Power on 28 May 2026"
    other_way = Contract(participant="A", contractor="P", first_day=date(2026, 1, 1), last_day=None)
    assert independence(contracts=(other_way,)) == "Halden Power works for Tarn & Holt on 28 May 2026"
    past = Contract(participant="P", contractor="A", first_day=date(2025, 1, 1), last_day=date(2026, 5, 27))
    assert independence(contracts=(past,)) == ""


# --- overlaps ---------------------------------------------------------------------------------------------------------

PLANNED = st.lists(
    st.builds(
        Planned,
        reference=st.sampled_from([f"ASMT-{number}" for number in range(6)]),
        organisation=st.sampled_from(["ORG-1", "ORG-2"]),
        first_day=st.none() | DAYS,
        last_day=st.none() | DAYS,
    ),
    max_size=8,
    unique_by=lambda one: one.reference,
)


@given(PLANNED)
def test_overlaps_are_the_pairs_that_share_a_participant_and_a_day(planned: list[Planned]) -> None:
    found = overlaps(planned)
    assert list(found) == sorted(set(found))
    for one in planned:
        assert not overlap(one, one)
        for other in planned:
            assert overlap(one, other) == overlap(other, one)
            pair = (min(one.reference, other.reference), max(one.reference, other.reference))
            assert (pair in found) == overlap(one, other)
            if overlap(one, other):
                assert None not in (one.first_day, one.last_day, other.first_day, other.last_day)
                assert max(one.first_day, other.first_day) <= min(one.last_day, other.last_day)


def test_the_last_day_of_one_may_be_the_first_of_another() -> None:
    one = Planned(reference="A", organisation="O", first_day=date(2026, 3, 1), last_day=date(2026, 3, 31))
    touching = Planned(reference="B", organisation="O", first_day=date(2026, 3, 31), last_day=date(2026, 4, 9))
    apart = Planned(reference="C", organisation="O", first_day=date(2026, 4, 1), last_day=date(2026, 4, 9))
    assert overlap(one, touching)
    assert not overlap(one, apart)


# --- criteria, status, conclusion -------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", DocumentVersionState)
def test_an_unapproved_version_is_said_with_its_reason_or_refused(state: DocumentVersionState) -> None:
    if state in APPROVED_VERSIONS:
        assert unapproved("CPS", "1.0", state, "") == ""
        return
    assert refused(unapproved, "CPS", "1.1", state, " ").rule == "R08"
    assert unapproved("CPS", "1.1", state, "it is near.") == (
        "CPS 1.1 is not approved: it is assessed against because it is near."
    )


@pytest.mark.parametrize("kind", AssessmentKind)
@pytest.mark.parametrize("category", PartyCategory)
@pytest.mark.parametrize("status", [None, *AssuranceStatus])
@pytest.mark.parametrize("caveats", [0, 1])
def test_a_status_only_where_there_is_one_and_as_its_caveats_say(
    kind: AssessmentKind, category: PartyCategory, status: AssuranceStatus | None, caveats: int
) -> None:
    fits = {
        (None, 0): False,
        (None, 1): False,
        (AssuranceStatus.APPROVED, 0): True,
        (AssuranceStatus.APPROVED, 1): False,
        (AssuranceStatus.APPROVED_WITH_CAVEATS, 0): False,
        (AssuranceStatus.APPROVED_WITH_CAVEATS, 1): True,
        (AssuranceStatus.NOT_APPROVED, 0): True,
        (AssuranceStatus.NOT_APPROVED, 1): True,
    }[status, caveats]
    allowed = fits if carries_status(kind, category) else status is None
    if allowed:
        check_status(kind, category, status, caveats)
    else:
        assert refused(check_status, kind, category, status, caveats).rule == "R51"


def test_only_the_dccs_pre_operational_assessment_carries_a_status() -> None:
    carrying = [
        (kind, category) for kind in AssessmentKind for category in PartyCategory if carries_status(kind, category)
    ]
    assert carrying == [(PRE, PartyCategory.DCC)]


@pytest.mark.parametrize(
    ("responded", "due", "settled"),
    [
        (None, None, False),
        (None, DAY, False),
        (None, DAY - timedelta(days=1), True),
        (DAY, DAY, True),
        (DAY + timedelta(days=1), DAY, False),
        (DAY - timedelta(days=9), None, True),
    ],
)
def test_the_participant_is_heard_or_its_date_has_passed(
    responded: date | None, due: date | None, settled: bool
) -> None:
    assert response_settled(responded, due, DAY) is settled


def test_live_certificates_wait_for_the_conclusion() -> None:
    assert live_too_early(DAY, None)
    assert live_too_early(DAY - timedelta(days=1), DAY)
    assert not live_too_early(DAY, DAY)


@given(st.integers(1990, 2199), st.integers(-1, 14), st.integers(-1, 14))
def test_months_begin_on_the_first_and_end_on_the_last_day(year: int, first: int, last: int) -> None:
    if not 1 <= first <= last <= 12:
        with pytest.raises(ValueError, match="months"):
            months_of(year, first, last)
        return
    begins, ends = months_of(year, first, last)
    assert (begins.year, begins.month, begins.day) == (year, first, 1)
    assert (ends.year, ends.month, (ends + timedelta(days=1)).day) == (year, last, 1)
