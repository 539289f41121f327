"""The seats of domain.md 6.1, all names invented, and short ways to put a question about them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pma_assure.values.quorum import Affiliation, Employment, Presence, QuorumQuestion, Term

DAY = date(2026, 6, 16)
AT = datetime(2026, 6, 16, 9, 31, tzinfo=UTC)
OPENED = datetime(2026, 6, 16, 9, 0, tzinfo=UTC)
BRIGHTWATER, BUSINESS, HALDEN, LARKFIELD, MARRICK, ONDINE, CORVANE = (f"ORG-{n:04d}" for n in range(1, 8))
ORGANISATIONS = {
    BRIGHTWATER: "Brightwater Energy",
    BUSINESS: "Brightwater Business Supply",
    HALDEN: "Halden Power",
    LARKFIELD: "Larkfield Energy Co-op",
    MARRICK: "Marrick Networks",
    ONDINE: "Ondine Metering",
    CORVANE: "Corvane Consulting",
}
HOLDERS = {seat: f"P-{seat}" for seat in ("CH", "LS-A", "LS-B", "SS", "NW", "SSC", "TSC")}
SPECIALIST, CONSULTANT, COUSIN, HALDENER = "P-PKI", "P-CORVANE", "P-BUSINESS", "P-HALDEN"
TERMS = frozenset(
    Term(seat=seat, person=person, first_day=date(2025, 7, 1), last_day=date(2027, 6, 30))
    for seat, person in HOLDERS.items()
)
EMPLOYERS = {
    "P-LS-A": BRIGHTWATER,
    "P-LS-B": HALDEN,
    "P-SS": LARKFIELD,
    "P-NW": MARRICK,
    "P-SSC": BRIGHTWATER,
    "P-TSC": ONDINE,
    CONSULTANT: CORVANE,
    COUSIN: BUSINESS,
    HALDENER: HALDEN,
}
EMPLOYMENTS = frozenset(
    Employment(person=person, organisation=organisation, first_day=date(2020, 1, 1), last_day=None)
    for person, organisation in EMPLOYERS.items()
)
ACQUIRED = date(2026, 5, 1)
AFFILIATIONS = frozenset(
    {
        Affiliation(organisation=BRIGHTWATER, group="Brightwater Group", first_day=date(2015, 1, 1), last_day=None),
        Affiliation(organisation=BUSINESS, group="Brightwater Group", first_day=ACQUIRED, last_day=None),
    }
)
NAMES = tuple(sorted((ORGANISATIONS | {person: person.replace("P-", "Member ") for person in EMPLOYERS}).items()))


def sits(seat: str, person: str | None = None, standing: str = "member", left: datetime | None = None) -> Presence:
    who = person or HOLDERS[seat]
    return Presence(person=who, name=who, standing=standing, seat=seat, arrived=OPENED, left=left)


def attends(person: str) -> Presence:
    return Presence(person=person, name=person, standing="attendee", arrived=OPENED)


def ask(
    *presences: Presence,
    subject: str | None = None,
    at: datetime | None = AT,
    day: date = DAY,
    excused: frozenset[str] = frozenset(),
    chairs: frozenset[str] = frozenset(),
    alternates: frozenset[tuple[str, str]] = frozenset(),
    terms: frozenset[Term] = TERMS,
    employments: frozenset[Employment] = EMPLOYMENTS,
    affiliations: frozenset[Affiliation] = AFFILIATIONS,
) -> QuorumQuestion:
    return QuorumQuestion(
        day=day,
        at=at,
        subject=subject,
        against_subject=subject is not None,
        presences=frozenset(presences),
        terms=terms,
        employments=employments,
        affiliations=affiliations,
        excused=excused,
        pki_specialists=frozenset({SPECIALIST}),
        nominated_chairs=chairs,
        nominated_alternates=alternates,
        names=NAMES,
    )
