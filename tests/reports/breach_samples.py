"""Invented values that the advice on a breach is made of: Kestrel Gas Transport reports a suspected compromise late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from pma_assure.values.breaches import FactLine, FactorLine, RepresentationLine
from pma_assure.values.documents import BreachAdvicePaper, CitedRequirement, EvidenceLine, FindingLine, LikeCases
from tests.reports.samples import DECISION

BREACH = "BRCH-2026-0006"
_REASONS = """Kestrel Gas Transport found on 2 March 2026 that the key of one of its registration servers might have \
been copied, and told the PMA forty hours later. The requirement leaves twenty-four.

Two certificates could have been affected. Neither was used in those forty hours; the service provider’s logs and \
Kestrel’s own agree in that. The PMA found no harm.

It considers that the lateness is the breach, not the suspicion. For sixteen hours nobody who relies on the two \
certificates could have been told, and nothing in Kestrel’s procedure would have ended that sooner."""
REPORT = "Report of the suspected compromise, as it came by the duty officer’s telephone and then in writing"


def fact(number: int, words: str, on: date | None, *evidence: str, supported: bool = True) -> FactLine:
    return FactLine(
        reference=f"{BREACH}/F{number}", words=words, occurred_on=on, evidence=evidence, supported=supported
    )


def item(number: int, title: str, source: str, *, verifiable: bool = True) -> EvidenceLine:
    return EvidenceLine(
        reference=f"EVID-2026-014{number}",
        title=title,
        source=source,
        received_on=date(2026, 3, 9 + number),
        classification="restricted",
        verifiable=verifiable,
    )


BREACH_PAPER = BreachAdvicePaper(
    reference="ADV-2026-0007",
    version="1.0",
    state="issued",
    purpose="breach",
    title="Kestrel Gas Transport: a suspected key compromise reported after 40 hours",
    classification="restricted",
    organisation="Kestrel Gas Transport",
    case="CASE-2026-0021",
    case_title="Kestrel Gas Transport: suspected compromise of 2 March 2026",
    breach=BREACH,
    breach_title="Suspected key compromise reported after 40 hours",
    trigger="self_report",
    opened_on=date(2026, 3, 4),
    considered_on=date(2026, 8, 11),
    assessment=None,
    allegation="That Kestrel Gas Transport told the PMA of a suspected compromise forty hours after it was discovered.",
    issued_on=date(2026, 8, 12),
    as_of=date(2026, 8, 12),
    view="material_breach",
    recommendation="That the Panel note the PMA’s view that the lateness of the report was a material breach, and"
    " consider what follows from it. The PMA sees no need for a remediation plan: the procedure was changed on 10 March"
    " 2026 and has been tried twice since.",
    reasons=_REASONS,
    proportionality="Kestrel is a small network operator with two officers; it reported the matter itself and hid"
    " nothing. The PMA asks for nothing beyond what it has done, and advises no more than its view.",
    requirements=(
        CitedRequirement(
            reference="REQ-SMKICS-3.0-9.2",
            document="SMKI Compliance Policy",
            document_version="3.0",
            clause="9.2",
            title="A suspected compromise is reported within twenty-four hours of its discovery",
            text="A Party that has reason to suspect that a Private Key may have been compromised shall notify the PMA"
            " without delay, and in any event within twenty-four hours of the discovery.",
        ),
        CitedRequirement(
            reference="REQ-RAPP-2.1-7.4",
            document="Registration Authority Policies and Procedures",
            document_version="2.1",
            clause="7.4",
            title="An incident is logged when it is found",
            text="",
        ),
    ),
    findings=(
        FindingLine(
            reference="FIND-2026-0191",
            title="The procedure names no deputy",
            requirement="RAPP 7.4",
            finding_class="minor",
            state="accepted",
            identified_on=date(2026, 3, 16),
        ),
    ),
    factors=(
        FactorLine(
            number=1,
            name="Late report",
            lean="towards_material",
            words="Sixteen hours more than the requirement leaves, over a weekend.",
        ),
        FactorLine(
            number=2, name="Possible effect on others", lean="towards_material", words="On two certificates, both live."
        ),
        FactorLine(number=3, name="No harm found", lean="against_material", words="Neither certificate was used."),
        FactorLine(number=4, name="Size of the participant", lean="neither", words="Bears on what follows only."),
    ),
    facts=(
        fact(1, "The operator saw an unknown session on the server at 14:10.", date(2026, 3, 2), "EVID-2026-0141"),
        fact(
            2,
            "Kestrel told the PMA at 06:20 on 4 March, forty hours and ten minutes later.",
            date(2026, 3, 4),
            "EVID-2026-0142",
            "EVID-2026-0143",
        ),
        fact(3, "Two certificates could have been affected: 0x41A2 and 0x41A3.", None, "EVID-2026-0144"),
        fact(4, "Neither certificate was used between the two times.", None, "EVID-2026-0145", "EVID-2026-0146"),
    ),
    evidence_above=0,
    evidence=(
        item(1, "Log of the registration server, 2 to 4 March", "Kestrel Gas Transport"),
        item(2, REPORT, "Kestrel Gas Transport"),
        item(3, "Entry in the PMA’s book of calls", "The PMA’s duty officer"),
        item(4, "List of certificates issued through the server", "Meridian Data Communications"),
        item(5, "Log of the service provider for both certificates", "Meridian Data Communications"),
        item(6, "What the operator remembers, told by telephone", "Małgorzata Żółć, Kestrel", verifiable=False),
    ),
    represent_by=date(2026, 4, 10),
    representations=(
        RepresentationLine(
            number=1,
            received_on=date(2026, 4, 8),
            words="The officer on call, Dr Ceri Llŷr, was abroad and the deputy’s card had expired. We reported as soon"
            " as anybody could.",
            answer="The PMA accepts that it was so. That nobody else could report is the gap that the requirement is"
            " there to prevent; Kestrel closed it on 10 March.",
        ),
    ),
    why_no_representations="",
    like=LikeCases(views=(("material_breach", 2), ("not_material", 1)), decided=3, differed=1),
    decision=replace(
        DECISION,
        item_number=5,
        item_title="Kestrel Gas Transport: advice on a possible material breach",
        motion="That the PMA considers that there has been a material breach, and advises the Panel in the words of"
        " ADV-2026-0007.",
        votes_for=4,
        votes_against=1,
        decided_at=datetime(2026, 8, 11, 9, 42, tzinfo=UTC),
    ),
    supersedes=None,
    correction=None,
    audit_head="b1946ac92492d2347c6235b4d2611184",
    audit_entries=412,
)
BREACH_DRAFT = replace(BREACH_PAPER, state="draft", issued_on=None, decision=None, considered_on=None)
