"""Scenario 8 of domain.md: publishing only what is necessary (R73, R74; 5.7; invariant 6)."""

from __future__ import annotations

from tests.journeys import story_7
from tests.journeys.halden_plan import COMMERCIAL, NOT_NECESSARY, PUBLISHED, SECURITY
from tests.journeys.roster import MEMBERS, VOTING_ON_HALDEN
from tests.journeys.story import REVIEWER, Expect, Item, Json, Step, Story, meeting

TITLE = "Extract of a remediation plan"
KEPT, REPLACED, FORGOTTEN, MISREAD = 8, 9, 31, 3
"""Passages: objected to and kept, objected to and replaced by a summary, left undecided, misread as necessary."""
SUMMARY = "Key material is moved to another site of the participant and kept by two custodians."
NECESSITY = "Parties that rely on these certificates must see what failed and what is done about it."
DECIDED = {"publish": 8, "withhold not_necessary": 15, "withhold commercial": 5, "withhold security": 3}


def _numbers(numbers: tuple[int, ...]) -> list[Json]:
    return [str(number) for number in numbers]


def _mark(day: str, numbers: tuple[int, ...], marking: str, necessity: str = "") -> Step:
    given: dict[str, Json] = {"extract": "$extract", "passages": _numbers(numbers), "marking": marking}
    if necessity:
        given["necessity"] = necessity
    return Step(day=day, deed="extract.mark", given=given)


def _extract(day: str, **seen: Json) -> Expect:
    return Expect(day=day, what="extract", of="$extract", seen=seen)


def _decide(day: str, name: str) -> Story:
    return meeting(
        day,
        f"meeting on {name}",
        Item(
            title="Extract for the Parties",
            subject="$extract",
            motion="That the PMA publish exactly this version.",
            keep=f"decision on {name}",
            excused=("A. Whitcombe",),
            voting=VOTING_ON_HALDEN,
        ),
        present=MEMBERS,
    )


def _review(day: str) -> Step:
    return Step(
        day=day,
        deed="extract.review",
        given={
            "extract": "$extract",
            "note": "Read against the plan and what was released before.",
            "comparison_answer": "No: neither place, price nor person can be worked out.",
        },
        who=REVIEWER,
    )


MARKED: Story = (
    Step(day="2026-09-01", deed="extract.prepare", given={"plan": "$plan", "title": TITLE}, keep="extract"),
    _extract("2026-09-01", passages={"undecided": 31}, shown=[], state="drafting"),
    Step(
        day="2026-09-01",
        deed="extract.mark",
        given={"extract": "$extract", "passages": _numbers(PUBLISHED), "marking": "publish"},
        refused=("necessary",),
        rule="R73",
    ),
    _mark("2026-09-01", PUBLISHED, "publish", NECESSITY),
    _mark("2026-09-01", tuple(one for one in NOT_NECESSARY if one != FORGOTTEN), "not_necessary"),
    _mark("2026-09-01", COMMERCIAL, "commercial"),
    _mark("2026-09-01", SECURITY, "security"),
    Step(
        day="2026-09-01",
        deed="extract.name_participant",
        given={
            "extract": "$extract",
            "name_participant": False,
            "reason": "The Parties need not know whose desk it was.",
        },
    ),
    _extract(
        "2026-09-01",
        passages={
            "publish": 9,
            "withhold not_necessary": 14,
            "withhold commercial": 4,
            "withhold security": 3,
            "undecided": 1,
        },
    ),
)
HEARD: Story = (
    Step(
        day="2026-09-02",
        deed="extract.consult",
        given={"extract": "$extract", "consulted_on": "2026-09-02", "respond_by": "2026-09-16"},
    ),
    Step(
        day="2026-09-03",
        deed="extract.send_to_review",
        given={"extract": "$extract"},
        refused=("16 September 2026",),
        rule="R74",
    ),
    *(
        Step(
            day="2026-09-10",
            deed="extract.record_representation",
            given={
                "extract": "$extract",
                "passage": str(number),
                "claimed_ground": "commercial",
                "words_given": "This is commercially confidential.",
                "received_on": "2026-09-10",
            },
        )
        for number in (KEPT, REPLACED)
    ),
    Step(
        day="2026-09-14",
        deed="extract.send_to_review",
        given={"extract": "$extract"},
        refused=("Answer representation 1, 2",),
        rule="R74",
    ),
    Step(
        day="2026-09-14",
        deed="extract.summarise",
        given={
            "extract": "$extract",
            "passage": str(REPLACED),
            "summary": SUMMARY,
            "necessity": NECESSITY,
            "ground": "commercial",
        },
    ),
    Step(
        day="2026-09-14",
        deed="extract.answer_representation",
        given={
            "extract": "$extract",
            "number": 1,
            "answer": "Kept: the refusal of one card twice is what Parties rely on.",
        },
    ),
    Step(
        day="2026-09-14",
        deed="extract.answer_representation",
        given={
            "extract": "$extract",
            "number": 2,
            "answer": "Followed: a sentence in the PMA's own words takes its place.",
        },
    ),
    Step(
        day="2026-09-14",
        deed="extract.send_to_review",
        given={"extract": "$extract"},
        refused=(f"Passage {REPLACED} changed since the participant was consulted",),
        rule="R74",
    ),
    Step(
        day="2026-09-14",
        deed="extract.consult",
        given={"extract": "$extract", "consulted_on": "2026-09-14", "respond_by": "2026-09-21"},
    ),
    Step(day="2026-09-22", deed="extract.send_to_review", given={"extract": "$extract"}),
    Step(
        day="2026-09-23",
        deed="extract.review",
        given={"extract": "$extract", "note": "Read.", "comparison_answer": "No."},
        refused=("a second person has to review it",),
        rule="R73",
    ),
    _review("2026-09-23"),
)
BLOCKED: Story = (
    *_decide("2026-09-29", "the gap"),
    Step(
        day="2026-09-29",
        deed="extract.approve",
        given={"extract": "$extract", "decision": "$decision on the gap"},
        refused=(f"$extract/1.{FORGOTTEN} is undecided",),
        rule="R73",
    ),
    Step(
        day="2026-09-29",
        deed="extract.return_to_drafting",
        given={"extract": "$extract", "reason": f"Passage {FORGOTTEN} was forgotten."},
    ),
    _mark("2026-09-29", (FORGOTTEN,), "not_necessary"),
    _extract("2026-09-29", passages=dict(DECIDED), published_items=9, withheld=23),
    Step(
        day="2026-09-29",
        deed="extract.consult",
        given={"extract": "$extract", "consulted_on": "2026-09-29", "respond_by": "2026-10-06"},
    ),
    Step(day="2026-10-07", deed="extract.send_to_review", given={"extract": "$extract"}),
    _review("2026-10-08"),
    Step(
        day="2026-10-09",
        deed="extract.approve",
        given={"extract": "$extract", "decision": "$decision on the gap"},
        refused=("was changed since",),
    ),
)
RECIPIENTS: list[Json] = [
    {"name": "All Parties"},
    {"name": "Larkfield Energy Co-op", "organisation": "Larkfield Energy Co-op"},
]
RELEASED: Story = (
    Step(
        day="2026-10-09",
        deed="extract.release",
        given={"extract": "$extract", "recipients": RECIPIENTS},
        refused=("is Ready for decision and cannot become Released",),
    ),
    *_decide("2026-10-13", "the extract"),
    Step(
        day="2026-10-14",
        deed="extract.approve",
        given={"extract": "$extract", "decision": "$decision on the extract"},
    ),
    Step(day="2026-10-14", deed="extract.release", given={"extract": "$extract", "recipients": RECIPIENTS}),
    _extract(
        "2026-10-14",
        state="released",
        passages=dict(DECIDED),
        published_items=9,
        withheld=23,
        releases=[{"version": 1, "state": "released", "recipients": 2, "to_recall": 0}],
    ),
)
CORRECTED: Story = (
    Step(
        day="2026-11-02",
        deed="extract.correct",
        given={
            "extract": "$extract",
            "correction": "It replaces version 1, which is recalled.",
            "reason": f"Passage {MISREAD} tells how the control can be got round.",
        },
    ),
    _mark("2026-11-02", (MISREAD,), "security"),
    Step(
        day="2026-11-02",
        deed="extract.consult",
        given={"extract": "$extract", "consulted_on": "2026-11-02", "respond_by": "2026-11-04"},
    ),
    Step(day="2026-11-05", deed="extract.send_to_review", given={"extract": "$extract"}),
    _review("2026-11-06"),
    *_decide("2026-11-10", "the correction"),
    Step(
        day="2026-11-11",
        deed="extract.approve",
        given={"extract": "$extract", "decision": "$decision on the correction"},
    ),
    Step(day="2026-11-11", deed="extract.release", given={"extract": "$extract", "recipients": RECIPIENTS}),
    _extract(
        "2026-11-11",
        state="released",
        published_items=8,
        withheld=24,
        releases=[
            {"version": 1, "state": "corrected", "recipients": 2, "to_recall": 2},
            {"version": 2, "state": "released", "recipients": 2, "to_recall": 0},
        ],
        fingerprints_differ=True,
    ),
)

STORY: Story = (*story_7.APPROVED, *MARKED, *HEARD, *BLOCKED, *RELEASED, *CORRECTED)
BEFORE_CORRECTION: Story = (*story_7.APPROVED, *MARKED, *HEARD, *BLOCKED, *RELEASED)
