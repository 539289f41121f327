"""Relying on other compliance activity: nothing counts before the PMA decided, in part never does (R59, R60)."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.records import coverage_facts
from pma_assure.records.organisations import Organisation
from pma_assure.records.reliance import RelianceCoverage, RelianceDecision
from pma_assure.rules.coverage import Coverage, Covered, coverage
from pma_assure.rules.vocabulary import Asked, Covers
from pma_assure.workflows.reliance import CoverageGiven
from tests.workflows.desk import PARTICIPANT, Office

FULLY, IN_PART = "REQ-RAPP-2.1-5.2", "REQ-RAPP-2.1-7.4"
CLAIMS = (
    CoverageGiven(requirement=FULLY, covers=Covers.FULLY, reason="The same control, tested by the same method."),
    CoverageGiven(requirement=IN_PART, covers=Covers.IN_PART, gap="The desk.", residual="Twenty requests."),
)
DECIDED_ON = date(2026, 11, 10)


def proposed(office: Office, **more: object) -> str:
    given: dict[str, object] = {
        "case": office.case(),
        "title": "ISO/IEC 27001 certification",
        "certificate": "IS 501 772",
        "issued_by": "Penhallow Certification",
        "scope": "The registration desk at Truro.",
        "valid_from": date(2026, 1, 1),
        "requirements": CLAIMS,
    }
    return office.ref("reliance.propose", **(given | more))


def covered(office: Office, as_of: date = DECIDED_ON) -> Coverage:
    key = office.row(Organisation, name=PARTICIPANT).id
    with office.register.reading() as session:
        return coverage(coverage_facts.applicable(session, key, as_of), as_of)


def of(found: Coverage, requirement: str) -> Covered:
    return next(line.covered for line in found.lines if line.requirement == requirement)


def test_it_counts_only_once_the_pma_decided_on_exactly_this(office: Office) -> None:
    reliance = proposed(office)
    assert of(covered(office), FULLY) == Covered.GAP
    decision = office.decide(reliance, DECIDED_ON)
    office.do("reliance.cover", reliance=reliance, requirements=(CLAIMS[1],))
    row = office.row(RelianceDecision, reference=reliance)
    assert row.decision_id is None
    office.do("reliance.decide", reliance=reliance, decision=decision)
    found = covered(office)
    assert (of(found, FULLY), of(found, IN_PART)) == (Covered.COVERED, Covered.IN_PART)
    assert IN_PART in found.left
    assert FULLY not in found.left
    office.sound()


def test_a_changed_claim_needs_a_new_decision(office: Office) -> None:
    reliance = proposed(office)
    decision = office.decide(reliance, DECIDED_ON)
    changed = CoverageGiven(requirement=IN_PART, covers=Covers.FULLY, reason="All of it, on second thought.")
    office.do("reliance.cover", reliance=reliance, requirements=(changed,))
    assert "changed since" in office.refuse("reliance.decide", reliance=reliance, decision=decision).sentence


def test_after_the_decision_the_judgement_stands(office: Office) -> None:
    reliance = proposed(office)
    office.do("reliance.decide", reliance=reliance, decision=office.decide(reliance, DECIDED_ON))
    refused = office.refuse("reliance.cover", reliance=reliance, requirements=CLAIMS)
    assert (refused.rule, refused.paragraph) == ("R60", "70")
    again = office.row(RelianceDecision, reference=reliance)
    assert again.decided_on == DECIDED_ON


def test_another_decision_is_none_on_this(office: Office) -> None:
    first, second = proposed(office), proposed(office)
    decision = office.decide(first, DECIDED_ON)
    assert "not on this" in office.refuse("reliance.decide", reliance=second, decision=decision).sentence
    other = office.decide(second, DECIDED_ON, asks=Asked.OTHER)
    assert "needs a decision" in office.refuse("reliance.decide", reliance=second, decision=other).sentence


def test_invalid_from_a_day_that_lies_back(office: Office) -> None:
    reliance = proposed(office)
    office.do("reliance.decide", reliance=reliance, decision=office.decide(reliance, DECIDED_ON))
    office.do("reliance.invalidate", reliance=reliance, invalid_from=date(2026, 11, 12), reason="Withdrawn.")
    assert of(covered(office, date(2026, 11, 11)), FULLY) == Covered.COVERED
    assert of(covered(office, date(2026, 11, 12)), FULLY) == Covered.GAP
    office.refuse("reliance.invalidate", reliance=reliance, invalid_from=DECIDED_ON, reason="Once more.")


@pytest.mark.parametrize(
    "given",
    [
        {"requirements": ()},
        {"requirements": (CLAIMS[0], CLAIMS[0])},
        {"requirements": (CoverageGiven(requirement=FULLY, covers=Covers.FULLY),)},
        {"requirements": (CoverageGiven(requirement=IN_PART, covers=Covers.IN_PART, gap="The desk."),)},
        {"requirements": (CoverageGiven(requirement="REQ-RAPP-2.1-99.9", covers=Covers.NOT),)},
        {"valid_to": date(2025, 12, 31)},
    ],
)
def test_what_says_too_little_is_refused_and_nothing_is_kept(office: Office, given: dict[str, object]) -> None:
    base: dict[str, object] = {
        "case": office.case(),
        "title": "ISO/IEC 27001 certification",
        "certificate": "IS 501 772",
        "issued_by": "Penhallow Certification",
        "scope": "The registration desk at Truro.",
        "valid_from": date(2026, 1, 1),
        "requirements": CLAIMS,
    }
    office.refuse("reliance.propose", **(base | given))
    assert office.count(RelianceDecision) == office.count(RelianceCoverage) == 0
