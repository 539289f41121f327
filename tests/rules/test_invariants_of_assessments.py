"""Invariant 9, and what states.md asks of assessments and their cases: each way it is broken is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules.assessments import Contract, Covered, missing_live
from pma_assure.rules.invariants_of_assessments import (
    AssessmentFact,
    CaseFact,
    CaveatFact,
    Surroundings,
    assessment,
    case,
)
from pma_assure.rules.vocabulary import AssessmentKind, AssessmentState, AssuranceStatus, Environment, ServicePart
from pma_assure.values.quorum import Affiliation

DAY = date(2026, 5, 28)
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


# --- invariant 9 ------------------------------------------------------------------------------------------------------


def fact(**more: Any) -> AssessmentFact:
    given_: dict[str, Any] = {
        "reference": "ASMT-2026-0001",
        "kind": PRE,
        "state": AssessmentState.CONCLUDED,
        "set_status": AssuranceStatus.APPROVED,
        "report": (SERVICE, REPOSITORY),
        "decision_state": "recorded",
        "decision_asks": "conclude_assessment",
        "decided_status": AssuranceStatus.APPROVED,
        "imported": False,
    }
    return AssessmentFact(**(given_ | more))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, ()),
        ({"report": (SERVICE,)}, ("does not cover the live repository",)),
        ({"report": ()}, ("the live SMKI service and the live repository",)),
        ({"report": None}, ("no final report",)),
        ({"report": None, "imported": True}, ()),
        ({"kind": ROUTINE, "set_status": None, "decided_status": None, "report": None}, ()),
        ({"decided_status": AssuranceStatus.NOT_APPROVED}, ("the PMA decided on not_approved",)),
        ({"set_status": None}, ("its status is none, and the PMA decided on approved",)),
        ({"state": AssessmentState.UNDER_REVIEW}, ("is not concluded",)),
        ({"decision_state": "purported"}, ("without a valid decision",)),
        ({"decision_state": None}, ("without a valid decision",)),
        ({"decision_asks": "other"}, ("on something else",)),
        ({"decision_state": "superseded"}, ()),
    ],
    ids=str,
)
def test_invariant_9(more: dict[str, Any], words: tuple[str, ...]) -> None:
    problems = assessment(fact(**more))
    assert len(problems) == len(words)
    for problem, wanted in zip(problems, words, strict=True):
        assert wanted in problem.sentence
        assert (problem.code, problem.severity, problem.table) == ("invariant_9", "fault", "assessment")


@given(LINES)
def test_a_concluded_pre_operational_assessment_is_sound_only_on_a_live_report(lines: list[Covered]) -> None:
    assert (assessment(fact(report=tuple(lines))) == []) == (missing_live(lines) == ())


# --- the guards of states.md, looked at afterwards --------------------------------------------------------------------

CAVEAT = CaveatFact(reference="ASMT-2026-0001/C1", owner="Head of PKI", due=date(2026, 9, 1), met=True, verified=True)
AD_HOC = AssessmentKind.AD_HOC


def routine_fact(**more: Any) -> AssessmentFact:
    given_ = {"kind": ROUTINE, "set_status": None, "decided_status": None, "concluded_on": DAY, "decided_on": DAY}
    return fact(**(given_ | more))


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ({}, "", ""),
        ({"caveats": (CAVEAT,)}, "", ""),
        ({"caveats": (replace(CAVEAT, owner=None),)}, "assessment_guard", "lacks an owner"),
        ({"caveats": (replace(CAVEAT, owner="", due=None),)}, "assessment_guard", "lacks an owner and a date"),
        ({"caveats": (replace(CAVEAT, due=None),), "state": AssessmentState.UNDER_REVIEW}, "", ""),
        ({"caveats": (replace(CAVEAT, due=None),), "imported": True}, "", ""),
        ({"caveats": (replace(CAVEAT, due=None),), "imported": True, "reached": frozenset({"concluded"})},
         "assessment_guard", "lacks a date"),
        ({"caveats": (replace(CAVEAT, verified=False),)}, "invariant_8", "nobody is named who verified it"),
        ({"kind": AD_HOC, "ordered": False}, "assessment_guard", "no valid decision of the PMA orders it"),
        ({"kind": AD_HOC, "ordered": False, "state": AssessmentState.PROPOSED}, "", ""),
        ({"kind": AD_HOC, "ordered": False, "imported": True}, "", ""),
        ({"kind": AD_HOC, "ordered": False, "imported": True, "reached": frozenset({"planned"})},
         "assessment_guard", "no valid decision of the PMA orders it"),
        ({"ordered": False}, "", ""),
        ({"under_policy": False}, "assessment_guard", "no version of the Compliance Policy is cited"),
        ({"under_policy": False, "state": AssessmentState.PLANNED}, "assessment_guard", "Compliance Policy"),
        ({"concluded_on": date(2026, 6, 1)}, "assessment_guard",
         "concluded_on is 1 June 2026, and the PMA decided on 28 May 2026"),
        ({"concluded_on": None, "decided_on": None, "imported": True, "decision_state": None}, "", ""),
        ({"imported": True, "reached": frozenset({"concluded"}), "decision_state": None}, "invariant_9",
         "without a valid decision"),
    ],
    ids=str,
)  # fmt: skip
def test_what_an_assessment_rests_on_is_looked_at_afterwards(more: dict[str, Any], code: str, words: str) -> None:
    problems = assessment(routine_fact(**more))
    assert [(problem.code, problem.severity) for problem in problems] == ([(code, "fault")] if code else [])
    assert all(words in problem.sentence for problem in problems)


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        ({"assessor": "ORG-1"}, "fault"),
        ({"assessor": "ORG-1", "irregular": True}, "warning"),
        ({"assessor": "ORG-1", "imported": True}, ""),
        ({"assessor": "ORG-1", "notified_on": None}, ""),
        ({"assessor": "ORG-2"}, "warning"),
        ({"assessor": "ORG-2", "notified_on": date(2025, 12, 31)}, ""),
        ({"assessor": "ORG-3"}, "warning"),
        ({"assessor": "ORG-4"}, "warning"),
        ({"assessor": "ORG-5"}, ""),
    ],
    ids=str,
)
def test_an_assessor_that_is_the_participant_is_a_fault_and_one_close_to_it_a_warning(
    more: dict[str, Any], severity: str
) -> None:
    def in_group(organisation: str, group: str) -> Affiliation:
        return Affiliation(organisation=organisation, group=group, first_day=date(2026, 1, 1), last_day=None)

    around = Surroundings(
        affiliations=(in_group("ORG-1", "G"), in_group("ORG-2", "G"), in_group("ORG-3", "H"), in_group("ORG-4", "H")),
        contracts=(Contract(participant="ORG-1", contractor="ORG-3", first_day=date(2026, 1, 1), last_day=None),),
        names={"ORG-1": "Halden Power", "ORG-4": "Tarn & Holt Assurance"},
    )
    given_ = {"participant": "ORG-1", "notified_on": date(2026, 3, 1)}
    problems = assessment(routine_fact(**(given_ | more)), around)
    assert [problem.severity for problem in problems] == ([severity] if severity else [])
    assert all("R50" in problem.sentence for problem in problems)


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({}, True),
        ({"closed_here": False}, False),
        ({"state": "open"}, False),
        ({"open_assessments": ()}, False),
    ],
    ids=str,
)
def test_nothing_is_open_in_a_closed_case(more: dict[str, Any], wrong: bool) -> None:
    given_ = {"reference": "CASE-2026-0001", "state": "closed", "closed_here": True}
    problems = case(CaseFact(**({**given_, "open_assessments": ("ASMT-2026-0001",)} | more)))
    assert [problem.code for problem in problems] == (["case_closed"] if wrong else [])
