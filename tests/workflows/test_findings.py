"""Findings raised, classed, answered, settled and linked: each deed, and each way it says no."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.records.breaches import BreachFinding, BreachRequirement
from pma_assure.records.cases import CaseNote, Finding, FindingText
from pma_assure.records.corrective import ActionCause, RootCause
from pma_assure.records.house import IrregularFact
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.vocabulary import (
    Asked,
    BreachTrigger,
    FindingClass,
    FindingState,
    Impact,
    PartyCategory,
    Response,
)
from tests.workflows import breach_office
from tests.workflows.desk import Office

DAY = date(2026, 11, 10)
MAJOR, MINOR, OBSERVATION = FindingClass.MAJOR, FindingClass.MINOR, FindingClass.OBSERVATION


def opened(office: Office, case: str, **more: object) -> str:
    finding = office.finding(case, **more)
    office.evidence(case, finding)
    office.do("finding.open", finding=finding)
    return finding


def disputed(office: Office, **more: object) -> tuple[str, str]:
    case = office.case()
    finding = opened(office, case, **more)
    office.do("finding.respond", finding=finding, response=Response.DISPUTED, responded_on=date(2026, 4, 20))
    return case, finding


def adopt(office: Office, limit: str, value: str) -> None:
    decision = office.decide(None, date(2026, 10, 6))
    office.do("setting.choose", key=f"limit.{limit}", value=value, adopted_by=decision)


def state(office: Office, finding: str) -> FindingState:
    return office.row(Finding, reference=finding).state


# --- raised and opened ----------------------------------------------------------------------------------------------


def test_an_assessment_that_is_not_there_is_said(office: Office) -> None:
    with pytest.raises(NotFound):
        office.finding(office.case(), assessment="ASMT-2026-0001")


def test_a_response_is_undated_until_the_pma_adopts_a_limit(office: Office) -> None:
    case = office.case()
    assert office.row(Finding, reference=opened(office, case)).response_due is None
    office.do("setting.choose", key="limit.finding_response", value="20")
    assert office.row(Finding, reference=opened(office, case)).response_due is None, "chosen is not adopted"
    adopt(office, "finding_response", "20")
    finding = office.finding(case)
    office.evidence(case, finding)
    office.do("finding.open", finding=finding, put_on=date(2026, 4, 2))
    assert office.row(Finding, reference=finding).response_due == date(2026, 5, 5)
    explicit = office.finding(case)
    office.evidence(case, explicit)
    office.do("finding.open", finding=explicit, put_on=date(2026, 4, 2), response_due=date(2026, 4, 17))
    assert office.row(Finding, reference=explicit).response_due == date(2026, 4, 17)


def test_days_of_opening_that_cannot_be(office: Office) -> None:
    case = office.case()
    finding = office.finding(case)
    office.evidence(case, finding)
    assert office.refuse("finding.open", finding=finding, put_on=date(2026, 4, 1)).field == "put_on"
    assert office.refuse("finding.open", finding=finding, put_on=date(2027, 4, 1)).field == "put_on"
    given = {"finding": finding, "put_on": date(2026, 4, 3)}
    assert office.refuse("finding.open", **given, response_due=date(2026, 4, 2)).field == "response_due"
    assert office.refuse("finding.open", **given, due=date(2026, 4, 1)).field == "due"


def test_the_due_day_follows_from_the_impact_by_the_corresponding_date(office: Office) -> None:
    adopt(office, "impact_medium", "6")
    case = office.case()
    finding = office.finding(case, impact_level=Impact.MEDIUM, identified_on=date(2026, 8, 31))
    office.evidence(case, finding)
    done = office.do("finding.open", finding=finding)
    row = office.row(Finding, reference=finding)
    assert (row.baseline_due, row.current_due) == (date(2027, 2, 28), date(2027, 2, 28))
    assert any("28 February 2027, a weekend; the date is not moved" in note for note in done.notes)
    for impact in (Impact.CRITICAL, Impact.NONE, Impact.LOW):
        other = office.finding(case, impact_level=impact)
        office.evidence(case, other)
        office.do("finding.open", finding=other)
        assert office.row(Finding, reference=other).current_due is None


def test_the_version_in_force_then_is_said_where_another_is_cited(office: Office) -> None:
    case = office.case()
    finding = office.finding(case, began_on=date(2025, 6, 1))
    office.evidence(case, finding)
    done = office.do("finding.open", finding=finding)
    (irregular,) = done.irregular
    assert (irregular.rule, irregular.paragraph) == ("R02", "15")
    assert "no version of RAPP was in force during the non-compliance" in irregular.sentence
    office.sound()


# --- classes --------------------------------------------------------------------------------------------------------


def test_an_observation_that_says_a_clause_was_not_met_is_settled_by_the_pmas_own_class(office: Office) -> None:
    finding = opened(office, office.case(), finding_class=OBSERVATION)
    assert office.irregular(finding) == [("R02", "15")]
    assert office.refuse("finding.note", finding=finding).rule == "R02"
    office.do("finding.classify", finding=finding, pma_class=MINOR, reason="The clause was not met.")
    row = office.row(Finding, reference=finding)
    assert (row.finding_class, row.pma_class) == (OBSERVATION, MINOR)
    (fact,) = office.rows(IrregularFact, reference=finding)
    assert fact.settled_on is not None
    assert "The clause was not met." in (fact.settled_reason or "")
    assert "only an Observation is noted" in office.refuse("finding.note", finding=finding).sentence


def test_the_pmas_class_needs_a_clause_and_something_to_stand_beside(office: Office) -> None:
    case = office.case()
    finding = office.finding(case, finding_class=OBSERVATION, requirement=None)
    given = {"finding": finding, "reason": "so"}
    assert office.refuse("finding.classify", **given, pma_class=MINOR).field == "pma_class"
    office.do("finding.classify", **given, pma_class=OBSERVATION)
    office.do("finding.discard", finding=finding, reason="twice")
    assert office.refuse("finding.classify", **given, pma_class=OBSERVATION).field == "finding"


def test_a_class_of_the_pma_without_evidence_is_kept_as_irregular(office: Office) -> None:
    finding = office.finding(office.case(), finding_class=OBSERVATION)
    office.do("finding.open", finding=finding)
    done = office.do("finding.classify", finding=finding, pma_class=MINOR, reason="not met")
    assert [one.rule for one in done.irregular] == ["R48"]


def test_the_assessor_reclassifies_and_the_history_keeps_it(office: Office) -> None:
    case = office.case()
    finding = opened(office, case, finding_class=OBSERVATION)
    given = {"finding": finding, "reason": "read again"}
    assert office.refuse("finding.reclassify", **given, finding_class=OBSERVATION).field == "finding_class"
    office.do("finding.reclassify", **given, finding_class=MINOR)
    assert office.row(Finding, reference=finding).finding_class == MINOR
    assert all(fact.settled_on is not None for fact in office.rows(IrregularFact, reference=finding))
    assert any("was Observation and is now Minor: read again" in note.note for note in office.rows(CaseNote))
    done = office.do("finding.reclassify", **given, finding_class=OBSERVATION)
    assert [one.rule for one in done.irregular] == ["R02"]
    office.do("finding.reclassify", **given, finding_class=MAJOR)
    office.do("finding.respond", finding=finding, response=Response.ACCEPTED, responded_on=date(2026, 4, 20))
    refused = office.refuse("finding.reclassify", **given, finding_class=MINOR)
    assert (refused.rule, refused.field) == ("R57", "finding")


def test_an_open_observation_without_evidence_or_clause_becomes_no_minor(office: Office) -> None:
    case = office.case()
    for requirement, rule in ((None, "R02"), ("REQ-RAPP-2.1-5.2", "R48")):
        finding = office.finding(case, finding_class=OBSERVATION, requirement=requirement)
        office.do("finding.open", finding=finding)
        assert office.refuse("finding.reclassify", finding=finding, finding_class=MINOR, reason="so").rule == rule


# --- disputes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("deed", "to"), [("finding.uphold", "open"), ("finding.withdraw", "withdrawn")])
def test_a_major_dispute_is_settled_by_a_decision_on_exactly_this_finding(office: Office, deed: str, to: str) -> None:
    case, finding = disputed(office)
    given = {"finding": finding, "reason": "as decided"}
    assert office.refuse(deed, **given).rule == "R57"
    other = office.decide(office.finding(case), DAY)
    assert "not on this" in office.refuse(deed, **given, decision=other).sentence
    risk = office.decide(finding, DAY, asks=Asked.ADVISE_ACCEPTED_RISK)
    assert office.refuse(deed, **given, decision=risk).rule == "R30"
    stale = office.decide(finding, DAY)
    office.do("finding.classify", finding=finding, pma_class=MAJOR, reason="beside")
    assert "was changed since" in office.refuse(deed, **given, decision=stale).sentence
    decision = office.decide(finding, DAY)
    early = office.refuse(deed, **given, decision=decision, settled_on=date(2026, 11, 9))
    assert early.field == "settled_on"
    office.do(deed, **given, decision=decision)
    row = office.row(Finding, reference=finding)
    assert row.state == to
    assert row.settling_decision_id is not None
    assert office.row(FindingText, finding_id=row.id).state_reason == "as decided"


def test_a_minor_dispute_needs_a_reason_and_no_decision(office: Office) -> None:
    adopt(office, "finding_response", "20")
    _, finding = disputed(office, finding_class=MINOR)
    assert (
        office.refuse("finding.uphold", finding=finding, reason="it stands", settled_on=date(2026, 4, 1)).field
        == "settled_on"
    )
    office.do("finding.uphold", finding=finding, reason="it stands", settled_on=date(2026, 5, 1))
    assert state(office, finding) == FindingState.OPEN
    assert office.row(Finding, reference=finding).response_due == date(2026, 6, 2)


def test_a_late_response_is_kept_and_said(office: Office) -> None:
    case = office.case()
    finding = office.finding(case)
    office.evidence(case, finding)
    office.do("finding.open", finding=finding, put_on=date(2026, 4, 2), response_due=date(2026, 5, 1))
    done = office.do("finding.respond", finding=finding, response=Response.ACCEPTED, responded_on=date(2026, 5, 4))
    assert done.notes == (f"The response to {finding} came 3 days late.",)


# --- recurrence and escalation --------------------------------------------------------------------------------------


def closed(office: Office, case: str, **more: object) -> str:
    finding = office.in_remediation(case, **({"finding_class": MINOR} | more))
    proof = office.evidence(case, received_on=date(2026, 6, 20))
    office.do("finding.submit", finding=finding, reported_on=date(2026, 6, 20), evidence=(proof,))
    office.do("finding.close", finding=finding, closed_on=date(2026, 6, 25), verification="The log was read.")
    return finding


def test_a_recurrence_is_suggested_linked_and_warned_of(office: Office) -> None:
    earlier = closed(office, office.case())
    case = office.case()
    drafted = office.do(
        "finding.draft",
        case=case,
        title="One officer again",
        finding_class=MINOR,
        statement="One officer.",
        identified_on=date(2026, 9, 1),
        began_on=date(2026, 8, 1),
        requirement="REQ-RAPP-2.1-5.2",
    )
    assert any(f"{earlier}, closed on 25 June 2026" in note for note in drafted.notes)
    finding = str(drafted.reference)
    done = office.do("finding.link_recurrence", finding=finding, recurrence_of=earlier)
    assert any("Repetition weighs in what the PMA considers" in note for note in done.notes)
    at_once = office.finding(case, identified_on=date(2026, 9, 2), recurrence_of=earlier)
    assert office.row(Finding, reference=at_once).recurrence_of_id == office.row(Finding, reference=earlier).id


def test_what_is_no_recurrence(office: Office) -> None:
    case = office.case()
    earlier = closed(office, case)
    later = office.finding(case, identified_on=date(2026, 9, 1))
    for finding, of in ((later, later), (earlier, later), (office.finding(case), earlier)):
        office.refuse("finding.link_recurrence", finding=finding, recurrence_of=of)
    office.do("organisation.add", name="Kestrel Gas Transport", category=PartyCategory.GAS_NETWORK)
    elsewhere = office.finding(office.case("Kestrel Gas Transport"), identified_on=date(2026, 9, 1))
    refused = office.refuse("finding.link_recurrence", finding=elsewhere, recurrence_of=earlier)
    assert "about the same participant" in refused.sentence


def test_a_finding_is_escalated_into_a_breach_consideration(office: Office) -> None:
    case = office.case()
    finding = office.finding(case)
    breach = office.ref(
        "breach.open", case=case, title="One officer", trigger=BreachTrigger.ASSESSMENT, allegation="Twice."
    )
    given = {"finding": finding, "breach": breach, "reason": "It came back."}
    assert office.refuse("finding.escalate", **given).rule == "R67"
    assert office.refuse("breach.link_finding", finding=finding, breach=breach).rule == "R67", "by either door"
    office.evidence(case, finding)
    office.do("finding.open", finding=finding)
    office.do("finding.escalate", **given)
    assert office.count(BreachFinding) == 1
    assert office.count(BreachRequirement) == 1, "the requirement it cites comes along"
    assert "already" in office.refuse("finding.escalate", **given).sentence
    assert state(office, finding) == FindingState.OPEN, "the finding itself goes on"
    office.do("breach.discontinue", breach=breach, reason="nothing in it")
    office.refuse("finding.escalate", **given)


def test_what_the_pma_considered_takes_in_no_finding_by_the_other_door(office: Office) -> None:
    case = office.case()
    finding = office.open_finding(case)
    breach = breach_office.considered(office, case=case)
    before = office.count(BreachFinding)
    refused = office.refuse("finding.escalate", finding=finding, breach=breach, reason="It came back.")
    assert (refused.rule, refused.field) == ("R67", "breach")
    assert "what the PMA considered stands as it was" in refused.sentence
    assert office.count(BreachFinding) == before


# --- root causes ----------------------------------------------------------------------------------------------------


def test_root_causes_are_kept_and_withdrawn(office: Office) -> None:
    case = office.case()
    finding = office.finding(case)
    cause = office.ref("finding.add_root_cause", finding=finding, cause="Nobody was trained.")
    assert cause == f"{finding}/C1"
    office.do("finding.withdraw_root_cause", root_cause=cause, reason="It was not so.")
    assert office.row(RootCause, reference=cause).withdrawn_on is not None
    assert office.refuse("finding.withdraw_root_cause", root_cause=cause, reason="twice").field == "root_cause"
    office.do("finding.discard", finding=finding, reason="twice")
    assert office.refuse("finding.add_root_cause", finding=finding, cause="Another.").field == "finding"
    put_right = office.in_remediation(case)
    refused = office.refuse("finding.withdraw_root_cause", root_cause=f"{put_right}/C1", reason="no")
    assert (refused.rule, refused.field) == ("R57", "root_cause")


def test_a_root_cause_and_what_answered_it_are_withdrawn_on_one_day(office: Office) -> None:
    case = office.case()
    finding = office.answered(case)
    office.cap(case, finding)
    office.do("finding.withdraw_root_cause", root_cause=f"{finding}/C1", reason="It was not so.", withdrawn_on=DAY)
    assert office.row(RootCause, reference=f"{finding}/C1").withdrawn_on == DAY
    assert [one.withdrawn_on for one in office.rows(ActionCause)] == [DAY]
