"""Scenario 1 of domain.md: a pre-operational assessment on the wrong service, then approved with caveats.

R08, R45, R51, R52 and invariant 9. The paper for the Panel is made from what is asserted here.
"""

from __future__ import annotations

from tests.journeys.roster import CHAIR, MEMBERS
from tests.journeys.story import Expect, Item, Json, Step, Story, meeting

OPERATOR = "Meridian Data Communications"
ASSESSOR = "Tarn & Holt Assurance"
ATTENDEE = "P. Danforth"
VOTING = tuple(name for name in MEMBERS if name != CHAIR)
COMPONENTS = (("SMKI service", "smki_service"), ("Repository", "repository"), ("Registration desk", "registration"))
DOCUMENTS = (
    ("CP", "Compliance Policy", "compliance_policy", "1.0", ("3.1", "4.4")),
    ("OCP", "Organisation Certificate Policy", "organisation_cp", "1.0", ("5.1",)),
    ("DCP", "Device Certificate Policy", "device_cp", "1.0", ("5.1",)),
)
DECIDED = "2026-05-28"


def _documents() -> list[Step]:
    steps: list[Step] = []
    for short, title, kind, version, clauses in DOCUMENTS:
        steps += [
            Step(
                day="2026-01-05",
                deed="document.add",
                given={"title": title, "short_name": short, "document_type": kind},
            ),
            Step(
                day="2026-01-05",
                deed="document.add_version",
                given={
                    "document": short,
                    "version_label": version,
                    "requirements": [{"clause": clause, "title": f"Clause {clause}"} for clause in clauses],
                },
            ),
            Step(
                day="2026-01-05",
                deed="document.approve_version",
                given={
                    "document": short,
                    "version_label": version,
                    "approved_on": "2025-11-03",
                    "approved_by": "the SEC modification process, as reported",
                },
            ),
            Step(
                day="2026-01-05",
                deed="document.bring_into_force",
                given={"document": short, "version_label": version, "effective_from": "2025-12-01"},
            ),
        ]
    return steps


def _cps() -> Story:
    """The operator's CPS v1.0, approved by the PMA on 20 January."""
    return (
        Step(
            day="2026-01-12",
            deed="document.add",
            given={
                "title": "Certification Practice Statement",
                "short_name": "CPS",
                "document_type": "cps",
                "owner": OPERATOR,
            },
            keep="cps",
        ),
        Step(
            day="2026-01-12",
            deed="document.add_version",
            given={
                "document": "CPS",
                "version_label": "1.0",
                "requirements": [{"clause": "4.1", "title": "Key ceremonies are scripted", "applies_to": "dcc_sp"}],
            },
        ),
        *meeting(
            "2026-01-20",
            "meeting of January",
            Item(
                title="Approval of the CPS",
                subject="$cps/1.0",
                motion="That the PMA approves version 1.0 of the CPS.",
                keep="CPS approved",
                voting=VOTING,
            ),
            present=MEMBERS,
        ),
        Step(
            day="2026-01-20",
            deed="document.approve_version",
            given={
                "document": "CPS",
                "version_label": "1.0",
                "approved_on": "2026-01-20",
                "decision": "$CPS approved",
            },
        ),
        Step(
            day="2026-01-21",
            deed="document.bring_into_force",
            given={"document": "CPS", "version_label": "1.0", "effective_from": "2026-01-21"},
        ),
    )


def _assessor() -> Story:
    return (
        Step(
            day="2026-01-22",
            deed="scheme.add",
            given={"name": "Trust Scheme", "recognised_by": "UK Government, for electronic trust services"},
            keep="scheme",
        ),
        Step(
            day="2026-01-22",
            deed="assessor.admit",
            given={
                "assessor": ASSESSOR,
                "scheme": "$scheme",
                "first_day": "2026-01-01",
                "last_day": "2026-12-31",
                "independence_declared_on": "2026-01-15",
                "independence": "Independent of the operator and of every Party.",
            },
        ),
    )


def criteria(*versions: str, reason: str = "") -> list[Json]:
    """ "CPS 1.0" and so on as rows; ``reason`` stands with the last."""
    rows: list[Json] = []
    for one in versions:
        document, label = one.split()
        row: dict[str, Json] = {"document": document, "version_label": label}
        if reason and one == versions[-1]:
            row["reason"] = reason
        rows.append(row)
    return rows


def _planned() -> Story:
    """Step 1: three live items in scope; without them the live scope is asked for."""
    propose: dict[str, Json] = {
        "case": "$case",
        "title": "Pre-operational assessment of the SMKI service",
        "kind": "pre_operational",
        "assessor": ASSESSOR,
        "point_in_time": "2026-02-02",
    }
    plan: dict[str, Json] = {
        "assessment": "$assessment",
        "policy_clause": "4.4",
        "planned_from": "2026-02-02",
        "planned_to": "2026-02-27",
        "rationale": "The service is assessed before it issues live certificates.",
    }
    return (
        Step(
            day="2026-01-22",
            deed="case.open",
            given={"title": "Meridian: before live operation", "organisation": OPERATOR},
            keep="case",
        ),
        Step(day="2026-01-22", deed="assessment.propose", given=propose, keep="assessment"),
        Step(
            day="2026-01-22",
            deed="assessment.plan",
            given=plan,
            refused=("the live SMKI service and the live repository",),
            rule="R52",
        ),
        *(
            Step(
                day="2026-01-22",
                deed="assessment.add_scope_item",
                given={
                    "assessment": "$assessment",
                    "component": component,
                    "part": part,
                    "environment": "live",
                    "operated_by": OPERATOR,
                },
                keep=f"item {part}",
            )
            for component, part in COMPONENTS
        ),
        Step(
            day="2026-01-22",
            deed="assessment.set_criteria",
            given={"assessment": "$assessment", "criteria": criteria("CPS 1.0", "OCP 1.0", "DCP 1.0")},
        ),
        Step(day="2026-01-22", deed="assessment.plan", given=plan),
        Step(
            day="2026-01-23",
            deed="assessment.notify",
            given={"assessment": "$assessment", "notified_on": "2026-01-23"},
        ),
        Step(day="2026-02-02", deed="assessment.begin", given={"assessment": "$assessment", "begun_on": "2026-02-02"}),
        Expect(
            day="2026-02-02",
            what="assessment",
            of="$assessment",
            seen={
                "state": "in_progress",
                "scope_coverage": "0 of 3, 3 not yet said",
                "criteria": ["CPS 1.0", "DCP 1.0", "OCP 1.0"],
            },
        ),
    )


def _report(environment: str, components: tuple[tuple[str, str], ...]) -> list[Json]:
    return [{"component": name, "part": part, "environment": environment} for name, part in components]


TEST_REPORT: Story = (
    Step(
        day="2026-02-12",
        deed="assessment.record_report",
        given={
            "assessment": "$assessment",
            "kind": "final",
            "dated": "2026-02-11",
            "received_on": "2026-02-12",
            "file": {"name": "report-test.txt", "text": "We assessed the test services."},
            "scope": _report("test", COMPONENTS[:2]),
            "recommended_status": "approved",
            "opinion": "unqualified",
        },
        keep="test report",
        says=("it cannot be the final report (R52",),
    ),
    Step(
        day="2026-02-12",
        deed="assessment.conclude",
        given={"assessment": "$assessment", "decision": "$CPS approved"},
        refused=("the live SMKI service and the live repository", "test services"),
        rule="R52",
    ),
    Step(
        day="2026-02-12",
        deed="assessment.receive_draft",
        given={"assessment": "$assessment", "report": "$test report"},
    ),
    Step(
        day="2026-02-12",
        deed="assessment.take_final",
        given={"assessment": "$assessment", "report": "$test report"},
        refused=("$test report does not cover", "the live SMKI service and the live repository"),
        rule="R52",
    ),
    Expect(
        day="2026-02-12",
        what="assessment",
        of="$assessment",
        seen={
            "state": "draft_report_received",
            "final_report": None,
            "reports": [["final", False, ["test", "test"]]],
            "scope_coverage": "0 of 3, 3 not yet said",
        },
    ),
    Step(
        day="2026-02-16",
        deed="assessment.return_draft",
        given={
            "assessment": "$assessment",
            "reason": "It is about the test services; the live ones are to be assessed.",
        },
    ),
)

LIVE_REPORT: Story = (
    Step(
        day="2026-05-14",
        deed="assessment.record_report",
        given={
            "assessment": "$assessment",
            "kind": "final",
            "dated": "2026-05-13",
            "received_on": "2026-05-14",
            "file": {"name": "report-live.txt", "text": "We assessed the live services."},
            "scope": _report("live", COMPONENTS),
            "recommended_status": "approved_with_caveats",
            "opinion": "qualified",
            "words_given": "Approved with caveats: the key-ceremony script; the monitoring of the repository.",
        },
        keep="live report",
    ),
    Step(
        day="2026-05-14",
        deed="assessment.receive_draft",
        given={"assessment": "$assessment"},
        refused=("no draft report yet", "name $live report"),
    ),
    Step(
        day="2026-05-14",
        deed="assessment.receive_draft",
        given={"assessment": "$assessment", "report": "$live report"},
    ),
    Step(
        day="2026-05-15",
        deed="assessment.log_fact_check",
        given={"assessment": "$assessment", "fact_check": "No fact is in doubt.", "checked_on": "2026-05-15"},
    ),
    Step(
        day="2026-05-15",
        deed="assessment.take_final",
        given={"assessment": "$assessment", "response_due": "2026-05-22"},
        says=("Scope coverage 3 of 3.", "due on 22 May 2026"),
    ),
    Step(day="2026-05-15", deed="assessment.review", given={"assessment": "$assessment"}),
    *(
        Step(
            day="2026-05-15",
            deed="caveat.add",
            given={"assessment": "$assessment", "words_given": words},
            keep=f"caveat {number}",
        )
        for number, words in enumerate(
            (
                "The script of the key ceremony is not under change control yet.",
                "Monitoring of the repository was shown for nine days only.",
            ),
            1,
        )
    ),
    Step(
        day="2026-05-18",
        deed="assessment.record_response",
        given={"assessment": "$assessment", "responded_on": "2026-05-18", "words_given": "Both caveats are accepted."},
    ),
    Step(
        day="2026-05-18",
        deed="assessment.propose_conclusion",
        given={
            "assessment": "$assessment",
            "conclusion": "The live services comply but for two caveats.",
            "status": "approved_with_caveats",
        },
    ),
    Step(
        day="2026-05-18",
        deed="assessment.conclude",
        given={"assessment": "$assessment", "decision": "$CPS approved"},
        refused=("$caveat 1 needs an owner and a date",),
        rule="R51",
    ),
    *(
        Step(
            day="2026-05-18",
            deed="caveat.set",
            given={"caveat": f"$caveat {number}", "owner": f"{OPERATOR}, Head of PKI", "due": due},
        )
        for number, due in ((1, "2026-06-30"), (2, "2026-07-31"))
    ),
    Expect(
        day="2026-05-18",
        what="assessment",
        of="$assessment",
        seen={
            "state": "under_review",
            "scope_coverage": "3 of 3",
            "covered_of": [3, 3],
            "recommended_status": "approved_with_caveats",
            "set_status": None,
            "final_report": "$live report",
        },
    ),
)


def _meeting() -> Story:
    """Step 4: all seven seats; the operator's attendee is suggested to leave, and the Chair rules."""
    listed = "$item of May"
    votes: list[Json] = [{"person": one, "cast": "against" if one == "H. Boyd" else "for"} for one in VOTING]
    arriving = [(name, {}) for name in MEMBERS] + [(ATTENDEE, {"standing": "attendee"})]
    return (
        Step(
            day="2026-05-20",
            deed="person.add",
            given={"name": ATTENDEE, "employer": OPERATOR, "represents": "DCC", "first_day": "2024-01-01"},
        ),
        Step(
            day="2026-05-20",
            deed="meeting.schedule",
            given={"title": "PMA meeting of May", "starts_at": f"{DECIDED}T10:00", "place": "London"},
            keep="meeting of May",
        ),
        Step(
            day="2026-05-20",
            deed="meeting.expect",
            given={"meeting": "$meeting of May", "person": ATTENDEE, "standing": "attendee"},
        ),
        Step(
            day="2026-05-20",
            deed="item.list",
            given={
                "meeting": "$meeting of May",
                "title": "Conclusion of the pre-operational assessment",
                "subject": "$assessment",
                "motion": "That the PMA sets the status “approved with caveats”.",
            },
            keep="item of May",
        ),
        Step(day="2026-05-20", deed="item.circulate", given={"item": listed, "circulated_on": "2026-05-20"}),
        Expect(
            day="2026-05-20",
            what="item",
            of=listed,
            seen={
                "asks": "conclude_assessment",
                "suggested_recusals": [{"name": ATTENDEE, "why": f"works for {OPERATOR}"}],
            },
        ),
        Step(
            day=DECIDED,
            deed="meeting.open",
            given={"meeting": "$meeting of May", "opened_at": f"{DECIDED}T10:00"},
        ),
        *(
            Step(
                day=DECIDED,
                deed="meeting.arrive",
                given={"meeting": "$meeting of May", "person": name, "arrived_at": f"{DECIDED}T10:00", **standing},
            )
            for name, standing in arriving
        ),
        Step(
            day=DECIDED,
            deed="item.excuse",
            given={
                "item": listed,
                "person": ATTENDEE,
                "reason": "The Chair ruled that the operator's attendee leaves.",
                "left_at": f"{DECIDED}T10:05",
            },
        ),
        Step(day=DECIDED, deed="item.begin", given={"item": listed, "begun_at": f"{DECIDED}T10:06"}),
        Step(
            day=DECIDED,
            deed="decision.record",
            given={"item": listed, "manner": "vote", "decided_at": f"{DECIDED}T10:30", "votes": votes},
            keep="concluded",
        ),
        Step(
            day=DECIDED,
            deed="meeting.close",
            given={"meeting": "$meeting of May", "closed_at": f"{DECIDED}T11:00"},
        ),
        Step(
            day=DECIDED,
            deed="assessment.conclude",
            given={"assessment": "$assessment", "decision": "$concluded"},
            says=("Scope coverage 3 of 3.",),
        ),
        Expect(
            day=DECIDED,
            what="decision",
            of="$concluded",
            seen={
                "state": "recorded",
                "quorum_count": 7,
                "result": "carried",
                "votes_for": 5,
                "votes_against": 1,
            },
        ),
        Expect(
            day=DECIDED,
            what="assessment",
            of="$assessment",
            seen={
                "state": "concluded",
                "set_status": "approved_with_caveats",
                "recommended_status": "approved_with_caveats",
                "concluded_on": DECIDED,
                "conclusion_decision": "$concluded",
                "final_report": "$live report",
                "reports": [["final", False, ["test", "test"]], ["final", True, ["live", "live", "live"]]],
                "caveats": [
                    [f"{OPERATOR}, Head of PKI", "2026-06-30"],
                    [f"{OPERATOR}, Head of PKI", "2026-07-31"],
                ],
            },
        ),
        Step(
            day="2026-06-15",
            deed="assessment.record_live_certificates",
            given={"assessment": "$assessment", "live_certificates_on": "2026-06-10"},
        ),
    )


UNAPPROVED: Story = (
    Step(
        day="2026-08-03",
        deed="document.add_version",
        given={
            "document": "CPS",
            "version_label": "1.1",
            "requirements": [{"clause": "4.1", "title": "Key ceremonies are scripted", "applies_to": "dcc_sp"}],
        },
    ),
    Step(
        day="2026-08-03",
        deed="assessment.propose",
        given={
            "case": "$case",
            "title": "Routine assessment of the SMKI service",
            "kind": "routine",
            "planned_from": "2026-10-01",
            "planned_to": "2026-10-30",
        },
        keep="routine",
    ),
    Step(
        day="2026-08-03",
        deed="assessment.set_criteria",
        given={"assessment": "$routine", "criteria": criteria("OCP 1.0", "CPS 1.1")},
        refused=("CPS 1.1 is not approved",),
        rule="R08",
    ),
    Step(
        day="2026-08-03",
        deed="assessment.set_criteria",
        given={
            "assessment": "$routine",
            "criteria": criteria("OCP 1.0", "CPS 1.1", reason="it is put to the PMA in September"),
        },
        says=("CPS 1.1 is not approved: it is assessed against because it is put to the PMA in September",),
    ),
    Step(
        day="2026-08-03",
        deed="assessment.plan",
        given={"assessment": "$routine", "policy_clause": "3.1", "rationale": "A year after the first."},
        says=("CPS 1.1 is not approved",),
    ),
    Expect(
        day="2026-08-03",
        what="assessment",
        of="$routine",
        seen={"state": "planned", "criteria": ["CPS 1.1", "OCP 1.0"]},
    ),
)

STORY: Story = (
    *_documents(),
    *_cps(),
    *_assessor(),
    *_planned(),
    *TEST_REPORT,
    *LIVE_REPORT,
    *_meeting(),
    *UNAPPROVED,
)
