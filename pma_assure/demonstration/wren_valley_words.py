"""What was written in the routine assessment of Wren Valley Power."""

from __future__ import annotations

from dataclasses import dataclass

from pma_assure.rules.vocabulary import ActionKind, FindingClass, Impact

WREN = "Wren Valley Power"
CASE = (
    "Routine assessment of a small supplier that operates its own registration desk, with an office at Lune that takes"
    " requests for it. The period is the year up to {2025-11-30}."
)
CASE_PROPORTIONALITY = "Nine people; three of them are Authorised Responsible Officers beside their other work."
EARLIER = "One officer who had left in October was still on the desk's list in November."
FACT_CHECK = "The office at Lune has two officers, not three; the assessor corrected page 9."
REPORT = (
    "We visited the desk and the office at Lune, read 60 approvals and counted the cards.",
    "Finding 1 is a Major, as three cards could not be found for eleven weeks. The others are described in part 3.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding as the assessor wrote it, and what the participant answered."""

    key: str
    title: str
    finding_class: FindingClass
    statement: str
    requirement: str | None = None
    began: tuple[int, int, int] | None = None
    impact: str = ""
    level: Impact | None = None
    response: str = ""


FINDINGS = (
    Found(
        key="cards",
        title="Three cards not accounted for",
        finding_class=FindingClass.MAJOR,
        requirement="REQ-RAPP-2.0-6.1",
        began=(2025, 9, 15),
        statement="Of eleven cards in the register three could not be found between {2025-09-15} and {2025-12-01}. They"
        " were not reported as lost. Two were in a drawer at Lune; the third has been revoked.",
        impact="Whoever held a card and knew its number could have approved requests in an officer's name.",
        level=Impact.CRITICAL,
        response="Accepted. The third card belonged to an officer on leave and is revoked.",
    ),
    Found(
        key="leavers",
        title="Leavers told to the desk late",
        finding_class=FindingClass.MINOR,
        requirement="REQ-SA-1.1-3.2",
        began=(2025, 6, 2),
        statement="Two officers who left in June stood on the list of officers until {2025-08-18}.",
        impact="The operator relied on a list that was not true; nothing was approved in their names.",
        level=Impact.MEDIUM,
        response="Accepted. The letter from Personnel was stopped when Personnel moved.",
    ),
    Found(
        key="logs",
        title="Approval logs stay on the desk",
        finding_class=FindingClass.MINOR,
        requirement="REQ-RAPP-2.1-7.4",
        began=(2025, 3, 3),
        statement="The approval logs are kept on the desk's own computer and leave it once a month.",
        impact="Whoever uses the desk could change what was logged.",
        level=Impact.LOW,
        response="Disputed. Version 2.1 takes effect in February, after the period of the assessment.",
    ),
    Found(
        key="remote",
        title="Requests are taken at Lune without its own procedure",
        finding_class=FindingClass.OBSERVATION,
        requirement="REQ-RAPP-2.0-8.1",
        began=(2025, 4, 7),
        statement="The office at Lune takes requests without the written procedure that clause 8.1 asks for, so that"
        " the requirement was not met. The two officers there do as the desk does.",
        impact="None seen.",
        level=Impact.LOW,
        response="Accepted. We had taken an Observation for advice.",
    ),
    Found(
        key="keys",
        title="One approval without a recorded proof of authority",
        finding_class=FindingClass.MINOR,
        requirement="REQ-OCP-1.4-3.2.2",
        began=(2025, 7, 21),
        statement="In one of sixty approvals, that of {2025-07-21}, no proof of authority is on record.",
        impact="One certificate rests on an authority that cannot be shown.",
        level=Impact.MEDIUM,
        response="Disputed. The proof was a letter, which the assessor was shown; it hangs in the wrong folder.",
    ),
    Found(
        key="briefing",
        title="Officers might be briefed together",
        finding_class=FindingClass.OBSERVATION,
        statement="Officers are briefed one by one. A briefing together once a year would spread what each has met.",
    ),
    Found(
        key="twice",
        title="Cards missing from the safe",
        finding_class=FindingClass.MINOR,
        requirement="REQ-RAPP-2.0-6.1",
        began=(2025, 9, 15),
        statement="Three cards of the register were not in the safe.",
    ),
)
EVIDENCE = (
    (
        "Card register and count",
        "cards.csv",
        "card,in register,found",
        tuple(f"WV-{n:02d},yes,{'no' if n in (4, 7, 9) else 'yes'}" for n in range(1, 12)),
        "cards",
    ),
    (
        "List of officers and the payroll",
        "officers.csv",
        "officer,on the list,last day worked",
        ("ARO-02,yes,2025-06-06", "ARO-06,yes,2025-06-27"),
        "leavers",
    ),
    (
        "Where the approval logs are kept",
        "log-copies.csv",
        "month,copied on",
        ("May,2025-06-02", "June,2025-07-01", "July,2025-08-01"),
        "logs",
    ),
    (
        "Requests taken at Lune",
        "lune.csv",
        "request,taken by,procedure",
        ("CSR-2207,ARO-09,none", "CSR-2231,ARO-10,none"),
        "remote",
    ),
    (
        "Sixty approvals and their proofs",
        "approvals.csv",
        "approval,proof of authority",
        tuple(f"AP-{n:02d},{'none' if n == 38 else 'on record'}" for n in range(1, 61)),
        "keys",
    ),
)
REMOTE_CLASS = (
    "It says that a requirement was not met, so it is no Observation. Small in effect: the officers at Lune work as the"
    " desk does."
)
CAUSES = {
    "count": ("cards", "Cards were counted when somebody asked, and by one person."),
    "leave": ("cards", "A card stays with an officer who is on long leave."),
    "moved": ("leavers", "The letter to the desk hung on one person in Personnel, and nobody took it over."),
    "lune": (
        "remote",
        "The procedure was written for the desk; nobody thought of Lune when it began to take requests.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An action of the plan, answering the cause of that name."""

    title: str
    kind: ActionKind
    owner: str
    due: tuple[int, int, int]
    criterion: str
    cause: str


ACTIONS = (
    Planned(
        title="Cards of officers on leave are locked away",
        kind=ActionKind.MITIGATE,
        owner="Wren Valley Power, Operations",
        due=(2026, 4, 30),
        criterion="The register shows for each officer on leave where the card is.",
        cause="leave",
    ),
    Planned(
        title="Cards are counted each month by two persons",
        kind=ActionKind.DETECT,
        owner="Wren Valley Power, Operations",
        due=(2026, 5, 29),
        criterion="Three monthly counts, each signed by two persons.",
        cause="count",
    ),
    Planned(
        title="The payroll system tells the desk of a leaver",
        kind=ActionKind.PREVENT,
        owner="Wren Valley Power, Personnel",
        due=(2026, 10, 30),
        criterion="A leaver stands on the desk's list on the last day, without anybody writing a letter.",
        cause="moved",
    ),
    Planned(
        title="A procedure for the office at Lune",
        kind=ActionKind.PREVENT,
        owner="Wren Valley Power, Operations",
        due=(2026, 12, 11),
        criterion="The procedure is signed, and an officer at Lune shows a request taken by it.",
        cause="lune",
    ),
    Planned(
        title="A visit of the desk to Lune every quarter",
        kind=ActionKind.DETECT,
        owner="Wren Valley Power, Operations",
        due=(2026, 12, 11),
        criterion="Notes of one visit, with the requests that were looked at.",
        cause="lune",
    ),
)
REJECTED = "The counts of March and April bear one name only; the criterion asks for two."
