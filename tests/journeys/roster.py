"""The roster of domain.md 6.1 and the documents the scenarios need, as a story to begin a register with."""

from __future__ import annotations

from tests.journeys.story import KEEPER, REVIEWER, Step, Story

DAY = "2026-01-05"
CHAIR = "Prof. E. Harcourt"
SEATS = {
    "CH": (CHAIR, None, 36, "panel_identified"),
    "LS-A": ("D. Reyes", "Brightwater Energy", 24, "elected"),
    "LS-B": ("A. Whitcombe", "Halden Power", 24, "elected"),
    "SS": ("J. Pryce", "Larkfield Energy Co-op", 24, "uncontested"),
    "NW": ("H. Boyd", "Marrick Networks", 24, "elected"),
    "SSC": ("S. Mistry", "Brightwater Energy", 24, "selected"),
    "TSC": ("Niamh Ní Bhriain", "Ondine Metering", 24, "selected"),
}
MEMBERS = tuple(name for name, *_ in SEATS.values())
VOTING_ON_HALDEN = tuple(name for name in MEMBERS if name not in (CHAIR, "A. Whitcombe"))
ORGANISATIONS = {
    "Meridian Data Communications": "dcc",
    "Tarn & Holt Assurance": "assessor",
    "Brightwater Energy": "large_supplier",
    "Brightwater Business Supply": "small_supplier",
    "Halden Power": "large_supplier",
    "Larkfield Energy Co-op": "small_supplier",
    "Wren Valley Power": "small_supplier",
    "Marrick Networks": "electricity_network",
    "Kestrel Gas Transport": "gas_network",
    "Ondine Metering": "other_sec_party",
    "Coldharbour Key Services": "contractor",
    "Corvane Consulting": "none",
}
CLAUSES = (
    ("5.2", "Two officers approve", "A request is approved by two officers, each with a credential of their own."),
    ("6.1", "Cards are accounted for", "The card register is reconciled with the cards twice a year."),
    ("7.4", "Approval logs leave the desk daily", "Records of approval are copied every day."),
)


def _steps() -> list[Step]:
    steps = [
        Step(day=DAY, deed="organisation.add", given={"name": name, "category": category})
        for name, category in ORGANISATIONS.items()
    ]
    for organisation in ("Brightwater Energy", "Brightwater Business Supply"):
        steps.append(
            Step(
                day=DAY,
                deed="organisation.affiliate",
                given={"organisation": organisation, "group": "Brightwater Group", "first_day": "2020-01-01"},
            )
        )
    for seat, (name, employer, months, route) in SEATS.items():
        steps.append(
            Step(
                day=DAY,
                deed="person.add",
                given={"name": name, "employer": employer, "first_day": "2024-01-01"},
            )
        )
        steps.append(
            Step(
                day=DAY,
                deed="seat.appoint",
                given={
                    "seat": seat,
                    "person": name,
                    "first_day": "2025-07-01",
                    "months": months,
                    "route": route,
                    "authority": "SEC Panel, staggered terms",
                }
                | ({"notice_to_secas_on": "2025-06-16"} if route == "selected" else {}),
            )
        )
    steps.append(
        Step(
            day=DAY,
            deed="person.add",
            given={
                "name": "M. Okafor",
                "employer": "Tarn & Holt Assurance",
                "capacity": "assessor",
                "first_day": "2024-01-01",
            },
        )
    )
    steps.append(
        Step(
            day=DAY,
            deed="person.add",
            given={
                "name": REVIEWER,
                "employer": "Corvane Consulting",
                "capacity": "second_reviewer",
                "first_day": "2024-01-01",
            },
        )
    )
    return steps


def _documents() -> list[Step]:
    return [
        Step(
            day=DAY,
            deed="document.add",
            given={
                "title": "Registration Authority Policy and Procedures",
                "short_name": "RAPP",
                "document_type": "rapp",
            },
        ),
        Step(
            day=DAY,
            deed="document.add_version",
            given={
                "document": "RAPP",
                "version_label": "2.0",
                "requirements": [
                    {"clause": number, "title": title, "text": text} for number, title, text in CLAUSES[:2]
                ],
            },
        ),
        Step(
            day=DAY,
            deed="document.approve_version",
            given={
                "document": "RAPP",
                "version_label": "2.0",
                "approved_on": "2023-11-01",
                "approved_by": "the SEC modification process, as reported",
            },
        ),
        Step(
            day=DAY,
            deed="document.bring_into_force",
            given={"document": "RAPP", "version_label": "2.0", "effective_from": "2024-01-01"},
        ),
        Step(
            day=DAY,
            deed="document.add_version",
            given={
                "document": "RAPP",
                "version_label": "2.1",
                "requirements": [{"clause": number, "title": title, "text": text} for number, title, text in CLAUSES],
            },
        ),
        Step(
            day=DAY,
            deed="document.approve_version",
            given={
                "document": "RAPP",
                "version_label": "2.1",
                "approved_on": "2025-09-01",
                "approved_by": "the SEC modification process, as reported",
            },
        ),
        Step(
            day=DAY,
            deed="document.bring_into_force",
            given={"document": "RAPP", "version_label": "2.1", "effective_from": "2026-02-01"},
        ),
    ]


ROSTER: Story = (*_steps(), *_documents())
BEGUN_BY = KEEPER
