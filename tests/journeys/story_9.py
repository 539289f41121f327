"""Scenario 9 of domain.md: a suspension at night, a notice withheld, the CRL, an appeal (R76-R85, 6.5).

Wren Valley Power's keys are likely to be compromised. The night is recorded in one go, as it happened.
"""

from __future__ import annotations

from tests.journeys.roster import CHAIR, MEMBERS
from tests.journeys.story import Expect, Json, Step, Story

WREN = "Wren Valley Power"
NIGHT = "2026-10-12"
LS_B, NETWORKS, TSC = "A. Whitcombe", "H. Boyd", "Niamh Ní Bhriain"
ELECTRICITY, GAS = "Electricity supply User Gateway services", "Gas supply User Gateway services"
SERIALS = ("0A:1B:2C:01", "0a1b2c02", "0x0A1B2C03")
LATE_TO_PANEL = "The Panel's duty line was not answered until 03:40; it was not reasonably practicable before."
LATE_TO_AUTHORITY = "The Authority has no line at night; its duty officer was found at 03:50, not practicable before."
MISSING = ["effect_on_service", "reasons", "dialogue", "proportionality", "impact"]


def night(*on_call: str, not_reached: tuple[str, ...] = (), **more: Json) -> dict[str, Json]:
    """What is typed at night, in the order in which it happened."""
    return {
        "organisation": WREN,
        "called_at": f"{NIGHT}T03:05",
        "on_call": list(on_call),
        "not_reached": list(not_reached),
        "ground": "compromise",
        "likelihood": "likely",
        "services": f"{ELECTRICITY}\n{GAS}",
        "decided_at": f"{NIGHT}T03:10",
        "instructed_at": f"{NIGHT}T03:15",
        "effective_at": f"{NIGHT}T03:25",
        "review_on": "2026-10-19",
        "panel_told_at": f"{NIGHT}T03:40",
        "authority_told_at": f"{NIGHT}T03:50",
        **more,
    }


def notices(*rows: tuple[str, str, int | None]) -> list[Json]:
    """(to whom, state, margin in minutes) of each notice, as the looks give them."""
    return [list(row) for row in rows]


def _ordered() -> Story:
    """1. The call at 03:05, and everything that followed; 3. the CRL instruction at 03:20."""
    certificates: list[Json] = [{"issuer": "DCC Organisation CA", "serial": one, "holder": WREN} for one in SERIALS]
    return (
        Step(
            day=NIGHT,
            deed="suspension.record_night",
            given=night(
                CHAIR,
                LS_B,
                NETWORKS,
                TSC,
                not_reached=("D. Reyes",),
                certificates=certificates,
                clause="4.9.3",
                crl_issued_at=f"{NIGHT}T03:20",
                crl_confirmed_at=f"{NIGHT}T04:05",
                call_ended_at=f"{NIGHT}T04:10",
            ),
            keep="suspension",
            says=(
                "$suspension/N1: After: 15 min",
                "$suspension/N2: After: 25 min",
                "Confirmed 45 min",
            ),
        ),
        Expect(
            day=NIGHT,
            what="suspension",
            of="$suspension",
            seen={
                "state": "in_effect",
                "valid": True,
                "purported": False,
                "quorum_count": 4,
                "grounds": "an immediate compromise that is likely to occur",
                "services": [ELECTRICITY, GAS],
                "notices": notices(("panel", "sent", -15), ("authority", "sent", -25), ("parties", "owed", None)),
                "owes_reason": ["$suspension/N1", "$suspension/N2"],
                "missing": list(MISSING),
                "reached": [CHAIR, LS_B, NETWORKS, TSC],
                "not_reached": ["D. Reyes"],
                "crl": [["CRL-2026-0001", "confirmed", 3, 45]],
                "instants": {
                    "considered_at": "2026-10-12T02:05:00Z",
                    "ordered_at": "2026-10-12T02:10:00Z",
                    "instructed_at": "2026-10-12T02:15:00Z",
                    "effective_at": "2026-10-12T02:25:00Z",
                },
                "duties": [
                    ["$suspension", "suspension.give_reasons", 5],
                    ["$suspension", "suspension.review", 1],
                    ["$suspension/N1", "notice.give_reason", 1],
                    ["$suspension/N2", "notice.give_reason", 1],
                    ["$suspension/N3", "notice.send", 1],
                ],
            },
        ),
    )


def _written_down() -> Story:
    """1, the rest: two reasons, each by its own test, and what was not written at night."""
    return (
        Step(
            day=NIGHT,
            deed="notice.give_reason",
            given={"notice": "$suspension/N1", "late_reason": LATE_TO_PANEL},
        ),
        Step(
            day=NIGHT,
            deed="notice.give_reason",
            given={"notice": "$suspension/N2", "late_reason": LATE_TO_PANEL},
            says=("$suspension/N1 gives the same reason",),
        ),
        Step(
            day=NIGHT,
            deed="notice.give_reason",
            given={"notice": "$suspension/N2", "late_reason": LATE_TO_AUTHORITY},
        ),
        Step(
            day=NIGHT,
            deed="suspension.give_reasons",
            given={
                "suspension": "$suspension",
                "no_dialogue_because": "Its duty line was engaged from 03:06 on; we rang four times.",
            },
        ),
        Expect(
            day=NIGHT,
            what="suspension",
            of="$suspension",
            seen={"owes_reason": [], "missing": [one for one in MISSING if one != "dialogue"]},
        ),
        Step(
            day="2026-10-13",
            deed="suspension.give_reasons",
            given={
                "suspension": "$suspension",
                "effect_on_service": "Whoever holds the keys can sign as the participant.",
                "reasons": "A contractor's laptop with the key store was stolen at 01:40.",
                "proportionality": "Nothing less stops the keys from being used tonight.",
                "impact": "Its reads and its tenders for the morning; the Authority was told of it.",
            },
        ),
        Expect(day="2026-10-13", what="suspension", of="$suspension", seen={"missing": []}),
    )


def _withheld() -> Story:
    """2. The notice to the Parties is itself a risk: sending is blocked until the exception ends."""
    return (
        Step(
            day="2026-10-13",
            deed="notice.except_for_security",
            given={
                "notice": "$suspension/N3",
                "reason": "Telling the Parties tells the thief that the keys are known to be stolen.",
                "judged_on": NIGHT,
                "review_on": "2026-10-19",
            },
        ),
        Step(
            day="2026-10-14",
            deed="notice.send",
            given={"notice": "$suspension/N3", "sent_at": "2026-10-14T09:00", "channel": "secure e-mail"},
            refused=("$suspension/N3 is withheld", "19 October 2026"),
            rule="R83",
        ),
        Expect(
            day="2026-10-19",
            what="suspension",
            of="$suspension",
            seen={
                "due": [
                    ["$suspension", "suspension.review", "2026-10-19", 0],
                    ["$suspension/N3", "notice.extend_exception", "2026-10-19", 0],
                ],
            },
        ),
        Step(
            day="2026-10-19",
            deed="notice.extend_exception",
            given={
                "notice": "$suspension/N3",
                "reason": "The laptop is not found; the keys are replaced on the 22nd.",
                "review_on": "2026-10-26",
            },
        ),
        Step(
            day="2026-10-19",
            deed="suspension.review",
            given={"suspension": "$suspension", "review_on": "2026-11-16", "reason": "The keys are not replaced."},
        ),
        Expect(
            day="2026-10-19",
            what="suspension",
            of="$suspension",
            seen={
                "due": [
                    ["$suspension/N3", "notice.extend_exception", "2026-10-26", 0],
                    ["$suspension", "suspension.review", "2026-11-16", 0],
                ],
            },
        ),
        Step(
            day="2026-10-20",
            deed="appeal.lodge",
            given={
                "suspension": "$suspension",
                "lodged_on": "2026-10-20",
                "grounds": "The gas services use other keys.",
                "interim_effect": "The suspension holds until it is heard.",
            },
            keep="appeal",
        ),
        Step(
            day="2026-10-22",
            deed="notice.end_exception",
            given={"notice": "$suspension/N3", "reason": "The keys are replaced: the risk has passed."},
        ),
        Step(
            day="2026-10-22",
            deed="notice.send",
            given={"notice": "$suspension/N3", "sent_at": "2026-10-22T14:00", "channel": "secure e-mail"},
        ),
        Expect(
            day="2026-10-22",
            what="suspension",
            of="$suspension",
            seen={
                "notices": notices(("panel", "sent", -15), ("authority", "sent", -25), ("parties", "sent", -15035)),
                "exceptions": ["2026-10-19", "2026-10-26", None],
            },
        ),
    )


def _appealed() -> Story:
    """4. Heard after the event: the gas services were wrongly included. The scope is reduced, not rewritten."""
    return (
        Step(
            day="2026-11-03",
            deed="appeal.record_outcome",
            given={
                "appeal": "$appeal",
                "heard_on": "2026-11-03",
                "outcome": "upheld_in_part",
                "outcome_on": "2026-11-03",
                "words_given": "The gas services were wrongly included.",
            },
            says=("owes a variation or a lift in part",),
        ),
        Step(
            day="2026-11-03",
            deed="suspension.lift_in_part",
            given={
                "suspension": "$suspension",
                "from_at": "2026-11-03T17:00",
                "services": ELECTRICITY,
                "appeal": "$appeal",
                "reason": "As the Authority found: the gas services use other keys.",
            },
        ),
        Expect(
            day="2026-11-03",
            what="suspension",
            of="$suspension",
            seen={
                "state": "in_effect",
                "services": [ELECTRICITY],
                "scopes": [[1, "ordered", [ELECTRICITY, GAS], None], [2, "lifted_in_part", [ELECTRICITY], "$appeal"]],
                "full_duration": "22 d 14 h 35 min",
                "appeals": [["$appeal", "upheld_in_part", "2026-11-03", [2]]],
            },
        ),
        *_told_of(2, "2026-11-03T17:30", range(4, 7)),
    )


def _told_of(scope: int, sent_at: str, numbers: range) -> Story:
    """Whoever was told of the suspension is told of what became of it."""
    return tuple(
        Step(
            day=sent_at[:10],
            deed="notice.send",
            given={"notice": f"$suspension/N{number}", "sent_at": sent_at, "channel": "secure e-mail"},
        )
        for number in numbers
    )


def _lifted() -> Story:
    """5. The rest is lifted by a decision; the case is closed although the Panel was told late."""
    day = "2026-11-10"
    present = tuple(name for name in MEMBERS)
    at = f"{day}T10:00"
    steps: list[Step | Expect] = [
        Step(
            day=day,
            deed="meeting.schedule",
            given={"title": "PMA meeting of November", "starts_at": at, "place": "London"},
            keep="november",
        ),
        Step(
            day=day,
            deed="item.list",
            given={
                "meeting": "$november",
                "title": "Wren Valley Power: lift what is left",
                "subject": "$suspension",
                "motion": "That the PMA lift the suspension.",
                "asks": "lift_suspension",
            },
            keep="item",
        ),
        Step(day=day, deed="meeting.open", given={"meeting": "$november", "opened_at": at}),
        Step(
            day=day,
            deed="meeting.record_arrivals",
            given={"meeting": "$november", "arrived_at": at, "arrivals": [{"person": name} for name in present]},
        ),
        Step(day=day, deed="item.begin", given={"item": "$item", "begun_at": at}),
        Step(
            day=day,
            deed="decision.record",
            given={"item": "$item", "manner": "agreed", "decided_at": f"{day}T10:15"},
            keep="lift",
        ),
        Step(day=day, deed="meeting.close", given={"meeting": "$november", "closed_at": f"{day}T11:00"}),
        Step(
            day=day,
            deed="suspension.lift",
            given={"suspension": "$suspension", "lifted_at": f"{day}T12:00"},
            refused=("Name the decision",),
            rule="R76",
        ),
        Step(
            day=day,
            deed="suspension.lift",
            given={"suspension": "$suspension", "lifted_at": f"{day}T12:00", "decision": "$lift"},
        ),
        Step(
            day=day,
            deed="suspension.close",
            given={"suspension": "$suspension"},
            refused=("$suspension/N7, to the SEC Panel, is neither sent nor held unnecessary",),
            rule="R79",
        ),
        *_told_of(3, f"{day}T12:30", range(7, 10)),
        Step(
            day=day,
            deed="case.close",
            given={"case": "CASE-2026-0001", "reason": "Over."},
            refused=("$suspension still open",),
        ),
        Step(day=day, deed="suspension.close", given={"suspension": "$suspension"}),
        Step(day=day, deed="case.close", given={"case": "CASE-2026-0001", "reason": "The keys were replaced."}),
        Expect(
            day=day,
            what="suspension",
            of="$suspension",
            seen={
                "state": "closed",
                "services": [],
                "full_duration": "22 d 14 h 35 min",
                "partial_duration": "6 d 19 h 0 min",
                "lift_decision": "$lift",
                "told": [
                    ["panel", "After: 15 min after it took effect.", LATE_TO_PANEL],
                    ["authority", "After: 25 min after it took effect.", LATE_TO_AUTHORITY],
                    ["parties", "After: 10 d 10 h 35 min after it took effect.", ""],
                ],
                "duties": [],
            },
        ),
    ]
    return tuple(steps)


STORY: Story = (*_ordered(), *_written_down(), *_withheld(), *_appealed(), *_lifted())

INQUORATE: Story = (
    Step(
        day=NIGHT,
        deed="suspension.record_night",
        given=night(CHAIR, LS_B, NETWORKS, not_reached=("D. Reyes", TSC)),
        keep="suspension",
        irregular=("R30", "R76"),
        says=("Who else could make the quorum: D. Reyes for Large Supplier A", f"{TSC} for Technical Sub-Committee"),
    ),
    Expect(
        day=NIGHT,
        what="suspension",
        of="$suspension",
        seen={
            "state": "in_effect",
            "valid": False,
            "purported": True,
            "quorum_count": 3,
            "could_make_quorum": [
                ["D. Reyes", True],
                ["J. Pryce", False],
                ["S. Mistry", False],
                [TSC, True],
            ],
        },
    ),
)
"""6. Only the Chair and two members are reached: no valid decision; what was ordered is kept as purported (Q3)."""
