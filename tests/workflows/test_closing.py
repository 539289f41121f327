"""A case is closed when nothing in it is open, and nothing irregular is left to settle (states.md)."""

from __future__ import annotations

from datetime import date

from pma_assure.records.cases import Case
from pma_assure.records.meetings import Decision
from pma_assure.rules.vocabulary import CaseState, FindingClass
from tests.workflows.desk import QUORATE, Office

DAY = date(2026, 7, 14)


def test_a_case_is_not_closed_over_a_purported_decision(office: Office) -> None:
    case = office.case()
    _, item = office.sit(DAY, None, QUORATE[:3], case=case)
    purported = office.record(item, DAY, purported=True).reference
    refused = office.refuse("case.close", case=case, reason="done")
    assert refused.sentence == f"{case} cannot be closed: {purported} is purported."
    office.do("irregular.settle", reference=purported, rule="R30", reason="decided again by four")
    office.do("case.close", case=case, reason="done")
    assert office.row(Case).state == CaseState.CLOSED


def test_a_case_is_not_closed_over_a_decision_to_re_evaluate(office: Office) -> None:
    case = office.case()
    meeting, item = office.sit(DAY, None, case=case)
    decision = office.record(item, DAY).reference
    assert decision is not None
    office.force(Decision, office.row(Decision).id, reevaluate=True)
    refused = office.refuse("case.close", case=case, reason="done")
    assert f"{decision} is marked “re-evaluate”" in refused.sentence
    again = office.item(meeting, None, case=case)
    office.do("item.begin", item=again, begun_at=office.row(Decision).decided_at)
    later = office.record(again, DAY, 45).reference
    office.do("decision.supersede", decision=decision, by=later, reason="taken again")
    office.do("case.close", case=case, reason="done")


def test_a_case_is_not_closed_over_an_irregular_fact(office: Office) -> None:
    case = office.case()
    finding = office.finding(case, finding_class=FindingClass.OBSERVATION)
    office.evidence(case, finding)
    office.do("finding.open", finding=finding)
    assert office.irregular(finding)
    refused = office.refuse("case.close", case=case, reason="done")
    assert f"{finding} still open; {finding} is irregular under R02 and not settled" in refused.sentence
    office.do("irregular.settle", reference=finding, rule="R02", reason="the assessor meant a remark")
    office.do("finding.note", finding=finding)
    office.do("case.close", case=case, reason="done")
