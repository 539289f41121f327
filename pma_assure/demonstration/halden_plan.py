"""The remediation plan of Halden Power as its own security team wrote it, and what becomes of each passage of it."""

from __future__ import annotations

from dataclasses import dataclass

from pma_assure.demonstration.timetable import Timetable
from pma_assure.rules.vocabulary import Marking
from pma_assure.workflows.plan_versions import MilestoneGiven, PartGiven

PARTS = (
    PartGiven(
        heading="What happened",
        text=(
            "Between {2025-06-02} and {2025-09-19} forty-one certificate signing requests for Organisation Certificates"
            " were approved by one Authorised Responsible Officer alone. The second approval that the RAPP requires was"
            " given with the same card, within a minute of the first.\n\n"
            "The desk concerned is in room 2.14 of our Ipswich operations centre. Outside office hours it is reached"
            " through the management segment 10.44.0.0/19, which carries no second factor.\n\n"
            "The practice began when one of two officers fell ill. Dr Ceri Llŷr, who led the desk, asked for a"
            " replacement on {2025-05-30} and was told to carry on. It ended on the day on which our own monthly review"
            " of the approval log found it, and we reported it to the DCC on the next Working Day."
        ),
    ),
    PartGiven(
        heading="Certificates affected",
        text=(
            "All forty-one certificates were revoked and issued anew under two approvals by {2025-10-14}. No message"
            " signed with any of the forty-one Private Keys was found that our systems had not sent.\n\n"
            "Parties that cached one of these certificates before {2025-10-14} should refresh their copy from the"
            " SMKI Repository and reject the serial numbers on the revocation list of that day."
        ),
    ),
    PartGiven(
        heading="Why it happened",
        text=(
            "The registration software compared the names of the two approvers, not their cards, and a card could be"
            " enrolled under two names. The vendor has known of this since release 7.3 and mends it in 7.5.\n\n"
            "Cover for the desk is bought from Coldharbour Key Services at 412 pounds a shift. Nobody asked for it in"
            " June because the budget of the desk was spent."
        ),
    ),
    PartGiven(
        heading="What we do about it",
        text=(
            "Every officer holds a card of their own, and the registration software refuses a second approval by a card"
            " that gave the first. Both were tested in the presence of the assessor.\n\n"
            "Approval logs are copied once an hour to a store that the desk cannot change, and are read every month by"
            " somebody who holds no role on the desk.\n\n"
            "The two cards that could be enrolled twice are ARO-07 and ARO-09; their unlocking codes were kept in one"
            " envelope in safe B."
        ),
    ),
    PartGiven(
        heading="Costs and contracts",
        text=(
            "The cost to us is 186,000 pounds, of which 94,500 pounds is the change to the registration software under"
            " our framework agreement with its vendor."
        ),
    ),
)
TITLE = "Remediation plan: two officers on the registration desk"


def milestones(timetable: Timetable, findings: tuple[str, ...]) -> tuple[MilestoneGiven, ...]:
    """The six milestones as Halden proposed them; ``findings`` in the order in which they were raised."""
    day = timetable.day
    alone, shared, late, contractor = findings[:4]
    return (
        MilestoneGiven(
            title="An individual card for every officer",
            owner="Halden Power, Head of Registration",
            due=day(2026, 4, 30),
            criterion="The card register shows one card for each officer, and the assessor has seen each card in the"
            " hand of its holder.",
            finding=shared,
        ),
        MilestoneGiven(
            title="The key ceremony is held again with two witnesses",
            owner="Halden Power, Key Manager",
            due=day(2026, 5, 29),
            criterion="The signed script names two witnesses who hold no card of the desk, and the log of the module"
            " agrees with it.",
            finding=alone,
        ),
        MilestoneGiven(
            title="The software refuses a second approval by the same card",
            owner="Halden Power, Applications",
            due=day(2026, 6, 30),
            criterion="Thirty trial requests with one card are all refused, and the log of a month shows two cards for"
            " every request.",
            finding=alone,
        ),
        MilestoneGiven(
            title="The contractor's officers are trained and assessed",
            owner="Halden Power, Supplier Assurance",
            due=day(2026, 7, 31),
            criterion="Each of the contractor's officers has passed the desk's own assessment in the last twelve"
            " months.",
            finding=contractor,
        ),
        MilestoneGiven(
            title="Approval logs are copied to a store outside the desk",
            owner="Halden Power, Security Operations",
            due=day(2026, 9, 30),
            criterion="For ninety days the copy is complete and no account of the desk can write to it.",
        ),
        MilestoneGiven(
            title="Revocation is rehearsed at night and in daytime",
            owner="Halden Power, Head of Registration",
            due=day(2026, 10, 30),
            criterion="Two rehearsals, one of them at night, reach an authenticated request in less than four hours.",
            finding=late,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What becomes of passages, by their numbers, and why the Parties need what is published."""

    passages: tuple[int, ...]
    marking: Marking
    necessity: str = ""


CUT_BEFORE, CUT_AFTER = "Dr Ceri Llŷr", "told to carry on."
"""The sentence about a person stands in the middle of passage 4; cutting it out makes passages 30 and 31."""

MARKS = (
    Mark(
        passages=(1, 2),
        marking=Marking.PUBLISH,
        necessity="Parties must know which control failed and when, to judge what they received in that time.",
    ),
    Mark(
        passages=(4, 31),
        marking=Marking.PUBLISH,
        necessity="Shows how the failure came to light, which every registration desk can use.",
    ),
    Mark(
        passages=(5, 6, 7),
        marking=Marking.PUBLISH,
        necessity="Parties that hold one of the certificates have to act.",
    ),
    Mark(
        passages=(8, 9),
        marking=Marking.PUBLISH,
        necessity="Other Subscribers use comparable registration software and have to look for the same fault.",
    ),
    Mark(
        passages=(11, 12, 13, 17, 18, 20, 22, 26, 28),
        marking=Marking.PUBLISH,
        necessity="Parties rely on these certificates again once they can see what was put right, and by when.",
    ),
    Mark(passages=(3, 14), marking=Marking.SECURITY),
    Mark(passages=(10, 16, 24, 25), marking=Marking.COMMERCIAL),
    Mark(passages=(30,), marking=Marking.PERSONAL),
    Mark(passages=(15, 19, 21, 23, 27, 29), marking=Marking.NOT_NECESSARY),
)
"""As first decided. Passages are numbered in the order of the plan; 1, 5, 8, 11, 15 and 17 are headings, and each
milestone from 18 on gives two, its action and its criterion."""

SUMMARY = (
    "The registration software relied on what was typed, not on what was held in the hand. Its vendor has been told;"
    " Subscribers that use comparable software should test theirs."
)
SUMMARISED = 9
