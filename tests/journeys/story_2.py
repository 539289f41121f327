"""Scenario 2 of domain.md: a disputed finding, a recurrence, a rejected verification (R43 to R48; 5.3, 6.4).

The findings are raised in the case, with the report they come from as their source. What an assessment does before
them can be played in front of ``RAISED``, which then goes on in the same ``$case``.
"""

from __future__ import annotations

from dataclasses import replace

from tests.journeys.roster import CHAIR, MEMBERS, VOTING_ON_HALDEN
from tests.journeys.story import Expect, Item, Json, Step, Story, meeting

HALDEN = "Halden Power"
ASSESSOR = "M. Okafor"
SOURCE = "Tarn & Holt Assurance, final report of 1 April 2026, routine assessment for 2025"
REPORTED = "2026-04-01"
ANSWERED = "2026-04-29"
VERSION_THEN = "the version in force during the non-compliance was v2.0, which has no clause 7.4"
BEGUN = "2026-01-06"


def _evidence(day: str, case: str, keep: str, name: str, text: str, *supports: str, received: str = "") -> Step:
    return Step(
        day=day,
        deed="evidence.add",
        given={
            "case": case,
            "title": f"Evidence: {name}",
            "source": HALDEN,
            "received_on": received or day,
            "file": {"name": f"{name.replace(' ', '-')}.txt", "text": text},
            "supports": list(supports),
        },
        keep=keep,
    )


def _draft(name: str, case: str, title: str, class_: str, requirement: str, **more: Json) -> Step:
    given: dict[str, Json] = {
        "case": case,
        "title": title,
        "finding_class": class_,
        "statement": f"{title}, as the report says.",
        "identified_on": REPORTED,
        "began_on": "2025-03-03",
        "ended_on": "2025-12-31",
        "requirement": requirement,
        "source": SOURCE,
    }
    return Step(day=REPORTED, deed="finding.draft", given=given | more, keep=name)


def _finding(day: str, name: str, **seen: Json) -> Expect:
    return Expect(day=day, what="finding", of=f"${name}", seen=seen)


def _limit() -> Story:
    """The PMA adopts 20 Working Days for a response: until then no limit is known."""
    return (
        *meeting(
            "2026-01-20",
            "meeting on limits",
            Item(
                title="Time limit for responses to findings",
                subject="",
                motion="That participants respond to a finding within 20 Working Days.",
                keep="decision on limits",
                voting=tuple(name for name in MEMBERS if name != CHAIR),
            ),
            present=MEMBERS,
        ),
        Step(
            day="2026-01-20",
            deed="setting.choose",
            given={"key": "limit.finding_response", "value": "20", "adopted_by": "$decision on limits"},
        ),
    )


def _agreement() -> Story:
    """The Subscriber Agreement, in force since 2023."""
    given: dict[str, Json] = {"document": "SA", "version_label": "1.0"}
    clause: dict[str, Json] = {"clause": "3.1", "title": "A record of every Subscriber is kept"}
    return (
        Step(
            day=BEGUN,
            deed="document.add",
            given={
                "title": "Subscriber Agreement",
                "short_name": "SA",
                "document_type": "subscriber_agreement",
            },
        ),
        Step(day=BEGUN, deed="document.add_version", given=given | {"requirements": [clause]}),
        Step(
            day=BEGUN,
            deed="document.approve_version",
            given=given | {"approved_on": "2023-01-05", "approved_by": "the SEC modification process, as reported"},
        ),
        Step(day=BEGUN, deed="document.bring_into_force", given=given | {"effective_from": "2023-02-01"}),
    )


def _earlier() -> Story:
    """A finding of 2023 about the same clause, closed in 2024."""
    case = "$earlier case"
    return (
        Step(
            day=BEGUN,
            deed="case.open",
            given={"title": "Halden Power: assessment for 2023", "organisation": HALDEN},
            keep="earlier case",
        ),
        Step(
            day=BEGUN,
            deed="finding.draft",
            given={
                "case": case,
                "title": "Subscriber Agreement record missing",
                "finding_class": "minor",
                "statement": "No record was found.",
                "identified_on": "2023-11-10",
                "began_on": "2023-06-01",
                "requirement": "REQ-SA-1.0-3.1",
            },
            keep="earlier",
        ),
        _evidence(BEGUN, case, "old report", "old report", "No record.", "$earlier", received="2023-11-10"),
        Step(day=BEGUN, deed="finding.open", given={"finding": "$earlier", "put_on": "2023-11-13"}),
        Step(
            day=BEGUN,
            deed="finding.respond",
            given={"finding": "$earlier", "response": "accepted", "responded_on": "2023-12-01"},
        ),
        Step(
            day=BEGUN,
            deed="finding.add_root_cause",
            given={"finding": "$earlier", "cause": "Nobody was in charge of the records."},
            keep="earlier cause",
        ),
        Step(
            day=BEGUN,
            deed="cap.draft",
            given={
                "case": case,
                "title": "Records of agreements",
                "findings": ["$earlier"],
                "actions": [
                    {
                        "title": "A clerk keeps the records",
                        "kind": "prevent",
                        "owner": "Company Secretary",
                        "due": "2024-03-29",
                        "criterion": "A record for each agreement.",
                        "root_cause": "$earlier cause",
                    }
                ],
            },
            keep="earlier plan",
        ),
        Step(day=BEGUN, deed="cap.submit", given={"cap": "$earlier plan", "submitted_on": "2024-01-15"}),
        Step(day=BEGUN, deed="cap.accept", given={"cap": "$earlier plan", "accepted_on": "2024-01-22"}),
        _evidence(BEGUN, case, "old records", "old records", "All there.", received="2024-03-01"),
        Step(
            day=BEGUN,
            deed="action.report_done",
            given={"action": "$earlier plan/A1", "reported_on": "2024-03-01", "evidence": ["$old records"]},
        ),
        Step(
            day=BEGUN,
            deed="action.verify",
            given={"action": "$earlier plan/A1", "verified_on": "2024-03-11"},
            who=ASSESSOR,
        ),
        Step(
            day=BEGUN,
            deed="finding.submit",
            given={"finding": "$earlier", "reported_on": "2024-03-01", "evidence": ["$old records"]},
        ),
        Step(
            day=BEGUN,
            deed="finding.close",
            given={"finding": "$earlier", "closed_on": "2024-03-12", "verification": "Every record was seen."},
            who=ASSESSOR,
        ),
        _finding(BEGUN, "earlier", state="closed", met_on="2024-03-01", days_late=None),
    )


PREPARED: Story = (*_agreement(), *_earlier(), *_limit())
"""What stood in the register before the assessment."""

CASE: Story = (
    Step(
        day=REPORTED,
        deed="case.open",
        given={"title": "Halden Power: routine assessment for 2025", "organisation": HALDEN},
        keep="case",
    ),
)

RAISED: Story = (
    _draft("F1", "$case", "Registration officer acting alone", "major", "REQ-RAPP-2.0-5.2"),
    replace(
        _draft("F2", "$case", "Record of the agreement missing", "minor", "REQ-SA-1.0-3.1"),
        says=("closed on 12 March 2024, was about the same participant and SA clause 3.1",),
    ),
    _draft("F3", "$case", "Approval logs stay on the desk", "minor", "REQ-RAPP-2.1-7.4"),
    _draft("F4", "$case", "Cards were not reconciled", "observation", "REQ-RAPP-2.0-6.1"),
    _evidence(REPORTED, "$case", "report", "final report", "Four findings.", "$F1", "$F2", "$F3", "$F4"),
    Step(day=REPORTED, deed="finding.open", given={"finding": "$F1"}),
    Step(day=REPORTED, deed="finding.open", given={"finding": "$F2"}, says=("link it as a recurrence",)),
    Step(day=REPORTED, deed="finding.open", given={"finding": "$F3"}, irregular=("R02",)),
    Step(day=REPORTED, deed="finding.open", given={"finding": "$F4"}, irregular=("R02",)),
    _finding(REPORTED, "F4", state="open", finding_class="observation", pma_class=None, irregular=["R02"]),
    Step(
        day=REPORTED,
        deed="finding.note",
        given={"finding": "$F4"},
        refused=("says that a requirement was not met",),
        rule="R02",
    ),
    Step(
        day=REPORTED,
        deed="finding.classify",
        given={"finding": "$F4", "pma_class": "minor", "reason": "Clause 6.1 was not met."},
    ),
    _finding(REPORTED, "F4", finding_class="observation", pma_class="minor", irregular=[]),
    *(_finding(REPORTED, name, state="open", response_due="2026-05-01") for name in ("F1", "F2", "F3", "F4")),
)
"""Steps 1 and 2: four findings, one of them called an Observation; the response is due on 1 May."""

RESPONDED: Story = (
    *(
        Step(
            day=ANSWERED,
            deed="finding.respond",
            given={"finding": f"${name}", "response": "accepted", "responded_on": ANSWERED},
        )
        for name in ("F1", "F2", "F4")
    ),
    Step(
        day=ANSWERED,
        deed="finding.respond",
        given={
            "finding": "$F3",
            "response": "disputed",
            "responded_on": ANSWERED,
            "words_given": "Version 2.1 took effect on 1 February 2026, after the period.",
        },
        says=(VERSION_THEN,),
    ),
    _finding(ANSWERED, "F3", state="disputed", version_then=VERSION_THEN),
    *meeting(
        "2026-05-12",
        "meeting on F3",
        Item(
            title="Dispute of Halden Power on the approval logs",
            subject="$F3",
            motion="That the finding be withdrawn: version 2.0, then in force, has no such clause.",
            keep="decision on F3",
            against=("H. Boyd",),
            excused=("A. Whitcombe",),
            voting=VOTING_ON_HALDEN,
        ),
        present=MEMBERS,
    ),
    Step(
        day="2026-05-12",
        deed="finding.withdraw",
        given={
            "finding": "$F3",
            "decision": "$decision on F3",
            "reason": "Version 2.0 has no clause 7.4.",
        },
    ),
    _finding("2026-05-12", "F3", state="withdrawn", irregular=[], days_overdue=0),
    Step(
        day="2026-05-12",
        deed="finding.link_recurrence",
        given={"finding": "$F2", "recurrence_of": "$earlier"},
        says=("closed on 12 March 2024: what was done then did not last",),
    ),
    _finding("2026-05-12", "F2", state="accepted", recurrence_of="$earlier"),
)
"""Steps 3 and 4: three accepted, one disputed and withdrawn by the PMA's decision; F2 recurs."""


def _action(title: str, kind: str, owner: str, due: str, cause: str, criterion: str) -> dict[str, Json]:
    return {"title": title, "kind": kind, "owner": owner, "due": due, "criterion": criterion, "root_cause": cause}


PLANNED: Story = (
    Step(
        day="2026-05-18",
        deed="finding.add_root_cause",
        given={"finding": "$F1", "cause": "The software let one officer approve twice."},
        keep="cause",
    ),
    Step(
        day="2026-05-18",
        deed="finding.add_root_cause",
        given={"finding": "$F1", "cause": "Nobody looked at the approval log."},
        keep="other cause",
    ),
    Step(
        day="2026-05-18",
        deed="cap.draft",
        given={
            "case": "$case",
            "title": "Two officers for every approval",
            "findings": ["$F1"],
            "actions": [
                _action(
                    "The software refuses a second approval with one card",
                    "prevent",
                    "Head of Registration",
                    "2026-06-15",
                    "$cause",
                    "A second approval with one card is refused.",
                ),
                _action(
                    "Security looks at the log every month",
                    "detect",
                    "Security Manager",
                    "2026-06-30",
                    "$other cause",
                    "",
                ),
            ],
        },
        keep="plan of F1",
    ),
    Step(
        day="2026-05-18",
        deed="cap.submit",
        given={"cap": "$plan of F1", "submitted_on": "2026-05-18"},
        says=("A2 has no criterion",),
    ),
    Step(
        day="2026-05-19",
        deed="cap.accept",
        given={"cap": "$plan of F1"},
        refused=("$plan of F1 cannot be accepted: $plan of F1/A2 has no criterion",),
        rule="R57",
    ),
    Step(
        day="2026-05-19",
        deed="cap.return_plan",
        given={"cap": "$plan of F1", "reason": "The second action has no criterion."},
    ),
    Step(
        day="2026-05-19",
        deed="cap.edit_action",
        given={"action": "$plan of F1/A2", "criterion": "A sample of the log shows two officers each time."},
    ),
    Step(day="2026-05-19", deed="cap.submit", given={"cap": "$plan of F1", "submitted_on": "2026-05-19"}),
    Step(day="2026-05-19", deed="cap.accept", given={"cap": "$plan of F1"}),
    _finding("2026-05-19", "F1", state="in_remediation", due="2026-06-30", baseline_due="2026-06-30", days_overdue=0),
)
"""Step 5, first half: the plan is accepted once nothing is missing in it; F1 is due with its last action."""

REJECTED: Story = (
    _evidence("2026-06-29", "$case", "software", "software test", "A second approval was refused."),
    Step(
        day="2026-06-29",
        deed="action.report_done",
        given={"action": "$plan of F1/A1", "reported_on": "2026-06-29", "evidence": ["$software"]},
    ),
    Step(
        day="2026-06-29",
        deed="action.verify",
        given={"action": "$plan of F1/A1", "verified_on": "2026-06-29"},
        who=ASSESSOR,
    ),
    Step(
        day="2026-06-29",
        deed="finding.submit",
        given={"finding": "$F1", "reported_on": "2026-06-29", "evidence": ["$software"]},
    ),
    _finding("2026-07-03", "F1", state="submitted", days_overdue=0, provisional=True),
    Step(
        day="2026-07-06",
        deed="finding.reject",
        given={
            "finding": "$F1",
            "rejected_on": "2026-07-06",
            "reason": "The log sample shows one officer still alone.",
        },
        who=ASSESSOR,
        says=("resumes from 30 June 2026",),
    ),
    _finding("2026-07-06", "F1", state="in_remediation", days_overdue=6, due="2026-06-30"),
)
"""Step 5, second half: reported on 29 June, rejected on 6 July."""

CLOSED: Story = (
    _evidence("2026-07-20", "$case", "sample", "log sample", "Forty approvals, two officers each."),
    Step(
        day="2026-07-20",
        deed="action.report_done",
        given={"action": "$plan of F1/A2", "reported_on": "2026-07-20", "evidence": ["$sample"]},
    ),
    Step(
        day="2026-07-20",
        deed="finding.submit",
        given={"finding": "$F1", "reported_on": "2026-07-20", "evidence": ["$sample"]},
    ),
    Step(
        day="2026-07-24",
        deed="finding.close",
        given={"finding": "$F1", "closed_on": "2026-07-24", "verification": "Forty approvals were read."},
        who=ASSESSOR,
        refused=("$plan of F1/A2 is neither verified nor cancelled", "effective, not only implemented"),
        rule="R57",
    ),
    Step(
        day="2026-07-24",
        deed="action.verify",
        given={"action": "$plan of F1/A2", "verified_on": "2026-07-24"},
        who=ASSESSOR,
    ),
    Step(
        day="2026-07-24",
        deed="finding.close",
        given={
            "finding": "$F1",
            "closed_on": "2026-07-24",
            "verification": "Forty approvals were read.",
            "effectiveness": "Nobody approved alone in seven weeks.",
            "verified_by": "A. Whitcombe",
        },
        who=ASSESSOR,
        refused=("A. Whitcombe works for Halden Power", "Somebody else has to verify it"),
        rule="R57",
    ),
    Step(
        day="2026-07-24",
        deed="finding.close",
        given={
            "finding": "$F1",
            "closed_on": "2026-07-24",
            "verification": "Forty approvals were read.",
            "effectiveness": "Nobody approved alone in seven weeks.",
        },
        who=ASSESSOR,
    ),
    _finding(
        "2026-07-24",
        "F1",
        state="closed",
        days_late=20,
        met_on="2026-07-20",
        days_overdue=0,
        standing="Closed late, 20 days.",
    ),
)
"""Step 6: submitted again on 20 July, closed on 24 July by another than its owner; late by 20 days for ever."""

JOURNEY: Story = (*CASE, *RAISED, *RESPONDED, *PLANNED, *REJECTED, *CLOSED)
STORY: Story = (*PREPARED, *JOURNEY)
