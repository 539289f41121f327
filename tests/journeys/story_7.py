"""Scenario 7 of domain.md: a plan returned, approved, extended late, failing (R69 to R71; 5.5, 5.6, 6.4)."""

from __future__ import annotations

from tests.journeys.halden_plan import MODULE_CRITERION, milestones, parts
from tests.journeys.roster import MEMBERS, VOTING_ON_HALDEN
from tests.journeys.story import Expect, Item, Json, Step, Story, meeting

HALDEN = "Halden Power"
REQUIREMENTS = ("REQ-RAPP-2.1-5.2", "REQ-RAPP-2.1-6.1", "REQ-RAPP-2.1-7.4")
ASSESSOR = "M. Okafor"


def _case() -> Story:
    """The finding, its evidence, and the Panel's requirement of a plan by 30 June."""
    return (
        Step(
            day="2026-05-18",
            deed="case.open",
            given={"title": "Halden Power: one officer on the desk", "organisation": HALDEN},
            keep="case",
        ),
        Step(
            day="2026-05-18",
            deed="finding.draft",
            given={
                "case": "$case",
                "title": "Requests approved by one officer alone",
                "finding_class": "major",
                "statement": "On nineteen days both approvals carry the number of one card.",
                "identified_on": "2026-05-14",
                "began_on": "2026-03-02",
                "requirement": REQUIREMENTS[0],
            },
            keep="finding",
        ),
        Step(
            day="2026-05-18",
            deed="evidence.add",
            given={
                "case": "$case",
                "title": "Approval log",
                "source": HALDEN,
                "received_on": "2026-05-15",
                "file": {"name": "approvals.csv", "text": "request,first,second\nCSR-1,ARO-3,ARO-3\n"},
                "supports": ["$finding"],
            },
        ),
        Step(day="2026-05-18", deed="finding.open", given={"finding": "$finding"}),
        Step(
            day="2026-05-22",
            deed="finding.respond",
            given={"finding": "$finding", "response": "accepted", "responded_on": "2026-05-22"},
        ),
        Step(
            day="2026-05-29",
            deed="plan.require",
            given={
                "case": "$case",
                "title": "Remediation plan of Halden Power",
                "decided_on": "2026-05-28",
                "source": "Minutes of the SEC Panel, item 7",
                "words_given": "The Panel requires a plan by 30 June 2026.",
                "submit_by": "2026-06-30",
                "requirements": list(REQUIREMENTS),
                "findings": ["$finding"],
            },
            keep="plan",
        ),
        Expect(day="2026-05-29", what="plan", of="$plan", seen={"state": "required", "submit_by": "2026-06-30"}),
    )


def _submit(version: int, day: str) -> Story:
    return (
        Step(
            day=day,
            deed="plan.draft_version",
            given={
                "plan": "$plan",
                "title": "Remediation plan",
                "parts": parts(),
                "milestones": milestones(version),
            },
            says=("Milestone 2 is due on a Saturday",),
        ),
        Step(day=day, deed="plan.submit", given={"plan": "$plan", "version": version, "submitted_on": day}),
        Expect(day=day, what="plan", of="$plan", seen={"state": "submitted", "submitted_version": version}),
    )


def _answers(version: int) -> list[Json]:
    criterion: Json = {
        "requirement": REQUIREMENTS[0],
        "answer": "does_not_meet" if version == 1 else "meets",
        "reason": "No acceptance criterion for the HSM action." if version == 1 else "Every action has a criterion.",
    }
    others: list[Json] = [
        {"requirement": one, "answer": "meets", "reason": "The action meets it."} for one in REQUIREMENTS[1:]
    ]
    return [criterion, *others]


def advise(
    name: str,
    *,
    version: int,
    decided: str,
    issued: str,
    view: str,
    about: dict[str, Json] | None = None,
    title: str = "Advice on the remediation plan",
) -> Story:
    """Draft advice, decide on it at a meeting on ``decided``, issue it on ``issued``."""
    given: dict[str, Json] = {
        "plan": "$plan",
        "version": version,
        "title": title,
        "view": view,
        "recommendation": "The Panel is recommended to follow this advice.",
        "reasons": "The reasons are in the paper of the meeting.",
        **(about or {}),
    }
    return (
        Step(day=decided, deed="advice.draft", given=given, keep=name),
        *meeting(
            decided,
            f"meeting on {name}",
            Item(
                title=title,
                subject=f"${name}",
                motion="That the PMA advise the Panel as drafted.",
                keep=f"decision on {name}",
                against=("H. Boyd",),
                excused=("A. Whitcombe",),
                voting=VOTING_ON_HALDEN,
            ),
            present=MEMBERS,
        ),
        Step(
            day=issued,
            deed="advice.issue",
            given={"advice": f"${name}", "decision": f"$decision on {name}", "issued_on": issued},
        ),
        Expect(
            day=issued,
            what="decision",
            of=f"$decision on {name}",
            seen={"state": "recorded", "quorate": True, "quorum_count": 6, "result": "carried"},
        ),
    )


def _twice_advised() -> Story:
    """v1 on 29 June, advised not to meet on 14 July, returned; v2 on 24 July, advised to meet, approved 20 August."""
    return (
        *_submit(1, "2026-06-29"),
        Step(
            day="2026-07-10",
            deed="plan.answer",
            given={"plan": "$plan", "version": 1, "answers": _answers(1)},
        ),
        *advise("advice1", version=1, decided="2026-07-14", issued="2026-07-14", view="does_not_meet"),
        Expect(
            day="2026-07-14",
            what="advice",
            of="$advice1",
            seen={"state": "issued", "view": "does_not_meet", "smki_matters_only": True},
        ),
        Step(
            day="2026-07-16",
            deed="plan.record_return",
            given={
                "plan": "$plan",
                "decided_on": "2026-07-16",
                "resubmit_by": "2026-07-31",
                "source": "Minutes of the SEC Panel, item 3",
                "words_given": "Returned, for the reason the PMA gave.",
            },
        ),
        Expect(day="2026-07-16", what="plan", of="$plan", seen={"state": "returned", "resubmit_by": "2026-07-31"}),
        *_submit(2, "2026-07-24"),
        Expect(
            day="2026-07-24",
            what="comparison",
            of="$plan",
            seen={"versions": [1, 2], "added": [MODULE_CRITERION], "removed": []},
        ),
        Step(
            day="2026-08-07",
            deed="plan.answer",
            given={"plan": "$plan", "version": 2, "answers": _answers(2)},
        ),
        *advise("advice2", version=2, decided="2026-08-11", issued="2026-08-11", view="meets"),
        Expect(
            day="2026-08-11",
            what="advice",
            of="$advice2",
            seen={"state": "issued", "view": "meets", "smki_matters_only": True},
        ),
        Step(
            day="2026-08-20",
            deed="plan.record_approval",
            given={
                "plan": "$plan",
                "decided_on": "2026-08-20",
                "source": "Minutes of the SEC Panel, item 5",
                "words_given": "Approved as advised.",
            },
            says=("Milestone 2 is due on a Saturday; the date is not moved.",),
        ),
        Expect(
            day="2026-08-20",
            what="plan",
            of="$plan",
            seen={
                "state": "approved",
                "approved_version": 2,
                "versions": [
                    {"number": 1, "submitted_on": "2026-06-29", "advised": "does_not_meet", "panel": "plan_returned"},
                    {"number": 2, "submitted_on": "2026-07-24", "advised": "meets", "panel": "plan_approved"},
                ],
            },
        ),
    )


APPROVED: Story = (*_case(), *_twice_advised())
"""Step 1 of the scenario: version 2 of the plan is approved."""


def _milestone(day: str, number: int, **seen: Json) -> Expect:
    return Expect(day=day, what="milestone", of=f"$plan/M{number}", seen=seen)


def _evidence(day: str, name: str, text: str) -> Step:
    return Step(
        day=day,
        deed="evidence.add",
        given={
            "case": "$case",
            "title": f"Evidence for {name}",
            "source": HALDEN,
            "received_on": day,
            "file": {"name": f"{name}.txt", "text": text},
        },
        keep=name,
    )


MILESTONES: Story = (
    _milestone("2026-08-20", 1, baseline_due="2026-09-30", weekend=False),
    _milestone("2026-08-20", 2, baseline_due="2026-10-31", current_due="2026-10-31", weekend=True),
    _milestone("2026-08-20", 3, baseline_due="2026-12-15", state="not_started"),
    _evidence("2026-09-28", "cards", "One card for each officer; fourteen signatures."),
    Step(
        day="2026-09-28",
        deed="milestone.report_complete",
        given={"milestone": "$plan/M1", "reported_on": "2026-09-28", "evidence": ["$cards"]},
    ),
    Step(
        day="2026-10-02",
        deed="milestone.verify",
        given={"milestone": "$plan/M1", "verified_on": "2026-10-02"},
        who=ASSESSOR,
    ),
    _milestone("2026-10-02", 1, state="verified", met_on="2026-09-28", closed_late_days=None, due_state="met"),
    _milestone("2026-10-31", 2, days_overdue=0, due_state="due_today"),
    _milestone("2026-11-02", 2, days_overdue=2),
    *advise(
        "advice3",
        version=2,
        decided="2026-11-03",
        issued="2026-11-04",
        view="extend",
        about={"milestone": "$plan/M2", "proposed_due": "2026-11-30"},
        title="Advice to extend milestone 2",
    ),
    Step(
        day="2026-11-05",
        deed="milestone.extend",
        given={
            "milestone": "$plan/M2",
            "to_due": "2026-11-30",
            "decided_on": "2026-11-05",
            "source": "Minutes of the SEC Panel, item 8",
            "words_given": "Extended to 30 November, as the PMA advised.",
            "reason": "The rack of the data centre was delivered late.",
        },
        says=("was 5 days overdue before this extension",),
    ),
    _milestone(
        "2026-11-06",
        2,
        baseline_due="2026-10-31",
        current_due="2026-11-30",
        slippage=30,
        days_overdue=0,
        history=["5 days overdue before extension"],
    ),
    _evidence("2026-11-27", "custody", "Custody sheet with two custodians; restoration with one was refused."),
    Step(
        day="2026-11-27",
        deed="milestone.report_complete",
        given={"milestone": "$plan/M2", "reported_on": "2026-11-27", "evidence": ["$custody"]},
    ),
    Step(
        day="2026-11-27",
        deed="milestone.verify",
        given={"milestone": "$plan/M2", "verified_on": "2026-11-27"},
        who=ASSESSOR,
    ),
    _milestone(
        "2026-11-27",
        2,
        state="verified",
        met_on="2026-11-27",
        closed_late_days=None,
        history=["5 days overdue before extension"],
    ),
    _evidence("2026-12-14", "sheets", "Two sheets, the second without a countersignature."),
    Step(
        day="2026-12-14",
        deed="milestone.report_complete",
        given={"milestone": "$plan/M3", "reported_on": "2026-12-14", "evidence": ["$sheets"]},
    ),
    _milestone("2026-12-17", 3, days_overdue=0, provisional=True),
    Step(
        day="2026-12-18",
        deed="milestone.reject",
        given={
            "milestone": "$plan/M3",
            "rejected_on": "2026-12-18",
            "reason": "The second sheet is not countersigned.",
        },
        who=ASSESSOR,
    ),
    _milestone("2026-12-18", 3, state="in_progress", days_overdue=3, current_due="2026-12-15"),
    Expect(day="2026-12-18", what="plan", of="$plan", seen={"health": "1 overdue, worst 3 days"}),
)

FAILING: Story = (
    Step(
        day="2026-12-18",
        deed="plan.verify",
        given={"plan": "$plan", "decision": "$decision on advice2"},
        refused=("M3", "$plan"),
        rule="R70",
    ),
    Step(
        day="2026-12-18",
        deed="plan.fail",
        given={"plan": "$plan", "failed_on": "2026-12-18", "reason": "Nobody has advised this yet."},
        refused=("Advise the Panel first",),
        rule="R68",
    ),
    *advise("advice4", version=2, decided="2026-12-22", issued="2026-12-22", view="failing", title="Advice: failing"),
    Step(
        day="2026-12-23",
        deed="plan.fail",
        given={
            "plan": "$plan",
            "failed_on": "2026-12-23",
            "reason": "The register of cards cannot be made to agree with the cards.",
        },
    ),
    Expect(
        day="2026-12-23",
        what="plan",
        of="$plan",
        seen={"state": "failed", "breaches": [{"trigger": "failed_plan", "state": "opened"}], "sanctions": []},
    ),
)

STORY: Story = (*APPROVED, *MILESTONES, *FAILING)
