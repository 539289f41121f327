"""An invented assessment: the operator's services before they were live, approved with two caveats (scenario 1)."""

from __future__ import annotations

from datetime import date

from pma_assure.values.assurance_papers import (
    AssessedFinding,
    AssuranceSummary,
    CaveatLine,
    CoverageLine,
    CriterionLine,
    RequestLine,
    ScopeLine,
)
from pma_assure.values.documents import EvidenceLine
from tests.reports.samples import DECISION

SUMMARY = AssuranceSummary(
    reference="ASMT-2026-0003",
    title="Meridian Data Communications: assessment of the live services before they are offered",
    kind="pre_operational",
    state="concluded",
    classification="restricted",
    organisation="Meridian Data Communications",
    case="CASE-2026-0002",
    case_title="Meridian Data Communications: going live",
    assessor="Tarn & Holt Assurance",
    scheme="Penhallow Trust Scheme",
    policy="SMKI Compliance Policy 1.2, clause 4.4",
    ordered_by="",
    point_in_time=date(2026, 5, 8),
    period_from=None,
    period_to=None,
    criteria=(
        CriterionLine(document="Certification Practice Statement", version="1.0", reason=""),
        CriterionLine(document="Organisation Certificate Policy", version="1.1", reason=""),
        CriterionLine(
            document="Device Certificate Policy",
            version="1.2",
            reason="Not approved on the day: the assessor compared it with 1.1 clause by clause.",
        ),
    ),
    scope=tuple(
        ScopeLine(
            component=component, part=part, environment="live", operated_by=operator, coverage="assessed", note=""
        )
        for component, part, operator in (
            ("SMKI service", "smki_service", ""),
            ("Repository", "repository", ""),
            ("Registration desk at Llŷn", "registration", "Coldharbour Key Services"),
        )
    ),
    scope_covered=3,
    report="ASMT-2026-0003/P2",
    report_dated=date(2026, 5, 12),
    report_received=date(2026, 5, 14),
    opinion="qualified",
    scope_limitation="The monitoring of the repository could be seen for nine days only, because it began on 3 May.",
    recommended="approved_with_caveats",
    set_status="approved_with_caveats",
    conclusion="The three live items were assessed against the criteria. Two caveats stand until their days.",
    concluded_on=date(2026, 5, 28),
    live_certificates_on=date(2026, 6, 15),
    response="The operator accepts both caveats and names an owner for each.",
    responded_on=date(2026, 5, 20),
    response_due=date(2026, 5, 22),
    clauses=60,
    met=52,
    not_met=3,
    caveats=(
        CaveatLine(
            reference="ASMT-2026-0003/C1",
            words="The script of the key ceremony is not under change control.",
            owner="Head of key management",
            due=date(2026, 7, 31),
            met_on=date(2026, 7, 20),
            days_overdue=0,
        ),
        CaveatLine(
            reference="ASMT-2026-0003/C2",
            words="Monitoring of the repository was shown for nine days; three months are to be shown.",
            owner="Service manager",
            due=date(2026, 8, 31),
            met_on=None,
            days_overdue=30,
        ),
    ),
    findings=(
        AssessedFinding(
            reference="FIND-2026-0031",
            title="The ceremony script changed twice without a record",
            requirement="REQ-CPS-1.0-6.2.1",
            finding_class="observation",
            pma_class="minor",
            state="in_remediation",
            identified_on=date(2026, 5, 6),
            due=date(2026, 11, 6),
            days_overdue=0,
        ),
        AssessedFinding(
            reference="FIND-2026-0032",
            title="Repository alarms go to a mailbox that nobody reads at night",
            requirement="REQ-OCP-1.1-4.9",
            finding_class="major",
            pma_class=None,
            state="accepted",
            identified_on=date(2026, 5, 7),
            due=date(2026, 9, 1),
            days_overdue=29,
        ),
        AssessedFinding(
            reference="FIND-2026-0033",
            title="A visitor was entered in the book of the day before",
            requirement="REQ-CPS-1.0-5.1.2",
            finding_class="minor",
            pma_class=None,
            state="closed",
            identified_on=date(2026, 5, 7),
            due=date(2026, 8, 1),
            days_overdue=0,
        ),
    ),
    requests=(
        RequestLine(
            reference="ASMT-2026-0003/R4",
            title="Access to the second site at night",
            kind="premises",
            state="refused",
            ground="The site is run by a contractor that allows no visitors between 22:00 and 06:00.",
        ),
    ),
    evidence_above=2,
    evidence=(
        EvidenceLine(
            reference="EVID-2026-0101",
            title="Final report of Tarn & Holt Assurance",
            source="Tarn & Holt Assurance",
            received_on=date(2026, 5, 14),
            classification="parties",
            verifiable=True,
        ),
        EvidenceLine(
            reference="EVID-2026-0102",
            title="Notes of the call of 8 May",
            source="Service manager",
            received_on=date(2026, 5, 9),
            classification="restricted",
            verifiable=False,
        ),
    ),
    coverage=CoverageLine(
        applicable=60,
        covered=55,
        in_part=3,
        gaps=2,
        sentence="55 of 60 requirements covered; 3 in part, which do not count; 2 not covered",
        not_covered=(
            ("REQ-OCP-1.1-5.4.7", "in_part", "Covered in part by RELY-2026-0001; left: a sample of 20 alarms."),
            ("REQ-CPS-1.0-6.5", "gap", "No concluded assessment tested it and nothing else covers it."),
        ),
    ),
    decision=DECISION,
    as_of=date(2026, 9, 30),
    audit_head="b1946ac92492d234",
    audit_entries=1412,
)
