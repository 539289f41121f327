"""Scenario 5 of domain.md: ad hoc assessments, fault, and who pays (R56, R57, R63 to R66; Q14)."""

from __future__ import annotations

from tests.journeys.roster import CHAIR, MEMBERS
from tests.journeys.story import Expect, Item, Json, Step, Story, meeting
from tests.journeys.story_1 import ASSESSOR, DOCUMENTS

MANUFACTURER = "Fenwick Meters"
PURPOSE = "To recover the cost of an assessment that the user's own fault necessitated, and for nothing else."
CODE_ADMINISTRATOR = "The Code Administrator"
SECTION_K = "Section K: explicit charge for an assessment necessitated by a user's fault"
EXCUSED = {
    "Halden Power": "A. Whitcombe",
    "Ondine Metering": "Niamh Ní Bhriain",
    "Larkfield Energy Co-op": "J. Pryce",
}


def _policy() -> Story:
    """The Compliance Policy, in force since December 2025; its four parts are looked at."""
    short, title, kind, version, clauses = DOCUMENTS[0]
    given: dict[str, Json] = {"document": short, "version_label": version}
    return (
        Step(
            day="2026-01-05",
            deed="document.add",
            given={"title": title, "short_name": short, "document_type": kind},
        ),
        Step(
            day="2026-01-05",
            deed="document.add_version",
            given=given | {"requirements": [{"clause": one, "title": f"Clause {one}"} for one in clauses]},
        ),
        Step(
            day="2026-01-05",
            deed="document.approve_version",
            given=given | {"approved_on": "2025-11-03", "approved_by": "the SEC modification process, as reported"},
        ),
        Step(
            day="2026-01-05",
            deed="document.bring_into_force",
            given=given | {"effective_from": "2025-12-01"},
        ),
        Step(
            day="2026-01-06",
            deed="policy.check",
            given=given
            | {
                "checked_on": "2026-01-06",
                "parts": [
                    {"part": "scheme", "presence": "set_out", "clause": "3.1"},
                    {"part": "dcc_duties", "presence": "set_out", "clause": "4.4"},
                    {"part": "subscriber_rules", "presence": "not_needed", "note": "They stand in the RAPP."},
                    {"part": "monitoring", "presence": "missing"},
                ],
            },
            says=("How the PMA monitors and enforces: missing",),
        ),
    )


def _modification() -> Story:
    """Raised on 2 March, announced for 1 October; the PMA raises, others decide."""
    raising: dict[str, Json] = {
        "title": SECTION_K,
        "concerns": "Section K",
        "reason": "A user whose fault necessitates an assessment should bear its cost.",
        "raised_on": "2026-03-02",
        "explicit_charge": True,
    }
    return (
        Step(
            day="2026-03-02",
            deed="modification.raise_one",
            given=raising,
            refused=("for which limited purpose",),
            rule="R65",
        ),
        Step(
            day="2026-03-02",
            deed="modification.raise_one",
            given=raising | {"limited_purpose": PURPOSE},
            keep="modification",
        ),
        Step(
            day="2026-04-20",
            deed="modification.report",
            given={
                "modification": "$modification",
                "status": "Approved by the PMA, to take effect on 1 October",
                "reported_by": CODE_ADMINISTRATOR,
                "reported_on": "2026-04-20",
            },
            refused=("raises modifications and does not decide on them",),
            rule="R05",
        ),
        Step(
            day="2026-04-20",
            deed="modification.report",
            given={
                "modification": "$modification",
                "status": "Final modification report accepted; to be implemented on 1 October 2026",
                "reported_by": CODE_ADMINISTRATOR,
                "reported_on": "2026-04-20",
                "effective_on": "2026-10-01",
            },
        ),
    )


def _asked_of_secas() -> Story:
    """Step 5: the assistance that SECAS gave on Section K."""
    return (
        Step(
            day="2026-04-21",
            deed="support.ask_secas",
            given={
                "title": "Legal text for Section K",
                "what": "Please draft the charging text for the limited purpose.",
                "asked_on": "2026-04-21",
                "due": "2026-05-15",
                "modification": "$modification",
            },
            keep="assistance",
        ),
        Step(
            day="2026-05-12",
            deed="support.answer",
            given={
                "request": "$assistance",
                "response": "Draft text of K7 attached; no objection from the charging team.",
                "answered_on": "2026-05-12",
            },
        ),
        Expect(
            day="2026-05-12",
            what="support request",
            of="$assistance",
            seen={
                "state": "answered",
                "direction": "asked_of_secas",
                "answered_on": "2026-05-12",
                "modification": "$modification",
            },
        ),
    )


def _assessment(name: str, organisation: str, day: str, reason: str) -> Story:
    """An ad hoc assessment, ordered by the PMA on ``day``: without reason or proportionality it is refused."""
    key = f"assessment of {name}"
    plan: dict[str, Json] = {
        "assessment": f"${key}",
        "policy_clause": "3.1",
        "planned_from": day,
        "planned_to": f"{day[:8]}28",
        "rationale": "Done now, because the complaint is about what happens now.",
    }
    without: tuple[Step, ...] = ()
    if name == "Halden":
        without = (
            Step(
                day=day,
                deed="assessment.plan",
                given=plan,
                refused=("say for what reason it is ordered",),
                rule="R56",
            ),
            Step(
                day=day,
                deed="assessment.edit",
                given={"assessment": f"${key}", "reason": reason},
            ),
            Step(
                day=day,
                deed="assessment.plan",
                given=plan,
                refused=("say why it is proportionate",),
                rule="R72",
            ),
        )
    return (
        Step(
            day=day,
            deed="case.open",
            given={"title": f"{organisation}: complaint", "organisation": organisation},
            keep=f"case of {name}",
        ),
        Step(
            day=day,
            deed="assessment.propose",
            given={
                "case": f"$case of {name}",
                "title": f"Ad hoc assessment of {organisation}",
                "kind": "ad_hoc",
                "assessor": ASSESSOR,
            },
            keep=key,
        ),
        *without,
        Step(
            day=day,
            deed="assessment.edit",
            given={
                "assessment": f"${key}",
                "reason": reason,
                "proportionality": "One desk for one week; nothing less would tell whether keys are at risk.",
            },
        ),
        *meeting(
            day,
            f"meeting on {name}",
            Item(
                title=f"Ad hoc assessment of {organisation}",
                subject=f"${key}",
                motion=f"That the PMA orders an ad hoc assessment of {organisation}.",
                keep=f"order on {name}",
                excused=(EXCUSED[organisation],),
                voting=tuple(one for one in MEMBERS if one not in (CHAIR, EXCUSED[organisation])),
            ),
            present=MEMBERS,
        ),
        Step(
            day=day,
            deed="assessment.plan",
            given=plan | {"decision": f"$order on {name}"},
            says=("lacks 1 part of four (R46", "How the PMA monitors and enforces: missing"),
        ),
    )


def _view(name: str, organisation: str, day: str, fault: str, basis: str) -> Story:
    """The PMA's view of fault, by a decision on exactly the charge."""
    said = "is at fault" if fault == "at_fault" else "is not at fault"
    return (
        *meeting(
            day,
            f"meeting on the charge of {name}",
            Item(
                title=f"Cost of the assessment of {organisation}",
                subject=f"$charge of {name}",
                motion=f"That the PMA considers that {organisation} {said}.",
                keep=f"view on {name}",
                excused=(EXCUSED[organisation],),
                voting=tuple(one for one in MEMBERS if one not in (CHAIR, EXCUSED[organisation])),
            ),
            present=MEMBERS,
        ),
        Step(
            day=day,
            deed="charge.take_view",
            given={
                "charge": f"$charge of {name}",
                "fault": fault,
                "fault_basis": basis,
                "decision": f"$view on {name}",
            },
        ),
    )


def _recommend(name: str, day: str, basis: str, words: str, **more: Json) -> dict[str, Json]:
    given: dict[str, Json] = {
        "charge": f"$charge of {name}",
        "basis": basis,
        "recommendation": words,
        "recommended_on": day,
    }
    return given | more


def _halden_finding() -> Story:
    return (
        Step(
            day="2026-06-30",
            deed="finding.draft",
            given={
                "case": "$case of Halden",
                "title": "Requests approved by one officer",
                "finding_class": "minor",
                "statement": "Two requests of April were approved by one officer.",
                "identified_on": "2026-06-30",
                "began_on": "2026-04-02",
                "requirement": "REQ-RAPP-2.1-5.2",
            },
            keep="finding",
        ),
        Step(
            day="2026-06-30",
            deed="evidence.add",
            given={
                "case": "$case of Halden",
                "title": "Approval log of April",
                "source": "Halden Power",
                "received_on": "2026-06-30",
                "file": {"name": "april.txt", "text": "One officer."},
                "supports": ["$finding"],
            },
        ),
        Step(day="2026-06-30", deed="finding.open", given={"finding": "$finding"}),
    )


HALDEN: Story = (
    *_assessment("Halden", "Halden Power", "2026-05-20", f"{MANUFACTURER} complained of installs under stale keys."),
    Step(
        day="2026-05-20",
        deed="charge.open",
        given={"assessment": "$assessment of Halden", "ordered_on": "2026-05-19"},
        refused=("$order on Halden ordered", "leave the day out"),
        rule="R65",
    ),
    Step(
        day="2026-05-20",
        deed="charge.open",
        given={"assessment": "$assessment of Halden"},
        keep="charge of Halden",
    ),
    Step(
        day="2026-06-30",
        deed="charge.set_cost",
        given={"charge": "$charge of Halden", "cost": "18,400"},
    ),
    Expect(
        day="2026-06-30",
        what="charge",
        of="$charge of Halden",
        seen={
            "cost": "18400.00",
            "ordered_on": "2026-05-20",
            "basis": "fixed_costs",
            "fault": "none_yet",
            "recommended": None,
        },
    ),
    *_halden_finding(),
    Step(
        day="2026-07-01",
        deed="charge.recommend",
        given=_recommend("Halden", "2026-07-01", "explicit_charge", "It should pay."),
        refused=("for a user that is at fault", "has taken no view yet"),
        rule="R64",
    ),
    *_view("Halden", "Halden Power", "2026-07-09", "at_fault", "Halden let one officer approve, and knew of it."),
    Step(
        day="2026-07-09",
        deed="charge.recommend",
        given=_recommend("Halden", "2026-07-09", "explicit_charge", "Halden Power should bear the cost."),
        refused=(
            "$modification (raised on 2 March 2026, effective on 1 October 2026), was not in effect when the assessment"
            " was ordered, on 20 May 2026",
            "stays in the DCC's fixed costs",
        ),
        rule="R65",
    ),
    Step(
        day="2026-07-09",
        deed="charge.recommend",
        given=_recommend(
            "Halden", "2026-07-09", "explicit_charge", "Halden Power should bear the cost.", only_noted=True
        ),
        says=("Noted as recommended. The cost stays in the DCC's fixed costs.",),
    ),
    Expect(
        day="2026-07-09",
        what="charge",
        of="$charge of Halden",
        seen={
            "basis": "fixed_costs",
            "fault": "at_fault",
            "fault_on": "2026-07-09",
            "fault_basis": "Halden let one officer approve, and knew of it.",
            "fault_decision": "$view on Halden",
            "recommended": "explicit_charge",
            "recommendation": "Halden Power should bear the cost.",
            "modification": None,
            "limited_purpose": None,
        },
    ),
)
"""Steps 1 and 2: ordered on 20 May, before the modification took effect."""

ONDINE: Story = (
    Step(
        day="2026-10-01",
        deed="modification.take_effect",
        given={
            "modification": "$modification",
            "effective_on": "2026-10-01",
            "reported_by": CODE_ADMINISTRATOR,
            "reported_on": "2026-10-01",
        },
    ),
    Step(
        day="2026-10-02",
        deed="charge.recommend",
        given=_recommend("Halden", "2026-10-02", "explicit_charge", "Halden Power should bear the cost."),
        refused=("was not in effect when the assessment was ordered, on 20 May 2026",),
        rule="R65",
    ),
    *_assessment("Ondine", "Ondine Metering", "2026-10-05", "Keys were found on a decommissioned desk."),
    Step(
        day="2026-10-05",
        deed="charge.open",
        given={"assessment": "$assessment of Ondine", "cost": 9200.5},
        keep="charge of Ondine",
    ),
    *_view("Ondine", "Ondine Metering", "2026-11-10", "at_fault", "Ondine left the desk unlocked."),
    Step(
        day="2026-11-10",
        deed="charge.recommend",
        given=_recommend("Ondine", "2026-11-10", "explicit_charge", "Ondine Metering should bear the cost."),
        says=(PURPOSE, "Basis: Explicit charge to the user."),
    ),
    Expect(
        day="2026-11-10",
        what="charge",
        of="$charge of Ondine",
        seen={
            "cost": "9200.50",
            "ordered_on": "2026-10-05",
            "basis": "explicit_charge",
            "recommended": "explicit_charge",
            "modification": "$modification",
            "limited_purpose": PURPOSE,
        },
    ),
)
"""Step 3: ordered after it took effect, and at fault."""

LARKFIELD: Story = (
    *_assessment("Larkfield", "Larkfield Energy Co-op", "2026-10-12", "A Party asked whether its agent was known."),
    Step(
        day="2026-10-12",
        deed="charge.open",
        given={"assessment": "$assessment of Larkfield", "cost": 4000},
        keep="charge of Larkfield",
    ),
    *_view("Larkfield", "Larkfield Energy Co-op", "2026-11-17", "not_at_fault", "Its agent was known all along."),
    Step(
        day="2026-11-17",
        deed="charge.recommend",
        given=_recommend("Larkfield", "2026-11-17", "explicit_charge", "It should pay."),
        refused=("considers that it is not at fault", "stays in the DCC's fixed costs"),
        rule="R64",
    ),
    Step(
        day="2026-11-17",
        deed="charge.recommend",
        given=_recommend("Larkfield", "2026-11-17", "explicit_charge", "It should pay.", only_noted=True),
        refused=("considers that it is not at fault",),
        rule="R64",
    ),
    Step(
        day="2026-11-17",
        deed="charge.recommend",
        given=_recommend("Larkfield", "2026-11-17", "fixed_costs", "Nobody is at fault."),
        says=("Basis: In the DCC's fixed costs.",),
    ),
    Expect(
        day="2026-11-17",
        what="charge",
        of="$charge of Larkfield",
        seen={"basis": "fixed_costs", "recommended": "fixed_costs", "fault": "not_at_fault", "modification": None},
    ),
)
"""Step 4: not at fault."""

FOLLOWED: Story = (
    Expect(
        day="2026-11-17",
        what="modification",
        of="$modification",
        seen={
            "state": "in_effect",
            "raised_on": "2026-03-02",
            "effective_on": "2026-10-01",
            "concerns": "Section K",
            "reports": [
                [1, "Final modification report accepted; to be implemented on 1 October 2026", CODE_ADMINISTRATOR],
                [2, "In effect, as reported", CODE_ADMINISTRATOR],
            ],
            "approved_by_the_pma": False,
        },
    ),
)
"""Step 5: nowhere does the record say that the PMA approved it."""

STORY: Story = (*_policy(), *_modification(), *_asked_of_secas(), *HALDEN, *ONDINE, *LARKFIELD, *FOLLOWED)
