"""Findings put right: due days, Corrective Action Plans, actions, submissions, closing by proof, reopening, risk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pma_assure.records.cases import Case, Finding
from pma_assure.records.corrective import Action, CapFinding, CorrectiveActionPlan, FindingExtension, Submission
from pma_assure.records.papers import Evidence
from pma_assure.rules.vocabulary import (
    ActionKind,
    ActionState,
    Asked,
    CapState,
    CompletionResult,
    FindingClass,
    FindingState,
    Impact,
    PartyCategory,
    Response,
)
from pma_assure.views import cases, lists
from pma_assure.workflows.caps import ActionGiven
from tests.workflows.desk import PARTICIPANT, READER, Office

DAY = date(2026, 11, 10)
DUE = date(2026, 6, 30)
MINOR = FindingClass.MINOR


def submitted(office: Office, **more: Any) -> tuple[str, str, dict[str, Any]]:
    """(case, finding, what closes it): reported done on 29 June with evidence."""
    case = office.case()
    finding = office.in_remediation(case, **more)
    proof = office.evidence(case, received_on=date(2026, 6, 29))
    office.do("finding.submit", finding=finding, reported_on=date(2026, 6, 29), evidence=(proof,))
    return case, finding, {"finding": finding, "closed_on": date(2026, 7, 10), "verification": "The log was read."}


def row(office: Office, finding: str) -> Finding:
    return office.row(Finding, reference=finding)


# --- due days -------------------------------------------------------------------------------------------------------


def test_the_first_due_day_is_set_once(office: Office) -> None:
    finding = office.answered(office.case())
    assert office.refuse("finding.set_due", finding=finding).field == "due"
    done = office.do("finding.set_due", finding=finding, impact_level=Impact.MEDIUM)
    assert any("stays undated" in note for note in done.notes)
    office.do("finding.set_due", finding=finding, due=DUE)
    refused = office.refuse("finding.set_due", finding=finding, due=date(2026, 7, 31))
    assert "first due on 30 June 2026; that day is kept for ever" in refused.sentence
    office.sound()


def test_an_extension_keeps_both_days_and_a_late_one_cures_from_its_day(office: Office) -> None:
    finding = office.answered(office.case(), finding_class=MINOR)
    given: dict[str, Any] = {"finding": finding, "reason": "The rack came late."}
    assert "set one first" in office.refuse("finding.extend", **given, to_due=DAY).sentence
    office.do("finding.set_due", finding=finding, due=DUE)
    assert office.refuse("finding.extend", **given, to_due=DUE).field == "to_due"
    done = office.do("finding.extend", **given, to_due=date(2026, 8, 1), decided_on=date(2026, 7, 5))
    assert done.notes == (
        f"{finding} was 5 days overdue before this extension; that stays in its history.",
        f"{finding} is due on 1 August 2026, a weekend; the date is not moved.",
    )
    early = office.refuse("finding.extend", **given, to_due=DAY, decided_on=date(2026, 7, 1))
    assert early.field == "decided_on"
    kept = row(office, finding)
    assert (kept.baseline_due, kept.current_due) == (DUE, date(2026, 8, 1))
    (extension,) = office.rows(FindingExtension)
    assert (extension.from_due, extension.to_due, extension.reason) == (DUE, date(2026, 8, 1), "The rack came late.")
    office.sound()


def test_a_major_is_extended_by_a_decision_on_it(office: Office) -> None:
    case = office.case()
    finding = office.answered(case)
    office.do("finding.set_due", finding=finding, due=DUE)
    given: dict[str, Any] = {"finding": finding, "to_due": date(2026, 12, 31), "reason": "as decided"}
    assert office.refuse("finding.extend", **given).rule == "R57"
    asked_else = office.decide(finding, DAY)
    assert office.refuse("finding.extend", **given, decision=asked_else).rule == "R30"
    elsewhere = office.decide(None, DAY)
    assert office.refuse("finding.extend", **given, decision=elsewhere).rule == "R30"
    decision = office.decide(finding, DAY, asks=Asked.OTHER)
    before = office.refuse("finding.extend", **given, decision=decision, decided_on=date(2026, 11, 9))
    assert before.field == "decided_on"
    office.do("finding.extend", **given, decision=decision)
    assert office.rows(FindingExtension)[0].decided_on == DAY


def test_what_is_reported_done_is_not_extended(office: Office) -> None:
    _, finding, _ = submitted(office, finding_class=MINOR)
    assert "reported done" in office.refuse("finding.extend", finding=finding, to_due=DAY, reason="no").sentence


# --- Corrective Action Plans ----------------------------------------------------------------------------------------


def draft(office: Office, case: str, finding: str, *actions: ActionGiven) -> str:
    return office.ref("cap.draft", case=case, title="Two officers", findings=(finding,), actions=actions)


def test_a_plan_is_accepted_when_nothing_is_missing_and_names_what_is(office: Office) -> None:
    case = office.case()
    finding = office.answered(case, finding_class=MINOR)
    office.do("finding.add_root_cause", finding=finding, cause="Nobody looked.")
    plan = draft(office, case, finding, ActionGiven(title="Train", kind=ActionKind.PREVENT, root_cause=f"{finding}/C1"))
    done = office.do("cap.submit", cap=plan, submitted_on=date(2026, 5, 4))
    assert f"{plan}: root cause {finding}/C2 has no action." in done.notes
    refused = office.refuse("cap.accept", cap=plan)
    assert refused.rule == "R57"
    assert f"root cause {finding}/C2 has no action; {plan}/A1 has no owner and no date and no criterion" in (
        refused.sentence
    )
    assert "Return the plan, add what it lacks" in refused.sentence
    actions = cases.page(office.register, DAY, case).actions
    assert [one.deed for one in actions if one.primary] == ["cap.return_plan"], "what would be refused does not lead"
    assert "cap.accept" not in {one.deed for one in actions}
    assert office.refuse("cap.edit", cap=plan, title="Other").field == "cap"
    assert office.refuse("cap.add_action", cap=plan, title="Look", kind=ActionKind.DETECT).field == "cap"
    office.do("cap.return_plan", cap=plan, reason="Two things are missing.")
    whole = {"owner": "Head of Registration", "due": DUE, "criterion": "Two officers each time."}
    office.do("cap.edit_action", action=f"{plan}/A1", **whole)
    causes = (f"{finding}/C2",)
    office.do("cap.add_action", cap=plan, title="Look", kind=ActionKind.DETECT, root_causes=causes, **whole)
    office.do("cap.submit", cap=plan, submitted_on=date(2026, 5, 11))
    actions = cases.page(office.register, DAY, case).actions
    assert [one.deed for one in actions if one.primary] == ["cap.accept"]
    early = office.refuse("cap.accept", cap=plan, accepted_on=date(2026, 5, 10))
    assert early.field == "accepted_on"
    office.do("cap.accept", cap=plan, accepted_on=date(2026, 5, 12))
    kept = row(office, finding)
    assert (kept.state, kept.baseline_due, kept.current_due) == (FindingState.IN_REMEDIATION, DUE, DUE)


def test_a_plan_answers_findings_of_its_case_that_still_run(office: Office) -> None:
    case, other = office.case(), office.case(title="Another matter")
    finding = office.answered(case)
    assert office.refuse("cap.draft", case=case, title="None", findings=()).field == "findings"
    elsewhere = office.refuse("cap.draft", case=other, title="Other", findings=(finding,))
    assert "another case" in elsewhere.sentence
    assert "Draft" in office.refuse("cap.draft", case=case, title="Early", findings=(office.finding(case),)).sentence
    plan = draft(office, case, finding)
    second = office.answered(case)
    stranger = office.refuse(
        "cap.add_action", cap=plan, title="Look", kind=ActionKind.DETECT, root_causes=(f"{second}/C1",)
    )
    assert stranger.field == "root_causes"
    office.do("cap.edit", cap=plan, title="Both", findings=(finding, second))
    assert office.count(CapFinding) == 2
    office.refuse("cap.edit", cap=plan, title="Late", version=1)


def test_a_plan_for_a_disputed_finding_waits(office: Office) -> None:
    case = office.case()
    finding = office.finding(case, finding_class=MINOR)
    office.evidence(case, finding)
    office.do("finding.open", finding=finding)
    office.do("finding.respond", finding=finding, response=Response.DISPUTED, responded_on=date(2026, 4, 20))
    office.do("finding.add_root_cause", finding=finding, cause="Nobody else.")
    plan, _ = office.cap(case, finding)
    office.refuse("cap.accept", cap=plan)
    assert row(office, finding).state == FindingState.DISPUTED


def test_a_new_plan_supersedes_the_old_one_if_it_leaves_nothing_out(office: Office) -> None:
    case = office.case()
    first, second = (office.answered(case, finding_class=MINOR) for _ in range(2))
    old, action = office.cap(case, first)
    office.do("cap.return_plan", cap=old, reason="both")
    office.do("cap.edit", cap=old, findings=(first, second))
    office.do("cap.edit_action", action=action, root_causes=(f"{first}/C1", f"{second}/C1"))
    office.do("cap.submit", cap=old, submitted_on=date(2026, 5, 5))
    office.do("cap.accept", cap=old)
    new, _ = office.cap(case, first, due=date(2026, 8, 31))
    refused = office.refuse("cap.accept", cap=new)
    assert f"{old}, accepted before, also answers {second}" in refused.sentence
    office.do("cap.return_plan", cap=new, reason="both")
    office.do("cap.edit", cap=new, findings=(first, second))
    office.do("cap.edit_action", action=f"{new}/A1", root_causes=(f"{first}/C1", f"{second}/C1"))
    office.do("cap.submit", cap=new, submitted_on=date(2026, 6, 5))
    done = office.do("cap.accept", cap=new)
    assert f"{old} is superseded by {new}." in done.notes
    assert any("the finding's day stands until it is extended" in note for note in done.notes)
    assert office.row(CorrectiveActionPlan, reference=old).state == CapState.SUPERSEDED
    assert row(office, first).current_due == DUE
    for deed in ("action.start", "action.cancel"):
        reason = {"reason": "old"} if deed == "action.cancel" else {}
        assert office.refuse(deed, action=action, **reason).field == "action"


# --- actions --------------------------------------------------------------------------------------------------------


def test_an_action_is_verified_by_proof_and_by_another_than_its_owner(office: Office) -> None:
    case = office.case()
    plan, action = office.cap(case, office.answered(case), owner="Head of Registration, R. Sharma")
    assert "not accepted" in office.refuse("action.start", action=action).sentence
    office.do("cap.accept", cap=plan)
    office.do("action.report_done", action=action, reported_on=date(2026, 6, 20))
    given: dict[str, Any] = {"action": action, "verified_on": date(2026, 6, 25)}
    owned = office.refuse("action.verify", **given)
    assert (owned.rule, owned.field) == ("R57", "verified_by")
    assert "R. Sharma is its owner in the plan" in owned.sentence
    reader = office.refuse("action.verify", **given, verified_by=READER)
    assert "holds no capacity" in reader.sentence
    by = {"verified_by": "C. Vale"}
    assert office.refuse("action.verify", **given, **by).field == "evidence"
    late = office.evidence(case, received_on=date(2026, 6, 26))
    assert office.refuse("action.verify", **given, **by, evidence=(late,)).field == "evidence"
    assert office.refuse("action.verify", action=action, verified_on=date(2026, 6, 19), **by).field == "verified_on"
    office.do("action.reject", action=action, reason="One officer.")
    assert office.row(Action, reference=action).reported_on is None
    proof = office.evidence(case, action, received_on=date(2026, 6, 25))
    office.do("action.report_done", action=action, reported_on=date(2026, 6, 25))
    office.do("action.verify", **given, **by)
    assert office.row(Action, reference=action).state == ActionState.VERIFIED
    office.sound()
    done = office.do("evidence.withdraw", evidence=proof, reason="not theirs")
    assert [one.rule for one in done.irregular] == ["R57"]
    office.sound()


# --- closed by proof ------------------------------------------------------------------------------------------------


def test_a_major_is_closed_when_it_is_effective_and_not_by_its_owner(office: Office) -> None:
    _, finding, given = submitted(office)
    bare = office.refuse("finding.close", **given)
    assert bare.rule == "R57"
    assert "effective, not only implemented" in bare.sentence
    whole = given | {"effectiveness": "Nobody was alone in ten weeks."}
    office.do("person.add", name="T. Reed", employer=PARTICIPANT, first_day=date(2025, 1, 1))
    owner = office.refuse("finding.close", **whole, verified_by="T. Reed")
    assert (owner.field, owner.rule) == ("verified_by", "R57")
    assert f"works for {PARTICIPANT}" in owner.sentence
    early = office.refuse("finding.close", **(whole | {"closed_on": date(2026, 6, 28)}))
    assert early.field == "closed_on"
    office.do("finding.close", **whole)
    kept = row(office, finding)
    assert (kept.state, kept.closed_on) == (FindingState.CLOSED, date(2026, 7, 10))
    (submission,) = office.rows(Submission)
    assert submission.result == CompletionResult.ACCEPTED
    assert submission.verification == "The log was read.\n\nEffective: Nobody was alone in ten weeks."
    office.sound()


def test_a_closing_names_every_open_action_and_missing_proof(office: Office) -> None:
    case = office.case()
    finding = office.answered(case, finding_class=MINOR)
    plan, action = office.cap(case, finding)
    office.do("cap.accept", cap=plan)
    done = office.do("finding.submit", finding=finding, reported_on=date(2026, 6, 20))
    assert [one.rule for one in done.irregular] == ["R48"]
    given: dict[str, Any] = {"finding": finding, "closed_on": date(2026, 7, 10), "verification": "Seen."}
    refused = office.refuse("finding.close", **given)
    assert f"{action} is neither verified nor cancelled; no evidence is named" in refused.sentence
    office.do("action.cancel", action=action, reason="Done otherwise.")
    late = office.evidence(case, received_on=date(2026, 7, 11))
    assert "no evidence is named" in office.refuse("finding.close", **given, evidence=(late,)).sentence
    office.do("finding.close", **given, evidence=(office.evidence(case, received_on=date(2026, 7, 1)),))
    office.sound()


def test_a_root_cause_found_after_the_plan_was_accepted_needs_its_action(office: Office) -> None:
    _, finding, given = submitted(office, finding_class=MINOR)
    cause = office.ref("finding.add_root_cause", finding=finding, cause="The script allows one card.")
    refused = office.refuse("finding.close", **given)
    assert (refused.rule, refused.sentence) == (
        "R57",
        f"{finding} cannot be closed: the root cause {cause} has no action.",
    )
    office.do("finding.withdraw_root_cause", root_cause=cause, reason="The script asks for two.")
    office.do("finding.close", **given)
    office.sound()


def test_a_closing_that_loses_its_proof_is_marked(office: Office) -> None:
    case, _, given = submitted(office, finding_class=MINOR)
    office.do("finding.close", **given)
    case_id = office.row(Case, reference=case).id
    held = office.rows(Evidence, case_id=case_id, received_on=date(2026, 6, 29))
    (proof,) = [one.reference for one in held]
    done = office.do("evidence.withdraw", evidence=proof, reason="It was of another desk.")
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R57", "76")]
    office.sound()


def test_a_rejection_resumes_the_clock(office: Office) -> None:
    _, finding, _ = submitted(office, finding_class=MINOR)
    early = office.refuse("finding.reject", finding=finding, rejected_on=date(2026, 6, 28), reason="no")
    assert early.field == "rejected_on"
    done = office.do("finding.reject", finding=finding, rejected_on=date(2026, 7, 6), reason="One officer.")
    assert done.notes == (f"The clock of {finding} resumes from 30 June 2026.",)
    again = office.refuse("finding.submit", finding=finding, reported_on=date(2026, 7, 1))
    assert again.field == "reported_on"


def test_what_is_reopened_keeps_its_old_closure_and_its_first_day(office: Office) -> None:
    _, finding, given = submitted(office, finding_class=MINOR)
    assert "reopen" not in office.refuse("finding.begin_remediation", finding=finding).sentence.lower()
    office.do("finding.close", **given)
    early = office.refuse("finding.reopen", finding=finding, reason="again", reopened_on=date(2026, 7, 9))
    assert early.field == "reopened_on"
    office.do("finding.reopen", finding=finding, reason="again", reopened_on=date(2026, 9, 1), due=date(2026, 10, 30))
    kept = row(office, finding)
    assert (kept.state, kept.closed_on, kept.reopened_on) == (FindingState.REOPENED, None, date(2026, 9, 1))
    assert (kept.baseline_due, kept.current_due) == (DUE, date(2026, 10, 30))
    (submission,) = office.rows(Submission)
    assert (submission.result, submission.decided_on) == (CompletionResult.ACCEPTED, date(2026, 7, 10))
    office.do("finding.begin_remediation", finding=finding)
    assert row(office, finding).state == FindingState.IN_REMEDIATION
    office.sound()


def test_remediation_begins_under_a_plan(office: Office) -> None:
    finding = office.answered(office.case())
    assert office.refuse("finding.begin_remediation", finding=finding).rule == "R57"


def test_a_finding_that_the_panels_plan_answers_is_taken_up_under_it(approved: tuple[Office, dict[str, str]]) -> None:
    office, notes = approved
    (finding,) = office.rows(Finding)
    office.do("finding.begin_remediation", finding=finding.reference)
    assert row(office, finding.reference).state == FindingState.IN_REMEDIATION
    assert notes["plan"]


# --- accepted risk --------------------------------------------------------------------------------------------------


def test_a_risk_is_advised_on_by_decision_until_a_day(office: Office) -> None:
    finding = office.answered(office.case())
    given: dict[str, Any] = {"finding": finding, "risk_until": date(2027, 6, 30), "reason": "small"}
    settle = office.decide(finding, DAY)
    assert office.refuse("finding.advise_accepted_risk", **given, decision=settle).rule == "R30"
    decision = office.decide(finding, DAY, asks=Asked.ADVISE_ACCEPTED_RISK)
    past = office.refuse("finding.advise_accepted_risk", **(given | {"risk_until": DAY}), decision=decision)
    assert past.field == "risk_until"
    office.do("finding.advise_accepted_risk", **given, decision=decision)
    kept = row(office, finding)
    assert (kept.state, kept.risk_until) == (FindingState.ACCEPTED_RISK, date(2027, 6, 30))
    office.do("finding.reopen", finding=finding, reason="The risk has changed.")
    assert row(office, finding).risk_until is None


def test_an_accepted_risk_is_listed_with_its_own_day(office: Office) -> None:
    """Past the day by which it was to be put right, it was listed as overdue although nobody owed that any more."""
    case = office.case()
    finding, other = office.answered(case), office.answered(case)
    for one, due in ((finding, DAY), (other, DAY + timedelta(days=60))):
        office.force(Finding, row(office, one).id, baseline_due=due, current_due=due)
    decision = office.decide(finding, DAY, asks=Asked.ADVISE_ACCEPTED_RISK)
    until, today = DAY + timedelta(days=100), DAY + timedelta(days=30)

    def listed() -> dict[str, dict[str, object]]:
        return {str(item["reference"]): item for item in lists.items(office.register, today, "findings")}

    assert listed()[finding]["days_overdue"] == 30
    office.do("finding.advise_accepted_risk", finding=finding, risk_until=until, reason="small", decision=decision)
    item = listed()[finding]
    assert (item["due"], item["days_overdue"], item["due_state"]) == (until.isoformat(), 0, "due")
    assert item["baseline_due"] == DAY.isoformat(), "the obligation stands"
    in_order = lists.ids(office.register, today, "findings", words="", sort="due", descending=False)
    assert in_order == [row(office, one).id.hex for one in (other, finding)]


def test_an_affiliate_of_the_participant_verifies_nothing(office: Office) -> None:
    _, _, given = submitted(office, finding_class=MINOR)
    office.do("organisation.add", name="Wren Valley Metering", category=PartyCategory.CONTRACTOR)
    for name in (PARTICIPANT, "Wren Valley Metering"):
        office.do("organisation.affiliate", organisation=name, group="Wren Valley", first_day=date(2020, 1, 1))
    office.do("person.add", name="P. Nowak", employer="Wren Valley Metering", first_day=date(2025, 1, 1))
    refused = office.refuse("finding.close", **given, verified_by="P. Nowak")
    assert f"affiliated to {PARTICIPANT}" in refused.sentence


@pytest.mark.parametrize("deed", ["finding.set_due", "finding.extend"])
def test_nothing_is_due_on_what_has_ended(office: Office, deed: str) -> None:
    finding = office.finding(office.case())
    office.do("finding.discard", finding=finding, reason="twice")
    given = {"due": DUE} if deed == "finding.set_due" else {"to_due": DUE, "reason": "no"}
    assert office.refuse(deed, finding=finding, **given).field == "finding"
