"""Scenario 6 of domain.md: a breach with no assessment behind it, on which the Panel differs from the advice (R67-R69).

Kestrel Gas Transport reports a suspected key compromise itself, 40 hours after it was discovered.
"""

from __future__ import annotations

from tests.journeys.roster import CHAIR, MEMBERS
from tests.journeys.story import Expect, Item, Json, Step, Story, meeting

KESTREL = "Kestrel Gas Transport"
REQUIREMENT = "REQ-RAPP-2.1-7.4"
VOTING = tuple(name for name in MEMBERS if name not in (CHAIR, "Niamh Ní Bhriain"))
PRESENT = (CHAIR, *VOTING)
REASONS = "Late report; possible effect on 2 certificates; no harm found."
OUTCOME = "Breach not material; written reminder."
ITEMS = ("server log", "duty call", "written report", "certificate list", "service log", "hearsay")


def _opened() -> Story:
    """1. A self-report, no assessment: allowed."""
    return (
        Step(
            day="2026-03-04",
            deed="case.open",
            given={"title": "Kestrel Gas Transport: suspected compromise", "organisation": KESTREL},
            keep="case",
        ),
        Step(
            day="2026-03-04",
            deed="breach.open",
            given={
                "case": "$case",
                "title": "Suspected key compromise reported after 40 hours",
                "trigger": "self_report",
                "allegation": "The PMA was told forty hours after the discovery.",
                "requirements": [REQUIREMENT],
            },
            keep="breach",
        ),
        Expect(
            day="2026-03-04",
            what="breach",
            of="$breach",
            seen={"state": "opened", "trigger": "self_report", "assessment": None, "requirements": [REQUIREMENT]},
        ),
        Step(day="2026-03-05", deed="breach.gather_facts", given={"breach": "$breach"}),
    )


def _taken_in() -> Story:
    """2. Six items of evidence; one cannot be verified, and cannot be the only support of a fact."""
    steps: list[Step | Expect] = [
        Step(
            day="2026-03-10",
            deed="evidence.add",
            given={
                "case": "$case",
                "title": f"The {name}",
                "source": KESTREL,
                "received_on": "2026-03-10",
                "file": {"name": f"{number}.txt", "text": f"{name}\n"},
                "verifiable": name != "hearsay",
            },
            keep=name,
        )
        for number, name in enumerate(ITEMS, 1)
    ]
    facts = (
        ("An unknown session was seen on 2 March at 14:10.", ["$server log"]),
        ("Kestrel told the PMA on 4 March at 06:20, 40 hours later.", ["$duty call", "$written report"]),
        ("Two certificates could have been affected.", ["$certificate list"]),
    )
    for words, evidence in facts:
        named: list[Json] = list(evidence)
        steps.append(
            Step(
                day="2026-03-12",
                deed="breach.add_fact",
                given={"breach": "$breach", "words_given": words, "evidence": named},
            )
        )
    steps += [
        Step(
            day="2026-03-12",
            deed="breach.add_fact",
            given={"breach": "$breach", "words_given": "Neither was used.", "evidence": ["$hearsay"]},
            says=("cannot be its only support",),
            keep="unused",
        ),
        Expect(
            day="2026-03-12",
            what="breach",
            of="$breach",
            seen={"evidence": 6, "supported": [True, True, True, False]},
        ),
        Step(
            day="2026-03-13",
            deed="breach.make_ready",
            given={"breach": "$breach", "why_no_representations": "It reported the matter itself."},
            refused=("$unused", "cannot be the only support"),
            rule="R67",
        ),
        Step(day="2026-03-16", deed="evidence.link", given={"evidence": "$service log", "supports": "$unused"}),
        Expect(day="2026-03-16", what="breach", of="$breach", seen={"supported": [True, True, True, True]}),
    ]
    return tuple(steps)


def _heard() -> Story:
    """3, first half. Representations are sought, made and answered; then the paper with the view that is proposed."""
    steps: list[Step | Expect] = [
        Step(
            day="2026-03-17",
            deed="breach.seek_representations",
            given={"breach": "$breach", "represent_by": "2026-04-10"},
        ),
        Step(
            day="2026-04-01",
            deed="breach.make_ready",
            given={"breach": "$breach"},
            refused=("10 April 2026",),
            rule="R72",
        ),
        Step(
            day="2026-04-08",
            deed="breach.record_representation",
            given={
                "breach": "$breach",
                "received_on": "2026-04-08",
                "words_given": "The officer on call was abroad; we reported as soon as anybody could.",
            },
        ),
        Step(
            day="2026-04-09",
            deed="breach.answer_representation",
            given={"breach": "$breach", "representation": 1, "answer": "That nobody else could report is the gap."},
        ),
        Expect(day="2026-04-09", what="breach", of="$breach", seen={"representations": 1, "answered": 1}),
    ]
    for name, lean in (
        ("Late report", "towards_material"),
        ("Possible effect on 2 certificates", "towards_material"),
        ("No harm found", "against_material"),
    ):
        steps.append(
            Step(day="2026-04-13", deed="breach.add_factor", given={"breach": "$breach", "name": name, "lean": lean})
        )
    return (
        *steps,
        Step(day="2026-04-13", deed="breach.make_ready", given={"breach": "$breach"}),
        Step(
            day="2026-04-14",
            deed="breach.propose",
            given={
                "breach": "$breach",
                "view": "material_breach",
                "reasons": REASONS,
                "proportionality": "It is small and hid nothing; the PMA advises no more than its view.",
            },
        ),
        Expect(
            day="2026-04-14",
            what="breach",
            of="$breach",
            seen={"state": "ready", "proposed_view": "material_breach", "view": None},
        ),
    )


def _considered() -> Story:
    """3, second half. Quorate, 4 to 1: a material breach, in the PMA's view."""
    return (
        *meeting(
            "2026-04-21",
            "meeting of April",
            Item(
                title="Kestrel: whether there was a material breach",
                subject="$breach",
                motion="That the PMA considers that there has been a material breach.",
                keep="decision",
                against=("H. Boyd",),
                voting=VOTING,
            ),
            present=PRESENT,
        ),
        Expect(
            day="2026-04-21",
            what="decision",
            of="$decision",
            seen={"state": "recorded", "quorate": True, "result": "carried", "votes_for": 4, "votes_against": 1},
        ),
        Step(day="2026-04-22", deed="breach.consider", given={"breach": "$breach", "decision": "$decision"}),
        Expect(
            day="2026-04-22",
            what="breach",
            of="$breach",
            seen={"state": "considered", "view": "material_breach", "considered_on": "2026-04-21"},
        ),
    )


def _issue(number: str, day: str) -> Story:
    """The advice is put to a meeting, decided on word for word, and issued."""
    return (
        *meeting(
            day,
            f"meeting on {number}",
            Item(
                title="Kestrel: advice to the Panel",
                subject="$advice",
                motion="That the PMA advise the Panel as drafted.",
                keep=f"decision on {number}",
                against=("H. Boyd",),
                voting=VOTING,
            ),
            present=PRESENT,
        ),
        Step(
            day=day,
            deed="advice.issue",
            given={"advice": "$advice", "decision": f"$decision on {number}", "issued_on": day},
        ),
    )


def _advised() -> Story:
    """4. Version 1.0 is issued; a typing error is found; 1.0 stays, 1.1 is issued and says what it supersedes."""
    return (
        Step(
            day="2026-05-04",
            deed="advice.draft_on_breach",
            given={
                "breach": "$breach",
                "title": "Kestrel Gas Transport: a report after 40 hours",
                "recommendation": "That the Panel note the view of the PMA on Kestral's report.",
            },
            keep="advice",
        ),
        *_issue("1.0", "2026-05-12"),
        Expect(
            day="2026-05-12",
            what="breach advice",
            of="$advice",
            seen={"state": "issued", "view": "material_breach", "versions": {"1.0": "issued"}, "supersedes": None},
        ),
        Expect(day="2026-05-12", what="breach", of="$breach", seen={"state": "advised", "view": "material_breach"}),
        Step(
            day="2026-05-14",
            deed="advice.correct",
            given={
                "advice": "$advice",
                "correction": "“Kestral” read “Kestrel”.",
                "recommendation": "That the Panel note the view of the PMA on Kestrel's report.",
            },
        ),
        *_issue("1.1", "2026-05-19"),
        Expect(
            day="2026-05-19",
            what="breach advice",
            of="$advice",
            seen={
                "state": "issued",
                "view": "material_breach",
                "versions": {"1.0": "superseded", "1.1": "issued"},
                "supersedes": "1.0",
                "first_stays": True,
            },
        ),
        Expect(day="2026-05-19", what="breach", of="$breach", seen={"state": "advised"}),
    )


def _decided() -> Story:
    """5. The Panel sees it otherwise: recorded as reported, the difference shown, nothing attributed to the PMA."""
    return (
        Step(
            day="2026-06-05",
            deed="breach.record_outcome",
            given={
                "breach": "$breach",
                "decided_on": "2026-06-04",
                "source": "Minutes of the SEC Panel, item 4",
                "words_given": OUTCOME,
                "view": "not_material",
            },
            says=("differs from the PMA's advice",),
        ),
        Expect(
            day="2026-06-05",
            what="breach",
            of="$breach",
            seen={
                "state": "panel_decided",
                "view": "material_breach",
                "panel": [{"view": "not_material", "words": OUTCOME, "differs_from_advice": True}],
                "sanctions_of_the_pma": [],
            },
        ),
        Step(day="2026-06-08", deed="breach.close", given={"breach": "$breach"}),
        Step(
            day="2026-06-08",
            deed="case.close",
            given={"case": "$case", "reason": "The Panel has decided; nothing is open."},
        ),
        Expect(day="2026-06-08", what="breach", of="$breach", seen={"state": "closed", "case_state": "closed"}),
    )


STORY: Story = (*_opened(), *_taken_in(), *_heard(), *_considered(), *_advised(), *_decided())
