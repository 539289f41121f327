"""The plan of scenarios 7 and 8: four parts of five paragraphs and three milestones, thirty-one passages in all."""

from __future__ import annotations

from tests.journeys.story import Json

PARTS = (
    (
        "What happened",
        (
            "Between March and May one officer approved requests for Organisation Certificates alone, on nineteen"
            " days.",
            "The second approval was given with the same card, which the registration software did not notice.",
            "The desk stands in the basement of the Felixstowe depot behind door B-17, whose alarm was out of order.",
            "The officer concerned had asked twice for a colleague and had been promised one for the summer.",
            "Our internal audit had the registration desk on its programme for the following year.",
        ),
    ),
    (
        "What we do",
        (
            "Every officer receives a card of their own, and a request with one card twice is refused.",
            "The hardware security module moves from the depot to our main data centre under two custodians.",
            "The module's firmware is 6.24.7, and its audit port 9005 can be reached from the maintenance network.",
            "Training of the officers takes place at our own college and lasts two days.",
            "The team is led by our Head of Registration, who reports to the Chief Information Officer.",
        ),
    ),
    (
        "Contracts and cost",
        (
            "The module is leased from Coldharbour Key Services for 7,400 pounds a month until the end of 2029.",
            "Leaving the lease early costs eleven monthly payments, which we do not intend to make.",
            "The change of the registration software was offered to us at 58,000 pounds by its vendor.",
            "A second vendor offered the same work at 71,500 pounds with a longer warranty.",
            "Travel between the two sites is charged to the general budget of the department.",
        ),
    ),
    (
        "How it is watched",
        (
            "Until the move is complete guards pass door B-17 at 22:00, 01:30 and 04:45.",
            "Progress is reported to our board in the second week of every month.",
            "A colour code of green, amber and red is used in these reports.",
            "The board has asked for a presentation once all actions are complete.",
            "This plan was drafted by the compliance team and read by our solicitors.",
        ),
    ),
)
MODULE_CRITERION = "The custody sheet names two custodians, and a trial restoration with one of them alone is refused."


def parts() -> list[Json]:
    return [{"heading": heading, "text": "\n\n".join(paragraphs)} for heading, paragraphs in PARTS]


def milestones(version: int) -> list[Json]:
    """Version 1 has no criterion for the HSM action; that is why it came back."""
    return [
        {
            "title": "Individual cards are issued to all officers",
            "owner": "Head of Registration",
            "due": "2026-09-30",
            "criterion": "The card register shows one card for each officer.",
            "finding": "$finding",
        },
        {
            "title": "The hardware security module is moved and kept by two custodians",
            "owner": "Key Manager",
            "due": "2026-10-31",
            "criterion": "" if version == 1 else MODULE_CRITERION,
        },
        {
            "title": "Two reconciliations of the card register in a row are free of gaps",
            "owner": "Internal Control",
            "due": "2026-12-15",
            "criterion": "Both sheets are countersigned and every card is accounted for.",
        },
    ]


PUBLISHED = (1, 2, 3, 7, 8, 9, 25, 26, 28)
"""Nine that the Parties need: two paragraphs on what happened, two on what is done, headings, two milestones."""
COMMERCIAL = (14, 15, 16, 17)
SECURITY = (4, 10, 20)
NOT_NECESSARY = (5, 6, 11, 12, 13, 18, 19, 21, 22, 23, 24, 27, 29, 30, 31)


def passages() -> dict[int, str]:
    """Number to text of every passage, in the order of the plan."""
    texts: list[str] = []
    for heading, paragraphs in PARTS:
        texts += [heading, *paragraphs]
    texts.append("Milestones")
    for milestone in milestones(2):
        assert isinstance(milestone, dict)
        texts += [str(milestone["title"]), str(milestone["criterion"])]
    return dict(enumerate(texts, 1))
