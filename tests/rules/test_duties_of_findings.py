"""What findings, Corrective Action Plans and actions owe, state by state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pma_assure.rules.duties import Decided, Folder, Listed
from pma_assure.rules.duties_of_findings import (
    ActionDuty,
    CapDuty,
    FindingDuty,
    of_action,
    of_cap,
    of_finding,
)
from pma_assure.rules.vocabulary import ActionState, CapState, FindingClass, FindingState, PlanState
from pma_assure.values.duties import Duty
from pma_assure.workflows.every import DEEDS

DAY = date(2026, 7, 6)
SINCE = date(2026, 6, 26)
DUE = date(2026, 6, 30)
WHO = "Halden Power"
FOLDER = Folder(case="CASE-2026-0001", organisation=WHO)
FINDING = FindingDuty(
    reference="FIND-2026-0001",
    title="One officer",
    folder=FOLDER,
    state=FindingState.DRAFT,
    since=SINCE,
    weight=FindingClass.MAJOR,
)
DATED = replace(FINDING, due=DUE, days_overdue=6, response_due=date(2026, 7, 1))
DECIDED = Decided(reference="DEC-2026-0001", on=date(2026, 7, 1), changed=False)
Owed = tuple[str, str, "date | int", int, str, "str | None"]
"""(who, how what is owed begins, due day or elapsed days, days overdue, rule, deed)"""


def said(duties: tuple[Duty, ...]) -> list[tuple[str, str, object, int, str, str | None]]:
    for one in duties:
        assert one.paragraph
        assert one.deed is None or one.deed in DEEDS
    return [
        (one.who, one.what, one.elapsed_days if one.due is None else one.due, one.days_overdue, one.rule, one.deed)
        for one in duties
    ]


def matches(duties: tuple[Duty, ...], wanted: list[Owed]) -> None:
    found = said(duties)
    assert len(found) == len(wanted), found
    for one, (who, what, when, late, rule, deed) in zip(found, wanted, strict=True):
        assert one[1].startswith(what), one
        assert (one[0], *one[2:]) == (who, when, late, rule, deed)


SUBMIT = "Submit a Corrective Action Plan"
STATES: dict[FindingState, tuple[list[Owed], list[Owed]]] = {
    FindingState.DRAFT: ([("The assessor", "Open or discard", 10, 0, "R48", "finding.open")],) * 2,
    FindingState.OPEN: (
        [(WHO, "Respond to the finding", 10, 0, "R48", "finding.respond")],
        [(WHO, "Respond to the finding", date(2026, 7, 1), 5, "R48", "finding.respond")],
    ),
    FindingState.DISPUTED: ([("The PMA", "Settle the dispute", 10, 0, "R57", "item.list")],) * 2,
    FindingState.ACCEPTED: ([(WHO, SUBMIT, 10, 0, "R57", "cap.draft")], [(WHO, SUBMIT, DUE, 6, "R57", "cap.draft")]),
    FindingState.REOPENED: ([(WHO, SUBMIT, 10, 0, "R57", "cap.draft")], [(WHO, SUBMIT, DUE, 6, "R57", "cap.draft")]),
    FindingState.IN_REMEDIATION: (
        [(WHO, "Put “One officer” right", 10, 0, "R57", "finding.submit")],
        [(WHO, "Put “One officer” right", DUE, 6, "R57", "finding.submit")],
    ),
    FindingState.SUBMITTED: ([("The PKI Specialist", "Verify that", 10, 0, "R57", "finding.close")],) * 2,
}


@pytest.mark.parametrize("state", FindingState)
def test_a_finding_owes_by_its_state_with_a_day_and_without(state: FindingState) -> None:
    undated, dated = STATES.get(state, ([], []))
    matches(of_finding(replace(FINDING, state=state), DAY), undated)
    matches(of_finding(replace(DATED, state=state), DAY), dated)


def test_a_dispute_on_a_minor_needs_no_meeting_and_a_decided_one_is_settled() -> None:
    disputed = replace(FINDING, state=FindingState.DISPUTED)
    matches(
        of_finding(replace(disputed, weight=FindingClass.MINOR), DAY),
        [("The PMA", "Settle the dispute", 10, 0, "R57", "finding.uphold")],
    )
    (decided,) = of_finding(replace(disputed, decided=DECIDED), DAY)
    assert (decided.who, decided.deed, decided.detail) == (
        "The PKI Specialist",
        "finding.uphold",
        "decided by DEC-2026-0001 on 1 July 2026",
    )
    listed = Listed(item="MTG-2026-0001/1", day=date(2026, 7, 14), quorate=False)
    (waiting,) = of_finding(replace(disputed, decided=replace(DECIDED, changed=True), listed=listed), DAY)
    assert waiting.deed == "decision.record"
    assert waiting.blocked_by == ("MTG-2026-0001/1 is forecast to be inquorate",)
    assert "changed since DEC-2026-0001" in waiting.detail


@pytest.mark.parametrize(
    ("state", "owed"),
    [(CapState.DRAFT, "cap.submit"), (CapState.SUBMITTED, None), (CapState.RETURNED, None)],
)
def test_a_plan_that_is_there_is_not_owed_again(state: CapState, owed: str | None) -> None:
    accepted = replace(FINDING, state=FindingState.ACCEPTED, plan=("CAP-2026-0001", state))
    assert [one.deed for one in of_finding(accepted, DAY)] == ([] if owed is None else [owed])


def test_a_reopened_finding_with_a_plan_takes_remediation_up() -> None:
    reopened = replace(FINDING, state=FindingState.REOPENED, plan=("CAP-2026-0001", CapState.ACCEPTED))
    matches(of_finding(reopened, DAY), [(WHO, "Take up remediation", 10, 0, "R57", "finding.begin_remediation")])


def test_what_the_panels_plan_puts_right_owes_no_corrective_action_plan() -> None:
    accepted = replace(DATED, state=FindingState.ACCEPTED, panel_plan=PlanState.APPROVED)
    assert of_finding(accepted, DAY) == ()
    (owed,) = of_finding(replace(accepted, panel_plan=PlanState.CLOSED), DAY)
    assert owed.deed == "finding.begin_remediation"


def test_an_accepted_risk_expires() -> None:
    risk = replace(FINDING, state=FindingState.ACCEPTED_RISK, risk_until=DUE)
    matches(of_finding(risk, DAY), [("The PMA", "Look again at the accepted risk", DUE, 6, "R71", "finding.reopen")])


def test_a_recurrence_is_weighed_until_a_plan_is_accepted_or_it_is_escalated() -> None:
    repeated = replace(FINDING, state=FindingState.OPEN, repeats="FIND-2024-0003")
    (_, weigh) = of_finding(repeated, DAY)
    assert (weigh.who, weigh.deed, weigh.rule) == ("The PMA", "finding.escalate", "R67")
    assert "is a recurrence of FIND-2024-0003" in weigh.what
    assert len(of_finding(replace(repeated, escalated=True), DAY)) == 1
    assert len(of_finding(replace(repeated, state=FindingState.IN_REMEDIATION), DAY)) == 1


CAP = CapDuty(reference="CAP-2026-0001", title="Two officers", folder=FOLDER, state=CapState.SUBMITTED, since=SINCE)
CAPS: dict[CapState, list[Owed]] = {
    CapState.SUBMITTED: [("The PMA", "Accept or return", 10, 0, "R57", "cap.accept")],
    CapState.RETURNED: [(WHO, "Submit the Corrective Action Plan", 10, 0, "R57", "cap.submit")],
}


@pytest.mark.parametrize("state", CapState)
def test_a_plan_owes_by_its_state(state: CapState) -> None:
    matches(of_cap(replace(CAP, state=state), DAY), CAPS.get(state, []))


def test_a_plan_that_lacks_something_is_owed_its_return_alone() -> None:
    (owed,) = of_cap(replace(CAP, lacks=("FIND-2026-0001 has no root cause",)), DAY)
    assert (owed.who, owed.deed) == ("The PMA", "cap.return_plan")
    assert owed.detail == "it cannot be accepted: FIND-2026-0001 has no root cause"


def test_an_action_is_owed_and_then_its_verification() -> None:
    action = ActionDuty(
        reference="CAP-2026-0001/A1",
        title="Train",
        folder=FOLDER,
        state=ActionState.UNDER_WAY,
        owner="T. Reed",
        due=DUE,
        since=SINCE,
        reported_on=None,
    )
    matches(of_action(action, DAY), [(WHO, "Do the action", DUE, 6, "R57", "action.report_done")])
    done = replace(action, state=ActionState.REPORTED_DONE, reported_on=date(2026, 7, 1))
    matches(of_action(done, DAY), [("The PKI Specialist", "Verify the action", 5, 0, "R57", "action.verify")])
    assert of_action(replace(action, due=None), DAY) == ()
