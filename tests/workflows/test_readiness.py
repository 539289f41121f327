"""What is missing before a meeting: each gap planted, named with what mends it, and gone once it is mended."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.records.cases import Finding
from pma_assure.records.extracts import Passage
from pma_assure.register.check import check
from pma_assure.rules.vocabulary import Disposition, FindingClass
from pma_assure.values.readiness import Missing
from pma_assure.views import readiness
from tests.workflows.desk import TODAY, Office

DAY = date(2026, 9, 15)


def missing(office: Office, of: str) -> list[Missing]:
    return [one for one in readiness.everywhere(office.register, TODAY) if one.reference == of]


def test_a_finding_without_evidence_is_named_until_it_has_some(office: Office) -> None:
    case = office.case()
    finding = office.finding(case)
    (gap,) = missing(office, finding)
    assert "has no evidence" in gap.sentence
    assert gap.deed == "evidence.add"
    office.evidence(case, finding)
    assert missing(office, finding) == []


def test_an_observation_needs_none(office: Office) -> None:
    case = office.case()
    finding = office.finding(case)
    office.force(Finding, office.row(Finding, reference=finding).id, finding_class=FindingClass.OBSERVATION)
    assert missing(office, finding) == []


def test_a_plan_without_a_milestone_is_named(office: Office) -> None:
    _, with_one = office.submitted()
    _, plan = office.submitted(milestones=())
    assert missing(office, with_one) == []
    (gap,) = missing(office, plan)
    assert (gap.rule, gap.paragraph) == ("R70", "60")
    assert "no milestone" in gap.sentence


def test_passages_without_a_ground_or_a_necessity_are_named(office: Office) -> None:
    _, plan = office.approved()
    extract = office.extract(plan)
    assert missing(office, extract) == []
    published, withheld, undecided = office.rows(Passage)[:3]
    office.force(Passage, withheld.id, disposition=Disposition.WITHHOLD, ground=None)
    office.force(Passage, undecided.id, disposition=Disposition.UNDECIDED, ground=None)
    said = [one.sentence for one in missing(office, extract)]
    assert any("withheld without a ground" in sentence for sentence in said)
    assert any("is undecided" in sentence for sentence in said)
    assert published.disposition == Disposition.PUBLISH


def test_a_decision_with_its_quorum_record_is_not_named(office: Office) -> None:
    assert missing(office, office.decide(None, DAY)) == []


@pytest.mark.parametrize("kept", [None, "", "no JSON", "[]", "null", '{"count": 4}', '{"count": 4, "people": []}'])
def test_a_quorum_record_without_people_is_none(kept: str | None) -> None:
    assert not readiness.has_people(kept)


def test_a_meeting_is_told_of_its_own_cases_only(office: Office) -> None:
    case, other = office.case(), office.case("Halden Power", "Another matter")
    mine, theirs = office.finding(case), office.finding(other)
    meeting = office.meeting(DAY)
    office.item(meeting, None, case=case)
    told = {one.reference for one in readiness.before_meeting(office.register, TODAY, meeting)}
    assert mine in told
    assert theirs not in told


def test_the_check_warns_and_finds_the_register_sound(office: Office) -> None:
    finding = office.finding(office.case())
    found = check(office.register, asked=lambda session: readiness.problems(session, TODAY))
    assert found.sound
    assert [one.reference for one in found.warnings if one.code == "not_ready"] == [finding]
    assert [one for one in check(office.register).warnings if one.code == "not_ready"] == []
