"""Scenario 4 of domain.md: the quorum trap (R27-R31, 6.1).

The PMA is to advise on a possible breach by Brightwater Business Supply. Between the calling of the meeting and the
meeting itself the group of Brightwater Energy, for which two members work, buys it.
"""

from __future__ import annotations

from tests.journeys.roster import CHAIR
from tests.journeys.story import Expect, Json, Step, Story

SUBJECT = "Brightwater Business Supply"
GROUP = "Brightwater Group"
LS_A, LS_B, NETWORKS, SSC = "D. Reyes", "A. Whitcombe", "H. Boyd", "S. Mistry"
AWAY = ("J. Pryce", "Niamh Ní Bhriain")
BARRED, OF_HALDEN, OF_CORVANE = "P. Arden", "K. Osei", "C. Vale"
CALLED, BOUGHT, NAMED, FIRST, SECOND = "2026-04-20", "2026-05-05", "2026-05-19", "2026-06-16", "2026-06-30"
SEAT = {CHAIR: "CH", LS_A: "LS-A", LS_B: "LS-B", NETWORKS: "NW", SSC: "SSC"}
BY_THE_GROUP = (
    "Works for Brightwater Energy, affiliated since 1 May 2026 to Brightwater Business Supply, against which action is"
    " considered, and is excused (R29, paragraph 26, 35)."
)
INTEREST = "Advised Brightwater Business Supply on the very desk until last winter."
NOT_ENOUGH = "The PMA cannot decide this item: 3 members count and 4 are needed."
BUSINESS = (
    ("Dates of the meetings in autumn", "That the PMA meet on 15 September and 3 November 2026."),
    ("Report of the PKI Specialist", "That the PMA note the report."),
    ("Brightwater Business Supply: advice on a possible breach", "That the PMA advise the Panel as drafted."),
    ("Layout of the annual report", "That the annual report be laid out as proposed."),
)


def _counted(*people: str, **alternates: str) -> list[Json]:
    """[name, seat] of those who count, in the order of the seats; an alternate by the seat of the member."""
    sat = {SEAT[one]: one for one in people} | {code.replace("_", "-"): one for code, one in alternates.items()}
    order = ("CH", "LS-A", "LS-B", "SS", "NW", "SSC", "TSC")
    return [[sat[code], code] for code in order if code in sat]


def _before() -> Story:
    """The group had sold the company in 2024; the case, and the draft of the advice."""
    employed: dict[str, Json] = {"first_day": "2024-01-01"}
    return (
        Step(
            day="2026-04-01",
            deed="organisation.leave_group",
            given={"organisation": SUBJECT, "group": GROUP, "last_day": "2024-12-31"},
        ),
        Step(day="2026-04-01", deed="person.add", given={"name": BARRED, "employer": SUBJECT} | employed),
        Step(day="2026-04-01", deed="person.add", given={"name": OF_HALDEN, "employer": "Halden Power"} | employed),
        Step(
            day="2026-04-01",
            deed="case.open",
            given={"title": "Brightwater Business Supply: approvals by one officer", "organisation": SUBJECT},
            keep="case",
        ),
        Step(
            day="2026-04-01",
            deed="breach.open",
            given={
                "case": "$case",
                "title": "One officer approved alone on eleven days",
                "trigger": "complaint",
                "allegation": "Both approvals carry the number of one card.",
                "requirements": ["REQ-RAPP-2.1-5.2"],
            },
            keep="breach",
        ),
        Step(day="2026-04-02", deed="breach.gather_facts", given={"breach": "$breach"}),
        Step(
            day="2026-04-02",
            deed="evidence.add",
            given={
                "case": "$case",
                "title": "Approval log",
                "source": SUBJECT,
                "received_on": "2026-04-02",
                "file": {"name": "approvals.csv", "text": "request,first,second\nCSR-7,ARO-2,ARO-2\n"},
            },
            keep="log",
        ),
        Step(
            day="2026-04-02",
            deed="breach.add_fact",
            given={
                "breach": "$breach",
                "words_given": "On eleven days in March both approvals carry the number of one card.",
                "evidence": ["$log"],
            },
        ),
        Step(
            day="2026-04-15",
            deed="breach.make_ready",
            given={"breach": "$breach", "why_no_representations": "It wrote that it has nothing to add."},
        ),
        Step(
            day="2026-04-15",
            deed="breach.propose",
            given={
                "breach": "$breach",
                "view": "not_material",
                "reasons": "Eleven days, no certificate issued wrongly.",
                "proportionality": "A small desk; nothing beyond the view is called for.",
            },
        ),
        Step(
            day="2026-04-16",
            deed="advice.draft_on_breach",
            given={
                "breach": "$breach",
                "title": "Brightwater Business Supply: approvals by one officer",
                "recommendation": "The Panel is recommended to take note of the PMA's view.",
            },
            keep="advice",
        ),
    )


def _forecast(day: str, count: int, quorate: bool, **seen: Json) -> Expect:
    return Expect(
        day=day,
        what="item",
        of="$june item 3",
        seen={"state": "listed", "forecast": True, "count": count, "quorate": quorate, **seen},
    )


def _called() -> Story:
    """1. Five are expected; forecast on 20 April: quorate, 5."""
    steps: list[Step | Expect] = [
        Step(
            day=CALLED,
            deed="meeting.schedule",
            given={"title": "PMA meeting of June", "starts_at": f"{FIRST}T10:00", "place": "London"},
            keep="june",
        )
    ]
    for number, (title, motion) in enumerate(BUSINESS, 1):
        given: dict[str, Json] = {"meeting": "$june", "title": title, "motion": motion}
        if number == 3:
            given["subject"] = "$advice"
        steps.append(Step(day=CALLED, deed="item.list", given=given, keep=f"june item {number}"))
    for person in AWAY:
        steps.append(Step(day=CALLED, deed="meeting.apologies", given={"meeting": "$june", "person": person}))
    return (
        *steps,
        _forecast(
            CALLED,
            5,
            True,
            counted=_counted(CHAIR, LS_A, LS_B, NETWORKS, SSC),
            kept_out={},
            suggested_recusals=[],
            concentration=["D. Reyes and S. Mistry work for Brightwater Energy (R31, paragraph 26, 35)."],
        ),
    )


def _bought() -> Story:
    """2. The group bought it on 1 May: inquorate, 3, with the two members and the date of affiliation."""
    why = "works for Brightwater Energy, affiliated since 1 May 2026"
    return (
        Step(
            day=BOUGHT,
            deed="organisation.affiliate",
            given={"organisation": SUBJECT, "group": GROUP, "first_day": "2026-05-01"},
        ),
        _forecast(
            BOUGHT,
            3,
            False,
            counted=_counted(CHAIR, LS_B, NETWORKS),
            kept_out={LS_A: BY_THE_GROUP, SSC: BY_THE_GROUP},
            suggested_recusals=[{"name": LS_A, "why": why}, {"name": SSC, "why": why}],
        ),
    )


def _alternates() -> Story:
    """3. One alternate is barred, one may sit although another member has the same employer: forecast 4, quorate."""
    nominated: dict[str, Json] = {"seat": "SSC", "first_day": FIRST, "last_day": FIRST}
    return (
        Step(
            day=NAMED,
            deed="seat.nominate_alternate",
            given=nominated | {"alternate": BARRED},
            refused=("affiliated since 1 May 2026 to Brightwater Energy", "S. Mistry works"),
            rule="R27",
        ),
        Step(
            day=NAMED,
            deed="seat.nominate_alternate",
            given=nominated | {"alternate": OF_HALDEN},
            says=("K. Osei works for Halden Power, the employer of A. Whitcombe: the two would sit together (R31",),
        ),
        Step(day=NAMED, deed="meeting.apologies", given={"meeting": "$june", "person": SSC}),
        Step(
            day=NAMED,
            deed="meeting.expect",
            given={"meeting": "$june", "person": OF_HALDEN, "standing": "alternate", "seat": "SSC"},
        ),
        _forecast(
            NAMED,
            4,
            True,
            counted=_counted(CHAIR, LS_B, NETWORKS, SSC=OF_HALDEN),
            kept_out={LS_A: BY_THE_GROUP},
            concentration=["A. Whitcombe and K. Osei work for Halden Power (R31, paragraph 26, 35)."],
        ),
    )


def _agreed(item: str, begun: str, decided: str, keep: str) -> Story:
    return (
        Step(day=FIRST, deed="item.begin", given={"item": item, "begun_at": f"{FIRST}T{begun}"}),
        Step(
            day=FIRST,
            deed="decision.record",
            given={"item": item, "manner": "agreed", "decided_at": f"{FIRST}T{decided}"},
            keep=keep,
        ),
    )


def _counts_five(decision: str) -> Expect:
    """Of every other item: five in the room, the alternate among them."""
    return Expect(
        day=FIRST,
        what="decision",
        of=decision,
        seen={
            "state": "recorded",
            "quorate": True,
            "quorum_count": 5,
            "result": "carried",
            "snapshot": [
                [CHAIR, "CH", "member", None, True, False],
                [LS_A, "LS-A", "member", "Brightwater Energy", True, False],
                [LS_B, "LS-B", "member", "Halden Power", True, False],
                [NETWORKS, "NW", "member", "Marrick Networks", True, False],
                [OF_HALDEN, "SSC", "alternate", "Halden Power", True, False],
            ],
        },
    )


def _met() -> Story:
    """4. The alternate has an interest and leaves for the item: 3; it is deferred, and everything else proceeds."""
    item: dict[str, Json] = {"item": "$june item 3", "person": OF_HALDEN}
    arrived = f"{FIRST}T10:00"
    return (
        Step(day=FIRST, deed="meeting.open", given={"meeting": "$june", "opened_at": arrived}),
        *(
            Step(day=FIRST, deed="meeting.arrive", given={"meeting": "$june", "person": one, "arrived_at": arrived})
            for one in (CHAIR, LS_A, LS_B, NETWORKS, OF_HALDEN)
        ),
        *_agreed("$june item 1", "10:05", "10:10", "dates"),
        _counts_five("$dates"),
        Step(day=FIRST, deed="item.begin", given={"item": "$june item 2", "begun_at": f"{FIRST}T10:12"}),
        Step(day=FIRST, deed="item.note", given={"item": "$june item 2", "note": "The report was noted."}),
        Step(day=FIRST, deed="item.begin", given={"item": "$june item 3", "begun_at": f"{FIRST}T10:20"}),
        Expect(
            day=FIRST,
            what="item",
            of="$june item 3",
            seen={
                "state": "under_discussion",
                "forecast": False,
                "count": 4,
                "quorate": True,
                "counted": _counted(CHAIR, LS_B, NETWORKS, SSC=OF_HALDEN),
            },
        ),
        Step(
            day=FIRST,
            deed="item.declare_interest",
            given=item | {"nature": INTEREST, "declared_at": f"{FIRST}T10:21"},
        ),
        Step(
            day=FIRST,
            deed="item.rule_on_interest",
            given=item | {"ruling": "leaves", "ruled_by": CHAIR, "left_at": f"{FIRST}T10:22"},
        ),
        Expect(
            day=FIRST,
            what="item",
            of="$june item 3",
            seen={
                "count": 3,
                "quorate": False,
                "counted": _counted(CHAIR, LS_B, NETWORKS),
                "kept_out": {LS_A: BY_THE_GROUP, OF_HALDEN: "Excused from this item (R29, paragraph 26, 35)."},
                "excused_names": [OF_HALDEN],
            },
        ),
        Step(
            day=FIRST,
            deed="decision.record",
            given={"item": "$june item 3", "manner": "agreed", "decided_at": f"{FIRST}T10:25"},
            refused=(NOT_ENOUGH,),
            rule="R30",
        ),
        Step(
            day=FIRST,
            deed="item.defer",
            given={"item": "$june item 3", "reason": "Three count for it; an alternate for LS-A is to be found."},
        ),
        Expect(day=FIRST, what="item", of="$june item 3", seen={"state": "deferred", "decision": None}),
        *_agreed("$june item 4", "10:30", "10:40", "layout"),
        _counts_five("$layout"),
        Step(day=FIRST, deed="meeting.close", given={"meeting": "$june", "closed_at": f"{FIRST}T11:00"}),
    )


def _again() -> Story:
    """5. A fortnight later, with the alternate from Corvane Consulting: quorate, 4; 2 to 1; the snapshot says who."""
    arrived = f"{SECOND}T10:00"
    for_one_day: dict[str, Json] = {"first_day": SECOND, "last_day": SECOND}
    votes: list[Json] = [
        {"person": OF_CORVANE, "cast": "for"},
        {"person": LS_B, "cast": "against"},
        {"person": NETWORKS, "cast": "for"},
    ]
    return (
        Step(
            day="2026-06-17",
            deed="meeting.schedule",
            given={"title": "Second PMA meeting of June", "starts_at": arrived, "place": "By video", "mode": "video"},
            keep="second",
        ),
        Step(
            day="2026-06-17",
            deed="item.carry_over",
            given={"item": "$june item 3", "meeting": "$second"},
            keep="carried item",
        ),
        Step(
            day="2026-06-17",
            deed="seat.nominate_alternate",
            given={"seat": "LS-A", "alternate": OF_CORVANE} | for_one_day,
        ),
        *(
            Step(day="2026-06-17", deed="meeting.apologies", given={"meeting": "$second", "person": one})
            for one in (LS_A, *AWAY)
        ),
        Step(
            day="2026-06-17",
            deed="meeting.expect",
            given={"meeting": "$second", "person": OF_CORVANE, "standing": "alternate", "seat": "LS-A"},
        ),
        Step(day=SECOND, deed="meeting.open", given={"meeting": "$second", "opened_at": arrived}),
        *(
            Step(day=SECOND, deed="meeting.arrive", given={"meeting": "$second", "person": one, "arrived_at": arrived})
            for one in (CHAIR, OF_CORVANE, LS_B, NETWORKS, SSC)
        ),
        Step(
            day=SECOND,
            deed="item.excuse",
            given={"item": "$carried item", "person": SSC, "reason": "Works for Brightwater Energy."},
        ),
        Step(day=SECOND, deed="item.begin", given={"item": "$carried item", "begun_at": f"{SECOND}T10:05"}),
        Step(
            day=SECOND,
            deed="decision.record",
            given={
                "item": "$carried item",
                "manner": "vote",
                "decided_at": f"{SECOND}T10:30",
                "votes": votes,
            },
            keep="decision",
        ),
        Step(day=SECOND, deed="meeting.close", given={"meeting": "$second", "closed_at": f"{SECOND}T10:45"}),
        Expect(
            day=SECOND,
            what="decision",
            of="$decision",
            seen={
                "state": "recorded",
                "quorate": True,
                "quorum_count": 4,
                "result": "carried",
                "votes_for": 2,
                "votes_against": 1,
                "snapshot": [
                    [CHAIR, "CH", "member", None, True, False],
                    [OF_CORVANE, "LS-A", "alternate", "Corvane Consulting", True, False],
                    [LS_B, "LS-B", "member", "Halden Power", True, False],
                    [NETWORKS, "NW", "member", "Marrick Networks", True, False],
                    [SSC, "SSC", "member", "Brightwater Energy", False, True],
                ],
            },
        ),
    )


PREPARED: Story = _before()
"""Not the journey: the case stands before the meeting is called."""
JOURNEY: Story = (*_called(), *_bought(), *_alternates(), *_met(), *_again())
STORY: Story = (*PREPARED, *JOURNEY)
